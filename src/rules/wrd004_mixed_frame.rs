use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 两种句式不应套用在一起。
    ///
    /// 依据：现代汉语语法。
    ///
    /// 重算：“围绕…为总体要求”“原因是…造成的”“目的是为了”“大约…左右”。
    ///
    /// ```不符
    /// 执行率偏低的主要原因是项目验收滞后造成的。
    /// ```
    /// ```相符
    /// 执行率偏低的主要原因是项目验收滞后。
    /// ```
    ///
    /// 不报的情形：两半不在同一句里的。
    ///
    /// 怎么改：留下一种句式。
    WRD004, "mixed-frame", "句式杂糅", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD004", Severity::Note, facts, Fault::Frame, |f| f.say.clone()));
}
