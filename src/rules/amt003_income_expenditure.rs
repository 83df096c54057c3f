use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId};
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::num;
use crate::scheme::Scheme;
use num_traits::Signed;

declare_rule! {
    /// 收入总计应等于支出总计。
    ///
    /// 依据：部门决算收支平衡（收入总计 = 支出总计）。
    ///
    /// 重算：同一段落、同一口径（一般公共预算、政府性基金 …）的收入与支出相比。
    ///
    /// ```不符
    /// 本年一般公共预算财政拨款收入2361.47万元，一般公共预算财政拨款支出2316.47万元。
    /// ```
    /// ```相符
    /// 本年一般公共预算财政拨款收入2361.47万元，一般公共预算财政拨款支出2361.47万元。
    /// ```
    ///
    /// 不报的情形：本年收入与本年支出可以因结转结余而不等，所以只有两个“总计”不等（写明“平衡”的为错误，否则提示），或两数只差一位数字时才报。
    ///
    /// 怎么改：核对决算报表的收支总计。
    AMT003, "income-not-expenditure", "收入与支出不平", Error
}

/// Figures behind an income among which its expenditure is looked for.
const NEAR: usize = 12;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    for (i, income) in facts.mentions.iter().enumerate() {
        if !kit::is(income, scheme, "income") || !kit::exact(income) || income.cell.is_some() {
            continue;
        }
        let spent = |m: &&Mention| {
            matches!(kit::attribute(m, scheme), Some("expenditure" | "executed"))
                && m.scope == income.scope
                && m.before.contains("总计") == income.before.contains("总计")
                && m.kind == income.kind
                && kit::exact(m)
        };
        let near = facts.mentions[i + 1..].iter().take(NEAR).take_while(|m| m.para == income.para);
        if let Some(m) = near.into_iter().find(spent) {
            out.claims.push(claim(income, m, near_by(facts, i)));
        }
    }
}

/// The figures of the paragraph from an income on.
fn near_by(facts: &Facts, income: MentionId) -> &[Mention] {
    let all = &facts.mentions[income..];
    let same = all.iter().take(NEAR * 2).take_while(|m| m.para == all[0].para).count();
    &all[..same]
}

fn claim(income: &Mention, spent: &Mention, around: &[Mention]) -> Claim {
    let called = |m: &Mention, name: &str| m.before.trim_end_matches(['为', '是', '：']).ends_with(name);
    let both = called(income, "收入总计") && called(spent, "支出总计");
    // 本年收入a，本年支出b，上年结转弥补c: of a year alone the two differ by what was carried over.
    let carried = has_rest(income, spent, around) || !both && around.iter().any(|m| m.gap.contains("总计"));
    let stance = match both {
        true => Stance::Stated,
        false if carried => Stance::Reading,
        false => Stance::Optional,
    };
    let (a, b) = (kit::name(income), kit::name(spent));
    let formula = format!("{b} = {a}");
    let claim = Claim::new(
        "AMT003",
        Expr::Arg(0),
        Relation::Equals,
        vec![kit::role(&a, income)],
        kit::role(&b, spent),
    )
    .formula(formula)
    .stance(stance);
    // 总计 is often written for 合计, which need not balance.
    let said = around.iter().any(|m| m.rest.contains("平衡")) && !has_rest(income, spent, around);
    if both && said { claim.formal() } else { claim }
}

/// 收入总计100万元，支出总计90万元，结余10万元: what the two differ by is told.
fn has_rest(income: &Mention, spent: &Mention, around: &[Mention]) -> bool {
    let gap = kit::value(income).zip(kit::value(spent)).and_then(|(a, b)| num::sub(a, b));
    let is_gap = |m: &Mention| m.base == income.base && kit::value(m) == gap.map(|g| g.abs());
    gap.is_none() || around.iter().any(is_gap)
}
