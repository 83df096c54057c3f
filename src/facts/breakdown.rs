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

/// A total and its parts, as one way to read the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub total: MentionId,
    pub parts: Vec<MentionId>,
    /// The reading is the plain one for its total.
    pub plain: bool,
}

#[derive(Clone, Debug)]
pub struct Breakdown {
    pub cue: Cue,
    /// What the sentence allows, best first.
    pub readings: Vec<Reading>,
    /// The known partition that the labels make up.
    pub partition: Option<String>,
    /// 等, 主要, 部分: the list says itself that it is not whole.
    pub open: bool,
    /// There is one total only, or it is called by name.
    pub sure: bool,
    /// The names of the parts end alike (戏曲演出, 歌舞演出): kinds of one thing.
    pub alike: bool,
}

impl Breakdown {
    /// The likeliest total.
    pub fn total(&self) -> MentionId {
        self.readings[0].total
    }

    pub fn parts(&self) -> &[MentionId] {
        &self.readings[0].parts
    }
}

/// Most parts that a reading may hold, and most totals that are tried.
const PARTS: usize = 60;
const TOTALS: usize = 3;
const STATED: &[&str] = &["分别为", "分别是", "构成", "组成"];
const AMONG: &[&str] = &["其中", "包括", "包含", "有：", "为：", "按来源分", "分为", "含"];
const AFTER: &[&str] = &["共计", "合计", "总计", "总共", "累计", "小计", "，共", "、共"];
const STOP: &[&str] =
    &["此外", "另外", "另有", "同时", "除此", "截至", "截止", "共计", "合计", "总计", "小计"];
const OPEN: &[&str] = &["等", "主要", "部分"];
/// What is no part: a change, an average, a comparison.
const ASIDE: &[&str] =
    &["比", "较", "增加", "减少", "增长", "下降", "上升", "降低", "均", "年末", "折合", "占", "目标", "任务"];

pub(super) fn read(flow: &Flow, mentions: &[Mention], scheme: &Scheme) -> Vec<Breakdown> {
    let reader = Reader { flow, mentions, partitions: &scheme.partitions };
    let mut found = Vec::new();
    for (i, m) in mentions.iter().enumerate() {
        if m.cell.is_none() {
            found.extend(reader.cued(i).or_else(|| reader.silent(i)));
            found.extend(reader.numbered(i).or_else(|| reader.after(i)));
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
        let named = self.named_totals(first);
        let cue = cue(&m.gap).or((!named.is_empty()).then_some(Cue::Among))?;
        let sure = named.len() == 1;
        let totals = if named.is_empty() { self.totals_before(first) } else { named };
        let lists: Vec<_> = totals.iter().map(|&t| (t, self.items(first, t))).collect();
        self.breakdown(cue, &lists, sure)
    }

    /// "支出中，基本支出…", "支出由…构成": the totals that are called by name.
    fn named_totals(&self, first: MentionId) -> Vec<MentionId> {
        const BACK: usize = 14;
        let m = &self.mentions[first];
        let tail = m.gap.rsplit(['。', '；']).next().unwrap_or("");
        let Some(at) = tail.find(['中', '由', '按']).filter(|&i| !tail[..i].ends_with(['其', '集']))
        else {
            return Vec::new();
        };
        let name = tail[..at].rsplit(['，', '、', '：']).next().unwrap_or("").trim();
        if name.chars().count() < 2 || tail[at..].chars().count() > 24 {
            return Vec::new();
        }
        let like = |i: &MentionId| {
            let t = &self.mentions[*i];
            t.base == m.base && t.section == m.section && !t.range && !self.is_change(*i)
        };
        let back = || (first.saturating_sub(BACK)..first).rev().filter(like);
        let mut named: Vec<_> = back().filter(|&i| self.mentions[i].label.ends_with(name)).collect();
        let short = |i: &MentionId| {
            let label = self.mentions[*i].label.as_str();
            label.chars().count() >= 2 && name.ends_with(label)
        };
        named.extend(back().filter(short).filter(|i| !self.mentions[*i].label.ends_with(name)));
        self.larger(named, m)
    }

    /// A bracket or a bare list right behind a total whose labels make up a known partition.
    fn silent(&self, first: MentionId) -> Option<Breakdown> {
        let m = &self.mentions[first];
        let total = first.checked_sub(1)?;
        let t = &self.mentions[total];
        let other = t.base != m.base || t.scope != m.scope && m.scope.is_some();
        if t.para != m.para || t.sentence != m.sentence || other || t.depth > m.depth || self.is_change(total)
        {
            return None;
        }
        let items = self.items(first, total);
        let own = self.partition(&items)?;
        if own.1.first() != Some(&first) || self.part_of(&own.0, total) {
            return None;
        }
        self.breakdown(Cue::Silent, &[(total, items)], true)
    }

    /// "…，以上五项合计c万元": as many parts as the sentence says.
    fn numbered(&self, total: MentionId) -> Option<Breakdown> {
        let t = &self.mentions[total];
        let count = total.checked_sub(1).map(|i| &self.mentions[i])?;
        let told =
            count.para == t.para && AFTER.iter().any(|w| t.gap.contains(w)) && t.gap.chars().count() <= 10;
        let above = ["以上", "上述", "这"].iter().any(|w| count.before.contains(w));
        let n = usize::try_from(count_of(count)?).ok().filter(|n| (2..=PARTS).contains(n))?;
        if !told || !above {
            return None;
        }
        let near = |i: &MentionId| self.mentions[*i].para == t.para;
        let fits = |i: &MentionId| self.like(*i, total) && !self.is_aside(*i);
        let parts: Vec<_> = (0..total).rev().take_while(near).filter(fits).take(n).collect();
        let reading = Reading { total, parts: parts.iter().rev().copied().collect(), plain: true };
        let whole = reading.parts.len() == n;
        whole.then(|| Breakdown {
            cue: Cue::Stated,
            readings: vec![reading],
            partition: None,
            open: false,
            sure: true,
            alike: false,
        })
    }

    /// "A a万元，B b万元，共计c万元".
    fn after(&self, total: MentionId) -> Option<Breakdown> {
        let t = &self.mentions[total];
        let named = AFTER.iter().any(|w| t.gap.contains(w));
        // "收入总计a，其中…；支出总计b": the second total is none of the first's.
        let told = ["收入总计", "支出总计", "收支总计"].iter().any(|w| t.before.contains(w));
        let added =
            total.checked_sub(1).is_some_and(|i| self.mentions[i].before.trim_start().starts_with('加'));
        if !named || (told && !added) || t.sep >= Sep::Sentence {
            return None;
        }
        let same = |i: &MentionId| self.mentions[*i].sentence == t.sentence;
        let fits = |i: &MentionId| self.like(*i, total) && !self.is_aside(*i);
        let parts: Vec<_> = (0..total).rev().take(PARTS).take_while(same).filter(fits).collect();
        let reading =
            |n: usize, plain| Reading { total, parts: parts[..n].iter().rev().copied().collect(), plain };
        // What stands behind 其中 is inside the part before it.
        let outer =
            |i: &MentionId| parts.last() == Some(i) || cue(&self.mentions[*i].gap) != Some(Cue::Among);
        let outer: Vec<MentionId> = parts.iter().rev().copied().filter(outer).collect();
        let mut readings = vec![Reading { total, parts: outer, plain: true }, reading(parts.len(), false)];
        readings.extend((2..parts.len()).map(|n| reading(n, false)));
        let bare = AFTER.iter().any(|w| t.before.trim().ends_with(w.trim_start_matches(['，', '、'])))
            && t.before.chars().count() <= 4;
        (parts.len() >= 2).then_some(Breakdown {
            cue: Cue::After,
            readings,
            partition: None,
            open: false,
            sure: bare,
            alike: false,
        })
    }

    /// A change, an average or a comparison is no part.
    fn is_aside(&self, i: MentionId) -> bool {
        let m = &self.mentions[i];
        ASIDE.iter().any(|w| m.before.contains(w))
    }

    /// Same base unit, same depth, neither a range.
    fn like(&self, i: MentionId, other: MentionId) -> bool {
        let (a, b) = (&self.mentions[i], &self.mentions[other]);
        a.base == b.base && a.kind == b.kind && a.depth == b.depth && !a.range
    }

    /// Figures of the same unit before the list, nearest first: of its sentence and the one before it.
    fn totals_before(&self, first: MentionId) -> Vec<MentionId> {
        const BACK: usize = 8;
        let m = &self.mentions[first];
        let opening = self
            .flow
            .paras
            .get(m.para as usize)
            .is_some_and(|p| self.flow.slice(p.range.start, m.at.start).trim_start().starts_with("其中"));
        let near = |t: &Mention| t.para == m.para || (opening && t.para + 1 == m.para);
        let fits = |i: &MentionId| {
            let t = &self.mentions[*i];
            let unit = t.base == m.base && t.kind == m.kind && t.depth <= m.depth;
            unit && !t.range && t.cell.is_none() && !self.is_change(*i)
        };
        let all: Vec<MentionId> = (0..first)
            .rev()
            .take(BACK)
            .take_while(|&i| near(&self.mentions[i]) && m.sentence - self.mentions[i].sentence <= 1)
            .filter(fits)
            .collect();
        self.larger(all, m)
    }

    /// Those that are no smaller than the first part; all when a digit made that part too large.
    fn larger(&self, all: Vec<MentionId>, part: &Mention) -> Vec<MentionId> {
        let large = |i: &MentionId| self.mentions[*i].term.value_at_least(&part.term);
        let mut kept: Vec<MentionId> = all.iter().copied().filter(large).collect();
        if kept.is_empty() {
            kept = all;
        }
        kept.truncate(TOTALS);
        kept
    }

    fn is_change(&self, i: MentionId) -> bool {
        let m = &self.mentions[i];
        let change = ["比", "较", "增加", "减少", "增长", "下降", "追加", "调减", "上年", "去年"];
        change.iter().any(|w| m.before.contains(w))
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
            // A figure equal to the total says the total once more.
            let again = n.term.value == self.mentions[total].term.value;
            if i > first && (again || self.is_aside(i)) {
                continue;
            }
            if n.base == t.base && n.kind == t.kind && n.depth == m.depth && !n.range {
                items.push(i);
            } else if n.kind == t.kind && n.base != t.base && n.sep >= Sep::Clause && items.len() > 1 {
                break;
            }
        }
        items
    }

    fn breakdown(&self, cue: Cue, lists: &[(MentionId, Vec<MentionId>)], named: bool) -> Option<Breakdown> {
        let partition = lists.iter().find_map(|(_, items)| self.partition(items)).map(|p| p.0);
        let mut readings: Vec<Reading> = Vec::new();
        for (k, (total, items)) in lists.iter().enumerate() {
            // A total further off is only tried with the plain list.
            let many = if k == 0 { PARTS } else { 1 };
            for (n, parts) in self.readings(items).into_iter().enumerate().take(many) {
                let reading = Reading { total: *total, parts, plain: n == 0 };
                if !reading.parts.is_empty() && !reading.parts.contains(total) {
                    readings.push(reading);
                }
            }
        }
        let first = &readings.first()?.parts;
        let last = *first.last()?;
        let open = first.iter().any(|&i| OPEN.iter().any(|w| self.mentions[i].before.contains(w)))
            || self.mentions[first[0]].gap.contains("主要")
            || self.mentions[last].after.starts_with('等');
        let many = first.len() >= 2 || matches!(cue, Cue::Among | Cue::Stated);
        let sure = named || lists.len() == 1;
        let alike = self.alike(first);
        many.then_some(Breakdown { cue, readings, partition, open, sure, alike })
    }

    /// The labels end in the same two characters, or the words behind the numbers begin alike.
    fn alike(&self, parts: &[MentionId]) -> bool {
        let end = |i: &MentionId| {
            let label: Vec<char> = self.mentions[*i].label.chars().collect();
            (label.len() > 2).then(|| label[label.len() - 2..].to_vec())
        };
        let first = parts.first().and_then(end);
        first.is_some() && parts.len() >= 2 && parts.iter().all(|p| end(p) == first)
    }

    /// Ways to cut the list, best first.
    fn readings(&self, items: &[MentionId]) -> Vec<Vec<MentionId>> {
        let mut readings: Vec<Vec<MentionId>> = Vec::new();
        let mut offer = |r: Vec<MentionId>| {
            if !r.is_empty() && !readings.contains(&r) {
                readings.push(r);
            }
        };
        if items.is_empty() {
            return readings;
        }
        // Kinds of a known whole, alone or with the kinds of one of them between; else they are a part of the list.
        let whole = self.until(items, Sep::Group);
        let nested = !self.without_inner(items).is_empty();
        let kinds = self
            .partition(items)
            .map(|p| p.1)
            .filter(|p| nested || p.len() == whole.len() || p.len() == items.len());
        let partition = kinds.is_some();
        kinds.into_iter().for_each(&mut offer);
        // A second 其中 speaks of the part before it.
        let inner = self.inner(items).filter(|_| !partition);
        offer(inner.map_or(whole, |at| items[..at].to_vec()));
        let balance = |i: &MentionId| ["结余", "结转"].iter().any(|w| self.mentions[*i].label.contains(w));
        offer(items.iter().copied().filter(|i| !balance(i)).collect());
        self.without_inner(items).into_iter().for_each(&mut offer);
        offer(items.to_vec());
        (2..items.len().min(16)).for_each(|n| offer(items[..n].to_vec()));
        readings
    }

    /// Where a second 其中 opens a list inside the list.
    fn inner(&self, items: &[MentionId]) -> Option<usize> {
        let opens = |gap: &str| cue(gap).is_some() || gap.contains("分别");
        let at = items.iter().skip(1).position(|&i| opens(&self.mentions[i].gap))?;
        Some(at + 1)
    }

    /// The items before the first separator that is as strong as `mark`.
    fn until(&self, items: &[MentionId], mark: Sep) -> Vec<MentionId> {
        let tail = items.iter().skip(1).position(|&i| self.crossed(items[0], i) >= mark);
        // Where the very first two stand apart by it, it separates the items and ends nothing.
        let end = tail.filter(|&n| n > 0).map_or(items.len(), |n| n + 1);
        items[..end].to_vec()
    }

    /// The strongest mark right before item `i`, seen from `from`.
    fn crossed(&self, from: MentionId, i: MentionId) -> Sep {
        self.mentions[from + 1..=i].last().map_or(Sep::None, |m| m.sep)
    }

    /// The list with the parts of an inner 其中 left out: one reading for each length of the inner list.
    fn without_inner(&self, items: &[MentionId]) -> Vec<Vec<MentionId>> {
        let Some(at) = self.inner(items) else { return Vec::new() };
        (1..=items.len() - at)
            .take(12)
            .map(|n| items[..at].iter().chain(&items[at + n..]).copied().collect())
            .collect()
    }

    /// The known partition that the labels of some items make up, with those items.
    fn partition(&self, items: &[MentionId]) -> Option<(String, Vec<MentionId>)> {
        let matched = |p: &Partition| {
            let of = |part: &Vec<String>| items.iter().copied().find(|&i| named(&self.mentions[i], part));
            let mut parts: Vec<_> = p.parts.iter().filter_map(of).collect();
            parts.sort_unstable();
            parts.dedup();
            (parts.len() >= p.needed).then(|| (p.name.clone(), parts))
        };
        self.partitions.iter().find_map(matched)
    }

    fn part_of(&self, partition: &str, i: MentionId) -> bool {
        let p = self.partitions.iter().find(|p| p.name == partition);
        let label = self.mentions[i].label.as_str();
        p.is_some_and(|p| p.parts.iter().flatten().any(|w| label.contains(w.as_str())))
    }
}

/// The number that 五项 or 3个 says.
fn count_of(m: &Mention) -> Option<i128> {
    let integer = |v: &crate::ledger::Value| match v {
        crate::ledger::Value::Number(q) if q.value.is_integer() => Some(q.value.to_integer()),
        _ => None,
    };
    (m.kind == crate::figure::Kind::Count).then(|| integer(&m.term.value)).flatten()
}

/// Called by one of the part's names, before the number or right behind it (14个行政村).
fn named(m: &Mention, part: &[String]) -> bool {
    is_part(&m.label, part) || part.iter().any(|w| m.after.starts_with(w.as_str()))
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
