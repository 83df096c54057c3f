//! Rows for spreadsheets: what `csv` and `xlsx` say of a document. Must not know how cells are written.
//!
//! The one surprise: a file that could not be read is a row among the findings, so that nobody overlooks it.

use super::locate::Locator;
use super::model::{Check, CheckDocument, Finding};
use super::words;
use crate::Audit;
use crate::ledger::Verdict;
use crate::num::parse;
use crate::view::{self, indicators};
use rust_decimal::Decimal;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Count(u32),
    Number(Decimal),
    /// The file of the row, which a spreadsheet can link to.
    File(String),
}

pub type Row = Vec<Cell>;

/// A column's head and its width in Latin characters.
pub type Head = (&'static str, u16);

pub const SUMMARY: &[Head] = &[
    ("文件", 40),
    ("单位", 26),
    ("年度", 8),
    ("标题", 36),
    ("错误", 7),
    ("警告", 7),
    ("提示", 7),
    ("基线已有", 9),
    ("数字", 8),
    ("相符的数字", 11),
    ("存疑的数字", 11),
    ("未入关系的数字", 15),
    ("相符的关系", 11),
    ("不符的关系", 11),
    ("无法核对的关系", 15),
    ("读取情况", 40),
];

pub const FINDINGS: &[Head] = &[
    ("文件", 36),
    ("单位", 24),
    ("年度", 8),
    ("级别", 7),
    ("规则", 9),
    ("问题", 60),
    ("位置", 18),
    ("章节", 32),
    ("原文", 22),
    ("算式", 34),
    ("算得", 16),
    ("报告写", 14),
    ("应为", 14),
    ("把握", 7),
    ("由来", 9),
    ("行", 7),
    ("列", 7),
    ("编号", 19),
];

pub const CHECKS: &[Head] = &[
    ("文件", 36),
    ("单位", 24),
    ("年度", 8),
    ("规则", 9),
    ("结果", 22),
    ("算式", 36),
    ("代入", 60),
    ("算得", 16),
    ("报告写", 14),
    ("应为", 14),
    ("位置", 18),
    ("说明", 30),
];

pub const INDICATORS: &[Head] = &[
    ("文件", 36),
    ("单位", 24),
    ("年度", 8),
    ("上级指标", 24),
    ("指标", 36),
    ("分值", 9),
    ("得分", 9),
    ("目标值", 16),
    ("实际完成值", 16),
    ("位置", 18),
];

/// What a document gives to each sheet.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub summary: Row,
    pub findings: Vec<Row>,
    pub checks: Vec<Row>,
    pub indicators: Vec<Row>,
}

pub fn rows(doc: &CheckDocument, audit: Option<&Audit>) -> Rows {
    let Some(audit) = audit else {
        return Rows { summary: summary(doc), findings: vec![unread(doc)], ..Rows::default() };
    };
    let at = Locator::new(audit);
    Rows {
        summary: summary(doc),
        findings: findings(doc),
        checks: doc.checks.iter().zip(&audit.ledger.checks).map(|(c, own)| check(doc, c, &at, own)).collect(),
        indicators: indicators::read(audit).iter().map(|i| indicator(doc, audit, &at, i)).collect(),
    }
}

/// The findings alone, for csv.
pub fn findings(doc: &CheckDocument) -> Vec<Row> {
    if doc.head.error.is_some() {
        return vec![unread(doc)];
    }
    doc.findings.iter().map(|f| finding(doc, f)).collect()
}

fn text(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

fn maybe(value: Option<&str>) -> Cell {
    value.map_or(Cell::Empty, text)
}

/// A number where it is a plain one that a spreadsheet keeps (15 digits), else text.
fn number(value: &str) -> Cell {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    parse(value).filter(|_| digits <= 15).map_or_else(|| text(value), Cell::Number)
}

fn head(doc: &CheckDocument) -> [Cell; 3] {
    let year = doc.head.year.and_then(|y| u32::try_from(y).ok());
    [
        Cell::File(doc.head.path.clone()),
        maybe(doc.head.unit.as_deref()),
        year.map_or(Cell::Empty, Cell::Count),
    ]
}

fn with(doc: &CheckDocument, cells: impl IntoIterator<Item = Cell>) -> Row {
    head(doc).into_iter().chain(cells).collect()
}

fn summary(doc: &CheckDocument) -> Row {
    let c = &doc.counts;
    let notices = doc.head.notices.join("；");
    let state = doc.head.error.as_ref().map_or(notices, |e| format!("未能读取：{e}"));
    let counts = [
        c.findings.error,
        c.findings.warning,
        c.findings.note,
        c.known,
        c.figures,
        c.tied,
        c.doubtful,
        c.untied,
        c.checks.held,
        c.checks.failed,
        c.checks.unknown,
    ];
    let title = maybe(doc.head.title.as_deref());
    with(doc, [title].into_iter().chain(counts.map(Cell::Count)).chain([text(&state)]))
}

fn unread(doc: &CheckDocument) -> Row {
    let error = doc.head.error.as_deref().unwrap_or_default();
    let mut row = with(doc, [text("未读"), Cell::Empty, text(error)]);
    row.resize(FINDINGS.len(), Cell::Empty);
    row
}

fn finding(doc: &CheckDocument, f: &Finding) -> Row {
    let root = f.root.as_ref().and_then(|r| doc.findings.iter().find(|o| o.id == *r));
    with(
        doc,
        [
            text(words::severity(f.severity)),
            text(&f.rule),
            text(&f.message),
            text(&words::spot(&f.place)),
            maybe(f.place.section.as_deref()),
            text(&f.quote),
            maybe(f.formula.as_deref()),
            maybe(f.exact.as_deref()),
            maybe(f.printed.as_deref()),
            maybe(f.expected.as_deref()),
            text(words::confidence(f.confidence)),
            root.map_or(Cell::Empty, |r| text(&r.rule)),
            Cell::Count(f.place.line),
            Cell::Count(f.place.column),
            text(&f.id),
        ],
    )
}

fn check(doc: &CheckDocument, c: &Check, at: &Locator, own: &crate::ledger::Check) -> Row {
    with(
        doc,
        [
            text(&c.rule),
            text(words::verdict(own.verdict.name())),
            text(&c.formula),
            text(&words::binding(c)),
            maybe(c.exact.as_deref()),
            text(&c.printed),
            maybe(c.expected.as_deref().filter(|_| own.verdict != Verdict::Exact)),
            text(&words::spot(&at.place(own.result.1.span))),
            maybe(c.reason.as_deref()),
        ],
    )
}

fn indicator(doc: &CheckDocument, audit: &Audit, at: &Locator, i: &indicators::Indicator) -> Row {
    let value = |m: Option<usize>| {
        m.map_or(Cell::Empty, |m| {
            let term = &audit.facts.mentions[m].term;
            number(&view::terms::value(term, term.figure.and_then(|f| audit.figures.get(f as usize))))
        })
    };
    let quote =
        |m: Option<usize>| m.map_or(Cell::Empty, |m| text(&at.quote(audit.facts.mentions[m].term.span)));
    let spot = i.full.or(i.score).map(|m| words::spot(&at.place(audit.facts.mentions[m].term.span)));
    with(
        doc,
        [
            maybe(i.parent_name.as_deref()),
            text(&i.name),
            value(i.full),
            value(i.score),
            quote(i.target),
            quote(i.actual),
            maybe(spot.as_deref()),
        ],
    )
}
