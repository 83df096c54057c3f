//! Rounding to a number of decimal places, each kind under its own name (GB/T 8170—2008).

use super::{Rat, add, div, mul, scale10};
use num_rational::Ratio;
use num_traits::{Signed, Zero};

fn at(r: Rat, places: u32, f: impl Fn(Rat) -> Option<Rat>) -> Option<Rat> {
    let p = scale10(i32::try_from(places).ok()?)?;
    let rounded = f(mul(r.abs(), p)?)?;
    let back = div(rounded, p)?;
    Some(if r < Rat::zero() { -back } else { back })
}

/// 四舍五入, by absolute value.
pub fn half_up(r: Rat, places: u32) -> Option<Rat> {
    at(r, places, |x| Some(add(x, Ratio::new_raw(1, 2))?.floor()))
}

/// 四舍五入 to a multiple of a step, as a figure of that step would print it.
pub fn to_step(r: Rat, step: Rat) -> Option<Rat> {
    mul(half_up(div(r, step)?, 0)?, step)
}

/// 四舍六入五成双: at an exact tie to the even digit.
pub fn half_even(r: Rat, places: u32) -> Option<Rat> {
    at(r, places, |x| {
        let low = x.floor();
        let up = add(low, Rat::from_integer(1))?;
        let twice = add(x, x)?;
        let mid = add(low, up)?;
        let even = low.to_integer() % 2 == 0;
        Some(if twice > mid || (twice == mid && !even) { up } else { low })
    })
}

/// 截断: digits past `places` dropped.
pub fn truncate(r: Rat, places: u32) -> Option<Rat> {
    at(r, places, |x| Some(x.floor()))
}

/// Away from zero to the next step.
pub fn ceil_at(r: Rat, places: u32) -> Option<Rat> {
    at(r, places, |x| Some(x.ceil()))
}

/// Whether `r` lies exactly between two neighbours at `places`.
pub fn is_tie(r: Rat, places: u32) -> bool {
    half_up(r, places) != half_even(r, places)
}

#[cfg(test)]
mod tests {
    use super::super::{parse, rat};
    use super::*;

    fn r(s: &str) -> Rat {
        rat(parse(s).unwrap()).unwrap()
    }

    #[test]
    fn each_kind_at_a_tie_and_beside_it() {
        assert_eq!(half_up(r("2.345"), 2), Some(r("2.35")));
        assert_eq!(half_even(r("2.345"), 2), Some(r("2.34")));
        assert_eq!(half_even(r("2.355"), 2), Some(r("2.36")));
        assert_eq!(half_even(r("2.3451"), 2), Some(r("2.35")));
        assert_eq!(truncate(r("8.749"), 2), Some(r("8.74")));
        assert_eq!(ceil_at(r("20.2037"), 2), Some(r("20.21")));
        assert_eq!(half_up(r("-16.775"), 2), Some(r("-16.78")));
        assert_eq!(truncate(r("-16.779"), 2), Some(r("-16.77")));
    }
}
