//! Finds mentions by what they are called, all through a report, in time that does not grow with it.

use super::{Mention, MentionId, Stand};
use std::collections::HashMap;

/// Names end alike when so many characters do.
const TAIL: usize = 3;
/// Characters that two names must share in a row to be of one thing.
const RUN: usize = 4;
/// Mentions kept for one run: a run that stands everywhere names nothing.
const MANY: usize = 16;

#[derive(Clone, Debug, Default)]
pub struct Index {
    tails: HashMap<String, Vec<MentionId>>,
    runs: HashMap<String, Vec<MentionId>>,
    facts: HashMap<usize, Vec<MentionId>>,
}

impl Index {
    pub(super) fn new(mentions: &[Mention]) -> Self {
        let mut index = Self::default();
        for (id, m) in mentions.iter().enumerate().filter(|(_, m)| !m.range && !m.approximate) {
            let chars: Vec<char> = m.label.chars().collect();
            if let Some(tail) = tail(&chars) {
                index.tails.entry(tail).or_default().push(id);
            }
            for run in chars.windows(RUN) {
                let ids = index.runs.entry(run.iter().collect()).or_default();
                if ids.len() < MANY && ids.last() != Some(&id) {
                    ids.push(id);
                }
            }
            if let Some(fact) = m.attribute.filter(|_| m.stand != Stand::Change) {
                index.facts.entry(fact).or_default().push(id);
            }
        }
        index
    }

    /// Mentions whose name ends in `name`, the nearest before `from` first.
    pub fn called<'i>(
        &'i self,
        mentions: &'i [Mention],
        name: &'i str,
        from: MentionId,
    ) -> impl Iterator<Item = MentionId> + 'i {
        let chars: Vec<char> = name.chars().collect();
        let ids = tail(&chars).and_then(|t| self.tails.get(&t)).map_or(&[][..], Vec::as_slice);
        nearest(ids, from).filter(move |&i| mentions[i].label.ends_with(name)).take(MANY)
    }

    /// Mentions that share a run of characters with a name, the nearest before `from` first.
    pub fn alike(&self, name: &str, from: MentionId) -> Vec<MentionId> {
        let chars: Vec<char> = name.chars().collect();
        let runs = chars.windows(RUN).filter_map(|r| self.runs.get(&r.iter().collect::<String>()));
        let mut ids: Vec<MentionId> = runs.flatten().copied().collect();
        ids.sort_unstable();
        ids.dedup();
        nearest(&ids, from).take(MANY).collect()
    }

    /// Mentions of a fact, the nearest before `from` first.
    pub fn of(&self, fact: usize, from: MentionId) -> impl Iterator<Item = MentionId> + '_ {
        let ids = self.facts.get(&fact).map_or(&[][..], Vec::as_slice);
        nearest(ids, from).take(MANY)
    }
}

fn tail(chars: &[char]) -> Option<String> {
    let at = chars.len().checked_sub(TAIL)?;
    Some(chars[at..].iter().collect())
}

/// Those before, the nearest first, then those behind.
fn nearest(ids: &[MentionId], from: MentionId) -> impl Iterator<Item = MentionId> + '_ {
    let at = ids.partition_point(|&i| i < from);
    let behind = ids[at..].iter().copied().filter(move |&i| i != from);
    ids[..at].iter().rev().copied().chain(behind)
}
