//! How far the check is from the least that any reader must do: `cargo bench`.
//!
//! Prints times and ratios and asserts nothing, since a busy machine would make it lie.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

use aho_corasick::AhoCorasick;
use gouji::scheme::Scheme;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::hint::black_box;
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::{Duration, Instant};
use zip::ZipArchive;

const TEXT: &str = "street-liuxi-2023.txt";
const WORD: &str = "culture-qingtan-2023.docx";
const ROUNDS: u32 = 200;

fn report(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)).unwrap()
}

/// The best of many rounds: what disturbs only adds.
fn time<T>(mut work: impl FnMut() -> T) -> Duration {
    let round = |work: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..ROUNDS).map(|_| round(&mut work)).min().unwrap_or_default()
}

fn line(what: &str, took: Duration, floor: Duration) {
    let tenths = took.as_nanos() * 10 / floor.as_nanos().max(1);
    println!("{what:<28} {:>8} µs {:>5}.{} ×", took.as_micros(), tenths / 10, tenths % 10);
}

/// UTF-8 checked, and one pass for the names of units.
fn text(scheme: &Scheme) {
    let bytes = report(TEXT);
    let words = AhoCorasick::new(scheme.units.by_name.keys()).unwrap();
    let floor = time(|| words.find_iter(std::str::from_utf8(&bytes).unwrap()).count());
    println!("{TEXT}: {} bytes", bytes.len());
    line("floor", floor, floor);
    line("read", time(|| gouji::source::read(TEXT, &bytes).unwrap()), floor);
    let document = gouji::source::read(TEXT, &bytes).unwrap();
    line("layout", time(|| gouji::layout::read(&document)), floor);
    let flow = gouji::layout::read(&document);
    line("figures", time(|| gouji::figure::read(&flow, scheme)), floor);
    let figures = gouji::figure::read(&flow, scheme);
    line("facts", time(|| gouji::facts::read(&document, &flow, &figures, scheme)), floor);
    let facts = gouji::facts::read(&document, &flow, &figures, scheme);
    line("rules", time(|| gouji::rules::run(&facts, scheme)), floor);
    line("all, with diagnosis", time(|| gouji::audit(TEXT, &bytes, scheme).unwrap()), floor);
}

/// The main part inflated, and its XML cut into events.
fn tokens(bytes: &[u8]) -> usize {
    let mut xml = Vec::new();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    archive.by_name("word/document.xml").unwrap().read_to_end(&mut xml).unwrap();
    let mut reader = Reader::from_reader(xml.as_slice());
    let mut events = 0;
    while !matches!(reader.read_event().unwrap(), Event::Eof) {
        events += 1;
    }
    events
}

fn word(scheme: &Scheme) {
    let bytes = report(WORD);
    let floor = time(|| tokens(&bytes));
    println!("\n{WORD}: {} bytes", bytes.len());
    line("floor", floor, floor);
    line("read", time(|| gouji::source::read(WORD, &bytes).unwrap()), floor);
    line("all", time(|| gouji::audit(WORD, &bytes, scheme).unwrap()), floor);
}

fn main() {
    println!("patterns loaded in {} µs\n", time(|| gouji::pattern::builtin().unwrap()).as_micros());
    let scheme = gouji::pattern::builtin().unwrap();
    text(&scheme);
    word(&scheme);
}
