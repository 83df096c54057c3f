//! `docs/rules/` is the rules' own manual, one page a rule: `UPDATE_DOCS=1 cargo test --test docs` writes it.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use gouji::emit::manual;
use gouji::rules;
use gouji::scheme::Formula;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

/// File name → text, as it should be.
fn wanted() -> BTreeMap<String, String> {
    let page = |r: &rules::Rule| (format!("{}.md", r.id), manual::page(r));
    let mut all: BTreeMap<String, String> = rules::all().iter().map(page).collect();
    all.extend(formulas().iter().map(|f| (format!("{}.md", f.id), manual::formula(f))));
    all.insert("README.md".into(), contents());
    all
}

fn contents() -> String {
    let row = |r: &rules::Rule| {
        format!("| [{id}]({id}.md) | {} | {} | {} |\n", r.title, r.severity.name(), r.name, id = r.id)
    };
    let rows: String = rules::all().iter().map(row).collect();
    let formula = |f: &Formula| {
        format!("| [{id}]({id}.md) | {}与公式不符 | {} |\n", f.title(), manual::level(f.level), id = f.id)
    };
    let formulas: String = formulas().iter().map(formula).collect();
    format!(
        "# 规则\n\n| 编号 | 规则 | 最重级别 | 名称 |\n| --- | --- | --- | --- |\n{rows}\n## 命名指标的公式\n\n在 patterns/formulas/ 里。\n\n| 编号 | 公式 | 最重级别 |\n| --- | --- | --- |\n{formulas}"
    )
}

fn formulas() -> Vec<Formula> {
    gouji::pattern::builtin().unwrap().formulas
}

fn kept() -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder()).into_iter().flatten();
    let paths = entries.map(|e| e.unwrap().path());
    paths
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&p).unwrap()))
        .collect()
}

#[test]
fn pages_are_current() {
    let wanted = wanted();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(folder()).unwrap();
        wanted.iter().for_each(|(name, text)| fs::write(folder().join(name), text).unwrap());
    }
    let kept = kept();
    for (name, text) in &wanted {
        let current = kept.get(name) == Some(text);
        assert!(current, "docs/rules/{name} is not current: run UPDATE_DOCS=1 cargo test --test docs");
    }
    let orphans: Vec<_> = kept.keys().filter(|k| !wanted.contains_key(*k)).collect();
    assert!(orphans.is_empty(), "pages of no rule in docs/rules: {orphans:?}");
}

/// The page on coverage names every entry of B1 to B5 once, and no rule that there is not.
#[test]
fn coverage_names_what_there_is() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md")).unwrap();
    let ids: Vec<String> = rules::all()
        .iter()
        .map(|r| r.id.to_owned())
        .chain(formulas().iter().map(|f| f.id.to_owned()))
        .collect();
    let words = page.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| w.len() == 6);
    let named = words.filter(|w| {
        w[..3].bytes().all(|b| b.is_ascii_uppercase()) && w[3..].bytes().all(|b| b.is_ascii_digit())
    });
    let unknown: Vec<_> = named.filter(|w| !ids.iter().any(|i| i == w)).collect();
    assert!(unknown.is_empty(), "no such rules: {unknown:?}");
    for (family, last) in [("A", 22), ("M", 8), ("S", 20), ("U", 21), ("D", 10), ("F", 2)] {
        for n in 1..=last {
            let entry = format!("| {family}{n:02} ");
            assert_eq!(page.matches(&entry).count(), 1, "{entry}");
        }
    }
}
