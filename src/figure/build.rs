//! From a number and what stands around it to a `Figure`.

use super::affix::Affix;
use super::chars::prev;
use super::literal::{Flaw, Inner, Literal};
use super::range::{Upper, rescaled};
use super::{Figure, Kind, Value};
use crate::layout::Flow;
use crate::num::{Qualifier, Quantity, Rat, mul, pow10, scale10};
use crate::scheme::{UnitKind, Units};
use num_rational::Ratio;
use rust_decimal::Decimal;
use std::ops::Range;

/// Where a paragraph stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub flow: &'a Flow,
    pub text: &'a str,
    pub para: u32,
    pub base: u32,
}

/// All that has been read of one figure; ranges in the paragraph.
pub(super) struct Parts<'s> {
    pub span: Range<usize>,
    pub number: Range<usize>,
    pub literal: Literal,
    pub affix: Affix<'s>,
    pub upper: Option<Upper<'s>>,
    pub before: Option<Inner>,
    /// Unit words before the number (百分之, ￥): printed, base unit, kind and power of ten.
    pub front: Option<(Range<usize>, &'static str, Kind, i32)>,
    pub kind: Kind,
}

impl Place<'_> {
    fn at(&self, r: &Range<usize>) -> Range<u32> {
        self.base + r.start as u32..self.base + r.end as u32
    }

    /// Digits with another job: no unit, no value in a base unit.
    pub fn other(&self, span: Range<usize>, number: Range<usize>, kind: Kind, value: Value) -> Figure {
        let at = self.at(&span);
        Figure {
            span: self.flow.span(&at),
            number: self.flow.span(&self.at(&number)),
            at,
            para: self.para,
            kind,
            value,
            upper: None,
            places: 0,
            unit: String::new(),
            inherited: false,
            base_unit: String::new(),
            quantity: None,
            base_upper: None,
            qualifier: String::new(),
            malformed: None,
            chinese: false,
        }
    }

    pub fn figure(&self, parts: Parts) -> Figure {
        let literal = with_half(&parts);
        let power = power(&parts);
        let (qualifier, printed) = self.qualifier(&parts);
        let (unit, base_unit) = self.units(&parts);
        let high = parts.upper.as_ref().map(|u| (u.literal.value, upper_power(u, power, &parts)));
        let high = high.or(literal.upper.map(|v| (v, power)));
        let step = literal.shift - literal.places as i32 + power;
        let point = is_point(parts.kind, &literal, step);
        let mut figure = self.other(parts.span.clone(), parts.number.clone(), parts.kind, literal.value);
        figure.upper = high.map(|(v, p)| rescaled(v, p - power));
        figure.base_upper = high.and_then(|(v, p)| in_base(v, p));
        figure.places = literal.places;
        figure.quantity = in_base(literal.value, power)
            .and_then(|value| Some(Quantity { value, step: scale10(step)?, point, qualifier }));
        figure.unit = unit;
        figure.base_unit = base_unit;
        figure.qualifier = printed;
        figure.malformed = malformed(&parts);
        figure.chinese = literal.chinese;
        figure
    }

    /// Unit as printed and base unit.
    fn units(&self, parts: &Parts) -> (String, String) {
        if let Some((word, base, ..)) = &parts.front {
            return (self.text[word.clone()].to_owned(), (*base).to_owned());
        }
        let affix = parts
            .upper
            .as_ref()
            .map_or(&parts.affix, |u| if named(&parts.affix) { &parts.affix } else { &u.affix });
        if let (true, Some(unit)) = (parts.upper.as_ref().is_some_and(|u| u.low_in_base), affix.unit) {
            return (unit.base.clone(), unit.base.clone());
        }
        let mut unit = self.text[affix.apart.clone()].to_owned();
        unit.push_str(&self.text[affix.printed.clone()]);
        let mut base = affix.unit.map_or_else(String::new, |u| u.base.clone());
        base.push_str(&self.text[affix.per.clone()]);
        (unit, base)
    }

    /// What loosens the number, and the words as printed.
    fn qualifier(&self, parts: &Parts) -> (Qualifier, String) {
        let last = parts.upper.as_ref().map_or(&parts.affix, |u| &u.affix);
        let inside = parts.literal.inner.or(last.between);
        let tail = last.after.or(inside);
        let first = parts.before.filter(|w| !recent(&self.text[w.range()], last));
        let word = |w: &Inner| &self.text[w.range()];
        match (first, tail) {
            (None, None) => (Qualifier::None, String::new()),
            (Some(w), None) | (None, Some(w)) => (w.qualifier, word(&w).to_owned()),
            (Some(a), Some(b)) => (a.qualifier, format!("{}…{}", word(&a), word(&b))),
        }
    }
}

/// 近3年 means the last three years.
fn recent(word: &str, affix: &Affix) -> bool {
    let time = affix.unit.is_some_and(|u| matches!(u.base.as_str(), "年" | "月" | "天" | "周" | "届"));
    word == "近" && time
}

fn named(affix: &Affix) -> bool {
    affix.unit.is_some() || affix.power > 0
}

fn affix_power(affix: &Affix) -> i32 {
    affix.power + affix.unit.map_or(0, |u| u.power)
}

/// Power of ten of the lower or only value.
fn power(parts: &Parts) -> i32 {
    match (&parts.front, &parts.upper) {
        (Some(front), _) => front.3 + parts.affix.power,
        (None, Some(u)) if u.low_in_base => 0,
        (None, Some(u)) if !named(&parts.affix) => affix_power(&u.affix),
        _ => affix_power(&parts.affix),
    }
}

fn upper_power(upper: &Upper, low: i32, parts: &Parts) -> i32 {
    if parts.front.is_some() { low } else { affix_power(&upper.affix) }
}

/// The value times a power of ten; whole numbers, the most, without a common divisor to look for.
fn in_base(value: Value, power: i32) -> Option<Rat> {
    match value {
        Value::Decimal(d) => {
            let by = power - d.scale() as i32;
            let p = pow10(by.unsigned_abs())?;
            if by < 0 {
                return Some(lowest(d.mantissa(), p));
            }
            d.mantissa().checked_mul(p).map(Rat::from_integer)
        }
        Value::Fraction(r) => mul(r, scale10(power)?),
    }
}

/// A fraction in lowest terms; the search for a divisor is many times faster on 64 bits.
fn lowest(n: i128, d: i128) -> Rat {
    match (i64::try_from(n), i64::try_from(d)) {
        (Ok(n), Ok(d)) => {
            let r = Ratio::new(n, d);
            Rat::new_raw(i128::from(*r.numer()), i128::from(*r.denom()))
        }
        _ => Rat::new(n, d),
    }
}

/// Counts of whole things and scores are exact; the rest is known to its last place.
fn is_point(kind: Kind, literal: &Literal, step: i32) -> bool {
    match kind {
        Kind::Score => true,
        Kind::Count => step == 0,
        _ => matches!(literal.value, Value::Fraction(_)),
    }
}

/// 一吨半 is 1.5吨.
fn with_half(parts: &Parts) -> Literal {
    let mut literal = parts.literal;
    let half = Decimal::new(5, 1);
    if parts.affix.half
        && let Value::Decimal(d) = literal.value
        && d.scale() == 0
        && let Some(sum) = d.checked_add(half)
    {
        literal.value = Value::Decimal(sum);
        literal.places = 1;
    }
    literal
}

/// Leading zeros matter in what is counted, paid or scored.
fn malformed(parts: &Parts) -> Option<String> {
    let counted = matches!(parts.kind, Kind::Score | Kind::Amount | Kind::Count);
    let upper = parts.upper.as_ref().and_then(|u| u.literal.flaw);
    let flaw = parts.literal.flaw.or(upper).filter(|f| counted || *f != Flaw::LeadingZero)?;
    Some(flaw.text().to_owned())
}

pub(super) fn kind_of(unit: UnitKind) -> Kind {
    match unit {
        UnitKind::Money => Kind::Amount,
        UnitKind::Percent => Kind::Percent,
        UnitKind::Point => Kind::Point,
        UnitKind::Score => Kind::Score,
        UnitKind::Count => Kind::Count,
        UnitKind::Measure => Kind::Measure,
        UnitKind::Multiple => Kind::Multiple,
        UnitKind::Ordinal => Kind::Ordinal,
        UnitKind::Date => Kind::Date,
    }
}

/// Whether a bare 万 here is money: a word of money stands near before it.
pub(super) fn money_slot(text: &str, at: usize, units: &Units) -> bool {
    let stop = |c: char| "。；;，,！？、".contains(c);
    let near = text[..at].chars().rev().take(12).take_while(|c| !stop(*c)).map(char::len_utf8).sum::<usize>();
    let clause = &text[at - near..at];
    prev(text, at).is_some() && units.money_slots.iter().any(|w| clause.contains(w.as_str()))
}

/// Multiplies what has been reckoned in the base unit, for a unit that came later.
pub(super) fn scaled(figure: &mut Figure, power: i32) {
    let by = |r: Rat| scale10(power).and_then(|p| mul(r, p));
    figure.base_upper = figure.base_upper.and_then(by);
    figure.quantity = figure.quantity.and_then(|q| {
        let (value, step) = (by(q.value)?, by(q.step)?);
        let whole = figure.kind == Kind::Count && step.is_integer() && figure.places == 0 && power == 0;
        Some(Quantity { value, step, point: figure.kind == Kind::Score || whole, qualifier: q.qualifier })
    });
}
