//! `--select`, `--ignore` and `--level`: which rules' checks and findings stay, and how loud they are.

use anyhow::{Result, bail};
use gouji::ledger::{Ledger, Severity};
use gouji::rules;
use gouji::scheme::Scheme;

/// Ids, families or groups in capitals.
#[derive(Debug, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
    strict: bool,
    severities: Vec<(String, Severity)>,
}

/// The two groups: what is recomputed, and what a proof-reader marks. Each rule is in one.
const FIGURES: &str = "FIGURES";
const PROOF: &str = "PROOF";
const PROOFREADING: &[&str] = &[
    "STR", "PUN", "WRD", "MEN003", "TIM006", "TIM007", "TIM008", "TIM009", "TIM010", "UNI002", "UNI005",
    "UNI006", "UNI007", "UNI008", "UNI009", "UNI010", "UNI011", "CHG021",
];

fn names(word: &str, rule: &str) -> bool {
    let proof = || PROOFREADING.iter().any(|p| rule.starts_with(p));
    match word {
        PROOF => proof(),
        FIGURES => !proof(),
        _ => rule.starts_with(word),
    }
}

impl Selection {
    /// # Errors
    /// When a word is no rule and no family.
    pub fn new(select: &[String], ignore: &[String], scheme: &Scheme) -> Result<Self> {
        Ok(Self { select: known(select, scheme)?, ignore: known(ignore, scheme)?, ..Self::default() })
    }

    /// With the rules that only speak when strictness is asked for.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// With severities for some rules or families; of two that fit the longer word holds, a group last of all.
    #[must_use]
    pub fn severities(mut self, list: Vec<(String, Severity)>) -> Self {
        self.severities = list.into_iter().map(|(w, s)| (w.trim().to_ascii_uppercase(), s)).collect();
        let group = |w: &str| matches!(w, FIGURES | PROOF);
        self.severities.sort_by_key(|s| (!group(&s.0), s.0.len()));
        self
    }

    fn keeps(&self, rule: &str) -> bool {
        let any = |words: &[String]| words.iter().any(|w| names(w, rule));
        let asked = || self.strict || self.select.iter().any(|w| w == rule);
        let loud = || rules::find(rule).is_none_or(|r| !r.strict) || asked();
        (self.select.is_empty() || any(&self.select)) && !any(&self.ignore) && loud()
    }

    /// Takes the other rules' checks and findings out; links to what is gone are cut.
    pub fn apply(&self, ledger: &mut Ledger) {
        let checks = renumber(ledger.checks.iter().map(|c| self.keeps(c.rule)));
        let findings = renumber(ledger.findings.iter().map(|f| self.keeps(f.rule)));
        ledger.checks.retain(|c| self.keeps(c.rule));
        ledger.findings.retain(|f| self.keeps(f.rule));
        for finding in &mut ledger.findings {
            let own = self.severities.iter().rfind(|s| names(&s.0, finding.rule));
            finding.severity = own.map_or(finding.severity, |s| s.1);
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

/// # Errors
/// When a word is no rule, no family and no group.
pub fn known(words: &[String], scheme: &Scheme) -> Result<Vec<String>> {
    let ids = || rules::all().iter().map(|r| r.id).chain(scheme.formulas.iter().map(|f| f.id));
    let words: Vec<String> = words.iter().map(|w| w.trim().to_ascii_uppercase()).collect();
    for word in words.iter().filter(|w| !matches!(w.as_str(), FIGURES | PROOF)) {
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
        Selection { select: words(select), ignore: words(ignore), ..Selection::default() }.apply(&mut ledger);
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
