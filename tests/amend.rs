//! Comments and tracked changes in a Word package: what is put in stands at its words, and taking it out again
//! gives back every byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod docx;

use docx::{MAIN, NAMESPACES, p, package, part, rels, runs, zip};
use gouji::document::{Document, Story};
use gouji::source;
use gouji::source::amend::{self, Amended, Change, Comment, Spot};
use gouji::span::Span;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const COMMENTS: &str = "word/comments.xml";

fn read(bytes: &[u8]) -> Document {
    source::read("报告.docx", bytes).unwrap()
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let content = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    names.into_iter().map(content).collect()
}

fn text(bytes: &[u8], name: &str) -> String {
    String::from_utf8(parts(bytes)[name].clone()).unwrap()
}

fn span(d: &Document, words: &str) -> Span {
    let at = d.text.find(words).unwrap_or_else(|| panic!("{words} in {}", d.text));
    Span::new(at, at + words.len())
}

fn comment(span: Span) -> Comment {
    Comment { span, text: vec!["错误 <EXE001> & 其他".into(), "计算\u{1}：1 ÷ 2".into()] }
}

fn annotate(bytes: &[u8], words: &[&str]) -> Amended {
    let d = read(bytes);
    let comments: Vec<Comment> = words.iter().map(|w| comment(span(&d, w))).collect();
    let amended = amend::word(bytes, &d, &comments, &[]).unwrap();
    only_inserts(bytes, &amended);
    assert_eq!(read(&amended.bytes).text, d.text);
    amended
}

/// Taking out what was put in gives back the parts; the others are as they were, and in their order.
fn only_inserts(old: &[u8], amended: &Amended) {
    let (before, after) = (parts(old), parts(&amended.bytes));
    for (name, bytes) in &before {
        let patches = amended.patches.iter().find(|p| p.0 == *name).map(|p| &p.1[..]).unwrap_or_default();
        let (new, mut back, mut at, mut done) = (&after[name], Vec::new(), 0, 0);
        for patch in patches {
            assert!(patch.remove == 0 || bytes[patch.at] == b'/' && patch.remove == 1, "{patch:?}");
            let kept = patch.at - done;
            back.extend_from_slice(&new[at..at + kept]);
            back.extend(vec![b'/'; patch.remove]);
            at += kept + patch.insert.len();
            done = patch.at + patch.remove;
        }
        back.extend_from_slice(&new[at..]);
        assert_eq!(String::from_utf8_lossy(&back), String::from_utf8_lossy(bytes), "{name}");
    }
    let order = |bytes: &[u8]| {
        let archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        (0..archive.len()).map(|i| archive.name_for_index(i).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(order(&amended.bytes).starts_with(&order(old)));
}

/// The words of `w:t` between the start and end of each comment, by id.
fn anchored(xml: &str, prefix: &str) -> Vec<(u32, String)> {
    let mut open: Vec<(u32, String)> = Vec::new();
    let mut done = Vec::new();
    let id = |tag: &str| tag.split("id=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    for piece in xml.split('<').skip(1) {
        let (tag, content) = piece.split_once('>').unwrap();
        let tag = tag.trim_end_matches('/');
        let name = tag.split_whitespace().next().unwrap_or("");
        let local = name.strip_prefix(prefix).unwrap_or(name).trim_start_matches("w:");
        match local {
            "commentRangeStart" => open.push((id(tag), String::new())),
            "commentRangeEnd" => {
                let at = open.iter().position(|o| o.0 == id(tag)).unwrap();
                done.push(open.remove(at));
            }
            "t" => {
                let words = content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
                open.iter_mut().for_each(|o| o.1.push_str(&words));
            }
            _ => {}
        }
    }
    assert!(open.is_empty());
    done.sort();
    done
}

fn words_of(amended: &Amended) -> Vec<String> {
    anchored(&text(&amended.bytes, MAIN), "w:").into_iter().map(|a| a.1).collect()
}

#[test]
fn a_figure_in_a_run_and_over_runs() {
    let body = "<w:p><w:pPr><w:jc/></w:pPr><w:r w:rsidR='1'><w:rPr><w:b/></w:rPr><w:t>执行9350</w:t></w:r>\
                <w:bookmarkStart w:id='7' w:name='_GoBack'/><w:r><w:t>.6</w:t></w:r>\
                <w:r><w:t xml:space='preserve'>4万元，率87.46% A&amp;B</w:t></w:r></w:p>";
    let amended =
        annotate(&package(body, &[]), &["9350.64万元", "87.46%", "A&B", "执行9350.64万元，率87.46% A&B"]);
    assert_eq!(amended.spots, [Spot::Exact; 4]);
    assert_eq!(words_of(&amended), ["9350.64万元", "87.46%", "A&B", "执行9350.64万元，率87.46% A&B"]);
    let xml = text(&amended.bytes, MAIN);
    assert!(
        xml.contains("<w:r w:rsidR='1'><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">9350</w:t></w:r>")
            || xml.contains("<w:r w:rsidR='1'><w:rPr><w:b/></w:rPr><w:t>9350</w:t></w:r>"),
        "{xml}"
    );
    assert!(!xml.contains("<w:t></w:t>"), "{xml}");
    // Bookmarks and comments share their ids.
    assert!(xml.contains("<w:commentRangeStart w:id=\"8\"/>"), "{xml}");
    let comments = text(&amended.bytes, COMMENTS);
    assert!(
        comments.contains("错误 &lt;EXE001&gt; &amp; 其他") && comments.contains("计算：1 ÷ 2"),
        "{comments}"
    );
    assert_eq!(comments.matches("<w:comment ").count(), 4);
    assert!(text(&amended.bytes, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
}

#[test]
fn children_of_runs_links_and_formulas() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>12个</w:t><w:br/></w:r><w:hyperlink><w:r><w:t>见 98%处</w:t></w:r>\
                </w:hyperlink><m:oMath><m:r><m:t>3.5</m:t></m:r></m:oMath><w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>5万元</w:t></w:r></w:p>";
    let amended = annotate(&package(body, &[]), &["12个", "98%", "3.5", "1-5万元"]);
    assert_eq!(amended.spots, [Spot::Exact; 4]);
    assert_eq!(words_of(&amended), ["12个", "98%", "", "15万元"]);
    let xml = text(&amended.bytes, MAIN);
    assert!(xml.contains("/><m:oMath>") && xml.contains("</m:oMath><w:commentRangeEnd"), "{xml}");
}

#[test]
fn cells_take_their_own_comments() {
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(words));
    let body = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("预算数100万元"), cell("执行数98万元"));
    let bytes = package(&body, &[]);
    let amended = annotate(&bytes, &["98万元", "100万元\t执行数98万元"]);
    assert_eq!(words_of(&amended), ["98万元", "100万元"]);
}

#[test]
fn what_word_shows_no_comments_at_goes_to_its_paragraph() {
    let boxed = format!(
        "<w:p><w:r><w:t>框前</w:t><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        p("框100万元")
    );
    let noted = "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id='3'/></w:r><w:r><w:t>其后</w:t></w:r></w:p>";
    let second = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>".to_owned()
        + &p("第二节")
        + "<w:sectPr xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><w:headerReference r:id='r1'/></w:sectPr>";
    let body = boxed + noted + &second;
    let notes = part(
        "footnotes",
        &format!(
            "<w:footnote w:id='2'>{}</w:footnote><w:footnote w:id='3'>{}</w:footnote>",
            p("另一注"),
            p("注12.3万元")
        ),
    );
    let bytes = package(&body, &[("footnotes", notes), ("header", part("hdr", &p("页眉2023年")))]);
    let amended = annotate(&bytes, &["100万元", "12.3万元", "2023年", "另一注"]);
    let story = Spot::Paragraph;
    assert_eq!(
        amended.spots,
        [story(Story::TextBox), story(Story::Footnote), story(Story::Header), story(Story::Footnote)]
    );
    let anchored = words_of(&amended);
    assert_eq!(anchored, ["框前框100万元", "", "第二节", "框前框100万元"]);
    let xml = text(&amended.bytes, MAIN);
    assert!(
        xml.contains(
            "<w:commentRangeStart w:id=\"1\"/><w:r><w:footnoteReference w:id='3'/></w:r><w:commentRangeEnd"
        ),
        "{xml}"
    );
}

#[test]
fn an_empty_body_still_takes_comments() {
    let bytes = package("<w:p/>", &[("header", part("hdr", &p("页眉2023年")))]);
    let amended = annotate(&bytes, &["2023年", "页眉"]);
    let xml = text(&amended.bytes, MAIN);
    assert!(xml.contains("<w:p><w:commentRangeStart"), "{xml}");
    assert_eq!(words_of(&amended), ["", ""]);
}

#[test]
fn comments_that_are_there_stay() {
    let xml = |inner: &str| format!("<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>");
    let document = xml(&p("执行率87.46%"));
    let there = "<c:comments xmlns:c='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
                 <c:comment c:id='41' c:author='审计'><c:p/></c:comment></c:comments>";
    for (comments, id) in [(there, 42), ("<w:comments xmlns:w='x' />", 0)] {
        let (top, main) = (rels(&[("officeDocument", MAIN)]), rels(&[("comments", "notes/c.xml")]));
        let bytes = zip(&[
            ("_rels/.rels", top.as_bytes()),
            ("word/notes/c.xml", comments.as_bytes()),
            (MAIN, document.as_bytes()),
            ("word/_rels/document.xml.rels", main.as_bytes()),
        ]);
        let amended = annotate(&bytes, &["87.46%"]);
        assert_eq!(anchored(&text(&amended.bytes, MAIN), "w:"), [(id, "87.46%".to_owned())]);
        let new = text(&amended.bytes, "word/notes/c.xml");
        assert!(new.contains(&format!("comment {}:id=\"{id}\"", &comments[1..2])), "{new}");
        assert!(!parts(&amended.bytes).contains_key(COMMENTS));
    }
}

#[test]
fn other_prefixes_and_encodings() {
    let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";
    let own = format!("<document xmlns='{w}'><body><p><r><t>率98.5%整</t></r></p></body></document>");
    let other = format!(
        "<x:document xmlns:x='{strict}'><x:body><x:p><x:r><x:t>率98.5%整</x:t></x:r></x:p></x:body></x:document>"
    );
    for (xml, prefix) in [(own, ""), (other, "x:")] {
        let bytes = zip(&[(MAIN, xml.as_bytes())]);
        let amended = annotate(&bytes, &["98.5%"]);
        assert_eq!(anchored(&text(&amended.bytes, MAIN), prefix), [(0, "98.5%".to_owned())]);
        assert_eq!(text(&amended.bytes, COMMENTS).contains(strict), prefix == "x:");
    }
    let xml = format!("\u{FEFF}<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("率98.5%整"));
    let utf16 = |s: &str| s.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let bytes = zip(&[("word\\document.xml", &utf16(&xml))]);
    let d = read(&bytes);
    let amended = amend::word(&bytes, &d, &[comment(span(&d, "98.5%"))], &[]).unwrap();
    let new = parts(&amended.bytes)["word\\document.xml"].clone();
    let units: Vec<u16> = new.chunks(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
    assert_eq!(anchored(&String::from_utf16(&units).unwrap(), "w:"), [(0, "98.5%".to_owned())]);
    assert_eq!(read(&amended.bytes).text, d.text);
}

#[test]
fn nothing_to_say_changes_nothing() {
    let bytes = package(&p("98%"), &[]);
    let amended = amend::word(&bytes, &read(&bytes), &[], &[]).unwrap();
    assert_eq!(parts(&amended.bytes), parts(&bytes));
}

/// The document as it was before the tracked changes: insertions away, deletions back.
fn refused(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(at) = rest.find("<w:ins ") {
        out.push_str(&rest[..at]);
        rest = rest[at..].split_once("</w:ins>").unwrap().1;
    }
    out.push_str(rest);
    let mut kept = String::new();
    let mut rest = out.as_str();
    while let Some(at) = rest.find("<w:del ") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].split_once('>').unwrap().1;
    }
    (kept + rest).replace("</w:del>", "").replace("delText", "t")
}

/// Each character of the text with the properties of its run.
fn dressed(xml: &str) -> Vec<(char, String)> {
    let mut props = String::new();
    let mut all = Vec::new();
    for run in xml.split("<w:r>").skip(1) {
        let run = run.split("</w:r>").next().unwrap();
        props.clear();
        if let Some((p, _)) = run.split_once("</w:rPr>") {
            props.push_str(p);
        }
        for t in run.split("<w:t").skip(1).filter(|t| t.starts_with(['>', ' '])) {
            let words = t.split_once('>').unwrap().1.split('<').next().unwrap();
            all.extend(words.chars().map(|c| (c, props.clone())));
        }
    }
    all
}

fn change(bytes: &[u8], words: &str, new: &str) -> (bool, String, Document) {
    let d = read(bytes);
    let at = span(&d, words);
    let changes = [Change { span: at, text: new.into() }];
    let amended = amend::word(bytes, &d, &[comment(at)], &changes).unwrap();
    let changed = amended.changed[0];
    (changed, text(&amended.bytes, MAIN), read(&amended.bytes))
}

#[test]
fn changes_are_tracked() {
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>率87.4</w:t></w:r><w:r><w:t>6%，共</w:t></w:r></w:p>";
    let bytes = package(body, &[]);
    let (changed, xml, after) = change(&bytes, "87.46%", "87.47%");
    assert!(changed && after.text.contains("率87.47%，共"), "{xml}");
    assert!(xml.contains("<w:ins w:id=\"3\" w:author=\"gouji\"><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">87.47%</w:t></w:r></w:ins>"), "{xml}");
    assert_eq!(dressed(&refused(&xml)), dressed(&text(&bytes, MAIN)));
    let whole = package("<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:t>87.46%</w:t></w:r></w:p>", &[]);
    let (_, xml, _) = change(&whole, "87.46%", "");
    assert!(
        xml.contains("<w:del w:id=\"1\" w:author=\"gouji\"><w:r><w:delText>87.46%</w:delText></w:r></w:del>"),
        "{xml}"
    );
    assert!(!xml.contains("<w:ins"), "{xml}");
}

#[test]
fn what_cannot_be_tracked_is_left() {
    for body in [
        "<w:p><w:ins w:id='1' w:author='甲'><w:r><w:t>率87.46%</w:t></w:r></w:ins></w:p>",
        "<w:p><w:r><w:t>率87.</w:t><w:noBreakHyphen/><w:t>46%</w:t></w:r></w:p>",
    ] {
        let bytes = package(body, &[]);
        let words = if body.contains("Hyphen") { "87.-46%" } else { "87.46%" };
        let (changed, xml, after) = change(&bytes, words, "87.47%");
        assert!(!changed && after.text == read(&bytes).text && !xml.contains("w:del "), "{xml}");
    }
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[一二（）、，。％%执行率万元 0-9.&<>A-Za-z\u{3000}]{1,30}", 1..6)
}

/// Char ranges as spans, cut to the text.
fn spans(d: &Document, at: &[(usize, usize)]) -> Vec<Span> {
    let stops: Vec<usize> = d.text.char_indices().map(|c| c.0).chain([d.text.len()]).collect();
    let stop = |i: usize| stops[i % stops.len()];
    let span = |&(a, n): &(usize, usize)| {
        let start = stop(a);
        let end = stops.iter().copied().filter(|s| *s > start).nth(n % 12).unwrap_or(d.text.len());
        Span::new(start, end)
    };
    at.iter().map(span).filter(|s| !s.is_empty() && !s.of(&d.text).trim().is_empty()).collect()
}

/// What a run can stand in: so many kinds.
const HOLDERS: usize = 10;

/// Runs of the words in a holder of the kind.
fn held(kind: usize, words: &str) -> String {
    let run = |t: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'>{t}</w:t></w:r>");
    let run = |t: &str| run(&t.replace('&', "&amp;").replace('<', "&lt;"));
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    match kind % HOLDERS {
        1 => format!("<w:hyperlink w:anchor='a'>{}</w:hyperlink>", run(words)),
        2 => format!("<w:ins>{}</w:ins>", run(words)),
        3 => format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", run(words)),
        4 => format!("<w:smartTag w:element='x'>{}</w:smartTag>", run(words)),
        5 => format!("<w:fldSimple w:instr=' REF a '>{}</w:fldSimple>", run(words)),
        6 => {
            let asked = "<w:r><w:instrText> REF a </w:instrText></w:r>";
            format!("{}{asked}{}{}{}", field("begin"), field("separate"), run(words), field("end"))
        }
        7 => format!("<w:bookmarkStart w:id='3' w:name='a'/>{}<w:bookmarkEnd w:id='3'/>", run(words)),
        8 => {
            format!("<w:moveFrom>{}</w:moveFrom>{}<w:proofErr w:type='spellStart'/>", run("旧8"), run(words))
        }
        9 => run(words).replace("<w:t ", "<w:lastRenderedPageBreak/><w:t "),
        _ => run(words),
    }
}

/// Paragraphs of held pieces: in the body, in a cell of a nested table, in a text box, in a content control.
fn page(paragraphs: &[Vec<(usize, String)>]) -> String {
    let paragraph = |pieces: &Vec<(usize, String)>| {
        let inner: String = pieces.iter().map(|(kind, words)| held(*kind, words)).collect();
        format!("<w:p>{inner}</w:p>")
    };
    let place = |(i, pieces): (usize, &Vec<(usize, String)>)| {
        let p = paragraph(pieces);
        match i % 4 {
            1 => format!(
                "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{p}</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>"
            ),
            2 => format!(
                "<w:p><w:r><w:pict><v:rect><v:textbox><w:txbxContent>{p}</w:txbxContent></v:textbox></v:rect></w:pict></w:r></w:p>"
            ),
            3 => format!("<w:sdt><w:sdtContent>{p}</w:sdtContent></w:sdt>"),
            _ => p,
        }
    };
    paragraphs.iter().enumerate().map(place).collect()
}

fn pages() -> impl Strategy<Value = Vec<Vec<(usize, String)>>> {
    let words = "[一二％%率万元0-9.&<A-Za-z ]{1,8}";
    prop::collection::vec(prop::collection::vec((0..HOLDERS, words), 1..6), 1..6)
}

/// Stretches of lines, each of some words.
fn stretches(d: &Document, at: &[(usize, usize)]) -> Vec<Span> {
    let mut spans = spans(d, at);
    spans.retain(|s| !s.of(&d.text).contains(['\n', '\t']));
    spans
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Links, insertions, controls, fields, cells, boxes: wherever a figure stands and however many comments it
    /// gets, they stand at it, and nothing but insertions has been made.
    #[test]
    fn comments_in_whatever_holds_the_words(
        pages in pages(),
        at in prop::collection::vec((0..200usize, 0..12usize), 1..8),
        times in 1..4usize,
    ) {
        let bytes = package(&page(&pages), &[]);
        prop_assume!(source::read("报告.docx", &bytes).is_ok());
        let d = read(&bytes);
        let spans: Vec<Span> = std::iter::repeat_n(stretches(&d, &at), times).flatten().collect();
        let comments: Vec<Comment> = spans.iter().map(|s| comment(*s)).collect();
        let amended = amend::word(&bytes, &d, &comments, &[]).unwrap();
        only_inserts(&bytes, &amended);
        prop_assert_eq!(&read(&amended.bytes).text, &d.text);
        let anchored = anchored(&text(&amended.bytes, MAIN), "w:");
        prop_assert_eq!(anchored.len(), spans.len());
        for (((_, words), span), spot) in anchored.iter().zip(&spans).zip(&amended.spots) {
            let story = d.blocks[d.block_at(span.start).unwrap()].story;
            prop_assert_eq!(*spot == Spot::Exact, story == Story::Body);
            if story == Story::Body {
                prop_assert_eq!(words.replace("旧8", ""), span.of(&d.text));
            }
        }
    }

    /// Changes there: refusing them gives back the runs, accepting them the new text; what cannot be tracked stays.
    #[test]
    fn changes_in_whatever_holds_the_words(
        pages in pages(),
        at in prop::collection::vec((0..200usize, 0..12usize), 1..6),
        new in "[0-9.%&<]{1,6}",
    ) {
        let bytes = package(&page(&pages), &[]);
        prop_assume!(source::read("报告.docx", &bytes).is_ok());
        let d = read(&bytes);
        let mut spans = stretches(&d, &at);
        spans.sort();
        let mut last = 0;
        spans.retain(|s| s.start >= last && { last = s.end; true });
        let comments: Vec<Comment> = spans.iter().map(|s| comment(*s)).collect();
        let changes: Vec<Change> = spans.iter().map(|s| Change { span: *s, text: new.clone() }).collect();
        let amended = amend::word(&bytes, &d, &comments, &changes).unwrap();
        let xml = text(&amended.bytes, MAIN);
        prop_assert_eq!(dressed(&refused(&xml)), dressed(&text(&bytes, MAIN)));
        let mut accepted = d.text.clone();
        let made = changes.iter().zip(&amended.changed).filter(|c| *c.1);
        made.rev().for_each(|(c, _)| accepted.replace_range(c.span.range(), &c.text));
        let words = |t: &str| t.split_whitespace().collect::<String>();
        prop_assert_eq!(words(&read(&amended.bytes).text), words(&accepted));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// However runs are cut and wherever comments stand: exact, and nothing but insertions.
    #[test]
    fn comments_stand_at_their_words(
        lines in lines(),
        cuts in prop::collection::vec(0..64usize, 0..12),
        at in prop::collection::vec((0..200usize, 0..12usize), 1..8),
    ) {
        prop_assume!(lines.iter().any(|l| !l.trim().is_empty()));
        let body: String = lines.iter().map(|l| runs(l, &cuts)).collect();
        let bytes = package(&body, &[]);
        let d = read(&bytes);
        let spans = spans(&d, &at);
        let comments: Vec<Comment> = spans.iter().map(|s| comment(*s)).collect();
        let amended = amend::word(&bytes, &d, &comments, &[]).unwrap();
        only_inserts(&bytes, &amended);
        prop_assert_eq!(&read(&amended.bytes).text, &d.text);
        for ((_, words), span) in anchored(&text(&amended.bytes, MAIN), "w:").iter().zip(&spans) {
            let asked = span.of(&d.text).trim_start_matches('\n').split('\n').next().unwrap_or("");
            prop_assert_eq!(words, asked);
        }
    }

    /// Refusing all changes gives back the text and the properties of its runs; accepting them the new text.
    #[test]
    fn changes_can_be_refused(
        lines in lines(),
        cuts in prop::collection::vec(0..64usize, 0..12),
        at in prop::collection::vec((0..200usize, 0..12usize), 1..6),
        new in "[0-9.%&<]{0,6}",
    ) {
        prop_assume!(lines.iter().any(|l| !l.trim().is_empty()));
        let body: String = lines.iter().map(|l| runs(l, &cuts)).collect();
        let body = body.replace("<w:r><w:t", "<w:r><w:rPr><w:b/></w:rPr><w:t");
        let bytes = package(&body, &[]);
        let d = read(&bytes);
        let mut spans = spans(&d, &at);
        spans.retain(|s| !s.of(&d.text).contains('\n'));
        spans.sort();
        let mut last = 0;
        spans.retain(|s| s.start >= last && { last = s.end; true });
        let comments: Vec<Comment> = spans.iter().map(|s| comment(*s)).collect();
        let changes: Vec<Change> = spans.iter().map(|s| Change { span: *s, text: new.clone() }).collect();
        let amended = amend::word(&bytes, &d, &comments, &changes).unwrap();
        prop_assert!(amended.changed.iter().all(|c| *c));
        let xml = text(&amended.bytes, MAIN);
        prop_assert_eq!(dressed(&refused(&xml)), dressed(&text(&bytes, MAIN)));
        let mut accepted = d.text.clone();
        changes.iter().rev().for_each(|c| accepted.replace_range(c.span.range(), &c.text));
        let blank = |t: &str| t.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>();
        match source::read("报告.docx", &amended.bytes) {
            Ok(after) => prop_assert_eq!(blank(&after.text), blank(&accepted)),
            Err(_) => prop_assert!(blank(&accepted).is_empty()),
        }
    }
}
