//! Scores by a formula that the words before them tell: 按完成比例乘以分值计算，得9.15分; 按“得分＝执行率×10”计算，得9.73分.
//! Claims of SCO006.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num::Rat;
use std::collections::HashSet;

const TIMES: &[&str] = &["×", "＊", "*", "✕", "乘以", "乘"];
/// What a full mark is called in such a formula.
const MARK: &[&str] = &["分值", "满分", "权重", "标准分", "该项分值", "指标分值", "权数", "该项满分"];
/// Mentions before a score that are looked at.
const BACK: usize = 12;
const FAR: usize = 300;
/// Characters that tell which share is meant.
const NAMED: usize = 4;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    let told: HashSet<u32> = out
        .claims
        .iter()
        .filter(|c| c.relation == Relation::Scores && c.stance == Stance::Stated)
        .flat_map(|c| &c.result.candidates)
        .filter_map(|t| t.figure)
        .collect();
    for (id, m) in facts.mentions.iter().enumerate().skip(1) {
        let score = m.kind == Kind::Score && m.cell.is_none() && kit::exact(m) && is_got(m);
        if score && m.term.figure.is_some_and(|f| !told.contains(&f)) {
            out.claims.extend(claim(facts, id));
        }
    }
}

fn is_got(m: &Mention) -> bool {
    let words = m.before.trim_end_matches(['为', '：', ' ']);
    ["得", "得分", "计", "计分", "应得", "自评得分", "自评"].iter().any(|w| words.ends_with(w))
}

fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let (mark, name) = by_mark(facts, id)
        .or_else(|| by_number(facts, id))
        .or_else(|| by_rate(facts, id))
        .or_else(|| by_bracket(facts, id))?;
    let rate = named_rate(facts, id, name)?;
    let full = &facts.mentions[mark];
    let part = Expr::over(Expr::Arg(1), Expr::Const(Rat::from_integer(100)));
    let operands = vec![kit::role("分值", full), kit::role(name, &facts.mentions[rate])];
    let expr = Expr::times(Expr::Arg(0), part);
    let claim = Claim::new("SCO006", expr, Relation::Scores, operands, kit::role("得分", m));
    Some(claim.formula(format!("得分 = 分值 × {name}（报告所写）")).link(Link::Likely).stance(Stance::Stated))
}

/// 支出率×分值: the mark in the bracket before.
fn by_mark(facts: &Facts, id: MentionId) -> Option<(MentionId, &str)> {
    let m = &facts.mentions[id];
    let words = m.gap.rsplit('。').find(|w| !w.trim().is_empty())?;
    let (at, mark) = MARK.iter().filter_map(|w| Some((words.find(w)?, *w))).min()?;
    let head = words[..at].trim_end_matches(['该', '项', '指', '标', '“', '"']);
    let behind = || {
        let tail = words[at + mark.len()..].trim_start_matches('数');
        TIMES.iter().find_map(|t| tail.strip_prefix(t))?.split(['，', '”', '"', '）', ')', '。']).next()
    };
    let name = TIMES.iter().find_map(|t| head.strip_suffix(t)).or_else(behind)?;
    let own = facts.scoring.owner(id).filter(|i| i.score == Some(id)).and_then(|i| i.full);
    let bracket = |&i: &MentionId| {
        let n = &facts.mentions[i];
        let mark = n.gap.trim_end().ends_with(['（', '(']) && n.after.is_empty();
        n.kind == Kind::Score && n.section == m.section && n.para == m.para && mark && kit::exact(n)
    };
    let mark = own.or_else(|| (id.saturating_sub(BACK)..id).rev().find(bracket))?;
    Some((mark, rate_name(name)))
}

/// 按执行率计算，得9.23分: the mark of the score's own indicator.
fn by_rate(facts: &Facts, id: MentionId) -> Option<(MentionId, &str)> {
    let words = facts.mentions[id].gap.rsplit('。').find(|w| !w.trim().is_empty())?;
    let (_, tail) = words.rsplit_once('按')?;
    let end = ["计算", "计分", "折算", "计得", "得"].iter().filter_map(|w| tail.find(w)).min()?;
    let name = tail[..end].trim_end_matches(['直', '接', '比', '例']);
    let full = facts.scoring.owner(id).filter(|i| i.score == Some(id)).and_then(|i| i.full)?;
    name.ends_with("执行率").then_some((full, name))
}

/// 工程质量10分得9.52分（按验收合格率计）: the mark right before, or that of the indicator.
fn by_bracket(facts: &Facts, id: MentionId) -> Option<(MentionId, &str)> {
    let (m, p) = (&facts.mentions[id], &facts.mentions[id - 1]);
    let inside = m.rest.trim_start().strip_prefix(['（', '('])?.split(['）', ')']).next()?;
    let name = inside.strip_prefix('按')?.trim_end_matches(['计', '算', '分', '得', '折']);
    let beside = p.kind == Kind::Score && m.gap == "得" && kit::exact(p) && p.sentence == m.sentence;
    let own = || facts.scoring.owner(id).filter(|i| i.score == Some(id)).and_then(|i| i.full);
    let full = if beside { Some(id - 1) } else { own() }?;
    (name.ends_with('率') && name.chars().count() >= NAMED).then_some((full, name))
}

/// 执行率×10: the mark as a number.
fn by_number(facts: &Facts, id: MentionId) -> Option<(MentionId, &str)> {
    let (m, p) = (&facts.mentions[id], &facts.mentions[id - 1]);
    let words = m.gap.trim_matches(['”', '"', '）', ')', ' ', '，']);
    let bare = words.chars().count() <= NAMED + 2;
    let head = p.gap.trim_end();
    let name = TIMES.iter().find_map(|t| head.strip_suffix(t)).filter(|_| bare && p.para == m.para)?;
    (kit::exact(p) && p.kind != Kind::Percent).then(|| (id - 1, rate_name(name)))
}

/// 按“得分＝执行率 → 执行率.
fn rate_name(words: &str) -> &str {
    let words = words.rsplit(['，', '。', '；', '“', '"', '=', '＝', '（', '(']).next().unwrap_or("");
    let words = words.strip_prefix('按').unwrap_or(words);
    words.trim_start_matches(['照']).trim()
}

/// The rate that a name is of: in the paragraph the nearest one called so; a share wherever it is told.
fn named_rate(facts: &Facts, id: MentionId, name: &str) -> Option<MentionId> {
    let m = &facts.mentions[id];
    let plain = |n: &Mention| {
        let goal = ["目标", "指标值", "标准"].iter().any(|w| n.label.contains(w) || n.after.starts_with(w));
        let level = !matches!(n.stand, Stand::Change | Stand::Previous);
        n.kind == Kind::Percent && n.cell.is_none() && kit::exact(n) && level && !goal
    };
    let before = |far: usize| (id.saturating_sub(far)..id).rev().filter(|&i| plain(&facts.mentions[i]));
    let of = name.rsplit_once('占').map(|(_, whole)| whole.trim_end_matches(['例', '比', '重', '的']));
    if let Some(whole) = of.filter(|w| w.chars().count() >= NAMED) {
        let told = |&i: &MentionId| {
            let words = facts.mentions[i].before.trim_end_matches(['的', '达', '为']);
            words.rsplit('占').next().is_some_and(|w| w.trim_end_matches(['例', '比', '重', '的']) == whole)
        };
        return before(FAR).find(told);
    }
    let here = |i: &MentionId| facts.mentions[*i].para == m.para;
    let called = |i: &MentionId| {
        let label = facts.mentions[*i].label.as_str();
        !label.is_empty() && !name.is_empty() && (label.ends_with(name) || name.ends_with(label))
    };
    let all: Vec<MentionId> = before(BACK).filter(here).collect();
    let rate = name.ends_with('率') || name.ends_with("比例") || name.ends_with("百分比");
    let long = name.chars().count() > NAMED;
    let only = || all.first().copied().filter(|_| all.len() == 1 && rate && !long);
    // 验收合格率: wherever it is told, if it is told once.
    let far = || {
        let found: Vec<MentionId> =
            before(FAR).filter(|&i| facts.mentions[i].label.ends_with(name)).collect();
        let value = |i: &MentionId| kit::value(&facts.mentions[*i]);
        found.first().copied().filter(|f| long && found.iter().all(|i| value(i) == value(f)))
    };
    all.iter().copied().find(called).or_else(only).or_else(far)
}
