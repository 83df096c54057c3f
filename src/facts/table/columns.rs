//! Columns that tie: 增减额 = 本年数 − 上年数 in row after row, whatever the columns are called.
//!
//! What most rows bear out is a law of the table, and the rows that break it are told; where the head says what the
//! column is (增减率, 户均, 累计), fewer rows are enough. Columns with known roles have rules of their own.

use super::{Mention, MentionId, Role, Sheet, year_at_start};
use crate::document::{Document, Table};
use crate::figure::Kind;
use crate::num::{self, Rat};
use num_traits::{Signed, Zero};
use std::collections::BTreeMap;

/// How a column comes from two others, or from one and its total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    /// c = a − b
    Difference,
    /// c = (a − b) ÷ b
    Growth,
    /// c = a ÷ b in per cent
    Percent,
    /// c = a ÷ b: a price or another figure for each.
    Quotient,
    /// The same, told by its head: 户均.
    Mean,
    /// c = a + b, where b is c of the row before: 累计.
    Running,
}

/// A law of a table and the rows that it speaks of.
#[derive(Clone, Debug)]
pub struct Tie {
    pub table: usize,
    pub law: Law,
    /// Names of c, a and b.
    pub names: [String; 3],
    /// c, a and b of each row.
    pub rows: Vec<[MentionId; 3]>,
    /// Results that hold are too long for chance.
    pub sure: bool,
}

/// Rows that must hold.
const ENOUGH: usize = 2;
/// Digits of a result that chance does not give twice.
const LONG: usize = 4;
/// Columns of figures that are looked at, and laws of one table.
const COLUMNS: usize = 10;
const LAWS: usize = 12;
/// The row of names and the words of a column's name.
const NAME: usize = 16;

pub(super) fn read(document: &Document, table: &Table, grid: &Grid<'_>, sheet: &Sheet) -> Vec<Tie> {
    let columns: Vec<u32> = grid.columns().into_iter().take(COLUMNS).collect();
    // What is called a difference is sooner one than what it is taken of.
    let mut results = columns.clone();
    let differs =
        |c: u32| ["增", "减", "差", "余", "率"].iter().any(|w| head(document, table, c).contains(w));
    results.sort_by_key(|&c| !differs(c));
    let mut ties = Vec::new();
    let total = total(document, table);
    for &c in &results {
        for &a in columns.iter().filter(|&&a| a != c) {
            for &b in columns.iter().filter(|&&b| b != c && b != a) {
                let known = [a, b, c].iter().all(|&col| role(sheet, col).is_some_and(|r| r != Role::Other));
                for law in [Law::Difference, Law::Growth, Law::Percent, Law::Quotient, Law::Mean] {
                    // No rule of its own tells of growth.
                    let known = known && law != Law::Growth;
                    let unnamed = law == Law::Mean && !is_called(law, &head(document, table, c));
                    let rows = if known || unnamed {
                        Vec::new()
                    } else {
                        let heads = [c, a, b].map(|col| head(document, table, col));
                        let told = match () {
                            () if is_spelled(law, &heads) => Told::All,
                            () if is_named(law, &heads) => Told::Result,
                            () => Told::Nothing,
                        };
                        grid.lawful(law, grid.triples([c, a, b]), told)
                    };
                    if !rows.is_empty() && ties.len() < LAWS {
                        let names = [c, a, b].map(|col| head(document, table, col));
                        ties.push(Tie {
                            table: sheet.table,
                            law,
                            sure: grid.is_sure(law, &rows)
                                || is_named(law, &names)
                                || is_spelled(law, &names),
                            names,
                            rows,
                        });
                    }
                }
            }
            let rows = grid.shares(c, a, total);
            if !rows.is_empty() && ties.len() < LAWS {
                let (share, part) = (head(document, table, c), head(document, table, a));
                let names = [share, part.clone(), format!("{part}合计")];
                let law = Law::Percent;
                ties.push(Tie { table: sheet.table, law, names, sure: grid.is_sure(law, &rows), rows });
            }
        }
    }
    ties.extend(running(document, table, grid, sheet.table, &columns));
    ties
}

/// 累计 = what was 累计 in the row before + 当月.
fn running(document: &Document, table: &Table, grid: &Grid<'_>, at: usize, columns: &[u32]) -> Vec<Tie> {
    let called = |c: &&u32| is_called(Law::Running, &head(document, table, **c));
    let mut ties = Vec::new();
    for &c in columns.iter().filter(called) {
        for &a in columns.iter().filter(|&&a| a != c) {
            let all: Vec<(u32, [MentionId; 2])> = grid
                .cells
                .iter()
                .filter(|(row, _)| !is_whole(document, table, **row))
                .filter_map(|(row, cells)| Some((*row, [*cells.get(&c)?, *cells.get(&a)?])))
                .collect();
            let next = |w: &[(u32, [MentionId; 2])]| {
                (w[0].0 + 1 == w[1].0).then(|| [w[1].1[0], w[1].1[1], w[0].1[0]])
            };
            let rows: Vec<[MentionId; 3]> = all.windows(2).filter_map(next).collect();
            let held = |r: &[MentionId; 3]| holds(Law::Running, r.map(|i| &grid.mentions[i])) == Some(true);
            let failed: Vec<usize> = (0..rows.len()).filter(|&k| !held(&rows[k])).collect();
            // One wrong figure breaks its own row and the next.
            let few = match failed[..] {
                [] | [_] => true,
                [k, l] => l == k + 1,
                _ => false,
            };
            let enough = rows.len() > ENOUGH || rows.len() == ENOUGH && failed.is_empty();
            if enough && failed.len() < rows.len() && few {
                let (sum, step) = (head(document, table, c), head(document, table, a));
                let names = [sum.clone(), step, format!("上一行{sum}")];
                ties.push(Tie { table: at, law: Law::Running, names, rows, sure: true });
            }
        }
    }
    ties
}

/// 合计, 全年: a row of all that stand above it.
fn is_whole(document: &Document, table: &Table, row: u32) -> bool {
    let mut first =
        table.cells.iter().filter(|c| c.row == row && c.col < 2).map(|c| c.span.of(&document.text).trim());
    first.any(|w| w.contains("计") && !w.contains("累计") || w.starts_with("全年"))
}

/// 增减率, 增减额: the head says what the column is.
fn is_called(law: Law, head: &str) -> bool {
    const RATES: &[&str] = &[
        "增长率",
        "增减率",
        "变动率",
        "增幅",
        "增长（%）",
        "增减%",
        "增减（%）",
        "增长%",
        "同比（%）",
        "增长",
        "同比",
        "增减幅",
        "增减幅度",
        "涨幅",
        "降幅",
    ];
    const CHANGES: &[&str] = &[
        "增减额",
        "增减",
        "变动额",
        "差额",
        "增加额",
        "增减数",
        "变动数",
        "未使用",
        "未支付",
        "未完成",
        "未支出",
        "剩余",
        "偏差",
        "提升",
        "削减量",
        "减排量",
        "节约",
        "提高",
        "缺口",
        "空编",
    ];
    const SHARES: &[&str] = &[
        "支出率",
        "支付率",
        "执行率",
        "到位率",
        "完成率",
        "使用率",
        "拨付率",
        "兑付率",
        "合格率",
        "覆盖率",
        "支出进度",
        "执行进度",
    ];
    let name = head.split(['（', '(']).next().unwrap_or(head);
    // 增减（%） is a rate, and 增减 a difference.
    let name = if head.contains('%') && !name.ends_with('率') { head } else { name };
    let ends = |list: &[&str]| list.iter().any(|w| name.ends_with(w));
    match law {
        Law::Mean => head.contains('均'),
        Law::Running => head.contains("累计"),
        Law::Growth => ends(RATES),
        Law::Difference => ends(CHANGES),
        Law::Percent => ends(SHARES) && !ends(RATES),
        Law::Quotient => ends(&["单价", "综合单价"]),
    }
}

/// The head says what the column is, by itself or with that of what was done.
fn is_named(law: Law, [c, a, _]: &[String; 3]) -> bool {
    is_called(law, c) || law == Law::Percent && is_rate_of(c, a)
}

/// 整改率 of 已整改数, 体检率 of 实检人数: called by what was done.
fn is_rate_of(rate: &str, done: &str) -> bool {
    let stem = ["率", "进度", "比例"].iter().find_map(|w| rate.strip_suffix(w)).unwrap_or_default();
    let tail = |n: usize| stem.char_indices().rev().nth(n - 1).map(|c| &stem[c.0..]);
    let verb = tail(1).is_some_and(|v| ["实", "已", "参"].iter().any(|w| done.contains(&format!("{w}{v}"))));
    verb || tail(2).is_some_and(|v| done.contains(v))
}

/// What the heads of the columns say of a law.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Nothing,
    /// What comes out.
    Result,
    /// All three: 金额, 数量, 单价; 2023年, 2022年, 增减率.
    All,
}

/// The heads name what the result is made of, too.
fn is_spelled(law: Law, [c, a, b]: &[String; 3]) -> bool {
    const MONEY: &[&str] = &["金额", "总价", "小计", "投资", "费用", "经费"];
    const NUMBER: &[&str] = &["数量", "面积", "人数", "户数", "工程量", "台数"];
    let has = |name: &str, list: &[&str]| list.iter().any(|w| name.contains(w));
    let year = |name: &str| name.find("20").and_then(|at| name.get(at..at + 4)?.parse::<u32>().ok());
    let last = year(a).zip(year(b)).is_some_and(|(a, b)| a == b + 1)
        || has(a, &["本年", "今年"]) && has(b, &["上年", "去年"]);
    // 实检人数 of 应检人数, 累计支付 of 合同价.
    const DUE: &[&str] = &["应", "计划", "任务", "目标", "预算", "合同"];
    const DONE: &[&str] = &["实", "已", "完成", "到位", "累计", "支出", "执行"];
    // 执行率 = 支出 ÷ 预算, 结余 = 到位资金 − 支出.
    const SPENT: &[&str] = &["支出", "实际支出", "执行", "已支出", "已支付", "支付", "全年执行", "全年支出"];
    const GIVEN: &[&str] = &["预算", "全年预算", "年度预算", "到位", "下达", "安排"];
    const RATES: &[&str] = &["执行率", "预算执行率", "支出率", "支付率", "使用率", "支出进度", "执行进度"];
    const LEFT: &[&str] = &["结余", "剩余", "余额", "结余资金", "结转结余", "未执行"];
    let starts = |name: &str, list: &[&str]| list.iter().any(|w| name.starts_with(w));
    let bare = c.split(['（', '(']).next().unwrap_or(c);
    let money = starts(a, SPENT) && starts(b, GIVEN);
    match law {
        Law::Percent => {
            starts(a, DONE) && starts(b, DUE) && is_rate_of(c, a) || money && RATES.contains(&bare)
        }
        Law::Quotient => has(a, MONEY) && has(b, NUMBER),
        Law::Mean => c.contains('均') && has(a, MONEY) && has(b, NUMBER),
        Law::Growth => last,
        Law::Difference => last || starts(a, GIVEN) && starts(b, SPENT) && LEFT.contains(&bare),
        Law::Running => false,
    }
}

/// 扣分 = 分值 − 得分, 变化 = 本年得分 − 上年得分: differences of scores, in a column that is called one.
pub(super) fn score_differences(document: &Document, table: &Table, grid: &Grid<'_>, at: usize) -> Vec<Tie> {
    const CALLED: &[&str] =
        &["扣分", "扣减分", "失分", "扣分值", "差异", "差值", "差额", "变化", "增减", "分差"];
    let columns: Vec<u32> = grid.columns().into_iter().take(COLUMNS).collect();
    let mut ties = Vec::new();
    for &c in
        columns.iter().filter(|&&c| CALLED.contains(&head(document, table, c).trim_end_matches("（分）")))
    {
        let named =
            |col: u32, list: &[&str]| list.contains(&head(document, table, col).trim_end_matches("（分）"));
        // 分值、扣分、得分: the heads tell all of it.
        let spelled = named(c, &["扣分", "扣减分", "失分", "扣分值"]);
        let own = |&a: &u32| a < c || spelled && named(a, &["分值", "满分", "得分", "自评得分"]);
        let before: Vec<u32> = columns.iter().copied().filter(|a| *a != c).filter(own).collect();
        let pairs = before.iter().flat_map(|&a| before.iter().map(move |&b| (a, b))).filter(|(a, b)| a != b);
        let best = pairs.map(|(a, b)| (grid.borne([c, a, b]), a, b)).max_by_key(|(n, ..)| *n);
        let Some(((held, told), a, b)) = best else { continue };
        let rows = grid.triples([c, a, b]).collect::<Vec<_>>();
        let failed = rows.len() - held;
        let sure = spelled && named(a, &["分值", "满分"]) && named(b, &["得分", "自评得分"]);
        if told >= ENOUGH && held > failed * 2 || sure && held >= failed.max(1) {
            let names = [c, a, b].map(|col| head(document, table, col));
            ties.push(Tie { table: at, law: Law::Difference, names, rows, sure: true });
        }
    }
    ties
}

/// What the rows say that a column holds.
fn role(sheet: &Sheet, col: u32) -> Option<Role> {
    sheet.rows.iter().flat_map(|r| &r.cells).find(|c| c.0 == col).map(|c| c.1)
}

/// The only row that is called a total in one of its first cells.
fn total(document: &Document, table: &Table) -> Option<u32> {
    const NAMES: u32 = 2;
    let words = |c: &crate::document::Cell| -> String {
        c.span.of(&document.text).chars().filter(|c| !c.is_whitespace()).collect()
    };
    let called = |c: &&crate::document::Cell| {
        c.col < NAMES && ["合计", "总计", "共计"].iter().any(|w| words(c).contains(w))
    };
    let mut rows: Vec<u32> = table.cells.iter().filter(called).map(|c| c.row).collect();
    rows.dedup();
    if let [row] = rows.as_slice() { Some(*row) } else { None }
}

/// The words at the top of a column.
pub(super) fn head(document: &Document, table: &Table, col: u32) -> String {
    let over = |c: &&crate::document::Cell| c.col <= col && col < c.col + c.colspan.max(1);
    let text = |c: &crate::document::Cell| -> String {
        c.span.of(&document.text).chars().filter(|c| !c.is_whitespace()).collect()
    };
    let mut texts = table.cells.iter().filter(over).map(text).take(3);
    let words = |t: &str| t.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() > 1;
    // 2023年 heads a column, 2023 may be a cell.
    let year = |t: &str| year_at_start(t).is_some_and(|y| y.1 == "年");
    let figure =
        |t: &str| t.starts_with(|c: char| c.is_ascii_digit()) && !(t.contains('年') && words(t)) && !year(t);
    let named = texts.find(|t| !t.is_empty() && t.chars().count() <= NAME && !figure(t));
    named.unwrap_or_else(|| format!("第{}列", col + 1))
}

/// The only figure of each cell, by row and column.
pub(super) struct Grid<'a> {
    mentions: &'a [Mention],
    pub cells: BTreeMap<u32, BTreeMap<u32, MentionId>>,
}

impl<'a> Grid<'a> {
    pub fn new(table: &Table, own: &[(u32, MentionId)], mentions: &'a [Mention]) -> Self {
        Self::of(table, own, mentions, |kind| !matches!(kind, Kind::Score | Kind::Date))
    }

    /// The same, of marks and scores.
    pub fn scores(table: &Table, own: &[(u32, MentionId)], mentions: &'a [Mention]) -> Self {
        Self::of(table, own, mentions, |kind| matches!(kind, Kind::Score | Kind::Number))
    }

    fn of(
        table: &Table,
        own: &[(u32, MentionId)],
        mentions: &'a [Mention],
        fits: impl Fn(Kind) -> bool,
    ) -> Self {
        let mut cells: BTreeMap<u32, BTreeMap<u32, MentionId>> = BTreeMap::new();
        for group in own.chunk_by(|a, b| a.0 == b.0) {
            let (&[(cell, id)], Some(c)) = (group, table.cells.get(group[0].0 as usize)) else { continue };
            let m = &mentions[id];
            let counts = fits(m.kind) && !m.range && !m.approximate;
            if counts && cell == group[0].0 && m.term.quantity().is_some() {
                cells.entry(c.row).or_default().insert(c.col, id);
            }
        }
        Self { mentions, cells }
    }

    /// Columns with figures in more than one row.
    pub fn columns(&self) -> Vec<u32> {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        self.cells.values().flat_map(BTreeMap::keys).for_each(|c| *counts.entry(*c).or_default() += 1);
        counts.into_iter().filter(|c| c.1 >= ENOUGH).map(|c| c.0).collect()
    }

    fn triples(&self, columns: [u32; 3]) -> impl Iterator<Item = [MentionId; 3]> + '_ {
        self.cells.values().filter_map(move |row| {
            let [c, a, b] = columns.map(|c| row.get(&c).copied());
            Some([c?, a?, b?])
        })
    }

    /// Rows whose difference holds, and in how many of them it is not nought.
    fn borne(&self, columns: [u32; 3]) -> (usize, usize) {
        let value = |id: MentionId| self.mentions[id].term.quantity().map(|q| q.value);
        let gap = |[_, a, b]: &[MentionId; 3]| num::sub(value(*a)?, value(*b)?);
        let held: Vec<[MentionId; 3]> =
            self.triples(columns).filter(|r| gap(r).is_some() && gap(r) == value(r[0])).collect();
        let told = held.iter().filter(|r| value(r[0]).is_some_and(|v| !v.is_zero())).count();
        (held.len(), told)
    }

    /// Column `c` as the share of column `a` in its total.
    fn shares(&self, c: u32, a: u32, total: Option<u32>) -> Vec<[MentionId; 3]> {
        let whole = total.and_then(|row| self.cells.get(&row)?.get(&a).copied());
        let Some(whole) = whole else { return Vec::new() };
        let parts = self.cells.values().filter_map(|row| Some([*row.get(&c)?, *row.get(&a)?, whole]));
        self.lawful(Law::Percent, parts.filter(|r| r[1] != whole), Told::Nothing)
    }

    /// The rows, when the law holds in enough of them and fails in few; `told`: what the heads say of it.
    fn lawful(
        &self,
        law: Law,
        rows: impl Iterator<Item = [MentionId; 3]>,
        told: Told,
    ) -> Vec<[MentionId; 3]> {
        let (mut all, mut held, mut short, mut whole, mut surely, mut failed) = (Vec::new(), 0, 0, 0, 0, 0);
        for [c, a, b] in rows {
            match holds(law, [c, a, b].map(|i| &self.mentions[i])) {
                Some(true) if law == Law::Percent && self.are_equal(a, b) => whole += 1,
                Some(true) if self.tells(law, [c, a, b]) => {
                    held += 1;
                    surely += usize::from(self.digits(c) >= LONG);
                }
                Some(false) => failed += 1,
                // 到位150万元，支出150万元，结余0: heads that tell all are borne out by that, too.
                Some(true) => short += usize::from(self.digits(c) > 0 || told == Told::All),
                None => continue,
            }
            all.push([c, a, b]);
        }
        // 100 of 100 bears nothing out by itself.
        let short = if held + short > 0 { short + whole } else { 0 };
        // Of thirteen years the first seven: another law since.
        const MANY: usize = 4;
        let other = failed >= MANY && failed * 2 > held;
        let enough = held > failed * 2 || (held > ENOUGH || surely >= ENOUGH) && held > failed && !other;
        let named = told > Told::Nothing && held + short >= ENOUGH && held + short > failed
            || told == Told::All && held + short >= failed.max(1);
        if held >= ENOUGH && enough || named { all } else { Vec::new() }
    }

    fn are_equal(&self, a: MentionId, b: MentionId) -> bool {
        self.mentions[a].term.value == self.mentions[b].term.value
    }

    fn is_sure(&self, law: Law, rows: &[[MentionId; 3]]) -> bool {
        let long = |r: &&[MentionId; 3]| self.digits(r[0]) >= LONG;
        let held = |r: &&[MentionId; 3]| holds(law, r.map(|i| &self.mentions[i])) == Some(true);
        rows.iter().filter(long).filter(held).count() >= ENOUGH
    }

    fn digits(&self, id: MentionId) -> usize {
        let printed = &self.mentions[id].term.printed;
        let d: String = printed.chars().filter(char::is_ascii_digit).collect();
        // The zeros behind a point tell, too.
        let d = d.trim_start_matches('0');
        if printed.contains('.') { d.len() } else { d.trim_end_matches('0').len() }
    }

    /// Figures long enough that chance is no explanation.
    fn tells(&self, law: Law, ids: [MentionId; 3]) -> bool {
        let [c, a, b] = ids.map(|i| self.digits(i));
        match law {
            Law::Difference | Law::Running => c >= 2 && a.max(b) >= 3,
            _ => c >= 3 && a.min(b) >= 2,
        }
    }
}

/// Whether the row keeps the law, give or take the last place; none when it says nothing of it.
fn holds(law: Law, [c, a, b]: [&Mention; 3]) -> Option<bool> {
    let (r, x, y) = (c.term.quantity()?, a.term.quantity()?.value, b.term.quantity()?.value);
    let alike = a.base == b.base;
    let percent = c.kind == Kind::Percent;
    let per = |v: Rat| num::mul(num::div(v, y)?, Rat::from_integer(100));
    let value = match law {
        Law::Difference if alike && c.base == a.base && !percent => num::sub(x, y)?,
        // 提升（百分点） of two rates.
        Law::Difference if alike && a.kind == Kind::Percent && c.kind == Kind::Point => num::sub(x, y)?,
        Law::Growth if alike && percent && !y.is_zero() => per(num::sub(x, y)?)?,
        Law::Percent if alike && percent && !y.is_zero() => per(x)?,
        Law::Running if alike && c.base == a.base && !percent => num::add(x, y)?,
        Law::Mean if !percent && !y.is_zero() => num::div(x, y)?,
        Law::Quotient if !alike && !percent && !y.is_zero() && c.base != b.base => num::div(x, y)?,
        _ => return None,
    };
    Some(num::sub(value, r.value)?.abs() <= r.step)
}
