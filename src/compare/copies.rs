//! Sentences that stand in the reports of two units, with the name of one of them left in the other's, or with the
//! same figures.
//!
//! Must not take a mention of a neighbour for a copy: the sentence must stand in both reports.

use super::digest::{Digest, Sentence};
use super::report::{Comparison, Item};
use std::collections::HashMap;

/// Shortest sentence that can be a copy, in characters.
const SHORT: usize = 15;
/// Shortest one that tells by its figures alone.
const LONG: usize = 30;
const FIGURES: usize = 3;

pub fn compare(digests: &[Digest]) -> Option<Comparison> {
    let mut first: HashMap<String, (usize, &Sentence)> = HashMap::new();
    let names: Vec<Vec<String>> = digests.iter().map(names).collect();
    // With its own names blotted out a sentence is the same in all reports that share it.
    for (i, d) in digests.iter().enumerate() {
        for s in d.sentences.iter().filter(|s| s.chars >= SHORT && holds(s, &names[i])) {
            first.entry(s.text.clone()).or_insert((i, s));
        }
    }
    let mut items = Vec::new();
    let mut seen: HashMap<&str, (usize, &Sentence)> = HashMap::new();
    for (i, d) in digests.iter().enumerate() {
        for s in d.sentences.iter().filter(|s| s.chars >= SHORT) {
            let own = holds(s, &names[i]);
            let source =
                first.get(&s.text).filter(|(k, _)| *k != i && !own && digests[*k].group() != d.group());
            if let Some((k, o)) = source {
                items.push(left_in(d, s, &digests[*k], o));
            } else if s.figures >= FIGURES && s.chars >= LONG {
                let (k, o) = *seen.entry(s.text.as_str()).or_insert((i, s));
                if k != i && digests[k].group() != d.group() {
                    items.push(alike(d, s, &digests[k], o));
                }
            }
        }
    }
    let mut paths: Vec<String> = items.iter().flat_map(|i| i.spots.iter().map(|s| s.path.clone())).collect();
    paths.sort_unstable();
    paths.dedup();
    let title = "各单位报告的雷同".to_owned();
    (!items.is_empty()).then(|| Comparison { kind: "copies", title, paths, remarks: Vec::new(), items })
}

/// How a report names its own unit, the longest first.
fn names(d: &Digest) -> Vec<String> {
    let u = &d.unit;
    let organ = if u.street.is_empty() { u.organ.clone() } else { u.street.clone() };
    let short = u.street.trim_end_matches("街道").to_owned();
    let mut names = vec![u.name.clone(), format!("{}{organ}", u.district), organ, short];
    // A name of two characters may be any word.
    names.retain(|n| n.chars().count() >= 3);
    names
}

fn holds(s: &Sentence, names: &[String]) -> bool {
    names.iter().any(|n| s.text.contains(n.as_str()))
}

fn left_in(d: &Digest, s: &Sentence, other: &Digest, o: &Sentence) -> Item {
    let message = format!("{}的报告里有{}的句子，单位名称没有改：{}", d.unit.name, other.unit.name, s.text);
    Item { what: "copied", message, spots: vec![s.spot.clone(), o.spot.clone()], doubt: true }
}

fn alike(d: &Digest, s: &Sentence, other: &Digest, o: &Sentence) -> Item {
    let message = format!("{}与{}的句子连同数字一字不差：{}", d.unit.name, other.unit.name, s.text);
    Item { what: "copied", message, spots: vec![s.spot.clone(), o.spot.clone()], doubt: true }
}
