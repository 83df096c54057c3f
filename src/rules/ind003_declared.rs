use super::{Out, kit};
use crate::facts::{Facts, MentionId};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity};
use crate::scheme::Scheme;

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
    for i in &facts.scoring.indicators {
        let Some(full) = i.full.filter(|_| i.name.chars().count() >= 3) else { continue };
        let m = &facts.mentions[full];
        let declared = (0..full).find(|&d| {
            let o: &crate::facts::Mention = &facts.mentions[d];
            o.kind == Kind::Score && o.cell.is_none() && o.para != m.para && o.label == i.name && !is_mark(facts, d)
        });
        out.claims.extend(declared.map(|d| claim(facts, d, full, &i.name)));
    }
}

/// The full mark of a heading of its own, or a score.
fn is_mark(facts: &Facts, d: MentionId) -> bool {
    facts.scoring.indicators.iter().any(|i| (i.full == Some(d) && facts.mentions[d].gap.ends_with(['（', '('])) || i.score == Some(d))
}

fn claim(facts: &Facts, declared: MentionId, full: MentionId, name: &str) -> Claim {
    let (a, b) = (&facts.mentions[declared], &facts.mentions[full]);
    Claim::new("IND003", Expr::Arg(0), Relation::Equals, vec![kit::role("说明的分值", a)], kit::role(name, b))
        .formula(format!("{name}分值前后一致"))
        .link(Link::Likely)
        .severity(Severity::Warning)
}
