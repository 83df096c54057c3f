use super::{Out, kit};
use crate::facts::Facts;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 落款单位应与标题中的单位一致。
    ///
    /// 依据：GB/T 9704—2012，发文机关署名与标题一致。
    ///
    /// 重算：标题年份前的单位名称与文末日期上一行的署名比较。
    ///
    /// ```不符
    /// 某市青岚区柳溪街道办事处2023年度整体支出绩效自评报告
    /// 现将有关情况报告如下。
    /// 某市青岚区桐溪街道办事处
    /// 2024年3月5日
    /// ```
    /// ```相符
    /// 某市青岚区柳溪街道办事处2023年度整体支出绩效自评报告
    /// 现将有关情况报告如下。
    /// 某市青岚区柳溪街道办事处
    /// 2024年3月5日
    /// ```
    ///
    /// 不报的情形：一方是另一方的简称（首尾包含）；没有落款。
    ///
    /// 怎么改：统一单位名称，注意是否套用了别家的报告。
    MEN003, "signature-not-title", "落款单位与标题不一", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let (Some((title, at)), Some((signed, place))) = (&facts.frame.unit, &facts.frame.signature) else {
        return;
    };
    let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (title, signed) = (bare(title), bare(signed));
    let part = title.contains(&signed) || signed.contains(&title);
    let (stance, link) = if part { (Stance::Optional, Link::Guess) } else { (Stance::Stated, Link::Likely) };
    let operands = vec![Role::one("标题单位", kit::text(&title, *at))];
    let result = Role::one("落款单位", kit::text(&signed, *place));
    let claim = Claim::new("MEN003", Expr::Arg(0), Relation::Equals, operands, result);
    let claim = claim.formula("落款单位 = 标题单位".to_owned()).link(link).stance(stance);
    out.claims.push(claim.severity(Severity::Warning));
}
