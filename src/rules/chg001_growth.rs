use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Slip, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 增减率应等于增减额除以上年数。
    ///
    /// 依据：增长率以上年（基期）数为分母：增加时 上年数 = 本年数 − 增加额，减少时 上年数 = 本年数 + 减少额。
    ///
    /// 重算：“本年数，比上年增加 Δ，增长 R%”连写时，R = Δ ÷（本年数 ∓ Δ）；“由 a 下降到 b，下降 R%”时，R = (a − b) ÷ a。
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

const UP: &[&str] = &["增加", "增长", "上升", "增收", "增支", "提高", "净增"];
const DOWN: &[&str] = &["减少", "下降", "降低", "减收", "减支", "压减"];
/// What says that the change is against last year.
const YEARLY: &[&str] = &["比上年", "较上年", "同比", "比去年", "较去年", "年相比", "年度相比", "比20", "较20", "上年", "相比"];
/// How far back the current value is looked for.
const BACK: usize = 6;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for rate in 2..facts.mentions.len() {
        let r = &facts.mentions[rate];
        if r.kind == Kind::Percent && r.cell.is_none() && kit::exact(r) && !r.gap.contains("年均") {
            out.claims.extend(by_change(facts, rate));
            out.claims.extend(from_to(facts, rate));
            out.claims.extend(by_years(facts, rate));
        }
    }
}

/// 本年数，比上年增加Δ，增长R%.
fn by_change(facts: &Facts, rate: MentionId) -> Option<Claim> {
    let (r, d) = (&facts.mentions[rate], &facts.mentions[rate - 1]);
    let bare = r.sep <= Sep::Item && r.gap.trim_matches(['、', '，', ' ', '（', '(']).is_empty();
    let pair = d.kind != Kind::Percent && r.sentence == d.sentence && !r.gap.contains('占');
    if !pair || !changes(&d.gap) || !(changes(&r.gap) || bare) || !kit::exact(d) {
        return None;
    }
    let currents = currents(facts, rate - 1);
    let &current = currents.first()?;
    let down = has(&d.gap, DOWN) && !has(&d.gap, UP);
    let name = kit::name(&facts.mentions[current]);
    let operands = vec![kit::role(if down { "减少额" } else { "增加额" }, d), kit::roles(&name, facts, &currents)];
    let base = if down { Expr::Sum(vec![Expr::Arg(1), Expr::Arg(0)]) } else { Expr::minus(Expr::Arg(1), Expr::Arg(0)) };
    let sign = if down { "+ 减少额" } else { "− 增加额" };
    let formula = format!("{} = 变动额 ÷（{name} {sign}）", verb(down));
    let slip = Slip {
        expr: Expr::percent(Expr::Arg(0), Expr::Arg(1)),
        explanation: "以本年数为基数则得印出的值，应以上年数为基数".to_owned(),
    };
    let beside = rate.checked_sub(2).is_some_and(|p| is_previous(&facts.mentions[p]) && facts.mentions[p].sentence == d.sentence);
    let yearly = beside || YEARLY.iter().any(|w| tail(&d.gap).contains(w));
    let link = if yearly && currents.len() == 1 { Link::Certain } else { Link::Likely };
    let stance = if yearly { Stance::Stated } else { Stance::Optional };
    let expr = Expr::percent(Expr::Arg(0), base);
    Some(claim(r, rate, expr, operands, formula).slips(vec![slip]).link(link).stance(stance))
}

/// 由a下降到b，下降R%.
fn from_to(facts: &Facts, rate: MentionId) -> Option<Claim> {
    let (r, b, a) = (&facts.mentions[rate], &facts.mentions[rate - 1], &facts.mentions[rate - 2]);
    let told = a.before.contains(['由', '从']) && ["到", "至", "为"].iter().any(|w| b.gap.trim_end().ends_with(w));
    let alike = a.sentence == r.sentence && a.base == b.base && a.kind != Kind::Percent && kit::exact(a) && kit::exact(b);
    if !told || !alike || !changes(&r.gap) {
        return None;
    }
    let operands = vec![kit::role("原数", a), kit::role("现数", b)];
    let down = has(&r.gap, DOWN);
    let change = if down { Expr::minus(Expr::Arg(0), Expr::Arg(1)) } else { Expr::minus(Expr::Arg(1), Expr::Arg(0)) };
    let formula = format!("{} = 变动额 ÷ 原数", verb(down));
    Some(claim(r, rate, Expr::percent(change, Expr::Arg(0)), operands, formula))
}

/// 本年数 …，增长R%，with 上年数 printed beside it.
fn by_years(facts: &Facts, rate: MentionId) -> Option<Claim> {
    let r = &facts.mentions[rate];
    let near = |&i: &MentionId| facts.mentions[i].para == r.para;
    let back = || (rate.saturating_sub(BACK)..rate).rev().take_while(near);
    let before = |i: &MentionId| {
        let m = &facts.mentions[*i];
        is_previous(m) && m.kind != Kind::Percent && kit::exact(m)
    };
    let previous = back().find(before)?;
    let p = &facts.mentions[previous];
    let current = |i: &MentionId| {
        let m = &facts.mentions[*i];
        m.base == p.base && *i != previous && !changes(&m.before) && !is_previous(m) && kit::exact(m)
    };
    let currents: Vec<MentionId> = back().filter(current).take(2).collect();
    if currents.is_empty() || !changes(&r.gap) {
        return None;
    }
    let operands = vec![kit::role("上年数", p), kit::roles("本年数", facts, &currents)];
    let down = has(&r.gap, DOWN);
    let change = if down { Expr::minus(Expr::Arg(0), Expr::Arg(1)) } else { Expr::minus(Expr::Arg(1), Expr::Arg(0)) };
    let formula = format!("{} = 变动额 ÷ 上年数", verb(down));
    let expr = Expr::percent(change, Expr::Arg(0));
    Some(claim(r, rate, expr, operands, formula).link(Link::Likely).stance(Stance::Optional))
}

fn claim(r: &Mention, rate: MentionId, expr: Expr, operands: Vec<Role>, formula: String) -> Claim {
    Claim::new("CHG001", expr, Relation::Rounds, operands, kit::role("增减率", r))
        .formula(formula)
        .group(kit::rate_group(rate))
}

fn verb(down: bool) -> &'static str {
    if down { "下降率" } else { "增长率" }
}

fn has(gap: &str, verbs: &[&str]) -> bool {
    verbs.iter().any(|v| tail(gap).contains(v))
}

fn changes(gap: &str) -> bool {
    has(gap, UP) || has(gap, DOWN)
}

/// The words of the last sentence of a gap, definitions in brackets left out.
fn tail(gap: &str) -> &str {
    let last = gap.rfind(['。', '；']).map_or(gap, |i| &gap[i..]);
    last.split(['（', '(']).next().unwrap_or(last)
}

fn is_previous(m: &Mention) -> bool {
    let compared = m.before.contains('比') || m.before.contains('较') || m.before.contains('与') || m.after.starts_with("相比");
    ["上年", "去年", "上一年"].iter().any(|w| m.before.contains(w)) && !changes(&m.before) || compared && !changes(&m.before)
}

/// What may have changed: figures of the same unit before the change, nearest first, other changes and last
/// year's figures left out; also of the sentence before.
fn currents(facts: &Facts, change: MentionId) -> Vec<MentionId> {
    let d = &facts.mentions[change];
    let fits = |&i: &MentionId| {
        let m = &facts.mentions[i];
        m.base == d.base && !changes(&m.before) && !is_previous(m) && kit::exact(m)
    };
    let within = |sentences: u32| {
        (change.saturating_sub(BACK)..change)
            .rev()
            .filter(move |&i| facts.mentions[i].para == d.para && d.sentence - facts.mentions[i].sentence <= sentences)
            .filter(fits)
            .take(3)
            .collect::<Vec<_>>()
    };
    let own = within(0);
    if own.is_empty() { within(1) } else { own }
}
