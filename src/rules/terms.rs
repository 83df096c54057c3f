//! Products told the other way round, and over time: 抽检216万元，按1350批次、每批次1600元编列; 每月126万元，每年1512万元，三年合同总价4536万元.

use super::{Out, kit, measure};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::num::Rat;

/// Figures before an amount that are looked at.
const BACK: usize = 4;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate() {
        if m.kind == Kind::Amount && m.cell.is_none() && kit::exact(m) {
            out.claims.extend(over_years(facts, id));
            out.claims.extend(monthly(facts, id).or_else(|| over_months(facts, id)));
            out.claims.extend(planned(facts, id));
        }
    }
}

/// 每年a，三年合同总价b.
fn over_years(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let last = &facts.mentions[id.checked_sub(1)?];
    let counted = last.term.unit == "年" && m.sep == Sep::None && last.kind != Kind::Date;
    let n =
        kit::value(last).filter(|n| counted && n.is_integer() && last.sentence == m.sentence)?.to_integer();
    let whole = m.before.as_str();
    let sum = ["合同总价", "总价", "总额", "合计", "共计", "总金额", "合同价", "共"]
        .iter()
        .any(|w| whole.contains(w));
    let each = before(facts, id).find(|&i| is_each(&facts.mentions[i], "年")).filter(|_| sum)?;
    Some(times(facts, each, id, n, "年").stance(Stance::Stated))
}

/// 抽检216万元，按全年1350批次、每批次1600元编列: the amount first.
fn planned(facts: &Facts, id: MentionId) -> Option<Claim> {
    const SET: &[&str] = &["编列", "测算", "核定", "安排", "计算", "计列", "编制"];
    let m = &facts.mentions[id];
    let (n, each) = (facts.mentions.get(id + 1)?, facts.mentions.get(id + 2)?);
    let one = each.before.split_once('每').map(|w| w.1.trim_end_matches(['补', '助', '标', '准', '按', ' ']));
    let unit = measure::word(&n.term.unit);
    let here = [n, each].iter().all(|x| x.sentence == m.sentence && x.sep <= Sep::Clause && kit::exact(x));
    let told =
        n.gap.contains('按') && SET.iter().any(|w| each.after.starts_with(w) || each.rest.starts_with(w));
    let fits = here && told && one.is_some_and(|w| w.starts_with(unit)) && n.term.unit == unit;
    let counted = matches!(n.kind, Kind::Count | Kind::Measure) && each.kind == Kind::Amount;
    let name = kit::name(m);
    let operands = vec![kit::role("数量", n), kit::role("标准", each)];
    let expr = Expr::times(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("AMT008", expr, Relation::Rounds, operands, kit::role(&name, m));
    let claim = claim.formula(format!("{name} = 数量 × 标准")).stance(Stance::Stated).link(Link::Likely);
    (fits && counted).then(|| claim.severity(Severity::Error))
}

/// 每月a，每年b; a part of a year makes less.
fn over_months(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let yearly = is_each(m, "年") || m.label.starts_with("全年") || m.label.starts_with("年服务费");
    let each = before(facts, id).find(|&i| is_each(&facts.mentions[i], "月")).filter(|_| yearly)?;
    Some(times(facts, each, id, 12, "个月").stance(Stance::Optional))
}

/// 城市低保标准每人每月780元，全年9360元: one behind the other, and nothing else said of the year.
fn monthly(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let each = id.checked_sub(1).filter(|&i| facts.mentions[i].base == m.base)?;
    let e = &facts.mentions[each];
    let paid = ["每人每月", "每月", "月标准"].iter().any(|w| e.label.ends_with(w))
        && kit::exact(e)
        && e.cell.is_none();
    let words =
        m.before.trim().trim_start_matches("即").trim_start_matches("折合").trim_start_matches("相当于");
    let yearly = ["全年", "每年", "年标准", "一年", "每人每年", "年"].contains(&words);
    let breath = m.sentence == e.sentence && m.sep == Sep::Clause && m.depth == e.depth;
    (paid && yearly && breath).then(|| times(facts, each, id, 12, "个月").stance(Stance::Stated))
}

/// Amounts of its sentence, nearest first.
fn before(facts: &Facts, id: MentionId) -> impl Iterator<Item = MentionId> + '_ {
    let m = &facts.mentions[id];
    (id.saturating_sub(BACK)..id).rev().filter(move |&i| {
        let n = &facts.mentions[i];
        n.sentence == m.sentence && n.base == m.base && kit::exact(n) && n.cell.is_none()
    })
}

/// 每年服务费, 每月: and nothing else that it is of each.
fn is_each(m: &Mention, period: &str) -> bool {
    let words = format!("每{period}");
    m.label.starts_with(&words) && m.label.matches(['每', '均']).count() == 1 && m.stand != Stand::Change
}

fn times(facts: &Facts, each: MentionId, whole: MentionId, n: i128, unit: &str) -> Claim {
    let (a, b) = (&facts.mentions[each], &facts.mentions[whole]);
    let (one, name) = (kit::name(a), kit::name(b));
    let expr = Expr::times(Expr::Arg(0), Expr::Const(Rat::from_integer(n)));
    let operands: Vec<Role> = vec![kit::role(&one, a)];
    Claim::new("AMT008", expr, Relation::Rounds, operands, kit::role(&name, b))
        .formula(format!("{name} = {one} × {n}{unit}"))
        .link(Link::Likely)
        .severity(Severity::Error)
}
