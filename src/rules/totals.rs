//! Sums of sentences that tell nothing else: 四个季度分别支出a、b、c、d，全年支出e; 1036人中集中供养290人，其余746人分散供养. The words say
//! which figure is made of the others, and no other figure of the unit stands beside them. Claims of AMT001.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num;

/// What the last figure is called when it sums the others, and when it is what is left of the first.
pub(super) const ALL: &[&str] = &["共", "合计", "总", YEAR, "以上", "累计", "全部"];
pub(super) const REST: &[&str] = &["其余", "余下", "剩余", "仍有", "尚有", "还有"];
/// Words of figures that are no parts: plans, changes, kinds within kinds.
const OTHER: &[&str] = &[
    "计划",
    "目标",
    "任务",
    "预算",
    "其中",
    "含",
    "上年",
    "去年",
    "比",
    "较",
    "标准",
    "增",
    "减",
    "超",
    "每",
    "均",
    "折",
    "各拨付",
    "各支付",
    "各下达",
    "各补助",
    "各安排",
    "各奖",
    "截至",
    "截止",
    "上限",
    "限额",
    "应",
    "拟",
    "需",
];
const YEAR: &str = "全年";
/// What makes a sum another one.
const ASIDE: &[&str] = &[
    "连同",
    "含",
    "另",
    "附表",
    "列举",
    "共同",
    "主要",
    "较大",
    "其余由",
    "汇总",
    "部分",
    "同时",
    "十四五",
    "十三五",
    "退回",
    "取消",
    "终止",
    "中止",
    "暂停",
    "剔除",
    "扣",
    "重复",
    "净",
    "收回",
    "减免",
    "作废",
    "调剂",
    "结转",
];
/// Figures of one sum.
const MANY: usize = 8;
/// Figures of a sentence that are looked at.
const WIDE: usize = 24;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let all = &facts.mentions;
    let mut from = 0;
    while from < all.len() {
        let end = from + all[from..].iter().take_while(|m| m.sentence == all[from].sentence).count();
        for last in (from + 2..end).take(WIDE) {
            out.claims.extend(claim(facts, from, last, end.min(from + WIDE)));
        }
        from = end;
    }
}

fn is_plain(m: &Mention) -> bool {
    let kind = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
    let level = m.stand == Stand::Level && m.cell.is_none() && kit::exact(m) && m.depth == 0;
    kind && level && !OTHER.iter().any(|w| m.before.contains(w))
}

fn claim(facts: &Facts, from: MentionId, last: MentionId, end: MentionId) -> Option<Claim> {
    let m = &facts.mentions[last];
    let like = |i: &MentionId| facts.mentions[*i].base == m.base && facts.mentions[*i].kind == m.kind;
    let own: Vec<MentionId> = (from..end).filter(like).collect();
    let (&first, rest) = own.split_first().filter(|_| (3..=MANY).contains(&own.len()))?;
    // 评为优的26个，评为良的10个，其余均评为中，共4个.
    let rest_of = m.gap.split_once("其余").is_some_and(|(_, w)| w.trim_end().ends_with('共'));
    let sums = ALL.iter().any(|w| m.before.contains(w)) && !rest_of;
    let left = REST.iter().any(|w| m.before.starts_with(w)) || rest_of;
    // 全年演出126场、送戏48场，全年共开展174场.
    let strong = |m: &Mention| ALL.iter().any(|w| *w != YEAR && m.before.contains(w));
    let yearly = |m: &Mention| !strong(&facts.mentions[last]) && m.before.contains(YEAR);
    let words = |&i: &MentionId| strong(&facts.mentions[i]) || yearly(&facts.mentions[i]);
    let (total, parts) = match (sums, left) {
        (true, false) if !own[..own.len() - 1].iter().any(words) => (last, own[..own.len() - 1].to_vec()),
        (false, true) => (first, rest.to_vec()),
        // 全年实际培训1240人。从片区看，东片区420人、中片区385人、西片区435人.
        (false, false) if last == *own.last()? && is_divided(&facts.mentions[rest[0]]) => {
            (first, rest.to_vec())
        }
        _ => return None,
    };
    // 6个乡镇站点数分别为…: how many are listed. 发现问题26个，涉及9个单位: of another thing.
    let counts = |&i: &MentionId| facts.mentions.get(i + 1).is_some_and(|n| n.gap.contains("分别"));
    let thing = |&i: &MentionId| facts.mentions[i].after.trim_matches([' ', '和', '及', '与']);
    let inner = &own[1..own.len() - 1];
    let other =
        own.iter().any(counts) || inner.iter().any(|i| !thing(i).is_empty() && thing(i) != thing(&first));
    let says = |words: &str| ASIDE.iter().any(|w| words.contains(w));
    let between = facts.mentions[first + 1..=last].iter().any(|m| says(&m.gap));
    let aside = between || says(&m.rest) || says(&facts.mentions[first].before);
    if other || aside {
        return None;
    }
    if is_of_more(facts, total, &parts) || makes_the_one_before(facts, total, &parts) {
        return None;
    }
    // 编制412人，在编386人，编外324人，合计710人: the posts are not among those who hold them.
    let posts = |i: &MentionId| is_posts(&facts.mentions[*i]);
    let (own, parts) = match parts.iter().filter(|i| posts(i)).count() {
        n if n > 0 && n + 2 <= parts.len() => {
            let held = |ids: Vec<MentionId>| ids.into_iter().filter(|i| !posts(i)).collect::<Vec<_>>();
            (held(own), held(parts))
        }
        _ => (own, parts),
    };
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let whole = parts.iter().all(|&p| value(p) < value(total));
    let fits = own.last() == Some(&last) && whole;
    if !fits || !own.iter().all(|&i| is_plain(&facts.mentions[i])) {
        return None;
    }
    Some(sum(facts, total, &parts).stance(Stance::Optional))
}

/// A total and the figures that make it, as the words say.
pub(super) fn sum(facts: &Facts, total: MentionId, parts: &[MentionId]) -> Claim {
    let m = &facts.mentions[total];
    let part = |&p: &MentionId| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p]);
    let (name, operands) = (kit::name(m), parts.iter().map(part).collect());
    let claim = Claim::new("AMT001", Expr::sum(parts.len()), Relation::Sums, operands, kit::role(&name, m));
    claim.formula(format!("{name} = {}", kit::plus(facts, parts))).link(Link::Likely)
}

/// 共28个。已完工19个，在建6个，其余3个: the list makes the figure before it, and none of its own.
pub(super) fn makes_the_one_before(facts: &Facts, total: MentionId, parts: &[MentionId]) -> bool {
    let t = &facts.mentions[total];
    let all = kit::sum(facts, parts).zip(kit::value(t)).and_then(|(s, v)| num::add(s, v));
    let before = total.checked_sub(1).map(|i| &facts.mentions[i]);
    let made = |n: &Mention| n.base == t.base && n.para == t.para && all.is_some() && kit::value(n) == all;
    parts.iter().all(|&p| p > total) && before.is_some_and(made)
}

/// 编制412人: posts, and not those who hold them.
pub(super) fn is_posts(m: &Mention) -> bool {
    m.before.ends_with("编制")
}

/// 从片区看, 按类型分: what stands before is divided.
fn is_divided(m: &Mention) -> bool {
    let words = m.gap.as_str();
    let from = |a: &str, b: char| words.split_once(a).is_some_and(|(_, rest)| rest.contains(b));
    from("从", '看') || from("按", '分') || from("分", '看')
}

/// 三项共支出, 三年来累计, of two; 全年, of two quarters: the words tell of more than the parts.
pub(super) fn is_of_more(facts: &Facts, total: MentionId, parts: &[MentionId]) -> bool {
    const NUMERALS: &[char] = &['两', '三', '四', '五', '六', '七', '八'];
    const THINGS: &[char] =
        &['项', '类', '个', '家', '方', '部', '批', '期', '镇', '村', '年', '种', '所', '处', '级'];
    let m = &facts.mentions[total];
    let chars: Vec<char> = m.gap.chars().collect();
    let told = chars.windows(2).filter(|w| THINGS.contains(&w[1]));
    let told = told.rev().find_map(|w| NUMERALS.iter().position(|c| *c == w[0])).map(|n| n + 2);
    let before = total.checked_sub(1).map(|i| &facts.mentions[i]);
    let things = |n: &&Mention| n.term.unit.ends_with(THINGS) && m.sep == Sep::None && n.base != m.base;
    let counted = before.filter(things).and_then(kit::value);
    let counted =
        counted.and_then(|v| usize::try_from(v.to_integer()).ok()).filter(|n| (2..=MANY).contains(n));
    let periods = |words: &[&str]| {
        parts.iter().filter(|&&p| words.iter().any(|w| facts.mentions[p].gap.contains(w))).count()
    };
    let halves = periods(&["上半年", "下半年"]);
    // 一至四季度分别支出a、b、c、d.
    let each = parts.len() == 4 && parts.first().is_some_and(|&p| facts.mentions[p].gap.contains("季度分别"));
    let yearly = m.before.contains(YEAR)
        && !each
        && (halves == 1 || (1..4).contains(&periods(&["季度"])) || periods(&["月份"]) > 0);
    // 支出较大的有…; 十四五以来: more are not named.
    let some = ["较大的", "主要有", "以来", "部分"].iter().any(|w| m.gap.contains(w))
        || parts.iter().any(|&p| ["较大的", "主要有"].iter().any(|w| facts.mentions[p].before.contains(w)));
    told.or(counted).is_some_and(|n| n != parts.len()) || yearly || some
}
