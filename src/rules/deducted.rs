//! 自评得分95分。扣分项：甲扣2分，乙扣3分: what is left of the hundred when all that was taken off is told. Claims of SCO005.

use super::sco005_deduction::{all_taken, is_taken};
use super::{Out, kit};
use crate::facts::{Facts, MentionId, Series};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role};

/// Figures before a list of deductions among which the total score is looked for.
const FAR: usize = 30;
/// Deductions of one list.
const MANY: usize = 40;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let lines = facts.listed.iter().filter(|s| is_cue(&s.lead.1)).filter_map(|s| of_lines(facts, s));
    out.claims.extend(lines.filter_map(|parts| claim(facts, &parts)));
    out.claims.extend(facts.listed.iter().filter_map(|s| summed_above(facts, s)));
    let opens = (0..facts.mentions.len()).filter(|&i| opens(facts, i));
    out.claims.extend(opens.filter_map(|first| claim(facts, &of_sentences(facts, first)?)));
}

/// 本次自评共扣5分。 / 1.甲扣1.35分；2.乙扣2分；…: the numbered lines make it.
fn summed_above(facts: &Facts, s: &Series) -> Option<Claim> {
    let parts = of_lines(facts, s).filter(|p| p.len() > 1)?;
    let total = facts.mentions.partition_point(|m| m.at.start < s.points[0].at).checked_sub(1)?;
    let t = &facts.mentions[total];
    let words = t.before.trim_end();
    let all = ["共扣", "共计扣", "合计扣", "总计扣", "共失"]
        .iter()
        .any(|w| words.trim_end_matches('分').ends_with(w));
    let more = ["主要", "部分"].iter().any(|w| s.lead.1.contains(w) || t.rest.contains(w));
    if !all || more || t.kind != Kind::Score || !kit::exact(t) || t.cell.is_some() {
        return None;
    }
    all_taken(facts, total, &parts).map(Claim::formal)
}

/// 扣分情况如下：, and not 主要扣分项：, which leaves some out.
fn is_cue(words: &str) -> bool {
    let cue = words.trim_end().trim_end_matches(['：', ':', '。']);
    let last = cue.rsplit(['。', '；']).next().unwrap_or(cue);
    let told = last.contains("扣分") || last.contains("失分") || last.contains("扣减");
    told && !["主要", "部分", "其中", "每", "标准"].iter().any(|w| last.contains(w))
}

/// 扣分项有两处：甲扣2分: how many there are may stand in the cue.
fn opens(facts: &Facts, id: MentionId) -> bool {
    let m = &facts.mentions[id];
    let Some((cue, _)) = m.gap.rsplit_once(['：', ':']) else { return false };
    let number = id.checked_sub(1).map(|i| &facts.mentions[i]);
    let counted = number.filter(|n| n.sentence == m.sentence && n.kind == Kind::Count);
    is_taken(facts, id) && (is_cue(cue) || counted.is_some_and(|n| is_cue(&format!("{}{cue}", n.gap))))
}

/// 略低于目标值，扣0.6分: in a list of deductions the word says enough.
fn is_off(facts: &Facts, id: MentionId) -> bool {
    let m = &facts.mentions[id];
    m.before.trim_end().ends_with(['扣', '失']) && !m.gap.contains('每') && kit::exact(m)
}

/// One deduction in each of the numbered paragraphs.
fn of_lines(facts: &Facts, s: &Series) -> Option<Vec<MentionId>> {
    let from = |at: u32| facts.mentions.partition_point(|m| m.at.start < at);
    let ends = s.points.iter().skip(1).map(|p| from(p.at)).chain([usize::MAX]);
    let starts = s.points.iter().map(|p| from(p.at));
    let one = |(start, end): (MentionId, MentionId)| {
        let para = facts.mentions.get(start)?.para;
        let own = (start..facts.mentions.len().min(end)).take_while(|&i| facts.mentions[i].para == para);
        let mut points = own.filter(|&i| facts.mentions[i].kind == Kind::Score);
        let only = points.next().filter(|&i| is_off(facts, i))?;
        points.next().is_none().then_some(only)
    };
    starts.zip(ends).map(one).collect::<Option<_>>().filter(|_| !s.goes_on)
}

/// The deductions of a paragraph from its cue on, when it tells no other points but the full mark.
fn of_sentences(facts: &Facts, first: MentionId) -> Option<Vec<MentionId>> {
    let para = facts.mentions[first].para;
    let own = (first..facts.mentions.len()).take(MANY).take_while(|&i| facts.mentions[i].para == para);
    let points: Vec<MentionId> = own.filter(|&i| facts.mentions[i].kind == Kind::Score).collect();
    let (taken, others): (Vec<MentionId>, Vec<MentionId>) = points.iter().partition(|&&i| is_taken(facts, i));
    let full = |&i: &MentionId| facts.mentions[i].term.printed == "100";
    others.iter().all(full).then_some(taken)
}

fn claim(facts: &Facts, parts: &[MentionId]) -> Option<Claim> {
    let &first = parts.first().filter(|_| parts.len() > 1)?;
    let total = facts.scoring.totals.iter().copied().filter(|&t| t < first && t + FAR > first).max()?;
    let t = &facts.mentions[total];
    let plain = |&i: &MentionId| kit::exact(&facts.mentions[i]) && facts.mentions[i].depth == t.depth;
    // 另有创新加分3分: more than the hundred.
    let bonus = facts.mentions[total.saturating_sub(3)..=first]
        .iter()
        .any(|m| m.kind == Kind::Score && ["加分", "奖励", "附加"].iter().any(|w| m.gap.contains(w)));
    let added =
        |i: &MentionId| ["其余", "其他", "共扣", "合计"].iter().any(|w| facts.mentions[*i].gap.contains(w));
    if bonus || t.cell.is_some() || !kit::exact(t) || !parts.iter().all(plain) || parts.iter().any(added) {
        return None;
    }
    let mut operands = vec![Role::one("满分", kit::constant(100, "分", t.term.span))];
    operands.extend(parts.iter().map(|&p| kit::role("扣分", &facts.mentions[p])));
    let taken = (2..=parts.len()).fold(Expr::Arg(1), |sum, k| Expr::sum_of(sum, Expr::Arg(k)));
    let expr = Expr::minus(Expr::Arg(0), taken);
    let claim = Claim::new("SCO005", expr, Relation::Sums, operands, kit::role("总得分", t));
    Some(claim.formula("总得分 = 100 − 各项扣分之和".to_owned()).link(Link::Likely))
}
