//! Marks in brackets that stand inside the section of a heading: 6、资产管理（6分）得6分；信息公开（6分）得5分.

use super::{FULL, INLINE, NEAR, Reader, Scoring, is_full, is_score};
use crate::facts::{Mention, MentionId, Sep, label};
use crate::figure::Kind;
use crate::num::{self, Rat};
use std::collections::{HashMap, HashSet};

impl Reader<'_> {
    /// The parent of a mark that a heading does not print itself: of the heading's siblings where it stands behind the
    /// heading's own score, of its children where the heading has no mark.
    pub(super) fn placed(
        &self,
        full: MentionId,
        s: &Scoring,
        of_heading: &[Option<usize>],
    ) -> Option<Option<usize>> {
        let m = &self.mentions[full];
        let heading = m.section.filter(|_| is_mark(m))?;
        let Some(k) = of_heading[heading as usize] else {
            let path = self.flow.path(Some(heading));
            return path.iter().rev().find_map(|&h| of_heading[h as usize]).map(Some);
        };
        let own = &s.indicators[k];
        // （二）过程（30分），小计27.85分: what stands in the paragraphs below is inside it.
        // 产出指标，满分50分，自评得分47.9分: its own score is told with it.
        let told = || {
            let para = |i: Option<MentionId>| i.map(|i| self.mentions[i].para);
            own.score.is_some() && para(own.score) == para(own.full) && self.score_behind(full).is_some()
        };
        let below = own.full.is_some_and(|f| self.mentions[f].para < m.para);
        let below = below && (self.is_scored(full) || told());
        let of_section =
            |&j: &usize| s.indicators[j].full.map(|f| self.mentions[f].section) != Some(Some(heading));
        let headed = s.below(k).first().is_some_and(of_section);
        if below && !headed {
            return Some(Some(k));
        }
        let (mark, got) = (own.full?, own.score?);
        let here = |i: MentionId| self.mentions[i].para == m.para;
        let between = got + 1..=full;
        let apart = between.clone().any(|i| self.mentions[i].sep >= Sep::Group);
        let list = |w: &str| ["其中", "包括", "分别"].iter().any(|cue| w.contains(cue));
        let divided = between.into_iter().any(|i| list(&self.mentions[i].gap));
        let beside = mark < got && got < full && here(mark) && here(got) && apart && !divided;
        (beside && !self.divides(mark, got)).then_some(own.parent)
    }

    /// 预算执行率（12分，实得11.27分）: its score stands in its bracket.
    fn is_scored(&self, full: MentionId) -> bool {
        let (m, next) = (&self.mentions[full], self.mentions.get(full + 1));
        next.is_some_and(|n| {
            is_score(n) && n.sentence == m.sentence && n.depth == m.depth && n.sep <= Sep::Clause
        })
    }

    /// The marks behind a score make the mark before it.
    fn divides(&self, mark: MentionId, got: MentionId) -> bool {
        let para = self.mentions[mark].para;
        let behind = self.mentions[got + 1..]
            .iter()
            .take(NEAR * 4)
            .take_while(|m| m.para == para)
            .filter(|m| is_mark(m));
        let value = |m: &Mention| m.term.quantity().map(|q| q.value);
        let sum = behind.map(value).try_fold(Rat::ZERO, |sum, v| num::add(sum, v?));
        sum.is_some() && sum == value(&self.mentions[mark])
    }

    /// 产出指标（50分）。数量指标20分，得19.5分；质量指标30分，得29分: marks of a section that make the mark of its heading.
    pub(super) fn adopt(&self, s: &mut Scoring, of_heading: &[Option<usize>]) {
        let value = |m: MentionId| self.mentions[m].term.quantity().map(|q| q.value);
        let mut inside: HashMap<u32, Vec<usize>> = HashMap::new();
        for (i, own) in s.indicators.iter().enumerate() {
            let free = own.list == INLINE && own.parent.is_none() && own.score.is_some();
            let section = own.full.filter(|_| free).and_then(|f| self.mentions[f].section);
            section.into_iter().for_each(|h| inside.entry(h).or_default().push(i));
        }
        for (heading, k) in of_heading.iter().enumerate().filter_map(|(h, k)| Some((h as u32, (*k)?))) {
            let Some(full) = s.indicators[k].full.filter(|_| s.below(k).is_empty()) else { continue };
            let behind = |i: &usize| s.indicators[*i].full > Some(full);
            let items: Vec<usize> =
                inside.get(&heading).into_iter().flatten().copied().filter(behind).collect();
            let marks = items.iter().filter_map(|&i| s.indicators[i].full);
            let sum = marks.map(value).try_fold(Rat::ZERO, |sum, v| num::add(sum, v?));
            if items.len() >= 2 && sum.is_some() && sum == value(full) {
                items.into_iter().for_each(|i| s.under(i, k));
            }
        }
    }

    /// Scores of marks inside the sections of headings.
    pub(super) fn inner_scores(&self, s: &Scoring, of_heading: &[Option<usize>]) -> HashSet<MentionId> {
        let free = |id: &MentionId| !s.owner.contains_key(id);
        let marks = (0..self.mentions.len()).filter(free);
        let inner = marks.filter(|&id| self.placed(id, s, of_heading).is_some());
        inner.filter_map(|id| self.score_behind(id)).collect()
    }

    /// What an indicator inside a sentence is called, by the words around its mark.
    pub(super) fn called(&self, full: MentionId, score: MentionId) -> String {
        let a = &self.mentions[full];
        // 投入（20分）: called by what stands before the bracket.
        let named = FULL.iter().fold(a.gap.trim_end(), |n, w| n.strip_suffix(w).unwrap_or(n));
        let marked = named.len() < a.gap.trim_end().len() && named.ends_with(['（', '(']);
        let named = if marked { named } else { a.gap.trim_end() };
        let named = named.trim_end_matches(['（', '(']);
        let name = if a.before.is_empty() || marked {
            label::clean(label::clause_tail(named))
        } else {
            a.before.as_str()
        };
        let name = name.trim_end_matches(['（', '(']);
        let name = FULL
            .iter()
            .fold(name, |n, w| n.trim_end_matches(w))
            .trim_end_matches(['为', '项'])
            .trim_start_matches(['.', '．']);
        // 决策：满分15分; 决策，满分15分.
        let bare = FULL.iter().fold(named, |n, w| n.strip_suffix(w).unwrap_or(n));
        let clause = bare.strip_suffix(['，', ',']).filter(|_| bare.len() < named.len());
        let clause = clause.or_else(|| named.rsplit_once(['：', ':']).map(|n| n.0));
        let ahead = || clause.map_or("", |n| label::clean(label::clause_tail(n)));
        // 执行率得分9.31分（分值10分）.
        let scored = || self.mentions[score].label.trim_end_matches(['得', '分', '为']);
        let name = match name {
            "" if score < full => scored(),
            "" => ahead(),
            name => name,
        };
        name.to_owned()
    }

    /// Full marks that no list of the text holds: what was read of their groups is not whole.
    pub(super) fn strays(&self, s: &Scoring) -> Vec<MentionId> {
        let loose = |id: &MentionId| s.owner(*id).is_none_or(|i| i.list == INLINE && i.parent.is_none());
        (0..self.mentions.len())
            .filter(|&id| {
                let m = &self.mentions[id];
                m.kind == Kind::Score && m.cell.is_none() && is_full(m) && !is_score(m) && !m.range
            })
            .filter(loose)
            .collect()
    }
}

/// 资产管理（6分）: nothing but a mark in the bracket.
fn is_mark(m: &Mention) -> bool {
    let bracket = m.gap.trim_end().ends_with(['（', '(']) && m.after.is_empty();
    m.kind == Kind::Score && m.cell.is_none() && bracket && !m.range
}
