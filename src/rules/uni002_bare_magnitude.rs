use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// 金额应写全单位：万元、亿元。
    ///
    /// 依据：GB/T 15835—2011；金额的单位是元。
    ///
    /// 重算：前面有资金、支出、收入等词的数，后面只有“万”或“亿”。
    ///
    /// ```不符
    /// 专项资金投入1250.6万，用于道路建设。
    /// ```
    /// ```相符
    /// 专项资金投入1250.6万元，用于道路建设。
    /// ```
    ///
    /// 不报的情形：不是金额的数（惠及2.6万人）；表头已写明单位的表格。
    ///
    /// 怎么改：补“元”。
    UNI002, "amount-without-yuan", "金额缺“元”", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let places = kit::writings(facts, Oddity::BareMagnitude);
    out.findings
        .extend(kit::habit("UNI002", &places, |quotes| format!("金额只写了“万”“亿”，缺“元”：{}", quotes)));
}
