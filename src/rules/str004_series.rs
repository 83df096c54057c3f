use super::Out;
use crate::facts::{Facts, Series};
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Term, Value};
use crate::num::{Qualifier, Quantity, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 文中“一是、二是、三是”应依次排列，不跳不重。
    ///
    /// 依据：列举的层次应当完整。
    ///
    /// 重算：同一段落内“一是…二是…”“第一，…第二，…”“①…②…”的序号依次为 1、2、3…
    ///
    /// ```不符
    /// 存在以下问题：一是绩效目标不够细化。二是支出进度偏慢。四是资产管理不够规范。
    /// ```
    /// ```相符
    /// 存在以下问题：一是绩效目标不够细化。二是支出进度偏慢。三是资产管理不够规范。
    /// ```
    ///
    /// 不报的情形：不从“一是”开始的；只有“一是”而没有后文的。
    ///
    /// 怎么改：重编序号，或补上漏掉的一点。
    STR004, "series-out-of-order", "列举序号不连续", Note
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.claims.extend(facts.series.iter().filter(|s| s.points[0].number == 1).map(claim));
}

fn claim(series: &Series) -> Claim {
    let term = |i: usize| {
        let p = &series.points[i];
        let one = Rat::from_integer(1);
        let value = Rat::from_integer(i128::from(p.number));
        let q = Quantity { value, step: one, point: true, qualifier: Qualifier::None };
        let printed = p.shown.clone();
        Term { span: p.span, figure: None, value: Value::Number(q), printed, unit: String::new(), places: 0 }
    };
    let n = series.points.len();
    let operands: Vec<Role> = (0..n).map(|i| Role::one("序号", term(i))).collect();
    let shown: Vec<&str> = series.points.iter().map(|p| p.shown.as_str()).collect();
    Claim::new("STR004", Expr::Count, Relation::Sequence, operands, Role::one("末号", term(n - 1)))
        .formula(shown.join(" "))
        .link(Link::Guess)
        .severity(Severity::Note)
}
