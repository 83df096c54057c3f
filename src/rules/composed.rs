//! Scores that the text puts together from others: a weighted sum, a basic score with what is added and taken off, and a
//! hundred less all that was taken off where the rest got full marks.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::num::{self, Rat};

/// Figures before a score that are looked at.
const BACK: usize = 24;
const HUNDRED: Rat = Rat::new_raw(100, 1);
/// What a score that others make is called.
const RESULT: &[&str] = &["综合", "最终", "最后", "总分", "总得分", "合计", "评价得分", "自评得分", "加权"];

pub(super) fn weighted_all(facts: &Facts, out: &mut Out) {
    each(facts, |id| weighted(facts, id), out);
}

pub(super) fn chains(facts: &Facts, out: &mut Out) {
    each(
        facts,
        |id| raised(facts, id).or_else(|| rest_is_full(facts, id)).or_else(|| taken_behind(facts, id)),
        out,
    );
}

fn each(facts: &Facts, make: impl Fn(MentionId) -> Option<Claim>, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate() {
        let named = RESULT.iter().any(|w| m.before.contains(w));
        if m.kind == Kind::Score && m.cell.is_none() && kit::exact(m) && named {
            out.claims.extend(make(id).map(|c| c.link(Link::Likely).severity(Severity::Warning)));
        }
    }
}

/// Figures of its sentence before one, in their order.
fn before(facts: &Facts, id: MentionId) -> Vec<MentionId> {
    let m = &facts.mentions[id];
    let here = |i: &MentionId| facts.mentions[*i].sentence == m.sentence && facts.mentions[*i].cell.is_none();
    let mut near: Vec<MentionId> = (id.saturating_sub(BACK)..id).rev().take_while(here).collect();
    near.reverse();
    near
}

/// 自评81.4分，占40%；复评88.8分，占60%；加权后85.84分.
fn weighted(facts: &Facts, id: MentionId) -> Option<Claim> {
    let near = before(facts, id);
    let plain = |m: &Mention, kind: Kind| m.kind == kind && kit::exact(m);
    let pairs: Vec<[MentionId; 2]> = near
        .windows(2)
        .map(|w| [w[0], w[1]])
        .filter(|&[s, p]| {
            let (score, part) = (&facts.mentions[s], &facts.mentions[p]);
            let words = part.gap.trim_matches(['，', ',', '、', '（', '(', ' ']);
            let told = ["占", "权重", "权重为", "占比", "按", "占总分的", "权重占"].contains(&words);
            plain(score, Kind::Score) && plain(part, Kind::Percent) && told
        })
        .collect();
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let whole = pairs.iter().try_fold(Rat::ZERO, |sum, p| num::add(sum, value(p[1])?));
    let last = pairs.last()?[1];
    if pairs.len() < 2 || whole != Some(HUNDRED) || last + 1 != id {
        return None;
    }
    let expr = (0..pairs.len())
        .map(|k| Expr::over(Expr::times(Expr::Arg(2 * k), Expr::Arg(2 * k + 1)), Expr::Const(HUNDRED)))
        .reduce(Expr::sum_of)?;
    let operands = pairs.iter().flat_map(|p| [("得分", p[0]), ("权重", p[1])]);
    let operands = operands.map(|(name, i)| kit::role(name, &facts.mentions[i])).collect();
    let result = kit::role(&kit::name(&facts.mentions[id]), &facts.mentions[id]);
    let claim = Claim::new("SCO021", expr, Relation::Rounds, operands, result).stance(Stance::Stated);
    Some(claim.formula(format!("{} = 各项得分 × 权重之和", kit::name(&facts.mentions[id]))))
}

/// 基础得分85.3分，加2分，扣2分，最终得分85.3分.
fn raised(facts: &Facts, id: MentionId) -> Option<Claim> {
    let near = before(facts, id);
    let (&start, steps) = near.split_first()?;
    let basic = ["基础", "初始", "基本"].iter().any(|w| facts.mentions[start].label.contains(w));
    let mut expr = Expr::Arg(0);
    let mut operands = vec![kit::role("基础得分", &facts.mentions[start])];
    for (k, &i) in steps.iter().enumerate() {
        let m = &facts.mentions[i];
        let words = m.before.trim_end_matches(['分', '了', ' ']);
        let (up, down) = (words.ends_with('加'), words.ends_with(['扣', '减']));
        // 加3分，其中获表彰加2分: told once more.
        if m.kind != Kind::Score || !kit::exact(m) || up == down || m.gap.contains("其中") {
            return None;
        }
        expr = if up { Expr::sum_of(expr, Expr::Arg(k + 1)) } else { Expr::minus(expr, Expr::Arg(k + 1)) };
        operands.push(kit::role(if up { "加分" } else { "扣分" }, m));
    }
    let score = facts.mentions[start].kind == Kind::Score && kit::exact(&facts.mentions[start]);
    let told = basic && score && !steps.is_empty();
    told.then(|| composed(facts, id, expr, operands, "基础得分 + 加分 − 扣分"))
}

/// 满分100分，甲扣1.5分，乙扣2分，其余指标均得满分，最终得分96.5分.
fn rest_is_full(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let near = before(facts, id);
    let words = |i: MentionId| facts.mentions[i].before.trim_end();
    let full = ["指标满分", "项满分", "均得满分", "均为满分", "均满分", "得满分", "未扣分", "不扣分"];
    let rest = m.gap.find("其余").or_else(|| m.gap.find("其他"));
    let told = rest.is_some_and(|at| full.iter().any(|w| m.gap[at..].contains(w)));
    let taken = |i: MentionId| words(i).ends_with(['扣', '失']) && facts.mentions[i].kind == Kind::Score;
    let other = |&i: &MentionId| {
        let n = &facts.mentions[i];
        n.kind == Kind::Score && !taken(i) && n.term.printed != "100"
    };
    // 每处扣0.5分，共扣1.5分: what all of them come to.
    let loose = |i: MentionId| {
        ["每", "各"].iter().any(|w| facts.mentions[i].gap.contains(w)) && !words(i).ends_with("共扣")
    };
    let parts: Vec<MentionId> = near.iter().copied().filter(|&i| taken(i) && !loose(i)).collect();
    if !told
        || parts.is_empty()
        || near.iter().any(other)
        || parts.iter().any(|&i| !kit::exact(&facts.mentions[i]))
    {
        return None;
    }
    let expr = (0..parts.len()).fold(Expr::Const(HUNDRED), |expr, k| Expr::minus(expr, Expr::Arg(k)));
    let operands = parts.iter().map(|&i| kit::role("扣分", &facts.mentions[i])).collect();
    Some(composed(facts, id, expr, operands, "100 − 各项扣分"))
}

/// 综合得分91.50分，扣分情况如下：甲扣1.5分，乙扣2分，…。除上述指标外，其余指标均按满分计算: all that was taken off, told behind.
fn taken_behind(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let opens = ["扣分情况", "扣分如下", "失分情况", "扣分项", "扣分点"].iter().any(|w| m.rest.contains(w));
    let ahead = (id + 1..facts.mentions.len()).take(BACK);
    let taken = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let words = n.before.trim_end();
        n.kind == Kind::Score
            && n.sentence == m.sentence
            && kit::exact(n)
            && words.ends_with(['扣', '失'])
            && !words.contains(['共', '每', '各', '合'])
    };
    let parts: Vec<MentionId> = ahead.take_while(taken).collect();
    let &last = parts.last().filter(|_| opens && parts.len() >= 2)?;
    // The list goes on with another figure of the sentence.
    let next = facts.mentions.get(last + 1);
    let more = next.is_some_and(|n| n.sentence == m.sentence);
    let tail = &facts.mentions[last].rest;
    let words = format!("{tail}{}", next.map_or("", |n| n.gap.as_str()));
    let full = ["其余", "其他"].iter().any(|w| words.contains(w)) && words.contains("满分");
    let some = ["主要", "部分", "等"].iter().any(|w| m.rest.contains(w) || tail.contains(w));
    if more || some && !full {
        return None;
    }
    let expr = (0..parts.len()).fold(Expr::Const(HUNDRED), |expr, k| Expr::minus(expr, Expr::Arg(k)));
    let operands = parts.iter().map(|&i| kit::role("扣分", &facts.mentions[i])).collect();
    Some(composed(facts, id, expr, operands, "100 − 各项扣分"))
}

fn composed(facts: &Facts, id: MentionId, expr: Expr, operands: Vec<Role>, words: &str) -> Claim {
    let name = kit::name(&facts.mentions[id]);
    let result = kit::role(&name, &facts.mentions[id]);
    let claim = Claim::new("SCO005", expr, Relation::Sums, operands, result);
    claim.formula(format!("{name} = {words}")).stance(Stance::Stated)
}
