//! The form of headings' numbers, headings with nothing under them, and the stops between 一是 and 二是.

use super::{Fault, Flaw, Proof};
use crate::facts::Series;
use crate::layout::{Heading, HeadingStyle};
use std::collections::HashMap;

pub(super) fn read(proof: &mut Proof<'_>) {
    forms(proof, HeadingStyle::Arabic);
    forms(proof, HeadingStyle::ChineseParen);
    empty(proof);
}

/// How a typed number is set: blanks before it, its mark, a blank behind it.
type Form = (bool, char, bool);

fn form(proof: &Proof<'_>, h: &Heading) -> Option<Form> {
    if h.label.is_empty() {
        return None;
    }
    let label = proof.flow.slice(h.label.start, h.label.end);
    let mark = label.trim_end().chars().next_back()?;
    let rest = proof.flow.slice(h.label.end, h.title.end.max(h.label.end));
    Some((label.starts_with([' ', '\u{3000}']), mark, rest.starts_with([' ', '\u{3000}'])))
}

/// Numbers that are set in another way than most of their kind.
fn forms(proof: &mut Proof<'_>, style: HeadingStyle) {
    const LEAST: usize = 5;
    let all: Vec<(&Heading, Form)> = (proof.flow.headings.iter().filter(|h| h.style == style))
        .filter_map(|h| Some((h, form(proof, h)?)))
        .collect();
    let mut counts: HashMap<Form, usize> = HashMap::new();
    all.iter().for_each(|(_, f)| *counts.entry(*f).or_default() += 1);
    let Some((most, n)) = counts.into_iter().max_by_key(|(f, n)| (*n, *f)) else { return };
    if all.len() < LEAST || n * 5 < all.len() * 3 {
        return;
    }
    let odd: Vec<Flaw> = all.iter().filter(|h| h.1 != most).map(|h| odd(proof, h.0)).collect();
    proof.found.extend(odd);
}

fn odd(proof: &Proof<'_>, h: &Heading) -> Flaw {
    let label = proof.flow.slice(h.label.start, h.label.end);
    let lead = (label.len() - label.trim_start().len()) as u32;
    proof.flaw(Fault::HeadingForm, &(h.label.start + lead..h.label.end))
}

/// A lone heading with nothing under it, among headings that have something.
fn empty(proof: &mut Proof<'_>) {
    let headings = &proof.flow.headings;
    let mut siblings: HashMap<(Option<u32>, HeadingStyle), Vec<usize>> = HashMap::new();
    for (i, h) in headings.iter().enumerate() {
        if matches!(h.style, HeadingStyle::Chinese | HeadingStyle::ChineseParen) {
            siblings.entry((h.parent, h.style)).or_default().push(i);
        }
    }
    // A title that stands twice stands in a table of contents too.
    let mut titles: HashMap<&str, usize> = HashMap::new();
    let title = |h: &Heading| proof.flow.slice(h.title.start, h.title.end);
    headings.iter().for_each(|h| *titles.entry(title(h)).or_default() += 1);
    let mut found = Vec::new();
    for group in siblings.values().filter(|g| g.len() >= 3) {
        let bare: Vec<usize> = group
            .iter()
            .copied()
            .filter(|&i| titles[title(&headings[i])] == 1 && is_bare(proof, i))
            .collect();
        if let [one] = bare.as_slice() {
            let h = &headings[*one];
            found.push(proof.flaw(Fault::EmptySection, &(h.title.start..h.title.end)));
        }
    }
    found.sort_by_key(|f| f.span);
    proof.found.extend(found);
}

fn is_bare(proof: &Proof<'_>, i: usize) -> bool {
    let (flow, h) = (proof.flow, &proof.flow.headings[i]);
    let Some(next) = flow.headings.get(i + 1) else { return false };
    let title = flow.slice(h.title.start, h.title.end);
    let short = (4..=24).contains(&title.chars().count());
    // 无 is an answer; a mark at the end makes it an item of a list; a table of contents ends in a page.
    let answered = title.contains(['无', '，', '。', '；', '…', '.', '：'])
        || title.ends_with(|c: char| c.is_ascii_digit());
    let closed = next.style <= h.style && next.number != Some(1) || next.style < h.style;
    let between = (h.para + 1..next.para).all(|p| flow.para_text(p as usize).trim().is_empty());
    h.alone && short && !answered && closed && between
}

/// 一是…，二是…。三是…: a comma where the other points end in a stop.
pub(super) fn series(proof: &mut Proof<'_>, all: &[Series]) {
    let mut found = Vec::new();
    for s in all {
        let text = &proof.document.text;
        let before = |i: usize| text[..s.points[i].span.start as usize].trim_end().chars().next_back();
        let joints: Vec<(usize, char)> = (1..s.points.len()).filter_map(|i| Some((i, before(i)?))).collect();
        let counted = s.points.iter().all(|p| p.shown.ends_with('是'));
        let stopped = joints.iter().filter(|j| matches!(j.1, '。' | '；')).count();
        for (i, _) in joints.iter().filter(|j| matches!(j.1, '，' | ',') && stopped > 0 && counted) {
            let end = text[..s.points[*i].span.start as usize].trim_end().len();
            let start = end - before(*i).map_or(0, char::len_utf8);
            let span = crate::span::Span::new(start, end);
            let stop = joints.iter().find(|j| matches!(j.1, '。' | '；')).map_or('。', |j| j.1);
            let mut f = proof.flaw(Fault::SeriesStop, &(0..0));
            (f.span, f.quote) = (span, text[start..end].to_owned());
            (f.right, f.say) = (Some(stop.to_string()), s.points[*i].shown.clone());
            found.push(f);
        }
    }
    proof.found.extend(found);
}
