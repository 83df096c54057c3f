//! `--format junit`: a suite a document, a case a relation or finding, for build servers.
//!
//! Errors and warnings are failures; notes are cases that pass and say what they say.

use super::model::{Check, CheckDocument, Finding};
use super::words;
use super::xml::escape;
use std::io::{self, Write};

/// # Errors
/// When the writer fails.
pub fn head(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"gouji\">\n")
}

/// # Errors
/// When the writer fails.
pub fn tail(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"</testsuites>\n")
}

/// # Errors
/// When the writer fails.
pub fn document(out: &mut dyn Write, doc: &CheckDocument) -> io::Result<()> {
    let held: Vec<&Check> = doc.checks.iter().filter(|c| c.holds == Some(true)).collect();
    let unknown: Vec<&Check> = doc.checks.iter().filter(|c| c.holds.is_none()).collect();
    let failed = doc.findings.iter().filter(|f| f.severity != "note").count();
    let error = usize::from(doc.head.error.is_some());
    let all = held.len() + unknown.len() + doc.findings.len() + error;
    let path = escape(&doc.head.path);
    writeln!(
        out,
        "  <testsuite name=\"{path}\" tests=\"{all}\" failures=\"{failed}\" errors=\"{error}\" skipped=\"{}\">",
        unknown.len()
    )?;
    if let Some(error) = &doc.head.error {
        let message = escape(error);
        writeln!(
            out,
            "    <testcase classname=\"{path}\" name=\"读取\"><error message=\"{message}\"/></testcase>"
        )?;
    }
    for check in held {
        writeln!(out, "    <testcase classname=\"{path}\" name=\"{}\"/>", named(check))?;
    }
    for check in unknown {
        let why = escape(check.reason.as_deref().unwrap_or("无法核对"));
        let name = named(check);
        writeln!(
            out,
            "    <testcase classname=\"{path}\" name=\"{name}\"><skipped message=\"{why}\"/></testcase>"
        )?;
    }
    doc.findings.iter().try_for_each(|f| finding(out, &path, f))?;
    writeln!(out, "  </testsuite>")
}

fn named(check: &Check) -> String {
    escape(&format!("{} {} {}", check.id, check.rule, check.formula))
}

fn finding(out: &mut dyn Write, path: &str, f: &Finding) -> io::Result<()> {
    let name = escape(&format!("{} {}", f.rule, words::place(&f.place)));
    let message = escape(&f.message);
    let quote = escape(&f.quote);
    let line = f.place.line;
    if f.severity == "note" {
        return writeln!(
            out,
            "    <testcase classname=\"{path}\" name=\"{name}\" line=\"{line}\"><system-out>{message}（{quote}）</system-out></testcase>"
        );
    }
    let kind = f.severity;
    writeln!(
        out,
        "    <testcase classname=\"{path}\" name=\"{name}\" line=\"{line}\"><failure type=\"{kind}\" message=\"{message}\">{quote}</failure></testcase>"
    )
}
