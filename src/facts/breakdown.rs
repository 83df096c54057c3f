//! A total and the list of its parts: 其中, 包括, 分别为, brackets, or a known partition without any word.

use super::{Mention, MentionId, Sep};
use crate::layout::Flow;
use crate::scheme::{Partition, Scheme};

/// What makes the list a list of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// 其中: need not be exhaustive.
    Among,
    /// 分别为, 由…构成, 组成: the parts are all there are.
    Stated,
    /// The total comes after its parts: 共计, 合计, 总计.
    After,
    /// Nothing but the order: a total, then parts that are known to make a whole.
    Silent,
}

#[derive(Clone, Debug)]
pub struct Breakdown {
    pub total: MentionId,
    pub cue: Cue,
    /// Lists of parts that the sentence allows, best first.
    pub readings: Vec<Vec<MentionId>>,
    /// The known partition that the first reading's labels make up.
    pub partition: Option<String>,
    /// 等, 主要, 部分: the list says itself that it is not whole.
    pub open: bool,
}

/// Most parts that a reading may hold.
const PARTS: usize = 60;
const STATED: &[&str] = &["分别为", "分别是", "构成", "组成"];
const AMONG: &[&str] = &["其中", "包括", "包含", "含", "即", "有：", "为："];
const AFTER: &[&str] = &["共计", "合计", "总计", "总共", "累计"];
const STOP: &[&str] = &[
    "此外",
    "另外",
    "另有",
    "同时",
    "除此",
    "截至",
    "截止",
    "比上年",
    "较上年",
    "同比",
    "比去年",
    "较去年",
    "共计",
    "合计",
    "总计",
    "年末",
    "结余",
];
const OPEN: &[&str] = &["等", "主要", "部分"];

pub(super) fn read(flow: &Flow, mentions: &[Mention], scheme: &Scheme) -> Vec<Breakdown> {
    let reader = Reader { flow, mentions, partitions: &scheme.partitions };
    let mut found = Vec::new();
    for i in 0..mentions.len() {
        if mentions[i].cell.is_none() {
            found.extend(reader.cued(i).or_else(|| reader.silent(i)));
            found.extend(reader.after(i));
        }
    }
    found
}

struct Reader<'a> {
    flow: &'a Flow,
    mentions: &'a [Mention],
    partitions: &'a [Partition],
}

impl Reader<'_> {
    /// 其中 and its like before mention `first`.
    fn cued(&self, first: MentionId) -> Option<Breakdown> {
        let m = &self.mentions[first];
        let cue = cue(&m.gap)?;
        let total = self.total_before(first)?;
        let items = self.items(first, total);
        self.breakdown(total, cue, items)
    }

    /// A bracket or a bare list right behind a total whose labels make up a known partition.
    fn silent(&self, first: MentionId) -> Option<Breakdown> {
        let m = &self.mentions[first];
        let total = first.checked_sub(1)?;
        let t = &self.mentions[total];
        if t.para != m.para
            || t.sentence != m.sentence
            || t.base != m.base
            || t.scope != m.scope && m.scope.is_some()
        {
            return None;
        }
        let items = self.items(first, total);
        let own = self.partition(&items)?;
        if own.1.contains(&total) || self.part_of(&own.0, total) {
            return None;
        }
        self.breakdown(total, Cue::Silent, items)
    }

    /// "A a万元，B b万元，共计c万元".
    fn after(&self, total: MentionId) -> Option<Breakdown> {
        let t = &self.mentions[total];
        let named = AFTER.iter().any(|w| t.gap.contains(w));
        if !named || t.sep >= Sep::Sentence {
            return None;
        }
        let same = |i: &MentionId| self.mentions[*i].sentence == t.sentence;
        let parts: Vec<_> =
            (0..total).rev().take(PARTS).take_while(same).filter(|&i| self.like(i, total)).collect();
        let mut readings = Vec::new();
        if parts.len() >= 2 {
            readings.push(parts.iter().rev().copied().collect());
        }
        for n in 2..parts.len() {
            readings.push(parts[..n].iter().rev().copied().collect());
        }
        (!readings.is_empty()).then_some(Breakdown {
            total,
            cue: Cue::After,
            readings,
            partition: None,
            open: false,
        })
    }

    /// Same base unit, same depth, neither a range.
    fn like(&self, i: MentionId, other: MentionId) -> bool {
        let (a, b) = (&self.mentions[i], &self.mentions[other]);
        a.base == b.base && a.kind == b.kind && a.depth == b.depth && !a.range
    }

    /// The last figure of the same unit before the list: in its sentence, or right before it.
    fn total_before(&self, first: MentionId) -> Option<MentionId> {
        const BACK: usize = 4;
        let m = &self.mentions[first];
        let opening = self
            .flow
            .paras
            .get(m.para as usize)
            .is_some_and(|p| self.flow.slice(p.range.start, m.at.start).trim_start().starts_with("其中"));
        let near = |t: &Mention| t.para == m.para || (opening && t.para + 1 == m.para);
        let fits = |i: &MentionId| {
            let t = &self.mentions[*i];
            t.base == m.base && t.kind == m.kind && t.depth <= m.depth && !t.range && t.cell.is_none()
        };
        (0..first)
            .rev()
            .take(BACK)
            .take_while(|&i| near(&self.mentions[i]) && m.sentence - self.mentions[i].sentence <= 1)
            .find(fits)
    }

    /// The figures of the total's unit from `first` on that can be its parts.
    fn items(&self, first: MentionId, total: MentionId) -> Vec<MentionId> {
        let m = &self.mentions[first];
        let mut items = Vec::new();
        for i in first..self.mentions.len().min(first + PARTS) {
            let n = &self.mentions[i];
            let stop = i > first && STOP.iter().any(|w| n.gap.contains(w));
            if n.sentence != m.sentence || n.depth < m.depth || stop {
                break;
            }
            let t = &self.mentions[total];
            if n.base == t.base && n.kind == t.kind && n.depth == m.depth && !n.range {
                items.push(i);
            } else if n.kind == t.kind && n.base != t.base && n.sep >= Sep::Clause && items.len() > 1 {
                break;
            }
        }
        items
    }

    fn breakdown(&self, total: MentionId, cue: Cue, items: Vec<MentionId>) -> Option<Breakdown> {
        let partition = self.partition(&items);
        let mut readings: Vec<Vec<MentionId>> = Vec::new();
        let mut offer = |r: Vec<MentionId>| {
            if !r.is_empty() && !readings.contains(&r) {
                readings.push(r);
            }
        };
        let name = partition.map(|(name, parts)| {
            offer(parts);
            name
        });
        offer(self.until(&items, Sep::Group));
        for list in self.without_inner(&items) {
            offer(list);
        }
        offer(items.clone());
        for n in 2..items.len().min(16) {
            offer(items[..n].to_vec());
        }
        let last = *readings.first()?.last()?;
        let open = readings[0].iter().any(|&i| OPEN.iter().any(|w| self.mentions[i].gap.contains(w)))
            || self.mentions[last].after.starts_with('等');
        (readings[0].len() >= 2 || matches!(cue, Cue::Among | Cue::Stated)).then_some(Breakdown {
            total,
            cue,
            readings,
            partition: name,
            open,
        })
    }

    /// The items before the first separator that is as strong as `mark`.
    fn until(&self, items: &[MentionId], mark: Sep) -> Vec<MentionId> {
        let tail = items.iter().skip(1).position(|&i| self.crossed(items[0], i) >= mark);
        items[..tail.map_or(items.len(), |n| n + 1)].to_vec()
    }

    /// The strongest mark right before item `i`, seen from `from`.
    fn crossed(&self, from: MentionId, i: MentionId) -> Sep {
        self.mentions[from + 1..=i].last().map_or(Sep::None, |m| m.sep)
    }

    /// The list with the parts of an inner 其中 left out: one reading for each length of the inner list.
    fn without_inner(&self, items: &[MentionId]) -> Vec<Vec<MentionId>> {
        let inner = items.iter().skip(1).position(|&i| cue(&self.mentions[i].gap).is_some());
        let Some(at) = inner.map(|n| n + 1) else { return Vec::new() };
        (1..=items.len() - at)
            .take(12)
            .map(|n| items[..at].iter().chain(&items[at + n..]).copied().collect())
            .collect()
    }

    /// The known partition that the labels of some items make up, with those items.
    fn partition(&self, items: &[MentionId]) -> Option<(String, Vec<MentionId>)> {
        let matched = |p: &Partition| {
            let of =
                |part: &Vec<String>| items.iter().copied().find(|&i| is_part(&self.mentions[i].label, part));
            let mut parts: Vec<_> = p.parts.iter().filter_map(of).collect();
            parts.sort_unstable();
            parts.dedup();
            (parts.len() >= p.needed).then(|| (p.name.clone(), parts))
        };
        self.partitions.iter().find_map(matched)
    }

    fn part_of(&self, partition: &str, i: MentionId) -> bool {
        let p = self.partitions.iter().find(|p| p.name == partition);
        p.is_some_and(|p| p.parts.iter().any(|part| is_part(&self.mentions[i].label, part)))
    }
}

/// The label ends in one of the part's names, give or take a word such as 支出.
fn is_part(label: &str, part: &[String]) -> bool {
    const BEHIND: usize = 3;
    let behind = |w: &String| label.rfind(w.as_str()).map(|i| label[i + w.len()..].chars().count());
    part.iter().any(|w| behind(w).is_some_and(|n| n <= BEHIND))
}

fn cue(gap: &str) -> Option<Cue> {
    let tail = gap.rfind(['。', '；']).map_or(gap, |i| &gap[i..]);
    let has = |words: &[&str]| words.iter().any(|w| tail.contains(w));
    if has(STATED) {
        Some(Cue::Stated)
    } else if has(AMONG) {
        Some(Cue::Among)
    } else {
        None
    }
}
