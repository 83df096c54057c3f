//! Chinese numerals: 一百零五, 两千四百五, 壹佰贰拾万, 八十七点四六, 五百余万, 7万5千4百.
//!
//! Reads the longest numeral at a place. Whether a lone 一 is a number at all is not decided here.

use super::Value;
use super::chars::{chinese, digit, is_blank, is_digit, next, power, run, skip_blanks};
use super::literal::{Inner, Literal};
use crate::num::{Qualifier, pow10};
use rust_decimal::Decimal;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Zero,
    Digit,
    /// 十 百 千
    Small(u32),
    /// 万 亿 兆
    Big(u32),
}

/// What has been read so far; copied so that a step can be taken back.
#[derive(Clone, Copy)]
struct State {
    at: usize,
    /// (value, power) of the parts closed by 兆, 亿 and 万.
    parts: [(i128, u32); 4],
    count: usize,
    section: i128,
    digit: Option<i128>,
    last: Last,
    /// What stood before the pending digit.
    before: Last,
    ceiling: u32,
    atoms: u32,
    /// How many digits or digit runs are among the atoms.
    digits: u32,
    shift: i32,
    ascii: bool,
    inner: Option<Inner>,
}

struct Reader<'t> {
    text: &'t str,
    /// ASCII digits may stand among the numerals.
    mixed: bool,
    state: State,
    /// The last state that was a whole number.
    good: Option<State>,
}

/// The longest numeral at `at`.
pub(super) fn read(text: &str, at: usize) -> Option<Literal> {
    read_with(text, at, false)
}

/// A numeral with ASCII digits among its characters: 7万5千4百, 1千零20. Only when it has two parts.
pub(super) fn read_mixed(text: &str, at: usize) -> Option<Literal> {
    read_with(text, at, true).filter(|l| l.structured)
}

fn read_with(text: &str, at: usize, mixed: bool) -> Option<Literal> {
    let state = State {
        at,
        parts: [(0, 0); 4],
        count: 0,
        section: 0,
        digit: None,
        last: Last::Nothing,
        before: Last::Nothing,
        ceiling: 4,
        atoms: 0,
        digits: 0,
        shift: 0,
        ascii: false,
        inner: None,
    };
    let mut reader = Reader { text, mixed, state, good: None };
    while reader.step().is_some() {}
    let state = reader.good?;
    let whole = state.total()?;
    let decimals = if mixed { None } else { decimals(text, state.at) };
    match decimals {
        Some(d) => with_decimals(text, at, &state, whole, d),
        None => {
            let value = Value::Decimal(Decimal::try_from_i128_with_scale(whole, 0).ok()?);
            let structured = if mixed { state.digits >= 2 } else { state.atoms >= 2 };
            Some(Literal {
                shift: state.end_shift(),
                chinese: !state.ascii,
                structured,
                inner: state.inner,
                ..Literal::new(at, state.at, value)
            })
        }
    }
}

impl Reader<'_> {
    /// Takes one more character or digit run; `None` when the numeral ends here.
    fn step(&mut self) -> Option<()> {
        let from = self.state.at;
        let p = if self.state.last == Last::Nothing { from } else { skip_blanks(self.text, from) };
        let c = next(self.text, p)?;
        let after = p + c.len_utf8();
        let gap = p > from;
        if let Some(d) = chinese(c) {
            self.digit(c, i128::from(d), after, gap)
        } else if let Some(m) = power(c) {
            if m <= 3 { self.small(m, after) } else { self.big(m, after) }
        } else if self.mixed && is_digit(c) {
            self.ascii(p, gap)
        } else {
            self.loose(c, p, after)
        }
    }

    fn digit(&mut self, c: char, d: i128, after: usize, gap: bool) -> Option<()> {
        let s = &self.state;
        if d == 0 && s.last != Last::Nothing {
            return self.zero(after);
        }
        let multiplied = next(self.text, skip_blanks(self.text, after)).and_then(power).is_some();
        let unit = matches!(c, '两' | '兩') && s.last != Last::Nothing && !multiplied;
        let dangling = gap && !multiplied && !ends(self.text, after);
        if unit || dangling {
            return None;
        }
        if s.last == Last::Digit {
            self.good = None;
            return None;
        }
        self.state.before = s.last;
        self.state.digit = Some(d);
        self.state.digits += 1;
        self.advance(after, Last::Digit)
    }

    fn zero(&mut self, after: usize) -> Option<()> {
        if !matches!(self.state.last, Last::Small(_) | Last::Big(_)) {
            self.good = if self.state.last == Last::Digit { None } else { self.good };
            return None;
        }
        self.state.at = after;
        self.state.last = Last::Zero;
        Some(())
    }

    fn small(&mut self, m: u32, after: usize) -> Option<()> {
        let s = &self.state;
        let unit = m == 3 && next(self.text, after).is_some_and(|c| "克米瓦伏卡帕字赫安".contains(c));
        let head = s.last == Last::Nothing;
        let implied = s.digit.is_none() && m == 1 && matches!(s.last, Last::Zero | Last::Big(_));
        let many = s.digit.is_some_and(|d| d > 9);
        if m >= s.ceiling || unit || many || (s.digit.is_none() && !head && !implied) {
            self.take_back();
            return None;
        }
        let d = s.digit.filter(|d| *d > 0).unwrap_or(1);
        self.state.section = s.section.checked_add(d.checked_mul(pow10(m)?)?)?;
        self.state.digit = None;
        self.state.ceiling = m;
        if head && m > 1 {
            self.state.at = after;
            self.state.last = Last::Small(m);
            self.state.atoms += 1;
            return Some(());
        }
        self.advance(after, Last::Small(m))
    }

    fn big(&mut self, m: u32, after: usize) -> Option<()> {
        let s = &mut self.state;
        let unit = m == 12 && next(self.text, after).is_some_and(|c| "瓦赫帕字焦".contains(c));
        let sum = s.section.checked_add(s.digit.unwrap_or(0))?;
        let again = sum == 0 && matches!(s.last, Last::Big(_));
        let twice = sum > 0 && s.count > 0 && s.parts[s.count - 1].1 == m;
        if unit || twice || (sum == 0 && !again) {
            return None;
        }
        s.fold(sum, m)?;
        s.shift = if again { s.shift + m as i32 } else { m as i32 };
        s.section = 0;
        s.digit = None;
        s.ceiling = 4;
        self.advance(after, Last::Big(m))
    }

    /// An ASCII digit run: the first one, one before a multiplier, or the last one after 零.
    fn ascii(&mut self, p: usize, gap: bool) -> Option<()> {
        let found = run(self.text, p)?;
        let s = &self.state;
        let follower = next(self.text, skip_blanks(self.text, found.end)).and_then(power);
        let first = s.last == Last::Nothing && found.len <= 8;
        let inside = matches!(s.last, Last::Zero | Last::Small(_) | Last::Big(_)) && found.len <= 4;
        let fits = match follower {
            Some(m) => m < s.ceiling || m >= 4,
            None => first || (s.last == Last::Zero && !gap),
        };
        if !(first || inside) || !fits {
            return None;
        }
        self.state.before = s.last;
        self.state.digit = Some(i128::from(found.value));
        self.state.ascii = true;
        self.state.at = found.end;
        self.state.last = Last::Digit;
        self.state.atoms += 1;
        self.state.digits += 1;
        if follower.is_none() {
            self.good = Some(self.state);
        }
        Some(())
    }

    /// 余, 多 or 几 between the numeral and 万 or 亿.
    fn loose(&mut self, c: char, p: usize, after: usize) -> Option<()> {
        let qualifier = matches!(c, '余' | '餘' | '多' | '来' | '几' | '幾').then_some(Qualifier::More)?;
        let big = skip_blanks(self.text, after);
        let m = next(self.text, big).and_then(power).filter(|m| *m >= 4)?;
        if self.state.inner.is_some() || self.state.last == Last::Nothing {
            return None;
        }
        self.state.inner = Some(Inner { qualifier, start: p, end: after });
        let len = next(self.text, big)?.len_utf8();
        self.big(m, big + len)
    }

    fn advance(&mut self, at: usize, last: Last) -> Option<()> {
        if !matches!(last, Last::Big(_)) {
            self.state.shift = 0;
        }
        self.state.at = at;
        self.state.last = last;
        self.state.atoms += 1;
        self.good = Some(self.state);
        Some(())
    }

    /// A multiplier that does not fit takes its digit with it: 二十 三十 is two numbers.
    fn take_back(&mut self) {
        let Some(mut good) = self.good.filter(|g| g.last == Last::Digit && g.before != Last::Nothing) else {
            return;
        };
        let Some(c) = self.text[..good.at].chars().next_back() else { return };
        good.at -= c.len_utf8();
        good.at -= self.text[..good.at]
            .chars()
            .rev()
            .take_while(|c| is_blank(*c))
            .map(char::len_utf8)
            .sum::<usize>();
        good.digit = None;
        good.last = good.before;
        good.atoms -= 1;
        good.digits -= 1;
        self.good = Some(good);
    }
}

impl State {
    /// Closes a section with 万, 亿 or 兆: smaller parts before it are multiplied too (一万五千亿).
    fn fold(&mut self, sum: i128, m: u32) -> Option<()> {
        let mut value = sum;
        while self.count > 0 && (self.parts[self.count - 1].1 < m || sum == 0) {
            self.count -= 1;
            value = value.checked_add(self.parts[self.count].0)?;
            if sum == 0 {
                break;
            }
        }
        let slot = self.parts.get_mut(self.count)?;
        *slot = (value.checked_mul(pow10(m)?)?, m);
        self.count += 1;
        Some(())
    }

    fn total(&self) -> Option<i128> {
        let parts = self.parts[..self.count].iter().try_fold(self.section, |sum, p| sum.checked_add(p.0))?;
        let tail = self.digit.unwrap_or(0);
        parts.checked_add(tail.checked_mul(pow10(self.tail_power())?)?)
    }

    /// 两千四百五 = 2450, 一万三 = 13000; after 零 the digit is worth itself.
    fn tail_power(&self) -> u32 {
        match self.before {
            Last::Small(m) | Last::Big(m) if self.digit.is_some() && !self.ascii => m - 1,
            _ => 0,
        }
    }

    fn end_shift(&self) -> i32 {
        match (self.last, self.before) {
            (Last::Big(_), _) => self.shift,
            (Last::Digit, Last::Big(m)) if !self.ascii => m as i32 - 1,
            _ => 0,
        }
    }
}

/// Whether a numeral may end here: no Chinese word goes on.
fn ends(text: &str, at: usize) -> bool {
    next(text, at).is_none_or(|c| !super::chars::is_han(c) || "又分点成".contains(c))
}

struct Decimals {
    end: usize,
    mantissa: i128,
    places: u32,
}

/// 点四六; not 三点二十, a time.
fn decimals(text: &str, at: usize) -> Option<Decimals> {
    let point = skip_blanks(text, at);
    let c = next(text, point).filter(|c| matches!(c, '点' | '點'))?;
    let mut found = Decimals { end: skip_blanks(text, point + c.len_utf8()), mantissa: 0, places: 0 };
    while let Some(d) = next(text, found.end).and_then(chinese) {
        found.mantissa = found.mantissa.checked_mul(10)?.checked_add(i128::from(d))?;
        found.places += 1;
        found.end += next(text, found.end).map_or(0, char::len_utf8);
    }
    let time = next(text, found.end).and_then(power).is_some_and(|m| m < 4);
    (found.places > 0 && found.places <= 12 && !time).then_some(found)
}

/// 一点五亿: the decimals, then 万 or 亿.
fn with_decimals(text: &str, at: usize, state: &State, whole: i128, d: Decimals) -> Option<Literal> {
    let mut end = d.end;
    let mut bigs = 0;
    while let Some(c) = next(text, end)
        && let Some(m) = power(c).filter(|m| matches!(m, 4 | 8))
        && bigs <= 8
    {
        bigs += m;
        end += c.len_utf8();
    }
    let mantissa = whole.checked_mul(pow10(d.places)?)?.checked_add(d.mantissa)?;
    let mantissa = mantissa.checked_mul(pow10(bigs.saturating_sub(d.places))?)?;
    let places = d.places.saturating_sub(bigs);
    let value = Value::Decimal(Decimal::try_from_i128_with_scale(mantissa, places).ok()?);
    let shift = bigs.saturating_sub(d.places) as i32;
    let literal = Literal::new(at, end, value);
    Some(Literal { places, shift, chinese: !state.ascii, inner: state.inner, ..literal })
}

/// 两三个, 二三十人, 三五年: two neighbouring digits stand for a range.
pub(super) fn pair(text: &str, at: usize) -> Option<Literal> {
    let mut chars = text.get(at..)?.chars();
    let (a, b) = (chars.next()?, chars.next()?);
    let (low, high) = (chinese(a)?, chinese(b)?);
    let neighbours = low > 0 && (low + 1 == high || (a, b) == ('三', '五'));
    let third = chars.next();
    if !neighbours || third.and_then(chinese).is_some() || third.and_then(digit).is_some() {
        return None;
    }
    let m = third.and_then(power).filter(|m| *m <= 4).unwrap_or(0);
    let len = a.len_utf8() + b.len_utf8() + if m > 0 { third.map_or(0, char::len_utf8) } else { 0 };
    let value =
        |d: u32| Decimal::try_from_i128_with_scale(i128::from(d) * pow10(m)?, 0).ok().map(Value::Decimal);
    let upper = value(high);
    Some(Literal {
        chinese: true,
        structured: false,
        upper,
        shift: m as i32,
        ..Literal::new(at, at + len, value(low)?)
    })
}

/// The end of the run of numeral characters at `at`.
pub(super) fn run_end(text: &str, at: usize) -> usize {
    super::chars::skip(text, at, super::chars::is_numeral)
}
