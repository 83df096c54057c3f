//! `--format json` and `jsonl`: the model as it stands.

use super::model::{CHECK, CheckDocument, CheckReport, EXTRACT, ExtractDocument, ExtractReport, TOOL};
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
    whole(out, &CheckReport { schema: CHECK, tool: TOOL, documents })
}

/// # Errors
/// When the writer fails.
pub fn extract(out: &mut dyn Write, documents: &[ExtractDocument]) -> io::Result<()> {
    whole(out, &ExtractReport { schema: EXTRACT, tool: TOOL, documents })
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

fn whole<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

fn line<T: Serialize>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
