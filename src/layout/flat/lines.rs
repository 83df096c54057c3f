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
    put(document, &heads, 0, 0, &mut grid);
    let mut rows = 1;
    while let Some(line) = plain(document, grid.last + 1) {
        if let Some((cells, first)) = row(line, &roles).or_else(|| group(line, &roles)) {
            put(document, &cells, first, rows, &mut grid);
        } else if let Some((cells, first)) = total(line, &roles) {
            put(document, &cells[..1], 0, rows, &mut grid);
            put(document, &cells[1..], first, rows, &mut grid);
        } else {
            break;
        }
        (grid.last, rows) = (grid.last + 1, rows + 1);
    }
    // 部门整体支出 620.50 598.10 96.39% 9.64: one row is a table where its heads tell of nothing else.
    let known = roles[1..].iter().flatten().count() >= 3 && roles[1..].contains(&Some(Role::Rate));
    (rows > 2 || rows == 2 && known).then_some(grid)
}

/// The cells of a line and the column of the first.
type Row<'l> = (Vec<&'l str>, u32);

/// 产出指标（40分） on a line of its own, over the rows of its indicators.
fn group<'l>(line: &'l str, roles: &[Option<Role>]) -> Option<Row<'l>> {
    let name = line.trim();
    const LEAST: usize = 4;
    let named = token::is_marked(name) || name.ends_with("指标") && name.chars().count() >= LEAST;
    let grouped = roles[0] == Some(Role::Name) && named;
    (grouped && !name.contains(char::is_whitespace)).then_some((vec![name], 0))
}

/// 总分 100 98.5: only the marks and scores have figures.
fn total<'l>(line: &'l str, roles: &[Option<Role>]) -> Option<Row<'l>> {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let marks = |r: &Option<Role>| matches!(r, Some(Role::Weight | Role::Score));
    let first = roles.iter().position(marks)?;
    let (name, figures) = cells.split_first()?;
    let fits =
        roles[first..].iter().take(figures.len()).all(marks) && figures.iter().all(|f| token::is_bare(f));
    (token::is_total(name) && figures.len() == roles[first..].iter().filter(|r| marks(r)).count() && fits)
        .then_some((cells, first as u32))
}

/// The cells of a line that fits under the heads.
fn row<'l>(line: &'l str, roles: &[Option<Role>]) -> Option<Row<'l>> {
    let cells: Vec<&str> = line.split_whitespace().collect();
    fit(&cells, roles).map(|first| (cells.clone(), first)).or_else(|| {
        let (last, rest) = roles.split_last()?;
        let first = fit(&cells, rest).filter(|_| *last == Some(Role::Reason))?;
        Some((cells, first))
    })
}

/// The column of the first cell, where the cells fit under the heads to the last of them.
fn fit(cells: &[&str], roles: &[Option<Role>]) -> Option<u32> {
    let missing = roles.len().checked_sub(cells.len())?;
    let merged = roles[..missing].iter().all(|r| *r == Some(Role::Name));
    let fits = cells.iter().zip(&roles[missing..]).enumerate().all(|(n, (c, role))| match role {
        Some(Role::Name) => !token::is_value(c) || is_named(c),
        Some(Role::Reason) => !token::is_bare(c),
        Some(Role::Unit | Role::Nature | Role::Target | Role::Actual) => true,
        Some(Role::Rate) => token::is_rate(c) || token::is_dash(c),
        Some(_) => token::is_value(c),
        None => n == 0 || token::is_value(c) || !c.contains(['。', '；']),
    });
    let values = cells.iter().filter(|c| token::is_value(c)).count();
    let named = cells.first().is_some_and(|c| !token::is_value(c));
    (merged && fits && named && values > 0).then_some(missing as u32)
}

/// 12345热线办结率 begins with a number and is a name.
fn is_named(cell: &str) -> bool {
    const UNIT: usize = 5;
    cell.trim_start_matches(|c: char| c.is_ascii_digit()).chars().filter(|c| c.is_alphabetic()).count()
        >= UNIT
}

fn put(document: &Document, cells: &[&str], first: u32, row: u32, grid: &mut Grid) {
    let cell =
        |(n, c): (usize, &&str)| Cell { row, col: first + n as u32, pieces: vec![span_of(document, c)] };
    grid.cells.extend(cells.iter().enumerate().map(cell));
}
