//! Full marks that a sentence declares: 满分100分，其中预算执行10分、产出指标50分…; their scores stand further on.

use super::{DECLARED, Indicator, NEAR, Reader, Scoring, is_grand, is_score};
use crate::facts::{Mention, MentionId, change};
use crate::figure::Kind;

impl Reader<'_> {
    /// "满分100分，其中预算执行10分、产出指标50分…", "采用百分制，…": full marks in a sentence, the scores standing
    /// further on under the same names.
    pub(super) fn declared(&self, s: &mut Scoring) {
        let mut id = 0;
        while id < self.mentions.len() {
            let m = &self.mentions[id];
            let named = |n: &&Mention| {
                let plain =
                    n.kind == Kind::Score && n.cell.is_none() && !is_score(n) && !n.approximate && !n.range;
                plain
                    && n.sentence == m.sentence
                    && !named_by(n).is_empty()
                    && !is_grand(n)
                    && !n.label.ends_with('扣')
            };
            let n = self.mentions[id..].iter().take_while(named).count();
            let words = self.words_before(id);
            let whole = words.contains("满分") || words.contains("百分制") || words.contains("总分100");
            // …，满分100分; or marks that make a hundred by themselves.
            let behind = self.mentions.get(id + n).is_some_and(|g| is_grand(g) && g.sentence == m.sentence);
            let hundred = || n >= 3 && self.sum(id..id + n) == Some(crate::num::Rat::from_integer(100));
            // 基本分94.8分，加分3分，扣分0.5分: no marks, but what makes one score.
            let adjusts = |i: usize| {
                ["加分", "扣分", "减分", "奖励分"].iter().any(|w| self.mentions[i].before.contains(w))
            };
            let marks = n >= 3 && !(id..id + n).any(adjusts);
            let told = marks && (whole || behind || hundred()) && !s.owner.contains_key(&id);
            if told {
                (id..id + n).for_each(|full| self.declare(full, id + n - 1, s));
            }
            id += n.max(1);
        }
    }

    fn sum(&self, ids: std::ops::Range<MentionId>) -> Option<crate::num::Rat> {
        ids.map(|i| self.mentions[i].term.quantity().map(|q| q.value))
            .try_fold(crate::num::Rat::ZERO, |sum, v| crate::num::add(sum, v?))
    }

    fn declare(&self, full: MentionId, last: MentionId, s: &mut Scoring) {
        let name = named_by(&self.mentions[full]).to_owned();
        let core = name.trim_end_matches("指标");
        let named = |k: &MentionId| {
            let m = &self.mentions[*k];
            let own = m.label.contains(core)
                || m.sentence != self.mentions[full].sentence && change::is_of(&self.mentions[full], m);
            let got = own && is_score(m) && self.words_before(*k).contains(core);
            (got || m.label == name && self.is_listed(*k)) && m.cell.is_none() && !core.is_empty()
        };
        const AHEAD: usize = 400;
        let score =
            (last + 1..self.mentions.len()).take(AHEAD).filter(named).find(|k| !s.owner.contains_key(k));
        s.push(Indicator {
            name,
            full: Some(full),
            score,
            list: DECLARED,
            declared: true,
            ..Indicator::default()
        });
    }

    /// 得分情况为：预算管理27.6分、履职产出36.5分: a list of scores.
    fn is_listed(&self, id: MentionId) -> bool {
        let m = &self.mentions[id];
        let before = self.mentions[..id].iter().rev().take(NEAR).take_while(|n| n.sentence == m.sentence);
        let first = before.last().unwrap_or(m);
        m.kind == Kind::Score && !m.range && m.depth == first.depth && first.gap.contains("得分")
    }
}

/// What a mark is called, also where it stands in a bracket of its own: 部门管理（20分）.
fn named_by(m: &Mention) -> &str {
    const ENDS: &[char] = &['、', '，', '：', ':', '由', '）', ')', '从', '为', '。'];
    let bare = m.after.is_empty() && m.label.is_empty();
    let head = m.gap.trim_end().strip_suffix(['（', '(']).filter(|_| bare);
    head.map_or(m.label.as_str(), |h| h.rsplit(ENDS).next().unwrap_or_default().trim())
}
