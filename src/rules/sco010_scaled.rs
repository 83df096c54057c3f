use super::{Out, kit};
use crate::facts::{Facts, Role as Column, Row};
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 折算得分应等于单项得分乘以权重。
    ///
    /// 依据：部分省份的自评表以单项得分 × 权重（%）为折算得分，总分为折算得分之和。
    ///
    /// 重算：得分 × 权重 ÷ 100，按印出的位数四舍五入。
    ///
    /// ```不符
    /// | 三级指标 | 权重（%） | 得分 | 折算得分 |
    /// | --- | --- | --- | --- |
    /// | 道路维修 | 25 | 98 | 24.50 |
    /// | 公厕新建 | 15 | 96 | 14.40 |
    /// | 路灯改造 | 20 | 95 | 19.00 |
    /// | 渠道清淤 | 40 | 94 | 36.70 |
    /// ```
    /// ```相符
    /// | 三级指标 | 权重（%） | 得分 | 折算得分 |
    /// | --- | --- | --- | --- |
    /// | 道路维修 | 25 | 98 | 24.50 |
    /// | 公厕新建 | 15 | 96 | 14.40 |
    /// | 路灯改造 | 20 | 95 | 19.00 |
    /// | 渠道清淤 | 40 | 94 | 37.60 |
    /// ```
    ///
    /// 不报的情形：表中这样相符的行不足两行，或不符的行多于相符的行的一半，除非改一位数字就能相符。
    ///
    /// 怎么改：按公式重算，并相应修改总分。
    SCO010, "scaled-score", "折算得分不符", Error
}

const FAMILY: u32 = 1 << 25;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for (t, sheet) in facts.sheets.iter().enumerate() {
        let claims = sheet.rows.iter().filter(|r| r.counts).filter_map(|r| claim(facts, r));
        out.claims.extend(claims.map(|c| c.family(FAMILY | t as u32)));
    }
}

fn claim(facts: &Facts, row: &Row) -> Option<Claim> {
    let m = |role: Column| Some(&facts.mentions[row.mention(role)?]);
    let (scaled, score, weight) = (m(Column::Scaled)?, m(Column::Score)?, m(Column::Weight)?);
    if ![scaled, score, weight].into_iter().all(kit::exact) {
        return None;
    }
    let share = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
    let operands = vec![kit::role("得分", score), kit::role("权重", weight)];
    let result = kit::role(&format!("{}折算得分", row.label), scaled);
    let claim = Claim::new("SCO010", Expr::times(Expr::Arg(0), share), Relation::Scores, operands, result);
    let formula = format!("{}：折算得分 = 得分 × 权重%", row.label);
    Some(claim.formula(formula).link(Link::Certain).stance(Stance::Optional))
}
