//! Indicators with full mark and score, total scores and grades, from headings, sentences and tables.

mod declared;
mod inner;

use super::bands::{WORDS, is_of_some};
use super::{Mention, MentionId, Role, RowKind, Sep, Sheet, Stand};
use crate::figure::Kind;
use crate::layout::Flow;
use crate::scheme::Scheme;
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// One scored indicator.
#[derive(Clone, Debug, Default)]
pub struct Indicator {
    pub name: String,
    pub full: Option<MentionId>,
    pub score: Option<MentionId>,
    /// Index of the indicator whose mark is divided among this one and its siblings.
    pub parent: Option<usize>,
    /// Indicators of one list share a number: a table, or the headings of the text.
    pub list: usize,
    /// The text says that the full marks of its list make 100: 满分100分，其中…
    pub declared: bool,
    /// The rows of money of a table, scored by their execution rate.
    pub budget: bool,
}

/// A grade word and the score that it is said of.
#[derive(Clone, Debug)]
pub struct Grade {
    pub span: Span,
    pub word: String,
    pub score: Option<MentionId>,
}

#[derive(Clone, Debug, Default)]
pub struct Scoring {
    pub indicators: Vec<Indicator>,
    /// Total scores: (score, list that it sums, when known).
    pub totals: Vec<MentionId>,
    /// Total of full marks as printed (a 总分 row), by list.
    pub full_totals: Vec<(usize, MentionId)>,
    /// Total of scores as printed in a table, by list.
    pub score_totals: Vec<(usize, MentionId)>,
    pub grades: Vec<Grade>,
    /// The report prints its own bands.
    pub own_bands: bool,
    /// Those of them that could be read.
    pub bands: Vec<super::Stated>,
    /// Marks that stand in no list.
    pub strays: Vec<MentionId>,
    /// The indicator whose full mark or score a mention is.
    owner: HashMap<MentionId, usize>,
    /// The indicators right below each.
    below: Vec<Vec<usize>>,
}

impl Scoring {
    fn push(&mut self, indicator: Indicator) -> usize {
        let id = self.indicators.len();
        for m in [indicator.full, indicator.score].into_iter().flatten() {
            self.owner.entry(m).or_insert(id);
        }
        if let Some(parent) = indicator.parent {
            self.below[parent].push(id);
        }
        self.indicators.push(indicator);
        self.below.push(Vec::new());
        id
    }

    /// The score of an indicator, in place of one that was taken for it.
    fn score(&mut self, id: usize, score: MentionId) {
        self.unscore(id);
        self.indicators[id].score = Some(score);
        self.owner.entry(score).or_insert(id);
    }

    fn under(&mut self, id: usize, parent: usize) {
        (self.indicators[id].parent, self.indicators[id].list) = (Some(parent), PROSE);
        self.below[parent].push(id);
    }

    fn unscore(&mut self, id: usize) {
        let old = self.indicators[id].score.take();
        old.filter(|m| self.owner.get(m) == Some(&id)).map(|m| self.owner.remove(&m));
    }

    /// The indicator whose full mark or score a mention is.
    pub fn owner(&self, m: MentionId) -> Option<&Indicator> {
        self.owner.get(&m).map(|&i| &self.indicators[i])
    }

    /// The indicators among which the mark of this one is divided.
    pub fn below(&self, id: usize) -> &[usize] {
        &self.below[id]
    }
}

/// Number of the list that headings and sentences make.
pub const PROSE: usize = 0;
/// Number of the list of marks and scores that stand side by side in sentences, at whatever level.
pub const INLINE: usize = usize::MAX - 1;
/// Number of the list that a sentence declares.
pub const DECLARED: usize = usize::MAX;
pub(super) const FULL: &[&str] = &["满分", "分值", "权重", "标准分", "赋分", "应得", "应得分"];
/// What a total score is called.
const TOTAL: &[&str] = &[
    "综合得分",
    "总体评分",
    "本项目得分",
    "总得分",
    "总分",
    "自评得分",
    "最终得分",
    "评价得分",
    "自评总分",
    "得分合计",
    "合计得分",
    "总评分",
    "自评分",
    "综合评分",
    "评价总分",
    "自评分数",
    "总体得分",
    "最终评分",
    "综合评价得分",
    "复评得分",
    "抽查得分",
    "考评得分",
    "考核得分",
    "得分相加",
    "得分之和",
];
/// What the score of a group is called, at the end of its section.
const SUBTOTAL: &[&str] = &["小计", "合计", "合计得", "小计得", "共计", "共得", "合计得分", "小计得分"];

pub(super) fn read(flow: &Flow, mentions: &[Mention], sheets: &[Sheet], scheme: &Scheme) -> Scoring {
    let mut s = Scoring::default();
    let reader = Reader { flow, mentions };
    let of_heading = reader.headed(&mut s);
    reader.inline(&mut s, &of_heading);
    reader.adopt(&mut s, &of_heading);
    reader.declared(&mut s);
    reader.tables(sheets, &mut s);
    reader.totals(&mut s);
    reader.grades(scheme, &mut s);
    s.strays = reader.strays(&s);
    s
}

/// Figures behind a full mark, and indicators before one, that are looked at.
const NEAR: usize = 9;

struct Reader<'a> {
    flow: &'a Flow,
    mentions: &'a [Mention],
}

impl Reader<'_> {
    /// "1. 预算执行率（10分）" with 得分 in the section below it.
    fn headed(&self, s: &mut Scoring) -> Vec<Option<usize>> {
        let mut of_heading = vec![None; self.flow.headings.len()];
        for (i, h) in self.flow.headings.iter().enumerate() {
            let mark = |m: &&MentionId| {
                let m = &self.mentions[**m];
                m.kind == Kind::Score && h.title.contains(&m.at.start) && is_full(m)
            };
            let ids = self.of_para(h.para);
            let Some(&full) = ids.iter().find(mark) else { continue };
            let parent = self.flow.path(h.parent).iter().rev().find_map(|&p| of_heading[p as usize]);
            let name = self.flow.slice(h.title.start, self.mentions[full].at.start);
            let name = name
                .trim_end_matches(['（', '(', ' '])
                .trim_end_matches("满分")
                .trim_end_matches("分值")
                .trim_end_matches(['，', '：', ' '])
                .to_owned();
            let got = |&m: &MentionId| m > full && is_score(&self.mentions[m]) || self.is_of_mark(full, m);
            let score = ids.iter().copied().find(got);
            of_heading[i] = Some(s.push(Indicator {
                name,
                full: Some(full),
                score,
                parent,
                list: PROSE,
                ..Indicator::default()
            }));
        }
        let inner = self.inner_scores(s, &of_heading);
        let mut several: Vec<usize> = Vec::new();
        for (id, m) in self.mentions.iter().enumerate() {
            let scored = (is_score(m) || is_subtotal(m)) && m.cell.is_none() && !inner.contains(&id);
            let path = m.section.filter(|_| scored).map(|h| self.flow.path(Some(h)));
            let owners: Vec<usize> =
                path.iter().flatten().rev().filter_map(|&h| of_heading[h as usize]).collect();
            // A subtotal closes the group above the last item.
            let owner = if is_subtotal(m) && owners.len() > 1 { owners.get(1) } else { owners.first() };
            let owner = owner.copied();
            let leaf = |k: &usize| s.below(*k).is_empty() || is_subtotal(m);
            // 以上合计89.95分, behind the last item of the report: of all of it.
            let all = |k: &usize| {
                let full = s.indicators[*k].full.and_then(|f| self.mentions[f].term.quantity());
                (is_subtotal(m) || is_total(m))
                    && full.zip(m.term.quantity()).is_some_and(|(full, q)| q.value > full.value)
            };
            let Some(k) = owner.filter(leaf).filter(|k| !all(k)) else { continue };
            match s.indicators[k].score {
                // A subtotal is the score of its section, whatever scores stand before it.
                Some(_) if is_subtotal(m) => {
                    s.score(k, id);
                    several.retain(|&o| o != k);
                }
                Some(old) if old != id && self.other_score(old, m) && !self.is_told(k, s) => several.push(k),
                Some(_) => {}
                None => s.score(k, id),
            }
        }
        // Several scores in one section and no subtotal: which is the section's is not told.
        several.into_iter().for_each(|k| s.unscore(k));
        of_heading
    }

    /// （二）过程（25分），得23.66分。其中预算执行率10分，得9.66分: its score stands right behind its mark.
    fn is_told(&self, k: usize, s: &Scoring) -> bool {
        let own = s.indicators[k].full.zip(s.indicators[k].score);
        own.is_some_and(|(full, score)| {
            score == full + 1 && self.mentions[score].sentence == self.mentions[full].sentence
        })
    }

    /// Another score of the same section, not the total of the report.
    fn other_score(&self, old: MentionId, m: &Mention) -> bool {
        self.mentions[old].term.printed != m.term.printed && !is_total(m)
    }

    /// "投入指标满分20分，得分19.5分", "目标设定10分得9.5分", "满分4分，扣0.5分，得3.5分" within a sentence.
    fn inline(&self, s: &mut Scoring, of_heading: &[Option<usize>]) {
        let section = |i: &Indicator| self.mentions[i.full?].section;
        let headed: HashSet<u32> = s.indicators.iter().filter_map(section).collect();
        for full in 0..self.mentions.len() {
            let a = &self.mentions[full];
            // 得分分别为96分、93分、90分: the last of a row of scores.
            let row = matches!(a.gap.trim(), "、" | "和" | "及" | "与");
            // 受表扬加2分，最终得95分: what is added is no mark.
            let added = a.before.trim_end().ends_with(['加', '奖']) || a.before.contains("加分");
            let marked = a.kind == Kind::Score && (a.stand == Stand::Base && !row || is_full(a));
            let whole = is_total(a) && !is_full(a);
            if !marked || added || whole || a.cell.is_some() || is_grand(a) || s.owner.contains_key(&full) {
                continue;
            }
            let free = |k: &MentionId| !s.owner.contains_key(k);
            let score = self.score_before(full).filter(free).or_else(|| self.score_behind(full).filter(free));
            let Some(score) = score else { continue };
            let name = self.called(full, score);
            let within = a.section.is_some_and(|s| headed.contains(&s));
            let list = if score == full + 1 && is_full(a) && !within { PROSE } else { INLINE };
            let parent = self.bracketed(score, full, s);
            let placed = self.placed(full, s, of_heading).filter(|_| parent.is_none());
            let (list, parent) = placed.map_or((list, parent), |p| (PROSE, p));
            let (full, score) = (Some(full), Some(score));
            s.push(Indicator { name, full, score, parent, list, ..Indicator::default() });
        }
    }

    /// 过程20分得18.45分（资金到位4分得4分，…）: the indicator whose bracket this one stands in.
    fn bracketed(&self, score: MentionId, full: MentionId, s: &Scoring) -> Option<usize> {
        let m = &self.mentions[score];
        let holds = |k: &usize| {
            let owner = s.indicators[*k].score.filter(|&o| o < full).map(|o| &self.mentions[o]);
            owner.is_some_and(|o| o.sentence == m.sentence && o.depth + 1 == m.depth && o.cell.is_none())
        };
        (0..s.indicators.len()).rev().take(NEAR).find(holds)
    }

    /// 得19分（满分20分）: the bracket speaks of the score before it.
    fn score_before(&self, full: MentionId) -> Option<MentionId> {
        let a = &self.mentions[full];
        let before = full.checked_sub(1).filter(|&k| is_score(&self.mentions[k]))?;
        let m = &self.mentions[before];
        let words = a.gap.trim_start();
        // （其中预算执行率权重10分得9.5分): the mark is of one of its parts.
        let own = FULL.iter().fold(words.trim_start_matches(['（', '(']), |w, f| w.trim_start_matches(f));
        let own = own.trim_matches(['为', '：', ' ']).is_empty();
        let bracket = words.starts_with(['（', '(']) && a.depth > m.depth && own;
        (bracket && m.sentence == a.sentence).then_some(before)
    }

    /// The first score behind a full mark in its group of clauses.
    fn score_behind(&self, full: MentionId) -> Option<MentionId> {
        let a = &self.mentions[full];
        let ahead = (full + 1..self.mentions.len()).take(NEAR);
        let same =
            |k: &MentionId| self.mentions[*k].sentence == a.sentence && self.mentions[*k].sep < Sep::Group;
        let mut off = false;
        let mut scores = ahead.take_while(same).filter(|&k| {
            let m = &self.mentions[k];
            m.kind == Kind::Score && !super::change::is_off(m, &mut off) && m.stand != Stand::Change
        });
        let first = scores.next()?;
        let m = &self.mentions[first];
        // 投入（20分）19分.
        let bare = first == full + 1
            && matches!(m.gap.trim(), "）" | ")")
            && a.gap.trim_end().ends_with(['（', '(']);
        // 效益（30分）扣2分外，其余得满分，自评92.3分: the score of all.
        let value = |m: &Mention| m.term.quantity().map(|q| q.value);
        let all = value(m) > value(a) && ["其余", "其他", "外，"].iter().any(|w| m.gap.contains(w));
        let own = !all && (bare || super::change::is_of(a, m) && !a.before.contains(['每', '扣']));
        ((is_score(m) || bare) && (!is_total(m) || self.is_of_mark(full, first)) && own).then_some(first)
    }

    /// 产出指标，满分50分，自评得分47.9分: no total of the report.
    fn is_of_mark(&self, full: MentionId, score: MentionId) -> bool {
        let (a, m) = (&self.mentions[full], &self.mentions[score]);
        let called = matches!(m.label.as_str(), "自评得分" | "评价得分") && m.kind == Kind::Score;
        called && score == full + 1 && m.sentence == a.sentence && is_full(a) && !is_grand(a)
    }

    /// The words of the group of clauses that a mention stands in, up to it.
    fn words_before(&self, id: MentionId) -> &str {
        let m = &self.mentions[id];
        const LONG: u32 = 900;
        let start = self.flow.paras[m.para as usize].range.start.max(m.at.start.saturating_sub(LONG));
        let start =
            (start..m.at.start).find(|&s| self.flow.text.is_char_boundary(s as usize)).unwrap_or(start);
        let text = self.flow.slice(start, m.at.start);
        text.rsplit(['；', '。', ';']).next().unwrap_or(text)
    }

    fn tables(&self, sheets: &[Sheet], s: &mut Scoring) {
        let (mut list, mut earlier) = (0, Vec::new());
        for (t, sheet) in sheets.iter().enumerate() {
            list = if sheet.continues { list } else { t + 1 };
            let mut groups: Vec<usize> = Vec::new();
            for g in &sheet.groups {
                // 产出指标（50分） is printed again on the next page.
                let again = |k: &&usize| s.indicators[**k].name == g.name;
                if let Some(&same) = earlier.iter().rev().find(again).filter(|_| sheet.continues) {
                    groups.push(same);
                    continue;
                }
                let parent = g.parent.and_then(|p| groups.get(p).copied());
                let (name, full, score) = (g.name.clone(), g.full, g.score);
                groups.push(s.push(Indicator { name, full, score, parent, list, ..Indicator::default() }));
            }
            // 减：违规扣分 among the rows: the total is less than their sum.
            let less = sheet.rows.iter().any(|r| r.step() == Some(false));
            for row in &sheet.rows {
                let (full, score) = (row.mention(Role::Weight), row.score());
                if row.kind == RowKind::Total && !row.is_budget() && !less {
                    s.full_totals.extend(full.map(|m| (list, m)));
                    s.score_totals.extend(score.map(|m| (list, m)));
                } else if row.counts {
                    let parent = row.group.and_then(|g| groups.get(g).copied());
                    let (name, budget) = (row.label.clone(), row.is_budget());
                    s.push(Indicator { name, full, score, parent, list, budget, ..Indicator::default() });
                }
            }
            earlier = groups;
        }
    }

    /// Scores that belong to no indicator and are called a total.
    fn totals(&self, s: &mut Scoring) {
        let taken = |id: MentionId| s.owner.contains_key(&id);
        s.totals = (0..self.mentions.len())
            .filter(|&id| {
                let m = &self.mentions[id];
                m.cell.is_none()
                    && !self.is_taken(id)
                    && !self.sums_marks(id)
                    && (is_total(m) || is_subtotal(m) || self.is_of_grand(id))
                    && !m.range
                    && !taken(id)
                    && !is_full(m)
            })
            .collect();
        // 自评总分100分，90分以上为优: the mark of all.
        s.totals.retain(|&id| !is_grand(&self.mentions[id]) || !self.mentions[id].label.ends_with("总分"));
    }

    /// 执行10分、产出50分、效益30分、满意度10分，合计100分: of marks, and not of scores.
    fn sums_marks(&self, id: MentionId) -> bool {
        let m = &self.mentions[id];
        let before = id.checked_sub(1).map(|i| &self.mentions[i]).filter(|b| b.sentence == m.sentence);
        is_grand(m) && before.is_some_and(|b| b.kind == Kind::Score && !is_score(b))
    }

    /// 合计：分值100分，得95.42分.
    fn is_of_grand(&self, id: MentionId) -> bool {
        let m = &self.mentions[id];
        let before = id.checked_sub(1).map(|i| &self.mentions[i]).filter(|b| b.sentence == m.sentence);
        let called = |b: &Mention| ["合计", "总计", "总分"].iter().any(|w| b.gap.contains(w));
        is_score(m) && before.is_some_and(|b| is_grand(b) && b.kind == Kind::Score && called(b))
    }

    /// 各项扣分分别为1分、2.5分，共计3.5分.
    fn is_taken(&self, id: MentionId) -> bool {
        let m = &self.mentions[id];
        let same = self.mentions[..id].iter().rev().take_while(|n| n.sentence == m.sentence);
        m.label.is_empty() && same.into_iter().any(|n| n.before.contains("扣分"))
    }

    fn grades(&self, scheme: &Scheme, s: &mut Scoring) {
        for (p, para) in self.flow.paras.iter().enumerate() {
            let text = self.flow.para_text(p);
            for (from, _) in GRADE.iter().flat_map(|w| text.match_indices(w)) {
                let rest = &text[from..];
                let Some((at, word)) = grade_word(rest, scheme) else { continue };
                if is_of_some(&text[..from]) {
                    continue;
                }
                let start = para.range.start + (from + at) as u32;
                let span = self.flow.span(&(start..start + word.len() as u32));
                if s.grades.iter().all(|g| g.span != span) {
                    s.grades.push(Grade {
                        span,
                        word: word.to_owned(),
                        score: self.graded(p as u32, start, s),
                    });
                }
            }
            s.own_bands |= self.own_bands(p as u32, text, scheme);
        }
    }

    /// The total that a grade is said of: in its paragraph before it, else the only one.
    fn graded(&self, para: u32, at: u32, s: &Scoring) -> Option<MentionId> {
        let here =
            s.totals.iter().rev().find(|&&t| self.mentions[t].para == para && self.mentions[t].at.start < at);
        let single = || s.totals.first().filter(|_| s.totals.len() == 1);
        let tabled = match s.score_totals.as_slice() {
            [(_, only)] => Some(*only),
            _ => None,
        };
        let beside = || self.right_before(para, at).or_else(|| self.lone_score(para, at));
        here.copied().or_else(beside).or_else(|| single().copied()).or(tabled)
    }

    /// 得分84.60分，评价等级为良: a score of a whole, with nothing but words up to the grade.
    fn right_before(&self, para: u32, at: u32) -> Option<MentionId> {
        const LEAST: i128 = 20;
        const FAR: u32 = 60;
        let k = self.mentions.partition_point(|m| m.at.start < at).checked_sub(1)?;
        // 得96分，其中产出得50分、管理得46分，等级为优: said of the whole.
        let same =
            (0..=k).rev().take(NEAR).take_while(|&i| self.mentions[i].sentence == self.mentions[k].sentence);
        let opens = same.filter(|&i| self.mentions[i].gap.contains("其中")).last();
        let k = opens.and_then(|i| i.checked_sub(1)).unwrap_or(k);
        let m = &self.mentions[k];
        let large = m.term.quantity()?.value > crate::num::Rat::from_integer(LEAST);
        let near = m.para == para && m.cell.is_none() && at - m.at.end < FAR && !m.rest.contains('。');
        (is_score(m) && near && large && !is_full(m)).then_some(k)
    }

    /// 自评88.60分，按规定（90分以上为优，80—89.99分为良），自评等级为优: the only score of the paragraph, and bands behind it.
    fn lone_score(&self, para: u32, at: u32) -> Option<MentionId> {
        const LEAST: i128 = 20;
        let scored = |i: &MentionId| {
            let m = &self.mentions[*i];
            let large = m.term.quantity().is_some_and(|q| q.value > crate::num::Rat::from_integer(LEAST));
            // 得分=100分×20%+90分×80%: members of a computation.
            let plain =
                !m.before.trim_end().ends_with(['=', '＝']) && !m.rest.trim_start().starts_with(['×', '*']);
            plain && m.at.start < at && is_score(m) && large && m.cell.is_none() && !is_full(m)
        };
        let all = self.of_para(para);
        let mut found = all.iter().filter(|i| scored(i));
        found.next().copied().filter(|_| found.next().is_none())
    }

    /// The paragraph prints bands that are not those of the profile: 85分以上为优.
    fn own_bands(&self, para: u32, text: &str, scheme: &Scheme) -> bool {
        let graded = |w: &&&str| text.contains(**w);
        if ["为优", "为“优", "为良", "为“良", "为合格", "为中"].iter().filter(graded).count() < 2
        {
            return false;
        }
        let known = |m: &MentionId| {
            let shown = self.mentions[*m].term.printed.as_str();
            let edge = |r: crate::num::Rat| shown == r.to_string() || shown == (r - 1).to_string();
            scheme.profile.bands.iter().any(|b| edge(b.low) || edge(b.high)) || shown.contains('.')
        };
        let bounding = |m: &&MentionId| {
            let m = &self.mentions[**m];
            m.kind == Kind::Score
                && (m.approximate || m.after.starts_with(['为', '（', '(', '含', '及', '至']))
        };
        self.of_para(para).iter().filter(|m| bounding(m)).any(|m| !known(m))
    }

    fn of_para(&self, para: u32) -> Vec<MentionId> {
        let from = self.mentions.partition_point(|m| m.para < para);
        (from..self.mentions.len()).take_while(|&i| self.mentions[i].para == para).collect()
    }
}

const GRADE: &[&str] = &["等级", "结论", "评定", "评级", "级别", "评价结果", "自评结果", "档次", "等次"];

/// The grade word within a few characters behind 等级为.
fn grade_word<'t>(rest: &'t str, scheme: &Scheme) -> Option<(usize, &'t str)> {
    let end = rest.char_indices().nth(14).map_or(rest.len(), |(i, _)| i);
    let near = &rest[..end];
    let lead = near.find(['为', '是', '：', ':', '“', '"', '达'])?;
    let tail = near[lead..].trim_start_matches(['为', '是', '：', ':', '“', '"', '达', '到', ' ', '「']);
    let at = end - tail.len();
    let names =
        scheme.profile.bands.iter().flat_map(|b| &b.names).map(String::as_str).chain(WORDS.iter().copied());
    let word = names.filter(|n| tail.starts_with(n)).max_by_key(|n| n.len())?;
    // 等级分为优、良、中、差; 等级：优（90-100分）、良（80-90分）: grades that there are, none that is given.
    let behind = rest[at + word.len()..].trim_start_matches(['”', '"', '」']);
    let single = || {
        let (_, after) = behind.split_once(['）', ')'])?;
        let goes_on = after.trim_start().starts_with(['、', '；', ';', '/', '“', '良', '中', '差', '合']);
        (near[lead..].starts_with(['为', '是']) && !goes_on).then_some(())
    };
    let digit = |t: &str| t.trim_start_matches(['≥', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let scores = behind.strip_prefix(['（', '(']).is_some_and(digit);
    // “良”（90分及以上为优，80分至90分为良）: the bands of all grades behind the one that is given.
    let bands = behind.split(['）', ')']).next().is_some_and(|b| b.contains('优') && b.contains('良'));
    let scores = scores && !bands;
    if behind.starts_with(['、', '/', '／']) || scores && single().is_none() {
        return None;
    }
    Some((at, &near[at..at + word.len()]))
}

fn is_full(m: &Mention) -> bool {
    let head = m.before.trim_end();
    let bracket = m.gap.trim_end().ends_with(['（', '(']) && m.after.is_empty();
    bracket || FULL.iter().any(|w| head.ends_with(w) || head.ends_with(&format!("{w}为")))
}

fn is_score(m: &Mention) -> bool {
    const GOT: &[&str] = &["得分", "得", "评分", "自评分", "计分", "实得", "自评"];
    let label = m.label.as_str();
    m.kind == Kind::Score
        && !m.label.contains('扣')
        && !m.label.contains("平均")
        && (GOT.iter().any(|w| label.ends_with(w)) || m.before.ends_with("按比例计"))
        && !m.range
}

/// Called a total, or a score of 自评 or 评价 as a whole.
fn is_total(m: &Mention) -> bool {
    let before = m.before.trim().trim_end_matches(['为', '达', '是', '：', ':', '得', '共']);
    // 上述四个部分加总，本单位自评95.5分.
    let summed = ["加总", "相加", "汇总"].iter().any(|w| m.gap.contains(w)) && m.label.ends_with("自评");
    let called = summed || TOTAL.iter().any(|w| m.label.ends_with(w) || before.ends_with(w));
    let aside = ["该指标", "扣", "满分合计"].iter().any(|w| m.label.contains(w)) || m.gap.contains("分别");
    m.kind == Kind::Score && called && !aside
}

fn is_subtotal(m: &Mention) -> bool {
    let before = m.before.trim().trim_end_matches(['为', '：', ':']);
    let taken = ["扣", "失分", "满分"].iter().any(|w| before.contains(w));
    m.kind == Kind::Score && SUBTOTAL.iter().any(|w| before.ends_with(w)) && !m.range && !taken
}

/// A full mark of 100: that of the whole report.
fn is_grand(m: &Mention) -> bool {
    m.term.printed == "100"
}
