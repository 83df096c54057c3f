use super::{Out, joint, kit};
use crate::facts::{
    Facts, Mention, MentionId, Role as Column, Row, RowKind, Sep, Sheet, Stand, is_adjusted, is_joint,
    year_at_start,
};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Slip, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;

declare_rule! {
    /// 预算执行率应等于执行数除以预算数。
    ///
    /// 依据：项目支出绩效评价管理办法（财预〔2020〕10号）自评表：执行率 = 全年执行数 ÷ 全年（调整）预算数；
    /// 附 2 以到位资金为分母。
    ///
    /// 重算：文中每个可作分母的数（全年预算、年初预算、到位资金）依次试算，有一个相符即为相符，并写明是哪一个。
    /// 表中各行都以同一列为分母而有一行看得出是哪一列的，其余行和合计行也按该列。“支出a，执行率R，年末结余b”而前面没有预算的，
    /// 以 a + b 为分母，改一位数字就能相符时才报。
    ///
    /// ```不符
    /// 全年预算数1200.00万元，全年执行数1050.00万元，预算执行率为85.70%。
    /// ```
    /// ```相符
    /// 全年预算数1200.00万元，全年执行数1050.00万元，预算执行率为87.50%。
    /// ```
    ///
    /// 不报的情形：前面的率已用过这两个数（“执行率97%，其中省级资金执行率91%”“较上年执行率92%”）；预算与支出之间另有核减、收回、追加等；含“约”“以上”的率；同句、同段、同节都找不到预算数或执行数的率。截去尾数只作提示，
    /// 据此计算得分时为警告。
    ///
    /// 怎么改：按公式重算；分母应为全年（调整）预算数。
    EXE001, "execution-rate-mismatch", "预算执行率不符", Error
}

const RATES: &[&str] = &["rate.execution", "rate.received"];
const SPENT: &[&str] = &["executed", "expenditure"];
const BUDGETS: &[&str] = &["budget.adjusted", "budget", "received", "budget.initial"];
/// Most candidates of one role, and how far back they are looked for.
const NEAR: usize = 4;
const BACK: usize = 60;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    joint::run(facts, out);
    for q in facts.quotients.iter().filter(|q| q.spending) {
        let made = super::exe002_named_rate::quotient(facts, scheme, q);
        out.claims.push(Claim { rule: "EXE001", ..made });
    }
    for (id, m) in facts.mentions.iter().enumerate() {
        let rate = m.kind == Kind::Percent
            && facts.told_quotient(id).is_none()
            && !m.label.contains('未')
            && (!m.label.contains("口径") || told_base(m).is_some())
            && RATES.iter().any(|r| kit::is(m, scheme, r));
        if rate && m.cell.is_none() && !m.range {
            out.claims.extend(claim(facts, scheme, id));
        }
    }
    for sheet in &facts.sheets {
        let only = borne_base(facts, sheet);
        let own = sheet.rows.iter().filter(|row| !is_of_two_years(sheet, row));
        own.for_each(|row| out.claims.extend(tabled(facts, row, only)));
    }
}

/// 2023年执行数 | 2024年预算数: heads that name two years.
fn is_of_two_years(sheet: &Sheet, row: &Row) -> bool {
    let year = |c: Column| {
        let col = row.cells.iter().find(|cell| cell.1 == c)?.0;
        year_at_start(sheet.head(row.band, col)).map(|y| y.0)
    };
    let bases = [Column::Adjusted, Column::Initial, Column::Received].into_iter().find_map(year);
    year(Column::Executed).zip(bases).is_some_and(|(a, b)| a != b)
}

/// Columns that a rate of execution may be taken of, best first, and what they are called.
const BASES: &[(Column, &str)] =
    &[(Column::Adjusted, "全年预算数"), (Column::Received, "到位数"), (Column::Initial, "年初预算数")];

/// The rates of a row: of execution and of what came in.
fn tabled(facts: &Facts, row: &Row, only: Option<Column>) -> Vec<Claim> {
    let of = |bases: &[(Column, &'static str)]| -> Vec<(MentionId, &'static str)> {
        bases.iter().filter_map(|b| Some((row.mention(b.0)?, b.1))).collect()
    };
    let mut bases = of(BASES);
    // Money that came in late is the base as often as the budget; the initial budget only where it is the only one.
    let initial = row.mention(Column::Initial);
    if bases.len() > 1 {
        bases.retain(|b| Some(b.0) != initial);
    }
    // The other rows of the table say of which.
    let told = only.and_then(|c| row.mention(c));
    if let Some(told) = told.filter(|t| bases.iter().any(|b| b.0 == *t)) {
        bases.retain(|b| b.0 == told);
    }
    let executed = row.mention(Column::Executed).zip(row.mention(Column::Rate));
    let executed =
        executed.and_then(|(top, rate)| of_row(facts, row, (top, "全年执行数"), &bases, (rate, "执行率")));
    let budgets =
        of(&[(Column::Adjusted, "预算数"), (Column::Initial, "年初预算数"), (Column::Target, "计划数")]);
    let received = row.mention(Column::Received).zip(row.mention(Column::ReceivedRate));
    let received =
        received.and_then(|(top, rate)| of_row(facts, row, (top, "到位数"), &budgets, (rate, "到位率")));
    executed.into_iter().chain(received).collect()
}

/// The column that the rates of all single rows are taken of, where one of them tells it from the other.
fn borne_base(facts: &Facts, sheet: &Sheet) -> Option<Column> {
    const LEAST: usize = 2;
    let makes = |row: &Row, base: Column| {
        let of = || Some([row.mention(Column::Executed)?, row.mention(base)?, row.mention(Column::Rate)?]);
        of().is_some_and(|ids| {
            let [a, b, r] = ids.map(|i| &facts.mentions[i]);
            kit::makes(a, b, r)
        })
    };
    let single = |r: &&Row| {
        let whole = kit::is_sum_of_funds(r) || matches!(r.kind, RowKind::Total | RowKind::Subtotal);
        !whole && r.mention(Column::Rate).is_some() && r.mention(Column::Received).is_some()
    };
    let rows: Vec<&Row> = sheet.rows.iter().filter(single).collect();
    let bears = |base: Column, other: Column| {
        rows.len() >= LEAST && rows.iter().all(|r| makes(r, base)) && rows.iter().any(|r| !makes(r, other))
    };
    let pairs = [(Column::Adjusted, Column::Received), (Column::Received, Column::Adjusted)];
    pairs.into_iter().find(|&(base, other)| bears(base, other)).map(|p| p.0)
}

fn of_row(
    facts: &Facts,
    row: &Row,
    top: (MentionId, &str),
    bases: &[(MentionId, &str)],
    rate: (MentionId, &str),
) -> Option<Claim> {
    let (r, a, &(bottom, name)) = (&facts.mentions[rate.0], &facts.mentions[top.0], bases.first()?);
    let alike = bases.iter().all(|b| facts.mentions[b.0].base == a.base);
    // 0.93 without its sign is no percentage.
    let quotient = num::div(kit::value(a)?, kit::value(&facts.mentions[bottom])?);
    let bare = quotient.is_some_and(|q| r.base.is_empty() && is_nearer(kit::value(r), q));
    let (upper, lower) = (Expr::Arg(0), Expr::Arg(1));
    let expr = if bare { Expr::over(upper, lower) } else { Expr::percent(upper, lower) };
    let bottoms: Vec<MentionId> = bases.iter().map(|b| b.0).collect();
    let operands = vec![kit::role(top.1, a), kit::roles(name, facts, &bottoms)];
    let title = format!("{}{}", row.label, rate.1);
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&title, r));
    let claim = claim.formula(format!("{title} = {} ÷ {name}", top.1)).formal();
    alike.then(|| claim.slips(vec![inverse(top.1, name)]).group(kit::rate_group(rate.0)))
}

/// Whether a print is nearer to the quotient than to a hundred times it.
fn is_nearer(printed: Option<Rat>, quotient: Rat) -> bool {
    let gap = |of: Rat| Some(num::sub(printed?, of)?.abs());
    let hundred = num::mul(quotient, Rat::from_integer(100)).and_then(gap);
    gap(quotient).zip(hundred).is_some_and(|(one, hundred)| one < hundred)
}

fn inverse(a: &str, b: &str) -> Slip {
    Slip {
        expr: Expr::percent(Expr::Arg(1), Expr::Arg(0)),
        explanation: format!("把分子分母颠倒了（以{b}÷{a}则得印出的值）"),
    }
}

/// 甲…执行率96%；乙…执行率75%；合计执行率82%: of all that the sentence has told.
fn is_of_all(facts: &Facts, rate: MentionId) -> bool {
    let r = &facts.mentions[rate];
    let earlier = (rate.saturating_sub(NEAR * 2)..rate).map(|i| &facts.mentions[i]);
    // 实际支出a，其中基本支出b，项目支出c，总体执行率: parts of the one figure.
    let single = |i: &MentionId| facts.totals_of(*i).is_empty();
    let whole = (rate.saturating_sub(NEAR * 2)..rate).filter(single).map(|i| &facts.mentions[i]);
    let amounts = whole.filter(|m| m.kind == Kind::Amount && m.sentence == r.sentence).count();
    is_joint(&r.label) && amounts > 2
        || is_joint(&r.label)
            && earlier
                .filter(|m| m.sentence == r.sentence)
                .any(|m| m.kind == Kind::Percent && m.label.ends_with('率'))
}

fn claim(facts: &Facts, scheme: &Scheme, rate: MentionId) -> Option<Claim> {
    let r = &facts.mentions[rate];
    let received = kit::is(r, scheme, "rate.received");
    let (tops, bottoms): (&[&str], &[&str]) = if received {
        (&["received"], &["budget.adjusted", "budget", "budget.initial"])
    } else {
        (SPENT, BUDGETS)
    };
    let less = super::exe002_named_rate::leaves_out(r);
    // 其中基本支出预算1240万元，执行率100%: of a part whose spending is not printed.
    let planned = rate.checked_sub(1).map(|i| &facts.mentions[i]).is_some_and(|b| {
        b.kind == Kind::Amount && b.is_budget() && b.gap.contains("其中") && b.sentence == r.sentence
    });
    if less || planned || is_of_another(facts, rate) || is_of_all(facts, rate) {
        return None;
    }
    // 执行率94.80%，上年执行率为92.15%: the figures of this year do not make last year's rate.
    let past = |m: &Mention| m.stand == Stand::Previous;
    if past(r)
        && !facts.mentions[rate.saturating_sub(NEAR)..rate]
            .iter()
            .any(|m| m.para == r.para && m.kind == Kind::Amount && past(m))
    {
        return None;
    }
    // The report's own words decide the denominator.
    let own = told_base(r);
    let own = own.or_else(|| is_of_whole_year(facts, scheme, rate).then_some(ADJUSTED));
    // 收到首笔200万元，收到余款150万元，到位率100%: of all of them.
    let instalment = |i: &MentionId| {
        ["余款", "尾款", "首笔", "末笔", "第二笔"].iter().any(|w| facts.mentions[*i].before.contains(w))
    };
    let mut over = candidates(facts, scheme, rate, tops);
    over.retain(|i| !instalment(i));
    let single = |i: &MentionId| facts.totals_of(*i).is_empty();
    if is_joint(&r.label) && over.iter().any(single) {
        over.retain(single);
    }
    let under = candidates(facts, scheme, rate, own.unwrap_or(bottoms));
    // 累计支付8064万元，预算执行率84%，占到位资金的86.90%: what it is of what came in is told beside.
    let beside = facts.mentions.get(rate + 1).filter(|n| n.kind == Kind::Percent && n.sentence == r.sentence);
    let came = beside.is_some_and(|n| n.gap.contains("占到位资金的"));
    let mut under = under;
    under.retain(|&i| !(came && facts.mentions[i].label.contains("到位")));
    let others = own.map(|own| {
        candidates(facts, scheme, rate, bottoms)
            .into_iter()
            .filter(|i| !under.contains(i) && !own.is_empty())
            .collect()
    });
    let mut others: Vec<MentionId> = others.unwrap_or_default();
    let (initial, raised): (Vec<MentionId>, Vec<MentionId>) =
        under.iter().partition(|&&i| kit::is(&facts.mentions[i], scheme, "budget.initial"));
    under.extend(over.first().and_then(|&top| kit::whole_that_makes(facts, top, &under, rate)));
    let under = if kit::is_beyond(r) && own.is_none() && !raised.is_empty() {
        others.extend(initial);
        raised
    } else {
        under
    };
    let here = |ids: &[MentionId]| ids.first().is_some_and(|&i| facts.mentions[i].sentence == r.sentence);
    let same = |ids: &[MentionId]| ids.first().is_some_and(|&i| facts.mentions[i].para == r.para);
    let chapter = |ids: &[MentionId]| {
        ids.first().is_some_and(|&i| facts.chapter(&facts.mentions[i]) == facts.chapter(r))
    };
    // …，实际支出2681.57万元。/ 预算执行率为97%: it opens the paragraph behind the only figures that it may be of.
    let before = |i: &&MentionId| {
        let m = &facts.mentions[**i];
        m.para + 1 == r.para && m.section == r.section
    };
    let opens = rate.checked_sub(1).is_none_or(|i| facts.mentions[i].para < r.para);
    let bare = ["预算执行率", "执行率", "资金执行率"].contains(&r.label.as_str());
    let follows = opens
        && bare
        && over.iter().filter(before).count() == 1
        && under.first().is_some_and(|i| before(&i))
        && over.first().is_some_and(|i| before(&i));
    let (stance, link) = match (own, same(&over) && same(&under)) {
        (None, false) if follows => (Stance::Stated, Link::Likely),
        (Some(_), _) if chapter(&over) || here(&over) || here(&under) => (Stance::Stated, Link::Certain),
        (_, true) if here(&over) && here(&under) => (Stance::Stated, Link::Certain),
        (_, true) => (Stance::Stated, Link::Likely),
        _ => (Stance::Optional, Link::Likely),
    };
    let latest = over.first().max(under.first()).copied();
    let used = latest.is_some_and(|i| kit::is_used(facts, i, rate)) && own.is_none();
    let pair = over.first().copied().zip(under.first().copied());
    let adjusted = own.is_none() && pair.is_some_and(|(a, b)| is_adjusted(&facts.mentions, rate, a, b));
    // 全年预算全部执行完毕，执行率100%: of what was not told before.
    let all = r.gap.contains("全部") && kit::value(r) == Some(Rat::from_integer(100));
    // 2023年预算a；2022年支出b，当年执行率: of two years.
    let years = pair.map(|(a, b)| [a, b].map(|i| facts.mentions[i].year));
    let apart = years.is_some_and(|[a, b]| a.zip(b).is_some_and(|(a, b)| a != b));
    // 预算执行率96.3%。2018年预算执行率为94.2%: of figures that are not told.
    let report = facts.frame.year.as_ref().map(|y| y.0);
    let earlier = r.year.zip(report).is_some_and(|(own, year)| own < year);
    let apart = apart || earlier && years.is_some_and(|y| y.iter().all(|y| *y != r.year));
    let stance = if joint::is_of_more(facts, rate) || used || adjusted || all || apart {
        Stance::Reading
    } else {
        stance
    };
    let mut claim = bound(facts, rate, &over, &under, link)?.stance(stance);
    other_bases(facts, &others, &mut claim);
    Some(claim)
}

const ADJUSTED: &[&str] = &["budget.adjusted"];

/// 年初预算a，调整后全年预算b，全年预算执行率: of the second, where the paragraph tells it.
pub(super) fn is_of_whole_year(facts: &Facts, scheme: &Scheme, rate: MentionId) -> bool {
    let r = &facts.mentions[rate];
    let adjusted = || candidates(facts, scheme, rate, ADJUSTED);
    r.label.starts_with("全年预算") && adjusted().first().is_some_and(|&i| facts.mentions[i].para == r.para)
}

/// 项目管理费支出66.20万元，支出进度94.57%: the rate of a thing that has a name of its own.
fn is_of_another(facts: &Facts, rate: MentionId) -> bool {
    const NAME: usize = 3;
    let r = &facts.mentions[rate];
    let beside = rate
        .checked_sub(1)
        .map(|i| &facts.mentions[i])
        .filter(|m| m.sentence == r.sentence && r.sep <= Sep::Clause);
    let budget = |m: &Mention| m.label.contains("预算数");
    // 执行率95%。其中基本支出640万元，执行率100%; 其中：人员类执行率100%.
    let inner = |m: &Mention| m.gap.trim_start_matches(['。', '；', '，']).starts_with("其中");
    let own = beside.is_some_and(|m| inner(m) && m.kind == Kind::Amount && !m.is_budget());
    let prefix = r.label.strip_suffix("执行率").is_some_and(|p| !p.is_empty() && !p.ends_with("预算"));
    if own || inner(r) && prefix {
        return true;
    }
    beside.is_some_and(|m| {
        m.kind == Kind::Amount && m.attribute.is_none() && !budget(m) && m.label.chars().count() >= NAME
    })
}

/// 以调整后预算数为基数, 如按年初预算计算, （执行数÷全年预算数）: the base that the words name.
pub(super) fn told_base(r: &Mention) -> Option<&'static [&'static str]> {
    let words = r.gap.rsplit(['。', '；']).next().unwrap_or("");
    // 使用率为89.35%（按到位资金计算）.
    let bracket = r.rest.trim_start().strip_prefix(['（', '(']).and_then(|b| b.split(['）', ')']).next());
    let words = bracket.filter(|b| b.starts_with(['按', '以'])).unwrap_or(words);
    // 与调整后预算相比，执行率为98%.
    let told = ["为基数", "为分母", "为基准", "计算", "口径", "÷", "/", "／", "预算相比", "预算数相比"]
        .iter()
        .any(|w| words.contains(w));
    let bases: &[(&[&str], &[&str])] = &[
        (&["年初预算"], &["budget.initial"]),
        (&["调整", "全年预算"], &["budget.adjusted"]),
        (&["到位"], &["received"]),
    ];
    // 调整预算执行率: called by its base.
    let own: &[(&str, &[&str])] = &[
        ("年初预算", &["budget.initial"]),
        ("调整预算", &["budget.adjusted"]),
        ("调整后预算", &["budget.adjusted"]),
        ("到位资金", &["received"]),
    ];
    if let Some(base) = own.iter().find(|(name, _)| r.label.starts_with(name)) {
        return Some(base.1);
    }
    let named = bases.iter().filter(|(names, _)| names.iter().any(|w| words.contains(w)));
    let mut named = named.map(|b| b.1);
    let first = named.next().filter(|_| told)?;
    named.next().is_none().then_some(first)
}

/// The printed rate may have been computed on another budget.
fn other_bases(facts: &Facts, others: &[MentionId], claim: &mut Claim) {
    const TRIED: usize = 3;
    for &b in others.iter().take(TRIED) {
        let name = kit::name(&facts.mentions[b]);
        let explanation = format!("以{name}为分母则得印出的值，与报告所说的分母不同");
        claim
            .slips
            .push(Slip { expr: Expr::percent(Expr::Arg(0), Expr::Arg(claim.operands.len())), explanation });
        claim.operands.push(kit::role(&name, &facts.mentions[b]));
    }
}

fn bound(
    facts: &Facts,
    rate: MentionId,
    over: &[MentionId],
    under: &[MentionId],
    link: Link,
) -> Option<Claim> {
    let (&top, &bottom) = (over.first()?, under.first()?);
    let r = &facts.mentions[rate];
    let (a, b) = (kit::name(&facts.mentions[top]), kit::name(&facts.mentions[bottom]));
    let (a, b) = (named(&a, "执行数"), named(&b, "预算数"));
    let operands = vec![kit::roles(&a, facts, over), kit::roles(&b, facts, under)];
    let name = if r.label.is_empty() { "执行率".to_owned() } else { kit::name(r) };
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&name, r));
    let claim = claim.formula(format!("{name} = {a} ÷ {b}")).link(link).slips(vec![inverse(&a, &b)]).formal();
    Some(claim.group(kit::rate_group(rate)))
}

fn named(name: &str, otherwise: &str) -> String {
    if name.is_empty() { otherwise.to_owned() } else { name.to_owned() }
}

/// Amounts with one of the attributes: of the sentence, the paragraph, then the section; the order of the
/// attributes first within each.
fn candidates(facts: &Facts, scheme: &Scheme, rate: MentionId, ids: &[&str]) -> Vec<MentionId> {
    let r = &facts.mentions[rate];
    let from = rate.saturating_sub(BACK);
    let mut found: Vec<(u8, usize, usize, MentionId)> = (from..rate.min(facts.mentions.len()))
        .filter_map(|i| {
            let m = &facts.mentions[i];
            let wanted = ids.iter().position(|id| kit::is(m, scheme, id))?;
            let level = match m {
                m if m.sentence == r.sentence => 0,
                m if m.para == r.para => 1,
                m if m.section == r.section => 2,
                m if facts.chapter(m) == facts.chapter(r) => 3,
                _ => 4,
            };
            let fits =
                m.kind == Kind::Amount && kit::exact(m) && m.cell.is_none() && m.stand != Stand::Change;
            fits.then_some((level, wanted, rate - i, i))
        })
        .collect();
    found.sort_unstable();
    found.into_iter().map(|f| f.3).take(NEAR).collect()
}
