use super::{Out, kit};
use crate::facts::{Facts, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation};
use crate::scheme::Scheme;

declare_rule! {
    /// 得分率应等于得分除以分值。
    ///
    /// 依据：得分率 = 得分 ÷ 分值 × 100%。
    ///
    /// 重算：“产出指标50分，得49.48分，得分率98.96%”。
    ///
    /// ```不符
    /// 产出指标50分，得49.48分，得分率98.69%。
    /// ```
    /// ```相符
    /// 产出指标50分，得49.48分，得分率98.96%。
    /// ```
    ///
    /// 不报的情形：得分率前没有同一指标的分值和得分。
    ///
    /// 怎么改：重算得分率，或核对得分。
    SCO007, "score-rate-mismatch", "得分率不符", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for rate in 1..facts.mentions.len() {
        let (s, r) = (&facts.mentions[rate - 1], &facts.mentions[rate]);
        let named =
            r.kind == Kind::Percent && r.label.ends_with("得分率") && r.cell.is_none() && kit::exact(r);
        if !named || s.sentence != r.sentence || r.sep >= Sep::Group {
            continue;
        }
        let owner = facts.scoring.owner(rate - 1).filter(|i| i.score == Some(rate - 1));
        let Some((full, name)) = owner.and_then(|i| Some((i.full?, i.name.as_str()))) else { continue };
        let operands = vec![kit::role("得分", s), kit::role("分值", &facts.mentions[full])];
        let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
        let claim = Claim::new("SCO007", expr, Relation::Rounds, operands, kit::role("得分率", r)).formal();
        out.claims.push(claim.formula(format!("{name}得分率 = 得分 ÷ 分值")));
    }
}
