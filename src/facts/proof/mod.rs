//! What a proof-reader would mark: punctuation, blanks, words, headings, what a template left.
//!
//! Finds, and says what should stand there where that is plain; rules say how bad it is. Must not judge figures. The one
//! surprise: a finder that meets its flaw everywhere takes it for the way the text was copied, and says so once.

mod blanks;
mod brackets;
mod frames;
mod headings;
mod marks;
mod names;
mod papers;
mod repeats;
mod template;
mod times;
mod words;

use super::{Enumeration, Frame, Mention, Series, Unread};
use crate::document::Document;
use crate::layout::Flow;
use crate::scheme::Scheme;
use crate::span::Span;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// , beside Chinese.
    HalfMark,
    /// ，，
    DoubledMark,
    /// A bracket without its other half.
    Unpaired,
    /// A paragraph that ends without a stop.
    NoStop,
    /// 〔〕 of a document number.
    PaperNumber,
    /// 1281 人次
    Blank,
    /// 《甲》、《乙》
    QuotedList,
    /// 》、调整了
    ClauseComma,
    /// 全部全部
    Doubled,
    Confusable,
    Particle,
    Frame,
    Missing,
    Term,
    Redundant,
    /// 总长度统31公里
    Stray,
    /// A 自评报告 that calls itself 评价报告.
    SelfName,
    /// 我单位, 我局 and 我街道 in one text.
    SelfWords,
    /// The name of another unit where the report names itself.
    OtherUnit,
    /// 综合执法大队 where the list says 综合行政执法大队.
    Drift,
    EmptySection,
    Template,
    /// XX局
    Mask,
    Repeated,
    HeadingForm,
    SeriesStop,
    StaleEvent,
    Forecast,
    HalfYear,
}

/// One flaw.
#[derive(Clone, Debug)]
pub struct Flaw {
    pub fault: Fault,
    pub span: Span,
    pub quote: String,
    /// What should stand there.
    pub right: Option<String>,
    /// What is wrong, where the fault alone does not tell.
    pub say: String,
    /// The place that it is compared with.
    pub other: Option<Span>,
    pub safe: bool,
    pub sure: bool,
    /// The finder switched itself off: this flaw stands for all, and names how many there were.
    pub off: bool,
}

/// What the finders read, and what they found.
struct Proof<'a> {
    document: &'a Document,
    flow: &'a Flow,
    scheme: &'a Scheme,
    frame: &'a Frame,
    unread: &'a [Unread],
    found: Vec<Flaw>,
}

/// Facts that the finders build on.
pub(super) struct Known<'a> {
    pub frame: &'a Frame,
    pub mentions: &'a [Mention],
    pub enumerations: &'a [Enumeration],
    pub series: &'a [Series],
    pub unread: &'a [Unread],
}

/// In the order of the text.
pub(super) fn read(document: &Document, flow: &Flow, scheme: &Scheme, known: &Known<'_>) -> Vec<Flaw> {
    let mut proof =
        Proof { document, flow, scheme, frame: known.frame, unread: known.unread, found: Vec::new() };
    marks::read(&mut proof);
    brackets::read(&mut proof);
    blanks::read(&mut proof);
    papers::read(&mut proof);
    words::read(&mut proof);
    frames::read(&mut proof);
    headings::read(&mut proof);
    headings::series(&mut proof, known.series);
    repeats::read(&mut proof);
    template::read(&mut proof);
    times::read(&mut proof);
    names::read(&mut proof, known);
    proof.found.sort_by_key(|f| f.span);
    proof.found
}

impl<'a> Proof<'a> {
    /// A flaw at a range of the flow.
    fn flaw(&self, fault: Fault, at: &Range<u32>) -> Flaw {
        let quote = self.flow.slice(at.start, at.end).to_owned();
        let span = self.flow.span(at);
        Flaw {
            fault,
            span,
            quote,
            right: None,
            say: String::new(),
            other: None,
            safe: false,
            sure: false,
            off: false,
        }
    }

    /// A flaw at a range of a paragraph.
    fn in_para(&self, fault: Fault, para: usize, at: &Range<usize>) -> Flaw {
        let base = self.flow.paras[para].range.start;
        self.flaw(fault, &(base + at.start as u32..base + at.end as u32))
    }

    /// Paragraphs of sentences: no cells, nothing that looks like a row of a table.
    fn prose(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let (flow, unread) = (self.flow, self.unread);
        (0..flow.paras.len()).filter(move |&p| flow.paras[p].cell.is_none()).filter_map(move |p| {
            let text = flow.para_text(p);
            let table = text.contains(['\t', '|']) || !text.contains(['，', '。', '；', '：', ',', ';', ':']);
            let lost = lost(flow, unread, p);
            (!table && !lost).then_some((p, text))
        })
    }

    /// A paragraph of a table that could not be read.
    fn is_lost(&self, para: usize) -> bool {
        lost(self.flow, self.unread, para)
    }

    /// A place with a few characters to each side, for a message.
    fn context(&self, para: usize, at: usize, len: usize) -> String {
        let text = self.flow.para_text(para);
        let before: Vec<char> = text[..at].chars().rev().take(4).collect();
        let after = text[at + len..].chars().take(4);
        before.into_iter().rev().chain(text[at..at + len].chars()).chain(after).collect()
    }

    /// Takes the flaws, or one in their place when there are so many that the text was copied that way.
    fn take(&mut self, flaws: Vec<Flaw>, most: usize) {
        if flaws.len() <= most {
            return self.found.extend(flaws);
        }
        let n = flaws.len();
        let Some(mut first) = flaws.into_iter().next() else { return };
        (first.off, first.right, first.say, first.safe) = (true, None, n.to_string(), false);
        self.found.push(first);
    }
}

fn lost(flow: &Flow, unread: &[Unread], para: usize) -> bool {
    let span = flow.span(&flow.paras[para].range);
    let i = unread.partition_point(|u| u.span.end <= span.start);
    unread.get(i).is_some_and(|u| u.span.overlaps(span))
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The last and the next character around a place.
fn around(text: &str, at: usize, len: usize) -> (Option<char>, Option<char>) {
    (text[..at].chars().next_back(), text[at + len..].chars().next())
}
