use super::{Out, kit};
use crate::facts::{Facts, Oddity};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 千分位分隔符应每三位一个。
    ///
    /// 依据：GB/T 15835—2011。
    ///
    /// 重算：逗号之间应恰为三位，小数点只有一个，逗号前不能没有数字。
    ///
    /// ```不符
    /// 本年收入合计7,00.0,77元。
    /// ```
    /// ```相符
    /// 本年收入合计7,000.77元。
    /// ```
    ///
    /// 不报的情形：没有分隔符的数；并列的几个数。
    ///
    /// 怎么改：对照账表改正。
    UNI003, "malformed-digit-groups", "千分位分隔符不对", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let places = kit::writings(facts, Oddity::Separators);
    out.findings.extend(kit::each("UNI003", Severity::Error, &places, |w| {
        format!("“{}”的千分位分隔符位置不对，可能缺数字或多数字", w.quote)
    }));
}
