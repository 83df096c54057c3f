use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 人均、车均、每公里等单位数应等于总额除以数量。
    ///
    /// 依据：单位成本 = 总额 ÷ 数量。
    ///
    /// 重算：“车均运行维护费”找名称相同的总额和同句中的车辆数；“每公里养护成本”找同句中以公里计的数。
    ///
    /// ```不符
    /// 公务用车运行维护费29.64万元，年末公务用车保有量9辆，车均运行维护费3.92万元。
    /// ```
    /// ```相符
    /// 公务用车运行维护费29.64万元，年末公务用车保有量9辆，车均运行维护费3.29万元。
    /// ```
    ///
    /// 不报的情形：同句没有名称相同的总额和相应的数量；含约数。
    ///
    /// 怎么改：重算单位数，或核对总额、数量。
    AMT007, "average-mismatch", "单位数与总额、数量不符", Warning
}

/// How far back the total and the count are looked for.
const BACK: usize = 8;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate() {
        if m.kind == Kind::Amount && m.cell.is_none() && kit::exact(m) {
            out.claims.extend(per_head(facts, id).or_else(|| per_unit(facts, id)));
        }
    }
}

fn before(facts: &Facts, id: MentionId) -> impl Iterator<Item = MentionId> {
    let m = &facts.mentions[id];
    let near =
        move |&i: &MentionId| facts.mentions[i].sentence == m.sentence && kit::exact(&facts.mentions[i]);
    (id.saturating_sub(BACK)..id).rev().filter(near)
}

/// 车均运行维护费: a total that ends in 运行维护费, and the count nearest before.
fn per_head(facts: &Facts, id: MentionId) -> Option<Claim> {
    const SHORT: usize = 2;
    let (head, what) = facts.mentions[id].label.split_once('均')?;
    let named = head.chars().count() <= SHORT && what.chars().count() >= SHORT;
    let is =
        |i: &MentionId| facts.mentions[*i].kind == Kind::Amount && facts.mentions[*i].label.ends_with(what);
    let total = before(facts, id).find(is).filter(|_| named)?;
    let count = before(facts, id).find(|&i| facts.mentions[i].kind == Kind::Count)?;
    Some(claim(facts, id, total, count, Stance::Stated))
}

/// 每公里养护成本: the figure in 公里, and an amount before it.
fn per_unit(facts: &Facts, id: MentionId) -> Option<Claim> {
    let rest = facts.mentions[id].label.strip_prefix('每')?;
    if !["成本", "费", "投入", "造价", "投资"].iter().any(|w| rest.contains(w)) {
        return None;
    }
    let counted = |m: &Mention| matches!(m.kind, Kind::Count | Kind::Measure) && rest.starts_with(unit(m));
    let count = before(facts, id).find(|&i| counted(&facts.mentions[i]))?;
    let total = before(facts, id).find(|&i| facts.mentions[i].kind == Kind::Amount)?;
    Some(claim(facts, id, total, count, Stance::Stated))
}

fn unit(m: &Mention) -> &str {
    m.term.unit.trim_start_matches(['万', '亿', '千'])
}

fn claim(facts: &Facts, id: MentionId, total: MentionId, count: MentionId, stance: Stance) -> Claim {
    let m = |i: MentionId| &facts.mentions[i];
    let (a, name) = (kit::name(m(total)), kit::name(m(id)));
    // The count in its printed unit: 182.6公里 is 182.6, not metres.
    let mut number = kit::role("数量", m(count));
    number.candidates.iter_mut().for_each(printed);
    let expr = Expr::over(Expr::Arg(0), Expr::Arg(1));
    Claim::new(
        "AMT007",
        expr,
        Relation::Rounds,
        vec![kit::role(&a, m(total)), number],
        kit::role(&name, m(id)),
    )
    .formula(format!("{name} = {a} ÷ 数量"))
    .stance(stance)
    .link(Link::Likely)
    .severity(Severity::Warning)
}

/// The number as it stands on the page, in whatever unit.
fn printed(t: &mut crate::ledger::Term) {
    let plain = || crate::num::rat(crate::num::parse(&t.printed)?);
    let step = crate::num::scale10(-i32::try_from(t.places).unwrap_or(0));
    if let (Some(value), Some(step), crate::ledger::Value::Number(q)) = (plain(), step, &mut t.value) {
        (q.value, q.step) = (value, step);
    }
}
