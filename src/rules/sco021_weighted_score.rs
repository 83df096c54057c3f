use super::{Out, composed, kit};
use crate::facts::{Facts, Mention};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 折算得分应等于单项得分乘以权重。
    ///
    /// 依据：有的地方（如河北）单项得分按权重折算，总分是折算得分之和。
    ///
    /// 重算：同一句里“得分 a 分，权重 b%，折算得分 c 分”，c = a × b%。
    ///
    /// ```不符
    /// 预算执行单项得分95分，权重20%，折算得分18分。
    /// ```
    /// ```相符
    /// 预算执行单项得分95分，权重20%，折算得分19分。
    /// ```
    ///
    /// 不报的情形：同一句里没有印出单项得分和权重。
    ///
    /// 怎么改：重算折算得分，并相应修改总分。
    SCO021, "weighted-score", "折算得分不符", Warning
}

/// Figures before the result among which its two factors stand.
const BACK: usize = 3;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    composed::weighted_all(facts, out);
    for (id, m) in facts.mentions.iter().enumerate() {
        let called = m.kind == Kind::Score && m.label.ends_with("折算得分") && m.cell.is_none();
        if called && kit::exact(m) {
            out.claims.extend(claim(&facts.mentions[id.saturating_sub(BACK)..id], m));
        }
    }
}

fn claim(before: &[Mention], m: &Mention) -> Option<Claim> {
    let own = |n: &&Mention| n.sentence == m.sentence && kit::exact(n);
    let score =
        before.iter().rev().filter(own).find(|n| n.kind == Kind::Score && n.label.ends_with("得分"))?;
    let weight =
        before.iter().rev().filter(own).find(|n| n.kind == Kind::Percent && n.label.ends_with("权重"))?;
    let part = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
    let operands = vec![kit::role("单项得分", score), kit::role("权重", weight)];
    let expr = Expr::times(Expr::Arg(0), part);
    let claim = Claim::new("SCO021", expr, Relation::Scores, operands, kit::role("折算得分", m));
    let claim = claim.formula("折算得分 = 单项得分 × 权重".to_owned());
    Some(claim.link(Link::Likely).severity(Severity::Warning))
}
