//! The habit of a report: cut digits are one habit, not many errors.

use super::judge;
use super::message;
use crate::ledger::{Check, Confidence, Finding, Related, Relation, Severity, Term, Value, Verdict};
use crate::num::{self, Rat};
use std::collections::BTreeMap;

/// From this many on, cut figures are one finding.
const MANY: usize = 3;

/// Raises a cut rate that a score is computed from, then says the habit once.
pub(super) fn state(checks: &[Check], findings: &mut Vec<Finding>) {
    for f in findings.iter_mut().filter(|f| f.verdict == Some(Verdict::Truncated)) {
        let figure = f.check.and_then(|c| checks[c].result.1.figure);
        let printed = f.check.map(|c| (&checks[c].result.1.printed, &checks[c].result.1.unit));
        // The score may be computed where the rate stands once more.
        let same =
            |t: &Term| t.figure.is_some() && (t.figure == figure || Some((&t.printed, &t.unit)) == printed);
        let scored = |c: &Check| c.relation == Relation::Scores && c.operands.iter().any(|o| same(&o.1));
        let cap = f.check.map_or(Severity::Note, |c| checks[c].severity);
        let raised =
            checks.iter().any(scored) || f.check.is_some_and(|c| checks[c].relation == Relation::Scores);
        f.severity = if raised { cap.min(Severity::Warning) } else { Severity::Note };
    }
    again(findings);
    let cut: Vec<usize> = (0..findings.len()).filter(|&i| is_cut(&findings[i])).collect();
    let Some(&first) = cut.first() else { return };
    if cut.len() < MANY {
        let note = note(checks, findings, &cut);
        // One cut figure without a total behind it says all there is to say.
        if cut.len() > 1 || note.message.contains('；') {
            findings.push(note);
        }
        return;
    }
    let one = merged(checks, findings, &cut);
    let mut i = 0;
    findings.retain(|_| {
        i += 1;
        !cut.contains(&(i - 1)) || i - 1 == first
    });
    if let Some(f) = findings.iter_mut().find(|f| is_cut(f)) {
        *f = one;
    }
}

/// A cut rate that is printed again is cut once.
fn again(findings: &mut [Finding]) {
    for i in 0..findings.len() {
        let same = |k: &usize| {
            findings[*k].printed == findings[i].printed && findings[*k].exact == findings[i].exact
        };
        let first = (0..i).find(|k| is_cut(&findings[*k]) && same(k)).filter(|_| is_cut(&findings[i]));
        if let Some(first) = first {
            findings[i].severity = Severity::Note;
            findings[i].root = Some(first);
        }
    }
}

fn is_cut(f: &Finding) -> bool {
    f.verdict == Some(Verdict::Truncated) && f.root.is_none()
}

fn note(checks: &[Check], findings: &[Finding], cut: &[usize]) -> Finding {
    let first = &findings[cut[0]];
    Finding {
        severity: Severity::Note,
        confidence: Confidence::High,
        message: format!("本报告对{}处得数截去尾数而不四舍五入{}", cut.len(), totals(checks, findings, cut)),
        related: cut[1..].iter().map(|&i| place(&findings[i])).collect(),
        expected: None,
        edits: Vec::new(),
        ..first.clone()
    }
}

fn merged(checks: &[Check], findings: &[Finding], cut: &[usize]) -> Finding {
    let first = &findings[cut[0]];
    let worst = cut.iter().map(|&i| findings[i].severity).max().unwrap_or(Severity::Note);
    let list: Vec<String> = cut
        .iter()
        .filter_map(|&i| {
            Some(format!("{}→{}", findings[i].printed.as_ref()?, findings[i].expected.as_ref()?))
        })
        .collect();
    let message = format!(
        "本报告对得数一律截去尾数而不四舍五入，共{}处：{}{}",
        cut.len(),
        list.join("，"),
        totals(checks, findings, cut)
    );
    let edits = cut.iter().flat_map(|&i| findings[i].edits.clone()).collect();
    Finding {
        severity: worst,
        message,
        related: cut[1..].iter().map(|&i| place(&findings[i])).collect(),
        edits,
        ..first.clone()
    }
}

fn place(f: &Finding) -> Related {
    Related { role: "截尾".to_owned(), span: f.span }
}

/// What the totals would be if the cut scores were rounded.
fn totals(checks: &[Check], findings: &[Finding], cut: &[usize]) -> String {
    let mut rounded: BTreeMap<u32, Rat> = BTreeMap::new();
    for c in cut.iter().filter_map(|&i| findings[i].check).map(|c| &checks[c]) {
        let step = judge::quantity(&c.result.1).map(|q| q.step);
        let value = c.exact.zip(step).and_then(|(e, s)| num::to_step(e, s));
        if let (Some(id), Some(v)) = (c.result.1.figure, value) {
            rounded.insert(id, v);
        }
    }
    let told: Vec<String> = checks.iter().filter_map(|c| total(c, &rounded)).take(3).collect();
    if told.is_empty() { String::new() } else { format!("；若四舍五入，{}", told.join("，")) }
}

fn total(c: &Check, rounded: &BTreeMap<u32, Rat>) -> Option<String> {
    let touched = c.operands.iter().any(|o| o.1.figure.is_some_and(|f| rounded.contains_key(&f)));
    if c.relation != Relation::Sums || !touched {
        return None;
    }
    let put = |t: &Term| {
        let mut t = t.clone();
        if let (Some(v), Value::Number(q)) = (t.figure.and_then(|f| rounded.get(&f)), &mut t.value) {
            q.value = *v;
        }
        t
    };
    let operands: Vec<Term> = c.operands.iter().map(|o| put(&o.1)).collect();
    let v = judge::value(&c.expr, &operands)?;
    Some(format!("{}应为{}", c.result.0, message::shown(v, &c.result.1)?))
}
