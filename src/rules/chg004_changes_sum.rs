use super::{Out, kit};
use crate::facts::{Breakdown, Change, Direction, Facts, Mention, MentionId, Reading, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::num;
use crate::scheme::Scheme;
use std::collections::HashMap;

declare_rule! {
    /// 总的增减额应等于各部分增减额之和。
    ///
    /// 依据：总体由各部分构成，变动也由各部分的变动构成。
    ///
    /// 重算：合计及其各项都写有比上年的增减额时，各项增减额（减少为负）相加，与合计的增减额比较。“三公”经费写明各项增减额的，相加与总的增减额比较，本年为 0 而没写增减额的一项只会使总额减少得更多。
    ///
    /// ```不符
    /// 三公经费支出38.27万元，比上年减少4.18万元。其中：公务用车购置及运行费29.64万元，比上年减少1.26万元；公务接待费8.63万元，比上年减少2.29万元。
    /// ```
    /// ```相符
    /// 三公经费支出38.27万元，比上年减少4.18万元。其中：公务用车购置及运行费29.64万元，比上年减少1.26万元；公务接待费8.63万元，比上年减少2.92万元。
    /// ```
    ///
    /// 不报的情形：有一项没有写增减额；各项不构成完整的分类，差额又大。
    ///
    /// 怎么改：逐项核对增减额和方向。
    CHG004, "changes-do-not-sum", "各项增减之和不等于总的增减", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let mut of: HashMap<MentionId, &Change> = HashMap::new();
    for c in facts.changes.iter().filter(|c| c.delta.is_some()) {
        if let Some(&current) = c.currents.first() {
            of.entry(current).or_insert(c);
        }
    }
    for b in &facts.breakdowns {
        out.claims.extend(claim(facts, b, &of));
    }
    official(facts, out);
}

fn claim(facts: &Facts, b: &Breakdown, of: &HashMap<MentionId, &Change>) -> Option<Claim> {
    let total = of.get(&b.total())?;
    // Where the parts make the total, so do their changes.
    let whole = |r: &&Reading| {
        r.total == b.total()
            && kit::sum(facts, &r.parts).is_some_and(|s| kit::value(&facts.mentions[r.total]) == Some(s))
    };
    let whole = b.readings.iter().find(whole);
    let listed = whole.map_or(b.parts(), |r| r.parts.as_slice());
    let zero = |p: &&MentionId| kit::value(&facts.mentions[**p]) == Some(num::Rat::ZERO);
    let stated: Vec<MentionId> = listed.iter().filter(|p| of.contains_key(p) || !zero(p)).copied().collect();
    let parts: Option<Vec<&Change>> = stated.iter().map(|p| of.get(p).copied()).collect();
    let parts = parts.filter(|p| p.len() >= 2)?;
    let delta = |c: &Change| c.delta.map(|d| &facts.mentions[d]).filter(|m| kit::exact(m));
    let figures: Option<Vec<_>> = parts.iter().map(|c| delta(c)).collect();
    let (figures, result) = (figures?, delta(total)?);
    let operands: Vec<Role> =
        figures.iter().zip(&stated).map(|(m, &p)| kit::role(&change(facts, p), m)).collect();
    let signed = |(i, c): (usize, &&Change)| {
        let zero = Expr::Const(num::Rat::ZERO);
        if c.direction == total.direction { Expr::Arg(i) } else { Expr::minus(zero, Expr::Arg(i)) }
    };
    let expr = Expr::Sum(parts.iter().enumerate().map(signed).collect());
    let name = format!(
        "{}{}",
        kit::name(&facts.mentions[b.total()]),
        if total.direction == Direction::Down { "减少额" } else { "增加额" }
    );
    // 出国（境）0万元；…: what it fell from is not told.
    let untold = stated.len() < listed.len();
    let stance = match whole {
        Some(_) if untold => Stance::Optional,
        Some(_) if !b.open => Stance::Stated,
        Some(_) => Stance::Open,
        None => Stance::Reading,
    };
    let claim = Claim::new("CHG004", expr, Relation::Sums, operands, kit::role(&name, result));
    let claim = if stance == Stance::Stated { claim.formal() } else { claim };
    Some(
        claim
            .formula(format!("{name} = 各项增减之和（{}项）", parts.len()))
            .stance(stance)
            .link(Link::Likely)
            .severity(Severity::Warning),
    )
}

fn change(facts: &Facts, part: MentionId) -> String {
    format!("{}增减额", kit::name(&facts.mentions[part]))
}

/// 较上年减少2.72万元。其中：公务用车运行维护费13.50万元，较上年减少1.70万元；公务接待费2.42万元，较上年减少1.02万元: the changes of the 三公 costs, told
/// behind that of all of them.
fn official(facts: &Facts, out: &mut Out) {
    let opens = |id: &MentionId| {
        let m = &facts.mentions[*id];
        m.gap.contains("其中") && m.cell.is_none() && *id > 0
    };
    for id in (1..facts.mentions.len()).filter(opens) {
        out.claims.extend(parted(facts, id));
    }
}

/// The words of its sentence before a figure, back to the last mark that parts groups.
fn group(facts: &Facts, id: MentionId) -> String {
    const FAR: usize = 12;
    let all = &facts.mentions;
    let opens = |k: MentionId| {
        all[k].sep >= Sep::Group || k == 0 || all[k - 1].sentence != all[id].sentence || k + FAR <= id
    };
    let from = (0..=id).rev().find(|&k| opens(k)).unwrap_or(id);
    let words: String = all[from..=id].iter().map(|n| n.gap.as_str()).collect();
    words.rsplit(['；', '。', '：']).next().unwrap_or_default().to_owned()
}

/// What a change is against.
fn against(facts: &Facts, id: MentionId) -> Option<&'static str> {
    const YEAR: &[&str] = &["上年", "去年", "同期", "同比"];
    let clause = group(facts, id);
    let has = |words: &[&str]| words.iter().any(|w| clause.contains(w));
    match (has(YEAR), has(&["预算"])) {
        (true, false) => Some("year"),
        (false, true) => Some("budget"),
        _ => None,
    }
}

/// Whether a figure is a change of money, and whether it rose.
fn moved(m: &Mention) -> Option<bool> {
    let words = m.before.trim_end_matches(['了', '约']);
    let ends = |list: &[&str]| list.iter().any(|w| words.ends_with(w));
    let (up, down) = (ends(&["增加", "增长", "上升", "增"]), ends(&["减少", "下降", "降低", "压减", "减"]));
    (m.kind == Kind::Amount && kit::exact(m) && up != down).then_some(up)
}

fn parted(facts: &Facts, first: MentionId) -> Option<Claim> {
    const FAR: usize = 24;
    const COSTS: &[&str] = &["公务用车", "车辆", "接待", "出国", "出境"];
    let all = &facts.mentions;
    let m = &all[first];
    let here = |i: &MentionId| all[*i].para == m.para;
    let total =
        (first.saturating_sub(4)..first).rev().take_while(here).find(|&i| moved(&all[i]).is_some())?;
    let of = (total.saturating_sub(FAR)..=total).rev().take_while(here);
    let named = of.into_iter().any(|i| all[i].gap.contains("三公"));
    let one = all[total].sentence + 1 >= m.sentence && all[total].cell.is_none();
    if !named || !one || COSTS.iter().any(|w| all[total].before.contains(w)) {
        return None;
    }
    let behind = (first..all.len())
        .take(FAR)
        .take_while(here)
        .take_while(|&i| i == first || !all[i].gap.contains("其中"));
    let parts: Vec<MentionId> = behind.filter(|&i| moved(&all[i]).is_some()).collect();
    // The words right before it name the cost, or those of its group.
    let named = |words: &str| COSTS.iter().copied().find(|w| words.contains(w));
    let cost = |i: MentionId| named(&all[i].gap).or_else(|| named(&group(facts, i)));
    let costs: Option<Vec<&str>> = parts.iter().map(|&i| cost(i)).collect();
    let mut costs = costs.filter(|c| c.len() >= 2)?;
    costs.sort_unstable();
    let twice = costs.windows(2).any(|w| w[0] == w[1]);
    let set = against(facts, total);
    let same = parts
        .iter()
        .all(|&i| all[i].base == all[total].base && against(facts, i).is_none_or(|a| Some(a) == set));
    if twice || !same || !costs.contains(&"接待") {
        return None;
    }
    let rose = moved(&all[total])?;
    let zero = Expr::minus(Expr::Arg(0), Expr::Arg(0));
    let expr = parts.iter().enumerate().fold(zero, |sum, (k, &i)| {
        if moved(&all[i]) == Some(rose) {
            Expr::sum_of(sum, Expr::Arg(k))
        } else {
            Expr::minus(sum, Expr::Arg(k))
        }
    });
    let name = format!("“三公”经费{}", if rose { "增加额" } else { "减少额" });
    let operands = parts.iter().map(|&i| kit::role(&kit::name(&all[i]), &all[i])).collect();
    let claim = Claim::new("CHG004", expr, Relation::Sums, operands, kit::role(&name, &all[total]));
    let formula = format!("{name} = 各项增减之和（{}项）", parts.len());
    let claim = claim.formula(formula).link(Link::Likely).severity(Severity::Warning);
    // 出国（境）费0万元；…: what it fell from is not told, but it rose by nothing.
    let untold = |&i: &MentionId| {
        let n = &all[i];
        let level =
            n.stand == Stand::Level && n.kind == Kind::Amount && COSTS.iter().any(|w| n.before.contains(w));
        let changed = all.get(i + 1).is_some_and(|c| moved(c).is_some() || c.kind != Kind::Amount);
        level && !(changed && cost(i + 1) == cost(i))
    };
    let untold: Vec<MentionId> = (first..*parts.last()?).filter(untold).collect();
    let gone = untold.iter().all(|&i| kit::value(&all[i]) == Some(num::Rat::ZERO));
    let told = gone
        && kit::value(&all[total])
            .zip(signed(facts, &parts, rose))
            .is_some_and(|(t, s)| if rose { t > s } else { t < s });
    let untold = !untold.is_empty() && !told;
    Some(if untold { claim.stance(Stance::Optional) } else { claim.formal() })
}

/// The changes of the parts together, those against the direction of the whole taken off.
fn signed(facts: &Facts, parts: &[MentionId], rose: bool) -> Option<num::Rat> {
    parts.iter().try_fold(num::Rat::ZERO, |sum, &i| {
        let v = kit::value(&facts.mentions[i])?;
        if moved(&facts.mentions[i]) == Some(rose) { num::add(sum, v) } else { num::sub(sum, v) }
    })
}
