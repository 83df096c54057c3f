use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// 说到某一时间为止的情况，用“截至”。
    ///
    /// 依据：“截止”是停止，不带时间；“截至”后面接时间。
    ///
    /// 重算：“截止”后面直接是日期、目前、年底。
    ///
    /// ```不符
    /// 截止2023年12月31日，全年支出350.20万元。
    /// ```
    /// ```相符
    /// 截至2023年12月31日，全年支出350.20万元。
    /// ```
    ///
    /// 不报的情形：“截止日期”“截止到”。
    ///
    /// 怎么改：改为“截至”。
    TIM008, "deadline-word", "“截止”应为“截至”", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let places = kit::writings(facts, Oddity::Deadline);
    out.findings
        .extend(kit::habit("TIM008", &places, |quotes| format!("时间前的“截止”应为“截至”：{}", quotes)));
}
