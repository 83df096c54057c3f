//! Closed intervals of rationals; `None` is an open end (infinite).

use super::{Rat, add, div, mul, sub};
use num_traits::Zero;

/// `[lo, hi]`; a missing end reaches to infinity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    pub lo: Option<Rat>,
    pub hi: Option<Rat>,
}

impl Interval {
    pub fn point(r: Rat) -> Self {
        Self { lo: Some(r), hi: Some(r) }
    }

    pub fn new(lo: Rat, hi: Rat) -> Self {
        Self { lo: Some(lo), hi: Some(hi) }
    }

    pub fn contains(&self, r: Rat) -> bool {
        self.lo.is_none_or(|lo| lo <= r) && self.hi.is_none_or(|hi| r <= hi)
    }

    pub fn meets(&self, other: &Self) -> bool {
        let below = |a: Option<Rat>, b: Option<Rat>| a.zip(b).is_none_or(|(a, b)| a <= b);
        below(self.lo, other.hi) && below(other.lo, self.hi)
    }

    pub fn width(&self) -> Option<Rat> {
        sub(self.hi?, self.lo?)
    }

    pub fn add(&self, o: &Self) -> Option<Self> {
        let end = |a: Option<Rat>, b: Option<Rat>| a.zip(b).map(|(a, b)| add(a, b));
        Some(Self { lo: flat(end(self.lo, o.lo))?, hi: flat(end(self.hi, o.hi))? })
    }

    pub fn sub(&self, o: &Self) -> Option<Self> {
        let end = |a: Option<Rat>, b: Option<Rat>| a.zip(b).map(|(a, b)| sub(a, b));
        Some(Self { lo: flat(end(self.lo, o.hi))?, hi: flat(end(self.hi, o.lo))? })
    }

    /// The values that the smaller of two numbers may have.
    pub fn min(&self, o: &Self) -> Self {
        let low = |a: Option<Rat>, b: Option<Rat>| a.zip(b).map(|(a, b)| a.min(b));
        let high = |a: Option<Rat>, b: Option<Rat>| a.into_iter().chain(b).min();
        Self { lo: low(self.lo, o.lo), hi: high(self.hi, o.hi) }
    }

    /// Product of bounded intervals; `None` when an end is open.
    pub fn mul(&self, o: &Self) -> Option<Self> {
        let (a, b, c, d) = (self.lo?, self.hi?, o.lo?, o.hi?);
        Self::hull([mul(a, c)?, mul(a, d)?, mul(b, c)?, mul(b, d)?])
    }

    /// Quotient of bounded intervals; `None` when the divisor may be zero.
    pub fn div(&self, o: &Self) -> Option<Self> {
        if o.contains(Rat::zero()) {
            return None;
        }
        let (a, b, c, d) = (self.lo?, self.hi?, o.lo?, o.hi?);
        Self::hull([div(a, c)?, div(a, d)?, div(b, c)?, div(b, d)?])
    }

    fn hull(ends: [Rat; 4]) -> Option<Self> {
        Some(Self { lo: ends.iter().min().copied(), hi: ends.iter().max().copied() })
    }
}

/// An open end stays open; an end that could not be computed makes the whole unknown.
fn flat(end: Option<Option<Rat>>) -> Option<Option<Rat>> {
    match end {
        None => Some(None),
        Some(None) => None,
        Some(some) => Some(some),
    }
}
