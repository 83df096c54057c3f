//! Dates with the words around them: what happened then, and what is compared with it.
//!
//! Must not judge. The one surprise: the words stop at the next date, so that each event keeps its own.

use super::Day;
use crate::layout::Flow;

/// A date in its sentence.
#[derive(Clone, Debug)]
pub struct Moment {
    pub day: Day,
    pub section: Option<u32>,
    /// Where its sentence begins and ends: moments of one sentence share it.
    pub sentence: u32,
    pub end: u32,
    /// The words since the date before it or the start of its sentence.
    pub before: String,
    /// The words up to the next date or the end of its sentence.
    pub after: String,
    /// Its sentence; of a very long one what stands around it.
    pub text: String,
}

/// Longest stretch of words to a side, in characters.
const LONG: usize = 30;

/// Longest part of a sentence to a side, in bytes.
const AROUND: u32 = 3000;

pub(super) fn read(flow: &Flow, days: &[Day]) -> Vec<Moment> {
    let mut found: Vec<Moment> = Vec::with_capacity(days.len());
    for i in 0..days.len() {
        // The next date of a sentence begins where it does, without looking for it again.
        let same = |m: &&Moment| m.day.para == days[i].para && days[i].at.start < m.end;
        let known = found.last().filter(same).map(|m| (m.sentence, m.end));
        found.push(moment(flow, days, i, known.unwrap_or_else(|| sentence(flow, &days[i]))));
    }
    found
}

/// Where the sentence of a date begins and ends.
fn sentence(flow: &Flow, d: &Day) -> (u32, u32) {
    let para = &flow.paras[d.para as usize];
    let (head, tail) = (flow.slice(para.range.start, d.at.start), flow.slice(d.at.end, para.range.end));
    let start = para.range.start + head.rfind(['。', '；']).map_or(0, |at| at + '。'.len_utf8()) as u32;
    (start, d.at.end + tail.find(['。', '；']).unwrap_or(tail.len()) as u32)
}

fn moment(flow: &Flow, days: &[Day], i: usize, (start, end): (u32, u32)) -> Moment {
    let d = &days[i];
    let other = |d: &&Day| d.para == days[i].para;
    let from = i.checked_sub(1).map(|p| &days[p]).filter(other).map_or(start, |p| p.at.end.max(start));
    let to = days.get(i + 1).filter(other).map_or(end, |n| n.at.start.min(end));
    let before: Vec<char> = flow.slice(from, d.at.start).chars().collect();
    let behind = flow.slice(d.at.end, to.max(d.at.end)).trim_start_matches(['年', '月', '日', '度']);
    let text = flow.slice(near(flow, start, d.at.start), near(flow, end, d.at.end));
    Moment {
        day: d.clone(),
        section: flow.paras[d.para as usize].section,
        sentence: start,
        end,
        before: before[before.len().saturating_sub(LONG)..].iter().collect(),
        after: behind.chars().take(LONG).collect(),
        text: text.to_owned(),
    }
}

/// The end of a sentence, or a place not too far from the date.
fn near(flow: &Flow, end: u32, at: u32) -> u32 {
    let place = end.clamp(at.saturating_sub(AROUND), at + AROUND);
    (place..place + 4).find(|&p| flow.text.is_char_boundary(p as usize)).unwrap_or(end)
}
