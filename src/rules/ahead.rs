//! Rates that do not stand right behind the two figures that they are of: 接种率98%，实际接种9.216万人; 优良天数318天，优良天数比例87.1%（全年按365天计）; and
//! rates beside what was not done: 已完成21个，未完成3个，完成率87.5%. Claims of EXE002.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};
use crate::num;

/// Figures to either side of a rate that are looked at.
const NEAR: usize = 12;
/// Characters at the end of a rate's name that its part is called by.
const NAMED: usize = 2;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, r) in facts.mentions.iter().enumerate() {
        let rate = r.kind == Kind::Percent && r.cell.is_none() && kit::exact(r) && r.stand == Stand::Level;
        if rate {
            out.claims.extend(before(facts, id).or_else(|| opposed(facts, id)));
        }
    }
}

/// 接种 of 疫苗接种率, 优良天数 of 优良天数比例.
fn stem(r: &Mention) -> Option<String> {
    let name = ["比例", "率", "比重"].iter().find_map(|w| r.label.strip_suffix(w))?;
    let stem: String = kit::last(name, NAMED).to_owned();
    (stem.chars().count() == NAMED && !name.contains(['未', '不'])).then_some(stem)
}

fn counted(m: &Mention) -> bool {
    let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
    kind && kit::exact(m) && m.stand != Stand::Change && m.cell.is_none()
}

/// The only rate of its sentence, and the only two figures of one unit, one of them behind the rate; the smaller one is called
/// by the rate's name.
fn before(facts: &Facts, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let stem = stem(r)?;
    let around = id.saturating_sub(NEAR)..(id + NEAR).min(facts.mentions.len());
    let here: Vec<MentionId> =
        around.filter(|&i| facts.mentions[i].sentence == r.sentence && i != id).collect();
    let single = here.iter().all(|&i| facts.mentions[i].kind != Kind::Percent);
    let &behind = here.iter().find(|&&i| i > id && counted(&facts.mentions[i]))?;
    let b = &facts.mentions[behind];
    let of: Vec<MentionId> = here
        .into_iter()
        .filter(|&i| facts.mentions[i].base == b.base && facts.mentions[i].kind == b.kind)
        .collect();
    let &[x, y] = of.as_slice() else { return None };
    let [p, q] = [x, y].map(|i| &facts.mentions[i]);
    let called = |m: &Mention| m.label.contains(&stem) || m.after.contains(&stem);
    // 实际兑付14208.6万元，执行率94.72%，未执行791.4万元: of both.
    if q.label.starts_with('未')
        && p.label.chars().count() >= NAMED
        && called(q)
        && single
        && y == behind
        && x + 1 == id
    {
        return counted(p).then(|| rate(facts, id, Expr::sum_of(Expr::Arg(0), Expr::Arg(1)), &[p, q]));
    }
    let (part, whole) = if kit::value(p) < kit::value(q) { (p, q) } else { (q, p) };
    let aside = [p, q, r].iter().any(|m| {
        ["其中", "目标", "上年", "计划", "比上", "比20", "相比", "较"].iter().any(|w| m.gap.contains(w))
    });
    let not = part.label.contains(['未', '不']);
    let fits = single && !not && called(part) && !called(whole) && counted(p) && counted(q) && !aside;
    let apart = part.depth <= r.depth + 1 && whole.depth <= r.depth + 1;
    (fits && apart).then(|| rate(facts, id, Expr::Arg(1), &[part, whole]))
}

/// 已完成21个，未完成3个，完成率87.5%: of both, whether or not they are told together.
fn opposed(facts: &Facts, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let stem = stem(r)?;
    let (rest, done) = (id.checked_sub(1)?, id.checked_sub(2)?);
    let [x, y] = [done, rest].map(|i| &facts.mentions[i]);
    let not = |m: &Mention| m.label.contains('未') || m.label.contains("没有");
    let kind = |a: &Mention, b: &Mention| a.base == b.base && a.kind == b.kind && counted(a) && counted(b);
    let named = x.label.contains(&stem) && !not(x) && not(y) && kind(x, y);
    let near = x.para == r.para && r.sentence - x.sentence <= 1 && y.sentence >= x.sentence;
    if !named || !near {
        return None;
    }
    // 24个指标中，已完成21个，未完成3个.
    let sum = num::add(kit::value(x)?, kit::value(y)?);
    let whole = done.checked_sub(1).map(|i| &facts.mentions[i]);
    let whole = whole.filter(|w| kind(w, x) && kit::value(w) == sum && w.para == r.para);
    // 完成36个，未完成4个均为定量，定量完成率: of some of them.
    let name = r.label.trim_end_matches(['率', '比', '例', '重']);
    let head = name.strip_suffix(stem.as_str()).unwrap_or(name);
    let own = |m: &Mention| m.label.contains(head) || m.after.contains(head);
    if !(head.is_empty() || x.label.contains(head) || whole.is_some_and(own)) {
        return None;
    }
    Some(match whole {
        Some(w) => rate(facts, id, Expr::Arg(1), &[x, w]),
        None => rate(facts, id, Expr::sum_of(Expr::Arg(0), Expr::Arg(1)), &[x, y]),
    })
}

fn rate(facts: &Facts, id: MentionId, base: Expr, of: &[&Mention; 2]) -> Claim {
    let r = &facts.mentions[id];
    let [a, b] = of.map(kit::name);
    let whole = if base == Expr::Arg(1) { b.clone() } else { format!("（{a} + {b}）") };
    let operands = vec![kit::role(&a, of[0]), kit::role(&b, of[1])];
    let (name, expr) = (kit::name(r), Expr::percent(Expr::Arg(0), base));
    let claim = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&name, r));
    let claim = claim.formula(format!("{name} = {a} ÷ {whole}")).link(Link::Likely);
    claim.group(kit::rate_group(id)).formal()
}
