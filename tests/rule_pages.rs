//! The examples on every rule's manual page: one that is reported by that rule, one that is not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use gouji::ledger::Severity;
use gouji::rules::{Rule, all};

/// The text of the fenced block with this name.
fn example(rule: &Rule, fence: &str) -> String {
    let open = format!("```{fence}\n");
    let doc: String = rule.doc.lines().map(|l| format!("{}\n", l.strip_prefix(' ').unwrap_or(l))).collect();
    let (_, rest) = doc.split_once(&open).unwrap_or_else(|| panic!("{}: no {fence} example", rule.id));
    rest.split("```").next().unwrap_or("").to_owned()
}

/// Rules of a scoring scheme speak only when one is asked for.
fn scheme(rule: &Rule) -> gouji::scheme::Scheme {
    let mut scheme = gouji::pattern::builtin().unwrap();
    let asked = [("IND020", "central"), ("SCO020", "hunan")];
    asked.iter().filter(|a| a.0 == rule.id).for_each(|a| assert!(scheme.choose(a.1)));
    scheme
}

fn audit(rule: &Rule, text: &str) -> gouji::Audit {
    let name = if text.contains("\n| ") || text.starts_with('|') { "example.md" } else { "example.txt" };
    gouji::audit(name, text.as_bytes(), &scheme(rule)).unwrap()
}

#[test]
fn a_failing_example_is_reported_by_its_rule() {
    let silent: Vec<_> = all()
        .iter()
        .filter(|r| {
            let a = audit(r, &example(r, "不符"));
            !a.ledger
                .findings
                .iter()
                .any(|f| f.rule == r.id && f.severity >= r.severity.min(Severity::Warning))
        })
        .map(|r| r.id)
        .collect();
    assert!(silent.is_empty(), "not reported: {silent:?}");
}

#[test]
fn a_passing_example_is_silent() {
    for r in all() {
        let a = audit(r, &example(r, "相符"));
        let heard = |f: &&gouji::ledger::Finding| f.severity > Severity::Note || f.rule == r.id;
        let loud: Vec<_> = a.ledger.findings.iter().filter(heard).map(|f| &f.message).collect();
        assert!(loud.is_empty(), "{}: {loud:?}", r.id);
    }
}

#[test]
fn every_page_has_its_parts() {
    for r in all() {
        for part in ["依据：", "重算：", "不报的情形：", "怎么改："] {
            assert!(r.doc.contains(part), "{}: no {part}", r.id);
        }
    }
}

#[test]
fn every_rule_file_is_registered_once() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|f| {
            !matches!(
                f.as_str(),
                "mod.rs"
                    | "kit.rs"
                    | "formula.rs"
                    | "gaps.rs"
                    | "afar.rs"
                    | "byname.rs"
                    | "caps.rs"
                    | "answers.rs"
                    | "periods.rs"
                    | "ratios.rs"
                    | "totals.rs"
                    | "moves.rs"
                    | "multiples.rs"
                    | "closed.rs"
                    | "joint.rs"
                    | "means.rs"
                    | "measure.rs"
                    | "composed.rs"
                    | "budgets.rs"
                    | "deducted.rs"
                    | "dimension.rs"
                    | "rowsums.rs"
                    | "against.rs"
                    | "yearly.rs"
                    | "particulars.rs"
                    | "official.rs"
                    | "codes.rs"
                    | "netted.rs"
                    | "compared.rs"
                    | "counted.rs"
                    | "aspects.rs"
                    | "receptions.rs"
                    | "elsewhere.rs"
                    | "families.rs"
                    | "fewrows.rs"
                    | "zipped.rs"
                    | "paces.rs"
                    | "partitions.rs"
                    | "leftover.rs"
                    | "lowered.rs"
                    | "noted.rs"
                    | "passages.rs"
                    | "portions.rs"
                    | "terms.rs"
                    | "rest.rs"
                    | "roundly.rs"
                    | "rowtext.rs"
                    | "tabshare.rs"
                    | "grades.rs"
                    | "headlaws.rs"
                    | "wholes.rs"
                    | "ahead.rs"
                    | "anaphora.rs"
                    | "sections.rs"
                    | "spoken.rs"
                    | "standards.rs"
                    | "strangers.rs"
                    | "tabled.rs"
                    | "worded.rs"
            )
        })
        .map(|f| f[..6].to_uppercase())
        .collect();
    files.sort();
    let mut ids: Vec<&str> = all().iter().map(|r| r.id).collect();
    ids.sort_unstable();
    assert_eq!(files, ids);
}
