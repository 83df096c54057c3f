use super::{Out, kit};
use crate::facts::{Facts, Indicator};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity};
use crate::scheme::{Limit, Scheme, plain};

declare_rule! {
    /// 所选评分方案规定了限值的指标，超过限值不得满分。
    ///
    /// 依据：--profile 所选的方案，如湖南：在职人员控制率不超过 100% 得满分，超过的扣分。
    ///
    /// 重算：只在用 --profile 指明了方案时，得满分的指标的实际值 ≤ 限值。
    ///
    /// ```不符
    /// 1. 在职人员控制率（5分）
    /// 在职人员控制率104.00%，得分为5分。
    /// ```
    /// ```相符
    /// 1. 在职人员控制率（5分）
    /// 在职人员控制率98.00%，得分为5分。
    /// ```
    ///
    /// 不报的情形：没有指明方案；没有得满分；没有印出实际值。
    ///
    /// 怎么改：按方案扣分，或核对实际值。
    SCO020, "scheme-limit", "超过限值却得满分", Warning
}

/// How far behind its full mark an indicator's value is looked for.
const NEAR: usize = 12;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    for l in scheme.profile.limits.iter().filter(|_| scheme.profile.chosen) {
        out.claims.extend(facts.scoring.indicators.iter().filter_map(|i| claim(facts, scheme, i, l)));
    }
}

fn claim(facts: &Facts, scheme: &Scheme, i: &Indicator, l: &Limit) -> Option<Claim> {
    let name = l.names.iter().find(|n| plain(&i.name).ends_with(&plain(n)))?;
    let (full, score) = (i.full?, i.score?);
    if kit::value(&facts.mentions[full]) != kit::value(&facts.mentions[score]) || !l.at_most.is_integer() {
        return None;
    }
    let rate = (full + 1..score.min(full + NEAR)).find(|&m| {
        let m = &facts.mentions[m];
        m.kind == Kind::Percent && kit::exact(m) && plain(&m.label).ends_with(&plain(name))
    })?;
    let m = &facts.mentions[rate];
    let limit = Role::one("限值", kit::constant(l.at_most.to_integer(), "%", m.term.span));
    let most = if scheme.profile.remembered { Severity::Note } else { Severity::Warning };
    let claim = Claim::new("SCO020", Expr::Arg(0), Relation::AtMost, vec![kit::role(name, m)], limit);
    let formula = format!("得满分时：{name} ≤ {}%（{}）", l.at_most, scheme.profile.name);
    Some(claim.formula(formula).link(Link::Likely).severity(most))
}
