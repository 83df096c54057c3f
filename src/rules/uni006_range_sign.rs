use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// 数值范围用“～”或“—”连接，前一个数的单位或百分号不省。
    ///
    /// 依据：GB/T 15835—2011，如 63%～68%、13万元～17万元。
    ///
    /// 重算：两个数之间是短横“-”的范围，全文只提示一次。
    ///
    /// ```不符
    /// 每户补助5-10万元。
    /// ```
    /// ```相符
    /// 每户补助5万元～10万元。
    /// ```
    ///
    /// 不报的情形：日期、文号、编号、电话；表格里的数。
    ///
    /// 怎么改：改用“～”，并写全单位。
    UNI006, "hyphen-in-range", "数值范围用了短横", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let places = kit::writings(facts, Oddity::Hyphen);
    out.findings
        .extend(kit::habit("UNI006", &places, |quotes| format!("数值范围的连接号应为“～”或“—”：{}", quotes)));
}
