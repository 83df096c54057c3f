//! Rows that a note beside their table speaks of: 注：黄坪镇合计数含市级补助15万元. What they break is explained; what they keep
//! is kept.

use crate::facts::Facts;
use crate::ledger::{Claim, Stance};
use std::collections::HashSet;

pub(super) fn mark(facts: &Facts, claims: &mut [Claim]) {
    let noted: HashSet<u32> =
        facts.sheets.iter().flat_map(|s| &s.noted).filter_map(|&i| facts.mentions[i].term.figure).collect();
    // No note makes a score larger than its mark.
    for claim in claims.iter_mut().filter(|c| !noted.is_empty() && c.rule != "SCO002") {
        let figure = claim.result.candidates.first().and_then(|t| t.figure);
        if figure.is_some_and(|f| noted.contains(&f)) {
            claim.stance = Stance::Reading;
            claim.formal = false;
            claim.family = None;
        }
    }
}
