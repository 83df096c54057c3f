use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// 单位只写一次。
    ///
    /// 依据：文字重复。
    ///
    /// 重算：金额后面紧跟又一个“万元”“元”“亿元”。
    ///
    /// ```不符
    /// 全年支出125.60万元万元。
    /// ```
    /// ```相符
    /// 全年支出125.60万元。
    /// ```
    ///
    /// 不报的情形：元旦、元宵、元月等词里的“元”。
    ///
    /// 怎么改：删去一个，并核对数字。
    UNI011, "unit-twice", "单位重复", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let places = kit::writings(facts, Oddity::UnitTwice);
    out.findings.extend(kit::habit("UNI011", &places, |quotes| format!("单位写了两次：{}", quotes)));
}
