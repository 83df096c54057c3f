use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// 增减应说清与什么相比、增加还是减少、多少。
    ///
    /// 依据：行文完整。
    ///
    /// 重算：“减少0万元”后又写变动原因；“与上年下降”；“较上年688.84万元131.49万元”中间缺动词。
    ///
    /// ```不符
    /// 公务接待费12.50万元，与上年下降3.20万元。
    /// ```
    /// ```相符
    /// 公务接待费12.50万元，比上年下降3.20万元。
    /// ```
    ///
    /// 不报的情形：增减为 0 而原因是持平、无变化。
    ///
    /// 怎么改：补全，并核对增减额。
    CHG021, "change-words", "增减的话没说全", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let zero = kit::writings(facts, Oddity::ZeroReason);
    out.findings
        .extend(kit::habit("CHG021", &zero, |q| format!("增减为0却说明了变动原因，请核对增减额：{q}")));
    let compared = kit::writings(facts, Oddity::Compared);
    out.findings
        .extend(kit::habit("CHG021", &compared, |q| format!("“与上年”后缺“相比”，或“与”应为“比”：{q}")));
    let lost = kit::writings(facts, Oddity::VerbLost);
    out.findings.extend(kit::habit("CHG021", &lost, |q| format!("两个金额之间缺“增加”或“减少”：{q}")));
}
