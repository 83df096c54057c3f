use super::{Out, kit};
use crate::facts::Facts;
use crate::ledger::{Edit, Severity};
use crate::scheme::Scheme;

declare_rule! {
    /// 正文中不应有文字处理软件的残留。
    ///
    /// 依据：书签、域代码、失效引用不是报告的文字，多由复制、转换带入。
    ///
    /// 重算：查找书签标记、目录和超链接域代码、“错误!未定义书签。”、网页残码等固定写法。
    ///
    /// ```不符
    /// 一、[bookmark: _Toc1]基本情况
    /// ```
    /// ```相符
    /// 一、基本情况
    /// ```
    ///
    /// 不报的情形：正常的方括号文字。
    ///
    /// 怎么改：删除，或在 Word 中更新域。
    STR003, "word-residue", "软件残留", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for r in &facts.residues {
        let message = format!("正文中留有{}，应删除", r.what);
        let mut f = kit::finding("STR003", Severity::Warning, r.span, message);
        f.edits = vec![Edit { span: r.span, text: String::new() }];
        f.safe = true;
        out.findings.push(f);
    }
}
