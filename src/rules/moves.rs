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
        out.claims.extend(signed(facts, id).or_else(|| scores(facts, id)));
        out.claims.extend(of_years(facts, id).or_else(|| completed(facts, id)));
        out.claims.extend(aside(facts, id));
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
    let (x, y) = if up { (1, 0) } else { (0, 1) };
    let expr = Expr::percent(Expr::minus(Expr::Arg(x), Expr::Arg(y)), Expr::Arg(0));
    let operands = vec![kit::role("原数", a), kit::role("现数", b)];
    let claim = Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r));
    let claim = claim.formula("增减率 = 变动额 ÷ 原数".to_owned()).link(Link::Certain);
    Some(claim.group(kit::rate_group(id)).formal())
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
