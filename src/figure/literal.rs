//! A number by itself, before anything around it gives it a meaning: "9,350.64", "12..5", "８．７４".
//!
//! Reads digits only; Chinese numerals are in `numeral`. Never fails on digits: what is malformed is read and
//! said to be so.

use super::Value;
use super::chars::{digit, eat, is_digit, is_minus, is_point, next, prev, run};
use crate::num::Qualifier;
use rust_decimal::Decimal;
use std::ops::Range;

/// A number as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Literal {
    pub start: usize,
    pub end: usize,
    pub value: Value,
    pub places: u32,
    /// Power of ten of the last printed place beyond `places`: 三十万 is printed to 10⁴.
    pub shift: i32,
    pub chinese: bool,
    /// More than one lone Chinese digit.
    pub structured: bool,
    pub flaw: Option<Flaw>,
    /// A loosening word inside: 五百余万.
    pub inner: Option<Inner>,
    /// Upper end when two neighbouring digits stand for a range: 两三个.
    pub upper: Option<Value>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Inner {
    pub qualifier: Qualifier,
    pub start: usize,
    pub end: usize,
}

impl Inner {
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// What is wrong in the writing of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    LeadingZero,
    Separators,
    Points,
    NoInteger,
    TooLong,
}

impl Flaw {
    pub fn text(self) -> &'static str {
        match self {
            Self::LeadingZero => "前导零",
            Self::Separators => "千分位分隔符位置不对",
            Self::Points => "小数点重复",
            Self::NoInteger => "小数点前缺数字",
            Self::TooLong => "数字过长",
        }
    }
}

impl Literal {
    pub fn new(start: usize, end: usize, value: Value) -> Self {
        Self {
            start,
            end,
            value,
            places: 0,
            shift: 0,
            chinese: false,
            structured: true,
            flaw: None,
            inner: None,
            upper: None,
        }
    }

    pub fn negate(&mut self) {
        self.value = match self.value {
            Value::Decimal(d) => Value::Decimal(-d),
            Value::Fraction(r) => Value::Fraction(-r),
        };
    }
}

/// Digits gathered without allocation.
struct Gather {
    mantissa: i128,
    digits: u32,
    places: u32,
    after_point: bool,
}

impl Gather {
    fn new() -> Self {
        Self { mantissa: 0, digits: 0, places: 0, after_point: false }
    }

    fn push(&mut self, d: u32) {
        self.digits += u32::from(self.mantissa > 0 || d > 0);
        if self.digits <= 28 {
            self.mantissa = self.mantissa * 10 + i128::from(d);
            self.places += u32::from(self.after_point);
        }
    }

    /// The value, or nothing when it has more digits than a decimal holds.
    fn value(&self) -> Option<Decimal> {
        let fits = self.digits <= 28 && self.places <= 28;
        fits.then(|| Decimal::try_from_i128_with_scale(self.mantissa, self.places).ok()).flatten()
    }
}

/// The number whose first digit, point or separator stands at `at`; a sign before it is not read here.
pub(super) fn read(text: &str, at: usize) -> Option<Literal> {
    let extent = extent(text, at)?;
    let raw = &text[at..extent.end];
    let mut gather = Gather::new();
    for c in raw.chars() {
        match digit(c) {
            Some(d) => gather.push(d),
            None if is_point(c) => gather.after_point = true,
            None => {}
        }
    }
    let value = gather.value();
    let flaw = if value.is_none() { Some(Flaw::TooLong) } else { extent.flaw.or_else(|| leading(raw)) };
    let value = Value::Decimal(value.unwrap_or_default());
    Some(Literal { places: gather.places.min(28), flaw, ..Literal::new(at, extent.end, value) })
}

/// 01, 00.5; also .5.
fn leading(raw: &str) -> Option<Flaw> {
    let mut chars = raw.chars();
    let first = chars.next()?;
    if is_point(first) {
        return Some(Flaw::NoInteger);
    }
    let zero = digit(first) == Some(0) && chars.next().is_some_and(is_digit);
    zero.then_some(Flaw::LeadingZero)
}

struct Extent {
    end: usize,
    flaw: Option<Flaw>,
}

/// How far a number reaches.
fn extent(text: &str, at: usize) -> Option<Extent> {
    let plain = well_formed(text, at);
    if let Some(end) = plain
        && !next(text, end).is_some_and(|c| c == ',' || is_point(c))
    {
        return Some(Extent { end, flaw: None });
    }
    let wide = messy(text, at);
    match (plain, wide) {
        (Some(end), Some(w)) if w.end > end => Some(w),
        (Some(end), _) => Some(Extent { end, flaw: None }),
        (None, Some(w)) => Some(w),
        (None, None) => bare_point(text, at),
    }
}

/// ".5" where no digit, letter or point stands before it.
fn bare_point(text: &str, at: usize) -> Option<Extent> {
    let digits = eat(text, at, is_point)?;
    let free = prev(text, at).is_none_or(|c| !is_point(c) && !c.is_alphanumeric());
    let run = run(text, digits)?;
    free.then_some(Extent { end: run.end, flaw: None })
}

/// "9350", "9,350.64", "９，９９９".
fn well_formed(text: &str, at: usize) -> Option<usize> {
    let first = run(text, at)?;
    let mut end = first.end;
    if first.len <= 3 {
        let spaced = spaces(text, at, first.end);
        while let Some(e) = group(text, end)
            .or_else(|| gapped_group(text, end))
            .or_else(|| spaced.then(|| thin_group(text, end)).flatten())
        {
            end = e;
        }
    }
    Some(fraction(text, end).unwrap_or(end))
}

/// A separator and exactly three digits.
fn group(text: &str, at: usize) -> Option<usize> {
    let digits = eat(text, at, |c| matches!(c, ',' | '，'))?;
    run(text, digits).filter(|r| r.len == 3).map(|r| r.end)
}

/// A blank after the separator: 1, 537.4. In a list both would have decimals, or none.
fn gapped_group(text: &str, at: usize) -> Option<usize> {
    let digits = eat(text, at, |c| c == ',').and_then(|e| eat(text, e, |c| c == ' '))?;
    let end = run(text, digits).filter(|r| r.len == 3)?.end;
    fraction(text, end).map(|_| end)
}

/// Whether blanks may part thousands here (GB/T 15835): 小组1 024个, but not columns of a flattened table.
fn spaces(text: &str, at: usize, end: usize) -> bool {
    let plain = next(text, end) == Some(' ');
    let glued = prev(text, at)
        .is_some_and(|c| !super::chars::is_blank(c) && c != '\t' && !"表图件第号月".contains(c));
    let Some(e) = thin_group(text, end) else { return false };
    let named =
        next(text, e).is_some_and(|c| (super::chars::is_han(c) && !"年月日号分".contains(c)) || is_point(c));
    let zero = text[at..].starts_with('0');
    !zero && (!plain || (glued && (named || thin_group(text, e).is_some())))
}

/// A blank and exactly three digits.
fn thin_group(text: &str, at: usize) -> Option<usize> {
    let digits = eat(text, at, |c| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}'))?;
    run(text, digits).filter(|r| r.len == 3).map(|r| r.end)
}

fn fraction(text: &str, at: usize) -> Option<usize> {
    let digits = eat(text, at, is_point)?;
    run(text, digits).map(|r| r.end)
}

/// How far a malformed number is followed; keeps the reading linear.
const MESSY: usize = 40;

/// A run of digits, points and ASCII commas that is no well-formed number: "7,00.0,77", ",867.48", "12..5".
fn messy(text: &str, at: usize) -> Option<Extent> {
    let sep = |c: char| c == ',' || is_point(c);
    let long = text.get(at..)?.chars().take(MESSY).take_while(|c| is_digit(*c) || sep(*c));
    let stop = at + long.map(char::len_utf8).sum::<usize>();
    let raw = text[at..stop].trim_end_matches(sep);
    let end = at + raw.len();
    let first = raw.chars().next()?;
    if first == ',' {
        return orphan_comma(text, at, end);
    }
    if !is_digit(first) {
        return None;
    }
    let money = ["万元", "亿元"].iter().any(|u| text[end..].starts_with(u));
    if twin_points(raw) || money && two_points(raw) {
        return Some(Extent { end, flaw: Some(Flaw::Points) });
    }
    let wrong = broken_groups(raw) || (odd_groups(raw) && !is_list(&text[..at]));
    wrong.then_some(Extent { end, flaw: Some(Flaw::Separators) })
}

/// "23,68.74", "2,0318.44", "1,23,640": groups of two or four digits in one long number.
fn odd_groups(raw: &str) -> bool {
    let (whole, places) = raw.split_once('.').unwrap_or((raw, ""));
    let groups: Vec<&str> = whole.split(',').collect();
    let digits: usize = groups.iter().map(|g| g.len()).sum();
    let Some((first, rest)) = groups.split_first() else { return false };
    let fits = groups.iter().all(|g| plain(g))
        && (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && digits >= 4;
    let money = places.len() == 2 && plain(places) && rest.len() == 1 && [2, 4].contains(&rest[0].len());
    let count = places.is_empty() && rest.len() == 2 && rest[0].len() == 2 && rest[1].len() == 3;
    fits && (money || count)
}

/// Numbers side by side stand in front: 分别为, 、.
fn is_list(before: &str) -> bool {
    let near: String = before.chars().rev().take(4).collect();
    ["别", "、", "和", ","].iter().any(|w| near.contains(w))
}

/// ",867.48" where no sentence goes before it: the digits in front of the comma are lost.
fn orphan_comma(text: &str, at: usize, end: usize) -> Option<Extent> {
    let lost = prev(text, at).is_none_or(|c| super::chars::is_blank(c) || "：:|（(\t".contains(c));
    let digits = group(text, at)?;
    let end = fraction(text, digits).unwrap_or(digits).min(end);
    lost.then_some(Extent { end, flaw: Some(Flaw::Separators) })
}

/// "12..5" but not "1...2".
fn twin_points(raw: &str) -> bool {
    let mut parts = raw.split(is_point);
    matches!((parts.next(), parts.next(), parts.next(), parts.next()), (Some(a), Some(""), Some(b), None)
        if plain(a) && plain(b))
}

/// 600.8.45 before 万元; 3.1.20 may begin with the number of a heading.
fn two_points(raw: &str) -> bool {
    let mut parts = raw.split(is_point);
    matches!((parts.next(), parts.next(), parts.next(), parts.next()), (Some(a), Some(b), Some(c), None)
        if a.len() >= 3 && [a, b, c].into_iter().all(plain))
}

fn plain(part: &str) -> bool {
    !part.is_empty() && part.chars().all(is_digit)
}

/// Whether commas stand where no list of numbers would have them.
fn broken_groups(raw: &str) -> bool {
    let mut parts = raw.split(',');
    let first = parts.next().unwrap_or("");
    let rest = parts.clone();
    if rest.clone().next().is_none() || first.is_empty() {
        return false;
    }
    let three = |p: &str| p.chars().take_while(|c| is_digit(*c)).count() == 3;
    let zeros = rest.clone().any(|p| p.starts_with("00") && p.contains('.'));
    let begun =
        plain(first) && first.len() <= 3 && rest.clone().next().is_some_and(|p| p.len() == 3 && plain(p));
    let wrong_later = rest.clone().skip(1).any(|p| !three(p));
    let one_long =
        plain(first) && (4..=6).contains(&first.len()) && !year(first) && rest.clone().count() == 1;
    let long = one_long && rest.clone().all(|p| three(p) && p.contains('.'));
    let pointed = rest.clone().rev().skip(1).any(|p| p.contains('.')) || first.contains('.');
    (zeros && !first.contains('.')) || (begun && wrong_later && !pointed) || long
}

fn year(s: &str) -> bool {
    s.len() == 4 && (s.starts_with("19") || s.starts_with("20"))
}

/// Whether the minus sign at `at` makes the number after it negative rather than joining two words.
pub(super) fn negative(text: &str, at: usize) -> Option<usize> {
    let digits = eat(text, at, is_minus)?;
    let point = eat(text, digits, is_point).unwrap_or(digits);
    next(text, point).filter(|c| is_digit(*c))?;
    let free = match prev(text, at) {
        None => true,
        Some(c) if super::chars::is_han(c) => {
            !"件表图栋号楼室组元年月日段页章节条款卷册期批级第至到附".contains(c)
        }
        Some(c) => {
            !c.is_alphanumeric() && !is_minus(c) && !super::chars::is_dash(c) && !"）)]】〕%％\"”".contains(c)
        }
    };
    free.then_some(digits)
}
