//! `--select` and `--ignore`: which rules' checks and findings stay.

use anyhow::{Result, bail};
use gouji::ledger::Ledger;
use gouji::rules;
use gouji::scheme::Scheme;

/// Ids or families in capitals.
#[derive(Debug, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// # Errors
    /// When a word is no rule and no family.
    pub fn new(select: &[String], ignore: &[String], scheme: &Scheme) -> Result<Self> {
        Ok(Self { select: known(select, scheme)?, ignore: known(ignore, scheme)? })
    }

    fn keeps(&self, rule: &str) -> bool {
        let any = |words: &[String]| words.iter().any(|w| rule.starts_with(w.as_str()));
        (self.select.is_empty() || any(&self.select)) && !any(&self.ignore)
    }

    /// Takes the other rules' checks and findings out; links to what is gone are cut.
    pub fn apply(&self, ledger: &mut Ledger) {
        let checks = renumber(ledger.checks.iter().map(|c| self.keeps(c.rule)));
        let findings = renumber(ledger.findings.iter().map(|f| self.keeps(f.rule)));
        ledger.checks.retain(|c| self.keeps(c.rule));
        ledger.findings.retain(|f| self.keeps(f.rule));
        for finding in &mut ledger.findings {
            finding.check = finding.check.and_then(|i| checks.get(i).copied().flatten());
            finding.root = finding.root.and_then(|i| findings.get(i).copied().flatten());
        }
    }
}

/// Takes findings out by their index; links to them are cut.
pub fn drop_findings(ledger: &mut Ledger, gone: impl Fn(usize) -> bool) {
    let kept = renumber((0..ledger.findings.len()).map(|i| !gone(i)));
    let mut i = 0;
    ledger.findings.retain(|_| {
        i += 1;
        !gone(i - 1)
    });
    for finding in &mut ledger.findings {
        finding.root = finding.root.and_then(|r| kept.get(r).copied().flatten());
    }
}

/// Old index → new index.
fn renumber(kept: impl Iterator<Item = bool>) -> Vec<Option<usize>> {
    let mut next = 0;
    kept.map(|keep| {
        keep.then(|| {
            next += 1;
            next - 1
        })
    })
    .collect()
}

fn known(words: &[String], scheme: &Scheme) -> Result<Vec<String>> {
    let ids = || rules::all().iter().map(|r| r.id).chain(scheme.formulas.iter().map(|f| f.id));
    let words: Vec<String> = words.iter().map(|w| w.trim().to_ascii_uppercase()).collect();
    for word in &words {
        let shaped = word.len() >= 3 && word.is_char_boundary(3) && {
            let (family, number) = word.split_at(3);
            family.bytes().all(|b| b.is_ascii_uppercase()) && number.bytes().all(|b| b.is_ascii_digit())
        };
        let listed = ids().any(|id| id.starts_with(word.as_str()));
        if !shaped || !listed {
            bail!("没有规则或系列 “{word}”：“gouji rules” 列出全部规则");
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji::ledger::{Confidence, Finding, Severity};
    use gouji::span::Span;

    fn finding(rule: &'static str, root: Option<usize>) -> Finding {
        Finding {
            rule,
            severity: Severity::Note,
            confidence: Confidence::High,
            verdict: None,
            message: String::new(),
            span: Span::default(),
            related: Vec::new(),
            formula: None,
            exact: None,
            printed: None,
            expected: None,
            check: None,
            root,
            edits: Vec::new(),
            safe: false,
        }
    }

    fn left(select: &[&str], ignore: &[&str]) -> Vec<(&'static str, Option<usize>)> {
        let findings = vec![
            finding("AMT001", None),
            finding("EXE001", None),
            finding("EXE002", Some(1)),
            finding("SCO001", Some(0)),
        ];
        let mut ledger = Ledger { checks: Vec::new(), findings };
        let words = |list: &[&str]| list.iter().map(|w| w.to_ascii_uppercase()).collect();
        Selection { select: words(select), ignore: words(ignore) }.apply(&mut ledger);
        ledger.findings.iter().map(|f| (f.rule, f.root)).collect()
    }

    #[test]
    fn links_follow_what_stays() {
        assert_eq!(left(&["EXE"], &[]), [("EXE001", None), ("EXE002", Some(0))]);
        assert_eq!(left(&[], &["amt001", "EXE002"]), [("EXE001", None), ("SCO001", None)]);
    }

    #[test]
    fn what_is_no_id_and_no_family_is_refused() {
        for word in ["执行率", "E", "EXE-1", "12", ""] {
            assert!(Selection::new(&[word.to_owned()], &[], &Scheme::default()).is_err(), "{word}");
        }
    }
}
