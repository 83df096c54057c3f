//! xlsx → Document: the visible sheets in their order, each cell as a person sees it.
//!
//! Numbers are the stored decimal text under the cell's number format, never a float. Hidden sheets, rows and
//! columns are left out and counted. Only the workbook and its sheets must be sound. Knows the format, and
//! nothing of reports.

mod book;
mod date;
mod decimal;
mod format;
mod grid;
mod sheet;
mod strings;
mod styles;
mod write;

use super::package::{Package, Rel};
use super::{Error, xml};
use crate::document::{Document, Format};
use sheet::Shared;
use styles::Styles;
use write::Writer;

/// What was met and is no text.
#[derive(Debug, Default)]
struct Tally {
    sheets: Vec<String>,
    rows: usize,
    cols: usize,
    unsolved: usize,
    errors: usize,
}

/// Reads a workbook whose list of sheets is the part `main`.
///
/// # Errors
/// When the workbook or a visible sheet is damaged.
pub(super) fn read(mut package: Package<'_>, main: &str) -> Result<Document, Error> {
    let missing = || Error::Package(format!("缺少部件 {main}"));
    let bytes = package.part(main)?.ok_or_else(missing)?;
    let source = xml::decode(main, &bytes)?;
    let book = book::read(main, &source.text)?;
    let rels = package.rels(main);
    let mut notices = Vec::new();
    let (strings, styles) = definitions(&mut package, main, &rels, &mut notices)?;
    let shared = Shared { strings: &strings, styles: &styles, epoch: book.epoch };
    let (mut writer, mut tally) = (Writer::default(), Tally::default());
    for entry in &book.sheets {
        let Some(rel) = rels.iter().find(|r| r.id == entry.id && r.kind == "worksheet") else { continue };
        let Some(bytes) = package.part(&rel.target)? else { continue };
        let sheet = sheet::read(&rel.target, &xml::decode(&rel.target, &bytes)?.text, &shared)?;
        if entry.hidden {
            tally.sheets.extend((!sheet.cells.is_empty()).then(|| entry.name.clone()));
            continue;
        }
        let grid = grid::of(&sheet)?;
        (tally.rows, tally.cols) = (tally.rows + grid.hidden.0, tally.cols + grid.hidden.1);
        (tally.unsolved, tally.errors) = (tally.unsolved + sheet.unsolved, tally.errors + sheet.errors);
        writer.sheet(&entry.name, &grid);
    }
    notices.extend(said(&tally));
    Ok(Document {
        format: Some(Format::Xlsx),
        encoding: source.encoding.name().into(),
        notices,
        ..writer.document
    })
}

/// Shared strings must be sound, for the words of the sheets are there; without styles numbers are bare.
fn definitions(
    package: &mut Package<'_>,
    main: &str,
    rels: &[Rel],
    notices: &mut Vec<String>,
) -> Result<(Vec<String>, Styles), Error> {
    let named = |kind: &str, usual: &str| {
        let found = rels.iter().find(|r| r.kind == kind).map(|r| r.target.clone());
        found.unwrap_or_else(|| {
            main.rsplit_once('/').map_or(usual.to_owned(), |(f, _)| format!("{f}/{usual}"))
        })
    };
    let (strings, styles) = (named("sharedStrings", "sharedstrings.xml"), named("styles", "styles.xml"));
    let strings = match package.part(&strings)? {
        Some(bytes) => strings::read(&strings, &xml::decode(&strings, &bytes)?.text)?,
        None => Vec::new(),
    };
    let read = |package: &mut Package<'_>| match package.part(&styles)? {
        Some(bytes) => Styles::read(&styles, &xml::decode(&styles, &bytes)?.text),
        None => Ok(Styles::default()),
    };
    let styles = read(package).unwrap_or_else(|e| {
        notices.push(format!("数字格式未读，数字按存储的值显示：{e}"));
        Styles::default()
    });
    Ok((strings, styles))
}

/// What a person should know about what was left out.
fn said(tally: &Tally) -> Vec<String> {
    let mut said = Vec::new();
    if !tally.sheets.is_empty() {
        said.push(format!("有 {} 张隐藏的工作表未读：{}", tally.sheets.len(), tally.sheets.join("、")));
    }
    if tally.rows + tally.cols > 0 {
        said.push(format!("有 {} 行、{} 列是隐藏的，未读", tally.rows, tally.cols));
    }
    if tally.unsolved > 0 {
        said.push(format!(
            "有 {} 个公式没有存下结果，未读：请在 Excel 或 WPS 中打开并保存一次",
            tally.unsolved
        ));
    }
    if tally.errors > 0 {
        said.push(format!("有 {} 个单元格显示错误值（如 #DIV/0!），请核对公式", tally.errors));
    }
    said
}
