use super::{Out, kit};
use crate::facts::{Facts, Indicator, MentionId};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity};
use crate::scheme::Scheme;
use std::collections::BTreeMap;

declare_rule! {
    /// 评分说明里的分值应与各指标标题的分值一致。
    ///
    /// 依据：同一指标只有一个分值。
    ///
    /// 重算：“满分100分，其中部门管理30分、履职产出40分…”与后文“（一）部门管理（30分）”比较。
    ///
    /// ```不符
    /// 满分100分，其中部门管理30分、履职产出40分、履职效益20分、满意度10分。
    /// （一）部门管理（35分）
    /// （二）履职产出（40分）
    /// ```
    /// ```相符
    /// 满分100分，其中部门管理30分、履职产出40分、履职效益20分、满意度10分。
    /// （一）部门管理（30分）
    /// （二）履职产出（40分）
    /// ```
    ///
    /// 不报的情形：名称不完全相同。
    ///
    /// 怎么改：统一分值。
    IND003, "declared-mark-differs", "分值前后不一", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let mut first: BTreeMap<&str, MentionId> = BTreeMap::new();
    for (d, m) in facts.mentions.iter().enumerate() {
        if m.kind == Kind::Score && m.cell.is_none() && !is_mark(facts, d) && !is_of_score(facts, d) {
            first.entry(m.label.as_str()).or_insert(d);
        }
    }
    // 权重分15分 is of any indicator.
    let named = |i: &&Indicator| {
        i.name.chars().count() >= 3
            && !["权重分", "分值", "满分", "权重", "标准分", "得分"].iter().any(|w| i.name.ends_with(w))
    };
    for i in facts.scoring.indicators.iter().filter(named) {
        let Some(full) = i.full else { continue };
        let before = |&d: &MentionId| d < full && facts.mentions[d].para != facts.mentions[full].para;
        let declared = first.get(i.name.as_str()).copied().filter(before);
        out.claims.extend(declared.map(|d| claim(facts, d, full, &i.name)));
    }
}

/// The full mark of a heading of its own, or a score.
fn is_mark(facts: &Facts, d: MentionId) -> bool {
    let headed = facts.mentions[d].gap.ends_with(['（', '(']);
    facts.scoring.owner(d).is_some_and(|i| i.score == Some(d) || (i.full == Some(d) && headed))
}

/// 综合得分96.19分，其中产出指标38.7分: scores, and no marks.
fn is_of_score(facts: &Facts, d: MentionId) -> bool {
    let scored = |&t: &MentionId| {
        let t = &facts.mentions[t];
        t.label.contains('得') || t.before.contains("得分")
    };
    facts.totals_of(d).iter().any(scored)
}

fn claim(facts: &Facts, declared: MentionId, full: MentionId, name: &str) -> Claim {
    let (a, b) = (&facts.mentions[declared], &facts.mentions[full]);
    Claim::new("IND003", Expr::Arg(0), Relation::Equals, vec![kit::role("说明的分值", a)], kit::role(name, b))
        .formula(format!("{name}分值前后一致"))
        .formal()
        .link(Link::Likely)
        .severity(Severity::Warning)
}
