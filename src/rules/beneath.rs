//! What the sentence beneath a table makes of its cells: the sum of a column without a total row, a rate of the total row, the growth
//! from one row of a year to the next. Claims of MEN005, EXE001 and CHG001.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Row, RowKind, Sheet, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};
use crate::num::Rat;

/// Figures behind a table that are looked at, and paragraphs to them.
const BEHIND: usize = 6;
const FAR: u32 = 6;
/// Rows of a table that is read so.
const ROWS: std::ops::RangeInclusive<usize> = 2..=30;
const ALL: &[&str] = &["共", "合计", "总计", "累计", "总"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for sheet in facts.sheets.iter().filter(|s| ROWS.contains(&s.rows.len())) {
        let Some(last) = sheet.rows.iter().flat_map(|r| &r.cells).map(|c| c.2).max() else { continue };
        let para = facts.mentions[last].para;
        let near = |i: &MentionId| {
            let m = &facts.mentions[*i];
            m.cell.is_none() && kit::exact(m) && m.para <= para + FAR
        };
        for id in (last + 1..facts.mentions.len()).take(BEHIND).take_while(near) {
            let made =
                sum(facts, sheet, id).or_else(|| rate(facts, sheet, id)).or_else(|| growth(facts, sheet, id));
            out.claims.extend(made);
        }
    }
}

/// The column whose head says what a figure counts: 学校共有学生2890人 over 学生数（人）.
fn column(facts: &Facts, sheet: &Sheet, m: &Mention) -> Option<u32> {
    const NAMED: usize = 2;
    let row = sheet.rows.first()?;
    let fits = |c: &&(u32, _, MentionId)| {
        let cell = &facts.mentions[c.2];
        let head = sheet.head(row.band, c.0);
        let name = head.split(['（', '(']).next().unwrap_or_default().trim_end_matches(['数', '量', '额']);
        cell.base == m.base && cell.kind != Kind::Percent && kit::share(name, &m.label, NAMED)
    };
    let mut found = row.cells.iter().filter(fits);
    found.next().filter(|_| found.next().is_none()).map(|c| c.0)
}

/// 三所学校共有学生2890人: as many rows as are counted, and no row of their total.
fn sum(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let plain = sheet.rows.iter().all(|r| r.kind == RowKind::Plain && r.rank == sheet.rows[0].rank);
    let words = kit::sentence(facts, id);
    let rows = i128::try_from(sheet.rows.len()).ok().map(Rat::from_integer);
    let counted = facts.mentions[..id]
        .iter()
        .rev()
        .take_while(|n| n.sentence == m.sentence)
        .any(|n| n.kind == Kind::Count && kit::value(n) == rows);
    let all = counted && ALL.iter().any(|w| words.contains(w));
    let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure) && m.stand == Stand::Level;
    let aside = ["其中", "平均", "人均", "最", "占"].iter().any(|w| m.gap.contains(w));
    let col = column(facts, sheet, m).filter(|_| plain && all && kind && !aside)?;
    let cells: Vec<MentionId> = sheet.rows.iter().map(|r| r.at_column(col)).collect::<Option<_>>()?;
    let alike = cells.iter().all(|&i| facts.mentions[i].base == m.base && kit::exact(&facts.mentions[i]));
    let role = |&i: &MentionId| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i]);
    let name = kit::name(m);
    let operands = cells.iter().map(role).collect();
    let claim = Claim::new("MEN005", Expr::sum(cells.len()), Relation::Sums, operands, kit::role(&name, m));
    let formula = format!("{name} = {}", kit::plus(facts, &cells));
    alike.then(|| claim.formula(formula).link(Link::Likely).formal())
}

/// 全县改造完成率为97.67%: what was done by what was planned, in the row of the total or in the one that is named.
fn rate(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let named = ["完成率", "执行率", "支付率", "完工率"].iter().any(|w| r.label.ends_with(w));
    if r.kind != Kind::Percent || r.stand != Stand::Level || !named || r.gap.contains("其中") {
        return None;
    }
    let words = kit::sentence(facts, id);
    let called = |row: &&Row| row.kind != RowKind::Total && words.contains(row.label.as_str());
    // A sentence that names a row, or tells figures of its own, speaks of those.
    let other = sheet.rows.iter().any(|r| called(&r));
    let told = facts.mentions.iter().filter(|n| n.sentence == r.sentence && n.cell.is_none()).count() > 1;
    let mut totals = sheet.rows.iter().filter(|r| r.kind == RowKind::Total);
    let total = totals.next().filter(|_| totals.next().is_none() && !other && !told)?;
    let cell = |words: &[&str]| {
        let fits = |c: &&(u32, _, MentionId)| words.iter().any(|w| sheet.head(total.band, c.0).contains(w));
        let mut found = total.cells.iter().filter(fits);
        found.next().filter(|_| found.next().is_none()).map(|c| c.2)
    };
    let (done, planned) =
        cell(&["完成", "实际", "执行", "支出"]).zip(cell(&["计划", "目标", "任务", "预算", "应"]))?;
    let [a, b] = [done, planned].map(|i| &facts.mentions[i]);
    let alike =
        a.base == b.base && a.kind != Kind::Percent && kit::exact(a) && kit::exact(b) && done != planned;
    let name = kit::name(r);
    let operands = vec![kit::role("表中合计完成数", a), kit::role("表中合计计划数", b)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&name, r));
    let claim = claim.formula(format!("{name} = 表中合计完成数 ÷ 表中合计计划数")).link(Link::Likely);
    alike.then(|| claim.group(kit::rate_group(id)).formal())
}

/// 2023年支出较2022年增长10%, over a row of each year.
fn growth(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let up = ["增长", "增加", "提高"].iter().any(|w| r.before.ends_with(w));
    let down = ["下降", "减少", "降低"].iter().any(|w| r.before.ends_with(w));
    // | 2022 | 420 |: the year is a cell of its own, or the name of the row.
    let year = |words: &str| {
        let year = words.trim().trim_end_matches(['度', '年']).parse::<i32>().ok();
        year.filter(|y| (1990..2100).contains(y))
    };
    let pair = |row: &Row| match row.cells.as_slice() {
        [one] => Some((year(&row.label)?, one.2)),
        [first, second] => Some((year(&facts.mentions[first.2].term.printed)?, second.2)),
        _ => None,
    };
    let rows: Vec<(i32, MentionId)> = sheet.rows.iter().filter_map(pair).collect();
    if r.kind != Kind::Percent || up == down || rows.len() != sheet.rows.len() {
        return None;
    }
    let told: Vec<(i32, MentionId)> = rows.into_iter().filter(|y| r.gap.contains(&y.0.to_string())).collect();
    let &[(first, a), (second, b)] = told.as_slice() else { return None };
    let (from, to) = if first < second { (a, b) } else { (b, a) };
    let [x, y] = [from, to].map(|i| &facts.mentions[i]);
    let change =
        if up { Expr::minus(Expr::Arg(1), Expr::Arg(0)) } else { Expr::minus(Expr::Arg(0), Expr::Arg(1)) };
    let operands = vec![kit::role("表中前一年数", x), kit::role("表中后一年数", y)];
    let expr = Expr::percent(change, Expr::Arg(0));
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
    let claim = claim.formula("增减率 = 变动额 ÷ 表中前一年数".to_owned()).link(Link::Likely);
    (x.base == y.base && first != second).then(|| claim.group(kit::rate_group(id)).formal())
}
