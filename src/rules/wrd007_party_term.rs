use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 党的用语和文件名称必须准确。
    ///
    /// 依据：以党中央、国务院文件和法律的原文为准。
    ///
    /// 重算：按词表查找（patterns/wording/terms.toml）；写错了要紧的是警告。
    ///
    /// ```不符
    /// 坚持以当的建设为统领，推动各项工作。
    /// ```
    /// ```相符
    /// 坚持以党的建设为统领，推动各项工作。
    /// ```
    ///
    /// 不报的情形：相当的、适当的一类。
    ///
    /// 怎么改：按原文改正。
    WRD007, "misquoted-term", "用语、文件名称有误", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD007", Severity::Note, facts, Fault::Term, |f| {
        format!("“{}”应为“{}”{}", f.quote, f.right.as_deref().unwrap_or(""), kit::why(f))
    }));
}
