//! Spans to what outputs say of a place: character offsets, quote, line, paragraph, section.

use super::model::Place;
use crate::Audit;
use crate::document::{Chars, Places, Story};
use crate::layout::Flow;
use crate::span::Span;
use crate::view;

/// Made once a document.
pub struct Locator<'a> {
    text: &'a str,
    flow: &'a Flow,
    places: Places<'a>,
}

impl<'a> Locator<'a> {
    pub fn new(audit: &'a Audit) -> Self {
        let document = &audit.document;
        Self { text: &document.text, flow: &audit.flow, places: document.places() }
    }

    pub fn places(&self) -> &Places<'a> {
        &self.places
    }

    pub fn chars(&self) -> &Chars<'a> {
        self.places.chars()
    }

    /// `start` and `end` in characters.
    pub fn offsets(&self, span: Span) -> (u32, u32) {
        (self.chars().at(span.start), self.chars().at(span.end))
    }

    pub fn quote(&self, span: Span) -> String {
        span.of(self.text).to_owned()
    }

    pub fn place(&self, span: Span) -> Place {
        let at = self.places.place(span);
        // Notes and headers follow the last section in the text, and belong to none.
        let in_section = matches!(at.story, Story::Body | Story::TextBox);
        Place {
            line: at.line,
            column: at.column,
            paragraph: at.paragraph,
            table: at.table,
            row: at.row,
            col: at.col,
            sheet: at.sheet,
            cell: at.cell,
            section: self.section(self.flow.para_at(span).filter(|_| in_section)),
            story: at.story.name(),
            note: at.note,
        }
    }

    /// "三、（一）1. 预算执行率（10分）".
    pub fn section(&self, para: Option<usize>) -> Option<String> {
        view::section(self.flow, para)
    }
}
