use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 报告称呼自己的地方应是本单位的名称。
    ///
    /// 依据：套用别家报告时容易漏改。
    ///
    /// 重算：标题是某街道办事处、镇（乡）人民政府，正文“整体支出”“绩效自评”前却是同类的另一个名称。
    ///
    /// ```不符
    /// 某市青岚区柳溪街道办事处2023年度整体支出绩效自评报告
    /// 现将桐溪街道办事处2023年度整体支出绩效自评情况报告如下。
    /// ```
    /// ```相符
    /// 某市青岚区柳溪街道办事处2023年度整体支出绩效自评报告
    /// 现将柳溪街道办事处2023年度整体支出绩效自评情况报告如下。
    /// ```
    ///
    /// 不报的情形：不是自称的地方。
    ///
    /// 怎么改：改为本单位的名称。
    WRD009, "other-unit-name", "留有别家单位的名称", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD009", Severity::Note, facts, Fault::OtherUnit, |f| {
        format!("“{}”与标题的单位“{}”不同，是否套用了别家的报告", f.quote, f.say)
    }));
}
