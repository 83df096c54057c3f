//! Rows of checks, their operands, and findings.

use super::place::Locator;
use super::value::{Row, Value};
use crate::Audit;
use crate::ledger::{self, Check, Finding};
use crate::num::exact_text;
use crate::view::fingerprint::fingerprints;
use crate::view::{known, terms};

pub fn checks(audit: &Audit, at: &Locator) -> Vec<Row> {
    audit.ledger.checks.iter().enumerate().map(|(i, c)| check(at, i, c)).collect()
}

fn check(at: &Locator, i: usize, c: &Check) -> Row {
    let exact = c.exact.map(exact_text);
    let mut row = vec![
        Value::Int(i as i64 + 1),
        Value::text(c.rule),
        Value::text(&c.formula),
        Value::text(c.relation.name()),
        Value::text(c.verdict.name()),
        c.holds.map_or(Value::Null, Value::Bool),
        exact.as_deref().map_or(Value::Null, Value::decimal),
        Value::maybe(exact.as_deref()),
        Value::maybe(terms::exact(c).as_deref()),
        at.quote(c.result.1.span),
        Value::maybe(c.expected.as_deref()),
        Value::maybe(c.reason.as_deref()),
        Value::text(c.severity.name()),
        Value::text(c.link.name()),
        Value::number(c.result.1.figure.map(|f| f as usize)),
    ];
    row.extend(at.all(c.result.1.span));
    row
}

pub fn operands(audit: &Audit, at: &Locator) -> Vec<Row> {
    let of = |(i, c): (usize, &Check)| {
        let one = |(k, (role, term)): (usize, &(String, ledger::Term))| {
            let [start, end] = at.span(term.span);
            vec![
                Value::Int(i as i64 + 1),
                Value::Int(k as i64 + 1),
                Value::text(role),
                Value::number(term.figure.map(|f| f as usize)),
                start,
                end,
                at.quote(term.span),
            ]
        };
        c.operands.iter().enumerate().map(one).collect::<Vec<_>>()
    };
    audit.ledger.checks.iter().enumerate().flat_map(of).collect()
}

pub fn findings(audit: &Audit, at: &Locator) -> Vec<Row> {
    let ids = fingerprints(&audit.ledger.findings, &audit.document.text);
    audit.ledger.findings.iter().zip(&ids).enumerate().map(|(i, (f, id))| finding(at, i, f, id)).collect()
}

fn finding(at: &Locator, i: usize, f: &Finding, id: &str) -> Row {
    let mut row = vec![
        Value::Int(i as i64 + 1),
        Value::text(id),
        Value::text(f.rule),
        Value::text(known::rule_name(f.rule)),
        Value::text(f.severity.name()),
        Value::text(f.confidence.name()),
        Value::maybe(f.verdict.map(ledger::Verdict::name)),
        Value::text(&f.message),
        Value::maybe(f.formula.as_deref()),
        Value::maybe(f.exact.as_deref()),
        Value::maybe(f.printed.as_deref()),
        Value::maybe(f.expected.as_deref()),
        Value::number(f.check),
        Value::number(f.root),
    ];
    row.extend(at.all(f.span));
    row
}
