//! What a character can be in a number.

/// A set of characters of the basic plane, made when compiling.
struct Set([u64; 1024]);

impl Set {
    const fn new(chars: &[char]) -> Self {
        let mut bits = [0; 1024];
        let mut i = 0;
        while i < chars.len() {
            let c = chars[i] as usize;
            bits[c >> 6] |= 1 << (c & 63);
            i += 1;
        }
        Self(bits)
    }

    fn has(&self, c: char) -> bool {
        self.0.get(c as usize >> 6).is_some_and(|bits| bits >> (c as u32 & 63) & 1 == 1)
    }
}

/// Chinese digits and multipliers.
const NUMERALS: [char; 37] = [
    '〇', '零', '○', '一', '壹', '二', '两', '贰', '兩', '貳', '三', '叁', '參', '四', '肆', '五', '伍',
    '六', '陆', '陸', '七', '柒', '八', '捌', '九', '玖', '十', '拾', '百', '佰', '千', '仟', '万', '萬',
    '亿', '億', '兆',
];

/// Other characters that may begin what the pass reads; letters and digits apart.
const MARKS: [char; 21] = [
    '第', '-', '－', '−', '负', '負', '.', '．', ',', '〔', '[', '［', '【', '（', '(', '﹝', '〖', '￥',
    '¥', '$', '＄',
];

static NUMERAL: Set = Set::new(&NUMERALS);
static MARK: Set = Set::new(&MARKS);

/// Whether something that holds a number may begin with `c`. Most characters do not.
pub(super) fn begins(c: char) -> bool {
    MARK.has(c) || NUMERAL.has(c) || c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | '①'..='⑳')
}

/// The value of an ASCII or full-width digit.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

pub(super) fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The value of a Chinese digit, everyday or capital.
pub(super) fn chinese(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' | '兩' | '貳' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The power of ten of 十 … 兆.
pub(super) fn power(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        '兆' => 12,
        _ => return None,
    })
}

pub(super) fn is_numeral(c: char) -> bool {
    NUMERAL.has(c)
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '〇' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A blank that may stand inside a line of prose; a tab parts cells.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '–' | '—' | '−' | '‐' | '‑' | '─' | '~' | '～' | '〜' | '∼')
}

/// A sign that may make a number negative.
pub(super) fn is_minus(c: char) -> bool {
    matches!(c, '-' | '－' | '−')
}

pub(super) fn is_point(c: char) -> bool {
    matches!(c, '.' | '．')
}

pub(super) fn next(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub(super) fn prev(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The place after the blanks at `at`; more than four part two columns.
pub(super) fn skip_blanks(text: &str, at: usize) -> usize {
    let blanks = text.get(at..).unwrap_or("").chars().take(4).take_while(|c| is_blank(*c));
    at + blanks.map(char::len_utf8).sum::<usize>()
}

pub(super) fn skip(text: &str, at: usize, test: impl Fn(char) -> bool) -> usize {
    let rest = text.get(at..).unwrap_or("");
    at + rest.find(|c| !test(c)).unwrap_or(rest.len())
}

/// The place before the blanks that end at `at`.
pub(super) fn back_blanks(text: &str, at: usize) -> usize {
    let head = text.get(..at).unwrap_or("");
    at - head.chars().rev().take(4).take_while(|c| is_blank(*c)).map(char::len_utf8).sum::<usize>()
}

/// `at` moved past `c` when it stands there.
pub(super) fn eat(text: &str, at: usize, test: impl Fn(char) -> bool) -> Option<usize> {
    next(text, at).filter(|c| test(*c)).map(|c| at + c.len_utf8())
}

pub(super) fn starts(text: &str, at: usize, word: &str) -> bool {
    text.get(at..).is_some_and(|t| t.starts_with(word))
}

/// A run of plain digits: its end, how many, and its value when small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub end: usize,
    pub len: usize,
    pub value: u64,
}

pub(super) fn run(text: &str, at: usize) -> Option<Run> {
    let mut run = Run { end: at, len: 0, value: 0 };
    for c in text.get(at..)?.chars() {
        let Some(d) = digit(c) else { break };
        run.end += c.len_utf8();
        run.len += 1;
        run.value = run.value.saturating_mul(10).saturating_add(u64::from(d));
    }
    (run.len > 0).then_some(run)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_of_numerals_is_that_of_their_values() {
        for c in '\0'..='\u{ffff}' {
            assert_eq!(is_numeral(c), chinese(c).is_some() || power(c).is_some(), "{c}");
        }
    }
}
