//! The command as a user meets it: cases as files, and what files cannot say (pipes, written files).

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const BIN: &str = env!("CARGO_BIN_EXE_gouji");
const REPORT: &str = "街道2023年度绩效自评报告\n一、基本情况\n𠮷祥街道支出100万元。\n";

#[test]
fn cases() {
    trycmd::TestCases::new().case("tests/cmd/*.trycmd");
}

fn gouji(args: &[&str]) -> Output {
    Command::new(BIN).args(args).output().unwrap()
}

/// A fresh folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn extract_text_prints_the_text_and_nothing_else() {
    let dir = folder("text");
    let path = dir.join("一.txt");
    fs::write(&path, REPORT).unwrap();
    let out = gouji(&["extract", "--text", path.to_str().unwrap()]);
    assert_eq!(String::from_utf8(out.stdout).unwrap(), REPORT);
    assert_eq!(out.status.code(), Some(0));
}

#[test]
fn extract_csv_is_a_number_a_row_and_a_bad_file_a_row_of_its_own() {
    let dir = folder("numbers");
    let (good, bad) = (dir.join("一.txt"), dir.join("二.txt"));
    fs::write(&good, "全年预算数1,000万元，全年支出800万元，预算执行率80%。\n").unwrap();
    let out = gouji(&["extract", "--format", "csv", good.to_str().unwrap(), bad.to_str().unwrap()]);
    let text = String::from_utf8(out.stdout).unwrap();
    let rows: Vec<&str> = text.strip_prefix('\u{feff}').unwrap().split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 5, "{text}");
    assert!(rows[0].starts_with("path,start,end,quote,figure,kind,value,unit,"));
    assert!(rows[1].contains(",5,12,\"1,000万元\",true,amount,1000,万元,10000000,元,"), "{}", rows[1]);
    assert!(rows[3].contains(",80%,true,percent,80,%,") && rows[3].contains(",tied,"), "{}", rows[3]);
    assert!(rows[4].contains("没有这个文件或文件夹"), "{}", rows[4]);
    assert_eq!(out.status.code(), Some(2));
}

#[test]
fn standard_input_is_a_path() {
    let mut child = Command::new(BIN)
        .args(["extract", "--text", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(REPORT.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(out.stdout).unwrap(), REPORT);
}

#[test]
fn an_output_file_is_whole_and_alone_and_no_input() {
    let dir = folder("output");
    fs::write(dir.join("一.txt"), REPORT).unwrap();
    let target = dir.join("结果.txt");
    fs::write(&target, "旧").unwrap();
    let (dir_arg, target_arg) = (dir.to_str().unwrap(), target.to_str().unwrap());
    let out = gouji(&["check", "--format", "json", dir_arg, "-o", target_arg]);
    assert_eq!(out.status.code(), Some(0), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(out.stdout.is_empty());
    assert_eq!(names(&dir), ["一.txt", "结果.txt"]);
    let json: serde_json::Value = serde_json::from_slice(&fs::read(&target).unwrap()).unwrap();
    let documents = json["documents"].as_array().unwrap();
    assert_eq!(documents.len(), 1, "the old output is not read as a report");
    assert_eq!(documents[0]["error"], serde_json::Value::Null);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let dir = folder("pipe");
    for i in 0..200 {
        fs::write(dir.join(format!("{i}.txt")), REPORT).unwrap();
    }
    let mut child = Command::new(BIN)
        .args(["extract", "--format", "jsonl", dir.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let out = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&out.stderr), "");
    assert_eq!(out.status.code(), Some(0));
}

/// The reports in `corpus/`, and what an independent program makes of their checks.
#[test]
fn every_verdict_of_the_corpus_can_be_replayed() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replay.py");
    let python = |args: &[&Path]| Command::new("python3").args(args).output();
    let Ok(own) = python(&[&script, Path::new("--self-test")]) else {
        return; // no Python on this machine
    };
    assert!(own.status.success(), "{}", String::from_utf8_lossy(&own.stdout));
    if !corpus.is_dir() {
        return;
    }
    let json = folder("replay").join("corpus.json");
    gouji(&["check", "--format", "json", corpus.to_str().unwrap(), "-o", json.to_str().unwrap()]);
    let out = python(&[&script, &json]).unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
}
