//! Sums of as many figures as their words count: 三批共600万元, 三级资金合计1000万元, 两年累计1426户; and total scores behind the scores of
//! their sentence. Claims of AMT001.

use super::{Out, kit, totals};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::Claim;
use crate::num::Rat;

/// Figures that a word may count.
const MANY: usize = 9;
/// Figures of other units that may stand between two parts.
const BETWEEN: usize = 2;
const SUMS: &[&str] = &["合计", "共计", "总计", "累计", "共"];
/// What makes it another sum.
const ASIDE: &[&str] = &[
    "另", "加上", "其他", "占", "扣", "剔除", "含", "比", "较", "预算", "计划", "其中", "目标", "均", "每",
    "超", "减", "主要", "部分", "等", "因", "终止", "取消", "退出", "同期",
];
/// What a score of all is called.
const TOTALS: &[&str] = &["总得分", "综合得分", "合计得分", "最终得分", "总评分", "共得", "合计得"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for id in 2..facts.mentions.len() {
        out.claims.extend(told(facts, id).or_else(|| scored(facts, id)));
    }
}

/// How many the words before a figure count.
fn number(facts: &Facts, id: MentionId) -> Option<(usize, MentionId)> {
    const NUMERALS: &[char] = &['两', '三', '四', '五', '六'];
    let m = &facts.mentions[id];
    let before = id.checked_sub(1).filter(|_| m.sep == Sep::None).map(|i| &facts.mentions[i]);
    let counts =
        |n: &&Mention| matches!(n.kind, Kind::Count | Kind::Measure) && n.base != m.base && kit::exact(n);
    if let Some(n) = before.filter(counts) {
        let value = kit::value(n).filter(Rat::is_integer)?;
        return usize::try_from(value.to_integer()).ok().map(|n| (n, id - 1));
    }
    // 三级资金合计: no figure of its own.
    let chars: Vec<char> = m.before.chars().collect();
    let level =
        chars.windows(2).find(|w| w[1] == '级').and_then(|w| NUMERALS.iter().position(|c| *c == w[0]));
    level.map(|n| (n + 2, id))
}

fn told(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let counted =
        matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure) && m.cell.is_none() && kit::exact(m);
    let sums = SUMS.iter().any(|w| m.before.contains(w));
    if !counted || !sums || m.rest.starts_with('中') {
        return None;
    }
    let (n, from) = number(facts, id).filter(|n| (2..=MANY).contains(&n.0))?;
    let words = (from..=id).map(|i| facts.mentions[i].gap.as_str()).collect::<String>();
    if ASIDE.iter().any(|w| words.contains(w)) {
        return None;
    }
    // 2022年、2023年两年累计: of years that are named.
    let dated = words.as_bytes().windows(4).any(|w| w.iter().all(u8::is_ascii_digit));
    if dated {
        return None;
    }
    let like = |i: &MentionId| facts.mentions[*i].base == m.base && facts.mentions[*i].kind == m.kind;
    let mut parts: Vec<MentionId> = Vec::new();
    for i in (0..from).rev() {
        let last = parts.last().copied().unwrap_or(from);
        if last - i > BETWEEN + 1 || facts.mentions[i].para + 1 < m.para || parts.len() == n {
            break;
        }
        parts.extend(Some(i).filter(like));
    }
    parts.reverse();
    let &first = parts.first().filter(|_| parts.len() == n)?;
    // A figure more in the sentence of the first: the list is another.
    let more = first
        .checked_sub(1)
        .filter(like)
        .is_some_and(|i| facts.mentions[i].sentence == facts.mentions[first].sentence);
    let plain = |&i: &MentionId| {
        let p = &facts.mentions[i];
        let level = matches!(p.stand, Stand::Level | Stand::Previous) && p.cell.is_none() && kit::exact(p);
        level && p.depth == m.depth && !ASIDE.iter().any(|w| p.before.contains(w))
    };
    // 第一批下达5600万元，第二批下达3400万元，两批共支出8730万元: what was spent of it.
    const SPENT: &[&str] = &["支出", "支付", "拨付", "使用", "执行", "完成", "兑付"];
    let spent = SPENT.iter().find(|w| m.before.contains(**w));
    let alike = spent.is_none_or(|w| parts.iter().any(|&p| facts.mentions[p].gap.contains(w)));
    (!more && alike && parts.iter().all(plain)).then(|| totals::sum(facts, id, &parts).formal())
}

/// 项目决策18.5分，项目过程17分，项目产出28分，项目效益29.2分，总得分92.7分.
fn scored(facts: &Facts, id: MentionId) -> Option<Claim> {
    const OTHER: &[&str] = &["满分", "分值", "权重", "扣", "加分", "标准", "占", "上年", "去年", "每", "折"];
    let m = &facts.mentions[id];
    let total = m.kind == Kind::Score && TOTALS.iter().any(|w| m.label.ends_with(w)) && kit::exact(m);
    if !total || m.cell.is_some() || m.sep != Sep::Clause {
        return None;
    }
    let here = |i: &MentionId| facts.mentions[*i].sentence == m.sentence;
    let mut parts: Vec<MentionId> = (id.saturating_sub(MANY)..id).rev().take_while(here).collect();
    parts.reverse();
    let got = |i: &MentionId| facts.mentions[*i].label.ends_with(['得', '分']);
    let all = parts.iter().filter(|i| got(i)).count();
    let plain = |&i: &MentionId| {
        let p = &facts.mentions[i];
        let named = p.label.chars().count() >= 2 && !OTHER.iter().any(|w| p.gap.contains(w));
        p.kind == Kind::Score && p.cell.is_none() && kit::exact(p) && p.depth == m.depth && named
    };
    let least = if m.label.ends_with("共得") { 2 } else { 3 };
    let hundred = kit::sum(facts, &parts).is_some_and(|s| s <= Rat::from_integer(100));
    let one = all == 0 || all == parts.len();
    (parts.len() >= least && one && hundred && parts.iter().all(plain))
        .then(|| totals::sum(facts, id, &parts).formal())
}
