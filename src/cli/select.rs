//! `--select` and `--ignore`: which rules' checks and findings stay.

use anyhow::{Result, bail};
use gouji::ledger::Ledger;
use gouji::rules;

/// Ids or families in capitals.
#[derive(Debug, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// # Errors
    /// When a word is no rule and no family.
    pub fn new(select: &[String], ignore: &[String]) -> Result<Self> {
        Ok(Self { select: known(select)?, ignore: known(ignore)? })
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

fn known(words: &[String]) -> Result<Vec<String>> {
    let words: Vec<String> = words.iter().map(|w| w.trim().to_ascii_uppercase()).collect();
    for word in &words {
        let shaped = word.len() >= 3 && word.is_char_boundary(3) && {
            let (family, number) = word.split_at(3);
            family.bytes().all(|b| b.is_ascii_uppercase()) && number.bytes().all(|b| b.is_ascii_digit())
        };
        let listed = rules::all().is_empty() || rules::all().iter().any(|r| r.id.starts_with(word.as_str()));
        if !shaped || !listed {
            bail!("没有规则或系列 “{word}”：“gouji rules” 列出全部规则");
        }
    }
    Ok(words)
}
