//! Scores against full marks that stand elsewhere: lists side by side (满分分别为10分、8分，得分分别为9分、7分), and groups
//! that are called by name (产出指标（50分） … 产出指标得48分).

use super::{Out, kit};
use crate::facts::{Facts, Indicator, Mention, MentionId};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::num::Rat;
use std::collections::{BTreeMap, HashSet};

pub(super) fn run(facts: &Facts, out: &mut Out) {
    (0..facts.mentions.len()).for_each(|id| side_by_side(facts, id, out));
    named(facts, out);
}

fn is_score(m: &Mention) -> bool {
    m.kind == Kind::Score && m.cell.is_none() && kit::exact(m)
}

/// 得分 ≤ 满分, with the name of what is scored.
pub(super) fn claim(f: &Mention, s: &Mention, name: &str) -> Claim {
    let operands = vec![kit::role("得分", s)];
    let claim = Claim::new("SCO002", Expr::Arg(0), Relation::AtMost, operands, kit::role("满分", f));
    let named = if name.is_empty() { String::new() } else { format!("{name}：") };
    claim.formula(format!("{named}得分 ≤ 满分"))
}

fn holds(facts: &Facts, (full, score): (MentionId, MentionId)) -> bool {
    kit::value(&facts.mentions[score]) <= kit::value(&facts.mentions[full])
}

/// Scores told one by one right behind as many marks.
fn side_by_side(facts: &Facts, first: MentionId, out: &mut Out) {
    const MOST: usize = 12;
    let m = &facts.mentions[first];
    let told = ["分别", "依次"].iter().any(|w| m.gap.contains(w)) && m.gap.contains('得');
    if !is_score(m) || !told {
        return;
    }
    let beside = |&i: &MentionId| {
        let n = &facts.mentions[i];
        let joined = ["、", "和", "，", "及", "与"].contains(&n.gap.trim());
        i == first || is_score(n) && n.sentence == m.sentence && joined
    };
    let n = (first..facts.mentions.len()).take(MOST).take_while(beside).count();
    let Some(from) = first.checked_sub(n).filter(|_| n > 1) else { return };
    let is_mark = |i: MentionId| {
        let f = &facts.mentions[i];
        is_score(f) && f.para == m.para && !f.before.contains('得')
    };
    let whole = !facts.mentions[from].gap.starts_with('、');
    if !whole || !(from..first).all(is_mark) {
        return;
    }
    let pairs: Vec<_> = (0..n).map(|k| (from + k, first + k)).collect();
    if pairs.iter().filter(|p| holds(facts, **p)).count() + 1 >= n {
        let m = |i: MentionId| &facts.mentions[i];
        let each = pairs.iter().map(|&(f, s)| claim(m(f), m(s), &kit::name(m(f))));
        out.claims.extend(each.map(|c| c.stance(Stance::Stated)));
    }
}

/// 产出指标得48分, or 自评得分96分，其中产出指标48分, against the mark of 产出指标.
fn named(facts: &Facts, out: &mut Out) {
    let marks = marks(facts);
    let mut by_para: BTreeMap<u32, Vec<(MentionId, MentionId, &str)>> = BTreeMap::new();
    for (id, m) in facts.mentions.iter().enumerate().filter(|(id, m)| is_score(m) && is_got(facts, *id)) {
        let pair = marks.get(name(&m.label)).copied().flatten().filter(|&f| f != id);
        by_para.entry(m.para).or_default().extend(pair.map(|f| (f, id, name(&m.label))));
    }
    for pairs in by_para.values() {
        let held = pairs.iter().filter(|p| holds(facts, (p.0, p.1))).count();
        let sure = held + 1 >= pairs.len() && held > 0;
        let stance = if sure { Stance::Stated } else { Stance::Reading };
        let m = |i: MentionId| &facts.mentions[i];
        out.claims.extend(pairs.iter().map(|&(f, s, name)| claim(m(f), m(s), name).stance(stance)));
    }
}

/// The names of all indicators that have a mark.
pub(super) fn names(facts: &Facts) -> HashSet<&str> {
    facts.scoring.indicators.iter().filter(|i| i.full.is_some()).map(|i| name(&i.name)).collect()
}

/// A score that is called by the name of another indicator.
pub(super) fn is_of_another(names: &HashSet<&str>, i: &Indicator, score: &Mention) -> bool {
    let called = name(&score.label);
    score.cell.is_none() && name(&i.name) != called && names.contains(called)
}

/// The one mark of each name; none where a name has several.
fn marks(facts: &Facts) -> BTreeMap<&str, Option<MentionId>> {
    let mut marks: BTreeMap<&str, Option<MentionId>> = BTreeMap::new();
    let listed = facts.scoring.indicators.iter().filter_map(|i| Some((i.full?, i.name.as_str())));
    let told = (0..facts.mentions.len()).filter(|&d| is_part_of_hundred(facts, d));
    let told = told.map(|d| (d, facts.mentions[d].label.as_str()));
    for (full, called) in listed.chain(told) {
        let m = &facts.mentions[full];
        if !kit::exact(m) || name(called).chars().count() < 2 {
            continue;
        }
        let same = |&o: &MentionId| kit::value(&facts.mentions[o]) == kit::value(m);
        marks.entry(name(called)).and_modify(|o| *o = o.filter(same)).or_insert(Some(full));
    }
    marks
}

/// 满分100分，其中产出50分.
fn is_part_of_hundred(facts: &Facts, d: MentionId) -> bool {
    let m = &facts.mentions[d];
    let hundred = |&t: &MentionId| {
        let t = &facts.mentions[t];
        kit::value(t) == Some(Rat::from_integer(100)) && !t.before.contains('得')
    };
    is_score(m) && !m.before.contains('得') && facts.totals_of(d).iter().any(hundred)
}

/// A score that was got, and no total.
fn is_got(facts: &Facts, id: MentionId) -> bool {
    let m = &facts.mentions[id];
    let got = |m: &Mention| m.before.contains('得') || m.label.contains('得');
    let under =
        || facts.totals_of(id).iter().any(|&t| is_score(&facts.mentions[t]) && got(&facts.mentions[t]));
    facts.scoring.totals.binary_search(&id).is_err()
        && facts.scoring.owner(id).is_none_or(|i| i.full != Some(id))
        && (m.before.trim_end().ends_with(['得', '分', '为']) && got(m) || under())
}

/// 其中产出指标自评得分 → 产出.
fn name(label: &str) -> &str {
    const TAILS: &[&str] =
        &["得分", "得", "自评", "实得", "实际", "评分", "指标", "类", "方面", "部分", "为"];
    let mut name = label.trim();
    name = ["其中", "自评"].iter().fold(name, |n, w| n.strip_prefix(w).unwrap_or(n));
    while let Some(rest) = TAILS.iter().find_map(|t| name.strip_suffix(t)) {
        name = rest;
    }
    name
}
