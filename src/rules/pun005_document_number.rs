use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::scheme::Scheme;

declare_rule! {
    /// 文号的年份用六角括号〔〕，序号不加“第”、不编虚位。
    ///
    /// 依据：GB/T 9704—2012 7.2.5。
    ///
    /// 重算：机关代字后的“[2024]3号”“（2024）3号”“〔2024〕第3号”“〔2024〕003号”，以及缺了括号的。
    ///
    /// ```不符
    /// 根据区财绩[2024]3号文件要求开展自评。
    /// ```
    /// ```相符
    /// 根据区财绩〔2024〕3号文件要求开展自评。
    /// ```
    ///
    /// 不报的情形：2013年以前的文件；法院案号；编号里没有“号”的。
    ///
    /// 怎么改：改为〔年份〕序号号。
    PUN005, "document-number", "文号写法不规范", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::style("PUN005", facts, Fault::PaperNumber, |quotes| {
        format!("文号应写作“〔年份〕序号号”：{}", quotes)
    }));
}
