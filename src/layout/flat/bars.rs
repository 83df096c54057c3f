//! Cells parted by bars, rows broken over lines: a row goes on until it has the bars that the heads have.

use super::{Cell, Grid, plain, role, span_of, token};
use crate::document::Document;

/// Lines that one row may be broken over.
const BROKEN: usize = 8;

pub(super) fn read(document: &Document, i: usize) -> Option<Grid> {
    let head = plain(document, i)?;
    let bars = head.matches('|').count();
    let (lead, tail) = (head.trim_start().starts_with('|'), head.trim_end().ends_with('|'));
    let cols = (bars + 1 - usize::from(lead) - usize::from(tail)) as u32;
    let names = head.split('|').filter(|c| role(c.trim()).is_some()).count();
    if bars < 2 || cols < 3 || names < 2 || head.split('|').any(|c| token::is_bare(c.trim())) {
        return None;
    }
    let mut grid = Grid { last: i, cols, ..Grid::default() };
    cells(document, &[head], 0, lead, &mut grid);
    let (mut at, mut rows) = (i + 1, 1);
    while let Some(n) = row(document, at, bars, tail) {
        let parts: Vec<&str> = (at..at + n).filter_map(|b| plain(document, b)).collect();
        cells(document, &parts, rows, lead, &mut grid);
        (at, rows, grid.last) = (at + n, rows + 1, at + n - 1);
    }
    (rows > 1).then_some(grid)
}

/// How many lines make up the next row.
fn row(document: &Document, at: usize, bars: usize, tail: bool) -> Option<usize> {
    let mut seen = 0;
    for n in 0..if tail { BROKEN } else { 1 } {
        let text = plain(document, at + n)?;
        seen += text.matches('|').count();
        if seen == bars && (!tail || text.trim_end().ends_with('|')) {
            return Some(n + 1);
        }
        if seen >= bars {
            return None;
        }
    }
    None
}

/// Adds the cells of one row; what a line end parts is one cell.
fn cells(document: &Document, lines: &[&str], row: u32, lead: bool, grid: &mut Grid) {
    let mut col = 0;
    let mut pieces = Vec::new();
    for line in lines {
        for (n, part) in line.split('|').enumerate() {
            if n > 0 {
                push(grid, row, col, &mut pieces, lead);
                col += 1;
            }
            let part = part.trim();
            pieces.extend((!part.is_empty()).then(|| span_of(document, part)));
        }
    }
    push(grid, row, col, &mut pieces, lead);
}

fn push(grid: &mut Grid, row: u32, col: u32, pieces: &mut Vec<crate::span::Span>, lead: bool) {
    let pieces = std::mem::take(pieces);
    if !pieces.is_empty() {
        grid.cells.push(Cell { row, col: col - u32::from(lead && col > 0), pieces });
    }
}
