//! Slips of the hand: which small change turns one printed number into another.

use crate::ledger::Term;
use crate::num::{self, Rat};

use super::judge::{print_like, quantity};

/// The term with another value, printed alike.
pub(super) fn with_value(t: &Term, value: Rat) -> Option<Term> {
    let q = quantity(t)?;
    // No slip of a digit turns a number negative.
    if value < Rat::from_integer(0) && q.value >= Rat::from_integer(0) {
        return None;
    }
    let text = print_like(value, t)?;
    let printed = text.strip_suffix(t.unit.as_str())?.to_owned();
    Some(Term { value: crate::ledger::Value::Number(num::Quantity { value, ..q }), printed, ..t.clone() })
}

/// The slip that leads from one print to another, in Chinese.
pub(super) fn slip(from: &str, to: &str) -> Option<&'static str> {
    let (a, b): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    if a == b || a.contains(&'-') != b.contains(&'-') {
        return None;
    }
    if a.len() == b.len() {
        let off: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
        return match off.as_slice() {
            [i] if a[*i].is_ascii_digit() && b[*i].is_ascii_digit() => Some("一位数字不同"),
            [i, j] if a[*i] == b[*j] && a[*j] == b[*i] && are_near(&a[*i..=*j]) => Some("两位数字颠倒"),
            _ if bare(&a) == bare(&b) => Some("小数点错位"),
            _ => None,
        };
    }
    let (long, short) = if a.len() > b.len() { (&a, &b) } else { (&b, &a) };
    let one_less = (0..long.len()).any(|i| {
        let rest: Vec<char> = long[..i].iter().chain(&long[i + 1..]).copied().collect();
        &rest == short && long[i].is_ascii_digit()
    });
    if one_less {
        return Some(if a.len() < b.len() { "少印一位数字" } else { "多印一位数字" });
    }
    (bare(&a) == bare(&b)).then_some("小数点错位")
}

/// The digits without the point and the zeros around them.
fn bare(v: &[char]) -> String {
    let digits: String = v.iter().filter(|c| c.is_ascii_digit()).collect();
    digits.trim_matches('0').to_owned()
}

/// Digits of one run, or to the left and right of the point or of a comma.
fn are_near(c: &[char]) -> bool {
    let parted = |a: &char, b: &char| a.is_ascii_digit() && b.is_ascii_digit();
    c.iter().all(char::is_ascii_digit) || matches!(c, [a, '.' | ',' | '，', b] if parted(a, b))
}

/// The term with each digit changed, and with each two neighbours changed round.
pub(super) fn single_slips(t: &Term) -> Vec<Term> {
    let chars: Vec<char> = t.printed.chars().collect();
    let mut prints = swaps(&t.printed);
    for i in (0..chars.len()).filter(|&i| chars[i].is_ascii_digit()) {
        for d in ('0'..='9').filter(|&d| d != chars[i]) {
            prints.push(chars.iter().enumerate().map(|(k, &c)| if k == i { d } else { c }).collect());
        }
    }
    let factor = || {
        let old = num::rat(num::parse(&t.printed)?)?;
        num::div(quantity(t)?.value, old)
    };
    let Some(factor) = factor() else { return Vec::new() };
    let value = |p: &String| num::mul(num::rat(num::parse(p)?)?, factor);
    prints.iter().filter_map(|p| with_value(t, value(p)?)).collect()
}

/// Digits that carry information: 30 has one, 9350.64 six.
pub(super) fn significant(printed: &str) -> usize {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let point = printed.contains('.');
    let s = digits.trim_start_matches('0');
    if point { s.len() } else { s.trim_end_matches('0').len() }
}

/// The numbers that two neighbouring digits changed round give.
pub(super) fn swaps(printed: &str) -> Vec<String> {
    let chars: Vec<char> = printed.chars().collect();
    let digits: Vec<usize> = (0..chars.len()).filter(|&i| chars[i].is_ascii_digit()).collect();
    let near = |p: &&[usize]| are_near(&chars[p[0]..=p[1]]) && chars[p[0]] != chars[p[1]];
    digits
        .windows(2)
        .filter(near)
        .map(|p| {
            let mut c = chars.clone();
            c.swap(p[0], p[1]);
            c.into_iter().collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_slips() {
        assert_eq!(slip("01", "10"), Some("两位数字颠倒"));
        assert_eq!(slip("5052.54", "5052.64"), Some("一位数字不同"));
        assert_eq!(slip("505.54", "5052.54"), Some("少印一位数字"));
        assert_eq!(slip("0.3052", "30.52"), Some("小数点错位"));
        assert_eq!(slip("96.5", "95.6"), Some("两位数字颠倒"));
        assert_eq!(slip("36,205", "32,605"), Some("两位数字颠倒"));
        assert_eq!(slip("12", "98"), None);
        assert_eq!(significant("9350.60"), 6);
        assert_eq!(significant("1200"), 2);
    }
}
