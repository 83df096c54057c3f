//! 项目支出1112.67万元。…项目支出用于五个方面：甲a、乙b…: the words name what is parted and in how many, and so many amounts follow. Claims
//! of AMT001.

use super::{Out, kit};
use crate::facts::{Facts, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};

/// What a thing is parted in.
const KINDS: &[&str] = &["方面", "部分", "类", "大类", "块", "领域", "板块", "项内容", "用途"];
const UNITS: &[&str] = &["项", "类", "块", "部分"];
/// What stands between its name and how many.
const TO: &[&str] = &[
    "以下",
    "主要",
    "具体",
    "用于",
    "包括",
    "包含",
    "分为",
    "分成",
    "投向",
    "涉及",
    "安排在",
    "集中在",
    "分",
    "由",
    "在",
    "于",
];
/// What money is called.
const MONEY: &[&str] = &["支出", "收入", "资金", "经费", "投入", "投资", "费用", "拨款"];
/// Parts of one list, and figures before it that are looked at.
const MANY: usize = 12;
const BACK: usize = 40;
/// Totals of one name that are tried.
const TRIED: usize = 3;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    out.claims.extend((0..facts.mentions.len()).filter_map(|id| claim(facts, id)));
}

fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let parted = KINDS.iter().any(|w| m.after.starts_with(w)) || UNITS.contains(&m.term.unit.as_str());
    if m.kind != Kind::Count || m.cell.is_some() || !parted {
        return None;
    }
    let parts = parts(facts, id)?;
    let words = m.before.trim_start_matches("其中");
    let name = TO.iter().fold(words, |n, _| TO.iter().find_map(|w| n.strip_suffix(w)).unwrap_or(n));
    // 去年用于五个方面: nothing leads to a list.
    if name == words {
        return None;
    }
    let totals = totals(facts, id, name, &parts);
    let &first = totals.first()?;
    let all =
        parts.iter().any(|&p| ["其他", "其它", "其余"].iter().any(|w| facts.mentions[p].label.contains(w)));
    let open = words.contains("主要") && !all;
    let title = kit::name(&facts.mentions[first]);
    let operands =
        parts.iter().map(|&p| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p])).collect();
    let made = Claim::new(
        "AMT001",
        Expr::sum(parts.len()),
        Relation::Sums,
        operands,
        kit::roles(&title, facts, &totals),
    )
    .formula(format!("{title} = {}", kit::plus(facts, &parts)))
    .link(Link::Certain);
    Some(if open { made.stance(Stance::Open) } else { made.stance(Stance::Stated).formal() })
}

/// As many amounts as are announced, and no more.
fn parts(facts: &Facts, id: MentionId) -> Option<Vec<MentionId>> {
    let m = &facts.mentions[id];
    let number = usize::try_from(kit::value(m)?.to_integer()).ok().filter(|n| (2..=MANY).contains(n))?;
    let here = |i: &MentionId| facts.mentions[*i].sentence == m.sentence;
    let parts: Vec<MentionId> = (id + 1..facts.mentions.len()).take(MANY + 1).take_while(here).collect();
    let first = &facts.mentions[*parts.first()?];
    let plain = |&i: &MentionId| {
        let n = &facts.mentions[i];
        let joined = matches!(n.sep, Sep::Item | Sep::Clause | Sep::Group) && n.depth == m.depth;
        let level = n.stand == Stand::Level && n.cell.is_none() && kit::exact(n) && !n.gap.contains("其中");
        joined && level && n.kind == Kind::Amount && n.base == first.base
    };
    (parts.len() == number && parts.iter().all(plain)).then_some(parts)
}

/// The amounts before it that go by the name; without one, the amount right before it.
fn totals(facts: &Facts, id: MentionId, name: &str, parts: &[MentionId]) -> Vec<MentionId> {
    let m = &facts.mentions[id];
    let part = &facts.mentions[parts[0]];
    let larger = |&i: &MentionId| {
        let n = &facts.mentions[i];
        let level = n.stand == Stand::Level && n.kind == Kind::Amount && n.base == part.base && kit::exact(n);
        level && parts.iter().all(|&p| kit::value(&facts.mentions[p]) < kit::value(n))
    };
    if name.is_empty() {
        let beside = id.checked_sub(1).filter(|&i| facts.mentions[i].sentence == m.sentence);
        return beside.filter(larger).into_iter().collect();
    }
    if !MONEY.iter().any(|w| name.ends_with(w)) {
        return Vec::new();
    }
    let called = |&i: &MentionId| {
        let n = &facts.mentions[i];
        let whole =
            n.label.ends_with(name) || n.label.chars().count() > 3 && name.ends_with(n.label.as_str());
        whole && n.cell.is_none() && n.is_budget() == name.contains("预算")
    };
    let mut totals: Vec<MentionId> =
        (id.saturating_sub(BACK)..id).rev().filter(larger).filter(called).collect();
    totals.truncate(TRIED);
    totals
}
