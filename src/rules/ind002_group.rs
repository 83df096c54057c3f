use super::{Out, kit};
use crate::facts::{Facts, Indicator, MentionId};
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 一级指标的分值和得分应等于其下各项之和。
    ///
    /// 依据：指标体系逐级分解，下级分值之和等于上级分值。
    ///
    /// 重算：“产出指标（50分）”之下各指标的满分、得分分别相加比较。
    ///
    /// ```不符
    /// （一）产出指标（50分）
    /// 1. 数量指标（30分）
    /// 2. 质量指标（15分）
    /// ```
    /// ```相符
    /// （一）产出指标（50分）
    /// 1. 数量指标（30分）
    /// 2. 质量指标（20分）
    /// ```
    ///
    /// 不报的情形：其下只有一项有满分。
    ///
    /// 怎么改：核对各级分值。
    IND002, "group-not-its-items", "分值与下级之和不符", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let all = &facts.scoring.indicators;
    for (k, group) in all.iter().enumerate() {
        let below: Vec<&Indicator> = facts.scoring.below(k).iter().map(|&i| &all[i]).collect();
        // A group whose only child is a group, a row 小计, is printed twice.
        let twice =
            below.len() == 1 && facts.scoring.below(k).iter().any(|&i| !facts.scoring.below(i).is_empty());
        if below.len() >= 2 || twice {
            out.claims.extend(claim(facts, group, &below, "满分", |i| i.full));
            out.claims.extend(claim(facts, group, &below, "得分", |i| i.score));
        }
    }
}

fn claim(
    facts: &Facts,
    group: &Indicator,
    below: &[&Indicator],
    what: &str,
    of: impl Fn(&Indicator) -> Option<MentionId>,
) -> Option<Claim> {
    let total = of(group)?;
    let ids: Option<Vec<MentionId>> = below.iter().map(|i| of(i)).collect();
    let ids = ids?;
    let operands = ids.iter().zip(below).map(|(&m, i)| kit::role(&i.name, &facts.mentions[m])).collect();
    let names: Vec<&str> = below.iter().map(|i| i.name.as_str()).collect();
    let formula = format!("{}{what} = {}", group.name, names.join(" + "));
    let result = kit::role(&format!("{}{what}", group.name), &facts.mentions[total]);
    let claim = Claim::new("IND002", Expr::sum(ids.len()), Relation::Sums, operands, result).formula(formula);
    // A bracket need not name every item.
    let sentence = |m: MentionId| (facts.mentions[m].cell, facts.mentions[m].sentence);
    let listed = ids.iter().all(|&m| sentence(m) == (None, facts.mentions[total].sentence));
    Some(if listed { claim.stance(Stance::Open) } else { claim.formal() })
}
