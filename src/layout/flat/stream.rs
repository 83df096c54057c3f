//! A cell a line, or a whole table on one line with blanks between its cells: a stream of cells, in which rows
//! are told by the numbers that end them. Cells that the table had merged, or left empty, are missing.

use super::solve;
use super::{Cell, Found, Grid, is_money, is_plain, plain, role, span_of, token};
use crate::document::Document;
use crate::layout::heads::Role;
use crate::span::Span;

/// Longest cell that is looked at, in bytes: a reason for a deviation may be a sentence.
const LONG: usize = 400;
/// Cells that a row may have before the next one must have begun.
const WIDE: usize = 16;
/// Heads of one table.
const HEADS: usize = 24;
/// Cells of one table.
const MANY: usize = 4_000;

/// A cell of the stream and the block that it stands in.
#[derive(Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    block: usize,
}

pub(super) fn read(document: &Document, i: usize) -> Option<Found> {
    let text = plain(document, i)?;
    let barred = text.contains('|');
    let single = !barred && text.split_whitespace().count() > 6;
    let tokens = match (barred, single) {
        (true, _) => cells(document, i),
        (_, true) => words(text, i),
        _ => lines(document, i)?,
    };
    let own = tokens.iter().take_while(|t| t.block == i).count();
    let first = if barred || single { own } else { 1 };
    let from = (0..first).find(|&k| heads(&tokens[k..]).is_some())?;
    let roles = heads(&tokens[from..])?;
    let mut reader = Reader { tokens: &tokens, at: from + roles.len(), rows: Vec::new(), roles };
    let whole = reader.rows();
    let Reader { rows, at, roles, .. } = reader;
    let last = at.checked_sub(1).and_then(|k| tokens.get(k)).map_or(i, |t| t.block);
    if rows.is_empty() || !whole {
        let end = tokens.last().filter(|_| barred).map_or(last, |t| t.block);
        return Some(Found::Unread(end));
    }
    let grid = grid(document, &tokens, from, &roles, &rows);
    let rest = &tokens[at..at + tokens[at..].iter().take_while(|t| t.block == last).count()];
    let hull = |a: &str, b: &str| span_of(document, a).hull(span_of(document, b));
    let before = (from > 0).then(|| hull(tokens[0].text, tokens[from - 1].text));
    let behind = rest.first().zip(rest.last()).map(|(a, b)| hull(a.text, b.text));
    Some(Found::Grid(Grid { last, before, behind, ..grid }))
}

fn words(text: &str, block: usize) -> Vec<Token<'_>> {
    text.split_whitespace().map(|text| Token { text, block }).collect()
}

/// The cells of lines that bars part, empty ones and the rows of a broken table lost.
fn cells(document: &Document, i: usize) -> Vec<Token<'_>> {
    let rows = document.blocks[i..].iter().take_while(|b| is_plain(b)).zip(i..);
    let rows = rows.map(|(b, n)| (b.span.of(&document.text), n)).take_while(|(text, _)| text.contains('|'));
    let cells = rows.flat_map(|(text, block)| text.split('|').map(move |c| Token { text: c.trim(), block }));
    cells.filter(|t| !t.text.is_empty() && t.text.len() <= LONG).take(MANY).collect()
}

/// The lines from block `i` on while they look like cells; none when it does not begin with heads.
fn lines(document: &Document, i: usize) -> Option<Vec<Token<'_>>> {
    for k in i..i + 3 {
        role(plain(document, k)?.trim())?;
    }
    let blocks = document.blocks[i..].iter().take_while(|b| is_plain(b) && b.span.len() <= LONG).take(MANY);
    let texts = blocks.map(|b| b.span.of(&document.text).trim());
    Some(texts.zip(i..).map(|(text, block)| Token { text, block }).collect())
}

/// The roles of the heads that the stream begins with: of a budget, or of marks and scores.
fn heads(tokens: &[Token<'_>]) -> Option<Vec<Role>> {
    let mut roles: Vec<Role> = tokens.iter().take(HEADS).map_while(|t| role(t.text)).collect();
    // 部门预算总额 before its figures is the name of a row.
    let name = |t: &Token<'_>| ["总额", "合计", "总计", "资金"].iter().any(|w| t.text.ends_with(w));
    let figures = tokens.get(roles.len()).is_some_and(|t| token::is_value(t.text));
    if figures && roles.len().checked_sub(1).is_some_and(|k| name(&tokens[k])) {
        roles.pop();
    }
    let has = |r: Role| roles.contains(&r);
    let budget = has(Role::Executed) && roles.iter().filter(|r| is_money(**r)).count() >= 2;
    let scored = has(Role::Weight) && has(Role::Score);
    (budget || (roles.len() >= 3 && scored)).then_some(roles)
}

struct Reader<'s, 't> {
    tokens: &'s [Token<'t>],
    roles: Vec<Role>,
    at: usize,
    /// For each row its tokens and their columns; column 0 is that of the first head.
    rows: Vec<Vec<(usize, u32)>>,
}

impl Reader<'_, '_> {
    /// Reads the rows; false when one of them fits in no single way.
    fn rows(&mut self) -> bool {
        let budget = !self.roles.contains(&Role::Name) && self.roles.iter().any(|r| is_money(*r));
        loop {
            let row = if budget { self.budget_row() } else { self.indicator_row() };
            match row {
                Some(Some(end)) => self.at = end,
                Some(None) => return false,
                None => return true,
            }
        }
    }

    fn is_value(&self, k: usize) -> bool {
        self.tokens.get(k).is_some_and(|t| token::is_value(t.text))
    }

    /// Where the figures that begin within the next few cells start and end.
    fn run(&self, from: usize) -> Option<(usize, usize)> {
        let start = (from..from + WIDE).find(|&k| self.is_value(k))?;
        let end = (start..self.tokens.len()).find(|&k| !self.is_value(k)).unwrap_or(self.tokens.len());
        Some((start, end))
    }

    /// A name, then a figure or a mark of emptiness for each head. `None`: no further row; `Some(None)`: a row
    /// that cannot be told.
    fn budget_row(&mut self) -> Option<Option<usize>> {
        const NAMES: usize = 3;
        let (start, end) = self.run(self.at)?;
        let names = start - self.at;
        let headed = self.tokens[self.at..start].iter().any(|t| role(t.text).is_some_and(|r| !is_money(r)));
        if names == 0 || names > NAMES || headed {
            return if names == 0 { Some(None) } else { None };
        }
        let values: Vec<&str> = self.tokens[start..end].iter().map(|t| t.text).collect();
        let columns: Vec<usize> = match values.len().cmp(&self.roles.len()) {
            std::cmp::Ordering::Equal if self.fit(&values) => (0..values.len()).collect(),
            std::cmp::Ordering::Less => match solve::place(&self.roles, &values) {
                Some(columns) => columns,
                None => return Some(None),
            },
            _ => return Some(None),
        };
        let mut row: Vec<(usize, u32)> = (self.at..start).map(|k| (k, 0)).collect();
        row.extend(columns.iter().zip(start..).map(|(c, k)| (k, *c as u32 + 1)));
        self.rows.push(row);
        Some(Some(end))
    }

    fn fit(&self, values: &[&str]) -> bool {
        let fits = |(v, r): (&&str, &Role)| match r {
            Role::Rate | Role::ReceivedRate => token::is_rate(v) || token::is_dash(v),
            _ => (token::is_value(v) && !v.ends_with(['%', '％'])) || token::is_dash(v),
        };
        values.iter().zip(&self.roles).all(fits)
    }

    /// Names, target and what was done, mark and score; perhaps the reason of the row before.
    fn indicator_row(&mut self) -> Option<Option<usize>> {
        let names = self.roles.iter().take_while(|r| **r == Role::Name).count();
        let last = self.roles.iter().rposition(|r| matches!(r, Role::Weight | Role::Score | Role::Scaled))?;
        let core = self.roles[names..=last].to_vec();
        let end = self.row_end(&core)?;
        let total = self.total(&core, end);
        let first = total.unwrap_or(end + 1 - core.len());
        let texts = first.checked_sub(self.at)?;
        let run = (self.at..=end).rev().take_while(|&k| self.is_value(k)).count();
        let known = names == 0 || (1..=names + 1).contains(&texts);
        if !known || texts == 0 || (total.is_none() && run > core.len()) {
            return Some(None);
        }
        let mut row = self.names(first, names, total.is_some());
        let skip = core.len() - (end + 1 - first);
        row.extend((first..=end).zip(skip..).map(|(k, c)| (k, (names.max(1) + c) as u32)));
        self.rows.push(row);
        Some(Some(end + 1))
    }

    /// The next cell that ends a row: the figures of its roles fit, and no figure follows.
    fn row_end(&self, core: &[Role]) -> Option<usize> {
        (self.at..(self.at + WIDE).min(self.tokens.len())).find(|&k| {
            let ends = token::is_bare(self.tokens[k].text) && !self.is_value(k + 1);
            let whole = || {
                (k + 1)
                    .checked_sub(core.len())
                    .filter(|f| *f > self.at)
                    .is_some_and(|f| self.core_fits(core, f))
            };
            ends && (self.total(core, k).is_some() || whole())
        })
    }

    fn core_fits(&self, core: &[Role], first: usize) -> bool {
        core.iter().zip(first..).all(|(role, k)| {
            let text = self.tokens[k].text;
            match role {
                Role::Weight | Role::Score | Role::Scaled => token::is_bare(text),
                Role::Rate => token::is_rate(text) || token::is_dash(text),
                Role::Unit | Role::Nature => !token::is_bare(text),
                _ => true,
            }
        })
    }

    /// 总分 100 98.5: only the marks and scores have figures. Gives the first of them.
    fn total(&self, core: &[Role], end: usize) -> Option<usize> {
        let marks =
            core.iter().rev().take_while(|r| matches!(r, Role::Weight | Role::Score | Role::Scaled)).count();
        let first = (end + 1).checked_sub(marks).filter(|f| *f > self.at)?;
        let bare = (first..=end).all(|k| token::is_bare(self.tokens[k].text));
        (marks >= 2 && bare && token::is_total(self.tokens[first - 1].text)).then_some(first)
    }

    /// The cells before the figures: the last is the name of the indicator, those before it name its groups. What
    /// stands before the first group is the reason of the row above.
    fn names(&mut self, first: usize, names: usize, total: bool) -> Vec<(usize, u32)> {
        let item = names.max(1) as u32 - 1;
        let reason = self.roles.iter().position(|r| *r == Role::Reason).map(|c| c as u32);
        let of_group = |k: usize| {
            let text = self.tokens[k].text;
            token::is_marked(text) || text.ends_with("指标")
        };
        let groups = (self.at..first).find(|&k| k + 1 == first || of_group(k)).unwrap_or(first);
        let reasons =
            if reason.is_some() && !self.rows.is_empty() { self.at..groups } else { self.at..self.at };
        let column = |k: usize| match k + 1 == first {
            true if total => 0,
            true => item,
            false if token::is_marked(self.tokens[k].text) => 0,
            false => (item + 1).saturating_sub((first - k) as u32),
        };
        let row = (reasons.end..first).map(|k| (k, column(k))).collect();
        if let (Some(last), Some(reason)) = (self.rows.last_mut(), reason) {
            last.extend(reasons.map(|k| (k, reason)));
        }
        row
    }
}

/// The grid of heads and rows; cells of one row and column are one.
fn grid(
    document: &Document,
    tokens: &[Token<'_>],
    from: usize,
    roles: &[Role],
    rows: &[Vec<(usize, u32)>],
) -> Grid {
    let named = roles.contains(&Role::Name);
    let shift = u32::from(!named);
    let span = |k: usize| span_of(document, tokens[k].text);
    let start = span(from).start;
    let mut cells: Vec<Cell> = Vec::new();
    if !named {
        cells.push(Cell { row: 0, col: 0, pieces: vec![Span { start, end: start }] });
    }
    let heads =
        (0..roles.len()).map(|c| Cell { row: 0, col: c as u32 + shift, pieces: vec![span(from + c)] });
    cells.extend(heads);
    for (row, r) in rows.iter().zip(1..) {
        for &(k, col) in row {
            let piece = span(k);
            match cells.last_mut().filter(|c| (c.row, c.col) == (r, col)) {
                Some(cell) => cell.pieces.push(piece),
                None => cells.push(Cell { row: r, col, pieces: vec![piece] }),
            }
        }
    }
    Grid { cols: roles.len() as u32 + shift, cells, ..Grid::default() }
}
