use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 同一段文字不应出现两次。
    ///
    /// 依据：一字不差的长段落，多是复制时重复粘贴。
    ///
    /// 重算：四十字以上的段落，去掉序号后与前面某段完全相同。
    ///
    /// ```不符
    /// 一、组织情况
    /// 我单位成立绩效自评工作小组，由主要负责同志任组长，各科室负责同志为成员，明确分工，认真开展自评。
    /// 二、工作开展
    /// 我单位成立绩效自评工作小组，由主要负责同志任组长，各科室负责同志为成员，明确分工，认真开展自评。
    /// ```
    /// ```相符
    /// 一、组织情况
    /// 我单位成立绩效自评工作小组，由主要负责同志任组长，各科室负责同志为成员，明确分工，认真开展自评。
    /// 二、工作开展
    /// 工作小组查阅账务资料，实地查看项目，逐项填写自评表，形成自评结论。
    /// ```
    ///
    /// 不报的情形：短句、表格、标题。
    ///
    /// 怎么改：删去一处，或改写。
    STR007, "repeated-paragraph", "段落重复", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("STR007", Severity::Note, facts, Fault::Repeated, |_| {
        "这一段与前面的一段完全相同".to_owned()
    }));
}
