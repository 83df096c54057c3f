//! Hostile Word files, made here: each ends in a document or in a message, within two seconds and 150 MB, in a
//! process of its own.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod child;
mod docx;

use child::{Outcome, run};
use docx::{MAIN, NAMESPACES, p, package, part, zip};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn child() {
    child::answer();
}

/// Writes the file, reads it in a child, and gives the message, or nothing for a document.
fn read(name: &str, bytes: &[u8]) -> Option<String> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("guard-{name}.docx"));
    std::fs::write(&path, bytes).unwrap();
    let outcome = run(&path);
    std::fs::remove_file(&path).unwrap();
    match outcome {
        Outcome::Document => None,
        Outcome::Refused(why) => Some(why),
        Outcome::Failed(how) => panic!("{name}: {how}"),
    }
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], word: &str) {
    let why = read(name, bytes).unwrap_or_default();
    assert!(why.contains(word) && why.contains('请'), "{name}: {why}");
}

fn main_part(inner: &str) -> Vec<u8> {
    let xml = format!("<w:document {NAMESPACES}><w:body>{inner}</w:body></w:document>");
    zip(&[(MAIN, xml.as_bytes())])
}

/// A main part that is the same piece so many times, never whole in memory.
fn bomb(piece: &str, times: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(MAIN, SimpleFileOptions::default()).unwrap();
    write!(zip, "<w:document {NAMESPACES}><w:body>").unwrap();
    let block = piece.repeat(1000);
    for _ in 0..times / 1000 {
        zip.write_all(block.as_bytes()).unwrap();
    }
    write!(zip, "</w:body></w:document>").unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn bombs() {
    refused("blanks", &bomb(&" ".repeat(100), 3_000_000), "文件过大");
    refused("paragraphs", &bomb("<w:p><w:r><w:t>1</w:t></w:r></w:p>", 3_000_000), "文件过大");
    refused("empty", &bomb("<w:p/>", 20_000_000), "文件过大");
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for i in 0..40 {
        parts.push((format!("word/header{i}.xml"), part("hdr", &" ".repeat(10 << 20)).into_bytes()));
    }
    let main = main_and(&parts);
    assert_eq!(read("many-parts", &main), None);
}

/// A sound main part with headers beside it.
fn main_and(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let xml = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("正文98%"));
    let mut all: Vec<(&str, &[u8])> = vec![(MAIN, xml.as_bytes())];
    all.extend(parts.iter().map(|p| (p.0.as_str(), p.1.as_slice())));
    zip(&all)
}

#[test]
fn deep_nesting() {
    for depth in [1_000, 50_000] {
        let inner = "<w:tbl><w:tr><w:tc>".repeat(depth) + &p("1") + &"</w:tc></w:tr></w:tbl>".repeat(depth);
        refused("tables", &main_part(&inner), "嵌套过深");
    }
    refused("unknown", &main_part(&("<x>".repeat(200_000) + &"</x>".repeat(200_000))), "嵌套过深");
    let boxes =
        "<w:p><w:r><w:txbxContent>".repeat(300) + &p("框98%") + &"</w:txbxContent></w:r></w:p>".repeat(300);
    assert_eq!(read("boxes", &main_part(&boxes)), None);
}

/// Every 4-byte size field of the directory, then of the entries, says almost four gigabytes.
#[test]
fn lying_sizes() {
    let sound = package(&p("正文98%"), &[]);
    for (signature, offset) in [(b"PK\x01\x02", 24), (b"PK\x01\x02", 20), (b"PK\x03\x04", 22)] {
        let mut lying = sound.clone();
        let entries: Vec<usize> =
            (0..sound.len() - 4).filter(|i| sound[*i..].starts_with(signature)).collect();
        for at in entries {
            lying[at + offset..at + offset + 4].copy_from_slice(&[0xF0; 4]);
        }
        read("sizes", &lying);
    }
    let wide = "<w:tc><w:tcPr><w:gridSpan w:val='4294967295'/></w:tcPr><w:p/></w:tc>".repeat(2000);
    read("spans", &main_part(&format!("{}<w:tbl><w:tr>{wide}</w:tr></w:tbl>", p("1"))));
}

#[test]
fn entity_expansion() {
    let entities: String = (1..30).map(|i| format!("<!ENTITY e{i} '&e{};&e{};'>", i - 1, i - 1)).collect();
    let doctype = format!("<!DOCTYPE w [<!ENTITY e0 'ha'>{entities}]>");
    let xml = format!("{doctype}<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("&e29;"));
    refused("laughs", &zip(&[(MAIN, xml.as_bytes())]), "DOCTYPE");
    let outside = xml.replace(&doctype, "<!DOCTYPE w [<!ENTITY e29 SYSTEM 'file:///etc/passwd'>]>");
    refused("outside", &zip(&[(MAIN, outside.as_bytes())]), "DOCTYPE");
}

#[test]
fn malformed_numbering() {
    let numbered = "<w:p><w:pPr><w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>1</w:t></w:r></w:p>";
    let wild = "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='4294967295'/><w:numFmt/>\
                <w:lvlText w:val='%1%2%3%4%5%6%7%8%9%%%0'/><w:lvlRestart w:val='-1'/></w:lvl></w:abstractNum>\
                <w:num w:numId='1'><w:abstractNumId w:val='1'/><w:lvlOverride w:ilvl='77'><w:startOverride/></w:lvlOverride></w:num>";
    for xml in [
        part("numbering", wild),
        "<w:numbering".into(),
        format!("<w:numbering {NAMESPACES}><w:num></w:numbering>"),
        String::new(),
    ] {
        assert_eq!(read("numbering", &package(&numbered.repeat(2000), &[("numbering", xml)])), None);
    }
}

#[test]
fn truncated_parts() {
    let xml = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("正文98%").repeat(20));
    for length in (0..xml.len() - 1).step_by(97).filter(|l| xml.is_char_boundary(*l)) {
        let why = read("cut", &zip(&[(MAIN, &xml.as_bytes()[..length])]));
        assert!(why.is_some_and(|w| w.contains('请')), "{length}");
    }
    let whole = package(&p("正文98%"), &[]);
    for length in (1..whole.len()).step_by(61) {
        assert!(read("cut-archive", &whole[..length]).is_some(), "{length}");
    }
}

#[test]
fn damaged_checksums() {
    let sound = package(&p("正文98%"), &[]);
    let mut damaged = sound.clone();
    let directory = sound.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let name = directory + sound[directory..].windows(MAIN.len()).position(|w| w == MAIN.as_bytes()).unwrap();
    damaged[name - 30] ^= 0xFF;
    refused("crc", &damaged, "校验");
    let data = sound.windows(MAIN.len()).position(|w| w == MAIN.as_bytes()).unwrap() + MAIN.len();
    for flip in (data..data + 60).step_by(7) {
        let mut damaged = sound.clone();
        damaged[flip] ^= 0x55;
        read("bits", &damaged);
    }
}

/// An entry whose data stands under another name than its directory says: programs would read different parts.
#[test]
fn parts_with_two_names() {
    let sound = package(&p("正文98%"), &[]);
    let local = sound.windows(MAIN.len()).position(|w| w == MAIN.as_bytes()).unwrap();
    let mut two = sound.clone();
    two[local..local + 4].copy_from_slice(b"XXXX");
    refused("two-names", &two, "另有一个名字");
    let mut twice = zip(&[(MAIN, b"<a/>"), ("word/documenT.xml", b"<b/>")]);
    while let Some(at) = twice.windows(MAIN.len()).position(|w| w == b"word/documenT.xml") {
        twice[at..at + MAIN.len()].copy_from_slice(MAIN.as_bytes());
    }
    refused("one-name", &twice, "重名");
}

#[test]
fn floods_of_attributes_and_parts() {
    let attribute = format!("<w:p w:x='{}'/>{}", "y".repeat(20 << 20), p("98%"));
    assert_eq!(read("attribute", &main_part(&attribute)), None);
    let declarations: String =
        (0..5000).map(|i| format!(" xmlns:n{i}='http://schemas.microsoft.com/office/{i}'")).collect();
    refused("namespaces", &main_part(&format!("<w:p{declarations}/>")), "命名空间");
}
