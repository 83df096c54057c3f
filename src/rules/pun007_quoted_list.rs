use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::scheme::Scheme;

declare_rule! {
    /// 并列的引号、书名号之间通常不用顿号。
    ///
    /// 依据：GB/T 15834—2011 4.5.3.5。
    ///
    /// 重算：》与《、”与“之间有顿号。常见，只在 --level 从严 时提示。
    ///
    /// ```不符
    /// 学习《预算法》、《会计法》等法律。
    /// ```
    /// ```相符
    /// 学习《预算法》《会计法》等法律。
    /// ```
    ///
    /// 不报的情形：默认不提示。
    ///
    /// 怎么改：删去顿号。
    PUN007, "quoted-list-comma", "引号、书名号之间的顿号", Note, strict
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::style("PUN007", facts, Fault::QuotedList, |quotes| {
        format!("并列的引号、书名号之间不用顿号{}", quotes)
    }));
}
