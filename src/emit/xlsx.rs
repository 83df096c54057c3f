//! `--format xlsx`: a workbook with the sheets 汇总, 疑点, 已核对 and 指标.
//!
//! Rows go to a temporary file as they come, so that a workbook of many reports takes little memory. The one
//! surprise: a sheet has at most 1048576 rows; what no longer fits is counted on 汇总.

use super::table::{CHECKS, Cell, FINDINGS, Head, INDICATORS, Row, Rows, SUMMARY};
use rust_xlsxwriter::{Color, DocProperties, Format, FormatAlign, FormatBorder, Url, Workbook, XlsxError};
use std::io::{self, Write};

const SHEETS: [(&str, &[Head]); 4] =
    [("汇总", SUMMARY), ("疑点", FINDINGS), ("已核对", CHECKS), ("指标", INDICATORS)];
/// Rows of a sheet, the head and a closing remark apart.
const ROWS: u32 = 1_048_576 - 4;
/// Links of each sheet. Excel opens no sheet with more than 65530, and each is held in memory until the end: the long
/// sheets have fewer.
const LINKS: [u32; 4] = [60_000, 20_000, 2_000, 2_000];
/// Longest text of a cell, in characters.
const LONG: usize = 32_000;

pub struct Book {
    book: Workbook,
    /// Rows written to each sheet, and rows that found no room.
    written: [u32; 4],
    left: [u32; 4],
    body: Format,
    link: Format,
}

impl Book {
    /// # Errors
    /// When no temporary file can be made.
    pub fn new() -> io::Result<Self> {
        let mut book = Workbook::new();
        // The same reports give the same bytes.
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        let properties = DocProperties::new().set_title("勾稽核对结果").set_creation_datetime(&day);
        book.set_properties(&properties);
        let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let link = Format::new().set_align(FormatAlign::Top).set_font_color(Color::RGB(0x0B_5C_AD));
        let mut made = Self { book, written: [0; 4], left: [0; 4], body, link };
        SHEETS.iter().try_for_each(|(name, heads)| made.sheet(name, heads)).map_err(failed)?;
        Ok(made)
    }

    fn sheet(&mut self, name: &str, heads: &[Head]) -> Result<(), XlsxError> {
        let head = Format::new()
            .set_bold()
            .set_background_color(Color::RGB(0xDD_E7_F3))
            .set_border_bottom(FormatBorder::Thin)
            .set_align(FormatAlign::Center);
        let sheet = self.book.add_worksheet_with_constant_memory().set_name(name)?;
        sheet.set_freeze_panes(1, 1)?;
        for (col, (title, width)) in heads.iter().enumerate() {
            sheet.set_column_width(col as u16, *width)?;
            sheet.write_with_format(0, col as u16, *title, &head)?;
        }
        Ok(())
    }

    /// `link`: where the file lies, as a spreadsheet can open it.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn add(&mut self, rows: &Rows, link: Option<&str>) -> io::Result<()> {
        let one = std::slice::from_ref(&rows.summary);
        for (sheet, rows) in [one, &rows.findings, &rows.checks, &rows.indicators].into_iter().enumerate() {
            rows.iter().try_for_each(|row| self.row(sheet, row, link)).map_err(failed)?;
        }
        Ok(())
    }

    fn row(&mut self, at: usize, row: &Row, link: Option<&str>) -> Result<(), XlsxError> {
        if self.written[at] == ROWS {
            self.left[at] += 1;
            return Ok(());
        }
        self.written[at] += 1;
        let n = self.written[at];
        let link = link.filter(|_| n <= LINKS[at]);
        let sheet = self.book.worksheet_from_index(at)?;
        for (col, cell) in row.iter().enumerate() {
            let col = col as u16;
            match cell {
                Cell::Empty => sheet.write_blank(n, col, &self.body)?,
                Cell::Count(count) => sheet.write_with_format(n, col, *count, &self.body)?,
                Cell::Number(number) => sheet.write_with_format(n, col, *number, &self.body)?,
                Cell::Text(text) => sheet.write_string_with_format(n, col, cut(text), &self.body)?,
                Cell::File(path) => match link {
                    Some(link) => {
                        let url = Url::new(link).set_text(cut(path));
                        if sheet.write_url_with_format(n, col, url, &self.link).is_err() {
                            // A path that is no link (too long): its name alone.
                            sheet.write_string_with_format(n, col, cut(path), &self.body)?;
                        }
                        continue;
                    }
                    None => sheet.write_string_with_format(n, col, cut(path), &self.body)?,
                },
            };
        }
        Ok(())
    }

    /// Writes the finished workbook, which is never held whole; `remarks` stand below the summary.
    ///
    /// # Errors
    /// When a temporary file cannot be read, or the writer fails.
    pub fn finish(mut self, remarks: &[String], out: &mut (dyn Write + Send)) -> io::Result<()> {
        for (at, (_, heads)) in SHEETS.iter().enumerate() {
            let (last, cols) = (self.written[at], heads.len() as u16 - 1);
            let sheet = self.book.worksheet_from_index(at).map_err(failed)?;
            sheet.autofilter(0, 0, last, cols).map_err(failed)?;
        }
        let mut remarks = remarks.to_vec();
        for (at, (name, _)) in SHEETS.iter().enumerate().filter(|(at, _)| self.left[*at] > 0) {
            remarks.push(format!("“{name}”已满，另有 {} 行没有列出：请分几次核对", self.left[at]));
        }
        let from = self.written[0] + 2;
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        for (i, remark) in remarks.iter().enumerate() {
            sheet.write_string(from + i as u32, 0, cut(remark)).map_err(failed)?;
        }
        self.book.save_to_writer(out).map_err(failed)
    }
}

fn cut(text: &str) -> String {
    text.chars().take(LONG).collect()
}

fn failed(error: XlsxError) -> io::Error {
    io::Error::other(error.to_string())
}
