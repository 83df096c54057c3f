use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 全文的自称应一致。
    ///
    /// 依据：自称以开头说明的为准。
    ///
    /// 重算：“我单位”“我局”“我街道”等同时出现。只在 --level 从严 时提示。
    ///
    /// ```不符
    /// 我单位认真开展自评。我街道将加强管理。
    /// ```
    /// ```相符
    /// 我单位认真开展自评。我单位将加强管理。
    /// ```
    ///
    /// 不报的情形：默认不提示。
    ///
    /// 怎么改：统一自称。
    WRD012, "self-reference-mixed", "自称不一", Note, strict
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD012", Severity::Note, facts, Fault::SelfWords, |f| {
        format!("自称不一：{}", f.say)
    }));
}
