//! Paragraphs that stand twice, word for word.

use super::{Fault, Proof};
use std::collections::HashMap;

/// Shorter ones may repeat: captions, set sentences.
const LONG: usize = 40;

pub(super) fn read(proof: &mut Proof<'_>) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    let labels: HashMap<usize, usize> =
        proof.flow.headings.iter().map(|h| (h.para as usize, h.label.len())).collect();
    let mut found = Vec::new();
    for (p, text) in proof.prose() {
        let body = text.trim();
        if body.chars().count() < LONG || !body.contains(['。', '，']) {
            continue;
        }
        let label = labels.get(&p).copied().unwrap_or(0);
        let body = body.get(label..).unwrap_or(body).trim();
        match first.get(body) {
            Some(&earlier) => {
                let lead = text.find(body).unwrap_or(0);
                let mut f = proof.in_para(Fault::Repeated, p, &(lead..lead + body.len()));
                f.other = Some(proof.flow.span(&proof.flow.paras[earlier].range));
                found.push(f);
            }
            None => {
                first.insert(body, p);
            }
        }
    }
    proof.take(found, 4);
}
