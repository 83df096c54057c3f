//! Shares side by side, which are of one total. Claims of SHR001.

use super::shr001_share::{self, FEW};
use super::{Out, kit, wholes};
use crate::facts::{Facts, Mention, MentionId};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Slip, Stance};
use crate::num::{self, Rat};
use num_traits::Signed;
use std::collections::BTreeSet;

/// Shares side by side are of one total: the figure before them that most of them are shares of. Gives the shares
/// whose parts make the total: they are of no other.
pub(super) fn families(facts: &Facts, out: &mut Out) -> BTreeSet<MentionId> {
    let mut settled = BTreeSet::new();
    let is_share = |i: usize| {
        let (m, p) = (&facts.mentions[i], &facts.mentions[i - 1]);
        let words = m.gap.trim_matches(['，', ',', '、', ' ', '（', '(']);
        // The first says what it is of: 占调整预算的.
        let told =
            words == "占" || words.starts_with('占') && words.ends_with('的') && !words.contains(['，', ',']);
        m.kind == Kind::Percent
            && told
            && kit::exact(m)
            && m.cell.is_none()
            && p.kind != Kind::Percent
            && kit::exact(p)
            && p.sentence == m.sentence
    };
    let mut i = 1;
    while i < facts.mentions.len() {
        let sentence = facts.mentions[i].sentence;
        let end = i + facts.mentions[i..].iter().take_while(|m| m.sentence == sentence).count();
        let shares: Vec<MentionId> = (i..end).filter(|&k| is_share(k)).collect();
        match shares[..] {
            [a, b] => settled.extend(pair(facts, [a, b], out)),
            _ if shares.len() >= 3 => settled.extend(family(facts, &shares, i, out)),
            _ => {}
        }
        i = end;
    }
    // An item a line: 一是产业发展6694.20万元，占62.05%，….
    let opens = |k: usize| is_share(k) && (k < 2 || facts.mentions[k - 2].para != facts.mentions[k].para);
    let heads: Vec<MentionId> = (1..facts.mentions.len()).filter(|&k| opens(k)).collect();
    let next = |a: &MentionId, b: &MentionId| facts.mentions[*a].para + 1 == facts.mentions[*b].para;
    for shares in heads.chunk_by(next).filter(|s| s.len() >= 3) {
        settled.extend(family(facts, shares, shares[0] - 1, out));
    }
    settled
}

/// 基本支出a，占63.70%…；项目支出b，占36.30%: two parts that make a total which is printed near, and one of the shares is of it.
fn pair(facts: &Facts, shares: [MentionId; 2], out: &mut Out) -> Vec<MentionId> {
    const FAR: usize = 30;
    const AHEAD: usize = 8;
    let parts = shares.map(|k| k - 1);
    let [a, b] = parts.map(|p| &facts.mentions[p]);
    let sum = kit::sum(facts, &parts).filter(|_| a.base == b.base);
    let total = |i: &MentionId| {
        let m = &facts.mentions[*i];
        sum.is_some() && m.base == a.base && kit::exact(m) && m.cell.is_none() && kit::value(m) == sum
    };
    if let Some(claims) = of_both(facts, shares) {
        out.claims.extend(claims);
        return shares.to_vec();
    }
    let near = parts[0].saturating_sub(FAR)..(shares[1] + AHEAD).min(facts.mentions.len());
    let Some(whole) = near.into_iter().find(total) else { return Vec::new() };
    let made = |k: MentionId| kit::makes(&facts.mentions[k - 1], &facts.mentions[whole], &facts.mentions[k]);
    if !shares.iter().any(|&k| made(k)) {
        return Vec::new();
    }
    let of = |k: MentionId| {
        of_family(facts, k, whole, a.sentence).stance(Stance::Stated).link(Link::Certain).formal()
    };
    out.claims.extend(shares.map(of));
    shares.to_vec()
}

/// 公务接待费0.53万元，占69%；公务用车1.18万元，占31%: shares of both parts, which are changed round.
fn of_both(facts: &Facts, shares: [MentionId; 2]) -> Option<[Claim; 2]> {
    let [x, y] = shares.map(|k| &facts.mentions[k]);
    let [a, b] = shares.map(|k| &facts.mentions[k - 1]);
    let whole = kit::sum(facts, &[shares[0] - 1, shares[1] - 1]).filter(|_| a.base == b.base)?;
    let makes = |p: &Mention, r: &Mention| kit::makes_of(p, whole, r);
    let turned = makes(a, y) && makes(b, x) && kit::value(x) != kit::value(y);
    let of = |p: &Mention, other: &Mention, r: &Mention| {
        let (n, o) = (kit::name(p), kit::name(other));
        let share = |i: usize| Expr::percent(Expr::Arg(i), Expr::sum(2));
        let operands = vec![kit::role(&n, p), kit::role(&o, other)];
        let title = format!("{n}占比");
        let claim = Claim::new("SHR001", share(0), Relation::Rounds, operands, kit::role(&title, r));
        let turned = Slip { expr: share(1), explanation: format!("印出的是{o}的占比，两处互换") };
        let claim = claim.formula(format!("{title} = {n} ÷（{n} + {o}）")).slips(vec![turned]);
        claim.stance(Stance::Stated).link(Link::Certain).formal()
    };
    turned.then(|| [of(a, b, x), of(b, a, y)])
}

/// Shares of one total, which stands among the figures before `from`; gives them if it is what their parts make.
fn family(facts: &Facts, shares: &[MentionId], from: MentionId, out: &mut Out) -> Vec<MentionId> {
    const FAR: usize = 30;
    const TOTALS: usize = 8;
    let base = &facts.mentions[shares[0] - 1].base;
    let parts: Vec<MentionId> = shares.iter().map(|&k| k - 1).collect();
    let largest = parts.iter().filter_map(|&p| kit::value(&facts.mentions[p])).max();
    let sum = kit::sum(facts, &parts);
    let mut totals: Vec<MentionId> = Vec::new();
    for t in (from.saturating_sub(FAR)..shares[0] - 1).rev() {
        let m = &facts.mentions[t];
        let new = totals.iter().all(|&o| facts.mentions[o].term.value != m.term.value);
        let fits = m.base == *base && kit::exact(m) && m.cell.is_none() && kit::value(m) > largest;
        if fits && new && totals.len() < TOTALS {
            totals.push(t);
        }
    }
    // The parts make it, and most shares are of it: they need not be where it only adds up.
    let of_it = |t: MentionId| {
        let whole = &facts.mentions[t];
        shares.iter().filter(|&&k| kit::makes(&facts.mentions[k - 1], whole, &facts.mentions[k])).count() * 2
    };
    let whole = totals
        .iter()
        .copied()
        .find(|&t| sum.is_some() && kit::value(&facts.mentions[t]) == sum && of_it(t) > shares.len());
    if let Some(claims) = of_sum(facts, shares).filter(|_| whole.is_none()) {
        out.claims.extend(claims);
        // What they are shares of, printed before them with a slip.
        out.claims.extend(totals.iter().map(|&t| sum_of(facts, t, &parts)));
        return shares.to_vec();
    }
    for &k in shares {
        for &t in &totals {
            let claim = of_family(facts, k, t, facts.mentions[shares[0]].sentence);
            // The parts make the total.
            let stance = if whole == Some(t) { Stance::Stated } else { Stance::Reading };
            // 占比 of one part taken of another.
            let beside = parts.iter().copied().filter(|&p| p != k - 1 && whole.is_some());
            let others = totals.iter().copied().filter(|&o| o != t).chain(beside);
            let claim = others.take(FEW).fold(claim, |c, o| shr001_share::or_of(facts, c, o));
            let rival = whole.is_some() && stance == Stance::Reading;
            let claim = claim.stance(stance);
            let claim = if whole == Some(t) { claim.formal() } else { claim };
            out.claims.extend((!rival).then_some(claim));
        }
    }
    if whole.is_some() { shares.to_vec() } else { Vec::new() }
}

/// 中央3600万元、占60%，省级1440万元、占26%，县级960万元、占16%: all but one are shares of what the parts make, which is not
/// printed.
fn of_sum(facts: &Facts, shares: &[MentionId]) -> Option<Vec<Claim>> {
    const MANY: usize = 12;
    if shares.len() > MANY {
        return None;
    }
    let parts: Vec<MentionId> = shares.iter().map(|&k| k - 1).collect();
    let base = &facts.mentions[parts[0]].base;
    // 占总投资的50%…占县级预算的15%: of another whole.
    let named = |k: MentionId| wholes::named_total(&facts.mentions[k].gap);
    let mut names = shares.iter().map(|&k| named(k)).filter(|n| !n.is_empty());
    let first = names.next();
    if names.any(|n| Some(n) != first) {
        return None;
    }
    let alike = parts.iter().all(|&p| facts.mentions[p].base == *base);
    let sum = kit::sum(facts, &parts).filter(|_| alike)?;
    let makes = |k: &&MentionId| kit::makes_of(&facts.mentions[**k - 1], sum, &facts.mentions[**k]);
    // The odd one is off by no more than a third.
    let near = |&k: &MentionId| {
        let (part, share) = (kit::value(&facts.mentions[k - 1])?, kit::value(&facts.mentions[k])?);
        let exact = num::mul(num::div(part, sum)?, Rat::from_integer(100))?;
        Some(num::mul(num::sub(exact, share)?.abs(), Rat::from_integer(3))? <= exact)
    };
    let close = shares.iter().all(|k| near(k).unwrap_or(false));
    if !close || shares.iter().filter(makes).count() + 1 < shares.len() {
        return None;
    }
    let of = |&k: &MentionId| {
        let others = parts.iter().copied().filter(|&p| p != k - 1);
        let all: Vec<MentionId> = std::iter::once(k - 1).chain(others).collect();
        let operands: Vec<_> =
            all.iter().map(|&p| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p])).collect();
        let name = kit::name(&facts.mentions[k - 1]);
        let expr = Expr::percent(Expr::Arg(0), Expr::sum(all.len()));
        let title = format!("{name}占比");
        let result = kit::role(&title, &facts.mentions[k]);
        let claim = Claim::new("SHR001", expr, Relation::Rounds, operands, result);
        claim.formula(format!("{title} = {name} ÷ 各项合计")).link(Link::Likely).formal()
    };
    Some(shares.iter().map(of).collect())
}

fn sum_of(facts: &Facts, total: MentionId, parts: &[MentionId]) -> Claim {
    let t = &facts.mentions[total];
    let operands =
        parts.iter().map(|&p| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p])).collect();
    let name = kit::name(t);
    let claim = Claim::new("AMT001", Expr::sum(parts.len()), Relation::Sums, operands, kit::role(&name, t));
    let claim = claim.formula(format!("{name} = {}", kit::plus(facts, parts)));
    claim.stance(Stance::Optional).link(Link::Likely)
}

fn of_family(facts: &Facts, share: MentionId, total: MentionId, sentence: u32) -> Claim {
    const SHARES: u32 = 1 << 28;
    let (p, t) = (&facts.mentions[share - 1], &facts.mentions[total]);
    let (a, b) = (kit::name(p), kit::name(t));
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new(
        "SHR001",
        expr,
        Relation::Rounds,
        vec![kit::role(&a, p), kit::role(&b, t)],
        kit::role(&format!("{a}占比"), &facts.mentions[share]),
    );
    let family = SHARES | (sentence << 10 & (SHARES - 1)) | (total as u32 & 1023);
    claim
        .formula(format!("{a}占比 = {a} ÷ {b}"))
        .stance(Stance::Reading)
        .group(kit::rate_group(share))
        .family(family)
}
