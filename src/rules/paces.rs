//! Rates of growth whose change stands apart from them: 与上年a相比，多支出b，主要用于扩面，增幅R%; 增加b，上年为a，增幅R%. The
//! value of this year need not be printed near.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use std::collections::HashSet;

/// Figures before a rate that are looked at.
const BACK: usize = 6;
/// Paragraphs from a change to its rate, a heading between them.
const PARAS: u32 = 2;
/// All of the words right before such a rate.
const PACE: &[&str] =
    &["增幅", "降幅", "减幅", "升幅", "增长", "下降", "增长率", "下降率", "幅度", "变动幅度", "增长幅度"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let told: HashSet<MentionId> =
        facts.changes.iter().filter(|c| c.delta.is_some()).filter_map(|c| c.rate).collect();
    for (id, m) in facts.mentions.iter().enumerate() {
        let words = m.before.trim_end_matches(['为', '达', '是', '约', '了']);
        let plain = m.kind == Kind::Percent && m.cell.is_none() && kit::exact(m);
        if plain && PACE.contains(&words) && !told.contains(&id) {
            out.claims.extend(claim(facts, id));
        }
    }
}

fn claim(facts: &Facts, rate: MentionId) -> Option<Claim> {
    let r = &facts.mentions[rate];
    // Back to the start of the sentence, or of its part behind a semicolon.
    let mut near: Vec<MentionId> = Vec::new();
    for i in (rate.saturating_sub(BACK)..rate).rev() {
        if facts.mentions[i].sentence != r.sentence {
            break;
        }
        near.push(i);
        if facts.mentions[i].sep >= Sep::Group {
            break;
        }
    }
    // 比上年17250元增加1380元。/ 二、对比 / 增幅为8%: of the sentence before, where this one opens with the rate.
    let before = rate.checked_sub(1).map(|i| &facts.mentions[i]);
    if before.is_some_and(|b| b.sentence == r.sentence) && r.sep > Sep::Clause {
        return None;
    }
    let before = before.filter(|b| near.is_empty() && b.stand == Stand::Change && r.para - b.para <= PARAS);
    if let Some(b) = before {
        let of = (rate.saturating_sub(BACK)..rate).rev();
        near.extend(of.take_while(|&i| facts.mentions[i].sentence == b.sentence));
    }
    let counted = |m: &Mention| matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure) && kit::exact(m);
    // A rate between has a change of its own.
    let own = near.iter().copied().take_while(|&i| facts.mentions[i].kind != Kind::Percent);
    let own: Vec<MentionId> = own.filter(|&i| counted(&facts.mentions[i])).collect();
    let of = |stand: Stand| own.iter().copied().filter(move |&i| facts.mentions[i].stand == stand);
    let delta = of(Stand::Change).next()?;
    let base = facts.mentions[delta].base.as_str();
    let mut bases = of(Stand::Previous).filter(|&i| facts.mentions[i].base == base);
    let previous = bases.next().filter(|_| bases.next().is_none())?;
    let [d, p] = [delta, previous].map(|i| &facts.mentions[i]);
    let operands = vec![kit::role("变动额", d), kit::role("上年数", p)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
    let claim =
        claim.formula("增减率 = 变动额 ÷ 上年数".to_owned()).link(Link::Likely).stance(Stance::Stated);
    let claim = claim.group(kit::rate_group(rate));
    Some(if before.is_some() { claim.formal() } else { claim })
}
