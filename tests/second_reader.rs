//! docx-rs as a second reader, where it is strong: paragraphs and tables of files that it wrote itself.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use docx_rs::{
    BreakType, DocumentChild, Docx, Paragraph, Run, RunChild, Table, TableCell, TableCellContent, TableChild,
    TableRow, TableRowChild, VMergeType, read_docx,
};
use gouji::document::{BlockKind, Document};
use gouji::source;
use proptest::prelude::*;
use std::io::Cursor;

fn pack(docx: Docx) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    docx.build().pack(&mut out).unwrap();
    out.into_inner()
}

fn words(paragraph: &Paragraph) -> String {
    let run = |run: &Run| {
        let child = |c: &RunChild| match c {
            RunChild::Text(t) => t.text.clone(),
            RunChild::Tab(_) => "\t".to_owned(),
            RunChild::Break(_) => "\n".to_owned(),
            _ => String::new(),
        };
        run.children.iter().map(child).collect::<String>()
    };
    let child = |c: &docx_rs::ParagraphChild| match c {
        docx_rs::ParagraphChild::Run(r) => run(r),
        _ => String::new(),
    };
    paragraph.children.iter().map(child).collect()
}

/// Lines of paragraphs and paragraphs of cells, blank ones left out.
fn by_docx_rs(bytes: &[u8]) -> Vec<String> {
    let docx = read_docx(bytes).unwrap();
    let mut all = Vec::new();
    let mut put =
        |text: String| all.extend(text.split('\n').filter(|l| !l.trim().is_empty()).map(str::to_owned));
    for child in &docx.document.children {
        match child {
            DocumentChild::Paragraph(p) => put(words(p)),
            DocumentChild::Table(t) => {
                for TableChild::TableRow(row) in &t.rows {
                    for TableRowChild::TableCell(cell) in &row.cells {
                        for content in &cell.children {
                            if let TableCellContent::Paragraph(p) = content {
                                put(words(p));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    all
}

fn by_gouji(bytes: &[u8]) -> Vec<String> {
    let d: Document = source::read("a.docx", bytes).unwrap();
    let body = d.blocks.iter().filter(|b| b.story == gouji::document::Story::Body);
    body.flat_map(|b| match &b.kind {
        BlockKind::Table(t) => {
            t.cells.iter().flat_map(|c| &c.paragraphs).map(|s| s.of(&d.text).to_owned()).collect()
        }
        _ => vec![b.span.of(&d.text).to_owned()],
    })
    .collect()
}

fn line() -> impl Strategy<Value = String> {
    "[一二（）、，。％%执行率万元 0-9.&<>A-Za-z\u{3000}]{0,24}".prop_map(|s| s.trim().to_owned())
}

/// A text cut into runs, with tabs and line ends as Word has them.
fn paragraph(lines: &[String], tab: bool) -> Paragraph {
    let run = |(i, text): (usize, &String)| {
        let run = if i > 0 { Run::new().add_break(BreakType::TextWrapping) } else { Run::new() };
        let run = run.add_text(text.as_str());
        if tab { run.add_tab().add_text("末1.5") } else { run }
    };
    lines.iter().enumerate().fold(Paragraph::new(), |p, line| p.add_run(run(line)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn both_readers_see_the_same(
        paragraphs in prop::collection::vec((prop::collection::vec(line(), 1..4), any::<bool>()), 1..6),
        rows in prop::collection::vec(prop::collection::vec(line(), 2..4), 1..5),
    ) {
        let mut docx = Docx::new();
        for (lines, tab) in &paragraphs {
            docx = docx.add_paragraph(paragraph(lines, *tab));
        }
        let cell = |text: &String| TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(text.as_str())));
        let table = rows.iter().map(|r| TableRow::new(r.iter().map(cell).collect())).collect();
        let bytes = pack(docx.add_table(Table::new(table)).add_paragraph(paragraph(&["正文98%".to_owned()], false)));
        prop_assert_eq!(by_gouji(&bytes), by_docx_rs(&bytes));
    }
}

#[test]
fn merged_cells_have_the_same_words() {
    let cell =
        |text: &str| TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(text)));
    let rows = vec![
        TableRow::new(vec![cell("指标").grid_span(2), cell("得分")]),
        TableRow::new(vec![cell("产出").vertical_merge(VMergeType::Restart), cell("数量"), cell("9.5")]),
        TableRow::new(vec![cell("").vertical_merge(VMergeType::Continue), cell("质量"), cell("8")]),
    ];
    let bytes = pack(Docx::new().add_table(Table::new(rows)));
    assert_eq!(by_gouji(&bytes), by_docx_rs(&bytes));
    let d = source::read("a.docx", &bytes).unwrap();
    let BlockKind::Table(table) = &d.blocks[0].kind else { unreachable!() };
    let shape: Vec<(u32, u32)> = table.cells.iter().map(|c| (c.rowspan, c.colspan)).collect();
    assert_eq!(shape, [(1, 2), (1, 1), (2, 1), (1, 1), (1, 1), (1, 1), (1, 1)]);
}
