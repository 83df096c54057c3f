//! What is read once more as one sentence: short paragraphs, and a few short paragraphs that stand together.

use crate::figure::Figure;
use crate::layout::Flow;
use std::ops::{Range, RangeInclusive};

/// What is read as one sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// The sentences of a paragraph.
    Sentences,
    /// Neighbouring paragraphs, counted from the first or from the second.
    Paragraphs { from: usize },
}

impl Join {
    pub const ALL: [Self; 3] = [Self::Sentences, Self::Paragraphs { from: 0 }, Self::Paragraphs { from: 1 }];
}

/// Figures of one passage.
const FIGURES: RangeInclusive<usize> = 2..=10;

/// The figures of each passage.
pub(super) fn passages(flow: &Flow, figures: &[Figure], join: Join) -> Vec<Range<usize>> {
    let mut paras: Vec<Range<usize>> = Vec::new();
    let mut i = 0;
    while i < figures.len() {
        let j = i + figures[i..].iter().take_while(|f| f.para == figures[i].para).count();
        paras.push(i..j);
        i = j;
    }
    match join {
        Join::Sentences => {
            paras.retain(|p| is_passage(flow, &figures[p.clone()]));
            paras
        }
        Join::Paragraphs { from } => together(flow, figures, paras.get(from..).unwrap_or_default()),
    }
}

/// A paragraph of two to five sentences and not many figures.
fn is_passage(flow: &Flow, figures: &[Figure]) -> bool {
    const SENTENCES: RangeInclusive<usize> = 2..=5;
    let para = figures[0].para as usize;
    flow.paras[para].cell.is_none()
        && FIGURES.contains(&counted(figures))
        && SENTENCES.contains(&sentences(flow, para))
}

fn sentences(flow: &Flow, para: usize) -> usize {
    flow.para_text(para).trim_end().trim_end_matches('。').matches('。').count() + 1
}

fn counted(figures: &[Figure]) -> usize {
    figures.iter().filter(|f| f.kind.is_figure()).count()
}

/// Runs of two to five short paragraphs; headings may stand between.
fn together(flow: &Flow, figures: &[Figure], paras: &[Range<usize>]) -> Vec<Range<usize>> {
    const SHORT: usize = 4;
    const PARAS: usize = 5;
    let mut all = Vec::new();
    let mut k = 0;
    while k < paras.len() {
        let start = k;
        let mut sum = 0;
        while k < paras.len() && k - start < PARAS {
            let p = &figures[paras[k].clone()];
            let para = p[0].para as usize;
            let short = flow.paras[para].cell.is_none() && sentences(flow, para) <= SHORT;
            let near = k == start || is_near(flow, figures[paras[k - 1].start].para, p[0].para);
            if !short || !near || sum + counted(p) > *FIGURES.end() {
                break;
            }
            sum += counted(p);
            k += 1;
        }
        if k - start >= 2 && FIGURES.contains(&sum) {
            all.push(paras[start].start..paras[k - 1].end);
        }
        k = k.max(start + 1);
    }
    all
}

/// Nothing but headings stands between.
fn is_near(flow: &Flow, a: u32, b: u32) -> bool {
    const LINES: u32 = 4;
    const HEADING: usize = 40;
    let heading = |p: u32| {
        let text = flow.para_text(p as usize).trim();
        text.chars().count() <= HEADING && !text.ends_with('。') && flow.paras[p as usize].cell.is_none()
    };
    b - a <= LINES && (a + 1..b).all(heading)
}
