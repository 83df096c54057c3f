//! A read report: one contiguous text, blocks over it, and where each stretch came from.
//!
//! `text` is never normalised, so every span quotes the source. What separates blocks, rows and cells in
//! docx is synthetic (it has no origin). Knows no files and no rules.

mod chars;
mod lines;

pub use chars::Chars;
pub use lines::{is_line_end, line_end};

use crate::span::Span;
use std::collections::HashMap;
use std::ops::Range;

/// The form a report came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
    Docx,
    Xlsx,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Document {
    pub format: Option<Format>,
    /// Name of the source's encoding, "UTF-8", "GB18030", "UTF-16LE" …
    pub encoding: String,
    pub text: String,
    /// In text order, not overlapping; all of the text that can hold words lies in a block.
    pub blocks: Vec<Block>,
    /// Markup inside the text that a reader does not see (Markdown signs, link targets): elided by the Flow.
    /// Sorted, not overlapping.
    pub gaps: Vec<Span>,
    /// Sorted by text; ranges of text that stand verbatim in a source part. Empty for txt and md in UTF-8.
    pub origins: Vec<Origin>,
    /// Names of the source parts that `Origin::part` points to ("word/document.xml").
    pub parts: Vec<String>,
    /// Footnotes and endnotes with the numbers that a reader sees, in text order; only of Word files.
    pub notes: Vec<(Span, u32)>,
    /// Sheets of a workbook, in text order; empty for all other forms.
    pub sheets: Vec<Sheet>,
    /// What reading met and a person should know (a guessed encoding, tracked changes, hidden text).
    pub notices: Vec<String>,
}

/// A range of the text and the bytes of the source part that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub text: Span,
    pub part: u16,
    /// Of the part; of its text in UTF-8 where the part is in another encoding.
    pub bytes: Range<u64>,
    /// False for entities, symbols, tabs, breaks and formulas: the bytes are not the text.
    pub verbatim: bool,
}

/// A visible sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// All of its text.
    pub span: Span,
    /// Cells with text, in text order.
    pub cells: Vec<Address>,
}

/// Where a cell's text begins, and its row and column in the sheet, from 0: hidden and empty ones count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    pub at: u32,
    pub row: u32,
    pub col: u32,
}

/// The stream of the document that a block belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Story {
    #[default]
    Body,
    Footnote,
    Endnote,
    TextBox,
    Header,
    Footer,
    Comment,
}

impl Story {
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Footnote => "footnote",
            Self::Endnote => "endnote",
            Self::TextBox => "textbox",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Comment => "comment",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Block {
    /// Without the line end.
    pub span: Span,
    pub kind: BlockKind,
    pub story: Story,
    /// Level that the source itself states (Word outline level or style, Markdown #), from 1.
    pub level: Option<u8>,
    /// Automatic number of the source, as shown ("一、", "（二）", "3."); not part of the text.
    pub label: Option<String>,
}

#[derive(Clone, Debug)]
pub enum BlockKind {
    Paragraph,
    ListItem,
    Table(Table),
}

/// A real grid. Cells come in reading order and do not overlap.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub rows: u32,
    pub cols: u32,
    pub cells: Vec<Cell>,
    /// False when recognised from lines of flattened text.
    pub native: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub row: u32,
    pub col: u32,
    pub rowspan: u32,
    pub colspan: u32,
    pub span: Span,
    /// The paragraphs inside the cell.
    pub paragraphs: Vec<Span>,
}

/// Where a person looks for a span. Numbers count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line of the document's text.
    pub line: u32,
    /// Column in characters.
    pub column: u32,
    /// Paragraph of its story: blocks that hold text, tables not counted.
    pub paragraph: Option<u32>,
    pub table: Option<u32>,
    pub row: Option<u32>,
    pub col: Option<u32>,
    /// Name of the sheet, and the cell in it as spreadsheets call it ("E3").
    pub sheet: Option<String>,
    pub cell: Option<String>,
    pub story: Story,
    /// Number of the footnote or endnote.
    pub note: Option<u32>,
}

/// Answers `place` in logarithmic time; made once a document.
pub struct Places<'d> {
    document: &'d Document,
    chars: Chars<'d>,
    /// Where each line starts.
    lines: Vec<u32>,
    /// For each block its number among the paragraphs or among the tables of its story.
    numbers: Vec<u32>,
}

impl Document {
    pub fn places(&self) -> Places<'_> {
        let mut seen: HashMap<(Story, bool), u32> = HashMap::new();
        let number = |b: &Block| {
            let n = seen.entry((b.story, matches!(b.kind, BlockKind::Table(_)))).or_default();
            *n += 1;
            *n
        };
        let numbers = self.blocks.iter().map(number).collect();
        Places { document: self, chars: Chars::new(&self.text), lines: lines::starts(&self.text), numbers }
    }

    /// The block that holds the offset.
    pub fn block_at(&self, offset: u32) -> Option<usize> {
        let i = self.blocks.partition_point(|b| b.span.end < offset);
        self.blocks.get(i).filter(|b| b.span.start <= offset).map(|_| i)
    }
}

impl<'d> Places<'d> {
    pub fn chars(&self) -> &Chars<'d> {
        &self.chars
    }

    /// The line with this number, from 1, without its end; behind a last line end there is no line.
    pub fn line(&self, number: u32) -> Option<Span> {
        let text = &self.document.text;
        let start = *self.lines.get(number.checked_sub(1)? as usize)? as usize;
        (start < text.len()).then(|| Span::new(start, line_end(text.as_bytes(), start).0))
    }

    pub fn place(&self, span: Span) -> Place {
        let line = self.lines.partition_point(|&l| l <= span.start).saturating_sub(1);
        let column = self.chars.at(span.start) - self.chars.at(self.lines[line]) + 1;
        let mut place = Place { line: line as u32 + 1, column, ..Place::default() };
        if let Some(sheet) = self.document.sheets.iter().find(|s| s.span.contains(span)) {
            place.sheet = Some(sheet.name.clone());
            place.cell = sheet.cell_at(span.start);
        }
        let Some(i) = self.document.block_at(span.start) else { return place };
        place.story = self.document.blocks[i].story;
        let notes = &self.document.notes;
        let note = notes.partition_point(|n| n.0.end <= span.start);
        place.note = notes.get(note).filter(|n| n.0.start <= span.start).map(|n| n.1);
        match &self.document.blocks[i].kind {
            BlockKind::Table(t) => {
                place.table = Some(self.numbers[i]);
                if let Some(c) = t.cell_at(span.start) {
                    (place.row, place.col) = (Some(c.row + 1), Some(c.col + 1));
                }
            }
            _ => place.paragraph = Some(self.numbers[i]),
        }
        place
    }
}

impl Sheet {
    /// The cell whose text holds the offset: "E3".
    fn cell_at(&self, offset: u32) -> Option<String> {
        let i = self.cells.partition_point(|c| c.at <= offset).checked_sub(1)?;
        let cell = self.cells.get(i)?;
        Some(format!("{}{}", column_name(cell.col), cell.row + 1))
    }
}

/// A, B … Z, AA, AB …
fn column_name(col: u32) -> String {
    let mut name = Vec::new();
    let mut left = col + 1;
    while left > 0 {
        name.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    name.iter().rev().collect()
}

impl Table {
    pub fn cell_at(&self, offset: u32) -> Option<&Cell> {
        let i = self.cells.partition_point(|c| c.span.end < offset);
        self.cells.get(i).filter(|c| c.span.start <= offset)
    }
}
