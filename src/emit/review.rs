//! Findings as comments for the margin of a Word file, and the corrections that can be made by themselves.
//!
//! Gives words and spans; who writes them into the file is `source::amend`. Its one surprise: a correction is
//! made only once, however many findings ask for it, and of two that overlap the worse finding's is made.

use super::build::check;
use super::model::{CheckDocument, Finding};
use super::{Source, known, words};
use crate::Audit;
use crate::ledger::{self, Severity};
use crate::source::amend::{Change, Comment};
use std::collections::HashMap;

/// Related places that a comment names.
const RELATED: usize = 8;

/// One comment for each finding, in their order.
pub fn comments(source: &Source, audit: &Audit) -> Vec<Comment> {
    let doc = check(source, Ok(audit));
    let roots: HashMap<&str, &Finding> = doc.findings.iter().map(|f| (f.id.as_str(), f)).collect();
    let of =
        |(f, model): (&ledger::Finding, &Finding)| Comment { span: f.span, text: lines(&doc, model, &roots) };
    audit.ledger.findings.iter().zip(&doc.findings).map(of).collect()
}

/// What is wrong, the calculation, the figures it rests on, the right value, the rule.
fn lines(doc: &CheckDocument, f: &Finding, roots: &HashMap<&str, &Finding>) -> Vec<String> {
    let mut lines = vec![format!("【{}】{}", words::severity(f.severity), words::clean(&f.message))];
    if f.place.story != "body" {
        lines.push(format!("位置：{}“{}”", words::place(&f.place), words::quote(&f.quote)));
    }
    // Most messages tell the calculation, and what would be right.
    let told = |words: Option<&str>| words.is_none_or(|w| f.message.contains(w));
    if !(told(f.formula.as_deref()) && told(f.exact.as_deref())) {
        lines.extend(calculation(f).map(|c| format!("计算：{c}")));
    }
    let said = |e: &str| [format!("应为{e}"), format!("应为“{e}”")].iter().any(|w| f.message.contains(w));
    let expected = f.expected.as_deref().filter(|e| !said(e));
    lines.extend(expected.map(|e| format!("应为：{}", words::visible(e))));
    lines.extend(related(f, RELATED));
    lines.extend(slip(doc, f).map(|s| format!("说明：{s}")));
    if let Some(root) = f.root.as_deref().and_then(|id| roots.get(id)) {
        lines.push(format!("由来：{}“{}”有误所致", words::spot(&root.place), words::quote(&root.quote)));
    }
    lines.push(format!("规则：{} {}", f.rule, known::rule_title(&f.rule)));
    lines
}

/// "全年执行数 ÷ 全年（调整）预算数；算得 87.468779…%；报告写 87.46%".
pub(super) fn calculation(f: &Finding) -> Option<String> {
    let mut text = words::clean(f.formula.as_deref()?);
    for (word, value) in [("算得", &f.exact), ("报告写", &f.printed)] {
        if let Some(value) = value {
            text.push_str(&format!("；{word} {}", words::clean(value)));
        }
    }
    Some(text)
}

/// The figures that a finding rests on, as many as `limit`, with their places. What plays the same role is named
/// together: once with all its places, or all that stands at one place.
pub(super) fn related(f: &Finding, limit: usize) -> Option<String> {
    let mut groups: Vec<Group> = Vec::new();
    for r in f.related.iter().take(limit) {
        let (role, spot) = (words::clean(&r.role), words::spot(&r.place));
        let figure = r.quote.contains(char::is_numeric);
        let quote = if figure { words::quote(&r.quote) } else { format!("“{}”", words::quote(&r.quote)) };
        if !groups.last_mut().is_some_and(|g| g.takes(&role, &quote, &spot)) {
            groups.push(Group { role, quotes: vec![quote], spots: vec![spot] });
        }
    }
    let name = if f.related.iter().any(|r| r.quote.contains(char::is_numeric)) { "数字" } else { "文字" };
    let before = std::iter::once("").chain(groups.iter().map(|g| &*g.role));
    let all: Vec<String> = groups.iter().zip(before).map(|(g, before)| g.words(before)).collect();
    let more = f.related.len().saturating_sub(limit);
    let more = if more > 0 { format!("，另有 {more} 处") } else { String::new() };
    (!all.is_empty()).then(|| format!("有关{name}：{}{more}", all.join("、")))
}

struct Group {
    role: String,
    quotes: Vec<String>,
    spots: Vec<String>,
}

impl Group {
    /// Takes up one more, unless it would no longer be clear what stands where.
    fn takes(&mut self, role: &str, quote: &str, spot: &str) -> bool {
        let Self { role: own, quotes, spots } = self;
        let here = spots.len() == 1 && spots[0] == spot;
        let same = quotes.len() == 1 && quotes[0] == quote;
        if own != role || own.is_empty() || !(here || same) {
            return false;
        }
        if !here {
            push_new(spots, spot);
        }
        if !same {
            push_new(quotes, quote);
        }
        true
    }

    /// A role is named once for all groups that have it.
    fn words(&self, before: &str) -> String {
        let role = if self.role == before { String::new() } else { format!("{} ", self.role) };
        format!("{role}{}（{}）", self.quotes.join("、"), self.spots.join("、"))
    }
}

fn push_new(all: &mut Vec<String>, new: &str) {
    if all.iter().all(|a| a != new) {
        all.push(new.to_owned());
    }
}

/// Which slip it was, unless the message says so already.
pub(super) fn slip(doc: &CheckDocument, f: &Finding) -> Option<String> {
    let id = f.check.as_deref()?;
    let reason = doc.checks.iter().find(|c| c.id == id)?.reason.as_deref()?;
    (!f.message.contains(reason)).then(|| words::clean(reason))
}

/// The corrections to make: those that need no judgement, or with `unsafe_too` all that are proposed. In the order
/// of the text, and none that overlap.
pub fn changes(audit: &Audit, unsafe_too: bool) -> Vec<Change> {
    let mut findings: Vec<&ledger::Finding> =
        audit.ledger.findings.iter().filter(|f| f.safe || unsafe_too).collect();
    findings.sort_by_key(|f| (!f.safe, std::cmp::Reverse(f.severity.max(Severity::Note)), f.span));
    let mut made: Vec<Change> = Vec::new();
    for edit in findings.iter().flat_map(|f| &f.edits) {
        let same = edit.span.of(&audit.document.text) == edit.text;
        if !same && made.iter().all(|m| !m.span.overlaps(edit.span)) {
            made.push(Change { span: edit.span, text: edit.text.clone() });
        }
    }
    made.sort_by_key(|c| c.span);
    made
}
