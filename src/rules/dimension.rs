//! Means whose units say of which figures they are: 培训18期，培训学员1476人次，平均每期82人次. In its sentence and the one before one figure
//! alone has the unit of the mean, and one alone is counted by what the mean is of each. Claims of AMT007.

use super::amt007_average::{self, Average};
use super::{kit, measure};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Slip, Stance};

/// Figures before a mean that are looked at, and other numbers that may have been taken for its own.
const BACK: usize = 16;
const OTHERS: usize = 3;
/// Characters of a name that two figures of one thing share.
const SHARED: usize = 2;
/// Words of figures that were planned, and of means that are no quotients of what was done.
const PLANNED: &[&str] = &["计划", "预算", "目标", "任务"];
const NONE: &[&str] = &["标准", "上限", "限额", "收入", "以上", "应"];
const ASIDE: &[&str] =
    &["其中", "其余", "另", "标准", "按", "约", "每人每", "补贴", "工资", "不低于", "不超过", "独立"];
/// What only some of those who are counted got.
const SOME: &[&str] = &["住院", "门诊", "线下", "线上", "春季", "秋季", "新增", "重点"];
/// Means over another time, too.
const TIMES: &[&str] = &["月", "每月", "季", "年"];

pub(super) fn claim(facts: &Facts, id: MentionId, a: &Average<'_>) -> Option<Claim> {
    let m = &facts.mentions[id];
    let near = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.para == m.para && n.sentence + 1 >= m.sentence && n.cell.is_none()
    };
    let around: Vec<MentionId> = (id.saturating_sub(BACK)..id).filter(near).collect();
    let like = |n: &Mention| n.base == m.base && n.kind == m.kind;
    let total = only(facts, &around, |n| like(n) && n.stand != Stand::Average)?;
    let number = only(facts, &around, |n| amt007_average::counts(n, a))?;
    let between = &facts.mentions[total.min(number) + 1..=id];
    let says = |n: &Mention| ASIDE.iter().any(|w| n.gap.contains(w));
    // 接待费4.2万元，接待70批次；住宿1200元: nor another amount behind it, but for what it is set against.
    let behind = facts.mentions.get(id + 1).filter(|n| n.sentence == m.sentence && like(n));
    let open = behind.is_some_and(|n| n.stand == Stand::Level && !n.gap.contains(['于', '比', '较', '超']));
    // 线下320人，人均1500元；线上480人，人均250元: each has its own.
    let later = facts.mentions[id + 1..].iter().take(BACK).take_while(|n| n.sentence == m.sentence);
    let second = later.into_iter().any(|n| {
        amt007_average::counts(n, a) || n.stand == Stand::Average && like(n) && !n.gap.contains(['比', '较'])
    });
    // 救助5486人次，559万元，平均每人次住院救助3343元: of some of them.
    let some = SOME.iter().any(|w| {
        m.label.contains(w)
            && ![total, number].iter().any(|&i| {
                kit::sentence(facts, i).contains(w) && facts.mentions[i].sentence != m.sentence
                    || facts.mentions[i].label.contains(w)
            })
    });
    let timed = some || TIMES.iter().any(|w| m.label.starts_with(w)) || m.label.contains("均月");
    let other = between.iter().any(says) || open || second || timed || amt007_average::is_rate(&m.label);
    // 服药补贴69.6万元。家庭改造133户，户均6000元: of another thing.
    let (t, n) = (&facts.mentions[total], &facts.mentions[number]);
    let apart = t.sentence < m.sentence
        && n.sentence == m.sentence
        && !(id.saturating_sub(BACK)..=number)
            .rev()
            .map(|i| &facts.mentions[i])
            .any(|p| p.sentence == m.sentence && kit::share(&kit::sentence(facts, total), &p.label, SHARED));
    if apart || total == number || other || amt007_average::is_compared(facts, id, total, true) {
        return None;
    }
    let mut made = amt007_average::made(facts, m, &[total], &[number]);
    if amt007_average::is_narrower(facts, id, &made) {
        return None;
    }
    let counts = |&&i: &&MentionId| i != total && i != number && facts.mentions[i].kind == Kind::Count;
    let taken = around.iter().filter(counts).filter_map(|&i| {
        let value = measure::value(&facts.mentions[i])?;
        let n = &facts.mentions[i].term;
        let explanation = format!("以{}{}为除数则得印出的值", n.printed, n.unit);
        Some(Slip { expr: Expr::over(Expr::Arg(0), Expr::Const(value)), explanation })
    });
    made.slips.extend(taken.take(OTHERS));
    Some(made.stance(Stance::Stated).formal())
}

/// The one figure that fits; none where another one does, but for what was planned.
fn only(facts: &Facts, around: &[MentionId], fits: impl Fn(&Mention) -> bool) -> Option<MentionId> {
    let says = |i: MentionId, words: &[&str]| words.iter().any(|w| facts.mentions[i].before.contains(w));
    let mut found = around.iter().copied().filter(|&i| fits(&facts.mentions[i]) && !says(i, PLANNED));
    let one = found.next().filter(|_| found.next().is_none())?;
    let m = &facts.mentions[one];
    let plain = m.stand == Stand::Level && kit::exact(m) && !says(one, NONE);
    plain.then_some(one)
}
