//! Three figures of one unit and a word that says that one lies between the others: 计划460公里。已完成391公里。还需改造69公里;
//! 送审812.5万元，核减48.75万元，审定763.75万元. Claims of AMT006 and CHG002, which count where nothing else stands in the sentence.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
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
    "低于目标",
    "高于目标",
    "剩余",
];
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
    let sure = has(APART);
    let changed = has(CHANGED) && m.term.told() >= TOLD;
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
    let others: Vec<MentionId> = before.chain(behind).filter(alike).collect();
    let &[a, b] = others.as_slice() else { return None };
    let [x, y] = [a, b].map(|i| &facts.mentions[i]);
    // 核减 may stand between its two; what is left stands behind them.
    let placed = b < id || a < id && ["核减", "审减"].iter().any(|w| words.ends_with(w));
    let plain = [x, y].iter().all(|n| kit::exact(n) && n.cell.is_none() && n.kind != Kind::Point);
    let depth = x.depth == y.depth && y.depth == m.depth;
    // 按每100名学生配备1名工勤人员的要求，尚缺19人: a standard.
    let each = [x, y].iter().any(|n| n.before.contains('每'));
    // 减少1.32万元，其中甲减少0.80万元，乙增加0.52万元: changes have their directions.
    let each = each || [x, y].iter().all(|n| n.stand == Stand::Change) && m.stand == Stand::Change;
    if !placed || !plain || !depth || each || !is_of_these(m, [x, y]) || kit::value(x) == kit::value(y) {
        return None;
    }
    let [more, less] = if kit::value(x) > kit::value(y) { [x, y] } else { [y, x] };
    let (p, q, name) = (kit::name(more), kit::name(less), kit::name(m));
    let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
    let operands = vec![kit::role(&p, more), kit::role(&q, less)];
    let rule = if m.kind == Kind::Point { "CHG002" } else { "AMT006" };
    let claim = Claim::new(rule, expr, Relation::Sums, operands, kit::role(&name, m));
    let claim = if m.kind == Kind::Point { claim.severity(Severity::Warning) } else { claim };
    Some(claim.formula(format!("{name} = {p} − {q}")).stance(Stance::Optional).link(Link::Likely))
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
    let called = named.is_none_or(|w| pair.iter().any(|n| n.gap.contains(w)));
    called && (!last || years || pair.into_iter().any(earlier))
}
