//! Audit → `gouji.check/1`.

use super::fingerprint::fingerprints;
use super::locate::Locator;
use super::model::{Check, CheckDocument, Edit, Finding, Head, Related};
use super::{Source, known, status, terms};
use crate::Audit;
use crate::document::Format;
use crate::ledger;

/// A document of `gouji.check/1`; `Err` holds why the file could not be read.
pub fn check(source: &Source, audit: Result<&Audit, &str>) -> CheckDocument {
    let audit = match audit {
        Ok(audit) => audit,
        Err(error) => return CheckDocument { head: unread(source, error), ..CheckDocument::default() },
    };
    let at = Locator::new(audit);
    let ids = fingerprints(&audit.ledger.findings, &audit.document.text);
    CheckDocument {
        head: head(source, audit, &at),
        counts: status::counts(audit, &status::standings(audit)),
        findings: audit.ledger.findings.iter().zip(&ids).map(|(f, id)| finding(&at, f, id, &ids)).collect(),
        checks: audit.ledger.checks.iter().enumerate().map(|(i, c)| judged(&at, audit, i, c)).collect(),
    }
}

/// "c1" for the first check of a document.
pub fn check_id(i: usize) -> String {
    format!("c{}", i + 1)
}

pub fn unread(source: &Source, error: &str) -> Head {
    Head {
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        error: Some(error.to_owned()),
        ..Head::default()
    }
}

pub fn head(source: &Source, audit: &Audit, at: &Locator) -> Head {
    let known = known::head(audit);
    Head {
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        format: audit.document.format.map(Format::name),
        encoding: Some(audit.document.encoding.clone()),
        text_chars: at.chars().total(),
        title: known.title,
        unit: known.unit,
        year: known.year,
        error: None,
        notices: audit.document.notices.clone(),
    }
}

fn finding(at: &Locator, f: &ledger::Finding, id: &str, ids: &[String]) -> Finding {
    let (start, end) = at.offsets(f.span);
    Finding {
        id: id.to_owned(),
        rule: f.rule.to_owned(),
        name: known::rule_name(f.rule).to_owned(),
        severity: f.severity.name(),
        confidence: f.confidence.name(),
        verdict: f.verdict.map(ledger::Verdict::name),
        message: f.message.clone(),
        start,
        end,
        quote: at.quote(f.span),
        place: at.place(f.span),
        related: f.related.iter().map(|r| related(at, r)).collect(),
        formula: f.formula.clone(),
        exact: f.exact.clone(),
        printed: f.printed.clone(),
        expected: f.expected.clone(),
        check: f.check.map(check_id),
        root: f.root.and_then(|r| ids.get(r)).cloned(),
        edits: f.edits.iter().map(|e| edit(at, e)).collect(),
        safe: f.safe,
    }
}

fn related(at: &Locator, r: &ledger::Related) -> Related {
    let (start, end) = at.offsets(r.span);
    Related { role: r.role.clone(), start, end, quote: at.quote(r.span), place: at.place(r.span) }
}

fn edit(at: &Locator, e: &ledger::Edit) -> Edit {
    let (start, end) = at.offsets(e.span);
    Edit { start, end, text: e.text.clone() }
}

fn judged(at: &Locator, audit: &Audit, i: usize, c: &ledger::Check) -> Check {
    let figures = &audit.figures;
    let operand = |(k, (role, term)): (usize, &(String, ledger::Term))| {
        terms::operand(at, figures, Some(terms::name(k)), role, term)
    };
    Check {
        id: check_id(i),
        rule: c.rule.to_owned(),
        formula: c.formula.clone(),
        expr: terms::expr(&c.expr, c.operands.len()),
        relation: terms::relation(c.relation),
        holds: c.holds,
        verdict: c.verdict.name(),
        reason: c.reason.clone(),
        exact: terms::exact(c),
        exact_base: c.exact.map(crate::num::exact_text),
        printed: at.quote(c.result.1.span),
        expected: c.expected.clone(),
        severity: c.severity.name(),
        link: c.link.name(),
        result: terms::operand(at, figures, None, &c.result.0, &c.result.1),
        operands: c.operands.iter().enumerate().map(operand).collect(),
    }
}
