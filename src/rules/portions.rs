//! A rate of a figure and the amount that it comes to: 签订后支付30%，即28.8万元; 中标价1240万元的1.8%计取，应付22.32万元.
//! Claims of AMT008.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num::Rat;

/// Figures before a rate in which its base is looked for, and behind it in which the amount is.
const BACK: usize = 12;
const AHEAD: usize = 6;
/// Characters of a name that two figures share.
const NAMED: usize = 4;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, r) in facts.mentions.iter().enumerate() {
        let rate = r.kind == Kind::Percent && r.cell.is_none() && kit::exact(r) && r.stand != Stand::Change;
        if rate && id > 0 {
            out.claims.extend(of_base(facts, id).or_else(|| that_is(facts, id)).or_else(|| borne(facts, id)));
        }
    }
}

fn is_amount(m: &Mention) -> bool {
    m.kind == Kind::Amount && kit::exact(m) && m.cell.is_none() && m.stand != Stand::Average
}

/// 按中标价1240万元的1.8%计取，应付监理费22.32万元.
fn of_base(facts: &Facts, rate: MentionId) -> Option<Claim> {
    const TAKEN: &[&str] = &[
        "计取", "计提", "计算", "计", "收取", "提取", "支付", "预留", "预付", "拨付", "预支", "扣留", "兑付",
    ];
    let r = &facts.mentions[rate];
    let (base, a) = (&facts.mentions[rate - 1], facts.mentions.get(rate + 1)?);
    let words = r.rest.trim_start();
    let told = r.gap.trim() == "的" && TAKEN.iter().any(|w| words.starts_with(w));
    let alike = is_amount(base) && is_amount(a) && base.sentence == r.sentence && a.sentence == r.sentence;
    // 按a的30%支付首付款b，余款c: only the first.
    (told && alike && a.sep <= Sep::Clause).then(|| made(facts, rate - 1, rate, rate + 1))
}

/// 合同总价96万元，签订后支付30%即28.8万元; 发电收入54万元，60%用于公益岗位，即32.4万元; 结算价260万元，预留3%质量保证金7.8万元.
fn that_is(facts: &Facts, rate: MentionId) -> Option<Claim> {
    const WHOLE: &[&str] = &["合同", "总价", "中标", "总额", "总投资", "价款", "结算价", "审定"];
    const NAMES: &[&str] = &[
        "质量保证金",
        "质保金",
        "保证金",
        "进度款",
        "预付款",
        "首付款",
        "尾款",
        "工程款",
        "比例补贴",
        "比例补助",
    ];
    const TAKEN: &[&str] = &["支付", "预留", "扣留", "暂扣", "按"];
    const NEAR: usize = 16;
    let r = &facts.mentions[rate];
    let a = facts.mentions.get(rate + 1).filter(|a| is_amount(a) && a.sentence == r.sentence)?;
    let words = a.gap.trim().trim_end_matches(['为', ' ']);
    let taken = kit::last(&r.gap, NEAR);
    let is = words.chars().count() <= NEAR
        && ["即", "计"].iter().any(|w| {
            words.strip_suffix(w).is_some_and(|head| {
                // …，即: of the one clause before, and not 共计, 预计.
                head.is_empty() || head.ends_with(['，', ',', '（']) || head.ends_with("金")
            })
        });
    // 按5%预留质量保证金24.30万元.
    let bare = TAKEN.iter().find_map(|w| words.strip_prefix(w)).unwrap_or(words);
    let called = NAMES.contains(&bare) && (bare != words || TAKEN.iter().any(|w| taken.contains(w)));
    // 分别占60%和40%，即900万元和600万元: two of each.
    let two = r.sep <= Sep::Item && facts.mentions[rate - 1].kind == Kind::Percent;
    // 其中符合条件的设备按30%补助; 年利率3%贴息; （扣除暂列金后计算）: of another figure than the one that is told.
    const OTHER: &[&str] =
        &["其中", "符合", "部分", "超过", "超出", "利率", "贴息", "年息", "利息", "税", "扣除"];
    let aside = OTHER.iter().any(|w| taken.contains(w) || a.gap.contains(w) || a.rest.contains("扣除"))
        || taken.contains("工资");
    // 总投资5600万元，其中中央资金占60%，为3360万元.
    let share = r.gap.trim_end().ends_with('占')
        && ["为", "计", "即", "金额为"].contains(&a.gap.trim().trim_start_matches(['，', ',']));
    let aside = if share { a.rest.contains("扣除") } else { aside };
    if !(is || called || share) || two || aside {
        return None;
    }
    let here = |i: &MentionId| facts.mentions[*i].sentence == r.sentence;
    // 承担80%即512万元，承担20%即: the amount of another rate is no base.
    let portion = |i: MentionId| {
        facts.mentions[i - 1].kind == Kind::Percent
            && facts.mentions[i].gap.trim_end().ends_with(['即', '计'])
    };
    // 中央资金占60%即720万元；中央资金中用于设备的占25%，即180万元: of the portion.
    let within = r.gap.replace("中央", "").contains('中');
    let portions = (rate.saturating_sub(BACK).max(1)..rate).filter(|&i| here(&i) && portion(i)).count();
    if within && portions > 0 {
        return None;
    }
    let before: Vec<MentionId> = (rate.saturating_sub(BACK)..rate)
        .rev()
        .take_while(here)
        .filter(|&i| is_amount(&facts.mentions[i]) && (i == 0 || !portion(i)))
        .collect();
    let whole = |i: &&MentionId| WHOLE.iter().any(|w| facts.mentions[**i].label.contains(w));
    // 首批支付合同价的30%即259.5万元，合同总价为865万元: the whole is told behind.
    let behind = (rate + 2..facts.mentions.len()).take_while(here).take(2).find(|&i| {
        is_amount(&facts.mentions[i]) && WHOLE.iter().any(|w| facts.mentions[i].label.contains(w))
    });
    let base = match before[..] {
        [] => behind?,
        [one] => one,
        _ => {
            let mut wholes = before.iter().filter(whole);
            *wholes.next().filter(|_| wholes.next().is_none())?
        }
    };
    let larger = kit::value(&facts.mentions[base]) > kit::value(a);
    larger.then(|| made(facts, base, rate, rate + 1))
}

/// 中央财政承担60%，地方财政承担40%，共需资金350万元，中央财政承担210万元: the amount goes by the name of the rate.
fn borne(facts: &Facts, rate: MentionId) -> Option<Claim> {
    const BORNE: &[&str] = &["承担", "负担", "分担", "出资", "补助", "自筹"];
    const ALL: &[&str] = &["共需", "总", "合计", "共", "应付"];
    let r = &facts.mentions[rate];
    let named = r.label.chars().count() >= NAMED && BORNE.iter().any(|w| r.label.ends_with(w));
    let here = |i: &MentionId| facts.mentions[*i].sentence == r.sentence;
    let ahead: Vec<MentionId> =
        (rate + 1..facts.mentions.len()).take(AHEAD).take_while(here).filter(|_| named).collect();
    let amount = ahead
        .iter()
        .copied()
        .find(|&i| is_amount(&facts.mentions[i]) && facts.mentions[i].label == r.label)?;
    let all = |i: &MentionId| {
        let m = &facts.mentions[*i];
        is_amount(m) && ALL.iter().any(|w| m.before.contains(w))
    };
    let mut bases = ahead.iter().copied().filter(|&i| i < amount).filter(all);
    let base = bases.next().filter(|_| bases.next().is_none())?;
    Some(made(facts, base, rate, amount))
}

fn made(facts: &Facts, base: MentionId, rate: MentionId, amount: MentionId) -> Claim {
    let [b, r, a] = [base, rate, amount].map(|i| &facts.mentions[i]);
    let part = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
    let (of, name) = (kit::name(b), kit::name(a));
    let operands = vec![kit::role(&of, b), kit::role("比例", r)];
    Claim::new("AMT008", Expr::times(Expr::Arg(0), part), Relation::Rounds, operands, kit::role(&name, a))
        .formula(format!("{name} = {of} × 比例"))
        .link(Link::Certain)
        .stance(Stance::Stated)
}
