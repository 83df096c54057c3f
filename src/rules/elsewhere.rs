//! Means whose total and number stand side by side in another paragraph: 用于维修校舍，支出1063.27万元，面积6.38万平方米。… 校舍维修平均造价每平方米166.66元.
//! Claims of AMT007.

use super::amt007_average::{self, Average};
use super::{kit, measure};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Stance};
use crate::num;
use num_traits::Signed;

/// Figures before a mean that are looked at, and numbers and totals that are tried.
const BACK: usize = 240;
const NUMBERS: usize = 12;
const NEAR: usize = 6;
/// Digits of a mean that tell which two figures it is of.
const TOLD: usize = 3;
/// Characters of a name that both must have.
const SHARED: usize = 2;

/// One that gives the mean bears it out; one that is called alike tells a slip of it.
pub(super) fn claims(facts: &Facts, id: MentionId, a: &Average<'_>) -> Vec<Claim> {
    let m = &facts.mentions[id];
    if m.term.told() < TOLD || m.stand != Stand::Average {
        return Vec::new();
    }
    let pairs: Vec<(MentionId, MentionId)> =
        numbers(facts, id, a).flat_map(|n| totals(facts, m, n).map(move |t| (t, n))).collect();
    if let Some(&(t, n)) = pairs.iter().find(|&&(t, n)| divides(facts, m, t, n)) {
        return vec![amt007_average::made(facts, m, &[t], &[n]).stance(Stance::Reading)];
    }
    let name = name(&m.label);
    let called = |&(t, n): &(MentionId, MentionId)| {
        let own = [t, n].iter().any(|&i| kit::share(&facts.mentions[i].label, name, SHARED));
        own || kit::share(&kit::sentence(facts, t), name, SHARED)
    };
    let mut all: Vec<_> =
        pairs.into_iter().filter(|_| name.chars().count() >= SHARED).filter(called).collect();
    // 安排1148万元，支出1063.27万元: of what was spent.
    let planned =
        |t: MentionId| ["预算", "安排", "计划", "下达"].iter().any(|w| facts.mentions[t].label.contains(w));
    if !all.iter().all(|p| planned(p.0)) {
        all.retain(|p| !planned(p.0));
    }
    let mut named = all.into_iter();
    // Of one pair alone the name is told.
    let only = named.next().filter(|_| named.next().is_none());
    only.map(|(t, n)| amt007_average::made(facts, m, &[t], &[n]).stance(Stance::Optional))
        .into_iter()
        .collect()
}

/// 校舍维修 of 校舍维修平均造价每平方米.
fn name(label: &str) -> &str {
    let ends = ["平均", "每", "人均", "户均", "亩均", "均", "单位", "造价", "成本"]
        .iter()
        .filter_map(|w| label.find(w));
    &label[..ends.min().unwrap_or(0)]
}

/// Counts of what the mean is of each, in other paragraphs.
fn numbers<'f>(facts: &'f Facts, id: MentionId, a: &'f Average<'_>) -> impl Iterator<Item = MentionId> + 'f {
    let m = &facts.mentions[id];
    let counted = move |i: &MentionId| {
        let n = &facts.mentions[*i];
        let level = !matches!(n.stand, Stand::Average | Stand::Change | Stand::Previous);
        n.para != m.para && n.cell.is_none() && level && kit::exact(n) && amt007_average::counts(n, a)
    };
    (id.saturating_sub(BACK)..id).rev().filter(counted).take(NUMBERS)
}

/// Figures of the mean's unit beside a number, in its sentence.
fn totals<'f>(facts: &'f Facts, m: &'f Mention, number: MentionId) -> impl Iterator<Item = MentionId> + 'f {
    let n = &facts.mentions[number];
    let total = move |i: &MentionId| {
        let t = &facts.mentions[*i];
        let level = t.stand == Stand::Level && t.cell.is_none() && kit::exact(t);
        level && t.sentence == n.sentence && t.base == m.base && t.kind == Kind::Amount && *i != number
    };
    (number.saturating_sub(NEAR)..(number + NEAR).min(facts.mentions.len())).filter(total)
}

fn divides(facts: &Facts, m: &Mention, total: MentionId, number: MentionId) -> bool {
    let near = || {
        let mean = m.term.quantity()?;
        let quotient =
            num::div(kit::value(&facts.mentions[total])?, measure::value(&facts.mentions[number])?)?;
        Some(num::sub(quotient, mean.value)?.abs() * num::Rat::from_integer(2) <= mean.step)
    };
    near().unwrap_or(false)
}
