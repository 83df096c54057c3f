//! The columns under one head: what each holds, over one row of heads or two.

use super::{Role, Spread};
use crate::document::Cell;
use crate::layout::heads::{Said, is_whole, said};

/// A column under the head that is in force.
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    said: Option<Said>,
    /// The role that its head and the other columns leave it.
    pub role: Option<Role>,
    pub head: String,
    /// Number of its head.
    cell: usize,
    /// A head of a second row under one that spans several columns.
    divided: bool,
    /// How many heads of names stand to its left, its own included.
    pub level: usize,
}

/// The columns of a table in the band that is being read.
#[derive(Debug, Default)]
pub(super) struct Band {
    pub number: u32,
    pub columns: Vec<Column>,
    /// First column and span of the heads of the last whole row.
    spans: Vec<(u32, u32)>,
    /// Heads seen so far.
    heads: usize,
}

impl Band {
    pub fn new(cols: u32) -> Self {
        Self { columns: vec![Column::default(); cols as usize], ..Self::default() }
    }

    pub fn role(&self, col: u32) -> Option<Role> {
        self.columns.get(col as usize).and_then(|c| c.role)
    }

    pub fn level(&self, col: u32) -> usize {
        self.columns.get(col as usize).map_or(0, |c| c.level)
    }

    /// How many heads of names there are.
    pub fn levels(&self) -> usize {
        self.columns.iter().filter(|c| c.role == Some(Role::Name)).map(|c| c.level).max().unwrap_or(0)
    }

    /// A row of heads renames the columns under its cells.
    pub fn head(&mut self, cells: &[Cell], texts: &[String]) {
        let whole = cells.iter().map(|c| c.colspan.max(1)).sum::<u32>() as usize >= self.columns.len();
        if whole {
            self.columns.iter_mut().for_each(|c| *c = Column::default());
        }
        self.number += 1;
        self.spans = cells.iter().map(|c| (c.col, c.colspan.max(1))).collect();
        for (cell, text) in cells.iter().zip(texts) {
            // Of the first column 单位 means those that the rows are about.
            let found = said(text).filter(|s| cell.col > 0 || *s != Said::Role(Role::Unit));
            self.heads += 1;
            let new = Column { said: found, head: text.clone(), cell: self.heads, ..Column::default() };
            for column in self.under(cell).filter(|_| found.is_some() || whole) {
                *column = new.clone();
            }
        }
        self.settle();
    }

    /// A second row of heads divides the columns of the heads that span several.
    pub fn divide(&mut self, cells: &[Cell], texts: &[String]) {
        for (cell, text) in cells.iter().zip(texts).filter(|(_, t)| !t.is_empty()) {
            // Heads of three rows: one within another.
            self.spans.extend((cell.colspan > 1).then_some((cell.col, cell.colspan)));
            let own = said(text);
            self.heads += 1;
            let number = self.heads;
            for column in self.under(cell) {
                column.cell = number;
                let of_head = column.said.filter(|_| is_whole(text));
                column.said = own.or(of_head);
                column.head = format!("{}{text}", column.head);
                column.divided = own.is_none();
            }
        }
        self.settle();
    }

    /// Whether a cell lies under a head that spans several columns.
    pub fn divides(&self, cell: &Cell) -> bool {
        let inside = |s: &&(u32, u32)| s.0 <= cell.col && cell.col + cell.colspan.max(1) <= s.0 + s.1;
        self.spans.iter().find(inside).is_some_and(|s| s.1 > cell.colspan.max(1))
    }

    fn under(&mut self, cell: &Cell) -> impl Iterator<Item = &mut Column> {
        let span = cell.colspan.max(1) as usize;
        self.columns.iter_mut().skip(cell.col as usize).take(span)
    }

    /// Roles from what the heads say together.
    fn settle(&mut self) {
        let adjusted = self.columns.iter().any(|c| c.said == Some(Said::Role(Role::Adjusted)));
        let mut level = 0;
        let mut last = 0;
        for column in &mut self.columns {
            column.role = match column.said {
                Some(Said::Role(role)) => Some(role),
                Some(Said::Budget) if adjusted => Some(Role::Initial),
                Some(Said::Budget) => Some(Role::Adjusted),
                None => column.divided.then_some(Role::Other),
            };
            if column.role == Some(Role::Name) && column.cell != last {
                level += 1;
                last = column.cell;
            }
            column.level = level;
        }
        self.unique();
    }

    /// Where two heads claim one part, neither has it; of scores the first counts, of marks the last level's.
    fn unique(&mut self) {
        const SINGLE: &[Role] = &[
            Role::Initial,
            Role::Adjusted,
            Role::Change,
            Role::Received,
            Role::Executed,
            Role::Balance,
            Role::Rate,
            Role::Target,
            Role::Actual,
        ];
        for &role in SINGLE {
            if self.heads_of(role).len() > 1 {
                self.demote(role, |_| true);
            }
        }
        for role in [Role::Score, Role::Scaled] {
            let first = self.heads_of(role).first().copied();
            self.demote(role, |c| Some(c.cell) != first);
        }
        // 权重, 分值 side by side: of one level the first counts.
        let mut seen: Vec<(usize, usize)> = Vec::new();
        for c in self.columns.iter_mut().filter(|c| c.role == Some(Role::Weight)) {
            match seen.iter().find(|s| s.0 == c.level) {
                Some(s) if s.1 != c.cell => c.role = Some(Role::Other),
                Some(_) => {}
                None => seen.push((c.level, c.cell)),
            }
        }
    }

    /// The head cells of a role, in order.
    fn heads_of(&self, role: Role) -> Vec<usize> {
        let mut cells: Vec<usize> =
            self.columns.iter().filter(|c| c.role == Some(role)).map(|c| c.cell).collect();
        cells.dedup();
        cells
    }

    fn demote(&mut self, role: Role, which: impl Fn(&Column) -> bool) {
        self.columns
            .iter_mut()
            .filter(|c| c.role == Some(role))
            .filter(|c| which(c))
            .for_each(|c| c.role = Some(Role::Other));
    }

    /// The column of the marks of items: that of the last level.
    pub fn item_weight(&self) -> Option<u32> {
        let weights = self.columns.iter().enumerate().filter(|c| c.1.role == Some(Role::Weight));
        let last = weights.clone().map(|c| c.1.level).max()?;
        weights.into_iter().find(|c| c.1.level == last).map(|c| c.0 as u32)
    }

    /// A column of a head within the one that opens at `from`: its own 小计 holds it.
    fn is_inner(&self, from: u32, column: u32) -> bool {
        self.spans.iter().any(|&(first, span)| {
            first > from
                && (first + 1..first + span).contains(&column)
                && self.columns.get(first as usize).is_some_and(|c| is_whole_head(&c.head))
        })
    }

    /// Divided heads whose first column is the whole of the others.
    pub fn spreads(&self) -> Vec<Spread> {
        let spread = |&(from, span): &(u32, u32)| {
            let (first, others) = self.columns.get(from as usize..(from + span) as usize)?.split_first()?;
            let amounts = others.iter().all(|c| c.divided && !c.head.ends_with('率'));
            let divided = others.len() >= 2 && amounts && is_whole_head(&first.head);
            divided.then(|| Spread {
                band: self.number,
                whole: from,
                parts: (from + 1..from + span).filter(|&c| !self.is_inner(from, c)).collect(),
            })
        };
        self.spans.iter().filter_map(spread).collect()
    }
}

fn is_whole_head(head: &str) -> bool {
    ["小计", "合计", "总计"].iter().any(|w| head.ends_with(w))
}
