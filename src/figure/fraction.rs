//! 三分之一, 百分之六十, 万分之三, 三又二分之一: parts of a whole in words.

use super::Value;
use super::chars::{eat, is_digit, next, power, skip_blanks};
use super::literal::{self, Literal};
use super::numeral;
use crate::num::{Rat, add, div, rat};

/// 百分之X and its kin; the power is that of the percent it stands for: 百分之 0, 千分之 -1.
pub(super) struct Share {
    pub literal: Literal,
    pub power: i32,
    /// 百分之 as printed.
    pub word: std::ops::Range<usize>,
}

/// 百分之X, 千分之X, 百万分之X at `at`.
pub(super) fn share(text: &str, at: usize) -> Option<Share> {
    let mut end = at;
    let mut exponent = 0;
    for _ in 0..3 {
        let Some(m) = next(text, end).and_then(power).filter(|m| (2..=8).contains(m)) else { break };
        exponent += m as i32;
        end = skip_blanks(text, end + next(text, end).map_or(0, char::len_utf8));
    }
    let word = at..of(text, end).filter(|_| exponent > 0)?;
    let from = skip_blanks(text, word.end);
    let (from, negative) = match eat(text, from, |c| matches!(c, '负' | '負')) {
        Some(next) => (next, true),
        None => (from, false),
    };
    let mut literal = plain(text, from).or_else(|| hundred(text, from))?;
    if negative {
        literal.negate();
    }
    Some(Share { literal, power: 2 - exponent, word })
}

/// 百分之百.
fn hundred(text: &str, at: usize) -> Option<Literal> {
    let end = eat(text, at, |c| matches!(c, '百' | '佰'))?;
    let value = Value::Decimal(crate::num::parse("100")?);
    Some(Literal { chinese: true, ..Literal::new(at, end, value) })
}

/// 分之, blanks inside allowed.
fn of(text: &str, at: usize) -> Option<usize> {
    let part = eat(text, skip_blanks(text, at), |c| c == '分')?;
    eat(text, skip_blanks(text, part), |c| c == '之')
}

/// A number by itself, in digits or numerals.
pub(super) fn plain(text: &str, at: usize) -> Option<Literal> {
    let c = next(text, at)?;
    if is_digit(c) { literal::read(text, at) } else { numeral::read(text, at) }
}

/// M of N分之M when N has been read.
pub(super) fn of_denominator(text: &str, denominator: &Literal) -> Option<Literal> {
    let from = skip_blanks(text, of(text, denominator.end)?);
    let (from, negative) = match eat(text, from, |c| matches!(c, '负' | '負')) {
        Some(next) => (next, true),
        None => (from, false),
    };
    let mut top = plain(text, from)?;
    if negative {
        top.negate();
    }
    let value = div(exact(top.value)?, exact(denominator.value)?)?;
    let chinese = denominator.chinese;
    Some(Literal { chinese, ..Literal::new(denominator.start, top.end, Value::Fraction(value)) })
}

/// N又M分之K when N has been read.
pub(super) fn mixed(text: &str, whole: &Literal) -> Option<Literal> {
    let and = eat(text, skip_blanks(text, whole.end), |c| c == '又')?;
    let denominator = plain(text, skip_blanks(text, and))?;
    let part = of_denominator(text, &denominator)?;
    let value = add(exact(whole.value)?, exact(part.value)?)?;
    let chinese = whole.chinese;
    Some(Literal { chinese, ..Literal::new(whole.start, part.end, Value::Fraction(value)) })
}

pub(super) fn exact(value: Value) -> Option<Rat> {
    match value {
        Value::Decimal(d) => rat(d),
        Value::Fraction(r) => Some(r),
    }
}
