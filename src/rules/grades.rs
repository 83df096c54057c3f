//! 优良率 from how many were given each grade: 12个项目中，优秀4个、良好6个、一般2个，优良率83.33%. Claims of EXE002.

use super::kit;
use crate::facts::{Facts, Mention, MentionId};
use crate::ledger::{Claim, Expr, Link, Relation};
use crate::num;

/// Figures before the rate that are looked at.
const BACK: usize = 10;
const BEST: &[&str] = &["优秀", "优", "优等"];
const GOOD: &[&str] = &["良好", "良", "良等"];

/// The best and the good of all that were graded.
pub(super) fn rate(facts: &Facts, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let back = || (id.saturating_sub(BACK)..id).rev().filter(|&i| facts.mentions[i].para == r.para);
    let good = back().find(|&i| is_called(&facts.mentions[i], GOOD))?;
    let best = good.checked_sub(1).filter(|&i| is_called(&facts.mentions[i], BEST))?;
    let (a, b) = (&facts.mentions[best], &facts.mentions[good]);
    let whole = best.checked_sub(1).filter(|&i| facts.mentions[i].para == r.para)?;
    let w = &facts.mentions[whole];
    let alike = [a, b].iter().all(|m| m.base == w.base && m.kind == w.kind && kit::exact(m));
    // 60个项目中有2个不参评，参评项目优30个、良22个: no whole of them.
    let both = num::add(kit::value(a)?, kit::value(b)?);
    if !r.label.ends_with("优良率") || !alike || !kit::exact(w) || kit::value(w) < both {
        return None;
    }
    let operands = [a, b, w].iter().map(|m| kit::role(&kit::name(m), m)).collect();
    let (name, whole) = (kit::name(r), kit::name(w));
    let expr = Expr::percent(Expr::sum(2), Expr::Arg(2));
    let made = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&name, r));
    let formula = format!("{name} =（{}）÷ {whole}", kit::plus(facts, &[best, good]));
    Some(made.formula(formula).link(Link::Likely).group(kit::rate_group(id)).formal())
}

/// 优秀4个, 评为“优”的4个.
fn is_called(m: &Mention, names: &[&str]) -> bool {
    let words = m.before.trim_end_matches(['的', '有', '为', '”', '"', '等', '级', '次', '者']);
    names.iter().any(|w| words.ends_with(w))
}
