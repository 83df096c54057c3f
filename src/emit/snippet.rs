//! The stretch of text that a person sees under a finding: one line, cut round the figure.

use crate::document::is_line_end;
use crate::span::Span;

/// Columns left and right of the figure; a Chinese character takes two.
const SIDE: usize = 36;
/// Longest marked stretch, in columns.
const MARK: usize = 60;

/// A window of the document's text and the byte range in it that is to be marked.
#[derive(Debug, PartialEq, Eq)]
pub struct Window {
    pub text: String,
    pub start: usize,
    pub end: usize,
}

/// The line round a span, with `…` where it is cut and `⏎` where the figure itself is wrapped. Looks no further
/// than it shows, however long the line.
pub fn window(text: &str, span: Span) -> Window {
    let (before, quote, after) = split(text, span);
    let kept = tail(before, SIDE);
    let whole = before[..before.len() - kept.len()].chars().next_back().is_none_or(is_line_end);
    let lead = if whole { "" } else { "…" };
    let mut shown = format!("{lead}{}", flat(kept));
    let start = shown.len();
    let marked = head(quote, MARK);
    shown.push_str(&flat(marked));
    let end = shown.len();
    let cut = marked.len() < quote.len();
    let next = if cut { "" } else { line_head(after, SIDE) };
    shown.push_str(&flat(next));
    if cut || !after[next.len()..].chars().next().is_none_or(is_line_end) {
        shown.push('…');
    }
    Window { text: shown, start, end }
}

fn split(text: &str, span: Span) -> (&str, &str, &str) {
    let range = span.range();
    let before = text.get(..range.start).unwrap_or("");
    (before, span.of(text), text.get(range.end..).unwrap_or(""))
}

/// Line ends shown, tabs and other controls as one blank: marks must stand under what they mark.
fn flat(s: &str) -> String {
    s.chars()
        .filter(|c| *c != '\r')
        .map(|c| match c {
            c if is_line_end(c) => '⏎',
            '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn head(s: &str, columns: usize) -> &str {
    let mut room = columns;
    for (i, c) in s.char_indices() {
        if width(c) > room {
            return &s[..i];
        }
        room -= width(c);
    }
    s
}

/// What fits of the first line.
fn line_head(s: &str, columns: usize) -> &str {
    let fits = head(s, columns);
    fits.find(is_line_end).map_or(fits, |end| &fits[..end])
}

/// What fits of the last line.
fn tail(s: &str, columns: usize) -> &str {
    let mut room = columns;
    let mut start = s.len();
    for (i, c) in s.char_indices().rev() {
        if width(c) > room || is_line_end(c) {
            break;
        }
        room -= width(c);
        start = i;
    }
    &s[start..]
}

/// Only for cutting; the renderer knows exact widths.
fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, quote: &str) -> Window {
        let at = text.find(quote).unwrap();
        window(text, Span::new(at, at + quote.len()))
    }

    #[test]
    fn cuts_long_lines_round_the_figure() {
        let text = format!("前一行\n{}87.46%{}\n后一行", "甲".repeat(500), "乙".repeat(500));
        let w = of(&text, "87.46%");
        assert_eq!(&w.text[w.start..w.end], "87.46%");
        assert_eq!(w.text, format!("…{}87.46%{}…", "甲".repeat(18), "乙".repeat(18)));
    }

    #[test]
    fn keeps_short_lines_whole_and_shows_wraps() {
        assert_eq!(of("甲\n支出\t12\r\n乙", "12").text, "支出 12");
        let w = of("共91.91\n万元。", "91.91\n万元");
        assert_eq!((w.text.as_str(), &w.text[w.start..w.end]), ("共91.91⏎万元。", "91.91⏎万元"));
        assert_eq!(of("甲\r支出12\u{2028}乙", "12").text, "支出12");
    }

    #[test]
    fn cuts_a_long_mark_and_bears_wild_spans() {
        let text = "字".repeat(100);
        let w = window(&text, Span::new(0, text.len()));
        assert_eq!(w.text, format!("{}…", "字".repeat(30)));
        assert_eq!(window("字", Span { start: 1, end: 9 }).text, "");
    }
}
