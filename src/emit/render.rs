//! One document in any of the formats that are made of documents, as bytes: what several threads can do at once.

use super::model::CheckDocument;
use super::{csv, github, html, json, junit, sarif, text};
use crate::Audit;
use std::io::{self, Write};

/// How documents are rendered.
#[derive(Debug)]
pub enum Renderer {
    Text(text::Options),
    Json,
    Jsonl,
    Sarif(sarif::Run),
    Html,
    Csv,
    Github,
    Junit,
    /// Made of rows, elsewhere.
    None,
}

impl Renderer {
    pub fn document(&self, doc: &CheckDocument, audit: Option<&Audit>) -> Vec<u8> {
        let mut bytes = Vec::new();
        // A vector takes whatever is written to it.
        let _ = self.write(&mut bytes, doc, audit);
        bytes
    }

    fn write(&self, out: &mut Vec<u8>, doc: &CheckDocument, audit: Option<&Audit>) -> io::Result<()> {
        match self {
            Self::Text(options) => audit.map_or(Ok(()), |audit| {
                text::document(out, doc, audit, options)?;
                if options.header { writeln!(out) } else { Ok(()) }
            }),
            Self::Json => json::indented(doc).map(|bytes| *out = bytes),
            Self::Jsonl => json::check_line(out, doc),
            Self::Sarif(run) => {
                *out = run.render(doc);
                Ok(())
            }
            Self::Html => html::document(out, doc),
            Self::Csv => csv::document(out, doc),
            Self::Github => github::document(out, doc),
            Self::Junit => junit::document(out, doc),
            Self::None => Ok(()),
        }
    }
}
