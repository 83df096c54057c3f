//! How many times another figure one is, and rates of a gap: 18.6万件，是2022年6.2万件的3倍; 送审742.5万元，核减59.4万元，核减率8%;
//! 完成12.6亿元，超额完成目标10.5亿元的20%. Claims of EXE002.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate().skip(2) {
        if m.cell.is_none() && kit::exact(m) {
            let told = times(facts, id).or_else(|| of_year(facts, id));
            out.claims.extend(told.or_else(|| cut(facts, id)).or_else(|| over(facts, id)));
        }
    }
}

/// The two figures before one, of one unit and in its sentence.
fn pair(facts: &Facts, id: MentionId) -> Option<[&Mention; 2]> {
    let [a, b] = [&facts.mentions[id - 2], &facts.mentions[id - 1]];
    let plain = |m: &Mention| {
        let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        counted && kit::exact(m) && m.cell.is_none() && m.sentence == facts.mentions[id].sentence
    };
    (plain(a) && plain(b) && a.base == b.base && a.depth == b.depth).then_some([a, b])
}

const IS: &[&str] = &["是", "为", "相当于", "达到", "达"];

/// 达到18.6万件，是2022年6.2万件的3倍, 是2022年（6.2万件）的3倍.
fn times(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let [a, b] = match m.gap.trim() {
        "的" => pair(facts, id)?,
        "）的" | ")的" => pair_in_bracket(facts, id)?,
        _ => return None,
    };
    if m.term.unit != "倍" {
        return None;
    }
    let words = b.gap.trim_start_matches(['，', ',', ' ', '、']);
    let is = IS.iter().any(|w| words.starts_with(w)) && a.stand != Stand::Change;
    let expr = Expr::over(Expr::Arg(0), Expr::Arg(1));
    is.then(|| made(m, [a, b], expr, "÷"))
}

/// 到2024年底已达1950公顷，是2020年的3倍: of the figure of that year that its paragraph told.
fn of_year(facts: &Facts, id: MentionId) -> Option<Claim> {
    const NEAR: usize = 12;
    let (m, now) = (&facts.mentions[id], &facts.mentions[id - 1]);
    let words =
        m.gap.trim_start_matches(['，', ',', ' ']).strip_suffix('的').filter(|_| m.term.unit == "倍")?;
    let named = IS.iter().find_map(|w| words.strip_prefix(w))?;
    let last = ["上年", "去年", "上年同期", "去年同期"].contains(&named);
    let year = named.strip_suffix('年').and_then(|y| y.parse::<i32>().ok());
    let of = |n: &Mention| last && n.stand == Stand::Previous || year.is_some() && n.year == year;
    let counted = matches!(now.kind, Kind::Amount | Kind::Count | Kind::Measure);
    let near = (id.saturating_sub(NEAR)..id - 1).rev().map(|i| &facts.mentions[i]);
    let mut before = near.filter(|n| n.para == m.para && n.base == now.base && n.kind == now.kind && of(n));
    let then = before.next().filter(|_| before.next().is_none())?;
    let plain = counted && [then, now].iter().all(|n| kit::exact(n) && n.cell.is_none());
    let here = now.sentence == m.sentence && now.year != year && now.stand == Stand::Level;
    (plain && here).then(|| made(m, [now, then], Expr::over(Expr::Arg(0), Expr::Arg(1)), "÷"))
}

/// 864户，是2023年（360户）的2.4倍.
fn pair_in_bracket(facts: &Facts, id: MentionId) -> Option<[&Mention; 2]> {
    let [a, b, m] = [id - 2, id - 1, id].map(|i| &facts.mentions[i]);
    let alike = a.base == b.base && a.kind == b.kind && a.sentence == m.sentence && b.sentence == m.sentence;
    let plain = [a, b].iter().all(|n| kit::exact(n) && n.cell.is_none());
    (alike && plain && b.depth == a.depth + 1 && b.gap.ends_with(['（', '('])).then_some([a, b])
}

/// 送审造价742.5万元，核减金额59.4万元，核减率为8%: what was taken off is told, and what was left is not.
fn cut(facts: &Facts, id: MentionId) -> Option<Claim> {
    const RATES: &[&str] = &["审减率", "核减率"];
    let m = &facts.mentions[id];
    let named = RATES.iter().any(|w| m.label.ends_with(w)) && m.kind == Kind::Percent;
    let [a, b] = pair(facts, id).filter(|_| named)?;
    let says = |m: &Mention, words: &[&str]| words.iter().any(|w| m.before.contains(w));
    let told = says(a, &["送审", "报审"]) && says(b, &["核减", "审减"]);
    told.then(|| made(m, [b, a], Expr::percent(Expr::Arg(0), Expr::Arg(1)), "÷"))
}

/// 完成12.6亿元，超额完成年度目标10.5亿元的20%.
fn over(facts: &Facts, id: MentionId) -> Option<Claim> {
    const GOALS: &[&str] = &["目标", "任务", "计划"];
    let m = &facts.mentions[id];
    let [a, b] = pair(facts, id).filter(|_| m.kind == Kind::Percent && m.gap.trim() == "的")?;
    let words = b.gap.trim_start_matches(['，', ',', ' ', '、']);
    let told = words.starts_with("超额完成") && GOALS.iter().any(|w| words.contains(w));
    let expr = Expr::percent(Expr::minus(Expr::Arg(0), Expr::Arg(1)), Expr::Arg(1));
    (told && kit::value(a) > kit::value(b)).then(|| made(m, [a, b], expr, "超出的部分 ÷"))
}

fn made(m: &Mention, [x, y]: [&Mention; 2], expr: Expr, sign: &str) -> Claim {
    // 是2022年6.2万件的3倍: what stands between the year and the figure names nothing.
    let named = |m: &Mention| match kit::name(m).as_str() {
        "的" | "" => format!("{}{}", m.term.printed, m.term.unit),
        name => name.to_owned(),
    };
    let (a, b, name) = (named(x), named(y), named(m));
    let operands = vec![kit::role(&a, x), kit::role(&b, y)];
    Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&name, m))
        .formula(format!("{name} = {a} {sign} {b}"))
        .link(Link::Likely)
}
