use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 动词与补语之间用“得”。
    ///
    /// 依据：现代汉语语法：状态补语前用“得”。
    ///
    /// 重算：固定的动词和形容词之间用了“的”，后面是标点。
    ///
    /// ```不符
    /// 努力做到矛盾发现的早、处置的好。
    /// ```
    /// ```相符
    /// 努力做到矛盾发现得早、处置得好。
    /// ```
    ///
    /// 不报的情形：形容词后面还有名词的（做的好事）。
    ///
    /// 怎么改：改为“得”。
    WRD003, "de-before-complement", "“的”应为“得”", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD003", Severity::Note, facts, Fault::Particle, |f| {
        format!("“{}”应为“{}”{}", f.quote, f.right.as_deref().unwrap_or(""), kit::why(f))
    }));
}
