//! A module names only lower floors, no file is long, and nothing below the command prints or knows floats.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use std::path::{Path, PathBuf};

/// Modules by floor, lowest first; a module may name those of lower floors and its own children.
const FLOORS: &[&[&str]] = &[
    &["span", "num"],
    &["document", "scheme", "ledger"],
    &["source", "pattern"],
    &["layout", "figure", "naming"],
    &["facts"],
    &["rules", "diagnose"],
    &["view"],
    &["emit", "dataset", "compare"],
];
/// What a module of a higher floor still must not name.
const NEVER: &[(&str, &[&str])] = &[
    ("facts", &["pattern"]),
    ("rules", &["source", "pattern", "document", "diagnose"]),
    ("diagnose", &["source", "pattern", "rules"]),
    ("scheme", &["document", "ledger"]),
    ("ledger", &["document", "scheme"]),
    ("figure", &["ledger", "source", "pattern"]),
    ("layout", &["ledger", "source", "pattern", "figure"]),
    ("source", &["pattern", "scheme", "ledger"]),
    ("pattern", &["source", "document", "ledger"]),
];

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

fn sources() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    files(&src(), &mut paths);
    paths.sort();
    let name = |p: &PathBuf| p.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/");
    paths.iter().map(|p| (name(p), std::fs::read_to_string(p).unwrap())).collect()
}

/// Files that are only there for tests: their parent names them under `#[cfg(test)]`.
fn is_test(file: &str, sources: &[(String, String)]) -> bool {
    let (dir, name) = file.rsplit_once('/').unwrap_or(("", file));
    let declared = format!("#[cfg(test)]\nmod {};", name.trim_end_matches(".rs"));
    sources.iter().any(|(f, text)| f.rsplit_once('/').map_or("", |p| p.0) == dir && text.contains(&declared))
}

fn module(file: &str) -> &str {
    file.split(['/', '.']).next().unwrap_or("")
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|f| f.contains(&module))
}

/// The modules that a file names by `crate::`, tests apart.
fn named(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or("");
    let mut names = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let inner = list.split('}').next().unwrap_or("");
            names.extend(
                inner.split(',').map(|n| module(n.trim().split("::").next().unwrap_or("")).to_owned()),
            );
        } else {
            names
                .push(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_owned());
        }
    }
    names
}

#[test]
fn a_module_names_only_lower_floors() {
    for (file, text) in sources() {
        let own = module(&file);
        let Some(level) = floor(own) else { continue };
        for name in named(&text).iter().filter(|n| n.as_str() != own) {
            let lower =
                floor(name).is_none_or(|l| l < level || (l == level && own == "figure" && name == "layout"));
            let never = NEVER.iter().any(|(m, names)| *m == own && names.contains(&name.as_str()));
            assert!(lower && !never, "{file} must not name {name}");
        }
    }
}

#[test]
fn no_file_is_long() {
    for (file, text) in sources() {
        assert!(text.lines().count() <= 600, "{file} has {} lines", text.lines().count());
    }
}

#[test]
fn only_the_command_prints_or_reads_files() {
    let sources = sources();
    let below = sources.iter().filter(|(f, _)| !matches!(module(f), "cli" | "main") && !is_test(f, &sources));
    for (file, text) in below {
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        for word in ["println!", "eprintln!", "std::fs", "std::env", "std::net", "f64", "f32", "anyhow"] {
            assert!(!code.contains(word), "{file} names {word}");
        }
    }
}
