//! A stretch of the document being written: text, blocks and origins, with offsets from its own start. Text
//! boxes are written apart and appended after the paragraph that anchors them.

use super::super::Error;
use crate::document::{Block, BlockKind, Document, Origin};
use crate::span::Span;
use std::ops::Range;

/// Blocks and cells of one document; more than any report has, few enough for memory.
const BLOCKS: usize = 1_000_000;

#[derive(Debug, Default)]
pub(super) struct Piece {
    pub text: String,
    pub blocks: Vec<Block>,
    pub origins: Vec<Origin>,
    /// Notes with their numbers.
    pub notes: Vec<(Span, u32)>,
    /// Blocks and cells.
    size: usize,
}

/// Where a stretch of text comes from.
#[derive(Clone, Debug)]
pub(super) struct From {
    pub bytes: Range<u64>,
    pub verbatim: bool,
}

impl Piece {
    pub fn at(&self) -> u32 {
        self.text.len() as u32
    }

    /// Appends text; `part` and `from` say where it stands, if anywhere.
    pub fn push(&mut self, text: &str, part: Option<u16>, from: Option<From>) {
        let start = self.text.len();
        self.text.push_str(text);
        if let (Some(part), Some(From { bytes, verbatim }), false) = (part, from, text.is_empty()) {
            self.origins.push(Origin { text: Span::new(start, self.text.len()), part, bytes, verbatim });
        }
    }

    /// # Errors
    /// When there are too many blocks.
    pub fn block(&mut self, block: Block) -> Result<(), Error> {
        self.blocks.push(block);
        self.grow(1)
    }

    /// Counts what is about to be held.
    ///
    /// # Errors
    /// When it is too much.
    pub fn grow(&mut self, by: usize) -> Result<(), Error> {
        self.size += by;
        if self.size > BLOCKS {
            Err(Error::TooBig("段落和表格单元格超过 100 万个".into()))
        } else {
            Ok(())
        }
    }

    /// Appends another piece.
    ///
    /// # Errors
    /// When both together are too much.
    pub fn append(&mut self, mut other: Self) -> Result<(), Error> {
        let base = self.at();
        other.shift(base);
        self.text.push_str(&other.text);
        self.blocks.append(&mut other.blocks);
        self.origins.append(&mut other.origins);
        self.notes.append(&mut other.notes);
        self.grow(other.size)
    }

    fn shift(&mut self, base: u32) {
        let shift = |s: &mut Span| (s.start, s.end) = (s.start + base, s.end + base);
        self.origins.iter_mut().for_each(|o| shift(&mut o.text));
        self.notes.iter_mut().for_each(|n| shift(&mut n.0));
        for block in &mut self.blocks {
            shift(&mut block.span);
            let BlockKind::Table(table) = &mut block.kind else { continue };
            for cell in &mut table.cells {
                shift(&mut cell.span);
                cell.paragraphs.iter_mut().for_each(shift);
            }
        }
    }

    pub fn into_document(self) -> Document {
        let Self { text, blocks, origins, notes, .. } = self;
        Document { text, blocks, origins, notes, ..Document::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_is_refused() {
        let mut piece = Piece::default();
        assert!(piece.grow(BLOCKS).is_ok());
        assert!(matches!(piece.grow(1), Err(Error::TooBig(_))));
    }
}
