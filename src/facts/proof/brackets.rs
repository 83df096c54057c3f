//! Brackets and quotation marks in pairs, paragraph by paragraph.
//!
//! Half- and full-width brackets pair with each other. The one surprise: 1） and a） at the start of a point have no
//! opening half and are right.

use super::{Fault, Flaw, Proof};

const PAIRS: &[(&str, &str)] = &[("（(", "）)"), ("“", "”"), ("《", "》"), ("〔", "〕"), ("【", "】")];
/// More than this of one kind, and the text lost them in copying.
const MOST: usize = 3;

/// Paragraphs over which a pair may stretch: a quotation of several, a line that was broken in copying.
const REACH: usize = 8;

pub(super) fn read(proof: &mut Proof<'_>) {
    for (open, close) in PAIRS {
        let mut found: Vec<(usize, Flaw, bool)> = Vec::new();
        let mut all = 0usize;
        // A lone half may stand on a line of its own: all lines count, rows of tables apart.
        let flow = proof.flow;
        let lines = (0..flow.paras.len()).filter(|&p| flow.paras[p].cell.is_none() && !proof.is_lost(p));
        for (p, text) in lines.map(|p| (p, flow.para_text(p))).filter(|l| !l.1.contains(['\t', '|'])) {
            all += text.matches(|c| open.contains(c)).count();
            for half in lone(text, open, close) {
                // What opened a few paragraphs above closes here.
                let pair = found.iter().rposition(|f| f.2 && !half.1 && p - f.0 <= REACH);
                match pair.filter(|&at| at + MOST >= found.len()) {
                    Some(at) => drop(found.remove(at)),
                    None => found.push((p, flaw(proof, p, text, half), half.1)),
                }
            }
        }
        proof.take(found.into_iter().map(|f| f.1).collect(), MOST.min(all / 3 + 1));
    }
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
