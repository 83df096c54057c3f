//! Word packages written by hand, for the tests that need one.

#![allow(dead_code, clippy::unwrap_used, reason = "each test takes what it needs, and may fail")]

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml""#;
pub const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub const MAIN: &str = "word/document.xml";

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// An OLE container whose directory names one stream: what older and encrypted Word files come in.
pub fn ole(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4096, 0);
    bytes
}

pub fn rels(of: &[(&str, &str)]) -> String {
    let each = |(i, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="r{i}" Type="{TYPE}/{kind}" Target="{target}"/>"#)
    };
    let all: String = of.iter().enumerate().map(each).collect();
    let ns = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!(r#"<Relationships xmlns="{ns}">{all}</Relationships>"#)
}

/// A package: the body, and other parts (kind, XML) beside it.
pub fn package(body: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let document = format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>");
    let names: Vec<String> = (0..parts.len()).map(|i| format!("part{i}.xml")).collect();
    let others: Vec<(&str, &str)> = parts.iter().zip(&names).map(|(p, n)| (p.0, n.as_str())).collect();
    let (top, main) = (rels(&[("officeDocument", MAIN)]), rels(&others));
    let paths: Vec<String> = names.iter().map(|n| format!("word/{n}")).collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("_rels/.rels", top.as_bytes()),
        (MAIN, document.as_bytes()),
        ("word/_rels/document.xml.rels", main.as_bytes()),
    ];
    all.extend(parts.iter().zip(&paths).map(|(p, path)| (path.as_str(), p.1.as_bytes())));
    zip(&all)
}

pub fn part(root: &str, content: &str) -> String {
    format!("<w:{root} {NAMESPACES}>{content}</w:{root}>")
}

pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph of the line, cut into runs.
pub fn runs(line: &str, cuts: &[usize]) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut cuts: Vec<usize> = cuts.iter().map(|c| c % (chars.len() + 1)).collect();
    cuts.extend([0, chars.len()]);
    cuts.sort_unstable();
    let run = |w: &[usize]| {
        let text: String = chars[w[0]..w[1]].iter().collect();
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
    };
    format!("<w:p>{}</w:p>", cuts.windows(2).map(run).collect::<String>())
}
