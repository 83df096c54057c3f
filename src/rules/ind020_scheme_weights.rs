use super::{Out, kit};
use crate::facts::{Facts, Indicator, MentionId};
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity};
use crate::scheme::{Scheme, Weight, plain};

declare_rule! {
    /// 一级指标的权重应与所选评分方案一致。
    ///
    /// 依据：--profile 所选的方案，如财预〔2020〕10号：预算执行率 10、产出指标 50、效益指标 30、满意度指标 10；确有特殊情况
    /// 可以调整，所以只作提示。
    ///
    /// 重算：只在用 --profile 指明了方案，而报告的一级指标至少有两个与方案同名时，比较各自的分值。
    ///
    /// ```不符
    /// 一、产出指标（60分）
    /// 得分为57.5分。
    /// 二、效益指标（30分）
    /// 得分为28分。
    /// 三、满意度指标（10分）
    /// 得分为9分。
    /// ```
    /// ```相符
    /// 一、产出指标（50分）
    /// 得分为47.5分。
    /// 二、效益指标（30分）
    /// 得分为28分。
    /// 三、满意度指标（10分）
    /// 得分为9分。
    /// ```
    ///
    /// 不报的情形：没有指明方案；报告自己写明了权重（“满分100分，其中产出60分”）；名称与方案不同的指标。
    ///
    /// 怎么改：按方案分配分值，或写明调整的理由。
    IND020, "scheme-weights", "权重与评分方案不同", Note
}

/// So many groups of the scheme a report must have to be one of its kind.
const ALIKE: usize = 2;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    let declared = facts.scoring.indicators.iter().any(|i| i.declared);
    if !scheme.profile.chosen || declared {
        return;
    }
    let found: Vec<(&Weight, MentionId)> = scheme
        .profile
        .groups
        .iter()
        .filter_map(|g| {
            let own = facts.scoring.indicators.iter().find(|i| i.parent.is_none() && called(i, g))?;
            Some((g, own.full?))
        })
        .collect();
    if found.len() >= ALIKE {
        out.claims.extend(found.iter().filter_map(|(g, full)| claim(facts, scheme, g, *full)));
    }
}

fn called(i: &Indicator, g: &Weight) -> bool {
    let name = plain(&i.name);
    g.names.iter().any(|n| plain(n) == name)
}

fn claim(facts: &Facts, scheme: &Scheme, g: &Weight, full: MentionId) -> Option<Claim> {
    let m = &facts.mentions[full];
    let name = g.names.first()?;
    let weight = g.weight.is_integer().then(|| kit::constant(g.weight.to_integer(), "分", m.term.span))?;
    let operands = vec![Role::one("方案的权重", weight)];
    let claim = Claim::new("IND020", Expr::Arg(0), Relation::Equals, operands, kit::role(name, m));
    let claim = claim.formula(format!("{name}的分值 = {}的权重", scheme.profile.name));
    Some(claim.formal().severity(Severity::Note).link(Link::Guess))
}
