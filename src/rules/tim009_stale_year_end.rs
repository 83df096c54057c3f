use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 次年落款的年度报告不应再说“预计年底”。
    ///
    /// 依据：办成与否已经知道。
    ///
    /// 重算：落款在评价年度之后，而正文说“预计年底”“预计年内”等没有写明日期的预计。
    ///
    /// ```不符
    /// 清水县林业局2023年度整体支出绩效自评报告
    /// 一、项目进展
    /// 防火通道预计年底可完工，巡护道路已通车。
    /// 清水县林业局
    /// 2024年3月20日
    /// ```
    /// ```相符
    /// 清水县林业局2023年度整体支出绩效自评报告
    /// 一、项目进展
    /// 防火通道已于年底完工，巡护道路已通车。
    /// 清水县林业局
    /// 2024年3月20日
    /// ```
    ///
    /// 不报的情形：没有落款日期；同一句里有“原”“当时”“下一步”“明年”的。
    ///
    /// 怎么改：写明实际结果。
    TIM009, "stale-year-end-forecast", "“预计年底”已过", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("TIM009", Severity::Note, facts, Fault::Forecast, |f| {
        format!("报告落款已在次年，“{}”已经过去，应写明结果", f.quote)
    }));
}
