//! The stored text of a numeric cell, exactly: digits and the place of the point, never a float.
//!
//! Excel stores binary numbers with up to 17 digits (0.93160000000000001) and shows no more than 15: what
//! a person sees is the stored text cut there, so that is done before anything else.

use std::cmp::Ordering;

/// Digits that Excel shows at most.
const SHOWN: usize = 15;
/// Exponents beyond this are no number of a report.
const FAR: i32 = 400;

/// 0.d₁d₂d₃… × 10^point; no leading zeros, so zero has no digits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stored {
    pub negative: bool,
    digits: Vec<u8>,
    point: i32,
}

impl Stored {
    /// Reads "-12.5", "1.2E-5"; none when it is no number.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i32 = exponent.parse().ok().filter(|e: &i32| e.abs() <= FAR)?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !plain(whole) || !plain(fraction) {
            return None;
        }
        let digits = whole.bytes().chain(fraction.bytes()).map(|b| b - b'0').collect();
        let mut stored = Self { negative, digits, point: i32::try_from(whole.len()).ok()? + exponent };
        stored.tidy();
        stored.significant(SHOWN);
        Some(stored)
    }

    fn tidy(&mut self) {
        let zeros = self.digits.iter().take_while(|d| **d == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i32;
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    pub fn order(&self, other: &Self) -> Ordering {
        let signed = |s: &Self| if s.is_zero() { 0 } else { 1 - 2 * i32::from(s.negative) };
        let size = (self.point, &self.digits).cmp(&(other.point, &other.digits));
        match signed(self).cmp(&signed(other)) {
            Ordering::Equal if self.negative => size.reverse(),
            Ordering::Equal => size,
            sign => sign,
        }
    }

    /// Multiplies by a power of ten.
    pub fn shift(&mut self, by: i32) {
        if !self.is_zero() {
            self.point += by;
        }
    }

    /// Rounds half up, in size, to `n` digits from the first.
    pub fn significant(&mut self, n: usize) {
        if self.digits.len() <= n {
            return;
        }
        let up = self.digits[n] >= 5;
        self.digits.truncate(n);
        if up {
            self.raise();
        }
        self.tidy();
    }

    /// One more in the last digit.
    fn raise(&mut self) {
        for d in self.digits.iter_mut().rev() {
            if *d < 9 {
                *d += 1;
                return;
            }
            *d = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// Rounds half up, in size, to `places` decimals.
    pub fn round(&mut self, places: usize) {
        match usize::try_from(self.point + places as i32) {
            Ok(keep) => self.significant(keep),
            Err(_) => *self = Self::default(),
        }
    }

    /// The digits before and behind the point; nothing before it stands for zero.
    pub fn parts(&self) -> (Vec<u8>, Vec<u8>) {
        let digit = |at: i32| usize::try_from(at).ok().and_then(|i| self.digits.get(i)).copied().unwrap_or(0);
        // 0.0012 has zeros between the point and its first digit: places before the first.
        let behind = self.point..self.digits.len() as i32;
        ((0..self.point.max(0)).map(digit).collect(), behind.map(digit).collect())
    }

    /// The number in plain writing.
    pub fn plain(&self) -> String {
        let (whole, fraction) = self.parts();
        let text = |digits: &[u8]| digits.iter().map(|d| char::from(b'0' + d)).collect::<String>();
        let sign = if self.negative && !self.is_zero() { "-" } else { "" };
        let whole = if whole.is_empty() { "0".to_owned() } else { text(&whole) };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{}", text(&fraction))
    }

    /// As the format General shows it: eleven characters, and longer whole numbers whole.
    pub fn general(&self) -> String {
        const DIGITS: usize = 10;
        let mut shown = self.clone();
        if shown.point <= DIGITS as i32 {
            shown.significant(DIGITS);
        }
        shown.plain()
    }

    /// The whole part, and the seconds of the day that the rest stands for.
    pub fn day_and_seconds(&self) -> Option<(i64, i64)> {
        let (whole, fraction) = self.parts();
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0i64, |n, d| n.checked_mul(10)?.checked_add(i64::from(*d)))
        };
        let days = number(&whole)?;
        const KEPT: usize = 12;
        let mut kept: Vec<u8> = fraction.into_iter().take(KEPT).collect();
        kept.resize(KEPT, 0);
        const SCALE: i64 = 1_000_000_000_000;
        let seconds = (i128::from(number(&kept)?) * 86_400 + i128::from(SCALE) / 2) / i128::from(SCALE);
        let seconds = i64::try_from(seconds).ok()?;
        Some((days + seconds / 86_400, seconds % 86_400))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_text_is_read_exactly() {
        let general = |t: &str| Stored::parse(t).map(|s| s.general());
        for (stored, shown) in [
            ("0.93160000000000001", "0.9316"),
            ("9.9999999999999995E-3", "0.01"),
            ("1.2E-5", "0.000012"),
            ("-0", "0"),
            ("1680", "1680"),
            ("0.30000000000000004", "0.3"),
            ("93506400.119999997", "93506400.12"),
            ("12345678901234", "12345678901234"),
            ("0.87468779123456", "0.8746877912"),
            ("1E3", "1000"),
            ("-12.50", "-12.5"),
        ] {
            assert_eq!(general(stored).as_deref(), Some(shown), "{stored}");
        }
        for wrong in ["", ".", "甲", "1.2.3", "1e", "1e99999", "NaN"] {
            assert_eq!(general(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn rounding_is_half_up_in_size() {
        let round = |t: &str, n: usize| {
            let mut s = Stored::parse(t).unwrap();
            s.round(n);
            s.plain()
        };
        assert_eq!(round("2.675", 2), "2.68");
        assert_eq!(round("-2.5", 0), "-3");
        assert_eq!(round("0.004", 2), "0");
        assert_eq!(round("0.006", 2), "0.01");
        assert_eq!(round("9.996", 2), "10");
        assert_eq!(round("0.5", 0), "1");
        assert_eq!(round("0.0004", 2), "0");
    }

    #[test]
    fn times_of_day() {
        assert_eq!(Stored::parse("45291.5").unwrap().day_and_seconds(), Some((45291, 43200)));
        assert_eq!(Stored::parse("45291.999999999").unwrap().day_and_seconds(), Some((45292, 0)));
    }
}
