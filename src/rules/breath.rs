//! Differences told in one breath: a plan, what came of it, and by how much the two differ, one behind the other.
//! Claims of AMT006.

use super::{kit, rest};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};

/// What the words say of the first figure, of the second and of what sets them apart.
struct Told {
    /// The last one opens with one of these.
    gap: &'static [&'static str],
    first: &'static [&'static str],
    second: &'static [&'static str],
    /// The second one is the larger.
    over: bool,
}

const PLAN: &[&str] = &[
    "预算",
    "控制数",
    "限价",
    "控制价",
    "概算",
    "计划",
    "目标",
    "核定",
    "批复",
    "合同工期",
    "计划工期",
    "约定工期",
];
const PRICE: &[&str] =
    &["中标", "成交", "结算", "决算", "实际", "支出", "审定", "合同", "采购", "投资", "使用", "签约"];
const PATTERNS: &[Told] = &[
    Told {
        gap: &[
            "较预算节约",
            "比预算节约",
            "较控制价节约",
            "比控制价节约",
            "较计划节约",
            "较概算节约",
            "较预算控制数节约",
            "较预算结余",
            "较合同约定提前",
            "比合同约定提前",
            "较计划提前",
            "比计划提前",
            "较合同工期提前",
            "比合同工期提前",
        ],
        first: PLAN,
        second: PRICE,
        over: false,
    },
    Told {
        gap: &["超出预算", "超预算", "超支", "超概算", "超出控制", "超出概算", "超出目标", "超出指标"],
        first: &["预算", "控制", "限额", "不超过", "概算", "目标", "指标"],
        second: PRICE,
        over: true,
    },
    Told {
        gap: &["尚未使用", "未使用", "尚未支付", "尚未支出", "尚未拨付", "未支付", "未支出"],
        first: &["下达", "安排", "到位", "预算", "共", "总", "批复", "拨入", "筹集"],
        second: &["已用", "支出", "支付", "使用", "拨付", "用于"],
        over: false,
    },
    Told {
        gap: &["尚欠", "未付", "尚欠付", "尚未付"],
        first: &["投资", "合同", "结算", "应付", "总价", "审定", "产值"],
        second: &["已支付", "已付", "累计支付", "支付"],
        over: false,
    },
    Told {
        gap: &["尚缺", "缺", "还缺", "空缺", "缺编", "空编", "缺额"],
        first: &["拟", "计划", "核定", "编制", "应", "需"],
        second: &["实际", "实有", "现有", "已", "在编", "在岗", "招录"],
        over: false,
    },
    Told {
        gap: &["未完成的", "未完成", "未达到的", "未达标的", "未达到", "未达标", "未达到目标值的"],
        first: &["共", "设置", "指标", "任务", "计划", "个"],
        second: &["完成", "达到", "达标"],
        over: false,
    },
];

pub(super) fn told(facts: &Facts, c: MentionId) -> Option<Claim> {
    years(facts, c).or_else(|| both(facts, c)).or_else(|| pattern(facts, c)).or_else(|| course(facts, c))
}

/// 年初在职58人，招录3人、安置1人，调出2人、退休4人，年末在职56人: what there was, what came and went one behind the other, and
/// what is left.
fn course(facts: &Facts, c: MentionId) -> Option<Claim> {
    const MOST: usize = 8;
    const START: &[&str] = &["年初", "期初", "上年末"];
    const END: &[&str] = &["年末", "期末"];
    const CAME: &[&str] = &[
        "收入", "招录", "新进", "安置", "新增", "新购", "购置", "增加", "调入", "转入", "拨入", "新招",
        "招聘", "引进",
    ];
    const WENT: &[&str] =
        &["支出", "调出", "退休", "报废", "减少", "核销", "处置", "辞职", "死亡", "转出", "辞退", "离职"];
    let m = &facts.mentions[c];
    let has = |n: &Mention, list: &[&str]| list.iter().any(|w| n.gap.contains(w));
    let here = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.sentence == m.sentence && n.depth == m.depth && alike(m, n) && kit::exact(n)
    };
    let run: Vec<MentionId> = (c.saturating_sub(MOST)..c).rev().take_while(here).collect();
    let start = run.iter().position(|&i| has(&facts.mentions[i], START))?;
    let mut steps: Vec<MentionId> = run[..start].to_vec();
    steps.reverse();
    let sign = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let plain = !["其中", "结转", "结余", "总计", "合计", "总额"].iter().any(|w| n.gap.contains(w));
        (has(n, CAME) != has(n, WENT) && plain).then(|| has(n, CAME))
    };
    let signs: Vec<bool> = steps.iter().map(sign).collect::<Option<_>>()?;
    let mixed = rest::is_mixed(facts, c) && ["另", "收回", "核减"].iter().any(|w| m.rest.contains(w));
    // Something came and something went.
    let both = signs.contains(&true) && signs.contains(&false);
    if !both || !has(m, END) || steps.len() < 2 || !kit::exact(m) || mixed || has(m, &["其中", "平均"]) {
        return None;
    }
    let ids = [run[start]].into_iter().chain(steps.iter().copied());
    let operands = ids.map(|i| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i])).collect();
    let (mut expr, mut words) = (Expr::Arg(0), kit::name(&facts.mentions[run[start]]));
    for (k, up) in signs.iter().enumerate() {
        let arg = Expr::Arg(k + 1);
        expr = if *up { Expr::sum_of(expr, arg) } else { Expr::minus(expr, arg) };
        words.push_str(if *up { " + " } else { " − " });
        words.push_str(&kit::name(&facts.mentions[steps[k]]));
    }
    let of = kit::name(m);
    let claim = Claim::new("AMT006", expr, Relation::Sums, operands, kit::role(&of, m));
    Some(claim.formula(format!("{of} = {words}")).link(Link::Likely).stance(Stance::Stated).formal())
}

fn alike(m: &Mention, n: &Mention) -> bool {
    const DAYS: &[&str] = &["天", "日", "日历天"];
    let days = DAYS.contains(&m.term.unit.as_str()) && DAYS.contains(&n.term.unit.as_str());
    (n.base == m.base && n.kind == m.kind || days) && n.cell.is_none() && !n.range
}

/// The words that a figure's own clause opens with.
fn opens(m: &Mention) -> &str {
    m.gap.rsplit(['，', ',']).next().unwrap_or_default().trim()
}

/// 预算控制数95.00万元，中标价89.30万元，较预算节约5.70万元.
fn pattern(facts: &Facts, c: MentionId) -> Option<Claim> {
    let (a, b) = (c.checked_sub(2)?, c - 1);
    let [x, y, m] = [a, b, c].map(|i| &facts.mentions[i]);
    let words = opens(m).trim_end_matches(['为', '有', '了', '共']);
    let says = |n: &Mention, list: &[&str]| list.iter().any(|w| n.gap.contains(w));
    let found = PATTERNS.iter().find(|p| p.gap.contains(&words) && says(x, p.first) && says(y, p.second))?;
    let breath =
        [y, m].iter().all(|n| n.sentence == m.sentence && n.sep <= Sep::Clause && n.depth == m.depth);
    let breath = breath && x.sentence == m.sentence && x.depth == m.depth && alike(m, x) && alike(m, y);
    // More of its kind in the sentence: a third sort, another budget.
    let more = |i: usize| facts.mentions.get(i).is_some_and(|n| n.sentence == m.sentence && alike(m, n));
    let single = !more(c + 1) && !a.checked_sub(1).is_some_and(more);
    let aside =
        ["上年", "结转", "另", "追加", "调整"].iter().any(|w| [y, m].iter().any(|n| n.gap.contains(w)));
    let left = words.contains(['未', '余']);
    let exact = kit::exact(y) && kit::exact(m) && !(left && rest::is_mixed(facts, c));
    let ordered = (kit::value(x) > kit::value(y)) != found.over && kit::value(x) != kit::value(y);
    let level = [x, y].iter().all(|n| !matches!(n.stand, Stand::Average | Stand::Change));
    let (large, small) = if found.over { (b, a) } else { (a, b) };
    (breath && single && !aside && exact && ordered && level).then(|| minus(facts, c, large, small))
}

/// 2022年末41236人，2023年末为40819人，一年间减少417人: the same figure of two years, and the change between.
fn years(facts: &Facts, c: MentionId) -> Option<Claim> {
    // 一年间 is a figure of its own.
    let b = if facts.mentions[c - 1].term.unit == "年" { c - 2 } else { c - 1 };
    let a = b.checked_sub(1)?;
    let [x, y, m] = [a, b, c].map(|i| &facts.mentions[i]);
    let words = opens(m).trim_end_matches(['了', '共', '约']);
    let between =
        ["间", "一年", "两年", "三年", "期间", "年内", "净", "累计", "共"].iter().any(|w| words.contains(w));
    let down = ["减少", "下降", "降低", "压减"].iter().any(|w| words.ends_with(w));
    let up = ["增加", "增长", "提高", "上升", "净增"].iter().any(|w| words.ends_with(w));
    let here =
        [x, y].iter().all(|n| n.sentence == m.sentence && alike(m, n) && kit::exact(n) && n.depth == m.depth);
    // 由84元提高到89元，拟提高到94元，三年共提高10元: from the first of them.
    let more = a
        .checked_sub(1)
        .is_some_and(|i| facts.mentions[i].sentence == m.sentence && alike(m, &facts.mentions[i]));
    let dated = !more && x.year.zip(y.year).is_some_and(|(p, q)| p != q);
    let apart = facts
        .mentions
        .get(c + 1)
        .is_none_or(|n| n.sentence != m.sentence || !alike(m, n) || n.sep > Sep::Clause);
    let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure) && kit::exact(m);
    let (large, small) = match (down, up, x.year < y.year) {
        (true, false, true) | (false, true, false) => (a, b),
        (true, false, false) | (false, true, true) => (b, a),
        _ => return None,
    };
    (between && here && dated && apart && counted && y.sep <= Sep::Clause && m.sep <= Sep::Clause)
        .then(|| minus(facts, c, large, small))
}

/// 自评得分96.2分，财政复核得分91.7分，两者相差4.5分.
fn both(facts: &Facts, c: MentionId) -> Option<Claim> {
    const SET: &[&str] =
        &["两者相差", "二者相差", "两者差距", "两者差额", "二者差额", "两者相差为", "两者差距为"];
    let (a, b) = (c.checked_sub(2)?, c - 1);
    let [x, y, m] = [a, b, c].map(|i| &facts.mentions[i]);
    let percent = m.kind == Kind::Point && x.kind == Kind::Percent && y.kind == Kind::Percent;
    let alike = percent || alike(m, x) && alike(m, y);
    let here = [x, y].iter().all(|n| n.sentence == m.sentence && kit::exact(n)) && kit::exact(m);
    let (large, small) = if kit::value(x) >= kit::value(y) { (a, b) } else { (b, a) };
    (SET.contains(&opens(m)) && alike && here && m.sep <= Sep::Clause && y.sep <= Sep::Clause)
        .then(|| minus(facts, c, large, small))
}

fn minus(facts: &Facts, c: MentionId, whole: MentionId, part: MentionId) -> Claim {
    let [c, whole, part] = [c, whole, part].map(|i| &facts.mentions[i]);
    let [of, x, y] = [c, whole, part].map(kit::name);
    let mut operands = vec![kit::role(&x, whole), kit::role(&y, part)];
    // 不超过42万元 is the limit that was passed.
    operands.iter_mut().flat_map(|r| &mut r.candidates).for_each(kit::plain);
    let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
    Claim::new("AMT006", expr, Relation::Sums, operands, kit::role(&of, c))
        .formula(format!("{of} = {x} − {y}"))
        .link(Link::Certain)
        .stance(Stance::Stated)
        .formal()
}
