//! Exact numbers. Knows nothing of reports; no float, no silent rounding.
//!
//! Values are judged as rationals over `i128`; whatever does not fit is `None`, never a rounded number.

mod interval;
mod quantity;
mod round;

pub use interval::Interval;
pub use quantity::{Qualifier, Quantity};
pub use round::{ceil_at, half_even, half_up, is_tie, to_step, truncate};

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};
use rust_decimal::Decimal;

/// An exact rational number.
pub type Rat = Ratio<i128>;

/// `10^n`, or `None` past the range of `i128`.
pub fn pow10(n: u32) -> Option<i128> {
    10i128.checked_pow(n)
}

/// `10^n` for any sign of `n`.
pub fn scale10(n: i32) -> Option<Rat> {
    let p = pow10(n.unsigned_abs())?;
    Some(if n < 0 { Rat::new_raw(1, p) } else { Rat::from_integer(p) })
}

/// The exact value of a printed decimal.
pub fn rat(d: Decimal) -> Option<Rat> {
    Some(Rat::new(d.mantissa(), pow10(d.scale())?))
}

/// Parses plain ASCII digits with at most one point and a sign; keeps the printed places; never rounds.
pub fn parse(digits: &str) -> Option<Decimal> {
    Decimal::from_str_exact(digits).ok()
}

pub fn add(a: Rat, b: Rat) -> Option<Rat> {
    a.checked_add(&b)
}

pub fn sub(a: Rat, b: Rat) -> Option<Rat> {
    a.checked_sub(&b)
}

pub fn mul(a: Rat, b: Rat) -> Option<Rat> {
    a.checked_mul(&b)
}

/// `a / b`; `None` when `b` is zero.
pub fn div(a: Rat, b: Rat) -> Option<Rat> {
    if b.is_zero() { None } else { a.checked_div(&b) }
}

/// The exact decimal, if it ends within `limit` places; else the first `limit` places and `…`.
/// Never rounds: the shown digits are a prefix of the exact value.
pub fn show(r: Rat, limit: u32) -> String {
    let cut = truncate(r, limit);
    match cut {
        Some(c) if c == r => plain(c, limit),
        Some(c) => {
            let sign = if c.is_zero() && r < Rat::zero() { "-" } else { "" };
            format!("{sign}{}…", fixed(c, limit))
        }
        None => format!("{}/{}", r.numer(), r.denom()),
    }
}

/// A decimal with exactly `places` digits after the point; `r` must have no more than that.
pub fn fixed(r: Rat, places: u32) -> String {
    let Some(scaled) = pow10(places).and_then(|p| r.checked_mul(&Rat::from_integer(p))) else {
        return format!("{}/{}", r.numer(), r.denom());
    };
    let whole = scaled.to_integer();
    let digits = format!("{:0>width$}", whole.unsigned_abs(), width = places as usize + 1);
    let sign = if whole < 0 { "-" } else { "" };
    let (int, frac) = digits.split_at(digits.len() - places as usize);
    if places == 0 { format!("{sign}{int}") } else { format!("{sign}{int}.{frac}") }
}

fn plain(r: Rat, limit: u32) -> String {
    let s = fixed(r, limit);
    if s.contains('.') { s.trim_end_matches('0').trim_end_matches('.').to_owned() } else { s }
}

/// The exact value as text: a decimal when it ends, else `numerator/denominator`.
pub fn exact_text(r: Rat) -> String {
    if r.is_integer() {
        return fixed(r, 0);
    }
    let r = r.reduced();
    let ends = |p: &u32| pow10(*p).is_some_and(|ten| ten % *r.denom() == 0);
    (0..=28).find(ends).map_or_else(|| format!("{}/{}", r.numer(), r.denom()), |p| fixed(r, p))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(s: &str) -> Rat {
        rat(parse(s).unwrap()).unwrap()
    }

    #[test]
    fn shows_a_prefix_of_the_exact_value() {
        let q = div(r("9350.64"), r("10690.26")).unwrap();
        let percent = mul(q, Rat::from_integer(100)).unwrap();
        assert_eq!(show(percent, 6), "87.468779…");
        assert_eq!(show(r("7847.70"), 6), "7847.7");
        assert_eq!(show(r("-0.5"), 0), "-0…");
        assert_eq!(exact_text(Rat::new(1, 3)), "1/3");
        assert_eq!(exact_text(r("10.50")), "10.5");
    }

    #[test]
    fn division_by_zero_and_overflow_are_none() {
        assert_eq!(div(r("1"), r("0")), None);
        assert_eq!(mul(Rat::from_integer(i128::MAX), r("2")), None);
        assert_eq!(parse("1".repeat(40).as_str()), None);
    }
}
