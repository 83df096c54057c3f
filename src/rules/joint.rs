//! Rates whose base is no single figure: 上年结转a，本年预算b，支出c，执行率R%. A reading of EXE001 that only counts where it
//! holds; what it bears out is then no mistake of another reading.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num;

/// Figures before a rate that are looked at.
const BACK: usize = 10;
/// What was there, in two parts: money, things in store, applicants.
const SOURCE: &[&str] = &[
    "预算", "资金", "结转", "结余", "追加", "调增", "增加", "新增", "下达", "到位", "拨款", "安排", "收入",
    "自筹", "配套", "补助", "债券", "筹资", "批复", "上年", "年初", "库存", "购入", "受理", "申请", "城镇",
    "农村", "类", "款", "登记", "应收", "问卷",
];
/// What came of it.
const SPENT: &[&str] = &[
    "支出", "执行", "支付", "使用", "拨付", "决算", "完成", "办结", "结案", "发放", "收回", "采购", "参保",
    "就业", "实施",
];
/// What was taken out of it again.
const LESS: &[&str] = &["撤回", "核减", "收回", "退出", "调减"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, r) in facts.mentions.iter().enumerate() {
        if r.kind == Kind::Percent && r.cell.is_none() && kit::exact(r) {
            out.claims.extend(joint(facts, id));
        }
    }
}

fn joint(facts: &Facts, rate: MentionId) -> Option<Claim> {
    let r = &facts.mentions[rate];
    let here = |i: &MentionId| {
        let m = &facts.mentions[*i];
        m.sentence == r.sentence && m.cell.is_none() && kit::exact(m) && m.stand != Stand::Average
    };
    // 基本支出预算a，执行b，执行率R%；项目支出预算c，执行d，执行率S%: each rate has its own.
    let own = |i: &MentionId| facts.mentions[*i].kind != Kind::Percent;
    let near: Vec<MentionId> = (rate.saturating_sub(BACK)..rate).rev().take_while(own).filter(here).collect();
    let says = |i: MentionId, words: &[&str]| words.iter().any(|w| facts.mentions[i].before.contains(w));
    let counted = |m: &Mention| matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
    let parts = near.iter().copied().filter(|&i| counted(&facts.mentions[i]) && says(i, SPENT)).take(2);
    let triples = parts.flat_map(|p| {
        let base = facts.mentions[p].base.as_str();
        let like = move |i: &MentionId| *i != p && facts.mentions[*i].base == base;
        let wholes: Vec<MentionId> = near.iter().copied().filter(like).collect();
        let pairs =
            wholes.iter().enumerate().flat_map(|(k, &b)| wholes[k + 1..].iter().map(move |&a| (a, b)));
        pairs.map(move |(a, b)| (p, a, b)).collect::<Vec<_>>()
    });
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let (part, a, b, less) = triples.filter(|&(_, a, _)| says(a, SOURCE)).find_map(|(p, a, b)| {
        let less = says(b, LESS);
        let base = if less { num::sub(value(a)?, value(b)?)? } else { num::add(value(a)?, value(b)?)? };
        let exact = num::mul(num::div(value(p)?, base)?, num::Rat::from_integer(100))?;
        let held = num::half_up(exact, r.term.places) == value(rate) && (less || says(b, SOURCE));
        held.then_some((p, a, b, less))
    })?;
    let [p, x, y] = [part, a, b].map(|i| &facts.mentions[i]);
    let (np, nx, ny) = (kit::name(p), kit::name(x), kit::name(y));
    let whole =
        if less { Expr::minus(Expr::Arg(1), Expr::Arg(2)) } else { Expr::sum_of(Expr::Arg(1), Expr::Arg(2)) };
    let operands = vec![kit::role(&np, p), kit::role(&nx, x), kit::role(&ny, y)];
    let claim = Claim::new(
        "EXE001",
        Expr::percent(Expr::Arg(0), whole),
        Relation::Rounds,
        operands,
        kit::role(&kit::name(r), r),
    );
    let sign = if less { '−' } else { '+' };
    let claim = claim.formula(format!("{} = {np} ÷（{nx} {sign} {ny}）", kit::name(r)));
    Some(claim.link(Link::Likely).stance(Stance::Reading).group(kit::rate_group(rate)))
}
