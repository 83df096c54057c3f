use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 年度报告的数据应覆盖全年。
    ///
    /// 依据：自评在年度终了之后进行。
    ///
    /// 重算：评价年度的“上半年”“一、二季度”完成多少，而同一段没有下半年或全年的情况。
    ///
    /// ```不符
    /// 清水县林业局2023年度整体支出绩效自评报告
    /// 一、项目进展
    /// 2023年上半年完成造林120亩，补植苗木3万株。
    /// ```
    /// ```相符
    /// 清水县林业局2023年度整体支出绩效自评报告
    /// 一、项目进展
    /// 2023年上半年完成造林120亩，下半年完成造林60亩。
    /// ```
    ///
    /// 不报的情形：同段说到下半年、全年、年末的；预算报告。
    ///
    /// 怎么改：补上全年的数据。
    TIM010, "half-year-data", "年度报告只有半年的数据", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("TIM010", Severity::Note, facts, Fault::HalfYear, |f| {
        format!("年度报告只写到{}，应覆盖全年", f.quote)
    }));
}
