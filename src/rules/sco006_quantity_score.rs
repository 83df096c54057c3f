use super::{Out, kit};
use crate::facts::{Facts, Indicator, Mention, MentionId, Role as Column, Row, Sheet, Sign, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance, Term, Value};
use crate::num::{self, Qualifier, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;

declare_rule! {
    /// 定量指标的得分应与完成程度相称。
    ///
    /// 依据：财预〔2020〕10号：完成指标值的记满分，未完成的按实际值与指标值的比例记分（正向 B/A，反向 A/B）。
    ///
    /// 重算：得分 = 分值 × 实际完成值 ÷ 指标值，达到指标值的得满分；未达到指标值的不应得满分。
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
    /// 不报的情形：没有写明“按比例”，同一表中也没有至少两项按比例记分而多数相符（评分多有主观成分）；定性指标；没有写明
    /// 方向的成本、时间类指标；达到指标值而扣了分、但写明原因的。相差不超过 0.1 分、达到指标值而扣分又未写原因的只作提示。
    ///
    /// 怎么改：按比例重算，或写明扣分理由。
    SCO006, "quantity-score", "得分与完成值不相称", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    // 未达标指标按档次扣分，不按比例折算.
    const STEPS: &[&str] = &["不按比例", "按档次", "分档扣"];
    let by_steps = |s: &Sheet| STEPS.iter().any(|w| s.beside.contains(w));
    for (t, sheet) in facts.sheets.iter().enumerate().filter(|(_, s)| !by_steps(s)) {
        // The execution rate has a rule of its own.
        for row in sheet.rows.iter().filter(|r| !r.label.contains("执行率")) {
            out.claims.extend(tabled(facts, t, row));
        }
    }
    for (k, i) in facts.scoring.indicators.iter().enumerate() {
        if facts.scoring.below(k).is_empty() {
            out.claims.extend(told(facts, i));
        }
    }
}

/// A row of a table: an indicator with a target and what was done.
fn tabled(facts: &Facts, table: usize, row: &Row) -> Option<Claim> {
    let (target, actual) = (row.mention(Column::Target)?, row.mention(Column::Actual)?);
    let (full, score) = (row.mention(Column::Weight)?, row.score()?);
    let (goal, done) = (signed(&facts.mentions[target], row), &facts.mentions[actual]);
    let value = |m: MentionId| kit::value(&facts.mentions[m]);
    let told = kit::is_limit(&goal) || kit::is_positive(row, &facts.mentions[target]);
    let all = value(full) == value(score);
    match is_met(&goal, done) {
        // Of a cost without a sign nothing says which way is good.
        _ if !told && kit::value(done) != kit::value(&goal) => None,
        _ if row.sign == Some(Sign::Words) => None,
        true if !all && row.reasoned => None,
        // By which scheme the score was to be cut is not told: at most what the proportion gives is sure to be wrong.
        false if all => claim(facts, full, score, &goal, done).map(missed),
        met => {
            let claim = claim(facts, full, score, &goal, done)?;
            let claim = if met {
                claim.severity(Severity::Note)
            } else {
                small(claim, facts, score).stance(Stance::Optional)
            };
            // Whether what was missed is cut in proportion, only what was missed can bear out.
            Some(claim.family(1 << 20 | u32::from(!met) << 19 | table as u32))
        }
    }
}

/// Full marks for a target that was missed.
fn missed(claim: Claim) -> Claim {
    let formula = format!("{}（未达到指标值，不应得满分）", claim.formula);
    claim.formula(formula)
}

/// The target with the sign that stands in a column of its own.
fn signed(target: &Mention, row: &Row) -> Mention {
    let mut goal = target.clone();
    if let (Value::Number(q), Some(sign)) = (&mut goal.term.value, row.sign) {
        q.qualifier = match sign {
            Sign::AtLeast => Qualifier::AtLeast,
            Sign::AtMost => Qualifier::AtMost,
            Sign::Exactly | Sign::Words => q.qualifier,
        };
    }
    goal
}

/// Scorers round to tenths or to whole points: what is off by no more is worth a look only.
fn small(claim: Claim, facts: &Facts, score: MentionId) -> Claim {
    let m = &facts.mentions[score];
    let exact =
        claim.operands.iter().map(|o| o.candidates.first().and_then(number)).collect::<Option<Vec<Rat>>>();
    let wanted = exact.as_deref().and_then(|v| {
        let &[full, goal, done] = v else { return None };
        let ratio = if claim.formula.contains("指标值 ÷") {
            num::div(goal, done)?
        } else {
            num::div(done, goal)?
        };
        num::mul(full, ratio)
    });
    let off = wanted.zip(kit::value(m)).and_then(|(w, s)| num::sub(w, s));
    let near = off.is_some_and(|d| match m.term.places {
        0 => d.abs() < Rat::from_integer(1),
        1 => d.abs() <= Rat::new(1, 10),
        _ => false,
    });
    if near { claim.severity(Severity::Note) } else { claim }
}

fn number(t: &Term) -> Option<Rat> {
    if let Value::Number(q) = t.value { Some(q.value) } else { None }
}

/// 目标a，实际b，按比例得c分; under a heading that prints full mark and score also behind it.
/// （二）过程（20分，得17.85分） / 资金管理12分，得10.95分；…: what its section tells is of the marks below.
fn is_divided(facts: &Facts, full: MentionId, score: MentionId) -> bool {
    let last = (score + FAR).min(facts.mentions.len());
    (score + 1..last).take_while(|&i| facts.mentions[i].section == facts.mentions[score].section).any(|i| {
        let here = facts.mentions[i].para > facts.mentions[full].para;
        here && facts.scoring.owner(i).is_some_and(|o| o.full == Some(i))
    })
}

fn told(facts: &Facts, i: &Indicator) -> Option<Claim> {
    let (full, score) = (i.full?, i.score?);
    let s = &facts.mentions[score];
    let sums = ["小计", "合计"].iter().any(|w| s.before.contains(w));
    if s.cell.is_some() || sums || full >= score || score - full > FAR {
        return None;
    }
    if is_divided(facts, full, score) {
        return None;
    }
    let mut about: Vec<MentionId> = about(facts, full, score);
    // 执行率96.43%，按比例得14.46分；“三公”经费控制得5分: what another score was made of.
    let other = |&m: &MentionId| m < score && facts.mentions[m].label.ends_with('得');
    if let Some(last) = about.iter().copied().rfind(other) {
        about.retain(|&m| m > last);
    }
    let words = spoken(facts, &about, score);
    let by_rate = ["按比例", "按完成比例", "比例计", "比例得", "按完成率", "按执行率"]
        .iter()
        .any(|w| words.contains(w));
    let called = |&m: &MentionId| GOALS.iter().any(|w| facts.mentions[m].label.ends_with(w));
    let behind = about.iter().copied().find(|&m| is_goal(&facts.mentions[m]));
    let goal = about.iter().copied().find(called).or(behind);
    let done = about.iter().copied().find(|&m| {
        let deed =
            ["实际", "完成", "达到", "建成", "验收"].iter().any(|w| facts.mentions[m].label.contains(w));
        goal.is_some_and(|g| m > g && deed && !is_goal(&facts.mentions[m]))
    });
    // 满意度93%，未达到95%的目标: the deed stands before its goal.
    let before = goal.and_then(|g| {
        about.iter().copied().rfind(|&m| m < g && facts.mentions[m].base == facts.mentions[g].base)
    });
    if let (Some(target), Some(actual)) = (goal, done.or(before)) {
        let all = kit::value(&facts.mentions[full]) == kit::value(s);
        let (mut goal, done) = (facts.mentions[target].clone(), &facts.mentions[actual]);
        // 低于95%的目标 says what was reached, not how the goal is meant.
        if ["低于", "未达", "不足", "未完成"].iter().any(|w| kit::last(&goal.gap, 6).contains(w)) {
            kit::plain(&mut goal.term);
        }
        let goal = &goal;
        let met = claim(facts, full, score, goal, done)?;
        return match (by_rate, all) {
            (true, _) => Some(met),
            (false, true) if is_met(goal, done) => Some(met.stance(Stance::Reading)),
            (false, true) => reached(goal, done),
            (false, false) => Some(met.stance(Stance::Reading)),
        };
    }
    let rate = about
        .iter()
        .copied()
        .rfind(|&m| facts.mentions[m].kind == Kind::Percent && facts.mentions[m].stand == Stand::Level)
        .filter(|m| !called(m) && !is_goal(&facts.mentions[*m]))?;
    let part = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
    let operands = vec![kit::role("满分", &facts.mentions[full]), kit::role("完成率", &facts.mentions[rate])];
    let made = Claim::new(
        "SCO006",
        Expr::times(Expr::Arg(0), part),
        Relation::Scores,
        operands,
        kit::role("得分", s),
    );
    let made = soften(made, "得分 = 满分 × 完成率");
    Some(if by_rate { made } else { made.stance(Stance::Reading) })
}

const GOALS: &[&str] =
    &["目标", "计划", "指标值", "任务", "目标值", "任务数", "计划数", "目标为", "计划完成", "应完成"];
/// Figures that are looked at for one indicator.
const FAR: usize = 60;

/// What is said of an indicator: the figures between its full mark and its score, or those of its section.
fn about(facts: &Facts, full: MentionId, score: MentionId) -> Vec<MentionId> {
    let s = &facts.mentions[score];
    let between: Vec<MentionId> =
        (full + 1..score).filter(|&m| facts.mentions[m].section == s.section).collect();
    if !between.is_empty() || s.depth == 0 {
        return between;
    }
    let own = |m: &MentionId| facts.mentions[*m].section == s.section && facts.mentions[*m].depth == 0;
    (score + 1..facts.mentions.len()).take(FAR / 4).take_while(own).collect()
}

/// The words around these figures and before the score.
fn spoken(facts: &Facts, about: &[MentionId], score: MentionId) -> String {
    let mut words = facts.mentions[score].gap.clone();
    for &m in about {
        words.push_str(&facts.mentions[m].gap);
    }
    if let Some(&last) = about.last() {
        words.push_str(&facts.mentions[last].rest);
    }
    words
}

/// 未达到95%的目标值.
fn is_goal(m: &Mention) -> bool {
    ["的目标", "的任务", "的计划", "的指标值", "的预期", "的年度目标"].iter().any(|w| m.after.starts_with(w))
}

fn claim(facts: &Facts, full: MentionId, score: MentionId, a: &Mention, b: &Mention) -> Option<Claim> {
    let m = |i: MentionId| &facts.mentions[i];
    if a.base != b.base
        || a.range
        || b.range
        || b.approximate
        || !kit::exact(m(full))
        || !kit::exact(m(score))
    {
        return None;
    }
    if kit::value(a) == Some(Rat::ZERO) || kit::value(b) == Some(Rat::ZERO) {
        return nothing(facts, full, score, is_met(a, b));
    }
    let negative = kit::is_limit(a);
    let full_role = kit::role("分值", m(full));
    let ratio = if negative {
        Expr::over(Expr::Arg(1), Expr::Arg(2))
    } else {
        Expr::over(Expr::Arg(2), Expr::Arg(1))
    };
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
    let made = Claim::new(
        "SCO006",
        Expr::times(Expr::Arg(0), capped),
        Relation::Scores,
        operands,
        kit::role("得分", m(score)),
    );
    Some(soften(made, formula))
}

/// No accidents: there is no proportion, only reached or not.
fn nothing(facts: &Facts, full: MentionId, score: MentionId, met: bool) -> Option<Claim> {
    let (f, s) = (&facts.mentions[full], &facts.mentions[score]);
    let made = Claim::new(
        "SCO006",
        Expr::Arg(0),
        Relation::Equals,
        vec![kit::role("分值", f)],
        kit::role("得分", s),
    );
    met.then(|| soften(made, "得分 = 分值（达到指标值）"))
}

fn is_met(target: &Mention, actual: &Mention) -> bool {
    let (a, b) = (kit::value(target), kit::value(actual));
    if kit::is_limit(target) { b <= a } else { b >= a }
}

/// Full marks are for a target that is reached.
fn reached(a: &Mention, b: &Mention) -> Option<Claim> {
    if a.base != b.base || a.range || b.range || b.approximate {
        return None;
    }
    let negative = kit::is_limit(a);
    let mut goal = kit::role("指标值", a);
    goal.candidates.iter_mut().for_each(kit::plain);
    let done = kit::role("完成值", b);
    let (low, high) = if negative { (done, goal) } else { (goal, done) };
    let formula = if negative {
        "得满分时：完成值 ≤ 指标值"
    } else {
        "得满分时：完成值 ≥ 指标值"
    };
    Some(soften(Claim::new("SCO006", Expr::Arg(0), Relation::AtMost, vec![low], high), formula))
}

fn soften(claim: Claim, formula: &str) -> Claim {
    claim.formula(formula.to_owned()).link(Link::Likely).severity(Severity::Warning)
}
