//! Made-up reports by the thousand: seeded, with varied figures and varied words, every tenth or so with a planted error.
//!
//! Nothing of a real report goes in: names are drawn from syllables, sentences from templates, and half of the words
//! from single characters, so that no two reports share their words (an engine that caches words must not shine here).

#![allow(dead_code, clippy::unwrap_used, reason = "shared by a program and several tests")]

mod docx;
mod text;

pub use docx::docx;

/// A report as blocks.
pub struct Report {
    pub stem: String,
    pub unit: String,
    pub year: i64,
    pub blocks: Vec<Block>,
}

pub enum Block {
    Paragraph(String),
    /// The first row is the head.
    Table(Vec<Vec<String>>),
}

/// splitmix64: small, and the same everywhere.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Of low..=high.
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    pub fn chance(&mut self, one_in: u64) -> bool {
        self.next().is_multiple_of(one_in)
    }

    pub fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[(self.next() % list.len() as u64) as usize]
    }
}

/// The report with this number; the same seed and number give the same report.
pub fn report(seed: u64, number: u64) -> Report {
    text::report(seed, number)
}

impl Report {
    /// As text: a paragraph a line, a table a line a row, its cells parted by tabs.
    pub fn txt(&self) -> Vec<u8> {
        let mut out = String::new();
        for block in &self.blocks {
            match block {
                Block::Paragraph(p) => out.push_str(&format!("{p}\n")),
                Block::Table(rows) => rows.iter().for_each(|r| out.push_str(&format!("{}\n", r.join("\t")))),
            }
        }
        out.into_bytes()
    }
}

/// Name and bytes of the file: odd numbers are Word files.
pub fn file(seed: u64, number: u64) -> (String, Vec<u8>) {
    let report = report(seed, number);
    if number.is_multiple_of(2) {
        (format!("{}.txt", report.stem), report.txt())
    } else {
        (format!("{}.docx", report.stem), docx(&report))
    }
}
