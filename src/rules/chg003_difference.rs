use super::{Out, against, compared, kit, moves, netted, yearly};
use crate::facts::{Change, Direction, Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Slip, Stance};
use crate::num;
use crate::scheme::Scheme;

declare_rule! {
    /// 增减额应等于本年数与上年数之差。
    ///
    /// 依据：变动额 = 本年数 − 上年数。
    ///
    /// 重算：“上年为 p，本年 a，增加 Δ”“由 p 增加到 a，增加 Δ”，Δ = a − p；减少时 Δ = p − a。“分别减少 a、b”按单位各找本年与上年的数；增减额写在“由 p 增至 a”之前，或上年数写在其后括号里的，同此。“净增”“净减少”等于新增、调入之和减退出、调出之和，或两个时点之差。
    ///
    /// ```不符
    /// 全年接待费8.63万元，上年为11.55万元，减少2.29万元。
    /// ```
    /// ```相符
    /// 全年接待费8.63万元，上年为11.55万元，减少2.92万元。
    /// ```
    ///
    /// 不报的情形：没有印出上年数；含“约”的数。
    ///
    /// 怎么改：重算差额，或核对上年数。
    CHG003, "difference-mismatch", "增减额不符", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.claims.extend(facts.mentions.windows(2).filter_map(|pair| level(&pair[0], &pair[1])));
    out.claims.extend((1..facts.mentions.len()).filter_map(|d| side_by_side(facts, d)));
    out.claims.extend((2..facts.mentions.len()).filter_map(|id| netted::claim(facts, id)));
    moves::run(facts, out);
    against::run(facts, out);
    yearly::run(facts, out);
    for c in &facts.changes {
        out.claims.extend(c.delta.and_then(|d| claim(facts, c, d)));
        let far = Change { previous: c.elsewhere.clone(), ..c.clone() };
        out.claims.extend(c.delta.and_then(|d| claim(facts, &far, d)).map(|o| o.stance(Stance::Reading)));
    }
}

/// 共42批次、356人次，比上年的51批次、428人次分别减少9批次、72人次: each figure of the list with the two of its unit.
fn side_by_side(facts: &Facts, delta: MentionId) -> Option<Claim> {
    const FAR: usize = 12;
    const UP: &[&str] = &["增加", "增长", "增", "提高", "上升", "多"];
    const DOWN: &[&str] = &["减少", "下降", "减", "降低", "少"];
    let d = &facts.mentions[delta];
    let here = |i: &MentionId| facts.mentions[*i].sentence == d.sentence;
    let first = (delta.saturating_sub(FAR)..=delta).rev().find(|&i| facts.mentions[i].sep != Sep::Item)?;
    let (_, verb) = facts.mentions[first]
        .gap
        .rsplit_once("分别")
        .filter(|_| first < delta || facts.mentions.get(delta + 1).is_some_and(|n| n.sep == Sep::Item))?;
    let ends = |list: &[&str]| list.contains(&verb.trim_end_matches(['了', '约']));
    let (up, down) = (ends(UP), ends(DOWN));
    let counted =
        matches!(d.kind, Kind::Amount | Kind::Count | Kind::Measure) && kit::exact(d) && d.cell.is_none();
    let alike = |i: &MentionId| facts.mentions[*i].base == d.base && kit::exact(&facts.mentions[*i]);
    let same: Vec<MentionId> = (delta.saturating_sub(FAR)..first).filter(here).filter(alike).collect();
    let &[current, previous] = same.as_slice() else { return None };
    let than = (current + 1..=previous)
        .any(|i| ["比", "较", "上年", "去年"].iter().any(|w| facts.mentions[i].gap.contains(w)));
    if up == down || !counted || !than {
        return None;
    }
    let (name, sign) = called(down);
    let operands =
        vec![kit::role("上年数", &facts.mentions[previous]), kit::role("本年数", &facts.mentions[current])];
    let (a, b) = if down { (0, 1) } else { (1, 0) };
    let expr = Expr::minus(Expr::Arg(a), Expr::Arg(b));
    let claim = Claim::new("CHG003", expr, Relation::Sums, operands, kit::role(name, d));
    Some(claim.formula(format!("{name} = {sign}")).stance(Stance::Stated).link(Link::Certain).formal())
}

/// What a change is called, and how it comes of the two values.
pub(super) fn called(down: bool) -> (&'static str, &'static str) {
    if down { ("减少额", "上年数 − 本年数") } else { ("增加额", "本年数 − 上年数") }
}

/// 2024年预算5.00万元，2023年预算5.00万元，与上年持平.
fn level(a: &Mention, b: &Mention) -> Option<Claim> {
    let told = b.rest.contains("持平")
        && !b.rest.contains("持平的")
        && !["基本", "大致", "大体", "略"].iter().any(|w| b.rest.contains(w));
    let one = a.sentence == b.sentence && a.base == b.base && a.kind == b.kind && b.kind != Kind::Percent;
    let last = |m: &Mention| ["上年", "去年", "上一年"].iter().any(|w| m.before.contains(w));
    let years = a.year.zip(b.year).is_some_and(|(x, y)| x.abs_diff(y) == 1) || last(a) != last(b);
    let alike = b.label.is_empty() || kit::share(&a.label, &b.label, 2) || last(b);
    // 支出9.87万元，比预算节约5.33万元，与上年的9.87万元持平.
    let saved = ["节约", "节支", "结余"].iter().any(|w| a.before.contains(w)) || a.stand == Stand::Change;
    if saved || !(told && one && years && alike && kit::exact(a) && kit::exact(b) && a.cell.is_none()) {
        return None;
    }
    let (x, y) = (kit::name(a), kit::name(b));
    let claim =
        Claim::new("CHG003", Expr::Arg(0), Relation::Equals, vec![kit::role(&x, a)], kit::role(&y, b));
    Some(claim.formula(format!("{x}与上年持平")).link(Link::Likely).formal())
}

/// 全年支出2425万元，年末结转75万元。支出比上年的2500万元减少75万元: the value of last year and the change make another
/// figure than the nearest.
fn is_of_another(facts: &Facts, c: &Change, delta: MentionId) -> bool {
    const FAR: usize = 12;
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let (Some(last), Some(change)) = (value(c.previous[0]), value(delta)) else { return false };
    let now = if c.direction == Direction::Down { num::sub(last, change) } else { num::add(last, change) };
    let other = |&i: &MentionId| {
        let (m, d) = (&facts.mentions[i], &facts.mentions[delta]);
        m.para == d.para
            && m.base == d.base
            && kit::exact(m)
            && kit::value(m) == now
            && !c.currents.contains(&i)
    };
    (delta.saturating_sub(FAR)..delta).any(|i| other(&i))
}

fn claim(facts: &Facts, c: &Change, delta: MentionId) -> Option<Claim> {
    let d = &facts.mentions[delta];
    if !kit::exact(d) || c.currents.is_empty() || c.previous.is_empty() {
        return None;
    }
    let of: Vec<&Mention> = c.previous.iter().map(|&i| &facts.mentions[i]).collect();
    if compared::is_against_another(d, &of) {
        return None;
    }
    let down = c.direction == Direction::Down;
    let (name, sign) = called(down);
    let operands = vec![kit::roles("上年数", facts, &c.previous), kit::roles("本年数", facts, &c.currents)];
    let minus = |a, b| Expr::minus(Expr::Arg(a), Expr::Arg(b));
    let (expr, turned) = if down { (minus(0, 1), minus(1, 0)) } else { (minus(1, 0), minus(0, 1)) };
    let slip = Slip { expr: turned, explanation: "增减的方向说反了".to_owned() };
    let here = facts.mentions[c.currents[0]].sentence == d.sentence
        && facts.mentions[c.previous[0]].sentence == d.sentence;
    // 上年安排820万元，其中本级500万元，增加60万元; 主要原因是人员增加60万元: the change of a part, or a reason.
    let last = c.currents[0].max(c.previous[0]);
    let inside = last < delta && facts.mentions[last + 1..=delta].iter().any(|m| m.gap.contains("其中"))
        || facts.mentions[last].gap.contains("其中") && !c.from_to
        || ["原因", "因为", "由于", "主要是", "主要系", "主要为"].iter().any(|w| d.gap.contains(w))
        || is_listed(&d.gap) && c.from_to;
    let sure = (c.currents.len() == 1 || here) && c.previous.len() == 1 && !c.borrowed && !inside;
    // （上年末a，本年新增b，报废减少c）: one of what came and went.
    const FAR: usize = 64;
    let from = facts.courses.partition_point(|k| k.end + FAR < delta);
    let near = facts.courses[from..].iter().take_while(|k| k.end <= delta + FAR);
    let step = near.into_iter().any(|k| k.steps.iter().any(|s| s.0 == delta));
    // 由每站每年5万元提高到6万元，全县19个站共需增加19万元: for all of them.
    let each = facts.mentions[c.previous[0]].gap.contains('每');
    let counted = delta.checked_sub(1).is_some_and(|i| facts.mentions[i].kind == Kind::Count);
    if each && counted && d.gap.contains('共') {
        return None;
    }
    // 改造小区42个，分布在主城区18个、…、乡镇驻地11个，较2022年的38个增加4个: of all, and not of the last.
    let listed = facts.mentions[c.currents[0]].sep == Sep::Item;
    let sure = sure && !step && (here && !listed || !is_of_another(facts, c, delta));
    let stance = if sure { Stance::Stated } else { Stance::Optional };
    let link = if sure && (c.from_to || here) { Link::Certain } else { Link::Likely };
    let claim = Claim::new("CHG003", expr, Relation::Sums, operands, kit::role(name, d));
    let claim = claim.formula(format!("{name} = {sign}")).slips(vec![slip]).stance(stance).link(link);
    // 支出30.25万元，较上年的30.25万元减少1.65万元: the old figure was left.
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let left = sure && here && value(c.currents[0]) == value(c.previous[0]);
    Some(if left { claim.formal() } else { claim })
}

/// 由上年的a变为b：新增项目增加c，到期项目减少d: one of the changes that make the whole.
fn is_listed(gap: &str) -> bool {
    gap.trim_start().strip_prefix(['：', ':']).is_some_and(|words| words.chars().count() > 2)
}
