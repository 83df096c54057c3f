//! The formulas of patterns/formulas/: a printed indicator against the figures that its formula names.
//!
//! Makes claims under the id of the formula, judges nothing. Operands are looked for by their labels in the sentence,
//! the paragraph and the section, never further, and a few each. The one surprise: in a formula that multiplies or
//! divides, percentages count as fractions, so that 得分 = 分值 × 完成率 comes out in points.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand, is_distance, is_joint};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, FigureId, Link, Relation, Role, Severity, Slip, Stance};
use crate::num::Rat;
use crate::scheme::{Compare, Equation, Formula, Level, Node, Operand, Scheme, plain};
use std::collections::BTreeMap;
use std::ops::Range;

/// How far back and ahead operands are looked for, and how many candidates each of two roles has, or of more.
const BACK: usize = 160;
const AHEAD: usize = 2;
const NEAR: usize = 5;
const FEW: usize = 3;
const FIRST: &str = "年初预算数";
const HUNDRED: Rat = Rat::new_raw(100, 1);

/// Rates that a formula judges surely, each with the figures that the formula speaks of.
pub(super) type Judged = BTreeMap<MentionId, Vec<FigureId>>;

/// The user's own, which stand before whatever rule says the same.
pub(super) fn own(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    claims(facts, scheme, true, out);
}

/// The built-in ones.
pub(super) fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) -> Judged {
    claims(facts, scheme, false, out)
}

fn claims(facts: &Facts, scheme: &Scheme, own: bool, out: &mut Out) -> Judged {
    let mut judged = Judged::new();
    for (id, r) in facts.mentions.iter().enumerate() {
        // Where the rate's clauses tell its two figures, only the user's own formula knows better.
        let told = !own && facts.told_quotient(id).is_some() || super::exe001_rate::told_base(r).is_some();
        let told = told || !own && super::exe001_rate::is_of_whole_year(facts, scheme, id);
        // What stood before (由91.8%提高到93.2%) had other figures behind it.
        let past = r.stand == Stand::Previous || is_compared(facts, r);
        if r.cell.is_some() || r.label.is_empty() || !kit::exact(r) || told || past {
            continue;
        }
        for f in named(scheme, r).into_iter().filter(|f| f.own == own) {
            let group = if f.own { out.group() } else { kit::rate_group(id) };
            let ways = ways(facts, id, f);
            let mut made: Vec<Claim> = ways.iter().filter_map(|e| claim(facts, id, f, e)).collect();
            if ways.len() < f.equations.len() {
                of_first_budget(facts, id, f, &mut made);
            }
            if made.iter().any(|c| c.link == Link::Certain && c.stance == Stance::Stated) {
                let terms = made.iter().flat_map(|c| &c.operands).flat_map(|o| &o.candidates);
                judged.entry(id).or_default().extend(terms.filter_map(|t| t.figure));
            }
            // Other ways to the same rate bear it out.
            out.claims.extend(made.iter().skip(1).map(|c| c.clone().stance(Stance::Reading)));
            out.claims.extend(made.into_iter().map(|c| c.group(group)));
        }
    }
    judged
}

/// 2022年度同类项目满意度为91%, 全市平均水平: another rate to compare with.
fn is_compared(facts: &Facts, r: &Mention) -> bool {
    const OTHERS: &[&str] = &["同类", "平均", "上年", "去年", "全国", "全省", "全市", "全县", "全区"];
    let report = facts.frame.year.as_ref().map(|y| y.0);
    let earlier = r.year.zip(report).is_some_and(|(own, report)| own < report);
    earlier || OTHERS.iter().any(|w| r.label.contains(w))
}

/// The rate was taken of the first budget: a slip that explains what is printed.
fn of_first_budget(facts: &Facts, id: MentionId, f: &Formula, made: &mut [Claim]) {
    let initial = f.equations.iter().find(|e| e.right.names.iter().any(|n| n == FIRST));
    let other = initial.and_then(|e| claim(facts, id, f, e));
    let role = other.and_then(|c| c.operands.into_iter().find(|o| o.name == FIRST));
    if let (Some(made), Some(role)) = (made.first_mut().filter(|c| c.operands.len() == 2), role) {
        made.operands.push(role);
        made.stance = Stance::Stated;
        let expr = Expr::percent(Expr::Arg(0), Expr::Arg(2));
        let explanation = "以年初预算数为分母则得印出的值，应以调整后的全年预算数为分母".to_owned();
        made.slips.push(Slip { expr, explanation });
    }
}

/// The equations of a formula, but for those of the first budget where another is meant.
fn ways<'f>(facts: &Facts, id: MentionId, f: &'f Formula) -> Vec<&'f Equation> {
    let beyond = !f.own && kit::is_beyond(&facts.mentions[id]);
    let first = f.equations.first().filter(|e| beyond && claim(facts, id, f, e).is_some());
    let initial = |e: &Equation| e.right.names.iter().any(|n| n == FIRST);
    f.equations.iter().filter(|e| first.is_none_or(|first| initial(first) || !initial(e))).collect()
}

/// The formulas that go by the figure's name; the longest names win.
fn named<'s>(scheme: &'s Scheme, r: &Mention) -> Vec<&'s Formula> {
    let label = plain(&r.label);
    let length = |f: &Formula| {
        // 未收缴率 is another rate.
        let whole = |n: &&String| {
            let rest = label.strip_suffix(n.as_str());
            rest.is_some_and(|w| f.own || !w.ends_with(['未', '不']))
        };
        let fits = f.names.iter().filter(whole);
        fits.map(String::len).max()
    };
    let found: Vec<(usize, &Formula)> =
        scheme.formulas.iter().filter(|f| shaped(f, r)).filter_map(|f| Some((length(f)?, f))).collect();
    let longest = found.iter().map(|f| f.0).max();
    found.into_iter().filter(|f| Some(f.0) == longest).map(|f| f.1).collect()
}

/// A formula in per cent judges percentages only; a built-in one judges nothing else.
fn shaped(f: &Formula, r: &Mention) -> bool {
    let percent = f.equations.first().is_some_and(|e| e.right.percent);
    if percent { r.kind == Kind::Percent } else { f.own }
}

/// What fills an operand, and how far off the nearest stands: 0 sentence, 1 paragraph, 2 section.
struct Found {
    ids: Vec<MentionId>,
    level: u8,
}

/// 有效率90%（以发放数计）, 按可用资金（含结转）计算，执行率76%: the base is told beside, and goes by no word of the operands.
fn is_on_another(r: &Mention, wanted: &[&Operand]) -> bool {
    let ahead = r.gap.rsplit_once("计算，").is_some_and(|(w, _)| !w.contains(['。', '；', '，']));
    if ahead && r.gap.trim_start().starts_with(['）', ')']) {
        return true;
    }
    let Some(words) = r.rest.trim_start().strip_prefix(['（', '(']) else { return false };
    let words = words.split(['）', ')']).next().unwrap_or_default();
    let told = words.starts_with(['以', '按'])
        && (words.ends_with('计') || words.ends_with("计算") || words.contains("为基数"));
    told && !wanted.iter().flat_map(|o| &o.words).any(|w| words.contains(w.as_str()))
}

/// 办结395件，其中裁决134件、调解261件，调解率66.1%: a figure of the sentence goes by the very name of the rate.
fn has_own_part(facts: &Facts, id: MentionId, found: &[Found]) -> bool {
    const NEAR: usize = 8;
    let r = &facts.mentions[id];
    let Some(stem) = r.label.strip_suffix('率').filter(|s| s.chars().count() > 1) else { return false };
    let own = |i: MentionId| {
        let m = &facts.mentions[i];
        m.label == stem && m.sentence == r.sentence && !found.iter().any(|f| f.ids.contains(&i))
    };
    (id.saturating_sub(NEAR)..id).any(own)
}

fn claim(facts: &Facts, id: MentionId, f: &Formula, e: &Equation) -> Option<Claim> {
    let r = &facts.mentions[id];
    let wanted: Vec<&Operand> = e.right.names.iter().filter_map(|n| f.operand(n)).collect();
    let most = if wanted.len() > 2 { FEW } else { NEAR };
    let all = wanted.iter().map(|o| candidates(facts, id, o, most));
    let mut found: Vec<Found> = all.collect::<Option<_>>()?;
    alike(facts, &mut found, r)?;
    // 回收率98.75%，学生满意度94%，家长满意度91%: rates are nobody that is counted.
    let people = wanted.iter().all(|o| o.name.ends_with("人数") || o.name.ends_with("数"));
    if !f.own
        && people
        && found.len() == 2
        && found.iter().all(|x| facts.mentions[x.ids[0]].kind == Kind::Percent)
    {
        return None;
    }
    let far = found.iter().map(|x| x.level).max().unwrap_or(0);
    let single = found.iter().all(|x| x.ids.len() == 1);
    // One operand from here and one from further off may speak of two things; whoever wrote the formula vouches for it.
    // 资产总额a。…。负债总额b，资产负债率R%: both go by their whole names, of which the paragraph has one each.
    let called = |(x, o): (&Found, &&Operand)| o.words.iter().any(|w| facts.mentions[x.ids[0]].label == *w);
    let named = single && far < 2 && found.iter().zip(&wanted).all(called);
    let together = far < 2 && found.iter().all(|x| x.level == far) || f.own && single || named;
    let full = r.kind == Kind::Percent && kit::value(r) == Some(HUNDRED);
    // 综合满意度 is of all that was told before.
    let joint = !f.own && (is_joint(&r.label) || is_joint(&r.before));
    // 初检合格168批次，整改后复查合格9批次，累计合格率98.33%.
    let again = ["最终", "累计", "总"].iter().any(|w| r.before.contains(w))
        && ["复检", "复查", "复验", "整改后"].iter().any(|w| kit::sentence(facts, id).contains(w));
    let joint = joint || !f.own && again;
    let latest = found.iter().filter_map(|x| x.ids.first()).max().copied();
    let used = !f.own && latest.is_some_and(|i| i < id && kit::is_used(facts, i, id));
    // 收回764份，满意721份，满意率94.37%。职工满意度: the rate of those figures is told already.
    let pair = found.iter().filter_map(|x| x.ids.first()).map(|&i| &facts.mentions[i]).collect::<Vec<_>>();
    let same = |o: &Mention| o.label.ends_with(&r.label) || r.label.ends_with(&o.label);
    let bears = |o: &Mention| pair.len() == 2 && o.kind == Kind::Percent && kit::makes(pair[0], pair[1], o);
    let used = used
        || !f.own
            && latest
                .is_some_and(|i| i < id && facts.mentions[i + 1..id].iter().any(|o| bears(o) && !same(o)))
            && !bears(r);
    let used = used || !f.own && (is_on_another(r, &wanted) || has_own_part(facts, id, &found));
    let less = !f.own && latest.is_some_and(|i| i < id && leaves_out(facts, i + 1..id));
    // 完成12项、基本完成1项: which of them the rate is made of is not told.
    let several = !f.own && far == 0 && !single && found[0].ids.len() > 1;
    // 车位目标480个，完成420个；就业完成2210人，完成率85%: the figure of its own clause has its base elsewhere.
    let ids = || found.iter().flat_map(|x| &x.ids);
    let other =
        |i: MentionId| wanted.iter().any(|o| is_operand(&facts.mentions[i], o)) && !ids().any(|&x| x == i);
    let crossed = !f.own && ids().all(|&i| i < clause(facts, id)) && (clause(facts, id)..id).any(other);
    let firsts: Vec<MentionId> = found.iter().filter_map(|x| x.ids.first().copied()).collect();
    // 2023年执行率为91.2%，2024年预算a，执行b，执行率94.9%: the figures behind have a rate of their own.
    let last = firsts.iter().max().copied().unwrap_or(id);
    let next = facts.mentions.get(last + 1).filter(|n| n.sentence == r.sentence && n.kind == Kind::Percent);
    if !f.own
        && firsts.iter().all(|&i| i > id)
        && next.is_some_and(|n| pair.len() == 2 && kit::makes(pair[0], pair[1], n))
    {
        return None;
    }
    let crossed =
        crossed || !f.own && (kit::is_of_another(facts, id, &firsts) || super::joint::is_of_more(facts, id));
    // 2023年预算a；2022年支出b，当年执行率: of two years.
    let years: Vec<i32> = pair.iter().filter_map(|m| m.year).collect();
    let yearly = wanted.iter().any(|o| o.name.contains("上年"));
    let crossed = crossed || !f.own && !yearly && years.len() == 2 && years[0] != years[1];
    // 年初入住86人 … 年末92人，入住率: not of the first.
    let early = |i: MentionId| {
        ["年初", "期初"].iter().any(|w| facts.mentions[i].before.contains(w))
            && facts.mentions[i].kind != Kind::Amount
    };
    if !f.own && firsts.iter().any(|&i| early(i)) {
        return None;
    }
    let stance = match together && !full && !several {
        _ if joint || used || crossed || less => Stance::Reading,
        true => Stance::Stated,
        false => Stance::Optional,
    };
    let link = if far == 0 && single { Link::Certain } else { Link::Likely };
    let kinds: Vec<Kind> = found.iter().map(|x| facts.mentions[x.ids[0]].kind).collect();
    let roles = found.iter().zip(&wanted).map(|(x, o)| kit::roles(&o.name, facts, &x.ids)).collect();
    let made = related(f, e, r, roles, &kinds)?;
    // Schemes define such a rate in several ways; two figures of its own sentence settle which one is meant.
    let level = match severity(f.level) {
        Severity::Note if far == 0 && single && wanted.len() > 1 => Severity::Warning,
        other => other,
    };
    // 病床使用率 beside 占用床日 and 开放床日: named by nothing else.
    let alone = f.equations.len() == 1 && wanted.len() == 2 && (far == 0 && single || named);
    let made = if alone && stance == Stance::Stated { made.formal() } else { made };
    Some(made.stance(stance).link(link).severity(level))
}

/// 预算860万元，支出742万元，剔除停缓支60万元后，执行率: of less than what is printed.
fn leaves_out(facts: &Facts, mut between: Range<MentionId>) -> bool {
    const OUT: &[&str] = &["剔除", "扣除", "核减", "收回", "扣减", "除去"];
    between.any(|i| {
        let m = &facts.mentions[i];
        m.rest.trim_start().starts_with('后') && OUT.iter().any(|w| m.gap.contains(w))
    })
}

fn related(f: &Formula, e: &Equation, r: &Mention, roles: Vec<Role>, kinds: &[Kind]) -> Option<Claim> {
    let name = kit::name(r);
    let expr = expression(&e.right.root, kinds, r.kind);
    let result = kit::role(&name, r);
    let made = match e.compare {
        Compare::Equal => {
            let formula = format!("{name} = {}", e.right.text);
            let slips = of_other_base(&expr, &roles).into_iter().collect();
            let relation = relation(&e.right.root, r.kind);
            Claim::new(f.id, expr, relation, roles, result).formula(formula).slips(slips)
        }
        // A bound has the figure on its left, and one operand or a number on its right.
        Compare::AtMost => bound(f.id, result, roles.into_iter().next().or_else(|| limit(e, r))?, "≤", e),
        Compare::AtLeast => {
            let low = roles.into_iter().next().or_else(|| limit(e, r))?;
            bound(f.id, low, result, "≥", e)
        }
    };
    Some(made)
}

/// (计划成本 − 实际成本) ÷ 实际成本: a gap taken of the other of its two figures.
fn of_other_base(expr: &Expr, roles: &[Role]) -> Option<Slip> {
    let [a, b] = roles else { return None };
    let gap = |base: usize| Expr::percent(Expr::minus(Expr::Arg(0), Expr::Arg(1)), Expr::Arg(base));
    let other = (0..2).find(|&base| *expr == gap(base)).map(|base| 1 - base)?;
    let (taken, base) = if other == 0 { (&a.name, &b.name) } else { (&b.name, &a.name) };
    let explanation = format!("以{taken}为分母则得印出的值，应以{base}为分母");
    Some(Slip { expr: gap(other), explanation })
}

fn bound(id: &'static str, low: Role, high: Role, sign: &str, e: &Equation) -> Claim {
    let formula = format!("{} {sign} {}", e.name, e.right.text);
    Claim::new(id, Expr::Arg(0), Relation::AtMost, vec![low], high).formula(formula)
}

/// The number of ≤ 100%.
fn limit(e: &Equation, r: &Mention) -> Option<Role> {
    let Node::Const(n) = e.right.root else { return None };
    let whole = if e.right.percent { n * HUNDRED } else { n };
    let term = whole.is_integer().then(|| kit::constant(whole.to_integer(), &r.term.unit, r.term.span))?;
    Some(Role::one("限值", term))
}

fn relation(root: &Node, kind: Kind) -> Relation {
    match (root, kind) {
        (Node::Name(_), _) => Relation::Equals,
        (_, Kind::Score) => Relation::Scores,
        _ if root.multiplies() => Relation::Rounds,
        _ => Relation::Sums,
    }
}

/// The formula over its operands; a percentage is a fraction where something is multiplied.
pub(super) fn expression(root: &Node, kinds: &[Kind], result: Kind) -> Expr {
    let scaled = root.multiplies();
    // × 100% is what turns a fraction into a percentage.
    let inner = match root {
        Node::Mul(a, b) if **b == Node::Const(Rat::from_integer(1)) => a,
        other => other,
    };
    let expr = node(inner, kinds, scaled);
    if scaled && result == Kind::Percent { Expr::times(expr, Expr::Const(HUNDRED)) } else { expr }
}

fn node(n: &Node, kinds: &[Kind], scaled: bool) -> Expr {
    let both = |a: &Node, b: &Node| (node(a, kinds, scaled), node(b, kinds, scaled));
    match n {
        Node::Name(i) if scaled && kinds.get(*i) == Some(&Kind::Percent) => {
            Expr::over(Expr::Arg(*i), Expr::Const(HUNDRED))
        }
        Node::Name(i) => Expr::Arg(*i),
        Node::Const(c) => Expr::Const(*c),
        Node::Add(a, b) => {
            let (a, b) = both(a, b);
            Expr::Sum(vec![a, b])
        }
        Node::Sub(a, b) => {
            let (a, b) = both(a, b);
            Expr::minus(a, b)
        }
        Node::Mul(a, b) => {
            let (a, b) = both(a, b);
            Expr::times(a, b)
        }
        Node::Div(a, b) => {
            let (a, b) = both(a, b);
            Expr::over(a, b)
        }
    }
}

fn severity(level: Level) -> Severity {
    match level {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Note => Severity::Note,
    }
}

/// Figures that an operand names: those of the sentence, or else of the paragraph, or else of the section.
fn candidates(facts: &Facts, id: MentionId, o: &Operand, most: usize) -> Option<Found> {
    let mut near: Vec<(u8, usize, MentionId)> = around(facts, id)
        .filter(|&i| is_operand(&facts.mentions[i], o) && counts(&facts.mentions[i], &facts.mentions[id]))
        .filter_map(|i| Some((level(&facts.mentions[i], &facts.mentions[id])?, i.abs_diff(id), i)))
        // A part of another candidate is not what is meant.
        .map(|(level, far, i)| (level, far + if facts.totals_of(i).is_empty() { 0 } else { BACK }, i))
        .collect();
    near.sort_unstable();
    let level = near.first()?.0;
    // 收回308份，其中有效300份: of those that the operand's first word calls.
    let called = |n: &(u8, usize, MentionId)| {
        let best = o.words.first().filter(|w| !w.starts_with('!'));
        n.0 == level && best.is_some_and(|w| facts.mentions[n.2].label.contains(w.as_str()))
    };
    if near.iter().any(called) {
        near.retain(called);
    }
    // 满意度（占有效问卷）: of those, and not of all that came back.
    let valid = |n: &(u8, usize, MentionId)| facts.mentions[n.2].label.contains("有效");
    if facts.mentions[id].gap.contains("占有效问卷") && near.iter().any(valid) {
        near.retain(valid);
    }
    let ids = near.into_iter().filter(|n| n.0 == level).take(most).map(|n| n.2).collect();
    Some(Found { ids, level })
}

/// Exact figures around one, the nearer first.
pub(super) fn around(facts: &Facts, id: MentionId) -> impl Iterator<Item = MentionId> {
    let back = (id.saturating_sub(BACK)..id).rev();
    let ahead = id + 1..(id + 1 + AHEAD).min(facts.mentions.len());
    // 执行率91.90%。扣除质保金后，实际支出2683.45万元: of less.
    let less = move |i: MentionId| {
        let m = &facts.mentions[i];
        let apart = m.sentence != facts.mentions[id].sentence;
        let off =
            |n: &Mention| ["扣除", "剔除"].iter().any(|w| n.gap.contains(w)) && n.sentence == m.sentence;
        let off = || off(m) || i > id + 1 && off(&facts.mentions[i - 1]);
        i > id && (m.gap.contains("。其中") || apart && off())
    };
    let fits = move |&i: &MentionId| {
        let m = &facts.mentions[i];
        m.cell.is_none() && kit::exact(m) && m.kind != Kind::Score && !less(i)
    };
    back.chain(ahead).filter(fits)
}

/// 0 sentence, 1 paragraph, 2 section. Behind the figure only its paragraph counts.
pub(super) fn level(m: &Mention, r: &Mention) -> Option<u8> {
    match m {
        m if m.sentence == r.sentence => Some(0),
        m if m.para == r.para => Some(1),
        m if m.section == r.section && m.at.start < r.at.start => Some(2),
        m if m.at.start < r.at.start => Some(3),
        _ => None,
    }
}

/// The first figure of the group of clauses that a figure stands in.
fn clause(facts: &Facts, id: MentionId) -> MentionId {
    (id.saturating_sub(BACK)..=id).rev().find(|&i| facts.mentions[i].sep >= Sep::Group).unwrap_or(0)
}

/// Scores and bare numbers make no rates: 预算执行15分 is no money.
fn counts(m: &Mention, r: &Mention) -> bool {
    r.kind != Kind::Percent || matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure | Kind::Percent)
}

fn is_operand(m: &Mention, o: &Operand) -> bool {
    if o.words.is_empty() {
        return o.attribute.is_some() && m.attribute == o.attribute;
    }
    // 有效问卷中表示满意的541份: of those, and called by what comes behind.
    let label = m.label.rsplit_once("问卷中").map_or(m.label.as_str(), |n| n.1);
    let has = |w: &str| label.contains(w);
    // 年末实有59人: the label ends before 有.
    let called = |w: &str| has(w) || m.before.trim_end().ends_with(w);
    let wanted = o.words.iter().any(|w| !w.starts_with('!') && called(w));
    // 比预算节约 is no 预算.
    let gap =
        is_distance(m) && !o.words.iter().any(|w| ["节约", "结余", "节省"].iter().any(|g| w.contains(g)));
    // 实际按每户1.8万元补助: a price.
    let price = m.stand == Stand::Average && m.before.contains("按每");
    // 资产总额增加3139.72万元: a change of it.
    const CHANGED: &[&str] = &["增加", "减少", "增长", "下降"];
    let changed = m.stand == Stand::Change && CHANGED.iter().any(|w| m.label.ends_with(w));
    !gap && !price && !changed && wanted && !o.words.iter().filter_map(|w| w.strip_prefix('!')).any(has)
}

/// Keeps the candidates of one unit; a percentage needs one that all operands share.
fn alike(facts: &Facts, found: &mut [Found], r: &Mention) -> Option<()> {
    let base = |i: MentionId| facts.mentions[i].base.as_str();
    let shared = |b: &str| found.iter().all(|x| x.ids.iter().any(|&i| base(i) == b));
    let last = found.last()?;
    let common = last.ids.iter().map(|&i| base(i)).find(|b| shared(b)).map(str::to_owned);
    match common {
        Some(b) => found.iter_mut().for_each(|x| x.ids.retain(|&i| base(i) == b)),
        // 床位320张，入住246人: a bed is a person's.
        None if r.kind == Kind::Percent && found.len() > 1 => {
            let bed = |x: &Found| x.ids.iter().all(|&i| ["张", "人", "名", "份"].contains(&base(i)));
            return found.iter().all(bed).then_some(());
        }
        None => {}
    }
    Some(())
}
