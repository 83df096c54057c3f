//! Two figures of one unit and a rate, and a word that says how it comes of them: 目标1500人。实际1725人，超目标15%; 控制价1268.4万元，
//! 中标价1183.5万元，下浮6.69%. Claims of EXE002, and of CHG001 where the two are of two years, which count where nothing else
//! stands in the sentence.

use super::{Out, gaps, kit};
use crate::facts::{Facts, Mention, MentionId};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Slip, Stance};

/// Figures before a rate that belong to its sentence.
const NEAR: usize = 12;

/// How a rate comes of a larger figure and a smaller one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// (larger − smaller) ÷ smaller
    Above,
    /// (larger − smaller) ÷ larger
    Below,
}

const ABOVE: &[&str] = &["超目标", "超计划", "超任务", "超支率", "超预算", "超出预算", "溢价率", "超额"];
const BELOW: &[&str] = &["下浮", "节约率", "节支率", "核减率", "审减率", "压减率", "下调"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for id in 2..facts.mentions.len() {
        let group = kit::rate_group(id);
        out.claims.extend(claims(facts, id).into_iter().flatten().map(|c| c.group(group)));
    }
}

/// The rate as its word says, and the other ways that two figures make one.
fn claims(facts: &Facts, id: MentionId) -> Option<[Claim; 3]> {
    let m = &facts.mentions[id];
    let words =
        m.gap.rsplit(['，', ',', '。']).next().unwrap_or_default().trim_end_matches(['了', '为', '达', ' ']);
    let says = |list: &[&str]| list.iter().any(|w| words.contains(w));
    if m.kind != Kind::Percent || m.cell.is_some() || !kit::exact(m) || m.gap.contains("其中") {
        return None;
    }
    let here = (id.saturating_sub(NEAR)..id).filter(|&i| facts.mentions[i].sentence == m.sentence);
    let counted = |n: &Mention| matches!(n.kind, Kind::Amount | Kind::Count | Kind::Measure);
    let pair: Vec<&Mention> = here.map(|i| &facts.mentions[i]).filter(|n| counted(n)).collect();
    let &[x, y] = pair.as_slice() else { return None };
    let alike = x.base == y.base && x.kind == y.kind && x.depth == y.depth;
    let plain = pair.iter().all(|n| kit::exact(n) && n.cell.is_none());
    if !alike || !plain || kit::value(x) == kit::value(y) || !gaps::is_of_these(m, [x, y]) {
        return None;
    }
    let [more, less] = if kit::value(x) > kit::value(y) { [x, y] } else { [y, x] };
    let (rule, way) = match (says(ABOVE), says(BELOW)) {
        (true, false) => ("EXE002", Way::Above),
        (false, true) => ("EXE002", Way::Below),
        (true, true) => return None,
        (false, false) => ("CHG001", grown(words, more, less)?),
    };
    let name = kit::name(m);
    let [a, b] = [more, less].map(|n| match n.year {
        Some(year) if more.label == less.label => format!("{year}年{}", kit::name(n)),
        _ => kit::name(n),
    });
    let (large, small) = (Expr::Arg(0), Expr::Arg(1));
    let gap = Expr::minus(large.clone(), small.clone());
    let (of, other, base, taken) = match way {
        Way::Above => (small.clone(), large.clone(), &b, &a),
        Way::Below => (large.clone(), small.clone(), &a, &b),
    };
    let slip = Slip {
        expr: Expr::percent(gap.clone(), other),
        explanation: format!("以{taken}为分母则得印出的值，应以{base}为分母"),
    };
    let ways = [
        (Expr::percent(gap, of), format!("（{a} − {b}）÷ {base}"), Stance::Stated),
        (Expr::percent(small.clone(), large.clone()), format!("{b} ÷ {a}"), Stance::Reading),
        (Expr::percent(large, small), format!("{a} ÷ {b}"), Stance::Reading),
    ];
    Some(ways.map(|(expr, formula, stance)| {
        let operands = vec![kit::role(&a, more), kit::role(&b, less)];
        let claim = Claim::new(rule, expr, Relation::Rounds, operands, kit::role(&name, m));
        let slips = if stance == Stance::Stated { vec![slip.clone()] } else { Vec::new() };
        claim.formula(format!("{name} = {formula}")).slips(slips).stance(stance).link(Link::Likely)
    }))
}

/// 2022年收入a。2021年收入b，2022年增长R%: of the year before, and in the direction that the two figures tell.
fn grown(words: &str, more: &Mention, less: &Mention) -> Option<Way> {
    let verb =
        words.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['年', '度', '同', '比']);
    let years = more.year? - less.year?;
    match verb {
        "增长" | "增加" | "上升" | "提高" if years == 1 => Some(Way::Above),
        "下降" | "减少" | "降低" | "下滑" if years == -1 => Some(Way::Below),
        _ => None,
    }
}
