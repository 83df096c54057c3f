use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 得分、日期不应有前导零。
    ///
    /// 依据：GB/T 9704—2012：成文日期的月、日不编虚位。
    ///
    /// 重算：得分写作“01分”的为警告；“2022年08月01日”只作提示。
    ///
    /// ```不符
    /// 1. 预算执行率（10分）
    /// 得分为08分。
    /// ```
    /// ```相符
    /// 1. 预算执行率（10分）
    /// 得分为8分。
    /// ```
    ///
    /// 不报的情形：表格、编号、文号里的零；2022-08-01 这样的写法；已由别的规则指出的数，只作提示。
    ///
    /// 怎么改：得分对照评分表改正；日期去掉零。
    UNI005, "leading-zero", "前导零", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let scores = kit::writings(facts, Oddity::LeadingZero);
    let told = |w: &crate::facts::Writing| format!("“{}”多了前导零，可能是数字颠倒或漏写", w.quote);
    out.findings.extend(kit::each("UNI005", Severity::Warning, &scores, told));
    let dates = kit::writings(facts, Oddity::PaddedDate);
    let told = |quotes: &str| format!("日期的月、日不编虚位（1不写作01）：{quotes}");
    out.findings.extend(kit::habit("UNI005", &dates, told));
}
