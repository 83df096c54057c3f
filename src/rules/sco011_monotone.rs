use super::{Out, kit};
use crate::facts::{Facts, MentionId, Role as Column, Row, Sheet};
use crate::ledger::{Claim, Expr, Link, Relation, Severity};
use crate::num::{self, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 同一张表里分值相同的指标，完成得多的得分不应低于完成得少的。
    ///
    /// 依据：定量指标按完成程度记分。
    ///
    /// 重算：分值相同的正向定量指标按完成值 ÷ 指标值（超过 100% 按 100%）排列，得分不应下降。
    ///
    /// ```不符
    /// | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
    /// | --- | --- | --- | --- | --- |
    /// | 道路维修 | ≥120公里 | 101公里 | 2 | 1.9 |
    /// | 渠道清淤 | ≥80公里 | 76公里 | 2 | 1.8 |
    /// ```
    /// ```相符
    /// | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
    /// | --- | --- | --- | --- | --- |
    /// | 道路维修 | ≥120公里 | 101公里 | 2 | 1.7 |
    /// | 渠道清淤 | ≥80公里 | 76公里 | 2 | 1.9 |
    /// ```
    ///
    /// 不报的情形：定性指标、反向指标（≤）、预算执行率、没有写明方向而名称是成本、时间、投诉之类的指标。
    ///
    /// 怎么改：按完成程度重新评分，或写明扣分的其他理由。
    SCO011, "score-order", "完成得多而得分低", Warning
}

/// An indicator with how far it is done.
struct Done<'r> {
    row: &'r Row,
    full: Rat,
    ratio: Rat,
    score: MentionId,
    value: Rat,
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for sheet in &facts.sheets {
        let mut all = indicators(facts, sheet);
        // 培训人次 and 学员满意度 are scored in ways of their own.
        let top = |d: &Done<'_>| (d.row.group.map(|g| outermost(sheet, g)), lead(sheet, d.row));
        all.sort_by_key(|d| (top(d), d.full, d.ratio, d.row.at));
        for same in all.chunk_by(|a, b| a.full == b.full && top(a) == top(b)) {
            out.claims.extend(ordered(facts, same));
        }
    }
}

fn indicators<'s>(facts: &Facts, sheet: &'s Sheet) -> Vec<Done<'s>> {
    let done = |row: &'s Row| {
        let m = |role: Column| Some(&facts.mentions[row.mention(role)?]);
        let (target, actual) = (m(Column::Target)?, m(Column::Actual)?);
        let usable = target.base == actual.base && !target.range && kit::exact(actual);
        if !usable || !kit::is_positive(row, target) {
            return None;
        }
        let ratio = num::div(kit::value(actual)?, kit::value(target)?)?.min(Rat::from_integer(1));
        let score = row.score()?;
        let full = kit::value(m(Column::Weight)?)?;
        let value = kit::value(&facts.mentions[score]).filter(|_| kit::exact(&facts.mentions[score]))?;
        Some(Done { row, full, ratio, score, value })
    };
    // The execution rate is scored by a rule of its own.
    let listed = |r: &&Row| r.counts && !r.is_budget() && !r.label.contains("执行率");
    sheet.rows.iter().filter(listed).filter_map(done).collect()
}

/// The first name of the rows that it stands among.
fn lead<'s>(sheet: &'s Sheet, row: &Row) -> Option<&'s str> {
    sheet.rows.iter().take_while(|r| r.at <= row.at).filter_map(|r| r.lead()).last()
}

fn outermost(sheet: &Sheet, mut group: usize) -> usize {
    while let Some(parent) = sheet.groups[group].parent {
        group = parent;
    }
    group
}

/// Each against the highest score of those that are less done.
fn ordered(facts: &Facts, same: &[Done<'_>]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (i, more) in same.iter().enumerate() {
        let less = same[..i].iter().filter(|d| d.ratio < more.ratio).max_by_key(|d| (d.value, d.row.at));
        claims.extend(less.map(|less| claim(facts, less, more)));
    }
    claims
}

fn claim(facts: &Facts, less: &Done<'_>, more: &Done<'_>) -> Claim {
    let percent = |d: &Done<'_>| {
        let shown = num::mul(d.ratio, Rat::from_integer(100)).map(|r| num::show(r, 1));
        format!("{}完成{}%", d.row.label, shown.unwrap_or_default())
    };
    let operands = vec![kit::role(&format!("{}得分", less.row.label), &facts.mentions[less.score])];
    let result = kit::role(&format!("{}得分", more.row.label), &facts.mentions[more.score]);
    Claim::new("SCO011", Expr::Arg(0), Relation::AtMost, operands, result)
        .formula(format!("{}，{}，得分不应倒挂", percent(less), percent(more)))
        .link(Link::Likely)
        .severity(Severity::Warning)
}
