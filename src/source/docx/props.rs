//! Properties of paragraphs, runs, rows and cells: each reader takes the element that has just started and
//! leaves the stream after its end. Former properties (`…Change`) are passed over.

use super::super::Error;
use super::xml::{Event, Ns, Tag, Xml};

/// `w:pPr`.
#[derive(Clone, Debug, Default)]
pub(super) struct Paragraph {
    pub style: Option<String>,
    pub num: Option<u32>,
    pub ilvl: Option<u8>,
    /// From 0; 9 is body text.
    pub outline: Option<u8>,
    /// Ends a section.
    pub section: bool,
    /// The paragraph mark is hidden.
    pub vanish: bool,
    /// The paragraph mark is deleted: the next paragraph goes on in the same line.
    pub joined: bool,
}

/// `w:rPr`.
#[derive(Clone, Debug, Default)]
pub(super) struct Run {
    pub style: Option<String>,
    pub vanish: Option<bool>,
}

/// `w:trPr`.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub before: u32,
    pub deleted: bool,
    pub inserted: bool,
}

/// Whether a cell goes on with the one above or before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Merge {
    #[default]
    None,
    Restart,
    Continue,
}

/// `w:tcPr`.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub span: u32,
    pub vertical: Merge,
    pub horizontal: Merge,
}

impl Default for Cell {
    fn default() -> Self {
        Self { span: 1, vertical: Merge::None, horizontal: Merge::None }
    }
}

/// A grid wider than this is no table that a person made; Word allows 63 columns.
const COLUMNS: u32 = 1000;

pub(super) fn paragraph(xml: &mut Xml<'_>) -> Result<Paragraph, Error> {
    let mut p = Paragraph::default();
    each(xml, |xml, tag| {
        match tag.local() {
            b"pStyle" => p.style = xml.word(tag, "val").map(|v| v.into_owned()),
            b"numId" => p.num = xml.number(tag, "val"),
            b"ilvl" => p.ilvl = xml.number(tag, "val"),
            b"outlineLvl" => p.outline = xml.number(tag, "val"),
            b"vanish" => p.vanish = xml.flag(tag),
            b"del" | b"moveFrom" => p.joined = true,
            b"sectPr" => {
                p.section = true;
                return false;
            }
            _ => {}
        }
        true
    })?;
    Ok(p)
}

pub(super) fn run(xml: &mut Xml<'_>) -> Result<Run, Error> {
    let mut r = Run::default();
    each(xml, |xml, tag| {
        match tag.local() {
            b"rStyle" => r.style = xml.word(tag, "val").map(|v| v.into_owned()),
            b"vanish" => r.vanish = Some(xml.flag(tag)),
            _ => {}
        }
        true
    })?;
    Ok(r)
}

pub(super) fn row(xml: &mut Xml<'_>) -> Result<Row, Error> {
    let mut row = Row::default();
    each(xml, |xml, tag| {
        match tag.local() {
            b"gridBefore" => row.before = xml.number(tag, "val").unwrap_or(0).min(COLUMNS),
            b"del" => row.deleted = true,
            b"ins" => row.inserted = true,
            _ => {}
        }
        true
    })?;
    Ok(row)
}

pub(super) fn cell(xml: &mut Xml<'_>) -> Result<Cell, Error> {
    let mut cell = Cell::default();
    each(xml, |xml, tag| {
        match tag.local() {
            b"gridSpan" => cell.span = xml.number(tag, "val").unwrap_or(1).clamp(1, COLUMNS),
            b"vMerge" => cell.vertical = merge(xml, tag),
            b"hMerge" => cell.horizontal = merge(xml, tag),
            _ => {}
        }
        true
    })?;
    Ok(cell)
}

fn merge(xml: &Xml<'_>, tag: &Tag<'_>) -> Merge {
    match xml.word(tag, "val").as_deref() {
        Some("restart") => Merge::Restart,
        _ => Merge::Continue,
    }
}

/// Calls `f` for each Word element inside the one just started; `false` leaves out its content.
fn each(xml: &mut Xml<'_>, mut f: impl FnMut(&Xml<'_>, &Tag<'_>) -> bool) -> Result<(), Error> {
    let inside = xml.depth();
    while xml.depth() >= inside {
        match xml.next()? {
            Event::Start(tag) if tag.local().ends_with(b"Change") => {
                xml.skip()?;
            }
            Event::Start(tag) if tag.ns == Ns::Word && !f(xml, &tag) => {
                xml.skip()?;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(())
}
