use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 报告的自称应与标题一致。
    ///
    /// 依据：自评报告与评价报告是两种文件。
    ///
    /// 重算：标题是自评报告，正文说“本评价报告”。
    ///
    /// ```不符
    /// 某市青岚区柳溪街道办事处2023年度整体支出绩效自评报告
    /// 经查阅账务，填写自评表格，形成本评价报告。
    /// ```
    /// ```相符
    /// 某市青岚区柳溪街道办事处2023年度整体支出绩效自评报告
    /// 经查阅账务，填写自评表格，形成本自评报告。
    /// ```
    ///
    /// 不报的情形：标题不是自评报告的。
    ///
    /// 怎么改：改为“本自评报告”。
    WRD008, "self-name", "自评报告自称“评价报告”", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD008", Severity::Note, facts, Fault::SelfName, |f| {
        format!("“{}”应为“{}”{}", f.quote, f.right.as_deref().unwrap_or(""), kit::why(f))
    }));
}
