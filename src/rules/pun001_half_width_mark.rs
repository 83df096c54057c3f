use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::scheme::Scheme;

declare_rule! {
    /// 中文里用全角标点。
    ///
    /// 依据：GB/T 15834—2011。
    ///
    /// 重算：中文字旁边的半角逗号、分号、冒号、问号、叹号、括号，全文只提示一次。
    ///
    /// ```不符
    /// 完成概规编制, 启动项目建设，做好服务;落实惠民政策，提升服务水平，取得实效。
    /// ```
    /// ```相符
    /// 完成概规编制，启动项目建设，做好服务；落实惠民政策，提升服务水平，取得实效。
    /// ```
    ///
    /// 不报的情形：数字、时间、比例里的；全文标点多为半角的，是转换所致，只说一次。
    ///
    /// 怎么改：改为全角。
    PUN001, "half-width-mark", "半角标点", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::style("PUN001", facts, Fault::HalfMark, |quotes| {
        format!("中文里的标点应为全角：{}", quotes)
    }));
}
