//! Rates told one by one whose figures are lists too: 分别支出a、b、c，执行率依次为R%、S%、T%. Which lists they are is told by
//! the figures: all rates but one come out.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand, is_joint};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};

/// Figures before the rates that are looked at, and runs of them.
const BACK: usize = 48;
const RUNS: usize = 12;
/// Fewest rates that tell of what they are, one of them wrong.
const FEW: usize = 3;
const MOST: usize = 16;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let mut id = 0;
    while id < facts.mentions.len() {
        let rates = rates(facts, id);
        if rates.len() >= FEW - 1 {
            id = rates[rates.len() - 1] + 1;
            out.claims.extend(claims(facts, &rates));
        } else {
            id += 1;
        }
    }
}

/// Percentages side by side from `first` on, told to be those of several things.
fn rates(facts: &Facts, first: MentionId) -> Vec<MentionId> {
    let plain = |m: &Mention| m.kind == Kind::Percent && m.cell.is_none() && kit::exact(m);
    let m = &facts.mentions[first];
    let told = ["分别", "依次"].iter().any(|w| m.gap.contains(w));
    if !plain(m) || !told {
        return Vec::new();
    }
    let beside = |i: &MentionId| {
        let n = &facts.mentions[*i];
        *i == first
            || plain(n) && n.sentence == m.sentence && ["、", "和", "，", "及", "与"].contains(&n.gap.trim())
    };
    (first..facts.mentions.len()).take(MOST).take_while(beside).collect()
}

fn claims(facts: &Facts, rates: &[MentionId]) -> Vec<Claim> {
    let n = rates.len();
    let runs = runs(facts, rates[0], n);
    let makes = |p: MentionId, w: MentionId, r: MentionId| {
        kit::makes(&facts.mentions[p], &facts.mentions[w], &facts.mentions[r])
    };
    let enough = |held: usize| held == n || held + 1 == n && n >= FEW;
    for parts in &runs {
        let base = facts.mentions[parts[0]].base.as_str();
        for wholes in runs.iter().filter(|w| *w != parts && facts.mentions[w[0]].base == base) {
            if enough((0..n).filter(|&k| makes(parts[k], wholes[k], rates[k])).count()) {
                let each = (0..n).map(|k| claim(facts, parts[k], wholes[k], rates[k]));
                return each.chain(joint(facts, parts, wholes, rates[n - 1] + 1)).collect();
            }
        }
        let from = rates[0].saturating_sub(BACK);
        let total = (from..rates[0]).rev().filter(|i| !parts.contains(i) && facts.mentions[*i].base == base);
        let total =
            total.take(BACK).find(|&w| enough((0..n).filter(|&k| makes(parts[k], w, rates[k])).count()));
        if let Some(w) = total.filter(|_| n >= FEW) {
            return (0..n).map(|k| claim(facts, parts[k], w, rates[k])).collect();
        }
    }
    Vec::new()
}

/// 合格率分别为R%、S%、T%，总体合格率U%: the rate of all of them.
fn joint(facts: &Facts, parts: &[MentionId], wholes: &[MentionId], rate: MentionId) -> Option<Claim> {
    let (last, r) = (&facts.mentions[rate - 1], facts.mentions.get(rate)?);
    let n = parts.len();
    let called =
        r.kind == Kind::Percent && r.sentence == last.sentence && is_joint(&r.label) && kit::exact(r);
    let sum = |from: usize| (from..from + n).map(Expr::Arg).reduce(Expr::sum_of);
    let expr = Expr::percent(sum(0)?, sum(n)?);
    let operands = parts.iter().chain(wholes).map(|&i| kit::role("各项", &facts.mentions[i])).collect();
    let name = kit::name(r);
    let claim = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&name, r));
    let claim =
        claim.formula(format!("{name} = 分子之和 ÷ 分母之和")).link(Link::Likely).stance(Stance::Stated);
    called.then(|| claim.group(kit::rate_group(rate)))
}

/// Figures of one unit side by side, as many as there are rates, nearest first.
fn runs(facts: &Facts, before: MentionId, n: usize) -> Vec<Vec<MentionId>> {
    let counted = |m: &Mention| {
        let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        kind && m.cell.is_none() && kit::exact(m) && m.stand != Stand::Change
    };
    let para = facts.mentions[before].para;
    let mut all: Vec<Vec<MentionId>> = Vec::new();
    for i in (before.saturating_sub(BACK)..before).filter(|&i| facts.mentions[i].para == para) {
        let m = &facts.mentions[i];
        if !counted(m) {
            all.push(Vec::new());
            continue;
        }
        match all.last_mut() {
            Some(run) if run.last().is_some_and(|&l| goes_on(&facts.mentions[l], m)) => run.push(i),
            _ => all.push(vec![i]),
        }
    }
    // 分别支出a、b、c，合计d: the total may stand beside them.
    let windows = all.iter().rev().filter(|r| r.len() <= n + 2).flat_map(|r| r.windows(n)).map(<[_]>::to_vec);
    windows.take(RUNS).collect()
}

fn goes_on(last: &Mention, m: &Mention) -> bool {
    last.base == m.base && last.sentence == m.sentence && m.sep <= Sep::Clause && last.depth == m.depth
}

fn claim(facts: &Facts, part: MentionId, whole: MentionId, rate: MentionId) -> Claim {
    let [p, w, r] = [part, whole, rate].map(|i| &facts.mentions[i]);
    let bare = p.label.contains("分别") || p.label.chars().count() < 2;
    let (a, b) = (if bare { "对应数".to_owned() } else { kit::name(p) }, kit::name(w));
    let operands = vec![kit::role(&a, p), kit::role(&b, w)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role("比率", r));
    let claim = claim.formula(format!("比率 = {a} ÷ {b}")).link(Link::Likely).stance(Stance::Stated);
    claim.group(kit::rate_group(rate))
}
