//! What words say of a figure beside a rate: that it was not done, that it is a distance, that it is a floor.

use super::Mention;
use crate::ledger::Value;
use crate::num::Qualifier;

/// 尚有36.12万元未拨, 1个因改造未能覆盖.
pub fn is_denied(m: &Mention) -> bool {
    m.after.starts_with('未') || m.after.contains("未能")
}

/// 比预算少支, 较概算节约, 运行费比预算节约: how far a figure lies from another is no whole, and no part of what stands beside it.
pub fn is_distance(m: &Mention) -> bool {
    const GOALS: &[&str] = &["预算", "计划", "概算", "目标", "任务", "控制数", "年初预算"];
    let apart =
        |w: &str| ["少", "多", "节约", "节省", "低", "高", "超", "短收"].iter().any(|k| w.contains(k));
    let inside = m.label.split_once(['比', '较']).is_some_and(|(_, tail)| {
        GOALS.iter().any(|g| tail.strip_prefix(g).is_some_and(|w| apart(w) && w.chars().count() <= 4))
    });
    m.label.starts_with(['比', '较']) && apart(&m.label) || inside
}

/// ≥500人次: a target is the number that it is measured by.
pub fn is_floor(m: &Mention) -> bool {
    matches!(m.term.value, Value::Number(q) if q.qualifier == Qualifier::AtLeast) && m.term.printed.len() > 1
}
