//! The letter of opinion: the same bytes for the same reports, and a sound Word file whatever the reports hold.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use gouji::document::{BlockKind, Document};
use gouji::emit::{self, Source, letter};
use gouji::source;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const REPORT: &str = "甲县乙局2023年度部门整体支出绩效自评报告\n\
    一、预算执行率（10分）\n全年预算数100万元，全年执行数80万元，预算执行率为80.00%。\n\
    二、资金情况\n财政拨款支出90万元，其中：基本支出50万元，项目支出30万元。\n";

fn written(reports: &[(&str, &str)]) -> Vec<u8> {
    let scheme = gouji::pattern::builtin().unwrap();
    let document = |(path, text): &(&str, &str)| {
        let source = Source { path: (*path).to_owned(), sha256: Some("0123456789abcdef0123".into()) };
        let audit = gouji::audit(path, text.as_bytes(), &scheme).map_err(|e| e.to_string());
        emit::check(&source, audit.as_ref().map_err(String::as_str))
    };
    letter::letter(&reports.iter().map(document).collect::<Vec<_>>()).unwrap()
}

fn read(bytes: &[u8]) -> Document {
    source::read("复核意见.docx", bytes).unwrap()
}

fn main_part(bytes: &[u8]) -> String {
    let mut xml = String::new();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut xml).unwrap();
    xml
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    assert_eq!(written(&[("a.txt", REPORT)]), written(&[("a.txt", REPORT)]));
}

#[test]
fn what_is_doubtful_what_ties_and_what_could_not_be_checked() {
    let d = read(&written(&[("a.txt", REPORT)]));
    let headings: Vec<&str> =
        d.blocks.iter().filter(|b| b.level == Some(1)).map(|b| b.span.of(&d.text)).collect();
    assert_eq!(headings, ["一、复核范围和结果", "二、疑点", "三、核对相符的关系", "四、未能核对的事项"]);
    for words in ["90万元", "80万元", "AMT001", "80.00%", "0123456789abcdef", "复核人"] {
        assert!(d.text.contains(words), "{words} in {}", d.text);
    }
    let tables = d.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Table(_))).count();
    let xml = main_part(&written(&[("a.txt", REPORT)]));
    assert_eq!(xml.matches("<w:tblHeader").count(), tables, "{xml}");
    for font in ["方正小标宋简体", "仿宋_GB2312", "黑体"] {
        assert!(xml.contains(font), "{font}");
    }
}

#[test]
fn the_worst_stands_first() {
    let report = format!("{REPORT}三、其他\n会议已召开,效果好, 群众满意。\n");
    let d = read(&written(&[("a.txt", &report)]));
    let (error, note) = (d.text.find("\t错误\t"), d.text.find("\t提示\t"));
    assert!(error.is_some() && note.is_some_and(|n| Some(n) > error), "{}", d.text);
}

#[test]
fn many_reports_and_what_could_not_be_read() {
    let d = read(&written(&[("a.txt", REPORT), ("空.txt", ""), ("c.txt", REPORT)]));
    for words in ["3份报告", "（一）", "（三）", "未能读取"] {
        assert!(d.text.contains(words), "{words} in {}", d.text);
    }
}

/// docx-rs writes control characters and the ends of lines as they are.
#[test]
fn signs_of_xml_and_control_characters() {
    let report = REPORT
        .replace("基本支出", "基本<支出>&\u{1}\u{B}")
        .replace("甲县", "甲<县&>\u{7}\u{FFFE}\"'")
        .replace("预算执行率", "预算\u{202E}执行率");
    let bytes = written(&[("a<b>&\u{1}.txt", &report)]);
    let xml = main_part(&bytes);
    assert!(xml.chars().all(|c| !c.is_control() || c == '\n' || c == '\r'), "{xml}");
    assert!(read(&bytes).text.contains("甲<县&>"));
}
