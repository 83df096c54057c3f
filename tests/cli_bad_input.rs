//! Files that cannot be read: a message in Chinese that names the file and the remedy, status 2, and the other
//! files of the same call are still checked.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod docx;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const GOOD: &str =
    "街道2023年度绩效自评报告\n一、支出\n支出100万元，其中：基本支出60万元、项目支出40万元。\n";

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("bad-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    fs::write(path.join("好.txt"), GOOD).unwrap();
    path
}

fn check(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gouji")).arg("check").args(args).current_dir(dir).output().unwrap()
}

/// What stands on standard error, and that all the rest is as it should be.
#[track_caller]
fn says(dir: &Path, bad: &str, parts: &[&str]) {
    let out = check(dir, &[bad, "好.txt"]);
    let (shown, error) = (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap());
    assert_eq!(out.status.code(), Some(2), "{error}");
    assert!(error.starts_with(&format!("gouji：{bad}：")) && error.lines().count() == 1, "{error}");
    for part in parts.iter().chain(&["请"]) {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert!(shown.contains("══ 好.txt ══") && shown.contains("共 2 份，1 份未能读取"), "{shown}");
    stands_in_json(dir, bad, &error);
}

/// The same message is the document's `error`; the other document has none.
fn stands_in_json(dir: &Path, bad: &str, error: &str) {
    let out = check(dir, &["--format", "json", bad, "好.txt"]);
    assert_eq!(out.status.code(), Some(2));
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    let documents = json["documents"].as_array().unwrap();
    assert_eq!((documents.len(), documents[0]["path"].as_str()), (2, Some(bad)));
    assert!(error.contains(documents[0]["error"].as_str().unwrap()));
    assert!(documents[1]["error"].is_null());
    assert_eq!(documents[1]["counts"]["checks"]["held"], 2);
}

#[track_caller]
fn file(name: &str, bytes: &[u8], parts: &[&str]) {
    let dir = folder(name);
    fs::write(dir.join(name), bytes).unwrap();
    says(&dir, name, parts);
}

#[test]
fn a_path_that_leads_nowhere() {
    says(&folder("missing"), "没有.docx", &["没有这个文件", "检查路径"]);
}

#[test]
fn a_folder_without_reports() {
    let dir = folder("folder");
    fs::create_dir(dir.join("空")).unwrap();
    fs::write(dir.join("空/预算.csv"), b"PK").unwrap();
    says(&dir, "空", &["没有报告", "txt、md、docx"]);
}

#[test]
fn an_encrypted_docx() {
    file("密.docx", &docx::ole("EncryptedPackage"), &["加密", "去掉密码"]);
}

#[test]
fn an_old_doc_called_docx() {
    file("旧.docx", &docx::ole("WordDocument"), &["doc", "另存为 docx"]);
}

#[test]
fn a_pdf_called_txt() {
    file("版.txt", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n", &["PDF", "docx"]);
}

#[test]
fn an_empty_file() {
    file("空.txt", b"", &["空的", "确认"]);
    file("白.txt", " \r\n\u{3000}\n".as_bytes(), &["没有文字", "扫描件"]);
}

#[test]
fn binary_rubbish() {
    let noise: Vec<u8> = (0u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    file("乱.txt", &noise, &["二进制", "docx、xlsx、txt 或 md"]);
    file("乱.docx", &noise, &["docx", "另存为 docx"]);
}

#[test]
fn a_docx_cut_short() {
    file("断.docx", b"PK\x03\x04\x14\0\0\0", &["损坏", "另存为 docx"]);
}
