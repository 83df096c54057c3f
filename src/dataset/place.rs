//! Where a row comes from: span in characters, quotation, place, section.

use super::value::{Row, Value};
use crate::Audit;
use crate::document::{Place, Places};
use crate::span::Span;

/// Made once a document.
pub struct Locator<'a> {
    audit: &'a Audit,
    places: Places<'a>,
}

impl<'a> Locator<'a> {
    pub fn new(audit: &'a Audit) -> Self {
        Self { audit, places: audit.document.places() }
    }

    /// start, end.
    pub fn span(&self, span: Span) -> [Value; 2] {
        [span.start, span.end].map(|at| Value::int(self.places.chars().at(at)))
    }

    pub fn quote(&self, span: Span) -> Value {
        Value::text(span.of(&self.audit.document.text))
    }

    pub fn total_chars(&self) -> u32 {
        self.places.chars().total()
    }

    pub fn line(&self, span: Span) -> Value {
        Value::int(self.places.place(span).line)
    }

    /// start, end, quote, line, column_no, paragraph, table_no, row_no, col_no, sheet, cell, story, section_no.
    pub fn all(&self, span: Span) -> Row {
        let p: Place = self.places.place(span);
        let [start, end] = self.span(span);
        vec![
            start,
            end,
            self.quote(span),
            Value::int(p.line),
            Value::int(p.column),
            Value::opt(p.paragraph),
            Value::opt(p.table),
            Value::opt(p.row),
            Value::opt(p.col),
            Value::maybe(p.sheet.as_deref()),
            Value::maybe(p.cell.as_deref()),
            Value::text(p.story.name()),
            self.section(span),
        ]
    }

    /// Number of the section that a span lies in.
    fn section(&self, span: Span) -> Value {
        let flow = &self.audit.flow;
        let section = flow.para_at(span).and_then(|p| flow.paras.get(p)).and_then(|p| p.section);
        Value::number(section.map(|s| s as usize))
    }
}
