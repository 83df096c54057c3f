//! `--format csv`: a finding a row, for Excel and WPS: UTF-8 with BOM, lines end in CRLF.
//!
//! No cell can be taken for a formula: what would start one is preceded by an apostrophe.

use super::model::CheckDocument;
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
