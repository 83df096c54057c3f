//! 人均接待费 and 车均运行维护费, whose names say of which of the 三公 costs they are, wherever those stand in the report. Claims of AMT007.

use super::amt007_average::{self, Average};
use super::kit;
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Stance};

/// What a mean's name ends with, and the names of the cost that it is of.
const COSTS: &[(&[&str], &[&str])] = &[
    (&["接待费", "接待费用", "接待支出"], &["接待费", "接待费用", "接待支出", "接待费支出"]),
    (
        &["维护费", "运行费", "维护费用", "运维费"],
        &["维护费", "运行费", "维护费支出", "维护支出", "运行费支出"],
    ),
];
/// Figures on either side of a mean that are looked at.
const FAR: usize = 240;
/// Figures of the cost that are tried: those of the budget and of other units may be among them.
const TRIED: usize = 8;
/// Of others than those of the report, or no quotient.
const OTHERS: &[&str] = &["上年", "去年", "低于", "高于", "比", "较", "标准", "控制", "预算", "其余", "其他"];
/// Counts of other cars and people: 新购2辆.
const ASIDE: &[&str] = &["购置", "新购", "更新", "报废", "核减", "封存", "编制"];

pub(super) fn claim(facts: &Facts, id: MentionId, a: &Average<'_>) -> Option<Claim> {
    let m = &facts.mentions[id];
    // 国内公务接待31批次、248人次，人均100.39元.
    let received =
        (id.saturating_sub(FAR)..id).rev().take_while(|&i| facts.mentions[i].sentence == m.sentence);
    let bare = ["人均", "人均费用", "每人次"].contains(&m.label.as_str())
        && received.into_iter().any(|i| facts.mentions[i].label.ends_with("公务接待"));
    let called = |c: &&(&[&str], &'static [&'static str])| c.0.iter().any(|w| m.label.ends_with(w));
    let of = if bare { COSTS[0].1 } else { COSTS.iter().find(called)?.1 };
    if m.stand != Stand::Average || OTHERS.iter().any(|w| m.gap.contains(w)) {
        return None;
    }
    let numbers: Vec<MentionId> = numbers(facts, id, a);
    let mut totals: Vec<MentionId> =
        near(facts, id).filter(|&i| i != id && is_cost(facts, m, i, of)).collect();
    // What was spent, near the mean, is told first.
    totals.sort_by_key(|&i| {
        (facts.mentions[i].is_budget(), facts.mentions[i].para.abs_diff(m.para), id.abs_diff(i))
    });
    let told = !numbers.is_empty() && (1..=TRIED).contains(&totals.len());
    told.then(|| amt007_average::made(facts, m, &totals, &numbers).stance(Stance::Stated).formal())
}

fn near(facts: &Facts, id: MentionId) -> std::ops::Range<MentionId> {
    id.saturating_sub(FAR)..facts.mentions.len().min(id + FAR)
}

fn is_cost(facts: &Facts, m: &Mention, i: MentionId, of: &[&str]) -> bool {
    let n = &facts.mentions[i];
    let level = !matches!(n.stand, Stand::Average | Stand::Change | Stand::Previous);
    let named = of.iter().any(|w| n.label.ends_with(w) || n.label.ends_with(&format!("{w}决算")));
    n.kind == Kind::Amount && n.base == m.base && level && kit::exact(n) && named
}

/// In its sentence, else in the paragraphs around.
fn numbers(facts: &Facts, id: MentionId, a: &Average<'_>) -> Vec<MentionId> {
    const PARAS: u32 = 6;
    let m = &facts.mentions[id];
    let counted = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let level = !matches!(n.stand, Stand::Average | Stand::Change | Stand::Previous);
        let aside = ASIDE.iter().any(|w| n.before.contains(w));
        level && !aside && n.cell.is_none() && kit::exact(n) && amt007_average::counts(n, a)
    };
    let all: Vec<MentionId> = near(facts, id).filter(counted).collect();
    let within = |far: &dyn Fn(&Mention) -> bool| -> Vec<MentionId> {
        all.iter().copied().filter(|&i| far(&facts.mentions[i])).collect()
    };
    let here = within(&|n| n.sentence == m.sentence);
    if !here.is_empty() {
        return here;
    }
    let received = |n: &Mention| ["接待", "保有", "公务用车", "车辆"].iter().any(|w| n.before.contains(w));
    within(&|n| n.para.abs_diff(m.para) <= PARAS && received(n))
}
