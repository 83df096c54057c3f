//! From claims to checks: picks among rival bindings and readings the one that reproduces the print, and
//! drops what the report never stated.

use super::digits;
use super::judge::{self, Judgement, judge};
use crate::ledger::{Check, Claim, Link, Relation, Severity, Slip, Stance, Term, Verdict};
use crate::num::{self, Rat};
use num_traits::Signed;
use std::collections::HashMap;

/// Most bindings that one claim is tried with.
const BINDINGS: usize = 36;
/// Digits that a figure needs before one changed digit counts as evidence.
const TELLING: usize = 4;

struct Tried {
    claim: Claim,
    operands: Vec<Term>,
    result: Term,
    judged: Judgement,
}

/// Judges all claims; one check at most for each statement.
pub(super) fn choose(claims: Vec<Claim>) -> Vec<Check> {
    let mut slots: Vec<Option<Tried>> = Vec::new();
    let mut of_group: HashMap<u32, usize> = HashMap::new();
    for claim in claims {
        let group = claim.group;
        let Some(tried) = bind(claim) else { continue };
        match group.and_then(|g| of_group.get(&g).copied()) {
            Some(slot) => {
                let better = slots[slot].as_ref().is_none_or(|old| rank(&tried) < rank(old));
                if better {
                    slots[slot] = Some(tried);
                }
            }
            None => {
                if let Some(g) = group {
                    of_group.insert(g, slots.len());
                }
                slots.push(Some(tried));
            }
        }
    }
    slots.into_iter().flatten().filter_map(keep).collect()
}

/// Lower is better: holding first, then cut or ceiled, then what the report states, then the order of claims.
fn rank(t: &Tried) -> u8 {
    match t.judged.verdict {
        Verdict::Exact | Verdict::Rounded => 0,
        Verdict::Tail | Verdict::Within => 1,
        Verdict::Truncated | Verdict::DoubleRounded | Verdict::Ceiled => 2,
        _ => match t.claim.stance {
            Stance::Stated => 3,
            _ if slips_by_a_digit(t) => 3,
            Stance::Open => 4,
            Stance::Optional => 5,
        },
    }
}

/// Tries the bindings in the order of their evidence.
fn bind(claim: Claim) -> Option<Tried> {
    let mut best: Option<Tried> = None;
    for (operands, result) in bindings(&claim) {
        let judged = judge(&claim.expr, claim.relation, &operands, &result);
        let tried = Tried { claim: claim.clone(), operands, result, judged };
        let first = best.is_none();
        let sure = tried.judged.verdict == Verdict::Exact || tried.judged.verdict == Verdict::Rounded;
        let cut = best.as_ref().is_some_and(|b| rank(b) > 2) && rank(&tried) == 2;
        if first || sure || cut {
            best = Some(tried);
        }
        if sure {
            break;
        }
    }
    best
}

fn bindings(claim: &Claim) -> Vec<(Vec<Term>, Term)> {
    let roles: Vec<&[Term]> =
        claim.operands.iter().chain([&claim.result]).map(|r| r.candidates.as_slice()).collect();
    let mut all: Vec<Vec<Term>> = vec![Vec::new()];
    for candidates in roles {
        let wider = |b: &Vec<Term>| {
            let with = |t: &Term| b.iter().cloned().chain([t.clone()]).collect::<Vec<_>>();
            candidates.iter().map(with).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(wider).take(BINDINGS).collect();
    }
    let split = |mut b: Vec<Term>| b.pop().map(|result| (b, result));
    all.into_iter().filter_map(split).filter(|(o, r)| distinct(claim, o, r)).collect()
}

/// No figure stands in two roles.
fn distinct(claim: &Claim, operands: &[Term], result: &Term) -> bool {
    if matches!(claim.relation, Relation::Ordered | Relation::Sequence | Relation::Band { .. }) {
        return true;
    }
    let ids: Vec<u32> = operands.iter().chain([result]).filter_map(|t| t.figure).collect();
    (1..ids.len()).all(|i| !ids[..i].contains(&ids[i]))
}

/// The check, unless the claim only counted if it held.
fn keep(t: Tried) -> Option<Check> {
    let held = t.judged.verdict.holds() != Some(false);
    if held || t.claim.stance == Stance::Stated {
        return Some(check(t, None));
    }
    let near = t.claim.stance == Stance::Open && is_near(&t);
    let soft = matches!(t.judged.verdict, Verdict::Truncated | Verdict::Ceiled | Verdict::DoubleRounded);
    if near || (soft && t.claim.stance == Stance::Open) {
        return Some(check(t, None));
    }
    let capped = if long_slip(&t) || many_parts(&t) { Some(Severity::Warning) } else { None };
    capped.map(|c| check(t, Some(c)))
}

/// Σ within 2 % of the total.
fn is_near(t: &Tried) -> bool {
    let gap = || {
        let total = judge::quantity(&t.result)?.value;
        let delta = num::sub(t.judged.exact?, total)?.abs();
        Some(num::mul(delta, Rat::from_integer(50))? < total.abs())
    };
    t.claim.relation == Relation::Sums && t.operands.len() > 1 && gap().unwrap_or(false)
}

/// One slip of a digit in a long figure mends it.
fn long_slip(t: &Tried) -> bool {
    repairs(t).any(|(from, to)| {
        digits::significant(&from).min(digits::significant(&to)) >= TELLING
            && digits::slip(&from, &to).is_some()
    })
}

/// A list of four or more small counts that one slip mends.
fn many_parts(t: &Tried) -> bool {
    t.claim.stance == Stance::Open && t.operands.len() >= 4 && slips_by_a_digit(t)
}

fn slips_by_a_digit(t: &Tried) -> bool {
    repairs(t).any(|(from, to)| digits::slip(&from, &to).is_some())
}

/// (printed, what it would have to be) for each member of a sum or equality.
fn repairs(t: &Tried) -> impl Iterator<Item = (String, String)> {
    let linear = matches!(t.claim.relation, Relation::Sums | Relation::Equals);
    let members: Vec<Option<usize>> =
        if linear { (0..t.operands.len()).map(Some).chain([None]).collect() } else { vec![None] };
    members.into_iter().filter_map(|at| {
        let (term, value) = solve(&t.claim.expr, &t.operands, &t.result, at)?;
        let new = digits::with_value(&term, value)?;
        Some((term.printed, new.printed))
    })
}

/// The value that member `at` (the result when `None`) must have for the relation to hold; linear in it.
pub(super) fn solve(
    expr: &crate::ledger::Expr,
    operands: &[Term],
    result: &Term,
    at: Option<usize>,
) -> Option<(Term, Rat)> {
    let exact = judge::value(expr, operands)?;
    let Some(i) = at else { return Some((result.clone(), exact)) };
    let old = judge::quantity(operands.get(i)?)?;
    let one = Rat::from_integer(1);
    let mut more = operands.to_vec();
    let raised = num::Quantity { value: num::add(old.value, one)?, ..old };
    more[i].value = crate::ledger::Value::Number(raised);
    let slope = num::sub(judge::value(expr, &more)?, exact)?;
    if slope.abs() != one {
        return None;
    }
    let gap = num::sub(judge::quantity(result)?.value, exact)?;
    Some((operands[i].clone(), num::add(old.value, num::mul(gap, slope)?)?))
}

fn check(t: Tried, cap: Option<Severity>) -> Check {
    let Tried { claim, operands, result, judged } = t;
    let names = claim.operands.iter().map(|r| r.name.clone());
    let by_link = match claim.link {
        Link::Certain => Severity::Error,
        Link::Likely => Severity::Warning,
        Link::Guess => Severity::Note,
    };
    let caps = [Some(claim.severity), Some(by_link), cap, judged.ceiling];
    let severity = caps.into_iter().flatten().min().unwrap_or(Severity::Note);
    let (verdict, reason) = named_slip(&claim.slips, &operands, &result, claim.relation, &judged);
    Check {
        rule: claim.rule,
        formula: claim.formula,
        expr: claim.expr,
        relation: claim.relation,
        operands: names.zip(operands).collect(),
        result: (claim.result.name, result),
        verdict,
        holds: verdict.holds(),
        exact: judged.exact,
        expected: judged.expected,
        reason,
        severity,
        link: claim.link,
    }
}

/// A wrong result that a named wrong formula reproduces is a slip.
fn named_slip(
    slips: &[Slip],
    operands: &[Term],
    result: &Term,
    relation: Relation,
    judged: &Judgement,
) -> (Verdict, Option<String>) {
    if judged.verdict != Verdict::Wrong {
        return (judged.verdict, judged.reason.clone());
    }
    let fits = |s: &&Slip| {
        let v = judge(&s.expr, relation, operands, result).verdict;
        matches!(v, Verdict::Exact | Verdict::Rounded | Verdict::Truncated)
    };
    match slips.iter().find(fits) {
        Some(s) => (Verdict::Slip, Some(s.explanation.clone())),
        None => (Verdict::Wrong, judged.reason.clone()),
    }
}
