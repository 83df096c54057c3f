//! Points that a paragraph counts up: 一是…二是…三是, 第一，…第二，…, ①…②…. Knows nothing of headings.

use crate::layout::Flow;
use crate::span::Span;

/// The numbers of one series as they stand in a paragraph, in order.
#[derive(Clone, Debug)]
pub struct Series {
    pub points: Vec<Point>,
    /// A later paragraph opens with the next number.
    pub goes_on: bool,
    /// The words before its first number, back to the start of their paragraph, and where they start.
    pub lead: (u32, String),
}

#[derive(Clone, Debug)]
pub struct Point {
    pub span: Span,
    /// Where it starts in the flow.
    pub at: u32,
    pub number: u32,
    pub shown: String,
}

const DIGITS: &str = "一二三四五六七八九十";
/// A point stands at the start of a paragraph or behind one of these.
const BEFORE: &[char] =
    &['。', '；', '：', '，', '！', '？', ';', ':', ',', '、', ' ', '\u{3000}', '（', '“', '.', '）'];

pub(super) fn read(flow: &Flow) -> Vec<Series> {
    let mut all = Vec::new();
    for (p, para) in flow.paras.iter().enumerate() {
        let text = flow.para_text(p);
        for points in [counted(text, "", "是"), counted(text, "第", "，"), circled(text)] {
            let points = points.into_iter().map(|(at, len, number)| Point {
                span: flow.span(&(para.range.start + at as u32..para.range.start + (at + len) as u32)),
                at: para.range.start + at as u32,
                number,
                shown: text[at..at + len].to_owned(),
            });
            let before = all.len();
            split(points.collect(), &mut all);
            let own = &mut all[before..];
            own.iter_mut().for_each(|s| s.lead = lead(flow, p, &s.points[0]));
            own.last_mut()
                .into_iter()
                .for_each(|s| s.goes_on = goes_on(flow, p, s) || is_told_behind(flow, p, s));
        }
    }
    all
}

impl Series {
    fn new(points: Vec<Point>) -> Self {
        Self { points, goes_on: false, lead: (0, String::new()) }
    }
}

/// Paragraphs that open with 1. 2. 3. or 一是, 二是, 三是, one right behind the other.
pub(super) fn paragraphs(flow: &Flow) -> Vec<Series> {
    /// Paragraphs behind the last one that are looked at for the next number.
    const FAR: usize = 60;
    let opening: Vec<Option<(usize, Mark)>> =
        (0..flow.paras.len()).map(|p| opening(flow.para_text(p))).collect();
    let filled: Vec<usize> =
        (0..flow.paras.len()).filter(|&p| !flow.para_text(p).trim().is_empty()).collect();
    let mut all = Vec::new();
    let mut k = 0;
    while k < filled.len() {
        let Some((_, first)) = opening[filled[k]].filter(|o| o.1.number == 1) else {
            k += 1;
            continue;
        };
        let is = |p: usize, number: u32| opening[p].is_some_and(|o| o.1 == Mark { number, ..first });
        let run = filled[k..].iter().zip(1..).take_while(|(p, number)| is(**p, *number)).count();
        let points = filled[k..k + run].iter().filter_map(|&p| {
            let (at, mark) = opening[p]?;
            let start = flow.paras[p].range.start + at as u32;
            let shown = flow.slice(start, start + mark.len as u32).to_owned();
            let span = flow.span(&(start..start + mark.len as u32));
            Some(Point { span, at: start, number: mark.number, shown })
        });
        let mut series = Series::new(points.collect());
        let next = run as u32 + 1;
        // A page that is cut off goes on.
        let last = flow.para_text(filled[k + run - 1]).trim_end();
        let cut = k + run == filled.len() && !last.ends_with(['。', '！']);
        series.goes_on = cut || filled[k + run..].iter().take(FAR).any(|&p| is(p, next));
        series.lead = lead(flow, filled[k], &series.points[0]);
        if run >= 2 {
            all.push(series);
        }
        k += run;
    }
    all
}

/// The number that opens a paragraph: its value, how it is written, and its bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Mark {
    number: u32,
    tail: char,
    len: usize,
}

fn opening(text: &str) -> Option<(usize, Mark)> {
    let at = text.len() - text.trim_start().len();
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=2).contains(&digits) {
        let tail = rest[digits..].chars().next().filter(|c| ['.', '．', '、'].contains(c))?;
        let behind = rest[digits + tail.len_utf8()..].chars().next();
        // 1.5亿元 is no number of a paragraph.
        let number = rest[..digits].parse().ok().filter(|_| behind.is_none_or(|c| !c.is_ascii_digit()))?;
        return Some((at, Mark { number, tail, len: digits + tail.len_utf8() }));
    }
    let digit = rest.chars().next()?;
    let number = DIGITS.chars().position(|d| d == digit)? as u32 + 1;
    let tail = rest[digit.len_utf8()..].chars().next().filter(|c| *c == '是')?;
    Some((at, Mark { number, tail, len: digit.len_utf8() + tail.len_utf8() }))
}

/// The words before the first number of a series: of its paragraph, or of the one before where the number opens it.
fn lead(flow: &Flow, para: usize, first: &Point) -> (u32, String) {
    let start = flow.paras[para].range.start;
    let words = flow.slice(start, first.at);
    if !words.trim().is_empty() {
        return (start, words.to_owned());
    }
    let before = (0..para).rev().find(|&p| !flow.para_text(p).trim().is_empty());
    before.map_or((0, String::new()), |p| (flow.paras[p].range.start, flow.para_text(p).to_owned()))
}

/// 一是…二是…, and 三是 at the start of a paragraph behind.
fn goes_on(flow: &Flow, para: usize, series: &Series) -> bool {
    const FAR: usize = 6;
    let next = series.points.last().map_or(0, |p| p.number as usize);
    let Some(next) = DIGITS.chars().nth(next) else { return true };
    let opens =
        |p: usize| flow.para_text(p).trim_start().trim_start_matches(['第', '（', '(']).starts_with(next);
    // A page that is cut off goes on.
    let cut = || {
        let last = (para + 1..flow.paras.len()).all(|p| flow.para_text(p).trim().is_empty());
        last && !flow.para_text(para).trim_end().ends_with(['。', '！', '；', '.', ';', '）', ')', '”'])
    };
    (para + 1..flow.paras.len()).take(FAR).any(opens) || cut()
}

/// 一是…；二是…；三是…。第四项尚未出具: the next one is told in words.
fn is_told_behind(flow: &Flow, para: usize, series: &Series) -> bool {
    let Some(last) = series.points.last() else { return false };
    let next = DIGITS.chars().nth(last.number as usize);
    let rest = flow.slice(last.at, flow.paras[para].range.end);
    next.is_some_and(|d| rest.contains(&format!("第{d}")))
}

/// A second 一是 starts another series.
fn split(points: Vec<Point>, all: &mut Vec<Series>) {
    let mut series: Vec<Point> = Vec::new();
    for p in points {
        if p.number == 1 && !series.is_empty() {
            all.push(Series::new(std::mem::take(&mut series)));
        }
        series.push(p);
    }
    all.push(Series::new(series));
    all.retain(|s| s.points.len() >= 2);
}

/// (offset, bytes, number) of each `lead` + 一 … 十 + `tail`.
fn counted(text: &str, lead: &str, tail: &str) -> Vec<(usize, usize, u32)> {
    let mut found = Vec::new();
    for (i, _) in text.match_indices(tail) {
        let head = &text[..i];
        let Some((at, c)) = head.char_indices().next_back() else { continue };
        let Some(number) = DIGITS.chars().position(|d| d == c) else { continue };
        let Some(before) = head[..at].strip_suffix(lead) else { continue };
        if before.is_empty() || before.ends_with(BEFORE) {
            let len = lead.len() + c.len_utf8() + tail.len();
            found.push((before.len(), len, number as u32 + 1));
        }
    }
    found
}

fn circled(text: &str) -> Vec<(usize, usize, u32)> {
    let number = |c: char| ('①'..='⑳').contains(&c).then(|| c as u32 - '①' as u32 + 1);
    text.char_indices().filter_map(|(i, c)| Some((i, c.len_utf8(), number(c)?))).collect()
}
