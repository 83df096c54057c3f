//! Checks against each other: what others say of a check decides whether it is one. Must not judge relations.

use super::choose::{TELLING, Tried, check};
use super::digits;
use super::repair::is_turned;
use crate::ledger::{Check, Expr, Relation, Severity};
use std::collections::{HashMap, HashSet};

/// Relations that a figure stands in, looked at for one that fails.
const RIVALS: usize = 8;

/// A sum that fails is no relation where all its figures stand, with more, in one that comes out: 支出总计 = 本年支出 +
/// 结余分配 + 年末结转 without its last part. A change whose direction is told the wrong way round comes out, if only its
/// size is looked at: there it is the sum that is none.
pub(super) fn drop_fragments(checks: &mut Vec<Check>) {
    let linear = |c: &Check| c.relation == Relation::Sums;
    let own = |c: &Check| {
        let mut own: Vec<u32> = figures(c).collect();
        own.sort_unstable();
        own
    };
    let backwards: HashSet<Vec<u32>> = checks.iter().filter(|c| linear(c) && is_turned(c)).map(own).collect();
    let sized = |c: &Check| !backwards.is_empty() && backwards.contains(&own(c));
    checks.retain(|c| !linear(c) || c.holds != Some(true) || !sized(c));
    let mut whole: HashMap<u32, Vec<HashSet<u32>>> = HashMap::new();
    for c in checks.iter().filter(|c| linear(c) && c.holds == Some(true) && c.operands.len() > 1) {
        let figures: HashSet<u32> = figures(c).collect();
        figures.iter().for_each(|&f| whole.entry(f).or_default().push(figures.clone()));
    }
    let fragment = |c: &Check| {
        let around = |f: u32| whole.get(&f).into_iter().flatten().take(RIVALS);
        figures(c).next().is_some_and(|f| around(f).any(|w| figures(c).all(|f| w.contains(&f))))
    };
    checks.retain(|c| !linear(c) || c.holds != Some(false) || is_turned(c) || !fragment(c));
}

/// 决算11.8万元，节约3.2万元，其中甲9.2万元、乙2.6万元: no part of the one figure is too large for it that with its
/// siblings makes another; nor where a sibling is below zero.
pub(super) fn drop_parts_of_others(checks: &mut Vec<Check>) {
    let mut parts: HashSet<u32> = HashSet::new();
    for c in checks.iter().filter(|c| c.relation == Relation::Sums && c.holds == Some(true)) {
        let plain = matches!(c.expr, Expr::Sum(_)) && c.operands.len() > 1;
        parts.extend(c.operands.iter().filter_map(|o| o.1.figure).filter(|_| plain));
    }
    let other = |c: &Check| c.operands.iter().all(|o| o.1.figure.is_some_and(|f| parts.contains(&f)));
    // A score stands in the sum of all scores as well.
    let failed =
        |c: &Check| c.relation == Relation::AtMost && c.holds == Some(false) && c.result.1.unit != "分";
    checks.retain(|c| !failed(c) || c.operands.is_empty() || !other(c));
}

/// 预算执行率（支出÷总投资）94.21%: a rate that comes out by the formula that the report gives for it is not another; nor
/// is a score that comes out by the figures behind its rate.
pub(super) fn drop_other_formulas(checks: &mut Vec<Check>) {
    let own = |c: &&Check| {
        let score = c.rule == "SCO001" && c.relation == Relation::Scores;
        (c.rule == "EXE020" || score) && c.holds == Some(true)
    };
    let own: HashSet<u32> = checks.iter().filter(own).filter_map(|c| c.result.1.figure).collect();
    let other = |c: &Check| {
        let rate = matches!(c.relation, Relation::Rounds | Relation::Scores) && c.holds == Some(false);
        rate && c.result.1.figure.is_some_and(|f| own.contains(&f))
    };
    checks.retain(|c| !other(c));
}

fn figures(c: &Check) -> impl Iterator<Item = u32> + '_ {
    c.operands.iter().map(|o| &o.1).chain([&c.result.1]).filter_map(|t| t.figure)
}

/// The figures of a relation that holds, and its kind: said by several rules it is still one relation.
pub(super) fn restated(c: &Check) -> Option<(Vec<u32>, std::mem::Discriminant<Relation>)> {
    let figures: Option<Vec<u32>> =
        c.operands.iter().map(|o| &o.1).chain([&c.result.1]).map(|t| t.figure).collect();
    let mut figures = figures.filter(|f| f.len() > 1 && c.holds == Some(true))?;
    figures.sort_unstable();
    Some((figures, std::mem::discriminant(&c.relation)))
}

/// Sums that fail and are said by two rules: the graver one is told.
pub(super) fn drop_repeated(checks: &mut Vec<Check>) {
    let mut graver: HashMap<(Option<u32>, Vec<u32>), Severity> = HashMap::new();
    let key = |c: &Check| {
        let failed = c.holds == Some(false) && matches!(c.expr, Expr::Sum(_));
        let mut parts: Vec<u32> = c.operands.iter().filter_map(|o| o.1.figure).collect();
        parts.sort_unstable();
        (failed && parts.len() == c.operands.len()).then_some((c.result.1.figure, parts))
    };
    for c in checks.iter() {
        if let Some(key) = key(c) {
            let worst = graver.entry(key).or_insert(c.severity);
            *worst = c.severity.max(*worst);
        }
    }
    let mut told = HashSet::new();
    checks.retain(|c| key(c).is_none_or(|key| graver.get(&key) == Some(&c.severity) && told.insert(key)));
}

/// Two mentions a slip apart: where one of the two stands in other relations that hold, and the other in none, the
/// lonely one is the slip.
pub(super) fn orphans(doubts: Vec<Tried>, checks: &[Check]) -> Vec<Check> {
    // A goal that is reached is reached by many a figure.
    let bound = |c: &Check| matches!(c.relation, Relation::AtMost | Relation::Ordered) || is_capped(&c.expr);
    let arithmetic = |c: &&Check| c.holds == Some(true) && !bound(c);
    let tied: HashSet<u32> = checks.iter().filter(arithmetic).flat_map(figures).collect();
    let any: HashSet<u32> = checks.iter().flat_map(figures).collect();
    let swapped = |t: &Tried| digits::swaps(&t.operands[0].printed).contains(&t.result.printed);
    let lonely = |t: &Tried| {
        let (Some(a), Some(b)) = (t.operands.first().and_then(|o| o.figure), t.result.figure) else {
            return false;
        };
        // What stands in a relation that fails is no less lonely, where the figures are long.
        let told = t.operands[0].told().min(t.result.told());
        let long = told > TELLING || told + 1 >= TELLING && swapped(t);
        let alone = |i: &u32| if long { !tied.contains(i) } else { !any.contains(i) };
        (tied.contains(&a) && alone(&b)) || (tied.contains(&b) && alone(&a))
    };
    let cap = |t: &Tried| if swapped(t) { None } else { Some(Severity::Warning) };
    doubts.into_iter().filter(lonely).map(|t| (cap(&t), t)).map(|(cap, t)| check(t, cap)).collect()
}

/// Somewhere in it counts the lesser of two values.
fn is_capped(expr: &Expr) -> bool {
    match expr {
        Expr::Min(..) => true,
        Expr::Sum(args) => args.iter().any(is_capped),
        Expr::Sub(a, b) | Expr::Mul(a, b) | Expr::Div(a, b) => is_capped(a) || is_capped(b),
        Expr::Arg(_) | Expr::Const(_) | Expr::Count => false,
    }
}

/// 达标26份，抽检27份，达标率96.30%；按期完工率91.30%: figures that make a rate already make no other.
pub(super) fn unmade(slips: Vec<Tried>, checks: &[Check]) -> Vec<Check> {
    let mut made: HashMap<u32, Vec<HashSet<u32>>> = HashMap::new();
    for c in checks.iter().filter(|c| c.holds == Some(true) && c.relation == Relation::Rounds) {
        let all: HashSet<u32> = figures(c).collect();
        c.operands
            .iter()
            .filter_map(|o| o.1.figure)
            .for_each(|f| made.entry(f).or_default().push(all.clone()));
    }
    let is_made = |t: &Tried| {
        let mut operands = t.operands.iter().filter_map(|o| o.figure);
        let rates = operands.next().and_then(|f| made.get(&f)).into_iter().flatten().take(RIVALS);
        rates.into_iter().any(|m| operands.clone().all(|f| m.contains(&f)))
    };
    // A reading of a rate says nothing where what it is taken of is known, and does not give it either.
    let wrong = checks.iter().filter(|c| c.holds == Some(false) && c.relation == Relation::Rounds);
    let judged: HashMap<u32, Option<String>> =
        wrong.filter_map(|c| Some((c.result.1.figure?, c.expected.clone()))).collect();
    let other = |t: &Tried, right: &Option<String>| t.judged.expected != *right;
    let is_judged =
        |t: &Tried| t.result.figure.and_then(|f| judged.get(&f)).is_some_and(|right| other(t, right));
    slips
        .into_iter()
        .filter(|t| !is_made(t) && !is_judged(t))
        .map(|t| check(t, Some(Severity::Warning)))
        .collect()
}
