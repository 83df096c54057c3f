//! Heading and list numbers, typed or automatic, and the sections that they open.

use crate::document::Block;
use std::ops::Range;

/// The shape of a heading's number, in the order of levels (GB/T 9704 7.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HeadingStyle {
    /// No number; the source says that it is a heading.
    Plain,
    /// 第一部分, 第一章
    Part,
    /// 一、
    Chinese,
    /// （一）
    ChineseParen,
    /// 1. 1、 1．
    Arabic,
    /// （1）
    ArabicParen,
    /// ①
    Circled,
}

#[derive(Clone, Debug)]
pub struct Heading {
    pub para: u32,
    pub style: HeadingStyle,
    pub number: Option<u32>,
    /// Range in `Flow::text` of the typed number with its marks; empty when it is automatic.
    pub label: Range<u32>,
    /// Range in `Flow::text` of the title: the paragraph, or its first sentence when text follows.
    pub title: Range<u32>,
    /// The number as shown, typed or automatic.
    pub shown: String,
    pub parent: Option<u32>,
    /// The paragraph holds nothing but the heading.
    pub alone: bool,
}

/// A heading before it has its place: offsets are relative to the paragraph.
pub(super) struct Found {
    style: HeadingStyle,
    number: Option<u32>,
    label: usize,
    title: Range<usize>,
    shown: String,
    alone: bool,
    level: Option<u8>,
}

/// Longest title that is still read as a heading, in characters.
const TITLE: usize = 50;

/// Reads a paragraph as a heading or numbered item.
pub(super) fn heading(text: &str, block: &Block) -> Option<Found> {
    // A bar at the end of the line: the cell of a table that was flattened.
    if text.trim_end().ends_with('|') {
        return None;
    }
    let (style, number, label, shown) = match (label_of(text), &block.label) {
        (Some(l), _) => (l.style, Some(l.number), l.end, text[..l.end].trim().to_owned()),
        (None, Some(auto)) => {
            let l = label_of(auto)?;
            (l.style, Some(l.number), 0, auto.clone())
        }
        (None, None) if block.level.is_some() => (HeadingStyle::Plain, None, 0, String::new()),
        _ => return None,
    };
    let rest = &text[label..];
    let lead = label + rest.len() - rest.trim_start().len();
    let sentence = text[lead..].find(['。', '；', '：', '？', '！']).map_or(text.len(), |i| lead + i);
    let alone = sentence == text.len() && text[lead..].chars().count() <= TITLE;
    let end = if alone { text.trim_end().len().max(lead) } else { cut(text, lead, sentence) };
    Some(Found { style, number, label, title: lead..end, shown, alone, level: block.level })
}

/// At most `TITLE` characters of the first sentence.
fn cut(text: &str, lead: usize, sentence: usize) -> usize {
    text[lead..sentence].char_indices().nth(TITLE).map_or(sentence, |(i, _)| lead + i)
}

pub(super) struct Label {
    pub style: HeadingStyle,
    pub number: u32,
    /// Bytes of the number and its marks, leading blanks included.
    pub end: usize,
}

/// The typed number at the start of a paragraph.
pub(super) fn label_of(text: &str) -> Option<Label> {
    let lead = text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{3000}').len();
    let t = &text[lead..];
    let first = t.chars().next()?;
    if let Some(n) = circled(first) {
        return Some(Label { style: HeadingStyle::Circled, number: n, end: lead + first.len_utf8() });
    }
    if first == '第' {
        return part(t, lead);
    }
    let open = first == '（' || first == '(';
    let body = if open { &t[first.len_utf8()..] } else { t };
    let (number, len, chinese) = number(body)?;
    let rest = &body[len..];
    let mark = rest.chars().next()?;
    let style = match (open, chinese, mark) {
        (true, true, '）' | ')') => HeadingStyle::ChineseParen,
        (true, false, '）' | ')') => HeadingStyle::ArabicParen,
        (false, true, '、' | '．' | '.') => HeadingStyle::Chinese,
        (false, false, '、') => HeadingStyle::Arabic,
        (false, false, '.' | '．') if !followed_by_digit(rest) => HeadingStyle::Arabic,
        _ => return None,
    };
    let end = lead + (t.len() - body.len()) + len + mark.len_utf8();
    (1..=99).contains(&number).then_some(Label { style, number, end })
}

/// "1.2公里", "13、15组": the mark does not end a heading number.
fn followed_by_digit(rest: &str) -> bool {
    rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// 第一部分, 第二章
fn part(t: &str, lead: usize) -> Option<Label> {
    let body = t.strip_prefix('第')?;
    let (number, len, _) = number(body)?;
    let rest = &body[len..];
    let word = ["部分", "章"].iter().find(|w| rest.starts_with(**w))?;
    let end = lead + '第'.len_utf8() + len + word.len();
    Some(Label { style: HeadingStyle::Part, number, end })
}

fn circled(c: char) -> Option<u32> {
    ('①'..='⑳').contains(&c).then(|| c as u32 - '①' as u32 + 1)
}

/// (value, bytes, in Chinese) of the small number at the start.
fn number(t: &str) -> Option<(u32, usize, bool)> {
    let digits = t.chars().take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c));
    let (mut value, mut len) = (0u32, 0);
    for c in digits.take(3) {
        let d = c.to_digit(10).unwrap_or_else(|| c as u32 - '０' as u32);
        value = value * 10 + d;
        len += c.len_utf8();
    }
    if len > 0 {
        return Some((value, len, false));
    }
    let word: String = t.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).take(4).collect();
    Some((chinese(&word)?, word.len(), true))
}

/// 一 … 九十九.
pub fn chinese(word: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|i| i as u32 + 1);
    let chars: Vec<char> = word.chars().collect();
    match *chars.as_slice() {
        ['十'] => Some(10),
        [a] => digit(a),
        ['十', b] => Some(10 + digit(b)?),
        [a, '十'] => Some(digit(a)? * 10),
        [a, '十', b] => Some(digit(a)? * 10 + digit(b)?),
        _ => None,
    }
}

/// Keeps the stack of open sections.
#[derive(Default)]
pub(super) struct Outliner {
    /// (rank, heading) from the outermost in.
    open: Vec<(u8, u32)>,
}

impl Outliner {
    pub fn current(&self) -> Option<u32> {
        self.open.last().map(|o| o.1)
    }

    pub fn enter(&mut self, headings: &mut Vec<Heading>, f: Found, para: u32, base: u32) -> u32 {
        let rank = rank(&f);
        self.open.retain(|o| o.0 < rank);
        let parent = self.current();
        let id = headings.len() as u32;
        let shift = |r: Range<usize>| base + r.start as u32..base + r.end as u32;
        headings.push(Heading {
            para,
            style: f.style,
            number: f.number,
            label: shift(0..f.label),
            title: shift(f.title),
            shown: f.shown,
            parent,
            alone: f.alone,
        });
        self.open.push((rank, id));
        id
    }
}

/// A numbered heading ranks by its style; one without a number by the level of the source.
fn rank(f: &Found) -> u8 {
    match f.style {
        HeadingStyle::Plain => f.level.unwrap_or(1).saturating_sub(1).min(2) * 10,
        HeadingStyle::Part => 5,
        HeadingStyle::Chinese => 15,
        HeadingStyle::ChineseParen => 25,
        HeadingStyle::Arabic => 35,
        HeadingStyle::ArabicParen => 45,
        HeadingStyle::Circled => 55,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_of_headings_only() {
        let style = |s| label_of(s).map(|l| (l.style, l.number));
        assert_eq!(style("一、基本情况"), Some((HeadingStyle::Chinese, 1)));
        assert_eq!(style("（十二）抓"), Some((HeadingStyle::ChineseParen, 12)));
        assert_eq!(style("11. 满意度"), Some((HeadingStyle::Arabic, 11)));
        assert_eq!(style("    3.加强"), Some((HeadingStyle::Arabic, 3)));
        assert_eq!(style("（1）坚持"), Some((HeadingStyle::ArabicParen, 1)));
        assert_eq!(style("①数量"), Some((HeadingStyle::Circled, 1)));
        assert_eq!(style("第三部分 说明"), Some((HeadingStyle::Part, 3)));
        assert_eq!(style("1.2公里"), None);
        assert_eq!(style("2023年"), None);
        assert_eq!(style("一是推进"), None);
        assert_eq!(style("三公经费"), None);
    }
}
