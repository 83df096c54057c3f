//! A row a line, cells parted by blanks. A row that lacks cells lacks the names on its left, which the table
//! had merged with those above.

use super::{Cell, Grid, plain, role, span_of, token};
use crate::document::Document;
use crate::layout::heads::Role;

pub(super) fn read(document: &Document, i: usize) -> Option<Grid> {
    let heads: Vec<&str> = plain(document, i)?.split_whitespace().collect();
    const LONG: usize = 16;
    let short = |h: &&str| {
        h.chars().count() <= LONG && !token::is_value(h) && !h.contains(['。', '，', '；', '、', '：'])
    };
    let roles: Vec<Option<Role>> = heads.iter().map(|h| role(h)).collect();
    if heads.len() < 3 || !heads.iter().all(short) || roles.iter().flatten().count() < 2 {
        return None;
    }
    let cols = heads.len() as u32;
    let mut grid = Grid { last: i, cols, ..Grid::default() };
    put(document, &heads, 0, &mut grid);
    let mut rows = 1;
    while let Some(cells) = plain(document, grid.last + 1).and_then(|line| row(line, &roles)) {
        put(document, &cells, rows, &mut grid);
        (grid.last, rows) = (grid.last + 1, rows + 1);
    }
    (rows > 2).then_some(grid)
}

/// The cells of a line that fits under the heads.
fn row<'l>(line: &'l str, roles: &[Option<Role>]) -> Option<Vec<&'l str>> {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let missing = roles.len().checked_sub(cells.len())?;
    let merged = roles[..missing].iter().all(|r| *r == Some(Role::Name));
    let fits = cells.iter().zip(&roles[missing..]).enumerate().all(|(n, (c, role))| match role {
        Some(Role::Name) => !token::is_value(c),
        Some(Role::Reason | Role::Unit | Role::Nature | Role::Target | Role::Actual) => true,
        Some(Role::Rate) => token::is_rate(c) || token::is_dash(c),
        Some(_) => token::is_value(c),
        None => n == 0 || token::is_value(c) || !c.contains(['。', '；']),
    });
    let values = cells.iter().filter(|c| token::is_value(c)).count();
    let named = cells.first().is_some_and(|c| !token::is_value(c));
    (merged && fits && named && values > 0).then_some(cells)
}

fn put(document: &Document, cells: &[&str], row: u32, grid: &mut Grid) {
    let first = grid.cols - cells.len() as u32;
    let cell =
        |(n, c): (usize, &&str)| Cell { row, col: first + n as u32, pieces: vec![span_of(document, c)] };
    grid.cells.extend(cells.iter().enumerate().map(cell));
}
