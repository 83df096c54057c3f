//! What reading a Word file costs against D, the least that any reader must do: its main part inflated, and
//! the XML cut into events. `cargo bench --bench word`.
//!
//! The reader also reads styles and numbering as far as the text asks for them, which a long report hardly notices
//! and a very short one does; so the second ratio is against the same for all the parts that may be read.
//! Prints ratios of one run and asserts nothing, since a busy machine would make it lie.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program for developers")]

use quick_xml::Reader;
use quick_xml::events::Event;
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use zip::ZipArchive;
use zip::write::SimpleFileOptions;

const MAIN: &str = "word/document.xml";
const READ: &[&str] = &[MAIN, "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"];

/// A part inflated and cut into events; none where there is no such part, or it is damaged.
fn tokens(bytes: &[u8], part: &str) -> Option<usize> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut entry = archive.by_name(part).ok()?;
    let mut xml = Vec::new();
    entry.read_to_end(&mut xml).ok()?;
    let mut reader = Reader::from_str(std::str::from_utf8(&xml).ok()?);
    let mut events = 0;
    while !matches!(reader.read_event().ok()?, Event::Eof) {
        events += 1;
    }
    Some(events)
}

/// The best of many rounds of each, by turns: what disturbs only adds, and disturbs all alike.
fn times(rounds: u32, work: &mut [&mut dyn FnMut()]) -> Vec<Duration> {
    let mut best = vec![Duration::MAX; work.len()];
    for _ in 0..rounds {
        for (work, best) in work.iter_mut().zip(&mut best) {
            let start = Instant::now();
            work();
            *best = start.elapsed().min(*best);
        }
    }
    best
}

/// `a / b` with two places.
fn ratio(a: Duration, b: Duration) -> String {
    let hundredths = a.as_nanos() * 100 / b.as_nanos().max(1);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// D, the same for all parts that are read, and reading.
fn measured(name: &str, bytes: &[u8], rounds: u32) -> Vec<Duration> {
    let mut main = || {
        black_box(tokens(bytes, MAIN));
    };
    let mut all = || {
        black_box(READ.iter().filter_map(|part| tokens(bytes, part)).sum::<usize>());
    };
    let mut read = || {
        black_box(gouji::source::read(name, bytes).unwrap());
    };
    times(rounds, &mut [&mut main, &mut all, &mut read])
}

fn measure(name: &str, bytes: &[u8], rounds: u32) {
    let [d, all, read] = measured(name, bytes, rounds)[..] else { return };
    println!(
        "{name:<28} D {:>7} µs  read {:>7} µs  {:>6} × D  {:>6} × all parts",
        d.as_micros(),
        read.as_micros(),
        ratio(read, d),
        ratio(read, all)
    );
}

const RUN: &str = "<w:rPr><w:rFonts w:ascii=\"仿宋_GB2312\" w:hAnsi=\"仿宋_GB2312\" w:eastAsia=\"仿宋_GB2312\" \
    w:hint=\"eastAsia\"/><w:color w:val=\"000000\"/><w:kern w:val=\"0\"/><w:sz w:val=\"32\"/><w:szCs w:val=\"32\"/></w:rPr>";

/// A paragraph as Word writes it: cut into runs of a few characters, each with its properties.
fn paragraph(out: &mut String, n: usize) {
    out.push_str(
        "<w:p w:rsidR=\"00A77427\" w:rsidRDefault=\"00A77427\" w:rsidP=\"00A77427\"><w:pPr><w:spacing w:line=\"560\" \
         w:lineRule=\"exact\"/><w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/><w:rPr><w:sz w:val=\"32\"/></w:rPr></w:pPr>",
    );
    let text = format!(
        "全年预算数{n}.25万元，全年执行数{}.50万元，预算执行率为87.{}%。保障群众生活。",
        n + 7,
        n % 90
    );
    let chars: Vec<char> = text.chars().collect();
    for piece in chars.chunks(3) {
        let piece: String = piece.iter().collect();
        let _ = write!(out, "<w:r w:rsidRPr=\"00B14C3E\">{RUN}<w:t>{piece}</w:t></w:r>");
    }
    out.push_str("</w:p>");
}

fn table(out: &mut String, n: usize) {
    out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr>");
    for row in 0..16 {
        out.push_str("<w:tr>");
        for col in 0..7 {
            let _ = write!(
                out,
                "<w:tc><w:tcPr><w:tcW w:w=\"1200\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr>\
                 <w:jc w:val=\"center\"/></w:pPr><w:r>{RUN}<w:t>{}.{col}</w:t></w:r></w:p></w:tc>",
                n + row
            );
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// A package of the shape that Word gives a very long report: 10 MB of XML.
fn long() -> Vec<u8> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
    );
    for n in 0..2000 {
        paragraph(&mut xml, n);
        if n % 40 == 0 {
            table(&mut xml, n);
        }
    }
    xml.push_str("</w:body></w:document>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(MAIN, SimpleFileOptions::default()).unwrap();
    zip.write_all(xml.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn reports(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "docx"));
    paths.sort();
    paths
}

/// The files of other programs beside the project whose main part is as long as that of a short report.
fn crowd(folder: &str) {
    const SHORT: u64 = 20_000;
    let long = |bytes: &[u8]| {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        archive.by_name(MAIN).ok().map(|e| e.size()).filter(|size| *size >= SHORT)
    };
    let mut ratios: Vec<(u128, u128)> = Vec::new();
    for sub in ["features", "mammoth", "pandoc", "poi", "python-docx"] {
        for path in reports(&format!("{folder}/{sub}")) {
            let bytes = std::fs::read(&path).unwrap();
            let sound = long(&bytes).is_some() && tokens(&bytes, MAIN).is_some();
            if !sound || gouji::source::read("a.docx", &bytes).is_err() {
                continue;
            }
            let [d, all, read] = measured("a.docx", &bytes, 15)[..] else { return };
            let hundredths = |d: Duration| read.as_nanos() * 100 / d.as_nanos().max(1);
            ratios.push((hundredths(d), hundredths(all)));
        }
    }
    let show = |name: &str, mut all: Vec<u128>| {
        all.sort_unstable();
        let Some(median) = all.get(all.len() / 2) else { return };
        let within = all.iter().filter(|r| **r <= 150).count();
        println!(
            "{} files of {folder}: median {}.{:02} × {name}, {within} of them at most 1.5",
            all.len(),
            median / 100,
            median % 100
        );
    };
    show("D", ratios.iter().map(|r| r.0).collect());
    show("all parts", ratios.iter().map(|r| r.1).collect());
}

fn main() {
    measure("ten megabytes", &long(), 15);
    for path in reports("corpus").into_iter().chain(reports("../shared/reports")) {
        measure(&path.file_name().unwrap().to_string_lossy(), &std::fs::read(&path).unwrap(), 200);
    }
    crowd("../shared/docx");
}
