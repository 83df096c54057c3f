use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 一个数只有一个小数点，其中没有字母。
    ///
    /// 依据：数字的写法。
    ///
    /// 重算：查连着的两个小数点、金额里隔着数字的两个小数点（600.8.45万元），以及数字之间、数字与单位之间的字母 O。
    ///
    /// ```不符
    /// 本年支出12..5万元。
    /// ```
    /// ```相符
    /// 本年支出12.5万元。
    /// ```
    ///
    /// 不报的情形：代号、型号里的字母；省略号。
    ///
    /// 怎么改：对照账表改正。
    UNI004, "broken-number", "数字写坏", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let points = kit::writings(facts, Oddity::Points);
    out.findings
        .extend(kit::each("UNI004", Severity::Error, &points, |w| format!("“{}”有两个小数点", w.quote)));
    let letters = kit::writings(facts, Oddity::Letter);
    let told = |w: &crate::facts::Writing| format!("“{}”里夹着字母O，应为数字0", w.quote);
    out.findings.extend(kit::each("UNI004", Severity::Warning, &letters, told));
}
