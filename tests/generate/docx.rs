//! The least Word file that Word opens.

use super::{Block, Report};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

pub fn docx(report: &Report) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // No time of day goes in: the same report gives the same bytes.
    let options = SimpleFileOptions::default();
    for (name, text) in
        [("[Content_Types].xml", TYPES), ("_rels/.rels", RELS), ("word/document.xml", &document(report))]
    {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(report: &Report) -> String {
    let mut body = String::new();
    for block in &report.blocks {
        match block {
            Block::Paragraph(text) => body.push_str(&paragraph(text)),
            Block::Table(rows) => body.push_str(&table(rows)),
        }
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}<w:sectPr/></w:body></w:document>"#
    )
}

/// In runs of some characters, as Word cuts them.
fn paragraph(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let run = |part: &[char]| {
        let text: String = part.iter().collect();
        format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&text))
    };
    format!("<w:p>{}</w:p>", chars.chunks(23).map(run).collect::<String>())
}

fn table(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| format!("<w:tc><w:tcPr/>{}</w:tc>", paragraph(text));
    let row = |cells: &Vec<String>| format!("<w:tr>{}</w:tr>", cells.iter().map(cell).collect::<String>());
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
