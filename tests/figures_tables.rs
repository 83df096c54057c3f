//! Bare numbers in tables take their unit from the heads.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use gouji::document::{Block, BlockKind, Cell, Document, Story, Table};
use gouji::figure::{Figure, Kind, Value};
use gouji::span::Span;

/// A table from rows of cells parted by "|", each cell one column wide; "-" marks an empty cell.
fn table(caption: &str, rows: &[&str]) -> Document {
    let mut text = format!("{caption}\n");
    let block = |span, kind| Block { span, kind, story: Story::Body, level: None, label: None };
    let mut blocks = vec![block(Span::new(0, caption.len()), BlockKind::Paragraph)];
    let start = text.len();
    let mut cells = Vec::new();
    for (r, row) in rows.iter().enumerate() {
        for (c, cell) in row.split('|').enumerate() {
            let body = if cell == "-" { "" } else { cell };
            let span = Span::new(text.len(), text.len() + body.len());
            text.push_str(body);
            text.push('\t');
            let (row, col) = (r as u32, c as u32);
            cells.push(Cell { row, col, rowspan: 1, colspan: 1, span, paragraphs: vec![span] });
        }
        text.push('\n');
    }
    let cols = cells.iter().map(|c| c.col + 1).max().unwrap_or(0);
    let grid = Table { rows: rows.len() as u32, cols, cells, native: true };
    blocks.push(block(Span::new(start, text.len()), BlockKind::Table(grid)));
    Document { text, blocks, ..Document::default() }
}

fn figures(document: &Document) -> Vec<Figure> {
    let flow = gouji::layout::read(document);
    gouji::figure::read(&flow, &gouji::pattern::builtin().unwrap())
}

fn shown(caption: &str, rows: &[&str]) -> Vec<String> {
    let line = |f: &Figure| {
        let Value::Decimal(value) = f.value else { return "fraction".to_owned() };
        let mark = if f.inherited { "*" } else { "" };
        format!("{} {value} {}{mark}", f.kind.name(), f.unit)
    };
    figures(&table(caption, rows)).iter().map(line).collect()
}

#[test]
fn units_come_from_the_column_head() {
    let rows =
        ["序号|项目|金额（万元）|占比（%）", "1|道路|120.5|60.3", "2|绿化|79.5|39.7%", "-|合计|200|100"];
    let got = shown("明细表", &rows);
    let want = [
        "outline 1 ",
        "amount 120.5 万元*",
        "percent 60.3 %*",
        "outline 2 ",
        "amount 79.5 万元*",
        "percent 39.7 %",
        "amount 200 万元*",
        "percent 100 %*",
    ];
    assert_eq!(got, want);
}

#[test]
fn scores_and_named_units_of_an_indicator_table() {
    let rows = [
        "三级指标|度量单位|年度指标值|实际完成值|分值|得分",
        "新建公厕|座|≥12|13|10|9.5",
        "满意度|%|95|96.2%|10|10",
    ];
    let got = shown("自评表", &rows);
    let want = [
        "count 12 座*",
        "count 13 座*",
        "score 10 分*",
        "score 9.5 分*",
        "percent 95 %*",
        "percent 96.2 %",
        "score 10 分*",
        "score 10 分*",
    ];
    assert_eq!(got, want);
}

#[test]
fn the_caption_serves_cells_under_money_heads() {
    let rows = [
        "项目|年初预算数|全年执行数|执行率",
        "年度资金总额|1,200.50|1,100.00|91.63",
        "其中：财政拨款|1000|900|90%",
    ];
    let got = shown("部门预算执行情况（单位：万元）", &rows);
    let want = [
        "amount 1200.50 万元*",
        "amount 1100.00 万元*",
        "number 91.63 ",
        "amount 1000 万元*",
        "amount 900 万元*",
        "percent 90 %",
    ];
    assert_eq!(got, want);
}

#[test]
fn a_second_row_of_heads_and_the_row_head() {
    let rows = [
        "项目|上年|本年",
        "-|决算数（元）|预算数（元）",
        "工资|100|200",
        "人员（人）|10|11",
        "一级指标|指标值|得分",
        "产出|5|05",
    ];
    let document = table("表", &rows);
    let found = figures(&document);
    let line: Vec<(Kind, &str)> = found.iter().map(|f| (f.kind, f.unit.as_str())).collect();
    let money = (Kind::Amount, "元");
    assert_eq!(line, [money, money, money, money, (Kind::Number, ""), (Kind::Score, "分")]);
    assert!(found[5].malformed.is_some());
    assert_eq!(found[0].quantity.map(|q| q.value.to_string()).as_deref(), Some("100"));
}

#[test]
fn words_in_the_cell_forbid_inheriting() {
    let got = shown("单位：万元", &["项目|预算数", "道路|约120", "绿化|第3类120"]);
    assert_eq!(got, ["amount 120 万元*", "ordinal 3 ", "number 120 "]);
}
