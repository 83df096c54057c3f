//! Terms, expressions and relations as the model says them: everything that a replay needs.

use super::locate::Locator;
use super::model::{Arg, Node, Operand, Relation as RelationModel};
use crate::figure::Figure;
use crate::ledger::{Expr, Relation, Term, Value};
use crate::num::{Qualifier, exact_text};
pub use crate::view::terms::{decimal, exact, name, value};

pub fn operand(at: &Locator, figures: &[Figure], name: Option<String>, role: &str, term: &Term) -> Operand {
    let (start, end) = at.offsets(term.span);
    let quantity = term.quantity();
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

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Number(_) => "number",
        Value::Date(..) => "date",
        Value::Text(_) => "text",
    }
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
    let kind = relation.name();
    match relation {
        Relation::Band { low, high, top, .. } => {
            let (low, high) = (Some(exact_text(low)), Some(exact_text(high)));
            RelationModel { kind, low, high, top: Some(top) }
        }
        _ => RelationModel { kind, ..RelationModel::default() },
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
    use crate::num::Rat;

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
