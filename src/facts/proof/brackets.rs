//! Brackets and quotation marks in pairs, paragraph by paragraph.
//!
//! Half- and full-width brackets pair with each other. The one surprise: 1） and a） at the start of a point have no
//! opening half and are right.

use super::{Fault, Flaw, Proof};

const PAIRS: &[(&str, &str)] = &[("（(", "）)"), ("“", "”"), ("《", "》"), ("〔", "〕"), ("【", "】")];
/// More than this of one kind, and the text lost them in copying.
const MOST: usize = 3;

pub(super) fn read(proof: &mut Proof<'_>) {
    for (open, close) in PAIRS {
        let mut found = Vec::new();
        let mut carried = false;
        for (p, text) in proof.prose() {
            let lone = lone(text, open, close);
            let runs = lone.iter().any(|l| l.1) && !ends(text);
            // What opens in one paragraph and closes in the next was cut by a line end.
            if (runs && p + 1 < proof.flow.paras.len()) || carried {
                carried = runs;
                continue;
            }
            found.extend(lone.into_iter().map(|l| flaw(proof, p, text, l)));
        }
        let all: usize = proof.prose().map(|(_, t)| t.matches(|c| open.contains(c)).count()).sum();
        proof.take(found, MOST.min(all / 3 + 1));
    }
}

fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['。', '；', '：', '！', '？'])
}

/// (offset, opens) of the halves without the other.
fn lone(text: &str, open: &str, close: &str) -> Vec<(usize, bool)> {
    let mut stack: Vec<usize> = Vec::new();
    let mut lone = Vec::new();
    for (i, c) in text.char_indices() {
        if open.contains(c) {
            stack.push(i);
        } else if close.contains(c) && stack.pop().is_none() && !numbers(&text[..i], c) {
            lone.push((i, false));
        }
    }
    lone.extend(stack.into_iter().map(|i| (i, true)));
    lone
}

/// 1） at the start of a point.
fn numbers(head: &str, c: char) -> bool {
    let bare =
        head.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c));
    let start =
        bare.is_empty() || bare.ends_with(['。', '；', '：', '，', ';', ',', '、', ' ', '\u{3000}', ':']);
    matches!(c, '）' | ')') && start && bare.len() < head.len()
}

fn flaw(proof: &Proof<'_>, p: usize, text: &str, (i, opens): (usize, bool)) -> Flaw {
    let len = text[i..].chars().next().map_or(1, char::len_utf8);
    let mut f = proof.in_para(Fault::Unpaired, p, &(i..i + len));
    f.say = if opens { "缺少后一半" } else { "缺少前一半" }.to_owned();
    f
}
