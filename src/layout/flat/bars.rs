//! Cells parted by bars, rows broken over lines: a row goes on until it has the bars that the heads have. Cells parted
//! by tabs, a row a line, empty ones kept: what a table becomes when it is pasted as text.

use super::{Cell, Grid, plain, role, span_of, token};
use crate::document::Document;

/// Lines that one row may be broken over.
const BROKEN: usize = 8;

/// What parts the cells, and whether a row begins and ends with it.
#[derive(Clone, Copy)]
struct Rule {
    mark: char,
    lead: bool,
    tail: bool,
}

pub(super) fn read(document: &Document, i: usize) -> Option<Grid> {
    let head = plain(document, i)?;
    let (lead, tail) = (head.trim_start().starts_with('|'), head.trim_end().ends_with('|'));
    parted(document, i, Rule { mark: '|', lead, tail })
        .or_else(|| parted(document, i, Rule { mark: '\t', lead: false, tail: false }))
}

fn parted(document: &Document, i: usize, by: Rule) -> Option<Grid> {
    let head = plain(document, i)?;
    let bars = head.matches(by.mark).count();
    let cols = (bars + 1 - usize::from(by.lead) - usize::from(by.tail)) as u32;
    let names = head.split(by.mark).filter(|c| role(c.trim()).is_some()).count();
    let ruled = plain(document, i + 1).is_some_and(|l| l.matches(by.mark).count() == bars && is_ruled(l));
    let known = names >= 2 || ruled || is_plain(document, i, bars, by);
    if bars < 2 || cols < 3 || !known || head.split(by.mark).any(|c| token::is_bare(c.trim())) {
        return None;
    }
    let mut grid = Grid { last: i, cols, ..Grid::default() };
    cells(document, &[head], 0, by, &mut grid);
    let (mut at, mut rows) = (i + 1 + usize::from(ruled), 1);
    while let Some(n) = row(document, at, bars, by) {
        let parts: Vec<&str> = (at..at + n).filter_map(|b| plain(document, b)).collect();
        cells(document, &parts, rows, by, &mut grid);
        (at, rows, grid.last) = (at + n, rows + 1, at + n - 1);
    }
    // Rows of fewer cells had names merged with those above: not for this reader.
    let names = |line: &str| line.split(by.mark).filter(|c| role(c.trim()).is_some()).count();
    let goes_on = by.mark == '\t' && plain(document, at).is_some_and(|l| l.contains(by.mark) && names(l) < 2);
    (rows > 1 && !goes_on).then_some(grid)
}

/// | --- | :---: |: the line under the heads of a table in Markdown, which stands in many a text file.
fn is_ruled(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Heads that say nothing known: short words over rows that begin with words, of which most other cells are bare
/// numbers.
fn is_plain(document: &Document, i: usize, bars: usize, by: Rule) -> bool {
    const LONG: usize = 14;
    const ROWS: usize = 3;
    let cells = |at: usize| -> Option<Vec<&str>> {
        let line = plain(document, at).filter(|l| l.matches(by.mark).count() == bars)?;
        let inner = line.split(by.mark).map(str::trim);
        Some(inner.skip(usize::from(by.lead)).collect())
    };
    let Some(heads) = cells(i) else { return false };
    let words = |c: &str| c.chars().any(char::is_alphabetic);
    let named = heads.iter().filter(|c| words(c)).count() >= bars.min(3);
    let short = heads.iter().all(|c| c.chars().count() <= LONG && (c.is_empty() || words(c)));
    let filled = |at: usize| {
        let Some(row) = cells(at) else { return false };
        let (first, rest) = (row[0], row[1..].iter().filter(|c| !c.is_empty()));
        let bare = rest.clone().filter(|c| token::is_bare(c)).count();
        words(first) && bare >= 2 && bare * 2 > rest.count()
    };
    named && short && (i + 1..=i + ROWS).all(filled)
}

/// How many lines make up the next row.
fn row(document: &Document, at: usize, bars: usize, by: Rule) -> Option<usize> {
    let mut seen = 0;
    for n in 0..if by.tail { BROKEN } else { 1 } {
        let text = plain(document, at + n)?;
        seen += text.matches(by.mark).count();
        if seen == bars && (!by.tail || text.trim_end().ends_with(by.mark)) {
            return Some(n + 1);
        }
        if seen >= bars {
            return None;
        }
    }
    None
}

/// Adds the cells of one row; what a line end parts is one cell.
fn cells(document: &Document, lines: &[&str], row: u32, by: Rule, grid: &mut Grid) {
    let mut col = 0;
    let mut pieces = Vec::new();
    for line in lines {
        for (n, part) in line.split(by.mark).enumerate() {
            if n > 0 {
                push(grid, row, col, &mut pieces, by.lead);
                col += 1;
            }
            let part = part.trim();
            pieces.extend((!part.is_empty()).then(|| span_of(document, part)));
        }
    }
    push(grid, row, col, &mut pieces, by.lead);
}

fn push(grid: &mut Grid, row: u32, col: u32, pieces: &mut Vec<crate::span::Span>, lead: bool) {
    let pieces = std::mem::take(pieces);
    if !pieces.is_empty() {
        grid.cells.push(Cell { row, col: col - u32::from(lead && col > 0), pieces });
    }
}
