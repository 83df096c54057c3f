//! The same report, whatever file it comes in: plain text, or Word with its runs cut anywhere.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod docx;

use docx::{package, runs};
use gouji::Audit;
use proptest::prelude::*;
use std::path::Path;

/// The reports of the corpus that are plain text with a paragraph a line.
const REPORTS: &[&str] = &["street-liuxi-2023.txt", "bureau-chuping-2022.txt"];

fn lines(report: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(report);
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect()
}

fn audit(name: &str, bytes: &[u8]) -> Audit {
    gouji::audit(name, bytes, &gouji::pattern::builtin().unwrap()).unwrap()
}

/// Everything that a reader is told.
fn told(a: &Audit) -> [Vec<String>; 3] {
    let quote = |s: gouji::span::Span| s.of(&a.document.text);
    let figures = a.figures.iter().map(|f| format!("{} {f:?}", quote(f.span)));
    let findings = a.ledger.findings.iter().map(|f| format!("{} {f:?}", quote(f.span)));
    let checks = a.ledger.checks.iter().map(|c| format!("{c:?}"));
    [figures.collect(), findings.collect(), checks.collect()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 64, ..ProptestConfig::default() })]

    #[test]
    fn text_and_word_say_the_same(
        report in prop::sample::select(REPORTS),
        cuts in prop::collection::vec(0..400usize, 0..40),
    ) {
        let lines = lines(report);
        let txt: String = lines.iter().map(|l| format!("{l}\n")).collect();
        let body: String = lines.iter().map(|l| runs(l, &cuts)).collect();
        let word = audit("a.docx", &package(&body, &[]));
        let text = audit("a.txt", txt.as_bytes());
        prop_assert_eq!(&word.document.text, &text.document.text);
        for (word, text) in told(&word).iter().zip(&told(&text)) {
            prop_assert_eq!(word, text);
        }
    }
}

/// A docx is never hard-wrapped: its paragraphs end where Word says, however even their lengths are.
#[test]
fn paragraphs_of_word_are_not_joined() {
    let line = |n: u32| format!("第{n}项工作按照计划稳步推进各项任务目标完成情况总体良好群众满意度");
    let body: String = (1..9).map(|n| runs(&line(n), &[])).collect();
    let word = audit("a.docx", &package(&body, &[]));
    assert_eq!(word.flow.paras.len(), 8);
}

/// Lines cut at a number of characters, or of columns, are paragraphs again.
#[test]
fn a_text_wrapped_by_hand_says_the_same() {
    let errors = |a: &Audit| -> Vec<String> {
        let told = a.ledger.findings.iter().filter(|f| f.severity > gouji::ledger::Severity::Note);
        told.map(|f| format!("{} {}", f.rule, f.message)).collect()
    };
    let plain = lines(REPORTS[0]);
    let whole = audit("a.txt", plain.join("\n").as_bytes());
    assert!(!errors(&whole).is_empty());
    for columns in [false, true] {
        let most = if columns { 72 } else { 36 };
        let of = |c: char| if columns && !c.is_ascii() { 2 } else { 1 };
        let mut text = String::new();
        for line in &plain {
            let mut at = 0;
            for c in line.chars() {
                if at + of(c) > most {
                    text.push('\n');
                    at = 0;
                }
                at += of(c);
                text.push(c);
            }
            text.push('\n');
        }
        let wrapped = audit("a.txt", text.as_bytes());
        assert_eq!(errors(&wrapped), errors(&whole), "at {most}");
    }
}
