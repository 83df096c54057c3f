//! The sample report against its figures, read by hand (only where the shared folder is).

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use gouji::figure::{Figure, Value};
use gouji::num::{parse, rat};
use serde_json::Value as Json;
use std::path::Path;

fn shared(name: &str) -> Option<String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(here.join("../shared").join(name)).ok()
}

fn same(value: Value, text: &str) -> bool {
    match value {
        Value::Decimal(d) => parse(text).is_some_and(|t| t == d),
        Value::Fraction(r) => parse(text).and_then(rat) == Some(r),
    }
}

/// What is wrong with the reading of one entry.
fn judge(entry: &Json, start: u32, end: u32, figures: &[Figure]) -> Option<String> {
    let holds = |f: &&Figure| f.span.start <= start && end <= f.span.end;
    let found: Vec<&Figure> = figures.iter().filter(holds).collect();
    let text = |key: &str| entry[key].as_str().unwrap_or("");
    let [f] = found.as_slice() else { return Some(format!("{} figures", found.len())) };
    if text("kind") != "figure" {
        return f.kind.is_figure().then(|| format!("{} is a figure: {f:?}", text("kind")));
    }
    let value = if text("range") == "high" { f.upper } else { Some(f.value) };
    let right = value.is_some_and(|v| same(v, text("value")))
        && f.unit == text("unit")
        && f.qualifier == text("qualifier")
        && f.kind.is_figure();
    (!right).then(|| format!("{f:?}"))
}

#[test]
fn every_digit_run_of_the_sample_is_read_as_by_hand() {
    let (Some(gold), Some(report)) = (shared("domain/sample-gold.json"), shared("reports/qinggang-2023.txt"))
    else {
        return;
    };
    let gold: Json = serde_json::from_str(&gold).unwrap();
    let document = gouji::source::read("qinggang-2023.txt", report.as_bytes()).unwrap();
    let flow = gouji::layout::read(&document);
    let scheme = gouji::pattern::builtin().unwrap();
    let figures = gouji::figure::read(&flow, &scheme);
    let byte = |chars: u64| {
        document.text.char_indices().nth(chars as usize).map_or(document.text.len(), |(i, _)| i) as u32
    };
    let entries = gold["figures"].as_array().unwrap();
    let wrong: Vec<String> = entries
        .iter()
        .filter_map(|e| {
            let (start, end) = (byte(e["start"].as_u64()?), byte(e["end"].as_u64()?));
            judge(e, start, end, &figures).map(|why| format!("{}: {} {why}", e["i"], e["text"]))
        })
        .collect();
    println!("sample: {} of {} digit runs", entries.len() - wrong.len(), entries.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
