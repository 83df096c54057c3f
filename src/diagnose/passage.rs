//! What checks over several sentences add to those of the sentences themselves.

use super::choose::solve;
use super::{digits, judge};
use crate::ledger::{Check, Expr, Relation, Term, Verdict};
use crate::num::{self, Rat};
use num_traits::Signed;
use std::collections::HashSet;

/// Checks of figures that no check computes, and those that fail only by a slip of the hand; `sure`: figures whose words
/// say what they are made of.
pub(super) fn beside(found: Vec<Check>, known: &[Check], sure: &HashSet<u32>) -> Vec<Check> {
    let computed: HashSet<u32> =
        known.iter().filter(|c| computes(c)).filter_map(|c| c.result.1.figure).collect();
    let new = |c: &Check| c.result.1.figure.is_some_and(|f| !computed.contains(&f));
    found
        .into_iter()
        .filter(|c| computes(c) && new(c) && (c.holds == Some(true) || is_slip(c, sure)))
        .collect()
}

/// One slip of a digit in a part makes the total.
fn is_part_slip(c: &Check) -> bool {
    let operands: Vec<Term> = c.operands.iter().map(|o| o.1.clone()).collect();
    (0..operands.len()).any(|i| {
        let solved = solve(&c.expr, &operands, &c.result.1, Some(i));
        let new = solved.and_then(|(term, value)| digits::with_value(&term, value));
        new.is_some_and(|new| digits::slip(&operands[i].printed, &new.printed).is_some())
    })
}

/// A sum, a quotient or a score; not that two figures are one, or that one is no larger.
fn computes(c: &Check) -> bool {
    let made = matches!(c.relation, Relation::Sums | Relation::Rounds | Relation::Scores);
    made && !matches!(c.expr, Expr::Arg(_))
}

/// A named wrong formula, a rate cut, or a result that is a digit or a point away from what it should be.
fn is_slip(c: &Check, sure: &HashSet<u32>) -> bool {
    match c.verdict {
        Verdict::Slip | Verdict::Truncated | Verdict::Ceiled | Verdict::DoubleRounded => true,
        Verdict::Wrong => is_by_hand(c, sure),
        _ => false,
    }
}

/// Two digits changed round, or one of three and more changed by not much: a rate of two digits is a digit away from any
/// other by chance, and counts only where the words are sure.
fn is_by_hand(c: &Check, sure: &HashSet<u32>) -> bool {
    const LONG: usize = 3;
    /// A changed digit moves the figure by less than one part of so many.
    const PARTS: i128 = 4;
    let t = &c.result.1;
    let value = judge::quantity(t).map(|q| q.value);
    let expected = c.exact.and_then(|e| digits::with_value(t, num::to_step(e, judge::quantity(t)?.step)?));
    let Some((new, value)) = expected.zip(value) else { return false };
    let near = || {
        let off = num::sub(c.exact?, value)?.abs();
        Some(num::mul(off, Rat::from_integer(PARTS))? <= value.abs())
    };
    let swapped = digits::swaps(&t.printed).contains(&new.printed);
    let long = digits::significant(&t.printed) >= LONG || t.figure.is_some_and(|f| sure.contains(&f));
    // A sum that takes up all the figures there are comes out to the last digit.
    let summed = c.relation == Relation::Sums && t.figure.is_some_and(|f| sure.contains(&f));
    let near = || summed || near().unwrap_or(false);
    let slipped = long && digits::slip(&t.printed, &new.printed).is_some() && near();
    swapped || slipped || summed && is_part_slip(c)
}
