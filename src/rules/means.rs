//! Means of figures that a list tells one by one: 四个季度得分分别为90.2分、91.8分、92.6分和90.8分，平均91.35分.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};
use crate::num::Rat;

/// Fewest figures of a list, and most.
const FEW: usize = 3;
const MANY: usize = 24;
/// Characters between the list and its mean.
const NEAR: usize = 16;

/// The rate of all is not the mean of the rates.
pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate() {
        if m.kind != Kind::Percent && m.cell.is_none() && kit::exact(m) && is_mean(&m.before) {
            out.claims.extend(claim(facts, id));
        }
    }
}

/// 平均得分, 全年平均, 均分为.
fn is_mean(before: &str) -> bool {
    let words = kit::last(before, NEAR);
    const MEANS: &[&str] = &["均分", "年均", "月均", "季均", "期均", "日均", "场均", "次均"];
    let bare = words.trim_end_matches(['为', '是']);
    let mean = words.contains("平均") || MEANS.iter().any(|w| bare.ends_with(w));
    let other = ["加权", "每", "比", "较", "高于", "低于", "全省", "全市", "全国", "全县"];
    mean && !other.iter().any(|w| words.contains(w))
}

fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let last = id.checked_sub(1)?;
    let alike = |n: &Mention| n.kind == m.kind && n.base == m.base && n.cell.is_none() && kit::exact(n);
    let near =
        m.sep <= Sep::Clause && m.gap.chars().count() <= NEAR && m.sentence == facts.mentions[last].sentence;
    // 县道88.6、乡道84.2、村道79.5，三者简单平均为84.1: as many as are counted.
    if let Some(parts) = counted(facts, id) {
        return Some(mean(facts, m, &parts));
    }
    let mut parts: Vec<MentionId> = Vec::new();
    for i in (0..=last).rev().take(MANY) {
        let n = &facts.mentions[i];
        if !alike(n) || n.sentence != m.sentence {
            return None;
        }
        parts.push(i);
        if n.gap.contains("分别") || n.gap.contains("依次") {
            break;
        }
        if !matches!(n.gap.trim(), "、" | "和" | "及" | "，" | "与") {
            return None;
        }
    }
    let opened =
        parts.last().is_some_and(|&i| ["分别", "依次"].iter().any(|w| facts.mentions[i].gap.contains(w)));
    if !near || !opened || parts.len() < FEW {
        return None;
    }
    parts.reverse();
    Some(mean(facts, m, &parts))
}

/// The last figures of the sentence, as many as 三者 says.
fn counted(facts: &Facts, id: MentionId) -> Option<Vec<MentionId>> {
    const COUNTS: &[&str] = &["两者", "三者", "四者", "五者"];
    let m = &facts.mentions[id];
    let n = COUNTS.iter().position(|w| m.gap.contains(w))? + 2;
    let alike = |i: &MentionId| {
        let p = &facts.mentions[*i];
        p.kind == m.kind && p.base == m.base && p.sentence == m.sentence && kit::exact(p) && p.cell.is_none()
    };
    let mut parts: Vec<MentionId> = (id.saturating_sub(n)..id).filter(alike).collect();
    parts.sort_unstable();
    (parts.len() == n && m.sep == Sep::Clause).then_some(parts)
}

fn mean(facts: &Facts, m: &Mention, parts: &[MentionId]) -> Claim {
    let n = Rat::from_integer(parts.len() as i128);
    let expr = Expr::over(Expr::sum(parts.len()), Expr::Const(n));
    let operands = parts.iter().map(|&p| kit::role("各项", &facts.mentions[p])).collect();
    let name = kit::name(m);
    let claim = Claim::new("AMT007", expr, Relation::Rounds, operands, kit::role(&name, m));
    let claim = claim.formula(format!("{name} = 各项之和 ÷ {}", parts.len())).stance(Stance::Stated);
    // Right behind the list.
    claim.link(Link::Likely).severity(Severity::Warning).formal()
}
