//! Workbooks written by hand, for the tests that need one.

#![allow(dead_code, clippy::unwrap_used, reason = "each test takes what it needs, and may fail")]

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const TYPE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A sheet being written: rows of cells, merges, and what comes before the rows.
#[derive(Default)]
pub struct Sheet {
    pub name: &'static str,
    pub state: &'static str,
    pub head: String,
    pub rows: Vec<String>,
    pub merges: Vec<&'static str>,
}

impl Sheet {
    pub fn new(name: &'static str) -> Self {
        Self { name, ..Self::default() }
    }

    /// A row of cells parted by "|": empty ones absent, "=" before a number that is stored as such, with a
    /// number of a style before it ("=2:0.9316").
    pub fn row(self, cells: &str) -> Self {
        self.row_with("", cells)
    }

    pub fn row_with(mut self, attributes: &str, cells: &str) -> Self {
        let n = self.rows.len() + 1;
        let cell = |(c, text): (usize, &str)| {
            let at = format!("{}{n}", char::from(b'A' + c as u8));
            match text.strip_prefix('=').map(|t| t.split_once(':').unwrap_or(("0", t))) {
                _ if text.is_empty() => String::new(),
                Some((style, value)) => format!("<c r='{at}' s='{style}'><v>{value}</v></c>"),
                None => format!("<c r='{at}' t='inlineStr'><is><t>{text}</t></is></c>"),
            }
        };
        let cells: String = cells.split('|').enumerate().map(cell).collect();
        self.rows.push(format!("<row r='{n}' {attributes}>{cells}</row>"));
        self
    }

    /// A row as XML.
    pub fn raw(mut self, xml: &str) -> Self {
        self.rows.push(xml.to_owned());
        self
    }

    pub fn merge(mut self, area: &'static str) -> Self {
        self.merges.push(area);
        self
    }

    fn xml(&self) -> String {
        let merges: String = self.merges.iter().map(|m| format!("<mergeCell ref='{m}'/>")).collect();
        format!(
            "<worksheet xmlns='{MAIN}'>{}<sheetData>{}</sheetData><mergeCells>{merges}</mergeCells></worksheet>",
            self.head,
            self.rows.concat()
        )
    }
}

/// Number formats by style: General, 0.00, #,##0.00, 0.00%, 0.0 and a date.
pub const FORMATS: [u32; 6] = [0, 2, 4, 10, 164, 31];

pub fn styles() -> String {
    let xfs: String = FORMATS.iter().map(|f| format!("<xf numFmtId='{f}'/>")).collect();
    format!(
        "<styleSheet xmlns='{MAIN}'><numFmts><numFmt numFmtId='164' formatCode='0.0'/></numFmts>\
         <cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>"
    )
}

/// A workbook with further parts (kind, file name, XML).
pub fn book_with(sheets: &[Sheet], parts: &[(&str, &str, String)]) -> Vec<u8> {
    let entry = |(i, s): (usize, &Sheet)| {
        let state = if s.state.is_empty() { String::new() } else { format!("state='{}'", s.state) };
        format!("<sheet name='{}' sheetId='{i}' {state} r:id='s{i}'/>", s.name)
    };
    let entries: String = sheets.iter().enumerate().map(entry).collect();
    let workbook = format!("<workbook xmlns='{MAIN}' xmlns:r='{TYPE}'><sheets>{entries}</sheets></workbook>");
    let sheet_rel =
        |i: usize| format!("<Relationship Id='s{i}' Type='{TYPE}/worksheet' Target='sheets/s{i}.xml'/>");
    let part_rel = |(i, p): (usize, &(&str, &str, String))| {
        format!("<Relationship Id='p{i}' Type='{TYPE}/{}' Target='{}'/>", p.0, p.1)
    };
    let rels: String =
        (0..sheets.len()).map(sheet_rel).chain(parts.iter().enumerate().map(part_rel)).collect();
    let wrap = |rels: &str| {
        format!(
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{rels}</Relationships>"
        )
    };
    let top = wrap(&format!("<Relationship Id='r' Type='{TYPE}/officeDocument' Target='xl/workbook.xml'/>"));
    let mut all: Vec<(String, String)> = vec![
        ("_rels/.rels".into(), top),
        ("xl/workbook.xml".into(), workbook),
        ("xl/_rels/workbook.xml.rels".into(), wrap(&rels)),
    ];
    all.extend(sheets.iter().enumerate().map(|(i, s)| (format!("xl/sheets/s{i}.xml"), s.xml())));
    all.extend(parts.iter().map(|p| (format!("xl/{}", p.1), p.2.clone())));
    let bytes: Vec<(&str, &[u8])> = all.iter().map(|(n, x)| (n.as_str(), x.as_bytes())).collect();
    zip(&bytes)
}

/// A workbook with the styles of `FORMATS`.
pub fn book(sheets: &[Sheet]) -> Vec<u8> {
    book_with(sheets, &[("styles", "styles.xml", styles())])
}
