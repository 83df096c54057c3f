//! What is visible of a sheet as a grid without gaps: hidden and empty rows and columns left out, a merged
//! cell once.

use super::super::Error;
use super::sheet::{Area, Cell, Sheet};
use std::collections::HashMap;

/// Places of one grid; more than any form has, few enough for memory.
const PLACES: usize = 1_000_000;

/// A cell of the grid.
#[derive(Debug)]
pub(super) struct Seen {
    pub row: u32,
    pub col: u32,
    pub rowspan: u32,
    pub colspan: u32,
    pub text: String,
    /// Row and column in the sheet.
    pub home: (u32, u32),
}

#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Cells row by row; those that a merged one covers are absent.
    pub rows: Vec<Vec<Seen>>,
    pub cols: u32,
    /// Rows and columns that hold text and are hidden.
    pub hidden: (usize, usize),
}

/// # Errors
/// When the grid is beyond all measure.
pub(super) fn of(sheet: &Sheet) -> Result<Grid, Error> {
    let tops: HashMap<(u32, u32), Area> = sheet.merges.iter().map(|a| ((a.top, a.left), *a)).collect();
    let area = |c: &Cell| tops.get(&(c.row, c.col)).copied().unwrap_or(Area::of(c.row, c.col));
    let (mut seen, mut hidden) = (Vec::new(), (Vec::new(), Vec::new()));
    for cell in &sheet.cells {
        let area = area(cell);
        match shown(sheet, &area) {
            Some(home) => seen.push((home, area, cell.text.as_str())),
            None if row_hidden(sheet, cell.row) => hidden.0.push(cell.row),
            None => hidden.1.push(cell.col),
        }
    }
    let rows = distinct(seen.iter().map(|s| s.0.0).collect());
    let cols = distinct(seen.iter().map(|s| s.0.1).collect());
    if rows.len().saturating_mul(cols.len()) > PLACES {
        return Err(Error::TooBig("工作表行数与列数之积超过 100 万".into()));
    }
    let hidden = (distinct(hidden.0).len(), distinct(hidden.1).len());
    Ok(Grid { cols: cols.len() as u32, rows: fill(&rows, &cols, &seen), hidden })
}

/// Where a cell is seen, the area that it takes up, and its text.
type Found<'t> = ((u32, u32), Area, &'t str);

/// Lays the cells out; places that none takes up are empty cells.
fn fill(rows: &[u32], cols: &[u32], seen: &[Found<'_>]) -> Vec<Vec<Seen>> {
    let at = |used: &[u32], from: u32, to: u32| {
        used.partition_point(|u| *u < from)..used.partition_point(|u| *u <= to)
    };
    let mut taken = vec![false; rows.len() * cols.len()];
    let mut all: Vec<Seen> = Vec::new();
    let mut ordered: Vec<&Found<'_>> = seen.iter().collect();
    ordered.sort_by_key(|s| s.0);
    for (home, area, text) in ordered {
        let (down, across) = (at(rows, home.0, area.bottom), at(cols, home.1, area.right));
        if taken[down.start * cols.len() + across.start] {
            continue;
        }
        for row in down.clone() {
            taken[row * cols.len() + across.start..row * cols.len() + across.end].fill(true);
        }
        let (row, col) = (down.start as u32, across.start as u32);
        let (rowspan, colspan) = (down.len() as u32, across.len() as u32);
        all.push(Seen { row, col, rowspan, colspan, text: (*text).to_owned(), home: *home });
    }
    let empty = |i: usize| {
        let (row, col) = (i / cols.len(), i % cols.len());
        let home = (rows[row], cols[col]);
        Seen { row: row as u32, col: col as u32, rowspan: 1, colspan: 1, text: String::new(), home }
    };
    all.extend(taken.iter().enumerate().filter(|t| !t.1).map(|(i, _)| empty(i)));
    let mut grid: Vec<Vec<Seen>> = rows.iter().map(|_| Vec::new()).collect();
    all.sort_by_key(|s| (s.row, s.col));
    all.into_iter().for_each(|s| grid[s.row as usize].push(s));
    grid
}

fn distinct(mut all: Vec<u32>) -> Vec<u32> {
    all.sort_unstable();
    all.dedup();
    all
}

fn row_hidden(sheet: &Sheet, row: u32) -> bool {
    sheet.hidden_rows.binary_search(&row).is_ok()
}

fn col_hidden(sheet: &Sheet, col: u32) -> bool {
    sheet.hidden_cols.iter().any(|c| c.0 <= col && col <= c.1)
}

/// Where an area is seen: at its first visible row and column.
fn shown(sheet: &Sheet, area: &Area) -> Option<(u32, u32)> {
    const FAR: usize = 1000;
    let row = (area.top..=area.bottom).take(FAR).find(|r| !row_hidden(sheet, *r))?;
    let col = (area.left..=area.right).take(FAR).find(|c| !col_hidden(sheet, *c))?;
    Some((row, col))
}
