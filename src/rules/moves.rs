//! Changes whose figures stand in another order than base, value, change: 新增1.2万册，藏书总量由18.6万册增至19.8万册; 较2022年增加231.73万元（2022年为
//! 3976.42万元）. Claims of CHG003, and of CHG001 where a sentence of its own tells the rate.

use super::{Out, chg003_difference, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation};

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
pub(super) const MORE: &[&str] = &["新增", "增加", "净增", "提高", "上升", "增长"];
pub(super) const LESS: &[&str] = &["减少", "净减", "下降", "降低", "压减", "缩短", "核减"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for id in 1..facts.mentions.len() {
        out.claims.extend(before(facts, id).or_else(|| bracket(facts, id)));
        out.claims.extend(rate(facts, id));
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
    let bracket = words.starts_with(['（', '(']) && a.depth == d.depth + 1;
    // 15.6万元，比上年增加2.4万元。上年为13.2万元.
    const THEN: &[&str] = &["上年为", "去年为", "上年同期为", "去年同期为", "上一年为"];
    let behind = THEN.contains(&words.trim_start_matches(['。', '；', '，', ' ']))
        && a.depth == d.depth
        && a.sentence <= d.sentence + 1
        && a.para == d.para;
    let opens = (bracket || behind) && b.depth == d.depth;
    let last = ["上年", "去年", "上一年"].iter().any(|w| words.contains(w)) || words.contains("年为");
    let ends = |list: &[&str]| list.iter().any(|w| d.before.trim_end_matches(['了', '约']).ends_with(w));
    let (up, down) = (ends(MORE), ends(LESS));
    let set = ["比", "较", "同比"].iter().any(|w| d.gap.contains(w));
    let alike =
        [b, d].iter().all(|m| m.base == a.base && m.kind == a.kind && kit::exact(m) && m.cell.is_none());
    let plain = b.stand == Stand::Level && b.sentence == d.sentence && d.sep == Sep::Clause && kit::exact(a);
    let closed = behind || a.rest.trim_start().starts_with(['）', ')']);
    (opens && last && up != down && set && alike && plain && closed).then(|| difference(d, a, b, up))
}

pub(super) fn difference(d: &Mention, a: &Mention, b: &Mention, up: bool) -> Claim {
    let (name, sign) = chg003_difference::called(!up);
    let (x, y) = if up { (1, 0) } else { (0, 1) };
    let expr = Expr::minus(Expr::Arg(x), Expr::Arg(y));
    let operands = vec![kit::role("上年数", a), kit::role("本年数", b)];
    let claim = Claim::new("CHG003", expr, Relation::Sums, operands, kit::role(name, d));
    claim.formula(format!("{name} = {sign}")).link(Link::Certain).formal()
}

/// The rate at which the first grew to the second, or fell.
pub(super) fn growth((id, r): (MentionId, &Mention), a: &Mention, b: &Mention, up: bool) -> Claim {
    let (x, y) = if up { (1, 0) } else { (0, 1) };
    let expr = Expr::percent(Expr::minus(Expr::Arg(x), Expr::Arg(y)), Expr::Arg(0));
    let operands = vec![kit::role("原数", a), kit::role("现数", b)];
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
    claim.formula("增减率 = 变动额 ÷ 原数".to_owned()).group(kit::rate_group(id)).formal()
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
    Some(growth((id, r), a, b, up).link(Link::Likely))
}
