use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// 百分数写作 95%。
    ///
    /// 依据：GB/T 15835—2011。
    ///
    /// 重算：数字后写“百分比”，或百分号写了两个。
    ///
    /// ```不符
    /// 资金到位率达到98%%。
    /// ```
    /// ```相符
    /// 资金到位率达到98%。
    /// ```
    ///
    /// 不报的情形：表格里单位一栏的“百分比”。
    ///
    /// 怎么改：改为一个百分号。
    UNI009, "percent-sign", "百分号写法", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let words = kit::writings(facts, Oddity::PercentWord);
    out.findings.extend(kit::habit("UNI009", &words, |q| format!("数字后的“百分比”应为百分号：{q}")));
    let twice = kit::writings(facts, Oddity::PercentTwice);
    out.findings.extend(kit::habit("UNI009", &twice, |q| format!("百分号重复：{q}")));
}
