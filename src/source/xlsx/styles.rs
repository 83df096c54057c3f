//! Number formats by style number.

use super::super::Error;
use super::super::xml::{Event, Ns, Tag, Xml};
use super::format::{Format, builtin};
use std::collections::HashMap;

/// The format of each style of cells, in order.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Format>);

impl Styles {
    /// Reads `xl/styles.xml`.
    ///
    /// # Errors
    /// When the part is damaged.
    pub fn read(part: &str, text: &str) -> Result<Self, Error> {
        let mut xml = Xml::new(part, text);
        let (mut codes, mut ids) = (HashMap::new(), Vec::new());
        let mut inside = false;
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.ns == Ns::Sheet => match tag.local() {
                    b"numFmt" => {
                        let code = xml.attr(&tag, Ns::Sheet, "formatCode").map(|c| c.into_owned());
                        codes.extend(number(&xml, &tag).zip(code));
                    }
                    b"cellXfs" => inside = true,
                    b"cellStyleXfs" | b"cellStyles" | b"dxfs" => inside = false,
                    b"xf" if inside => ids.push(number(&xml, &tag).unwrap_or(0)),
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        let code = |id: &u32| codes.get(id).map_or_else(|| builtin(*id), String::as_str);
        Ok(Self(ids.iter().map(|id| Format::parse(code(id))).collect()))
    }

    pub fn format(&self, style: usize) -> Option<&Format> {
        self.0.get(style)
    }
}

fn number(xml: &Xml<'_>, tag: &Tag<'_>) -> Option<u32> {
    xml.attr(tag, Ns::Sheet, "numFmtId")?.trim().parse().ok()
}
