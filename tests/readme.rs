//! What the two READMEs show is what gouji prints.
//!
//! `TRYCMD=overwrite cargo test --test readme` writes it anew: the console blocks, and in the JSON blocks the
//! values of the fields that stand there. A block with a `rule` shows that rule's first finding, another the
//! first figure with its `quote`, both of the report that the README checks.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::process::Command;

const READMES: &[&str] = &["README.md", "README.zh-CN.md"];
const REPORT: &str = "corpus/street-liuxi-2023.txt";

/// One test, since two would write the same file.
#[test]
fn blocks_are_current() {
    READMES.iter().for_each(|readme| json_blocks(readme));
    let cases = trycmd::TestCases::new();
    READMES.iter().for_each(|readme| {
        cases.case(readme);
    });
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn document(command: &[&str]) -> Value {
    let gouji = env!("CARGO_BIN_EXE_gouji");
    let out = Command::new(gouji).args(command).arg(REPORT).current_dir(root("")).output().unwrap();
    serde_json::from_slice::<Value>(&out.stdout).unwrap()["documents"][0].take()
}

/// The fields of a block, in its order, with the values that they have.
fn shown(block: &str) -> String {
    let fields: Map<String, Value> = serde_json::from_str(block).unwrap();
    let (command, list, key): (&[&str], _, _) = match fields.contains_key("rule") {
        true => (&["check", "--format", "json"], "findings", "rule"),
        false => (&["extract"], "figures", "quote"),
    };
    let document = document(command);
    let found = document[list].as_array().unwrap().iter().find(|v| v[key] == fields[key]);
    let found = found.unwrap_or_else(|| unreachable!("no {key} {}", fields[key]));
    let lines: Vec<String> = keys(block).map(|k| format!("  {k:?}: {}", found[k])).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// One field a line.
fn keys(block: &str) -> impl Iterator<Item = &str> {
    block.lines().filter_map(|l| l.trim().strip_prefix('"')?.split('"').next())
}

/// The README with its JSON blocks as they should be.
fn renewed(text: &str) -> String {
    let mut parts = text.split("```json\n");
    let mut new = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let (block, rest) = part.split_once("```\n").unwrap();
        new.push_str(&format!("```json\n{}```\n{rest}", shown(block)));
    }
    new
}

fn json_blocks(readme: &str) {
    let text = std::fs::read_to_string(root(readme)).unwrap();
    let new = renewed(&text);
    if is_overwriting() {
        std::fs::write(root(readme), &new).unwrap();
    } else {
        assert!(text == new, "{readme} is not current: run TRYCMD=overwrite cargo test --test readme");
    }
}

fn is_overwriting() -> bool {
    std::env::var("TRYCMD").is_ok_and(|t| t == "overwrite")
}

/// The twins show the same commands and blocks.
#[test]
fn both_languages_show_the_same() {
    if is_overwriting() {
        return; // they are being written
    }
    let blocks = |readme: &str| {
        let text = std::fs::read_to_string(root(readme)).unwrap();
        text.split("```").skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let headings = |readme: &str| {
        let text = std::fs::read_to_string(root(readme)).unwrap();
        text.lines().filter(|l| l.starts_with('#')).map(|l| l.matches('#').count()).collect::<Vec<_>>()
    };
    assert_eq!(blocks(READMES[0]), blocks(READMES[1]));
    assert_eq!(headings(READMES[0]), headings(READMES[1]));
}
