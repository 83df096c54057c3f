//! Answers of a survey: they make up those who answered, and the rate of content is taken of those.

use super::{Out, kit};
use crate::facts::{Answer, Facts, MentionId, Survey};
use crate::ledger::{Claim, Expr, Link, Relation, Stance};

pub(super) fn sums(facts: &Facts, out: &mut Out) {
    let open = facts.surveys.iter().filter(|s| s.is_whole() && !s.listed);
    out.claims.extend(open.map(|s| sum(facts, s)));
}

fn sum(facts: &Facts, s: &Survey) -> Claim {
    let parts = s.at_least(Answer::Not);
    let whole = &facts.mentions[s.whole];
    let operands = parts.iter().map(|&p| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p]));
    let (name, expr) = (kit::name(whole), Expr::sum(parts.len()));
    let formula = format!("{name} = {}", kit::plus(facts, &parts));
    let result = kit::role(&name, whole);
    let claim = Claim::new("AMT001", expr, Relation::Sums, operands.collect(), result).formula(formula);
    claim.link(Link::Likely).stance(Stance::Stated)
}

/// 满意率 =（满意 + 基本满意）÷ 有效问卷, or of those who are no less than 满意.
pub(super) fn rates(facts: &Facts, out: &mut Out) {
    for s in &facts.surveys {
        for rate in s.rates(&facts.mentions) {
            let ways = [Answer::Basic, Answer::Good, Answer::Best, Answer::Fair].map(|a| s.at_least(a));
            let group = kit::rate_group(rate);
            let mut seen: Vec<Vec<MentionId>> = Vec::new();
            for parts in ways.into_iter().filter(|w| !w.is_empty()) {
                if !seen.contains(&parts) {
                    let first = seen.is_empty() && facts.mentions[rate].label.ends_with('率');
                    let stance = if first { Stance::Stated } else { Stance::Reading };
                    out.claims.push(of(facts, s, &parts, rate).stance(stance).group(group));
                    seen.push(parts);
                }
            }
        }
    }
}

fn of(facts: &Facts, s: &Survey, parts: &[MentionId], rate: MentionId) -> Claim {
    let role = |&i: &MentionId| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i]);
    let n = parts.len();
    let (r, whole) = (&facts.mentions[rate], &facts.mentions[s.whole]);
    let operands = parts.iter().chain([&s.whole]).map(role).collect();
    let expr = Expr::percent(Expr::sum(n), Expr::Arg(n));
    let name = kit::name(r);
    let formula = format!("{name} =（{}）÷ {}", kit::plus(facts, parts), kit::name(whole));
    let claim = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&name, r));
    claim.formula(formula).link(Link::Likely)
}
