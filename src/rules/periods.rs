//! Totals of a year whose quarters, halves or terms stand a clause or a sentence each: 上半年检查38次，查处9起。下半年检查45次，查处14起。
//! 全年检查83次，查处23起. Claims of AMT001.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};

/// Periods that make a whole.
const PERIODS: &[&[&str]] = &[
    &["一季度", "二季度", "三季度", "四季度"],
    &["上半年", "下半年"],
    &["春季学期", "秋季学期"],
    &["春季", "秋季"],
];
/// What the whole is called.
const WHOLE: &[&str] = &["全年", "全年度", "两学期", "两季", "两期", "四个季度"];
/// Figures and paragraphs before a whole that are looked at.
const BACK: usize = 40;
const PARAS: u32 = 6;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let periods: Vec<_> = PERIODS.iter().map(|words| in_force(facts, words)).collect();
    for (id, m) in facts.mentions.iter().enumerate() {
        if is_level(m) && is_whole(facts, id) {
            let found = periods.iter().zip(PERIODS).find_map(|(at, words)| parts(facts, id, at, words.len()));
            out.claims.extend(found.map(|parts| claim(facts, id, &parts)));
        }
    }
}

fn is_level(m: &Mention) -> bool {
    let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
    counted && m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level && !m.planned
}

/// The sentence speaks of the whole, up to the figure.
fn is_whole(facts: &Facts, id: MentionId) -> bool {
    let m = &facts.mentions[id];
    let own = facts.mentions[..=id].iter().rev().take(BACK).take_while(|n| n.sentence == m.sentence);
    let last = |n: &Mention| n.gap.rsplit(['。', '；']).next().unwrap_or_default().to_owned();
    // 春秋两学期合计.
    let both = |n: &Mention| {
        n.kind == Kind::Count && ["学期", "季", "季度"].contains(&n.term.unit.trim_start_matches('个'))
    };
    own.clone().skip(1).any(both) || own.map(last).any(|words| WHOLE.iter().any(|w| words.contains(w)))
}

/// For each figure the period that the words of its paragraph named last; none behind the word of a whole.
fn in_force(facts: &Facts, words: &[&str]) -> Vec<Option<usize>> {
    let (mut now, mut para) = (None, 0);
    let read = |m: &Mention| {
        if m.para != para {
            (now, para) = (None, m.para);
        }
        let named = |(k, w): (usize, &&str)| Some((m.gap.rfind(w)?, Some(k)));
        let ended = WHOLE.iter().chain(&["累计", "截至"]).filter_map(|w| Some((m.gap.rfind(w)?, None)));
        let last = words.iter().enumerate().filter_map(named).chain(ended).max_by_key(|n| n.0);
        now = last.map_or(now, |n| n.1);
        now
    };
    facts.mentions.iter().map(read).collect()
}

/// One figure of each period that is called like the whole.
fn parts(facts: &Facts, id: MentionId, at: &[Option<usize>], n: usize) -> Option<Vec<MentionId>> {
    let m = &facts.mentions[id];
    let mut found = vec![None; n];
    for i in (id.saturating_sub(BACK)..id).rev() {
        let p = &facts.mentions[i];
        let like = p.base == m.base && p.kind == m.kind && is_level(p) && m.para - p.para <= PARAS;
        if let Some(k) = at[i].filter(|_| like && kit::share(&p.label, &m.label, 2)) {
            if found[k].is_some() {
                return None;
            }
            found[k] = Some(i);
        }
    }
    let parts: Vec<MentionId> = found.into_iter().collect::<Option<_>>()?;
    // Verbs that differ, and what was added or taken away besides: 下达…，使用…; 退回a; 去重后.
    const ASIDE: &[&str] = &["净", "去重", "重复", "剔除", "扣", "减免", "退", "结转", "含", "另", "加上"];
    let end = kit::last(&m.label, 2);
    let alike = parts.iter().all(|&p| kit::last(&facts.mentions[p].label, 2) == end);
    const VERBS: &[&str] = &["下达", "使用", "支付", "拨付", "到位", "支出", "收入", "安排", "完成", "收取"];
    let done = |m: &Mention| VERBS.iter().filter(|v| m.label.contains(**v)).copied().collect::<Vec<_>>();
    let alike = alike && parts.iter().all(|&p| done(&facts.mentions[p]) == done(m));
    let from = parts.iter().min().copied()?;
    let words = |n: &Mention| ASIDE.iter().any(|w| n.gap.contains(w));
    let more = (from + 1..id).any(|i| {
        let n = &facts.mentions[i];
        n.base == m.base && n.kind == m.kind && !parts.contains(&i)
    });
    if !alike
        || more
        || facts.mentions[from + 1..=id].iter().any(words)
        || ASIDE.iter().any(|w| m.rest.contains(w))
    {
        return None;
    }
    // What each period had run up to by then: the last one has it all.
    let all = parts.iter().all(|&p| kit::value(&facts.mentions[p]) < kit::value(m));
    (all && at[id].is_none()).then_some(parts)
}

fn claim(facts: &Facts, id: MentionId, parts: &[MentionId]) -> Claim {
    let m = &facts.mentions[id];
    let role = |&p: &MentionId| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p]);
    let (name, expr) = (kit::name(m), Expr::sum(parts.len()));
    let operands = parts.iter().map(role).collect();
    Claim::new("AMT001", expr, Relation::Sums, operands, kit::role(&name, m))
        .formula(format!("{name} = {}", kit::plus(facts, parts)))
        .link(Link::Likely)
        .formal()
}
