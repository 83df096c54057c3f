//! Sums found by their figures: a total and a run of figures near it that add up to it to the last digit, where
//! chance is no explanation. What does not add up is no business of this module.
//!
//! Words are not looked at, only order, units and brackets: so it finds lists that are opened by no word, parts
//! that stand apart by rates and remarks, and the same kind of figure in each item of a list.

use super::{Mention, MentionId, Sep, Stand, change, label};
use crate::figure::Kind;
use crate::num::Rat;
use std::collections::{BTreeMap, HashMap};

/// A total and figures that add up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub total: MentionId,
    pub parts: Vec<MentionId>,
}

/// Figures of one unit after a total, or before it, that are looked at.
const AHEAD: usize = 40;
/// Parts of one run.
const PARTS: usize = 24;
/// Paragraphs that a run may reach into.
const PARAS: u32 = 8;
/// Words of what is left when a part is taken away.
const LEFT: &[&str] =
    &["其余", "剩余", "余下", "未", "尚", "另有", "结余", "结转", "节约", "核减", "少", "仍在", "还有"];
/// Places where a list may start that are tried.
const STARTS: usize = 12;
/// Lists of one total that are kept.
const WAYS: usize = 3;
/// Steps that one run takes at most.
const FUEL: u32 = 200;
/// Figures of one unit in one paragraph that two addends stand apart at most.
const APART: usize = 5;

pub(super) fn read(mentions: &[Mention]) -> Vec<Tally> {
    let mut all = Vec::new();
    for ids in lanes(mentions) {
        let mut lane = Lane::new(mentions, &ids);
        lane.runs();
        lane.pairs();
        lane.columns();
        all.append(&mut lane.found);
    }
    all.sort_unstable_by(|a, b| (a.total, &a.parts).cmp(&(b.total, &b.parts)));
    all.dedup();
    all
}

/// The figures of the text that may be added up, by unit and kind.
fn lanes(mentions: &[Mention]) -> Vec<Vec<MentionId>> {
    let mut lanes: BTreeMap<(&str, u8), Vec<MentionId>> = BTreeMap::new();
    for (id, m) in mentions.iter().enumerate() {
        let kind = match m.kind {
            Kind::Amount => 0,
            Kind::Count => 1,
            Kind::Measure => 2,
            _ => continue,
        };
        let whole = !m.range && !m.approximate && m.malformed.is_none() && m.cell.is_none();
        if whole && m.stand != Stand::Average && units(m).is_some_and(|v| v > 0) {
            lanes.entry((m.base.as_str(), kind)).or_default().push(id);
        }
    }
    lanes.into_values().filter(|ids| ids.len() >= 3).collect()
}

/// The value in millionths of its unit.
fn units(m: &Mention) -> Option<i128> {
    const SCALE: i128 = 1_000_000;
    let q = m.term.quantity()?;
    let scaled: Rat = crate::num::mul(q.value, Rat::from_integer(SCALE))?;
    scaled.is_integer().then(|| scaled.to_integer())
}

/// 171人，比上年的176人增加5人: what has grown by that much was not more before.
fn is_turned(total: &Mention, part: &Mention) -> bool {
    total.stand == Stand::Previous && part.stand == Stand::Change && change::is_rise(part)
}

/// 减少1.32万元，其中运行维护费减少0.80万元，接待费增加0.52万元: what went up is no part of what went down; 净增 is what both come to.
fn is_opposed(total: &Mention, part: &Mention) -> bool {
    let both = total.stand == Stand::Change && part.stand == Stand::Change;
    let net = [total, part].iter().any(|m| m.before.contains('净') || m.before.contains('追'));
    // 年初预算1350万元，年中调减127.46万元: what was cut is taken away.
    let cut = ["调减", "追减", "核减"].iter().any(|w| part.label.contains(w) && !total.label.contains(w));
    cut && total.label.contains("调整后") || both && !net && change::is_rise(total) != change::is_rise(part)
}

/// A run that is being added up.
struct Run {
    total: usize,
    /// Steps that may still be taken.
    fuel: u32,
    parts: Vec<usize>,
}

/// Figures of one unit, in order.
struct Lane<'a> {
    mentions: &'a [Mention],
    ids: &'a [MentionId],
    values: Vec<i128>,
    digits: Vec<usize>,
    /// Where the list of an item's own parts ends, by place in the lane.
    ends: HashMap<usize, usize>,
    at: HashMap<i128, Vec<usize>>,
    found: Vec<Tally>,
}

impl<'a> Lane<'a> {
    fn new(mentions: &'a [Mention], ids: &'a [MentionId]) -> Self {
        let values: Vec<i128> = ids.iter().map(|&i| units(&mentions[i]).unwrap_or(0)).collect();
        let mut at: HashMap<i128, Vec<usize>> = HashMap::new();
        values.iter().enumerate().for_each(|(k, v)| at.entry(*v).or_default().push(k));
        let digits = ids.iter().map(|&i| mentions[i].term.told()).collect();
        Self { mentions, ids, values, digits, ends: HashMap::new(), at, found: Vec::new() }
    }

    fn m(&self, k: usize) -> &'a Mention {
        &self.mentions[self.ids[k]]
    }

    fn keep(&mut self, total: usize, parts: &[usize]) {
        if parts.iter().any(|&k| is_turned(self.m(total), self.m(k))) || self.leaves_out(total, parts) {
            return;
        }
        if parts.iter().any(|&k| is_opposed(self.m(total), self.m(k))) {
            return;
        }
        let parts = parts.iter().map(|&k| self.ids[k]).collect();
        self.found.push(Tally { total: self.ids[total], parts });
    }

    /// 基础类a，完善类b，提升类c，合同总额d: not of the first two, where the third stands in the same list.
    fn leaves_out(&self, total: usize, parts: &[usize]) -> bool {
        let Some(&last) = parts.iter().max().filter(|&&last| last + 1 < total) else { return false };
        let end = |k: usize| self.m(k).label.chars().next_back();
        let (next, own) = (self.m(last + 1), self.m(last));
        let listed = next.sentence == own.sentence && next.sentence == self.m(total).sentence;
        listed
            && next.sep <= Sep::Clause
            && next.sep == own.sep
            && next.depth == own.depth
            && end(last + 1).is_some()
            && end(last + 1) == end(last)
    }

    /// Runs behind a total, from the last total to the first, so that a part's own list is known.
    fn runs(&mut self) {
        for total in (0..self.ids.len()).rev() {
            let found: Vec<Vec<usize>> =
                self.starts(total).into_iter().filter_map(|k| self.from(total, k)).collect();
            for parts in found.iter().take(WAYS) {
                self.keep(total, parts);
            }
            if let Some(&last) = found.first().and_then(|parts| parts.last()) {
                self.ends.insert(total, self.ends.get(&last).map_or(last, |e| *e));
            }
            let mut parts = Vec::new();
            if self.back(total, self.values[total], &mut parts) && self.is_sure(total, &parts, 0) {
                parts.reverse();
                self.keep(total, &parts);
            }
        }
    }

    /// The run from place `start` on that adds up to a total.
    fn from(&self, total: usize, start: usize) -> Option<Vec<usize>> {
        let mut run = Run { total, fuel: FUEL, parts: Vec::new() };
        let ends = self.run(start, self.values[total], &mut run);
        (ends && self.is_sure(total, &run.parts, start - total - 1)).then_some(run.parts)
    }

    /// The words before the list say what it is of: 基础设施类项目中，….
    fn is_named(&self, total: usize, first: usize) -> bool {
        const NAME: usize = 4;
        let name: Vec<char> = self.m(total).label.chars().collect();
        let tail: String = name[name.len().saturating_sub(NAME)..].iter().collect();
        name.len() >= NAME && self.m(first).gap.contains(&tail)
    }

    /// Where the list of a total may start: right behind it, or with a sentence.
    fn starts(&self, total: usize) -> Vec<usize> {
        let last = self.ids.len().min(total + AHEAD);
        let opens = |k: &usize| *k <= total + 2 || self.m(*k).sentence != self.m(*k - 1).sentence;
        (total + 1..last).filter(opens).take(STARTS).collect()
    }

    /// Adds up from place `k` on until `rest` is used up.
    fn run(&self, k: usize, rest: i128, run: &mut Run) -> bool {
        if rest == 0 {
            return run.parts.len() >= 2;
        }
        run.fuel = run.fuel.saturating_sub(1);
        let far = k > run.total + AHEAD || k >= self.ids.len() || run.parts.len() >= PARTS || run.fuel == 0;
        if far || self.m(k).para - self.m(run.total).para > PARAS {
            return false;
        }
        let (m, first) = (self.m(k), run.parts.first().map(|&f| self.m(f)));
        // What stands in brackets behind a part is none of the list.
        let inner = first.is_some_and(|f| m.depth > f.depth) || !is_alike(m, self.m(run.total));
        if inner || self.values[k] == self.values[run.total] {
            return self.run(k + 1, rest, run);
        }
        if self.values[k] > rest {
            return false;
        }
        run.parts.push(k);
        let left = rest - self.values[k];
        let own = self.ends.get(&k).map(|end| end + 1);
        let found = own.is_some_and(|next| self.run(next, left, run)) || self.run(k + 1, left, run);
        if !found {
            run.parts.pop();
        }
        found
    }

    /// Adds up backwards from right before the total.
    fn back(&self, total: usize, mut rest: i128, parts: &mut Vec<usize>) -> bool {
        for k in (total.saturating_sub(AHEAD)..total).rev() {
            let m = self.m(k);
            let first = parts.first().map(|&f: &usize| self.m(f));
            if self.m(total).para - m.para > PARAS / 4 || self.values[k] >= self.values[total] {
                return false;
            }
            if first.is_some_and(|f| m.depth > f.depth) || !is_alike(m, self.m(total)) {
                continue;
            }
            rest -= self.values[k];
            parts.push(k);
            if rest <= 0 {
                return rest == 0 && parts.len() >= 2;
            }
        }
        false
    }

    /// Chance is no explanation: the longer the total the farther its parts may lie.
    fn is_sure(&self, total: usize, parts: &[usize], skip: usize) -> bool {
        let all = || parts.iter().copied().chain([total]);
        let first = all().min().map_or(0, |k| self.m(k).para);
        let last = all().max().map_or(0, |k| self.m(k).para);
        let sentences = all().map(|k| self.m(k).sentence);
        let near = sentences.clone().max().zip(sentences.min()).is_some_and(|(a, b)| a - b <= 1);
        let needed = match () {
            () if self.is_named(total, parts[0]) => 2,
            () if near && skip == 0 => 3,
            () if near || first == last || self.m(parts[0]).section == self.m(total).section => 4,
            () => 5,
        };
        self.digits[total] >= needed
    }

    /// Two figures of one paragraph whose sum is printed: what was spent and what is left.
    fn pairs(&mut self) {
        for b in 1..self.ids.len() {
            for a in b.saturating_sub(APART)..b {
                if self.m(a).para != self.m(b).para {
                    continue;
                }
                let sum = self.values[a] + self.values[b];
                let totals = self.at.get(&sum).map_or(&[][..], Vec::as_slice);
                let nearest = totals.iter().copied().min_by_key(|t| t.abs_diff(a));
                if let Some(total) = nearest.filter(|&t| self.is_pair(t, a, b)) {
                    self.keep(total, &[a, b]);
                }
            }
        }
    }

    fn is_pair(&self, total: usize, a: usize, b: usize) -> bool {
        let (t, x, y) = (self.m(total), self.m(a), self.m(b));
        let short = self.digits[a].min(self.digits[b]);
        // 其余3起: the words say that it is what is left of another.
        let left = [x, y].iter().any(|m| LEFT.iter().any(|w| m.before.contains(w)));
        let needed = match () {
            () if t.para == x.para && left => 1,
            () if t.sentence == x.sentence && x.sentence == y.sentence => 3,
            () if t.para == x.para => 4,
            () if t.section == x.section && left => 3,
            () if t.section == x.section => 5,
            () if left => 5,
            () => 6,
        };
        self.digits[total] >= needed && (short >= 2 || left || needed == 3)
    }

    /// The figures that are called alike in the items of a list: 实际支出 of each project.
    fn columns(&mut self) {
        let mut columns: BTreeMap<(Option<u32>, String), Vec<usize>> = BTreeMap::new();
        for k in 0..self.ids.len() {
            if let Some(name) = label::ending(&self.m(k).label) {
                columns.entry((self.m(k).section, name.clone())).or_default().push(k);
            }
        }
        for ids in columns.into_values() {
            for run in near(&ids, |k| self.m(k).para).into_iter().filter(|r| (2..=PARTS).contains(&r.len())) {
                let sum: i128 = run.iter().map(|&k| self.values[k]).sum();
                let totals = self.at.get(&sum).map_or(&[][..], Vec::as_slice);
                let nearest = totals.iter().copied().min_by_key(|t| t.abs_diff(run[0]));
                if let Some(total) = nearest.filter(|t| {
                    !run.contains(t)
                        && self.digits[*t] >= if self.m(*t).section == self.m(run[0]).section { 3 } else { 4 }
                }) {
                    self.keep(total, &run);
                }
            }
        }
    }
}

/// Levels add up to levels, changes to changes, last year's to last year's.
fn is_alike(a: &Mention, b: &Mention) -> bool {
    let level = |m: &Mention| matches!(m.stand, Stand::Level | Stand::Base);
    a.stand == b.stand || level(a) && level(b)
}

/// Cuts where paragraphs lie far apart, and offers each paragraph of its own too.
fn near(ids: &[usize], para: impl Fn(usize) -> u32) -> Vec<Vec<usize>> {
    let together = ids.chunk_by(|&a, &b| para(b) - para(a) <= 3).map(<[usize]>::to_vec);
    let alone = ids.chunk_by(|&a, &b| para(b) == para(a)).map(<[usize]>::to_vec);
    together.chain(alone).collect()
}
