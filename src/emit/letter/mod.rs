//! 复核意见: for one report or many, what is doubtful, what was checked and ties, what could not be checked.
//!
//! Says what the check says and judges nothing. The one surprise: no date is in it, so that the same reports give
//! the same bytes; who signs writes it in.

mod page;

use super::model::{Check, CheckDocument, Finding};
use super::{known, review, words};
use page::{Paper, WIDTH};
use std::collections::HashMap;
use std::io;

/// Relations that hold, listed for one report; the others are counted.
const HELD: usize = 200;
const RELATED: usize = 6;
const SEVERITIES: [&str; 3] = ["error", "warning", "note"];
const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// The letter as a docx.
///
/// # Errors
/// When it cannot be packed.
pub fn letter(documents: &[CheckDocument]) -> io::Result<Vec<u8>> {
    let several = documents.len() > 1;
    let mut paper = Paper::new().title("绩效自评报告复核意见");
    paper = scope(paper, documents);
    paper = paper.heading(1, "二、疑点");
    paper = each(paper, documents, several, doubts);
    paper = paper.heading(1, "三、核对相符的关系");
    paper = each(paper, documents, several, if several { tallied } else { held });
    paper = paper.heading(1, "四、未能核对的事项");
    paper = each(paper, documents, several, unchecked);
    paper = paper.body(
        "本意见只核对报告自身的数字是否一致，不判断数字是否属实；疑点须由复核人对照凭证、批复等材料认定。",
    );
    paper.blank().signature("复核人：　　　　　　").signature("年　　月　　日").finish()
}

fn each(
    mut paper: Paper,
    documents: &[CheckDocument],
    several: bool,
    part: fn(Paper, &CheckDocument) -> Paper,
) -> Paper {
    for (i, document) in documents.iter().enumerate() {
        if several {
            paper = paper.heading(2, &format!("（{}）{}", numeral(i + 1), name(document)));
        }
        paper = part(paper, document);
    }
    paper
}

/// 一 … 九十九; beyond that digits.
fn numeral(n: usize) -> String {
    match n {
        1..=10 => NUMERALS[n - 1].to_owned(),
        11..=19 => format!("十{}", NUMERALS[n - 11]),
        20..=99 if n.is_multiple_of(10) => format!("{}十", NUMERALS[n / 10 - 1]),
        20..=99 => format!("{}十{}", NUMERALS[n / 10 - 1], NUMERALS[n % 10 - 1]),
        _ => n.to_string(),
    }
}

/// The title of the report, or the name of its file.
fn name(document: &CheckDocument) -> String {
    match &document.head.title {
        Some(title) => format!("《{}》", words::clean(title)),
        None => file(document).to_owned(),
    }
}

fn file(document: &CheckDocument) -> &str {
    document.head.path.rsplit(['/', '\\']).next().unwrap_or(&document.head.path)
}

fn scope(paper: Paper, documents: &[CheckDocument]) -> Paper {
    let read: Vec<&CheckDocument> = documents.iter().filter(|d| d.head.error.is_none()).collect();
    let sum = |count: fn(&CheckDocument) -> u32| read.iter().map(|d| count(d)).sum::<u32>();
    let paper = paper.heading(1, "一、复核范围和结果").body(&format!(
        "对{}所载数字重新计算、相互核对。共核对勾稽关系{}条：相符{}条，不符{}条，无法核对{}条。发现错误{}处，警告{}处，提示{}处。",
        if documents.len() == 1 { name(&documents[0]) } else { format!("{}份报告", documents.len()) },
        sum(|d| d.counts.checks.held + d.counts.checks.failed + d.counts.checks.unknown),
        sum(|d| d.counts.checks.held),
        sum(|d| d.counts.checks.failed),
        sum(|d| d.counts.checks.unknown),
        sum(|d| d.counts.findings.error),
        sum(|d| d.counts.findings.warning),
        sum(|d| d.counts.findings.note),
    ));
    if documents.len() == 1 {
        return paper.body(&format!("文件：{}。", source(&documents[0])));
    }
    let line = |(i, d): (usize, &CheckDocument)| {
        let counts = &d.counts;
        let cells = match &d.head.error {
            Some(_) => vec!["未能读取".into(), String::new(), String::new()],
            None => vec![
                counts.checks.held.to_string(),
                counts.checks.failed.to_string(),
                format!("{}／{}／{}", counts.findings.error, counts.findings.warning, counts.findings.note),
            ],
        };
        let head = vec![vec![(i + 1).to_string()], vec![name(d), source(d)]];
        head.into_iter().chain(cells.into_iter().map(|c| vec![c])).collect()
    };
    let rows: Vec<Vec<Vec<String>>> = documents.iter().enumerate().map(line).collect();
    let widths = [660, 4584, 1000, 1000, 1600];
    paper.table(&widths, &["序号", "报告", "相符", "不符", "错误／警告／提示"], &rows)
}

/// "报告.docx，SHA-256 前 16 位 0123456789abcdef".
fn source(document: &CheckDocument) -> String {
    let digest =
        document.head.sha256.as_deref().map(|d| format!("，SHA-256 前16位 {}", &d[..d.len().min(16)]));
    format!("{}{}", file(document), digest.unwrap_or_default())
}

fn doubts(paper: Paper, document: &CheckDocument) -> Paper {
    if let Some(error) = &document.head.error {
        return paper.body(&format!("未能读取：{error}。"));
    }
    if document.findings.is_empty() {
        return paper.body("未发现不符之处。");
    }
    // The worst first: a list of style notes must not hide a wrong figure.
    let mut findings: Vec<&Finding> = document.findings.iter().collect();
    findings.sort_by_key(|f| SEVERITIES.iter().position(|s| *s == f.severity));
    let numbers: HashMap<&str, usize> = (1..).zip(&findings).map(|(i, f)| (f.id.as_str(), i)).collect();
    let line = |(i, f): (usize, &&Finding)| {
        vec![
            vec![(i + 1).to_string()],
            vec![words::severity(f.severity).to_owned()],
            vec![spot(f)],
            vec![words::visible(&f.quote)],
            reasons(document, f, &numbers),
            f.expected.iter().map(|e| words::visible(e)).collect(),
        ]
    };
    let rows: Vec<Vec<Vec<String>>> = findings.iter().enumerate().map(line).collect();
    let widths = [660, 660, 1700, 1240, 3404, 1180];
    debug_assert_eq!(widths.iter().sum::<usize>(), WIDTH);
    paper.table(&widths, &["序号", "级别", "位置", "原文", "疑点和计算", "应为"], &rows)
}

/// The place, with as much of its section as a narrow column bears.
fn spot(f: &Finding) -> String {
    const SECTION: usize = 24;
    let spot = words::spot(&f.place);
    let Some(section) = f.place.section.as_deref().map(words::clean) else { return spot };
    match section.char_indices().nth(SECTION) {
        Some((cut, _)) => format!("{spot} · {}…", &section[..cut]),
        None => format!("{spot} · {section}"),
    }
}

fn reasons(document: &CheckDocument, f: &Finding, numbers: &HashMap<&str, usize>) -> Vec<String> {
    let mut lines = vec![f.message.clone()];
    let told = |words: Option<&str>| words.is_none_or(|w| f.message.contains(w));
    if !(told(f.formula.as_deref()) && told(f.exact.as_deref())) {
        lines.extend(review::calculation(f).map(|c| format!("计算：{c}")));
    }
    lines.extend(review::related(f, RELATED));
    lines.extend(review::slip(document, f).map(|s| format!("说明：{s}")));
    if let Some(root) = f.root.as_deref().and_then(|r| numbers.get(r)) {
        lines.push(format!("由第{root}项所致"));
    }
    lines.push(format!("规则：{} {}", f.rule, known::rule_title(&f.rule)));
    lines
}

fn held(paper: Paper, document: &CheckDocument) -> Paper {
    let all: Vec<&Check> = document.checks.iter().filter(|c| c.holds == Some(true)).collect();
    if all.is_empty() {
        return paper.body("没有。");
    }
    let line = |(i, c): (usize, &&Check)| {
        let verdict = words::verdict(c.verdict).trim_start_matches("相符").trim_matches(['（', '）']);
        let verdict = if verdict.is_empty() { "相符" } else { verdict };
        vec![
            vec![(i + 1).to_string()],
            vec![words::clean(&c.formula)],
            vec![words::binding(c)],
            vec![verdict.to_owned()],
        ]
    };
    let rows: Vec<Vec<Vec<String>>> = all.iter().take(HELD).enumerate().map(line).collect();
    let paper = paper.table(&[660, 2900, 4184, 1100], &["序号", "关系", "数字", "结论"], &rows);
    match all.len().checked_sub(HELD).filter(|n| *n > 0) {
        Some(more) => paper.body(&format!("另有{more}条相符的关系，不一一列出。")),
        None => paper,
    }
}

/// Families of rules, as a reader names what they check.
const FAMILIES: &[(&str, &str)] = &[
    ("AMT", "金额合计"),
    ("EXE", "执行率"),
    ("CNT", "数量"),
    ("CHG", "增减"),
    ("SHR", "占比"),
    ("IND", "指标"),
    ("SCO", "得分"),
    ("MEN", "前后一致"),
    ("TIM", "时间"),
];

/// For many reports: how many relations of each kind tie.
fn tallied(paper: Paper, document: &CheckDocument) -> Paper {
    let held: Vec<&Check> = document.checks.iter().filter(|c| c.holds == Some(true)).collect();
    if held.is_empty() {
        return paper.body("没有。");
    }
    let count = |family: &str| held.iter().filter(|c| c.rule.starts_with(family)).count();
    let mut kinds: Vec<(&str, usize)> =
        FAMILIES.iter().map(|f| (f.1, count(f.0))).filter(|k| k.1 > 0).collect();
    let others = held.len() - kinds.iter().map(|k| k.1).sum::<usize>();
    kinds.extend((others > 0).then_some(("其他", others)));
    let kinds: Vec<String> = kinds.iter().map(|k| format!("{}{}条", k.0, k.1)).collect();
    paper.body(&format!("相符{}条：{}。", held.len(), kinds.join("，")))
}

fn unchecked(mut paper: Paper, document: &CheckDocument) -> Paper {
    if let Some(error) = &document.head.error {
        return paper.body(&format!("全文未能读取：{error}。"));
    }
    for check in document.checks.iter().filter(|c| c.holds.is_none()) {
        let reason = check.reason.as_deref().unwrap_or("文中的数字不足以计算");
        paper = paper.body(&format!("{}：{reason}。", check.formula));
    }
    for notice in &document.head.notices {
        paper = paper.body(&format!("{notice}。"));
    }
    let counts = &document.counts;
    paper.body(&format!(
        "全文数字{}个，其中{}个未在任何可以计算的关系中，{}个只有上下限关系，本次未能证实。",
        counts.figures, counts.untied, counts.bounded
    ))
}
