//! Which figure is the culprit: re-judges with a value replaced and ranks repairs by the relations they mend.

use super::choose::solve;
use super::digits;
use super::judge::{judge, quantity};
use crate::ledger::{Check, FigureId, Link, Relation, Term, Verdict};
use crate::num::{self, Rat};
use std::collections::{BTreeMap, BTreeSet};

/// A replacement of one figure and the failing checks that it mends.
#[derive(Clone, Debug)]
pub(super) struct Repair {
    pub figure: FigureId,
    pub term: Term,
    pub new: Term,
    pub slip: Option<&'static str>,
    /// Indexes of checks, ascending.
    pub mends: Vec<usize>,
    /// No other figure mends as much as plausibly.
    pub sole: bool,
}

/// Most failing checks that repairs are searched for; past that each stands alone.
const FAILING: usize = 200;
/// Past this many parts only the total of a sum is tried.
const LONG: usize = 80;
/// Most checks around one figure that are judged again.
const AROUND: usize = 60;

/// Explains the failing checks by as few repairs as can be; a check may stay without.
pub(super) fn repairs(checks: &[Check]) -> Vec<Repair> {
    let mut open: BTreeSet<usize> =
        (0..checks.len()).filter(|&i| is_failing(&checks[i])).take(FAILING).collect();
    let around = around(checks);
    let mut found = Vec::new();
    while let Some(best) = best(checks, &open, &around) {
        best.mends.iter().for_each(|i| {
            open.remove(i);
        });
        found.push(best);
    }
    found
}

/// Cut and ceiled prints are explained already.
pub(super) fn is_failing(c: &Check) -> bool {
    matches!(c.verdict, Verdict::Wrong | Verdict::Slip)
}

fn around(checks: &[Check]) -> BTreeMap<FigureId, Vec<usize>> {
    let mut map: BTreeMap<FigureId, Vec<usize>> = BTreeMap::new();
    for (i, c) in checks.iter().enumerate() {
        for id in terms(c).filter_map(|t| t.figure) {
            let list = map.entry(id).or_default();
            if list.last() != Some(&i) {
                list.push(i);
            }
        }
    }
    map
}

pub(super) fn terms(c: &Check) -> impl Iterator<Item = &Term> {
    c.operands.iter().map(|o| &o.1).chain([&c.result.1])
}

/// (gain, a slip of digits explains it, it is the result, the value is what the relation gives).
type Score = (i64, bool, bool);

fn best(checks: &[Check], open: &BTreeSet<usize>, around: &BTreeMap<FigureId, Vec<usize>>) -> Option<Repair> {
    let mut best: Option<(Score, Repair)> = None;
    for (figure, term, value) in candidates(checks, open) {
        let Some(new) = digits::with_value(&term, value) else { continue };
        let near = around.get(&figure).map_or(&[][..], |v| &v[..v.len().min(AROUND)]);
        let (mends, breaks) = effect(checks, open, near, figure, &new);
        let gain = mends.len() as i64 - breaks as i64;
        let bound =
            mends.iter().all(|&i| checks[i].relation == Relation::AtMost && checks[i].link < Link::Certain);
        if mends.is_empty() || gain < 1 || bound {
            continue;
        }
        let slip = digits::slip(&term.printed, &new.printed);
        // Of a bound either figure may be the wrong one.
        let given =
            |i: &usize| checks[*i].relation != Relation::AtMost && checks[*i].result.1.figure == Some(figure);
        let result = mends.iter().any(given);
        let score = (gain, slip.is_some(), result);
        let repair = Repair { figure, term, new, slip, mends, sole: true };
        match &mut best {
            // Of two figures that would mend the same neither is known to be wrong.
            Some((s, b)) if *s == score && b.figure != figure => {
                b.sole &= !repair.mends.iter().any(|i| b.mends.contains(i));
            }
            Some((s, _)) if *s >= score => {}
            _ => best = Some((score, repair)),
        }
    }
    best.map(|b| b.1)
}

/// Each figure of a failing check with the values that would mend it, results first.
fn candidates(checks: &[Check], open: &BTreeSet<usize>) -> Vec<(FigureId, Term, Rat)> {
    let mut all: Vec<(FigureId, Term, Rat)> = Vec::new();
    for &i in open {
        let c = &checks[i];
        if is_turned(c) {
            continue;
        }
        let operands: Vec<Term> = c.operands.iter().map(|o| o.1.clone()).collect();
        let mut offer = |term: &Term, value: Rat| {
            let Some(figure) = term.figure else { return };
            if all.iter().all(|a| (a.0, a.2) != (figure, value)) {
                all.push((figure, term.clone(), value));
            }
        };
        if matches!(c.relation, Relation::Rounds | Relation::Scores)
            && let Some(v) = rounded(c)
        {
            offer(&c.result.1, v);
        }
        if matches!(c.relation, Relation::Sums | Relation::Equals) {
            let each = if operands.len() > LONG { 0 } else { operands.len() };
            for at in [None].into_iter().chain((0..each).map(Some)) {
                if let Some((term, value)) = solve(&c.expr, &operands, &c.result.1, at) {
                    offer(&term, value);
                }
            }
        }
        if c.relation == Relation::AtMost && c.operands.len() <= LONG {
            for term in terms(c) {
                swapped(term).into_iter().for_each(|v| offer(term, v));
            }
        }
    }
    all
}

/// Right but for its direction: it is the word that is wrong, and no figure.
pub(super) fn is_turned(c: &Check) -> bool {
    let printed = quantity(&c.result.1).map(|q| q.value);
    c.verdict == Verdict::Slip
        && c.exact.zip(printed).is_some_and(|(e, p)| num::add(e, p) == Some(Rat::from_integer(0)))
}

fn rounded(c: &Check) -> Option<Rat> {
    num::to_step(c.exact?, quantity(&c.result.1)?.step)
}

/// The values that two neighbouring digits changed round give a figure.
fn swapped(t: &Term) -> Vec<Rat> {
    let of = |s: &String| {
        let new = num::rat(num::parse(s)?)?;
        let old = num::rat(num::parse(&t.printed)?)?;
        num::mul(num::div(quantity(t)?.value, old)?, new)
    };
    digits::swaps(&t.printed).iter().filter_map(of).collect()
}

/// The failing checks that hold with the new value, and how many others break.
fn effect(
    checks: &[Check],
    open: &BTreeSet<usize>,
    near: &[usize],
    figure: FigureId,
    new: &Term,
) -> (Vec<usize>, usize) {
    let (mut mends, mut breaks) = (Vec::new(), 0);
    for &i in near {
        let c = &checks[i];
        let put = |t: &Term| {
            if t.figure == Some(figure) { Term { places: t.places, ..new.clone() } } else { t.clone() }
        };
        let operands: Vec<Term> = c.operands.iter().map(|o| put(&o.1)).collect();
        let holds = judge(&c.expr, c.relation, &operands, &put(&c.result.1)).verdict.holds();
        if open.contains(&i) && holds == Some(true) {
            mends.push(i);
        }
        breaks += usize::from(c.holds == Some(true) && holds == Some(false));
    }
    (mends, breaks)
}
