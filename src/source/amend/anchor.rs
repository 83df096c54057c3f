//! Where a span of the document stands in the main part: between which runs, in which run, in which text.

use super::scan::{Scan, Text};
use crate::document::{Document, Origin};
use crate::span::Span;

/// A place where marks can be put in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    pub at: usize,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Between runs.
    Between,
    /// Between the children of this run, which is split there.
    InRun(usize),
    /// Inside this text, which is split there with its run.
    InText(usize),
}

/// The main part, for looking up.
pub(super) struct Part<'a> {
    pub text: &'a str,
    pub scan: &'a Scan,
    /// Of `Document::parts`; none when the part has no text.
    pub index: Option<u16>,
    /// Where its text begins in its bytes.
    pub base: u64,
}

/// A stretch of the text of one `w:t`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fragment {
    pub text: usize,
    pub from: usize,
    pub to: usize,
}

/// The origins under a span.
pub(super) fn origins(document: &Document, span: Span) -> &[Origin] {
    let all = &document.origins;
    let first = all.partition_point(|o| o.text.end <= span.start);
    let count = all[first..].iter().take_while(|o| o.text.start < span.end).count();
    // A span of synthetic characters goes with what stands before it.
    let first = if count == 0 { first.saturating_sub(1) } else { first };
    &all[first.min(all.len())..(first + count.max(1)).min(all.len())]
}

impl Part<'_> {
    /// Start and end of the span in the part, as far as it lies in one paragraph, and that paragraph.
    pub fn range(&self, origins: &[Origin], span: Span) -> Option<(Cut, Cut, Option<usize>)> {
        let first = origins.first()?;
        let (start, paragraph) = self.cut(self.start(first, span), false)?;
        let ends = origins.iter().rev().filter_map(|o| self.cut(self.end(o, span), true));
        let (end, _) = ends.into_iter().find(|(end, p)| *p == paragraph && end.at >= start.at)?;
        Some((start, end, paragraph))
    }

    fn start(&self, origin: &Origin, span: Span) -> usize {
        let skipped = if origin.verbatim { span.start.saturating_sub(origin.text.start) } else { 0 };
        (origin.bytes.start - self.base) as usize + skipped as usize
    }

    fn end(&self, origin: &Origin, span: Span) -> usize {
        let left = if origin.verbatim { origin.text.end.saturating_sub(span.end) } else { 0 };
        (origin.bytes.end - self.base) as usize - left as usize
    }

    fn cut(&self, at: usize, end: bool) -> Option<(Cut, Option<usize>)> {
        if let Some(index) = self.text_at(at, end) {
            let text = &self.scan.texts[index];
            return Some((self.in_text(at, end, index), self.scan.runs[text.run].paragraph));
        }
        let inside = |range: &std::ops::Range<usize>| range.start <= at && at <= range.end;
        if let Some(run) = self.run_at(at) {
            return Some((Cut { at, kind: Kind::InRun(run) }, self.scan.runs[run].paragraph));
        }
        let (range, paragraph) = self.scan.formulas.iter().find(|f| inside(&f.0))?;
        Some((Cut { at: if end { range.end } else { range.start }, kind: Kind::Between }, *paragraph))
    }

    /// The text that holds the offset as its start or, with `end`, as its end.
    fn text_at(&self, at: usize, end: bool) -> Option<usize> {
        let texts = &self.scan.texts;
        let index = texts.partition_point(|t| t.tag.end <= at).checked_sub(1)?;
        let content = &texts[index].content;
        let holds = if end { content.start < at && at <= content.end } else { content.contains(&at) };
        holds.then_some(index)
    }

    /// The innermost run around the offset. Runs nest only a little, so few are looked at.
    fn run_at(&self, at: usize) -> Option<usize> {
        const LOOK: usize = 256;
        let runs = &self.scan.runs;
        let behind = runs.partition_point(|r| r.tag.end <= at);
        (behind.saturating_sub(LOOK)..behind).rev().find(|&r| at <= runs[r].close.start)
    }

    fn in_text(&self, at: usize, end: bool, index: usize) -> Cut {
        let text = &self.scan.texts[index];
        let run = &self.scan.runs[text.run];
        let between = |at| Cut { at, kind: Kind::Between };
        let in_run = |at| Cut { at, kind: Kind::InRun(text.run) };
        let edge = at == if end { text.content.end } else { text.content.start };
        match (end, edge) {
            _ if !text.direct => between(if end { run.close.end } else { run.tag.start }),
            (_, false) => Cut { at, kind: Kind::InText(index) },
            (false, true) if self.is_first(text) => between(run.tag.start),
            (true, true) if self.is_last(text) => between(run.close.end),
            (false, true) => in_run(text.tag.start),
            (true, true) => in_run(text.end),
        }
    }

    fn is_first(&self, text: &Text) -> bool {
        let run = &self.scan.runs[text.run];
        self.text[run.props.end.max(run.tag.end)..text.tag.start].trim().is_empty()
    }

    fn is_last(&self, text: &Text) -> bool {
        self.text[text.end..self.scan.runs[text.run].close.start].trim().is_empty()
    }

    /// The span as stretches of texts whose runs can be split and changed; none when some of it is anything else.
    pub fn fragments(&self, origins: &[Origin], span: Span) -> Option<Vec<Fragment>> {
        let mut all: Vec<Fragment> = Vec::new();
        for origin in origins {
            let (from, to) = (self.start(origin, span), self.end(origin, span));
            let text = self.text_at(from, false)?;
            match all.last_mut().filter(|f| f.text == text) {
                Some(fragment) => fragment.to = to,
                None => all.push(Fragment { text, from, to }),
            }
        }
        let paragraph = |f: &Fragment| self.scan.runs[self.scan.texts[f.text].run].paragraph;
        let first = paragraph(all.first()?)?;
        let plain = |f: &Fragment| {
            let text = &self.scan.texts[f.text];
            text.direct && !self.scan.runs[text.run].revised && paragraph(f) == Some(first)
        };
        (all.iter().all(plain) && self.scan.paragraphs[first].anchor.is_none()).then_some(all)
    }

    pub fn edges(&self, fragment: &Fragment) -> (Cut, Cut) {
        (self.in_text(fragment.from, false, fragment.text), self.in_text(fragment.to, true, fragment.text))
    }
}
