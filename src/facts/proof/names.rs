//! Names of units: parts that are called otherwise than in their list, another unit's name, names that the report has
//! for itself.

use super::{Fault, Flaw, Known, Proof, is_han};
use std::collections::{HashMap, HashSet};

pub(super) fn read(proof: &mut Proof<'_>, known: &Known<'_>) {
    drift(proof, known);
    self_name(proof);
    self_words(proof);
    other_unit(proof);
}

/// The label of a count of people that is nearly, but not quite, a name of the list of the unit's parts.
fn drift(proof: &mut Proof<'_>, known: &Known<'_>) {
    let offices = &proof.scheme.wording.lists.offices;
    let is_office =
        |n: &str| offices.iter().any(|o| n.ends_with(o.as_str())) && (4..=16).contains(&n.chars().count());
    let lists = known.enumerations.iter().filter_map(|e| e.readings.last());
    let declared: Vec<(crate::span::Span, String)> =
        lists.flatten().map(|(s, n)| (*s, bare(n))).filter(|(_, n)| is_office(n)).collect();
    let names: HashSet<&str> = declared.iter().map(|d| d.1.as_str()).collect();
    let mut by_head: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, d) in declared.iter().enumerate() {
        by_head.entry(head(&d.1)).or_default().push(i);
    }
    let mut found: Vec<Flaw> = Vec::new();
    for m in known.mentions.iter().filter(|m| m.base == "人") {
        let label = m.label.trim();
        let own = proof.scheme.wording.units.iter().any(|u| u == label);
        if !is_office(label) || names.contains(label) || own {
            continue;
        }
        let heads = by_head.get(&head(label)).map_or(&[][..], Vec::as_slice);
        let mut near = heads.iter().take(MOST).map(|&i| &declared[i]).filter(|d| alike(label, &d.1));
        if let (Some(d), None) = (near.next(), near.next()) {
            let Some(at) = m.gap.rfind(label) else { continue };
            let start = m.at.start - (m.gap.len() - at) as u32;
            let mut f = proof.flaw(Fault::Drift, &(start..start + label.len() as u32));
            (f.right, f.other) = (Some(d.1.clone()), Some(d.0));
            found.extend((f.quote == label).then_some(f));
        }
    }
    proof.found.extend(found);
}

/// Names of one beginning that are compared.
const MOST: usize = 40;

/// Names that are one begin with the same two characters.
fn head(name: &str) -> String {
    name.chars().take(2).collect()
}

/// Without what stands in brackets.
fn bare(name: &str) -> String {
    name.split(['（', '(']).next().unwrap_or("").trim().to_owned()
}

/// One lacks up to three characters of the other, or two neighbours differ; the beginning and the end are the same.
fn alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let head = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let tail = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    let (gap, lost) = (short.len().saturating_sub(head + tail), long.len() - short.len());
    let cut = gap == 0 && (1..=3).contains(&lost) && short.len() >= 5 && head >= 2 && tail >= 1;
    let swapped = lost == 0 && (1..=2).contains(&gap) && head >= 4 && tail >= 1;
    cut || swapped
}

/// A 自评报告 that says 本评价报告.
fn self_name(proof: &mut Proof<'_>) {
    let own = proof.frame.title.as_deref().is_some_and(|t| t.contains("自评报告"));
    let mut found = Vec::new();
    for (p, text) in proof.prose().filter(|_| own) {
        for (i, w) in text.match_indices("本评价报告") {
            let mut f = proof.in_para(Fault::SelfName, p, &(i..i + w.len()));
            f.right = Some("本自评报告".to_owned());
            found.push(f);
        }
    }
    proof.found.extend(found);
}

const SELF: &[&str] =
    &["我单位", "我局", "我街道", "我镇", "我乡", "我院", "我校", "我委", "我办", "我中心", "我部门"];

/// More than one way to say we: the first place of the rarest.
fn self_words(proof: &mut Proof<'_>) {
    let mut seen: Vec<(&str, usize, (usize, usize))> = Vec::new();
    for (p, text) in proof.prose() {
        for word in SELF {
            for (i, _) in text.match_indices(word) {
                match seen.iter_mut().find(|s| s.0 == *word) {
                    Some(s) => s.1 += 1,
                    None => seen.push((word, 1, (p, i))),
                }
            }
        }
    }
    let Some(rare) = seen.iter().min_by_key(|s| s.1).filter(|_| seen.len() > 1) else { return };
    let mut f = proof.in_para(Fault::SelfWords, rare.2.0, &(rare.2.1..rare.2.1 + rare.0.len()));
    f.say = seen.iter().map(|s| format!("“{}”{}处", s.0, s.1)).collect::<Vec<_>>().join("、");
    proof.found.push(f);
}

const UNITS: &[&str] = &["街道办事处", "镇人民政府", "乡人民政府"];
/// What makes a name the report's own.
const OWN: &[&str] = &["整体支出", "部门整体支出", "绩效自评", "部门决算", "部门预算"];

/// 现将…乙镇人民政府2023年度整体支出绩效… in the report of 甲镇.
fn other_unit(proof: &mut Proof<'_>) {
    let Some((unit, _)) = &proof.frame.unit else { return };
    let Some(kind) = UNITS.iter().find(|k| unit.ends_with(**k)) else { return };
    let core: String = own_core(&unit[..unit.len() - kind.len()]);
    let mut found = Vec::new();
    for (p, text) in proof.prose() {
        for (i, _) in text.match_indices(kind) {
            let rest = text[i + kind.len()..]
                .trim_start_matches(|c: char| c.is_ascii_digit() || "年度的".contains(c));
            let head = &text[..i];
            let own = OWN.iter().any(|o| rest.starts_with(o));
            let named =
                proof.scheme.wording.units.iter().any(|u| text[..i + kind.len()].ends_with(u.as_str()));
            if own && !named && core.chars().count() >= 2 && !head.ends_with(&core) {
                let start = head.trim_end_matches(is_han).len();
                let mut f = proof.in_para(Fault::OtherUnit, p, &(start..i + kind.len()));
                f.say.clone_from(unit);
                found.push(f);
            }
        }
    }
    proof.found.extend(found);
}

/// The last two characters before the kind: 青杠 of …青杠街道办事处.
fn own_core(head: &str) -> String {
    let chars: Vec<char> = head.chars().collect();
    chars[chars.len().saturating_sub(2)..].iter().collect()
}
