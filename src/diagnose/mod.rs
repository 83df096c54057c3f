//! Sees all claims at once: picks bindings, judges, names slips, finds roots and follow-ups, states the
//! habit of the report. It alone sets `root` and `edits`.

mod choose;
mod crossed;
mod digits;
mod habit;
mod judge;
mod message;
mod passage;
mod repair;

use crate::ledger::{
    Check, Claim, Confidence, Edit, Expr, Finding, Ledger, Link, Related, Relation, Severity, Term, Verdict,
};
use repair::Repair;
use std::collections::HashSet;

/// Claims to ledger; `passages` are claims over several sentences or paragraphs, which count where `claims` tell nothing of a
/// figure; `found` are the findings that rules of structure made themselves.
pub fn diagnose<const N: usize>(
    claims: Vec<Claim>,
    passages: [Vec<Claim>; N],
    found: Vec<Finding>,
) -> Ledger {
    let mut checks = choose::choose(claims);
    for claims in passages {
        let sure = claims.iter().filter(|c| c.formal || c.closed);
        let sure: HashSet<u32> = sure.filter_map(|c| c.result.candidates.first()?.figure).collect();
        let claims = claims.into_iter().map(|c| Claim { formal: false, ..c }).collect();
        checks.extend(passage::beside(choose::choose(claims), &checks, &sure));
    }
    let repairs = repair::repairs(&checks);
    let mut findings = found;
    for r in &repairs {
        repaired(&checks, r, &mut findings);
    }
    for (i, c) in checks.iter().enumerate() {
        let explained = repairs.iter().any(|r| r.mends.contains(&i));
        if !explained && (c.holds == Some(false) || c.verdict == Verdict::Tail) {
            findings.push(alone(i, c));
        }
    }
    settle(&checks, &mut findings);
    findings.retain(|f| f.root.is_some() || !is_apart(&checks, f));
    habit::state(&checks, &mut findings);
    follow(&mut findings);
    order(&mut findings);
    Ledger { checks, findings }
}

/// The root finding of a repair, and a note for every other check that it mends.
fn repaired(checks: &[Check], r: &Repair, findings: &mut Vec<Finding>) {
    let main = r.mends.iter().copied().max_by_key(|&i| (checks[i].severity, std::cmp::Reverse(i)));
    let Some(main) = main else { return };
    let root = findings.len();
    let mut first = alone(main, &checks[main]);
    first.severity = r.mends.iter().map(|&i| checks[i].severity).max().unwrap_or(first.severity);
    if r.sole {
        pointed(&checks[main], r, &mut first);
    }
    first.message = message::repaired(checks, main, r);
    findings.push(first);
    for &i in r.mends.iter().filter(|&&i| i != main) {
        let mut follow = alone(i, &checks[i]);
        (follow.severity, follow.root) = (Severity::Note, Some(root));
        follow.edits.clear();
        findings.push(follow);
    }
}

/// Another value for a figure as the text would have it: without the unit where that stands elsewhere, as in the
/// head of a column, so that the figure is shorter than its number and unit.
fn written(figure: &Term, value: &str) -> String {
    let bare = figure.span.range().len() < figure.printed.len() + figure.unit.len();
    let number = value.strip_suffix(&*figure.unit).filter(|_| bare);
    number.unwrap_or(value).to_owned()
}

/// No other figure explains as much: the finding points at this one and says what it should be.
fn pointed(c: &Check, r: &Repair, f: &mut Finding) {
    f.span = r.term.span;
    f.printed = Some(format!("{}{}", r.term.printed, r.term.unit));
    f.expected = Some(format!("{}{}", r.new.printed, r.new.unit));
    f.related = related(c, r.term.span);
    let text = written(&r.term, &format!("{}{}", r.new.printed, r.new.unit));
    f.edits = vec![Edit { span: r.term.span, text }];
    f.safe = r.mends.len() >= 2 && r.slip.is_some();
}

/// The finding of one check by itself.
fn alone(i: usize, c: &Check) -> Finding {
    let term = message::primary(c);
    let soft = matches!(c.verdict, Verdict::Truncated | Verdict::Ceiled | Verdict::DoubleRounded);
    let severity = match c.verdict {
        Verdict::Tail => Severity::Note,
        _ if soft && c.severity > Severity::Note => Severity::Warning,
        _ => c.severity,
    };
    let edit = |text: &String| Edit { span: c.result.1.span, text: written(&c.result.1, text) };
    Finding {
        rule: c.rule,
        severity,
        confidence: confidence(c.link),
        verdict: Some(c.verdict),
        message: message::alone(c),
        span: term.span,
        related: related(c, term.span),
        formula: Some(c.formula.clone()),
        exact: c.exact.and_then(|v| message::shown(v, &c.result.1)),
        printed: Some(format!("{}{}", c.result.1.printed, c.result.1.unit)),
        expected: c.expected.clone(),
        check: Some(i),
        root: None,
        edits: if soft { c.expected.iter().map(edit).collect() } else { Vec::new() },
        safe: false,
    }
}

/// Shares that are each computed right and are no whole show a list that is not the whole, or follow from a sum that
/// has a finding of its own.
fn settle(checks: &[Check], findings: &mut [Finding]) {
    let computed = |c: &&Check| c.holds == Some(true) && c.relation == Relation::Rounds;
    let right: HashSet<_> = checks.iter().filter(computed).filter_map(|c| c.result.1.figure).collect();
    for f in findings.iter_mut().filter(|f| f.root.is_none()) {
        let Some(c) = f.check.and_then(|i| checks.get(i)) else { continue };
        let right = |(_, t): &(String, Term)| t.figure.is_some_and(|f| right.contains(&f));
        if c.result.1.figure.is_none() && c.operands.iter().all(right) {
            f.severity = Severity::Note;
        }
    }
}

/// Two mentions that stand in one relation that holds are two facts: 结转44.89万元，完成44.85万元，执行率99.91%.
fn is_apart(checks: &[Check], f: &Finding) -> bool {
    let Some(c) = f.check.and_then(|i| checks.get(i)) else { return false };
    let mention =
        c.relation == Relation::Equals && matches!(c.expr, Expr::Arg(_)) && c.rule.starts_with("MEN");
    let pair = || Some((c.operands.first()?.1.figure?, c.result.1.figure?));
    let Some((a, b)) = pair().filter(|_| mention) else { return false };
    let has = |o: &Check, id: u32| {
        o.operands.iter().map(|t| &t.1).chain([&o.result.1]).any(|t| t.figure == Some(id))
    };
    let made = |id: u32| {
        checks.iter().any(|o| {
            let rate = o.relation == Relation::Rounds && o.result.1.unit == "%";
            o.holds == Some(true) && rate && o.result.1.figure == Some(id)
        })
    };
    checks.iter().any(|o| o.holds == Some(true) && has(o, a) && has(o, b)) || (made(a) && made(b))
}

fn confidence(link: Link) -> Confidence {
    match link {
        Link::Certain => Confidence::High,
        Link::Likely => Confidence::Medium,
        Link::Guess => Confidence::Low,
    }
}

fn related(c: &Check, primary: crate::span::Span) -> Vec<Related> {
    c.operands
        .iter()
        .chain([&c.result])
        .filter(|(_, t)| t.span != primary)
        .map(|(name, t)| Related { role: name.clone(), span: t.span })
        .collect()
}

/// What is badly written and is wrong by a relation too has that for its root.
fn follow(findings: &mut [Finding]) {
    for i in 0..findings.len() {
        let f = &findings[i];
        if f.check.is_some() || f.severity == Severity::Note || !f.rule.starts_with("UNI") {
            continue;
        }
        let same = |o: &Finding| o.check.is_some() && o.severity >= f.severity && o.span == f.span;
        if let Some(root) = findings.iter().position(same) {
            (findings[i].severity, findings[i].root) = (Severity::Note, Some(root));
        }
    }
}

/// By place; a follow-up keeps pointing at its root.
fn order(findings: &mut Vec<Finding>) {
    let mut at: Vec<usize> = (0..findings.len()).collect();
    at.sort_by_key(|&i| (findings[i].span, std::cmp::Reverse(findings[i].severity), findings[i].rule, i));
    let mut new = vec![0; findings.len()];
    at.iter().enumerate().for_each(|(n, &i)| new[i] = n);
    let mut sorted: Vec<Finding> = at.iter().map(|&i| findings[i].clone()).collect();
    sorted.iter_mut().for_each(|f| f.root = f.root.map(|r| new[r]));
    *findings = sorted;
}
