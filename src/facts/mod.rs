//! What the report states: mentions with their labels, breakdowns, indicators, totals, grades, lists, dates.
//!
//! Facts own their words, so rules need no raw text. Must not know the origin map or `pattern`.

mod bands;
mod breakdown;
mod change;
mod computation;
mod course;
mod enumeration;
mod frame;
mod index;
mod indicator;
mod label;
mod moment;
mod proof;
mod prose;
mod quotient;
mod realm;
mod repeat;
mod residue;
mod series;
mod survey;
mod table;
mod tally;
mod unread;
mod writing;

pub use bands::Stated;
pub use breakdown::{Breakdown, Cue, Reading};
pub use change::{Change, Direction};
pub use computation::{Computation, Worded};
pub use course::{CAME, Course, WENT, is_split};
pub use enumeration::{Enumeration, ListShape};
pub use frame::{Day, Frame};
pub use index::Index;
pub use indicator::{DECLARED, Grade, INLINE, Indicator, PROSE, Scoring};
pub use moment::Moment;
pub use proof::{Fault, Flaw};
pub use prose::{Join, Mention, Sep, Stand};
pub use quotient::{Quotient, Surety, is_adjusted, is_contracted, is_distance, is_joint};
pub use repeat::Repeat;
pub use residue::Residue;
pub use series::{Point, Series};
pub use survey::{Answer, Survey};
pub use table::{Across, Group, Law, Role, Row, RowKind, Sheet, Sign, Spread, Tie, year_at_start};
pub use tally::Tally;
pub use unread::Unread;
pub use writing::{Oddity, Writing};

use crate::document::Document;
use crate::figure::Figure;
use crate::layout::{Flow, Heading};
use crate::scheme::Scheme;
use crate::span::Span;
use std::collections::HashMap;

/// Index into `Facts::mentions`.
pub type MentionId = usize;

/// Everything that rules need to know of a report.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub frame: Frame,
    /// Every figure, in order.
    pub mentions: Vec<Mention>,
    pub breakdowns: Vec<Breakdown>,
    /// For each total its first breakdown.
    parts_of: HashMap<MentionId, usize>,
    /// For each part of a plain reading its totals.
    totals_of: HashMap<MentionId, Vec<MentionId>>,
    pub scoring: Scoring,
    pub sheets: Vec<Sheet>,
    pub enumerations: Vec<Enumeration>,
    pub headings: Vec<Title>,
    pub residues: Vec<Residue>,
    /// Tables whose rows and columns could not be told.
    pub unread: Vec<Unread>,
    /// Mentions by their names.
    pub index: Index,
    /// Changes against another period, in order.
    pub changes: Vec<Change>,
    /// Rates beside the two figures that they are made of.
    pub quotients: Vec<Quotient>,
    /// Figures that say one number twice.
    pub repeats: Vec<Repeat>,
    /// What there was, what came and went, and what is left.
    pub courses: Vec<Course>,
    /// Sums found by their figures.
    pub tallies: Vec<Tally>,
    /// Answers of surveys.
    pub surveys: Vec<Survey>,
    /// 一是…二是… within a paragraph.
    pub series: Vec<Series>,
    /// Numbered paragraphs one right behind the other.
    pub listed: Vec<Series>,
    /// Computations printed with their numbers, and formulas printed in words.
    pub computations: Vec<Computation>,
    pub worded: Vec<Worded>,
    /// Oddities in how numbers and dates are written.
    pub writings: Vec<Writing>,
    /// The dates of the frame, in their sentences.
    pub moments: Vec<Moment>,
    /// The same, with the days whose year is printed only once in their sentence.
    pub steps: Vec<Moment>,
    /// What a proof-reader would mark.
    pub flaws: Vec<Flaw>,
}

impl Facts {
    /// Whether a place lies in a table that could not be read.
    pub fn is_unread(&self, span: Span) -> bool {
        let i = self.unread.partition_point(|u| u.span.end <= span.start);
        self.unread.get(i).is_some_and(|u| u.span.contains(span))
    }

    /// The attribute that a name by itself is of.
    pub fn attribute(&self, name: &str, scheme: &Scheme) -> Option<usize> {
        label::attribute(name, scheme)
    }

    /// The totals that a mention is a part of, in plain readings.
    pub fn totals_of(&self, part: MentionId) -> &[MentionId] {
        self.totals_of.get(&part).map_or(&[], Vec::as_slice)
    }

    /// The figures that a rate is made of, as far as its own clauses tell.
    pub fn quotient(&self, rate: MentionId) -> Option<&Quotient> {
        let at = self.quotients.binary_search_by_key(&rate, |q| q.rate).ok()?;
        Some(&self.quotients[at])
    }

    /// The figures that a rate is made of, where its own clauses tell.
    pub fn told_quotient(&self, rate: MentionId) -> Option<&Quotient> {
        self.quotient(rate).filter(|q| q.surety == Surety::Told)
    }

    /// The parts of a total, in the plainest reading.
    pub fn parts_of(&self, total: MentionId) -> Option<&[MentionId]> {
        self.parts_of.get(&total).map(|&b| self.breakdowns[b].parts())
    }

    /// The year that the heading above a mention names: 二、2022年度.
    pub fn heading_year(&self, m: &Mention) -> Option<i32> {
        let title = self.headings.get(m.section? as usize)?.text.as_str();
        let at = title.find("20")?;
        let year = title.get(at..at + 4)?.parse().ok()?;
        title[at + 4..].starts_with('年').then_some(year)
    }

    /// The outermost section that a mention lies in.
    pub fn chapter(&self, m: &Mention) -> Option<u32> {
        let mut at = m.section?;
        while let Some(parent) = self.headings.get(at as usize).and_then(|t| t.heading.parent) {
            at = parent;
        }
        Some(at)
    }
}

/// A heading with the words that rules need.
#[derive(Clone, Debug)]
pub struct Title {
    pub heading: Heading,
    /// The typed number, or the whole heading when it is automatic.
    pub span: Span,
    pub text: String,
    /// Words that are no sentence stand between it and the next one.
    pub bare: bool,
    /// The last number that its paragraph goes on to: 1.…。2.…。3.…。
    pub to: Option<u32>,
}

/// Reads what the figures of a report state.
pub fn read(document: &Document, flow: &Flow, figures: &[Figure], scheme: &Scheme) -> Facts {
    let mut mentions = prose::read(flow, figures, scheme);
    let sheets = table::read(document, flow, &mentions);
    name_cells(&mut mentions, &sheets);
    change::stand(&mut mentions);
    let breakdowns = breakdown::read(flow, &mentions, scheme);
    let mut scoring = indicator::read(flow, &mentions, &sheets, scheme);
    scoring.bands = bands::read(flow, figures, scheme);
    let frame = frame::read(flow, figures);
    let year = frame.year.as_ref().map(|y| y.0);
    let index = Index::new(&mentions);
    let (enumerations, series) = (enumeration::read(flow, &mentions), series::read(flow));
    let unread = unread::read(flow, figures);
    let known = proof::Known {
        frame: &frame,
        mentions: &mentions,
        enumerations: &enumerations,
        series: &series,
        unread: &unread,
    };
    Facts {
        flaws: proof::read(document, flow, scheme, &known),
        moments: moment::read(flow, &frame.dates),
        steps: moment::read(flow, &frame.steps),
        writings: writing::read(flow, figures),
        frame,
        enumerations,
        headings: titles(flow),
        residues: residue::read(document, &scheme.wording.residues),
        unread,
        changes: change::read(&mentions, &breakdowns, &index, year),
        quotients: quotient::read(&mentions, &breakdowns, &index, scheme),
        repeats: repeat::read(&mentions),
        courses: course::read(&mentions),
        tallies: tally::read(&mentions),
        surveys: survey::read(&mentions, &breakdowns),
        series,
        listed: series::paragraphs(flow),
        computations: computation::read(flow, &mentions),
        worded: computation::worded(flow, &mentions, scheme),
        totals_of: totals_of(&breakdowns),
        parts_of: breakdowns.iter().enumerate().rev().map(|(i, b)| (b.total(), i)).collect(),
        breakdowns,
        scoring,
        sheets,
        index,
        mentions,
    }
}

/// The short paragraphs of a report, or runs of them, each read as one sentence: what stands in one and is made in the
/// next.
pub fn passages(flow: &Flow, figures: &[Figure], scheme: &Scheme, whole: &Facts, join: Join) -> Facts {
    let mut mentions = prose::joined(flow, figures, scheme, join);
    change::stand(&mut mentions);
    let breakdowns = breakdown::read(flow, &mentions, scheme);
    let index = Index::new(&mentions);
    let year = whole.frame.year.as_ref().map(|y| y.0);
    Facts {
        frame: whole.frame.clone(),
        headings: whole.headings.clone(),
        scoring: indicator::read(flow, &mentions, &[], scheme),
        changes: change::read(&mentions, &breakdowns, &index, year),
        quotients: quotient::read(&mentions, &breakdowns, &index, scheme),
        courses: course::read(&mentions),
        surveys: survey::read(&mentions, &breakdowns),
        totals_of: totals_of(&breakdowns),
        parts_of: breakdowns.iter().enumerate().rev().map(|(i, b)| (b.total(), i)).collect(),
        breakdowns,
        index,
        mentions,
        ..Facts::default()
    }
}

/// A figure in a table is called by its row.
fn name_cells(mentions: &mut [Mention], sheets: &[Sheet]) {
    for row in sheets.iter().flat_map(|s| &s.rows) {
        for cell in &row.cells {
            mentions[cell.2].label.clone_from(&row.label);
        }
    }
}

fn totals_of(breakdowns: &[Breakdown]) -> HashMap<MentionId, Vec<MentionId>> {
    let mut totals: HashMap<MentionId, Vec<MentionId>> = HashMap::new();
    let sure = breakdowns.iter().filter(|b| b.cue != Cue::Mark);
    for r in sure.flat_map(|b| &b.readings).filter(|r| r.plain) {
        for &part in &r.parts {
            totals.entry(part).or_default().push(r.total);
        }
    }
    totals
}

fn titles(flow: &Flow) -> Vec<Title> {
    let bare = |from: u32, to: u32| {
        let words = flow.slice(from, to).trim();
        !words.is_empty() && !words.contains(['。', '，', '；', ';'])
    };
    let title = |(i, h): (usize, &Heading)| {
        let next = flow
            .headings
            .get(i + 1)
            .map_or(flow.text.len() as u32, |n| flow.paras[n.para as usize].range.start);
        let range = if h.label.is_empty() { h.title.clone() } else { h.label.clone() };
        let text = flow.slice(h.title.start, h.title.end).to_owned();
        let to = goes_to(flow, h);
        Title { heading: h.clone(), span: trim(flow, &range), text, bare: bare(h.title.end, next), to }
    };
    flow.headings.iter().enumerate().map(title).collect()
}

/// The last number of 1.…。2.…。3.…。 in one paragraph.
fn goes_to(flow: &Flow, h: &Heading) -> Option<u32> {
    let (first, shown) = (h.number?, h.shown.trim());
    let digits = first.to_string();
    let mut rest = flow.slice(h.label.end, flow.paras[h.para as usize].range.end.max(h.label.end));
    let mut last = first;
    while shown.contains(&digits) {
        let next = shown.replacen(&digits, &(last + 1).to_string(), 1);
        let Some((before, behind)) = rest.split_once(&next) else { break };
        if !before.trim_end().ends_with(['。', '；', ';', '：'])
            || behind.starts_with(|c: char| c.is_ascii_digit())
        {
            break;
        }
        (last, rest) = (last + 1, behind);
    }
    (last > first).then_some(last)
}

/// The span of a range without the blanks around it.
fn trim(flow: &Flow, range: &std::ops::Range<u32>) -> Span {
    let s = flow.slice(range.start, range.end);
    let head = (s.len() - s.trim_start().len()) as u32;
    let tail = (s.len() - s.trim_end().len()) as u32;
    flow.span(&(range.start + head..range.end.saturating_sub(tail).max(range.start + head)))
}
