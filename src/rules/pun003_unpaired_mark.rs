use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 括号、引号、书名号应成对。
    ///
    /// 依据：GB/T 15834—2011。
    ///
    /// 重算：同一段里，括号、引号、书名号、六角括号有一半没有另一半；半角与全角互相配对。
    ///
    /// ```不符
    /// 根据《预算绩效管理办法（区财〔2024〕3号）要求，开展自评工作。
    /// ```
    /// ```相符
    /// 根据《预算绩效管理办法》（区财〔2024〕3号）要求，开展自评工作。
    /// ```
    ///
    /// 不报的情形：“1）”一类序号；跨段的；全文缺得多的，是转换所致，只说一次。
    ///
    /// 怎么改：补上另一半，或删去。
    PUN003, "unpaired-mark", "括号、引号不成对", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("PUN003", Severity::Note, facts, Fault::Unpaired, |f| {
        format!("“{}”{}", f.quote, f.say)
    }));
}
