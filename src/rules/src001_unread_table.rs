use super::{Out, kit};
use crate::facts::Facts;
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 文字里像有一张表，但未能读成行列，其中的数字没有核对。
    ///
    /// 依据：从 PDF 或网页复制出来的表格常失去单元格，一行数字可能有不止一种读法；宁可不读，不作猜测。
    ///
    /// 重算：不重算。只在每一格的归属都能确定时（列数齐全，或执行率、得分等关系只容许一种拆法）才当作表格核对。
    ///
    /// ```不符
    /// 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额 820.00 806.50 9.75
    /// ```
    /// ```相符
    /// 年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额 820.00 806.50 786.43 10 97.51% 9.75
    /// ```
    ///
    /// 不报的情形：能够确定行列的表格。
    ///
    /// 怎么改：用保留表格的 docx 或 xlsx 原件再核对一次。
    SRC001, "unread-table", "表格未能读成行列", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for table in &facts.unread {
        let message = "表格未能读成行列，其中的数字未核对：请用保留表格的 docx 或 xlsx 原件核对".to_owned();
        out.findings.push(kit::finding(RULE.id, Severity::Note, table.first, message));
    }
}
