//! Grids to text: rows of one cell above and below a table are paragraphs, the rest is one table a sheet.

use super::super::paragraph;
use super::grid::{Grid, Seen};
use crate::document::{Address, Block, BlockKind, Cell, Document, Sheet, Story, Table};
use crate::span::Span;

#[derive(Debug, Default)]
pub(super) struct Writer {
    pub document: Document,
}

impl Writer {
    fn at(&self) -> usize {
        self.document.text.len()
    }

    /// Appends what is visible of a sheet.
    pub fn sheet(&mut self, name: &str, grid: &Grid) {
        let start = self.at();
        let mut cells = Vec::new();
        let lone = |row: &&Vec<Seen>| row.iter().filter(|c| !c.text.is_empty()).count() < 2;
        let head = grid.rows.iter().take_while(lone).count();
        let foot = grid.rows[head..].iter().rev().take_while(lone).count();
        let (above, rest) = grid.rows.split_at(head);
        let (table, below) = rest.split_at(rest.len() - foot);
        self.paragraphs(above, &mut cells);
        self.table(table, grid.cols, &mut cells);
        self.paragraphs(below, &mut cells);
        let span = Span::new(start, self.at());
        if !cells.is_empty() {
            self.document.sheets.push(Sheet { name: name.to_owned(), span, cells });
        }
    }

    fn paragraphs(&mut self, rows: &[Vec<Seen>], cells: &mut Vec<Address>) {
        for cell in rows.iter().flatten().filter(|c| !c.text.is_empty()) {
            cells.push(self.address(cell));
            for line in cell.text.split(['\n', '\r']).filter(|l| !l.trim().is_empty()) {
                let start = self.at();
                self.push(line);
                self.document.blocks.push(paragraph(Span::new(start, self.at())));
                self.document.text.push('\n');
            }
        }
    }

    fn address(&self, cell: &Seen) -> Address {
        Address { at: self.at() as u32, row: cell.home.0, col: cell.home.1 }
    }

    /// Text of a cell on its line: what would end the line or the cell becomes a blank.
    fn push(&mut self, text: &str) {
        self.document.text.extend(text.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }

    fn table(&mut self, rows: &[Vec<Seen>], cols: u32, cells: &mut Vec<Address>) {
        let Some(first) = rows.first().and_then(|r| r.first()).map(|c| c.row) else { return };
        let start = self.at();
        let mut table = Table { rows: rows.len() as u32, cols, cells: Vec::new(), native: true };
        for row in rows {
            for (i, cell) in row.iter().enumerate() {
                if i > 0 {
                    self.document.text.push('\t');
                }
                cells.extend((!cell.text.is_empty()).then(|| self.address(cell)));
                // A merged cell ends with the table, not in the notes below it.
                let rowspan = cell.rowspan.min(first + table.rows - cell.row);
                let (paragraphs, span) = self.cell(&cell.text);
                let (row, col, colspan) = (cell.row - first, cell.col, cell.colspan);
                table.cells.push(Cell { row, col, rowspan, colspan, span, paragraphs });
            }
            self.document.text.push('\n');
        }
        let span = Span::new(start, self.at() - 1);
        let kind = BlockKind::Table(table);
        self.document.blocks.push(Block { span, kind, story: Story::Body, level: None, label: None });
    }

    /// Writes a cell; its lines are paragraphs joined by a blank.
    fn cell(&mut self, text: &str) -> (Vec<Span>, Span) {
        let start = self.at();
        let mut paragraphs = Vec::new();
        for line in text.split(['\n', '\r']).map(str::trim).filter(|l| !l.is_empty()) {
            if !paragraphs.is_empty() {
                self.document.text.push(' ');
            }
            let from = self.at();
            self.push(line);
            paragraphs.push(Span::new(from, self.at()));
        }
        (paragraphs, Span::new(start, self.at()))
    }
}
