use super::{Out, composed, deducted, kit, totals};
use crate::facts::{DECLARED, Facts, Indicator, Mention, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Stance};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 得分应等于满分减去扣分。
    ///
    /// 依据：评分办法；扣完为止。
    ///
    /// 重算：同一指标的满分 − 各处扣分 = 得分；“共扣”等于各处扣分之和（含下面逐条列出的）；“失分”等于 100 − 总得分；“扣分情况如下：”逐项列全的，总得分 = 100 − 各项扣分之和。指标按名称找，也看同一行、同一句。
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

/// Totals before a deduction that are tried.
const TOTALS: usize = 4;
/// Mentions of a sentence that are looked at before a deduction.
const BACK: usize = 40;
/// Characters of a name by which an indicator is called.
const NAMED: usize = 3;
/// Characters before a deduction that say whose it is.
const NEAR: usize = 40;
/// Families of deductions, by paragraph.
const FAMILY: u32 = 5 << 24;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    composed::chains(facts, out);
    deducted::run(facts, out);
    let all = || 2..facts.mentions.len();
    out.claims.extend(all().filter_map(|id| of_only_mark(facts, id).or_else(|| before_mark(facts, id))));
    summed_up(facts, out);
    named(facts, out);
    lost(facts, out);
    for (k, i) in facts.scoring.indicators.iter().enumerate() {
        let leaf = facts.scoring.below(k).is_empty();
        let (Some(full), Some(score), true) = (i.full, i.score, leaf) else { continue };
        let taken = if i.list == DECLARED { Vec::new() } else { deductions(facts, full, score) };
        let plain = |m: MentionId| kit::exact(&facts.mentions[m]) && facts.mentions[m].cell.is_none();
        let full = own_mark(facts, full, &taken).unwrap_or(full);
        // 效益23.5分（满分25分），共扣6分，得分94分: the mark of another score.
        let summed = taken.iter().any(|&t| facts.mentions[t].gap.contains("共扣"));
        let inside = summed && facts.mentions[full].depth > facts.mentions[score].depth;
        if !taken.is_empty() && plain(full) && plain(score) && !inside && !is_of_several(facts, score) {
            out.claims.push(claim(facts, full, score, &taken));
        }
        let behind = if taken.is_empty() { told_after(facts, full, score) } else { Vec::new() };
        if !behind.is_empty() && plain(full) && plain(score) {
            out.claims.push(Claim { formal: false, ..claim(facts, full, score, &behind) });
        }
    }
}

/// 两项合计得15.4分: of more than the indicator before it.
pub(super) fn is_of_several(facts: &Facts, score: MentionId) -> bool {
    let s = &facts.mentions[score];
    let numbered =
        s.sep == Sep::None && score.checked_sub(1).is_some_and(|i| facts.mentions[i].term.unit == "项");
    let words = ["合计得", "共得", "总计得", "共计得", "合计得分", "合计实得"];
    s.cell.is_none()
        && (words.iter().any(|w| s.before.ends_with(w)) && (numbered || s.before.contains("合计")))
}

/// （一）决策（18分） / 立项充分性4分、指标明确性3分、…。指标明确性扣1分，得2分: of the mark that has the name.
fn own_mark(facts: &Facts, group: MentionId, taken: &[MentionId]) -> Option<MentionId> {
    let &[one] = taken else { return None };
    let name = facts.mentions[one].label.trim_end_matches(['扣', '失', '分']);
    let called = |i: &MentionId| {
        let m = &facts.mentions[*i];
        m.kind == Kind::Score && m.label == name && name.chars().count() >= NAMED && kit::exact(m)
    };
    (group + 1..one).find(called)
}

/// 分别扣1.5分和1分，该项指标满分8分，实际得分5.5分: what was taken off stands before the mark and the score.
fn before_mark(facts: &Facts, id: MentionId) -> Option<Claim> {
    let (full, score) = (id - 1, id);
    let [f, s] = [full, score].map(|i| &facts.mentions[i]);
    let here = |i: usize| facts.mentions[i].sentence == s.sentence && facts.mentions[i].cell.is_none();
    let got = s.label.ends_with("得分") || s.label.ends_with('得');
    let marked = ["满分", "分值"].iter().any(|w| f.before.trim_end_matches('为').ends_with(w));
    let joined = |i: usize| matches!(facts.mentions[i].gap.trim(), "、" | "和" | "及" | "与");
    let before: Vec<MentionId> = (0..full)
        .rev()
        .take(BACK)
        .take_while(|&i| here(i))
        .filter(|&i| facts.mentions[i].kind == Kind::Score)
        .collect();
    let taken = |&i: &MentionId| {
        is_taken(facts, i) || joined(i) && before.iter().any(|&b| b < i && is_taken(facts, b))
    };
    let whole = !before.is_empty()
        && before.iter().all(taken)
        && before.iter().all(|&i| kit::exact(&facts.mentions[i]));
    let plain =
        [f, s].iter().all(|m| m.kind == Kind::Score && kit::exact(m)) && here(full) && s.sep == Sep::Clause;
    let summed =
        before.iter().any(|&i| ["共扣", "合计"].iter().any(|w| facts.mentions[i].before.contains(w)));
    // 过程部分扣2.43分，预算执行一项分值10分，得9.57分，扣0.43分: taken off another, and what was taken off this one stands behind.
    let behind =
        facts.mentions.get(id + 1).is_some_and(|n| n.sentence == s.sentence) && is_taken(facts, id + 1);
    let summed = summed || behind;
    (got && marked && whole && plain && !summed && f.sep <= Sep::Clause && f.term.printed != "100")
        .then(|| claim(facts, full, score, &before))
}

/// 满意度指标10分。…每低1个百分点扣0.5分…。满意度为91%，扣2分，得8分: of the only mark of its paragraph.
fn of_only_mark(facts: &Facts, id: MentionId) -> Option<Claim> {
    let score = id;
    let off: Vec<MentionId> = (0..id)
        .rev()
        .take(BACK)
        .take_while(|&i| is_taken(facts, i) && facts.mentions[i].sentence == facts.mentions[id].sentence)
        .collect();
    let &taken = off.last()?;
    let (s, t) = (&facts.mentions[score], &facts.mentions[taken]);
    const GOT: &[&str] = &["得", "得分", "实得", "该项得", "该指标得", "该项得分", "该指标得分"];
    let told = GOT.contains(&s.before.trim()) && s.sep == Sep::Clause;
    if s.kind != Kind::Score || !told || s.sentence != t.sentence || s.cell.is_some() || !kit::exact(s) {
        return None;
    }
    let points = |i: &MentionId| facts.mentions[*i].kind == Kind::Score;
    let near = (0..taken).rev().take(BACK).take_while(|&i| facts.mentions[i].para == s.para).filter(points);
    let rule =
        |m: &Mention| ["扣", "得满分", "每"].iter().any(|w| m.before.contains(w)) || m.after.contains("以上");
    let mut marks = near.filter(|&i| !rule(&facts.mentions[i]));
    let full = marks.next().filter(|_| marks.next().is_none())?;
    let f = &facts.mentions[full];
    let named = f.label.ends_with("指标") || ["满分", "分值", "权重"].iter().any(|w| f.before.contains(w));
    let apart = f.sentence < s.sentence && facts.scoring.owner(score).is_none_or(|i| i.full != Some(full));
    (named && apart && kit::exact(f) && kit::value(f) > kit::value(s))
        .then(|| claim(facts, full, score, &off))
}

/// 满分100分，其中执行率扣0.8分，产出扣1.5分，自评得分97.7分: all that was taken off, from the whole to the score.
fn summed_up(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate() {
        let whole = m.term.printed == "100" && m.kind == Kind::Score && m.cell.is_none();
        if !whole || !["满分", "总分"].iter().any(|w| m.before.contains(w)) {
            continue;
        }
        let ahead = (id + 1..facts.mentions.len()).take(BACK);
        let taken: Vec<MentionId> =
            ahead.take_while(|&i| facts.mentions[i].sentence == m.sentence && is_taken(facts, i)).collect();
        if taken.len() == BACK {
            continue;
        }
        let here = |i: &MentionId| {
            facts.mentions.get(*i).is_some_and(|s| s.sentence == m.sentence && s.kind == m.kind)
        };
        // 自评总分94.7分，满分100分，其中甲扣0.8分、乙扣2分: the score may stand before the whole.
        let before = || id.checked_sub(1).filter(here);
        let Some(score) = Some(id + 1 + taken.len()).filter(here).or_else(before) else { continue };
        let s = &facts.mentions[score];
        let some = ["主要", "等", "部分"]
            .iter()
            .any(|w| facts.mentions[id + 1..=score.max(id + taken.len())].iter().any(|n| n.gap.contains(w)));
        let named = (s.before.contains("得分") || score < id && s.label.ends_with("总分"))
            && kit::exact(s)
            && s.term.told() > 1;
        // 共扣5分，其中甲扣3分、乙扣2分: the first is all of them.
        let again = taken
            .iter()
            .any(|&i| ["共扣", "合计扣", "共计扣"].iter().any(|w| facts.mentions[i].gap.contains(w)));
        let among = taken.iter().any(|&i| facts.mentions[i].gap.contains("其中")) && !m.rest.contains("其中");
        if taken.len() >= 2 && named && !some && !again && !among {
            out.claims.push(claim(facts, id, score, &taken));
        }
    }
}

/// 3.清运量：分值8分，得7.50分。全年清运16.06万吨，少1.46万吨，扣0.5分。: what the rest of the paragraph says was taken off.
fn told_after(facts: &Facts, full: MentionId, score: MentionId) -> Vec<MentionId> {
    let (f, s) = (&facts.mentions[full], &facts.mentions[score]);
    let mut points_here = (0..=score).rev().take(BACK).take_while(|&i| facts.mentions[i].para == f.para);
    // （四）效益（分值25分）。…该项得21.8分，扣3.2分: the two right behind each other, and no other points.
    let lone =
        facts.mentions.get(score + 1).is_some_and(|t| t.sentence == s.sentence && t.sep == Sep::Clause)
            && points_here.all(|i| i == full || i == score || facts.mentions[i].kind != Kind::Score);
    let together = lone || score == full + 1 && f.sentence == s.sentence && f.depth == 0;
    let rest =
        || (score + 1..facts.mentions.len()).take(BACK).take_while(|&i| facts.mentions[i].para == f.para);
    let points = |i: &MentionId| facts.mentions[*i].kind == Kind::Score;
    let taken: Vec<MentionId> = rest().filter(|&i| is_taken(facts, i)).collect();
    // Nothing but points that were taken off, and none of the marks of others.
    let all = together && rest().filter(points).count() == taken.len();
    let opens = (0..full).rev().take_while(|&i| facts.mentions[i].para == f.para).all(|i| !points(&i));
    // 应扣0.6分，减半; 兄弟单位扣0.5分; 2023年扣0.5分: not what was taken off here.
    const OTHER: &[&str] = &[
        "应扣", "初扣", "原扣", "拟扣", "标准", "减半", "上年", "去年", "兄弟", "邻", "下属", "所属", "同项",
        "返还", "免扣", "不在", "不计", "计入", "加回",
    ];
    let other = |&i: &MentionId| {
        let m = &facts.mentions[i];
        m.year.is_some() || OTHER.iter().any(|w| m.gap.contains(w) || m.rest.contains(w))
    };
    // 效果20分，得18.9分。其中过程部分扣2.43分: another of the groups is named.
    let name = facts.scoring.owner(score).map_or("", |i| i.name.as_str());
    let core =
        |w: &str| w.trim_end_matches("部分").trim_end_matches("指标").trim_end_matches('类').to_owned();
    let another = |&i: &MentionId| {
        let m = &facts.mentions[i];
        let of = m.label.trim_end_matches(['扣', '失', '分']);
        let group = ["部分", "指标", "类"].iter().any(|w| of.ends_with(w));
        let (own, of) = (core(name), core(of));
        group && m.sentence > s.sentence && of.chars().count() > 1 && !kit::share(&of, &own, 2)
    };
    let other = |i: &MentionId| other(i) || another(i);
    // Of several it is not told whether one is the sum of the others.
    if all && opens && taken.len() == 1 && !taken.iter().any(other) { taken } else { Vec::new() }
}

/// Points taken off, as a fact and not as a rule of deduction.
pub(super) fn is_taken(facts: &Facts, id: MentionId) -> bool {
    const RULES: &[&str] = &["每", "扣完", "不足", "低于", "超过", "酌情", "最多", "至多", "扣至"];
    let m = &facts.mentions[id];
    let words = m.before.trim_end();
    let off = ["扣", "失", "扣分", "失分", "扣减", "扣除", "丢"].iter().any(|w| words.ends_with(w));
    // 每低1个百分点扣0.2分: its measure is a figure of its own.
    let measured = || {
        let mut clause = facts.mentions[..id].iter().rev().take(BACK).take_while(|n| n.clause == m.clause);
        clause.any(|n| n.gap.contains('每'))
    };
    // 2处各扣0.5分, 上年扣3分, 扣分2分的指标1个.
    let other = ["各扣", "小计扣", "小计共扣"].iter().any(|w| words.ends_with(w))
        || ["上年", "去年"].iter().any(|w| words.contains(w))
        || m.after.starts_with('的') && !m.after.contains("原因");
    let kind = m.kind == Kind::Score && kit::exact(m);
    // 应扣0.76分，按0.8分扣减: what was taken off in the end stands behind.
    let next = facts.mentions.get(id + 1).filter(|n| n.sentence == m.sentence);
    let due =
        words.ends_with("应扣") && next.is_some_and(|n| n.gap.contains(['按', '实']) && n.kind == m.kind);
    let rounded = words.ends_with('按') && m.after.starts_with("扣减");
    // 因佐证不足扣1.5分 tells why.
    let gap = m.gap.replace("不足扣", "扣").replace("不足，扣", "，扣");
    (off && !due || rounded) && kind && !RULES.iter().any(|w| gap.contains(w)) && !measured() && !other
}

/// 预算完成率扣2分: the indicator that is called by name, wherever its mark and score stand; or that of its row. Those of a
/// paragraph bear each other out.
fn named(facts: &Facts, out: &mut Out) {
    // Mentions between a deduction and the score that it is taken from.
    const FAR: usize = 600;
    let core = |i: &Indicator| i.name.trim_end_matches("指标").trim_end_matches('类').to_owned();
    let mut all: Vec<(MentionId, &Indicator, String)> =
        facts.scoring.indicators.iter().filter_map(|i| Some((i.score?, i, core(i)))).collect();
    all.sort_by_key(|a| a.0);
    for id in (0..facts.mentions.len()).filter(|&i| is_taken(facts, i) || is_told_of_each(facts, i)) {
        out.claims.extend(beside(facts, id));
        // 工程质量，满分7分，一处返工，扣0.5分，得6.5分: it stands between its mark and its score.
        let next = all.get(all.partition_point(|a| a.0 < id)).map(|a| a.1);
        let here = |m: MentionId| facts.mentions[m].sentence == facts.mentions[id].sentence;
        let (mark, score) = next.map_or((None, None), |i| (i.full, i.score));
        if mark.is_some_and(|f| f < id && here(f)) && score.is_some_and(here) {
            continue;
        }
        let row = |i: &Indicator| {
            let at = |s: MentionId| facts.mentions[s].cell;
            // The mark of the next row stands before a remark that comes ahead of its score.
            let next = |s: MentionId| (s + 1..id).any(|k| facts.scoring.owner(k).is_some());
            i.score.is_some_and(|s| at(s).is_some() && s < id && id - s <= 2 && !next(s))
        };
        let words = words(facts, id);
        let label = facts.mentions[id].label.as_str();
        let label = each(facts, id).unwrap_or_else(|| {
            let own = label.rsplit_once("分别为").map_or(label, |n| n.1);
            own.trim_end_matches(['扣', '失', '分']).to_owned()
        });
        let near = all.partition_point(|a| a.0 + FAR < id)..all.partition_point(|a| a.0 < id + FAR);
        let near = || all[near.clone()].iter().map(|a| (a.1, a.2.as_str()));
        // Of 决策 and 过程 only one is spoken of.
        let gap = kit::last(&facts.mentions[id].gap, NEAR);
        let short = |core: &str| core.chars().count() >= NAMED - 1 && gap.contains(core);
        let single = near().filter(|(_, core)| short(core)).count() == 1;
        let called = |(i, core): &(&Indicator, &str)| {
            i.name.chars().count() >= NAMED && words.contains(i.name.as_str())
                || !label.is_empty() && *core == label
                || single && short(core)
        };
        let best = near().filter(called).max_by_key(|(i, core)| (*core == label, i.name.len()));
        let beside = near().find(|(i, _)| row(i));
        // | 质量指标 | 7 | 6.5 | 1条验收整改，扣0.5分 |: the only one of its cell.
        let para = facts.mentions[id].para;
        let around = id.saturating_sub(BACK)..facts.mentions.len().min(id + BACK);
        let cell = |j: &usize| facts.mentions[*j].para == para && facts.mentions[*j].kind == Kind::Score;
        let told = beside.is_some() && around.filter(cell).count() == 1;
        let Some((i, _)) = beside.or(best) else { continue };
        let (Some(full), Some(score)) = (i.full, i.score) else { continue };
        if [full, score].iter().all(|s| *s != id && kit::exact(&facts.mentions[*s])) {
            let claim = claim(facts, full, score, &[id]);
            let claim = if told { claim } else { claim.stance(Stance::Reading) };
            out.claims.push(claim.family(FAMILY | facts.mentions[id].para));
        }
    }
}

/// 失分分别为决策1.5分、产出3.75分.
fn is_told_of_each(facts: &Facts, id: MentionId) -> bool {
    let m = &facts.mentions[id];
    let list = (0..=id).rev().take(BACK).take_while(|&i| i == id || facts.mentions[i + 1].sep == Sep::Item);
    let first = list.last().unwrap_or(id);
    let words = facts.mentions[first].gap.as_str();
    let told = ["失分分别", "扣分分别", "分别扣", "分别失"].iter().any(|w| words.contains(w));
    m.kind == Kind::Score && kit::exact(m) && told
}

/// 过程和产出两类，分别扣4.25分、5.95分: the name that stands in the same place of its list.
fn each(facts: &Facts, id: MentionId) -> Option<String> {
    let first = (0..=id).rev().take(BACK).find(|&i| facts.mentions[i].sep != Sep::Item)?;
    let (names, _) = facts.mentions[first].gap.split_once("分别")?;
    let before = first.checked_sub(1).filter(|&i| facts.mentions[i].sentence == facts.mentions[id].sentence);
    let counted = before.map_or("", |i| facts.mentions[i].gap.as_str());
    let names =
        if names.trim_matches([' ', '，', '类', '项', '个']).is_empty() { counted } else { names };
    let counted = ['，', ',', '类', '项', '个', '两', '三', '四', '方', '面'];
    let names = names.trim_end_matches(counted).rsplit(['，', '。', '在', '是']).next()?;
    names.split(['、', '和', '与', '及']).nth(id - first).map(|n| n.trim().to_owned())
}

/// The words of the sentence since the points taken off before.
fn words(facts: &Facts, id: MentionId) -> String {
    let same = |i: &MentionId| facts.mentions[*i].sentence == facts.mentions[id].sentence;
    let since = (0..id).rev().take(BACK).take_while(|i| same(i) && !is_taken(facts, *i));
    let from = since.last().unwrap_or(id);
    facts.mentions[from..=id].iter().map(|m| m.gap.as_str()).collect()
}

/// 满分3分，得1.8分，扣1.2分: the two scores before it in its sentence. 满分100分，扣3.5分，得96.5分: the total.
fn beside(facts: &Facts, id: MentionId) -> Option<Claim> {
    of_hundred(facts, id).or_else(|| ahead_of_mark(facts, id)).or_else(|| behind(facts, id))
}

/// 扣1.5分，得8.50分（满分10分）: the mark stands in the bracket behind the score.
fn ahead_of_mark(facts: &Facts, id: MentionId) -> Option<Claim> {
    let (score, full) = (id + 1, id + 2);
    let (s, f) = (facts.mentions.get(score)?, facts.mentions.get(full)?);
    let got = ["得", "得分", "实得", "实际得分", "该项得"].contains(&s.gap.trim_matches(['，', ',', ' ']));
    let mark = ["（满分", "(满分", "（分值", "(分值"].contains(&f.gap.trim());
    let points = [s, f].iter().all(|m| m.kind == Kind::Score && kit::exact(m) && m.cell.is_none());
    let first = id.checked_sub(1).is_none_or(|i| !is_taken(facts, i));
    (got && mark && points && first && is_taken(facts, id)).then(|| claim(facts, full, score, &[id]))
}

/// The hundred, what is taken off, and what is left, side by side.
fn of_hundred(facts: &Facts, id: MentionId) -> Option<Claim> {
    let (before, after) = (id.checked_sub(1)?, id + 1);
    let (full, total) = (&facts.mentions[before], facts.mentions.get(after)?);
    let one = |m: &&Mention| m.sentence == facts.mentions[id].sentence && m.kind == Kind::Score;
    let left = total.sep <= Sep::Clause && total.label.contains('得') && kit::exact(total);
    (full.term.printed == "100" && left && [full, total].iter().all(one))
        .then(|| claim(facts, before, after, &[id]))
}

fn behind(facts: &Facts, id: MentionId) -> Option<Claim> {
    let sentence = facts.mentions[id].sentence;
    let mut scores =
        (0..id).rev().take(BACK).take_while(|&i| facts.mentions[i].sentence == sentence).filter(|&i| {
            facts.mentions[i].kind == Kind::Score && kit::exact(&facts.mentions[i]) && !is_taken(facts, i)
        });
    let (score, full) = (scores.next()?, scores.next()?);
    if facts.scoring.owner(score).is_some_and(|o| o.full == Some(score)) {
        return None;
    }
    // 甲得8分；乙得8.5分，扣1.5分: a score is no mark of the next.
    let got = &facts.mentions[full];
    if got.before.trim_end().ends_with('得') && got.term.printed != "100" {
        return None;
    }
    if facts.mentions[id].gap.contains("共扣") && facts.mentions[full].term.printed != "100" {
        return None;
    }
    let claim = claim(facts, full, score, &[id]);
    // The three side by side, and nothing else taken off, say it themselves.
    let owner = facts.scoring.owner(score).is_some_and(|i| i.score == Some(score) && i.full == Some(full))
        || facts.mentions[full].term.printed == "100" && facts.scoring.totals.contains(&score);
    let ahead = (id + 1..facts.mentions.len()).take(BACK);
    let others = ahead.take_while(|&i| facts.mentions[i].sentence == sentence).any(|i| is_taken(facts, i));
    let next = facts
        .mentions
        .get(id + 1)
        .is_some_and(|n| n.kind == Kind::Score && n.sentence == sentence && n.sep <= Sep::Clause);
    let tight = owner
        && score == full + 1
        && id == score + 1
        && !next
        && !others
        && facts.mentions[id].sep <= Sep::Clause;
    Some(if tight { claim } else { claim.stance(Stance::Reading) })
}

/// 共扣12.5分, 失分6.5分: what all that was taken off comes to, and what is left of the hundred.
fn lost(facts: &Facts, out: &mut Out) {
    for id in (0..facts.mentions.len()).filter(|&i| facts.mentions[i].kind == Kind::Score) {
        let m = &facts.mentions[id];
        let words = m.before.trim_end();
        let all = ["共扣", "共失", "合计扣", "共计扣", "扣分合计", "失分", "总扣分", "共扣分", "共计"]
            .iter()
            .any(|w| words.ends_with(w));
        // 其他零星扣分合计3分: one more of them.
        let more = ["其他", "其余", "零星", "另"].iter().any(|w| kit::last(&m.gap, 12).contains(w));
        if !all || more || !kit::exact(m) || m.cell.is_some() {
            continue;
        }
        let near = (id.saturating_sub(BACK)..id).filter(|&i| facts.mentions[i].sentence == m.sentence);
        let parts: Vec<MentionId> = near.filter(|&i| is_taken(facts, i) || is_listed(facts, i)).collect();
        out.claims.extend(all_taken(facts, id, &parts).map(|c| c.stance(Stance::Optional)));
        let group = out.group();
        for parts in [ahead(facts, id), since(facts, id)] {
            out.claims.extend(all_taken(facts, id, &parts).map(|c| c.group(group)));
        }
        let totals = facts.scoring.totals.iter().rev().filter(|t| **t < id).take(TOTALS);
        for &total in totals.filter(|_| !words.ends_with("共计")) {
            let t = &facts.mentions[total];
            let hundred = Role::one("满分", kit::constant(100, "分", t.term.span));
            let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
            // 总分100分，共失分9.7分, where the report has one total.
            let whole = id.checked_sub(1).map(|i| &facts.mentions[i]);
            let whole = whole.is_some_and(|n| n.term.printed == "100" && n.sentence == m.sentence);
            let mut all = facts.scoring.totals.iter().map(|&t| kit::value(&facts.mentions[t]));
            let lost = words.trim_end_matches('分').ends_with('失');
            let sure = whole && lost && all.all(|v| v == kit::value(t));
            // 自评得分96.21分，共扣3.79分.
            let beside = (total + 1 == id || total + 2 == id && facts.mentions[total + 1].depth > m.depth)
                && m.sep == Sep::Clause
                && ["共扣", "共失", "合计扣"].iter().any(|w| words.ends_with(w));
            let named = ["自评", "总分", "总得分", "综合"].iter().any(|w| t.before.contains(w));
            let raised = ["加分", "附加", "奖励"].iter().any(|w| kit::sentence(facts, id).contains(w));
            let sure = sure || beside && named && !raised && kit::exact(t);
            let stance = if sure { Stance::Stated } else { Stance::Reading };
            out.claims.push(
                Claim::new(
                    "SCO005",
                    expr,
                    Relation::Sums,
                    vec![hundred, kit::role("总得分", t)],
                    kit::role("扣分合计", m),
                )
                .formula("扣分合计 = 100 − 总得分".to_owned())
                .stance(stance)
                .link(Link::Likely),
            );
        }
    }
}

pub(super) fn all_taken(facts: &Facts, id: MentionId, parts: &[MentionId]) -> Option<Claim> {
    // 扣1.5分，另扣0.43分，三项合计扣2.43分: one of them stands elsewhere.
    if parts.len() < 2 || totals::is_of_more(facts, id, parts) {
        return None;
    }
    let operands = parts.iter().map(|&p| kit::role("扣分", &facts.mentions[p])).collect();
    let result = kit::role("扣分合计", &facts.mentions[id]);
    let claim = Claim::new("SCO005", Expr::sum(parts.len()), Relation::Sums, operands, result);
    Some(claim.formula("扣分合计 = 各项扣分之和".to_owned()).link(Link::Likely))
}

/// 共扣4.5分：甲扣1.5分，乙扣1分，丙扣2分: a list behind a colon, or one of three behind 其中, down to the end of its sentence.
fn ahead(facts: &Facts, id: MentionId) -> Vec<MentionId> {
    const MANY: usize = 3;
    let m = &facts.mentions[id];
    let among = || {
        let off = (id + 1..facts.mentions.len()).take(BACK);
        let off = off.take_while(|&i| facts.mentions[i].sentence == m.sentence && is_taken(facts, i));
        m.rest.trim_start_matches(['，', ',']).starts_with("其中") && off.count() >= MANY
    };
    let listed = m.rest.trim_start_matches(['，', ',']).starts_with("分别");
    if !m.rest.trim_start().starts_with(['：', ':']) && !listed && !among() {
        return Vec::new();
    }
    let same = |i: &MentionId| facts.mentions[*i].sentence == m.sentence;
    let list = (id + 1..facts.mentions.len()).take(BACK).take_while(same);
    // 共扣7分，其中质量扣3分，时效扣4分；其他环节扣4分: beside it.
    let list = list.take_while(|&i| {
        facts.mentions[i].sep < Sep::Group || facts.mentions[i].gap.contains('：') || !among()
    });
    alone(facts, list.filter(|&i| facts.mentions[i].kind == Kind::Score).collect())
}

/// 甲扣2分，乙扣1分。满分100分，共扣3分: what its paragraph took off before.
fn since(facts: &Facts, id: MentionId) -> Vec<MentionId> {
    let m = &facts.mentions[id];
    // 共扣6.4分，其余2分扣在满意度指标.
    if m.rest.contains("其余") {
        return Vec::new();
    }
    let here = (id.saturating_sub(BACK)..id).filter(|&i| facts.mentions[i].para == m.para);
    alone(facts, here.filter(|&i| facts.mentions[i].before.contains(['扣', '失'])).collect())
}

/// Points taken off, and all of one level: none in brackets, none that sums others.
fn alone(facts: &Facts, parts: Vec<MentionId>) -> Vec<MentionId> {
    let single = |&i: &MentionId| {
        let m = &facts.mentions[i];
        is_taken(facts, i) && m.depth == 0 && !m.before.contains('共') && !m.before.contains("合计")
    };
    if parts.iter().all(single) { parts } else { Vec::new() }
}

/// 扣分分别为1分、2.5分.
fn is_listed(facts: &Facts, id: MentionId) -> bool {
    let m = &facts.mentions[id];
    let from = facts.mentions[..=id].iter().rev().take(BACK).take_while(|n| n.sentence == m.sentence);
    m.kind == Kind::Score && kit::exact(m) && from.into_iter().any(|n| n.gap.contains("扣分分别"))
}

/// What was taken off between the full mark and the score, rules of deduction left out.
fn deductions(facts: &Facts, full: MentionId, score: MentionId) -> Vec<MentionId> {
    let joins = |m: MentionId| matches!(facts.mentions[m].gap.trim(), "、" | "和" | "及" | "与");
    let taken = |&m: &MentionId| {
        let here = facts.mentions[m].section == facts.mentions[score].section;
        // 分别扣1分和0.5分.
        let on = (full + 1..m).rev().take_while(|&i| joins(i + 1)).any(|i| is_taken(facts, i));
        here && (is_taken(facts, m) || on && facts.mentions[m].kind == Kind::Score)
    };
    const FAR: usize = 60;
    if full >= score || score - full > FAR {
        return Vec::new();
    }
    // Under a heading the whole section is about the indicator, elsewhere only the group of clauses.
    let headed = facts.mentions[full].gap.trim_end().ends_with(['（', '(']);
    // What stands before another score, or in brackets behind it, was taken off that one.
    let got = |m: &Mention| {
        let told = ["得", "得分"].iter().any(|w| m.before.trim_end().ends_with(w));
        m.kind == Kind::Score && told && m.para != facts.mentions[score].para
    };
    let other = |i: &MentionId| {
        facts.scoring.owner(*i).is_some_and(|o| o.score == Some(*i)) || got(&facts.mentions[*i])
    };
    let inner = (full + 1..score).rev().find(other);
    let own =
        |&m: &MentionId| inner.is_none_or(|i| m > i && facts.mentions[m].depth <= facts.mentions[i].depth);
    let joined =
        |&m: &MentionId| headed || facts.mentions[m + 1..=score].iter().all(|n| n.sep <= Sep::Clause);
    let all: Vec<MentionId> = (full + 1..score).filter(taken).filter(own).filter(joined).collect();
    // 共扣3分，其中甲扣2分、乙扣1分; 2处各扣0.5分.
    let words = |i: MentionId| facts.mentions[i].before.trim_end();
    let each = (full + 1..score).any(|i| words(i).ends_with("各扣"));
    let sum = all.iter().copied().find(|&i| words(i).ends_with("共扣") || words(i).ends_with("合计扣"));
    match sum {
        _ if each => Vec::new(),
        Some(sum) => vec![sum],
        None => all,
    }
}

fn claim(facts: &Facts, full: MentionId, score: MentionId, taken: &[MentionId]) -> Claim {
    let mention = |m: MentionId| &facts.mentions[m];
    // 扣完为止，得0分: no less than nought.
    let spent = kit::sum(facts, taken) >= kit::value(mention(full));
    let none = spent && kit::value(mention(score)) == Some(Rat::ZERO);
    let mut operands = vec![kit::role("满分", mention(full))];
    operands.extend(taken.iter().map(|&m| kit::role("扣分", mention(m))).collect::<Vec<Role>>());
    let minus = |expr, k| Expr::minus(expr, Expr::Arg(k));
    let expr = (1..=taken.len()).fold(Expr::Arg(0), minus);
    let made = Claim::new("SCO005", expr, Relation::Sums, operands, kit::role("得分", mention(score)))
        .formal()
        .formula("得分 = 满分 − 扣分".to_owned())
        .link(if mention(full).sentence == mention(score).sentence { Link::Certain } else { Link::Likely });
    if none { made.stance(Stance::Reading) } else { made }
}
