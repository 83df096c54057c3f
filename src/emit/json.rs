//! `--format json` and `jsonl`: the model as it stands.

use super::model::{CHECK, CheckDocument, EXTRACT, ExtractDocument, TOOL};
use serde::Serialize;
use std::io::{self, Write};

/// One document of `jsonl`, with the schema that it follows.
#[derive(Serialize)]
struct Line<'a, T> {
    schema: &'static str,
    #[serde(flatten)]
    document: &'a T,
}

/// # Errors
/// When the writer fails.
pub fn check(out: &mut dyn Write, documents: &[CheckDocument]) -> io::Result<()> {
    stream(out, CHECK, documents)
}

/// # Errors
/// When the writer fails.
pub fn extract(out: &mut dyn Write, documents: &[ExtractDocument]) -> io::Result<()> {
    stream(out, EXTRACT, documents)
}

fn stream<T: Serialize>(out: &mut dyn Write, schema: &str, documents: &[T]) -> io::Result<()> {
    let mut report = Report::default();
    report.head(out, schema)?;
    documents.iter().try_for_each(|d| report.add(out, &indented(d)?))?;
    report.tail(out, &[])
}

/// A report that is written document by document, so that it is never held as a whole.
#[derive(Debug, Default)]
pub struct Report {
    any: bool,
}

impl Report {
    /// # Errors
    /// When the writer fails.
    pub fn head(&self, out: &mut dyn Write, schema: &str) -> io::Result<()> {
        let tool = serde_json::to_string_pretty(&TOOL)?.replace('\n', "\n  ");
        write!(out, "{{\n  \"schema\": \"{schema}\",\n  \"tool\": {tool},\n  \"documents\": [")
    }

    /// `document` comes from [`indented`].
    ///
    /// # Errors
    /// When the writer fails.
    pub fn add(&mut self, out: &mut dyn Write, document: &[u8]) -> io::Result<()> {
        out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        out.write_all(document)
    }

    /// Ends the list; `more` are further fields, each a name and its JSON.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn tail(&self, out: &mut dyn Write, more: &[(&str, String)]) -> io::Result<()> {
        out.write_all(if self.any { b"\n  ]" } else { b"]" })?;
        for (name, json) in more {
            write!(out, ",\n  \"{name}\": {}", json.replace('\n', "\n  "))?;
        }
        out.write_all(b"\n}\n")
    }
}

/// A document as it stands in the list of a [`Report`]. A line end in pretty JSON is never inside a string.
///
/// # Errors
/// Never for the model.
pub fn indented<T: Serialize>(document: &T) -> io::Result<Vec<u8>> {
    let plain = serde_json::to_vec_pretty(document)?;
    let mut out = Vec::with_capacity(plain.len() + plain.len() / 3);
    for line in plain.split(|b| *b == b'\n') {
        if !out.is_empty() {
            out.push(b'\n');
        }
        out.extend_from_slice(b"    ");
        out.extend_from_slice(line);
    }
    Ok(out)
}

/// # Errors
/// When the writer fails.
pub fn check_line(out: &mut dyn Write, document: &CheckDocument) -> io::Result<()> {
    line(out, &Line { schema: CHECK, document })
}

/// # Errors
/// When the writer fails.
pub fn extract_line(out: &mut dyn Write, document: &ExtractDocument) -> io::Result<()> {
    line(out, &Line { schema: EXTRACT, document })
}

fn line<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
