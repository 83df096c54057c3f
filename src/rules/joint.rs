//! Rates whose base is no single figure: 上年结转a，本年预算b，支出c，执行率R%, a reading of EXE001 that only counts where it holds,
//! so that what it bears out is no mistake of another reading; and rates of a total that what was spent and what is
//! left make.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
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

/// What was not.
const LEFT: &[&str] = &["结余", "结转", "剩余", "未支付", "未支出", "未使用", "尚余", "尚未"];
/// Rates of what was spent.
const NAMES: &[&str] = &["执行率", "支付率", "使用率", "支出率", "支出进度", "执行进度"];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, r) in facts.mentions.iter().enumerate() {
        if r.kind == Kind::Percent && r.cell.is_none() && kit::exact(r) {
            out.claims.extend(joint(facts, id));
            out.claims.extend(balanced(facts, id));
            if NAMES.iter().any(|n| r.label.ends_with(n)) {
                out.claims.extend(with_rest(facts, id));
                out.claims.extend(that_is(facts, id));
            }
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

/// 全年可用资金3928.53万元，实际支出3727.00万元，年末结转201.53万元。预算执行率94.87%: what was spent and what is left make a printed
/// total, which the rate is of.
fn balanced(facts: &Facts, rate: MentionId) -> Option<Claim> {
    const PLAIN: &[&str] =
        &["", "预算", "资金", "预算资金", "全年预算", "项目资金", "专项资金", "整体", "总体", "资金支付"];
    const TOLD: usize = 3;
    const NEAR: usize = 8;
    const FAR: usize = 40;
    let r = &facts.mentions[rate];
    let name = NAMES.iter().find_map(|n| r.label.strip_suffix(n))?;
    if !PLAIN.contains(&name) || r.term.told() < TOLD || r.stand != Stand::Level {
        return None;
    }
    let says = |i: MentionId, words: &[&str]| words.iter().any(|w| facts.mentions[i].before.contains(w));
    let near = |i: MentionId| {
        let m = &facts.mentions[i];
        i.abs_diff(rate) <= NEAR && m.para == r.para && m.sentence.abs_diff(r.sentence) <= 1
    };
    let from = facts.tallies.partition_point(|t| t.total + FAR < rate);
    let mut all = facts.tallies[from..].iter().take_while(|t| t.total <= rate + NEAR).filter_map(|t| {
        let &[a, b] = t.parts.as_slice() else { return None };
        let (spent, left) = if says(a, LEFT) { (b, a) } else { (a, b) };
        let told = says(left, LEFT) && !says(spent, LEFT) && says(spent, SPENT);
        (told && near(spent) && near(left)).then_some((spent, t.total))
    });
    let (spent, total) = all.next().filter(|_| all.next().is_none())?;
    // 危房改造支出a，执行率R；人居环境支出b，执行率S: each has its own, and so has a part of what was spent.
    let around = rate.saturating_sub(NEAR)..(rate + NEAR).min(facts.mentions.len());
    let another = |i: MentionId| {
        let m = &facts.mentions[i];
        i != rate && m.kind == Kind::Percent && m.para == r.para && NAMES.iter().any(|n| m.label.ends_with(n))
    };
    let between = spent + 1..rate.max(spent + 1);
    let part = |i: MentionId| facts.mentions[i].base == facts.mentions[spent].base && says(i, SPENT);
    if spent > rate
        || around.into_iter().any(another)
        || between.into_iter().any(|i| part(i) && !says(i, LEFT))
    {
        return None;
    }
    let [p, w] = [spent, total].map(|i| &facts.mentions[i]);
    // A budget has a rule of its own.
    if w.label.contains("预算") {
        return None;
    }
    let (np, nw) = (kit::name(p), kit::name(w));
    let operands = vec![kit::role(&np, p), kit::role(&nw, w)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&kit::name(r), r));
    let claim = claim.formula(format!("{} = {np} ÷ {nw}", kit::name(r)));
    Some(claim.stance(Stance::Stated).link(Link::Likely).group(kit::rate_group(rate)))
}

/// 实际支出2253.6万元，预算执行率97.56%，年末结余56.4万元: what was spent and what is left make what there was.
fn with_rest(facts: &Facts, rate: MentionId) -> Option<Claim> {
    let r = &facts.mentions[rate];
    let (p, left) = (&facts.mentions[rate.checked_sub(1)?], facts.mentions.get(rate + 1)?);
    let money = |m: &Mention| {
        m.kind == Kind::Amount && m.sentence == r.sentence && kit::exact(m) && m.stand == Stand::Level
    };
    let spent = SPENT.iter().any(|w| p.label.ends_with(w)) && r.sep <= Sep::Clause;
    let rest = LEFT.iter().any(|w| left.label.contains(w)) && left.sep <= Sep::Clause && p.base == left.base;
    // A budget before them decides.
    let other = |m: &Mention| m.sentence == r.sentence && m.base == p.base;
    // 结余10万元，财政收回20万元; 结余36万元（其中上年结余6万元）: it is not all that was left, or more.
    let next = facts.mentions.get(rate + 2).filter(|n| n.sentence == r.sentence && n.base == p.base);
    if next.is_some() {
        return None;
    }
    let told = r.gap.contains('÷') || super::exe001_rate::told_base(r).is_some();
    let alone = !told && (rate < 2 || !other(&facts.mentions[rate - 2]));
    if !(money(p) && money(left) && spent && rest && alone) {
        return None;
    }
    let (a, b, name) = (kit::name(p), kit::name(left), kit::name(r));
    let expr = Expr::percent(Expr::Arg(0), Expr::sum(2));
    let operands = vec![kit::role(&a, p), kit::role(&b, left)];
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&name, r));
    let claim = claim.formula(format!("{name} = {a} ÷（{a} + {b}）")).link(Link::Likely);
    Some(claim.stance(Stance::Optional).group(kit::rate_group(rate)))
}

/// 执行率达到92.73%，即到位的864.20万元资金中已支出801.37万元: what the rate is of is told behind it.
fn that_is(facts: &Facts, rate: MentionId) -> Option<Claim> {
    let [r, b, a] = [rate, rate + 1, rate + 2].map(|i| facts.mentions.get(i));
    let (r, b, a) = (r?, b?, a?);
    let words = b.gap.trim_start_matches(['，', ',', '（', '(', ' ']);
    let alike = a.kind == Kind::Amount && b.kind == Kind::Amount && kit::exact(a) && kit::exact(b);
    let spent =
        ["已", "实际"].iter().any(|w| a.gap.contains(w)) && SPENT.iter().any(|w| a.label.ends_with(w));
    let told = words.starts_with('即') && a.gap.contains('中') && spent;
    let here = a.sentence == r.sentence && b.sentence == r.sentence && a.sep <= Sep::Clause;
    if !(told && alike && here) {
        return None;
    }
    let (x, y, name) = (kit::name(a), kit::name(b), kit::name(r));
    let operands = vec![kit::role(&x, a), kit::role(&y, b)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("EXE001", expr, Relation::Rounds, operands, kit::role(&name, r)).formal();
    Some(claim.formula(format!("{name} = {x} ÷ {y}")).group(kit::rate_group(rate)))
}

/// 前两批已全部支付，第三批支付75万元，支付率92.5%; 年初结转30万元，当年拨入500万元，累计执行率94%; 完成率分别为92%、93%: of more than the
/// two beside it.
pub(super) fn is_of_more(facts: &Facts, rate: MentionId) -> bool {
    const DONE: &[&str] = &["已付清", "已全部支付", "已全部拨付", "均已支付", "全部付清", "已支付完毕"];
    let r = &facts.mentions[rate];
    let words = kit::sentence(facts, rate);
    let next = facts.mentions.get(rate + 1);
    let beside = next.is_some_and(|n| n.kind == Kind::Percent && matches!(n.gap.trim(), "、" | "和"));
    let carried = (r.label.contains("累计") || r.before.contains("累计")) && words.contains("结转");
    // 资金量分别为420万元、380万元和200万元，占…的40%: all of the list.
    let listed = |i: MentionId| matches!(facts.mentions[i].gap.trim(), "和" | "及" | "与");
    let part = (rate.saturating_sub(3)..rate).any(|i| listed(i) && facts.mentions[i].sentence == r.sentence);
    // 整改率由86.3%提高3.4个百分点: the rate of before.
    let last = ["由上年", "从上年", "由去年", "从去年"].iter().any(|w| r.gap.contains(w));
    let before = last || r.label.ends_with(['由', '从']) || r.before.trim_end().ends_with(['由', '从']);
    before
        || part && words.contains("分别") && r.gap.trim() == "的"
        || carried
        || beside && r.gap.contains("分别")
        || DONE.iter().any(|w| words.contains(w))
}
