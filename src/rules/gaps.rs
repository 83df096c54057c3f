//! Three figures of one unit and a word that says that one lies between the others: 计划460公里。已完成391公里。还需改造69公里;
//! 送审812.5万元，核减48.75万元，审定763.75万元. Claims of AMT006 and CHG002, which count where nothing else stands in the sentence.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};

/// Figures to either side that belong to the sentence.
const NEAR: usize = 12;
/// Digits that a figure needs where its word tells of other things, too.
const TOLD: usize = 3;

/// What says by itself that a figure lies between two others.
const APART: &[&str] = &[
    "相差",
    "差距",
    "前移",
    "后移",
    "还需",
    "尚需",
    "仍需",
    "仍有",
    "还有",
    "尚有",
    "尚余",
    "还差",
    "尚差",
    "尚缺",
    "还缺",
    "余款",
    "尾款",
    "质保金",
    "核减",
    "审减",
    "超预算",
    "超出预算",
    "剩余",
];
/// What says so of a goal, which may stand in the sentence before.
const GOAL: &[&str] = &[
    "超计划",
    "超目标",
    "超任务",
    "超额完成",
    "超额",
    "落后序时",
    "低于序时",
    "高于序时",
    "快于序时",
    "慢于序时",
    "高出目标",
    "高出计划",
    "超出目标",
    "超出计划",
    "少于计划",
    "少于目标",
    "低于计划",
    "高于计划",
    "目标仍差",
    "目标还差",
    "目标尚差",
    "低于目标",
    "高于目标",
    "控制目标",
    "低于控制数",
    "高于控制数",
    "低于控制线",
    "高于控制线",
    "距目标",
    "离目标",
    "距计划",
    "与目标相差",
    "超出合同工期",
    "超合同工期",
    "超出计划工期",
];
/// What a goal is called behind its figure: 低于4.2%的控制目标0.44个百分点.
const BEHIND: &[&str] =
    &["的目标", "的控制目标", "的目标值", "的计划目标", "的预期目标", "的考核目标", "的控制线"];
/// What a goal is called.
const PLANS: &[&str] = &["目标", "计划", "任务", "序时"];
/// What says so of a change, a saving or a rest.
const CHANGED: &[&str] = &[
    "增加", "减少", "增长", "下降", "提高", "降低", "上升", "多出", "多", "少", "超", "节约", "节省", "节余",
    "结余", "净增", "净减", "压减", "提升",
];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let told: Vec<Claim> = (0..facts.mentions.len()).filter_map(|id| claim(facts, id)).collect();
    out.claims.extend(told);
}

fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let kinds = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure | Kind::Score | Kind::Point);
    let words = m.before.trim_end_matches(['了', '为', ' ']);
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    let before = id.checked_sub(1).map(|i| &facts.mentions[i]).filter(|n| n.sentence == m.sentence);
    let apart =
        |n: &Mention| ["低于", "高于", "高出", "超出", "超过", "超"].iter().any(|w| n.before.ends_with(w));
    let goal = has(GOAL) || BEHIND.contains(&words) && before.is_some_and(apart);
    let sure = has(APART) || goal;
    let named = words.contains(['比', '较']) && m.term.unit == "天";
    let changed = has(CHANGED) && (m.term.told() >= TOLD || named) || names(words).is_some();
    if !kinds
        || !(sure || changed)
        || m.cell.is_some()
        || !kit::exact(m)
        || m.gap.contains("其中")
        || m.gap.contains("原因")
    {
        return None;
    }
    let base = |n: &Mention| if n.kind == Kind::Percent { "个百分点".to_owned() } else { n.base.clone() };
    let here = |i: &MentionId| facts.mentions[*i].sentence == m.sentence;
    let alike = |i: &MentionId| base(&facts.mentions[*i]) == base(m) && *i != id;
    let before = (id.saturating_sub(NEAR)..id).filter(here);
    let behind = (id + 1..facts.mentions.len().min(id + NEAR)).filter(here);
    let mut others: Vec<MentionId> = before.chain(behind).filter(alike).collect();
    if goal && others.len() != 2 {
        others = goal_and_actual(facts, id, &alike)?;
    }
    // 余额31.26亿元，其中…；限额33.50亿元，余额低于限额2.24亿元: of more, the two that are called so.
    if others.len() > 2
        && let Some((p, q)) = names(words)
    {
        let called = |name: &str| {
            let mut found = others.iter().filter(|i| facts.mentions[**i].label.ends_with(name));
            found.next().copied().filter(|_| found.next().is_none())
        };
        let (p, q) = (called(p)?, called(q)?);
        others = vec![p.min(q), p.max(q)];
    }
    let &[a, b] = others.as_slice() else { return None };
    let [x, y] = [a, b].map(|i| &facts.mentions[i]);
    // 核减 may stand between its two; what is left stands behind them.
    let placed = b < id || a < id && ["核减", "审减"].iter().any(|w| words.ends_with(w));
    let plain = [x, y].iter().all(|n| {
        (kit::exact(n) || goal && is_goal(n) && !n.range) && n.cell.is_none() && n.kind != Kind::Point
    });
    let depth = x.depth == y.depth && y.depth == m.depth;
    // 按每100名学生配备1名工勤人员的要求，尚缺19人: a standard.
    let each = [x, y].iter().any(|n| n.before.contains('每'));
    // 减少1.32万元，其中甲减少0.80万元，乙增加0.52万元: changes have their directions.
    let each = each || [x, y].iter().all(|n| n.stand == Stand::Change) && m.stand == Stand::Change;
    if !placed || !plain || !depth || each || !is_of_these(m, [x, y]) || kit::value(x) == kit::value(y) {
        return None;
    }
    let [more, less] = if kit::value(x) > kit::value(y) { [x, y] } else { [y, x] };
    // 低于4.2%的控制目标0.34个百分点.
    let called = |n: &Mention| if is_behind(n) { "目标".to_owned() } else { kit::name(n) };
    let name = if BEHIND.contains(&words) { "与目标之差".to_owned() } else { kit::name(m) };
    let (p, q) = (called(more), called(less));
    let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
    let mut operands = vec![kit::role(&p, more), kit::role(&q, less)];
    operands.iter_mut().filter(|_| goal).flat_map(|r| &mut r.candidates).for_each(kit::plain);
    let rule = if m.kind == Kind::Point { "CHG002" } else { "AMT006" };
    let claim = Claim::new(rule, expr, Relation::Sums, operands, kit::role(&name, m));
    let claim = if m.kind == Kind::Point { claim.severity(Severity::Warning) } else { claim };
    let claim = claim.formula(format!("{name} = {p} − {q}")).link(Link::Likely);
    // 支出1204.33万元，比年初预算1150.00万元多54.33万元: right behind the one that it is set against.
    let against = id.checked_sub(1).filter(|&i| i == b && m.sep == Sep::None).map(|i| &facts.mentions[i]);
    let against = against.is_some_and(|n| n.before.starts_with(['比', '较']) || n.before.starts_with("与"));
    let right = against && ["多", "少", "多支", "少支", "超", "节约", "超支"].contains(&words);
    if right && a + 2 == id && x.stand == Stand::Level {
        return Some(claim.stance(Stance::Stated).formal());
    }
    if are_named(words, [x, y]) {
        return Some(claim.stance(Stance::Stated).formal());
    }
    // One of the two is the goal that the words name.
    let told = goal && is_goal(x) != is_goal(y) && [x, y].iter().all(|n| n.stand != Stand::Previous);
    Some(if told { claim.stance(Stance::Stated).formal() } else { claim.stance(Stance::Optional) })
}

/// 实际工期比合同工期多, 余额低于限额: the two names that the words set apart.
fn names(words: &str) -> Option<(&str, &str)> {
    let long = |name: &str| name.chars().count() >= 2;
    let apart = ["低于", "高于", "少于", "多于", "超过"].iter().find_map(|w| words.split_once(w));
    if let Some(pair) = apart.filter(|(a, b)| long(a) && long(b)) {
        return Some(pair);
    }
    let (a, rest) = words.split_once(['比', '较'])?;
    let b = CHANGED.iter().chain(&["长", "短", "高", "低"]).find_map(|w| rest.strip_suffix(w))?;
    (long(a) && long(b)).then_some((a, b))
}

/// 实际工期比合同工期多10天: both by their whole names.
fn are_named(words: &str, pair: [&Mention; 2]) -> bool {
    let [x, y] = pair;
    let is = |m: &Mention, name: &str| m.label.ends_with(name);
    names(words).is_some_and(|(a, b)| is(x, a) && is(y, b) || is(y, a) && is(x, b))
}

/// Called a goal: 年度目标30场, 92%的目标.
fn is_goal(m: &Mention) -> bool {
    let called = PLANS.iter().any(|w| m.gap.contains(w))
        || ["控制在", "合同工期", "约定工期"].iter().any(|w| m.gap.contains(w));
    called || is_behind(m)
}

fn is_behind(m: &Mention) -> bool {
    BEHIND.iter().any(|w| m.after.starts_with(w))
}

/// 执行进度43.5%，序时进度50%。落后序时进度6.5个百分点; 由84%提高到89.2%，与92%的目标仍差2.8个百分点: the last two before it, of which one is the goal.
fn goal_and_actual(
    facts: &Facts,
    id: MentionId,
    alike: &dyn Fn(&MentionId) -> bool,
) -> Option<Vec<MentionId>> {
    const PARAS: u32 = 1;
    let m = &facts.mentions[id];
    let near = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.para + PARAS >= m.para && n.sentence + 2 >= m.sentence && n.section == m.section && n.cell.is_none()
    };
    // 超上级任务110户: by how much it is more than another goal.
    let apart = |i: &MentionId| {
        ["超", "少", "差", "比", "较"].iter().any(|w| facts.mentions[*i].before.starts_with(w))
    };
    let mut back = (id.saturating_sub(NEAR)..id).rev().take_while(near).filter(alike).filter(|i| !apart(i));
    let (b, a) = (back.next()?, back.next()?);
    let goal = |i: MentionId| is_goal(&facts.mentions[i]);
    // Of another figure of last year, and of a third beside them, is not told.
    let alone =
        back.next().is_none_or(|c| facts.mentions[c].sentence < facts.mentions[a].sentence || goal(b));
    let level = [a, b].iter().all(|&i| facts.mentions[i].stand != Stand::Change);
    // 目标不低于90%: the bound is what it is compared with.
    let exact = [a, b].iter().all(|&i| kit::exact(&facts.mentions[i]) || goal(i) && !facts.mentions[i].range);
    let level = level && exact;
    // 离95%的目标尚差3.1个百分点: how far it came is told elsewhere.
    let here = |i: MentionId| facts.mentions[i].sentence == m.sentence;
    let alone = alone && !(goal(b) && here(b) && !here(a));
    (goal(a) != goal(b) && alone && level).then(|| vec![a, b])
}

/// 比上年减少, 比计划多: of a figure that is called so.
pub(super) fn is_of_these(m: &Mention, pair: [&Mention; 2]) -> bool {
    const CALLED: &[&str] = &["预算", "计划", "目标", "任务", "合同", "控制价", "限价"];
    let words = m.before.rsplit(['，', ',']).next().unwrap_or_default();
    const EARLIER: &[&str] = &["上年", "去年", "同期", "上期", "上月"];
    let says = |words: &str| EARLIER.iter().any(|w| words.contains(w));
    let last = says(words);
    let earlier = |n: &Mention| n.stand == Stand::Previous || says(&n.gap);
    let years = pair[0].year.zip(pair[1].year).is_some_and(|(a, b)| a != b);
    let named = CALLED.iter().find(|w| words.contains(**w));
    let called = named.is_none_or(|w| {
        let words = if PLANS.contains(w) { PLANS } else { std::slice::from_ref(w) };
        pair.iter().any(|n| words.iter().any(|w| n.gap.contains(w)) || is_goal(n))
    });
    called && (!last || years || pair.into_iter().any(earlier))
}
