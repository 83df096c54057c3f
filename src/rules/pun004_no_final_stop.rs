use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 成段的文字末尾应有句号。
    ///
    /// 依据：GB/T 15834—2011。
    ///
    /// 重算：三十字以上、内有句号的段落，以文字结尾，而下一段另起一题。
    ///
    /// ```不符
    /// 三是做好重点领域的排查整治工作。抓好农村道路交通安全，常态化开展劝导、巡查、整治工作
    /// 二、存在的问题
    /// 个别项目进度偏慢。
    /// ```
    /// ```相符
    /// 三是做好重点领域的排查整治工作。抓好农村道路交通安全，常态化开展劝导、巡查、整治工作。
    /// 二、存在的问题
    /// 个别项目进度偏慢。
    /// ```
    ///
    /// 不报的情形：标题、表格、列举项；下一段接着说的；全文段末多不加句号的，只说一次。
    ///
    /// 怎么改：补上句号。
    PUN004, "no-final-stop", "段末缺少句号", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("PUN004", Severity::Note, facts, Fault::NoStop, |f| {
        format!("段末“{}”后缺少句号", f.quote)
    }));
}
