//! What a docx is read as: small packages written by hand, one feature each, and damaged ones.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod docx;

use docx::{MAIN, NAMESPACES, p, package, part, runs, zip};
use gouji::document::{Block, BlockKind, Document, Story, Table};
use gouji::source::{self, Error};
use proptest::prelude::*;
use std::io::Cursor;
use zip::ZipArchive;

fn open(body: &str) -> Document {
    open_with(body, &[])
}

fn open_with(body: &str, parts: &[(&str, String)]) -> Document {
    let bytes = package(body, parts);
    let document = source::read("报告.docx", &bytes).unwrap();
    sound(&document, &bytes);
    document
}

/// Blocks are sorted and hold all words; verbatim origins quote the part; cells lie in their table.
fn sound(d: &Document, bytes: &[u8]) {
    assert!(d.blocks.windows(2).all(|w| w[0].span.end <= w[1].span.start));
    let mut outside = d.text.clone();
    for b in d.blocks.iter().rev() {
        outside.replace_range(b.span.range(), "");
    }
    assert_eq!(outside.trim(), "");
    assert!(d.origins.windows(2).all(|w| w[0].text.end <= w[1].text.start));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let parts: Vec<Vec<u8>> = d.parts.iter().map(|p| content(&mut archive, p)).collect();
    for o in d.origins.iter().filter(|o| o.verbatim) {
        let range = o.bytes.start as usize..o.bytes.end as usize;
        assert_eq!(o.text.of(&d.text).as_bytes(), &parts[usize::from(o.part)][range]);
    }
    for b in &d.blocks {
        let BlockKind::Table(t) = &b.kind else { continue };
        assert!(t.cells.windows(2).all(|w| w[0].span.end <= w[1].span.start));
        assert!(t.cells.iter().all(|c| b.span.contains(c.span) && c.row < t.rows && c.col < t.cols));
        assert!(t.cells.iter().all(|c| c.paragraphs.iter().all(|p| c.span.contains(*p))));
    }
}

fn content(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    std::io::copy(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
    bytes
}

fn with(props: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{props}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn tc(props: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{props}</w:tcPr>{content}</w:tc>")
}

fn tbl(rows: &[String]) -> String {
    let rows: String = rows.iter().map(|r| format!("<w:tr>{r}</w:tr>")).collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

/// The blocks of a document as `story|label|text`, the body without its name.
fn blocks(d: &Document) -> Vec<String> {
    let line = |b: &Block| {
        let story = if b.story == Story::Body { String::new() } else { format!("{:?}", b.story) };
        format!("{story}|{}|{}", b.label.as_deref().unwrap_or(""), b.span.of(&d.text))
    };
    d.blocks.iter().map(line).collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(blocks(&open(body)), expected);
}

fn table(d: &Document) -> &Table {
    let found = d.blocks.iter().find_map(|b| match &b.kind {
        BlockKind::Table(t) => Some(t),
        _ => None,
    });
    found.unwrap()
}

/// (row, column, rows × columns, text)
fn cells(d: &Document) -> Vec<(u32, u32, String, &str)> {
    let size = |rows: u32, cols: u32| format!("{rows}x{cols}");
    table(d).cells.iter().map(|c| (c.row, c.col, size(c.rowspan, c.colspan), c.span.of(&d.text))).collect()
}

fn lines(d: &Document, cell: usize) -> Vec<&str> {
    table(d).cells[cell].paragraphs.iter().map(|s| s.of(&d.text)).collect()
}

#[test]
fn a_figure_split_over_runs_is_one_text_with_exact_origins() {
    let d = open(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>9350</w:t></w:r><w:bookmarkStart w:id='0' w:name='_GoBack'/>\
         <w:r><w:t>.6</w:t></w:r><w:r><w:t xml:space='preserve'>4万元 </w:t><w:t>A&amp;B</w:t></w:r></w:p><w:p/>",
    );
    assert_eq!(d.text, "9350.64万元 A&B\n\n");
    let origins: Vec<(&str, bool)> = d.origins.iter().map(|o| (o.text.of(&d.text), o.verbatim)).collect();
    let verbatim = |text| (text, true);
    let expected = ["9350", ".6", "4万元 ", "A"].map(verbatim);
    assert_eq!(origins[..4], expected);
    assert_eq!(origins[4..], [("&", false), ("B", true)]);
    assert_eq!(d.parts, [MAIN]);
}

#[test]
fn breaks_tabs_and_blanks() {
    check(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>1</w:t><w:noBreakHyphen/><w:t>5</w:t>\
         <w:softHyphen/><w:t>丙</w:t></w:r></w:p>",
        &["||甲\t乙", "||1-5丙"],
    );
    check("<w:p><w:r><w:t>\n   甲\n   乙  \n</w:t><w:t> 丙 </w:t></w:r></w:p>", &["||甲 乙   丙 "]);
    check("<w:p><w:r><w:t>x<!-- c -->y<![CDATA[z<1]]>&#x4E2D;</w:t></w:r></w:p>", &["||xyz<1中"]);
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let d = open(
        "<w:p><w:ins><w:r><w:t>新98%</w:t></w:r></w:ins><w:del><w:r><w:delText>旧95%</w:delText></w:r></w:del>\
         <w:moveFrom><w:r><w:t>去</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p>\
         <w:p><w:pPr><w:outlineLvl w:val='0'/><w:pPrChange><w:pPr><w:outlineLvl w:val='5'/></w:pPr></w:pPrChange>\
         </w:pPr><w:r><w:t>后半</w:t></w:r></w:p>",
    );
    assert_eq!(blocks(&d), ["||新98%来", "||前半后半"]);
    assert_eq!(d.blocks[1].level, Some(1));
    assert_eq!(d.notices.len(), 1);
    assert!(d.notices[0].contains("修订 4 处"), "{:?}", d.notices);
}

#[test]
fn hidden_text_is_left_out_and_counted() {
    let styles = part(
        "styles",
        "<w:style w:type='paragraph' w:styleId='H'><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type='character' w:styleId='C'><w:rPr><w:vanish/></w:rPr></w:style>",
    );
    let run = |props: &str, text: &str| format!("<w:r><w:rPr>{props}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}</w:p><w:p><w:pPr><w:pStyle w:val='H'/></w:pPr>{}{}</w:p>",
        run("", "见"),
        run("<w:vanish/>", "藏"),
        run("<w:rStyle w:val='C'/>", "藏"),
        run("<w:vanish w:val='0'/>", "显"),
        run("", "藏"),
        run("<w:vanish w:val='false'/>", "又显"),
    );
    let d = open_with(&body, &[("styles", styles)]);
    assert_eq!(blocks(&d), ["||见显", "||又显"]);
    assert!(d.notices[0].contains("隐藏文字 3 处"), "{:?}", d.notices);
}

#[test]
fn a_merged_cell_stands_once() {
    let wide = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>";
    let restart = "<w:vMerge w:val='restart'/>";
    let d = open(&tbl(&[
        tc("<w:gridSpan w:val='2'/>", &p("指标")) + &tc("", &p("得分")),
        tc(restart, &p("产出")) + &tc("", &(p("数量") + &p("10个"))) + &tc("", &p("9.5")),
        tc("<w:vMerge/>", &p("不可见")) + &tc("", "<w:p/>") + &tc("", &p("8")),
        "<w:trPr><w:gridBefore w:val='1'/></w:trPr>".to_owned() + &tc("<w:gridSpan w:val='2'/>", wide),
    ]));
    assert_eq!(d.text, "指标\t得分\n产出\t数量 10个\t9.5\n\t8\n甲 乙 丙\n");
    let cell = |row, col, size: &str, text| (row, col, size.to_owned(), text);
    assert_eq!(
        cells(&d),
        [
            cell(0, 0, "1x2", "指标"),
            cell(0, 2, "1x1", "得分"),
            cell(1, 0, "2x1", "产出"),
            cell(1, 1, "1x1", "数量 10个"),
            cell(1, 2, "1x1", "9.5"),
            cell(2, 1, "1x1", ""),
            cell(2, 2, "1x1", "8"),
            cell(3, 1, "1x2", "甲 乙 丙"),
        ]
    );
    assert_eq!((table(&d).rows, table(&d).cols, table(&d).native), (4, 3, true));
    assert_eq!(lines(&d, 3), ["数量", "10个"]);
    assert_eq!(lines(&d, 7), ["甲 乙", "丙"]);
    assert!(d.notices[0].contains("隐藏"), "{:?}", d.notices);
}

#[test]
fn odd_tables() {
    let inner = tbl(&[tc("", &p("内1")) + &tc("", &p("内2"))]);
    let outer = tbl(&[tc("", &(p("外") + &inner + &p("后"))) + &tc("", &p("乙"))]);
    assert_eq!(open(&outer).text, "外 内1 内2 后\t乙\n");
    let deleted = "<w:trPr><w:del/></w:trPr>".to_owned() + &tc("", &p("2"));
    let d = open(&tbl(&[tc("", &p("1")), deleted, tc("<w:vMerge/>", &p("3"))]));
    assert_eq!((d.text.as_str(), table(&d).rows), ("1\n3\n", 2));
    let wide = tc("<w:hMerge w:val='restart'/>", &p("宽")) + &tc("<w:hMerge/>", "<w:p/>");
    let d = open(&tbl(&[wide + &tc("<w:gridSpan w:val='4294967296'/>", &p("末"))]));
    assert_eq!((table(&d).cells[0].colspan, table(&d).cells[1].col, table(&d).cols), (2, 2, 3));
}

fn numbering() -> String {
    let level = |l: u8, format: &str, text: &str| {
        let start = "<w:start w:val='1'/>";
        format!("<w:lvl w:ilvl='{l}'>{start}<w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>")
    };
    let list = level(0, "chineseCounting", "%1、")
        + &level(1, "japaneseCounting", "（%2）")
        + &level(2, "bullet", "•");
    let num = "<w:num w:numId='1'><w:abstractNumId w:val='3'/></w:num>";
    part("numbering", &format!("<w:abstractNum w:abstractNumId='3'>{list}</w:abstractNum>{num}"))
}

#[test]
fn automatic_numbers_are_labels() {
    let num = |level: u8| format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>");
    let style = "<w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:pPr>\
                 <w:numPr><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:style>";
    let body = [
        with("<w:pStyle w:val='1'/>", "概况"),
        with(&num(1), "职能"),
        format!("<w:p><w:pPr>{}</w:pPr></w:p>", num(1)),
        format!("<w:p><w:pPr>{}<w:sectPr/></w:pPr></w:p>", num(1)),
        with(&num(1), "机构"),
        with(&num(2), "要点"),
        with("<w:pStyle w:val='1'/><w:numPr><w:numId w:val='0'/></w:numPr>", "附"),
        with("<w:pStyle w:val='1'/>", "绩效"),
    ];
    let d = open_with(&body.concat(), &[("styles", part("styles", style)), ("numbering", numbering())]);
    assert_eq!(blocks(&d), ["|一、|概况", "|（一）|职能", "|（三）|机构", "||要点", "||附", "|二、|绩效"]);
    let levels: Vec<Option<u8>> = d.blocks.iter().map(|b| b.level).collect();
    assert_eq!(levels, [Some(1), None, None, None, Some(1), Some(1)]);
    let items: Vec<bool> = d.blocks.iter().map(|b| matches!(b.kind, BlockKind::ListItem)).collect();
    assert_eq!(items, [false, true, true, true, false, false]);
}

/// Only the head of long styles is read, unless a story asks for more: the result is that of all of them.
#[test]
fn a_style_counts_wherever_it_stands() {
    let normal = "<w:style w:type='paragraph' w:default='1' w:styleId='0'/>";
    let heading = "<w:style w:type='paragraph' w:styleId='1'><w:basedOn w:val='b'/></w:style>";
    let base = "<w:style w:type='paragraph' w:styleId='b'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr>\
                <w:outlineLvl w:val='2'/></w:pPr></w:style>";
    let tables: String =
        (0..2000).map(|i| format!("<w:style w:type='table' w:styleId='t{i}'><w:tblPr/></w:style>")).collect();
    let named = with("<w:pStyle w:val='1'/>", "职能");
    for [head, tail] in [
        ["".to_owned(), [normal, heading, base].concat()],
        [normal.to_owned(), [heading, base].concat()],
        [[normal, heading].concat(), base.to_owned()],
        [[normal, heading, base].concat(), "".to_owned()],
    ] {
        let styles = part("styles", &(head + &tables + &tail));
        let d = open_with(&named, &[("styles", styles), ("numbering", numbering())]);
        assert_eq!((blocks(&d), d.blocks[0].level), (vec!["|一、|职能".to_owned()], Some(3)));
    }
    let tail = part("styles", &(normal.to_owned() + &tables + heading + base));
    let note = format!("<w:footnote w:id='1'>{}</w:footnote>", with("<w:pStyle w:val='1'/>", "注"));
    let body = p("正文") + "<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>";
    let parts = [("styles", tail), ("numbering", numbering()), ("footnotes", part("footnotes", &note))];
    assert_eq!(blocks(&open_with(&body, &parts)), ["||正文", "Footnote|一、|注"]);
}

#[test]
fn notes_headers_and_footers_come_last() {
    let notes = format!(
        "<w:footnote w:type='separator' w:id='0'>{}</w:footnote><w:footnote w:id='1'>{}</w:footnote>",
        p("—"),
        p("含结转12.3万元"),
    );
    let page = "<w:p><w:r><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/>\
                <w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='separate'/><w:t>7</w:t>\
                <w:fldChar w:fldCharType='end'/></w:r><w:fldSimple w:instr='NUMPAGES'><w:r><w:t>9</w:t></w:r>\
                </w:fldSimple><w:r><w:t>页</w:t></w:r></w:p>";
    let parts = [
        ("footer", part("ftr", page)),
        ("header", part("hdr", &p("内部资料"))),
        ("header", part("hdr", &p("内部资料"))),
        ("endnotes", part("endnotes", &format!("<w:endnote w:id='1'>{}</w:endnote>", p("尾注")))),
        ("footnotes", part("footnotes", &notes)),
    ];
    let d = open_with(&p("正文"), &parts);
    let expected =
        ["||正文", "Footnote||含结转12.3万元", "Endnote||尾注", "Header||内部资料", "Footer||第页"];
    assert_eq!(blocks(&d), expected);
    assert_eq!(d.parts.len(), 5);
}

#[test]
fn notes_have_the_numbers_of_their_references() {
    let reference = |id: u8, more: &str| format!("<w:r><w:footnoteReference w:id='{id}'{more}/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t>正文</w:t></w:r>{}{}{}</w:p>",
        reference(3, ""),
        reference(4, " w:customMarkFollows='1'"),
        reference(2, "")
    );
    let note = |id: u8, text: &str| format!("<w:footnote w:id='{id}'>{}</w:footnote>", p(text));
    let notes = note(2, "其二12万元") + &note(3, "其一") + &note(4, "星号");
    let d = open_with(&body, &[("footnotes", part("footnotes", &notes))]);
    let numbers: Vec<(&str, u32)> = d.notes.iter().map(|n| (n.0.of(&d.text).trim(), n.1)).collect();
    assert_eq!(numbers, [("其二12万元", 2), ("其一", 1)]);
    let at = d.text.find("12").unwrap();
    let place = d.places().place(gouji::span::Span::new(at, at + 2));
    assert_eq!((place.note, place.story, place.paragraph), (Some(2), Story::Footnote, Some(1)));
}

#[test]
fn text_boxes_follow_their_anchor() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("框100万元"));
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>\
         </mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>\
         </mc:AlternateContent>"
    );
    let anchor = format!("<w:p><w:r><w:t>前</w:t>{both}<w:t>后</w:t></w:r></w:p>");
    check(&(anchor + &p("下")), &["||前后", "TextBox||框100万元", "||下"]);
    let vml = |content: &str| format!("<w:pict><v:rect><v:textbox>{content}</v:textbox></v:rect></w:pict>");
    let cell = format!("<w:p><w:r><w:t>格</w:t>{}</w:r></w:p>", vml(&content));
    check(&tbl(&[tc("", &cell) + &tc("", &p("乙"))]), &["||格\t乙", "TextBox||框100万元"]);
    let outer = format!("<w:txbxContent><w:p><w:r><w:t>外框</w:t>{both}</w:r></w:p></w:txbxContent>");
    let nested = format!("<w:p><w:r>{}</w:r></w:p>", vml(&outer));
    check(&nested, &["TextBox||外框", "TextBox||框100万元"]);
}

#[test]
fn one_branch_is_read() {
    check(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='zz'><w:t>不懂</w:t></mc:Choice>\
         <mc:Choice Requires='wps'><w:drawing/></mc:Choice><mc:Fallback><w:t>后备77</w:t></mc:Fallback>\
         </mc:AlternateContent></w:r></w:p>",
        &["||后备77"],
    );
}

#[test]
fn formulas_and_fields() {
    let r = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let den = format!("<m:den><m:d><m:e>{}</m:e></m:d></m:den>", r("1+2"));
    let formula = format!("<w:p><m:oMath><m:f><m:num>{}</m:num>{den}</m:f></m:oMath></w:p>", r("123.45"));
    check(&formula, &["||123.45/(1+2)"]);
    check(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText> =SUM(1,2) </w:instrText>\
         <w:fldChar w:fldCharType='separate'/><w:t>3</w:t><w:fldChar w:fldCharType='end'/><w:t>万元</w:t>\
         </w:r></w:p>",
        &["||3万元"],
    );
    let broken = "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:t>指令</w:t></w:r></w:p>".to_owned();
    check(&(broken + &p("不丢")), &["||不丢"]);
}

#[test]
fn a_table_of_contents_is_left_out() {
    let heading = with("<w:outlineLvl w:val='0'/>", "一、概况");
    let end = "<w:fldChar w:fldCharType='end'/><w:t>引言</w:t>";
    let field = format!(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>TOC \\o</w:instrText>\
         <w:fldChar w:fldCharType='separate'/><w:t>一、概况 1</w:t></w:r></w:p>{}<w:p><w:r>{end}</w:r></w:p>",
        p("二、绩效 5"),
    );
    let entry = with("<w:pStyle w:val='TOC1'/>", "附 9");
    let d = open(&(p("目录") + &entry + &field + &heading));
    assert_eq!(blocks(&d), ["||目录", "||引言", "||一、概况"]);
    assert!(d.notices[0].contains("目录有 3 行"), "{:?}", d.notices);
    let endless = field.replace(end, "");
    check(&(endless + &heading + &p("正文")), &["||一、概况", "||正文"]);
}

fn error(bytes: &[u8]) -> Error {
    source::read("报告.docx", bytes).unwrap_err()
}

fn main_part(xml: &str) -> Error {
    error(&zip(&[(MAIN, xml.as_bytes())]))
}

#[track_caller]
fn says(e: &Error, what: &str) {
    let text = e.to_string();
    assert!(text.contains(what) && text.contains('请'), "{text}");
}

#[test]
fn damaged_parts_are_refused_by_name() {
    let head = format!("<w:document {NAMESPACES}><w:body>");
    let open = format!("{head}<w:p><w:r><w:t>98%");
    let end = "</w:t></w:r></w:p></w:body></w:document>";
    says(&main_part(&open), MAIN);
    says(&main_part(&format!("<!DOCTYPE x [<!ENTITY a 'b'>]>{open}{end}")), "DOCTYPE");
    says(&main_part(&format!("{open}</w:t></w:p></w:r></w:body></w:document>")), "XML 有误");
    says(&main_part(&format!("{head}{}", "<w:tbl><w:tr><w:tc>".repeat(1000))), "嵌套过深");
}

#[test]
fn other_archives_are_named() {
    says(&error(&zip(&[("xl/workbook.bin", b"<a/>")])), "Excel");
    says(&error(&zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")])), "OpenDocument");
    says(&error(&zip(&[("报告.txt", b"x")])), "压缩包");
    says(&error(&zip(&[("word/theme/theme1.xml", b"<a/>")])), "缺少正文");
    let whole = package(&p("正文98%"), &[]);
    says(&error(&whole[..whole.len() - 30]), "已损坏");
    assert_eq!(error(b""), Error::Empty);
    let blank = format!("<w:p/>{}", tbl(&[tc("", "<w:p/>")]));
    assert_eq!(error(&package(&blank, &[])), Error::NoText);
}

#[test]
fn bombs_and_lies_are_harmless() {
    let wrap = |body: &str| format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    assert!(matches!(main_part(&wrap(&" ".repeat(65 << 20))), Error::TooBig(_)));
    let mut lying = package(&p("正文98%"), &[]);
    let entry = lying.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    lying[entry + 24..entry + 28].copy_from_slice(&[0xF0; 4]);
    assert!(source::read("a.docx", &lying).is_ok());
}

#[test]
fn a_wrong_checksum_is_noticed() {
    let mut bytes = package(&p("正文98%"), &[]);
    let entry = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let main = entry + bytes[entry..].windows(MAIN.len()).position(|w| w == MAIN.as_bytes()).unwrap();
    bytes[main - 30] ^= 0xFF;
    says(&error(&bytes), "校验");
}

#[test]
fn damaged_definitions_cost_a_notice_only() {
    let parts = [
        ("numbering", "<w:numbering".to_owned()),
        ("styles", "<a><b></a>".to_owned()),
        ("footnotes", "<x".to_owned()),
    ];
    let d = open_with(&with("<w:numPr><w:numId w:val='1'/></w:numPr>", "正文"), &parts);
    assert_eq!((blocks(&d), d.notices.len()), (vec!["||正文".to_owned()], 3));
    let odd = "<w:abstractNum/><w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num><w:lvl/><w:start/>";
    let numbered = with("<w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr>", "正文");
    assert_eq!(blocks(&open_with(&numbered, &[("numbering", part("numbering", odd))])), ["||正文"]);
}

#[test]
fn origins_of_a_part_in_another_encoding_count_in_its_text() {
    let declaration = "\u{FEFF}<?xml version='1.0' encoding='UTF-16'?>";
    let body = p("正文98%");
    let xml = format!("{declaration}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let utf16: Vec<u8> = xml.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let d = source::read("a.docx", &zip(&[("word\\document.xml", &utf16)])).unwrap();
    assert_eq!((d.text.as_str(), d.encoding.as_str(), d.origins.len()), ("正文98%\n", "UTF-16LE", 1));
    let bytes = d.origins[0].bytes.start as usize..d.origins[0].bytes.end as usize;
    assert_eq!(&xml["\u{FEFF}".len()..][bytes], "正文98%");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However Word cuts a text into runs, it reads as the same text does from a txt file.
    #[test]
    fn runs_do_not_show(
        lines in prop::collection::vec("[一二三（）、，。％%执行率万元 0-9.&<>A-Za-z\u{3000}]{0,40}", 1..8),
        cuts in prop::collection::vec(0..64usize, 0..12),
    ) {
        let txt: String = lines.iter().map(|l| format!("{l}\n")).collect();
        prop_assume!(!txt.trim().is_empty());
        let body: String = lines.iter().map(|l| runs(l, &cuts)).collect();
        let bytes = package(&body, &[]);
        let docx = source::read("a.docx", &bytes).unwrap();
        let text = source::read("a.txt", txt.as_bytes()).unwrap();
        sound(&docx, &bytes);
        prop_assert_eq!(&docx.text, &text.text);
        let spans = |d: &Document| d.blocks.iter().map(|b| b.span).collect::<Vec<_>>();
        prop_assert_eq!(spans(&docx), spans(&text));
    }
}
