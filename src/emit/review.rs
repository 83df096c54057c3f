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
    let expected = f.expected.as_deref().filter(|e| !f.message.contains(&format!("应为{e}")));
    lines.extend(expected.map(|e| format!("应为：{}", words::clean(e))));
    lines.extend(related(f));
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

fn related(f: &Finding) -> Option<String> {
    let name = |r: &super::model::Related| {
        let role = if r.role.is_empty() { String::new() } else { format!("{} ", words::clean(&r.role)) };
        format!("{role}{}（{}）", words::quote(&r.quote), words::spot(&r.place))
    };
    let all: Vec<String> = f.related.iter().take(RELATED).map(name).collect();
    let more = f.related.len().saturating_sub(RELATED);
    let more = if more > 0 { format!("，另有 {more} 处") } else { String::new() };
    (!all.is_empty()).then(|| format!("有关数字：{}{more}", all.join("、")))
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
