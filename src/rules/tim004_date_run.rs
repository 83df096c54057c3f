use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// 日期应写全年、月、日。
    ///
    /// 依据：GB/T 9704—2012。
    ///
    /// 重算：七八位数字后直接是“日”，或“年”后三四位数字直接是“日”。
    ///
    /// ```不符
    /// 项目于2024926日通过验收。
    /// ```
    /// ```相符
    /// 项目于2024年9月26日通过验收。
    /// ```
    ///
    /// 不报的情形：没有“日”字的八位数字（编号）。
    ///
    /// 怎么改：补上“年”“月”。
    TIM004, "date-run-together", "日期数字粘连", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let places = kit::writings(facts, Oddity::DateRun);
    out.findings
        .extend(kit::habit("TIM004", &places, |quotes| format!("日期缺“年”“月”，数字连在一起：{}", quotes)));
}
