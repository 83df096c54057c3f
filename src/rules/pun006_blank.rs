use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::scheme::Scheme;

declare_rule! {
    /// 中文之间、数字与单位之间、标点之后、行末不留空格。
    ///
    /// 依据：GB/T 15834—2011，标点已占位置。
    ///
    /// 重算：句子里中文之间、数字与单位之间、全角标点之后的空格，以及行末的空格，全文只提示一次。
    ///
    /// ```不符
    /// 全年发放救助金1281 人次86.50万元，做好困难群众基本生活保障工作，取得实效。
    /// ```
    /// ```相符
    /// 全年发放救助金1281人次86.50万元，做好困难群众基本生活保障工作，取得实效。
    /// ```
    ///
    /// 不报的情形：序号后的空格；短行（姓名、署名）；全文空格很多的，是PDF转换所致，只说一次。
    ///
    /// 怎么改：删去。
    PUN006, "stray-blank", "多余的空格", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings
        .extend(kit::style("PUN006", facts, Fault::Blank, |quotes| format!("多余的空格：{}", quotes)));
}
