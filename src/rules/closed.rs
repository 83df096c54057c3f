//! Claims that take up all there is: no other figure of their kinds stands beside those that they are made of, so that
//! a figure which does not come out has hardly another to be of.

use super::{kit, totals};
use crate::facts::{Facts, MentionId};
use crate::ledger::{Claim, Expr, Relation, Role, Stance};
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
    let sum = matches!(claim.expr, Expr::Sum(_));
    if sum && (is_of_sorts(facts, &own) || claim.stance == Stance::Optional && !is_called(facts, &own)) {
        return false;
    }
    own.iter().all(within) && !around.into_iter().any(other)
}

/// 中央资金300万元，执行285万元，省级资金200万元，执行180万元: parts of two sorts make no sum.
fn is_of_sorts(facts: &Facts, own: &[MentionId]) -> bool {
    let parts = &own[..own.len() - 1];
    let named = |i: MentionId| facts.mentions[i].label.as_str();
    let again =
        |k: usize| !named(parts[k]).is_empty() && parts[..k].iter().any(|&p| named(p) == named(parts[k]));
    // 2021年整治水体6条，2022年整治9条，2023年整治11条: one sort, which the first names in full.
    let like = |&p: &MentionId| {
        kit::last(named(p), 2) == kit::last(named(parts[0]), 2) || named(parts[0]).contains(named(p))
    };
    (1..parts.len()).any(again) && !parts.iter().all(like)
}

/// The total is called one, or a part is what is left.
fn is_called(facts: &Facts, own: &[MentionId]) -> bool {
    let (total, parts) = (own[own.len() - 1], &own[..own.len() - 1]);
    let says = |i: MentionId, words: &[&str]| words.iter().any(|w| facts.mentions[i].before.contains(w));
    says(total, totals::ALL) || parts.iter().any(|&p| says(p, totals::REST))
}
