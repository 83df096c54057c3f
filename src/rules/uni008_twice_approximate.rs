use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// “约”与“左右”、“超过”与“以上”不并用。
    ///
    /// 依据：两个词意思重复。
    ///
    /// 重算：数字前后各有一个表示概数的词，且意思相同。
    ///
    /// ```不符
    /// 全年接待群众约300人左右。
    /// ```
    /// ```相符
    /// 全年接待群众约300人。
    /// ```
    ///
    /// 不报的情形：“年满60周岁以上”等固定说法；“≥95%”。
    ///
    /// 怎么改：删去一个。
    UNI008, "approximate-twice", "概数重复", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let places = kit::writings(facts, Oddity::TwiceLoose);
    out.findings.extend(kit::habit("UNI008", &places, |quotes| {
        format!("前后两个词都表示概数，留一个即可：{}", quotes)
    }));
}
