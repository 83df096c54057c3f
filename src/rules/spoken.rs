//! What the sentences beside a table say of its total and of its rows: 全年兑付…见下表, 公用经费下降8%, 施工费占91.2%. Claims of
//! MEN005, SHR001, CHG001, CHG003 and EXE001.

use super::men005_table_text::in_unit_of;
use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Row, RowKind, Sep, Sheet, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Slip, Stance};
use crate::num::{self, Rat};

/// Figures of the text before and behind a table, and paragraphs to it: each cell is one.
const BEFORE: usize = 6;
const BEHIND: usize = 5;
const FAR: u32 = 14;
/// Rows of a table that is read so, and characters before a figure that name one of them.
const ROWS: usize = 30;
/// Digits of a figure that one changed digit sets apart.
const LONG: usize = 4;
const NAMES: usize = 30;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for sheet in facts.sheets.iter().filter(|s| (2..=ROWS).contains(&s.rows.len())) {
        let beside = beside(facts, sheet);
        if beside.is_empty() {
            continue;
        }
        let columns = columns(facts, sheet);
        for &id in &beside {
            out.claims.extend(columns.iter().find_map(|c| turned(facts, sheet, c, id)));
            let found = share(facts, sheet, &columns, id)
                .or_else(|| changed(facts, sheet, id))
                .or_else(|| spent(facts, sheet, id))
                .or_else(|| summed(facts, sheet, id))
                .or_else(|| done(facts, sheet, id))
                .or_else(|| grown(facts, sheet, id))
                .or_else(|| mean(facts, sheet, id))
                .or_else(|| of_all(facts, sheet, id));
            out.claims.extend(found);
        }
    }
}

/// Exact figures of the text right before and behind a table.
fn beside(facts: &Facts, sheet: &Sheet) -> Vec<MentionId> {
    let ids = || sheet.rows.iter().flat_map(|r| &r.cells).map(|c| c.2);
    let (Some(first), Some(last)) = (ids().min(), ids().max()) else { return Vec::new() };
    let para = |i: MentionId| facts.mentions[i].para;
    let near = (first.saturating_sub(BEFORE)..first).filter(|&i| para(i) + FAR >= para(first));
    let behind = (last + 1..facts.mentions.len()).take(BEHIND).filter(|&i| para(i) <= para(last) + FAR);
    let told = |&i: &MentionId| facts.mentions[i].cell.is_none() && kit::exact(&facts.mentions[i]);
    near.chain(behind).filter(told).collect()
}

/// A column that adds up: its cells, and the cell of its total where it is printed.
struct Column {
    parts: Vec<MentionId>,
    total: Option<MentionId>,
    sum: Rat,
}

/// Columns of figures of one unit in a table that is nothing but a list and its total.
fn columns(facts: &Facts, sheet: &Sheet) -> Vec<Column> {
    let whole = |r: &&Row| matches!(r.kind, RowKind::Total | RowKind::Subtotal);
    let totals: Vec<&Row> = sheet.rows.iter().filter(whole).collect();
    let rows: Vec<&Row> = sheet.rows.iter().filter(|r| r.kind == RowKind::Plain).collect();
    let aside = ["其中", "平均", "人均", "结余", "结转"];
    let plain = rows.iter().all(|r| {
        r.rank == rows[0].rank && r.band == rows[0].band && !aside.iter().any(|w| r.label.contains(w))
    });
    if rows.len() < 2 || totals.len() > 1 || rows.len() + totals.len() != sheet.rows.len() || !plain {
        return Vec::new();
    }
    let column = |&(col, _, first): &(u32, _, MentionId)| {
        let parts: Vec<MentionId> = rows.iter().map(|r| r.at_column(col)).collect::<Option<_>>()?;
        let base = &facts.mentions[first].base;
        let alike = |&i: &MentionId| {
            let m = &facts.mentions[i];
            m.base == *base && kit::exact(m) && !matches!(m.kind, Kind::Percent | Kind::Score)
        };
        let total = totals.first().and_then(|r| r.at_column(col));
        let sum = kit::sum(facts, &parts)?;
        (parts.iter().all(alike) && (totals.is_empty() || total.is_some())).then_some(Column {
            parts,
            total,
            sum,
        })
    };
    rows[0].cells.iter().filter_map(column).collect()
}

/// 全年兑付131.19万元，各村情况见下表 over a column that makes 113.19: two digits are changed round.
fn turned(facts: &Facts, sheet: &Sheet, column: &Column, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let cell = &facts.mentions[column.parts[0]];
    let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure) && m.stand == Stand::Level;
    if !counted || cell.base != m.base || m.gap.contains("其中") {
        return None;
    }
    let whole = column.total.map_or(Some(column.sum), |t| kit::value(&facts.mentions[t]))?;
    let printed = printed_like(whole, m)?;
    let plain: String = m.term.printed.chars().filter(|c| !matches!(c, ',' | '，')).collect();
    let told = sheet.rows.iter().flat_map(|r| &r.cells).any(|c| {
        let n = &facts.mentions[c.2];
        n.base == m.base && kit::value(n) == kit::value(m)
    });
    // 三个项目合计支出90.75万元, and 91.75 in the table: one digit of four, and the words are of all.
    let all = ["合计", "共", "总", "全年", "累计"].iter().any(|w| m.before.contains(w));
    let off = plain.chars().zip(printed.chars()).filter(|(a, b)| a != b).count();
    let changed = all && m.term.told() >= LONG && plain.len() == printed.len() && off == 1;
    if told || !(kit::are_turned(&plain, &printed) || changed) {
        return None;
    }
    let name = kit::name(m);
    let role = |&p: &MentionId| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p]);
    let claim = match column.total {
        Some(t) => {
            let operands = vec![kit::role("表中合计", &facts.mentions[t])];
            let claim = Claim::new("MEN005", Expr::Arg(0), Relation::Equals, operands, kit::role(&name, m));
            claim.formula(format!("{name} = 表中合计"))
        }
        None => {
            let operands = column.parts.iter().map(role).collect();
            let expr = Expr::sum(column.parts.len());
            let claim = Claim::new("MEN005", expr, Relation::Sums, operands, kit::role(&name, m));
            claim.formula(format!("{name} = {}", kit::plus(facts, &column.parts)))
        }
    };
    Some(claim.stance(Stance::Stated).link(Link::Certain).formal())
}

/// A value as the figure would print it; none where it has more places.
fn printed_like(value: Rat, m: &Mention) -> Option<String> {
    let steps = num::div(value, m.term.quantity()?.step)?;
    let places = m.term.places as usize;
    let digits =
        steps.is_integer().then(|| format!("{:0>width$}", steps.to_integer(), width = places + 1))?;
    let (head, tail) = digits.split_at(digits.len() - places);
    Some(if places == 0 { head.to_owned() } else { format!("{head}.{tail}") })
}

/// The only row that the words before a figure name; of names within names the longest.
fn named<'s>(sheet: &'s Sheet, words: &str) -> Option<&'s Row> {
    const LEAST: usize = 2;
    let called = |r: &&Row| {
        let name = r.label.trim_end_matches(['数', '额']);
        r.kind != RowKind::Total && name.chars().count() >= LEAST && words.contains(name)
    };
    let found: Vec<&Row> = sheet.rows.iter().filter(called).collect();
    let longest = found.iter().max_by_key(|r| r.label.len())?;
    let inside = |r: &&&Row| longest.label.contains(r.label.as_str());
    let once = found.iter().filter(|r| r.label == longest.label).count() == 1;
    (once && found.iter().all(|r| inside(&r))).then_some(*longest)
}

/// 工程施工费占项目总投入的91.20%: its cell over the total of the only column.
fn share(facts: &Facts, sheet: &Sheet, columns: &[Column], id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let (head, _) = m.gap.rsplit_once('占').filter(|_| m.kind == Kind::Percent && m.stand == Stand::Level)?;
    let clause = head.rsplit(['，', '。', '；']).next().unwrap_or_default();
    let row = named(sheet, clause)?;
    let mut money = columns.iter().filter(|c| facts.mentions[c.parts[0]].kind == Kind::Amount);
    let column = money.next().filter(|_| money.next().is_none())?;
    let part = row.cells.iter().map(|c| c.2).find(|c| column.parts.contains(c))?;
    let p = &facts.mentions[part];
    let others = column.parts.iter().copied().filter(|&i| i != part);
    let all: Vec<MentionId> = std::iter::once(part).chain(others).collect();
    let operands =
        all.iter().map(|&i| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i])).collect();
    let expr = Expr::percent(Expr::Arg(0), Expr::sum(all.len()));
    let (name, title) = (kit::name(p), format!("{}占比", row.label));
    let claim = Claim::new("SHR001", expr, Relation::Rounds, operands, kit::role(&title, m));
    let claim = claim.formula(format!("{title} = 表中{name} ÷ 表中合计"));
    Some(claim.link(Link::Likely).group(kit::rate_group(id)))
}

/// 公用经费支出下降8.00%, 运行维护费较2021年减少1.75万元: from the one of its two cells to the other.
fn changed(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let rate = m.kind == Kind::Percent;
    let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure) && !m.gap.contains("其中");
    if m.stand != Stand::Change || !(rate || counted) {
        return None;
    }
    let words = kit::last(&m.gap, NAMES);
    let row = named(sheet, words.rsplit(['。', '；']).next().unwrap_or_default()).or_else(|| {
        // 车辆运行维护费 of 公务用车运行维护费.
        let ends = |r: &&Row| m.label.chars().count() > 2 && r.label.ends_with(subject(&m.label));
        let mut found = sheet.rows.iter().filter(ends);
        found.next().filter(|_| found.next().is_none())
    })?;
    let [last, this] = years(sheet, row)?;
    let [a, b] = [last, this].map(|i| &facts.mentions[i]);
    let alike =
        a.base == b.base && kit::exact(a) && kit::exact(b) && (rate || a.base == m.base || a.base.is_empty());
    let falls = ["降", "减", "压", "少"].iter().any(|w| kit::last(&m.gap, 6).contains(w));
    let (x, y) = (Expr::Arg(0), Expr::Arg(1));
    let change = if falls { Expr::minus(x.clone(), y.clone()) } else { Expr::minus(y.clone(), x.clone()) };
    let mut operands = vec![kit::role("表中上年数", a), kit::role("表中本年数", b)];
    if a.base.is_empty() && !rate {
        operands.iter_mut().flat_map(|o| &mut o.candidates).for_each(|c| in_unit_of(c, m));
    }
    let title = format!("{}{}", row.label, if falls { "下降" } else { "增长" });
    let made =
        |rule, expr, relation| Claim::new(rule, expr, relation, operands.clone(), kit::role(&title, m));
    let claim = if rate {
        let slip = Slip {
            expr: Expr::percent(change.clone(), y),
            explanation: "以本年数为基数则得印出的值，应以上年数为基数".to_owned(),
        };
        let claim = made("CHG001", Expr::percent(change, x), Relation::Rounds).slips(vec![slip]);
        claim.formula(format!("{title} = 变动额 ÷ 表中上年数")).group(kit::rate_group(id))
    } else {
        made("CHG003", change, Relation::Sums).formula(format!("{title} = 表中两年之差"))
    };
    alike.then(|| claim.link(Link::Likely))
}

/// What changed, without what it is set against: 运行维护费较2021年.
fn subject(label: &str) -> &str {
    let head = label.split(['较', '比', '同']).next().unwrap_or(label);
    let at = head.char_indices().rev().nth(5).map_or(0, |c| c.0);
    &head[at..]
}

/// The cells of last year and of this one, where the heads say so and there are no others.
fn years(sheet: &Sheet, row: &Row) -> Option<[MentionId; 2]> {
    let head = |c: &(u32, _, MentionId)| sheet.head(row.band, c.0).to_owned();
    let year = |h: &str| h.find("20").and_then(|at| h.get(at..at + 4)?.parse::<i32>().ok());
    let [first, second] = row.cells.as_slice() else { return None };
    let (a, b) = (head(first), head(second));
    let old = |h: &str| ["上年", "去年"].iter().any(|w| h.contains(w));
    let new = |h: &str| ["本年", "今年", "当年"].iter().any(|w| h.contains(w));
    match (year(&a), year(&b)) {
        (Some(x), Some(y)) if x + 1 == y => Some([first.2, second.2]),
        (Some(x), Some(y)) if y + 1 == x => Some([second.2, first.2]),
        _ if old(&a) && new(&b) => Some([first.2, second.2]),
        _ if new(&a) && old(&b) => Some([second.2, first.2]),
        _ => None,
    }
}

/// 预算执行率为88.00% over the rows 全年预算数 and 全年执行数.
fn spent(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let rate = ["执行率", "支付率", "支出率"].iter().any(|w| m.label.ends_with(w));
    if m.kind != Kind::Percent || m.stand != Stand::Level || !rate {
        return None;
    }
    let one = |words: &[&str]| {
        let called = |r: &&Row| words.iter().any(|w| r.label.contains(w)) && r.cells.len() == 1;
        let mut found = sheet.rows.iter().filter(called);
        found.next().filter(|_| found.next().is_none()).map(|r| r.cells[0].2)
    };
    let (a, b) = one(&["执行数", "支出数", "实际支出"]).zip(one(&["预算数", "到位资金", "预算金额"]))?;
    let [x, y] = [a, b].map(|i| &facts.mentions[i]);
    let operands = vec![kit::role("表中执行数", x), kit::role("表中预算数", y)];
    let name = kit::name(m);
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&name, m));
    let claim = claim.formula(format!("{name} = 表中执行数 ÷ 表中预算数")).link(Link::Likely);
    (x.base == y.base && x.kind == Kind::Amount && kit::exact(x) && kit::exact(y))
        .then(|| claim.group(kit::rate_group(id)))
}

/// The column whose head says what a figure counts: 学校共有学生2890人 over 学生数（人）.
fn head_of(facts: &Facts, sheet: &Sheet, m: &Mention) -> Option<u32> {
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
fn summed(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    const ALL: &[&str] = &["共", "合计", "总计", "累计", "总"];
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
    let col = head_of(facts, sheet, m).filter(|_| plain && all && kind && !aside)?;
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
fn done(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let named = ["完成率", "执行率", "支付率", "完工率"].iter().any(|w| r.label.ends_with(w));
    if r.kind != Kind::Percent || r.stand != Stand::Level || !named {
        return None;
    }
    // 其中软件开发预算执行率90%: of the row that its own words name.
    let own = self::named(sheet, &r.gap).filter(|row| row.label.chars().count() > 2);
    if own.is_none() && r.gap.contains("其中") {
        return None;
    }
    let words = kit::sentence(facts, id);
    let called = |row: &&Row| row.kind != RowKind::Total && words.contains(row.label.as_str());
    // A sentence that names a row, or tells figures of its own, speaks of those.
    let other = sheet.rows.iter().any(|r| called(&r));
    let told = facts.mentions.iter().filter(|n| n.sentence == r.sentence && n.cell.is_none()).count() > 1;
    let mut totals = sheet.rows.iter().filter(|r| r.kind == RowKind::Total);
    let total = totals.next().filter(|_| totals.next().is_none() && !other && !told);
    let total = own.or(total)?;
    let whose = if own.is_some() { total.label.as_str() } else { "表中合计" };
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
    let operands = vec![kit::role(&format!("{whose}完成数"), a), kit::role(&format!("{whose}计划数"), b)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&name, r));
    let claim = claim.formula(format!("{name} = {whose}完成数 ÷ {whose}计划数")).link(Link::Likely);
    alike.then(|| claim.group(kit::rate_group(id)).formal())
}

/// 2023年支出较2022年增长10%, over a row of each year.
fn grown(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let verb = r.before.trim_end_matches('了');
    let up = ["增长", "增加", "提高"].iter().any(|w| verb.ends_with(w));
    let down = ["下降", "减少", "降低"].iter().any(|w| verb.ends_with(w));
    let rate = r.kind == Kind::Percent;
    let counted = matches!(r.kind, Kind::Amount | Kind::Count | Kind::Measure);
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
    if !(rate || counted) || up == down || rows.len() != sheet.rows.len() {
        return None;
    }
    let told: Vec<(i32, MentionId)> = rows.into_iter().filter(|y| r.gap.contains(&y.0.to_string())).collect();
    let &[(first, a), (second, b)] = told.as_slice() else { return None };
    let (from, to) = if first < second { (a, b) } else { (b, a) };
    let [x, y] = [from, to].map(|i| &facts.mentions[i]);
    let change =
        if up { Expr::minus(Expr::Arg(1), Expr::Arg(0)) } else { Expr::minus(Expr::Arg(0), Expr::Arg(1)) };
    let mut operands = vec![kit::role("表中前一年数", x), kit::role("表中后一年数", y)];
    if counted {
        let bare = x.base.is_empty();
        operands.iter_mut().filter(|_| bare).flat_map(|o| &mut o.candidates).for_each(|c| in_unit_of(c, r));
        let claim = Claim::new("CHG003", change, Relation::Sums, operands, kit::role("变动额", r));
        let fits = x.base == y.base && (bare || x.base == r.base) && kit::exact(x) && kit::exact(y);
        let claim = claim.formula("变动额 = 表中两年之差".to_owned()).link(Link::Likely);
        return fits.then(|| claim.formal());
    }
    let expr = Expr::percent(change, Expr::Arg(0));
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
    let claim = claim.formula("增减率 = 变动额 ÷ 表中前一年数".to_owned()).link(Link::Likely);
    (x.base == y.base && first != second).then(|| claim.group(kit::rate_group(id)).formal())
}

/// The sentence counts as many things as the table has rows, and there is no row of their total.
fn counts_rows(facts: &Facts, sheet: &Sheet, id: MentionId) -> bool {
    let m = &facts.mentions[id];
    let rows = i128::try_from(sheet.rows.len()).ok().map(Rat::from_integer);
    let plain = sheet.rows.iter().all(|r| r.kind == RowKind::Plain && r.rank == sheet.rows[0].rank);
    let near = facts.mentions[..id].iter().rev().take_while(|n| n.sentence == m.sentence);
    let mut counts = near.filter(|n| n.kind == Kind::Count && n.term.unit == "个");
    plain && counts.any(|n| kit::value(n) == rows && n.sep <= Sep::Sentence)
}

/// 7个项目自评平均得分95.66分 over a column of seven scores.
fn mean(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let told = m.before.contains("平均")
        && m.stand != Stand::Change
        && matches!(m.kind, Kind::Score | Kind::Percent);
    if !told || m.before.contains("加权") || sheet.rows.len() < 3 || !counts_rows(facts, sheet, id) {
        return None;
    }
    // 平均得分 is of the column 得分, 平均满意度 of 满意度.
    let called = |head: &str| {
        let name = m.label.rsplit_once("平均").map_or(m.label.as_str(), |n| n.1);
        let scores = head.is_empty() && m.kind == Kind::Score;
        name.is_empty() || scores || kit::share(head, name, 2)
    };
    let row = sheet.rows.first()?;
    let like = |i: MentionId| facts.mentions[i].kind == m.kind || facts.mentions[i].base.is_empty();
    let mut columns = row.cells.iter().filter(|c| like(c.2) && called(sheet.head(row.band, c.0)));
    let col = columns.next().filter(|_| columns.next().is_none())?.0;
    let cells: Vec<MentionId> = sheet.rows.iter().map(|r| r.at_column(col)).collect::<Option<_>>()?;
    let base = &facts.mentions[cells[0]].base;
    let one = base.is_empty() || *base == m.base;
    let alike =
        one && cells.iter().all(|&i| facts.mentions[i].base == *base && kit::exact(&facts.mentions[i]));
    let n = kit::constant(cells.len() as i128, "", m.term.span);
    let role = |&i: &MentionId| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i]);
    let mut operands: Vec<Role> = cells.iter().map(role).collect();
    let bare = base.is_empty();
    operands.iter_mut().filter(|_| bare).flat_map(|o| &mut o.candidates).for_each(|c| in_unit_of(c, m));
    operands.push(Role::one("行数", n));
    let expr = Expr::over(Expr::sum(cells.len()), Expr::Arg(cells.len()));
    let name = kit::name(m);
    let claim = Claim::new("AMT007", expr, Relation::Rounds, operands, kit::role(&name, m));
    alike.then(|| claim.formula(format!("{name} = 表中{}行的平均", cells.len())).link(Link::Likely).formal())
}

/// 两个项目总体执行率93%: what all rows spent by what all had.
fn of_all(facts: &Facts, sheet: &Sheet, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let named = ["执行率", "支付率", "支出率", "完成率"].iter().any(|w| r.label.ends_with(w));
    let all = ["总体", "整体", "综合", "合计", "总"].iter().any(|w| r.before.contains(w));
    if r.kind != Kind::Percent || r.stand != Stand::Level || !named || !all || !counts_rows(facts, sheet, id)
    {
        return None;
    }
    let band = sheet.rows.first()?.band;
    let column = |words: &[&str]| -> Option<Vec<MentionId>> {
        let fits = |c: &&(u32, _, MentionId)| {
            let head = sheet.head(band, c.0);
            words.iter().any(|w| head.contains(w)) && !head.contains('率')
        };
        let mut found = sheet.rows[0].cells.iter().filter(fits);
        let col = found.next().filter(|_| found.next().is_none())?.0;
        sheet.rows.iter().map(|r| r.at_column(col)).collect()
    };
    let (done, planned) =
        column(&["完成", "实际", "执行", "支出"]).zip(column(&["计划", "目标", "任务", "预算", "应"]))?;
    let ids: Vec<MentionId> = done.iter().chain(&planned).copied().collect();
    let base = &facts.mentions[ids[0]].base;
    let alike = ids.iter().all(|&i| facts.mentions[i].base == *base && kit::exact(&facts.mentions[i]));
    let sum = |from: usize| Expr::Sum((from..from + done.len()).map(Expr::Arg).collect());
    let role = |&i: &MentionId| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i]);
    let operands = ids.iter().map(role).collect();
    let name = kit::name(r);
    let expr = Expr::percent(sum(0), sum(done.len()));
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&name, r));
    let claim = claim.formula(format!("{name} = 表中完成数之和 ÷ 表中计划数之和")).link(Link::Likely);
    (alike && done != planned).then(|| claim.group(kit::rate_group(id)).formal())
}
