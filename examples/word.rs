//! For `tests/word.py`: what the reader makes of Word files, and comments on figures of the body taken at random.
//!
//! `word read FILE…` prints a line of JSON for each file; `word mark SEED FOLDER FILE…` writes annotated copies
//! and prints what each comment should stand at.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program of the tests")]

use gouji::document::{BlockKind, Document, Story};
use gouji::source;
use gouji::source::amend::{self, Comment, Spot};
use gouji::span::Span;
use serde_json::{Value, json};
use std::path::Path;

fn open(path: &str) -> (Vec<u8>, Result<Document, source::Error>) {
    let bytes = std::fs::read(path).unwrap();
    let document = source::read(path, &bytes);
    (bytes, document)
}

fn read(path: &str) -> Value {
    match open(path).1 {
        Err(error) => json!({"path": path, "error": error.to_string()}),
        Ok(d) => {
            let block = |b: &gouji::document::Block| {
                json!({
                    "story": format!("{:?}", b.story),
                    "table": matches!(b.kind, BlockKind::Table(_)),
                    "label": b.label,
                    "text": b.span.of(&d.text),
                })
            };
            let blocks: Vec<Value> = d.blocks.iter().map(block).collect();
            json!({"path": path, "blocks": blocks, "notices": d.notices})
        }
    }
}

/// Runs of digits in the body, with the signs inside them.
fn figures(d: &Document) -> Vec<Span> {
    let mut all = Vec::new();
    for b in d.blocks.iter().filter(|b| b.story == Story::Body) {
        let text = b.span.of(&d.text);
        let mut from = None;
        for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
            let inside = c.is_ascii_digit() || (from.is_some() && matches!(c, '.' | ','));
            match from {
                None if inside => from = Some(i),
                Some(start) if !inside => {
                    let end = start + text[start..i].trim_end_matches(['.', ',']).len();
                    let base = b.span.start as usize;
                    all.push(Span::new(base + start, base + end));
                    from = None;
                }
                _ => {}
            }
        }
    }
    all
}

/// As many as that, taken at random.
fn some(mut all: Vec<Span>, count: usize, mut seed: u64) -> Vec<Span> {
    let mut taken = Vec::new();
    while !all.is_empty() && taken.len() < count {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        taken.push(all.swap_remove((seed >> 33) as usize % all.len()));
    }
    taken
}

fn mark(path: &str, folder: &str, seed: u64) -> Value {
    let (bytes, document) = open(path);
    let document = match document {
        Ok(document) => document,
        Err(error) => return json!({"path": path, "error": error.to_string()}),
    };
    let spans = some(figures(&document), 20, seed);
    let comments: Vec<Comment> = spans
        .iter()
        .map(|s| Comment { span: *s, text: vec![format!("gouji {}", s.of(&document.text))] })
        .collect();
    match amend::word(&bytes, &document, &comments, &[]) {
        Err(error) => json!({"path": path, "error": error.to_string()}),
        Ok(amended) => {
            let out = Path::new(folder).join(Path::new(path).file_name().unwrap());
            std::fs::write(&out, &amended.bytes).unwrap();
            let again = source::read(path, &amended.bytes);
            let marks: Vec<Value> = spans
                .iter()
                .zip(&amended.spots)
                .map(|(s, spot)| json!({"quote": s.of(&document.text), "exact": *spot == Spot::Exact}))
                .collect();
            let parts: Vec<&str> = amended.patches.iter().map(|p| p.0.as_str()).collect();
            let same = again.is_ok_and(|d| d.text == document.text);
            json!({"path": path, "out": out, "marks": marks, "patched": parts, "same_text": same})
        }
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["read", files @ ..] => files.iter().for_each(|f| println!("{}", read(f))),
        ["mark", seed, folder, files @ ..] => {
            let seed: u64 = seed.parse().unwrap();
            (0..).zip(files).for_each(|(i, f)| println!("{}", mark(f, folder, seed.wrapping_add(i))));
        }
        _ => println!("word read FILE… | word mark SEED FOLDER FILE…"),
    }
}
