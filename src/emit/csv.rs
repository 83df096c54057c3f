//! `--format csv`: a finding a row (`check`) or a number a row (`extract`), for Excel and WPS: UTF-8 with BOM, lines end
//! in CRLF.
//!
//! No cell can be taken for a formula: what would start one is preceded by an apostrophe.

use super::model::{CheckDocument, ExtractDocument, Figure};
use super::table::{Cell, FINDINGS, findings};
use std::io::{self, Write};

/// # Errors
/// When the writer fails.
pub fn head(out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<&str> = FINDINGS.iter().map(|h| h.0).collect();
    write!(out, "\u{feff}{}\r\n", names.join(","))
}

/// # Errors
/// When the writer fails.
pub fn document(out: &mut dyn Write, doc: &CheckDocument) -> io::Result<()> {
    for row in findings(doc) {
        let cells: Vec<String> = row.iter().map(cell).collect();
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// Columns of `extract`, named as the fields of the JSON.
const NUMBERS: [&str; 22] = [
    "path",
    "start",
    "end",
    "quote",
    "figure",
    "kind",
    "value",
    "unit",
    "base_value",
    "base_unit",
    "upper",
    "places",
    "qualifier",
    "label",
    "section",
    "period",
    "status",
    "checks",
    "reason",
    "malformed",
    "title",
    "error",
];

/// # Errors
/// When the writer fails.
pub fn numbers_head(out: &mut dyn Write) -> io::Result<()> {
    write!(out, "\u{feff}{}\r\n", NUMBERS.join(","))
}

/// A number a row; a file that could not be read is a row with its `error`.
///
/// # Errors
/// When the writer fails.
pub fn numbers(out: &mut dyn Write, doc: &ExtractDocument) -> io::Result<()> {
    let title = doc.head.title.clone().unwrap_or_default();
    let line = |out: &mut dyn Write, own: [String; 19], error: &str| {
        let ends = [title.clone(), error.to_owned()];
        let cells = std::iter::once(doc.head.path.clone()).chain(own).chain(ends);
        let cells: Vec<String> = cells.map(|c| quoted(&harmless(&c))).collect();
        write!(out, "{}\r\n", cells.join(","))
    };
    if let Some(error) = &doc.head.error {
        return line(out, Default::default(), error);
    }
    doc.figures.iter().try_for_each(|f| line(out, number(f), ""))
}

fn number(f: &Figure) -> [String; 19] {
    let own = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        f.start.to_string(),
        f.end.to_string(),
        f.quote.clone(),
        f.figure.to_string(),
        f.kind.to_owned(),
        f.value.clone(),
        f.unit.clone(),
        own(&f.base_value),
        f.base_unit.clone(),
        own(&f.upper),
        f.places.to_string(),
        own(&f.qualifier),
        own(&f.label),
        own(&f.section),
        own(&f.period),
        f.status.to_owned(),
        f.checks.join(" "),
        own(&f.reason),
        own(&f.malformed),
    ]
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Count(n) => n.to_string(),
        Cell::Number(d) => d.to_string(),
        Cell::Text(text) | Cell::File(text) => quoted(&harmless(text)),
    }
}

/// Signs that open a formula in Excel, WPS or LibreOffice; the wide ones do in East Asian settings.
const OPENERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// The text, which no spreadsheet takes for a formula. A plain negative number is none.
pub fn harmless(text: &str) -> String {
    let number = || crate::num::parse(text.trim_end_matches('%')).is_some();
    if text.starts_with(OPENERS) && !number() { format!("'{text}") } else { text.to_owned() }
}

fn quoted(text: &str) -> String {
    let plain = !text.contains(['"', ',', '\n', '\r']) && text.trim() == text;
    if plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_formula() {
        for text in ["=1+1", "+cmd|' /C calc'!A0", "-A1", "@SUM(A1)", "\t=1", "＝1", "-", "-1-2"] {
            assert!(harmless(text).starts_with('\''), "{text}");
        }
        for text in ["-5.2", "-5.2%", "87.46%", "1=1", "（=）"] {
            assert_eq!(harmless(text), text);
        }
    }

    #[test]
    fn what_needs_quotes_has_them() {
        assert_eq!(cell(&Cell::Text("说“好”".into())), "说“好”");
        assert_eq!(cell(&Cell::Text("a,\"b\"\n=c".into())), "\"a,\"\"b\"\"\n=c\"");
        assert_eq!(cell(&Cell::Count(7)), "7");
    }
}
