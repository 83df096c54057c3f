use super::{Out, kit};
use crate::facts::{Facts, Indicator, Mention, MentionId, Role as Column, Row};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};
use crate::num::{Qualifier, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 定量指标的得分应与完成程度相称。
    ///
    /// 依据：财预〔2020〕10号：完成指标值的记满分，未完成的按实际值与指标值的比例记分（正向 B/A，反向 A/B）。
    ///
    /// 重算：得分 = 分值 × 实际完成值 ÷ 指标值，达到指标值的得满分。
    ///
    /// ```不符
    /// 1. 补贴发放及时率（6分）
    /// 目标100%，实际97.40%，按比例得5.48分。
    /// ```
    /// ```相符
    /// 1. 补贴发放及时率（6分）
    /// 目标100%，实际97.40%，按比例得5.84分。
    /// ```
    ///
    /// 不报的情形：没有写明“按比例”，同一表中也没有至少两项按比例记分而多数相符（评分多有主观成分）。
    ///
    /// 怎么改：按比例重算，或写明扣分理由。
    SCO006, "quantity-score", "得分与完成值不相称", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for (t, sheet) in facts.sheets.iter().enumerate() {
        // The execution rate has a rule of its own.
        for row in sheet.rows.iter().filter(|r| !r.label.contains("执行率")) {
            out.claims.extend(tabled(facts, t, row));
        }
    }
    for i in &facts.scoring.indicators {
        out.claims.extend(told(facts, i));
    }
}

fn tabled(facts: &Facts, table: usize, row: &Row) -> Option<Claim> {
    let (target, actual) = (row.mention(Column::Target)?, row.mention(Column::Actual)?);
    let (full, score) = (row.mention(Column::Weight)?, row.mention(Column::Score)?);
    let claim = claim(facts, full, score, target, actual)?;
    Some(claim.stance(Stance::Optional).family(1 << 20 | table as u32))
}

/// 目标a，实际b，按比例得c分.
fn told(facts: &Facts, i: &Indicator) -> Option<Claim> {
    let (full, score) = (i.full?, i.score?);
    let s = &facts.mentions[score];
    const FAR: usize = 60;
    if s.cell.is_some() || full >= score || score - full > FAR {
        return None;
    }
    let by_rate = s.gap.contains("按比例");
    let between = || (full + 1..score).filter(|&m| facts.mentions[m].section == s.section);
    let named = |words: &[&str]| between().find(|&m| words.iter().any(|w| facts.mentions[m].label.contains(w)));
    let goal = named(&["目标", "计划", "指标值", "任务"]);
    let done = between()
        .find(|&m| goal.is_some_and(|g| m > g) && ["实际", "完成", "达到", "建成", "验收"].iter().any(|w| facts.mentions[m].label.contains(w)));
    if let (Some(target), Some(actual)) = (goal, done) {
        let all = kit::value(&facts.mentions[full]) == kit::value(s);
        let met = claim(facts, full, score, target, actual)?;
        return match (by_rate, all) {
            (true, _) => Some(met),
            (false, true) if is_met(&facts.mentions[target], &facts.mentions[actual]) => Some(met.stance(Stance::Reading)),
            (false, true) => reached(facts, target, actual),
            (false, false) => None,
        };
    }
    if !by_rate {
        return None;
    }
    let rate = between().rfind(|&m| facts.mentions[m].kind == Kind::Percent)?;
    let part = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
    let operands = vec![kit::role("满分", &facts.mentions[full]), kit::role("完成率", &facts.mentions[rate])];
    let made = Claim::new("SCO006", Expr::times(Expr::Arg(0), part), Relation::Scores, operands, kit::role("得分", s));
    Some(soften(made, "得分 = 满分 × 完成率"))
}

fn claim(facts: &Facts, full: MentionId, score: MentionId, target: MentionId, actual: MentionId) -> Option<Claim> {
    let m = |i: MentionId| &facts.mentions[i];
    let (a, b) = (m(target), m(actual));
    if a.base != b.base || a.range || b.range || b.approximate || !kit::exact(m(full)) || !kit::exact(m(score)) {
        return None;
    }
    let negative = is_limit(a);
    let full_role = kit::role("分值", m(full));
    let ratio = if negative { Expr::over(Expr::Arg(1), Expr::Arg(2)) } else { Expr::over(Expr::Arg(2), Expr::Arg(1)) };
    // The target is a bound, not a loose number: ≥190公里 counts as 190.
    let mut goal = kit::role("指标值", a);
    goal.candidates.iter_mut().for_each(kit::plain);
    let operands = vec![full_role, goal, kit::role("完成值", b)];
    let formula = match (is_met(a, b), negative) {
        (true, _) => "得分 = 分值（达到指标值）",
        (false, true) => "得分 = 分值 × 指标值 ÷ 完成值",
        (false, false) => "得分 = 分值 × 完成值 ÷ 指标值",
    };
    let capped = Expr::min(Expr::Const(Rat::from_integer(1)), ratio);
    let made = Claim::new("SCO006", Expr::times(Expr::Arg(0), capped), Relation::Scores, operands, kit::role("得分", m(score)));
    Some(soften(made, formula))
}

/// ≤: the smaller the better.
fn is_limit(target: &Mention) -> bool {
    matches!(qualifier(target), Qualifier::AtMost | Qualifier::Under)
}

fn is_met(target: &Mention, actual: &Mention) -> bool {
    let (a, b) = (kit::value(target), kit::value(actual));
    if is_limit(target) { b <= a } else { b >= a }
}

/// Full marks are for a target that is reached.
fn reached(facts: &Facts, target: MentionId, actual: MentionId) -> Option<Claim> {
    let (a, b) = (&facts.mentions[target], &facts.mentions[actual]);
    if a.base != b.base || a.range || b.range || b.approximate {
        return None;
    }
    let negative = is_limit(a);
    let mut goal = kit::role("指标值", a);
    goal.candidates.iter_mut().for_each(kit::plain);
    let done = kit::role("完成值", b);
    let (low, high) = if negative { (done, goal) } else { (goal, done) };
    let formula = if negative { "得满分时：完成值 ≤ 指标值" } else { "得满分时：完成值 ≥ 指标值" };
    Some(soften(Claim::new("SCO006", Expr::Arg(0), Relation::AtMost, vec![low], high), formula))
}

fn soften(claim: Claim, formula: &str) -> Claim {
    claim.formula(formula.to_owned()).link(Link::Likely).severity(Severity::Warning)
}

fn qualifier(m: &Mention) -> Qualifier {
    match m.term.value {
        crate::ledger::Value::Number(q) => q.qualifier,
        _ => Qualifier::None,
    }
}
