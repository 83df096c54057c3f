//! Answers of a survey: how many answered, and how many chose each answer from 非常满意 to 不满意.

use super::{Breakdown, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;

/// How content those are who chose an answer, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    Not,
    Fair,
    Basic,
    Good,
    Best,
}

/// Those who answered, and what they answered.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The valid answers, or those that came back.
    pub whole: MentionId,
    /// In the order of the text, each another answer.
    pub answers: Vec<(Answer, MentionId)>,
    /// A list of parts has them already.
    pub listed: bool,
}

/// Figures before the first answer that are looked at, and between two answers.
const BACK: usize = 8;
const BETWEEN: usize = 2;
const PEOPLE: &[&str] = &["份", "人", "户", "名", "张", "人次", "个", "家"];

pub(super) fn read(mentions: &[Mention], breakdowns: &[Breakdown]) -> Vec<Survey> {
    let mut found: Vec<Survey> = Vec::new();
    let mut next = 0;
    while next < mentions.len() {
        let answers = answers(mentions, next);
        let Some(&(_, last)) = answers.last().filter(|_| answers.len() >= 2) else {
            next += 1;
            continue;
        };
        if let Some(whole) = whole(mentions, answers[0].1) {
            let listed = breakdowns.iter().any(|b| b.total() == whole && b.parts().contains(&answers[0].1));
            found.push(Survey { whole, answers, listed });
        }
        next = last + 1;
    }
    found
}

/// The answers from `first` on, as long as each is another one.
fn answers(mentions: &[Mention], first: MentionId) -> Vec<(Answer, MentionId)> {
    let Some(m) = mentions.get(first).filter(|m| is_count(m)) else { return Vec::new() };
    let mut named = pair(&m.gap).unwrap_or_else(|| answer(&m.label).into_iter().collect());
    let mut all: Vec<(Answer, MentionId)> = Vec::new();
    let (mut i, mut aside) = (first, 0);
    while let Some(n) = mentions.get(i).filter(|n| n.para == m.para && aside <= BETWEEN) {
        if named.is_empty() && i > first && is_count(n) {
            named.extend(answer(&n.label));
        }
        let new = named.first().filter(|_| is_count(n) && n.base == m.base).copied();
        match new {
            Some(a) if all.iter().all(|k| k.0 != a) => {
                all.push((a, i));
                named.remove(0);
                aside = 0;
            }
            Some(_) => break,
            None if i == first || n.kind != Kind::Percent => break,
            None => aside += 1,
        }
        i += 1;
    }
    all
}

/// The figure of those who answered that stands nearest before.
fn whole(mentions: &[Mention], first: MentionId) -> Option<MentionId> {
    const ANSWERED: &[&str] = &["有效", "收回", "回收", "受访", "参与", "调查", "访问", "问卷", "取得"];
    let m = &mentions[first];
    let of = |i: &MentionId, words: &[&str]| {
        let n = &mentions[*i];
        let named = words.iter().any(|w| n.label.contains(w)) && !n.label.contains("率");
        n.para == m.para && m.sentence - n.sentence <= 2 && is_count(n) && named
    };
    let near = || (first.saturating_sub(BACK)..first).rev().take_while(|&i| mentions[i].para == m.para);
    near().find(|i| of(i, &["有效"])).or_else(|| near().find(|i| of(i, ANSWERED)))
}

fn is_count(m: &Mention) -> bool {
    let people = PEOPLE.contains(&m.term.unit.as_str());
    m.kind == Kind::Count && people && m.cell.is_none() && !m.range && m.stand == Stand::Level
}

/// 选择“满意”的, 表示基本满意, 一般.
fn answer(label: &str) -> Option<Answer> {
    let word = label
        .trim_end_matches(['的', '有', '为', '者', '共'])
        .trim_end_matches(['”', '"', '」', '’', '’'])
        .trim_end_matches(['的', '者']);
    let ends = |words: &[&str]| words.iter().any(|w| word.ends_with(w));
    if ends(&["不满意", "不太满意", "不够满意"]) {
        Some(Answer::Not)
    } else if ends(&["基本满意"]) {
        Some(Answer::Basic)
    } else if ends(&["非常满意", "很满意", "十分满意"]) {
        Some(Answer::Best)
    } else if ends(&["满意"]) {
        Some(Answer::Good)
    } else {
        (word == "一般" || ends(&["“一般", "\"一般", "认为一般", "选择一般", "感觉一般"]))
            .then_some(Answer::Fair)
    }
}

/// “满意”和“基本满意”的分别有221份和58份: answers told before their figures.
fn pair(gap: &str) -> Option<Vec<Answer>> {
    let words = gap.rsplit(['。', '；', '，']).next()?;
    let words = words.trim_end_matches(['有', '为', '是']).strip_suffix("分别")?;
    let named = words.trim_end_matches('的').split(['和', '、', '与', '及']).map(answer);
    let named: Option<Vec<Answer>> = named.collect();
    named.filter(|all| all.len() >= 2)
}

impl Survey {
    /// The least answer is told too, and one between: the answers are all there are.
    pub fn is_whole(&self) -> bool {
        let has = |a: Answer| self.answers.iter().any(|k| k.0 == a);
        has(Answer::Not) && (has(Answer::Fair) || has(Answer::Basic)) && self.answers.len() >= 3
    }

    /// Those who are at least so content.
    pub fn at_least(&self, least: Answer) -> Vec<MentionId> {
        self.answers.iter().filter(|k| k.0 >= least).map(|k| k.1).collect()
    }

    /// The rates of all answers that the paragraph prints behind them.
    pub fn rates(&self, mentions: &[Mention]) -> Vec<MentionId> {
        const AHEAD: usize = 4;
        let Some(&(_, last)) = self.answers.last() else { return Vec::new() };
        let here = |i: &MentionId| {
            let (n, m) = (&mentions[*i], &mentions[last]);
            n.para == m.para && n.sentence - m.sentence <= 1
        };
        let ahead = (last + 1..mentions.len()).take(AHEAD).take_while(here);
        let own = ahead.take_while(|&i| mentions[i].kind == Kind::Percent || mentions[i].sep < Sep::Sentence);
        own.filter(|&i| is_content(&mentions[i])).collect()
    }
}

/// 综合满意率, 群众满意度.
fn is_content(m: &Mention) -> bool {
    let goal = ["目标", "低于", "高于", "不低", "达标", "上年", "去年", "较"];
    let named = m.label.ends_with("满意率") || m.label.ends_with("满意度");
    let bare = !["很满意率", "非常满意率", "不满意率", "基本满意率"].iter().any(|w| m.label.ends_with(w));
    m.kind == Kind::Percent && named && bare && !m.range && !goal.iter().any(|w| m.gap.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_by_the_end_of_its_name() {
        assert_eq!(answer("选择“非常满意”的"), Some(Answer::Best));
        assert_eq!(answer("表示满意"), Some(Answer::Good));
        assert_eq!(answer("不太满意"), Some(Answer::Not));
        assert_eq!(answer("群众满意度"), None);
        assert_eq!(pair("，打“满意”和“基本满意”的分别有"), Some(vec![Answer::Good, Answer::Basic]));
    }
}
