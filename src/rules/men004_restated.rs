use super::{Out, kit};
use crate::facts::{Facts, Mention};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// “即”“折合”前后的两个数应当相等。
    ///
    /// 依据：换一个单位重述同一个数，只允许四舍五入。
    ///
    /// 重算：“11296.48万元，即1.13亿元”“126480元（折合12.65万元）”换算成同一单位比较；括号里只有另一单位的金额的，也比较。
    ///
    /// ```不符
    /// 发放补贴11296.48万元，即1.31亿元。
    /// ```
    /// ```相符
    /// 发放补贴11296.48万元，即1.13亿元。
    /// ```
    ///
    /// 不报的情形：带“约”字（紧前面或全文另有同名的精确数，小数点却错了一位的除外）。
    ///
    /// 怎么改：重新换算，注意元、万元、亿元差四位、八位。
    MEN004, "restated-figure-differs", "换算前后不一", Error
}

const WORDS: &[&str] = &["即", "折合", "合计折合", "约合", "折合人民币", "（即", "（折合", "即约", "即："];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for pair in facts.mentions.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let gap = b.gap.trim_matches(['，', ',', ' ']).trim_end_matches(['为', '约']);
        // 114分，折合95分: of another full mark.
        // 折合12人，加上专职58人，折合70人: of all of them.
        let scaled = a.kind == Kind::Score && gap.contains("折");
        let scaled = scaled || ["加上", "连同", "加", "并入"].iter().any(|w| a.before.starts_with(w));
        let alike = a.para == b.para && a.base == b.base && a.kind == b.kind && !a.range && !b.range;
        if alike && WORDS.contains(&gap) && !scaled {
            out.claims.push(claim(a, b).formal());
        } else if alike && is_in_bracket(a, b) {
            let made = claim(a, b);
            out.claims.push(if is_shifted(a, b) { made.formal() } else { made.stance(Stance::Optional) });
        }
    }
}

fn claim(a: &Mention, b: &Mention) -> Claim {
    let name = kit::name(a);
    let operands = vec![kit::role(&name, a)];
    Claim::new("MEN004", Expr::Arg(0), Relation::Equals, operands, kit::role("换算数", b))
        .formula(format!("{name}换算前后一致"))
}

/// 1,867,400元（186.74万元）: a bracket that holds nothing but an amount in another unit.
fn is_in_bracket(a: &Mention, b: &Mention) -> bool {
    let alone = matches!(b.gap.trim(), "（" | "(") && b.rest.trim_start().starts_with(['）', ')']);
    alone && a.kind == Kind::Amount && a.term.unit != b.term.unit && kit::exact(a) && kit::exact(b)
}

/// The digits are those of the other figure, and the point or the unit is not.
fn is_shifted(a: &Mention, b: &Mention) -> bool {
    let digits = |m: &Mention| -> String {
        let all: String = m.term.printed.chars().filter(char::is_ascii_digit).collect();
        all.trim_matches('0').to_owned()
    };
    let (x, y) = (digits(a), digits(b));
    let (long, short) = if x.len() > y.len() { (x, y) } else { (y, x) };
    // The last of the shorter one may be rounded.
    let told = short.len() > 2 && long.starts_with(&short[..short.len() - 1]);
    told || !short.is_empty() && long == short
}
