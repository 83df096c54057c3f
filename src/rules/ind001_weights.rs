use super::{Out, kit};
use crate::facts::{DECLARED, Facts, INLINE, Indicator, MentionId, PROSE};
use crate::ledger::{Claim, Expr, Link, Relation, Role, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use num_traits::Signed;
use std::collections::BTreeMap;

declare_rule! {
    /// 各指标满分之和应为 100 分（或印出的总分）。
    ///
    /// 依据：财预〔2020〕10号：预算执行率 10%，产出 50%，效益 30%，满意度 10%，合计 100%。
    ///
    /// 重算：同一张表、或正文中并列的各指标满分相加，与 100（表中有总分行时与总分行）比较；
    /// 一句中决策、过程、产出、效益齐全的，超过 100 也报。
    ///
    /// ```不符
    /// 1. 预算执行率（10分）
    /// 2. 产出指标（50分）
    /// 3. 效益指标（30分）
    /// 4. 满意度指标（20分）
    /// ```
    /// ```相符
    /// 1. 预算执行率（10分）
    /// 2. 产出指标（50分）
    /// 3. 效益指标（30分）
    /// 4. 满意度指标（10分）
    /// ```
    ///
    /// 不报的情形：少于 4 项；与 100 相差较大而改一位数字也不能相符（只列了部分指标）。
    ///
    /// 怎么改：核对各项满分，注意数字颠倒。
    IND001, "weights-not-100", "满分之和不为100", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let lists: std::collections::BTreeSet<usize> =
        facts.scoring.indicators.iter().map(|i| i.list).filter(|l| *l != INLINE).collect();
    // Where marks beside their scores make a hundred they are all there are.
    for list in kit::side_by_side(facts) {
        let marks: Vec<MentionId> = list.iter().filter_map(|i| i.full).collect();
        if marks.iter().all(|&m| kit::exact(&facts.mentions[m])) {
            out.claims.push(claim(facts, &marks, None).stance(Stance::Reading));
        }
    }
    let mut sentences: BTreeMap<u32, Vec<&Indicator>> = BTreeMap::new();
    let told =
        facts.scoring.indicators.iter().filter(|i| [INLINE, PROSE].contains(&i.list) && i.parent.is_none());
    for (i, full) in told.filter_map(|i| Some((i, i.full?))) {
        sentences.entry(facts.mentions[full].sentence).or_default().push(i);
    }
    for list in sentences.values().filter(|list| is_framework(list)) {
        let marks: Vec<MentionId> = list.iter().filter_map(|i| i.full).collect();
        let made = claim(facts, &marks, None);
        // Ten or five are left for a group that is told elsewhere.
        let over = kit::sum(facts, &marks).is_some_and(|s| s > Rat::from_integer(100));
        if marks != self::marks(facts, PROSE) {
            let stance = if made.formal && over { Stance::Stated } else { Stance::Reading };
            out.claims.push(made.stance(stance));
        }
    }
    for list in lists {
        let marks = marks(facts, list);
        let printed = facts.scoring.full_totals.iter().find(|t| t.0 == list).map(|t| t.1);
        let readings = kit::with_budget(facts, list, marks, |i| i.full);
        let group = (readings.len() > 1).then(|| out.group());
        for marks in &readings {
            if marks.len() >= 4 || (marks.len() == 3 && (list == DECLARED || printed.is_some())) {
                let made = claim(facts, marks, printed);
                out.claims.push(group.map_or(made.clone(), |g| made.group(g)));
            }
        }
        let marks = &readings[0];
        let items = kit::with_budget(facts, list, items(facts, list), |i| i.full).pop().unwrap_or_default();
        if items.len() >= 4 && items != *marks {
            out.claims.push(claim(facts, &items, printed).stance(Stance::Reading));
        }
    }
}

/// The groups of a scheme, all of them and each once.
fn is_framework(list: &[&Indicator]) -> bool {
    const SCHEMES: &[&[&[&str]]] = &[
        &[&["投入", "决策"], &["过程"], &["产出"], &["效益", "效果"]],
        &[&["预算执行", "预算执行率"], &["产出"], &["效益", "效果"], &["满意度"]],
    ];
    let name = |i: &Indicator| {
        let name = i.name.trim_start_matches("项目").trim_end_matches("指标").trim_end_matches('类');
        name.trim_start_matches(|c: char| !('\u{4e00}'..='\u{9fff}').contains(&c)).to_owned()
    };
    let names: Vec<String> = list.iter().map(|i| name(i)).collect();
    let one = |group: &[&str]| names.iter().filter(|n| group.contains(&n.as_str())).count() == 1;
    SCHEMES.iter().any(|s| names.len() == s.len() && s.iter().all(|g| one(g)))
}

/// Points by which the marks of one level may miss a hundred.
const OFF: i128 = 10;

/// Full marks of the indicators that stand highest.
fn marks(facts: &Facts, list: usize) -> Vec<MentionId> {
    let top = facts.scoring.indicators.iter().filter(|i| i.list == list && i.parent.is_none());
    let all: Vec<MentionId> =
        top.filter_map(|i| i.full).filter(|&m| kit::exact(&facts.mentions[m])).collect();
    // 投入满分15分，…，效果满分20分。失分主要在：预算执行率一项满分10分: what makes a hundred in one sentence is whole.
    let apart = |a: &MentionId, b: &MentionId| facts.mentions[*a].sentence == facts.mentions[*b].sentence;
    let hundred =
        |list: &&[MentionId]| list.len() >= 3 && kit::sum(facts, list) == Some(Rat::from_integer(100));
    let whole = all.chunk_by(apart).find(hundred).filter(|_| list == PROSE).map(<[MentionId]>::to_vec);
    // 资金到位率满分4分…；预算执行率满分4分: items within a group, where the marks that stand alone make the hundred.
    let alone: Vec<MentionId> = all.chunk_by(apart).filter(|c| c.len() == 1).flatten().copied().collect();
    let alone = Some(alone).filter(|a| hundred(&a.as_slice()));
    whole.or(alone).unwrap_or(all)
}

/// Full marks of the indicators that stand lowest.
fn items(facts: &Facts, list: usize) -> Vec<MentionId> {
    let all = facts.scoring.indicators.iter().enumerate();
    let leaves = all.filter(|(k, i)| i.list == list && facts.scoring.below(*k).is_empty());
    leaves.filter_map(|(_, i)| i.full).filter(|&m| kit::exact(&facts.mentions[m])).collect()
}

fn claim(facts: &Facts, marks: &[MentionId], printed: Option<MentionId>) -> Claim {
    let named = |m: MentionId| facts.scoring.owner(m).map_or_else(String::new, |i| i.name.clone());
    let operands: Vec<Role> = marks.iter().map(|&m| kit::role(&named(m), &facts.mentions[m])).collect();
    let n = marks.len();
    let first = &facts.mentions[marks[0]];
    let result = match printed {
        Some(m) => kit::role("总分", &facts.mentions[m]),
        None => Role::one("满分合计", kit::constant(100, &first.term.unit, first.term.span)),
    };
    let declared = facts.scoring.owner(marks[0]).is_some_and(|i| i.declared);
    // A scheme with groups and items is printed whole.
    let all = &facts.scoring.indicators;
    let grouped =
        |k: &usize| !facts.scoring.below(*k).is_empty() && all[*k].full.is_some_and(|m| marks.contains(&m));
    let groups = n < 6 && (0..all.len()).filter(grouped).count() >= 2;
    let stance =
        if printed.is_some() || n >= 6 || declared || groups { Stance::Stated } else { Stance::Open };
    // Twice the marks are marks of two levels, or told twice.
    let whole = printed.and_then(|m| kit::value(&facts.mentions[m])).unwrap_or(Rat::from_integer(100));
    let near = kit::sum(facts, marks)
        .is_none_or(|s| num::sub(s, whole).is_some_and(|gap| gap.abs() <= Rat::from_integer(OFF)));
    let made = Claim::new("IND001", Expr::sum(n), Relation::Sums, operands, result)
        .formula(format!("各项满分之和（{n}项）应为100"))
        .stance(stance)
        .alike(true)
        .link(if stance == Stance::Stated { Link::Certain } else { Link::Likely });
    // 预算执行和满意度各10分: one figure for two.
    let each = marks.iter().any(|&m| facts.mentions[m].before.trim_end().ends_with('各'));
    // 12、8、40、40，合计140: the marks make the hundred, whatever is printed.
    let near = near || printed.is_some() && kit::sum(facts, marks) == Some(Rat::from_integer(100));
    let whole = near && !each && !lacks_budget(facts, marks) && !has_strays(facts, marks);
    if whole { made.formal() } else { made.stance(Stance::Reading) }
}

/// Marks of ninety without those of the budget, which are scored elsewhere.
fn lacks_budget(facts: &Facts, marks: &[MentionId]) -> bool {
    let named = |&m: &MentionId| facts.scoring.owner(m).is_some_and(|i| i.budget || i.name.contains("执行"));
    kit::sum(facts, marks) == Some(Rat::from_integer(90)) && !marks.iter().any(named)
}

/// A mark among these that is of no list: not all of them were read.
fn has_strays(facts: &Facts, marks: &[MentionId]) -> bool {
    let prose = facts.scoring.owner(marks[0]).is_some_and(|i| i.list == PROSE);
    let range = marks.iter().min().zip(marks.iter().max());
    let sentence = |m: MentionId| facts.mentions[m].sentence;
    let within = |&m: &MentionId| range.is_some_and(|(&a, &z)| m > a && sentence(m) <= sentence(z) + 1);
    let strays = &facts.scoring.strays;
    let first = range.and_then(|(&a, _)| strays.get(strays.partition_point(|&s| s <= a)));
    prose && first.is_some_and(within)
}
