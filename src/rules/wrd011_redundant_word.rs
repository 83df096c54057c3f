use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 文号之后不必再说“文件”。
    ///
    /// 依据：文号已指明是文件。
    ///
    /// 重算：“（…号）文件要求”“（…号）文件精神”。只在 --level 从严 时提示。
    ///
    /// ```不符
    /// 按照通知（区财绩〔2024〕3号）文件要求开展自评。
    /// ```
    /// ```相符
    /// 按照通知（区财绩〔2024〕3号）要求开展自评。
    /// ```
    ///
    /// 不报的情形：默认不提示。
    ///
    /// 怎么改：删去“文件”。
    WRD011, "redundant-word", "可省的字", Note, strict
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD011", Severity::Note, facts, Fault::Redundant, |f| {
        format!("“{}”应为“{}”{}", f.quote, f.right.as_deref().unwrap_or(""), kit::why(f))
    }));
}
