use super::{Out, kit};
use crate::facts::{Facts, Mention};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation};
use crate::scheme::Scheme;

declare_rule! {
    /// “即”“折合”前后的两个数应当相等。
    ///
    /// 依据：换一个单位重述同一个数，只允许四舍五入。
    ///
    /// 重算：“11296.48万元，即1.13亿元”“126480元（折合12.65万元）”换算成同一单位比较。
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
        let scaled = a.kind == Kind::Score && gap.contains("折");
        if WORDS.contains(&gap)
            && !scaled
            && a.para == b.para
            && a.base == b.base
            && a.kind == b.kind
            && !a.range
            && !b.range
        {
            out.claims.push(claim(a, b));
        }
    }
}

fn claim(a: &Mention, b: &Mention) -> Claim {
    let name = kit::name(a);
    let operands = vec![kit::role(&name, a)];
    Claim::new("MEN004", Expr::Arg(0), Relation::Equals, operands, kit::role("换算数", b))
        .formula(format!("{name}换算前后一致"))
        .formal()
}
