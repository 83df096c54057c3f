use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 同音、形近的字不应混用。
    ///
    /// 依据：《现代汉语词典》《第一批异形词整理表》。
    ///
    /// 重算：按词表查找，前后文合乎条件的才提示（patterns/wording/confusables.toml）。
    ///
    /// ```不符
    /// 与养护公司签定协议，按进度拔付资金。
    /// ```
    /// ```相符
    /// 与养护公司签订协议，按进度拨付资金。
    /// ```
    ///
    /// 不报的情形：词表写明的例外。
    ///
    /// 怎么改：改为正确的字。
    WRD002, "confusable-word", "容易写错的字词", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD002", Severity::Note, facts, Fault::Confusable, |f| {
        format!("“{}”应为“{}”{}", f.quote, f.right.as_deref().unwrap_or(""), kit::why(f))
    }));
}
