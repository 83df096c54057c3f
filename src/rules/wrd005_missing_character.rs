use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 固定说法里不应漏字。
    ///
    /// 依据：漏字使意思不通。
    ///
    /// 重算：按词表查找：告居民、预算执率、整体出绩效等（patterns/wording/frames.toml）。
    ///
    /// ```不符
    /// 在人群密集处设立宣传站点，告居民各项补助政策。
    /// ```
    /// ```相符
    /// 在人群密集处设立宣传站点，告知居民各项补助政策。
    /// ```
    ///
    /// 不报的情形：词表写明的例外；词表以外的不猜。
    ///
    /// 怎么改：补上漏字。
    WRD005, "missing-character", "漏字", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD005", Severity::Note, facts, Fault::Missing, |f| {
        format!("“{}”应为“{}”{}", f.quote, f.right.as_deref().unwrap_or(""), kit::why(f))
    }));
}
