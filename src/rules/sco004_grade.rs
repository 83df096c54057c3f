use super::{Out, kit};
use crate::facts::{Facts, Grade, Mention, MentionId, Stated};
use crate::ledger::{Claim, Expr, Relation, Role, Severity};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 评价等级应与得分所在的分数段一致。
    ///
    /// 依据：财预〔2020〕10号：90（含）–100 分为优，80（含）–90 分为良，60（含）–80 分为中，60 分以下为差。
    ///
    /// 报告自己列出分数段的，以报告的为准；另选了方案（--profile）的，以方案的为准。
    ///
    /// 重算：总分落在哪一段；不符的写明应为哪一等。
    ///
    /// ```不符
    /// 本次评价综合得分88.60分，评价等级为“优”。
    /// ```
    /// ```相符
    /// 本次评价综合得分88.60分，评价等级为“良”。
    /// ```
    ///
    /// 不报的情形：等级前没有总分；报告所列的分数段读不懂，或前后不一；整数分段（80–89、90–100）之间的空档里的分数，
    /// 记为无法核对。
    ///
    /// 怎么改：按分数段改等级，或核对总分。
    SCO004, "grade-out-of-band", "等级与得分不符", Error
}

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    let stated = &facts.scoring.bands;
    // Bands that the report prints and that could not be read: nothing can be said.
    if stated.is_empty() && facts.scoring.own_bands {
        return;
    }
    for g in &facts.scoring.grades {
        let Some(score) = g.score else { continue };
        let m = &facts.mentions[score];
        if is_of_other_whole(facts, score) {
            continue;
        }
        let made = if stated.is_empty() { by_profile(scheme, g) } else { by_report(stated, scheme, g) };
        let Some((relation, bounds)) = made else { continue };
        let formula = format!("{} {bounds} 为“{}”", kit::name(m), g.word);
        let result = Role::one("等级", kit::text(&g.word, g.span));
        let claim = Claim::new("SCO004", Expr::Arg(0), relation, vec![kit::role("总分", m)], result);
        let remembered = scheme.profile.remembered && stated.is_empty();
        let most = if remembered { Severity::Note } else { Severity::Error };
        let mut claim = claim.formula(formula).severity(most);
        claim.word = right(stated, scheme, m).filter(|w| *w != g.word);
        out.claims.push(claim);
    }
}

/// 总分120分，实得102分，折算百分制85分，良: the grade is that of another score, or of another full mark.
fn is_of_other_whole(facts: &Facts, score: MentionId) -> bool {
    const WHOLE: &[&str] = &["满分", "总分", "分值", "权重", "合计"];
    const SCALED: &[&str] =
        &["折算", "折合", "换算", "得分率", "千分制", "不计入等级", "折为", "折百", "，折"];
    const NEAR: usize = 4;
    let m = &facts.mentions[score];
    let words = kit::sentence(facts, score);
    let hundred = |n: &Mention| kit::value(n) == Some(Rat::from_integer(100));
    let near = score.saturating_sub(NEAR)..(score + NEAR).min(facts.mentions.len());
    let whole = near.filter(|&i| i != score).map(|i| &facts.mentions[i]).any(|n| {
        let said = WHOLE.iter().any(|w| n.label.ends_with(w));
        n.kind == m.kind && n.sentence == m.sentence && said && !hundred(n) && kit::value(n) > kit::value(m)
    });
    let own = ["折", "换算", "基础"].iter().any(|w| m.gap.contains(w));
    (whole || SCALED.iter().any(|w| words.contains(w))) && !own && m.cell.is_none()
}

fn by_profile(scheme: &Scheme, g: &Grade) -> Option<(Relation, String)> {
    let band = scheme.profile.bands.iter().find(|b| b.names.contains(&g.word))?;
    let top = scheme.profile.total == Some(band.high);
    Some((
        Relation::Band { low: band.low, high: band.high, top, gap: None },
        bounds(band.low, band.high, top),
    ))
}

/// The grade of a score.
fn right(stated: &[Stated], scheme: &Scheme, m: &Mention) -> Option<String> {
    let score = kit::value(m)?;
    let fits = |low: Rat, high: Rat, top: bool| low <= score && (score < high || top && score == high);
    let own = || stated.iter().find(|s| fits(s.band.low, s.band.high, s.closed)).map(|s| &s.band);
    let common = || {
        let top = |high| scheme.profile.total == Some(high);
        scheme.profile.bands.iter().find(|b| fits(b.low, b.high, top(b.high)))
    };
    let band = if stated.is_empty() { common() } else { own() };
    band?.names.first().cloned()
}

/// The report's own band with this name, or with another name of the same grade.
fn by_report(stated: &[Stated], scheme: &Scheme, g: &Grade) -> Option<(Relation, String)> {
    let of = |word: &str| stated.iter().find(|s| s.band.names.iter().any(|n| n == word));
    let alike = || {
        let known = scheme.profile.bands.iter().find(|b| b.names.contains(&g.word))?;
        known.names.iter().find_map(|n| of(n))
    };
    let s = of(&g.word).or_else(alike)?;
    let (low, high, top) = (s.band.low, s.band.high, s.closed);
    Some((Relation::Band { low, high, top, gap: s.gap }, format!("{}（报告所列）", bounds(low, high, top))))
}

fn bounds(low: Rat, high: Rat, top: bool) -> String {
    format!("≥ {low} 且 {} {high}", if top { "≤" } else { "<" })
}
