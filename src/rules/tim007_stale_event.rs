use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 会议、活动期间的工作应属于评价年度。
    ///
    /// 依据：套用上年报告时容易漏改。
    ///
    /// 重算：“党的二十大”等有定期的大事，后面是信访、维稳、安保一类会期内的工作，而评价年度不是那一年（patterns/wording/lists.toml）。
    ///
    /// ```不符
    /// 清水县林业局2023年度整体支出绩效自评报告
    /// 一、项目进展
    /// 以做好党的二十大安保维稳工作为主线，开展巡查。
    /// ```
    /// ```相符
    /// 清水县林业局2023年度整体支出绩效自评报告
    /// 一、项目进展
    /// 以学习贯彻党的二十大精神为主线，开展巡查。
    /// ```
    ///
    /// 不报的情形：学习、贯彻、宣传一类会后的工作。
    ///
    /// 怎么改：核对年度，改写。
    TIM007, "stale-event", "往年的事当作今年的", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("TIM007", Severity::Note, facts, Fault::StaleEvent, |f| {
        format!("“{}”是{}年的事，这是另一年度的报告，请核对", f.quote, f.say)
    }));
}
