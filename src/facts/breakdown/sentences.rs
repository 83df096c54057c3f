//! Parts that stand a sentence each behind their total: 主要用于：一是…。二是…。; （1）…。（2）…。; 其中：甲…。乙…。

use super::{Breakdown, Cue, MentionId, PARTS, Reader, STOP, cue, opens_beside};
use crate::facts::Sep;
use crate::figure::Kind;
use crate::num::Rat;

impl Reader<'_> {
    /// The first figures of the sentences from `first` on.
    pub(super) fn sentences(&self, first: MentionId) -> Option<Breakdown> {
        let m = &self.mentions[first];
        let total = first.checked_sub(1).filter(|&t| self.mentions[t].para == m.para)?;
        let total = (0..=total)
            .rev()
            .take(PARTS)
            .take_while(|&t| self.mentions[t].sentence == self.mentions[total].sentence)
            .find(|&t| self.is_level(t) && self.like(t, first))?;
        let told = cue(&m.gap).is_some() || opens_beside(&m.gap);
        let numbered = opens_item(&m.gap);
        let near = self.mentions[total].sentence == m.sentence || self.is_alone(total);
        if !(told || numbered && m.sep >= Sep::Sentence) || !near || !self.is_item(first) {
            return None;
        }
        let mut items = self.heads_behind(first, numbered);
        if !numbered {
            let apart = items.iter().skip(1).position(|&i| self.is_beside(total, i));
            items.truncate(apart.map_or(items.len(), |k| k + 1));
        }
        let own = items.iter().skip(1).all(|i| !self.inside.contains_key(i));
        if items.len() < 2 || !own {
            return None;
        }
        let cue = if told { Cue::Among } else { Cue::Mark };
        self.breakdown(cue, &[(total, items)], true)
    }

    /// 实施四类项目，合计用款a。道路b，环境c，产业d，村级e: as many figures in the next sentence as are announced.
    pub(super) fn announced(&self, first: MentionId) -> Option<Breakdown> {
        let total = first.checked_sub(1)?;
        let (t, m) = (&self.mentions[total], &self.mentions[first]);
        let next = m.para == t.para && m.sentence == t.sentence + 1 && m.sep >= Sep::Sentence;
        if !next || !self.is_level(total) || !self.like(total, first) || cue(&m.gap).is_some() {
            return None;
        }
        let here =
            |i: &MentionId| self.mentions[*i].sentence == m.sentence && self.mentions[*i].para == m.para;
        let items: Vec<MentionId> = (first..self.mentions.len()).take(PARTS).take_while(here).collect();
        let one = |&i: &MentionId| {
            let n = &self.mentions[i];
            let joined = i == first || matches!(n.sep, Sep::Item | Sep::Clause | Sep::Group);
            joined && self.like(i, total) && self.is_item(i) && n.depth == m.depth
        };
        let before = total.checked_sub(1).map(|i| &self.mentions[i]);
        let counted = before.filter(|n| n.sentence == t.sentence && n.kind == Kind::Count);
        let counted = counted.and_then(|n| n.term.quantity()).map(|q| q.value);
        let told =
            counted == Some(Rat::from_integer(items.len() as i128)) || says_number(&t.gap, items.len());
        let all = items.len() >= 3 && items.iter().all(one) && told;
        all.then(|| self.breakdown(Cue::Among, &[(total, items)], true)).flatten()
    }

    /// 本年收入a。其中，拨款b。本年支出c: c stands beside the total, and is none of its parts.
    pub(super) fn is_beside(&self, total: MentionId, i: MentionId) -> bool {
        const WHOLE: &[&str] =
            &["本年", "全年", "当年", "全县", "全市", "全区", "总", "合计", "年末", "结余", "收支"];
        let (t, m) = (self.mentions[total].label.as_str(), self.mentions[i].label.as_str());
        let turned = |a: &str, b: &str| t.contains(a) && !t.contains(b) && m.contains(b) && !m.contains(a);
        let parted = self
            .mentions
            .get(i + 1)
            .is_some_and(|n| n.para == self.mentions[i].para && n.gap.contains("其中"));
        turned("收入", "支出") || turned("支出", "收入") || parted || WHOLE.iter().any(|w| m.contains(w))
    }

    /// `first` and the first figure of each sentence behind it, as long as they count one unit.
    fn heads_behind(&self, first: MentionId, numbered: bool) -> Vec<MentionId> {
        let m = &self.mentions[first];
        let mut heads = vec![first];
        let rest = self.mentions.iter().enumerate().skip(first + 1);
        for (i, n) in rest.take_while(|(_, n)| n.para == m.para).take(PARTS) {
            if n.sep < Sep::Sentence {
                // A second figure of its unit may be a part of the item, or another one.
                if self.like(i, first) && self.is_item(i) {
                    break;
                }
                continue;
            }
            let stop = STOP.iter().any(|w| n.gap.contains(w)) || opens_item(&n.gap) != numbered;
            if stop || !self.like(i, first) || !self.is_item(i) || heads.len() >= PARTS {
                break;
            }
            heads.push(i);
        }
        heads
    }
}

/// 四类项目, 三个方面, 三部分.
pub(super) fn says_number(words: &str, n: usize) -> bool {
    const NUMBERS: &[&str] = &["一", "两", "三", "四", "五", "六", "七", "八", "九", "十"];
    let number = n.checked_sub(1).and_then(|k| NUMBERS.get(k));
    number.is_some_and(|w| {
        ["类", "项", "个", "大类", "部分", "块", "级", "方面"]
            .iter()
            .any(|k| words.contains(&format!("{w}{k}")))
    })
}

/// 一是, （1）, ①, 2. at the start of the words of a sentence.
fn opens_item(gap: &str) -> bool {
    let words = gap.rsplit(['。', '：', ':', '；']).find(|w| !w.trim().is_empty()).unwrap_or("").trim_start();
    let open = words.trim_start_matches(['（', '(']);
    let behind = open.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let numbered = behind.len() < open.len() && behind.starts_with(['是', '）', ')', '.', '、', '．']);
    numbered || words.starts_with(['①', '②', '③', '④', '⑤', '⑥', '⑦', '⑧', '⑨'])
}
