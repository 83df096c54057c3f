use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 每个标题下都应有内容。
    ///
    /// 依据：标题是对下文的概括，只有标题没有正文的，多是漏写。
    ///
    /// 重算：同级标题至少三个，只有一个下面没有文字就到了下一个标题。
    ///
    /// ```不符
    /// 一、基本情况
    /// （一）机构设置
    /// 内设机构5个。
    /// （二）人员情况
    /// （三）预算情况
    /// 年初预算安排350.20万元。
    /// 二、存在的问题
    /// 个别项目进度偏慢。
    /// ```
    /// ```相符
    /// 一、基本情况
    /// （一）机构设置
    /// 内设机构5个。
    /// （二）人员情况
    /// 年末在职20人。
    /// （三）预算情况
    /// 年初预算安排350.20万元。
    /// 二、存在的问题
    /// 个别项目进度偏慢。
    /// ```
    ///
    /// 不报的情形：目录；职能一类的逐条列举；标题写着“无”的。
    ///
    /// 怎么改：补写内容，或删去标题。
    STR005, "empty-section", "标题下没有内容", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("STR005", Severity::Note, facts, Fault::EmptySection, |f| {
        format!("标题“{}”下没有内容", f.quote)
    }));
}
