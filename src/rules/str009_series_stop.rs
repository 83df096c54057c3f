use super::{Out, kit};
use crate::facts::{Facts, Fault};
use crate::ledger::Severity;
use crate::scheme::Scheme;

declare_rule! {
    /// “一是”“二是”各点之间用同样的停顿。
    ///
    /// 依据：列举的各点层次相同，点内已有逗号的，点间用句号或分号。
    ///
    /// 重算：同一段“一是…二是…三是…”，有的点以句号或分号结束，有的以逗号结束。
    ///
    /// ```不符
    /// 一是加强排查，全年巡查60次，二是严格审批，新建4户。三是落实补贴政策。
    /// ```
    /// ```相符
    /// 一是加强排查，全年巡查60次。二是严格审批，新建4户。三是落实补贴政策。
    /// ```
    ///
    /// 不报的情形：各点都用逗号的。
    ///
    /// 怎么改：改成与其他各点一样的停顿。
    STR009, "series-stop", "列举各点的停顿不一", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.findings.extend(kit::flawed("STR009", Severity::Note, facts, Fault::SeriesStop, |f| {
        format!("“{}”前是逗号，其他各点之间是句号或分号", f.say)
    }));
}
