//! Amounts that a text repeats roundly: 约1.2亿元 for 11987.65万元. Claims of MEN004.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation};
use crate::num::{self, Rat};
use num_traits::Signed;

/// Figures around a round one that are looked at.
const FAR: usize = 250;
/// Characters of a name that both must have, and that make the same thing of them.
const SHARED: usize = 2;
const SAME: usize = 4;
/// Figures before one that says it in another unit.
const NEAR: usize = 5;
/// Digits of a round figure that tell which it is of.
const TOLD: usize = 2;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate() {
        let round = m.kind == Kind::Amount && m.approximate && !m.range && m.cell.is_none();
        if round && m.stand == Stand::Level && m.term.told() >= TOLD {
            out.claims.extend(claim(facts, id));
        }
    }
}

fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let end = (id + FAR / 2).min(facts.mentions.len());
    let around = (id.saturating_sub(FAR)..id).rev().chain(id + 1..end);
    let exact = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let finer = n.term.quantity().zip(m.term.quantity()).is_some_and(|(a, b)| a.step < b.step);
        n.kind == Kind::Amount && n.base == m.base && kit::exact(n) && finer && n.stand == Stand::Level
    };
    let near: Vec<MentionId> = around.filter(exact).collect();
    let named = |i: &MentionId, n: usize| kit::share(&facts.mentions[*i].label, &m.label, n);
    let called = |n: usize| near.iter().copied().find(|i| named(i, n) && rounds(&facts.mentions[*i], m, 0));
    let rounded = (SHARED..=SAME).rev().find_map(called);
    let same: Vec<MentionId> = near.iter().copied().filter(|i| named(i, SAME)).collect();
    // The name is that of one figure, and the point stands wrong.
    let one = same.windows(2).all(|w| facts.mentions[w[0]].term.value == facts.mentions[w[1]].term.value);
    let moved = |&&i: &&MentionId| [1, -1].iter().any(|&p| rounds(&facts.mentions[i], m, p));
    let moved = || same.first().filter(|_| one && m.term.told() > TOLD).filter(moved).copied();
    let of = rounded.or_else(moved).or_else(|| converted(facts, id))?;
    let name = kit::name(&facts.mentions[of]);
    let plain = |name: &str, m: &Mention| {
        let mut role = kit::role(name, m);
        role.candidates.iter_mut().for_each(kit::plain);
        role
    };
    let operands = vec![plain(&name, &facts.mentions[of])];
    let claim = Claim::new("MEN004", Expr::Arg(0), Relation::Equals, operands, plain("约数", m)).formal();
    Some(claim.formula(format!("{name}约数前后一致")))
}

/// 1486.20万元（约1.49亿元）, 折合约1.49亿元: the amount right before it, the point of one standing wrong.
fn converted(facts: &Facts, id: MentionId) -> Option<MentionId> {
    // 收入总预算a，比上年b增加c，增长d，…，折合约e: what changes stand between are none of it.
    let level = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.kind == Kind::Amount && n.stand == Stand::Level && n.para == facts.mentions[id].para
    };
    let of = (id.saturating_sub(NEAR)..id).rev().find(level)?;
    let (m, n) = (&facts.mentions[id], &facts.mentions[of]);
    let gap = m.gap.trim_end_matches('约');
    let bracket = matches!(gap, "（" | "(") && m.rest.starts_with(['）', ')']);
    let told = ["折合", "约合"].iter().any(|w| gap.ends_with(w)) || bracket;
    let beside = n.kind == Kind::Amount && n.base == m.base && n.para == m.para && kit::exact(n);
    let unit = n.term.unit != m.term.unit && m.term.told() > TOLD;
    let moved = || [0, 1, -1].iter().any(|&p| rounds(n, m, p));
    let beside = beside && (of + 1 == id || !bracket);
    (told && beside && unit && moved()).then_some(of)
}

/// The figure, its point moved, is the round one when it is rounded or cut to its places.
fn rounds(n: &Mention, m: &Mention, power: i32) -> bool {
    let fits = || {
        let (a, q) = (num::mul(kit::value(n)?, num::scale10(power)?)?, m.term.quantity()?);
        let off = num::sub(a, q.value)?;
        let half = num::div(q.step, Rat::from_integer(2))?;
        Some(off.abs() <= half)
    };
    fits().unwrap_or(false)
}
