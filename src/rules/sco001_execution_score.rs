use super::{Out, kit};
use crate::facts::{Facts, Indicator, Mention, MentionId, Role as Column, RowKind};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 预算执行率指标的得分应等于满分乘以执行率。
    ///
    /// 依据：财预〔2020〕10号：预算执行率按比例得分；执行率达到 100% 得满分，部分地方 95% 或 90% 以上即得满分。
    ///
    /// 重算：满分 ×（执行数 ÷ 预算数），或满分 × 印出的执行率；按得分印出的位数四舍五入，两者有一个相符即为相符；写出乘式的（执行率
    /// 95.82%×10分）按乘式计算。
    ///
    /// ```不符
    /// 1. 预算执行率（10分）
    /// 全年预算数800.00万元，全年执行数699.60万元，预算执行率87.45%，得分为8.54分。
    /// ```
    /// ```相符
    /// 1. 预算执行率（10分）
    /// 全年预算数800.00万元，全年执行数699.60万元，预算执行率87.45%，得分为8.75分。
    /// ```
    ///
    /// 不报的情形：执行率在 90% 以上而得满分（有的办法规定达到一定比例即得满分）；用 --profile 指明了方案的，以方案规定的
    /// 比例为准，低于方案规定的下限而得 0 分的也不报。
    ///
    /// 怎么改：按公式重算得分，并相应修改总分。
    SCO001, "execution-score-mismatch", "执行率得分不符", Warning
}

/// From this rate on some schemes give full marks.
const FULL_FROM: Rat = Rat::new_raw(90, 1);

/// Characters between a printed product and what it comes to.
const NEAR: usize = 6;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    for i in &facts.scoring.indicators {
        let executed =
            i.name.contains("执行率") || i.name.contains("预算执行") || i.name.contains("支出进度");
        let executed = executed || follows_rate(facts, scheme, i);
        if let (true, Some(full), Some(score)) = (executed, i.full, i.score) {
            headed(facts, scheme, i, full, score, out);
        }
    }
    out.claims.extend((0..facts.mentions.len()).filter_map(|id| printed(facts, id)));
    for (sheet, row) in facts.sheets.iter().flat_map(|s| s.rows.iter().map(move |r| (s, r))) {
        // 合计 40 | 38.20 of rows that have scores of their own: the sum of those.
        let total = matches!(row.kind, RowKind::Total | RowKind::Subtotal);
        if total
            && sheet.rows.iter().any(|r| r.kind == RowKind::Plain && r.score().is_some() && r.is_budget())
        {
            continue;
        }
        let budget = row.mention(Column::Adjusted).or(row.mention(Column::Initial));
        let all = (row.mention(Column::Weight), row.score(), row.mention(Column::Executed), budget);
        if let (Some(full), Some(score), Some(a), Some(b)) = all {
            claims(facts, scheme, full, score, Some((a, b)), row.mention(Column::Rate), out);
        }
        let listed = (row.mention(Column::Weight), row.score(), row.mention(Column::Actual));
        if let (true, (Some(full), Some(score), Some(rate))) = (row.label.contains("执行率"), listed) {
            claims(facts, scheme, full, score, None, Some(rate), out);
        }
    }
}

/// 按执行率95.82%×10分计算，得9.58分; 得9.69分（执行率96.93%×10分）: the product as it is printed, and what it comes to.
fn printed(facts: &Facts, id: MentionId) -> Option<Claim> {
    const TIMES: &[&str] = &["×", "*", "✕", "x", "X", "乘以"];
    let (a, b) = (&facts.mentions[id], facts.mentions.get(id + 1)?);
    let (full, rate) = match (a.kind, b.kind) {
        (Kind::Score, Kind::Percent) => (a, b),
        (Kind::Percent, Kind::Score) => (b, a),
        _ => return None,
    };
    // 93.86%÷95%×10分, 60分×60%+90分×40%: a longer computation has its own figures.
    let longer = a.gap.trim().ends_with(['÷', '/', '×', '*']) && id > 0
        || a.gap.trim_start().starts_with(['+', '＋', '-', '−']);
    if !TIMES.contains(&b.gap.trim()) || a.sentence != b.sentence || a.cell.is_some() || longer {
        return None;
    }
    let score = |m: &&Mention| m.kind == Kind::Score && m.sentence == a.sentence && kit::exact(m);
    let behind = facts.mentions.get(id + 2).filter(score);
    let behind = behind.filter(|m| {
        let words = m.gap.trim_matches(['，', ',', ' ']);
        words.chars().count() <= NEAR && ["计", "得", "=", "＝"].iter().any(|w| words.contains(w))
    });
    let bracket = a.gap.trim_start().starts_with(['（', '(']) && b.rest.trim_start().starts_with(['）', ')']);
    let before = id.checked_sub(1).map(|i| &facts.mentions[i]).filter(score).filter(|_| bracket);
    let result = if bracket { before } else { behind }?;
    let part = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
    let expr = Expr::times(Expr::Arg(0), part);
    let operands = vec![kit::role("满分", full), kit::role("执行率", rate)];
    Some(
        Claim::new("SCO001", expr, Relation::Scores, operands, kit::role("得分", result))
            .formula("得分 = 满分 × 执行率（报告所写）".to_owned())
            .formal(),
    )
}

/// 预算执行率95%，该指标满分10分: a mark that the rate right before it gives its name.
fn follows_rate(facts: &Facts, scheme: &Scheme, i: &Indicator) -> bool {
    const SAME: &[&str] = &["", "该", "本项", "此项", "该项", "该指标", "该项指标", "本指标"];
    let Some((full, before)) = i.full.and_then(|f| Some((f, f.checked_sub(1)?))) else { return false };
    let (m, r) = (&facts.mentions[full], &facts.mentions[before]);
    let named = kit::is(r, scheme, "rate.execution") || r.label.ends_with("执行率");
    let rate = r.kind == Kind::Percent && r.sentence == m.sentence && r.cell.is_none();
    rate && named && SAME.contains(&i.name.as_str())
}

/// The rate in the indicator's section, and the amounts that it was computed from.
fn headed(facts: &Facts, scheme: &Scheme, i: &Indicator, full: MentionId, score: MentionId, out: &mut Out) {
    const BACK: usize = 12;
    let s = &facts.mentions[score];
    if s.cell.is_some() {
        return;
    }
    let near = |m: &MentionId| facts.mentions[*m].section == s.section;
    let back: Vec<MentionId> = (score.saturating_sub(BACK)..score).rev().filter(near).collect();
    let rate = back.iter().copied().find(|&m| {
        let m = &facts.mentions[m];
        m.kind == Kind::Percent
            && (kit::is(m, scheme, "rate.execution") || !m.label.is_empty() && i.name.ends_with(&m.label))
    });
    let rate = rate.map(|r| of_all(facts, scheme, &back, r));
    // 按执行率乘以满分计算: the rate that the report tells elsewhere under this name.
    let words = kit::sentence(facts, score);
    // 每低一个百分点扣0.1分: a rule of its own.
    if words.contains('每') && words.contains('扣') {
        return;
    }
    const TOLD: &[&str] = &[
        "乘以满分",
        "乘以分值",
        "乘以权重",
        "执行率×",
        "×执行率",
        "执行率计算",
        "执行率计分",
        "执行比例折算",
    ];
    let told = TOLD.iter().any(|w| words.contains(w));
    let rate = rate.or_else(|| if told { only_rate(facts, scheme, &i.name, score) } else { None });
    let of = |ids: &[&str]| {
        ids.iter().find_map(|id| {
            back.iter()
                .copied()
                .find(|&m| facts.mentions[m].kind == Kind::Amount && kit::is(&facts.mentions[m], scheme, id))
        })
    };
    let pair = of(&["executed", "expenditure"]).zip(of(&[
        "budget.adjusted",
        "budget",
        "budget.initial",
        "received",
    ]));
    // 政府采购执行率: of what is bought, which the rate's own clauses tell.
    let made = || rate.and_then(|r| facts.quotient(r)).map(|q| (q.part, q.wholes[0]));
    claims(facts, scheme, full, score, pair.or_else(made), rate, out);
}

/// 执行率95.56%，其中基本支出…，执行率97.91%；项目支出…，执行率92.07%: the rate that the parts' own stand behind.
fn of_all(facts: &Facts, scheme: &Scheme, back: &[MentionId], rate: MentionId) -> MentionId {
    let sentence = facts.mentions[rate].sentence;
    let whole = |&i: &MentionId| {
        let m = &facts.mentions[i];
        let executed = m.kind == Kind::Percent && kit::is(m, scheme, "rate.execution");
        let parted = (i + 1..=rate).any(|k| facts.mentions[k].gap.contains("其中"));
        executed && m.sentence == sentence && parted
    };
    back.iter().copied().rfind(whole).unwrap_or(rate)
}

/// The execution rate of the report, where all its mentions in the text under this name are one.
fn only_rate(facts: &Facts, scheme: &Scheme, name: &str, score: MentionId) -> Option<MentionId> {
    if name.contains("采购") || name.contains("项目") {
        return None;
    }
    let is = |i: &MentionId| {
        let m = &facts.mentions[*i];
        let called = kit::is(m, scheme, "rate.execution")
            && (matches!(m.label.as_str(), "预算执行率" | "执行率" | "总预算执行率") && m.general
                || m.label.ends_with("预算数计算的执行率"));
        m.kind == Kind::Percent && m.cell.is_none() && kit::exact(m) && called
    };
    const FAR: usize = 500;
    let near = score.saturating_sub(FAR)..(score + FAR).min(facts.mentions.len());
    let mut all: Vec<MentionId> = near.filter(is).collect();
    // 人员类项目…执行率100%, and 按调整预算数计算的执行率: the one that is called by the budget.
    let of_budget = |i: &MentionId| facts.mentions[*i].label.contains("预算");
    if all.iter().any(of_budget) {
        all.retain(of_budget);
    }
    let first = *all.first()?;
    let one = all.iter().all(|&i| kit::value(&facts.mentions[i]) == kit::value(&facts.mentions[first]));
    one.then_some(first)
}

fn claims(
    facts: &Facts,
    scheme: &Scheme,
    full: MentionId,
    score: MentionId,
    pair: Option<(MentionId, MentionId)>,
    rate: Option<MentionId>,
    out: &mut Out,
) {
    let group = out.group();
    let mention = |i: MentionId| &facts.mentions[i];
    // 年度资金总额 | 150 | 125.25 | 100 | 83.5% | 98: the mark and the score of the whole form.
    if kit::value(mention(full)) == Some(Rat::from_integer(100)) {
        return;
    }
    let reached = |out: &mut Out| {
        let claim = Claim::new(
            "SCO001",
            Expr::Arg(0),
            Relation::Equals,
            vec![kit::role("满分", mention(full))],
            kit::role("得分", mention(score)),
        );
        let claim = claim.formula("得分 = 满分（执行率达到规定比例）".to_owned());
        let claim = claim.severity(Severity::Warning).link(Link::Likely).stance(Stance::Optional);
        out.claims.push(claim.group(group));
    };
    let result = kit::role("得分", mention(score));
    let full_role = kit::role("满分", mention(full));
    let base = |expr, operands, formula: &str| {
        Claim::new("SCO001", expr, Relation::Scores, operands, result.clone())
            .formula(formula.to_owned())
            .severity(Severity::Warning)
            .link(Link::Likely)
            .group(group)
    };
    if let Some(r) = rate.filter(|&r| kit::exact(mention(r))) {
        let part = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
        let expr = Expr::times(Expr::Arg(0), part);
        let operands = vec![full_role.clone(), kit::role("执行率", mention(r))];
        out.claims.push(base(expr, operands, "得分 = 满分 × 执行率"));
        if kit::value(mention(r)).is_some_and(|v| zero_below(scheme).is_some_and(|zero| v < zero)) {
            let none =
                Claim::new("SCO001", Expr::Const(Rat::ZERO), Relation::Equals, Vec::new(), result.clone());
            let none = none.formula("得分 = 0（执行率低于规定比例）".to_owned());
            out.claims.push(none.stance(Stance::Optional).group(group));
        }
        if kit::value(mention(r)).is_some_and(|v| v >= full_from(scheme)) {
            reached(out);
        }
    }
    if let Some((a, b)) = pair {
        let expr = Expr::times(Expr::Arg(0), Expr::over(Expr::Arg(1), Expr::Arg(2)));
        let operands = vec![full_role, kit::role("执行数", mention(a)), kit::role("预算数", mention(b))];
        out.claims.push(base(expr, operands, "得分 = 满分 × 执行数 ÷ 预算数"));
        let quotient = kit::value(mention(a)).zip(kit::value(mention(b))).and_then(|(a, b)| num::div(a, b));
        if quotient.and_then(|q| num::mul(q, Rat::from_integer(100))).is_some_and(|q| q >= full_from(scheme))
        {
            reached(out);
        }
    }
}

/// Where full marks begin: what the scheme asked for says; one that is only remembered excuses and never blames.
fn full_from(scheme: &Scheme) -> Rat {
    let p = &scheme.profile;
    let told = p.execution.full_from.filter(|_| p.chosen);
    told.map_or(FULL_FROM, |from| if p.remembered { from.min(FULL_FROM) } else { from })
}

fn zero_below(scheme: &Scheme) -> Option<Rat> {
    scheme.profile.execution.zero_below.filter(|_| scheme.profile.chosen)
}
