//! Emphasis that Markdown does not take for emphasis.
//!
//! By its rules `98**.74**分` and `为**98.74%**，` keep their asterisks, because a mark between a letter and a
//! punctuation sign only works towards blanks, which Chinese does not have. Their authors meant emphasis. But
//! `138**5678` is a masked number and stays as it is.

use crate::span::Span;

/// The runs, of those left in one block, that were meant as marks: pairs of equal length of which one
/// touches punctuation.
pub(super) fn marks(text: &str, runs: &[Span]) -> Vec<Span> {
    let mut marks = Vec::new();
    let mut open: Option<Span> = None;
    for &run in runs.iter().filter(|r| matches!(r.len(), 2 | 3)) {
        match open.take() {
            Some(first) if first.len() == run.len() && touches(text, first) | touches(text, run) => {
                marks.extend([first, run]);
            }
            _ => open = Some(run),
        }
    }
    marks
}

/// Whether punctuation stands next to the run.
fn touches(text: &str, run: Span) -> bool {
    let sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
    let (before, after) = (&text[..run.start as usize], &text[run.end as usize..]);
    sign(before.chars().next_back()) || sign(after.chars().next())
}

/// A span without the marks at its edges. The marks are in order, the last ones are those of the span.
pub(super) fn without(mut span: Span, marks: &[Span]) -> Span {
    let own = &marks[marks.partition_point(|m| m.start < span.start)..];
    for mark in own.iter().filter(|m| m.end <= span.end) {
        if mark.start == span.start {
            span.start = mark.end;
        }
    }
    for mark in own.iter().rev() {
        if mark.end == span.end && mark.start > span.start {
            span.end = mark.start;
        }
    }
    span
}

/// The stretches without the marks; both are in order.
pub(super) fn subtract(stretches: &[Span], marks: &[Span]) -> Vec<Span> {
    let mut out = Vec::with_capacity(stretches.len());
    let mut marks = marks.iter().peekable();
    for stretch in stretches {
        let mut at = stretch.start;
        while let Some(mark) = marks.next_if(|m| m.start < stretch.end) {
            if at < mark.start {
                out.push(Span { start: at, end: mark.start });
            }
            at = mark.end;
        }
        if at < stretch.end {
            out.push(Span { start: at, end: stretch.end });
        }
    }
    out
}
