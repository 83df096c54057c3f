use super::{Out, kit};
use crate::facts::{Facts, Indicator, MentionId};
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 总分应等于各项得分之和。
    ///
    /// 依据：各类绩效评价办法；总分为各指标得分的合计。
    ///
    /// 重算：同一张表、或正文中各指标标题下的得分相加，与综合得分（自评得分、总分）比较。
    ///
    /// ```不符
    /// 1. 产出指标（60分）
    /// 得分为57.5分。
    /// 2. 效益指标（30分）
    /// 得分为28分。
    /// 3. 满意度指标（10分）
    /// 得分为9分。
    /// 综合得分95.4分。
    /// ```
    /// ```相符
    /// 1. 产出指标（60分）
    /// 得分为57.5分。
    /// 2. 效益指标（30分）
    /// 得分为28分。
    /// 3. 满意度指标（10分）
    /// 得分为9分。
    /// 综合得分94.5分。
    /// ```
    ///
    /// 不报的情形：正文只列举了部分指标的得分（相差大于 2% 且改一位数字也不能相符）。
    ///
    /// 怎么改：重新加总；如某项得分改过，总分也要改。
    SCO003, "total-score-mismatch", "总分不等于各项得分之和", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for &(list, total) in &facts.scoring.score_totals {
        let scores = scores(facts, list);
        if scores.len() >= 2 {
            out.claims.push(claim(facts, total, &scores).stance(Stance::Stated));
        }
    }
    let lists: Vec<usize> = lists(facts);
    for &total in &facts.scoring.totals {
        let group = out.group();
        let told = facts.scoring.score_totals.iter().map(|t| t.1);
        for &list in &lists {
            let scores = scores(facts, list);
            let whole = whole(facts, list) && scores.len() >= 3;
            let stance = if whole { Stance::Stated } else { Stance::Open };
            if scores.len() >= 2 {
                out.claims.push(claim(facts, total, &scores).stance(stance).group(group));
            }
        }
        for printed in told {
            out.claims.push(same(facts, total, printed).group(group));
        }
    }
}

fn lists(facts: &Facts) -> Vec<usize> {
    let mut lists: Vec<usize> = facts.scoring.indicators.iter().map(|i| i.list).collect();
    lists.sort_unstable();
    lists.dedup();
    lists
}

/// The scores that make the total: of indicators without a scored one below them.
fn scores(facts: &Facts, list: usize) -> Vec<MentionId> {
    let all = &facts.scoring.indicators;
    let own = |i: &&Indicator| i.list == list;
    let above = |k: usize| all.iter().any(|i| i.parent == Some(k) && i.score.is_some());
    all.iter()
        .enumerate()
        .filter(|(k, i)| own(&i) && !above(*k))
        .filter_map(|(_, i)| i.score)
        .filter(|&m| kit::exact(&facts.mentions[m]))
        .collect()
}

/// Every indicator that has a full mark has a score.
fn whole(facts: &Facts, list: usize) -> bool {
    let all = &facts.scoring.indicators;
    let leaf = |k: usize| all.iter().all(|i| i.parent != Some(k));
    all.iter().enumerate().filter(|(k, i)| i.list == list && leaf(*k)).all(|(_, i)| i.score.is_some())
}

fn claim(facts: &Facts, total: MentionId, scores: &[MentionId]) -> Claim {
    let t = &facts.mentions[total];
    let named = |&s: &MentionId| {
        let owner = facts.scoring.indicators.iter().find(|i| i.score == Some(s));
        owner.map_or_else(String::new, |i| i.name.clone())
    };
    let operands = scores.iter().map(|s| kit::role(&named(s), &facts.mentions[*s])).collect();
    let name = if t.label.is_empty() || t.cell.is_some() { "总分".to_owned() } else { kit::name(t) };
    let formula = format!("{name} = 各项得分之和（{}项）", scores.len());
    Claim::new("SCO003", Expr::sum(scores.len()), Relation::Sums, operands, kit::role(&name, t)).formula(formula)
}

/// The text's total against the table's.
fn same(facts: &Facts, total: MentionId, printed: MentionId) -> Claim {
    let t = &facts.mentions[total];
    let operands = vec![kit::role("表中总分", &facts.mentions[printed])];
    let name = kit::name(t);
    Claim::new("SCO003", Expr::Arg(0), Relation::Equals, operands, kit::role(&name, t))
        .formula(format!("{name} = 表中总分"))
        .stance(Stance::Stated)
}
