//! Terms, expressions and relations as the model says them: everything that a replay needs.

use super::locate::Locator;
use super::model::{Arg, Node, Operand, Relation as RelationModel};
use crate::figure::{Figure, Value as Printed};
use crate::ledger::{Check, Expr, Link, Relation, Term, Value};
use crate::num::{self, Qualifier, Quantity, Rat, exact_text};
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

pub fn operand(at: &Locator, figures: &[Figure], name: Option<String>, role: &str, term: &Term) -> Operand {
    let (start, end) = at.offsets(term.span);
    let quantity = quantity(term);
    let figure = term.figure.and_then(|f| figures.get(f as usize));
    Operand {
        name,
        role: role.to_owned(),
        start,
        end,
        quote: at.quote(term.span),
        kind: kind(&term.value),
        value: value(term, figure),
        unit: term.unit.clone(),
        base_value: quantity.map(|q| exact_text(q.value)),
        base_unit: quantity.and(figure).map(|f| f.base_unit.clone()),
        step: quantity.map(|q| exact_text(q.step)),
        point: quantity.map(|q| q.point),
        qualifier: quantity.map(|q| qualifier(q.qualifier)),
        places: term.places,
        figure: term.figure,
    }
}

fn quantity(term: &Term) -> Option<&Quantity> {
    match &term.value {
        Value::Number(q) => Some(q),
        _ => None,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Number(_) => "number",
        Value::Date(..) => "date",
        Value::Text(_) => "text",
    }
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
    let factor = quantity(term).map_or(Some(Rat::from_integer(1)), |q| factor(term, q))?;
    let value = num::div(exact, factor)?;
    let whole = num::truncate(value, term.places) == Some(value);
    Some(if whole { num::fixed(value, term.places) } else { num::show(value, (term.places + 4).max(6)) })
}

pub fn expr(expr: &Expr, operands: usize) -> Node {
    match node(expr, operands) {
        Arg::Node(n) => n,
        text => Node { op: "arg", args: vec![text] },
    }
}

fn node(expr: &Expr, n: usize) -> Arg {
    let (op, args) = match expr {
        Expr::Arg(i) => return Arg::Text(name(*i)),
        Expr::Const(r) => ("const", vec![Arg::Text(exact_text(*r))]),
        Expr::Sum(parts) => ("sum", parts.iter().map(|p| node(p, n)).collect()),
        Expr::Sub(a, b) => ("sub", vec![node(a, n), node(b, n)]),
        Expr::Mul(a, b) => ("mul", vec![node(a, n), node(b, n)]),
        Expr::Div(a, b) => ("div", vec![node(a, n), node(b, n)]),
        Expr::Min(a, b) => ("min", vec![node(a, n), node(b, n)]),
        Expr::Count => ("count", (0..n).map(|i| Arg::Text(name(i))).collect()),
    };
    Arg::Node(Node { op, args })
}

pub fn relation(relation: Relation) -> RelationModel {
    let kind = match relation {
        Relation::Sums => "sums",
        Relation::Rounds => "rounds",
        Relation::Scores => "scores",
        Relation::Equals => "equals",
        Relation::AtMost => "at_most",
        Relation::Ordered => "ordered",
        Relation::Sequence => "sequence",
        Relation::Band { low, high, top, .. } => {
            let (low, high) = (Some(exact_text(low)), Some(exact_text(high)));
            return RelationModel { kind: "band", low, high, top: Some(top) };
        }
    };
    RelationModel { kind, ..RelationModel::default() }
}

pub fn link(link: Link) -> &'static str {
    match link {
        Link::Guess => "guess",
        Link::Likely => "likely",
        Link::Certain => "certain",
    }
}

fn qualifier(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::None => "none",
        Qualifier::About => "about",
        Qualifier::Nearly => "nearly",
        Qualifier::More => "more",
        Qualifier::AtLeast => "at_least",
        Qualifier::AtMost => "at_most",
        Qualifier::Over => "over",
        Qualifier::Under => "under",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_run_on_after_z() {
        let names: Vec<String> = [0, 25, 26, 27, 701, 702].into_iter().map(name).collect();
        assert_eq!(names, ["a", "z", "aa", "ab", "zz", "aaa"]);
    }

    #[test]
    fn expressions_name_their_operands() {
        let rate = Expr::Mul(
            Box::new(Expr::Const(Rat::from_integer(100))),
            Box::new(Expr::Div(Box::new(Expr::Arg(0)), Box::new(Expr::Arg(1)))),
        );
        let json = serde_json::to_string(&expr(&rate, 2)).unwrap();
        let want = r#"{"op":"mul","args":[{"op":"const","args":["100"]},{"op":"div","args":["a","b"]}]}"#;
        assert_eq!(json, want);
        assert_eq!(serde_json::to_string(&expr(&Expr::Arg(0), 1)).unwrap(), r#"{"op":"arg","args":["a"]}"#);
        assert_eq!(
            serde_json::to_string(&expr(&Expr::Count, 2)).unwrap(),
            r#"{"op":"count","args":["a","b"]}"#
        );
    }
}
