//! Claims that take up all there is: no other figure of their kinds stands beside those that they are made of, so that
//! a figure which does not come out has hardly another to be of.

use crate::facts::{Facts, MentionId};
use crate::ledger::{Claim, Relation, Role};
use std::collections::HashMap;

/// Marks the claims whose figures are all that their sentence tells of such kinds.
pub(super) fn mark(facts: &Facts, claims: &mut [Claim]) {
    let ids = facts.mentions.iter().enumerate().filter_map(|(id, m)| Some((m.term.figure?, id)));
    let of: HashMap<u32, MentionId> = ids.collect();
    for claim in claims {
        claim.closed = is_closed(facts, &of, claim);
    }
}

fn is_closed(facts: &Facts, of: &HashMap<u32, MentionId>, claim: &Claim) -> bool {
    if !matches!(claim.relation, Relation::Sums | Relation::Rounds) || claim.operands.len() < 2 {
        return false;
    }
    let first = |r: &Role| r.candidates.first().and_then(|t| of.get(&t.figure?)).copied();
    let own: Option<Vec<MentionId>> = claim.operands.iter().chain([&claim.result]).map(first).collect();
    let Some(own) = own.filter(|o| o.iter().all(|&i| facts.mentions[i].cell.is_none())) else { return false };
    let sentence = facts.mentions[own[0]].sentence;
    let alike = |a: MentionId, b: MentionId| facts.mentions[a].term.unit == facts.mentions[b].term.unit;
    let other = |i: MentionId| !own.contains(&i) && own.iter().any(|&o| alike(o, i));
    let within = |i: &MentionId| facts.mentions[*i].sentence == sentence;
    let around =
        (0..own[0]).rev().take_while(within).chain((own[0]..facts.mentions.len()).take_while(within));
    own.iter().all(within) && !around.into_iter().any(other)
}
