//! Printed and computed values as text: as printed, exact, cut but never rounded.

use crate::figure::{Figure, Value as Printed};
use crate::ledger::{Check, Term, Value};
use crate::num::{self, Quantity, Rat, exact_text};
use num_traits::Zero;

/// "a" … "z", "aa", "ab" …
pub fn name(i: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = i + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(b'a' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

pub fn value(term: &Term, figure: Option<&Figure>) -> String {
    match &term.value {
        Value::Number(q) => printed(term, figure, q),
        Value::Date(y, 0, _) => format!("{y:04}"),
        Value::Date(y, m, 0) => format!("{y:04}-{m:02}"),
        Value::Date(y, m, d) => format!("{y:04}-{m:02}-{d:02}"),
        Value::Text(text) => text.clone(),
    }
}

/// The number in its printed unit: separators and Chinese numerals are resolved, printed places kept.
fn printed(term: &Term, figure: Option<&Figure>, q: &Quantity) -> String {
    if num::parse(&term.printed).is_some() {
        return term.printed.clone();
    }
    if let Some(f) = figure.filter(|f| f.quantity == Some(*q)) {
        return decimal(&f.value);
    }
    let value = by_step(q, term.places).and_then(|factor| num::div(q.value, factor));
    value.map_or_else(|| exact_text(q.value), |v| padded(v, term.places))
}

/// A printed value of a figure as a plain decimal, or as a fraction.
pub fn decimal(value: &Printed) -> String {
    match value {
        Printed::Decimal(d) => d.to_string(),
        Printed::Fraction(r) => exact_text(*r),
    }
}

/// Exact, with at least `places` decimals.
fn padded(r: Rat, places: u32) -> String {
    if num::truncate(r, places) == Some(r) { num::fixed(r, places) } else { exact_text(r) }
}

/// What one printed unit is in the base unit (万元 → 10000), or none when nothing tells it.
fn factor(term: &Term, q: &Quantity) -> Option<Rat> {
    let printed = num::parse(&term.printed).and_then(num::rat).filter(|p| !p.is_zero() && !q.value.is_zero());
    match printed {
        Some(p) => num::div(q.value, p),
        None => by_step(q, term.places),
    }
}

fn by_step(q: &Quantity, places: u32) -> Option<Rat> {
    num::mul(q.step, num::scale10(i32::try_from(places).ok()?)?).filter(|f| !f.is_zero())
}

/// The computed value in the unit of the result, cut after a few more places than are printed.
pub fn exact(check: &Check) -> Option<String> {
    let exact = check.exact?;
    let term = &check.result.1;
    let factor = term.quantity().map_or(Some(Rat::from_integer(1)), |q| factor(term, &q))?;
    let value = num::div(exact, factor)?;
    let whole = num::truncate(value, term.places) == Some(value);
    Some(if whole { num::fixed(value, term.places) } else { num::show(value, (term.places + 4).max(6)) })
}
