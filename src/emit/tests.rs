//! What the outputs promise, over the hand-made audit of `fixture`.

use super::model::{CHECK, CheckDocument};
use super::{Source, check, explain, extract, fixture, json, text};
use crate::Audit;
use serde_json::{Value, json};

fn source() -> Source {
    Source { path: "报告.txt".into(), sha256: Some("0".repeat(64)) }
}

fn document(audit: &Audit) -> CheckDocument {
    check(&source(), Ok(audit))
}

fn as_json(audit: &Audit) -> Value {
    let mut out = Vec::new();
    json::check(&mut out, &[document(audit)]).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn as_text(audit: &Audit, options: &text::Options) -> String {
    let mut out = Vec::new();
    text::document(&mut out, &document(audit), audit, options).unwrap();
    String::from_utf8(out).unwrap()
}

fn slice(start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    fixture::TEXT.chars().skip(start).take(end - start).collect()
}

#[test]
fn offsets_are_characters_even_past_the_astral_plane() {
    let report = as_json(&fixture::audit());
    let doc = &report["documents"][0];
    for finding in doc["findings"].as_array().unwrap() {
        assert_eq!(slice(&finding["start"], &finding["end"]), finding["quote"].as_str().unwrap());
        for related in finding["related"].as_array().unwrap() {
            assert_eq!(slice(&related["start"], &related["end"]), related["quote"].as_str().unwrap());
        }
    }
    assert_eq!(doc["text_chars"], fixture::TEXT.chars().count());
}

#[test]
fn the_contract_of_a_check_and_a_finding() {
    let report = as_json(&fixture::audit());
    assert_eq!(report["schema"], CHECK);
    let doc = &report["documents"][0];
    let rate = &doc["checks"][1];
    assert_eq!(rate["id"], "c2");
    assert_eq!(rate["exact"], "87.468779…");
    assert_eq!(rate["exact_base"], "15584400/178171");
    assert_eq!(rate["result"]["value"], "87.46");
    let a = json!({"name": "a", "role": "全年执行数", "quote": "9350.64万元", "value": "9350.64", "unit": "万元",
        "base_value": "93506400", "base_unit": "元", "step": "100", "point": false, "qualifier": "none"});
    for (key, value) in a.as_object().unwrap() {
        assert_eq!(&rate["operands"][0][key], value, "{key}");
    }
    assert_eq!(doc["checks"][0]["exact"], "7847.70");
    let finding = &doc["findings"][0];
    assert_eq!(finding["check"], "c2");
    assert_eq!(finding["place"]["section"], "三、（一）1. 预算执行率（10分）");
    assert_eq!((&finding["place"]["line"], &finding["place"]["column"]), (&json!(8), &json!(37)));
    assert_eq!(doc["findings"][2]["root"], doc["findings"][1]["id"]);
}

#[test]
fn counts_add_up() {
    let counts = document(&fixture::audit()).counts;
    let want = json!({"figures": 10, "tied": 3, "doubtful": 3, "bounded": 2, "unchecked": 1, "untied": 1,
        "checks": {"held": 2, "failed": 1, "unknown": 1}, "findings": {"error": 0, "warning": 1, "note": 3}});
    assert_eq!(serde_json::to_value(counts).unwrap(), want);
}

#[test]
fn extract_gives_status_checks_and_reason() {
    let audit = fixture::audit();
    let doc = serde_json::to_value(extract(&source(), Ok(&audit))).unwrap();
    let figures = doc["figures"].as_array().unwrap();
    let of = |quote: &str| figures.iter().find(|f| f["quote"] == quote).unwrap();
    assert_eq!(of("87.46%")["status"], "doubtful");
    assert_eq!(of("87.46%")["checks"], json!(["c2"]));
    assert_eq!(of("87.46%")["label"], "预算执行率");
    assert_eq!(of("95%")["reason"], "没有写明问卷份数");
    assert_eq!(of("8个")["status"], "untied");
    assert_eq!(of("7847.70万元")["base_value"], "78477000");
    assert_eq!(of("7847.70万元")["value"], "7847.70");
    assert_eq!(of("7847.70万元")["section"], "一、（一）收支");
}

#[test]
fn fingerprints_do_not_move_with_the_text() {
    let ids = |audit: &Audit| document(audit).findings.into_iter().map(|f| f.id).collect::<Vec<_>>();
    let before = ids(&fixture::audit());
    let moved = fixture::TEXT.replacen("一、基本情况", "前言一段。\n又一段。\n一、基本情况", 1);
    assert_eq!(before, ids(&fixture::build(&moved)));
    assert!(before.iter().all(|id| id.len() == 16));
    let mut twice = fixture::audit();
    twice.ledger.findings.push(twice.ledger.findings[0].clone());
    let all = ids(&twice);
    assert_ne!(all[0], all[4], "a second finding of the same kind has its own name");
}

#[test]
fn an_unreadable_file_is_a_document_with_an_error() {
    let doc = serde_json::to_value(check(&source(), Err("文件是空的"))).unwrap();
    assert_eq!(doc["error"], "文件是空的");
    assert_eq!((&doc["format"], &doc["findings"]), (&Value::Null, &json!([])));
}

#[test]
fn text_marks_the_figure_under_chinese() {
    let shown = as_text(&fixture::audit(), &text::Options::default());
    let lines: Vec<&str> = shown.lines().collect();
    let source = lines.iter().position(|l| l.contains("87.46%") && l.starts_with("8 |")).unwrap();
    let marks = lines[source + 1];
    let column = |s: &str| s.chars().map(|c| if c.is_ascii() || c == '…' { 1 } else { 2 }).sum::<usize>();
    let figure = &lines[source][..lines[source].find("87.46%").unwrap()];
    assert_eq!(column(figure), marks.find('^').unwrap(), "{shown}");
    assert!(marks.contains("^^^^^^ 应为 87.47%"), "{shown}");
}

#[test]
fn text_tells_place_calculation_and_related_figures() {
    let shown = as_text(&fixture::audit(), &text::Options::default());
    for part in [
        "警告[EXE001]: 预算执行率被截断，没有四舍五入",
        "--> 报告.txt:8:37  第 8 段 · 三、（一）1. 预算执行率（10分）",
        "= 计算: 全年执行数 ÷ 全年（调整）预算数；算得 87.468779…%；报告写 87.46%；应为 87.47%",
        "= 全年执行数: 9350.64万元（第 8 段）",
        "提示[SCO001]: 个数没有列出名称",
        "已核对勾稽关系 4 条：2 条相符，1 条不符，1 条无法核对；数字 10 个：3 个相符，3 个存疑，\
         2 个只有上下限关系，1 个无法核对，1 个未入关系",
        "发现问题：错误 0 处，警告 1 处，提示 3 处",
    ] {
        assert!(shown.contains(part), "{part}\n\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'));
    let colored = as_text(&fixture::audit(), &text::Options { color: true, ..text::Options::default() });
    assert!(colored.contains('\u{1b}'));
}

#[test]
fn follow_ups_stand_indented_under_their_root() {
    let shown = as_text(&fixture::audit(), &text::Options::default());
    let block = shown.split("\n\n").find(|b| b.contains("EXE001")).unwrap();
    let follow: Vec<&str> = block.lines().filter(|l| l.starts_with("   └ 提示[SCO001]")).collect();
    assert_eq!(follow.len(), 2, "{shown}");
    assert!(follow[1].ends_with("总分由此得分加出（第 8 段“98.74分”）"), "{shown}");
    let mut circle = fixture::audit();
    circle.ledger.findings[0].root = Some(2);
    assert!(
        as_text(&circle, &text::Options::default()).contains("EXE001"),
        "a circle of roots hides nothing"
    );
}

#[test]
fn held_relations_take_a_line_each() {
    let options = text::Options { show_held: true, ..text::Options::default() };
    let shown = as_text(&fixture::audit(), &options);
    let want = "✓ [AMT001] 支出 = 基本支出 + 项目支出：支出 7847.70万元 ← 基本支出 2795.16万元、项目支出 5052.54万元，相符";
    assert!(shown.lines().any(|l| l == want), "{shown}");
}

#[test]
fn nothing_in_a_report_steers_the_terminal() {
    let mut audit = fixture::audit();
    audit.ledger.findings[0].message = "坏\u{1b}[31m字\n第二行".into();
    audit.ledger.findings[0].related[0].role = "\u{1b}]0;x\u{7}".into();
    let shown = as_text(&audit, &text::Options { show_held: true, ..text::Options::default() });
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{7}'), "{shown}");
}

#[test]
fn explain_tells_what_was_read() {
    let audit = fixture::audit();
    let ask = |line, column| {
        let mut out = Vec::new();
        let there = explain::explain(&mut out, &source(), &audit, explain::Spot { line, column }).unwrap();
        (there, String::from_utf8(out).unwrap())
    };
    let (_, line) = ask(8, None);
    for part in
        ["“87.46%”  第 8 行第 37 列", "种类：百分比", "勾稽 c2 [EXE001]", "状态：存疑", "警告[EXE001]"]
    {
        assert!(line.contains(part), "{part}\n{line}");
    }
    let (_, column) = ask(8, Some(37));
    assert!(column.contains("87.46%") && !column.contains("“8.74分”  第"), "{column}");
    assert!(ask(9, None).1.contains("未入任何关系"));
    assert!(ask(1, Some(1)).1.contains("这里没有读到数字"));
    assert!(!ask(999, None).0 && !ask(1, Some(999)).0);
}

#[test]
fn totals_add_the_documents_and_tell_the_unread() {
    let counts = document(&fixture::audit()).counts;
    let mut out = Vec::new();
    let mut totals = text::Totals { unread: 1, ..text::Totals::default() };
    totals.add(&counts);
    totals.add(&counts);
    totals.write(&mut out).unwrap();
    let shown = String::from_utf8(out).unwrap();
    assert!(shown.contains("共 3 份，1 份未能读取"), "{shown}");
    assert!(shown.contains("已核对勾稽关系 8 条：4 条相符，2 条不符，2 条无法核对；数字 20 个"), "{shown}");
}

/// What `tests/replay.py` says; `None` on a machine without Python.
fn replay(audit: &Audit) -> Option<(bool, String)> {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let script = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replay.py");
    let python = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut python = python.ok()?;
    let mut report = Vec::new();
    json::check(&mut report, &[document(audit)]).unwrap();
    python.stdin.take().unwrap().write_all(&report).unwrap();
    let out = python.wait_with_output().unwrap();
    Some((out.status.success(), String::from_utf8(out.stdout).unwrap()))
}

#[test]
fn an_independent_program_replays_the_verdicts() {
    let mut audit = fixture::audit();
    let Some((agrees, said)) = replay(&audit) else { return };
    assert!(agrees && said.contains("replayed 4 checks (1 unknown)"), "{said}");
    audit.ledger.checks[1].verdict = crate::ledger::Verdict::Rounded;
    audit.ledger.checks[1].holds = Some(true);
    let Some((agrees, said)) = replay(&audit) else { return };
    assert!(!agrees && said.contains("verdict rounded, replayed truncated"), "{said}");
}
