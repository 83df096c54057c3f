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
    let total = only(facts, &around, |n| is_like(m, n) && n.stand != Stand::Average)?;
    let number = only(facts, &around, |n| amt007_average::counts(n, a))?;
    let timed = TIMES.iter().any(|w| m.label.starts_with(w)) || m.label.contains("均月");
    let other = total == number
        || timed
        || amt007_average::is_rate(&m.label)
        || amt007_average::is_compared(facts, id, total, true)
        || is_of_some(facts, id, [total, number])
        || is_of_another_thing(facts, id, total, number)
        || has_its_own(facts, id, total.min(number), a);
    let mut made = amt007_average::made(facts, m, &[total], &[number]);
    if other || amt007_average::is_narrower(facts, id, &made) {
        return None;
    }
    made.slips.extend(other_numbers(facts, &around, [total, number]));
    Some(made.stance(Stance::Stated).formal())
}

fn is_like(m: &Mention, n: &Mention) -> bool {
    n.base == m.base && n.kind == m.kind
}

/// 接待费4.2万元，接待70批次；住宿1200元; 线下320人，人均1500元；线上480人，人均250元: other figures between or behind say that there is more.
fn has_its_own(facts: &Facts, id: MentionId, first: MentionId, a: &Average<'_>) -> bool {
    let m = &facts.mentions[id];
    let aside = |n: &Mention| ASIDE.iter().any(|w| n.gap.contains(w));
    let against = |n: &Mention, words: &[char]| n.gap.contains(words);
    let later = || facts.mentions[id + 1..].iter().take(BACK).take_while(|n| n.sentence == m.sentence);
    let next = later().next().filter(|n| is_like(m, n) && n.stand == Stand::Level);
    let open = next.is_some_and(|n| !against(n, &['于', '比', '较', '超']));
    let second = |n: &Mention| {
        let mean = n.stand == Stand::Average && is_like(m, n) && !against(n, &['比', '较']);
        amt007_average::counts(n, a) || mean
    };
    open || facts.mentions[first + 1..=id].iter().any(aside) || later().any(second)
}

/// 救助5486人次，559万元，平均每人次住院救助3343元: of some of them.
fn is_of_some(facts: &Facts, id: MentionId, of: [MentionId; 2]) -> bool {
    let m = &facts.mentions[id];
    let said = |i: MentionId, w: &str| {
        let before = facts.mentions[i].sentence != m.sentence && kit::sentence(facts, i).contains(w);
        before || facts.mentions[i].label.contains(w)
    };
    SOME.iter().any(|w| m.label.contains(w) && !of.iter().any(|&i| said(i, w)))
}

/// 服药补贴69.6万元。家庭改造133户，户均6000元: the total stands in a sentence that tells of nothing here.
fn is_of_another_thing(facts: &Facts, id: MentionId, total: MentionId, number: MentionId) -> bool {
    let m = &facts.mentions[id];
    let [t, n] = [total, number].map(|i| &facts.mentions[i]);
    let words = kit::sentence(facts, total);
    let mut here =
        facts.mentions[id.saturating_sub(BACK)..=number].iter().filter(|p| p.sentence == m.sentence);
    t.sentence < m.sentence && n.sentence == m.sentence && !here.any(|p| kit::share(&words, &p.label, SHARED))
}

/// 接待费2.88万元，接待36批次、240人次，人均800元: by the batches, where it should be by those received.
fn other_numbers(facts: &Facts, around: &[MentionId], of: [MentionId; 2]) -> Vec<Slip> {
    let counts = |&&i: &&MentionId| !of.contains(&i) && facts.mentions[i].kind == Kind::Count;
    let slip = |&i: &MentionId| {
        let value = measure::value(&facts.mentions[i])?;
        let n = &facts.mentions[i].term;
        let explanation = format!("以{}{}为除数则得印出的值", n.printed, n.unit);
        Some(Slip { expr: Expr::over(Expr::Arg(0), Expr::Const(value)), explanation })
    };
    around.iter().filter(counts).filter_map(slip).take(OTHERS).collect()
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
