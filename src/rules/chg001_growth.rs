use super::{Out, kit, paces};
use crate::facts::{Change, Direction, Facts, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Slip, Stance};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 增减率应等于增减额除以上年数。
    ///
    /// 依据：增长率以上年（基期）数为分母：增加时 上年数 = 本年数 − 增加额，减少时 上年数 = 本年数 + 减少额。
    ///
    /// 重算：“本年数，比上年增加 Δ，增长 R%”连写时，R = Δ ÷（本年数 ∓ Δ）；“由 a 下降到 b，下降 R%”时，R = (a − b) ÷ a。“较年初预算增长 R%”以名称相同的那个数为基数；“（2022年为 p）”在率之后的、“2021—2023年分别为 a、b、c，两年累计增长 R%”的，按所写的年份；两年的数分写在两句、后面写“同比增长 R%”的，同此。
    ///
    /// ```不符
    /// 全年收入1150.00万元，比上年增加150.00万元，增长13.04%。
    /// ```
    /// ```相符
    /// 全年收入1150.00万元，比上年增加150.00万元，增长15.00%。
    /// ```
    ///
    /// 不报的情形：没有印出增减额；基数为 0；含“约”的数；年均增长。
    ///
    /// 怎么改：以上年数为分母重算。
    CHG001, "growth-rate-mismatch", "增减率不符", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    paces::run(facts, out);
    for c in &facts.changes {
        let Some(rate) = c.rate.filter(|&r| kit::exact(&facts.mentions[r])) else { continue };
        let delta = c.delta.filter(|&d| kit::exact(&facts.mentions[d]));
        let based = |d: MentionId| {
            let words = c.previous.first().map_or("", |&p| facts.mentions[p].gap.as_str());
            let against = c.previous.first().is_some_and(|&p| facts.mentions[p].after.starts_with("相比"));
            let told = c.previous.len() == 1 && (against || AGAINST.iter().any(|w| words.contains(w)));
            told && kit::in_one_breath(facts, &[c.previous[0], d, rate])
        };
        let own = delta.and_then(|d| match c.borrowed && !c.previous.is_empty() || based(d) {
            true => on_previous(facts, c, d, rate),
            false => by_delta(facts, c, d, rate).or_else(|| on_previous(facts, c, d, rate)),
        });
        let other = by_previous(facts, c, rate);
        // Where the change itself is printed it decides; the value before only bears it out.
        let other = if own.is_some() { other.map(|o| o.stance(Stance::Reading)) } else { other };
        // Last year's value far off only bears it out.
        let far = Change { previous: c.elsewhere.clone(), borrowed: true, ..c.clone() };
        out.claims.extend(by_previous(facts, &far, rate).map(|o| o.stance(Stance::Reading)));
        let whole = delta.and_then(|d| on_previous(facts, &far, d, rate)).map(|o| o.stance(Stance::Reading));
        out.claims.extend(whole);
        out.claims.extend(own.map(|o| o.group(kit::rate_group(rate))));
        out.claims.extend(other.map(|o| o.group(kit::rate_group(rate) | PREVIOUS)));
    }
}

/// 生产总值 grows by constant prices, and its amounts do not.
fn is_real(facts: &Facts, rate: MentionId) -> bool {
    let words = kit::sentence(facts, rate);
    ["生产总值", "增加值", "总产值", "GDP"].iter().any(|w| words.contains(w))
}

/// What sets a change against another period.
const AGAINST: &[&str] = &["上年", "去年", "比", "较", "同期"];

/// Groups of readings against the value before stand apart from those against the change.
const PREVIOUS: u32 = 1 << 27;

/// 本年数，比上年增加Δ，增长R%.
fn by_delta(facts: &Facts, c: &Change, delta: MentionId, rate: MentionId) -> Option<Claim> {
    let d = &facts.mentions[delta];
    let &current = c.currents.first()?;
    // 合同价985万元，审减62万元，审减率6.2%: cut from what was sent in, down to what was approved and nothing else.
    let approved = ["审定", "核定"].iter().any(|w| facts.mentions[current].label.contains(w));
    if facts.mentions[rate].before.contains("审减") && !approved {
        return None;
    }
    let name = kit::name(&facts.mentions[current]);
    let down = c.direction == Direction::Down;
    let operands =
        vec![kit::role(if down { "减少额" } else { "增加额" }, d), kit::roles(&name, facts, &c.currents)];
    let base =
        if down { Expr::sum_of(Expr::Arg(1), Expr::Arg(0)) } else { Expr::minus(Expr::Arg(1), Expr::Arg(0)) };
    let sign = if down { "+ 减少额" } else { "− 增加额" };
    let formula = format!("{} = 变动额 ÷（{name} {sign}）", verb(down));
    let slip = Slip {
        expr: Expr::percent(Expr::Arg(0), Expr::Arg(1)),
        explanation: "以本年数为基数则得印出的值，应以上年数为基数".to_owned(),
    };
    let here = facts.mentions[current].sentence == d.sentence;
    let link = if c.told && (here || c.currents.len() == 1) { Link::Certain } else { Link::Likely };
    let stance = match c.told {
        _ if c.borrowed => Stance::Reading,
        true => Stance::Stated,
        false => Stance::Optional,
    };
    let expr = signed(c, Expr::percent(Expr::Arg(0), base));
    let mut made = claim(facts, rate, expr, operands, formula).slips(vec![slip]).link(link).stance(stance);
    // 支出255325万元，增支14484元，增长6.01%: the change over the value that its own unit would make.
    if d.kind == Kind::Amount {
        let ten = Expr::Const(Rat::from_integer(10_000));
        let delta = Expr::times(Expr::Arg(0), ten);
        let base = if down {
            Expr::sum_of(Expr::Arg(1), delta.clone())
        } else {
            Expr::minus(Expr::Arg(1), delta.clone())
        };
        let explanation = crate::ledger::UNIT.to_owned();
        made.slips.push(Slip { expr: signed(c, Expr::percent(delta, base)), explanation });
    }
    // 支出5.20万元，完成年初预算的100%，较上年增加3.20万元，增长160%.
    let aside = current + 2 == delta && facts.mentions[current + 1].gap.contains("完成");
    let all = [current, delta, rate];
    let all = if aside && here { &all[1..] } else { &all };
    let plain = stance == Stance::Stated && kit::in_one_breath(facts, all) && !is_real(facts, rate);
    Some(if plain { made.formal() } else { made })
}

/// 上年a，本年增加Δ，增长R%: the value of this year stands elsewhere.
fn on_previous(facts: &Facts, c: &Change, delta: MentionId, rate: MentionId) -> Option<Claim> {
    let &previous = c.previous.first()?;
    let down = c.direction == Direction::Down;
    let name = kit::name(&facts.mentions[previous]);
    let operands = vec![kit::role("变动额", &facts.mentions[delta]), kit::roles(&name, facts, &c.previous)];
    let after =
        if down { Expr::minus(Expr::Arg(1), Expr::Arg(0)) } else { Expr::sum_of(Expr::Arg(1), Expr::Arg(0)) };
    let slip = Slip {
        expr: Expr::percent(Expr::Arg(0), after),
        explanation: "以本年数为基数则得印出的值，应以上年数为基数".to_owned(),
    };
    let formula = format!("{} = 变动额 ÷ {name}", verb(down));
    let expr = signed(c, Expr::percent(Expr::Arg(0), Expr::Arg(1)));
    let stance = if c.previous.len() == 1 { Stance::Stated } else { Stance::Optional };
    let made = claim(facts, rate, expr, operands, formula).slips(vec![slip]).stance(stance);
    // 剔除上年核酸检测专项1126.85万元后，增加a，增长R%: of another base.
    let words = facts.mentions[previous].gap.as_str();
    let base = AGAINST.iter().any(|w| words.contains(w));
    let told = base && !["剔除", "扣除", "不含"].iter().any(|w| words.contains(w));
    let plain = stance == Stance::Stated && told && kit::in_one_breath(facts, &[previous, delta, rate]);
    // 2021年支出a。2022年…支出增加b，增长R%: called alike.
    let (p, d) = (&facts.mentions[previous], &facts.mentions[delta]);
    let alike = p.label.chars().count() >= 2 && d.label.starts_with(&p.label) && p.para == d.para;
    let alike = alike && stance == Stance::Stated && kit::in_one_breath(facts, &[delta, rate]);
    let plain = (plain || alike) && !is_real(facts, rate);
    Some(if plain { made.formal() } else { made })
}

/// 本年数 …，上年数 …，增长R%; 由a下降到b，下降R%.
fn by_previous(facts: &Facts, c: &Change, rate: MentionId) -> Option<Claim> {
    if c.currents.is_empty() || c.previous.is_empty() {
        return None;
    }
    let operands = vec![kit::roles("上年数", facts, &c.previous), kit::roles("本年数", facts, &c.currents)];
    let down = c.direction == Direction::Down;
    let (a, b) = (Expr::Arg(0), Expr::Arg(1));
    let (change, turned) = (Expr::minus(b.clone(), a.clone()), Expr::minus(a, b));
    let (change, turned) = if down { (turned, change) } else { (change, turned) };
    let formula = format!("{} = 变动额 ÷ 上年数", verb(down));
    let slip = Slip {
        expr: Expr::percent(Expr::Arg(1), Expr::Arg(0)),
        explanation: "印出的是本年数与上年数之比，不是增减率".to_owned(),
    };
    let turned = Slip {
        expr: signed(c, Expr::percent(turned, Expr::Arg(0))),
        explanation: "增减的方向说反了".to_owned(),
    };
    let based = Slip {
        expr: signed(c, Expr::percent(change.clone(), Expr::Arg(1))),
        explanation: "以本年数为基数则得印出的值，应以上年数为基数".to_owned(),
    };
    let sure = c.currents.len() == 1 && c.previous.len() == 1;
    let (link, stance) = match c.from_to {
        _ if c.borrowed => (Link::Likely, Stance::Reading),
        true if sure => (Link::Certain, Stance::Stated),
        // 9.86万元，比上年的10.42万元下降5.37%: all three stand side by side.
        _ if sure && (c.side_by_side || beside(facts, c, rate)) => (Link::Likely, Stance::Stated),
        _ => (Link::Likely, Stance::Optional),
    };
    let expr = signed(c, Expr::percent(change, Expr::Arg(0)));
    let made = claim(facts, rate, expr, operands, formula).slips(vec![turned, based, slip]);
    // 下降1.2%（可比口径，上年基数调整为10.32亿元）.
    let comparable = facts.mentions[rate].rest.trim_start().starts_with(['（', '('])
        && facts.mentions[rate].rest.contains("口径");
    let stance = if comparable { Stance::Reading } else { stance };
    let made = made.link(link).stance(stance);
    // 接待费7.34万元，上年9.43万元，下降22.16%: no other figure between.
    let plain = stance == Stance::Stated && c.side_by_side && c.delta.is_none() && !is_real(facts, rate);
    Some(if plain { made.formal() } else { made })
}

/// The value of this year, that of last year and the rate follow each other in one sentence.
fn beside(facts: &Facts, c: &Change, rate: MentionId) -> bool {
    let mut all = [c.currents[0], c.previous[0], rate];
    all.sort_unstable();
    let here = |i: MentionId| facts.mentions[i].sentence == facts.mentions[rate].sentence;
    let last = c.told || facts.mentions[c.previous[0]].stand == Stand::Previous;
    // 6.94亿元，目标6.50亿元，完成率106.77%，比上年的5.82亿元增长19.24%: a goal and its rate say nothing of last year.
    let aside = |i: MentionId| {
        let m = &facts.mentions[i];
        // 为年初预算5480万元的48.1%.
        let base = m.stand == Stand::Base && m.is_budget();
        m.kind == Kind::Percent || base || ["目标", "计划", "任务"].iter().any(|w| m.label.ends_with(w))
    };
    last && all.windows(2).all(|w| (w[0] + 1..w[1]).all(aside)) && all.into_iter().all(here)
}

fn claim(facts: &Facts, rate: MentionId, expr: Expr, operands: Vec<Role>, formula: String) -> Claim {
    Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", &facts.mentions[rate]))
        .formula(formula)
}

/// A rate that is printed with its sign.
fn signed(c: &Change, expr: Expr) -> Expr {
    if c.signed { Expr::minus(Expr::Const(Rat::ZERO), expr) } else { expr }
}

fn verb(down: bool) -> &'static str {
    if down { "下降率" } else { "增长率" }
}
