//! Workbooks as a person sees them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod xlsx;

use gouji::document::{BlockKind, Document, Format, Table};
use gouji::source::{self, Error};
use gouji::span::Span;
use xlsx::{Sheet, book, book_with, styles, zip};

fn open(sheets: &[Sheet]) -> Document {
    source::read("表.xlsx", &book(sheets)).unwrap()
}

fn table(d: &Document) -> &Table {
    let found = d.blocks.iter().find_map(|b| if let BlockKind::Table(t) = &b.kind { Some(t) } else { None });
    found.unwrap_or_else(|| panic!("no table in {:?}", d.text))
}

/// "row,col rowspan×colspan text" of the cells with text.
fn cells(d: &Document) -> Vec<String> {
    let shown = |c: &gouji::document::Cell| {
        format!("{},{} {}×{} {}", c.row, c.col, c.rowspan, c.colspan, c.span.of(&d.text))
    };
    table(d).cells.iter().filter(|c| !c.span.is_empty()).map(shown).collect()
}

fn form() -> Sheet {
    Sheet::new("自评表")
        .row("项目支出绩效自评表")
        .row("（2022年度）")
        .row("项目|年初预算数|全年执行数|执行率")
        .row("道路|=1:1680|=2:1487.2649999999999|=3:0.88527480000000003")
        .row("绿化|=1680|=12.5|=4:7.25")
        .row("注：单位为万元")
        .merge("A1:D1")
        .merge("A2:D2")
}

#[test]
fn numbers_are_seen_by_their_format() {
    let d = open(&[form()]);
    let want = "项目支出绩效自评表\n（2022年度）\n项目\t年初预算数\t全年执行数\t执行率\n\
                道路\t1680.00\t1,487.27\t88.53%\n绿化\t1680\t12.5\t7.3\n注：单位为万元\n";
    assert_eq!(d.text, want);
    assert_eq!((d.format, d.encoding.as_str()), (Some(Format::Xlsx), "UTF-8"));
    assert!(d.notices.is_empty() && d.origins.is_empty(), "{:?}", d.notices);
    let kinds: Vec<bool> = d.blocks.iter().map(|b| matches!(b.kind, BlockKind::Table(_))).collect();
    assert_eq!(kinds, [false, false, true, false]);
    assert_eq!((table(&d).rows, table(&d).cols, table(&d).native), (3, 4, true));
}

#[test]
fn places_are_those_of_the_sheet() {
    let d = open(&[Sheet::new("空"), form()]);
    let at = d.text.find("1,487.27").unwrap();
    let place = d.places().place(Span::new(at, at + 8));
    assert_eq!((place.sheet.as_deref(), place.cell.as_deref()), (Some("自评表"), Some("C4")));
    assert_eq!((place.table, place.row, place.col), (Some(1), Some(2), Some(3)));
    let title = d.places().place(Span::new(0, 3));
    assert_eq!((title.cell.as_deref(), title.paragraph, title.table), (Some("A1"), Some(1), None));
}

#[test]
fn merged_cells_stand_once() {
    let sheet = Sheet::new("表")
        .row("一级指标|三级指标|分值|得分")
        .row("产出|道路|=10|=9")
        .row("看不见的|绿化|=20|=20")
        .row("总分||=30|=29")
        .merge("A2:A3")
        .merge("A4:B4");
    let want = [
        "0,0 1×1 一级指标",
        "0,1 1×1 三级指标",
        "0,2 1×1 分值",
        "0,3 1×1 得分",
        "1,0 2×1 产出",
        "1,1 1×1 道路",
        "1,2 1×1 10",
        "1,3 1×1 9",
        "2,1 1×1 绿化",
        "2,2 1×1 20",
        "2,3 1×1 20",
        "3,0 1×2 总分",
        "3,2 1×1 30",
        "3,3 1×1 29",
    ];
    assert_eq!(cells(&open(&[sheet])), want);
}

#[test]
fn what_is_hidden_is_left_out_and_counted() {
    let hidden = Sheet { state: "hidden", ..Sheet::new("底稿").row("甲|=1") };
    let very = Sheet { state: "veryHidden", ..Sheet::new("底稿二").row("甲|=1") };
    let shown = Sheet { head: "<cols><col min='2' max='2' hidden='1'/></cols>".into(), ..Sheet::new("表") }
        .row("标题")
        .row("项目|编码|金额")
        .row_with("hidden='1'", "暗|=7|=8")
        .row("明|=9|=10")
        .merge("A1:C1");
    let d = open(&[hidden, shown, very]);
    assert_eq!(d.text, "标题\n项目\t金额\n明\t10\n");
    assert_eq!(d.notices.len(), 2, "{:?}", d.notices);
    assert!(d.notices[0].contains("2 张") && d.notices[0].contains("底稿、底稿二"));
    assert!(d.notices[1].contains("1 行、1 列"));
    let at = d.text.find("10").unwrap();
    let place = d.places().place(Span::new(at, at + 2));
    assert_eq!((place.cell.as_deref(), place.row, place.col), (Some("C4"), Some(2), Some(2)));
}

/// A title merged over a hidden first column is still seen.
#[test]
fn a_merged_cell_outlives_its_first_column() {
    let head = "<cols><col min='1' max='1' hidden='1'/></cols>".into();
    let d = open(&[Sheet { head, ..Sheet::new("表") }.row("标题").row("|甲|=1").merge("A1:C1")]);
    assert_eq!(d.text, "标题\n甲\t1\n");
}

#[test]
fn strings_lines_dates_and_formulas() {
    let ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let strings =
        format!("<sst xmlns='{ns}'><si><r><t>产出</t></r><r><t>指标&#10;（50分）</t></r></si></sst>");
    let row = "<row><c t='s'><v>0</v></c><c s='5'><v>45291</v></c><c t='str'><f>A1</f><v>文&amp;字</v></c>\
               <c><f>1+1</f><v>2</v></c><c><f>NOW()</f></c><c t='e'><f>1/0</f><v>#DIV/0!</v></c><c t='b'><v>1</v></c></row>";
    let parts = [("styles", "styles.xml", styles()), ("sharedStrings", "strings.xml", strings)];
    let d = source::read("表.xlsx", &book_with(&[Sheet::new("表").raw(row)], &parts)).unwrap();
    assert_eq!(d.text, "产出指标 （50分）\t2023年12月31日\t文&字\t2\t#DIV/0!\tTRUE\n");
    assert_eq!(table(&d).cells[0].paragraphs.len(), 2);
    assert_eq!(d.notices.len(), 2, "{:?}", d.notices);
}

#[test]
fn a_sheet_of_one_column_is_text() {
    let d = open(&[Sheet::new("报告").row("一、情况").row("预算数100万元。").row("")]);
    assert_eq!((d.text.as_str(), d.blocks.len()), ("一、情况\n预算数100万元。\n", 2));
}

fn error(bytes: &[u8]) -> Error {
    source::read("表.xlsx", bytes).unwrap_err()
}

#[test]
fn damage_is_named() {
    assert_eq!(error(&book(&[Sheet::new("空")])), Error::NoText);
    assert_eq!(error(&zip(&[("xl/workbook.xml", b"<a/>")])), Error::NoText);
    let cut = Sheet::new("表").raw("<row><c><v>1</v></row>");
    assert!(error(&book(&[cut])).to_string().contains("xl/sheets/s0.xml"));
    let bomb = Sheet { head: "<!DOCTYPE a [<!ENTITY b 'c'>]>".into(), ..Sheet::new("表") };
    assert!(error(&book(&[bomb])).to_string().contains("请"));
    assert!(error(b"plain").to_string().contains("xlsx"));
    assert!(error(&zip(&[("xl/workbook.bin", b"x")])).to_string().contains("xlsb"));
    let sparse: String =
        (1..=1100).map(|n| format!("<row r='{n}'><c r='{}{n}'><v>1</v></c></row>", column(n))).collect();
    assert!(matches!(error(&book(&[Sheet::new("表").raw(&sparse)])), Error::TooBig(_)));
}

fn column(mut n: usize) -> String {
    let mut name = String::new();
    while n > 0 {
        name.insert(0, char::from(b'A' + ((n - 1) % 26) as u8));
        n = (n - 1) / 26;
    }
    name
}

#[test]
fn broken_styles_cost_a_notice_only() {
    let sheet = Sheet::new("表").row("甲|=1:1680");
    let d = source::read("表.xlsx", &book_with(&[sheet], &[("styles", "styles.xml", "<a><b></a>".into())]))
        .unwrap();
    assert_eq!((d.text.as_str(), d.notices.len()), ("甲\t1680\n", 1));
}

/// The same form as a sheet and as Markdown leads to the same checks.
#[test]
fn a_sheet_is_judged_like_any_table() {
    let sheet = Sheet::new("自评表")
        .row("项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分")
        .row("年度资金总额|=2:1680|=2:1596.4000000000001|=2:1487.26|=10|=3:0.93162615|=1:9.32");
    let md = "| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |\n\
              | --- | --- | --- | --- | --- | --- | --- |\n\
              | 年度资金总额 | 1,680.00 | 1,596.40 | 1,487.26 | 10 | 93.16% | 9.32 |\n";
    let scheme = gouji::pattern::builtin().unwrap();
    let told = |name: &str, bytes: &[u8]| -> Vec<String> {
        let a = gouji::audit(name, bytes, &scheme).unwrap();
        a.ledger.checks.iter().map(|c| format!("{} {} {:?}", c.rule, c.formula, c.verdict)).collect()
    };
    let sheets = told("表.xlsx", &book(&[sheet]));
    assert_eq!(sheets, told("表.md", md.as_bytes()));
    assert!(sheets.iter().any(|c| c.starts_with("EXE001")), "{sheets:?}");
}
