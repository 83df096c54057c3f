//! The real report, when it lies beside the project: what a domain expert found, and nothing more.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use gouji::Audit;
use gouji::ledger::{Check, Severity, Verdict};
use std::path::{Path, PathBuf};

fn shared() -> Option<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reports");
    dir.is_dir().then_some(dir)
}

fn audit(name: &str) -> Option<Audit> {
    let bytes = std::fs::read(shared()?.join(name)).ok()?;
    Some(gouji::audit(name, &bytes, &gouji::pattern::builtin().unwrap()).unwrap())
}

fn both() -> Vec<(&'static str, Audit)> {
    ["qinggang-2023.txt", "qinggang-2023.docx"].into_iter().filter_map(|n| Some((n, audit(n)?))).collect()
}

fn quote(a: &Audit, s: gouji::span::Span) -> &str {
    s.of(&a.document.text)
}

/// (severity, rule, quotation, expected) above a note.
fn loud(a: &Audit) -> Vec<(Severity, String, Option<String>)> {
    a.ledger
        .findings
        .iter()
        .filter(|f| f.severity > Severity::Note)
        .map(|f| (f.severity, quote(a, f.span).to_owned(), f.expected.clone()))
        .collect()
}

#[test]
fn nothing_above_a_note_but_what_is_wrong() {
    for (name, a) in both() {
        let expected = |s: &str| Some(s.to_owned());
        let mut want = vec![
            (Severity::Warning, "87.46%".to_owned(), expected("87.47%")),
            (Severity::Warning, "8.74分".to_owned(), expected("8.75分")),
            (Severity::Error, "01分".to_owned(), expected("10分")),
            (Severity::Warning, "155人".to_owned(), None),
            (Severity::Warning, "4、".to_owned(), expected("四、")),
        ];
        if name.ends_with("txt") {
            want.push((Severity::Warning, "[bookmark: _GoBack]".to_owned(), None));
        }
        let (mut got, mut want) = (loud(&a), want);
        got.sort();
        want.sort();
        assert_eq!(got, want, "{name}");
    }
}

#[test]
fn the_root_mends_both_relations() {
    for (name, a) in both() {
        let root = a.ledger.findings.iter().position(|f| f.severity == Severity::Error).unwrap();
        let f = &a.ledger.findings[root];
        assert_eq!(f.edits[0].text, "10分", "{name}");
        assert!(a.ledger.findings.iter().any(|g| g.root == Some(root)), "{name}: no follow-up");
    }
}

#[test]
fn the_habit_is_said_once_with_the_total_under_rounding() {
    for (name, a) in both() {
        let habit: Vec<_> = a.ledger.findings.iter().filter(|f| f.message.contains("98.75")).collect();
        assert_eq!(habit.len(), 1, "{name}");
        assert_eq!(habit[0].severity, Severity::Note);
    }
}

/// A held check whose terms hold all these quotations, each once.
fn held(a: &Audit, quotes: &[&str]) -> bool {
    let has = |c: &Check| {
        let mut left: Vec<&str> =
            c.operands.iter().map(|o| &o.1).chain([&c.result.1]).map(|t| quote(a, t.span)).collect();
        quotes.iter().all(|q| left.iter().position(|l| l.contains(q)).map(|i| left.remove(i)).is_some())
    };
    a.ledger.checks.iter().any(|c| c.holds == Some(true) && has(c))
}

#[test]
fn what_ties_is_confirmed() {
    let ties: &[&[&str]] = &[
        &["8个", "党政办公室"],
        &["7个", "社区文化服务中心"],
        &["119人", "4人", "25人", "9人", "8人", "10人", "6人", "9人", "4人", "19人", "25人"],
        &["7847.70万元", "7847.70万元"],
        &["7847.70万元", "2795.16万元", "5052.54万元"],
        &["1502.94万元", "1502.94万元"],
        &["9350.64万元", "7847.70万元", "1502.94万元"],
        &["9350.64万元", "2795.16万元", "6555.48万元"],
        &["6555.48万元", "5052.54万元", "1502.94万元"],
        &["2795.16万元", "2795.16万元"],
        &["9350.64万元", "9350.64万元"],
        &["98.74分", "8.74分", "10分", "5分", "5分"],
        &["优", "98.74分"],
        &["4个", "七彩景秀"],
        &["4个", "大森"],
        &["两个", "三溪桥段"],
        &["14家", "14家"],
        &["22件", "22件"],
        &["13家", "13家"],
        &["20余户", "20余户"],
        &["78处", "78处"],
        &["9吨", "9吨"],
        &["740余张", "740余张"],
        &["1281 人次", "1281 人次"],
        &["864.589万元", "864.589万元"],
        &["15468人次", "15468人次"],
        &["89.837万元", "89.837万元"],
        &["117人", "117人"],
        &["2.9万元", "2.9万元"],
        &["128户", "22户", "2户", "104户"],
        &["380.79亩", "90亩"],
        &["15.27亩", "11.04亩"],
        &["29宗", "20宗"],
        &["1253.52亩", "283.31亩"],
        &["2023", "2024"],
        &["青杠街道办事处", "青杠街道办事处"],
    ];
    for (name, a) in both() {
        let missing: Vec<_> = ties
            .iter()
            .filter(|t| {
                // A quotation with 余 stands outside the figure's span in some relations.
                let bare: Vec<String> = t.iter().map(|q| q.replace('余', "")).collect();
                let bare: Vec<&str> = bare.iter().map(String::as_str).collect();
                !held(&a, t) && !held(&a, &bare)
            })
            .collect();
        let n = a.ledger.checks.iter().filter(|c| c.holds == Some(true)).count();
        assert!(missing.is_empty(), "{name}: not confirmed: {missing:?}");
        assert!(n >= 45, "{name}: {n} checks held");
    }
}

#[test]
fn text_and_word_agree() {
    let reports = both();
    let [(_, txt), (_, docx)] = reports.as_slice() else { return };
    let figures = |a: &Audit| {
        let of = |f: &gouji::figure::Figure| {
            (quote(a, f.span).replace(' ', ""), f.unit.clone(), f.qualifier.clone())
        };
        a.figures.iter().filter(|f| f.kind.is_figure()).map(of).collect::<Vec<_>>()
    };
    assert_eq!(figures(txt), figures(docx));
    let checks = |a: &Audit| {
        let of = |c: &Check| (c.rule, c.formula.replace(' ', ""), c.verdict.name());
        a.ledger.checks.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(checks(txt), checks(docx));
    assert!(txt.ledger.checks.iter().any(|c| c.verdict == Verdict::Truncated));
}
