//! A small report with hand-made figures and ledger, for the tests of `emit`.

use crate::Audit;
use crate::facts::Facts;
use crate::figure::{Figure, Kind, Value as Printed};
use crate::ledger::{
    Check, Confidence, Expr, Finding, Ledger, Link, Related, Relation, Severity, Term, Value, Verdict,
};
use crate::num::{self, Qualifier, Quantity, Rat};
use crate::span::Span;
use crate::{layout, source};

pub const TEXT: &str = "街道2023年度整体支出绩效自评报告
一、基本情况
（一）收支
𠮷祥街道2023年支出7847.70万元，其中基本支出2795.16万元、项目支出5052.54万元。
三、评价
（一）产出
1. 预算执行率（10分）
全年预算数10690.26万元，全年执行数9350.64万元，预算执行率87.46%，得8.74分，以上合计98.74分。
群众满意度95%，共8个社区。
";

/// The whole fixture: a sum that holds, a truncated rate, a score that follows from it, a count.
pub fn audit() -> Audit {
    build(TEXT)
}

/// The same ledger over another text that holds the same figures.
pub fn build(text: &str) -> Audit {
    let quotes = [
        "7847.70万元",
        "2795.16万元",
        "5052.54万元",
        "10690.26万元",
        "9350.64万元",
        "87.46%",
        "8.74分",
        "98.74分",
        "95%",
        "8个",
    ];
    let document = source::read("报告.txt", text.as_bytes()).unwrap();
    let flow = layout::read(&document);
    let figures: Vec<Figure> = quotes.iter().map(|q| figure(&document.text, &flow, q)).collect();
    let ledger = Ledger { checks: checks(&figures), findings: findings(&figures) };
    Audit { document, flow, figures, facts: Facts::default(), ledger }
}

fn figure(text: &str, flow: &layout::Flow, quote: &str) -> Figure {
    let at = text.find(quote).unwrap();
    let digits = quote.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap();
    let (number, unit) = quote.split_at(digits);
    let span = Span::new(at, at + quote.len());
    let places = number.split_once('.').map_or(0, |(_, d)| d.len() as u32);
    let (kind, base, power) = match unit {
        "万元" => (Kind::Amount, "元", 4),
        "%" => (Kind::Percent, "%", 0),
        "分" => (Kind::Score, "分", 0),
        _ => (Kind::Count, unit, 0),
    };
    let value = num::parse(number).unwrap();
    let scale = num::scale10(power).unwrap();
    let quantity = Quantity {
        value: num::rat(value).unwrap() * scale,
        step: num::scale10(-(places as i32)).unwrap() * scale,
        point: matches!(kind, Kind::Score | Kind::Count),
        qualifier: Qualifier::None,
    };
    Figure {
        span,
        number: Span::new(at, at + digits),
        at: 0..0,
        para: flow.para_at(span).unwrap() as u32,
        kind,
        value: Printed::Decimal(value),
        upper: None,
        places,
        unit: unit.into(),
        inherited: false,
        base_unit: base.into(),
        quantity: Some(quantity),
        base_upper: None,
        qualifier: String::new(),
        malformed: None,
        chinese: false,
    }
}

fn term(figures: &[Figure], i: usize, role: &str) -> (String, Term) {
    let f = &figures[i];
    let Printed::Decimal(value) = f.value else { unreachable!() };
    let term = Term {
        span: f.span,
        figure: Some(i as u32),
        value: Value::Number(f.quantity.unwrap()),
        printed: value.to_string(),
        unit: f.unit.clone(),
        places: f.places,
    };
    (role.into(), term)
}

fn checks(f: &[Figure]) -> Vec<Check> {
    let hundred = || Box::new(Expr::Const(Rat::from_integer(100)));
    let arg = |i| Box::new(Expr::Arg(i));
    let base = Check {
        rule: "AMT001",
        formula: "支出 = 基本支出 + 项目支出".into(),
        expr: Expr::Sum(vec![Expr::Arg(0), Expr::Arg(1)]),
        relation: Relation::Sums,
        operands: vec![term(f, 1, "基本支出"), term(f, 2, "项目支出")],
        result: term(f, 0, "支出"),
        verdict: Verdict::Exact,
        holds: Some(true),
        exact: Some(Rat::from_integer(78_477_000)),
        expected: None,
        reason: None,
        severity: Severity::Error,
        link: Link::Certain,
    };
    let rate = Check {
        rule: "EXE001",
        formula: "全年执行数 ÷ 全年（调整）预算数".into(),
        expr: Expr::Mul(hundred(), Box::new(Expr::Div(arg(0), arg(1)))),
        relation: Relation::Rounds,
        operands: vec![term(f, 4, "全年执行数"), term(f, 3, "全年预算数")],
        result: term(f, 5, "预算执行率"),
        verdict: Verdict::Truncated,
        holds: Some(false),
        exact: Some(Rat::new(93_506_400 * 100, 106_902_600)),
        expected: Some("87.47%".into()),
        severity: Severity::Warning,
        ..base.clone()
    };
    let bound = Check {
        rule: "SCO002",
        formula: "得分 ≤ 总分".into(),
        expr: Expr::Arg(0),
        relation: Relation::AtMost,
        operands: vec![term(f, 6, "得分")],
        result: term(f, 7, "总分"),
        exact: Some(Rat::new(874, 100)),
        ..base.clone()
    };
    let unknown = Check {
        rule: "SHR001",
        verdict: Verdict::Unknown,
        holds: None,
        exact: None,
        reason: Some("没有写明问卷份数".into()),
        operands: Vec::new(),
        result: term(f, 8, "满意度"),
        ..base.clone()
    };
    vec![base, rate, bound, unknown]
}

fn findings(f: &[Figure]) -> Vec<Finding> {
    let related = |i: usize, role: &str| Related { role: role.into(), span: f[i].span };
    let rate = Finding {
        rule: "EXE001",
        severity: Severity::Warning,
        confidence: Confidence::High,
        verdict: Some(Verdict::Truncated),
        message: "预算执行率被截断，没有四舍五入".into(),
        span: f[5].span,
        related: vec![related(4, "全年执行数"), related(3, "全年预算数")],
        formula: Some("全年执行数 ÷ 全年（调整）预算数".into()),
        exact: Some("87.468779…%".into()),
        printed: Some("87.46%".into()),
        expected: Some("87.47%".into()),
        check: Some(1),
        root: None,
        edits: vec![crate::ledger::Edit { span: f[5].span, text: "87.47%".into() }],
        safe: false,
    };
    let follow = |span, root, message: &str| Finding {
        rule: "SCO001",
        severity: Severity::Note,
        message: message.into(),
        span,
        related: Vec::new(),
        formula: None,
        check: None,
        root: Some(root),
        edits: Vec::new(),
        ..rate.clone()
    };
    let score = follow(f[6].span, 0, "得分由被截断的执行率算出");
    let total = follow(f[7].span, 1, "总分由此得分加出");
    let note = Finding { root: None, ..follow(f[9].span, 0, "个数没有列出名称") };
    vec![rate, score, total, note]
}
