//! Reads a truth file and finds its anchors in the document's text.

use gouji::span::Span;
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
pub struct Truth {
    pub file: String,
    #[allow(dead_code)]
    pub clean: bool,
    #[serde(default)]
    pub relation: Vec<Relation>,
    #[serde(default)]
    pub finding: Vec<Planted>,
    #[serde(default)]
    pub trap: Vec<Trap>,
}

#[derive(Deserialize)]
pub struct Relation {
    pub id: String,
    pub kind: String,
    pub holds: bool,
    #[serde(default)]
    pub result: String,
    #[serde(default)]
    pub parts: Vec<String>,
    #[serde(default)]
    #[allow(dead_code)]
    pub errors: Vec<String>,
}

#[derive(Deserialize)]
pub struct Planted {
    pub id: String,
    pub at: String,
    pub severity: String,
    /// The entry of the catalogue that it breaks.
    #[serde(default)]
    pub check: String,
}

#[derive(Deserialize)]
pub struct Trap {
    pub at: String,
    pub why: String,
}

pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// Every truth of the corpus, by file name.
pub fn all() -> Vec<Truth> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(corpus())
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.to_string_lossy().ends_with(".truth.toml"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|p| {
            toml::from_str(&std::fs::read_to_string(p).unwrap()).unwrap_or_else(|e| panic!("{p:?}: {e}"))
        })
        .collect()
}

/// The text without line breaks, with the offset of each byte in the text.
pub struct Anchors<'t> {
    text: &'t str,
    joined: String,
    offsets: Vec<usize>,
}

impl<'t> Anchors<'t> {
    pub fn new(text: &'t str) -> Self {
        let (mut joined, mut offsets) = (String::new(), Vec::new());
        for (i, c) in text.char_indices().filter(|(_, c)| !matches!(c, '\n' | '\r')) {
            joined.push(c);
            offsets.extend((0..c.len_utf8()).map(|k| i + k));
        }
        Self { text, joined, offsets }
    }

    /// The span between « and ».
    pub fn find(&self, anchor: &str) -> Span {
        let (head, rest) = anchor.split_once('«').unwrap_or_else(|| panic!("no « in {anchor}"));
        let (inner, tail) = rest.split_once('»').unwrap_or_else(|| panic!("no » in {anchor}"));
        let whole = format!("{head}{inner}{tail}");
        let places: Vec<usize> = self.text.match_indices(&whole).map(|m| m.0).collect();
        if let [at] = places.as_slice() {
            let start = at + head.len();
            return Span::new(start, start + inner.len());
        }
        let flat: String = whole.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let places: Vec<usize> = self.joined.match_indices(&flat).map(|m| m.0).collect();
        let [at] = places.as_slice() else { panic!("anchor stands {} times: {anchor}", places.len()) };
        let lead = head.chars().filter(|c| !matches!(c, '\n' | '\r')).map(char::len_utf8).sum::<usize>();
        let len = inner.chars().filter(|c| !matches!(c, '\n' | '\r')).map(char::len_utf8).sum::<usize>();
        let start = at + lead;
        Span::new(self.offsets[start], self.offsets[start + len - 1] + 1)
    }
}
