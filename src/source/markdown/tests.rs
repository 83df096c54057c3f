use super::*;
use crate::document::BlockKind;

fn md(text: &str) -> Document {
    let decoded = Decoded { text: text.into(), encoding: "UTF-8".into(), notices: Vec::new() };
    read(decoded).unwrap()
}

/// What a reader sees of a span.
fn seen(d: &Document, span: Span) -> String {
    let inside = |i: u32| span.start <= i && i < span.end;
    let gap = |i: u32| d.gaps.iter().any(|g| g.start <= i && i < g.end);
    d.text.char_indices().filter(|(i, _)| inside(*i as u32) && !gap(*i as u32)).map(|(_, c)| c).collect()
}

fn blocks(d: &Document) -> Vec<String> {
    d.blocks
        .iter()
        .map(|b| {
            let level = b.level.map_or(String::new(), |l| "#".repeat(l.into()));
            let item = if matches!(b.kind, BlockKind::ListItem) { "-" } else { "" };
            format!("{level}{item}{}|{}", b.label.as_deref().unwrap_or(""), seen(d, b.span))
        })
        .collect()
}

/// Every digit lies in a block or a gap; gaps and blocks are sorted.
fn sound(d: &Document) {
    let within = |spans: &[Span], i: u32| spans.iter().any(|s| s.start <= i && i < s.end);
    let spans: Vec<Span> = d.blocks.iter().map(|b| b.span).collect();
    assert!(spans.is_sorted() && spans.windows(2).all(|w| w[0].end <= w[1].start), "{spans:?}");
    assert!(d.gaps.windows(2).all(|w| w[0].end < w[1].start));
    for (i, c) in d.text.char_indices() {
        if c.is_alphanumeric() {
            assert!(within(&spans, i as u32) || within(&d.gaps, i as u32), "{c} at {i}");
        }
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let d = md(text);
    sound(&d);
    assert_eq!(blocks(&d), expected);
}

#[test]
fn marks_inside_a_figure_are_gaps() {
    check("得分98**.74**分，[见附件1](a2.docx)。", &["|得分98.74分，见附件1。"]);
    check("增长\\*12&nbsp;万元&#160;A&amp;B `9`", &["|增长*12万元A&B 9"]);
    check("执行率=98%*0.5*100，*斜体*", &["|执行率=98%*0.5*100，斜体"]);
    check("为**98.74%**，**（一）**共**5.1%**分", &["|为98.74%，（一）共5.1%分"]);
    check("号码138**5678。", &["|号码138**5678。"]);
    check("约5~10万元，增3~5%", &["|约5~10万元，增3~5%"]);
    check("脚注[^1]。\n\n[^1]: 注12\n", &["|脚注。", "|注12"]);
    check("图![图1](a1.png)后<!-- 12 -->。", &["|图后。"]);
}

#[test]
fn cells_behind_those_of_the_head_are_read() {
    let d = md("|项目|甲|\n|---|---|\n|资金|年初|**全年**|得分|\n|总额|620.00|684.50\n|甲|\n|乙|1| | |\n");
    sound(&d);
    let BlockKind::Table(table) = &d.blocks[0].kind else { panic!("no table") };
    let cells: Vec<String> =
        table.cells.iter().map(|c| format!("{},{} {}", c.row, c.col, seen(&d, c.span))).collect();
    let expected = [
        "0,0 项目",
        "0,1 甲",
        "1,0 资金",
        "1,1 年初",
        "1,2 全年",
        "1,3 得分",
        "2,0 总额",
        "2,1 620.00",
        "2,2 684.50",
        "3,0 甲",
        "3,1 ",
        "4,0 乙",
        "4,1 1",
    ];
    assert_eq!((cells.iter().map(String::as_str).collect::<Vec<_>>(), table.cols), (expected.to_vec(), 4));
}

#[test]
fn headings_lists_and_soft_breaks() {
    check("# 一、概况 #\n\n第一行9\n  续行\n\n小标题\n---\n", &["#|一、概况", "|第一行9续行", "##|小标题"]);
    check("100\n200 a  \n下行", &["|100\n200 a", "|下行"]);
    check("一、甲\n（一）乙\n丙", &["|一、甲", "|（一）乙丙"]);
    check(
        "1. 预算执行率（10分）\n2. 完成**情况**\n   续\n   - 子项3\n",
        &["-1.|预算执行率（10分）", "-2.|完成情况续", "-|子项3"],
    );
    check("3) 甲\n\n   乙\n\n4) 丙", &["-3)|甲", "|乙", "-4)|丙"]);
    check(
        "> 引文1\n> 续2\n\n    缩进3\n    又4\n\n```x\n码5\n码6\n```",
        &["|引文1续2", "|缩进3", "|又4", "|码5", "|码6"],
    );
    check("- [ ] 待办7", &["-|待办7"]);
    check("---\ndate: 2024-01-02\n---\n\n正文", &["|正文"]);
}

#[test]
fn html_blocks_show_their_text() {
    check(
        "<table><tr><td>甲</td><td>1<b>2</b>&#160;3</td></tr>\n<!-- 4\n5 --><tr><td>乙 < 6</td></tr></table>\n",
        &["|甲", "|123", "|乙 < 6"],
    );
    check("第一行<br>第二行", &["|第一行", "|第二行"]);
}

#[test]
fn tables_have_exact_cells() {
    let d =
        md("前\n\n| 项目 | 金额**（万元）** |\n|---|--:|\n| 甲 | 12<br/>13 |\n| | `5` |\n| 只有一格 |\n\n后");
    sound(&d);
    let BlockKind::Table(t) = &d.blocks[1].kind else { unreachable!("a table") };
    assert_eq!((t.rows, t.cols, t.native), (4, 2, true));
    let cells: Vec<(u32, u32, String)> = t.cells.iter().map(|c| (c.row, c.col, seen(&d, c.span))).collect();
    let cell = |row, col, text: &str| (row, col, text.to_owned());
    assert_eq!(
        cells,
        [
            cell(0, 0, "项目"),
            cell(0, 1, "金额（万元）"),
            cell(1, 0, "甲"),
            cell(1, 1, "1213"),
            cell(2, 0, ""),
            cell(2, 1, "5"),
            cell(3, 0, "只有一格"),
            cell(3, 1, ""),
        ]
    );
    let lines: Vec<&str> = t.cells[3].paragraphs.iter().map(|s| s.of(&d.text)).collect();
    assert_eq!(lines, ["12", "13"]);
    assert!(t.cells.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    assert_eq!(d.blocks[2].span.of(&d.text), "后");
}
