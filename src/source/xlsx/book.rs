//! The list of sheets of a workbook.

use super::super::Error;
use super::super::xml::{Event, Ns, Xml};

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub(super) struct Entry {
    pub name: String,
    /// Id of the relationship to its part.
    pub id: String,
    pub hidden: bool,
}

#[derive(Debug, Default)]
pub(super) struct Book {
    pub sheets: Vec<Entry>,
    /// Days that its day numbers lie behind the usual ones: the calendar of old Macintoshes.
    pub epoch: i64,
}

/// Reads `xl/workbook.xml`.
///
/// # Errors
/// When the part is damaged.
pub(super) fn read(part: &str, text: &str) -> Result<Book, Error> {
    const FROM_1904: i64 = 1462;
    let mut xml = Xml::new(part, text);
    let mut book = Book::default();
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.ns == Ns::Sheet && tag.local() == b"sheet" => {
                let get = |ns, name| xml.attr(&tag, ns, name).unwrap_or_default().into_owned();
                let hidden = matches!(get(Ns::Sheet, "state").as_str(), "hidden" | "veryHidden");
                book.sheets.push(Entry { name: get(Ns::Sheet, "name"), id: get(Ns::Relation, "id"), hidden });
            }
            Event::Start(tag) if tag.ns == Ns::Sheet && tag.local() == b"workbookPr" => {
                let old = xml.attr(&tag, Ns::Sheet, "date1904");
                book.epoch = if matches!(old.as_deref(), Some("1" | "true")) { FROM_1904 } else { 0 };
            }
            Event::Eof => return Ok(book),
            _ => {}
        }
    }
}
