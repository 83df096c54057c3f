use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// 同一机构的名称前后应一致。
    ///
    /// 依据：机构名称以批复为准，简称应先说明。
    ///
    /// 重算：列出的机构里没有这个名称，只有一个与它差一两个字（或缺二三个字）的。
    ///
    /// ```不符
    /// 街道设置事业机构3个，即：社区事务服务中心、退役军人服务站、农业服务中心。
    /// 在职人员中，退役军人事务站4人，农业服务中心25人。
    /// ```
    /// ```相符
    /// 街道设置事业机构3个，即：社区事务服务中心、退役军人服务站、农业服务中心。
    /// 在职人员中，退役军人服务站4人，农业服务中心25人。
    /// ```
    ///
    /// 不报的情形：名称本身在列表里的；相近的不止一个的。
    ///
    /// 怎么改：统一名称。
    WRD010, "unit-name-drift", "机构名称前后不一", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("WRD010", Severity::Note, facts, Fault::Drift, |f| {
        format!("“{}”在机构列表里是“{}”", f.quote, f.right.as_deref().unwrap_or(""))
    }));
}
