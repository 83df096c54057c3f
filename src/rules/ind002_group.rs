use super::{Out, kit, sections};
use crate::facts::{
    Breakdown, DECLARED, Facts, INLINE, Indicator, Mention, MentionId, PROSE, Sep, Sheet, Stand,
};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 一级指标的分值和得分应等于其下各项之和。
    ///
    /// 依据：指标体系逐级分解，下级分值之和等于上级分值。
    ///
    /// 重算：“产出指标（50分）”之下各指标的满分、得分分别相加比较；正文里“过程20分得18分（资金到位10分得9分，资金管理10分得9分）”
    /// 一类的写法，满分能加成该组满分的，得分也应加成该组得分。
    ///
    /// ```不符
    /// （一）产出指标（50分）
    /// 1. 数量指标（30分）
    /// 2. 质量指标（15分）
    /// ```
    /// ```相符
    /// （一）产出指标（50分）
    /// 1. 数量指标（30分）
    /// 2. 质量指标（20分）
    /// ```
    ///
    /// 不报的情形：其下只有一项有满分。
    ///
    /// 怎么改：核对各级分值。
    IND002, "group-not-its-items", "分值与下级之和不符", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let all = &facts.scoring.indicators;
    for (k, group) in all.iter().enumerate() {
        let below: Vec<&Indicator> = facts.scoring.below(k).iter().map(|&i| &all[i]).collect();
        // A group whose only child is a group, a row 小计, is printed twice.
        let twice =
            below.len() == 1 && facts.scoring.below(k).iter().any(|&i| !facts.scoring.below(i).is_empty());
        if below.len() >= 2 || twice {
            out.claims.extend(claim(facts, group, &below, "满分", |i| i.full));
            out.claims.extend(claim(facts, group, &valued(facts, k, |i| i.score), "得分", |i| i.score));
        }
        if group.list != INLINE && group.list != DECLARED && group.list != PROSE {
            let items: Vec<&Indicator> = leaves(facts, k).into_iter().map(|i| &all[i]).collect();
            in_text(facts, &group.name, &items, out);
        }
    }
    out.claims.extend(facts.breakdowns.iter().filter_map(|b| divided(facts, b)));
    for sheet in &facts.sheets {
        for (name, items) in headed(facts, sheet) {
            in_text(facts, name, &items, out);
        }
    }
    sections::groups(facts, out);
}

/// 投入15分，得14分。其中目标设定8分，得7.2分；预算配置7分，得6.8分: where the scores make a score, their marks make its mark.
fn divided(facts: &Facts, b: &Breakdown) -> Option<Claim> {
    let mark = |m: MentionId| {
        let full = m.checked_sub(1).filter(|&f| facts.mentions[f].kind == Kind::Score)?;
        let (f, s) = (&facts.mentions[full], &facts.mentions[m]);
        let own = f.stand == Stand::Base && f.sentence == s.sentence && f.cell.is_none() && kit::exact(f);
        (own && s.sep <= Sep::Clause).then_some(full)
    };
    let total = b.total();
    let scores = facts.mentions[total].kind == Kind::Score && b.parts().len() >= 2;
    let whole =
        mark(total).filter(|_| scores && kit::sum(facts, b.parts()) == kit::value(&facts.mentions[total]))?;
    let ids: Vec<MentionId> = b.parts().iter().map(|&p| mark(p)).collect::<Option<_>>()?;
    let name = kit::name(&facts.mentions[whole]);
    let named = |&i: &MentionId| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i]);
    let result = kit::role(&name, &facts.mentions[whole]);
    let operands = ids.iter().map(named).collect();
    let claim = Claim::new("IND002", Expr::sum(ids.len()), Relation::Sums, operands, result);
    let formula = format!("{name}满分 = {}", kit::plus(facts, &ids));
    Some(claim.formula(formula).stance(Stance::Stated).link(Link::Likely).formal())
}

/// The scored rows of a table by the names that head them.
fn headed<'f>(facts: &'f Facts, sheet: &'f Sheet) -> Vec<(&'f str, Vec<&'f Indicator>)> {
    let mut all: Vec<(&str, Vec<&Indicator>)> = Vec::new();
    // The names that a row stands under: their columns, and where they stand in `all`.
    let mut open: Vec<(u32, usize)> = Vec::new();
    for row in sheet.rows.iter().filter(|r| r.counts) {
        for (col, name) in &row.leads {
            let same = |o: &&(u32, usize)| o.0 == *col && all[o.1].0 == name;
            if open.iter().find(same).is_none() {
                open.retain(|o| o.0 < *col);
                open.push((*col, all.len()));
                all.push((name, Vec::new()));
            }
        }
        if let Some(item) = row.score().and_then(|s| facts.scoring.owner(s)) {
            open.iter().for_each(|o| all[o.1].1.push(item));
        }
    }
    all
}

/// 产出指标得47.42分 in the text: what the rows of the table under that head come to.
fn in_text(facts: &Facts, name: &str, items: &[&Indicator], out: &mut Out) {
    // Mentions to either side of a table, and of them those with the name, that are looked at.
    const FAR: usize = 600;
    const TRIED: usize = 6;
    let core = name.trim_end_matches("指标").trim();
    if core.chars().count() < 2 || items.is_empty() {
        return;
    }
    let called = |m: &Mention| {
        m.kind == Kind::Score && m.cell.is_none() && kit::exact(m) && kit::last(&m.gap, 10).contains(core)
    };
    let at = items[0].score.or(items[0].full).unwrap_or(0);
    let near = at.saturating_sub(FAR)..(at + FAR).min(facts.mentions.len());
    let told = |(id, m): &(MentionId, &Mention)| {
        let owner = facts.scoring.owner(*id).filter(|i| i.score == Some(*id));
        let same = owner.is_some_and(|i| i.name.trim_end_matches("指标").ends_with(core));
        called(m) || same && m.cell.is_none() && kit::exact(m)
    };
    for (id, m) in near.map(|id| (id, &facts.mentions[id])).filter(told).take(TRIED) {
        out.claims.extend(got_behind(facts, core, items, id));
        let group = out.group();
        for (what, of) in [("得分", (|i: &Indicator| i.score) as fn(&Indicator) -> _), ("满分", |i| i.full)]
        {
            let ids: Option<Vec<MentionId>> = items.iter().map(|i| of(i)).collect();
            let exact = |ids: &Vec<MentionId>| ids.iter().all(|&m| kit::exact(&facts.mentions[m]));
            let Some(ids) = ids.filter(exact) else { continue };
            let operands = ids.iter().zip(items).map(|(&m, i)| kit::role(&i.name, &facts.mentions[m]));
            let result = kit::role(&format!("正文{core}{what}"), m);
            let claim =
                Claim::new("IND002", Expr::sum(ids.len()), Relation::Sums, operands.collect(), result);
            let formula = format!("正文{core}{what} = 表中各项{what}之和（{}项）", ids.len());
            let stance = if what == "得分" && ids.len() >= 3 { Stance::Optional } else { Stance::Reading };
            out.claims.push(claim.formula(formula).stance(stance).link(Link::Likely).group(group));
        }
    }
}

/// 产出类30分，得25.9分 in the text, and rows of the table whose marks make the 30.
fn got_behind(facts: &Facts, core: &str, items: &[&Indicator], full: MentionId) -> Option<Claim> {
    let (f, s) = (&facts.mentions[full], facts.mentions.get(full + 1)?);
    let sum = |of: fn(&Indicator) -> Option<MentionId>| -> Option<Vec<MentionId>> {
        let ids: Vec<MentionId> = items.iter().map(|i| of(i)).collect::<Option<_>>()?;
        ids.iter().all(|&m| kit::exact(&facts.mentions[m])).then_some(ids)
    };
    let (marks, scores) = (sum(|i| i.full)?, sum(|i| i.score)?);
    let words = s.before.trim_end_matches('为');
    let got = ["得", "得分", "实得", "自评得分", "实际得分"].contains(&words);
    let beside =
        got && s.kind == Kind::Score && s.sentence == f.sentence && s.cell.is_none() && kit::exact(s);
    // The text may as well tell of another table.
    let other = |i: &Indicator| {
        let table = ![INLINE, DECLARED, PROSE].contains(&i.list) && i.list != items[0].list;
        table && i.score.is_some() && i.name.trim_end_matches("指标").trim() == core
    };
    let another = || facts.scoring.indicators.iter().any(other);
    if !beside || kit::sum(facts, &marks) != kit::value(f) || another() {
        return None;
    }
    let operands = scores.iter().zip(items).map(|(&m, i)| kit::role(&i.name, &facts.mentions[m])).collect();
    let result = kit::role(&format!("正文{core}得分"), s);
    let claim = Claim::new("IND002", Expr::sum(scores.len()), Relation::Sums, operands, result);
    let formula = format!("正文{core}得分 = 表中各项得分之和（{}项）", scores.len());
    Some(claim.formula(formula).link(Link::Likely).formal())
}

/// What stands under a group: a group inside it that has no value of its own by what stands under that.
fn valued(facts: &Facts, group: usize, of: fn(&Indicator) -> Option<MentionId>) -> Vec<&Indicator> {
    let all = &facts.scoring.indicators;
    let (mut found, mut open) = (Vec::new(), facts.scoring.below(group).to_vec());
    while let Some(i) = open.pop() {
        match facts.scoring.below(i) {
            below if !below.is_empty() && of(&all[i]).is_none() => open.extend(below),
            _ => found.push(i),
        }
    }
    found.sort_unstable();
    found.into_iter().map(|i| &all[i]).collect()
}

/// Indicators under a group that have none below them.
fn leaves(facts: &Facts, group: usize) -> Vec<usize> {
    let (mut found, mut open) = (Vec::new(), facts.scoring.below(group).to_vec());
    while let Some(i) = open.pop() {
        match facts.scoring.below(i) {
            [] => found.push(i),
            below => open.extend(below),
        }
    }
    found.sort_unstable();
    found
}

fn claim(
    facts: &Facts,
    group: &Indicator,
    below: &[&Indicator],
    what: &str,
    of: impl Fn(&Indicator) -> Option<MentionId>,
) -> Option<Claim> {
    let total = of(group)?;
    let ids: Option<Vec<MentionId>> = below.iter().map(|i| of(i)).collect();
    let ids = ids?;
    let operands = ids.iter().zip(below).map(|(&m, i)| kit::role(&i.name, &facts.mentions[m])).collect();
    let names: Vec<&str> = below.iter().map(|i| i.name.as_str()).collect();
    let formula = format!("{}{what} = {}", group.name, names.join(" + "));
    let result = kit::role(&format!("{}{what}", group.name), &facts.mentions[total]);
    let claim = Claim::new("IND002", Expr::sum(ids.len()), Relation::Sums, operands, result).formula(formula);
    let last = ids.iter().copied().max().unwrap_or(total);
    if group.list == PROSE && group.full.is_some_and(|from| has_strays(facts, from, last)) {
        return Some(claim.stance(Stance::Reading));
    }
    // A bracket need not name every item.
    let sentence = |m: MentionId| (facts.mentions[m].cell, facts.mentions[m].sentence);
    let listed = ids.iter().all(|&m| sentence(m) == (None, facts.mentions[total].sentence));
    Some(if listed { claim.stance(Stance::Open) } else { claim.formal() })
}

/// A mark of the group's section stands in no list: more items may be there than were read.
fn has_strays(facts: &Facts, from: MentionId, last: MentionId) -> bool {
    let para = facts.mentions[last].para;
    let within = |&id: &MentionId| id > from && (id <= last || facts.mentions[id].para == para);
    // In order: the first behind the group's mark tells.
    let strays = &facts.scoring.strays;
    strays.get(strays.partition_point(|&s| s <= from)).is_some_and(within)
}
