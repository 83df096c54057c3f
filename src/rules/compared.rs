//! What the words before a change say that it is against: 比目标高, 较预算减少, 少于控制数.

use crate::facts::{Mention, Stand};

/// What stands between two figures that are compared.
const THAN: &[&str] = &["比", "较", "高于", "低于", "超过", "少于", "多于", "高出", "低出", "超", "于"];
/// Against what, if not the year before.
const GOALS: &[&str] =
    &["目标", "控制", "预算", "计划", "任务", "序时", "定额", "限额", "概算", "指标值", "标准", "平均"];

/// The goal that a change is against by the words before it.
fn goal(gap: &str) -> Option<&'static str> {
    let clause = gap.rsplit(['，', ',', '。', '；', ';', '：']).next().unwrap_or(gap);
    let at = THAN.iter().filter_map(|w| clause.find(w).map(|at| at + w.len())).min()?;
    let words = &clause[at..];
    let past = ["上年", "去年", "同期", "年初"].iter().any(|w| words.contains(w));
    GOALS.iter().find(|w| !past && words.contains(**w)).copied()
}

/// None of the figures that a change is said to be of goes by the name of the goal that it is against (上年86件，本年64件，控制数70件，比控制数少6件),
/// or the other is that of last year.
pub(super) fn is_against_another(delta: &Mention, of: &[&Mention]) -> bool {
    let Some(goal) = goal(&delta.gap) else { return false };
    let named = |m: &Mention| [&m.before, &m.label, &m.after].iter().any(|w| w.contains(goal));
    !of.iter().any(|m| named(m)) || of.iter().any(|m| !named(m) && m.stand == Stand::Previous)
}
