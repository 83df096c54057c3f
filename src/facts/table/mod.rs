//! Tables by the roles of their columns: 自评表 (budget rows, indicator rows, 总分) and any table with a 合计 row.
//!
//! Reads native tables and flattened ones alike. Its one surprise: where two columns could play one part,
//! neither does; a table half understood makes no relation.

mod across;
mod band;
mod columns;
mod groups;
mod layers;
mod rows;

pub use across::Across;
pub use columns::{Law, Tie};

use super::{Mention, MentionId};
use crate::document::{Document, Table};
use crate::layout::Flow;
pub use crate::layout::heads::Role;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// 总分, 合计.
    Total,
    /// 小计.
    Subtotal,
    /// 其中: of the row above.
    Part,
    /// A group of indicators with its own mark, its items below.
    Head,
    Plain,
}

/// How a target is to be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    AtLeast,
    AtMost,
    Exactly,
    /// 定性: no number to be met.
    Words,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub kind: RowKind,
    pub label: String,
    /// (column, its role, the only figure of the cell).
    pub cells: Vec<(u32, Role, MentionId)>,
    /// Index into `Sheet::groups` of the innermost one.
    pub group: Option<usize>,
    /// Rows under the same head share a number.
    pub band: u32,
    /// Number in the table, from 0.
    pub at: u32,
    /// The names before that of the row, by column: each heads the rows below until its column or one before it has
    /// another.
    pub leads: Vec<(u32, String)>,
    /// Of a typed number: 一、 before （一） before 1.
    pub rank: Option<u8>,
    /// Printed in a column of its own.
    pub sign: Option<Sign>,
    /// A reason for a deviation is given.
    pub reasoned: bool,
    /// Its mark and score are those of one indicator.
    pub counts: bool,
}

/// A group of indicators with its own full mark: 产出指标（50分）.
#[derive(Clone, Debug)]
pub struct Group {
    pub name: String,
    pub full: Option<MentionId>,
    pub score: Option<MentionId>,
    pub rows: std::ops::Range<u32>,
    /// Index of the group around it.
    pub parent: Option<usize>,
}

/// Columns of one head that is divided: 小计, then its parts.
#[derive(Clone, Debug)]
pub struct Spread {
    pub band: u32,
    pub whole: u32,
    pub parts: Vec<u32>,
}

/// A table, read by its heads.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub table: usize,
    pub rows: Vec<Row>,
    /// Outer ones before inner ones.
    pub groups: Vec<Group>,
    pub spreads: Vec<Spread>,
    /// Heads of the columns, by band and column.
    heads: Vec<(u32, u32, String)>,
    /// Words at the top of the columns, where no row of heads is known.
    tops: Vec<(u32, String)>,
    /// Columns that tie in most rows.
    pub ties: Vec<Tie>,
    /// Columns that sum those beside them in most rows.
    pub across: Vec<Across>,
    /// The words of the paragraphs right before and behind it: its title, its notes.
    pub beside: String,
    /// It goes on with the table before it, whose heads it prints again: 续上表.
    pub continues: bool,
    /// The figures of rows that a note beside it calls by name: 注：黄坪镇合计数含市级补助15万元.
    pub noted: Vec<MentionId>,
}

impl Row {
    /// The first name of a row with several.
    pub fn lead(&self) -> Option<&str> {
        self.leads.first().map(|l| l.1.as_str())
    }

    pub fn mention(&self, role: Role) -> Option<MentionId> {
        self.cells.iter().find(|c| c.1 == role).map(|c| c.2)
    }

    pub fn at_column(&self, col: u32) -> Option<MentionId> {
        self.cells.iter().find(|c| c.0 == col).map(|c| c.2)
    }

    /// A row of money: a budget, not an indicator.
    pub fn is_budget(&self) -> bool {
        let money = [Role::Initial, Role::Adjusted, Role::Received, Role::Executed];
        self.cells.iter().any(|c| money.contains(&c.1))
    }

    /// A mark or a target, and no money: 财政拨款到位率 is no part of the funds above it.
    fn is_indicator(&self) -> bool {
        let marked = self.cells.iter().any(|c| matches!(c.1, Role::Weight | Role::Target | Role::Actual));
        marked && !self.is_budget()
    }

    /// 加：本年收入 is added to the rows before it, 减：本年支出 taken from them.
    pub fn step(&self) -> Option<bool> {
        let opens = |sign: char| {
            self.label.trim_start().strip_prefix(sign).is_some_and(|l| l.starts_with(['：', ':']))
        };
        if opens('加') { Some(true) } else { opens('减').then_some(false) }
    }

    /// What counts towards the total: the scaled score where there is one.
    pub fn score(&self) -> Option<MentionId> {
        self.mention(Role::Scaled).or_else(|| self.mention(Role::Score))
    }
}

impl Sheet {
    /// 自评得分 and 评价得分, 上年得分 and 本年得分: more than one column of scores.
    pub fn is_scored_twice(&self) -> bool {
        let score = |h: &&(u32, u32, String)| h.2.ends_with("得分") && !h.2.contains("折算");
        self.heads.iter().filter(score).map(|h| h.1).collect::<std::collections::BTreeSet<_>>().len() > 1
    }
}

impl Sheet {
    /// The words above a column, as printed.
    pub fn head(&self, band: u32, col: u32) -> &str {
        let told = self.heads.iter().find(|h| (h.0, h.1) == (band, col)).map(|h| h.2.as_str());
        let top = || self.tops.iter().find(|t| t.0 == col).map_or("", |t| t.1.as_str());
        told.unwrap_or_else(top)
    }
}

pub(super) fn read(document: &Document, flow: &Flow, mentions: &[Mention]) -> Vec<Sheet> {
    let mut own: Vec<Vec<(u32, MentionId)>> = vec![Vec::new(); flow.tables.len()];
    for (id, m) in mentions.iter().enumerate() {
        if let Some((table, cell)) = m.cell
            && let Some(of_table) = own.get_mut(table as usize)
            && !is_worded(document, &flow.tables[table as usize].table, cell)
        {
            of_table.push((cell, id));
        }
    }
    let ends = ends(flow);
    let beside = beside(flow, &ends);
    let sheet = |(index, own): (usize, Vec<(u32, MentionId)>)| {
        let table = &flow.tables[index].table;
        let mut sheet = rows::Reader::new(document, table, mentions, own.clone()).sheet(index);
        let grid = columns::Grid::new(table, &own, mentions);
        // No form has more columns that say what they are.
        const WIDE: u32 = 60;
        let all = 0..table.cols.min(WIDE);
        sheet.tops = all.map(|c| (c, columns::head(document, table, c))).collect();
        sheet.ties = columns::read(document, table, &grid, &sheet);
        let scores = columns::Grid::scores(table, &own, mentions);
        sheet.ties.extend(columns::score_differences(document, table, &scores, index));
        sheet.across = across::read(document, table, &grid, mentions);
        sheet.beside.clone_from(&beside[index]);
        sheet.noted = noted(document, table, &own, &beside[index]);
        sheet
    };
    let mut sheets: Vec<Sheet> = own.into_iter().enumerate().map(sheet).collect();
    for i in 1..sheets.len() {
        sheets[i].continues = continues(flow, &sheets, &ends, i);
    }
    sheets
}

/// A table that prints the heads of the one before it again, right behind it, where that one has no total yet.
fn continues(flow: &Flow, sheets: &[Sheet], ends: &[Option<Ends>], at: usize) -> bool {
    const LEAST: usize = 4;
    const FEW: usize = 2;
    const LONG: usize = 40;
    let (before, own) = (&sheets[at - 1], &sheets[at]);
    let heads = |s: &Sheet, band: Option<u32>| -> Vec<(u32, String)> {
        s.heads.iter().filter(|h| Some(h.0) == band).map(|h| (h.1, h.2.clone())).collect()
    };
    let last = heads(before, before.heads.iter().map(|h| h.0).max());
    let first = heads(own, own.heads.iter().map(|h| h.0).min());
    let total = before.rows.iter().any(|r| r.kind == RowKind::Total && !r.is_budget());
    let (Some(a), Some(b)) = (ends[at - 1], ends[at]) else { return false };
    let between: String = (a.1 + 1..b.0).map(|p| flow.para_text(p).trim()).collect();
    // 续表, 表3（续）; not 后续工作.
    let told = ["续表", "续上", "（续", "(续", "接上表"].iter().any(|w| between.contains(w));
    let again = told && between.chars().count() <= LONG;
    let least = if again { FEW } else { LEAST };
    (again || between.is_empty()) && !total && first.len() >= least && first == last
}

/// The figures of the rows whose first cell a note beside the table names.
fn noted(document: &Document, table: &Table, own: &[(u32, MentionId)], beside: &str) -> Vec<MentionId> {
    const MARKS: &[&str] = &["注", "备注", "说明", "附注", "※", "*", "另", "（注"];
    const NAMED: usize = 2;
    let notes: Vec<&str> =
        beside.lines().filter(|line| MARKS.iter().any(|w| line.trim_start().starts_with(w))).collect();
    let named = |row: u32| {
        let first = table.cells.iter().filter(|c| c.row == row).min_by_key(|c| c.col);
        let name = first.map_or("", |c| c.span.of(&document.text).trim());
        name.chars().count() >= NAMED && notes.iter().any(|n| n.contains(name))
    };
    if notes.is_empty() {
        return Vec::new();
    }
    let row = |cell: u32| table.cells.get(cell as usize).map(|c| c.row);
    own.iter().filter(|(cell, _)| row(*cell).is_some_and(named)).map(|o| o.1).collect()
}

/// The year that words open with, and what stands behind it: 2023年预算数.
pub fn year_at_start(words: &str) -> Option<(i32, &str)> {
    let (digits, rest) = words.split_at_checked(4)?;
    let year = digits.parse().ok().filter(|y| (1990..2100).contains(y))?;
    Some((year, rest))
}

/// 三年合计, 两项小计: the number is a word of a name.
fn is_worded(document: &Document, table: &Table, cell: u32) -> bool {
    const NAMES: &[&str] = &["合计", "小计", "总计", "累计", "共计", "平均"];
    let words = table.cells.get(cell as usize).map_or("", |c| c.span.of(&document.text).trim());
    let spelled = !words.contains(|c: char| c.is_ascii_digit());
    spelled && NAMES.iter().any(|w| words.ends_with(w))
}

/// The first and the last paragraph of a table.
type Ends = (usize, usize);

fn ends(flow: &Flow) -> Vec<Option<Ends>> {
    let mut ends: Vec<Option<Ends>> = vec![None; flow.tables.len()];
    for (p, para) in flow.paras.iter().enumerate() {
        if let Some(slot) = para.cell.and_then(|c| ends.get_mut(c.0 as usize)) {
            *slot = Some((slot.map_or(p, |s| s.0), p));
        }
    }
    ends
}

/// For each table the ends of the two paragraphs before it and the beginnings of the two behind.
fn beside(flow: &Flow, ends: &[Option<Ends>]) -> Vec<String> {
    const PARAS: usize = 2;
    const LONG: usize = 120;
    let of = |p: usize| flow.paras[p].cell.map(|c| c.0 as usize);
    let text = |p: usize| flow.para_text(p).trim();
    let words = |(first, last): (usize, usize)| {
        let before = (0..first).rev().take_while(|&p| of(p).is_none()).filter(|&p| !text(p).is_empty());
        let behind =
            (last + 1..flow.paras.len()).take_while(|&p| of(p).is_none()).filter(|&p| !text(p).is_empty());
        let head = |p: usize| text(p).chars().take(LONG).collect::<String>();
        let tail = |p: usize| {
            let words = text(p);
            words.char_indices().rev().nth(LONG).map_or(words, |(at, _)| &words[at..]).to_owned()
        };
        let all = before.take(PARAS).map(tail).chain(behind.take(PARAS).map(head));
        all.collect::<Vec<_>>().join("\n")
    };
    ends.iter().map(|e| e.map_or_else(String::new, words)).collect()
}
