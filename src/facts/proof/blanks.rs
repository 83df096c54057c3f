//! Blanks where none belong: inside Chinese, between a number and its unit, behind a full-width mark, at a line's end.
//!
//! Text out of PDF has them everywhere: then the finder switches itself off.

use super::{Fault, Flaw, Proof, around, is_han};

/// Sentences shorter than this may be names set wide: 姓 名.
const LONG: usize = 20;
/// Longest number of a heading or an article, in bytes: 第二十三条.
const LABEL: usize = 18;
/// Longest beginning of a slogan, in characters.
const QUOTE: usize = 20;
/// A wider gap, in bytes, is a column.
const WIDE: usize = 6;

pub(super) fn read(proof: &mut Proof<'_>) {
    let (mut found, mut chars) = (Vec::new(), 0);
    for (p, text) in proof.prose().filter(|p| p.1.contains(['，', '。', '；', ',', ';'])) {
        let long = text.chars().count();
        chars += long;
        // A caption: 记者某某 摄.
        if text.trim_end().ends_with('摄') {
            continue;
        }
        let heading = proof.flow.paras[p].is_heading;
        for (i, len) in runs(text) {
            // Short lines may be names set wide.
            let blank = Blank { text, at: i, len, head: text[..i].trim_start() };
            if long < LONG || len > WIDE || blank.is_label(heading) {
                continue;
            }
            if blank.is_typed() {
                found.push(flaw(proof, p, i, len));
            } else if blank.is_inside() {
                // Whether two words belong together is for a person to say.
                let f = flaw(proof, p, i, len);
                found.push(Flaw { right: None, safe: false, ..f });
            }
        }
    }
    for p in 0..proof.flow.paras.len() {
        trailing(proof, p, &mut found);
    }
    found.sort_by_key(|f: &Flaw| f.span);
    found.dedup_by_key(|f| f.span);
    proof.take(found, chars / 200 + 4);
}

/// (offset, bytes) of each run of blanks.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, c) in text.char_indices().filter(|(_, c)| matches!(c, ' ' | '\u{a0}' | '\u{3000}')) {
        match runs.last_mut().filter(|r| r.0 + r.1 == i) {
            Some(r) => r.1 += c.len_utf8(),
            None => runs.push((i, c.len_utf8())),
        }
    }
    runs
}

/// A run of blanks in its paragraph.
struct Blank<'a> {
    text: &'a str,
    at: usize,
    len: usize,
    /// What stands before it.
    head: &'a str,
}

impl Blank<'_> {
    /// Behind the number of a heading it is the heading's own form.
    fn is_label(&self, heading: bool) -> bool {
        heading && self.head.len() <= LABEL && self.head.ends_with(['.', '．', '、', '）', ')'])
    }

    /// Behind a full-width mark, or between a number and its unit.
    fn is_typed(&self) -> bool {
        let (Some(before), Some(after)) = around(self.text, self.at, self.len) else { return false };
        let mark = "，。；：、！？”》）".contains(before);
        let full = mark && (is_han(after) || after.is_ascii_digit() || "“《（".contains(after));
        let unit = before.is_ascii_digit() && is_han(after) && after != '年';
        full || (unit && !captioned(self.head))
    }

    /// Between two Chinese words that nothing sets apart.
    fn is_inside(&self) -> bool {
        let (Some(before), Some(_)) = around(self.text, self.at, self.len) else { return false };
        let rest = &self.text[self.at + self.len..];
        let words = is_han(before) && rest.chars().take(2).all(is_han);
        words && !self.is_meant(before)
    }

    fn is_meant(&self, before: char) -> bool {
        // 中共中央 国务院: organs side by side stand apart; a wide blank is meant.
        let organs = "委央厅部局会院府室办署".contains(before);
        let wide = self.text[self.at..self.at + self.len].contains('\u{3000}');
        // 第三条 本办法….
        let article = self.head.starts_with('第') && "条章节款".contains(before) && self.head.len() <= LABEL;
        // “好客某地 好品某地”: a slogan in quotation marks is set apart on purpose.
        let last = self.head.char_indices().rev().take(QUOTE).find(|c| matches!(c.1, '“' | '”'));
        let quoted = last.is_some_and(|c| c.1 == '“');
        organs || wide || article || quoted || self.head.ends_with("记者")
    }
}

/// 表1, 附件2, and a bare number at the head of a line.
fn captioned(head: &str) -> bool {
    let words = head.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    words.is_empty() || ["表", "图", "附件", "附"].iter().any(|w| words.ends_with(w))
}

fn flaw(proof: &Proof<'_>, p: usize, i: usize, len: usize) -> Flaw {
    let mut f = proof.in_para(Fault::Blank, p, &(i..i + len));
    (f.right, f.safe) = (Some(String::new()), true);
    f.say = proof.context(p, i, len);
    f
}

/// Blanks behind the last mark of a heading or a sentence.
fn trailing(proof: &Proof<'_>, p: usize, found: &mut Vec<Flaw>) {
    let text = proof.flow.para_text(p);
    let body = text.trim_end_matches([' ', '\u{a0}', '\u{3000}']);
    let counts =
        body.chars().count() >= 10 && proof.flow.paras[p].cell.is_none() && !text.contains(['\t', '|']);
    if counts && body.len() < text.len() {
        found.push(flaw(proof, p, body.len(), text.len() - body.len()));
    }
}
