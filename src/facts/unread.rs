//! Stretches that look like a table whose rows and columns could not be told: their figures enter no relation.

use super::prose;
use crate::figure::Figure;
use crate::layout::Flow;
use crate::span::Span;

/// A table that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// All of it.
    pub span: Span,
    /// Its first line: where a person finds it.
    pub first: Span,
}

/// In text order, neighbours joined.
pub(super) fn read(flow: &Flow, figures: &[Figure]) -> Vec<Unread> {
    let mut spans = flow.unread.clone();
    for same in figures.chunk_by(|a, b| a.para == b.para) {
        let para = &flow.paras[same[0].para as usize];
        let counted = same.iter().filter(|f| f.kind.is_figure()).count();
        if counted > 0
            && para.cell.is_none()
            && prose::is_flat(flow.para_text(same[0].para as usize), same.len())
        {
            spans.push(flow.span(&para.range));
        }
    }
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut().filter(|last| span.start <= last.end + BETWEEN) {
            Some(last) => *last = last.hull(span),
            None => joined.push(span),
        }
    }
    joined.into_iter().map(|span| Unread { span, first: first(flow, span) }).collect()
}

/// The first paragraph in the span, or the span itself.
fn first(flow: &Flow, span: Span) -> Span {
    let para = flow.para_at(span).map(|p| flow.span(&flow.paras[p].range));
    para.filter(|p| span.contains(*p)).unwrap_or(span)
}

/// Bytes between two rows of one table: a line end.
const BETWEEN: u32 = 2;
