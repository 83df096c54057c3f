use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 字词不应重复。
    ///
    /// 依据：多由修改、粘贴留下。
    ///
    /// 重算：二到六个字的词紧接着又出现一次，或“的的”“了了”一类单字。
    ///
    /// ```不符
    /// 清理占用绿地种菜，并全部全部恢复绿化。
    /// ```
    /// ```相符
    /// 清理占用绿地种菜，并全部恢复绿化。
    /// ```
    ///
    /// 不报的情形：原原本本一类叠词，机关机关党委、社区社区居委会一类相接（patterns/wording/doubled.toml）；带“再”“一”“每”的。
    ///
    /// 怎么改：删去一个。
    WRD001, "doubled-word", "字词重复", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD001", Severity::Note, facts, Fault::Doubled, |f| {
        format!("“{}”重复", f.quote)
    }));
}
