//! By what share the second of two figures lies below the first, or differs from it: 送审1150万元，审定1058万元，审减率8%. Claims of EXE002.

use super::exe002_named_rate::alike;
use super::kit;
use crate::facts::{Facts, Mention, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num::{self, Rat};
use num_traits::Signed;

/// 送审1150万元，审定1058万元，核减92万元，审减率8%; 由310万千瓦时降到217万千瓦时，节电率30%; 上年度16.00万元，本年度14.80万元，变动率-7.5%:
/// how far the second is from the first, which stand right before it and say that they are what was and what is.
pub(super) fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    /// Names of the rate, and words of the two figures.
    type Pair = (&'static [&'static str], &'static [&'static str], &'static [&'static str]);
    const FELL: &[&str] = &["降到", "降至", "降为", "减至", "减到", "减少到", "减少至", "下降到", "下降至"];
    const PAIRS: &[Pair] = &[
        (&["审减率", "核减率"], &["送审", "报审", "合同价", "合同金额"], &["审定", "核定"]),
        (&["下浮率", "下浮"], &["限价", "控制价", "预算"], &["中标", "成交", "报价"]),
        (&["节电率", "节水率", "节能率", "压减率", "减量"], &["由", "从"], FELL),
        (&["变动率"], &["上年", "去年"], &["本年", "今年", "当年"]),
    ];
    const GAP: &[&str] = &["核减", "审减", "节约", "下浮", "压减", "减少"];
    let r = &facts.mentions[id];
    let words = r.before.trim_end_matches(['为', '达', '了', ' ']);
    let (_, was, is) = PAIRS.iter().find(|p| p.0.iter().any(|w| words.ends_with(w)))?;
    let gap = |i: MentionId| GAP.iter().any(|w| facts.mentions[i].label.contains(w));
    let second = id.checked_sub(1).and_then(|i| if gap(i) { i.checked_sub(1) } else { Some(i) })?;
    let first = second.checked_sub(1)?;
    let [x, y] = [first, second].map(|i| &facts.mentions[i]);
    let here = [x, y].iter().all(|m| m.sentence == r.sentence && m.depth == r.depth && alike(x, m));
    let says = |m: &Mention, list: &[&str]| list.iter().any(|w| m.gap.contains(w));
    // 送审价318万元、审定价300万元，中标291万元: of which of the two is not said.
    let third = first.checked_sub(1).map(|i| &facts.mentions[i]);
    let third = third.is_some_and(|n| n.sentence == r.sentence && alike(x, n) && is_below(n, y, r));
    // 电费由33.8万元降到26.1万元，节电率: of what was used, and not of the money.
    let money = x.kind == Kind::Amount && ["节电", "节水", "节能", "减量"].iter().any(|w| words.contains(w));
    let varies = words.ends_with("变动率");
    let falls = varies || kit::value(y) < kit::value(x);
    if !here || third || money || !falls || r.sep > Sep::Clause || !says(x, was) || !says(y, is) {
        return None;
    }
    let (a, b, name) = (kit::name(x), kit::name(y), kit::name(r));
    let (one, two) = (Expr::Arg(0), Expr::Arg(1));
    let (change, text) = match varies {
        true => (Expr::minus(two, one.clone()), format!("{b} − {a}")),
        false => (Expr::minus(one.clone(), two), format!("{a} − {b}")),
    };
    let operands = vec![kit::role(&a, x), kit::role(&b, y)];
    let expr = Expr::percent(change, one);
    let claim = Claim::new("EXE002", expr, Relation::Rounds, operands, kit::role(&name, r)).formal();
    let claim = claim.formula(format!("{name} =（{text}）÷ {a}")).link(Link::Likely);
    Some(claim.stance(Stance::Stated).group(kit::rate_group(id)))
}

/// How far the second lies below the first is the rate, but for its last place.
fn is_below(first: &Mention, second: &Mention, rate: &Mention) -> bool {
    let close = || {
        let (a, b, q) = (kit::value(first)?, kit::value(second)?, rate.term.quantity()?);
        let exact = num::mul(num::div(num::sub(a, b)?, a)?, Rat::from_integer(100))?;
        Some(num::sub(exact, q.value)?.abs() <= q.step)
    };
    close().unwrap_or(false)
}
