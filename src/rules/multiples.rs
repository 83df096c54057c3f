//! How many times another figure one is, and rates of a gap: 18.6万件，是2022年6.2万件的3倍; 送审742.5万元，核减59.4万元，核减率8%;
//! 完成12.6亿元，超额完成目标10.5亿元的20%. Claims of EXE002.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate().skip(2) {
        if m.cell.is_none() && kit::exact(m) {
            out.claims.extend(times(facts, id).or_else(|| cut(facts, id)).or_else(|| over(facts, id)));
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

/// 达到18.6万件，是2022年6.2万件的3倍.
fn times(facts: &Facts, id: MentionId) -> Option<Claim> {
    const IS: &[&str] = &["是", "为", "相当于", "达到", "达"];
    let m = &facts.mentions[id];
    let [a, b] = pair(facts, id).filter(|_| m.term.unit == "倍" && m.gap.trim() == "的")?;
    let words = b.gap.trim_start_matches(['，', ',', ' ', '、']);
    let is = IS.iter().any(|w| words.starts_with(w)) && a.stand != Stand::Change;
    let expr = Expr::over(Expr::Arg(0), Expr::Arg(1));
    is.then(|| made(m, [a, b], expr, "÷"))
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
