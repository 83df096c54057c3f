use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::scheme::Scheme;

declare_rule! {
    /// “余”“多”前应是整十、整百的数。
    ///
    /// 依据：“余”表示超出整数的零头。
    ///
    /// 重算：个数的末位不是 0 而后面有“余”。
    ///
    /// ```不符
    /// 走访困难群众564余户。
    /// ```
    /// ```相符
    /// 走访困难群众560余户。
    /// ```
    ///
    /// 不报的情形：万、亿的倍数（1.5万余人）；年数、长度等可以有零头的量。
    ///
    /// 怎么改：删去“余”，或改为整数。
    UNI007, "more-than-exact", "“余”前不是整数", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let places = kit::writings(facts, Oddity::Rest);
    out.findings.extend(kit::habit("UNI007", &places, |quotes| {
        format!("“余”“多”前的数不是整十、整百，既说“余”又说得精确：{}", quotes)
    }));
}
