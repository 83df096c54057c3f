use super::{Out, kit};
use crate::facts::Facts;
use crate::ledger::{Claim, Expr, Relation, Role};
use crate::scheme::Scheme;

declare_rule! {
    /// 评价等级应与得分所在的分数段一致。
    ///
    /// 依据：财预〔2020〕10号：90（含）–100 分为优，80（含）–90 分为良，60（含）–80 分为中，60 分以下为差。
    ///
    /// 重算：总分落在哪一段。
    ///
    /// ```不符
    /// 本次评价综合得分88.60分，评价等级为“优”。
    /// ```
    /// ```相符
    /// 本次评价综合得分88.60分，评价等级为“良”。
    /// ```
    ///
    /// 不报的情形：报告自己列出了分数段；等级前没有总分。
    ///
    /// 怎么改：按分数段改等级，或核对总分。
    SCO004, "grade-out-of-band", "等级与得分不符", Error
}

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    if facts.scoring.own_bands {
        return;
    }
    for g in &facts.scoring.grades {
        let band = scheme.profile.bands.iter().find(|b| b.names.contains(&g.word));
        let (Some(score), Some(band)) = (g.score, band) else { continue };
        let m = &facts.mentions[score];
        let top = scheme.profile.total == Some(band.high);
        let relation = Relation::Band { low: band.low, high: band.high, top };
        let formula = format!("{} ≤ {} {} {} 为“{}”", band.low, kit::name(m), if top { "≤" } else { "<" }, band.high, g.word);
        let result = Role::one("等级", kit::text(&g.word, g.span));
        let operands = vec![kit::role("总分", m)];
        out.claims.push(Claim::new("SCO004", Expr::Arg(0), relation, operands, result).formula(formula));
    }
}
