use super::{Out, kit, particulars, sections};
use crate::facts::{
    DECLARED, Facts, INLINE, Indicator, Mention, MentionId, PROSE, Role as Column, Row, RowKind, Sep, Stand,
};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;
use std::collections::BTreeMap;

declare_rule! {
    /// 总分应等于各项得分之和。
    ///
    /// 依据：各类绩效评价办法；总分为各指标得分的合计。
    ///
    /// 重算：同一张表、正文中各指标标题下的得分、或投入、过程、产出、效益四项的得分相加，与综合得分（自评得分、总分）比较；
    /// “四项合计”取前面所数各项的得分，总分前并列的得分直接相加。
    ///
    /// ```不符
    /// 1. 产出指标（60分）
    /// 得分为57.5分。
    /// 2. 效益指标（30分）
    /// 得分为28分。
    /// 3. 满意度指标（10分）
    /// 得分为9分。
    /// 综合得分95.4分。
    /// ```
    /// ```相符
    /// 1. 产出指标（60分）
    /// 得分为57.5分。
    /// 2. 效益指标（30分）
    /// 得分为28分。
    /// 3. 满意度指标（10分）
    /// 得分为9分。
    /// 综合得分94.5分。
    /// ```
    ///
    /// 不报的情形：正文只列举了部分指标的得分（相差大于 2% 且改一位数字也不能相符）；所选方案（--profile）的总分是折算得分
    /// 之和的，只在改一位数字就能相符时报。
    ///
    /// 怎么改：重新加总；如某项得分改过，总分也要改。
    SCO003, "total-score-mismatch", "总分不等于各项得分之和", Error
}

/// Lists and printed totals that one total of the text is tried with, nearest first.
const TRIED: usize = 4;

/// Figures of one paragraph that its subtotal is looked for in.
const LONG: usize = 200;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    particulars::run(facts, out);
    let lists = lists(facts);
    // 折算得分: the total need not be the sum of the scores.
    let stated = if scheme.profile.weighted { Stance::Optional } else { Stance::Stated };
    let spread = kit::lists_out_of_hundred(facts);
    let totals = facts.scoring.score_totals.iter().filter(|t| !spread.contains(&t.0));
    for &(list, total) in totals {
        if let Some((_, scores, _)) = lists.iter().find(|l| l.0 == list).filter(|l| l.1.len() >= 2) {
            let group = out.group();
            let mut readings = kit::with_budget(facts, list, scores.clone(), |i| i.score);
            readings.sort_by_key(|scores| !makes_hundred(facts, scores));
            for scores in readings {
                out.claims.push(claim(facts, total, &scores).stance(stated).group(group));
            }
        }
    }
    out.claims.extend(sections::totals(facts));
    for sum in 0..facts.mentions.len() {
        let Some(scores) = of_paragraph(facts, sum) else { continue };
        let stance = if is_off(facts, &scores, sum) { Stance::Optional } else { Stance::Stated };
        out.claims.push(claim(facts, sum, &scores).stance(stance));
    }
    // The score of another year is another score.
    let report = facts.frame.year.as_ref().map(|y| y.0);
    let other = ["上一轮", "上轮", "上次", "上年", "去年", "上期", "同类", "平均"];
    let own = |&&t: &&MentionId| {
        let m = &facts.mentions[t];
        let mark = ["权重", "满分", "分值"].iter().any(|w| m.label.ends_with(w));
        let below = ["所属", "下属", "二级单位"];
        let heading = m.section.and_then(|h| facts.headings.get(h as usize)).map_or("", |h| h.text.as_str());
        let below = below.iter().any(|w| heading.contains(w) || kit::sentence(facts, t).contains(w));
        let year = m.year.is_none_or(|y| report.is_none_or(|r| r == y)) && m.stand != Stand::Previous;
        // 产出指标合计得49.3分: of one group.
        let group = m.before.rsplit_once("合计").is_some_and(|(head, _)| {
            ["产出指标", "效益指标", "满意度指标", "决策指标", "过程指标", "投入指标", "本部分", "本项"]
                .iter()
                .any(|w| head.trim_end_matches('得').ends_with(w))
        });
        // 另获创新加分2分，最终得分90.5分; 市交通局考核通报…，与自评得分口径不同.
        let last = t.checked_sub(1).map(|i| &facts.mentions[i]).filter(|n| n.sentence == m.sentence);
        let bonus = |n: &Mention| ["加分", "奖励分", "附加分"].iter().any(|w| n.before.contains(w));
        // 自评合计92.5分，因逾期报送扣1分，最终总分91.5分.
        let summed = |n: &Mention| ["累计", "共", "合计"].iter().any(|w| n.before.contains(w));
        let moved =
            |n: &Mention| n.kind == Kind::Score && n.before.trim_end().ends_with(['加', '扣']) && !summed(n);
        let more = bonus(m) || last.is_some_and(|n| bonus(n) || moved(n));
        let another =
            ["口径不同", "考核通报", "考评通报"].iter().any(|w| kit::sentence(facts, t).contains(w))
                || m.before.contains("考核得分") && !m.before.contains("绩效");
        let project = is_of_project(facts, t);
        year && !project
            && !more
            && !another
            && !mark
            && !below
            && !group
            && !other.iter().any(|w| m.before.contains(w))
    };
    let totals: Vec<MentionId> = facts.scoring.totals.iter().filter(own).copied().collect();
    for (k, &total) in totals.iter().enumerate() {
        let group = out.group();
        let names = listed_names(facts, total);
        if names.len() >= 2 {
            let scores = called(facts, total, &names);
            out.claims.extend(scores.map(|s| claim(facts, total, &s).stance(stated)));
            continue;
        }
        let window =
            (k.checked_sub(1).map_or(0, |p| totals[p]), totals.get(k + 1).copied().unwrap_or(usize::MAX));
        let number = sections::number_told(facts, total);
        for (scores, whole, text) in near(&lists, total, window) {
            if number.is_some_and(|n| n != scores.len()) {
                continue;
            }
            let other = makes_another(facts, &scores, total) || tells_more(facts, &scores, total);
            if other || is_of_another_column(facts, &scores, total) {
                continue;
            }
            let hundred = makes_hundred(facts, &scores);
            let sure = whole && scores.len() >= 3 && (hundred || !text);
            let made = claim(facts, total, &scores).stance(if sure { stated } else { Stance::Open });
            // A row of money that was not read leaves its score out.
            let made =
                if !hundred && is_off(facts, &scores, total) { made.stance(Stance::Reading) } else { made };
            let made = Claim { formal: sure, ..made };
            out.claims.push(made.group(group));
        }
        if let Some(told) = told(facts, total) {
            out.claims.push(claim(facts, total, &told).stance(stated));
        }
        if let Some(sum) = summed(facts, total) {
            out.claims.push(same(facts, total, sum).stance(stated).group(group));
        }
        if let Some(listed) = listed(facts, total) {
            out.claims.push(claim(facts, total, &listed).stance(stated).group(group));
        }
        if let Some(groups) = subtotals(facts, total) {
            out.claims.push(claim(facts, total, &groups).stance(stated).group(group));
        }
        if let Some(named) = named(facts, total) {
            out.claims.push(claim(facts, total, &named).stance(stated));
        }
        let groups = groups(facts, total);
        if groups.len() >= 2 {
            let whole = groups.len() >= 3 && makes_hundred(facts, &groups) && !is_off(facts, &groups, total);
            let made = claim(facts, total, &groups).group(group);
            out.claims.push(made.stance(if whole { stated } else { Stance::Reading }));
        }
        let mut told: Vec<MentionId> = facts.scoring.score_totals.iter().map(|t| t.1).collect();
        told.sort_by_key(|t| t.abs_diff(total));
        out.claims.extend(
            told.into_iter()
                .filter(|&t| !is_of_another_column(facts, &[t], total) && !leaves_some_out(facts, t))
                .take(TRIED)
                .map(|printed| same(facts, total, printed).group(group)),
        );
    }
}

/// 学生资助项目全年执行756.80万元。项目自评得分100分, in a report on all of a department: the score of one of its projects.
fn is_of_project(facts: &Facts, total: MentionId) -> bool {
    let title = facts.frame.title.as_deref().unwrap_or_default();
    let m = &facts.mentions[total];
    let words = kit::sentence(facts, total);
    let whole = ["整体", "部门", "本单位", "我局", "综合"].iter().any(|w| words.contains(w));
    // 某项目全年预算…: the sentence, or the paragraph, opens with the name of one.
    let first = facts.mentions.partition_point(|n| n.para < m.para);
    let called = |words: &str| {
        let name = words.split_once("项目").map_or("", |n| n.0);
        name.chars().filter(kit::han).count() > 2 && !name.contains(['，', '：'])
    };
    let named = ["项目", "该项目"].iter().any(|w| m.label.starts_with(w))
        || called(words.split("自评得分").next().unwrap_or_default())
        || called(&facts.mentions[first].gap);
    let headed = ["整体", "部门决算", "部门预算"].iter().any(|w| title.contains(w))
        || facts.headings.iter().any(|h| h.text.contains("整体支出"));
    headed && !whole && named
}

/// 履职效能、财务管理、资产管理、采购管理四项合计得: the names of what is summed, as many as are counted.
fn listed_names(facts: &Facts, total: MentionId) -> Vec<&str> {
    let t = &facts.mentions[total];
    let count = total.checked_sub(1).map(|i| &facts.mentions[i]);
    let count = count.filter(|n| n.kind == Kind::Count && n.sentence == t.sentence && t.sep == Sep::None);
    let Some(count) = count.filter(|_| t.gap.trim_start().starts_with("合计")) else { return Vec::new() };
    let list = count.gap.rsplit(['，', '。', '；', '\n']).next().unwrap_or("");
    let names: Vec<&str> = list.split(['、', '和', '及']).map(str::trim).filter(|w| !w.is_empty()).collect();
    let all = kit::value(count) == Some(Rat::from_integer(names.len() as i128));
    if all { names } else { Vec::new() }
}

/// The score of each of the indicators that are called so, each told once.
fn called(facts: &Facts, total: MentionId, names: &[&str]) -> Option<Vec<MentionId>> {
    let core = |name: &str| name.trim_end_matches("指标").trim_end_matches('类').to_owned();
    let one = |name: &&str| {
        let mut own = facts.scoring.indicators.iter().filter(|i| core(&i.name) == core(name));
        let score = own.next()?.score.filter(|s| *s != total && kit::exact(&facts.mentions[*s]));
        score.filter(|_| own.all(|i| i.score.is_none() || i.score == score))
    };
    names.iter().map(one).collect()
}

/// A total of marks that are no hundred: what counts besides stands elsewhere.
fn leaves_some_out(facts: &Facts, printed: MentionId) -> bool {
    let rows = facts.sheets.iter().flat_map(|s| &s.rows).filter(|r| r.score() == Some(printed));
    let mark = |r: &Row| r.mention(Column::Weight).and_then(|w| kit::value(&facts.mentions[w]));
    rows.filter_map(mark).any(|w| w < Rat::from_integer(100) && w > Rat::from_integer(50))
}

/// 2023年总分, of a table whose scores of 2022 stand first.
fn is_of_another_column(facts: &Facts, scores: &[MentionId], total: MentionId) -> bool {
    let (sum, value) = (kit::sum(facts, scores), kit::value(&facts.mentions[total]));
    let rows = facts.sheets.iter().filter(|s| s.is_scored_twice()).flat_map(|s| &s.rows);
    let prints = |row: &&Row, v: Option<Rat>| row.cells.iter().any(|c| kit::value(&facts.mentions[c.2]) == v);
    sum != value && rows.filter(|r| r.kind == RowKind::Total).any(|r| prints(&r, sum) && prints(&r, value))
}

/// 作风20分得19分，加减分+1.2分，总分95.7分: what is added to the scores stands between them and their total.
fn tells_more(facts: &Facts, scores: &[MentionId], total: MentionId) -> bool {
    const MORE: &[&str] = &["加减分", "加分", "减分", "附加", "奖励", "倒扣"];
    let last = scores.iter().copied().filter(|&s| s < total).max().unwrap_or(total);
    let between = facts.mentions.get(last + 1..total).unwrap_or_default();
    between.iter().any(|m| m.kind == Kind::Score && MORE.iter().any(|w| m.label.contains(w)))
}

/// 过程：百分制得分87.3分，折算17.46分。其中：预算执行40分，得35.3分、…: scores that make the figure before them.
fn makes_another(facts: &Facts, scores: &[MentionId], total: MentionId) -> bool {
    const NEAR: usize = 6;
    let Some(&first) = scores.iter().min() else { return false };
    let sum = kit::sum(facts, scores);
    let before =
        (first.saturating_sub(NEAR)..first).filter(|i| *i != total && !facts.scoring.totals.contains(i));
    let other = |i: MentionId| {
        let m = &facts.mentions[i];
        m.kind == Kind::Score
            && m.term.told() > 1
            && m.para == facts.mentions[first].para
            && kit::value(m) == sum
    };
    sum != kit::value(&facts.mentions[total]) && before.into_iter().any(other)
}

/// 投入（15分）得14分，…，合计94.1分。…自评得分94.1分: what the scores of all marks are said to make.
fn summed(facts: &Facts, total: MentionId) -> Option<MentionId> {
    const NEAR: usize = 40;
    let sum = |s: &MentionId| {
        let m = &facts.mentions[*s];
        let words = m.before.trim_end_matches(['为', '得', '分', '计']);
        let called = ["合", "共", "总", "合计", "总计"].iter().any(|w| words.ends_with(w));
        m.kind == Kind::Score && *s != total && called && m.cell.is_none() && kit::exact(m)
    };
    let around = (total.saturating_sub(NEAR)..facts.mentions.len().min(total + NEAR)).filter(sum);
    let got = |p: &MentionId| facts.scoring.owner(*p).is_some_and(|o| o.score == Some(*p));
    let all = |p: &[MentionId]| p.len() >= 3 && p.iter().all(got) && makes_hundred(facts, p);
    let whole = |s: &MentionId| facts.parts_of(*s).is_some_and(all);
    if facts.mentions[total].before.contains("小计") {
        return None;
    }
    // 合计90分，另加创新分2分，总分92分; 合计81分，折算90分.
    let more = |s: &MentionId| {
        let between = &facts.mentions[total.min(*s) + 1..=total.max(*s)];
        between.iter().any(|m| ["加", "奖", "折", "调整"].iter().any(|w| m.gap.contains(w)))
    };
    around.into_iter().find(whole).filter(|s| !more(s))
}

/// 本类合计得27.37分, 小计28分.
fn is_of_group(m: &Mention) -> bool {
    const GROUP: &[&str] = &["小计", "本类合计", "本项合计", "类合计", "本部分合计", "本项小计", "本类小计"];
    let words = m.before.trim_end().trim_end_matches(['为', '得', '分', '：']);
    m.kind == Kind::Score && m.cell.is_none() && kit::exact(m) && GROUP.iter().any(|w| words.ends_with(w))
}

/// …本类合计得27.37分。 … 四类指标相加，自评得分95.27分: as many groups as are counted.
fn subtotals(facts: &Facts, total: MentionId) -> Option<Vec<MentionId>> {
    const FAR: usize = 120;
    const SUMMED: &[&str] = &["相加", "合计", "之和", "加总", "汇总"];
    let t = &facts.mentions[total];
    let words = kit::sentence(facts, total);
    let told = SUMMED.iter().any(|w| words.contains(w)) && !is_of_group(t);
    let group = |i: &MentionId| {
        let m = &facts.mentions[*i];
        is_of_group(m) && m.para != t.para
    };
    let found: Vec<MentionId> = (total.saturating_sub(FAR)..total).filter(group).collect();
    // 四类指标相加, 三部分合计, 以上4项相加.
    let counted = |n: usize| {
        const NUMBERS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        const KINDS: &[&str] = &["类", "项", "个", "大类", "部分", "方面"];
        let number = NUMBERS.get(n - 1).map_or_else(String::new, |w| (*w).to_owned());
        KINDS.iter().any(|k| words.contains(&format!("{number}{k}")) || words.contains(&format!("{n}{k}")))
    };
    (told && found.len() >= 2 && counted(found.len())).then_some(found)
}

/// 预算执行率，满分10分，得9.57分；…。本类合计得27.37分: the scores of the marks of its paragraph.
fn of_paragraph(facts: &Facts, sum: MentionId) -> Option<Vec<MentionId>> {
    let m = &facts.mentions[sum];
    if !is_of_group(m) {
        return None;
    }
    let here = |i: &MentionId| facts.mentions[*i].para == m.para && sum - i <= LONG;
    let scored =
        |&i: &MentionId| facts.scoring.owner(i).is_some_and(|o| o.score == Some(i) && o.full.is_some());
    let scores: Vec<MentionId> = (0..sum).rev().take_while(here).filter(scored).collect();
    // 其余指标全部完成; 不扣分; a mark without a score: some scores are not printed.
    const OPEN: &[&str] = &["其余", "其他", "其它", "另", "得满分", "不扣分", "未扣分"];
    let unscored = |n: &Mention| {
        let marked = ["满分", "分值", "权重"].iter().any(|w| n.before.trim_end().ends_with(w));
        n.kind == Kind::Score && marked
    };
    let lacks = |&i: &MentionId| {
        unscored(&facts.mentions[i]) && facts.scoring.owner(i).is_none_or(|o| o.score.is_none())
    };
    if (0..sum).rev().take_while(here).any(|i| lacks(&i)) {
        return None;
    }
    let rest = |n: &Mention| OPEN.iter().any(|w| n.gap.contains(w) || n.rest.contains(w));
    let open = (0..=sum).rev().take_while(here).any(|i| rest(&facts.mentions[i]));
    let whole =
        !open && scores.iter().all(|&i| kit::exact(&facts.mentions[i]) && facts.mentions[i].depth == m.depth);
    (whole && scores.len() >= 2).then(|| scores.into_iter().rev().collect())
}

/// The full marks of the scores make a hundred: then they are of one level, and all of it.
fn makes_hundred(facts: &Facts, scores: &[MentionId]) -> bool {
    let full = |&s: &MentionId| kit::value(&facts.mentions[facts.scoring.owner(s)?.full?]);
    let sum = scores.iter().map(full).try_fold(Rat::ZERO, |sum, v| num::add(sum, v?));
    sum == Some(Rat::from_integer(100))
}

/// The scores miss the total by more than slips of a digit would.
fn is_off(facts: &Facts, scores: &[MentionId], total: MentionId) -> bool {
    const POINTS: i128 = 3;
    let gap = || Some(num::sub(kit::sum(facts, scores)?, kit::value(&facts.mentions[total])?)?.abs());
    gap().is_some_and(|g| g > Rat::from_integer(POINTS))
}

/// (number of the list, its scores that make a total, every indicator with a full mark has one).
type List = (usize, Vec<MentionId>, bool);

/// Scores of indicators without a scored one below them, list by list.
fn lists(facts: &Facts) -> Vec<List> {
    let scoring = &facts.scoring;
    let mut lists: BTreeMap<usize, (Vec<MentionId>, bool)> = BTreeMap::new();
    for (k, i) in scoring.indicators.iter().enumerate().filter(|(_, i)| i.list != INLINE) {
        let below = scoring.below(k);
        let list = lists.entry(i.list).or_insert((Vec::new(), true));
        if below.is_empty() {
            list.1 &= i.score.is_some();
        }
        if !below.iter().any(|&b| scoring.indicators[b].score.is_some()) {
            list.0.extend(i.score.filter(|&m| kit::exact(&facts.mentions[m])));
        }
    }
    let mut all: Vec<List> = lists.into_iter().map(|(list, (scores, whole))| (list, scores, whole)).collect();
    let scores = |list: Vec<&Indicator>| list.iter().map(|i| i.score).collect::<Option<Vec<MentionId>>>();
    let whole =
        |s: &Vec<MentionId>| s.iter().all(|&m| kit::exact(&facts.mentions[m])) && makes_hundred(facts, s);
    let side_by_side = kit::side_by_side(facts).into_iter().filter_map(scores).filter(whole);
    all.extend(side_by_side.map(|scores| (INLINE, scores, true)));
    // The row of the budget in a table of its own right before: with its ten points the marks make a hundred.
    let with_budget = |(list, scores, of_all): &List| {
        let budget = kit::budget_before(facts, *list).and_then(|b| b.score)?;
        let merged: Vec<MentionId> = [budget].into_iter().chain(scores.iter().copied()).collect();
        let fits = !scores.contains(&budget) && !makes_hundred(facts, scores) && whole(&merged);
        fits.then_some((*list, merged, *of_all))
    };
    all.extend(all.iter().filter_map(with_budget).collect::<Vec<List>>());
    // 投入满分15分，得15分；…；效果满分20分，得18.5分。失分主要在：…: what makes a hundred in one sentence.
    let prose: Vec<&Indicator> =
        scoring.indicators.iter().filter(|i| i.list == PROSE && i.parent.is_none()).collect();
    let sentence = |i: &Indicator| i.full.map(|f| facts.mentions[f].sentence);
    let run =
        prose.chunk_by(|a, b| sentence(a) == sentence(b)).filter(|run| (3..prose.len()).contains(&run.len()));
    let run = run.filter_map(|run| run.iter().map(|i| i.score).collect::<Option<Vec<MentionId>>>());
    all.extend(run.filter(whole).map(|scores| (INLINE, scores, true)));
    all
}

/// 预算执行计9.56分；管理效率扣1.5分，得28.5分；…。四项合计96.06分: the last score of as many items as are counted; or
/// a row of scores right before their total.
fn told(facts: &Facts, total: MentionId) -> Option<Vec<MentionId>> {
    counted(facts, total).or_else(|| row(facts, total))
}

fn counted(facts: &Facts, total: MentionId) -> Option<Vec<MentionId>> {
    const GOT: &[&str] = &["得", "得分", "计", "计分", "评分", "得分为"];
    const SUMMED: &[&str] =
        &["合计", "相加", "共计", "共", "合计得", "之和", "合计自评", "合计得分", "共计自评"];
    let (t, count) = (&facts.mentions[total], &facts.mentions[total.checked_sub(1)?]);
    let gap = t.gap.trim().trim_end_matches(['为', '是', '得']);
    let told = count.kind == Kind::Count && count.sentence == t.sentence && t.sep == Sep::None;
    let wanted = kit::value(count).filter(|_| told && SUMMED.iter().any(|w| gap.ends_with(w)))?;
    let is_all = |scores: &[MentionId]| Rat::from_integer(scores.len() as i128) == wanted;
    let (mut scores, mut item) = (Vec::new(), None);
    for i in (0..total - 1).rev().take_while(|&i| facts.mentions[i].para == t.para) {
        let m = &facts.mentions[i];
        let got = m.kind == Kind::Score && GOT.iter().any(|w| m.before.trim_end().ends_with(w));
        item = item.or_else(|| (got && kit::exact(m)).then_some(i));
        // What stands behind 其中 is a part of the score before it.
        item = item.filter(|_| !m.gap.contains("其中"));
        if m.sep >= Sep::Group {
            scores.extend(item.take());
            if is_all(&scores) || m.sep == Sep::Sentence && scores.is_empty() {
                break;
            }
        }
    }
    scores.reverse();
    (scores.len() >= 2 && is_all(&scores)).then_some(scores)
}

/// 预算管理27.6分、履职产出36.5分、社会效益18.8分，总分82.9分.
fn row(facts: &Facts, total: MentionId) -> Option<Vec<MentionId>> {
    let t = &facts.mentions[total];
    let named = |m: &Mention| !m.label.is_empty() && !m.label.contains(['扣', '失']);
    let one = |i: &MentionId| {
        let m = &facts.mentions[*i];
        m.kind == Kind::Score && m.sentence == t.sentence && m.depth == t.depth && named(m) && kit::exact(m)
    };
    // 从投入、过程、产出、效果四个方面打分，分别得14.5分、27分、28分和22.6分，自评总分92.1分.
    let opens = |i: MentionId| {
        let gap = facts.mentions[i].gap.as_str();
        facts.mentions[i].kind == Kind::Score
            && ["分别得", "依次得", "得分分别为", "得分依次为", "分别为"]
                .iter()
                .any(|w| gap.trim_end().ends_with(w))
            && !["分值分别为", "满分分别为", "权重分别为"].iter().any(|w| gap.trim_end().ends_with(w))
    };
    let bare = |&i: &MentionId| {
        let m = &facts.mentions[i];
        m.kind == Kind::Score && m.sentence == t.sentence && m.depth == t.depth && kit::exact(m)
    };
    let ordered = (0..total)
        .rev()
        .take_while(bare)
        .take_while(|&i| facts.mentions[i + 1].sep <= Sep::Clause)
        .find(|&i| facts.mentions[i].sep != Sep::Item);
    let ordered = ordered.is_some_and(opens);
    let mut scores = Vec::new();
    for i in (0..total).rev().take_while(|i| one(i) || ordered && bare(i)) {
        scores.push(i);
        if facts.mentions[i].sep != Sep::Item {
            break;
        }
    }
    scores.reverse();
    let marks = kit::sum(facts, &scores) == Some(Rat::from_integer(100));
    (scores.len() >= 3 && t.sep == Sep::Clause && !marks).then_some(scores)
}

/// 五类指标的分值依次为10分、40分、…，得分依次为9.71分、39.20分、…: scores in the order of marks that make a hundred.
fn listed(facts: &Facts, total: MentionId) -> Option<Vec<MentionId>> {
    const FAR: usize = 60;
    const IN_ORDER: &[&str] = &["依次为", "依次是", "分别为", "分别是"];
    let near = total.saturating_sub(FAR)..(total + FAR).min(facts.mentions.len());
    let opens = |i: usize, words: &[&str]| {
        let m = &facts.mentions[i];
        let ends = IN_ORDER.iter().any(|w| m.gap.trim_end().ends_with(w));
        m.kind == Kind::Score && ends && words.iter().any(|w| kit::last(&m.gap, 8).contains(w))
    };
    let run = |from: usize| -> Vec<MentionId> {
        let next = |&i: &usize| {
            let m = &facts.mentions[i];
            i == from || m.kind == Kind::Score && m.sep == Sep::Item && m.gap.chars().count() == 1
        };
        (from..facts.mentions.len()).take_while(next).collect()
    };
    let marks = near.clone().filter(|&i| opens(i, &["分值", "满分", "权重"])).map(run);
    let hundred = |ids: &Vec<MentionId>| kit::sum(facts, ids) == Some(Rat::from_integer(100));
    let marks = marks.filter(hundred).find(|ids| ids.len() >= 3)?;
    let after = marks.last()? + 1;
    let scores = (after < facts.mentions.len() && opens(after, &["得分"])).then(|| run(after))?;
    (scores.len() == marks.len() && !scores.contains(&total)).then_some(scores)
}

/// 投入得19分 … 过程得27.67分 … 产出得28.5分 … 效益得18.8分: the four groups of a scheme, each told once around a total.
fn named(facts: &Facts, total: MentionId) -> Option<Vec<MentionId>> {
    const GROUPS: &[&[&str]] = &[&["投入", "决策"], &["过程"], &["产出"], &["效益", "效果"]];
    const FAR: usize = 80;
    let near = total.saturating_sub(FAR)..(total + FAR).min(facts.mentions.len());
    let of = |names: &[&str]| -> Option<MentionId> {
        let called = |i: &MentionId| {
            let m = &facts.mentions[*i];
            let label = m.label.trim_end_matches("得分").trim_end_matches('得');
            let label = label.trim_end_matches("指标").trim_end_matches("类").trim_end_matches("项目");
            let got = m.label.ends_with('得') || m.label.ends_with("得分");
            let score = facts.chapter(m) == facts.chapter(&facts.mentions[total]) && m.cell.is_none();
            got && score && kit::exact(m) && names.contains(&label)
        };
        let mut all = near.clone().filter(called);
        let first = all.next()?;
        all.next().is_none().then_some(first)
    };
    let mut scores: Vec<MentionId> = GROUPS.iter().map(|names| of(names)).collect::<Option<_>>()?;
    // 效益得10分，满意度得9分: a fifth group in their list.
    let (first, last) = (*scores.iter().min()?, *scores.iter().max()?);
    let fifth = |i: &MentionId| {
        let m = &facts.mentions[*i];
        let got = m.label.ends_with('得') || m.label.ends_with("得分");
        let near =
            m.sentence >= facts.mentions[first].sentence && m.sentence <= facts.mentions[last].sentence;
        let own = near && m.depth == facts.mentions[last].depth;
        m.kind == Kind::Score && got && own && *i != total && !m.gap.contains("其中")
    };
    let end = facts.mentions.len().min(last + 2);
    let more: Vec<MentionId> =
        (first.saturating_sub(1)..end).filter(|i| !scores.contains(i)).filter(fifth).collect();
    // Each group has items of its own between.
    if more.len() <= 1 {
        scores.extend(more);
    }
    scores.sort_unstable();
    Some(scores)
}

/// Scores of the groups of the text, where each has one.
fn groups(facts: &Facts, total: MentionId) -> Vec<MentionId> {
    let scoring = &facts.scoring;
    let top = scoring
        .indicators
        .iter()
        .enumerate()
        .filter(|(k, i)| i.list == PROSE && i.parent.is_none() && !scoring.below(*k).is_empty());
    let scores: Option<Vec<MentionId>> = top.map(|(_, i)| i.score.filter(|&s| s != total)).collect();
    scores.unwrap_or_default()
}

/// The lists nearest to a total, whether each is whole, and whether it is one of the text; of those of the text only what stands between it and the totals around it.
fn near(
    lists: &[List],
    total: MentionId,
    window: (MentionId, MentionId),
) -> Vec<(Vec<MentionId>, bool, bool)> {
    let mut all: Vec<&List> = lists.iter().filter(|l| l.1.len() >= 2).collect();
    all.sort_by_key(|l| l.1.first().map_or(usize::MAX, |&m| m.abs_diff(total)));
    let is_text = |l: &List| [PROSE, DECLARED, INLINE].contains(&l.0);
    let cut = |l: &List| {
        let within = |from: MentionId, to: MentionId| -> Vec<MentionId> {
            l.1.iter().copied().filter(|&m| from < m && m < to).collect()
        };
        // 投入20分，…，本部分合计得19.14分；过程20分，得18.8分；…: a subtotal parts no list whose marks make a hundred.
        let all = l.0 == INLINE && l.1.iter().all(|&m| m < total) && l.1.iter().any(|&m| m > window.0);
        if all {
            return l.1.clone();
        }
        let before = if window.0 == 0 { within(0, total + 1) } else { within(window.0, total) };
        match (is_text(l), before.len() >= 2) {
            (false, _) => l.1.clone(),
            (true, true) => before,
            (true, false) => within(total, window.1),
        }
    };
    all.into_iter().take(TRIED).map(|l| (cut(l), l.2, is_text(l))).filter(|l| l.0.len() >= 2).collect()
}

fn claim(facts: &Facts, total: MentionId, scores: &[MentionId]) -> Claim {
    let t = &facts.mentions[total];
    let named = |&s: &MentionId| {
        facts.scoring.owner(s).map_or_else(|| kit::name(&facts.mentions[s]), |i| i.name.clone())
    };
    let operands = scores.iter().map(|s| kit::role(&named(s), &facts.mentions[*s])).collect();
    let name = if matches!(t.label.as_str(), "" | "得" | "得分") || t.cell.is_some() {
        "总分".to_owned()
    } else {
        kit::name(t)
    };
    let formula = format!("{name} = 各项得分之和（{}项）", scores.len());
    Claim::new("SCO003", Expr::sum(scores.len()), Relation::Sums, operands, kit::role(&name, t))
        .formal()
        .formula(formula)
}

/// The text's total against the table's.
fn same(facts: &Facts, total: MentionId, printed: MentionId) -> Claim {
    let t = &facts.mentions[total];
    let other = &facts.mentions[printed];
    let called = if other.cell.is_some() { "表中总分" } else { "得分合计" };
    let operands = vec![kit::role(called, other)];
    let name = kit::name(t);
    Claim::new("SCO003", Expr::Arg(0), Relation::Equals, operands, kit::role(&name, t))
        .formal()
        .formula(format!("{name} = {called}"))
        .stance(Stance::Stated)
}
