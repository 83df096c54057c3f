//! Wrong words out of the lists of patterns/wording, and words that stand twice.

use super::{Fault, Flaw, Proof, is_han};
use crate::scheme::{Misuse, Sort};
use std::ops::Range;

/// Longest word that is looked for twice, in characters.
const WORD: usize = 6;
/// A stretch without a mark longer than this, in characters, is no sentence.
const CLAUSE: usize = 120;
/// Single characters that may not stand twice.
const SINGLE: &str = "的了是和与在";

pub(super) fn read(proof: &mut Proof<'_>) {
    let mut found = Vec::new();
    for p in 0..proof.flow.paras.len() {
        listed(proof, p, &mut found);
    }
    for (p, text) in proof.prose() {
        for clause in clauses(text) {
            doubled(proof, p, text, &clause, &mut found);
        }
    }
    stray(proof, &mut found);
    proof.found.extend(found);
}

/// Stretches between marks.
pub(super) fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for (i, c) in text.char_indices().filter(|(_, c)| "，。；：！？、,;:!? \u{3000}".contains(*c)) {
        all.push(start..i);
        start = i + c.len_utf8();
    }
    all.push(start..text.len());
    all.retain(|r| r.end > r.start && text[r.clone()].chars().count() <= CLAUSE);
    all
}

fn listed(proof: &Proof<'_>, p: usize, found: &mut Vec<Flaw>) {
    let wording = &proof.scheme.wording;
    let text = proof.flow.para_text(p);
    let mut free = 0;
    for (i, words) in wording.words.scan(text) {
        if i < free {
            continue;
        }
        let misuse = words.map(|w| &wording.misuses[w.1]).find(|m| fits(m, text, i));
        if let Some(m) = misuse {
            free = i + m.wrong.len();
            if settled(proof, text, &(i..free)) {
                continue;
            }
            found.push(flaw(proof, p, i..free, m));
        }
    }
}

/// A place with what may touch it: no list holds a longer word.
fn window(text: &str, at: &Range<usize>) -> Range<usize> {
    const SIDE: usize = 24;
    let start = text[..at.start].char_indices().rev().nth(SIDE).map_or(0, |c| c.0);
    let end = text[at.end..].char_indices().nth(SIDE).map_or(text.len(), |c| at.end + c.0);
    start..end
}

/// A word of the user's own list covers the place.
fn settled(proof: &Proof<'_>, text: &str, at: &Range<usize>) -> bool {
    let near = window(text, at);
    let covers = |word: &String| {
        let hits = text[near.clone()].match_indices(word.as_str()).map(|(i, w)| (near.start + i, w.len()));
        hits.into_iter().any(|(i, len)| i < at.end && i + len > at.start)
    };
    proof.scheme.wording.allowed.iter().any(covers)
}

fn fits(m: &Misuse, text: &str, i: usize) -> bool {
    let end = i + m.wrong.len();
    let sentence = || {
        let near = window(text, &(i..end));
        let from = text[near.start..i].rfind(['。', '；']).map_or(near.start, |at| near.start + at);
        let to = text[end..near.end].find(['。', '；']).map_or(near.end, |at| end + at);
        &text[from..to]
    };
    m.fits(&text[..i], &text[end..], if m.near.is_empty() { "" } else { sentence() })
}

fn flaw(proof: &Proof<'_>, p: usize, at: Range<usize>, m: &Misuse) -> Flaw {
    let fault = match m.sort {
        Sort::Confusable => Fault::Confusable,
        Sort::Particle => Fault::Particle,
        Sort::Missing => Fault::Missing,
        Sort::Term => Fault::Term,
        Sort::Redundant => Fault::Redundant,
    };
    let mut f = proof.in_para(fault, p, &at);
    f.right = Some(m.right.clone());
    (f.safe, f.sure) = (m.safe, m.sure);
    f.say.clone_from(&m.why);
    f
}

/// 全部全部, and 的的.
fn doubled(proof: &Proof<'_>, p: usize, text: &str, clause: &Range<usize>, found: &mut Vec<Flaw>) {
    let body: Vec<(usize, char)> = text[clause.clone()].char_indices().collect();
    let mut k = 0;
    while k < body.len() {
        let n = (1..=WORD.min((body.len() - k) / 2)).rev().find(|&n| twice(&body[k..k + 2 * n], n));
        let Some(n) = n else {
            k += 1;
            continue;
        };
        let offset = |k: usize| body.get(k).map_or(clause.end, |b| clause.start + b.0);
        let at = offset(k)..offset(k + 2 * n);
        let word = &text[at.start..offset(k + n)];
        let known = n != 2 || proof.scheme.wording.twofold.contains(word);
        if known && !allowed(proof, text, &at) {
            let mut f = proof.in_para(Fault::Doubled, p, &at);
            f.right = Some(word.to_owned());
            f.safe = n >= 2;
            found.push(f);
        }
        k += if known { 2 * n } else { 1 };
    }
}

fn twice(pair: &[(usize, char)], n: usize) -> bool {
    let same = (0..n).all(|i| pair[i].1 == pair[i + n].1 && is_han(pair[i].1));
    // 人人人人 is no word twice; single characters only where the list has them.
    let plain = n == 1 && SINGLE.contains(pair[0].1);
    same && (plain || n > 1 && pair[0].1 != pair[1].1)
}

/// Doubled words that are right stand in the list, with what touches them.
fn allowed(proof: &Proof<'_>, text: &str, at: &Range<usize>) -> bool {
    let near = window(text, at);
    let around = |word: &String| {
        text[near.clone()].match_indices(word.as_str()).map(|(i, w)| (near.start + i, w)).any(|(i, w)| {
            i < at.end && i + w.len() > at.start && {
                // The listed word covers the seam of the two halves.
                let seam = at.start + (at.end - at.start) / 2;
                i < seam && i + w.len() > seam
            }
        })
    };
    let again = text[at.end..].starts_with('再');
    let counted = "一二两三四五六七八九十每逐".contains(text[at.clone()].chars().next().unwrap_or(' '));
    // 326人每人每月.
    let each = text[at.clone()].contains('每');
    again || counted || each || settled(proof, text, at) || proof.scheme.wording.doubles.iter().any(around)
}

/// 总长度统31公里: a character between what is measured and its number that joins nothing.
fn stray(proof: &Proof<'_>, found: &mut Vec<Flaw>) {
    let lists = &proof.scheme.wording.lists;
    for (p, text) in proof.prose() {
        for word in &lists.measured {
            for (i, w) in text.match_indices(word.as_str()) {
                let rest = &text[i + w.len()..];
                let mut chars = rest.chars();
                let (Some(c), Some(next)) = (chars.next(), chars.next()) else { continue };
                if is_han(c) && next.is_ascii_digit() && !lists.links.iter().any(|l| l.starts_with(c)) {
                    let at = i + w.len()..i + w.len() + c.len_utf8();
                    found.push(proof.in_para(Fault::Stray, p, &at));
                }
            }
        }
    }
}
