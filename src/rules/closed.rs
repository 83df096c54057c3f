//! Claims that take up all there is: no other figure of their kinds stands beside those that they are made of, so that
//! a figure which does not come out has hardly another to be of.

use super::{kit, totals};
use crate::facts::{Facts, MentionId, Stand};
use crate::ledger::{Claim, Expr, Relation, Role, Stance};
use std::collections::HashMap;

/// Members of a claim, and figures to either side of the first, beyond which nothing is closed.
const MANY: usize = 12;
const NEAR: usize = 24;
/// Words that tell of more than the figures do.
const MORE: &[&str] = &[
    "另",
    "，含",
    "附表",
    "附件",
    "同时",
    "未列",
    "期间",
    "同期",
    "其余由",
    "补发",
    "调增",
    "核增",
    "核销",
    "基期",
    "口径",
];

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
    let prose = |o: &Vec<MentionId>| o.iter().all(|&i| facts.mentions[i].cell.is_none());
    let Some(own) = own.filter(|o| o.len() <= MANY && prose(o)) else { return false };
    let sentence = facts.mentions[own[0]].sentence;
    let alike = |a: MentionId, b: MentionId| facts.mentions[a].term.unit == facts.mentions[b].term.unit;
    // 年初a，收入b，其中…，支出c，年末结转d: what divides a member is none beside it.
    let course = claim.formal && claim.operands.len() > 2 && !matches!(claim.expr, Expr::Sum(_));
    let divides = |i: MentionId| course && facts.totals_of(i).iter().any(|t| own.contains(t));
    // 完成培训134人，其中甲86人、乙48人，完成计划120人的111.67%: a goal is no part.
    let goal = |i: MentionId| claim.stance == Stance::Open && facts.mentions[i].stand == Stand::Base;
    let other =
        |i: MentionId| !own.contains(&i) && !divides(i) && !goal(i) && own.iter().any(|&o| alike(o, i));
    // 编制412人 beside those who hold them.
    let posts = |i: MentionId| {
        let of = |i: MentionId| totals::is_posts(&facts.mentions[i]);
        of(i) && !own.iter().any(|&o| of(o))
    };
    let other = |i: MentionId| other(i) && !posts(i);
    let within = |i: &MentionId| facts.mentions[*i].sentence == sentence;
    let before = (0..own[0]).rev().take_while(within).take(NEAR);
    let around: Vec<MentionId> =
        before.chain((own[0]..facts.mentions.len()).take_while(within).take(NEAR)).collect();
    let (first, last) = (own.iter().min().copied(), own.iter().max().copied());
    let says = |words: &str| MORE.iter().any(|w| words.contains(w));
    let more = |&i: &MentionId| {
        let m = &facts.mentions[i];
        Some(i) > first && Some(i) <= last && says(&m.gap) || Some(i) >= last && says(&m.rest)
    };
    let sum = matches!(claim.expr, Expr::Sum(_));
    if sum && (is_of_sorts(facts, &own) || claim.stance == Stance::Optional && !is_told(facts, &own)) {
        return false;
    }
    // 增加1800人 behind 其中, or where one thing grew and another fell: of a part.
    let change = || {
        let m = &facts.mentions[own[own.len() - 1]];
        let gap = m.gap.as_str();
        !sum && (gap.contains("其中") || gap.contains("增") && gap.contains("减"))
    };
    let all = !change() && own.iter().all(|i| around.contains(i)) && around.len() < NEAR;
    all && !around.iter().any(more) && !around.into_iter().any(other)
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

/// The total is called one, or a part is what is left; and nothing tells of more parts.
fn is_told(facts: &Facts, own: &[MentionId]) -> bool {
    let (total, parts) = (own[own.len() - 1], &own[..own.len() - 1]);
    if totals::is_of_more(facts, total, parts) {
        return false;
    }
    let says = |i: MentionId, words: &[&str]| words.iter().any(|w| facts.mentions[i].before.contains(w));
    says(total, totals::ALL) || parts.iter().any(|&p| says(p, totals::REST))
}
