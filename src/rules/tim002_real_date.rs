use super::{Out, kit};
use crate::facts::{Day, Facts};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 日期应当存在。
    ///
    /// 依据：公历。
    ///
    /// 重算：月份 1–12，日不超过当月天数（闰年 2 月 29 天）。
    ///
    /// ```不符
    /// 项目于2023年2月30日通过验收。
    /// ```
    /// ```相符
    /// 项目于2023年2月28日通过验收。
    /// ```
    ///
    /// 不报的情形：只印年份的；数字粘连、缺字的日期。
    ///
    /// 怎么改：核对原始凭证。
    TIM002, "impossible-date", "日期不存在", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    // 自2023年11月6日起至11月31日: the second has no year of its own.
    let dates = &facts.frame.dates;
    let dated = |d: &Day| {
        let at = dates.partition_point(|k| k.span.start <= d.span.start);
        at.checked_sub(1).is_some_and(|k| dates[k].span.contains(d.span))
    };
    let stray = facts.frame.stray.iter().filter(|d| !dated(d));
    for d in dates.iter().filter(|d| d.impossible).chain(stray) {
        let message = format!("日期“{}”不存在", d.quote);
        // 1130日: the 月 is lost, the day is not.
        let lost = d.quote.ends_with('日') && !d.quote.contains('月');
        let severity = if lost { Severity::Note } else { Severity::Error };
        out.findings.push(kit::finding("TIM002", severity, d.span, message));
    }
}
