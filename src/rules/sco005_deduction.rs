use super::{Out, kit};
use crate::facts::{Facts, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role};
use crate::scheme::Scheme;

declare_rule! {
    /// 得分应等于满分减去扣分。
    ///
    /// 依据：评分办法；扣完为止。
    ///
    /// 重算：同一指标的满分 − 各处扣分 = 得分。
    ///
    /// ```不符
    /// 1. 安全生产监管（8分）
    /// 个别点位整改不及时，扣0.5分，得7.8分。
    /// ```
    /// ```相符
    /// 1. 安全生产监管（8分）
    /// 个别点位整改不及时，扣0.5分，得7.5分。
    /// ```
    ///
    /// 不报的情形：“每超过一个百分点扣 0.5 分”之类的办法；没有印出满分或得分。
    ///
    /// 怎么改：重算得分，或核对扣分。
    SCO005, "deduction-mismatch", "满分减扣分不等于得分", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for (k, i) in facts.scoring.indicators.iter().enumerate() {
        let leaf = facts.scoring.below(k).is_empty();
        let (Some(full), Some(score), true) = (i.full, i.score, leaf) else { continue };
        let taken = deductions(facts, full, score);
        let plain = |m: MentionId| kit::exact(&facts.mentions[m]) && facts.mentions[m].cell.is_none();
        if !taken.is_empty() && plain(full) && plain(score) {
            out.claims.push(claim(facts, full, score, &taken));
        }
    }
}

/// What was taken off between the full mark and the score, rules of deduction left out.
fn deductions(facts: &Facts, full: MentionId, score: MentionId) -> Vec<MentionId> {
    let taken = |&m: &MentionId| {
        let m = &facts.mentions[m];
        let rule = ["每", "扣完", "不足", "低于", "超过"].iter().any(|w| m.gap.contains(w));
        m.kind == Kind::Score
            && m.label.ends_with('扣')
            && kit::exact(m)
            && !rule
            && m.section == facts.mentions[score].section
    };
    const FAR: usize = 60;
    if full >= score || score - full > FAR {
        return Vec::new();
    }
    // Under a heading the whole section is about the indicator, elsewhere only the group of clauses.
    let headed = facts.mentions[full].gap.trim_end().ends_with(['（', '(']);
    let joined =
        |&m: &MentionId| headed || facts.mentions[m + 1..=score].iter().all(|n| n.sep <= Sep::Clause);
    (full + 1..score).filter(taken).filter(joined).collect()
}

fn claim(facts: &Facts, full: MentionId, score: MentionId, taken: &[MentionId]) -> Claim {
    let mention = |m: MentionId| &facts.mentions[m];
    let mut operands = vec![kit::role("满分", mention(full))];
    operands.extend(taken.iter().map(|&m| kit::role("扣分", mention(m))).collect::<Vec<Role>>());
    let minus = |expr, k| Expr::minus(expr, Expr::Arg(k));
    let expr = (1..=taken.len()).fold(Expr::Arg(0), minus);
    Claim::new("SCO005", expr, Relation::Sums, operands, kit::role("得分", mention(score)))
        .formal()
        .formula("得分 = 满分 − 扣分".to_owned())
        .link(if mention(full).sentence == mention(score).sentence { Link::Certain } else { Link::Likely })
}
