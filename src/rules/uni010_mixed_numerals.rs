use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// 一个数不混用汉字和阿拉伯数字（万、亿除外）。
    ///
    /// 依据：GB/T 15835—2011。
    ///
    /// 重算：“二0二0年”“2百”“3千”。
    ///
    /// ```不符
    /// 本报告为二0二0年度自评报告。
    /// ```
    /// ```相符
    /// 本报告为二〇二〇年度自评报告。
    /// ```
    ///
    /// 不报的情形：万、亿（2.6万人）；千克、千瓦等单位；表中以千元为单位的数。
    ///
    /// 怎么改：统一为一种写法。
    UNI010, "mixed-numerals", "汉字与阿拉伯数字混写", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let years = kit::writings(facts, Oddity::MixedYear);
    out.findings.extend(kit::habit("UNI010", &years, |q| format!("年份里的“〇”写成了数字0或字母O：{q}")));
    let numbers = kit::writings(facts, Oddity::MixedNumber);
    out.findings.extend(kit::habit("UNI010", &numbers, |q| format!("阿拉伯数字与“百”“千”混写：{q}")));
}
