//! Order statistics of exact numbers.

use crate::num::{Rat, add, div, mul, sub};

/// Smallest, quartiles and largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    pub least: Rat,
    pub first: Rat,
    pub median: Rat,
    pub third: Rat,
    pub most: Rat,
}

impl Spread {
    pub fn of(values: &[Rat]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        Some(Self {
            least: *sorted.first()?,
            first: at(&sorted, 1)?,
            median: at(&sorted, 2)?,
            third: at(&sorted, 3)?,
            most: *sorted.last()?,
        })
    }

    /// Far outside the middle half, and by at least `least` from the median.
    pub fn is_outlier(&self, value: Rat, least: Rat) -> bool {
        let far = || {
            let reach = mul(sub(self.third, self.first)?, Rat::new(3, 2))?;
            let (low, high) = (sub(self.first, reach)?, add(self.third, reach)?);
            let away = sub(value.max(self.median), value.min(self.median))?;
            Some((value < low || value > high) && away >= least)
        };
        far().unwrap_or(false)
    }
}

/// The quartile, between neighbours in proportion.
fn at(sorted: &[Rat], quarter: i128) -> Option<Rat> {
    let place = div(Rat::from_integer(quarter * (sorted.len() as i128 - 1)), Rat::from_integer(4))?;
    let low = place.to_integer();
    let (a, b) = (*sorted.get(low as usize)?, *sorted.get(low as usize + 1).or(sorted.last())?);
    add(a, mul(sub(b, a)?, sub(place, Rat::from_integer(low))?)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_neighbours() {
        let values: Vec<Rat> = [4, 1, 3, 2].into_iter().map(Rat::from_integer).collect();
        let s = Spread::of(&values).unwrap();
        assert_eq!((s.first, s.median, s.third), (Rat::new(7, 4), Rat::new(5, 2), Rat::new(13, 4)));
        assert!(s.is_outlier(Rat::from_integer(9), Rat::from_integer(1)));
        assert!(!s.is_outlier(Rat::from_integer(5), Rat::from_integer(1)));
        assert_eq!(Spread::of(&[]), None);
    }
}
