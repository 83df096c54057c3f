use super::{Out, codes, kit, official};
use crate::facts::{Facts, Law, MentionId, Role as Column, Row, RowKind, Sheet};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;
use std::collections::HashSet;

declare_rule! {
    /// 表中合计行应等于各行之和，资金总额应等于其中各来源之和。
    ///
    /// 依据：表内竖向勾稽。
    ///
    /// 重算：合计行（总分行除外）与同一表头下各行的同一列相加比较，有“小计”行的与各小计相加比较；第一列是功能分类科目编码的，各级按编码相加（208 = 20805 + 20811），“三公”经费一行与其下三项相加；“年度资金总额”与其下
    /// “其中”各行比较。金额列的合计与各行之和只差一位数字或两位数字颠倒的，按写错报。
    ///
    /// ```不符
    /// | 项目 | 预算数（万元） | 执行数（万元） |
    /// | --- | --- | --- |
    /// | 道路维修 | 120.50 | 118.30 |
    /// | 渠道清淤 | 64.20 | 60.00 |
    /// | 合计 | 184.70 | 187.30 |
    /// ```
    /// ```相符
    /// | 项目 | 预算数（万元） | 执行数（万元） |
    /// | --- | --- | --- |
    /// | 道路维修 | 120.50 | 118.30 |
    /// | 渠道清淤 | 64.20 | 60.00 |
    /// | 合计 | 184.70 | 178.30 |
    /// ```
    ///
    /// 只有明细行和一个合计行的表直接核对；其余的表另有层次时，按能相符的层次核对。
    ///
    /// 不报的情形：率、得分、指标值各列；部分行没有数字的列；行次分层（一、（一）或两级“其中”）而按任何一层都加不起来，
    /// 又不是改一位数字就能相符的。
    ///
    /// 怎么改：核对合计行的公式是否漏行。
    AMT005, "table-total", "表中合计不符", Error
}

const MONEY: &[Column] = &[
    Column::Initial,
    Column::Adjusted,
    Column::Change,
    Column::Received,
    Column::Executed,
    Column::Balance,
    Column::Other,
];

/// Families of the columns of one total row, by list.
const FAMILY: u32 = 1 << 30;
const LISTS: u32 = 16;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    codes::run(facts, out);
    official::run(facts, out);
    // Rows on an earlier page are summed too.
    for sheet in facts.sheets.iter().filter(|s| !s.continues) {
        let rated = &rated(facts, sheet);
        let divided = &inner_rows(facts, sheet);
        let bare = is_bare(sheet);
        let once = tells_of_doubles(sheet);
        let made = out.claims.len();
        for (i, row) in sheet.rows.iter().enumerate() {
            match row.kind {
                RowKind::Total => match outer_rows(sheet, i, divided.as_ref()) {
                    Some(rows) => columns(
                        facts,
                        rated,
                        row,
                        &Readings { lists: vec![rows], layered: false, bare: false },
                        out,
                    ),
                    None if bare => {
                        let rows = around(sheet, i);
                        columns(facts, rated, row, &Readings { lists: vec![rows], layered: false, bare }, out)
                    }
                    None => totals(facts, sheet, rated, i, out),
                },
                RowKind::Subtotal if bare => {
                    let rows = around(sheet, i);
                    columns(facts, rated, row, &Readings { lists: vec![rows], layered: false, bare }, out)
                }
                RowKind::Subtotal => subtotal(facts, sheet, rated, i, out),
                _ if kit::is_sum_of_funds(row) => {
                    for rows in ways(kit::funds(sheet, i)) {
                        columns(facts, rated, row, &parts(rows), out);
                    }
                }
                RowKind::Plain => {
                    let below = kit::funds(sheet, i);
                    let marked =
                        divided.as_ref().map(|of| below.iter().take_while(|r| of.contains(&r.at)).count());
                    let below = &below[..marked.unwrap_or(below.len())];
                    let below = below[..inner(facts, row, below).unwrap_or(below.len())].iter().collect();
                    columns(
                        facts,
                        rated,
                        row,
                        &Readings { lists: vec![below], layered: true, bare: false },
                        out,
                    );
                }
                _ => {}
            }
        }
        if once {
            // 合计人数已剔除重复: less than its rows make is as it should be.
            out.claims[made..].iter_mut().filter(|c| c.relation == Relation::Sums).for_each(|c| {
                (c.stance, c.formal, c.family) = (Stance::Reading, false, None);
            });
        }
    }
}

/// The words around a table say that something in it is counted once, though it stands in two rows.
fn tells_of_doubles(sheet: &Sheet) -> bool {
    const ONCE: &[&str] = &[
        "重复",
        "只计",
        "计一次",
        "去重",
        "同时享受",
        "同时参加",
        "同时实施",
        "同时在",
        "同时参与",
        "同时接受",
        "同时使用",
        "兼作",
        "兼用",
        "净人数",
        "实际人头",
        "均参加",
        "均异常",
        "间往来",
        "往来款",
        "往来抵",
        "抵销",
        "抵消",
    ];
    ONCE.iter().any(|w| sheet.beside.contains(w))
}

/// 增减率, 单价: figures that the rows bear out to be rates, and that make no sum.
type Rated = HashSet<MentionId>;

fn rated(facts: &Facts, sheet: &Sheet) -> Rated {
    let rates = sheet.ties.iter().filter(|t| matches!(t.law, Law::Growth | Law::Quotient | Law::Mean));
    let mut rated: Rated = rates.flat_map(|t| &t.rows).map(|r| r[0]).collect();
    // 累计 of the months before, and what it is of the year: neither is a sum of its column.
    for tie in sheet.ties.iter().filter(|t| t.law == Law::Running) {
        let cells = || sheet.rows.iter().flat_map(|r| &r.cells);
        let column = cells().find(|c| tie.rows.iter().any(|r| r[0] == c.2)).map(|c| c.0);
        let rate = |id: MentionId| facts.mentions[id].kind == Kind::Percent;
        rated.extend(cells().filter(|c| Some(c.0) == column || rate(c.2)).map(|c| c.2));
    }
    rated
}

/// Rows behind a 其中 that divide the row above it, by their place in the table: of all ways to cut the lists of 其中 the one
/// whose other rows make the total in most columns. None where no way does.
fn inner_rows(facts: &Facts, sheet: &Sheet) -> Option<HashSet<u32>> {
    const WAYS: usize = 256;
    let at = sheet.rows.iter().position(|r| r.kind == RowKind::Total)?;
    let total = &sheet.rows[at];
    let rows = around(sheet, at);
    let opens: Vec<usize> = (1..rows.len()).filter(|&i| rows[i].label.starts_with("其中")).collect();
    let plain = rows.iter().all(|r| r.kind != RowKind::Subtotal);
    let most = |k: usize| opens.get(k + 1).copied().unwrap_or(rows.len()) - opens[k];
    let ways = (0..opens.len()).try_fold(1usize, |n, k| n.checked_mul(most(k)).filter(|n| *n <= WAYS))?;
    if opens.is_empty() || !plain {
        return None;
    }
    let columns: Vec<(u32, MentionId)> =
        total.cells.iter().filter(|c| MONEY.contains(&c.1)).map(|c| (c.0, c.2)).collect();
    let inside = |way: usize| -> HashSet<u32> {
        let mut way = way;
        let mut found = HashSet::new();
        for (k, &open) in opens.iter().enumerate() {
            let n = way % most(k) + 1;
            way /= most(k);
            found.extend(rows[open..open + n].iter().map(|r| r.at));
        }
        found
    };
    let held = |inner: &HashSet<u32>| {
        let outer = || rows.iter().filter(|r| !inner.contains(&r.at));
        let makes = |&&(col, sum): &&(u32, MentionId)| {
            // A dash is nought.
            let ids: Vec<MentionId> = outer().filter_map(|r| r.at_column(col)).collect();
            ids.len() > 1 && kit::sum(facts, &ids) == kit::value(&facts.mentions[sum])
        };
        columns.iter().filter(makes).count()
    };
    let best = (0..ways)
        .map(inside)
        .map(|inner| (held(&inner), inner))
        .max_by_key(|(n, inner)| (*n, std::cmp::Reverse(inner.len())))?;
    Some(best.1).filter(|_| best.0 > 0)
}

/// The rows of its band above a total, or below it when it stands first.
fn around(sheet: &Sheet, at: usize) -> Vec<&Row> {
    let own = |r: &&Row| r.band == sheet.rows[at].band && r.kind != RowKind::Total;
    let mut rows: Vec<&Row> = sheet.rows[..at].iter().rev().take_while(own).collect();
    rows.reverse();
    if rows.is_empty() {
        rows = sheet.rows[at + 1..].iter().take_while(own).collect();
    }
    rows
}

/// The rows that a total sums, where those inside others are known.
fn outer_rows<'s>(sheet: &'s Sheet, at: usize, inner: Option<&HashSet<u32>>) -> Option<Vec<&'s Row>> {
    let inner = inner?;
    let mut rows = around(sheet, at);
    rows.retain(|r| !inner.contains(&r.at));
    (sheet.rows.iter().position(|r| r.kind == RowKind::Total) == Some(at)).then_some(rows)
}

/// Rival lists of the rows that a total sums, and whether they stand in layers that only arithmetic can tell.
struct Readings<'r> {
    lists: Vec<Vec<&'r Row>>,
    layered: bool,
    /// The table is nothing but these rows and their total.
    bare: bool,
}

/// Plain rows and one total behind them, and no words around that leave some out or count some twice.
fn is_bare(sheet: &Sheet) -> bool {
    const MANY: usize = 16;
    const ASIDE: &[&str] = &[
        "不含", "另", "未列", "主要", "部分", "剔除", "重复", "其余", "略", "扣除", "除外", "以外", "兼",
        "同时", "未计", "含", "减去", "抵", "结转", "未在", "调整",
    ];
    let Some((last, rows)) = sheet.rows.split_last() else { return false };
    let total = matches!(last.kind, RowKind::Total | RowKind::Subtotal);
    let plain = |r: &Row| {
        // 财政拨款收入 is one of the rows, 财政拨款 a part of the one above.
        let part = r.kind == RowKind::Part && ["收入", "支出"].iter().any(|w| r.label.ends_with(w));
        (r.kind == RowKind::Plain || part)
            && r.rank.is_none_or(|k| (2..=3).contains(&k))
            && r.leads.is_empty()
            && r.band == last.band
    };
    let plain = |r: &Row| {
        plain(r)
            && !r.label.contains(['减', '扣', '列'])
            && !["其中", "平均", "人均"].iter().any(|w| r.label.contains(w))
    };
    let called = ["合计", "总计", "共计", "小计", "总额"].contains(&last.label.as_str())
        || ["收入合计", "支出合计", "本年合计", "金额合计"].iter().any(|w| last.label.ends_with(w));
    let alone = sheet.groups.is_empty() && sheet.spreads.is_empty() && (2..=MANY).contains(&rows.len());
    let said = ASIDE.iter().any(|w| sheet.beside.contains(w));
    let inner = |i: usize| is_within(rows, i, |r| r.label.as_str());
    total && called && alone && rows.iter().all(plain) && !said && !(1..rows.len()).any(inner)
}

/// One of the two rows before has a joined name that the row's own is part of.
fn is_within<R>(rows: &[R], i: usize, name: impl Fn(&R) -> &str) -> bool {
    rows[i.saturating_sub(2)..i].iter().any(|o| is_joined_of(name(o), name(&rows[i])))
}

/// A total row against the rows of its band above it, or below it when it stands first.
fn totals(facts: &Facts, sheet: &Sheet, rated: &Rated, at: usize, out: &mut Out) {
    let row = &sheet.rows[at];
    let own = |r: &&Row| r.band == row.band && r.kind != RowKind::Total;
    let mut above: Vec<&Row> = sheet.rows[..at].iter().rev().take_while(own).collect();
    above.reverse();
    if above.is_empty() {
        let below: Vec<&Row> = sheet.rows[at + 1..].iter().take_while(own).collect();
        return columns(facts, rated, row, &below_total(facts, sheet, &below), out);
    }
    // 一、收入合计, （一）…, （二）…, 二、支出合计: what is numbered below the total before it is its.
    let earlier = sheet.rows[..at].iter().rev().find(|r| !own(r));
    if row.rank.is_some()
        && earlier.is_some_and(|e| e.rank == row.rank)
        && above.first().is_some_and(|r| r.rank > row.rank)
        && above.iter().all(|r| r.rank.is_none() || r.rank > row.rank)
    {
        let below =
            sheet.rows[at + 1..].iter().take_while(own).take_while(|r| r.rank.is_none() || r.rank > row.rank);
        return columns(facts, rated, row, &readings(&below.collect::<Vec<_>>()), out);
    }
    above.retain(|r| !r.label.contains("平均"));
    // 公用经费, 其中：会议费, 项目支出: what stands behind the row of 其中 need not be part of it.
    let beside: Vec<&Row> = above.iter().copied().filter(|r| !r.label.starts_with("其中")).collect();
    let divided = beside.len() < above.len();
    let beside = if divided { undivided(facts, sheet, &above) } else { beside };
    // 一般公共预算拨款, 政府性基金预算拨款, 上年结转, 合计: no part of one of them, where none is a sum of funds.
    let funds = above.iter().any(|r| kit::is_sum_of_funds(r));
    // 上年结转, 财政拨款, 其他资金, 合计: nothing but funds, and none in another.
    let only = above.len() > 1 && above.iter().all(|r| r.kind == RowKind::Part) && !are_nested(&above);
    if !only && (divided || funds || above.first().is_none_or(|r| r.kind == RowKind::Part)) {
        above.retain(|r| r.kind != RowKind::Part);
    }
    // 项目资金, 财政拨款, 其他资金, 合计: parts of the first row after all.
    let parts = !only && above.iter().any(|r| r.kind == RowKind::Part);
    let mut readings = readings(&above);
    readings.layered |= parts;
    if divided && beside.len() > above.len() {
        readings.lists.push(beside);
    }
    // 收入总计 behind 本年收入合计 holds it, and what stands between may be in layers.
    if let Some(earlier) = earlier.filter(|r| r.band == row.band) {
        readings.lists.push(std::iter::once(earlier).chain(above.iter().copied()).collect());
        readings.lists.extend(above.iter().map(|r| vec![earlier, *r]));
        readings.layered = true;
    }
    columns(facts, rated, row, &readings, out);
}

/// 财政拨款 holds 一般公共预算拨款, and 其中 opens what is in another row.
fn are_nested(rows: &[&Row]) -> bool {
    let has = |w: &str| rows.iter().any(|r| r.label.contains(w));
    let funds = ["公共预算", "基金预算", "政府性基金", "中央", "省级", "上级", "本级"];
    has("其中") || has("资金总额") || (has("财政") || has("拨款")) && funds.iter().any(|w| has(w))
}

/// The rows behind a total that stands first: the first may open with 其中, a later one divides the row before it.
fn below_total<'r>(facts: &Facts, sheet: &Sheet, below: &[&'r Row]) -> Readings<'r> {
    if !below.iter().skip(1).any(|r| r.label.starts_with("其中")) {
        return readings(below);
    }
    let mut made = readings(&undivided(facts, sheet, below));
    made.layered = true;
    made.lists.extend(readings(below).lists);
    made
}

/// The rows without those that divide another: the rows of 其中 that make the row before, or the first of them.
fn undivided<'r>(facts: &Facts, sheet: &Sheet, rows: &[&'r Row]) -> Vec<&'r Row> {
    let mut kept: Vec<&Row> = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        at += 1;
        if row.label.starts_with("其中") && at > 1 {
            let head = kept.last().map(|h| sheet.rows.partition_point(|r| r.at < h.at));
            let below = head.map(|h| (&sheet.rows[h], kit::funds(sheet, h)));
            at += below.and_then(|(h, below)| told(facts, h, below)).map_or(0, |n| n - 1);
        } else {
            kept.push(row);
        }
    }
    kept
}

/// How many of the rows behind 其中 make the row above, though more follow.
fn inner(facts: &Facts, row: &Row, below: &[Row]) -> Option<usize> {
    told(facts, row, below).filter(|n| *n < below.len())
}

/// How many of the rows behind 其中 make the row above: told by any column.
fn told(facts: &Facts, row: &Row, below: &[Row]) -> Option<usize> {
    let money = |c: &&(u32, Column, MentionId)| MONEY.contains(&c.1);
    let makes = |&(col, _, total): &(u32, Column, MentionId)| {
        let ids: Vec<MentionId> =
            std::iter::once(total).chain(below.iter().map_while(|r| r.at_column(col))).collect();
        Some(divided(facts, &ids)).filter(|n| *n >= 2)
    };
    row.cells.iter().filter(money).find_map(makes)
}

/// 小计 against the rows up to the one before.
fn subtotal(facts: &Facts, sheet: &Sheet, rated: &Rated, at: usize, out: &mut Out) {
    let row = &sheet.rows[at];
    let own = |r: &&Row| r.band == row.band && matches!(r.kind, RowKind::Plain | RowKind::Part);
    let mut above: Vec<&Row> = sheet.rows[..at].iter().rev().take_while(own).collect();
    above.reverse();
    above.retain(|r| r.kind == RowKind::Plain);
    columns(facts, rated, row, &Readings { lists: vec![above], layered: true, bare: false }, out);
}

/// All rows, the rows of the highest number (一、), the 小计 with what stands behind the last of them.
fn readings<'r>(rows: &[&'r Row]) -> Readings<'r> {
    let is_sub = |r: &&&Row| r.kind == RowKind::Subtotal;
    let outer = |i: &usize| !is_within(rows, *i, |r| r.label.as_str());
    let plain = (0..rows.len()).filter(outer).map(|i| rows[i]).filter(|r| r.kind != RowKind::Subtotal);
    let plain: Vec<&Row> = plain.collect();
    let mut lists = Vec::new();
    if let Some(last) = rows.iter().rposition(|r| r.kind == RowKind::Subtotal) {
        let subs = rows[..=last].iter().filter(is_sub).chain(rows[last + 1..].iter());
        lists.push(subs.copied().collect());
    }
    let ranks: Vec<Option<u8>> = plain.iter().map(|r| r.rank).collect();
    let top = ranks.iter().flatten().min().copied();
    let mixed = top.is_some() && ranks.iter().any(|r| *r != top);
    if mixed {
        lists.push(plain.iter().zip(&ranks).filter(|(_, r)| **r == top).map(|(p, _)| *p).collect());
    }
    let blocks = blocks(&plain);
    let layered = !lists.is_empty() || !blocks.is_empty();
    lists.push(plain);
    lists.extend(blocks);
    Readings { lists, layered, bare: false }
}

/// 公务用车购置费 and 公务用车运行维护费 are in 公务用车购置及运行维护费: the name without what stands around 及.
fn is_joined_of(whole: &str, part: &str) -> bool {
    let whole = whole
        .trim_start_matches("其中：")
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".．、".contains(c));
    let (Some((head, tail)), true) = (whole.split_once(['及', '和']), part.len() < whole.len()) else {
        return false;
    };
    let cut = |at: usize| head.get(..at).is_some_and(|a| part.strip_prefix(a) == Some(tail));
    let first = part.strip_suffix('费').is_some_and(|p| p == head) || part == head;
    first || (3..head.len()).any(cut)
}

/// Rows under one name that is merged over them may divide the same sum in another way: 按来源, 按用途.
fn blocks<'r>(rows: &[&'r Row]) -> Vec<Vec<&'r Row>> {
    let heads: Vec<usize> = (0..rows.len()).filter(|&i| !rows[i].leads.is_empty()).collect();
    if heads.len() < 2 || heads.len() == rows.len() || heads[0] != 0 {
        return Vec::new();
    }
    let ends = heads[1..].iter().copied().chain([rows.len()]);
    heads.iter().zip(ends).map(|(&a, b)| rows[a..b].to_vec()).filter(|b| b.len() > 1).collect()
}

/// 按支出类型：基本支出, 项目支出, 按资金来源：财政拨款, 其他资金: each way to divide the funds.
fn ways(rows: &[Row]) -> Vec<&[Row]> {
    let opens = |r: &Row| r.label.starts_with('按') && r.label.contains(['：', ':']);
    let heads: Vec<usize> = (0..rows.len()).filter(|&i| opens(&rows[i])).collect();
    if heads.len() < 2 || heads[0] != 0 {
        return vec![rows];
    }
    let ends = heads[1..].iter().copied().chain([rows.len()]);
    heads.iter().zip(ends).map(|(&a, b)| &rows[a..b]).collect()
}

/// Parts of funds, of which some may be divided again: 其中 within 其中.
fn parts(rows: &[Row]) -> Readings<'_> {
    let layered = rows.iter().skip(1).any(|r| r.label.starts_with("其中"));
    Readings { lists: vec![rows.iter().collect()], layered, bare: false }
}

fn columns(facts: &Facts, rated: &Rated, row: &Row, readings: &Readings<'_>, out: &mut Out) {
    // Tasks and what was done of them sum up where no marks stand beside them.
    let tasks = row.mention(Column::Weight).is_none() && row.score().is_none();
    // 合计（去重后）: less than the sum of its rows.
    if ["去重", "剔除", "不重复", "扣除重复"].iter().any(|w| row.label.contains(w)) {
        return;
    }
    let summed =
        |role: Column| MONEY.contains(&role) || (tasks && matches!(role, Column::Target | Column::Actual));
    let first = FAMILY | (out.group() * LISTS);
    for &(col, role, total) in row.cells.iter().filter(|c| summed(c.1) && !rated.contains(&c.2)) {
        let group = out.group();
        for (n, rows) in readings.lists.iter().enumerate() {
            let ids: Vec<MentionId> = rows.iter().filter_map(|r| r.at_column(col)).collect();
            let alike = ids.iter().all(|&i| facts.mentions[i].base == facts.mentions[total].base);
            // A total of nothing above parts is another fault.
            let empty = is_zero(facts, total) && ids.iter().any(|&i| !is_zero(facts, i));
            // 编制人数412, 在编人数386, 编外人数324, 在岗合计710: the posts are not among those who hold them.
            let posts = rows.iter().filter(|r| r.label.starts_with("编制")).count();
            let posts = (1..rows.len()).contains(&posts);
            // 减：内部往来抵销: taken away.
            let less = rows.iter().any(|r| r.step() == Some(false));
            // 完成率 of all is no sum of theirs; shares make a hundred.
            let m = &facts.mentions[total];
            let rate = m.kind == Kind::Percent && kit::value(m) != Some(Rat::from_integer(100));
            if ids.len() < 2 || !alike || empty || posts || less || rate {
                continue;
            }
            let whole = ids.len() == rows.len()
                && MONEY.contains(&role)
                && role != Column::Other
                && !readings.layered
                && n == 0;
            let largest = ids.iter().filter_map(|&i| kit::value(&facts.mentions[i])).max();
            let additive = ids.len() == rows.len() && largest <= kit::value(&facts.mentions[total]);
            // Of rows that make another figure of the total.
            let within = largest <= kit::value(&facts.mentions[total]) || is_digit_off(facts, &ids, total);
            let proven = n == 0 && within && !readings.layered && is_proven(facts, row, rows, col);
            let slipped = n == 0 && additive && !readings.layered && is_slipped(facts, &ids, total);
            let near = || {
                let gap = num::sub(kit::sum(facts, &ids)?, kit::value(&facts.mentions[total])?)?.abs();
                Some(num::mul(gap, Rat::from_integer(3))? < kit::value(&facts.mentions[total])?)
            };
            let bare = readings.bare && additive && near().unwrap_or(false);
            let whole = whole || proven || slipped || bare;
            let stance = if whole { Stance::Stated } else { Stance::Open };
            let made = claim(facts, row, rows, total, &ids).stance(stance);
            let made = if whole { made.formal() } else { made };
            // What a column sums, the others do: unless it is one of means, prices, ranks.
            let made = if additive && !whole { made.family(first + n as u32) } else { made };
            // A sum divided in two ways is borne out by both.
            let again = n > 0 && rows.first().is_some_and(|r| !r.leads.is_empty());
            out.claims.push(made.clone().group(group));
            out.claims.extend(again.then(|| made.stance(Stance::Reading)));
            out.claims.extend(
                flat(facts, &ids)
                    .map(|ids| claim(facts, row, rows, total, &ids).stance(Stance::Reading).group(group)),
            );
        }
    }
}

/// Another column of a total sums its rows to the last digit.
fn is_proven(facts: &Facts, row: &Row, rows: &[&Row], col: u32) -> bool {
    const MANY: usize = 3;
    let told = |m: MentionId| facts.mentions[m].term.told() > 1 || rows.len() >= MANY;
    row.cells.iter().filter(|c| c.0 != col && told(c.2)).any(|c| {
        let ids: Vec<MentionId> = rows.iter().filter_map(|r| r.at_column(c.0)).collect();
        let sum = kit::sum(facts, &ids);
        // A blank is nought.
        ids.len() > 1 && sum.is_some() && sum == kit::value(&facts.mentions[c.2])
    })
}

/// The sum and the total of whole numbers differ in one digit.
fn is_digit_off(facts: &Facts, ids: &[MentionId], total: MentionId) -> bool {
    let t = &facts.mentions[total];
    let sum = kit::sum(facts, ids).filter(Rat::is_integer).map(|s| s.to_integer().to_string());
    let off = |a: &str, b: &str| {
        a.len() == b.len() && a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() == 1
    };
    t.term.places == 0 && sum.is_some_and(|s| off(&s, &t.term.printed))
}

/// Two neighbouring digits of the total of a column of amounts are changed round.
fn is_slipped(facts: &Facts, ids: &[MentionId], total: MentionId) -> bool {
    let t = &facts.mentions[total];
    let money = ids.iter().chain([&total]).all(|&i| facts.mentions[i].kind == Kind::Amount);
    let printed = || {
        let scale = num::div(kit::sum(facts, ids)?, kit::value(t)?)?;
        let digits = num::rat(num::parse(&t.term.printed)?)?;
        let sum = num::mul(scale, digits)?;
        (num::half_up(sum, t.term.places) == Some(sum)).then(|| num::fixed(sum, t.term.places))
    };
    money && printed().is_some_and(|sum| kit::are_turned(&sum, &t.term.printed))
}

fn is_zero(facts: &Facts, id: MentionId) -> bool {
    kit::value(&facts.mentions[id]) == Some(Rat::ZERO)
}

/// The parts without those that only divide the part before them: told by their sum.
fn flat(facts: &Facts, ids: &[MentionId]) -> Option<Vec<MentionId>> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < ids.len() {
        kept.push(ids[at]);
        at += 1 + divided(facts, &ids[at..]);
    }
    (kept.len() >= 2 && kept.len() < ids.len()).then_some(kept)
}

/// How many of the figures behind the first make it.
fn divided(facts: &Facts, ids: &[MentionId]) -> usize {
    const MANY: usize = 12;
    let value = |i: MentionId| kit::value(&facts.mentions[i]).unwrap_or(Rat::ZERO);
    let whole = value(ids[0]);
    let mut sum = Rat::ZERO;
    for (n, &id) in ids[1..].iter().take(MANY).enumerate() {
        let Some(more) = num::add(sum, value(id)) else { return 0 };
        sum = more;
        if sum == whole && n >= 1 && whole != Rat::ZERO {
            return n + 1;
        }
    }
    0
}

fn claim(facts: &Facts, row: &Row, parts: &[&Row], total: MentionId, ids: &[MentionId]) -> Claim {
    let label = |id: &MentionId| {
        let of = |r: &&&Row| r.cells.iter().any(|c| c.2 == *id);
        parts.iter().find(of).map_or(String::new(), |r| r.label.clone())
    };
    let names: Vec<String> = ids.iter().map(label).collect();
    let operands = ids.iter().zip(&names).map(|(&i, n)| kit::role(n, &facts.mentions[i])).collect();
    // A row without a label goes by its figure.
    let shown = |(i, name): (&MentionId, &String)| match name.as_str() {
        "" => facts.mentions[*i].term.printed.clone(),
        name => name.to_owned(),
    };
    let shown: Vec<String> = ids.iter().zip(&names).map(shown).collect();
    let formula = format!("{} = {}", row.label, shown.join(" + "));
    Claim::new(
        "AMT005",
        Expr::sum(ids.len()),
        Relation::Sums,
        operands,
        kit::role(&row.label, &facts.mentions[total]),
    )
    .formula(formula)
}
