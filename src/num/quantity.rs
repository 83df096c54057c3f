//! A printed number with what its print promises: step, class and qualifier.

use super::{Interval, Rat, add, div, sub};
use num_traits::{Signed, Zero};

/// The word that loosens a number. It never is the base of an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Qualifier {
    #[default]
    None,
    /// 约 左右 上下 大约
    About,
    /// 近 将近 接近
    Nearly,
    /// 余 多 来 几
    More,
    /// 以上 不少于 不低于 至少 ≥
    AtLeast,
    /// 以下 以内 不超过 不高于 ≤
    AtMost,
    /// 超 超过 逾 突破 >
    Over,
    /// 不足 不到 低于 <
    Under,
}

/// A number in its base unit (元, %, 分, 个 …).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    pub value: Rat,
    /// One unit in the last printed place, in the base unit.
    pub step: Rat,
    /// Counts, scores and full marks are points; money, measures and percentages are intervals.
    pub point: bool,
    pub qualifier: Qualifier,
}

impl Quantity {
    pub fn is_approximate(&self) -> bool {
        self.qualifier != Qualifier::None
    }

    /// The values that the printed number may stand for (checks.md B0).
    pub fn interval(&self) -> Option<Interval> {
        let half = div(self.step, Rat::from_integer(2))?;
        let v = self.value;
        Some(match self.qualifier {
            Qualifier::None if self.point => Interval::point(v),
            Qualifier::None => Interval::new(sub(v, half)?, add(v, half)?),
            Qualifier::AtLeast | Qualifier::Over => Interval { lo: Some(v), hi: None },
            Qualifier::AtMost | Qualifier::Under => Interval { lo: None, hi: Some(v) },
            Qualifier::More => Interval::new(v, add(v, self.last_place()?)?),
            Qualifier::Nearly => Interval::new(sub(v, self.last_place()?)?, v),
            Qualifier::About => {
                let slack = div(v.abs(), Rat::from_integer(20))?;
                Interval::new(sub(v, slack)?, add(v, slack)?)
            }
        })
    }

    /// Place value of the last digit that is not zero: 740 → 10.
    fn last_place(&self) -> Option<Rat> {
        let mut place = self.step;
        if self.value.is_zero() {
            return Some(place);
        }
        let ten = Rat::from_integer(10);
        loop {
            let next = super::mul(place, ten)?;
            if !div(self.value, next)?.is_integer() {
                return Some(place);
            }
            place = next;
        }
    }
}
