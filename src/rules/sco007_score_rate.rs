use super::{Out, kit};
use crate::facts::{Facts, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 得分率应等于得分除以分值。
    ///
    /// 依据：得分率 = 得分 ÷ 分值 × 100%。
    ///
    /// 重算：“产出指标50分，得49.48分，得分率98.96%”。
    ///
    /// ```不符
    /// 产出指标50分，得49.48分，得分率98.69%。
    /// ```
    /// ```相符
    /// 产出指标50分，得49.48分，得分率98.96%。
    /// ```
    ///
    /// 不报的情形：得分率前没有同一指标的分值和得分。
    ///
    /// 怎么改：重算得分率，或核对得分。
    SCO007, "score-rate-mismatch", "得分率不符", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for rate in 1..facts.mentions.len() {
        let (s, r) = (&facts.mentions[rate - 1], &facts.mentions[rate]);
        let named =
            r.kind == Kind::Percent && r.label.ends_with("得分率") && r.cell.is_none() && kit::exact(r);
        if !named || s.sentence != r.sentence || r.sep >= Sep::Group {
            continue;
        }
        let owner = facts.scoring.owner(rate - 1).filter(|i| i.score == Some(rate - 1));
        if owner.is_none() {
            out.claims.extend(
                bracketed(facts, rate).or_else(|| behind(facts, rate)).or_else(|| beside(facts, rate)),
            );
        }
        let Some((full, name)) = owner.and_then(|i| Some((i.full?, i.name.as_str()))) else { continue };
        let operands = vec![kit::role("得分", s), kit::role("分值", &facts.mentions[full])];
        let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
        let claim = Claim::new("SCO007", expr, Relation::Rounds, operands, kit::role("得分率", r)).formal();
        out.claims.push(claim.formula(format!("{name}得分率 = 得分 ÷ 分值")));
    }
}

/// 过程19.40分（满分25分，得分率77.60%）: the score stands before the bracket that its mark and rate are in.
fn bracketed(facts: &Facts, rate: usize) -> Option<Claim> {
    let (score, full) = (rate.checked_sub(2)?, rate - 1);
    let [s, f, r] = [score, full, rate].map(|i| &facts.mentions[i]);
    let marked = f.gap.trim_start().starts_with(['（', '(']) && f.gap.contains('满');
    let alike = s.kind == Kind::Score && f.kind == Kind::Score && f.depth == r.depth && f.depth > s.depth;
    let exact = [s, f].iter().all(|m| kit::exact(m)) && s.sentence == r.sentence;
    let operands = vec![kit::role("得分", s), kit::role("分值", f)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("SCO007", expr, Relation::Rounds, operands, kit::role("得分率", r)).formal();
    (marked && alike && exact).then(|| claim.formula(format!("{}得分率 = 得分 ÷ 分值", kit::name(s))))
}

/// 满分20分，评价得分17分，得分率85%; 综合得分88.4分（满分100分），得分率88.4%: the mark, the score and the rate.
fn beside(facts: &Facts, rate: usize) -> Option<Claim> {
    const MARK: &[&str] = &["权重", "满分", "分值"];
    let (a, b) = (rate.checked_sub(2)?, rate - 1);
    let marked =
        |i: usize| MARK.iter().any(|w| facts.mentions[i].before.trim_end_matches(['为', '是']).ends_with(w));
    let (full, score) = if marked(a) { (a, b) } else { (b, a) };
    let [f, s, r] = [full, score, rate].map(|i| &facts.mentions[i]);
    let got = ["得分", "得", "评分"].iter().any(|w| s.label.ends_with(w)) && marked(full);
    let alike = f.kind == Kind::Score && s.kind == Kind::Score && kit::exact(f) && kit::exact(s);
    let here = f.sentence == r.sentence && s.sentence == r.sentence && r.sep <= Sep::Clause;
    let operands = vec![kit::role("得分", s), kit::role("分值", f)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let claim = Claim::new("SCO007", expr, Relation::Rounds, operands, kit::role("得分率", r)).formal();
    (got && alike && here).then(|| claim.formula(format!("{}得分率 = 得分 ÷ 分值", kit::name(s))))
}

/// 权重6分，得分率90%，得分5.4分: the score behind its rate.
fn behind(facts: &Facts, rate: usize) -> Option<Claim> {
    const MARK: &[&str] = &["权重", "满分", "分值"];
    let [f, r, s] = [rate - 1, rate, rate + 1].map(|i| facts.mentions.get(i));
    let (f, r, s) = (f?, r?, s?);
    let marked = f.kind == Kind::Score && MARK.iter().any(|w| f.before.trim_end_matches('为').ends_with(w));
    let got = s.kind == Kind::Score && s.label.ends_with("得分") && s.sentence == r.sentence;
    let plain = [f, s].iter().all(|m| kit::exact(m)) && f.sentence == r.sentence && s.sep <= Sep::Clause;
    let part = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
    let operands = vec![kit::role("分值", f), kit::role("得分率", r)];
    let expr = Expr::times(Expr::Arg(0), part);
    let claim = Claim::new("SCO007", expr, Relation::Scores, operands, kit::role("得分", s)).formal();
    (marked && got && plain).then(|| claim.formula("得分 = 分值 × 得分率".to_owned()))
}
