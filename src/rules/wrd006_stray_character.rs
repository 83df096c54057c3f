use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 量的名称与数字之间的字应当通顺。
    ///
    /// 依据：多由修改留下。
    ///
    /// 重算：“总长度”“总面积”等与数字之间有一个字，而不是共、约、达、为一类的字。
    ///
    /// ```不符
    /// 加强9条河流、总长度统31.08公里河道的管理。
    /// ```
    /// ```相符
    /// 加强9条河流、总长度共31.08公里河道的管理。
    /// ```
    ///
    /// 不报的情形：词表里的字（patterns/wording/lists.toml）。
    ///
    /// 怎么改：改正或删去。
    WRD006, "stray-character", "数字前有多余的字", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD006", Severity::Note, facts, Fault::Stray, |f| {
        format!("数字前的“{}”不通", f.quote)
    }));
}
