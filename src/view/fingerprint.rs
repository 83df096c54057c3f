//! Names of findings that survive edits elsewhere in the text: no position goes in.

use crate::ledger::Finding;
use crate::span::Span;
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// Lower-case hex of the SHA-256 of `bytes`.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// One fingerprint a finding, in order: rule, quotes of the primary and the related places, and how many
/// findings before it had the same.
pub fn fingerprints(findings: &[Finding], text: &str) -> Vec<String> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    findings
        .iter()
        .map(|f| {
            let key = key(f, text);
            let n = seen.entry(key.clone()).or_default();
            *n += 1;
            sha256_hex(format!("{key}\n{n}").as_bytes())[..16].to_owned()
        })
        .collect()
}

fn key(finding: &Finding, text: &str) -> String {
    let mut key = format!("{}\n{}", finding.rule, bare(finding.span, text));
    for related in &finding.related {
        key.push('\n');
        key.push_str(&related.role);
        key.push('\t');
        key.push_str(&bare(related.span, text));
    }
    key
}

/// The quote without blanks: wrapping a line elsewhere must not rename a finding.
fn bare(span: Span, text: &str) -> String {
    span.of(text).split_whitespace().collect()
}
