use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 模板里待填的地方应当填上。
    ///
    /// 依据：公开的报告里不应留有空白的数字、名称和日期。
    ///
    /// 重算：“占 %”“减少 万元”“年 月 日”中间没有数字；“20XX年”“XX局”等替代字样。
    ///
    /// ```不符
    /// 20XX年，全年支出350.20万元，比上年减少 万元，占 %。
    /// ```
    /// ```相符
    /// 2023年，全年支出350.20万元，比上年减少12.30万元，占3.39%。
    /// ```
    ///
    /// 不报的情形：型号、编号里的字母；表格的单元格；名称普遍以××隐去的。
    ///
    /// 怎么改：填写，或删去这一句。
    STR006, "unfilled-template", "模板没有填写", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings
        .extend(kit::style("STR006", facts, Fault::Mask, |quotes| format!("替代的字样没有填写：{}", quotes)));
    out.findings.extend(kit::flawed("STR006", Severity::Note, facts, Fault::Template, |f| {
        format!("“{}”没有填写", f.quote)
    }));
}
