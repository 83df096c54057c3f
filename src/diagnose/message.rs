//! What is said to people, in Chinese.

use super::repair::Repair;
use crate::ledger::{Check, Claim, Expr, Relation, Role, Term, UNIT, Verdict};
use crate::num::{self, Rat};
use num_traits::Signed;

use super::judge::{print_like, quantity};

/// The figure that a failing check is about.
pub(super) fn primary(c: &Check) -> &Term {
    match c.relation {
        Relation::AtMost => c.operands.first().map_or(&c.result.1, |o| &o.1),
        // A constant stands nowhere.
        _ if c.result.1.span.is_empty() => c.operands.last().map_or(&c.result.1, |o| &o.1),
        _ => &c.result.1,
    }
}

/// An exact value in the unit of a printed figure, cut after six more places.
pub(super) fn shown(v: Rat, like: &Term) -> Option<String> {
    let q = quantity(like)?;
    let factor = num::mul(q.step, num::scale10(i32::try_from(like.places).ok()?)?)?;
    Some(format!("{}{}", num::show(num::div(v, factor)?, 6), like.unit))
}

/// One check by itself.
pub(super) fn alone(c: &Check) -> String {
    let name = &c.result.0;
    let printed = format!("{}{}", c.result.1.printed, c.result.1.unit);
    // 26.8万元, where the figure has no name but itself.
    let called = if *name == printed { name.clone() } else { format!("{name}{printed}") };
    let exact = c.exact.and_then(|v| shown(v, &c.result.1)).unwrap_or_default();
    let expected = c.expected.clone().unwrap_or_default();
    match (c.verdict, c.relation) {
        (Verdict::Truncated, Relation::Equals) if cut_short(c).is_some() => {
            let cut = cut_short(c).unwrap_or_default();
            format!("{name}前后写法不一：{cut}是把{printed}的尾数截去，应四舍五入")
        }
        (Verdict::Truncated, Relation::Equals) => {
            format!("{name}前后写法不一：{printed}是把{exact}的尾数截去，四舍五入应为{expected}")
        }
        (Verdict::Truncated, _) => {
            format!("{called}是截去尾数所得，四舍五入应为{expected}（{} = {exact}）", c.formula)
        }
        (Verdict::Ceiled, _) => {
            format!("{called}是尾数进一所得，四舍五入应为{expected}（{} = {exact}）", c.formula)
        }
        (Verdict::DoubleRounded, _) => {
            format!("{called}是连续修约所得，一次修约应为{expected}（{} = {exact}）", c.formula)
        }
        (Verdict::Tail, _) => format!("尾差：{} = {exact}，印为{printed}", c.formula),
        (Verdict::Slip, _) if c.reason.as_deref() == Some(UNIT) => {
            format!("{called}不符，差一万倍：{UNIT}（{} = {exact}）", c.formula)
        }
        (Verdict::Slip, _) => {
            format!(
                "{called}不对：{}；应为{expected}（{} = {exact}）",
                c.reason.clone().unwrap_or_default(),
                c.formula
            )
        }
        (_, Relation::Sums) if c.result.1.figure.is_none() => {
            format!("{}，实为{exact}，相差{}", c.formula, gap(c).unwrap_or_default())
        }
        (_, Relation::Sums) => {
            format!("合计不符：{} = {exact}，印为{printed}，相差{}", c.formula, gap(c).unwrap_or_default())
        }
        (_, Relation::Rounds) => {
            format!("{name}不符：{} = {exact}，印为{printed}，应为{expected}", c.formula)
        }
        (_, Relation::Scores) => {
            format!("{name}与计算不符：{} = {exact}，印为{printed}，应为{expected}", c.formula)
        }
        (_, Relation::AtMost) if matches!(c.expr, Expr::Sum(_)) && c.operands.len() > 1 => {
            format!("各项之和{exact}大于{name}{printed}（{}）", c.formula)
        }
        (_, Relation::AtMost) => {
            let first =
                c.operands.first().map_or(String::new(), |(n, t)| format!("{n}{}{}", t.printed, t.unit));
            format!("{first}大于{name}{printed}（{}）", c.formula)
        }
        (_, Relation::Equals) if c.expr == Expr::Count => {
            format!("{name}印为{printed}，所列共{}项（{}）", c.operands.len(), c.formula)
        }
        (_, Relation::Equals) => {
            let first = c.operands.first().map_or(String::new(), |(_, t)| format!("{}{}", t.printed, t.unit));
            format!("同一事项前后不一：此处为{printed}，另一处为{first}（{}）", c.formula)
        }
        (_, Relation::Band { .. }) => {
            let score = c.operands.first().map_or("", |(_, t)| t.printed.as_str());
            let right = c.expected.as_ref().map_or(String::new(), |w| format!("，得{score}应为“{w}”"));
            format!("等级与得分不符：{}{right}", c.formula)
        }
        (_, Relation::Ordered) => format!("时间先后不合：{}", c.formula),
        (_, Relation::Sequence) => format!("序号不连续：{}", c.formula),
    }
}

/// The other print, where it is the shorter one.
fn cut_short(c: &Check) -> Option<String> {
    let (_, other) = c.operands.first()?;
    let cut = quantity(other)?.step > quantity(&c.result.1)?.step;
    cut.then(|| format!("{}{}", other.printed, other.unit))
}

fn gap(c: &Check) -> Option<String> {
    let delta = num::sub(quantity(&c.result.1)?.value, c.exact?)?;
    let size = print_like(delta.abs(), &c.result.1)?;
    Some(match cause(c, delta) {
        Some(cause) => format!("{size}（{cause}）"),
        None => size,
    })
}

/// The likely cause of a gap in a sum.
fn cause(c: &Check, delta: Rat) -> Option<String> {
    let part = |d: Rat| c.operands.iter().find(|(_, t)| quantity(t).is_some_and(|q| q.value == d));
    if let Some((name, t)) = part(-delta) {
        return Some(format!("恰等于{name}{}{}，可能漏计", t.printed, t.unit));
    }
    part(delta).map(|(name, t)| format!("恰等于{name}{}{}，可能重复计入", t.printed, t.unit))
}

/// 120元 that should be 1200000元: 万元 was meant.
fn other_unit(old: &Term, new: &Term) -> Option<&'static str> {
    const UNITS: &[&str] = &["元", "万元", "亿元"];
    let at = UNITS.iter().position(|u| *u == old.unit)?;
    let (from, to) = (quantity(old)?.value, quantity(new)?.value);
    let fits = |k: usize| {
        let power = (k as i32 - at as i32) * 4;
        num::scale10(power).and_then(|p| num::mul(from, p)) == Some(to)
    };
    (0..UNITS.len()).filter(|&k| k != at).find(|&k| fits(k)).map(|k| UNITS[k])
}

/// The root of one or more failing checks.
pub(super) fn repaired(checks: &[Check], main: usize, r: &Repair) -> String {
    let c = &checks[main];
    let old = format!("{}{}", r.term.printed, r.term.unit);
    let unit = other_unit(&r.term, &r.new);
    let new = unit.map_or_else(
        || format!("{}{}", r.new.printed, r.new.unit),
        |unit| format!("{}{unit}", r.term.printed),
    );
    let base = alone(c);
    let slip = if unit.is_some() { Some("单位写错") } else { r.slip };
    let why = slip.map_or(String::new(), |s| format!("（{s}）"));
    let n = r.mends.len();
    if !r.sole {
        return base;
    }
    let sum = matches!(c.relation, Relation::Sums | Relation::Equals | Relation::AtMost);
    match n {
        1 if c.result.1.figure == Some(r.figure) || !sum => base,
        1 => format!("{base}；若{old}为{new}{why}，则相符"),
        _ if unit.is_some() => format!("{old}疑应为{new}{why}，改后{n}项关系相符；{base}"),
        _ => format!("{base}；{old}疑应为{new}{why}，改后{n}项关系相符"),
    }
}

/// The names of the operands and the formula, told of the candidates that were taken and not of the first ones.
pub(super) fn called(claim: &Claim, operands: &[Term]) -> (Vec<String>, String) {
    let mut formula = claim.formula.clone();
    let name = |(role, taken): (&Role, &Term)| {
        let other = role.candidates.iter().zip(&role.names).skip(1).find(|(c, _)| c.figure == taken.figure);
        let first = role.candidates.first().is_some_and(|c| c.figure == taken.figure);
        // A role that is called by more than its first candidate's name keeps it.
        let own = role.names.first() == Some(&role.name);
        match other.map(|o| o.1).filter(|n| own && !first && !n.is_empty()) {
            Some(name) => {
                formula = renamed(&formula, &role.name, name);
                name.clone()
            }
            None => role.name.clone(),
        }
    };
    let names = claim.operands.iter().zip(operands).map(name).collect();
    (names, formula)
}

/// The formula with one of its members called otherwise; what stands before = stays.
fn renamed(formula: &str, old: &str, new: &str) -> String {
    let (head, tail) = formula.split_once(" = ").unwrap_or(("", formula));
    let member = |w: &str| if w == old { new.to_owned() } else { w.to_owned() };
    let tail: Vec<String> = tail.split(' ').map(member).collect();
    if head.is_empty() { tail.join(" ") } else { format!("{head} = {}", tail.join(" ")) }
}
