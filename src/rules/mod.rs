//! One file a rule.
use crate::{facts::Facts, ledger::Claim, scheme::Scheme};

/// A rule's manual page.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub id: &'static str,
    /// "execution-rate-mismatch"
    pub name: &'static str,
    /// In Chinese, one line.
    pub title: &'static str,
    /// In Chinese, Markdown.
    pub doc: &'static str,
}

pub fn all() -> &'static [Rule] {
    &[]
}

pub fn claims(_: &Facts, _: &Scheme) -> Vec<Claim> {
    Vec::new()
}
