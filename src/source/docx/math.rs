//! Formulas (OMML) as a line of text: 预算执行率=123.45/150.00×100%. The signs that the layout of a formula
//! stands for are put in, so that a numerator and its denominator do not read as one figure.

use super::super::Error;
use super::xml::{Event, Ns, Tag, Xml};

/// An open `m:d`: brackets, whose signs are properties.
#[derive(Debug)]
pub(super) struct Brackets {
    begin: String,
    separator: String,
    end: String,
    opened: bool,
}

impl Default for Brackets {
    fn default() -> Self {
        Self { begin: "(".into(), separator: "|".into(), end: ")".into(), opened: false }
    }
}

impl Brackets {
    /// Reads `m:dPr`, which has just started.
    pub fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Error> {
        let inside = xml.depth();
        while xml.depth() >= inside {
            match xml.next()? {
                Event::Start(tag) if tag.ns == Ns::Math => self.property(xml, &tag),
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(())
    }

    fn property(&mut self, xml: &Xml<'_>, tag: &Tag<'_>) {
        let sign = match tag.local() {
            b"begChr" => &mut self.begin,
            b"sepChr" => &mut self.separator,
            b"endChr" => &mut self.end,
            _ => return,
        };
        *sign = xml.attr(tag, Ns::Math, "val").unwrap_or_default().chars().take(1).collect();
    }

    /// What stands before the next element inside.
    pub fn before(&mut self) -> &str {
        if std::mem::replace(&mut self.opened, true) { &self.separator } else { &self.begin }
    }

    pub fn end(&self) -> &str {
        &self.end
    }
}

/// The sign before a part of a formula.
pub(super) fn sign(local: &[u8]) -> Option<&'static str> {
    match local {
        b"den" => Some("/"),
        b"sup" => Some("^"),
        b"sub" => Some("_"),
        b"rad" => Some("√"),
        b"mr" => Some(" "),
        _ => None,
    }
}
