//! Outside cases for Chinese numbers (Microsoft Recognizers-Text), only where the shared folder is.
//!
//! A case is right when the figures found are exactly the expected ones, each with the expected span (of the
//! number alone or with its unit) and value. `DIFFERS` lists what is read otherwise on purpose.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use gouji::figure::{Figure, Kind, Value};
use gouji::num::{Rat, div, mul, parse, rat, scale10, sub};
use serde_json::Value as Json;
use std::path::Path;
use std::sync::LazyLock;

static SCHEME: LazyLock<gouji::scheme::Scheme> = LazyLock::new(|| gouji::pattern::builtin().unwrap());

/// Cases read otherwise on purpose: indices in the file and the reason.
const DIFFERS: &[(&[usize], &str)] = &[
    (&[191, 193, 196, 201, 203, 204, 205, 206, 242, 243, 245], "折 is a discount, no figure of a report"),
    (&[17, 33, 65], "一打 is one of 打, not twelve"),
    (&[28, 198], "半 alone (半百, 半成) is a word"),
    (
        &[36, 77, 147, 154, 155, 156, 157, 158, 159, 160, 165, 166],
        "a bare single Chinese digit in prose is no figure",
    ),
    (&[52], "a date is no figure"),
    (&[53, 113, 114, 115], "powers are not written in reports"),
    (&[102, 106, 116, 252, 253], "scientific notation and k, M suffixes are not written in reports"),
    (&[118, 123], "3/4 may be a date, a list or a ratio"),
    (&[138, 139, 142], "an amount in another currency is an amount"),
    (&[153], "第 makes an ordinal"),
    (&[235, 257], "blanks inside a unit word"),
    (&[262], "a range is one figure"),
    (&[274, 276, 277, 283], "currencies without figures or that no report uses"),
    (&[281], "a full-width comma before three digits groups them"),
    (&[299], "1000 比特 is the same quantity as 1 千比特"),
    (&[308, 309], "the scale of a temperature is no part of the figure"),
];

fn differs(index: usize) -> bool {
    DIFFERS.iter().any(|(cases, _)| cases.contains(&index))
}

/// A model reports only its own kind of figure.
fn reports(model: &str, kind: Kind) -> bool {
    match model.rsplit('/').next().unwrap_or("") {
        "CurrencyModel" => kind == Kind::Amount,
        "DimensionModel" | "AgeModel" | "TemperatureModel" => kind == Kind::Measure,
        "PercentModel" => matches!(kind, Kind::Percent | Kind::Point),
        "OrdinalModel" => kind == Kind::Ordinal,
        _ => kind.is_figure(),
    }
}

fn cases() -> Option<Vec<Json>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/specs/recognizers-zh.json");
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

fn figures(text: &str) -> Vec<Figure> {
    let Ok(document) = gouji::source::read("case.txt", text.as_bytes()) else { return Vec::new() };
    gouji::figure::read(&gouji::layout::read(&document), &SCHEME)
}

/// "5E-06", "-2.5", "75%": the value and half a unit of its last place when it was cut.
fn expected(text: &str) -> Option<(Rat, Rat)> {
    let text = text.trim_end_matches('%');
    let (digits, power) = text.split_once(['E', 'e']).map_or((text, 0), |(d, p)| (d, p.parse().unwrap()));
    let decimal = parse(digits)?;
    let scale = scale10(power)?;
    let significant = digits.chars().filter(char::is_ascii_digit).count();
    let last = if significant >= 15 { scale10(-(decimal.scale() as i32))? } else { Rat::from_integer(0) };
    Some((mul(rat(decimal)?, scale)?, mul(last, scale)?))
}

fn near(value: Rat, (want, slack): (Rat, Rat)) -> bool {
    let off = sub(value, want).unwrap();
    let off = if off < Rat::from_integer(0) { -off } else { off };
    off <= slack
}

fn right(f: &Figure, want: &Json, text: &str) -> bool {
    let start = want["start"].as_u64().unwrap() as usize;
    let len = want["text"].as_str().unwrap().chars().count();
    let end = want["end"].as_u64().map_or(start + len, |e| e as usize + 1);
    let chars = |offset: u32| text[..offset as usize].chars().count();
    let at = |s: gouji::span::Span| (chars(s.start), chars(s.end)) == (start, end);
    let Some(value) = want["resolution"]["value"].as_str().and_then(expected) else { return false };
    let printed = match f.value {
        Value::Decimal(d) => rat(d),
        Value::Fraction(r) => Some(r),
    };
    let values = [printed, f.quantity.map(|q| q.value)];
    (at(f.span) || at(f.number)) && values.iter().flatten().any(|v| near(*v, value))
}

fn holds(case: &Json) -> bool {
    let text = case["input"].as_str().unwrap();
    let model = case["model"].as_str().unwrap();
    let mut found = figures(text);
    found.retain(|f| reports(model, f.kind));
    let wanted = case["results"].as_array().unwrap();
    found.len() == wanted.len() && wanted.iter().zip(&found).all(|(w, f)| right(f, w, text))
}

#[test]
fn outside_cases() {
    let Some(cases) = cases() else { return };
    let mut wrong = Vec::new();
    let mut needless = Vec::new();
    for (i, case) in cases.iter().enumerate() {
        let listed = differs(i);
        match (holds(case), listed) {
            (false, false) => wrong.push(i),
            (true, true) => needless.push(i),
            _ => {}
        }
    }
    let listed: usize = DIFFERS.iter().map(|d| d.0.len()).sum();
    let counted = cases.len() - listed;
    let good = counted - wrong.len();
    println!("specs: {good} of {counted} right, {listed} differ on purpose of {}", cases.len());
    for &i in &wrong {
        let text = cases[i]["input"].as_str().unwrap();
        let got: Vec<String> = figures(text)
            .iter()
            .map(|f| format!("{} {} {:?} {}", f.kind.name(), f.span.of(text), f.value, f.unit))
            .collect();
        println!("{i}: {text} => {}\n    got {got:?}", cases[i]["results"]);
    }
    assert!(needless.is_empty(), "listed though right: {needless:?}");
    assert!(listed * 4 <= cases.len(), "too many are listed");
    assert!(good * 100 >= counted * 95, "{good} of {counted}");
}

#[test]
fn expected_values_are_read_exactly() {
    assert_eq!(
        expected("5E-06").unwrap().0,
        div(Rat::from_integer(5), Rat::from_integer(1_000_000)).unwrap()
    );
    assert!(near(Rat::new(1, 3), expected("0.333333333333333").unwrap()));
    assert!(!near(Rat::new(1, 3), expected("0.333").unwrap()));
}
