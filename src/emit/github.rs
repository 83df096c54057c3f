//! `--format github`: workflow commands, which GitHub shows beside the lines of the files.

use super::model::{CheckDocument, Finding};
use std::io::{self, Write};

/// # Errors
/// When the writer fails.
pub fn document(out: &mut dyn Write, doc: &CheckDocument) -> io::Result<()> {
    if let Some(error) = &doc.head.error {
        return writeln!(out, "::error file={},title=无法读取::{}", property(&doc.head.path), data(error));
    }
    doc.findings.iter().try_for_each(|f| finding(out, &doc.head.path, f))
}

fn finding(out: &mut dyn Write, path: &str, f: &Finding) -> io::Result<()> {
    let level = if f.severity == "note" { "notice" } else { f.severity };
    let width = if f.quote.contains('\n') { 0 } else { f.end - f.start };
    let end = if width > 0 { format!(",endColumn={}", f.place.column + width) } else { String::new() };
    writeln!(
        out,
        "::{level} file={},line={},col={}{end},title={}::{}",
        property(path),
        f.place.line,
        f.place.column,
        property(&f.rule),
        data(&format!("{}（“{}”）", f.message, f.quote)),
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
