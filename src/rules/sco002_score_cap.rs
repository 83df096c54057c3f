use super::{Out, caps, kit, sco005_deduction};
use crate::facts::{Facts, Mention, Stand};
use crate::figure::Kind;
use crate::ledger::Stance;
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 得分不能高于满分。
    ///
    /// 依据：各类绩效评价办法；得分介于 0 与分值之间。
    ///
    /// 重算：每项指标的得分 ≤ 该项满分（标题“（10分）”、“满分10分”或表中的分值）；“满分分别为…，得分分别为…”逐项比较，
    /// “产出指标得48分”按名称找上文的满分。
    ///
    /// ```不符
    /// 1. 培训完成率（8分）
    /// 培训任务全部完成，该指标得分为9分。
    /// ```
    /// ```相符
    /// 1. 培训完成率（8分）
    /// 培训任务全部完成，该指标得分为8分。
    /// ```
    ///
    /// 不报的情形：没有印出满分的指标；几项合计的得分；同名而满分不一的；权重之和为 100、各项得分按百分制打分的表。
    ///
    /// 怎么改：核对满分与得分，注意数字颠倒（10分误为01分）。
    SCO002, "score-exceeds-full-mark", "得分大于满分", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let spread = kit::lists_out_of_hundred(facts);
    let names = caps::names(facts);
    for (k, i) in facts.scoring.indicators.iter().enumerate() {
        let (Some(full), Some(score)) = (i.full, i.score) else { continue };
        if spread.contains(&i.list) {
            continue;
        }
        let (f, s) = (&facts.mentions[full], &facts.mentions[score]);
        if f.base != "分" && f.cell.is_none() || !kit::exact(f) || !kit::exact(s) {
            continue;
        }
        // 缺项指标8分不参评: the score is that of the rest.
        let missing = ["缺项", "加回"].iter().any(|w| f.label.contains(w))
            || ["不参评", "不计分", "不适用"].iter().any(|w| f.after.starts_with(w));
        // 复核得分较自评得分低6.4分，自评97.6分: a difference is no mark.
        let gap = f.label.ends_with(['低', '高', '多', '少']) && f.label.contains(['较', '比']);
        // 效益指标30分，…，最终得分97.7分: that of all.
        let all = ["最终得分", "总得分", "综合得分", "自评总分", "最后得分", "实得总分"];
        let of_all = all.iter().any(|w| s.label.ends_with(w)) && !all.iter().any(|w| i.name.contains(w));
        let of_all = of_all && s.cell.is_none() && kit::value(f) < Some(Rat::from_integer(100));
        // 基础分100分，扣5分，奖励2分，得97分; 满分25分），共扣6分，其中产出扣3分，得分94分: no mark of that score.
        let between = facts.mentions.get(full + 1..score).unwrap_or_default();
        let added = ["奖励", "加分", "加", "扣"].iter().any(|w| f.before.trim_end().ends_with(w));
        let taken = f.cell.is_none() && between.iter().any(|m| m.gap.contains("共扣"));
        // 时效14.5分、满分15分，三项得分47.5分、满分50分: its mark stands behind it.
        let next = facts.mentions.get(score + 1);
        let own =
            |n: &Mention| n.kind == Kind::Score && n.gap.trim_matches(['、', '，', '（', '(', ' ']) == "满分";
        let later = full < score && s.cell.is_none() && next.is_some_and(own);
        if later
            || missing
            || gap
            || of_all
            || added
            || taken
            || caps::is_of_another(&names, i, s)
            || facts.scoring.below(k).is_empty() && sco005_deduction::is_of_several(facts, score)
        {
            continue;
        }
        // 得15.5分/20分）、产出（得32.8分/40分: the mark behind the stroke is that of the score before it.
        if f.gap.trim() == "/" && full != score + 1 {
            continue;
        }
        out.claims.push(caps::claim(f, s, &i.name));
    }
    (0..facts.mentions.len()).for_each(|full| told(facts, full, out));
    caps::run(facts, out);
}

/// 产出指标（50分，得47.42分）: a full mark and the score behind it; worth saying when it holds.
fn told(facts: &Facts, full: usize, out: &mut Out) {
    const FAR: usize = 4;
    let f = &facts.mentions[full];
    if f.kind != Kind::Score || f.stand != Stand::Base || !kit::exact(f) {
        return;
    }
    let ahead = facts.mentions[full + 1..].iter().take(FAR).take_while(|s| s.sentence == f.sentence);
    let got = |s: &&Mention| s.kind == Kind::Score && kit::exact(s) && s.before.contains('得');
    let total = |s: &Mention| {
        let at = facts.mentions.partition_point(|m| m.at.start < s.at.start);
        facts.scoring.totals.contains(&at)
    };
    if let Some(s) = ahead.take_while(|s| s.stand != Stand::Base).find(got).filter(|s| !total(s)) {
        out.claims.push(caps::claim(f, s, "").stance(Stance::Reading));
    }
}
