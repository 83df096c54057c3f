use super::{Out, kit};
use crate::facts::{Day, Facts, Moment};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 报告落款之前就已过去的时间，不应再说“预计”；年度报告的数据应到年末。
    ///
    /// 依据：自评在年度终了之后进行，事情办成与否已经知道，数据应覆盖全年。
    ///
    /// 重算：“预计（将于）某年某月”早于落款日期；“截至评价年度的 1–11 月”之后又说支出、执行、完成。
    ///
    /// ```不符
    /// 清水县林业局2023年度整体支出绩效自评报告
    /// 一、项目进展
    /// 防火通道预计2023年12月底完工。
    /// 清水县林业局
    /// 2024年3月20日
    /// ```
    /// ```相符
    /// 清水县林业局2023年度整体支出绩效自评报告
    /// 一、项目进展
    /// 防火通道已于2023年12月底完工。
    /// 清水县林业局
    /// 2024年3月20日
    /// ```
    ///
    /// 不报的情形：没有落款日期；年初的计划、原定的时间。
    ///
    /// 怎么改：写明实际结果；数据补到年末。
    TIM006, "stale-forecast", "预计的时间已过", Note
}

const FORECAST: &[&str] = &["预计", "预计于", "预计在", "预计到", "将于", "预计将于", "拟于", "预计至"];
const DATA: &[&str] = &["支出", "执行", "支付", "完成", "使用资金"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    if let Some(signed) = &facts.frame.signed {
        for m in facts.moments.iter().filter(|m| forecast(m) && earlier(&m.day, signed)) {
            let message = format!("落款是{}，“预计”的时间{}已经过去，应写明结果", signed.quote, m.day.quote);
            out.findings.push(kit::finding("TIM006", Severity::Note, m.day.span, message));
        }
    }
    let annual = facts.frame.title.as_deref().is_some_and(|t| t.contains("年度"));
    let Some((year, _)) = facts.frame.year.filter(|_| annual) else { return };
    if let Some(m) = facts.moments.iter().find(|m| partial(m, year as u32)) {
        let message = format!("年度报告的数据只到{}，应覆盖全年", m.day.quote);
        out.findings.push(kit::finding("TIM006", Severity::Note, m.day.span, message));
    }
}

fn forecast(m: &Moment) -> bool {
    let before = m.before.trim_end();
    let past = ["原", "年初", "当时", "曾", "上年"].iter().any(|w| before.contains(w));
    m.day.month > 0 && !past && FORECAST.iter().any(|w| before.ends_with(w))
}

/// Earlier by a month at least.
fn earlier(a: &Day, b: &Day) -> bool {
    (a.year, a.month) < (b.year, b.month)
}

/// 截至2023年9月底，已支出…
fn partial(m: &Moment, year: u32) -> bool {
    let until = m.before.trim_end().ends_with("截至") || m.before.trim_end().ends_with("截止");
    let within = m.day.year == year && (1..12).contains(&m.day.month);
    until && within && DATA.iter().any(|w| m.after.contains(w))
}
