//! What a word processor left in the text: bookmarks, field codes, broken references.

use crate::document::Document;
use crate::scheme;
use crate::span::Span;

/// A stretch that no author wrote.
#[derive(Clone, Debug)]
pub struct Residue {
    pub span: Span,
    pub what: String,
}

pub(super) fn read(document: &Document, marks: &[scheme::Residue]) -> Vec<Residue> {
    let text = document.text.as_str();
    let mut found: Vec<Residue> = Vec::new();
    for scheme::Residue { open, close, what } in marks {
        for (at, _) in text.match_indices(open.as_str()) {
            let line = text[at..].find('\n').map_or(text.len(), |i| at + i);
            let inner = &text[at + open.len()..line];
            let end = at + open.len() + inner.find(close.as_str()).map_or(0, |i| i + close.len());
            let end = if close == " " { text[..end].trim_end().len() } else { end };
            found.push(Residue { span: Span::new(at, end), what: what.clone() });
        }
    }
    found.sort_by_key(|r| r.span);
    found
}
