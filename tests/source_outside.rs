//! Word files of other projects, which are not part of this repository: each must end in a document or a
//! clear error, in its own process, within the bounds of `child`. Passes where the files are absent.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail; the child answers in print")]

mod child;

use child::{Outcome, run};
use gouji::source;
use std::io::Read;
use std::path::{Path, PathBuf};

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path)
}

/// The child's part: does nothing unless it is told a file.
#[test]
fn child() {
    child::answer();
}

/// The files of a folder and how they end; none when the folder is absent.
fn folder(name: &str) -> Vec<(PathBuf, Outcome)> {
    let Ok(entries) = std::fs::read_dir(shared("docx").join(name)) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|p| (run(&p), p)).map(|(o, p)| (p, o)).collect()
}

/// Every end is a document or a message with a remedy.
fn all_end_well(files: &[(PathBuf, Outcome)]) {
    let wrong = |(path, outcome): &(PathBuf, Outcome)| match outcome {
        Outcome::Document => None,
        Outcome::Refused(why) if why.contains('请') && why.chars().count() > 10 => None,
        Outcome::Refused(why) | Outcome::Failed(why) => Some(format!("{}: {why}", path.display())),
    };
    let bad: Vec<String> = files.iter().filter_map(wrong).collect();
    assert!(bad.is_empty(), "{bad:#?}");
}

/// At least `percent` of the files that hold text give a document.
fn give_text(files: &[(PathBuf, Outcome)], percent: usize) {
    let blank = |o: &Outcome| matches!(o, Outcome::Refused(why) if why.contains("没有文字"));
    let holding: Vec<_> = files.iter().filter(|f| !blank(&f.1)).collect();
    let read = holding.iter().filter(|f| matches!(f.1, Outcome::Document)).count();
    assert!(read * 100 >= holding.len() * percent, "{read} of {}", holding.len());
    let silent: Vec<_> = files.iter().filter(|f| blank(&f.1) && holds_text(&f.0)).map(|f| &f.0).collect();
    assert!(silent.is_empty(), "text, but not read: {silent:?}");
}

/// Whether the body holds a letter in any `t` element: a crude second opinion.
fn holds_text(path: &Path) -> bool {
    let bytes = std::fs::read(path).unwrap();
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return false };
    let Ok(mut part) = archive.by_name("word/document.xml") else { return false };
    let mut xml = String::new();
    if part.read_to_string(&mut xml).is_err() {
        return false;
    }
    let texts =
        xml.split("<w:t").skip(1).filter(|t| t.starts_with(['>', ' '])).filter_map(|t| t.split_once('>'));
    texts.into_iter().any(|(_, t)| !t.split('<').next().unwrap_or("").trim().is_empty())
}

#[test]
fn files_of_one_feature_each() {
    let files = folder("features");
    all_end_well(&files);
    give_text(&files, 100);
}

#[test]
fn hostile_files() {
    all_end_well(&folder("hostile"));
}

#[test]
fn files_of_pandoc() {
    let files = folder("pandoc");
    all_end_well(&files);
    give_text(&files, 97);
}

#[test]
fn files_of_python_docx_and_mammoth() {
    for name in ["python-docx", "mammoth"] {
        let files = folder(name);
        all_end_well(&files);
        give_text(&files, 97);
    }
}

#[test]
fn files_of_poi() {
    all_end_well(&folder("poi"));
}

/// The same report as txt and as docx: the same lines.
#[test]
fn a_real_report_reads_the_same_from_both_forms() {
    let path = |extension: &str| shared(&format!("reports/qinggang-2023.{extension}"));
    let Ok(docx) = std::fs::read(path("docx")) else { return };
    let txt = std::fs::read(path("txt")).unwrap();
    let lines = |name: &str, bytes: &[u8]| {
        let d = source::read(name, bytes).unwrap();
        let line = |s: &str| s.replace("[bookmark: _GoBack]", "").trim().to_owned();
        d.blocks.iter().map(|b| line(b.span.of(&d.text))).collect::<Vec<_>>()
    };
    assert_eq!(lines("a.docx", &docx), lines("a.txt", &txt));
}
