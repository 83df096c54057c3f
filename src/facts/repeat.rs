//! Figures that say one number twice: equal in value, and long enough or alike enough in their words that
//! chance is no explanation. Pairs that differ are no business of this module.

use super::{Mention, MentionId};
use crate::figure::Kind;
use crate::num::{self, Quantity, Rat};
use std::collections::{BTreeSet, HashMap};

/// A figure and an earlier one that prints the same number, if need be with more or fewer places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    pub first: MentionId,
    pub later: MentionId,
}

/// Earlier figures of one value that a figure is compared with.
const TRIED: usize = 6;
/// Digits that say by themselves that two prints are one number.
const TELLING: usize = 4;

pub(super) fn read(mentions: &[Mention]) -> Vec<Repeat> {
    let mut seen: HashMap<(&str, Rat), Vec<MentionId>> = HashMap::new();
    let steps = steps(mentions);
    for (id, m) in mentions.iter().enumerate().filter(|(_, m)| counts(m)) {
        if let Some(q) = m.term.quantity() {
            seen.entry((m.base.as_str(), q.value)).or_default().push(id);
        }
    }
    let mut found = Vec::new();
    for (id, m) in mentions.iter().enumerate().filter(|(_, m)| counts(m)) {
        let Some(q) = m.term.quantity() else { continue };
        for value in prints(q, steps.get(m.base.as_str())) {
            let others = seen.get(&(m.base.as_str(), value)).map_or(&[][..], Vec::as_slice);
            found.extend(nearest(mentions, others, id));
        }
    }
    found.sort_unstable_by_key(|r: &Repeat| (r.later, r.first));
    found.dedup();
    found
}

/// The nearest figure of the same number before `id`, and when there is none that is told by its words the
/// nearest behind it.
fn nearest(mentions: &[Mention], others: &[MentionId], id: MentionId) -> Option<Repeat> {
    let at = others.partition_point(|&o| o < id);
    let before = others[..at].iter().rev().take(TRIED).copied();
    let behind = others[at..].iter().take(TRIED).copied().filter(|&o| o != id);
    let coarser = |o: &MentionId| {
        mentions[*o].term.places != mentions[id].term.places
            || mentions[*o].term.unit != mentions[id].term.unit
    };
    let other = before.chain(behind.filter(coarser)).find(|&o| same(&mentions[o], &mentions[id]))?;
    Some(Repeat { first: other.min(id), later: other.max(id) })
}

fn counts(m: &Mention) -> bool {
    let kind = matches!(
        m.kind,
        Kind::Amount | Kind::Percent | Kind::Count | Kind::Measure | Kind::Score | Kind::Point
    );
    kind && !m.range && !m.approximate && m.malformed.is_none()
}

/// The steps that figures of each unit are printed with.
fn steps(mentions: &[Mention]) -> HashMap<&str, BTreeSet<Rat>> {
    let mut steps: HashMap<&str, BTreeSet<Rat>> = HashMap::new();
    for m in mentions.iter().filter(|m| counts(m) && m.kind != Kind::Count) {
        if let Some(q) = m.term.quantity() {
            steps.entry(m.base.as_str()).or_default().insert(q.step);
        }
    }
    steps
}

/// The number itself, and what coarser prints make of it.
fn prints(q: Quantity, steps: Option<&BTreeSet<Rat>>) -> Vec<Rat> {
    let mut values = vec![q.value];
    for &step in steps.into_iter().flatten().filter(|s| **s > q.step) {
        values.extend(num::to_step(q.value, step).filter(|v| !values.contains(v)));
    }
    values
}

/// Long enough, or called alike.
fn same(a: &Mention, b: &Mention) -> bool {
    // A target and what was done, a sum and its only part: columns and rows of one table say different things.
    let tabled = a.cell.zip(b.cell).is_some_and(|(a, b)| a.0 == b.0);
    if tabled || (a.sentence == b.sentence && a.label == b.label && a.cell == b.cell) {
        return false;
    }
    let digits = a.term.told().min(b.term.told());
    if a.kind == Kind::Score {
        return digits >= TELLING - 1;
    }
    let common = common(&words(a), &words(b));
    match digits {
        0..=2 => common >= 3,
        3 => common >= 2,
        _ if digits > TELLING || a.kind == Kind::Amount => true,
        _ => common >= 2,
    }
}

fn words(m: &Mention) -> Vec<char> {
    const BEHIND: usize = 8;
    let han = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    m.label.chars().filter(han).chain(m.after.chars().take(BEHIND).filter(han)).collect()
}

/// The longest run of characters that stands in both.
fn common(a: &[char], b: &[char]) -> usize {
    const LONGEST: usize = 4;
    (1..=LONGEST).rev().find(|&n| a.windows(n).any(|w| b.windows(n).any(|v| v == w))).unwrap_or(0)
}
