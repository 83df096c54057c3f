//! The numbers of cited documents: 〔2024〕32号, with these brackets, the whole year, no 第 and no leading nought.

use super::{Fault, Flaw, Proof, is_han};

pub(super) fn read(proof: &mut Proof<'_>) {
    let mut found = Vec::new();
    for (p, text) in proof.prose() {
        for (i, c) in text.char_indices().filter(|(_, c)| "〔[【（(［".contains(*c)) {
            found.extend(number(proof, p, text, i, c));
        }
    }
    proof.found.extend(found);
}

fn number(proof: &Proof<'_>, p: usize, text: &str, i: usize, open: char) -> Option<Flaw> {
    // An organ's short name stands right before it: 财预〔2020〕10号.
    let named = text[..i].chars().next_back().is_some_and(is_han);
    let body = &text[i + open.len_utf8()..];
    let digits = body.len() - body.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let year = body.get(..4).filter(|y| y.starts_with("19") || y.starts_with("20"))?;
    if !named {
        return None;
    }
    let rest = &body[digits..];
    if digits > 4 {
        return run_together(proof, p, i, open, body, digits);
    }
    let close = rest.chars().next().filter(|c| "〕]】）)］".contains(*c))?;
    let tail = &rest[close.len_utf8()..];
    let di = tail.strip_prefix('第').unwrap_or(tail);
    let n = di.len() - di.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = di.get(..n).filter(|_| n > 0 && di[n..].starts_with('号'))?;
    // Old documents were numbered in other ways.
    let modern = year >= "2013";
    let bare = number.trim_start_matches('0');
    let right = format!("〔{year}〕{}号", if modern { bare } else { number });
    let end = i + open.len_utf8() + digits + close.len_utf8() + (tail.len() - di.len()) + n + '号'.len_utf8();
    let mut f = proof.in_para(Fault::PaperNumber, p, &(i..end));
    if f.quote == right || !modern {
        return None;
    }
    f.right = Some(right);
    Some(f)
}

/// （201834号): the closing bracket was lost.
fn run_together(
    proof: &Proof<'_>,
    p: usize,
    i: usize,
    open: char,
    body: &str,
    digits: usize,
) -> Option<Flaw> {
    let year: u32 = body.get(..4)?.parse().ok()?;
    let fits = (2000..2100).contains(&year) && (5..=7).contains(&digits) && body[digits..].starts_with('号');
    let mut f = proof.in_para(Fault::PaperNumber, p, &(i..i + open.len_utf8() + digits + '号'.len_utf8()));
    f.right = Some(format!("〔{year}〕{}号", body.get(4..digits)?));
    fits.then_some(f)
}
