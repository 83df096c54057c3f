//! `--baseline` and `--write-baseline`: findings that somebody has looked at and lets stand, each with a reason.
//!
//! An entry holds for a document of the same path, seen from the folder of the baseline, or of the same title, so
//! that it outlives a move and a second draft. No position goes into it: text may change all around.

use super::inputs::why;
use super::output;
use anyhow::{Result, anyhow};
use gouji::Audit;
use gouji::emit::model::{Baseline as Report, CheckDocument, Finding, StaleEntry};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
# 勾稽基线：下面的问题已经看过，核对时不再列出，只计数。
# reason 里写明为什么可以不改；没有写理由的会被单独计数。改动后重写基线（--write-baseline），已写的理由会保留。
# 不写位置：别处增删文字不影响；文件改名或出了修改稿，标题不变仍然有效。
version = 1
";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    known: Vec<Entry>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    file: String,
    #[serde(default)]
    title: String,
    id: String,
    #[serde(default)]
    rule: String,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    reason: String,
}

/// A baseline that was read.
#[derive(Debug, Default)]
pub struct Baseline {
    dir: PathBuf,
    entries: Vec<Entry>,
    by_file: HashMap<String, Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
}

/// What the baseline did to one document: entries that hold, and entries that belong to the document.
#[derive(Clone, Debug, Default)]
pub struct Used {
    pub held: Vec<usize>,
    pub own: Vec<usize>,
}

impl Baseline {
    /// # Errors
    /// When the file cannot be read or understood.
    pub fn read(path: &Path) -> Result<Self> {
        let shown = path.display();
        let text = std::fs::read_to_string(path).map_err(|e| anyhow!("{shown}：{}", why(&e)))?;
        let file: File = toml::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start);
            let line = text.get(..at).unwrap_or("").matches('\n').count() + 1;
            anyhow!(
                "{shown}：第 {line} 行：基线文件读不懂（{}）：请改正，或用 --write-baseline 重写",
                e.message()
            )
        })?;
        if file.version != 1 {
            return Err(anyhow!("{shown}：基线文件的版本是 {}，这一版 gouji 只认 1：请换新版", file.version));
        }
        let mut read = Self { dir: folder(path), ..Self::default() };
        for (i, e) in file.known.iter().enumerate() {
            read.by_file.entry(e.file.clone()).or_default().push(i);
            read.by_title.entry(e.title.clone()).or_default().push(i);
        }
        Ok(Self { entries: file.known, ..read })
    }

    /// The entries that hold for a document, in their order.
    fn of(&self, file: &str, title: &str) -> Vec<usize> {
        let titled = self.by_title.get(title).filter(|_| !title.is_empty());
        let all = self.by_file.get(file).into_iter().chain(titled).flatten();
        all.copied().collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// Takes the excused findings out of a document and its audit, which list them alike.
    pub fn apply(&self, doc: &mut CheckDocument, audit: &mut Audit) -> Used {
        let file = seen_from(&self.dir, &doc.head.path);
        let title = doc.head.title.clone().unwrap_or_default();
        let own = self.of(&file, &title);
        // The first of several with one id holds.
        let by_id: HashMap<&str, usize> =
            own.iter().rev().map(|&i| (self.entries[i].id.as_str(), i)).collect();
        let by: Vec<Option<usize>> = doc.findings.iter().map(|f| by_id.get(f.id.as_str()).copied()).collect();
        remove(doc, audit, &by);
        Used { held: by.into_iter().flatten().collect(), own }
    }

    /// What became of the entries after all documents.
    pub fn report(&self, used: &Tally) -> Report {
        let without = |i: &&usize| self.entries[**i].reason.trim().is_empty();
        let mut stale: Vec<usize> = used.own.difference(&used.held).copied().collect();
        stale.sort_unstable();
        Report {
            known: used.count,
            without_reason: used.held.iter().filter(without).count() as u32,
            stale: stale.into_iter().map(|i| self.entries[i].stale()).collect(),
        }
    }
}

impl Entry {
    fn stale(&self) -> StaleEntry {
        StaleEntry {
            file: self.file.clone(),
            id: self.id.clone(),
            rule: self.rule.clone(),
            quote: self.quote.clone(),
            reason: self.reason.clone(),
        }
    }
}

/// Entries met over all documents.
#[derive(Debug, Default)]
pub struct Tally {
    held: HashSet<usize>,
    own: HashSet<usize>,
    count: u32,
}

impl Tally {
    pub fn add(&mut self, used: &Used) {
        self.count += used.held.len() as u32;
        self.held.extend(&used.held);
        self.own.extend(&used.own);
    }
}

fn remove(doc: &mut CheckDocument, audit: &mut Audit, by: &[Option<usize>]) {
    let gone = |i: usize| by.get(i).is_some_and(Option::is_some);
    let kept: HashSet<String> =
        doc.findings.iter().enumerate().filter(|(i, _)| !gone(*i)).map(|(_, f)| f.id.clone()).collect();
    for f in doc.findings.iter().enumerate().filter(|(i, _)| gone(*i)).map(|(_, f)| f) {
        let counts = &mut doc.counts.findings;
        *match f.severity {
            "error" => &mut counts.error,
            "warning" => &mut counts.warning,
            _ => &mut counts.note,
        } -= 1;
        doc.counts.known += 1;
    }
    retain(&mut doc.findings, gone);
    doc.findings.iter_mut().for_each(|f| f.root = f.root.take().filter(|r| kept.contains(r)));
    super::select::drop_findings(&mut audit.ledger, gone);
}

fn retain<T>(list: &mut Vec<T>, gone: impl Fn(usize) -> bool) {
    let mut i = 0;
    list.retain(|_| {
        i += 1;
        !gone(i - 1)
    });
}

/// The entries of a document.
pub fn entries(target: &Path, doc: &CheckDocument) -> Vec<Entry> {
    let file = seen_from(&folder(target), &doc.head.path);
    let title = doc.head.title.clone().unwrap_or_default();
    let entry = |f: &Finding| Entry {
        file: file.clone(),
        title: title.clone(),
        id: f.id.clone(),
        rule: f.rule.clone(),
        quote: f.quote.clone(),
        message: f.message.clone(),
        reason: String::new(),
    };
    doc.findings.iter().map(entry).collect()
}

/// Writes a baseline; reasons that stand in the old one are kept. Gives the number of entries.
///
/// # Errors
/// When the old file cannot be understood or the new one not written.
pub fn write(target: &Path, mut entries: Vec<Entry>) -> Result<usize> {
    let old = if target.exists() { Baseline::read(target)? } else { Baseline::default() };
    let reason = |e: &Entry| {
        let own = old.of(&e.file, &e.title).into_iter().map(|i| &old.entries[i]);
        own.filter(|o| o.id == e.id).map(|o| o.reason.clone()).next()
    };
    let reasons: Vec<Option<String>> = entries.iter().map(reason).collect();
    entries.iter_mut().zip(reasons).for_each(|(e, r)| e.reason = r.unwrap_or_default());
    output::to(Some(target), |out| {
        out.write_all(HEAD.as_bytes())?;
        entries.iter().try_for_each(|e| one(out, e))
    })?;
    Ok(entries.len())
}

fn one(out: &mut dyn Write, e: &Entry) -> std::io::Result<()> {
    writeln!(out, "\n[[known]]")?;
    let fields = [
        ("file", &e.file),
        ("title", &e.title),
        ("rule", &e.rule),
        ("quote", &e.quote),
        ("message", &e.message),
        ("id", &e.id),
        ("reason", &e.reason),
    ];
    fields.iter().try_for_each(|(key, value)| writeln!(out, "{key} = {}", basic_string(value)))
}

/// A TOML basic string; JSON's escapes are among TOML's, but for DEL.
fn basic_string(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn folder(path: &Path) -> PathBuf {
    let dir = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    dir.canonicalize().unwrap_or_else(|_| dir.to_owned())
}

/// A path as it looks from a folder, with `/`; one that does not lie in it stays whole.
fn seen_from(dir: &Path, path: &str) -> String {
    let Ok(full) = Path::new(path).canonicalize() else { return path.to_owned() };
    match full.strip_prefix(dir) {
        Ok(below) => below.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/"),
        Err(_) => full.display().to_string(),
    }
}
