use super::{Out, kit};
use crate::facts::{Breakdown, Facts, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;

declare_rule! {
    /// 说有几项，就应列出几个数。
    ///
    /// 依据：“三个社区分别为”“以上五项合计”所说的项数与所列的数一一对应。
    ///
    /// 重算：数清“分别为”后并列的数，或合计所加的各项，与前面说的项数比较；“7个项目：甲1860万元、…”所列之和恰为合计的，名单齐全，也比较。
    ///
    /// ```不符
    /// 辖区3个社区常住户分别为620户、480户。
    /// ```
    /// ```相符
    /// 辖区3个社区常住户分别为620户、480户、515户。
    /// ```
    ///
    /// 不报的情形：没有“分别”二字；一个名称带几个数的。
    ///
    /// 怎么改：补列漏掉的数，或改项数。
    CNT004, "items-not-count", "项数与所列数不符", Warning
}

/// Lists of figures are no longer.
const MANY: i128 = 20;
/// Figures between the count and the list.
const NEAR: usize = 2;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for id in 0..facts.mentions.len() {
        out.claims.extend(parallel(facts, id));
    }
    for b in &facts.breakdowns {
        out.claims.extend(parts(facts, b).or_else(|| complete(facts, b.total(), b.parts())));
    }
    out.claims.extend(facts.tallies.iter().filter_map(|t| complete(facts, t.total, &t.parts)));
}

/// "3个社区…分别为a、b、c": the figures of one unit that stand side by side behind 分别.
fn parallel(facts: &Facts, first: MentionId) -> Option<Claim> {
    let m = &facts.mentions[first];
    let told =
        ["分别为", "分别是", "分别达", "分别完成", "分别得"].iter().any(|w| m.gap.trim_end().ends_with(w));
    // 评价与检查各1次，金额分别为: one of each.
    let each = |c: usize| facts.mentions[c].before.ends_with('各');
    let count = first.checked_sub(1).filter(|&c| told && counts(facts, c, first) && !each(c))?;
    let beside = |n: &&crate::facts::Mention| {
        n.sentence == m.sentence
            && (n.base == m.base || m.base.is_empty())
            && ["、", "和", "及", "，", "与", "以及"].contains(&n.gap.trim())
    };
    let n = 1 + facts.mentions[first + 1..].iter().take_while(beside).count();
    // 四类分别为甲a、乙b: names between the figures say nothing of their number here.
    let named = facts.mentions.get(first + n).is_some_and(|x| x.sentence == m.sentence && x.base == m.base);
    let items: Vec<MentionId> = (first..first + n).collect();
    // 13个难题，解决率、满意率分别达a和b: the list has names of its own.
    // 6个镇、18个村，比例分别为: of several counts, which is listed?
    let c = &facts.mentions[count];
    let beside = c.gap.trim().ends_with('、') && count > 0 && facts.mentions[count - 1].kind == Kind::Count;
    // 居民90份、商户45份、单位15份，占比分别为60%、30%、10%: the last of several counts.
    let several =
        facts.mentions[..count].last().is_some_and(|n| n.base == c.base && n.sentence == c.sentence);
    let other = several
        || beside
        || m.gap.contains('、')
        || kit::value(&facts.mentions[count]) > Some(Rat::from_integer(MANY));
    let made = claim(facts, count, &items);
    (n >= 2 && !named).then(|| if other { made.stance(Stance::Reading) } else { made })
}

/// A count right before a list of as many parts.
fn parts(facts: &Facts, b: &Breakdown) -> Option<Claim> {
    let items = b.parts();
    let first = *items.first()?.min(&b.total());
    let n = Rat::from_integer(i128::try_from(items.len()).ok()?);
    let fits = |&c: &MentionId| counts(facts, c, first) && kit::value(&facts.mentions[c]) == Some(n);
    let inside = || (first..b.total()).filter(|c| !items.contains(c));
    let near = (first.saturating_sub(NEAR)..first).rev().chain(inside());
    let count = near.into_iter().find(fits).filter(|_| items.len() >= 2)?;
    Some(claim(facts, count, items).stance(Stance::Reading))
}

/// 共安排7个项目：甲1860万元、乙2450万元、…: a list that makes its total is complete, and the count right before it is of it.
fn complete(facts: &Facts, total: MentionId, items: &[MentionId]) -> Option<Claim> {
    const LEAST: usize = 3;
    const OFF: i128 = 2;
    let (&first, count) = (items.first()?, items.first()?.checked_sub(1)?);
    let (c, f) = (&facts.mentions[count], &facts.mentions[first]);
    let side_by_side = items.windows(2).all(|w| w[1] == w[0] + 1 && facts.mentions[w[1]].sep == Sep::Item);
    let whole = items.len() >= LEAST && side_by_side && total != count;
    let tied = kit::sum(facts, items) == kit::value(&facts.mentions[total]);
    let lead = f.gap.split_once(['：', ':']).map(|(lead, _)| lead.trim());
    let named = lead.is_some_and(|l| (1..=6).contains(&l.chars().count()) && !l.contains(['，', '（', '(']));
    let few = items.iter().all(|&i| !facts.mentions[i].before.contains("其他"));
    let near = kit::value(c).and_then(|v| num::sub(v, Rat::from_integer(items.len() as i128)));
    let near = near.is_some_and(|d| d.abs() <= Rat::from_integer(OFF));
    let right =
        whole && tied && named && few && near && c.stand == Stand::Level && counts(facts, count, first);
    right.then(|| claim(facts, count, items).stance(Stance::Stated))
}

/// A whole number of things, in the sentence of the list.
fn counts(facts: &Facts, count: MentionId, first: MentionId) -> bool {
    let (c, m) = (&facts.mentions[count], &facts.mentions[first]);
    c.kind == Kind::Count && c.sentence == m.sentence && kit::exact(c) && c.base != m.base && c.cell.is_none()
}

fn claim(facts: &Facts, count: MentionId, items: &[MentionId]) -> Claim {
    let c = &facts.mentions[count];
    let operands: Vec<Role> =
        items.iter().map(|&i| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i])).collect();
    Claim::new("CNT004", Expr::Count, Relation::Equals, operands, kit::role("项数", c))
        .formula(format!("“{}{}”= 所列数的个数", c.term.printed, c.term.unit))
        .link(Link::Likely)
        .severity(Severity::Warning)
}
