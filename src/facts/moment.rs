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
    /// Where its sentence begins: moments of one sentence share it.
    pub sentence: u32,
    /// The words since the date before it or the start of its sentence.
    pub before: String,
    /// The words up to the next date or the end of its sentence.
    pub after: String,
    /// Its whole sentence.
    pub text: String,
}

/// Longest stretch of words to a side, in characters.
const LONG: usize = 30;

pub(super) fn read(flow: &Flow, days: &[Day]) -> Vec<Moment> {
    (0..days.len()).map(|i| moment(flow, days, i)).collect()
}

fn moment(flow: &Flow, days: &[Day], i: usize) -> Moment {
    let d = &days[i];
    let para = &flow.paras[d.para as usize];
    let (head, tail) = (flow.slice(para.range.start, d.at.start), flow.slice(d.at.end, para.range.end));
    let start = para.range.start + head.rfind(['。', '；']).map_or(0, |at| at + '。'.len_utf8()) as u32;
    let end = d.at.end + tail.find(['。', '；']).unwrap_or(tail.len()) as u32;
    let other = |d: &&Day| d.para == days[i].para;
    let from = i.checked_sub(1).map(|p| &days[p]).filter(other).map_or(start, |p| p.at.end.max(start));
    let to = days.get(i + 1).filter(other).map_or(end, |n| n.at.start.min(end));
    let before: Vec<char> = flow.slice(from, d.at.start).chars().collect();
    let behind = flow.slice(d.at.end, to.max(d.at.end)).trim_start_matches(['年', '月', '日', '度']);
    Moment {
        day: d.clone(),
        section: para.section,
        sentence: start,
        before: before[before.len().saturating_sub(LONG)..].iter().collect(),
        after: behind.chars().take(LONG).collect(),
        text: flow.slice(start, end).to_owned(),
    }
}
