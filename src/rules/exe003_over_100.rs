use super::{Out, kit};
use crate::facts::{Facts, Mention};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity};
use crate::scheme::Scheme;

declare_rule! {
    /// 满意度、覆盖率、合格率、占比不能超过 100%。
    ///
    /// 依据：部分与总体之比。
    ///
    /// 重算：名称为满意度、覆盖率、合格率、知晓率、参保率、普及率、及时率等的率 ≤ 100%。
    ///
    /// ```不符
    /// 群众满意度达到195.2%。
    /// ```
    /// ```相符
    /// 群众满意度达到95.2%。
    /// ```
    ///
    /// 不报的情形：完成率、执行率、增长率（可以超过 100%）。
    ///
    /// 怎么改：核对小数点和数字。
    EXE003, "rate-over-100", "率超过100%", Error
}

const BOUNDED: &[&str] = &[
    "满意度",
    "满意率",
    "覆盖率",
    "合格率",
    "知晓率",
    "参保率",
    "普及率",
    "及时率",
    "达标率",
    "准确率",
    "公开率",
    "落实率",
    "回收率",
    "办结率",
    "整改率",
    "通车率",
    "通客车率",
    "优良率",
    "入学率",
    "就业率",
    "到位率",
    "完好率",
    "发放率",
    "处置率",
];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for m in facts.mentions.iter().filter(|m| m.kind == Kind::Percent && bounded(m) && kit::exact(m)) {
        let name = kit::name(m);
        let result = Role::one("上限", kit::constant(100, "%", m.term.span));
        let claim = Claim::new("EXE003", Expr::Arg(0), Relation::AtMost, vec![kit::role(&name, m)], result);
        out.claims.push(claim.formula(format!("{name} ≤ 100%")).link(Link::Likely).severity(Severity::Error));
    }
}

fn bounded(m: &Mention) -> bool {
    BOUNDED.iter().any(|w| m.label.ends_with(w))
}
