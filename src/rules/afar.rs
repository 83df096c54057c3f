//! Rates and shares of figures that stand apart from them: confirmed where a figure with a name that fits bears them
//! out. What is not borne out is no error, since the words do not say which figures are meant.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use std::collections::HashSet;

/// Digits that leave no room for chance among the few figures that are tried.
const TOLD: usize = 3;
/// Mentions before a rate that are looked at for its part, and for its whole.
const NEAR: usize = 12;
const FAR: usize = 250;
/// Parts and wholes that are tried.
const PARTS: usize = 3;
const WHOLES: usize = 8;
/// Digits that name the whole where it stands in another paragraph and only the part is called as the rate is.
const MANY: usize = 4;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let stated = |c: &&Claim| c.stance == Stance::Stated && c.relation == Relation::Rounds;
    let told: HashSet<u32> = out
        .claims
        .iter()
        .filter(stated)
        .flat_map(|c| &c.result.candidates)
        .filter_map(|t| t.figure)
        .collect();
    for (id, m) in facts.mentions.iter().enumerate() {
        let rate = m.kind == Kind::Percent && m.cell.is_none() && kit::exact(m);
        let open = m.term.figure.is_some_and(|f| !told.contains(&f));
        if rate && open && m.term.told() >= TOLD && !matches!(m.stand, Stand::Change | Stand::Previous) {
            out.claims.extend(parts(facts, id).into_iter().filter_map(|part| claim(facts, id, part)));
        }
    }
}

/// Figures of the paragraph that the rate may be said of: those called in its clause, then the nearest.
fn parts(facts: &Facts, rate: MentionId) -> Vec<MentionId> {
    let m = &facts.mentions[rate];
    let part = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let counted = matches!(n.kind, Kind::Amount | Kind::Count | Kind::Measure);
        let level = !matches!(n.stand, Stand::Change | Stand::Average);
        counted && level && n.para == m.para && n.cell.is_none() && kit::exact(n)
    };
    let near: Vec<MentionId> = (rate.saturating_sub(NEAR)..rate).rev().filter(part).collect();
    let called = near.iter().copied().filter(|&i| kit::share(&facts.mentions[i].label, &m.before, 2));
    let mut all: Vec<MentionId> = called.take(PARTS).collect();
    all.extend(near.iter().copied().filter(|i| !all.contains(i)).take(PARTS).collect::<Vec<_>>());
    all
}

fn claim(facts: &Facts, rate: MentionId, part: MentionId) -> Option<Claim> {
    let (m, p) = (&facts.mentions[rate], &facts.mentions[part]);
    // 资产负债率 is of what there is now.
    let past =
        |n: &Mention| n.stand == Stand::Previous && !["上年", "去年"].iter().any(|w| m.before.contains(w));
    let whole = |n: &Mention| n.base == p.base && n.term.value_at_least(&p.term) && kit::exact(n) && !past(n);
    // 完成计划的94.94%: what was planned is no part.
    let planned = ["计划", "目标", "任务"].iter().any(|w| p.label.contains(w));
    // 总费用24105.96万元，收支结余757.74万元，结余率3.05%: of what came in.
    let left = ["结余率", "结转率"].iter().any(|w| m.before.ends_with(w));
    if left || planned && m.before.contains("完成") {
        return None;
    }
    // 占预算的: only what is called so; 占 alone, or 办结率: what stands in the paragraph.
    let behind = m.before.rsplit('占').next().unwrap_or("");
    let named = m.before.contains('占') && behind.chars().count() > 2;
    // 学生体检1815人，体检率99.51%: of the pupils that another paragraph told.
    let stem = m.before.strip_suffix('率').filter(|s| s.chars().count() >= 2 && m.term.told() >= MANY);
    let own = stem.is_some_and(|s| p.label.contains(s));
    let fits = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let beside = n.para == m.para || n.section == m.section && m.term.told() >= MANY;
        *i != part
            && whole(n)
            && (kit::share(&n.label, behind, 2) || !named && (own || beside) && n.cell.is_none())
    };
    let mut seen = HashSet::new();
    let new = |i: &MentionId| seen.insert(kit::value(&facts.mentions[*i]));
    let wholes: Vec<MentionId> =
        (rate.saturating_sub(FAR)..rate).rev().filter(fits).filter(new).take(WHOLES).collect();
    // 在有效问卷中，满意289份: of those, and not of all that were handed out.
    let among = p.gap.contains("有效问卷中");
    let mut wholes = wholes;
    wholes.retain(|&i| !among || facts.mentions[i].label.contains("有效"));
    wholes.first()?;
    let (a, name) = (kit::name(p), kit::name(m));
    let share = m.gap.contains('占') || m.label.contains('占');
    let (rule, name) = if share { ("SHR001", format!("{a}占比")) } else { ("EXE002", name) };
    let operands = vec![kit::role(&a, p), kit::roles("总体", facts, &wholes)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let formula = format!("{name} = {a} ÷ 总体");
    Some(
        Claim::new(rule, expr, Relation::Rounds, operands, kit::role(&name, m))
            .formula(formula)
            .stance(Stance::Reading)
            // A whole that is only called alike: no slip is read into it.
            .link(if named { Link::Guess } else { Link::Likely })
            .group(kit::rate_group(rate)),
    )
}
