use super::{Out, kit};
use crate::facts::{Facts, Mention};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Slip};
use crate::scheme::Scheme;

declare_rule! {
    /// 减少不说倍；增长了几倍应等于增加额除以原数。
    ///
    /// 依据：倍数只用于增加；“增长了 n 倍”是（现数 − 原数）÷ 原数，“增长到 n 倍”是现数 ÷ 原数。
    ///
    /// 重算：减少、下降、降低、缩小后面直接是倍数；“由 a 增加到 b，增长了 n 倍”“比上年 a 增加了 n 倍”按公式计算。
    ///
    /// ```不符
    /// 与上年相比，信访件次减少了2倍。
    /// ```
    /// ```相符
    /// 与上年相比，信访件次减少了三分之二。
    /// ```
    ///
    /// 不报的情形：“下降到 0.5 倍”；没有印出前后两数的倍数。
    ///
    /// 怎么改：减少用百分数或分数；倍数按公式重算。
    CHG022, "times", "倍数用法不对", Warning
}

const DOWN: &[&str] = &["减少", "下降", "降低", "缩小", "减少了", "下降了", "降低了", "缩小了"];
const UP: &[&str] = &["增长", "增加", "提高", "扩大", "增长了", "增加了", "提高了", "扩大了"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for (i, m) in facts.mentions.iter().enumerate().filter(|(_, m)| m.kind == Kind::Multiple) {
        let before = m.before.trim_end_matches(['约', '近', ' ']);
        if DOWN.iter().any(|v| before.ends_with(v)) {
            let message = format!("减少不能说“{}{}”，应改用百分数或分数", m.term.printed, m.term.unit);
            out.findings.push(kit::finding("CHG022", Severity::Warning, m.term.span, message));
        } else if let Some([a, b]) = i.checked_sub(2).and_then(|from| facts.mentions.get(from..i)) {
            out.claims.extend(grown(a, b, m));
        }
    }
}

/// 由a增加到b，增长了n倍.
fn grown(a: &Mention, b: &Mention, m: &Mention) -> Option<Claim> {
    // 由2020年的420万元增加到2024年的1470万元.
    let words = b.gap.trim_end().trim_end_matches('的').trim_end_matches('年');
    let words = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let told = a.gap.contains(['由', '从']) && ["到", "至", "为"].iter().any(|w| words.ends_with(w));
    // 756件，比上年252件增加了2倍.
    let from_last = ["比上年", "较上年", "比去年", "较去年"].iter().any(|w| b.gap.contains(w));
    let (a, b, told) = if !told && from_last { (b, a, true) } else { (a, b, told) };
    let alike = a.sentence == m.sentence && a.base == b.base && a.kind == b.kind;
    let verb = m.gap.trim_matches(['，', ' ', '、']);
    let exact = [a, b, m].iter().all(|x| kit::exact(x)) && m.cell.is_none();
    if !told || !alike || !exact || !UP.contains(&verb) {
        return None;
    }
    let slip = Slip {
        expr: Expr::over(Expr::Arg(1), Expr::Arg(0)),
        explanation: "这是现数与原数之比，增长的倍数应减去1".to_owned(),
    };
    let operands = vec![kit::role("原数", a), kit::role("现数", b)];
    let expr = Expr::over(Expr::minus(Expr::Arg(1), Expr::Arg(0)), Expr::Arg(0));
    let claim = Claim::new("CHG022", expr, Relation::Rounds, operands, kit::role("增长的倍数", m));
    let claim = claim.formula("增长的倍数 =（现数 − 原数）÷ 原数".to_owned()).slips(vec![slip]);
    Some(claim.link(Link::Likely).severity(Severity::Warning))
}
