use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::scheme::Scheme;

declare_rule! {
    /// 同一层次的序号写法应当一致。
    ///
    /// 依据：GB/T 9704—2012 7.3.3；序号后的点、空格全文一致。
    ///
    /// 重算：同一层次序号五个以上，多数一种写法，少数另一种（点与顿号、有无空格、行首空格）。
    ///
    /// ```不符
    /// 1. 机构设置情况
    /// 2. 人员编制情况
    /// 3.资产管理情况
    /// 4. 预算编制情况
    /// 5. 预算执行情况
    /// ```
    /// ```相符
    /// 1. 机构设置情况
    /// 2. 人员编制情况
    /// 3. 资产管理情况
    /// 4. 预算编制情况
    /// 5. 预算执行情况
    /// ```
    ///
    /// 不报的情形：序号少于五个；没有哪种写法占到六成。
    ///
    /// 怎么改：改成多数的写法。
    STR008, "heading-number-form", "标题序号写法不一", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::style("STR008", facts, Fault::HeadingForm, |quotes| {
        format!("同一层次的序号写法不一：{}", quotes)
    }));
}
