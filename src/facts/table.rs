//! Tables by the roles of their columns: 自评表 (budget rows, indicator rows, 总分) and any table with a 合计 row.

use super::{Mention, MentionId};
use crate::document::{Cell, Document, Table};
use crate::figure::Kind;
use crate::layout::Flow;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Initial,
    Adjusted,
    Executed,
    Weight,
    Rate,
    Score,
    Target,
    Actual,
    Name,
    /// A column of figures without a known name.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// 总分, 合计.
    Total,
    /// 其中: of the row above.
    Part,
    Plain,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub kind: RowKind,
    pub label: String,
    /// (column, its role, the only figure of the cell).
    pub cells: Vec<(u32, Role, MentionId)>,
    /// Index into `Sheet::groups`.
    pub group: Option<usize>,
    /// Rows under the same head share a number.
    pub band: u32,
}

/// A group of indicators with its own full mark: 产出指标（50分）.
#[derive(Clone, Debug)]
pub struct Group {
    pub name: String,
    pub full: MentionId,
    rows: std::ops::Range<u32>,
}

/// A table, read by its heads.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub table: usize,
    pub rows: Vec<Row>,
    pub groups: Vec<Group>,
}

impl Row {
    pub fn mention(&self, role: Role) -> Option<MentionId> {
        self.cells.iter().find(|c| c.1 == role).map(|c| c.2)
    }
}

const HEADS: &[(Role, &[&str])] = &[
    (Role::Initial, &["年初预算", "年初数", "年初批复"]),
    (Role::Adjusted, &["全年预算", "调整预算", "调整后预算", "预算数", "预算金额", "预算安排", "预算总额"]),
    (Role::Rate, &["执行率", "完成率", "支付率", "B/A", "支出率"]),
    (Role::Executed, &["执行数", "支出数", "实际支出", "实际执行", "执行金额", "决算数"]),
    (Role::Weight, &["分值", "权重", "满分", "标准分", "赋分"]),
    (Role::Score, &["得分", "评分", "自评分", "评价分"]),
    (Role::Target, &["指标值", "目标值", "计划值", "年度目标", "预期值"]),
    (Role::Actual, &["完成值", "实际值", "完成情况", "实现值", "实际完成"]),
    (Role::Name, &["一级指标", "二级指标", "三级指标", "指标名称", "指标内容", "指标"]),
];

pub(super) fn read(document: &Document, flow: &Flow, mentions: &[Mention]) -> Vec<Sheet> {
    (0..flow.tables.len()).map(|t| Reader::new(document, flow, mentions, t).sheet()).collect()
}

struct Reader<'a> {
    document: &'a Document,
    table: &'a Table,
    index: usize,
    mentions: &'a [Mention],
    /// Mentions of this table: (cell, id), in order.
    own: Vec<(u32, MentionId)>,
    roles: Vec<Option<Role>>,
    band: u32,
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, flow: &'a Flow, mentions: &'a [Mention], index: usize) -> Self {
        let table = &flow.tables[index].table;
        let own = mentions
            .iter()
            .enumerate()
            .filter_map(|(id, m)| m.cell.filter(|c| c.0 as usize == index).map(|c| (c.1, id)))
            .collect();
        let roles = vec![None; table.cols as usize];
        Self { document, table, index, mentions, own, roles, band: 0 }
    }

    fn sheet(mut self) -> Sheet {
        let mut sheet = Sheet { table: self.index, ..Sheet::default() };
        // Rows behind 其中 are parts until the next total.
        let (mut from, mut inside) = (0, false);
        for r in 0..self.table.rows {
            let n = self.table.cells[from..].iter().take_while(|c| c.row == r).count();
            let cells = &self.table.cells[from..from + n];
            if self.is_head(cells) {
                self.head(cells);
                inside = false;
            } else {
                self.groups(from, cells, &mut sheet);
                let mut row = self.row(r, from, cells, &sheet.groups);
                if let Some(row) = row.as_mut() {
                    inside |= row.label.starts_with("其中") || row.kind == RowKind::Part;
                    let whole = row.kind == RowKind::Total || row.label.contains("总额");
                    inside &= !whole;
                    row.kind = if inside { RowKind::Part } else { row.kind };
                }
                sheet.rows.extend(row);
            }
            from += n;
        }
        sheet
    }

    fn text(&self, cell: &Cell) -> String {
        cell.span.of(self.document.text.as_str()).chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// At least two cells name columns, and no cell is just a number.
    fn is_head(&self, cells: &[Cell]) -> bool {
        let named = cells.iter().filter(|c| role(&self.text(c)).is_some()).count();
        let bare = |c: &&Cell| {
            let t = self.text(c);
            !t.is_empty() && t.chars().all(|c| c.is_ascii_digit() || ".,%％-".contains(c))
        };
        named >= 2 && !cells.iter().any(|c| bare(&c))
    }

    /// A head row renames the columns under its cells; a column without a name keeps the one above it only
    /// in a head of two rows.
    fn head(&mut self, cells: &[Cell]) {
        let whole = cells.iter().map(|c| c.colspan.max(1)).sum::<u32>() >= self.table.cols;
        if whole {
            self.roles.iter_mut().for_each(|r| *r = None);
            self.band += 1;
        }
        for c in cells {
            let role = role(&self.text(c));
            for col in c.col..(c.col + c.colspan.max(1)).min(self.table.cols) {
                self.roles[col as usize] = role.or(self.roles[col as usize]);
            }
        }
    }

    /// A cell such as 产出指标（50分） opens a group over the rows that it spans.
    fn groups(&self, from: usize, cells: &[Cell], sheet: &mut Sheet) {
        for (i, c) in cells.iter().enumerate() {
            let name = self.roles.get(c.col as usize).copied().flatten() == Some(Role::Name);
            let mark = self.figures((from + i) as u32).into_iter().find(|&m| self.is_mark(m));
            if let Some(full) = mark.filter(|_| name) {
                let label = self.text(c).split(['（', '(']).next().unwrap_or("").to_owned();
                let rows = c.row..self.group_end(c);
                sheet.groups.push(Group { name: label, full, rows });
            }
        }
    }

    /// Where a group ends: its merged cell, or the next cell of its column that is not blank.
    fn group_end(&self, c: &Cell) -> u32 {
        let own = c.row + c.rowspan.max(1);
        let next = |o: &&Cell| o.row >= own && (o.col == c.col) && !self.text(o).is_empty();
        self.table.cells.iter().find(next).map_or(self.table.rows, |o| o.row).max(own)
    }

    fn is_mark(&self, m: MentionId) -> bool {
        let m = &self.mentions[m];
        m.kind == Kind::Score && m.gap.trim_end().ends_with(['（', '('])
    }

    fn figures(&self, cell: u32) -> Vec<MentionId> {
        let i = self.own.partition_point(|o| o.0 < cell);
        self.own[i..].iter().take_while(|o| o.0 == cell).map(|o| o.1).collect()
    }

    fn row(&self, r: u32, from: usize, cells: &[Cell], groups: &[Group]) -> Option<Row> {
        let mut row = Row {
            kind: RowKind::Plain,
            label: String::new(),
            cells: Vec::new(),
            group: groups.iter().rposition(|g| g.rows.contains(&r)),
            band: self.band,
        };
        let mut labels: Vec<String> = Vec::new();
        for (i, c) in cells.iter().enumerate() {
            let role = self.roles.get(c.col as usize).copied().flatten();
            let text = self.text(c);
            match self.figures((from + i) as u32).as_slice() {
                &[only] if role != Some(Role::Name) && !wordy(&text) => {
                    row.cells.push((c.col, role.unwrap_or(Role::Other), only));
                }
                _ if row.cells.is_empty() && !text.is_empty() => labels.push(text),
                _ => {}
            }
        }
        row.kind = kind(&labels);
        row.label = labels.pop().unwrap_or_default();
        (!row.cells.is_empty()).then_some(row)
    }
}

/// More words than number: a sentence in a cell.
fn wordy(text: &str) -> bool {
    text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() > 8
}

fn kind(labels: &[String]) -> RowKind {
    let has =
        |words: &[&str]| labels.iter().any(|l| words.iter().any(|w| l.starts_with(w) || l.ends_with(w)));
    if has(&["总分", "合计", "总计", "总得分"]) {
        RowKind::Total
    } else if has(&["其中", "财政拨款", "其他资金", "上年结转"]) {
        RowKind::Part
    } else {
        RowKind::Plain
    }
}

fn role(head: &str) -> Option<Role> {
    let short = head.chars().count() <= 16;
    HEADS.iter().find(|(_, words)| short && words.iter().any(|w| head.contains(w))).map(|h| h.0)
}
