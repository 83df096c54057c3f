//! Changes and rates that stand between or behind the values of two years: 38微克，同比下降5%（2022年为40微克）; 2021—2023年分别为a、b和c，两年累计增长R%;
//! 变动率-6.98%. Claims of CHG001, CHG003 and EXE002.

use super::moves::{LESS, MORE, difference, growth};
use super::{Out, kit};
use crate::facts::{Change, Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity};
use crate::num;
use std::collections::HashMap;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let of: HashMap<MentionId, &Change> = facts.changes.iter().filter_map(|c| Some((c.delta?, c))).collect();
    for id in 1..facts.mentions.len() {
        out.claims.extend(rate_of_bracket(facts, id));
        out.claims.extend(signed(facts, id, &of).or_else(|| scores(facts, id)));
        out.claims.extend(of_years(facts, id).or_else(|| completed(facts, id)));
        out.claims.extend(over_sentences(facts, id));
    }
}

/// 38微克/立方米，同比下降5%（2022年为40微克/立方米）; 312.8万人次，恢复到2019年的80.93%（2019年为386.5万人次）: the rate stands between the two.
fn rate_of_bracket(facts: &Facts, id: MentionId) -> Option<Claim> {
    const ALL: &[&str] = &["恢复到", "恢复至", "相当于", "达到", "是"];
    let (b, r, a) = (&facts.mentions[id - 1], &facts.mentions[id], facts.mentions.get(id + 1)?);
    let words = a.gap.trim_start();
    let opens = words.starts_with(['（', '(']) && a.depth == r.depth + 1 && b.depth == r.depth;
    let told = words.contains("年为")
        || words.contains("上年为")
        || words.contains("去年为")
        || words.contains("上年同期为");
    let closed = a.rest.trim_start().starts_with(['）', ')']);
    let alike = b.base == a.base && b.kind == a.kind && b.kind != Kind::Percent && b.sentence == r.sentence;
    let plain = [a, b, r].iter().all(|m| kit::exact(m) && m.cell.is_none()) && r.kind == Kind::Percent;
    if !(opens
        && told
        && closed
        && alike
        && plain
        && r.sep == Sep::Clause
        && matches!(b.stand, Stand::Level | Stand::Average))
    {
        return None;
    }
    let clause = r.gap.rsplit(['，', ',', '。', '；']).next().unwrap_or_default().trim();
    let ends = |list: &[&str]| list.iter().any(|w| clause.trim_end_matches(['了', '约']).ends_with(w));
    let set = ["比", "较", "同比"].iter().any(|w| clause.contains(w));
    let of_all = ALL.iter().any(|w| clause.starts_with(w)) && clause.ends_with("年的");
    let expr = match (set && ends(MORE), set && ends(LESS), of_all) {
        (true, false, false) => Expr::minus(Expr::Arg(1), Expr::Arg(0)),
        (false, true, false) => Expr::minus(Expr::Arg(0), Expr::Arg(1)),
        (false, false, true) => Expr::Arg(1),
        _ => return None,
    };
    let (name, words) = if of_all {
        ("比率", "比率 = 本年数 ÷ 原数")
    } else {
        ("增减率", "增减率 = 变动额 ÷ 原数")
    };
    let operands = vec![kit::role("原数", a), kit::role("本年数", b)];
    let expr = Expr::percent(expr, Expr::Arg(0));
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role(name, r));
    Some(claim.formula(words.to_owned()).link(Link::Certain).group(kit::rate_group(id)).formal())
}

/// 20万元，比上年预算21.50万元减少1.50万元，变动率-6.98%: the rate of the change right before it, with its sign.
fn signed(facts: &Facts, id: MentionId, of: &HashMap<MentionId, &Change>) -> Option<Claim> {
    const NAMES: &[&str] = &["变动率", "变动比例", "变动幅度", "增减率", "增减幅度", "变化率"];
    let r = &facts.mentions[id];
    let named = NAMES.contains(&r.label.trim_end_matches('为')) && r.kind == Kind::Percent && kit::exact(r);
    let change = of.get(&(id - 1)).filter(|_| named)?;
    let (&[now], &[then]) = (change.currents.as_slice(), change.previous.as_slice()) else { return None };
    let [a, b] = [then, now].map(|i| &facts.mentions[i]);
    let plain = [a, b].iter().all(|m| kit::exact(m) && m.sentence == r.sentence) && r.sep == Sep::Clause;
    let fell = kit::value(b) < kit::value(a) && kit::value(r) > Some(num::Rat::ZERO);
    let diff =
        if fell { Expr::minus(Expr::Arg(0), Expr::Arg(1)) } else { Expr::minus(Expr::Arg(1), Expr::Arg(0)) };
    let operands = vec![kit::role("上年数", a), kit::role("本年数", b)];
    let claim = Claim::new(
        "CHG001",
        Expr::percent(diff, Expr::Arg(0)),
        Relation::Rounds,
        operands,
        kit::role("变动率", r),
    );
    let claim = claim.formula("变动率 = 变动额 ÷ 上年数".to_owned()).link(Link::Certain);
    plain.then(|| claim.group(kit::rate_group(id)).formal())
}

/// 2021—2023年分别为a、b和c，2023年同比增长R%，两年累计增长S%: the years stand in order.
fn of_years(facts: &Facts, id: MentionId) -> Option<Claim> {
    const BACK: usize = 8;
    let r = &facts.mentions[id];
    let clause = r.gap.rsplit(['，', ',', '。', '；']).next().unwrap_or_default();
    let ends = |list: &[&str]| list.iter().any(|w| clause.trim_end_matches('了').ends_with(w));
    let (up, down) = (ends(&["增长", "增加", "上升"]), ends(&["下降", "减少", "降低"]));
    let plain = r.kind == Kind::Percent && kit::exact(r) && r.cell.is_none();
    if up == down || !plain {
        return None;
    }
    let all = &facts.mentions;
    let counted = |m: &Mention| matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure) && kit::exact(m);
    let first =
        (id.saturating_sub(BACK)..id).rev().take_while(|&i| all[i].sentence == r.sentence).find(|&i| {
            let words = all[i].gap.trim_end();
            counted(&all[i])
                && (words.ends_with("分别为") || words.ends_with("分别是") || words.ends_with("分别"))
        })?;
    let joined = |i: usize| matches!(all[i].gap.trim(), "、" | "和" | "及" | "与" | "，");
    let list: Vec<MentionId> = (first..id)
        .take_while(|&i| i == first || joined(i) && all[i].base == all[first].base && counted(&all[i]))
        .collect();
    let &last = list.last()?;
    // 2021—2023年: as many years as figures, and nothing but rates since.
    let years: Vec<i32> = years(&all[first].gap);
    let span = match years.as_slice() {
        &[from, to] if to > from => Some((from, to)),
        _ => None,
    }?;
    let whole = usize::try_from(span.1 - span.0 + 1).ok() == Some(list.len());
    let between = (last + 1..id).all(|i| all[i].kind == Kind::Percent || all[i].base == "年");
    if list.len() < 2 || !whole || !between {
        return None;
    }
    let total = ["累计", "共", "年间", "总计"].iter().any(|w| clause.contains(w));
    let yearly = ["同比", "比上年", "较上年"].iter().any(|w| clause.contains(w))
        && clause.contains(&format!("{}年", span.1));
    let from = match (total, yearly) {
        (true, false) => first,
        (false, true) => list[list.len() - 2],
        _ => return None,
    };
    let [a, b] = [from, last].map(|i| &all[i]);
    Some(growth((id, r), a, b, up).link(Link::Certain))
}

/// 2022年度普及率为87.4%。2023年度达到92.1%，提高4.7个百分点; 2023年支出a。2022年为b。同比增长R%: the values of two years in two
/// sentences, and right behind them how far they lie apart.
fn over_sentences(facts: &Facts, id: MentionId) -> Option<Claim> {
    const PARAS: u32 = 2;
    const AGAINST: &[&str] = &["同比", "比上年", "较上年", "比去年", "较去年", "比上一年", "较上一年"];
    let (x, y) = (id.checked_sub(2)?, id - 1);
    let [a, b, r] = [x, y, id].map(|i| &facts.mentions[i]);
    let apart = a.sentence != b.sentence || b.sentence != r.sentence;
    let kinds = match r.kind {
        Kind::Percent => matches!(a.kind, Kind::Amount | Kind::Count | Kind::Measure),
        Kind::Point => a.kind == Kind::Percent,
        _ => false,
    };
    let near = a.para + PARAS >= r.para && a.section == b.section && b.sentence <= a.sentence + 1;
    let plain = [a, b, r].iter().all(|m| kit::exact(m) && m.cell.is_none() && m.depth == 0);
    let level = [a, b].iter().all(|m| m.stand != Stand::Change && !m.is_budget());
    if !(apart && kinds && near && plain && level && a.base == b.base && a.kind == b.kind) {
        return None;
    }
    let clause = r.gap.rsplit(['，', ',', '。', '；', '\n']).next().unwrap_or_default().trim();
    let words = clause.trim_end_matches(['了', '约', '为']);
    let verb = |list: &[&str]| list.iter().find_map(|w| words.strip_suffix(w));
    let (up, subject) = match (verb(MORE), verb(LESS)) {
        (Some(rest), None) => (true, rest),
        (None, Some(rest)) => (false, rest),
        _ => return None,
    };
    let told = AGAINST.iter().find_map(|w| subject.strip_suffix(w));
    let bare = subject.is_empty() && b.sentence == r.sentence && r.sep == Sep::Clause;
    let name = told.or(bare.then_some(""))?;
    let named = |m: &Mention| kit::share(&m.label, name, 2);
    let alike = ["", "达到", "为", "达", "是"].contains(&b.label.as_str()) || are_one(&a.label, &b.label);
    // 1—9月210亿元, 全年305亿元: of two spans.
    let span = |m: &Mention| ["月", "季度", "半年"].iter().any(|w| m.gap.contains(w));
    if span(a) != span(b) {
        return None;
    }
    let last = |m: &Mention| ["上年", "去年"].iter().any(|w| m.gap.contains(w));
    let (then, now) = match (a.year.zip(b.year), last(a), last(b)) {
        (_, false, true) => (b, a),
        (_, true, false) => (a, b),
        (Some((p, q)), false, false) if q == p + 1 => (a, b),
        (Some((p, q)), false, false) if p == q + 1 => (b, a),
        _ => return None,
    };
    if !alike || !(name.is_empty() || named(a) || named(b)) {
        return None;
    }
    if r.kind == Kind::Point {
        let made = difference(r, then, now, up).severity(Severity::Warning);
        return Some(Claim { rule: "CHG002", ..made });
    }
    Some(growth((id, r), then, now, up).link(Link::Likely))
}

/// 上年收入 and 收入, and no 政府性基金收入 beside 一般公共预算收入.
fn are_one(a: &str, b: &str) -> bool {
    const WHEN: &[&str] =
        &["全年", "上年", "去年", "本年", "当年", "年末", "实际", "完成", "共", "末", "底", "度"];
    let core = |name: &str| {
        let mut name = name.to_owned();
        while let Some(rest) = WHEN.iter().find_map(|w| name.strip_prefix(w)) {
            name = rest.to_owned();
        }
        name
    };
    let (x, y) = (core(a), core(b));
    x.chars().count() >= 2 && x == y
}

/// The years in some words.
fn years(words: &str) -> Vec<i32> {
    let digits = words.split(|c: char| !c.is_ascii_digit());
    digits.filter_map(|d| d.parse().ok()).filter(|y| (1990..2100).contains(y)).collect()
}

/// 支出3.86万元，比预算5.00万元少1.14万元，完成77.20%: what is left bare is of the budget.
fn completed(facts: &Facts, id: MentionId) -> Option<Claim> {
    let (now, budget, delta) = (id.checked_sub(3)?, id - 2, id - 1);
    let [b, a, d, r] = [now, budget, delta, id].map(|i| &facts.mentions[i]);
    let bare =
        ["完成", "完成率", "完成率为", "执行率", "执行率为"].contains(&r.gap.trim_matches(['，', ',', ' ']));
    let plain =
        r.kind == Kind::Percent && [b, a, d].iter().all(|m| m.kind == Kind::Amount && m.base == b.base);
    let here = [b, a, d].iter().all(|m| m.sentence == r.sentence && kit::exact(m) && m.cell.is_none());
    let set = ["比", "较"].iter().any(|w| a.gap.trim_start_matches(['，', ',']).starts_with(w))
        && a.gap.contains("预算");
    let less = ["少", "减少", "节约", "低", "多", "超"].contains(&d.gap.trim());
    if !(bare && plain && here && set && less && kit::exact(r)) {
        return None;
    }
    let operands = vec![kit::role(&kit::name(b), b), kit::role(&kit::name(a), a)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role("完成率", r));
    let claim = claim.formula("完成率 = 支出数 ÷ 预算数".to_owned()).link(Link::Certain);
    Some(claim.group(kit::rate_group(id)).formal())
}

/// 91.6分，比上年90.8分提高0.8分: scores, side by side.
fn scores(facts: &Facts, id: MentionId) -> Option<Claim> {
    let (now, then) = (id.checked_sub(2)?, id - 1);
    let [b, a, d] = [now, then, id].map(|i| &facts.mentions[i]);
    let all = [b, a, d];
    let plain = all
        .iter()
        .all(|m| m.kind == Kind::Score && kit::exact(m) && m.cell.is_none() && m.sentence == d.sentence);
    let set = ["比", "较"].iter().any(|w| a.gap.trim_start_matches(['，', ',']).starts_with(w));
    let last = ["上年", "去年", "上一年", "上次"].iter().any(|w| a.gap.contains(w));
    let verb = d.gap.trim_matches(['了', ' ']);
    let (up, down) = (MORE.contains(&verb), LESS.contains(&verb));
    let joined = b.depth == d.depth && a.depth == d.depth && a.sep <= Sep::Clause;
    (plain && set && last && up != down && joined).then(|| difference(d, a, b, up))
}
