//! What is left of a figure, where a rate or a pair of words tells which two figures it is left of. Claims of AMT006.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;

/// Figures before a rate that are tried for its part, and for its whole.
const PARTS: usize = 3;
const FAR: usize = 24;
/// Figures between what passed and what did not.
const NEAR: usize = 6;
/// Digits of a rate that tell which two figures it is of.
const TOLD: usize = 3;
/// What says that a figure is the rest of another.
const REST: &[&str] = &["未", "尚有", "尚余", "结余", "剩余", "缺口", "结转"];
const LAST: &[&str] = &["上年", "年初", "累计", "历年"];

pub(super) fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    for c in 2..facts.mentions.len() {
        let m = &facts.mentions[c];
        if m.cell.is_none() && kit::exact(m) {
            out.claims.extend(differs(facts, c));
            out.claims.extend(over_years(facts, c));
        }
        if m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level {
            out.claims.extend(behind_rate(facts, c).or_else(|| before_rate(facts, c)));
            out.claims.extend(undone(facts, c));
            out.claims.extend(failed(facts, c));
            out.claims.extend(short_of(facts, c));
            out.claims.extend(not_done(facts, c));
            out.claims.extend(rolled(facts, c));
            out.claims.extend(year_end(facts, c));
            out.claims.extend(told_balance(facts, scheme, c));
        }
    }
}

fn is_like(m: &Mention, n: &Mention) -> bool {
    let level = !matches!(n.stand, Stand::Average | Stand::Change);
    n.base == m.base && n.kind == m.kind && kit::exact(n) && n.cell.is_none() && level
}

/// 中央资金11585万元 … 支付10900.60万元，支付率94.09%，未支付684.40万元: the two that make the rate are the two that differ.
fn behind_rate(facts: &Facts, c: MentionId) -> Option<Claim> {
    const WORDS: usize = 8;
    let m = &facts.mentions[c];
    let words = m.gap.trim_start_matches(['，', ',', ' ']);
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    let plain = !words.contains(['含', '：', '和', '。', '；']) && words.chars().count() <= WORDS;
    let (rest, more) = (has(REST) && !has(LAST), words.starts_with("超出") || words.starts_with("超过"));
    // 结余50万元，其中上年结余20万元.
    let whole = !m.rest.contains("其中") && !m.rest.trim_start().starts_with(['（', '(']);
    if !(plain && (rest || more) && whole && m.sep == Sep::Clause) {
        return None;
    }
    let is_rate = |&i: &MentionId| {
        let r = &facts.mentions[i];
        r.kind == Kind::Percent && kit::exact(r) && r.sentence == m.sentence && r.depth == m.depth
    };
    // 资金到位率91.51%，县级到位率69.44%，资金缺口137.50万元.
    let rates = (0..c).rev().take_while(is_rate).filter(|&i| {
        let r = &facts.mentions[i];
        let shared = r.label.contains('占') && !words.starts_with("尚有") && !words.starts_with("还有");
        r.term.told() >= TOLD && !shared
    });
    let rates: Vec<MentionId> = rates.collect();
    let mut pairs: Vec<Pair> = rates.iter().flat_map(|&r| pairs(facts, c, r, more)).collect();
    if pairs.is_empty() && !more {
        pairs = rates.iter().flat_map(|&r| spent_before(facts, c, r)).collect();
    }
    let value = kit::value(m)?;
    let pair = pairs.iter().find(|p| p.2 == value).or_else(|| {
        let &(.., gap) = pairs.first()?;
        pairs.first().filter(|_| pairs.iter().all(|p| p.2 == gap))
    })?;
    Some(minus(facts, c, pair.0, pair.1))
}

/// 预算746万元。合同709.20万元，比预算节约36.80万元，节约率4.93%: the rate behind tells which two differ.
fn before_rate(facts: &Facts, c: MentionId) -> Option<Claim> {
    const SAVED: &[&str] = &["节约", "节支", "节省", "下浮"];
    let m = &facts.mentions[c];
    let r = facts.mentions.get(c + 1).filter(|r| r.kind == Kind::Percent && r.sentence == m.sentence)?;
    let saved = |n: &Mention| SAVED.iter().any(|w| n.label.contains(w));
    let told = saved(m) && saved(r) && r.label.ends_with('率') && r.term.told() >= TOLD && kit::exact(r);
    let near = || {
        (c.saturating_sub(FAR)..c)
            .rev()
            .filter(|&i| is_like(m, &facts.mentions[i]) && !saved(&facts.mentions[i]))
    };
    if !told || m.sep > Sep::Clause {
        return None;
    }
    let makes = |whole: MentionId, part: MentionId| {
        let (w, p, rate) =
            (kit::value(&facts.mentions[whole])?, kit::value(&facts.mentions[part])?, kit::value(r)?);
        let exact = num::mul(num::div(num::sub(w, p)?, w)?, Rat::from_integer(100))?;
        Some(num::half_up(exact, r.term.places) == Some(rate))
    };
    let here = |i: &MentionId| facts.mentions[*i].sentence == m.sentence;
    let pairs = near().filter(here).flat_map(|p| near().filter(move |&w| w != p).map(move |w| (w, p)));
    let found: Vec<_> = pairs.filter(|&(w, p)| makes(w, p) == Some(true)).collect();
    let &(whole, part) = found.first()?;
    Some(minus(facts, c, whole, part))
}

/// 抽检1860批次，合格1826批次，合格率98.17%；不合格34批次.
fn failed(facts: &Facts, c: MentionId) -> Option<Claim> {
    const PAIRS: &[(&str, &str)] =
        &[("不合格", "合格"), ("未达标", "达标"), ("不达标", "达标"), ("未通过", "通过")];
    let m = &facts.mentions[c];
    // 复检不合格 is of others.
    let short = m.label.chars().count() <= 5 && !["复", "仍", "再"].iter().any(|w| m.before.contains(w));
    let (_, good) = PAIRS.iter().find(|p| short && m.label.trim_end_matches('的').ends_with(p.0))?;
    let near = || (c.saturating_sub(NEAR)..c).rev().filter(|&i| facts.mentions[i].para == m.para);
    let passed = |i: &MentionId| {
        let n = &facts.mentions[*i];
        is_like(m, n) && n.label.ends_with(good) && !n.label.contains(['不', '未'])
    };
    let part = near().find(passed)?;
    // …；2022年抽检3150批次，不合格75批次: of another that was tested behind, where what passed is not told.
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let again = |i: MentionId| {
        let n = &facts.mentions[i];
        is_like(m, n) && value(i) > value(c) && !n.label.ends_with(good) && n.sep >= Sep::Group
    };
    if (part + 1..c).any(again) {
        return None;
    }
    // 优秀12个、良好21个、合格7个、不合格2个: all of one rank.
    let ranks = facts.mentions[part].sep == Sep::Item && m.sep == Sep::Item;
    let whole = part.checked_sub(1).filter(|&w| {
        let (w, p) = (&facts.mentions[w], &facts.mentions[part]);
        let tested = ["检", "查", "测", "送", "验", "考", "抽", "共"].iter().any(|k| w.label.contains(k));
        // 蔬菜620批次，全部合格；水产品合格188批次: of the first nothing failed.
        if ranks && !tested || p.gap.contains("全部") {
            return false;
        }
        is_like(m, w) && w.para == m.para && w.sentence == p.sentence && kit::value(w) >= kit::value(p)
    })?;
    Some(minus(facts, c, whole, part))
}

/// 预算资金3268万元。… 累计支出3078.33万元，明细为：…。执行率94.20%，结余189.67万元: by their names.
fn spent_before(facts: &Facts, c: MentionId, rate: MentionId) -> Vec<Pair> {
    let (m, r) = (&facts.mentions[c], &facts.mentions[rate]);
    let named = |i: &MentionId, words: &[&str]| {
        words.iter().any(|w| facts.mentions[*i].label.contains(w)) && is_like(m, &facts.mentions[*i])
    };
    let near = || (c.saturating_sub(FAR * 3)..rate).rev();
    let spent = near().filter(|i| named(i, &["支出", "执行", "使用"]) && facts.mentions[*i].para == m.para);
    let pairs = spent.flat_map(|p| {
        near()
            .filter(move |&w| w != p)
            .filter(|w| named(w, &["预算", "下达", "到位", "安排"]))
            .map(move |w| (w, p))
    });
    let made = pairs.filter(|&(w, p)| kit::makes(&facts.mentions[p], &facts.mentions[w], r));
    let gap = |(w, p)| num::sub(kit::value(&facts.mentions[w])?, kit::value(&facts.mentions[p])?);
    made.filter_map(|(w, p)| Some((w, p, gap((w, p)).filter(Rat::is_positive)?))).collect()
}

/// What is taken away from, what is taken away, and what is left.
type Pair = (MentionId, MentionId, Rat);

/// The figures before a rate whose quotient it is.
fn pairs(facts: &Facts, c: MentionId, rate: MentionId, more: bool) -> Vec<Pair> {
    let (m, r) = (&facts.mentions[c], &facts.mentions[rate]);
    let like = |i: &MentionId| is_like(m, &facts.mentions[*i]);
    let near = || (c.saturating_sub(FAR)..rate).rev().filter(like);
    let here = |i: &MentionId| facts.mentions[*i].sentence == m.sentence;
    let mut pairs = Vec::new();
    // 完成年初预算的108.77%，超出1238.04万元: what was spent stands further off.
    let parts: Vec<MentionId> =
        near().filter(|i| more || here(i)).take(if more { FAR } else { PARTS }).collect();
    for part in parts {
        for whole in near().filter(|&w| w != part && (here(&w) || here(&part))) {
            let (large, small) = if more { (part, whole) } else { (whole, part) };
            let values = kit::value(&facts.mentions[large]).zip(kit::value(&facts.mentions[small]));
            let gap = values.and_then(|(l, s)| num::sub(l, s)).filter(Rat::is_positive);
            let made = gap.filter(|_| kit::makes(&facts.mentions[part], &facts.mentions[whole], r));
            pairs.extend(made.map(|gap| (large, small, gap)));
        }
    }
    pairs
}

fn minus(facts: &Facts, c: MentionId, whole: MentionId, part: MentionId) -> Claim {
    let [c, whole, part] = [c, whole, part].map(|i| &facts.mentions[i]);
    let [of, x, y] = [c, whole, part].map(kit::name);
    let operands = vec![kit::role(&x, whole), kit::role(&y, part)];
    let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
    Claim::new("AMT006", expr, Relation::Sums, operands, kit::role(&of, c))
        .formula(format!("{of} = {x} − {y}"))
        .link(Link::Certain)
        .stance(Stance::Stated)
        .formal()
}

/// 涉及资金3.84万元，已追回2.56万元，尚有1.28万元未追回: what is done and what is not, of the figure before them.
fn undone(facts: &Facts, c: MentionId) -> Option<Claim> {
    let (m, done) = (&facts.mentions[c], &facts.mentions[c - 1]);
    let left = ["尚有", "仍有", "还有", "另有", "其余"].contains(&m.before.trim());
    let verb = kit::last(done.before.trim_end(), 2);
    let not = |w: &str| m.rest.trim_start().starts_with(&format!("{w}{verb}"));
    let told = done.before.trim_end().ends_with(&format!("已{verb}"));
    let told = told && verb.chars().count() == 2 && ["未", "尚未", "没有"].iter().any(|w| not(w));
    let joined = is_like(m, done) && m.sentence == done.sentence && m.sep == Sep::Clause;
    if !(left && told && joined) {
        return None;
    }
    let here = |&i: &MentionId| facts.mentions[i].sentence == m.sentence;
    let mut before = (c.saturating_sub(FAR)..c - 1).rev().take_while(here);
    // 人均6400元 says nothing of the whole.
    let whole = before.find(|&i| facts.mentions[i].stand != Stand::Average)?;
    let whole = Some(whole).filter(|&w| is_like(m, &facts.mentions[w]))?;
    (kit::value(&facts.mentions[whole]) > kit::value(done)).then(|| minus(facts, c, whole, c - 1))
}

/// 计划拆迁4.2万平方米，已拆迁3.36万平方米，完成计划的80%，剩余0.84万平方米: the three follow each other, and each says what it is.
fn not_done(facts: &Facts, c: MentionId) -> Option<Claim> {
    const ALL: &[&str] = &[
        "计划", "设定", "任务", "应", "发现", "排查", "预算", "下达", "目标", "共", "总", "需", "批复",
        "核定", "合同", "到位",
    ];
    const DONE: &[&str] = &[
        "已", "完成", "支出", "支付", "拨付", "整改", "办结", "验收", "实际", "兑付", "发放", "开工", "完工",
        "竣工", "建成",
    ];
    const LEFT: &[&str] = &[
        "未",
        "剩余",
        "尚有",
        "尚余",
        "其余",
        "余",
        "余下",
        "还有",
        "仍有",
        "尚未",
        "节约",
        "节余",
        "节支",
        "结余",
        "结转",
        "年末结转",
        "年末结余",
        "形成结余",
        "提前",
        "缩短",
    ];
    const OVER: &[&str] = &["超支", "超预算", "超出预算", "超计划", "超概算", "延期", "超期", "延长", "推迟"];
    const OTHER: &[&str] = &["上年", "年初", "累计", "滚存", "其中", "另", "含"];
    let m = &facts.mentions[c];
    let rate = |i: MentionId| facts.mentions[i].kind == Kind::Percent;
    let done = if rate(c - 1) { c.checked_sub(2)? } else { c - 1 };
    let whole = done.checked_sub(1)?;
    let (w, d) = (&facts.mentions[whole], &facts.mentions[done]);
    let starts = |n: &Mention, list: &[&str]| {
        let words = n.before.trim_start();
        list.iter().any(|k| words.starts_with(k))
    };
    let says = |n: &Mention, list: &[&str]| list.iter().any(|k| n.before.contains(k));
    let over = starts(m, OVER);
    let named =
        says(w, ALL) && says(d, DONE) && (starts(m, LEFT) || over) && !says(w, LEFT) && !says(d, LEFT);
    let other = [w, d, m].iter().any(|n| says(n, OTHER)) || m.rest.trim_start().starts_with(['（', '(']);
    let alike = is_like(m, w)
        && is_like(m, d)
        && (kit::value(w) > kit::value(d)) != over
        && !facts.totals_of(done).contains(&whole);
    let other = other || is_mixed(facts, c);
    // 未完成a，其中…; 剩余3个未完成、2个未启动: more is told of it.
    let alone = facts.mentions.get(c + 1).is_none_or(|n| n.base != m.base || n.sentence != m.sentence);
    let joined =
        [done, c].iter().all(|&i| facts.mentions[i].sep == Sep::Clause && facts.mentions[i].depth == w.depth);
    let first = whole.checked_sub(1).is_none_or(|i| {
        let n = &facts.mentions[i];
        n.base != m.base || n.sentence != m.sentence || kit::value(n) == kit::value(w)
    });
    let (large, small) = if over { (done, whole) } else { (whole, done) };
    (named && !other && alike && alone && joined && first && m.sentence == w.sentence)
        .then(|| minus(facts, c, large, small))
}

/// 结余31万元（含利息6万元）; 结余9万元，另3万元已收回: money of other years and other hands.
pub(super) fn is_mixed(facts: &Facts, c: MentionId) -> bool {
    const MIXED: &[&str] =
        &["含", "另", "年初", "上年", "历年", "往年", "以前", "利息", "收回", "核减", "期间", "调增", "核增"];
    let m = &facts.mentions[c];
    // 较预算节约5.70万元 says what it is less than.
    let told = m.before.trim_start().starts_with(['较', '比']);
    let money = !told && ["结余", "结转", "节约", "节余"].iter().any(|k| m.before.contains(k));
    let says = |words: &str| MIXED.iter().any(|k| words.contains(k));
    let next = facts.mentions.get(c + 1).filter(|n| n.para == m.para && n.base == m.base);
    money && (says(&m.rest) || next.is_some_and(|n| says(&n.gap)))
}

/// 年均资金需求为5200万元，实际支出4490.64万元，缺口709.36万元: what is needed and what there was, side by side.
fn short_of(facts: &Facts, c: MentionId) -> Option<Claim> {
    let (m, need, had) = (&facts.mentions[c], &facts.mentions[c - 2], &facts.mentions[c - 1]);
    let short = ["缺口", "资金缺口", "缺口为", "尚缺", "尚差"].contains(&m.before.trim());
    let told = ["需求", "需", "应", "总投资", "计划"].iter().any(|w| need.label.contains(w));
    // 年均需求 is no average of the others.
    let one = need.base == m.base && need.kind == m.kind && kit::exact(need) && need.cell.is_none();
    let alike = one && is_like(m, had) && kit::value(need) > kit::value(had);
    (short && told && alike && kit::in_one_breath(facts, &[c - 2, c - 1, c]))
        .then(|| minus(facts, c, c - 2, c - 1))
}

/// 实际划转3127.60万元，与按人数计算的3128.40万元相差0.80万元; 自评得分96.2分，复核得分91.7分，两者相差4.5分: the two of its
/// sentence before it.
fn differs(facts: &Facts, c: MentionId) -> Option<Claim> {
    const BY: &[&str] = &["相差", "差额为", "差额", "差距为", "差距", "相差为"];
    let (m, b, a) = (&facts.mentions[c], &facts.mentions[c - 1], &facts.mentions[c - 2]);
    let words = m.gap.trim_matches(['，', ',', ' ']);
    let both = ["两者", "二者"].iter().find_map(|w| words.strip_prefix(w)).filter(|w| BY.contains(w));
    let told = both.is_some() || BY.contains(&words);
    let set = both.is_some() || b.gap.trim_start_matches(['，', ',']).starts_with(['与', '同', '和']);
    // Percentages differ by points.
    let points = m.kind == Kind::Point && [a, b].iter().all(|n| n.kind == Kind::Percent);
    let alike =
        |n: &Mention| (points || n.base == m.base && n.kind == m.kind) && kit::exact(n) && n.cell.is_none();
    let here = a.sentence == m.sentence && b.sentence == m.sentence && b.sep <= Sep::Clause;
    let (whole, part) = if kit::value(a) >= kit::value(b) { (c - 2, c - 1) } else { (c - 1, c - 2) };
    // 相差0.004万元 of two that are rounded to 0.01万元.
    let step = |n: &Mention| n.term.quantity().map(|q| q.step);
    let told = told && (points || step(a).max(step(b)) <= step(m));
    (told && set && alike(a) && alike(b) && here && m.sep <= Sep::Clause)
        .then(|| minus(facts, c, whole, part))
}

/// 2022年末41236人，2023年末为40819人，一年间减少417人: the same figure of two years, and the change between.
fn over_years(facts: &Facts, c: MentionId) -> Option<Claim> {
    const BETWEEN: &[&str] = &["间", "年内", "净"];
    // 一年间, 三年累计: a figure of its own.
    let counted = Some(&facts.mentions[c - 1]).filter(|n| n.term.unit == "年" && n.kind != Kind::Date);
    let b = if counted.is_some() { c - 2 } else { c - 1 };
    let a = b.checked_sub(1)?;
    let [x, y, m] = [a, b, c].map(|i| &facts.mentions[i]);
    let like = |n: &Mention| n.base == m.base && n.kind == m.kind && kit::exact(n) && n.cell.is_none();
    let here = |n: &Mention| n.sentence == m.sentence && n.depth == m.depth && like(n);
    let words = m.gap.rsplit(['，', ',']).next().unwrap_or_default().trim_end_matches(['了', '共', ' ']);
    let ends = |list: &[&str]| list.iter().any(|w| words.ends_with(w));
    let (down, up) =
        (ends(&["减少", "下降", "降低", "压减"]), ends(&["增加", "增长", "提高", "上升", "净增"]));
    // 由84元提高到89元，拟提高到94元，三年共提高10元: from the first of them.
    let first = a.checked_sub(1).is_none_or(|i| !here(&facts.mentions[i]));
    let last = facts.mentions.get(c + 1).is_none_or(|n| !here(n) || n.sep > Sep::Clause);
    let span = x.year.zip(y.year).map(|(p, q)| p.abs_diff(q)).filter(|n| *n > 0);
    let told = match counted {
        Some(n) => kit::value(n) == span.map(|s| Rat::from_integer(i128::from(s))),
        None => BETWEEN.iter().any(|w| words.contains(w)),
    };
    let countable = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
    let joined = y.sep <= Sep::Clause && m.sep <= Sep::Clause;
    if !(told && span.is_some() && here(x) && here(y) && countable && joined && first && last && down != up) {
        return None;
    }
    // Fewer than before, or more of now than of before.
    let (large, small) = if down == (x.year < y.year) { (a, b) } else { (b, a) };
    Some(minus(facts, c, large, small))
}

/// 当期结余3588.18万元，年初滚存结余31406.82万元，年末滚存结余34995万元.
fn rolled(facts: &Facts, c: MentionId) -> Option<Claim> {
    let m = &facts.mentions[c];
    let named = |i: MentionId, words: &[&str]| {
        let n = &facts.mentions[i];
        let says = |w: &&str| n.label.contains(*w) || kit::last(&n.gap, 12).contains(*w);
        n.label.ends_with("结余") && words.iter().any(says) && is_like(m, n)
    };
    let (start, now) = (["年初", "期初", "上年"], ["当期", "本年", "本期", "当年"]);
    // 支出a，当年结余b。上年末滚存结余c，本年末滚存结余d.
    let near =
        |i: MentionId| facts.mentions[i].para == m.para && facts.mentions[i].sentence + 1 >= m.sentence;
    let told = named(c, &["年末", "期末", "累计", "年底"]) && near(c - 1) && near(c - 2);
    let pair = [(c - 2, c - 1), (c - 1, c - 2)];
    let (a, b) = pair.into_iter().find(|p| told && named(p.0, &start) && named(p.1, &now))?;
    let [of, x, y] = [c, a, b].map(|i| kit::name(&facts.mentions[i]));
    let operands = vec![kit::role(&x, &facts.mentions[a]), kit::role(&y, &facts.mentions[b])];
    Some(
        Claim::new("AMT006", Expr::sum(2), Relation::Sums, operands, kit::role(&of, m))
            .formula(format!("{of} = {x} + {y}"))
            .link(Link::Certain)
            .stance(Stance::Stated)
            .formal(),
    )
}

/// What a year leaves over.
const YEAR_END: &[&str] = &["年末结转", "年末结余", "年终结余", "年终结转", "结转下年", "当年结余"];

/// 全年可用资金合计1735.29万元。全年支出1702.66万元，年末结转32.63万元: of all that there was.
fn year_end(facts: &Facts, c: MentionId) -> Option<Claim> {
    const ALL: &[&str] =
        &["可用资金", "资金合计", "预算合计", "预算总额", "全年预算", "调整后预算", "收入总计", "可用财力"];
    const NEAR: usize = 8;
    let m = &facts.mentions[c];
    let named =
        YEAR_END.iter().any(|w| m.label.starts_with(w)) && !m.rest.trim_start().starts_with(['（', '(']);
    let like = |i: &MentionId| is_like(m, &facts.mentions[*i]) && facts.mentions[*i].para == m.para;
    let outer = |i: &MentionId| facts.totals_of(*i).is_empty() && facts.mentions[*i].stand == Stand::Level;
    let mut before = (c.saturating_sub(NEAR)..c).rev().filter(like).filter(outer);
    let spent = before.next().filter(|_| named)?;
    let s = &facts.mentions[spent];
    let Some(w) = before.next() else { return all_income(facts, c, spent) };
    let whole = &facts.mentions[w];
    let done = ["支出", "实际支出", "执行"].iter().any(|w| s.label.ends_with(w)) && s.general;
    let all = |m: &Mention| ALL.iter().any(|w| m.label.contains(w) || m.before.contains(w));
    let told = done && m.sentence == s.sentence && all(whole) && kit::value(whole) > kit::value(s);
    told.then(|| minus(facts, c, w, spent).link(Link::Likely))
}

/// 收入总计3509.03万元。…支出3453.37万元，年末结转55.66万元: the one total of what came in, in a paragraph before.
fn all_income(facts: &Facts, c: MentionId, spent: MentionId) -> Option<Claim> {
    const PARAS: u32 = 6;
    let (m, s) = (&facts.mentions[c], &facts.mentions[spent]);
    let total = |i: &MentionId| {
        let n = &facts.mentions[*i];
        is_like(m, n) && n.before.contains("收入总计") && n.scope == s.scope && m.para - n.para <= PARAS
    };
    let mut totals = (spent.saturating_sub(FAR * 2)..spent).rev().filter(total);
    let (w, more) = (totals.next()?, totals.next());
    let called = s.general && ["支出", "总支出"].iter().any(|w| s.label.ends_with(w));
    let one =
        more.is_none() && kit::value(&facts.mentions[w]) > kit::value(s) && m.sentence <= s.sentence + 2;
    (called && one).then(|| minus(facts, c, w, spent).link(Link::Likely))
}

/// 年初结转a，加本年收入减本年支出后，年末结转d: the words say what it is made of.
fn told_balance(facts: &Facts, scheme: &Scheme, c: MentionId) -> Option<Claim> {
    let m = &facts.mentions[c];
    let words = m.gap.as_str();
    let told = ["加本年收入", "加当年收入", "加上本年收入"].iter().any(|w| words.contains(w))
        && ["减本年支出", "减当年支出", "减去本年支出"].iter().any(|w| words.contains(w));
    let start = c.checked_sub(1).filter(|&i| told && is_like(m, &facts.mentions[i]))?;
    let whole = |ids: &[&str]| {
        let fits = |i: &MentionId| {
            let n = &facts.mentions[*i];
            let known = kit::attribute(n, scheme).is_some_and(|a| ids.contains(&a));
            known && n.general && n.scope.is_none() && is_like(m, n) && facts.totals_of(*i).is_empty()
        };
        (c.saturating_sub(FAR * 6)..start).rev().find(fits)
    };
    let (income, spent) = (whole(&["income"])?, whole(&["expenditure", "executed"])?);
    let ids = [start, income, spent];
    let operands = ids.map(|i| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i])).into();
    let [x, y, z] = ids.map(|i| kit::name(&facts.mentions[i]));
    let expr = Expr::minus(Expr::sum_of(Expr::Arg(0), Expr::Arg(1)), Expr::Arg(2));
    let of = kit::name(m);
    let claim = Claim::new("AMT006", expr, Relation::Sums, operands, kit::role(&of, m));
    Some(claim.formula(format!("{of} = {x} + {y} − {z}")).link(Link::Likely).stance(Stance::Stated).formal())
}
