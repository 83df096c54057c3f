use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 分句之间用逗号，顿号只用在并列的词语之间。
    ///
    /// 依据：GB/T 15834—2011 4.5。
    ///
    /// 重算：书名号、引号之后的顿号，后面是“调整了”“制定了”一类动词。
    ///
    /// ```不符
    /// 下发了《职责分工意见》、调整了《值班制度》。
    /// ```
    /// ```相符
    /// 下发了《职责分工意见》，调整了《值班制度》。
    /// ```
    ///
    /// 不报的情形：后面不是动词加“了”的。
    ///
    /// 怎么改：改为逗号。
    PUN008, "enumeration-comma-between-clauses", "分句之间用了顿号", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("PUN008", Severity::Note, facts, Fault::ClauseComma, |_| {
        "分句之间应用逗号".to_owned()
    }));
}
