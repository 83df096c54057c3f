//! Punctuation: half-width marks beside Chinese, marks that stand twice, paragraphs that do not end.

use super::{Fault, Flaw, Proof, around, is_han};

/// Half-width marks and what stands for them in Chinese.
const HALF: &[(char, char)] =
    &[(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('!', '！'), ('(', '（'), (')', '）')];
/// Marks of which no two may stand side by side.
const STOPS: &[char] = &['，', '。', '、', '；', '：', ',', ';'];
/// Paragraphs shorter than this, in characters, may be titles, names, captions.
const LONG: usize = 30;
/// A shorter stretch behind the last stop, in characters, is a name or a caption.
const TAIL: usize = 12;

pub(super) fn read(proof: &mut Proof<'_>) {
    half(proof);
    doubled(proof);
    ends(proof);
    clauses(proof);
}

fn full(c: char) -> Option<char> {
    HALF.iter().find(|m| m.0 == c).map(|m| m.1)
}

/// Where nearly all marks are half-width the text was folded, and no mark says anything.
fn half(proof: &mut Proof<'_>) {
    let (mut marks, mut brackets) = (Vec::new(), Vec::new());
    let (mut full_marks, mut full_brackets) = (0, 0);
    for (p, text) in proof.prose() {
        full_marks += text.chars().filter(|c| matches!(c, '，' | '；' | '：' | '？' | '！')).count();
        full_brackets += text.chars().filter(|c| matches!(c, '（' | '）')).count();
        for (i, c) in text.char_indices().filter(|(i, c)| is_half(text, *i, *c)) {
            let list = if matches!(c, '(' | ')') { &mut brackets } else { &mut marks };
            list.push(half_mark(proof, p, text, i, c));
        }
    }
    let most = |full: usize| if full == 0 { 0 } else { full / 2 + 2 };
    proof.take(marks, most(full_marks));
    if full_brackets > brackets.len() {
        proof.found.extend(brackets);
    }
}

fn half_mark(proof: &Proof<'_>, p: usize, text: &str, i: usize, c: char) -> Flaw {
    let rest = &text[i + 1..];
    let blanks = if c == '(' { 0 } else { rest.len() - rest.trim_start_matches(' ').len() };
    let end = if blanks == rest.len() { i + 1 } else { i + 1 + blanks };
    let mut f = proof.in_para(Fault::HalfMark, p, &(i..end));
    f.right = full(c).map(String::from);
    f.say = proof.context(p, i, end - i);
    f.safe = true;
    f
}

/// Beside a Chinese character, and no part of a number, a time or a ratio.
fn is_half(text: &str, i: usize, c: char) -> bool {
    if full(c).is_none() {
        return false;
    }
    let (before, after) = around(text, i, 1);
    let chinese = |c: Option<char>| c.is_some_and(|c| is_han(c) || "”》）％%“《（".contains(c));
    let after_blank = text[i + 1..].trim_start().chars().next();
    match c {
        '(' => {
            chinese(before) && chinese(after)
                || chinese(after) && before.is_none_or(|c| !c.is_ascii_alphanumeric())
        }
        ')' => chinese(before),
        _ => {
            chinese(before)
                && (after_blank.is_none()
                    || chinese(after_blank)
                    || after_blank.is_some_and(|c| c.is_ascii_digit()))
        }
    }
}

/// ，， and 、。; dots that stand for an ellipsis are left alone.
fn doubled(proof: &mut Proof<'_>) {
    let mut found = Vec::new();
    for (p, text) in proof.prose() {
        let mut last: Option<(usize, char)> = None;
        for (i, c) in text.char_indices() {
            let pair = last.filter(|l| l.0 + l.1.len_utf8() == i && STOPS.contains(&c));
            last = STOPS.contains(&c).then_some((i, c));
            let Some((at, first)) = pair else { continue };
            let run = around(text, at, i - at + c.len_utf8());
            if [run.0, run.1].into_iter().flatten().any(|n| STOPS.contains(&n) || n == '.') {
                continue;
            }
            let mut f = proof.in_para(Fault::DoubledMark, p, &(at..i + c.len_utf8()));
            f.right = Some(stronger(first, c).to_string());
            f.safe = first == c && full(c).is_none();
            found.push(f);
        }
    }
    proof.take(found, 12);
}

fn stronger(a: char, b: char) -> char {
    const ORDER: &[char] = &['。', '；', ';', '：', '，', ',', '、'];
    let rank = |c: char| ORDER.iter().position(|o| *o == c);
    if rank(a) <= rank(b) { a } else { b }
}

/// A long paragraph of sentences that ends in a word.
fn ends(proof: &mut Proof<'_>) {
    let (mut found, mut all) = (Vec::new(), 0usize);
    let last = proof.flow.paras.len().saturating_sub(1);
    for (p, text) in proof.prose() {
        let body = text.trim_end();
        if p == last || body.chars().count() < LONG || !body.contains('。') {
            continue;
        }
        all += 1;
        // A caption: 记者某某 摄.
        let tail = body.rsplit('。').next().unwrap_or("");
        if tail.chars().count() < TAIL || tail.ends_with('摄') {
            continue;
        }
        let open = body.chars().next_back().filter(|c| is_han(*c) || matches!(c, '”' | '》' | '，' | '、'));
        if let Some(c) = open.filter(|_| !runs_on(proof, p)) {
            let mut f = proof.in_para(Fault::NoStop, p, &(body.len() - c.len_utf8()..body.len()));
            f.right =
                Some(if is_han(c) || "”》".contains(c) { format!("{c}。") } else { "。".to_owned() });
            found.push(f);
        }
    }
    proof.take(found, (all / 5).max(2));
}

/// The next paragraph goes on in the middle of a sentence: it starts neither with a number nor a blank.
fn runs_on(proof: &Proof<'_>, p: usize) -> bool {
    let next = (p + 1..proof.flow.paras.len())
        .map(|n| (n, proof.flow.para_text(n)))
        .find(|n| !n.1.trim().is_empty());
    let Some((n, text)) = next else { return true };
    let para = &proof.flow.paras[n];
    !para.is_heading
        && para.cell.is_none()
        && !text.starts_with([' ', '\u{3000}'])
        && n == p + 1
        && !signed(text)
}

/// A short line: a name, a date, a caption.
fn signed(text: &str) -> bool {
    text.chars().count() < LONG && !text.contains(['。', '，'])
}

/// 、 between 》 and 《, ” and “; and 、 before a new clause: 》、调整了.
fn clauses(proof: &mut Proof<'_>) {
    let verbs = &proof.scheme.wording.lists.drafting;
    let mut found = Vec::new();
    for (p, text) in proof.prose() {
        for (i, _) in text.match_indices('、') {
            let (head, rest) = (&text[..i], &text[i + '、'.len_utf8()..]);
            let quoted = head.ends_with('》') && rest.starts_with('《')
                || head.ends_with('”') && rest.starts_with('“');
            let clause = head.ends_with(['》', '”'])
                && verbs.iter().any(|v| rest.strip_prefix(v.as_str()).is_some_and(|r| r.starts_with('了')));
            if quoted || clause {
                let fault = if quoted { Fault::QuotedList } else { Fault::ClauseComma };
                let mut f = proof.in_para(fault, p, &(i..i + '、'.len_utf8()));
                f.right = Some(if quoted { String::new() } else { "，".to_owned() });
                found.push(f);
            }
        }
    }
    proof.found.extend(found);
}
