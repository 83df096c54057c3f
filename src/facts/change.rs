//! Changes against another period: 收入a，比上年增加Δ，增长R%; 由a提高到b; 与2021年的a相比. A change names its
//! current value by words, or stands behind it; the value before may be printed or not.

mod words;

use super::{Breakdown, Index, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use num_traits::Signed;
use std::collections::{HashMap, HashSet};
use words::{
    AGAINST, AVERAGE, EACH, YEARLY, clause, direction, is_added_part, is_called, is_either, is_goal, is_gone,
    is_negative, is_summed, share_name, subject, tail, verb,
};
pub(super) use words::{is_previous, is_rise};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// Says of each figure whether it is a level, a change, last year's, an average or a base.
pub(super) fn stand(mentions: &mut [Mention]) {
    for id in 0..mentions.len() {
        let next = mentions.get(id + 1).filter(|n| n.para == mentions[id].para);
        let based =
            next.is_some_and(|n| n.kind == Kind::Percent && n.gap.trim() == "的") || is_full(mentions, id);
        let chained = id > 0 && {
            let (p, m) = (&mentions[id - 1], &mentions[id]);
            p.sentence == m.sentence && p.kind == m.kind && ["、", "和", "及", "与"].contains(&m.gap.trim())
        };
        mentions[id].stand = match stand_of(&mentions[id]) {
            Stand::Level if based => Stand::Base,
            Stand::Level if chained => mentions[id - 1].stand,
            own => own,
        };
    }
}

/// 目标设定（10分）得9.5分, 预算管理10分，扣1分，得9分: the full mark before its score.
fn is_full(mentions: &[Mention], id: MentionId) -> bool {
    const NEAR: usize = 8;
    let m = &mentions[id];
    // 扣分2分，得分38分; 每个10分，共得28分; =9.25分: no marks of what follows.
    let words = m.before.trim_end();
    let other =
        words.contains(['扣', '每', '均', '各']) || words.ends_with(['=', '＝']) || words.contains("加分");
    // 数量20分、质量15分、时效15分，得48分: the score of all that the row divides.
    let row =
        |p: &Mention| p.kind == Kind::Score && p.sentence == m.sentence && !is_got(p) && m.sep == Sep::Item;
    let other = other || id > 0 && row(&mentions[id - 1]);
    if m.kind != Kind::Score || m.cell.is_some() || is_got(m) || other {
        return false;
    }
    let ahead =
        mentions[id + 1..].iter().take(NEAR).take_while(|n| n.sentence == m.sentence && n.sep < Sep::Group);
    let mut off = false;
    let mut scores = ahead.filter(|n| n.kind == Kind::Score && !is_off(n, &mut off));
    scores.next().is_some_and(|s| is_got(s) && is_of(m, s))
}

/// Points taken off, and those that a list goes on with: 分别扣1分和0.5分. `off` tells of the figure before.
pub(super) fn is_off(m: &Mention, off: &mut bool) -> bool {
    *off = m.label.contains('扣') || *off && matches!(m.gap.trim(), "、" | "和" | "及" | "与");
    *off
}

/// The score is that of the mark: not outside the bracket that the mark stands in, and not called by another name.
pub(super) fn is_of(mark: &Mention, score: &Mention) -> bool {
    const BARE: &[&str] = &[
        "得",
        "得分",
        "自评得分",
        "实得",
        "自评",
        "评分",
        "该指标",
        "此项",
        "该项",
        "本项",
        "实际",
        "最终",
        "应",
        "计",
    ];
    let mut name = score.label.as_str();
    while let Some(rest) = BARE.iter().find_map(|w| name.strip_suffix(w).or_else(|| name.strip_prefix(w))) {
        name = rest;
    }
    // 按比例得, 经折算得.
    let how = name.starts_with(['按', '经', '折', '据']);
    let chars: Vec<char> = mark.label.chars().collect();
    let shared = chars.windows(2).any(|w| name.contains(&w.iter().collect::<String>()));
    // 投入（满分20分）得19分.
    let marked = super::indicator::FULL
        .iter()
        .fold(mark.gap.trim_end_matches([' ', '为', '：']), |g, w| g.strip_suffix(w).unwrap_or(g));
    let inner = mark.depth > score.depth && !marked.trim_end().ends_with(['（', '(']);
    !inner && (name.chars().count() < 2 || shared || how || score.sep <= Sep::None)
}

/// Called a score that was given.
fn is_got(m: &Mention) -> bool {
    let words = m.before.trim_end().trim_end_matches(['为', '分', '：', ':']);
    // 总分100分 is the mark, 总分97.2分 a score.
    let total = words.ends_with("总") && m.label.ends_with("总分") && m.term.printed != "100";
    total || ["得", "自评", "评分"].iter().any(|w| words.ends_with(w))
}

fn stand_of(m: &Mention) -> Stand {
    let has = |words: &[&str]| words.iter().any(|w| m.before.contains(w));
    let ends = |words: &[&str]| words.iter().any(|w| m.label.ends_with(w));
    let deducted = m.kind == Kind::Score && ends(&["扣", "扣减", "扣除"]);
    if direction(m).is_some() || is_either(m) {
        Stand::Change
    } else if is_previous(m) {
        Stand::Previous
    } else if m.kind != Kind::Score
        && (has(AVERAGE)
            || m.label.ends_with('均') && m.label.chars().count() < 4
            || ends(&["标准", "标准为", "标准提高到", "标准提高至"]))
    {
        Stand::Average
    } else if deducted || ends(&["差值", "差额", "相差", "差异"]) {
        Stand::Change
    } else {
        Stand::Level
    }
}

/// What changed, by how much, by what rate; the candidates best first.
#[derive(Clone, Debug)]
pub struct Change {
    pub direction: Direction,
    pub delta: Option<MentionId>,
    pub rate: Option<MentionId>,
    pub currents: Vec<MentionId>,
    pub previous: Vec<MentionId>,
    /// Last year's value where it is printed far off, under the name of the current one.
    pub elsewhere: Vec<MentionId>,
    /// The text says what it is compared with: 比上年, 同比, 与2021年相比.
    pub told: bool,
    /// From one printed value to another: 由a提高到b.
    pub from_to: bool,
    /// The rate is printed with its sign: 减收…，增长-5%.
    pub signed: bool,
    /// The values of this year and the last stand right before it, and say which is which.
    pub side_by_side: bool,
    /// Words stand between the change and what seems to have changed: it may be of another thing.
    pub borrowed: bool,
}

/// Figures that are looked at before a change.
const BACK: usize = 10;
const CURRENTS: usize = 3;
/// Characters of a name that says no more than that it is the same.
const SHORT: usize = 4;

/// `year`: the year of the report.
pub(super) fn read(
    mentions: &[Mention],
    breakdowns: &[Breakdown],
    index: &Index,
    year: Option<i32>,
) -> Vec<Change> {
    let reader = Reader { mentions, parts: parts(breakdowns), index, year };
    let mut found = Vec::new();
    let mut id = 0;
    while id < mentions.len() {
        match reader.change(id) {
            Some(c) => {
                id = c.rate.max(c.delta).unwrap_or(id) + 1;
                found.push(c);
            }
            None => id += 1,
        }
    }
    found
}

/// For each part of a list its total.
fn parts(breakdowns: &[Breakdown]) -> HashMap<MentionId, MentionId> {
    let all = breakdowns.iter().flat_map(|b| b.parts().iter().map(|&p| (p, b.total())));
    all.collect()
}

struct Reader<'a> {
    mentions: &'a [Mention],
    parts: HashMap<MentionId, MentionId>,
    index: &'a Index,
    year: Option<i32>,
}

impl Reader<'_> {
    /// The change that starts with figure `id`: an amount with a rate behind it, or a rate alone.
    fn change(&self, id: MentionId) -> Option<Change> {
        let m = &self.mentions[id];
        // 两年合计压减, 两项相抵净增加: of more than one year, or one thing.
        let counted = id.checked_sub(1).map(|i| &self.mentions[i]).filter(|_| m.sep == Sep::None);
        let years =
            counted.is_some_and(|n| ["年", "项"].contains(&n.term.unit.as_str()) && n.kind != Kind::Date);
        // 比上年29项增加8项.
        let years = years && counted.is_some_and(|n| !is_previous(n));
        // 剔除一次性因素后，同口径增加: of other figures than those that are printed.
        let joint = years || ["相抵", "两者", "同口径", "可比口径"].iter().any(|w| m.before.contains(w));
        // 完成下降16%的目标: what was to be reached.
        let goal = ["的目标", "的任务", "的要求"].iter().any(|w| m.after.starts_with(w));
        let plain = m.cell.is_none() && !m.range && !m.before.contains("年均") && !joint && !goal;
        let direction = direction(m).filter(|_| plain)?;
        if m.kind == Kind::Percent {
            return self.made(direction, self.delta_behind(id, direction), Some(id));
        }
        let counted = matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure);
        let rate = self.rate(id, direction);
        if counted { self.made(direction, Some(id), rate) } else { None }
    }

    /// 增长R%，增收Δ: the amount right behind the rate.
    fn delta_behind(&self, rate: MentionId, up: Direction) -> Option<MentionId> {
        const MORE: &[&str] = &["增收", "增加", "增支", "净增", "增加额"];
        const LESS: &[&str] = &["减收", "减少", "减支", "净减", "减少额"];
        let (r, d) = (&self.mentions[rate], self.mentions.get(rate + 1)?);
        let counted = matches!(d.kind, Kind::Amount | Kind::Count | Kind::Measure) && !d.range;
        let words = d.gap.trim_start_matches(['，', ',', ' ']).trim_end_matches(['为', '约', '了']);
        let said = if up == Direction::Up { MORE } else { LESS }.contains(&words);
        let joined = d.sentence == r.sentence && d.sep == Sep::Clause && d.depth == r.depth;
        (counted && said && joined).then_some(rate + 1)
    }

    /// 增长R% right behind the amount, or R% in brackets.
    fn rate(&self, delta: MentionId, up: Direction) -> Option<MentionId> {
        let r = self.mentions.get(delta + 1)?;
        let d = &self.mentions[delta];
        let near = r.kind == Kind::Percent && r.sentence == d.sentence && r.sep <= Sep::Clause && !r.range;
        let bare = r.gap.trim_matches(['、', '，', ' ', '（', '(']).is_empty();
        let lead = [
            "同比",
            "比上年",
            "较上年",
            "比去年",
            "较去年",
            "年度",
            "，",
            "、",
            " ",
            "（",
            "(",
            "上年",
            "环比",
        ];
        let mut words = r.gap.as_str();
        while let Some(rest) = lead.iter().find_map(|w| words.strip_prefix(w)) {
            words = rest;
        }
        let led = verb(words).is_some_and(|v| {
            words.chars().count() <= 6 && (v.1 == up || is_negative(r) && up == Direction::Down)
        });
        (near && (bare || led) && !r.gap.contains('占')).then_some(delta + 1)
    }

    fn made(
        &self,
        direction: Direction,
        delta: Option<MentionId>,
        rate: Option<MentionId>,
    ) -> Option<Change> {
        // The words that set it against another period stand before the first of the two.
        let at = delta.into_iter().chain(rate).min()?;
        let m = &self.mentions[at];
        let unit = delta.map(|d| self.mentions[d].base.as_str());
        let previous = self.previous(at, unit);
        // A value that an earlier change was measured from is not that of this one.
        let used = |p: &MentionId| {
            let p = (*p, &self.mentions[*p]);
            let named = p.1.label.chars().count() >= SHORT && m.label.starts_with(&p.1.label);
            let change = |n: &Mention| n.stand == Stand::Change && n.kind != Kind::Percent;
            let between = self.mentions.get(p.0 + 1..at).unwrap_or_default();
            !named && between.iter().any(|n| change(n) && n.base == p.1.base)
        };
        let previous: Vec<MentionId> = previous.into_iter().filter(|p| !used(p)).collect();
        let currents = self.currents(at, unit, &previous);
        let told =
            AGAINST.iter().any(|w| tail(&m.gap).contains(w) || m.before.contains(w)) || !previous.is_empty();
        // 去年全年收入a，同比增加b: what is told of last year has its own year before.
        let (previous, currents) =
            if currents.is_empty() && previous.iter().all(|p| *p < at) && self.is_of_last_year(at, &previous)
            {
                (Vec::new(), previous)
            } else {
                (previous, currents)
            };
        let from_to = previous.iter().any(|&p| clause(&self.mentions[p]).contains(['由', '从']));
        let mut previous = previous;
        let mut currents = currents;
        // The three figures bear each other out.
        let sure = delta.and_then(|d| self.borne(d, &currents, &previous));
        if let Some((c, p)) = sure {
            (currents, previous) = (vec![c], vec![p]);
        }
        if sure.is_none()
            && let Some((p, c)) = self.pair(at, &previous)
        {
            // 每月由620元提高到655元，每人年增420元.
            if delta.is_some_and(|d| is_summed(&self.mentions[d])) {
                return None;
            }
            (currents, previous) = (vec![c], vec![p]);
        }
        let pair = if sure.is_none() { self.beside(at, &currents, &previous) } else { None };
        if let Some((c, p)) = pair {
            (currents, previous) = (vec![c], vec![p]);
        }
        let side_by_side = pair.is_some();
        if let Some(last) = self.again(at, unit) {
            (previous, currents) = (vec![last], Vec::new());
        }
        let signed = rate.is_some_and(|r| is_negative(&self.mentions[r]));
        let borrowed = sure.is_none() && currents.first().is_some_and(|&c| self.is_borrowed(c, at));
        let elsewhere = currents.first().map_or(Vec::new(), |&c| self.elsewhere(c));
        let made = Change {
            direction,
            delta,
            rate,
            currents,
            previous,
            elsewhere,
            told,
            from_to,
            signed,
            side_by_side,
            borrowed,
        };
        (!made.currents.is_empty() || !made.previous.is_empty()).then_some(made)
    }

    /// 2022年降为256件；2023年再降64件，降幅25%: from where the change before had come to.
    fn again(&self, at: MentionId, unit: Option<&str>) -> Option<MentionId> {
        const AGAIN: &[&str] = &["再", "又", "继续", "进一步"];
        let m = &self.mentions[at];
        let clause = clause(m);
        let told = AGAIN.iter().any(|w| clause.contains(w)) && unit.is_some();
        let level = |i: &MentionId| {
            let n = &self.mentions[*i];
            n.para == m.para && n.stand == Stand::Level && unit == Some(n.base.as_str())
        };
        let (last, changed) = (at.checked_sub(1)?, |i: MentionId| self.mentions[i].stand == Stand::Change);
        let found = (at.saturating_sub(BACK)..at).rev().filter(|_| told).find(level)?;
        (found..=last).any(changed).then_some(found)
    }

    /// 由a提高到b: the two stand side by side.
    fn pair(&self, at: MentionId, previous: &[MentionId]) -> Option<(MentionId, MentionId)> {
        let opens = |p: &MentionId| clause(&self.mentions[*p]).contains(['由', '从']);
        let &p = previous.iter().find(|p| opens(p) && **p + 1 < at)?;
        let (a, b) = (&self.mentions[p], &self.mentions[p + 1]);
        // 由2021年的a增加到2023年的b.
        let words =
            clause(b).trim_end().trim_end_matches(|c: char| c.is_ascii_digit() || "的年底末".contains(c));
        let became = words.ends_with(['到', '至', '为']);
        // …增至年末的504张，比上年同期的480张增长5%: another base stands nearer.
        let nearer = previous.iter().any(|q| *q > p + 1);
        (became && !nearer && a.base == b.base && a.sentence == b.sentence).then_some((p, p + 1))
    }

    /// 运行维护费17.52万元，上年18.72万元，下降6.41%: the two stand right before it, and none of the sentences before counts.
    fn beside(&self, at: MentionId, now: &[MentionId], past: &[MentionId]) -> Option<(MentionId, MentionId)> {
        let (c, p) = (at.checked_sub(2)?, at - 1);
        let (x, y, m) = (&self.mentions[c], &self.mentions[p], &self.mentions[at]);
        // 环比, 较2022年增长: against another figure than the one right before it.
        if m.gap.contains("环比") || m.gap.contains("20") {
            return None;
        }
        // 比预算节约3.64万元，比2018年的20.40万元下降10%: what was saved is no value of this year.
        if ["节约", "节省", "少支", "超支"].iter().any(|w| x.label.ends_with(w)) {
            return None;
        }
        let here = now.contains(&c) && past.contains(&p) && is_previous(y);
        let joined = x.sentence == m.sentence && y.sep <= Sep::Clause && m.sep <= Sep::Clause;
        if here && joined && x.depth == m.depth && y.depth == m.depth {
            return Some((c, p));
        }
        // 2022年受理投诉1265件。2023年受理1012件，同比减少20%: each year has its figure, and both say which.
        let (last, this) = (x, y);
        let told = |n: &Mention| n.year.is_some_and(|y| n.gap.contains(&y.to_string()));
        let years = last.year.zip(this.year).is_some_and(|(a, b)| a + 1 == b) && told(last) && told(this);
        let near = this.sentence == m.sentence && m.sep <= Sep::Clause && this.sentence - last.sentence <= 1;
        let plain = [last, this].iter().all(|n| n.depth == m.depth && n.stand == Stand::Level);
        let named = share_name(last, this);
        let alike = last.base == this.base && last.para == this.para && named;
        (years && near && plain && alike && now.contains(&p)).then_some((p, c))
    }

    /// The figure that seems to be the one before is what changed: nothing sets it against another.
    fn is_of_last_year(&self, at: MentionId, previous: &[MentionId]) -> bool {
        let told = tail(&self.mentions[at].gap);
        let set = |p: &MentionId| clause(&self.mentions[*p]).contains(['比', '较', '与', '由', '从']);
        // 上年度支出a，本年比上年压减b.
        if ["本年", "今年", "当年"].iter().any(|w| told.contains(w)) {
            return false;
        }
        AGAINST.iter().any(|w| told.contains(w)) && !previous.iter().any(set)
    }

    /// Figures of the year before under the current one's name.
    fn elsewhere(&self, current: MentionId) -> Vec<MentionId> {
        let c = &self.mentions[current];
        let past = |i: &MentionId| {
            let p = &self.mentions[*i];
            let year = p.year.is_some() && p.year == self.year.map(|y| y - 1) || p.stand == Stand::Previous;
            year && p.base == c.base && p.kind == c.kind && p.stand != Stand::Change && *i != current
        };
        self.index.alike(&c.label, current).into_iter().filter(past).take(3).collect()
    }

    /// The current and the previous value whose difference is the change.
    fn borne(
        &self,
        delta: MentionId,
        currents: &[MentionId],
        previous: &[MentionId],
    ) -> Option<(MentionId, MentionId)> {
        let value = |i: MentionId| self.mentions[i].term.quantity().map(|q| q.value);
        let pairs = || currents.iter().flat_map(|&c| previous.iter().map(move |&p| (c, p)));
        let gap = |(c, p): (MentionId, MentionId)| Some(crate::num::sub(value(c)?, value(p)?)?.abs());
        pairs().find(|&pair| gap(pair).is_some() && gap(pair) == value(delta).map(|d| d.abs()))
    }

    /// Another thing is named between a figure and the change that seems to be its own.
    fn is_borrowed(&self, current: MentionId, at: MentionId) -> bool {
        const SHORT: usize = 4;
        const OWN: &[&str] = &[
            "比", "较", "与", "同", "主要", "其中", "环比", "年", "上年", "增", "减", "下降", "上升", "降低",
            "提高", "总", "共", "各", "累计", "原因", "因", "由于", "完成", "为", "占",
        ];
        let label = self.mentions[current].label.as_str();
        let subject = subject(&self.mentions[at]);
        if !subject.is_empty() && is_called(label, subject) {
            return false;
        }
        let between = (current + 1..=at).filter(|&i| i == at || self.mentions[i].kind != Kind::Percent);
        let gaps = between.flat_map(|i| {
            self.mentions[i].gap.split(['，', ',', '。', '；', ';', '：', ':', '、', '（', '('])
        });
        let mut clauses = gaps
            .map(|c| c.trim().trim_start_matches(['）', ')', '，']))
            // 2022年为, 2022年执行数 name nothing.
            .filter(|c| {
                !YEARLY.contains(&c.trim_matches(|d: char| d.is_ascii_digit() || "年度为是末".contains(d)))
            })
            .filter(|c| c.chars().count() >= SHORT);
        clauses.any(|c| {
            let name = c.find(['比', '较', '与', '增', '减', '降', '升']).map_or(c, |i| &c[..i]);
            let name = name.trim_end_matches(EACH);
            let own =
                OWN.iter().any(|w| c.starts_with(w)) || (name.chars().count() >= 2 && is_called(label, name));
            !own && name.chars().count() >= SHORT
        })
    }

    /// Figures before the change that are said to be those of before: 上年为p, 与2021年的p相比, 由p.
    fn previous(&self, at: MentionId, unit: Option<&str>) -> Vec<MentionId> {
        let m = &self.mentions[at];
        // A text of no year compares the years that it names side by side.
        let named = || {
            let near = self.mentions[at.saturating_sub(BACK)..at].iter().filter(|p| p.sentence == m.sentence);
            near.filter_map(|p| p.year).max()
        };
        let this = self.year.or_else(named);
        let fits_ahead = |i: MentionId| {
            let p = &self.mentions[i];
            let past = is_previous(p) || this.is_some_and(|y| p.year == Some(y - 1));
            self.comparable(i, unit) && past && !p.approximate
        };
        let first_budget = clause(m).contains("年初");
        let fits = |&i: &MentionId| {
            let p = &self.mentions[i];
            let near = p.para == m.para && m.sentence - p.sentence <= 1 && p.cell.is_none() && !p.range;
            // 比年初预算净减少: of no figure of last year.
            let year = this.is_some_and(|y| p.year == Some(y - 1)) && direction(p).is_none() && !first_budget;
            let part = || self.is_part_of_previous(i);
            near && !p.approximate && self.comparable(i, unit) && (is_previous(p) || year || part())
        };
        // 比上年增加1万元（上年17.55万元）: the bracket right behind has its own.
        if let Some(own) = self.in_bracket(at, unit) {
            return vec![own];
        }
        let mut found: Vec<MentionId> = (at.saturating_sub(BACK)..at).rev().filter(fits).take(BACK).collect();
        // A part of last year's only where the change is called by its name.
        let named = |p: &Mention| p.label.chars().count() >= SHORT && m.label.starts_with(&p.label);
        found.sort_by_key(|&i| match self.is_part_of_previous(i) {
            true if named(&self.mentions[i]) => 0,
            true => 2,
            false => 1,
        });
        found.truncate(2);
        // 增长12.8%（2023年为7.5亿元）.
        let ahead = |&i: &MentionId| {
            let p = &self.mentions[i];
            // （2018年全市共安排工作经费6000万元） is of another thing.
            let called = |c: &Mention| c.para == p.para && c.label == p.label;
            let bare = p.label.chars().count() <= SHORT
                || self.mentions[at.saturating_sub(BACK)..at].iter().any(called);
            // 较上年增加b，上年财政拨款支出c.
            let words = p.gap.trim_start_matches(['，', ',', ' ']);
            let last = p.sep == Sep::Clause && p.depth == m.depth && words.starts_with(['上', '去']);
            (p.depth > m.depth && bare || last && is_previous(p)) && p.sentence == m.sentence && fits_ahead(i)
        };
        // 年初预算a，全年预算b，较年初调增Δ.
        let first = |&i: &MentionId| {
            let p = &self.mentions[i];
            let level = direction(p).is_none() && p.cell.is_none() && self.comparable(i, unit);
            level && p.sentence == m.sentence && p.label.contains("年初")
        };
        if found.is_empty() && unit.is_some() && clause(m).contains("年初") {
            found.extend((at.saturating_sub(BACK)..at).rev().find(first));
        }
        if found.is_empty() {
            found.extend((at + 1..(at + 4).min(self.mentions.len())).find(ahead));
        }
        found
    }

    /// 增加a万元（上年为b万元）.
    fn in_bracket(&self, at: MentionId, unit: Option<&str>) -> Option<MentionId> {
        let (m, p) = (&self.mentions[at], self.mentions.get(at + 1)?);
        let opens = p.gap.trim_start().starts_with(['（', '(']) && p.depth == m.depth + 1;
        let last = is_previous(p) && p.sentence == m.sentence && !p.approximate && !p.range;
        (opens && last && unit.is_some() && self.comparable(at + 1, unit)).then_some(at + 1)
    }

    /// 上年度支出a，其中路面改造b、日常养护c.
    fn is_part_of_previous(&self, i: MentionId) -> bool {
        let here = |k: &MentionId| self.mentions[*k].sentence == self.mentions[i].sentence;
        let opens = |k: &MentionId| self.mentions[*k].gap.contains("其中");
        let first = (i.saturating_sub(BACK)..=i).rev().take_while(here).find(opens);
        let total = first.and_then(|k| k.checked_sub(1)).filter(here);
        total
            .is_some_and(|t| is_previous(&self.mentions[t]) && self.mentions[t].base == self.mentions[i].base)
    }

    fn comparable(&self, i: MentionId, unit: Option<&str>) -> bool {
        let p = &self.mentions[i];
        match unit {
            Some(unit) => p.base == unit,
            None => matches!(p.kind, Kind::Amount | Kind::Count | Kind::Measure),
        }
    }

    /// What may have changed, best first: what the clause names, what stands before it, the total of the list that
    /// stands before it.
    fn currents(&self, at: MentionId, unit: Option<&str>, previous: &[MentionId]) -> Vec<MentionId> {
        let m = &self.mentions[at];
        let unit = unit.or(previous.first().map(|&p| self.mentions[p].base.as_str()));
        let fits = |&i: &MentionId| {
            let c = &self.mentions[i];
            let near =
                c.para == m.para && c.cell.is_none() && !c.range && !c.approximate && c.depth <= m.depth;
            near && self.comparable(i, unit)
                && direction(c).is_none()
                && !is_previous(c)
                && !is_added_part(c)
                && !is_goal(c)
                && !is_gone(c)
                && c.stand != Stand::Base
                && !is_either(c)
                && !super::quotient::is_distance(c)
                && !previous.contains(&i)
        };
        let back = || (at.saturating_sub(BACK)..at).rev().filter(fits);
        let named = subject(m);
        let planned = |i: MentionId| self.mentions[i].label.contains("预算") && !named.contains("预算");
        let called =
            |&i: &MentionId| !named.is_empty() && is_called(&self.mentions[i].label, named) && !planned(i);
        let own = |&i: &MentionId| self.mentions[i].sentence == m.sentence;
        let before = |&i: &MentionId| m.sentence - self.mentions[i].sentence <= 1;
        let mut found: Vec<MentionId> = back().filter(called).take(1).collect();
        found.extend(back().filter(own).take(CURRENTS));
        if !found.iter().any(own) {
            found.extend(back().filter(before).take(CURRENTS));
        }
        // 2024年预算a。2023年b。2024年较2023年增加c: each year has a sentence.
        if found.is_empty() && !previous.is_empty() {
            found.extend(back().filter(|&i| m.sentence - self.mentions[i].sentence == 2).take(1));
        }
        let totals: Vec<MentionId> = found.iter().filter_map(|i| self.parts.get(i).copied()).collect();
        found.extend(totals);
        let mut seen = HashSet::new();
        found.retain(|i| seen.insert(*i));
        // 年末48.6万册，当年新增3.2万册，比上年末45.4万册增长: what came in is the difference.
        let value = |i: MentionId| self.mentions[i].term.quantity().map(|q| q.value);
        if let (Some(&old), Some(&came)) = (previous.first(), found.first()) {
            let now = value(old).zip(value(came)).and_then(|(a, b)| crate::num::add(a, b));
            if found.iter().any(|&i| now.is_some() && value(i) == now) {
                found.remove(0);
            }
        }
        found
    }
}
