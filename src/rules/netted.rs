//! What came less what went: 新增低保对象386户、退出451户，净减少65户; and 净增 of two levels: 年末60个，较年初的54个，净增6个. Claims of CHG003.

use super::kit;
use crate::facts::{CAME, Facts, Mention, MentionId, Stand, WENT};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};

/// Figures before a net change that are looked at.
const BACK: usize = 8;
/// What says so of a net change besides what does of a course.
const ADDED: &[&str] = &["发展", "核增", "新入", "新录"];
const LOST: &[&str] = &["停发", "取消", "流失"];
/// What makes it another sum.
const ASIDE: &[&str] = &["其中", "含", "累计", "每", "比例", "另"];

pub(super) fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let words = m.before.trim_end_matches(['了', '为', ' ', '人', '员']);
    let up = ["净增", "净增加", "净增长"].iter().any(|w| words.ends_with(w));
    let down = ["净减", "净减少"].iter().any(|w| words.ends_with(w));
    let counted =
        matches!(m.kind, Kind::Count | Kind::Measure | Kind::Amount) && kit::exact(m) && m.cell.is_none();
    if up == down || !counted {
        return None;
    }
    let like = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.base == m.base && n.kind == m.kind && n.sentence == m.sentence && n.depth == m.depth
    };
    let mut all: Vec<MentionId> = (id.saturating_sub(BACK)..id).filter(like).collect();
    let plain = |&i: &MentionId| {
        let n = &facts.mentions[i];
        kit::exact(n) && n.cell.is_none() && !ASIDE.iter().any(|w| n.gap.contains(w))
    };
    if all.len() < 2
        || !all.iter().all(plain)
        || ASIDE.iter().any(|w| m.gap.contains(w) || m.rest.contains(w))
    {
        return None;
    }
    moved(facts, id, &all, up).or_else(|| {
        // 年末2368.5万元，本年新增186.3万元、处置42.8万元，年初2225万元: what moved is no level.
        all.retain(|&i| !is_move(&facts.mentions[i]));
        let last = all.split_off(all.len().checked_sub(2)?);
        let &[a, b] = last.as_slice() else { return None };
        levels(facts, id, [a, b], up)
    })
}

fn is_move(m: &Mention) -> bool {
    let says = |words: &[&str]| words.iter().any(|w| m.label.ends_with(w) || m.label.starts_with(w));
    says(CAME) || says(WENT)
}

/// Each of the figures either came or went.
fn moved(facts: &Facts, id: MentionId, all: &[MentionId], up: bool) -> Option<Claim> {
    let says = |m: &Mention, words: &[&str]| words.iter().any(|w| m.before.contains(w));
    let signs: Option<Vec<bool>> = all
        .iter()
        .map(|&i| {
            let n = &facts.mentions[i];
            let (came, went) = (says(n, CAME) || says(n, ADDED), says(n, WENT) || says(n, LOST));
            (came != went).then_some(came)
        })
        .collect();
    let signs = signs.filter(|s| s.contains(&true) && s.contains(&false))?;
    let zero = Expr::minus(Expr::Arg(0), Expr::Arg(0));
    let expr = signs.iter().enumerate().fold(zero, |sum, (k, came)| {
        if *came == up { Expr::sum_of(sum, Expr::Arg(k)) } else { Expr::minus(sum, Expr::Arg(k)) }
    });
    let name = |i: MentionId| kit::name(&facts.mentions[i]);
    let side = |of: bool| -> Vec<MentionId> {
        all.iter().zip(&signs).filter(|(_, s)| **s == of).map(|(i, _)| *i).collect()
    };
    let (plus, minus) = (side(up), side(!up));
    let list = |ids: &[MentionId], mark: &str| ids.iter().map(|&i| name(i)).collect::<Vec<_>>().join(mark);
    let formula = format!("{} = {} − {}", name(id), list(&plus, " + "), list(&minus, " − "));
    Some(made(facts, id, all, expr, formula))
}

/// The value of before and that of now, which the words tell apart.
fn levels(facts: &Facts, id: MentionId, [a, b]: [MentionId; 2], up: bool) -> Option<Claim> {
    const FIRST: &[&str] = &["年初", "上年", "去年", "期初", "原有", "原来"];
    const MOVED: &[&str] = &["增至", "增加到", "增加至", "减至", "减少到", "减少至", "降至", "升至"];
    let [x, y] = [a, b].map(|i| &facts.mentions[i]);
    let first = |m: &Mention| m.stand == Stand::Previous || FIRST.iter().any(|w| m.gap.contains(w));
    let years = x.year.zip(y.year).is_some_and(|(p, q)| p < q);
    let moved = MOVED.iter().any(|w| y.gap.trim_end().ends_with(w));
    let level = [x, y].iter().all(|m| m.stand != Stand::Change);
    let (old, new) = match (first(x), first(y)) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ if years || moved => (a, b),
        _ => return None,
    };
    let (p, q) = if up { (new, old) } else { (old, new) };
    let name = |i: MentionId| kit::name(&facts.mentions[i]);
    let formula = format!("{} = {} − {}", name(id), name(p), name(q));
    let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
    level.then(|| made(facts, id, &[p, q], expr, formula))
}

fn made(facts: &Facts, id: MentionId, of: &[MentionId], expr: Expr, formula: String) -> Claim {
    let role = |&i: &MentionId| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i]);
    let operands = of.iter().map(role).collect();
    Claim::new("CHG003", expr, Relation::Sums, operands, role(&id))
        .formula(formula)
        .link(Link::Likely)
        .formal()
}
