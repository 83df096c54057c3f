//! A total and the list of its parts: 其中, 包括, 分别为, brackets, a colon, or a known partition without any word.
//!
//! `parts` cuts lists, `closing` reads totals that come after their parts, `lines` and `sentences` read parts that
//! stand a paragraph or a sentence each. Changes, averages and plans are no parts (`change` tells).

mod closing;
mod lines;
mod parts;
mod sentences;

use super::{Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::layout::Flow;
use crate::num::{self, Rat};
use crate::scheme::{Partition, Scheme};
use std::collections::HashMap;

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
    /// A bracket or a colon right behind the total.
    Mark,
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
    /// What the list leaves out is told behind it (其余为…), or before it (前三批): it never is whole.
    pub more: bool,
    /// The list says itself that it is whole: 第一期…第四期, …及以下, 其他…, 剩余….
    pub whole: bool,
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
const STATED: &[&str] = &["分别为", "分别是", "分别用于", "构成", "组成"];
const AMONG: &[&str] = &[
    "其中",
    "包括",
    "包含",
    "有：",
    "为：",
    "按来源分",
    "分为",
    "含",
    "具体为",
    "具体是",
    "分项情况",
    "具体情况",
    "主要用于",
    "用于：",
    "分布在",
    "分布于",
];
const STOP: &[&str] = &[
    "此外",
    "另外",
    "另有",
    "同时",
    "除此",
    "截至",
    "截止",
    "共计",
    "合计",
    "总计",
    "小计",
    "剔除",
    "扣除",
    "若不",
    "如不",
    "不考虑",
    "若加",
    "若减",
    "可比口径",
];
const OPEN: &[&str] = &["等", "主要", "部分"];

pub(super) fn read(flow: &Flow, mentions: &[Mention], scheme: &Scheme) -> Vec<Breakdown> {
    let mut reader = Reader { flow, mentions, partitions: &scheme.partitions, inside: HashMap::new() };
    let mut found = Vec::new();
    for (i, m) in mentions.iter().enumerate() {
        if m.cell.is_none() {
            let opened = reader.cued(i).or_else(|| reader.silent(i)).or_else(|| reader.marked(i));
            let opened = opened.or_else(|| reader.counted_off(i));
            opened.iter().for_each(|b| reader.enter(b));
            found.extend(opened);
            found.extend(reader.numbered(i).or_else(|| reader.after(i)));
            found.extend(reader.sentences(i).or_else(|| reader.announced(i)));
        }
    }
    found.extend(reader.lines());
    found
}

struct Reader<'a> {
    flow: &'a Flow,
    mentions: &'a [Mention],
    partitions: &'a [Partition],
    /// The parts of the lists read so far, each with its total.
    inside: HashMap<MentionId, MentionId>,
}

impl Reader<'_> {
    /// 其中 and its like before mention `first`.
    fn cued(&self, first: MentionId) -> Option<Breakdown> {
        let m = &self.mentions[first];
        // 得分93.5分，其中投入（20分）19分: the mark in the bracket opens the list, and is none of it.
        let behind = self.mentions.get(first + 1).filter(|n| {
            let bare = matches!(n.gap.trim(), "）" | ")" | "）得" | ")得" | "）得分");
            n.kind == Kind::Score && m.kind == Kind::Score && bare && n.depth < m.depth
        });
        if behind.is_some() && cue(&m.gap) == Some(Cue::Among) {
            let totals = self.totals_before(first + 1);
            let lists: Vec<_> = totals.iter().map(|&t| (t, self.items(first + 1, t))).collect();
            return self.breakdown(Cue::Among, &lists, true);
        }
        let mut named = self.again(first);
        if named.is_empty() {
            named = self.named_totals(first);
        }
        let made = self.made_of(first);
        let cue =
            made.map(|_| Cue::Stated).or_else(|| cue(&m.gap)).or((!named.is_empty()).then_some(Cue::Among));
        let cue = cue.or(opens_beside(&m.gap).then_some(Cue::Among))?;
        // …594.26万元，其中: the total stands right before the word.
        let beside = first.checked_sub(1).is_some_and(|t| {
            let (t, m) = (&self.mentions[t], &self.mentions[first]);
            let near = m.sep <= Sep::Clause || self.is_alone(first - 1) && t.para == m.para;
            t.base == m.base && t.stand == Stand::Level && near && opens_beside(&m.gap)
        });
        let sure = named.len() == 1 || made.is_some() || beside;
        // 支出总计b，包括: the list of no other total.
        let called = |t: MentionId| {
            let words = self.mentions[t].before.trim_end_matches(['为', '达', '是']);
            ["收入总计", "支出总计", "收入合计", "支出合计"].iter().any(|w| words.ends_with(w))
        };
        let own = first
            .checked_sub(1)
            .filter(|&t| called(t) && self.mentions[t].base == m.base && m.sep <= Sep::Clause);
        let totals = match made.or(own) {
            Some(total) => vec![total],
            None if named.is_empty() => self.totals_before(first),
            None => named,
        };
        let mut lists: Vec<_> = totals.iter().map(|&t| (t, self.items(first, t))).collect();
        // 修路3.3公里、清渠2.0公里，计划分别为3公里、2公里: each of its own.
        const EACH: &[&str] = &["任务", "计划", "目标", "指标值"];
        let each = |t: MentionId| {
            let words = m.gap.rsplit(['，', '；', '。']).next().unwrap_or("");
            EACH.iter().any(|w| words.contains(w) && !self.mentions[t].label.contains(w))
        };
        if cue == Cue::Stated && m.gap.contains("分别") && made.is_none() {
            lists.retain(|(t, _)| !each(*t));
        }
        // 3个乡镇的站点分别为6个、5个、4个: how many there are of those that the list tells of.
        if cue == Cue::Stated && made.is_none() {
            lists.retain(|(t, items)| items.len() < 3 || !self.counts(*t, items.len()));
        }
        let sure = sure || lists.len() == 1;
        let with = lists.first().map(|(t, items)| (*t, items.clone(), self.list(first, *t, true)));
        lists.extend(with.filter(|w| w.1 != w.2).map(|(t, _, all)| (t, all)));
        // 新修公路60公里、其中沥青路20公里，新修桥梁…: said of one item of a list.
        if m.gap.trim_start().starts_with("、其中") {
            for (_, items) in &mut lists {
                let ends = items.iter().skip(1).position(|&i| self.mentions[i].sep >= Sep::Clause);
                items.truncate(ends.map_or(items.len(), |n| n + 1));
            }
        }
        self.breakdown(cue, &lists, sure)
    }

    fn counts(&self, i: MentionId, n: usize) -> bool {
        let value = self.mentions[i].term.quantity().map(|q| q.value);
        self.mentions[i].kind == Kind::Count && value == Some(Rat::from_integer(n as i128))
    }

    /// The only figure of its unit in its sentence.
    fn is_alone(&self, i: MentionId) -> bool {
        let m = &self.mentions[i];
        let other = |n: &&Mention| n.sentence == m.sentence && n.base == m.base;
        let before = self.mentions[..i]
            .iter()
            .rev()
            .take(PARTS)
            .take_while(|n| n.sentence == m.sentence)
            .any(|n| other(&n));
        !before && self.mentions.get(i + 1).is_none_or(|n| !other(&n))
    }

    /// "支出22.5万元由甲a、乙b构成": the total right before 由.
    fn made_of(&self, first: MentionId) -> Option<MentionId> {
        let m = &self.mentions[first];
        let total = first.checked_sub(1)?;
        let t = &self.mentions[total];
        let words = m.gap.trim_start_matches(['，', ',', ' ', '主']);
        let from =
            ["由", "其中由", "分别由", "均由", "全部由", "共由", "是由"].iter().any(|w| words.starts_with(w));
        (from && t.base == m.base && t.sentence == m.sentence && self.is_level(total)).then_some(total)
    }

    /// "支出中，基本支出…", "支出由…构成": the totals that are called by name.
    fn named_totals(&self, first: MentionId) -> Vec<MentionId> {
        const BACK: usize = 14;
        let m = &self.mentions[first];
        let tail = m.gap.rsplit(['。', '；']).next().unwrap_or("");
        let words = tail.find(['中', '由', '按', '里']).filter(|&i| !tail[..i].ends_with(['其', '集']));
        let Some(at) = words.or_else(|| tail.find("包括")).or_else(|| tail.find("主要有：")) else {
            return Vec::new();
        };
        let name = tail[..at].rsplit(['，', '、', '：']).next().unwrap_or("").trim();
        // 资产构成中 is of 资产总额.
        let stem = ["构成", "结构"].iter().find_map(|w| name.strip_suffix(w));
        let name = stem.filter(|s| s.chars().count() >= 2).unwrap_or(name);
        // 支出由2009年的a增加到b.
        let dated = tail[at..].contains(|c: char| c.is_ascii_digit()) || tail[at..].ends_with('的');
        let moved = tail[at..].starts_with('由') && tail[at..].contains('年') && dated;
        if moved || name.chars().count() < 2 || tail[at..].chars().count() > 24 {
            return Vec::new();
        }
        let like = |i: &MentionId| {
            let t = &self.mentions[*i];
            t.base == m.base && t.section == m.section && !t.range && self.is_level(*i)
        };
        // 收入总计、支出总计均为: one figure has both names.
        let called = |i: &MentionId| {
            let t = &self.mentions[*i];
            let whole = stem.is_some_and(|s| {
                ["总额", "总计", "合计", "总量"].iter().any(|w| t.label.ends_with(&format!("{s}{w}")))
            });
            // 净资产 is no 资产.
            let net = stem.is_some_and(|s| t.label.ends_with(&format!("净{s}")));
            whole || t.label.ends_with(name) && !net || t.before.contains('均') && t.gap.contains(name)
        };
        let back = || (first.saturating_sub(BACK)..first).rev().filter(like);
        let mut named: Vec<_> = back().filter(called).collect();
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
        let other = t.base != m.base || t.scope != m.scope && m.scope.is_some() || m.sep >= Sep::Group;
        if t.para != m.para || t.sentence != m.sentence || other || t.depth > m.depth || !self.is_level(total)
        {
            return None;
        }
        let items = self.items(first, total);
        let own = self.partition(&items)?;
        // Two items of one list: the first is no total of the second.
        let siblings = self.inside.get(&first).is_some_and(|t| self.inside.get(&total) == Some(t));
        // 编制35人，在职28人，退休20人: who has retired holds no post.
        // 3个科室，行政编制4个: posts are no offices.
        let has = |i: &MentionId, word: &str| self.mentions[*i].label.contains(word);
        let named = t.label.contains("编制") || t.after.contains("编制");
        // 支出225万元，收回9万元，结转6万元: what they make is told elsewhere.
        let known = self.partitions.iter().find(|p| p.name == own.0).filter(|p| p.alone && !p.of.is_empty());
        if known.is_some_and(|p| !p.of.iter().any(|w| t.label.ends_with(w.as_str()))) {
            return None;
        }
        // 事业56人，另有离休2人、退休57人: beside it.
        if m.gap.trim_start_matches(['，', ',', '；']).starts_with('另') {
            return None;
        }
        let posts = match named {
            true => own.1.iter().any(|i| has(i, "退休")),
            false => t.kind == Kind::Count && own.1.iter().any(|i| has(i, "编制")),
        };
        if posts || own.1.first() != Some(&first) || self.part_of(&own.0, total) || siblings {
            return None;
        }
        self.breakdown(Cue::Silent, &[(total, items)], true)
    }

    /// A bracket or a colon behind a total opens a list of its parts; a rate may stand between (占…的95%：).
    fn marked(&self, first: MentionId) -> Option<Breakdown> {
        let m = &self.mentions[first];
        // 1064人：80—89岁893人.
        let aside = |i: &MentionId| {
            let n = &self.mentions[*i];
            matches!(n.kind, Kind::Percent | Kind::Point) || n.range && n.base != m.base
        };
        let total = (first.saturating_sub(3)..first).rev().find(|i| !aside(i))?;
        let t = &self.mentions[total];
        let gap = self.flow.slice(t.at.end, m.at.start).trim();
        let beside = gap.starts_with(['（', '(', '：', ':']);
        let inside = total + 1 == first && m.depth == t.depth + 1 && gap.contains(['（', '(']);
        let opens = beside || inside || m.gap.trim_start().starts_with(['：', ':']);
        let alike = t.base == m.base && t.kind == m.kind && t.sentence == m.sentence && !t.range;
        if !opens || !alike || t.stand != Stand::Level || m.stand != Stand::Level {
            return None;
        }
        let items = self.items(first, total);
        if items.len() < 2 || items.first() != Some(&first) {
            return None;
        }
        self.breakdown(Cue::Mark, &[(total, items)], true)
    }

    /// 两标段共聘用847人，一标段486人，二标段361人: parts that are numbered from one on, behind a total of all.
    fn counted_off(&self, first: MentionId) -> Option<Breakdown> {
        let m = &self.mentions[first];
        let total = first.checked_sub(1)?;
        let t = &self.mentions[total];
        let all = ["共", "合计", "总"].iter().any(|w| t.gap.contains(w));
        let one = t.sentence == m.sentence && t.base == m.base && t.kind == m.kind && t.depth == m.depth;
        if !(all && one) || m.sep != Sep::Clause || !self.is_level(total) {
            return None;
        }
        let items = self.items(first, total);
        let numbered = items.first() == Some(&first) && self.is_numbered(&items);
        numbered.then(|| self.breakdown(Cue::Among, &[(total, items)], true)).flatten()
    }

    /// What the list says from now on is inside its total.
    fn enter(&mut self, b: &Breakdown) {
        for &p in b.parts() {
            self.inside.entry(p).or_insert(b.total());
        }
    }

    /// Can be a part or a total: what there is, not how it changed.
    fn is_level(&self, i: MentionId) -> bool {
        let m = &self.mentions[i];
        m.stand == Stand::Level && !m.range
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
            let unit = t.base == m.base && t.kind == m.kind && t.depth <= m.depth && !t.base.is_empty();
            // 收、支总计均为a: two totals in one, each with a list of its own.
            let both = t.before.contains('均') && t.before.contains(['收', '支']);
            unit && !t.range && t.cell.is_none() && self.is_level(*i) && !both
        };
        let all: Vec<MentionId> = (0..first)
            .rev()
            .take(BACK)
            .take_while(|&i| near(&self.mentions[i]) && m.sentence - self.mentions[i].sentence <= 1)
            .filter(fits)
            .collect();
        // 总预算a。收入包括：甲b、乙c；支出包括: an item of the first list is no total of the second.
        let item = |i: &MentionId| self.inside.get(i).is_some_and(|t| all.contains(t));
        let all: Vec<MentionId> = match m.sep >= Sep::Group {
            true => all.iter().copied().filter(|i| !item(i)).collect(),
            false => all,
        };
        // 支出3万元，预算为4万元，其中甲支出…: what was spent is no part of what was planned.
        let spent = m.label.ends_with("支出");
        let plan = |i: &MentionId| self.mentions[*i].is_budget();
        let all = match spent && !all.iter().all(plan) {
            true => all.into_iter().filter(|i| !plan(i)).collect(),
            false => all,
        };
        // 386户，其中395户: what stands right before 其中 is its total, however small.
        let beside = all
            .first()
            .copied()
            .filter(|&t| t + 1 == first && m.sep <= Sep::Clause && m.gap.contains("其中"));
        let mut larger = self.larger(all, m);
        if let Some(t) = beside.filter(|t| !larger.contains(t)) {
            larger.insert(0, t);
        }
        larger
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

    /// Where the words open another way to divide a total: 按经济分类，…; 从资金来源看，….
    fn again(&self, first: MentionId) -> Vec<MentionId> {
        const FAR: usize = 14;
        const PARAS: u32 = 3;
        let m = &self.mentions[first];
        // 产业类项目19个5280万元: the words stand before the first of a chain.
        let gap = match first.checked_sub(1).filter(|_| m.gap.trim().is_empty()) {
            Some(p) if self.mentions[p].para == m.para => &self.mentions[p].gap,
            _ => &m.gap,
        };
        let sentence = gap.rsplit(['。', '；']).next().unwrap_or("");
        if !sentence.split('：').any(is_way) {
            return Vec::new();
        }
        // The whole of what was divided before, not a part of it that a 其中 spoke of.
        let mut before = first.checked_sub(1).and_then(|p| self.inside.get(&p)).copied();
        while let Some(&whole) = before.and_then(|t| self.inside.get(&t)).filter(|w| Some(**w) < before) {
            before = Some(whole);
        }
        if let Some(t) = before.filter(|&t| self.mentions[t].para == m.para) {
            return vec![t];
        }
        // What is spent is divided into what is spent.
        let kin =
            |t: &Mention| ["支出", "收入", "资金", "执行"].iter().find(|w| t.label.contains(**w)).copied();
        let fits = |i: &MentionId| {
            let t = &self.mentions[*i];
            let near = m.para - t.para <= PARAS && t.base == m.base && t.kind == m.kind && t.cell.is_none();
            near && self.is_level(*i) && !self.inside.contains_key(i) && t.term.value_at_least(&m.term)
        };
        let mut all: Vec<MentionId> = (first.saturating_sub(FAR)..first).rev().filter(fits).collect();
        let own = kin(m);
        let other = |i: MentionId| {
            own.is_some() && kin(&self.mentions[i]) != own && kin(&self.mentions[i]) != Some("执行")
        };
        // Spending by source is none of the income.
        let turned = |i: MentionId| [Some("支出"), Some("收入")].contains(&kin(&self.mentions[i]));
        all.retain(|&i| !(other(i) && turned(i) && turned(first)));
        all.sort_by_key(|&i| other(i));
        // What the list comes to is what it divides.
        all.sort_by_key(|&t| !self.comes_to(&self.items(first, t), t));
        all.truncate(TOTALS);
        all
    }

    fn comes_to(&self, items: &[MentionId], total: MentionId) -> bool {
        let value = |i: MentionId| self.mentions[i].term.quantity().map(|q| q.value);
        let sum = items.iter().try_fold(Rat::ZERO, |sum, &i| num::add(sum, value(i)?));
        sum.is_some() && sum == value(total)
    }
}

/// 按经济分类, 从资金来源看, 分级次看.
fn is_way(words: &str) -> bool {
    const WAYS: &[&str] = &["分", "性质", "用途", "来源", "科目", "功能", "构成", "类别", "级次"];
    let words = words.trim_start();
    let words = words.trim_start_matches(['1', '2', '3', '（', '一', '二', '三', '）', '、', ' ']);
    let ways = || WAYS.iter().any(|w| words.contains(w));
    // 分主要税种看: only the main ones follow.
    let whole = !["分主要", "按主要", "从主要"].iter().any(|w| words.starts_with(w));
    whole
        && ((words.starts_with(['按', '从']) && ways()) || (words.starts_with('分') && words.contains('看')))
}

/// 809.50万元，按用途分：: the way stands right behind the total.
fn is_divided(gap: &str) -> bool {
    let behind = gap.trim_start().strip_prefix(['，', ',', '；', '。', '（', '(']);
    behind.is_some_and(|words| words.split(['：', '，']).next().is_some_and(is_way))
}

/// 其中 right behind a total, or 中: 810.89万元中，a结转，b收回.
fn opens_beside(gap: &str) -> bool {
    let gap = gap.trim_start_matches(['，', ',', '。', '（', '(', ' ']);
    gap.starts_with("其中") || gap.starts_with("中，")
}

/// The cue in the words before a figure; what stands in a closed bracket (含运费) opens no list behind it.
fn cue(gap: &str) -> Option<Cue> {
    let tail = gap.rfind(['。', '；']).map_or(gap, |i| &gap[i..]);
    let (mut outside, mut depth) = (String::new(), 0u32);
    let closed = tail.contains(['）', ')']);
    for c in tail.chars() {
        match c {
            '（' | '(' if closed => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let has = |words: &[&str]| words.iter().any(|w| outside.contains(w));
    // 运转支出a，另五类支出依次为：… are beside it.
    if outside.trim_start_matches(['，', ',', '、']).starts_with('另') {
        None
    } else if has(STATED) {
        Some(Cue::Stated)
    } else if ["分布在", "分布于"].iter().any(|w| outside.trim_end().ends_with(w)) {
        // 分布在18个乡镇的35个停车场: in how many places.
        None
    } else if has(AMONG) || is_divided(&outside) {
        Some(Cue::Among)
    } else {
        None
    }
}
