//! A standard, a number and what they come to, in whatever order: 发放高龄津贴1.82万人次，资金145.6万元，标准为每人每月80元. In two sentences
//! side by side there is one of each, so that none of them is of anything else. Claims of AMT008.

use super::amt008_product::{self as product, Times};
use super::kit;
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Stance};

/// Figures to either side of a standard that are looked at.
const NEAR: usize = 8;
/// Words of what was not paid in full, or to more than those who are told.
const ASIDE: &[&str] = &[
    "未",
    "减",
    "退",
    "扣",
    "补发",
    "死亡",
    "停发",
    "缓",
    "另",
    "半",
    "新增",
    "其中",
    "不足",
    "分别",
    "其余",
    "分档",
    "一次性",
    "差额",
    "月起",
    "免",
    "陆续",
    "按实",
    "约",
    "计划",
    "预算",
    "控制",
    "最高",
    "不超过",
    "不低于",
];
/// What the standard is paid for besides a thing.
const MONTHLY: &[&str] = &["每月", "月人均", "人均月", "/月", "·月", "月均", "每人月"];
const OFTEN: &[&str] = &["学期", "天", "日", "季", "次", "期"];

pub(super) fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let of = product::standard(facts, id).filter(|_| m.kind == Kind::Amount)?;
    let near = |i: &MentionId| facts.mentions[*i].para == m.para && facts.mentions[*i].cell.is_none();
    let around = id.saturating_sub(NEAR)..(id + 1 + NEAR).min(facts.mentions.len());
    let all: Vec<MentionId> = around.filter(near).filter(|&i| i != id).collect();
    let total = only(facts, &all, |n| n.kind == Kind::Amount)?;
    let number = only(facts, &all, |n| is_number(n, &of))?;
    let figures = [id, total, number].map(|i| &facts.mentions[i]);
    let sentences = figures.map(|n| n.sentence);
    let spread = sentences.iter().max()? - sentences.iter().min()?;
    let sums = product::SUMS.iter().any(|w| kit::last(&figures[1].gap, 8).contains(w));
    let level = figures[1..].iter().all(|n| n.stand == Stand::Level && kit::exact(n));
    let words: String = [id, total, number].iter().map(|&i| kit::sentence(facts, i)).collect();
    let aside = ASIDE.iter().any(|w| words.contains(w));
    let counted = facts.mentions[number].term.unit.ends_with("人次");
    let told = format!("{}{}{}", m.before, m.term.unit, m.after);
    let monthly = MONTHLY.iter().any(|w| told.contains(w));
    let often = OFTEN.iter().any(|w| told.contains(&format!("每{w}")));
    let periods = || only(facts, &all, |n| n.term.unit.contains('月'));
    let times = match (monthly, often) {
        (true, false) if counted => Times::Once,
        (true, false) => match periods() {
            Some(t) => Times::Told(t),
            None if figures[1].gap.contains("全年") => Times::Months,
            None => return None,
        },
        (false, true) => Times::Told(only(facts, &all, |n| told.contains(&format!("每{}", n.term.unit)))?),
        (false, false) => Times::Once,
        (true, true) => return None,
    };
    // 户均补助2.5万元 is what it comes to.
    let mean = m.before.contains('均') && !monthly && !m.before.contains("均年");
    let fits = spread <= 1 && sums && level && !aside && !mean && !is_of_some(m);
    fits.then(|| product::made(facts, id, total, number, times).stance(Stance::Stated).formal())
}

/// 慰问困难群众728户，重点户每户600元: those who have a name of their own are fewer.
fn is_of_some(m: &Mention) -> bool {
    const NAMED: usize = 2;
    let clause = m.gap.rsplit(['，', ',', '。', '；', '：']).next().unwrap_or_default();
    let head = clause.split('每').next().filter(|_| clause.contains('每')).unwrap_or_default();
    let said = ["标准", "按", "按照", "为"].iter().any(|w| head.ends_with(w)) || head.contains("标准");
    !said && head.chars().filter(kit::han).count() >= NAMED
}

/// 1.82万人次 are as many payments; a number of the thing that the standard is for.
fn is_number(m: &Mention, of: &[String]) -> bool {
    let people = ["人", "名", "生"].iter().any(|w| of.iter().any(|o| o == w));
    product::counted(m, of) || people && m.term.unit.ends_with("人次")
}

/// The one figure that fits.
fn only(facts: &Facts, all: &[MentionId], fits: impl Fn(&Mention) -> bool) -> Option<MentionId> {
    let mut found = all.iter().copied().filter(|&i| fits(&facts.mentions[i]));
    found.next().filter(|_| found.next().is_none())
}
