use super::{Out, kit};
use crate::facts::{Breakdown, Change, Direction, Facts, MentionId, Reading};
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::scheme::Scheme;
use std::collections::HashMap;

declare_rule! {
    /// 总的增减额应等于各部分增减额之和。
    ///
    /// 依据：总体由各部分构成，变动也由各部分的变动构成。
    ///
    /// 重算：合计及其各项都写有比上年的增减额时，各项增减额（减少为负）相加，与合计的增减额比较。
    ///
    /// ```不符
    /// 三公经费支出38.27万元，比上年减少4.18万元。其中：公务用车购置及运行费29.64万元，比上年减少1.26万元；公务接待费8.63万元，比上年减少2.29万元。
    /// ```
    /// ```相符
    /// 三公经费支出38.27万元，比上年减少4.18万元。其中：公务用车购置及运行费29.64万元，比上年减少1.26万元；公务接待费8.63万元，比上年减少2.92万元。
    /// ```
    ///
    /// 不报的情形：有一项没有写增减额；各项不构成完整的分类，差额又大。
    ///
    /// 怎么改：逐项核对增减额和方向。
    CHG004, "changes-do-not-sum", "各项增减之和不等于总的增减", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let mut of: HashMap<MentionId, &Change> = HashMap::new();
    for c in facts.changes.iter().filter(|c| c.delta.is_some()) {
        if let Some(&current) = c.currents.first() {
            of.entry(current).or_insert(c);
        }
    }
    for b in &facts.breakdowns {
        out.claims.extend(claim(facts, b, &of));
    }
}

fn claim(facts: &Facts, b: &Breakdown, of: &HashMap<MentionId, &Change>) -> Option<Claim> {
    let total = of.get(&b.total())?;
    // Where the parts make the total, so do their changes.
    let whole = |r: &&Reading| {
        r.total == b.total()
            && kit::sum(facts, &r.parts).is_some_and(|s| kit::value(&facts.mentions[r.total]) == Some(s))
    };
    let whole = b.readings.iter().find(whole);
    let listed = whole.map_or(b.parts(), |r| r.parts.as_slice());
    let zero = |p: &&MentionId| kit::value(&facts.mentions[**p]) == Some(crate::num::Rat::ZERO);
    let stated: Vec<MentionId> = listed.iter().filter(|p| of.contains_key(p) || !zero(p)).copied().collect();
    let parts: Option<Vec<&Change>> = stated.iter().map(|p| of.get(p).copied()).collect();
    let parts = parts.filter(|p| p.len() >= 2)?;
    let delta = |c: &Change| c.delta.map(|d| &facts.mentions[d]).filter(|m| kit::exact(m));
    let figures: Option<Vec<_>> = parts.iter().map(|c| delta(c)).collect();
    let (figures, result) = (figures?, delta(total)?);
    let operands: Vec<Role> =
        figures.iter().zip(&stated).map(|(m, &p)| kit::role(&change(facts, p), m)).collect();
    let signed = |(i, c): (usize, &&Change)| {
        let zero = Expr::Const(crate::num::Rat::ZERO);
        if c.direction == total.direction { Expr::Arg(i) } else { Expr::minus(zero, Expr::Arg(i)) }
    };
    let expr = Expr::Sum(parts.iter().enumerate().map(signed).collect());
    let name = format!(
        "{}{}",
        kit::name(&facts.mentions[b.total()]),
        if total.direction == Direction::Down { "减少额" } else { "增加额" }
    );
    // 出国（境）0万元；…: what it fell from is not told.
    let untold = stated.len() < listed.len();
    let stance = match whole {
        Some(_) if untold => Stance::Optional,
        Some(_) if !b.open => Stance::Stated,
        Some(_) => Stance::Open,
        None => Stance::Reading,
    };
    let claim = Claim::new("CHG004", expr, Relation::Sums, operands, kit::role(&name, result));
    let claim = if stance == Stance::Stated { claim.formal() } else { claim };
    Some(
        claim
            .formula(format!("{name} = 各项增减之和（{}项）", parts.len()))
            .stance(stance)
            .link(Link::Likely)
            .severity(Severity::Warning),
    )
}

fn change(facts: &Facts, part: MentionId) -> String {
    format!("{}增减额", kit::name(&facts.mentions[part]))
}
