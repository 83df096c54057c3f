//! Points that a paragraph counts up: 一是…二是…三是, 第一，…第二，…, ①…②…. Knows nothing of headings.

use crate::layout::Flow;
use crate::span::Span;

/// The numbers of one series as they stand in a paragraph, in order.
#[derive(Clone, Debug)]
pub struct Series {
    pub points: Vec<Point>,
    /// A later paragraph opens with the next number.
    pub goes_on: bool,
}

#[derive(Clone, Debug)]
pub struct Point {
    pub span: Span,
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
                number,
                shown: text[at..at + len].to_owned(),
            });
            let before = all.len();
            split(points.collect(), &mut all);
            let last = all[before..].last_mut();
            last.into_iter().for_each(|s| s.goes_on = goes_on(flow, p, s));
        }
    }
    all
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

/// A second 一是 starts another series.
fn split(points: Vec<Point>, all: &mut Vec<Series>) {
    let mut series: Vec<Point> = Vec::new();
    for p in points {
        if p.number == 1 && !series.is_empty() {
            all.push(Series { points: std::mem::take(&mut series), goes_on: false });
        }
        series.push(p);
    }
    all.push(Series { points: series, goes_on: false });
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
