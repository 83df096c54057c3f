//! Cuts the list behind a total into its parts: which figures are items, and in which ways they can be read.

use super::sentences::says_number;
use super::{Breakdown, Cue, MentionId, OPEN, PARTS, Reader, Reading, STOP, Sep, cue};
use crate::facts::Mention;
use crate::figure::Kind;
use crate::scheme::Partition;

/// 中央资金, 财政拨款, 自筹.
fn is_source(m: &Mention) -> bool {
    ["资金", "拨款", "补助", "配套", "自筹"].iter().any(|w| m.label.ends_with(w))
}

/// What became of money.
fn is_use(m: &Mention) -> bool {
    ["支出", "支付", "到位", "执行", "使用"].iter().any(|w| m.label.ends_with(w))
}

/// 目前项目资金已拨付: how far the money of the whole has come.
fn is_paid(m: &Mention) -> bool {
    const PAID: &[&str] = &["已拨付", "已支付", "已支出", "已到位", "已下达", "已使用", "已完成支付"];
    let words = m.before.trim_end_matches(['为', '了', '共', '计']);
    PAID.iter().any(|w| words.ends_with(w))
}

/// 支出总计包括本年支出a、年末结转和结余b: what is carried over is a part of what balances.
fn is_carried(m: &Mention, total: &Mention) -> bool {
    let carried = ["结转", "结余"].iter().any(|w| m.label.contains(w));
    carried && m.stand == super::Stand::Level && !m.range && total.gap.contains("支出总计")
}

/// 累计支出a，其中上年支出b、本年支出c: what was spent before is a part of it.
fn is_earlier(m: &Mention, first: &Mention, total: &Mention) -> bool {
    let all = total.before.contains("累计") && first.gap.contains("其中");
    all && m.stand == super::Stand::Previous && !m.range && !m.before.contains(['比', '较'])
}

impl Reader<'_> {
    /// The figures of the total's unit from `first` on that can be its parts.
    pub(super) fn items(&self, first: MentionId, total: MentionId) -> Vec<MentionId> {
        self.list(first, total, false)
    }

    /// The same; `whole`: a figure equal to the total is one of them (行政单位0个，事业单位1个 of 1个).
    pub(super) fn list(&self, first: MentionId, total: MentionId, whole: bool) -> Vec<MentionId> {
        let m = &self.mentions[first];
        let t = &self.mentions[total];
        let mut items = Vec::new();
        // 预算执行得9.68分；产出得48.5分，其中甲扣1.5分；效益得29分: ；parts the total from its like.
        let peer = t.kind == Kind::Score && first == total + 1 && self.follows_group(total);
        for i in first..self.mentions.len().min(first + PARTS) {
            let n = &self.mentions[i];
            // 分别为6个、5个、4个，共15个: the total of the list ends it.
            let summed = n.gap.trim() == "，共";
            let stop = i > first && (summed || STOP.iter().any(|w| n.gap.contains(w)) || counts_on(&n.gap));
            // 其中拨款a；本年支出b: b stands beside the total.
            let aside = i > first && n.sep >= Sep::Group && n.depth == t.depth && self.is_beside(total, i);
            let apart = peer && i > first && n.sep >= Sep::Group && n.depth <= t.depth;
            // 其中利息12万元，其中专户9万元；其余33万元: what is left of the list that the total itself stands in.
            let outer = i > first
                && n.sep >= Sep::Group
                && self.inside.contains_key(&total)
                && ["其余", "其他", "其它"].iter().any(|w| n.label.starts_with(w));
            if n.sentence != m.sentence || n.depth < m.depth || stop || aside || apart || outer {
                break;
            }
            // A figure equal to the total may say the total once more.
            let again = n.term.value == t.term.value
                && (n.label.is_empty() || n.label == t.label || !items.is_empty());
            // 实际支出8.42万元，其中接待费3.86万元，公务用车8.42万元: a known kind of a whole is a part, whatever it comes to.
            let kinds = || self.partition(&[first, i]).is_some_and(|p| p.1.len() == 2);
            let again = again && (n.label.is_empty() || n.label == t.label || !kinds());
            if (i > first && again && !whole) || !(self.is_item(i) || is_carried(n, t) || is_earlier(n, m, t))
            {
                continue;
            }
            // 公用经费中办公费a、差旅费b，…年初预算c: what was planned is none of the list.
            let beside = i > first && n.depth == m.depth;
            if beside && n.is_budget() && !m.is_budget() && !t.is_budget() {
                break;
            }
            // 其中中央资金a，实际支出b，结余c: what came of it is none of its sources.
            if beside && is_source(m) && is_use(n) && !is_use(t) {
                break;
            }
            // 第二批1180万元支出1062万元: what was spent of the item.
            let joined = n.gap.starts_with(['和', '及', '与']);
            if i > first && n.sep <= Sep::None && !joined && is_use(n) && !is_use(t) && !is_use(m) {
                continue;
            }
            // 其中项目管理费a，目前资金已拨付b: nor is what was paid of all of it.
            if beside && is_paid(n) && !is_paid(m) && !is_paid(t) && !is_use(t) {
                break;
            }
            if n.base == t.base && n.kind == t.kind && n.depth == m.depth && !n.range {
                items.push(i);
            } else if n.kind == t.kind && n.base != t.base && n.sep >= Sep::Clause && items.len() > 1 {
                break;
            }
        }
        if levels(items.iter().map(|&i| &self.mentions[i])) { Vec::new() } else { items }
    }

    /// A semicolon stands before it in its sentence.
    fn follows_group(&self, i: MentionId) -> bool {
        let here = |k: &MentionId| self.mentions[*k].sentence == self.mentions[i].sentence;
        (i.saturating_sub(PARTS)..=i).rev().take_while(here).any(|k| self.mentions[k].sep == Sep::Group)
    }

    /// Can be a part: no change, average or plan, and not what a rate is taken of.
    pub(super) fn is_item(&self, i: MentionId) -> bool {
        let m = &self.mentions[i];
        let staff = ["实有", "在编", "在职", "人数"].iter().any(|w| m.label.contains(w));
        let aside = ["年末", "折合", "占", "还差"].iter().any(|w| m.before.contains(w)) && !staff;
        let plan = ["目标", "任务", "目标为", "任务为", "任务数"].iter().any(|w| m.before.ends_with(w));
        self.is_level(i) && !aside && !plan
    }

    pub(super) fn breakdown(
        &self,
        cue: Cue,
        lists: &[(MentionId, Vec<MentionId>)],
        named: bool,
    ) -> Option<Breakdown> {
        // 整体执行率，基本支出执行率，项目支出执行率: rates make no sum.
        let rate =
            |i: MentionId| self.mentions[i].kind == Kind::Percent && self.mentions[i].label.ends_with('率');
        if lists.first().is_some_and(|(total, items)| rate(*total) && items.iter().all(|&i| rate(i))) {
            return None;
        }
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
        // 由三部分组成: of so many, and of no fewer.
        let told = told_parts(&self.mentions[readings.first()?.parts[0]].gap);
        if let Some(n) = told.filter(|n| readings.iter().any(|r| r.parts.len() == *n)) {
            readings.retain(|r| r.parts.len() == n);
            readings.iter_mut().take(1).for_each(|r| r.plain = true);
        }
        let first = &readings.first()?.parts;
        let last = *first.last()?;
        // 主要负责人用车 is no main part.
        let partly = |words: &str| {
            let words = words.replace("主要负责", "").replace("主要领导", "").replace("等级", "");
            OPEN.iter().any(|w| words.contains(w))
        };
        let open = first.iter().any(|&i| partly(&self.mentions[i].before))
            || self.mentions[first[0]].gap.replace("主要负责", "").replace("主要领导", "").contains("主要")
            || self.mentions[last].after.starts_with('等');
        let before = first[0].checked_sub(1).map(|i| &self.mentions[i]);
        let counted = before.is_some_and(|b| b.before.ends_with('前') && b.kind == Kind::Count);
        // 其余14个乡镇31个: how many the others are, then what they have.
        let rest = first.iter().any(|&i| {
            let named = ["其余", "其他", "剩余"].iter().any(|w| self.mentions[i].before.ends_with(w));
            named
                && self
                    .mentions
                    .get(i + 1)
                    .is_some_and(|n| n.base == self.mentions[i].base && n.sep <= Sep::None)
        });
        let more = rest
            || self.has_bare(first)
            || counted
            || self.goes_on(last)
            || is_leading(&self.mentions[first[0]].gap)
            || self.are_some_accounts(first) && !self.mentions[first[0]].gap.contains("组成")
            || self.is_led_by_name(first)
            || self.is_crossed(first);
        let many = first.len() >= 2 || matches!(cue, Cue::Among | Cue::Stated);
        let sure = named || lists.len() == 1;
        let alike = self.alike(first, lists[0].0);
        let whole = !open
            && !more
            && (told == Some(first.len())
                || self.is_numbered(first)
                || self.is_counted(lists[0].0, first.len())
                || self.names_rest(last)
                || closes(&self.mentions[last].rest));
        many.then_some(Breakdown { cue, readings, partition, open, sure, alike, more, whole })
    }

    /// 甲350万元；乙86万: an item that lost its unit stands between the others, or behind them.
    fn has_bare(&self, parts: &[MentionId]) -> bool {
        let (m, last) = (&self.mentions[parts[0]], parts[parts.len() - 1]);
        let sep = parts.get(1).map_or(Sep::Clause, |&i| self.mentions[i].sep);
        parts.len() > 2
            && m.kind == Kind::Amount
            && (parts[0] + 1..=last + 1).filter_map(|i| self.mentions.get(i)).any(|n| {
                let bare = n.kind == Kind::Number && n.sentence == m.sentence && n.depth == m.depth;
                bare && n.sep == sep && !n.range && n.label.chars().count() >= 2
            })
    }

    /// …，其余为项目经费; …。不足部分由县级配套解决: what is left is told without a figure, or with one of its own.
    fn goes_on(&self, last: MentionId) -> bool {
        const REST: &[&str] = &[
            "其余",
            "另外",
            "此外",
            "以及",
            "差额",
            "不足",
            "缺口",
            "余下部分",
            "剩余部分",
            "剩余资金",
            "另有",
        ];
        let m = &self.mentions[last];
        let next = self.mentions.get(last + 1).filter(|n| n.para - m.para <= 1 && n.cell.is_none());
        // …其他单位62人；另有退休人员31人: beside the total, not of it.
        const BESIDE: &[&str] = &["另有", "另外", "此外"];
        let beside = next.is_some_and(|n| {
            let words = n.gap.trim_start().strip_prefix(['；', '。']).map(str::trim_start);
            let apart = words.is_some_and(|w| BESIDE.iter().any(|b| w.starts_with(b)));
            // 在职58人，包括行政26人、事业32人，另有离退休41人.
            let retired = |m: &Mention| m.label.contains("退休");
            apart || n.gap.contains("另有") && retired(n) && !retired(m)
        });
        let behind = next.is_some_and(|n| REST.iter().any(|w| n.gap.contains(w)));
        !beside && (behind || REST.iter().any(|w| m.rest.contains(w)))
    }

    /// 800亩为甲，余下的为乙；甲完成760亩: the list ended before; 女职工64人；机关女职工14人: some of those once more.
    fn is_crossed(&self, parts: &[MentionId]) -> bool {
        const REST: &[&str] = &["余下", "余为", "其余为", "其他为"];
        let again = |j: usize| {
            let m = &self.mentions[parts[j]];
            let within = |i: &MentionId| {
                let name = self.mentions[*i].label.as_str();
                name.chars().count() >= 2 && m.label != name && m.label.ends_with(name)
            };
            m.sep >= Sep::Group && m.kind != Kind::Amount && parts[..j].iter().any(within)
        };
        let rest = |j: usize| REST.iter().any(|w| self.mentions[parts[j]].gap.contains(w));
        (1..parts.len()).any(|j| rest(j) || again(j))
    }

    /// 工作组7人，由李明任组长，副组长2人，成员4人: one more is told by name.
    fn is_led_by_name(&self, parts: &[MentionId]) -> bool {
        const LED: &[&str] =
            &["任组长", "担任组长", "为组长", "组长由", "组长（", "兼任", "带队", "牵头", "任总召集人"];
        let (m, last) = (&self.mentions[parts[0]], parts[parts.len() - 1]);
        let people = ["人", "名", "位"].contains(&m.term.unit.as_str());
        let before = parts[0].saturating_sub(1)..=last;
        people
            && before.into_iter().any(|i| {
                let n = &self.mentions[i];
                n.sentence == m.sentence && LED.iter().any(|w| n.gap.contains(w) || n.rest.contains(w))
            })
    }

    /// 一般公共预算a，政府性基金b: the third account, of state capital, is often left out.
    fn are_some_accounts(&self, parts: &[MentionId]) -> bool {
        let called = |word: &str| parts.iter().any(|&i| self.mentions[i].label.contains(word));
        // 国有资本经营预算无支出: told in words.
        let none = parts.last().is_some_and(|&i| {
            let rest = self.mentions[i].rest.as_str();
            rest.contains("国有资本") && rest.contains('无')
        });
        parts.len() == 2 && called("一般公共预算") && called("基金") && !none
    }

    /// 道路3条，总长5.18公里，其中甲a、乙b、丙c: as many parts as there are things.
    fn is_counted(&self, total: MentionId, parts: usize) -> bool {
        let t = &self.mentions[total];
        let all = ["总", "共"].iter().any(|w| t.before.trim_start().starts_with(w));
        all && parts > 2
            && total.checked_sub(1).is_some_and(|i| {
                self.counts(i, parts) && self.mentions[i].sentence == t.sentence && t.sep == Sep::Clause
            })
    }

    /// 第一期a、第二期b: numbers from one on.
    pub(super) fn is_numbered(&self, parts: &[MentionId]) -> bool {
        let numbers: Option<Vec<usize>> = parts.iter().map(|&i| self.ordinal(i)).collect();
        parts.len() >= 2 && numbers.is_some_and(|n| n.iter().zip(1..).all(|(n, k)| *n == k))
    }

    /// The number in a part's name, or the count that is its name: 二标段.
    fn ordinal(&self, i: MentionId) -> Option<usize> {
        let named = || {
            let n = self.mentions.get(i.checked_sub(1)?)?;
            let kind = n.sentence == self.mentions[i].sentence && NUMBERED.contains(&n.term.unit.as_str());
            let value = n.term.quantity().map(|q| q.value).filter(|v| v.is_integer())?;
            usize::try_from(value.to_integer()).ok().filter(|_| kind)
        };
        ordinal(&self.mentions[i]).or_else(named)
    }

    /// 其他c, 大专及以下c, 剩余c: what no other part holds.
    fn names_rest(&self, last: MentionId) -> bool {
        const REST: &[&str] = &["其他", "其它", "其余", "剩余", "余下"];
        let label = self.mentions[last].label.as_str();
        REST.iter().any(|w| label.starts_with(w)) || label.ends_with("以下") || label.ends_with("其他")
    }

    /// The labels end in the same two characters, or in one that the total's name has too (公务用车 of 车辆).
    fn alike(&self, parts: &[MentionId], total: MentionId) -> bool {
        let end = |i: &MentionId, n: usize| {
            let label: Vec<char> = self.mentions[*i].label.chars().collect();
            (label.len() > 2).then(|| label[label.len() - n..].to_vec())
        };
        let all = |n: usize| {
            let first = parts.first().and_then(|p| end(p, n));
            first.filter(|f| parts.len() >= 2 && parts.iter().all(|p| end(p, n).as_ref() == Some(f)))
        };
        let t = &self.mentions[total];
        // 户 of 12户 says nothing.
        let kin = |c: char| parts.len() >= 3 && t.label.contains(c) && !t.term.unit.contains(c);
        // 种植类、养殖类、务工类: kinds of one thing.
        let kinds = |c: char| parts.len() >= 3 && c == '类';
        all(2).is_some() || all(1).is_some_and(|c| kin(c[0]) || kinds(c[0]))
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
        // Where items stand apart by ；, each is called by its first figure.
        let heads = self.group_heads(items).filter(|_| !partition);
        let grouped = heads.as_ref().is_some_and(|h| self.is_even(items, h.len()));
        heads.clone().filter(|_| grouped).into_iter().for_each(&mut offer);
        // A second 其中 speaks of the part before it.
        let inner = self.inner(items).filter(|_| !partition && !grouped);
        offer(inner.map_or(whole, |at| items[..at].to_vec()));
        heads.into_iter().for_each(&mut offer);
        let balance = |i: &MentionId| ["结余", "结转"].iter().any(|w| self.mentions[*i].label.contains(w));
        offer(items.iter().copied().filter(|i| !balance(i)).collect());
        self.without_inner(items).into_iter().for_each(&mut offer);
        offer(items.to_vec());
        // A list that is joined by 、 does not end in its midst.
        let ends = |n: &usize| self.crossed_any(items[*n], items) >= Sep::Clause;
        (2..items.len().min(16)).filter(ends).for_each(|n| offer(items[..n].to_vec()));
        readings
    }

    /// The first figure of each item, when the items stand apart by ； and some hold more than one.
    fn group_heads(&self, items: &[MentionId]) -> Option<Vec<MentionId>> {
        // A list inside one of the items is none of theirs.
        if items.iter().skip(1).any(|&i| cue(&self.mentions[i].gap).is_some()) {
            return None;
        }
        let starts = |i: &MentionId| items.first() == Some(i) || self.crossed_any(*i, items) >= Sep::Group;
        let heads: Vec<MentionId> = items.iter().copied().filter(starts).collect();
        (heads.len() >= 2 && heads.len() < items.len()).then_some(heads)
    }

    /// Every item holds as many figures.
    fn is_even(&self, items: &[MentionId], groups: usize) -> bool {
        let mut sizes: Vec<usize> = Vec::new();
        for &i in items {
            if sizes.is_empty() || self.crossed_any(i, items) >= Sep::Group {
                sizes.push(0);
            }
            sizes.last_mut().into_iter().for_each(|n| *n += 1);
        }
        sizes.len() == groups && sizes.iter().all(|n| *n == sizes[0])
    }

    /// The strongest mark between an item and the one before it.
    fn crossed_any(&self, i: MentionId, items: &[MentionId]) -> Sep {
        let before = items.iter().copied().filter(|&o| o < i).max().unwrap_or(i);
        self.mentions[before + 1..=i].iter().map(|m| m.sep).max().unwrap_or(Sep::None)
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
    pub(super) fn partition(&self, items: &[MentionId]) -> Option<(String, Vec<MentionId>)> {
        let matched = |p: &Partition| {
            let of = |part: &Vec<String>| items.iter().copied().find(|&i| named(&self.mentions[i], part));
            let mut parts: Vec<_> = p.parts.iter().filter_map(of).collect();
            parts.sort_unstable();
            parts.dedup();
            let whole = parts.len() >= p.needed && (!p.alone || parts.len() == items.len());
            whole.then(|| (p.name.clone(), parts))
        };
        self.partitions.iter().find_map(matched)
    }

    pub(super) fn part_of(&self, partition: &str, i: MentionId) -> bool {
        let p = self.partitions.iter().find(|p| p.name == partition);
        let label = self.mentions[i].label.as_str();
        // 已完工 without what leads to it is 完工.
        let called =
            |w: &String| label.contains(w.as_str()) || label.chars().count() >= 2 && w.ends_with(label);
        p.is_some_and(|p| p.parts.iter().flatten().any(called))
    }
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

/// …、应急车3辆，别无其他用车: the list says that it is whole.
fn closes(rest: &str) -> bool {
    const NONE: &[&str] = &["别无其", "无其他", "没有其他", "未有其他", "无其它"];
    let words = rest.trim_start_matches(['，', ',', '；', ' ']);
    NONE.iter().any(|w| words.starts_with(w))
}

/// 前三批分别为: the first ones of more.
fn is_leading(gap: &str) -> bool {
    let tail = gap.rsplit(['。', '；', '，']).next().unwrap_or("");
    tail.split('前').skip(1).any(|rest| {
        let rest =
            rest.trim_start_matches(|c: char| "一二两三四五六七八九十".contains(c) || c.is_ascii_digit());
        ["批", "季度", "个", "期", "月", "名", "位", "大", "次", "的"].iter().any(|w| rest.starts_with(w))
    })
}

/// What is numbered: 第二期, 二标段.
const NUMBERED: &[&str] = &["标段", "期", "批", "季度", "阶段", "次", "轮", "组", "包"];

/// 第二 of 第二期: the number in a part's name.
fn ordinal(m: &Mention) -> Option<usize> {
    const NUMBERS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let words = m.gap.rsplit(['，', '、', '；', '：', '（']).next().unwrap_or("");
    let words = words.trim_start_matches("其中").trim_start_matches(['：', ':', ' ']);
    let words = words.strip_prefix('第').unwrap_or(words);
    let at = NUMBERS.iter().position(|n| words.starts_with(n))?;
    let rest = &words[NUMBERS[at].len()..];
    NUMBERED.iter().any(|k| rest.starts_with(k)).then_some(at + 1)
}

/// ；二是…: the next point of a list that stands outside this one.
fn counts_on(gap: &str) -> bool {
    let words = gap.rsplit(['；', ';']).next().unwrap_or("").trim_start();
    let number = words.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    gap.contains(['；', ';']) && number.len() < words.len() && number.starts_with('是')
}

/// 一级指标3个，二级指标8个: levels of one tree are no parts of it.
fn levels<'m>(items: impl Iterator<Item = &'m Mention>) -> bool {
    let level = |m: &Mention| {
        ["一级", "二级", "三级", "四级"].iter().any(|w| m.label.contains(w) && m.label.contains("指标"))
    };
    items.filter(|m| level(m)).count() >= 2
}

/// 由三部分组成, 分为四类: how many parts the words before a list say that there are.
fn told_parts(gap: &str) -> Option<usize> {
    const MOST: usize = 10;
    let made = ["组成", "构成", "分为"].iter().any(|w| gap.contains(w));
    (2..=MOST).find(|&n| made && says_number(gap, n))
}
