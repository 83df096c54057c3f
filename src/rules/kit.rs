//! What rules share: roles from mentions, names for formulas.

use crate::facts::{
    DECLARED, Facts, Fault, Flaw, INLINE, Indicator, Mention, MentionId, Oddity, PROSE, Row, RowKind, Sheet,
    Sign, Writing,
};
use crate::figure::Kind;
use crate::ledger::{Confidence, Edit, Expr, Finding, Related, Role, Severity, Slip, Term, Value};
use crate::num::{self, Qualifier, Quantity, Rat};
use crate::scheme::Scheme;
use crate::span::Span;
use num_traits::Signed;
use std::collections::{BTreeMap, BTreeSet};

/// A role that one mention fills.
pub(super) fn role(name: &str, m: &Mention) -> Role {
    Role::one(name, m.term.clone())
}

/// A role with several candidates, best first.
pub(super) fn roles(name: &str, facts: &Facts, ids: &[MentionId]) -> Role {
    Role::of(name, ids.iter().map(|&i| facts.mentions[i].term.clone()).collect())
}

/// What a mention is called in a formula: its label, what stands behind it, or as it is printed.
pub(super) fn name(m: &Mention) -> String {
    const LONG: usize = 24;
    // 1036人中集中供养290人: what stands behind 中 is not what it is called.
    // 比2021年的5748人增加287人: nor is what became of it.
    let behind = m.after.trim();
    let behind =
        if behind.starts_with(['中', '增', '减', '降', '下', '上', '提']) { "" } else { behind };
    let label = if m.label.is_empty() { behind } else { m.label.as_str() };
    if label.is_empty() {
        return format!("{}{}", m.term.printed, m.term.unit);
    }
    let n = label.chars().count();
    if n > LONG { label.chars().skip(n - LONG).collect() } else { label.to_owned() }
}

/// A rate of more than all, of a budget that its words do not call the first: where an adjusted one is printed, it is
/// of that one.
pub(super) fn is_beyond(rate: &Mention) -> bool {
    value(rate) > Some(Rat::from_integer(100)) && !rate.gap.contains("年初")
}

/// Indicators whose marks and scores stand side by side, sentence by sentence; section by section; and numbered line by
/// line, each its own heading.
pub(super) fn side_by_side(facts: &Facts) -> Vec<Vec<&Indicator>> {
    let mut all: BTreeMap<(u8, u32), Vec<&Indicator>> = BTreeMap::new();
    let scoring = &facts.scoring;
    let plain = |k: usize, i: &Indicator| i.list == INLINE || i.list == PROSE && scoring.below(k).is_empty();
    let inline = scoring.indicators.iter().enumerate().filter(|(k, i)| i.parent.is_none() && plain(*k, i));
    let inline = inline.map(|(_, i)| i);
    for (i, full) in inline.filter_map(|i| Some((i, i.full?))) {
        let m = &facts.mentions[full];
        all.entry((0, m.sentence)).or_default().push(i);
        let Some(section) = m.section else {
            all.entry((1, u32::MAX)).or_default().push(i);
            continue;
        };
        all.entry((1, section)).or_default().push(i);
        let own = facts.headings.get(section as usize).filter(|h| h.heading.para == m.para);
        own.and_then(|h| h.heading.parent).into_iter().for_each(|p| all.entry((2, p)).or_default().push(i));
    }
    let lists: Vec<Vec<&Indicator>> = all.into_values().collect();
    let parted: Vec<Vec<&Indicator>> = lists.iter().map(|l| outer(facts, l)).collect();
    let fewer = parted.into_iter().zip(&lists).filter(|(p, l)| p.len() < l.len()).map(|(p, _)| p);
    let fewer: Vec<Vec<&Indicator>> = fewer.collect();
    lists.into_iter().chain(fewer).filter(|list| list.len() >= 3).collect()
}

/// 过程指标20分，得18.4分，其中资金执行率5分，得4.80分: without the marks inside another.
fn outer<'f>(facts: &Facts, list: &[&'f Indicator]) -> Vec<&'f Indicator> {
    let inner = |i: &Indicator| i.full.is_some_and(|f| facts.mentions[f].gap.contains("其中"));
    list.iter().copied().filter(|i| !inner(i)).collect()
}

/// A rate stands between two figures and another rate: the figures made the first, the second is of a part, of
/// another year or of a goal (执行率97%，其中省级资金执行率91%; 较上年92%提高3个百分点).
pub(super) fn is_used(facts: &Facts, part: MentionId, rate: MentionId) -> bool {
    let r = &facts.mentions[rate];
    let between = part + 1..rate;
    let named = r.gap.contains("其中") && part + 1 == rate;
    named
        || between.map(|i| &facts.mentions[i]).any(|m| {
            m.kind == Kind::Percent && m.sentence == r.sentence && m.cell.is_none() && m.depth <= r.depth
        })
}

/// 中央投资计划800万元，完成760万元；地方投资计划400万元，完成340万元，中央投资完成率95%: what the rate is called by stands with other
/// figures than these.
pub(super) fn is_of_another(facts: &Facts, rate: MentionId, of: &[MentionId]) -> bool {
    const FAR: usize = 24;
    let r = &facts.mentions[rate];
    let Some(name) = qualifier_of(&r.label) else { return false };
    let says = |i: MentionId| facts.mentions[i].label.contains(name) || facts.mentions[i].gap.contains(name);
    let Some(&first) = of.first() else { return false };
    let near = (rate.saturating_sub(FAR)..rate).filter(|i| {
        let m = &facts.mentions[*i];
        m.para == r.para && m.kind == facts.mentions[first].kind && exact(m) && m.cell.is_none()
    });
    !of.iter().any(|&i| says(i)) && near.into_iter().any(says)
}

/// 中央投资 of 中央投资完成率: words that tell this rate from that of another.
fn qualifier_of(label: &str) -> Option<&str> {
    const PLAIN: &[&str] =
        &["项目", "资金", "预算", "工作", "指标", "任务", "支出", "经费", "目标", "全年", "本年", "本项"];
    const STEM: usize = 2;
    let name = label.strip_suffix(['率', '度'])?;
    let end = name.char_indices().rev().nth(STEM - 1)?.0;
    let name = &name[..end];
    // 产出指标完成率, and 产出18个.
    let head = name.char_indices().nth(STEM).map_or(name, |c| &name[..c.0]);
    (head.chars().count() == STEM && !PLAIN.contains(&head)).then_some(head)
}

/// The words of the sentence around a figure, the figures left out.
pub(super) fn sentence(facts: &Facts, id: MentionId) -> String {
    const NEAR: usize = 24;
    let sentence = facts.mentions[id].sentence;
    let around = id.saturating_sub(NEAR)..facts.mentions.len().min(id + NEAR);
    let own = facts.mentions[around].iter().filter(|m| m.sentence == sentence);
    let last = own.clone().next_back().map_or("", |m| m.rest.as_str());
    own.map(|m| m.gap.as_str()).chain([last]).collect()
}

/// No other figure stands between these, no sentence ends there, and no bracket parts them: whoever reads them takes
/// them for one statement.
pub(super) fn in_one_breath(facts: &Facts, ids: &[MentionId]) -> bool {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    let joined = |w: &[MentionId]| {
        let (a, b) = (&facts.mentions[w[0]], &facts.mentions[w[1]]);
        w[1] - w[0] == 1 && a.sentence == b.sentence && a.depth == b.depth && b.cell.is_none()
    };
    ids.windows(2).all(joined)
}

/// A run of `n` characters of the one name stands in the other.
pub(super) fn share(a: &str, b: &str, n: usize) -> bool {
    let chars: Vec<char> = a.chars().collect();
    chars.windows(n).any(|w| b.contains(&w.iter().collect::<String>()))
}

/// Lists whose weights make a hundred, with a score out of a hundred beside each: 权重20%，得分95.
pub(super) fn lists_out_of_hundred(facts: &Facts) -> BTreeSet<usize> {
    let mut lists: BTreeMap<usize, Vec<Option<(Rat, Rat)>>> = BTreeMap::new();
    let all = facts.scoring.indicators.iter().filter(|i| ![PROSE, INLINE, DECLARED].contains(&i.list));
    for i in all {
        let pair = i.full.zip(i.score).map(|(f, s)| (&facts.mentions[f], &facts.mentions[s]));
        lists.entry(i.list).or_default().push(pair.and_then(|(f, s)| value(f).zip(value(s))));
    }
    let hundred = Rat::from_integer(100);
    let spread = |pairs: &[Option<(Rat, Rat)>]| {
        let over = pairs.iter().all(|p| p.is_some_and(|(full, score)| score > full && score <= hundred));
        let sum = pairs.iter().flatten().try_fold(Rat::ZERO, |sum, p| num::add(sum, p.0));
        pairs.len() >= 2 && over && sum == Some(hundred)
    };
    lists.into_iter().filter(|(_, pairs)| spread(pairs)).map(|l| l.0).collect()
}

/// 梨花小学 and 桃花小学, 一期工程 and 二期工程: the names differ in their first characters and go on alike.
pub(super) fn are_of_a_kind(a: &str, b: &str) -> bool {
    const FEW: usize = 3;
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let alike = |n: usize, k: usize| {
        let (p, q) = (a.get(n..n + 2), b.get(k..k + 2));
        let apart = !a[..n].ends_with(&b[..k]) && !b[..k].ends_with(&a[..n]);
        p == q && p.is_some_and(|w| w.iter().all(han)) && apart
    };
    (1..=FEW.min(a.len())).any(|n| (1..=FEW.min(b.len())).any(|k| alike(n, k)))
}

/// Two neighbouring digits changed round; the point and the zeros at the end, which the unit moves, left aside.
pub(super) fn are_turned(a: &str, b: &str) -> bool {
    let all = |s: &str| -> String { s.chars().filter(char::is_ascii_digit).collect() };
    let (a, b) = (all(a), all(b));
    let digits = |s: &str| -> Vec<char> { s.trim_matches('0').chars().collect() };
    // 3050.00 and 3500.00 are of one length as they are printed.
    let (a, b) = if a.len() == b.len() {
        (a.chars().collect(), b.chars().collect())
    } else {
        (digits(&a), digits(&b))
    };
    let (a, b): (Vec<char>, Vec<char>) = (a, b);
    let off: Vec<usize> = (0..a.len().min(b.len())).filter(|&i| a[i] != b[i]).collect();
    a.len() == b.len() && matches!(off[..], [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i])
}

pub(super) fn han(c: &char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(c)
}

/// What figures come to; none when one is no number.
pub(super) fn sum(facts: &Facts, ids: &[MentionId]) -> Option<Rat> {
    ids.iter().try_fold(Rat::ZERO, |sum, &i| num::add(sum, value(&facts.mentions[i])?))
}

/// The quotient of two figures in per cent, rounded, is what the rate says.
pub(super) fn makes(part: &Mention, whole: &Mention, rate: &Mention) -> bool {
    value(whole).is_some_and(|w| makes_of(part, w, rate))
}

/// The same, of a whole that is not printed.
pub(super) fn makes_of(part: &Mention, whole: Rat, rate: &Mention) -> bool {
    value(part).is_some_and(|p| makes_rate(p, whole, rate))
}

/// The same, of two values.
pub(super) fn makes_rate(part: Rat, whole: Rat, rate: &Mention) -> bool {
    let off = || {
        let exact = num::mul(num::div(part, whole)?, Rat::from_integer(100))?;
        let q = rate.term.quantity()?;
        Some(num::mul(num::sub(exact, q.value)?.abs(), Rat::from_integer(2))? <= q.step)
    };
    off().unwrap_or(false)
}

/// 可用资金a，其中上年结转b、当年预算c: of the whole that a base is a part of, if that gives the rate.
pub(super) fn whole_that_makes(
    facts: &Facts,
    part: MentionId,
    bases: &[MentionId],
    rate: MentionId,
) -> Option<MentionId> {
    let [p, r] = [part, rate].map(|i| &facts.mentions[i]);
    let makes = |i: &MentionId| makes(p, &facts.mentions[*i], r) && *i < rate && !bases.contains(i);
    let listed = bases.iter().flat_map(|&i| facts.totals_of(i)).copied();
    let summed = facts.tallies.iter().filter(|t| bases.iter().any(|b| t.parts.contains(b))).map(|t| t.total);
    listed.chain(summed).find(makes)
}

/// 退会25人, 拆除15座: what went, by its name.
pub(super) fn is_loss(m: &Mention) -> bool {
    const WENT: &[&str] = &["退会", "退库", "退出", "拆除", "注销", "报废", "核减", "取消", "调出", "退回"];
    WENT.iter().any(|w| m.label.ends_with(w))
}

/// The last `n` characters.
pub(super) fn last(words: &str, n: usize) -> &str {
    words.char_indices().rev().nth(n.saturating_sub(1)).map_or(words, |(at, _)| &words[at..])
}

/// The words behind a figure, to the next one or the end of its sentence.
pub(super) fn behind(facts: &Facts, id: MentionId) -> &str {
    let m = &facts.mentions[id];
    let next = facts.mentions.get(id + 1).filter(|n| n.sentence == m.sentence);
    next.map_or(m.rest.as_str(), |n| n.gap.as_str())
}

/// "甲 + 乙 + 丙", shortened in the middle when long.
pub(super) fn plus(facts: &Facts, ids: &[MentionId]) -> String {
    const SHOWN: usize = 6;
    let names: Vec<String> = ids.iter().map(|&i| name(&facts.mentions[i])).collect();
    if names.len() <= SHOWN {
        return names.join(" + ");
    }
    format!("{} + … + {}（共{}项）", names[..SHOWN - 1].join(" + "), names[names.len() - 1], names.len())
}

/// A number that the text does not print: the 100 that full marks must make.
pub(super) fn constant(n: i128, unit: &str, at: Span) -> Term {
    let one = Rat::from_integer(1);
    let value = Rat::from_integer(n);
    let q = Quantity { value, step: one, point: unit != "%", qualifier: Qualifier::None };
    let span = Span { start: at.start, end: at.start };
    Term {
        span,
        figure: None,
        value: Value::Number(q),
        printed: n.to_string(),
        unit: unit.to_owned(),
        places: 0,
    }
}

/// A piece of text as a term.
pub(super) fn text(s: &str, span: Span) -> Term {
    let printed = s.to_owned();
    Term { span, figure: None, value: Value::Text(s.to_owned()), printed, unit: String::new(), places: 0 }
}

/// A date as a term.
pub(super) fn date(d: &crate::facts::Day) -> Term {
    let value = Value::Date(d.year, d.month, d.day);
    Term { span: d.span, figure: None, value, printed: d.quote.clone(), unit: String::new(), places: 0 }
}

/// Whether the mention's attribute has this id.
pub(super) fn is(m: &Mention, scheme: &Scheme, id: &str) -> bool {
    attribute(m, scheme) == Some(id)
}

pub(super) fn attribute<'s>(m: &Mention, scheme: &'s Scheme) -> Option<&'s str> {
    m.attribute.and_then(|a| scheme.labels.attributes.get(a)).map(|a| a.id.as_str())
}

/// A finding of structure: no arithmetic behind it.
pub(super) fn finding(rule: &'static str, severity: Severity, span: Span, message: String) -> Finding {
    Finding {
        rule,
        severity,
        confidence: Confidence::High,
        verdict: None,
        message,
        span,
        related: Vec::new(),
        formula: None,
        exact: None,
        printed: None,
        expected: None,
        check: None,
        root: None,
        edits: Vec::new(),
        safe: false,
    }
}

/// The value of a mention in its base unit.
pub(super) fn value(m: &Mention) -> Option<Rat> {
    m.term.quantity().map(|q| q.value)
}

/// A target is the number that it is measured by: ≥120场 counts as 120.
pub(super) fn plain(t: &mut Term) {
    if let Value::Number(q) = &mut t.value {
        q.qualifier = Qualifier::None;
    }
}

/// An exact, single figure: neither a range nor approximate.
pub(super) fn exact(m: &Mention) -> bool {
    !m.range && !m.approximate
}

/// Rules that read one printed rate in different ways are rivals: the group of that rate.
pub(super) fn rate_group(rate: MentionId) -> u32 {
    const RATES: u32 = 1 << 24;
    RATES + rate as u32
}

/// The budget of a form that is printed as a table of its own before that of the indicators, when this one has
/// none: its mark and score count towards the hundred.
pub(super) fn budget_before(facts: &Facts, list: usize) -> Option<&Indicator> {
    const TABLES: usize = 3;
    let all = &facts.scoring.indicators;
    let own = all.iter().any(|i| i.list == list && i.budget);
    let before = |i: &&Indicator| i.budget && i.list < list && i.list + TABLES >= list;
    if own || list == DECLARED { None } else { all.iter().rfind(before) }
}

/// The readings of a list of marks or scores: as they stand, without the budget among them, with the one before
/// them. Where a printed total score fits one alone, that one.
pub(super) fn with_budget(
    facts: &Facts,
    list: usize,
    own: Vec<MentionId>,
    of: fn(&Indicator) -> Option<MentionId>,
) -> Vec<Vec<MentionId>> {
    let indicator = |m: &MentionId| facts.scoring.owner(*m).is_some_and(|i| !i.budget);
    let without: Vec<MentionId> = own.iter().copied().filter(indicator).collect();
    let before = budget_before(facts, list).and_then(of);
    let with: Option<Vec<MentionId>> = before.map(|b| [b].into_iter().chain(own.iter().copied()).collect());
    let less = (without.len() < own.len()).then_some(without);
    let counts = budget_counts(facts, list);
    match (with.or(less), counts) {
        (None, _) => vec![own],
        (Some(other), None) => vec![own, other],
        (Some(_), Some(false)) => vec![own],
        (Some(other), Some(true)) => vec![other],
    }
}

/// Whether the scores of a list make its printed total in the other reading (true) or as they stand (false).
fn budget_counts(facts: &Facts, list: usize) -> Option<bool> {
    let printed = facts.scoring.score_totals.iter().find(|t| t.0 == list).map(|t| t.1)?;
    let printed = value(&facts.mentions[printed])?;
    let sum = |ids: Vec<MentionId>| sum(facts, &ids);
    let scoring = &facts.scoring;
    let leaf = |k: usize| !scoring.below(k).iter().any(|&b| scoring.indicators[b].score.is_some());
    let leaves =
        || scoring.indicators.iter().enumerate().filter(|(k, i)| i.list == list && leaf(*k)).map(|(_, i)| i);
    let own = sum(leaves().filter_map(|i| i.score).collect());
    let other = match budget_before(facts, list).and_then(|b| b.score) {
        Some(b) => sum(leaves().filter_map(|i| i.score).chain([b]).collect()),
        None => sum(leaves().filter(|i| !i.budget).filter_map(|i| i.score).collect()),
    };
    match (own == Some(printed), other == Some(printed)) {
        (true, false) => Some(false),
        (false, true) => Some(true),
        _ => None,
    }
}

/// The rows that a sum of funds is divided into: those marked as parts right below it.
pub(super) fn funds(sheet: &Sheet, at: usize) -> &[Row] {
    let (row, below) = (&sheet.rows[at], &sheet.rows[at + 1..]);
    let n = below.iter().take_while(|r| r.band == row.band && r.kind == RowKind::Part).count();
    &below[..n]
}

/// 年度资金总额, or a 合计 above its parts.
pub(super) fn is_sum_of_funds(row: &Row) -> bool {
    row.label.contains("资金总额") || (row.kind == RowKind::Total && row.is_budget())
}

/// A budget is told before its year begins.
pub(super) fn is_budget_report(facts: &Facts) -> bool {
    let title = facts.frame.title.as_deref().unwrap_or("");
    title.contains("预算") && !["执行", "决算", "绩效", "调整"].iter().any(|w| title.contains(w))
}

/// The point of a figure in the wrong place, by one digit or two.
pub(super) fn misplaced(expr: &Expr) -> Vec<Slip> {
    [1, -1, 2, -2].into_iter().filter_map(|p| shifted(expr, p, "小数点错位")).collect()
}

/// A figure that is right but for a power of ten.
pub(super) fn shifted(expr: &Expr, power: i32, explanation: &str) -> Option<Slip> {
    let expr = Expr::times(expr.clone(), Expr::Const(num::scale10(power)?));
    Some(Slip { expr, explanation: explanation.to_owned() })
}

/// ≤: the smaller the better.
pub(super) fn is_limit(target: &Mention) -> bool {
    matches!(qualifier(target), Qualifier::AtMost | Qualifier::Under)
}

pub(super) fn qualifier(m: &Mention) -> Qualifier {
    match m.term.value {
        Value::Number(q) => q.qualifier,
        _ => Qualifier::None,
    }
}

/// Of a target without a sign nothing says that more of it is better: cost, time, complaints.
const EITHER: &[&str] = &[
    "成本",
    "费用",
    "支出",
    "单价",
    "造价",
    "控制",
    "时间",
    "时长",
    "工期",
    "周期",
    "时效",
    "投诉",
    "事故",
    "发生",
    "下降",
    "降低",
    "减少",
    "能耗",
    "偏差",
    "差错",
    "违规",
    "失业",
    "污染",
    "死亡",
    "标准",
    "变动率",
    "限额",
    "上限",
    "资金",
    "预算",
    "投资",
    "期限",
];

/// A name of which more may be worse.
pub(super) fn is_either_way(name: &str) -> bool {
    EITHER.iter().any(|w| name.contains(w))
}

/// Whether reaching more than the target is as good as reaching it: said by its sign, or plain from its name.
pub(super) fn is_positive(row: &Row, target: &Mention) -> bool {
    let open = || {
        !is_either_way(&row.label)
            && !matches!(target.base.as_str(), "元" | "天" | "日" | "小时" | "年" | "月")
    };
    match (row.sign, qualifier(target)) {
        (Some(Sign::AtLeast), _) => true,
        (Some(Sign::AtMost | Sign::Words), _) => false,
        (_, Qualifier::AtLeast | Qualifier::Over) => true,
        (_, Qualifier::None) => open(),
        _ => false,
    }
}

/// The places with an oddity of writing.
pub(super) fn writings(facts: &Facts, oddity: Oddity) -> Vec<&Writing> {
    facts.writings.iter().filter(|w| w.oddity == oddity).collect()
}

/// One finding for each place.
pub(super) fn each(
    rule: &'static str,
    severity: Severity,
    places: &[&Writing],
    message: impl Fn(&Writing) -> String,
) -> Vec<Finding> {
    let of = |w: &&Writing| {
        let mut f = finding(rule, severity, w.span, message(w));
        f.printed = Some(w.quote.clone());
        f.expected.clone_from(&w.right);
        f.edits = w.right.iter().map(|text| Edit { span: w.span, text: text.clone() }).collect();
        f
    };
    places.iter().map(of).collect()
}

/// A habit of writing is one finding, however often it shows: the first place, with the others.
pub(super) fn habit(
    rule: &'static str,
    places: &[&Writing],
    message: impl Fn(&str) -> String,
) -> Option<Finding> {
    const SHOWN: usize = 4;
    let first = places.first()?;
    let quotes: Vec<String> = places.iter().take(SHOWN).map(|w| format!("“{}”", w.quote)).collect();
    let more = if places.len() > SHOWN { format!("等{}处", places.len()) } else { String::new() };
    let mut f = finding(rule, Severity::Note, first.span, message(&format!("{}{more}", quotes.join("、"))));
    f.related = places[1..].iter().map(|w| Related { role: "同样写法".to_owned(), span: w.span }).collect();
    let edit = |w: &&Writing| w.right.as_ref().map(|text| Edit { span: w.span, text: text.clone() });
    f.edits = places.iter().filter_map(edit).collect();
    Some(f)
}

/// The flaws of one kind.
pub(super) fn flaws(facts: &Facts, fault: Fault) -> Vec<&Flaw> {
    facts.flaws.iter().filter(|f| f.fault == fault).collect()
}

/// One finding for each flaw; a finder that switched itself off says so once.
pub(super) fn flawed(
    rule: &'static str,
    severity: Severity,
    facts: &Facts,
    fault: Fault,
    message: impl Fn(&Flaw) -> String,
) -> Vec<Finding> {
    let of = |w: &&Flaw| {
        if w.off {
            return finding(rule, Severity::Note, w.span, switched_off(rule, w));
        }
        let severity = if w.sure { Severity::Warning } else { severity };
        let mut f = finding(rule, severity, w.span, message(w));
        f.printed = Some(w.quote.clone());
        f.expected = w.right.clone().filter(|r| !r.is_empty());
        f.related = w.other.iter().map(|&span| Related { role: "对照".to_owned(), span }).collect();
        f.edits = w.right.iter().map(|text| Edit { span: w.span, text: text.clone() }).collect();
        f.safe = w.safe && w.right.is_some();
        f
    };
    flaws(facts, fault).iter().map(of).collect()
}

/// All flaws of a kind in one finding: a style, however often it shows.
pub(super) fn style(
    rule: &'static str,
    facts: &Facts,
    fault: Fault,
    message: impl Fn(&str) -> String,
) -> Option<Finding> {
    const SHOWN: usize = 4;
    let all = flaws(facts, fault);
    let first = *all.first()?;
    if let Some(off) = all.iter().find(|f| f.off) {
        return Some(finding(rule, Severity::Note, off.span, switched_off(rule, off)));
    }
    let quotes: Vec<String> = all
        .iter()
        .take(SHOWN)
        .map(|w| format!("“{}”", if w.say.is_empty() { &w.quote } else { &w.say }))
        .collect();
    let more = if all.len() > SHOWN { format!("等{}处", all.len()) } else { String::new() };
    let mut f = finding(rule, Severity::Note, first.span, message(&format!("{}{more}", quotes.join("、"))));
    f.related = all[1..].iter().map(|w| Related { role: "同样写法".to_owned(), span: w.span }).collect();
    let edit = |w: &&Flaw| w.right.as_ref().map(|text| Edit { span: w.span, text: text.clone() });
    f.edits = all.iter().filter_map(edit).collect();
    f.safe = !f.edits.is_empty() && all.iter().all(|w| w.safe || w.right.is_none());
    Some(f)
}

fn switched_off(rule: &str, w: &Flaw) -> String {
    let title = crate::rules::find(rule).map_or(rule, |r| r.title);
    format!("{title}：全文有{}处，多半是复制、转换所致，不逐处列出", w.say)
}

/// The reason behind a correction, where the list gives one.
pub(super) fn why(w: &Flaw) -> String {
    if w.say.is_empty() { String::new() } else { format!("（{}）", w.say) }
}
