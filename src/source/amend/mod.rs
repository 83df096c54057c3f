//! Writes into the file that a document was read from: comments and tracked changes into a Word package,
//! corrected ranges into plain text. What is not written to stays as it is, byte for byte.
//!
//! Takes spans and words and knows nothing of findings. Its one surprise: comments only ever insert (opening an
//! empty element counts), and what was inserted is told, so that anyone can take it out again.

mod anchor;
mod cuts;
mod parts;
mod plain;
mod scan;
mod word;

pub use plain::plain;
pub use word::word;

use crate::document::Story;
use crate::span::Span;

/// A comment to be placed.
#[derive(Clone, Debug)]
pub struct Comment {
    pub span: Span,
    /// Paragraphs.
    pub text: Vec<String>,
}

/// A range to be replaced; without text it is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub span: Span,
    pub text: String,
}

/// Where a comment came to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// At its words.
    Exact,
    /// At the paragraph of the body that what stands in this story belongs to.
    Paragraph(Story),
    /// The body has no paragraph.
    Nowhere,
}

/// An amended Word package.
#[derive(Clone, Debug)]
pub struct Amended {
    pub bytes: Vec<u8>,
    /// One for each comment.
    pub spots: Vec<Spot>,
    /// One for each change: false where Word could not track it.
    pub changed: Vec<bool>,
    /// What was done to the parts that were there before.
    pub patches: Vec<(String, Vec<Patch>)>,
}

/// At a place of a part's text: so many bytes are left out, and these words put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    pub at: usize,
    pub remove: usize,
    pub insert: String,
}

impl Patch {
    fn insert(at: usize, words: impl Into<String>) -> Self {
        Self { at, remove: 0, insert: words.into() }
    }
}

/// The text with all patches, which come in order.
fn apply(text: &str, patches: &[Patch]) -> String {
    let grown: usize = patches.iter().map(|p| p.insert.len()).sum();
    let mut out = String::with_capacity(text.len() + grown);
    let mut at = 0;
    for patch in patches {
        out.push_str(&text[at..patch.at]);
        out.push_str(&patch.insert);
        at = patch.at + patch.remove;
    }
    out.push_str(&text[at..]);
    out
}
