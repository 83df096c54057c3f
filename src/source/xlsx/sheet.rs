//! A sheet's part: cells with what is seen in them, merges, and what is hidden.

use super::super::Error;
use super::super::xml::{Event, Ns, Tag, Xml};
use super::decimal::Stored;
use super::strings;
use super::styles::Styles;

/// Cells with text in one workbook, and merges.
const CELLS: usize = 1_000_000;

/// What all sheets of a workbook share.
pub(super) struct Shared<'s> {
    pub strings: &'s [String],
    pub styles: &'s Styles,
    pub epoch: i64,
}

/// A cell that shows something. Rows and columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub row: u32,
    pub col: u32,
    pub text: String,
}

/// Cells that are shown as one; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub top: u32,
    pub left: u32,
    pub bottom: u32,
    pub right: u32,
}

impl Area {
    /// The area of one cell.
    pub fn of(row: u32, col: u32) -> Self {
        Self { top: row, left: col, bottom: row, right: col }
    }
}

#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub cells: Vec<Cell>,
    pub merges: Vec<Area>,
    /// Hidden rows, ascending.
    pub hidden_rows: Vec<u32>,
    /// First and last of hidden columns.
    pub hidden_cols: Vec<(u32, u32)>,
    /// Formulas without a stored result.
    pub unsolved: usize,
    /// Cells that show an error.
    pub errors: usize,
}

/// The open cell.
#[derive(Default)]
struct Open {
    kind: String,
    style: usize,
    value: String,
    formula: bool,
}

struct Reader<'x, 's> {
    xml: Xml<'x>,
    shared: &'s Shared<'s>,
    sheet: Sheet,
    row: u32,
    col: u32,
}

/// Reads the part of a sheet.
///
/// # Errors
/// When the part is damaged or beyond all measure.
pub(super) fn read(part: &str, text: &str, shared: &Shared<'_>) -> Result<Sheet, Error> {
    let mut reader = Reader { xml: Xml::new(part, text), shared, sheet: Sheet::default(), row: 0, col: 0 };
    loop {
        match reader.xml.next()? {
            Event::Start(tag) if tag.ns == Ns::Sheet => reader.start(&tag)?,
            Event::Eof => return Ok(reader.sheet),
            _ => {}
        }
        if reader.sheet.cells.len() + reader.sheet.merges.len() > CELLS {
            return Err(Error::TooBig("工作表单元格超过 100 万个".into()));
        }
    }
}

impl Reader<'_, '_> {
    fn get(&self, tag: &Tag<'_>, name: &str) -> Option<String> {
        self.xml.attr(tag, Ns::Sheet, name).map(|v| v.into_owned())
    }

    fn number(&self, tag: &Tag<'_>, name: &str) -> Option<u32> {
        self.get(tag, name)?.trim().parse().ok()
    }

    fn hidden(&self, tag: &Tag<'_>) -> bool {
        matches!(self.get(tag, "hidden").as_deref(), Some("1" | "true"))
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        match tag.local() {
            b"row" => self.row(tag),
            b"c" => self.cell(tag)?,
            b"col" if self.hidden(tag) => {
                let ends = self.number(tag, "min").zip(self.number(tag, "max"));
                self.sheet.hidden_cols.extend(ends.map(|(a, b)| (a.saturating_sub(1), b.saturating_sub(1))));
            }
            b"mergeCell" => self.sheet.merges.extend(self.get(tag, "ref").and_then(|r| area(&r))),
            _ => {}
        }
        Ok(())
    }

    /// A row without a number follows the last one.
    fn row(&mut self, tag: &Tag<'_>) {
        // `self.row` counts from 1 here: the row that is open.
        self.row = self.number(tag, "r").filter(|r| *r > 0).unwrap_or(self.row + 1);
        self.col = 0;
        if self.hidden(tag) {
            self.sheet.hidden_rows.push(self.row - 1);
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let named = self.get(tag, "r").and_then(|r| address(&r));
        let (row, col) = named.unwrap_or((self.row.saturating_sub(1), self.col));
        self.col = col + 1;
        let style = self.number(tag, "s").unwrap_or(0) as usize;
        let open = Open { kind: self.get(tag, "t").unwrap_or_default(), style, ..Open::default() };
        let text = self.content(open)?;
        if !text.trim().is_empty() {
            self.sheet.cells.push(Cell { row, col, text });
        }
        Ok(())
    }

    /// Reads the open cell to its end; gives what is seen in it.
    fn content(&mut self, mut open: Open) -> Result<String, Error> {
        let outside = self.xml.depth() - 1;
        let mut value = 0;
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Event::Start(tag) if tag.local() == b"is" => open.value = strings::item(&mut self.xml)?,
                Event::Start(tag) if tag.local() == b"v" => value = self.xml.depth(),
                Event::Start(tag) => {
                    open.formula |= tag.local() == b"f";
                    self.xml.skip()?;
                }
                Event::End if self.xml.depth() < value => value = 0,
                Event::Text(t) | Event::Cdata(t) if value > 0 => open.value.push_str(t),
                Event::Char(c) if value > 0 => open.value.push(c),
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(self.shown(&open))
    }

    fn shown(&mut self, open: &Open) -> String {
        let value = open.value.as_str();
        match open.kind.as_str() {
            "s" => {
                let index = value.trim().parse::<usize>().ok();
                index.and_then(|i| self.shared.strings.get(i)).cloned().unwrap_or_default()
            }
            "inlineStr" => value.to_owned(),
            "str" => strings::unescaped(value),
            "b" => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            "e" => {
                self.sheet.errors += 1;
                value.to_owned()
            }
            "d" => value.split('T').next().unwrap_or("").to_owned(),
            _ => {
                self.sheet.unsolved += usize::from(open.formula && value.trim().is_empty());
                self.numeric(value, open.style)
            }
        }
    }

    fn numeric(&self, value: &str, style: usize) -> String {
        let Some(stored) = Stored::parse(value) else { return value.to_owned() };
        match self.shared.styles.format(style) {
            Some(format) => format.show(&stored, self.shared.epoch),
            None => stored.general(),
        }
    }
}

/// "B3" → (2, 1).
fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.trim().replace('$', "");
    let letters = text.find(|c: char| c.is_ascii_digit())?;
    let col = text[..letters].bytes().try_fold(0u32, |n, b| {
        let value = b.to_ascii_uppercase().checked_sub(b'A').filter(|v| *v < 26)?;
        n.checked_mul(26)?.checked_add(u32::from(value) + 1)
    })?;
    let row: u32 = text[letters..].parse().ok()?;
    Some((row.checked_sub(1)?, col.checked_sub(1)?))
}

/// "A1:C2"; one cell alone is no area.
fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (address(from)?, address(to)?);
    (top <= bottom && left <= right).then_some(Area { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(address("B3"), Some((2, 1)));
        assert_eq!(address("$AA$10"), Some((9, 26)));
        assert_eq!(address("3"), None);
        assert_eq!(address("B0"), None);
        assert_eq!(area("A1:C2"), Some(Area { top: 0, left: 0, bottom: 1, right: 2 }));
        assert_eq!(area("C2:A1"), None);
        assert_eq!(area("A1"), None);
    }
}
