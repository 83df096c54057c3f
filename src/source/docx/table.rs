//! The grid of a table: `gridBefore`, `gridSpan` and both kinds of merging, a merged cell once.
//!
//! In the text a row is a line and its cells are joined by tabs; a cell that only goes on with the one above
//! or before it has no text and no tab. The text of a table inside a cell becomes paragraphs of that cell in
//! reading order: its own grid is given up.

use super::piece::Piece;
use super::props::{self, Merge};
use crate::document::{Block, BlockKind, Cell, Story, Table};
use crate::span::Span;

/// A cell of the row above, or of this one, that the next row may go on with.
#[derive(Clone, Copy, Debug)]
struct Open {
    col: u32,
    span: u32,
    cell: usize,
}

/// The cell being read.
#[derive(Debug, Default)]
struct Current {
    props: props::Cell,
    /// None until its first content: then whether it is a cell of its own.
    own: Option<bool>,
}

#[derive(Debug)]
pub(super) struct Grid {
    table: Table,
    start: u32,
    col: u32,
    /// Columns go up in both, so that the rows are compared in one pass.
    above: Vec<Open>,
    here: Vec<Open>,
    probe: usize,
    current: Option<Current>,
    /// Cells of the row so far that have text of their own.
    in_row: usize,
    /// Depth of tables inside a cell.
    pub nested: usize,
    /// Depth of the open row and cell in the XML.
    pub row_depth: usize,
    pub cell_depth: usize,
}

impl Grid {
    pub fn new(start: u32) -> Self {
        Self {
            table: Table { native: true, ..Table::default() },
            start,
            col: 0,
            above: Vec::new(),
            here: Vec::new(),
            probe: 0,
            current: None,
            in_row: 0,
            nested: 0,
            row_depth: 0,
            cell_depth: 0,
        }
    }

    pub fn start_row(&mut self, depth: usize) {
        self.row_depth = depth;
        self.table.rows += 1;
        self.col = 0;
        self.in_row = 0;
        self.probe = 0;
    }

    /// `w:trPr` of the open row.
    pub fn row_props(&mut self, props: &props::Row) {
        self.col = props.before;
    }

    /// The row has been deleted, and nothing of it written.
    pub fn cancel_row(&mut self) {
        self.table.rows -= 1;
        self.row_depth = 0;
    }

    pub fn end_row(&mut self, piece: &mut Piece) {
        piece.push("\n", None, None);
        self.row_depth = 0;
        self.above = std::mem::take(&mut self.here);
    }

    pub fn start_cell(&mut self, depth: usize) {
        self.cell_depth = depth;
        self.current = Some(Current::default());
    }

    /// `w:tcPr` of the open cell; without effect once there is content.
    pub fn cell_props(&mut self, props: props::Cell) {
        if let Some(current) = self.current.as_mut().filter(|c| c.own.is_none()) {
            current.props = props;
        }
    }

    pub fn in_row(&self) -> bool {
        self.row_depth > 0
    }

    pub fn in_cell(&self) -> bool {
        self.current.is_some()
    }

    /// The open cell gets content: false when it goes on with another cell, so that its content is not seen.
    pub fn enter_cell(&mut self, piece: &mut Piece) -> bool {
        let Some(current) = &mut self.current else { return true };
        if let Some(own) = current.own {
            return own;
        }
        let props = std::mem::take(&mut current.props);
        let own = !self.goes_on(&props);
        if own {
            self.push_cell(&props, piece);
        }
        self.current = Some(Current { props, own: Some(own) });
        own
    }

    fn goes_on(&mut self, props: &props::Cell) -> bool {
        let row = self.table.rows - 1;
        let before = self.table.cells.last_mut().filter(|c| c.row == row && c.col + c.colspan == self.col);
        if let (Merge::Continue, Some(before)) = (props.horizontal, before) {
            before.colspan += props.span;
            return true;
        }
        if props.vertical != Merge::Continue {
            return false;
        }
        while self.above.get(self.probe).is_some_and(|o| o.col < self.col) {
            self.probe += 1;
        }
        let Some(&open) = self.above.get(self.probe) else { return false };
        let fits = open.col == self.col && open.span == props.span;
        if fits {
            let cell = &mut self.table.cells[open.cell];
            cell.rowspan = row + 1 - cell.row;
            self.here.push(open);
        }
        fits
    }

    fn push_cell(&mut self, props: &props::Cell, piece: &mut Piece) {
        if self.in_row > 0 {
            piece.push("\t", None, None);
        }
        self.in_row += 1;
        let (row, col, at) = (self.table.rows - 1, self.col, piece.at());
        if props.vertical != Merge::None {
            self.here.push(Open { col, span: props.span, cell: self.table.cells.len() });
        }
        let span = Span { start: at, end: at };
        let cell = Cell { row, col, rowspan: 1, colspan: props.span, span, paragraphs: Vec::new() };
        self.table.cells.push(cell);
    }

    pub fn end_cell(&mut self, piece: &mut Piece) {
        self.enter_cell(piece);
        let Some(Current { props, own }) = self.current.take() else { return };
        if own == Some(true)
            && let Some(cell) = self.table.cells.last_mut()
        {
            cell.span.end = piece.at();
        }
        self.col = self.col.saturating_add(props.span);
        self.table.cols = self.table.cols.max(self.col);
    }

    /// Takes up a paragraph of the open cell.
    pub fn paragraph(&mut self, span: Span) {
        if let Some(cell) = self.table.cells.last_mut() {
            cell.paragraphs.push(span);
        }
    }

    /// Whether the open cell holds a paragraph already.
    pub fn has_text(&self) -> bool {
        self.table.cells.last().is_some_and(|c| !c.paragraphs.is_empty())
    }

    /// The table as a block; none when it has no cells.
    pub fn finish(self, piece: &Piece, story: Story) -> Option<(Block, usize)> {
        let cells = self.table.cells.len();
        // The last row's line end is not part of the block.
        let end = piece.at().saturating_sub(1);
        let span = Span { start: self.start, end: end.max(self.start) };
        let kind = BlockKind::Table(self.table);
        (cells > 0).then_some((Block { span, kind, story, level: None, label: None }, cells))
    }
}
