//! `--format text`, for people: what is wrong, where, the calculation, what follows from it; then the summary.
//!
//! Errors and warnings show a snippet; notes and follow-ups take a line or two. Lines of the report pass
//! through `words::clean`, so nothing in a report can steer a terminal.

use super::model::{Check, CheckDocument, Counts, Finding, Place};
use super::snippet::{Window, window};
use super::words;
use crate::Audit;
use crate::span::Span;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::collections::HashMap;
use std::io::{self, Write};

/// Wider than any window: the renderer must not cut a second time.
const WIDE: usize = 1000;
/// Related places shown under a finding.
const RELATED: usize = 8;

#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Also list the relations that hold.
    pub show_held: bool,
    /// Colours, for a terminal.
    pub color: bool,
    /// A line with the file's name before each document.
    pub header: bool,
}

/// Writes one document; one that could not be read leaves no trace here (its error is told elsewhere).
///
/// # Errors
/// When the writer fails.
pub fn document(
    out: &mut dyn Write,
    doc: &CheckDocument,
    audit: &Audit,
    options: &Options,
) -> io::Result<()> {
    if options.header {
        writeln!(out, "══ {} ══\n", words::clean(&doc.head.path))?;
    }
    for notice in &doc.head.notices {
        writeln!(out, "读取：{}", words::clean(notice))?;
    }
    let page = Page::new(doc, audit, options);
    for &i in &page.roots {
        page.root(out, i)?;
    }
    if options.show_held {
        held(out, doc)?;
    }
    summary(out, &doc.counts)
}

/// A document's findings, grouped.
struct Page<'a> {
    doc: &'a CheckDocument,
    text: &'a str,
    spans: Vec<Span>,
    checks: HashMap<&'a str, &'a Check>,
    roots: Vec<usize>,
    /// Root → its follow-ups, direct or not.
    follow: HashMap<usize, Vec<usize>>,
    renderer: Renderer,
}

impl<'a> Page<'a> {
    fn new(doc: &'a CheckDocument, audit: &'a Audit, options: &Options) -> Self {
        let findings = &audit.ledger.findings;
        let mut roots = Vec::new();
        let mut follow: HashMap<usize, Vec<usize>> = HashMap::new();
        for i in 0..findings.len() {
            match top(i, |k| findings.get(k).and_then(|f| f.root)) {
                Some(root) => follow.entry(root).or_default().push(i),
                None => roots.push(i),
            }
        }
        let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
        Self {
            doc,
            text: &audit.document.text,
            spans: findings.iter().map(|f| f.span).collect(),
            checks: doc.checks.iter().map(|c| (c.id.as_str(), c)).collect(),
            roots,
            follow,
            renderer: renderer.term_width(WIDE),
        }
    }

    fn root(&self, out: &mut dyn Write, i: usize) -> io::Result<()> {
        let finding = &self.doc.findings[i];
        if finding.severity == "note" {
            self.note(out, finding)?
        } else {
            self.full(out, i)?
        }
        for &k in self.follow.get(&i).into_iter().flatten() {
            writeln!(out, "   └ {}", self.one_line(&self.doc.findings[k]))?;
        }
        writeln!(out)
    }

    /// Heading, snippet, calculation, related places.
    fn full(&self, out: &mut dyn Write, i: usize) -> io::Result<()> {
        let finding = &self.doc.findings[i];
        let window = window(self.text, self.spans[i]);
        let level = if finding.severity == "error" { Level::ERROR } else { Level::WARNING };
        let title = level
            .with_name(words::severity(finding.severity))
            .primary_title(words::clean(&finding.message))
            .id(finding.rule.as_str());
        let group = title.element(snippet(&window, finding)).elements(self.remarks(finding));
        let shown = self.renderer.render(&[group]);
        let (heading, rest) = shown.split_once('\n').unwrap_or((&shown, ""));
        // The renderer would count the column within the window.
        let gutter = finding.place.line.to_string().len();
        writeln!(out, "{heading}\n{:gutter$}--> {}\n{rest}", "", self.position(&finding.place))
    }

    /// Two lines: what, and where.
    fn note(&self, out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
        let name = words::severity(finding.severity);
        let title = Level::NOTE.with_name(name).primary_title(words::clean(&finding.message));
        let quote = words::quote(&finding.quote);
        let group = Group::with_title(title.id(finding.rule.as_str()));
        writeln!(out, "{}", self.renderer.render(&[group]))?;
        writeln!(out, " --> {}  “{quote}”", self.position(&finding.place))
    }

    fn one_line(&self, finding: &Finding) -> String {
        format!(
            "{}[{}]: {}（{}“{}”）",
            words::severity(finding.severity),
            finding.rule,
            words::clean(&finding.message),
            words::spot(&finding.place),
            words::quote(&finding.quote),
        )
    }

    /// "报告.txt:55:61  第 52 段 · 三、（一）1. 预算执行率（10分）".
    fn position(&self, place: &Place) -> String {
        let path = words::clean(&self.doc.head.path);
        format!("{path}:{}:{}  {}", place.line, place.column, words::place(place))
    }

    fn remarks(&self, finding: &Finding) -> Vec<annotate_snippets::Message<'static>> {
        let remark = |name: String, text: String| Level::NOTE.with_name(name).message(text);
        let mut remarks = Vec::new();
        if let Some(text) = calculation(finding) {
            remarks.push(remark("计算".into(), text));
        }
        for related in finding.related.iter().take(RELATED) {
            let name = if related.role.is_empty() { "相关".into() } else { words::clean(&related.role) };
            let text = format!("{}（{}）", words::quote(&related.quote), words::spot(&related.place));
            remarks.push(remark(name, text));
        }
        if let Some(more) = finding.related.len().checked_sub(RELATED).filter(|n| *n > 0) {
            remarks.push(remark("相关".into(), format!("另有 {more} 处")));
        }
        remarks.extend(self.slip(finding).map(|text| remark("说明".into(), text)));
        remarks
    }

    /// Which slip it was, unless the message says so already.
    fn slip(&self, finding: &Finding) -> Option<String> {
        let check = self.checks.get(finding.check.as_deref()?)?;
        let reason = check.reason.as_deref()?;
        (!finding.message.contains(reason)).then(|| words::clean(reason))
    }
}

/// The finding at the end of the chain of roots; `None` for one that has no root. Bears a circle.
fn top(i: usize, root: impl Fn(usize) -> Option<usize>) -> Option<usize> {
    let mut at = root(i)?;
    let mut seen = vec![i];
    while let Some(next) = root(at) {
        if seen.contains(&at) {
            return None;
        }
        seen.push(at);
        at = next;
    }
    (at != i).then_some(at)
}

fn snippet<'a>(window: &'a Window, finding: &Finding) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let label = finding.expected.as_deref().map(|e| format!("应为 {}", words::clean(e)));
    Snippet::source(window.text.as_str())
        .line_start(finding.place.line as usize)
        .annotation(AnnotationKind::Primary.span(window.start..window.end).label(label))
}

/// "全年执行数 ÷ 全年（调整）预算数；算得 87.468779…%；报告写 87.46%；应为 87.47%".
fn calculation(finding: &Finding) -> Option<String> {
    let formula = finding.formula.as_deref()?;
    let mut text = words::clean(formula);
    for (word, value) in [("算得", &finding.exact), ("报告写", &finding.printed), ("应为", &finding.expected)]
    {
        if let Some(value) = value {
            text.push_str(&format!("；{word} {}", words::clean(value)));
        }
    }
    Some(text)
}

fn held(out: &mut dyn Write, doc: &CheckDocument) -> io::Result<()> {
    for check in doc.checks.iter().filter(|c| c.holds == Some(true)) {
        let (formula, verdict) = (words::clean(&check.formula), words::verdict(check.verdict));
        writeln!(out, "✓ [{}] {formula}：{}，{verdict}", check.rule, words::binding(check))?;
    }
    Ok(())
}

/// "已核对勾稽关系 49 条：45 条相符，4 条不符；数字 177 个：80 个相符，6 个存疑，91 个未入关系".
fn summary(out: &mut dyn Write, counts: &Counts) -> io::Result<()> {
    let checks = &counts.checks;
    let all = checks.held + checks.failed + checks.unknown;
    let mut line = format!("已核对勾稽关系 {all} 条：{} 条相符，{} 条不符", checks.held, checks.failed);
    if checks.unknown > 0 {
        line.push_str(&format!("，{} 条无法核对", checks.unknown));
    }
    line.push_str(&format!(
        "；数字 {} 个：{} 个相符，{} 个存疑",
        counts.figures, counts.tied, counts.doubtful
    ));
    for (n, word) in [(counts.bounded, "只有上下限关系"), (counts.unchecked, "无法核对")] {
        if n > 0 {
            line.push_str(&format!("，{n} 个{word}"));
        }
    }
    writeln!(out, "{line}，{} 个未入关系", counts.untied)?;
    writeln!(out, "{}", severities(counts))
}

fn severities(counts: &Counts) -> String {
    let f = &counts.findings;
    let known = if counts.known > 0 {
        format!("；基线中已有 {} 处，未列出", counts.known)
    } else {
        String::new()
    };
    if f.error + f.warning + f.note == 0 {
        return format!("未发现问题{known}");
    }
    format!("发现问题：错误 {} 处，警告 {} 处，提示 {} 处{known}", f.error, f.warning, f.note)
}

/// What the last lines say when several files were asked for.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    pub read: usize,
    pub unread: usize,
    /// Which, and why, where no terminal has shown it.
    pub named: Vec<String>,
    pub counts: Counts,
    /// In Chinese: what was left alone in the folders.
    pub skipped: Option<String>,
}

impl Totals {
    pub fn add(&mut self, c: &Counts) {
        self.read += 1;
        let total = &mut self.counts;
        total.figures += c.figures;
        total.tied += c.tied;
        total.doubtful += c.doubtful;
        total.bounded += c.bounded;
        total.unchecked += c.unchecked;
        total.untied += c.untied;
        total.checks.held += c.checks.held;
        total.checks.failed += c.checks.failed;
        total.checks.unknown += c.checks.unknown;
        total.findings.error += c.findings.error;
        total.findings.warning += c.findings.warning;
        total.findings.note += c.findings.note;
        total.known += c.known;
    }

    /// # Errors
    /// When the writer fails.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let failed =
            if self.unread > 0 { format!("，{} 份未能读取", self.unread) } else { String::new() };
        writeln!(out, "══ 合计 ══\n\n共 {} 份{failed}", self.read + self.unread)?;
        self.named.iter().try_for_each(|n| writeln!(out, "未能读取：{}", words::clean(n)))?;
        if let Some(skipped) = &self.skipped {
            writeln!(out, "{skipped}")?;
        }
        summary(out, &self.counts)
    }
}
