//! What a template left to be filled in: 占 %, 20xx年, XX, 年 月 日.

use super::{Fault, Flaw, Proof, is_han};
use std::ops::Range;

/// Words before a number, whose unit stands there without it.
const BEFORE: &[&str] = &[
    "占", "增加", "减少", "增长", "下降", "支出", "收入", "预算", "为", "共", "完成", "达", "计", "安排",
    "合计", "总计",
];
/// Those that never end in front of a unit by themselves.
const LOST: &[&str] = &["占", "增加", "减少", "增长", "下降", "合计", "总计"];
const UNITS: &[&str] = &["%", "％", "万元", "亿元", "个百分点"];
/// More than this, and names or figures were masked.
const MOST: usize = 6;

pub(super) fn read(proof: &mut Proof<'_>) {
    let mut masked: Vec<Flaw> = Vec::new();
    for p in 0..proof.flow.paras.len() {
        let text = proof.flow.para_text(p);
        let mut sure: Vec<Flaw> = gaps(text).into_iter().map(|at| flaw(proof, p, &at, true)).collect();
        sure.extend(date(text).map(|at| flaw(proof, p, &at, true)));
        if proof.flow.paras[p].cell.is_none() {
            proof.found.extend(sure);
        }
        masked.extend(blanks(proof, p, text));
    }
    let (years, masks): (Vec<Flaw>, Vec<Flaw>) = masked.into_iter().partition(|f| f.sure);
    proof.take(years, MOST);
    proof.take(masks, MOST);
}

fn flaw(proof: &Proof<'_>, p: usize, at: &Range<usize>, sure: bool) -> Flaw {
    let mut f = proof.in_para(Fault::Template, p, at);
    f.sure = sure;
    if !sure {
        f.fault = Fault::Mask;
    }
    f
}

/// 占 %, 减少 万元, 为____万元.
fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains(['，', '。', '；', '：', ',']) {
        return found;
    }
    for unit in UNITS {
        for (i, u) in text.match_indices(unit) {
            let head = text[..i].trim_end_matches([' ', '\u{3000}', '\u{a0}', '_', '＿']);
            let word = BEFORE.iter().rev().find(|w| head.ends_with(**w));
            let behind = &text[i + u.len()..];
            // 占%。 and 支出总计万元,: what stood between was lost with its blanks.
            let bare = behind.is_empty() || behind.starts_with(['，', '。', '；', '、', ',', ';', ')', '）']);
            if let Some(w) = word.filter(|w| head.len() < i || (bare && LOST.contains(w))) {
                found.push(head.len() - w.len()..i + u.len());
            }
        }
    }
    found
}

/// 年 月 日 alone, or behind the year.
fn date(text: &str) -> Option<Range<usize>> {
    let body = text.trim();
    let bare: String = body.chars().filter(|c| !c.is_whitespace()).collect();
    let year = bare.trim_start_matches(|c: char| {
        c.is_ascii_digit() || c == '：' || c == ':' || is_han(c) && !"年月日".contains(c)
    });
    let blank = body.contains(|c: char| c.is_whitespace());
    let at = text.len() - text.trim_start().len();
    (year == "年月日" && blank && bare.chars().count() <= 14).then(|| at..at + body.len())
}

/// 20xx年, XX局; the letters of a code are none, nor is a stretch that a longer word has taken.
fn blanks(proof: &Proof<'_>, p: usize, text: &str) -> Vec<Flaw> {
    let mut hits: Vec<Range<usize>> = Vec::new();
    for word in &proof.scheme.wording.blanks {
        let found = text.match_indices(word.as_str()).map(|(i, w)| i..i + w.len());
        hits.extend(found.filter(|at| stands(word, text, at)));
    }
    hits.sort_by_key(|h| (h.start, usize::MAX - h.end));
    let mut free = 0;
    hits.retain(|h| {
        let alone = h.start >= free;
        free = free.max(h.end);
        alone
    });
    hits.iter().map(|at| flaw(proof, p, at, text[at.clone()].starts_with("20"))).collect()
}

fn stands(word: &str, text: &str, at: &Range<usize>) -> bool {
    let (before, after) = super::around(text, at.start, at.end - at.start);
    let ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic() || c == '-');
    let letters = word.chars().all(|c| matches!(c, 'X' | 'x' | '×'));
    let beside = before.is_some_and(is_han) || after.is_some_and(is_han);
    !letters || (beside && !ascii(before) && !ascii(after))
}
