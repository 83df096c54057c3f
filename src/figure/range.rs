//! Two numbers that are one figure: 800－1000元, 5～10万元, 30%—40%, 90分至100分.

use super::Value;
use super::affix::{self, Affix};
use super::chars::{back_blanks, eat, is_blank, is_dash, is_digit, next, prev, skip, skip_blanks};
use super::fraction::{exact, plain};
use super::literal::Literal;
use crate::num::{Rat, mul, scale10};
use crate::scheme::{UnitKind, Units};

/// The upper end of a range.
pub(super) struct Upper<'s> {
    pub literal: Literal,
    pub affix: Affix<'s>,
    /// The lower end is printed in the base unit: 8000－1万元.
    pub low_in_base: bool,
}

/// The upper end that follows a number with its unit, if there is one.
pub(super) fn upper<'s>(text: &str, low: &Literal, own: &Affix, units: &'s Units) -> Option<Upper<'s>> {
    let united = own.unit.is_some() || own.power > 0;
    let from = if united { own.end } else { low.end };
    let joint = joint(text, from)?;
    let starts = next(text, joint.end).filter(|c| is_digit(*c) || low.chinese)?;
    let literal = plain(text, joint.end).filter(|l| is_digit(starts) || l.structured || low.chinese)?;
    let affix = affix::read(text, literal.end, units);
    let sum = next(text, skip_blanks(text, affix.end)).is_some_and(|c| matches!(c, '=' | '＝'));
    let again = !united && affix.unit.is_none() && next(text, literal.end).is_some_and(is_dash);
    if sum
        || again
        || own.after.is_some()
        || reckoned(text, low.start)
        || (joint.word && changes(text, low.start))
    {
        return None;
    }
    let fits =
        if united { same(own, &affix) && !joint.long } else { unitless(low, &literal, &affix, joint.word) };
    let low_in_base = !united && inverted(low, &literal, &affix);
    fits.then_some(Upper { literal, affix, low_in_base })
}

struct Joint {
    end: usize,
    /// 至 or 到 rather than a dash.
    word: bool,
    /// ——, which may be punctuation.
    long: bool,
}

fn joint(text: &str, at: usize) -> Option<Joint> {
    let closed = ["（含）", "(含)", "（不含）", "(不含)"].iter().find(|w| super::chars::starts(text, at, w));
    let at = at + closed.map_or(0, |w| w.len());
    let from = skip_blanks(text, at);
    if let Some(end) = eat(text, from, |c| matches!(c, '至' | '到')) {
        return Some(Joint { end: skip_blanks(text, end), word: true, long: false });
    }
    let end = skip(text, from, is_dash);
    let count = text[from..end].chars().count();
    // "12 -3" is two numbers, "12 - 3" and "12-3" are one range.
    let lopsided = from > at && next(text, end).is_some_and(|c| !is_blank(c));
    ((1..=2).contains(&count) && !lopsided).then(|| Joint {
        end: skip_blanks(text, end),
        word: false,
        long: count == 2,
    })
}

/// Both ends have their unit: the units agree.
fn same(low: &Affix, high: &Affix) -> bool {
    match (low.unit, high.unit) {
        (Some(a), Some(b)) => {
            a.base == b.base && a.kind == b.kind && !matches!(a.kind, UnitKind::Date | UnitKind::Ordinal)
        }
        (None, None) => low.power == high.power,
        (None, Some(_)) => low.power > 0 && low.power == high.power,
        (Some(_), None) => false,
    }
}

/// The low end has no unit: the high one has, or both are bare and rise.
fn unitless(low: &Literal, high: &Literal, affix: &Affix, word: bool) -> bool {
    let rises = exact(low.value).zip(exact(high.value)).is_some_and(|(a, b)| a < b);
    match affix.unit {
        Some(u) => !matches!(u.kind, UnitKind::Date) && (rises || affix.power + u.power > 0 || !word),
        None if affix.power > 0 => true,
        None => !word && rises && low.flaw.is_none() && high.flaw.is_none(),
    }
}

/// 8000－1万元: the low end does not share the 万 of the high one.
fn inverted(low: &Literal, high: &Literal, affix: &Affix) -> bool {
    let power = affix.power + affix.unit.map_or(0, |u| u.power);
    let Some((a, b)) = exact(low.value).zip(exact(high.value)) else { return false };
    power > 0 && a >= b && scale10(power).and_then(|p| mul(b, p)).is_some_and(|top: Rat| a < top)
}

/// An operand of a printed sum, not a range.
fn reckoned(text: &str, at: usize) -> bool {
    prev(text, back_blanks(text, at)).is_some_and(|c| matches!(c, '=' | '＝' | '+' | '＋' | '×' | '÷'))
}

/// 从5万元到10万元 tells a change.
fn changes(text: &str, at: usize) -> bool {
    let clause = text[..at].chars().rev().take(12).take_while(|c| !"，。；：、,;:".contains(*c));
    clause.into_iter().any(|c| matches!(c, '从' | '由' | '自'))
}

/// The upper value in the unit of the lower one.
pub(super) fn rescaled(value: Value, by: i32) -> Value {
    if by == 0 {
        return value;
    }
    match exact(value).zip(scale10(by)).and_then(|(v, p)| mul(v, p)) {
        Some(r) if r.is_integer() => rust_decimal::Decimal::try_from_i128_with_scale(*r.numer(), 0)
            .map_or(Value::Fraction(r), Value::Decimal),
        Some(r) => Value::Fraction(r),
        None => value,
    }
}
