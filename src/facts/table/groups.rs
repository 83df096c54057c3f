//! Groups of indicators with a mark of their own: 产出指标（50分）, a column of marks before that of the items,
//! a row that only names a group, a row 小计.

use super::rows::{Line, Reader};
use super::{Group, MentionId, Role, Row, RowKind, Sheet};
use crate::figure::Kind;
use std::ops::Range;

/// What a group is called whose row only sums those before it.
const SUM: &str = "小计";

/// A group while its end is not known.
#[derive(Debug)]
struct Open {
    level: usize,
    name: String,
    start: u32,
    /// Rows of its merged cell.
    least: u32,
    mark: Option<MentionId>,
}

#[derive(Debug, Default)]
pub(super) struct Finder {
    open: Vec<Open>,
    groups: Vec<Group>,
    names: Vec<Names>,
}

/// What a row says in its columns of names.
#[derive(Debug)]
struct Names {
    row: u32,
    /// Its shallowest and deepest level, and how many levels there are.
    top: usize,
    deep: usize,
    levels: usize,
    /// Its name on the first level.
    first: String,
}

impl Finder {
    /// Takes up a row of data.
    pub fn line(&mut self, reader: &Reader<'_>, r: u32, line: &Line<'_>) {
        let names: Vec<(usize, &str)> = line.names(&reader.band).map(|n| (n.0, n.2)).collect();
        let levels = names.iter().map(|n| n.0);
        if let (Some(top), Some(deep)) = (levels.clone().min(), levels.max()) {
            let first = names.iter().find(|n| n.0 == 1).map_or_else(String::new, |n| n.1.to_owned());
            self.names.push(Names { row: r, top, deep, levels: reader.band.levels(), first });
            self.close_from(top, r);
        }
        self.marked_names(reader, line);
        self.marked_columns(reader, line);
    }

    /// 年度绩效目标1（40分）, merged down beside a row of heads.
    pub fn merged_marks(&mut self, reader: &Reader<'_>, line: &Line<'_>) {
        for (i, (cell, text)) in
            line.cells.iter().zip(&line.texts).enumerate().filter(|(_, (c, _))| c.rowspan > 1)
        {
            if let Some(mark) = bracketed_mark(reader, line.from + i) {
                let (start, least) = (cell.row + 1, cell.row + cell.rowspan);
                self.open.push(Open { level: 0, name: before_bracket(text), start, least, mark: Some(mark) });
            }
        }
    }

    /// 产出指标（50分）
    fn marked_names(&mut self, reader: &Reader<'_>, line: &Line<'_>) {
        for (i, (cell, text)) in line.cells.iter().zip(&line.texts).enumerate() {
            let name = reader.band.role(cell.col) == Some(Role::Name);
            if let Some(mark) = bracketed_mark(reader, line.from + i).filter(|_| name) {
                let (level, start) = (reader.band.level(cell.col), cell.row);
                let least = start + cell.rowspan.max(1);
                self.open.push(Open { level, name: before_bracket(text), start, least, mark: Some(mark) });
            }
        }
    }

    /// A mark in a column before that of the items, or merged over several of them.
    fn marked_columns(&mut self, reader: &Reader<'_>, line: &Line<'_>) {
        for (i, cell) in line.cells.iter().enumerate() {
            let own = reader.band.role(cell.col) == Some(Role::Weight) && reader.is_group_mark(line.from + i);
            let &[mark] = reader.figures((line.from + i) as u32).as_slice() else { continue };
            if own {
                let name = line.names(&reader.band).take_while(|n| n.1.col < cell.col).last();
                let name = name.map_or_else(String::new, |n| n.2.to_owned());
                let (level, start) = (reader.band.level(cell.col), cell.row);
                let mark = Some(mark);
                self.open.push(Open { level, name, start, least: start + cell.rowspan.max(1), mark });
            }
        }
    }

    /// A name of this level ends the groups of it and of deeper ones.
    fn close_from(&mut self, level: usize, r: u32) {
        let ends = |o: &Open| o.level >= level && o.least <= r;
        for open in self.open.extract_if(.., |o| ends(o)) {
            self.groups.push(open.group(r));
        }
    }

    /// A head or the end of the table ends all groups.
    pub fn close(&mut self, r: u32) {
        self.groups.extend(self.open.drain(..).map(|o| o.group(r)));
    }

    /// Adds the groups that rows of their own make, and puts each row and group into the one around it.
    pub fn finish(mut self, sheet: &mut Sheet) {
        self.headed(&mut sheet.rows);
        self.subtotals(&sheet.rows);
        self.budget_marks(&mut sheet.rows);
        self.groups.retain(|g| sheet.rows.iter().any(|r| r.counts && g.rows.contains(&r.at)));
        self.groups.sort_by_key(|g| (g.rows.start, std::cmp::Reverse(g.rows.end)));
        for i in 0..self.groups.len() {
            // 满意度指标（10分） ends where 年度绩效目标（80分）, merged down beside it, does.
            let (name, start) = (self.groups[i].name.clone(), self.groups[i].rows.start);
            let holds = |g: &&Group| g.name != SUM && g.rows.contains(&start) && name != SUM;
            if let Some(end) = self.groups[..i].iter().filter(holds).map(|g| g.rows.end).min() {
                self.groups[i].rows.end = self.groups[i].rows.end.min(end);
            }
            let rows = self.groups[i].rows.clone();
            let around = |g: &Group| g.rows.start <= rows.start && rows.end <= g.rows.end;
            self.groups[i].parent = (0..i).rev().find(|&k| around(&self.groups[k]));
        }
        for row in &mut sheet.rows {
            row.group = self.groups.iter().rposition(|g| g.rows.contains(&row.at));
        }
        sheet.groups = self.groups;
    }

    /// The mark of a group that holds nothing but a budget is that of the budget.
    fn budget_marks(&mut self, rows: &mut [Row]) {
        self.groups.retain(|g| {
            let inside: Vec<usize> =
                (0..rows.len()).filter(|&i| rows[i].counts && g.rows.contains(&rows[i].at)).collect();
            let only = match inside.as_slice() {
                &[i] if rows[i].is_budget() && rows[i].mention(Role::Weight).is_none() => Some(i),
                _ => None,
            };
            if let (Some(i), Some(mark)) = (only, g.full) {
                rows[i].cells.push((u32::MAX, Role::Weight, mark));
            }
            only.is_none()
        });
    }

    /// A row that names a group and no item, with the rows below that name items.
    fn headed(&mut self, rows: &mut [Row]) {
        for i in 0..rows.len() {
            let Some(rows_below) = self.items_below(rows, i) else { continue };
            let row = &mut rows[i];
            (row.kind, row.counts) = (RowKind::Head, false);
            let (full, score) = (row.mention(Role::Weight), row.score());
            self.groups.push(Group { name: row.label.clone(), full, score, rows: rows_below, parent: None });
        }
    }

    fn of_row(&self, at: u32) -> Option<&Names> {
        self.names.binary_search_by_key(&at, |n| n.row).ok().map(|i| &self.names[i])
    }

    fn items_below(&self, rows: &[Row], i: usize) -> Option<Range<u32>> {
        let (row, own) = (&rows[i], self.of_row(rows[i].at)?);
        if !row.counts || row.mention(Role::Weight).is_none() || own.deep == own.levels {
            return None;
        }
        let below = rows[i + 1..].iter().take_while(|r| {
            let deeper = self.of_row(r.at).is_some_and(|n| n.top > own.deep);
            r.band == row.band && r.kind == RowKind::Plain && deeper
        });
        let items = below.clone().filter(|r| r.mention(Role::Weight).is_some()).count();
        let last = below.last()?.at;
        (items > 0).then_some(row.at + 1..last + 1)
    }

    /// 小计 sums the rows above it: up to the one before, or to the start of the group of the first level where it
    /// stands within that.
    fn subtotals(&mut self, rows: &[Row]) {
        let (mut since, mut inside): (Option<u32>, Option<u32>) = (None, None);
        let mut group = String::new();
        for (i, row) in rows.iter().enumerate() {
            let names = self.of_row(row.at).filter(|n| n.levels > 1);
            let opens = names.filter(|n| !n.first.is_empty() && n.first != group);
            if let Some(below) = names.and_then(|n| self.summed_below(n, &rows[i..])) {
                let (full, score) = (row.mention(Role::Weight), row.score());
                self.groups.push(Group { name: SUM.into(), full, score, rows: below, parent: None });
                (since, inside) = (None, None);
            } else if row.kind == RowKind::Subtotal {
                let (full, score) = (row.mention(Role::Weight), row.score());
                // 产出指标小计 sums the rows of 产出指标.
                let own =
                    names.and_then(|n| self.named(n.first.trim_end_matches(['小', '计', '合']), row.at));
                let start = if opens.is_some() { own.or(since) } else { inside.or(since) };
                let summed = start.filter(|_| full.is_some() || score.is_some());
                let group = |from| Group { name: SUM.into(), full, score, rows: from..row.at, parent: None };
                self.groups.extend(summed.map(group));
                (since, inside) = (None, None);
            } else if row.counts && !row.is_budget() {
                since = since.or(Some(row.at));
                inside = if opens.is_some() { Some(row.at) } else { inside.or(Some(row.at)) };
                group = opens.map_or(group, |n| n.first.clone());
            }
        }
    }
}

impl Finder {
    /// 投入 | 小计 above the rows that leave the first name blank: it sums those.
    fn summed_below(&self, own: &Names, rows: &[Row]) -> Option<Range<u32>> {
        let (row, rest) = rows.split_first()?;
        let named = !own.first.is_empty() && !own.first.ends_with(['计', '总']);
        let blank = |r: &&Row| {
            let first = self.of_row(r.at).map(|n| n.first.as_str());
            r.kind == RowKind::Plain && r.counts && first == Some("") && r.band == row.band
        };
        let below = rest.iter().take_while(blank).map(|r| r.at);
        let last = below.last().filter(|_| named && row.kind == RowKind::Subtotal)?;
        Some(row.at + 1..last + 1)
    }

    /// The first row above `at` whose first name is, or begins with, this one.
    fn named(&self, name: &str, at: u32) -> Option<u32> {
        let called = |n: &&Names| n.row < at && n.first.starts_with(name);
        if name.is_empty() { None } else { self.names.iter().find(called).map(|n| n.row) }
    }
}

/// The mark in brackets behind a name.
fn bracketed_mark(reader: &Reader<'_>, cell: usize) -> Option<MentionId> {
    let is_mark = |m: &MentionId| {
        let m = &reader.mentions[*m];
        m.kind == Kind::Score && m.gap.trim_end().ends_with(['（', '('])
    };
    reader.figures(cell as u32).into_iter().find(is_mark)
}

fn before_bracket(text: &str) -> String {
    text.split(['（', '(']).next().unwrap_or("").to_owned()
}

impl Open {
    fn group(self, end: u32) -> Group {
        // Beside a row of heads the merged cell alone tells where the group ends.
        let rows = self.start..if self.level == 0 { self.least } else { end.max(self.least) };
        Group { name: self.name, full: self.mark, score: None, rows, parent: None }
    }
}
