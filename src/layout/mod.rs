//! The reading order: paragraphs as a reader reads them, with elided gaps, headings and sections.
//!
//! `Flow::text` joins hard-wrapped lines and drops page marks and markup; every range of it maps back to a
//! span of the document's text. Must not know the origin map.

mod flat;
mod flow;
pub mod heads;
mod outline;
mod simple;

pub use flow::read;
pub use outline::{Heading, HeadingStyle};

use crate::span::Span;
use std::ops::Range;

/// The text as a reader reads it.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    pub text: String,
    /// Stretches of `text` that stand verbatim in the document, in order.
    segs: Vec<Seg>,
    pub paras: Vec<Para>,
    pub headings: Vec<Heading>,
    pub tables: Vec<FlowTable>,
    /// Stretches of the document that look like a table whose rows and columns could not be told. In order.
    pub unread: Vec<Span>,
    /// Digits of the document that no reader reads: page marks, link targets. Sorted.
    pub elided: Vec<Span>,
}

#[derive(Clone, Copy, Debug)]
struct Seg {
    flow: u32,
    doc: u32,
    len: u32,
}

/// A paragraph, heading, list item or one paragraph of a table cell.
#[derive(Clone, Debug)]
pub struct Para {
    /// Range in `Flow::text`.
    pub range: Range<u32>,
    /// Index into `Document::blocks`.
    pub block: u32,
    /// (index into `Flow::tables`, index into its cells).
    pub cell: Option<(u32, u32)>,
    /// Index into `Flow::headings` of the section this paragraph lies in; a heading's own index for itself.
    pub section: Option<u32>,
    /// The paragraph is the heading `section`.
    pub is_heading: bool,
}

/// A table of the document, native or recognised from flattened text.
#[derive(Clone, Debug)]
pub struct FlowTable {
    pub block: u32,
    pub table: crate::document::Table,
    /// "万元" from a caption 单位：万元 above the table, or from its own rows.
    pub unit: Option<String>,
}

impl Flow {
    /// The span of the document (a hull over gaps) for a range of `text`.
    pub fn span(&self, range: &Range<u32>) -> Span {
        let start = self.doc_offset(range.start, false);
        let end = if range.end > range.start { self.doc_offset(range.end, true) } else { start };
        Span { start, end: end.max(start) }
    }

    /// The pieces of the document under a range: several when it crosses gaps.
    pub fn pieces(&self, range: &Range<u32>) -> Vec<Span> {
        let first = self.segs.partition_point(|s| s.flow + s.len <= range.start);
        self.segs[first..]
            .iter()
            .take_while(|s| s.flow < range.end)
            .map(|s| {
                let from = range.start.max(s.flow) - s.flow;
                let to = range.end.min(s.flow + s.len) - s.flow;
                Span { start: s.doc + from, end: s.doc + to }
            })
            .collect()
    }

    /// `end`: the offset is the end of a range, so it belongs to the stretch before it.
    fn doc_offset(&self, flow: u32, end: bool) -> u32 {
        let i = self.segs.partition_point(|s| if end { s.flow < flow } else { s.flow <= flow });
        let Some(s) = i.checked_sub(1).and_then(|i| self.segs.get(i)) else {
            return self.segs.first().map_or(0, |s| s.doc);
        };
        s.doc + (flow - s.flow).min(s.len)
    }

    pub fn para_text(&self, para: usize) -> &str {
        let r = &self.paras[para].range;
        self.slice(r.start, r.end)
    }

    pub fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// The headings above a section, outermost first, itself last.
    pub fn path(&self, section: Option<u32>) -> Vec<u32> {
        let mut path = Vec::new();
        let mut at = section;
        while let Some(i) = at {
            path.push(i);
            at = self.headings[i as usize].parent;
        }
        path.reverse();
        path
    }

    /// The paragraph that holds a document offset, if any.
    pub fn para_at(&self, span: Span) -> Option<usize> {
        let i = self.paras.partition_point(|p| self.span(&p.range).end < span.start);
        (i < self.paras.len() && self.span(&self.paras[i].range).start <= span.start).then_some(i)
    }
}
