//! Changes whose figures stand in another order than base, value, change: 新增1.2万册，藏书总量由18.6万册增至19.8万册; 较2022年增加231.73万元（2022年为
//! 3976.42万元）. Claims of CHG003, and of CHG001 where a sentence of its own tells the rate.

use super::{Out, chg003_difference, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};
use crate::num;

const UP: &[&str] = &[
    "增至",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "提高到",
    "提高至",
    "上升到",
    "上升至",
    "扩大到",
    "升至",
];
const DOWN: &[&str] = &[
    "减至",
    "减少到",
    "减少至",
    "降至",
    "下降到",
    "下降至",
    "降低到",
    "降低至",
    "压减到",
    "缩短到",
    "缩短至",
];
const MORE: &[&str] = &["新增", "增加", "净增", "提高", "上升", "增长"];
const LESS: &[&str] = &["减少", "净减", "下降", "降低", "压减", "缩短", "核减"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for id in 1..facts.mentions.len() {
        out.claims.extend(before(facts, id).or_else(|| bracket(facts, id)));
        out.claims
            .extend(rate(facts, id).or_else(|| against(facts, id)).or_else(|| rate_of_bracket(facts, id)));
        out.claims.extend(signed(facts, id));
    }
}

/// 由a增至b: the two, where b is `id`, and whether it rose.
fn pair(facts: &Facts, id: MentionId) -> Option<(MentionId, bool)> {
    let from = id.checked_sub(1)?;
    let (a, b) = (&facts.mentions[from], &facts.mentions[id]);
    let ends = |list: &[&str]| list.iter().any(|w| b.gap.trim_end_matches('了').ends_with(w));
    let (up, down) = (ends(UP), ends(DOWN));
    let opens = |m: &Mention| {
        let clause = m.gap.rsplit(['，', ',', '。', '；']).next().unwrap_or_default();
        clause.contains(['由', '从'])
    };
    let alike = a.base == b.base && a.kind == b.kind && a.sentence == b.sentence && a.cell.is_none();
    let counted =
        matches!(a.kind, Kind::Amount | Kind::Count | Kind::Measure) && kit::exact(a) && kit::exact(b);
    (up != down && opens(a) && alike && counted && b.sep == Sep::None).then_some((from, up))
}

/// 较上年减少38人，由1264人减至1226人: the change stands right before the two.
fn before(facts: &Facts, id: MentionId) -> Option<Claim> {
    let (from, up) = pair(facts, id)?;
    let delta = from.checked_sub(1)?;
    let [d, a, b] = [delta, from, id].map(|i| &facts.mentions[i]);
    let words = d.before.trim_end_matches(['了', '约']);
    let list = if up { MORE } else { LESS };
    // 新增藏书1.2万册，藏书总量由…: called alike.
    let called = |w: &str| {
        let behind = d.label.rsplit_once(w).map_or("", |t| t.1);
        kit::share(behind, &a.label, 2)
    };
    let says = list.iter().any(|w| words.ends_with(w) || called(w));
    // 增加185.61万元，主要原因是标准由89元提高到94元: one of the reasons.
    let here = d.base == a.base && d.kind == a.kind && d.sentence == a.sentence && kit::exact(d);
    let here = here && !a.gap.contains("原因");
    let one =
        a.sep == Sep::Clause && d.cell.is_none() && !d.gap.contains(['每', '均']) && !d.gap.contains("其中");
    (says && here && one).then(|| difference(d, a, b, up))
}

/// 支出4208.15万元，与2022年相比增加231.73万元（2022年为3976.42万元）.
fn bracket(facts: &Facts, id: MentionId) -> Option<Claim> {
    let (delta, now) = (id - 1, id.checked_sub(2)?);
    let [b, d, a] = [now, delta, id].map(|i| &facts.mentions[i]);
    let words = a.gap.trim_start();
    let opens = words.starts_with(['（', '(']) && a.depth == d.depth + 1 && b.depth == d.depth;
    let last = ["上年", "去年", "上一年"].iter().any(|w| words.contains(w)) || words.contains("年为");
    let ends = |list: &[&str]| list.iter().any(|w| d.before.trim_end_matches(['了', '约']).ends_with(w));
    let (up, down) = (ends(MORE), ends(LESS));
    let set = ["比", "较", "同比"].iter().any(|w| d.gap.contains(w));
    let alike =
        [b, d].iter().all(|m| m.base == a.base && m.kind == a.kind && kit::exact(m) && m.cell.is_none());
    let plain = b.stand == Stand::Level && b.sentence == d.sentence && d.sep == Sep::Clause && kit::exact(a);
    let closed = a.rest.trim_start().starts_with(['）', ')']);
    (opens && last && up != down && set && alike && plain && closed).then(|| difference(d, a, b, up))
}

fn difference(d: &Mention, a: &Mention, b: &Mention, up: bool) -> Claim {
    let (name, sign) = chg003_difference::called(!up);
    let (x, y) = if up { (1, 0) } else { (0, 1) };
    let expr = Expr::minus(Expr::Arg(x), Expr::Arg(y));
    let operands = vec![kit::role("上年数", a), kit::role("本年数", b)];
    let claim = Claim::new("CHG003", expr, Relation::Sums, operands, kit::role(name, d));
    claim.formula(format!("{name} = {sign}")).link(Link::Certain).formal()
}

/// 由2021年的18.5万元增长到2023年的25.9万元。两年增长40%: a rate that opens the sentence behind the two.
fn rate(facts: &Facts, id: MentionId) -> Option<Claim> {
    // 两年增长40%: how long is a figure of its own.
    let years = |i: &MentionId| facts.mentions[*i].term.unit == "年";
    let last = id.checked_sub(1)?;
    let (to, clause) = match Some(last).filter(years) {
        Some(t) => (t.checked_sub(1)?, facts.mentions[id].gap.as_str()),
        None => (last, facts.mentions[id].gap.rsplit(['。', '；']).next().unwrap_or_default()),
    };
    let from = to.checked_sub(1)?;
    let [a, b, r] = [from, to, id].map(|i| &facts.mentions[i]);
    let ends = |list: &[&str]| list.iter().any(|w| b.gap.contains(w));
    let (up, down) = (ends(UP), ends(DOWN));
    let bare = clause.trim_start_matches(|c: char| "一二两三四五六年内间累计共总".contains(c));
    let words = bare.trim_end_matches(['了', '达', '为']);
    let says = if up { ["增长", "增幅", "提高"] } else { ["下降", "降幅", "减少"] }.contains(&words);
    let next = r.sentence == b.sentence + 1 && r.para == b.para && a.sentence == b.sentence;
    let alike = a.base == b.base && a.kind == b.kind && kit::exact(a) && kit::exact(b) && a.cell.is_none();
    let opens = a.gap.contains(['由', '从']) && b.sep == Sep::None;
    let plain = r.kind == Kind::Percent && kit::exact(r) && a.kind != Kind::Percent;
    if up == down || !(says && next && alike && opens && plain) {
        return None;
    }
    let (x, y) = if up { (1, 0) } else { (0, 1) };
    let expr = Expr::percent(Expr::minus(Expr::Arg(x), Expr::Arg(y)), Expr::Arg(0));
    let operands = vec![kit::role("原数", a), kit::role("现数", b)];
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
    let claim = claim.formula("增减率 = 变动额 ÷ 原数".to_owned()).link(Link::Likely);
    Some(claim.group(kit::rate_group(id)).formal())
}

/// 全年预算数2225.60万元，较年初预算增长12.09%: against a figure of the paragraph that goes by the name.
fn against(facts: &Facts, id: MentionId) -> Option<Claim> {
    const BACK: usize = 8;
    const NAME: usize = 3;
    const EARLIER: &[&str] = &["上年", "去年", "同期", "年度", "上月", "上期"];
    let r = &facts.mentions[id];
    let clause = r.gap.rsplit(['，', ',', '。', '；']).next().unwrap_or_default().trim();
    let words = ["较", "比", "相比"].iter().find_map(|w| clause.strip_prefix(w))?;
    let ends = |list: &[&str]| list.iter().find_map(|w| words.trim_end_matches(['了', '约']).strip_suffix(w));
    let (up, down) = (ends(MORE), ends(LESS));
    let name = up.or(down)?.trim_end_matches(['数', '的']);
    let now = id.checked_sub(1)?;
    let b = &facts.mentions[now];
    let plain = r.kind == Kind::Percent && kit::exact(r) && r.cell.is_none() && r.sep == Sep::Clause;
    let like = |m: &Mention| {
        let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        counted && kit::exact(m) && m.cell.is_none() && m.para == r.para && m.stand != Stand::Change
    };
    let named = |i: &MentionId| {
        let m = &facts.mentions[*i];
        like(m) && m.base == b.base && m.label.trim_end_matches(['数', '为']).ends_with(name)
    };
    let mut all = (id.saturating_sub(BACK)..now).rev().filter(named);
    let other =
        name.chars().count() < NAME || EARLIER.iter().any(|w| name.contains(w)) || b.label.ends_with(name);
    if !plain || other || !like(b) || b.sentence != r.sentence {
        return None;
    }
    let a = &facts.mentions[all.next().filter(|_| all.next().is_none())?];
    let (x, y) = if up.is_some() { (1, 0) } else { (0, 1) };
    let expr = Expr::percent(Expr::minus(Expr::Arg(x), Expr::Arg(y)), Expr::Arg(0));
    let operands = vec![kit::role(&kit::name(a), a), kit::role(&kit::name(b), b)];
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
    let claim = claim.formula(format!("增减率 = 变动额 ÷ {}", kit::name(a))).link(Link::Certain);
    Some(claim.group(kit::rate_group(id)).formal())
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
fn signed(facts: &Facts, id: MentionId) -> Option<Claim> {
    const NAMES: &[&str] = &["变动率", "变动比例", "变动幅度", "增减率", "增减幅度", "变化率"];
    let r = &facts.mentions[id];
    let named = NAMES.contains(&r.label.trim_end_matches('为')) && r.kind == Kind::Percent && kit::exact(r);
    let change = facts.changes.iter().find(|c| c.delta == Some(id - 1)).filter(|_| named)?;
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
