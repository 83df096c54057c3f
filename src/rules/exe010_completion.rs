use super::{Out, kit};
use crate::facts::{Facts, Role as Column, Row, Sign};
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 表中指标的完成率应等于完成值除以指标值，得分率应等于得分除以分值。
    ///
    /// 依据：完成率 = 实际完成值 ÷ 年度指标值；得分率 = 得分 ÷ 分值。
    ///
    /// 重算：同一行的两个数相除，与该行的率比较。
    ///
    /// ```不符
    /// | 三级指标 | 年度指标值 | 实际完成值 | 完成率 |
    /// | --- | --- | --- | --- |
    /// | 新建公厕 | 8座 | 6座 | 75% |
    /// | 道路维修 | 16公里 | 14公里 | 87.50% |
    /// | 路灯改造 | 320盏 | 288盏 | 90% |
    /// | 渠道清淤 | 40公里 | 35公里 | 85.70% |
    /// ```
    /// ```相符
    /// | 三级指标 | 年度指标值 | 实际完成值 | 完成率 |
    /// | --- | --- | --- | --- |
    /// | 新建公厕 | 8座 | 6座 | 75% |
    /// | 道路维修 | 16公里 | 14公里 | 87.50% |
    /// | 路灯改造 | 320盏 | 288盏 | 90% |
    /// | 渠道清淤 | 40公里 | 35公里 | 87.50% |
    /// ```
    ///
    /// 完成值小于指标值，或印出的率超过 100% 的，一行即可判断。
    ///
    /// 不报的情形：超额完成而印 100%；得分率列中这样相符的行不足两行，或不符的行多于相符的行的一半，除非改一位数字就能相符；反向指标（≤）。
    ///
    /// 怎么改：按公式重算。
    EXE010, "completion-rate", "指标完成率不符", Error
}

/// Families of rows of one table that bear each other out.
const FAMILY: u32 = 1 << 23;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for (t, sheet) in facts.sheets.iter().enumerate() {
        let family = |k: u32| FAMILY | (t as u32) << 1 | k;
        for row in sheet.rows.iter().filter(|r| !r.is_budget() && r.sign != Some(Sign::AtMost)) {
            let done =
                claim(facts, row, (Column::Actual, "完成值"), (Column::Target, "指标值"), Column::Rate);
            let score =
                claim(facts, row, (Column::Score, "得分"), (Column::Weight, "分值"), Column::ScoreRate);
            out.claims.extend(done.map(|c| c.family(family(0))));
            // 自评得分 and 评价得分: of which of them the rate is, only the other rows tell.
            let score = score.filter(|_| !sheet.is_scored_twice());
            out.claims.extend(score.map(|c| c.family(family(1))));
        }
    }
}

fn claim(
    facts: &Facts,
    row: &Row,
    top: (Column, &str),
    bottom: (Column, &str),
    rate: Column,
) -> Option<Claim> {
    let m = |role: Column| Some(&facts.mentions[row.mention(role)?]);
    let (a, b, r) = (m(top.0)?, m(bottom.0)?, m(rate)?);
    if a.base != b.base || !kit::exact(a) || b.range || kit::is_limit(b) || !kit::exact(r) {
        return None;
    }
    let mut whole = kit::role(bottom.1, b);
    whole.candidates.iter_mut().for_each(kit::plain);
    let name = if rate == Column::Rate { "完成率" } else { "得分率" };
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let result = kit::role(&format!("{}{name}", row.label), r);
    let claim = Claim::new("EXE010", expr, Relation::Rounds, vec![kit::role(top.1, a), whole], result);
    let formula = format!("{}：{name} = {} ÷ {}", row.label, top.1, bottom.1);
    // Less than was planned, and the rate is another: the heads tell all three. What is beyond may be told as all of it.
    let short = kit::value(a) < kit::value(b) && rate == Column::Rate;
    let capped = kit::value(r) == Some(Rat::from_integer(100));
    let beyond = rate == Column::Rate && !capped && kit::value(r) > Some(Rat::from_integer(100));
    let stance = if short || beyond { Stance::Stated } else { Stance::Optional };
    Some(claim.formula(formula).stance(stance).link(Link::Likely))
}
