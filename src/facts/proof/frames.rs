//! Two words of one sentence that do not go together: 原因是…造成的.

use super::{Fault, Proof};
use crate::scheme::Frame;
use std::ops::Range;

pub(super) fn read(proof: &mut Proof<'_>) {
    let wording = &proof.scheme.wording;
    let mut found = Vec::new();
    for (p, text) in proof.prose() {
        let mut free = 0;
        for (i, words) in wording.openings.scan(text) {
            if i < free {
                continue;
            }
            let frames = words.filter_map(|w| wording.frames.get(w.1));
            if let Some((frame, at)) = frames.filter_map(|f| Some((f, close(f, text, i)?))).next() {
                free = at.end;
                let mut f = proof.in_para(Fault::Frame, p, &at);
                f.say.clone_from(&frame.why);
                found.push(f);
            }
        }
    }
    proof.found.extend(found);
}

/// From the opening word to the closing one.
fn close(frame: &Frame, text: &str, i: usize) -> Option<Range<usize>> {
    let ahead = frame.ahead.is_empty() || frame.ahead.iter().any(|w| text[..i].ends_with(w.as_str()));
    let from = i + frame.open.len();
    let rest = &text[from..];
    // No closing word is longer than this.
    const TAIL: usize = 12;
    let rest = rest.char_indices().nth(frame.within + TAIL).map_or(rest, |c| &rest[..c.0]);
    let stop = rest.find(['。', '；', ';']).unwrap_or(rest.len());
    let body = &rest[..stop];
    let reach = body.char_indices().nth(frame.within).map_or(body.len(), |c| c.0);
    let hit = frame
        .close
        .iter()
        .filter_map(|w| body.find(w.as_str()).filter(|at| *at <= reach).map(|at| (at, w.len())))
        .min()?;
    let between = &body[..hit.0];
    let other = frame
        .unless
        .iter()
        .any(|w| between.contains(w.as_str()) || body[hit.0 + hit.1..].starts_with(w.as_str()));
    (ahead && !other).then_some(i..from + hit.0 + hit.1)
}
