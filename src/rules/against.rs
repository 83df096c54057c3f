//! Changes against a figure that is called by name: 全年预算数2225.60万元，较年初预算增长12.09%. Claims of CHG001 and CHG003.

use super::moves::{LESS, MORE, difference};
use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for id in 1..facts.mentions.len() {
        out.claims.extend(against(facts, id));
        out.claims.extend(aside(facts, id));
    }
}

/// 全年预算数2225.60万元，较年初预算增长12.09%: against a figure of the paragraph that goes by the name.
fn against(facts: &Facts, id: MentionId) -> Option<Claim> {
    let r = &facts.mentions[id];
    let plain = r.kind == Kind::Percent && kit::exact(r) && r.cell.is_none() && r.sep == Sep::Clause;
    let (a, b, up) = named_base(facts, id).filter(|_| plain)?;
    let (x, y) = if up { (1, 0) } else { (0, 1) };
    let expr = Expr::percent(Expr::minus(Expr::Arg(x), Expr::Arg(y)), Expr::Arg(0));
    let operands = vec![kit::role(&kit::name(a), a), kit::role(&kit::name(b), b)];
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
    let claim = claim.formula(format!("增减率 = 变动额 ÷ {}", kit::name(a))).link(Link::Certain);
    Some(claim.group(kit::rate_group(id)).formal())
}

/// 1894.33万元（含年初结转46.35万元），比年初预算增加288.13万元，增长17.94%: the change and its rate, what stands in brackets left out.
fn aside(facts: &Facts, id: MentionId) -> Vec<Claim> {
    let d = &facts.mentions[id];
    let inner = facts.mentions[id - 1].depth > d.depth && facts.mentions[id - 1].sentence == d.sentence;
    let told = d.stand == Stand::Change && matches!(d.kind, Kind::Amount | Kind::Count | Kind::Measure);
    if !inner || !told || !kit::exact(d) || d.cell.is_some() {
        return Vec::new();
    }
    let Some((a, b, up)) = named_base(facts, id) else { return Vec::new() };
    let mut made = vec![difference(d, a, b, up)];
    let rate = facts.mentions.get(id + 1).filter(|r| {
        let words = r.gap.trim_matches(['，', ',', ' ']);
        let list: &[&str] = if up {
            &["增长", "增幅", "增幅为"]
        } else {
            &["下降", "降幅", "降幅为", "减少"]
        };
        r.kind == Kind::Percent && r.sentence == d.sentence && kit::exact(r) && list.contains(&words)
    });
    if let Some(r) = rate {
        let operands = vec![kit::role("变动额", d), kit::role(&kit::name(a), a)];
        let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
        let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
        let claim = claim.formula(format!("增减率 = 变动额 ÷ {}", kit::name(a))).link(Link::Certain);
        made.push(claim.group(kit::rate_group(id + 1)).formal());
    }
    made
}

/// The figure that a change is against by its name, the figure that changed, and whether it rose.
fn named_base(facts: &Facts, id: MentionId) -> Option<(&Mention, &Mention, bool)> {
    const BACK: usize = 8;
    const NAME: usize = 3;
    const EARLIER: &[&str] = &["上年", "去年", "同期", "年度", "上月", "上期"];
    let r = &facts.mentions[id];
    let clause = r.gap.rsplit(['，', ',', '。', '；', '）']).next().unwrap_or_default().trim();
    let words = ["较", "比", "相比"].iter().find_map(|w| clause.strip_prefix(w))?;
    let ends = |list: &[&str]| list.iter().find_map(|w| words.trim_end_matches(['了', '约']).strip_suffix(w));
    let (up, down) = (ends(MORE), ends(LESS));
    let name = up.or(down)?.trim_end_matches(['数', '的']);
    let now = (id.saturating_sub(BACK)..id).rev().find(|&i| facts.mentions[i].depth <= r.depth)?;
    let b = &facts.mentions[now];
    let like = |m: &Mention| {
        let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        counted && kit::exact(m) && m.cell.is_none() && m.para == r.para && m.stand != Stand::Change
    };
    // 年初预算批复 is the 年初预算.
    let core = |m: &Mention| m.label.trim_end_matches(['数', '为']).trim_end_matches("批复").to_owned();
    let named = |i: &MentionId| {
        let m = &facts.mentions[*i];
        like(m) && m.base == b.base && core(m).ends_with(name)
    };
    let mut all = (id.saturating_sub(BACK)..now).rev().filter(named);
    let other =
        name.chars().count() < NAME || EARLIER.iter().any(|w| name.contains(w)) || b.label.ends_with(name);
    if other || !like(b) || b.sentence != r.sentence {
        return None;
    }
    let a = all.next().filter(|_| all.next().is_none())?;
    Some((&facts.mentions[a], b, up.is_some()))
}
