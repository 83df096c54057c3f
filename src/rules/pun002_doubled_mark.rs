use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 两个停顿标点不应连用。
    ///
    /// 依据：GB/T 15834—2011。
    ///
    /// 重算：逗号、句号、顿号、分号、冒号两个相连。
    ///
    /// ```不符
    /// 全年支出350.20万元，，其中基本支出200.10万元。
    /// ```
    /// ```相符
    /// 全年支出350.20万元，其中基本支出200.10万元。
    /// ```
    ///
    /// 不报的情形：三个以上的点（当省略号用）。
    ///
    /// 怎么改：删去一个。
    PUN002, "doubled-mark", "标点重复", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("PUN002", Severity::Note, facts, Fault::DoubledMark, |f| {
        format!("标点“{}”连用", f.quote)
    }));
}
