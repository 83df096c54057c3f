//! The layout of an official paper (GB/T 9704) by docx-rs: A4, 仿宋_GB2312 of 16 points, 22 lines a page, 黑体
//! and 楷体 for headings, page numbers between dashes, outside.
//!
//! Knows no reports. Mind docx-rs: it writes control characters as they are, and a line end is no line break, so
//! all words pass through `safe`; and attributes are not escaped, so none of them comes from a report.

use crate::emit::words;
use docx_rs::{
    AlignmentType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Run, RunFonts,
    SpecialIndentType, Style, StyleType, Table, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, WidthType,
};
use std::io::{self, Cursor, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Twentieths of a point: 210 mm × 297 mm, the area of text 156 mm × 225 mm.
const PAGE: (u32, u32) = (11906, 16838);
const MARGINS: (i32, i32, i32, i32) = (2098, 1474, 1984, 1588);
pub const WIDTH: usize = 8844;
/// 225 mm in 22 lines.
const LINE: i32 = 579;
const TABLE_LINE: i32 = 320;
/// Half points.
const TITLE: usize = 44;
const BODY: usize = 32;
const NUMBER: usize = 28;
const CELL: usize = 21;

const SONG_TITLE: &str = "方正小标宋简体";
const FANG: &str = "仿宋_GB2312";
const HEI: &str = "黑体";
const KAI: &str = "楷体_GB2312";
const SONG: &str = "宋体";

fn fonts(name: &str) -> RunFonts {
    RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").east_asia(name).cs("Times New Roman")
}

fn exact(line: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(line)
}

/// Words on one line, without what XML cannot hold.
fn safe(text: &str) -> String {
    let line: Vec<&str> = text.split(['\n', '\r', '\t']).filter(|s| !s.is_empty()).collect();
    let holds = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    words::clean(&line.join(" ")).chars().filter(holds).collect()
}

fn run(text: &str, font: &str, size: usize) -> Run {
    Run::new().add_text(safe(text)).fonts(fonts(font)).size(size)
}

/// A paper being written.
pub struct Paper(Docx);

impl Paper {
    pub fn new() -> Self {
        let (top, right, bottom, left) = MARGINS;
        let margin =
            PageMargin::new().top(top).right(right).bottom(bottom).left(left).header(851).footer(1417);
        let heading = |n: usize, font| {
            Style::new(format!("Heading{n}"), StyleType::Paragraph)
                .name(format!("heading {n}"))
                .fonts(fonts(font))
                .size(BODY)
                .outline_lvl(n - 1)
        };
        let docx = Docx::new()
            .page_size(PAGE.0, PAGE.1)
            .page_margin(margin)
            .default_fonts(fonts(FANG))
            .default_size(BODY)
            .add_style(heading(1, HEI))
            .add_style(heading(2, KAI))
            .footer(Footer::new().add_paragraph(number(AlignmentType::Right)))
            .even_footer(Footer::new().add_paragraph(number(AlignmentType::Left)));
        Self(docx)
    }

    fn add(self, paragraph: Paragraph) -> Self {
        Self(self.0.add_paragraph(paragraph))
    }

    pub fn title(self, text: &str) -> Self {
        let title = Paragraph::new().align(AlignmentType::Center).line_spacing(exact(LINE));
        self.add(title.add_run(run(text, SONG_TITLE, TITLE))).blank()
    }

    pub fn blank(self) -> Self {
        self.add(Paragraph::new().line_spacing(exact(LINE)))
    }

    /// 一、 in 黑体, （一） in 楷体.
    pub fn heading(self, level: usize, text: &str) -> Self {
        let font = if level == 1 { HEI } else { KAI };
        let heading = indented(Paragraph::new().style(&format!("Heading{level}"))).keep_next(true);
        self.add(heading.add_run(run(text, font, BODY)))
    }

    pub fn body(self, text: &str) -> Self {
        self.add(indented(Paragraph::new()).add_run(run(text, FANG, BODY)))
    }

    /// At the right, four characters from the edge.
    pub fn signature(self, text: &str) -> Self {
        let line = Paragraph::new().align(AlignmentType::Right).line_spacing(exact(LINE));
        self.add(line.indent(None, None, Some(1280), None).add_run(run(text, FANG, BODY)))
    }

    /// The columns' widths add up to `WIDTH`.
    pub fn table(self, widths: &[usize], head: &[&str], rows: &[Vec<Vec<String>>]) -> Self {
        let cell = |width: usize, lines: &[String], font: &str, align| {
            let line = |text: &String| {
                let paragraph = Paragraph::new().align(align).line_spacing(exact(TABLE_LINE));
                paragraph.add_run(run(text, font, CELL))
            };
            let cell = TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center);
            let empty = [String::new()];
            let lines = if lines.is_empty() { &empty[..] } else { lines };
            lines.iter().fold(cell, |cell, text| cell.add_paragraph(line(text)))
        };
        let head =
            widths.iter().zip(head).map(|(w, h)| cell(*w, &[(*h).to_owned()], HEI, AlignmentType::Center));
        let mut all = vec![TableRow::new(head.collect()).cant_split()];
        for row in rows {
            let align = |i: usize| if i == 0 { AlignmentType::Center } else { AlignmentType::Left };
            let cells = widths.iter().zip(row).enumerate().map(|(i, (w, c))| cell(*w, c, FANG, align(i)));
            all.push(TableRow::new(cells.collect()).cant_split());
        }
        let table = Table::new(all).set_grid(widths.to_vec()).width(WIDTH, WidthType::Dxa);
        let margins = TableCellMargins::new().margin(40, 80, 40, 80);
        Self(self.0.add_table(table.layout(TableLayoutType::Fixed).margins(margins))).blank()
    }

    /// # Errors
    /// When the archive cannot be written.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        let mut out = Cursor::new(Vec::new());
        self.0.build().pack(&mut out).map_err(io::Error::other)?;
        deflated(&out.into_inner()).map_err(io::Error::other)
    }
}

/// The head of each table on each of its pages, which docx-rs cannot say.
fn with_heads(xml: &str) -> String {
    let mut tables = xml.split("<w:tbl>");
    let mut out = tables.next().unwrap_or_default().to_owned();
    for table in tables {
        out.push_str("<w:tbl>");
        out.push_str(&table.replacen("</w:trPr>", "<w:tblHeader /></w:trPr>", 1));
    }
    out
}

/// The archive compressed, which docx-rs leaves out.
fn deflated(stored: &[u8]) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(stored))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i)?;
        out.start_file(entry.name(), SimpleFileOptions::default())?;
        let mut xml = String::new();
        entry.read_to_string(&mut xml)?;
        let main = entry.name() == "word/document.xml";
        out.write_all(if main { with_heads(&xml) } else { xml }.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

fn indented(paragraph: Paragraph) -> Paragraph {
    let two = Some(SpecialIndentType::FirstLine(2 * 320));
    paragraph.indent(None, two, None, None).first_line_chars(200).line_spacing(exact(LINE))
}

/// — 1 —
fn number(align: AlignmentType) -> Paragraph {
    let dash = |text: &str| run(text, SONG, NUMBER);
    let edge = if matches!(align, AlignmentType::Right) { (None, Some(280)) } else { (Some(280), None) };
    Paragraph::new()
        .align(align)
        .indent(edge.0, None, edge.1, None)
        .size(NUMBER)
        .add_run(dash("— "))
        .add_page_num(PageNum::new())
        .add_run(dash(" —"))
}
