//! Relations of tables with few rows that their heads and names tell: two years and what lies between them, years down the rows and how
//! they grew, 年初结转 加：本年收入 减：本年支出 年末结转. Claims of AMT010.

use super::{Out, headlaws, kit};
use crate::facts::{Facts, MentionId, Row, Sheet, year_at_start};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for sheet in facts.sheets.iter().filter(|s| !headlaws::is_noted(s)) {
        for made in [year_columns(facts, sheet), year_rows(facts, sheet), chains(facts, sheet)] {
            let held = made.iter().filter(|c| c.1).count();
            // More rows fail than hold: it is another law.
            if made.len() - held <= held.max(1) {
                out.claims.extend(made.into_iter().map(|c| c.0));
            }
        }
    }
}

/// The year that a head or a name is: 2023年, 2023年度, 2023年支出.
fn year(words: &str) -> Option<i32> {
    let (year, rest) = year_at_start(words.trim())?;
    let rest = rest.strip_prefix('年').or(Some(rest).filter(|r| r.is_empty()))?;
    ["", "度", "度数", "数", "金额", "支出", "决算", "决算数", "收入"].contains(&rest).then_some(year)
}

/// What a column of changes is called.
const CHANGES: &[&str] =
    &["增减额", "增减", "增减量", "增减数", "变动额", "增加额", "增减变动", "比上年增减", "增减变化"];
const RATES: &[&str] = &[
    "增长率",
    "增减率",
    "增幅",
    "增减幅度",
    "变动率",
    "变动幅度",
    "同比增长",
    "增减百分比",
    "同比",
    "增速",
    "同比增长率",
];

/// A cell that is a level or a change, by its column.
struct Cell {
    col: u32,
    id: MentionId,
    head: String,
}

fn cells(facts: &Facts, sheet: &Sheet, row: &Row) -> Vec<Cell> {
    let head =
        |col: u32| sheet.head(row.band, col).split(['（', '(']).next().unwrap_or_default().trim().to_owned();
    let exact = |c: &&(u32, _, MentionId)| kit::exact(&facts.mentions[c.2]);
    row.cells.iter().filter(exact).map(|c| Cell { col: c.0, id: c.2, head: head(c.0) }).collect()
}

/// 2023年 | 2024年 | 增减额 | 增长率.
fn year_columns(facts: &Facts, sheet: &Sheet) -> Vec<(Claim, bool)> {
    let mut made = Vec::new();
    // Where most rows bear a law out, AMT012 has it.
    for row in sheet.rows.iter().filter(|_| sheet.ties.is_empty()) {
        let all = cells(facts, sheet, row);
        let mut years: Vec<(i32, &Cell)> = all.iter().filter_map(|c| Some((year(&c.head)?, c))).collect();
        years.sort_by_key(|y| y.0);
        let &[(a, old), (b, new)] = years.as_slice() else { continue };
        if b != a + 1 {
            continue;
        }
        let called = |words: &[&str]| {
            let mut found =
                all.iter().filter(|c| words.contains(&c.head.as_str()) && c.col > old.col.max(new.col));
            found.next().filter(|_| found.next().is_none())
        };
        let percent = |c: &&Cell| facts.mentions[c.id].kind == Kind::Percent;
        let rate = called(RATES).or_else(|| called(CHANGES)).filter(percent);
        made.extend(
            called(CHANGES)
                .filter(|c| !percent(c))
                .and_then(|c| difference(facts, row, [old.id, new.id, c.id])),
        );
        made.extend(rate.and_then(|c| growth(facts, row, [old.id, new.id, c.id])));
    }
    made
}

/// 2023 | 620.00 | —, 2024 | 658.00 | 6.13%: how each year grew from the one above it.
fn year_rows(facts: &Facts, sheet: &Sheet) -> Vec<(Claim, bool)> {
    let mut made = Vec::new();
    for pair in sheet.rows.windows(2) {
        let [above, below] = pair else { continue };
        let years = year_of(facts, sheet, above).zip(year_of(facts, sheet, below));
        if years.is_none_or(|(a, b)| b != a + 1) || above.band != below.band {
            continue;
        }
        let (all, earlier) = (cells(facts, sheet, below), cells(facts, sheet, above));
        let mut rates = all.iter().filter(|c| RATES.contains(&c.head.as_str()));
        let Some(rate) = rates.next().filter(|_| rates.next().is_none()) else { continue };
        let levels = |cells: &[Cell]| -> Vec<(u32, MentionId)> {
            let level = |c: &&Cell| {
                facts.mentions[c.id].kind != Kind::Percent
                    && c.head != rate.head
                    && !YEARS.contains(&c.head.as_str())
            };
            cells.iter().filter(level).map(|c| (c.col, c.id)).collect()
        };
        let (now, then) = (levels(&all), levels(&earlier));
        if let (&[(p, new)], &[(q, old)]) = (now.as_slice(), then.as_slice())
            && p == q
        {
            made.extend(growth(facts, below, [old, new, rate.id]));
        }
    }
    made
}

/// What a column of years is called.
const YEARS: &[&str] = &["年度", "年份", "年"];

/// The year of a row, which may be a figure of its own.
fn year_of(facts: &Facts, sheet: &Sheet, row: &Row) -> Option<i32> {
    let cell = || {
        let all = cells(facts, sheet, row);
        let own = all.iter().find(|c| YEARS.contains(&c.head.as_str()))?;
        year(&facts.mentions[own.id].term.printed)
    };
    year(&row.label).or_else(cell)
}

fn difference(facts: &Facts, row: &Row, ids: [MentionId; 3]) -> Option<(Claim, bool)> {
    let [old, new, change] = ids.map(|i| &facts.mentions[i]);
    let gap = num::sub(kit::value(new)?, kit::value(old)?)?;
    let printed = kit::value(change)?;
    // 增减 printed without its sign.
    if old.base != new.base || gap != printed && num::add(gap, printed)? == num::Rat::ZERO {
        return None;
    }
    let operands = vec![kit::role("前一年", old), kit::role("后一年", new)];
    let expr = Expr::minus(Expr::Arg(1), Expr::Arg(0));
    let result = kit::role(&format!("{}增减额", named(row)), change);
    let claim = Claim::new("AMT010", expr, Relation::Sums, operands, result);
    let claim = claim.formula(format!("{}：增减额 = 后一年 − 前一年", named(row))).formal();
    Some((claim.stance(Stance::Stated).link(Link::Likely), gap == printed))
}

/// What a row is called in a message.
fn named(row: &Row) -> &str {
    if row.label.trim().is_empty() { "本行" } else { row.label.trim() }
}

fn growth(facts: &Facts, row: &Row, ids: [MentionId; 3]) -> Option<(Claim, bool)> {
    let [old, new, rate] = ids.map(|i| &facts.mentions[i]);
    let hundred = num::Rat::from_integer(100);
    let change = num::div(num::sub(kit::value(new)?, kit::value(old)?)?, kit::value(old)?)?;
    let (exact, printed) = (num::mul(change, hundred)?, kit::value(rate)?);
    let step = rate.term.quantity()?.step;
    let near = |v: num::Rat| num::to_step(v, step) == Some(printed);
    // 降幅 printed without its sign.
    if old.base != new.base
        || rate.kind != Kind::Percent
        || !near(exact) && near(num::sub(num::Rat::ZERO, exact)?)
    {
        return None;
    }
    let operands = vec![kit::role("前一年", old), kit::role("后一年", new)];
    let expr = Expr::percent(Expr::minus(Expr::Arg(1), Expr::Arg(0)), Expr::Arg(0));
    let result = kit::role(&format!("{}增长率", named(row)), rate);
    let claim = Claim::new("AMT010", expr, Relation::Rounds, operands, result);
    let claim = claim.formula(format!("{}：增长率 =（后一年 − 前一年）÷ 前一年", named(row))).formal();
    Some((claim.stance(Stance::Stated).link(Link::Likely), near(exact)))
}

/// 年初结转, 加：本年收入, 减：本年支出, 年末结转: the row behind is what they come to.
fn chains(facts: &Facts, sheet: &Sheet) -> Vec<(Claim, bool)> {
    let mut made = Vec::new();
    let mut at = 0;
    while at + 2 < sheet.rows.len() {
        let steps = sheet.rows[at + 1..].iter().take_while(|r| r.step().is_some()).count();
        let first = &sheet.rows[at];
        // 一、本级收入, 二、转移性收入, 减：…: of both; and marks are none of it.
        let sibling = first.rank.is_some() && at > 0 && sheet.rows[at - 1].rank == first.rank;
        let scored = first.score().is_some();
        if steps == 0 || first.step().is_some() || sibling || scored {
            at += 1;
            continue;
        }
        // 减：本年支出, 其中：人员支出: a part of the step.
        let part = |r: &&Row| r.label.trim_start().starts_with("其中");
        let inner = sheet.rows[at + steps + 1..].iter().take_while(part).count();
        let Some(last) = sheet.rows.get(at + steps + 1 + inner) else { break };
        let rows = &sheet.rows[at + 1..=at + steps];
        if std::iter::once(first).chain(rows).chain([last]).all(|r| r.band == first.band) {
            made.extend(last.cells.iter().filter_map(|c| chain(facts, (first, rows, last), c.0)));
        }
        at += steps + 1;
    }
    made
}

fn chain(facts: &Facts, (first, rows, last): (&Row, &[Row], &Row), col: u32) -> Option<(Claim, bool)> {
    let ids: Vec<MentionId> =
        std::iter::once(first).chain(rows).map(|r| r.at_column(col)).collect::<Option<_>>()?;
    let result = &facts.mentions[last.at_column(col)?];
    let alike = |i: &MentionId| {
        let m = &facts.mentions[*i];
        m.base == result.base && kit::exact(m) && m.kind != Kind::Percent
    };
    if !ids.iter().all(alike) || !kit::exact(result) {
        return None;
    }
    let (mut expr, mut sum) = (Expr::Arg(0), kit::value(&facts.mentions[ids[0]]));
    let mut words = first.label.trim().to_owned();
    for (k, row) in rows.iter().enumerate() {
        let (plus, value) = (row.step()?, kit::value(&facts.mentions[ids[k + 1]]));
        let next = Expr::Arg(k + 1);
        expr = if plus { Expr::sum_of(expr, next) } else { Expr::minus(expr, next) };
        sum = sum.zip(value).and_then(|(a, b)| if plus { num::add(a, b) } else { num::sub(a, b) });
        words.push_str(if plus { " + " } else { " − " });
        words.push_str(row.label.trim().trim_start_matches(['加', '减', '：', ':']));
    }
    let operands = std::iter::once(first)
        .chain(rows)
        .zip(&ids)
        .map(|(r, i)| kit::role(r.label.trim(), &facts.mentions[*i]));
    let title = last.label.trim();
    let claim = Claim::new("AMT010", expr, Relation::Sums, operands.collect(), kit::role(title, result));
    let claim =
        claim.formula(format!("{title} = {words}")).formal().stance(Stance::Stated).link(Link::Likely);
    Some((claim, sum.is_some() && sum == kit::value(result)))
}
