use super::{Out, kit};
use crate::facts::{Facts, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Slip};
use crate::scheme::Scheme;

declare_rule! {
    /// 增减率应等于增减额除以上年数。
    ///
    /// 依据：增长率以上年（基期）数为分母：增加时 上年数 = 本年数 − 增加额，减少时 上年数 = 本年数 + 减少额。
    ///
    /// 重算：“本年数，比上年增加 Δ，增长 R%”连写时，R = Δ ÷（本年数 ∓ Δ）。
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

const UP: &[&str] = &["增加", "增长", "上升", "增收", "增支", "调增", "提高", "净增", "多"];
const DOWN: &[&str] = &["减少", "下降", "降低", "减收", "减支", "调减", "压减", "节约", "少"];
/// How far back the current value is looked for.
const BACK: usize = 6;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for rate in 2..facts.mentions.len() {
        out.claims.extend(claim(facts, rate));
    }
}

fn claim(facts: &Facts, rate: MentionId) -> Option<Claim> {
    let (r, d) = (&facts.mentions[rate], &facts.mentions[rate - 1]);
    let verb = |gap: &str, verbs: &[&str]| verbs.iter().any(|v| tail(gap).contains(v));
    let changes = |gap: &str| verb(gap, UP) || verb(gap, DOWN);
    let bare = r.sep <= Sep::Item && r.gap.trim_matches(['、', '，', ' ', '（', '(']).is_empty();
    let pair = r.kind == Kind::Percent && d.kind != Kind::Percent && r.sentence == d.sentence;
    let fits = pair && changes(&d.gap) && (changes(&r.gap) || bare) && !r.gap.contains("占") && !r.gap.contains("年均");
    if !fits || !kit::exact(r) || !kit::exact(d) || r.cell.is_some() {
        return None;
    }
    let currents = currents(facts, rate - 1);
    let down = verb(&d.gap, DOWN) && !verb(&d.gap, UP);
    let &current = currents.first()?;
    let name = kit::name(&facts.mentions[current]);
    let operands = vec![kit::role(if down { "减少额" } else { "增加额" }, d), kit::roles(&name, facts, &currents)];
    let base = if down { Expr::Sum(vec![Expr::Arg(1), Expr::Arg(0)]) } else { Expr::sub(Expr::Arg(1), Expr::Arg(0)) };
    let sign = if down { "+ 减少额" } else { "− 增加额" };
    let formula = format!("{}率 = 变动额 ÷（{name} {sign}）", if down { "下降" } else { "增长" });
    let slip = Slip {
        expr: Expr::percent(Expr::Arg(0), Expr::Arg(1)),
        explanation: "以本年数为基数则得印出的值，应以上年数为基数".to_owned(),
    };
    let link = if currents.len() == 1 || facts.mentions[current].clause + 2 > d.clause { Link::Certain } else { Link::Likely };
    let claim = Claim::new("CHG001", Expr::percent(Expr::Arg(0), base), Relation::Rounds, operands, kit::role("增减率", r));
    Some(claim.formula(formula).slips(vec![slip]).link(link))
}

/// The words of the last clause of a gap.
fn tail(gap: &str) -> &str {
    gap.rfind(['。', '；']).map_or(gap, |i| &gap[i..])
}

/// What may have changed: figures of the same unit before the change, nearest first, other changes left out.
fn currents(facts: &Facts, change: MentionId) -> Vec<MentionId> {
    let d = &facts.mentions[change];
    let changed = |gap: &str| UP.iter().chain(DOWN).any(|v| gap.contains(v));
    (change.saturating_sub(BACK)..change)
        .rev()
        .filter(|&i| {
            let m = &facts.mentions[i];
            let compared = m.before.contains("比") || m.before.contains("较");
            m.sentence == d.sentence && m.base == d.base && !changed(&m.before) && !compared && kit::exact(m)
        })
        .take(3)
        .collect()
}
