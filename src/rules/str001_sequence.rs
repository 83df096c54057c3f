use super::{Out, kit};
use crate::facts::{Facts, Title};
use crate::layout::HeadingStyle;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Term, Value};
use crate::num::{Qualifier, Quantity, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 标题序号应从一开始，逐一递增，不跳不重。
    ///
    /// 依据：GB/T 9704—2012 7.3.3，结构层次序数依次为“一、”“（一）”“1.”“（1）”。
    ///
    /// 重算：同一上级标题下同一层次的序号依次为 1、2、3…
    ///
    /// ```不符
    /// 一、基本情况
    /// 二、主要做法
    /// 二、存在问题
    /// 三、有关建议
    /// ```
    /// ```相符
    /// 一、基本情况
    /// 二、主要做法
    /// 三、存在问题
    /// 四、有关建议
    /// ```
    ///
    /// 不报的情形：只有一个序号；不从一开始（摘录）；其间有一个写成别的层次而号码正好接上的标题（见 STR002）。
    ///
    /// 怎么改：重编序号。
    STR001, "heading-sequence", "标题序号不连续", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for run in runs(facts) {
        // Two lists side by side (一、一、二、二) are cells of a table that was flattened.
        let same = || run.windows(2).filter(|w| w[0].heading.number == w[1].heading.number);
        let columns = same().count() >= 2 || same().any(|w| w.iter().any(|t| t.bare));
        if run.len() >= 2 && run[0].heading.number == Some(1) && !columns {
            out.claims.push(claim(&run));
        }
    }
}

/// (parent, style) and the headings so far.
type Run<'f> = ((Option<u32>, HeadingStyle), Vec<&'f Title>);

/// Headings of one parent and style, in order; a new 1 after at least two starts a new run.
fn runs(facts: &Facts) -> Vec<Vec<&Title>> {
    let mut open: Vec<Run<'_>> = Vec::new();
    let mut done = Vec::new();
    for (i, t) in facts.headings.iter().enumerate() {
        let h = &t.heading;
        if h.number.is_none() || is_stray(facts, i) {
            continue;
        }
        let key = (h.parent, h.style);
        match open.iter().position(|o| o.0 == key) {
            Some(at) if h.number == Some(1) && open[at].1.len() >= 2 => {
                done.push(std::mem::replace(&mut open[at].1, vec![t]));
            }
            Some(at) => open[at].1.push(t),
            None => open.push((key, vec![t])),
        }
        adopt(facts, i, &mut open);
    }
    done.extend(open.into_iter().map(|o| o.1));
    done
}

/// A heading of another style that takes the next number counts here: STR002 speaks of its style.
fn adopt<'f>(facts: &'f Facts, i: usize, open: &mut [Run<'f>]) {
    let Some(stray) = (i + 1..facts.headings.len())
        .take(40)
        .find(|&k| super::str002_heading_style::stray(facts, k) == Some(i))
    else {
        return;
    };
    let key = (facts.headings[i].heading.parent, facts.headings[i].heading.style);
    if let Some(o) = open.iter_mut().find(|o| o.0 == key) {
        o.1.push(&facts.headings[stray]);
    }
}

fn is_stray(facts: &Facts, i: usize) -> bool {
    super::str002_heading_style::stray(facts, i).is_some()
}

fn claim(run: &[&Title]) -> Claim {
    let inner = |t: &&Title| {
        (t.heading.number.unwrap_or(0)..=t.to.or(t.heading.number).unwrap_or(0)).collect::<Vec<_>>()
    };
    let all = run.iter().flat_map(|t| inner(t).into_iter().map(|n| term(t, n)));
    let operands: Vec<Role> = all.map(|t| Role::one("序号", t)).collect();
    let shown: Vec<&str> = run.iter().map(|t| t.heading.shown.as_str()).collect();
    let result = run.last().map_or_else(
        || kit::constant(0, "", run[0].span),
        |t| term(t, t.to.or(t.heading.number).unwrap_or(0)),
    );
    Claim::new("STR001", Expr::Count, Relation::Sequence, operands, Role::one("末号", result))
        .formula(shown.join(" "))
        .link(Link::Likely)
        .severity(Severity::Warning)
}

fn term(t: &Title, n: u32) -> Term {
    let n = i128::from(n);
    let one = Rat::from_integer(1);
    let q = Quantity { value: Rat::from_integer(n), step: one, point: true, qualifier: Qualifier::None };
    let printed = t.heading.shown.clone();
    Term { span: t.span, figure: None, value: Value::Number(q), printed, unit: String::new(), places: 0 }
}
