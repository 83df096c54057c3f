//! Verdicts, and nothing else: a relation with its chosen operands against the printed result.
//!
//! The policy is that of the catalogue's section B0; docs/verdicts.md says it in words.

use crate::ledger::{Expr, Relation, Severity, Term, Value, Verdict};
use crate::num::{self, Interval, Quantity, Rat};
use num_traits::{Signed, Zero};

/// What came out of judging one binding.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    pub verdict: Verdict,
    pub exact: Option<Rat>,
    pub expected: Option<String>,
    pub reason: Option<String>,
    /// A ceiling on the severity of a failure, where the size of the difference says so.
    pub ceiling: Option<Severity>,
}

impl Judgement {
    fn of(verdict: Verdict, exact: Option<Rat>) -> Self {
        Self { verdict, exact, expected: None, reason: None, ceiling: None }
    }

    fn unknown(reason: &str) -> Self {
        Self { reason: Some(reason.to_owned()), ..Self::of(Verdict::Unknown, None) }
    }

    fn expecting(mut self, value: Option<Rat>, like: &Term) -> Self {
        self.expected = value.and_then(|v| print_like(v, like));
        self
    }

    fn at_most(mut self, ceiling: Severity) -> Self {
        self.ceiling = Some(ceiling);
        self
    }
}

/// Judges a relation.
pub(super) fn judge(expr: &Expr, relation: Relation, operands: &[Term], result: &Term) -> Judgement {
    let outcome = match relation {
        Relation::Sums => sums(expr, operands, result),
        Relation::Rounds => rounds(expr, operands, result),
        Relation::Scores => scores(expr, operands, result),
        Relation::Equals => equals(expr, operands, result),
        Relation::AtMost => at_most(expr, operands, result),
        Relation::Ordered => Some(ordered(operands, result)),
        Relation::Sequence => Some(sequence(operands)),
        Relation::Band { low, high, top, gap } => band(operands, low, high, top, gap),
    };
    outcome.unwrap_or_else(|| Judgement::unknown("数值过大或无法计算"))
}

/// The exact value of an expression.
pub(super) fn value(expr: &Expr, operands: &[Term]) -> Option<Rat> {
    match expr {
        Expr::Arg(i) => Some(quantity(operands.get(*i)?)?.value),
        Expr::Const(c) => Some(*c),
        Expr::Sum(args) => args.iter().try_fold(Rat::zero(), |sum, a| num::add(sum, value(a, operands)?)),
        Expr::Sub(a, b) => num::sub(value(a, operands)?, value(b, operands)?),
        Expr::Mul(a, b) => num::mul(value(a, operands)?, value(b, operands)?),
        Expr::Div(a, b) => num::div(value(a, operands)?, value(b, operands)?),
        Expr::Min(a, b) => Some(value(a, operands)?.min(value(b, operands)?)),
        Expr::Count => Some(Rat::from_integer(i128::try_from(operands.len()).ok()?)),
    }
}

/// The values that an expression may have, the operands being rounded prints.
fn interval(expr: &Expr, operands: &[Quantity]) -> Option<Interval> {
    match expr {
        Expr::Arg(i) => operands.get(*i)?.interval(),
        Expr::Const(c) => Some(Interval::point(*c)),
        Expr::Sum(args) => {
            args.iter().try_fold(Interval::point(Rat::zero()), |sum, a| sum.add(&interval(a, operands)?))
        }
        Expr::Sub(a, b) => interval(a, operands)?.sub(&interval(b, operands)?),
        Expr::Mul(a, b) => interval(a, operands)?.mul(&interval(b, operands)?),
        Expr::Div(a, b) => interval(a, operands)?.div(&interval(b, operands)?),
        Expr::Min(a, b) => Some(interval(a, operands)?.min(&interval(b, operands)?)),
        Expr::Count => None,
    }
}

pub(super) fn quantity(t: &Term) -> Option<Quantity> {
    t.quantity()
}

fn approximate(operands: &[Term], result: &Term) -> bool {
    operands.iter().chain([result]).filter_map(quantity).any(|q| q.is_approximate())
}

const LOOSE: &str = "含约数，不作判断";

/// The step of a term when shorter prints of the same unit are read as padded with zeros.
fn effective_step(t: &Term, all: &[&Term]) -> Option<Rat> {
    all.iter().filter(|o| o.unit == t.unit).filter_map(|o| Some(quantity(o)?.step)).min()
}

fn sums(expr: &Expr, operands: &[Term], result: &Term) -> Option<Judgement> {
    if approximate(operands, result) {
        return Some(Judgement::unknown(LOOSE));
    }
    let exact = value(expr, operands)?;
    let r = quantity(result)?;
    let delta = num::sub(r.value, exact)?.abs();
    let all: Vec<&Term> = operands.iter().chain([result]).collect();
    if delta.is_zero() {
        return Some(Judgement::of(Verdict::Exact, Some(exact)));
    }
    let wrong = |verdict| Judgement::of(verdict, Some(exact)).expecting(Some(exact), result);
    // 19.11 − 1.3 told with one place: 17.8.
    let finest = operands.iter().filter_map(|t| Some(quantity(t)?.step)).min()?;
    if r.point && r.step > finest && at_step(exact, r.step, num::half_up) == Some(r.value) {
        return Some(wrong(Verdict::Tail));
    }
    if all.iter().filter_map(|t| quantity(t)).all(|q| q.point) {
        return Some(wrong(Verdict::Wrong));
    }
    if is_of_rounded(operands, result, delta) {
        return Some(Judgement::of(Verdict::Within, Some(exact)));
    }
    let steps: Vec<Rat> = all.iter().filter_map(|t| effective_step(t, &all)).collect();
    let fine = steps.iter().min().copied()?;
    let coarse: Vec<Rat> = steps.iter().copied().filter(|s| *s > fine).collect();
    let slack = coarse.iter().try_fold(Rat::zero(), |sum, s| num::add(sum, *s))?;
    if !coarse.is_empty() && num::add(delta, delta)? <= slack {
        return Some(Judgement::of(Verdict::Within, Some(exact)));
    }
    // 1958.7 for 1958.73: rounded, or a digit left out.
    if result.places > 0 && at_step(exact, r.step, num::half_up) == Some(r.value) {
        return Some(wrong(Verdict::Tail));
    }
    let ulps = num::div(num::sub(delta, num::div(slack, Rat::from_integer(2))?)?, fine)?;
    // A last place that is a good part of the whole is no tail; two rates were rounded before they were set apart.
    // Nor is it where all of them were rounded: 3.1万个 of 1.8万个 and 1.2万个.
    let scaled = result.unit.starts_with(['万', '亿']) && !result.unit.ends_with('元');
    let coarse = !result.unit.ends_with("百分点")
        && !scaled
        && num::mul(delta, Rat::from_integer(50))? > r.value.abs();
    let judged = tail(ulps, operands.len(), wrong);
    if coarse && judged.verdict == Verdict::Tail {
        return Some(
            Judgement::of(Verdict::Wrong, Some(exact))
                .expecting(Some(exact), result)
                .at_most(Severity::Warning),
        );
    }
    Some(judged)
}

/// 8344万元 and 1528万元 of 9872.69万元: parts without places were rounded, by half a step each, and are no short prints of
/// hundredths.
fn is_of_rounded(operands: &[Term], result: &Term, delta: Rat) -> bool {
    let whole = operands.len() > 1 && result.places > 0 && operands.iter().all(|t| t.places == 0);
    let points = operands.iter().all(|t| quantity(t).is_some_and(|q| q.point));
    let most = || {
        let step = operands.iter().filter_map(|t| Some(quantity(t)?.step)).max()?;
        num::mul(step, Rat::new(operands.len() as i128, 2))
    };
    whole && !points && most().is_some_and(|most| delta <= most)
}

/// The table of tails: how many last-place units n rounded parts may miss their total by.
fn tail(ulps: Rat, n: usize, wrong: impl Fn(Verdict) -> Judgement) -> Judgement {
    let n = i128::try_from(n).unwrap_or(i128::MAX - 1);
    let free = match n {
        ..=6 => Rat::from_integer(1),
        7..=14 => Rat::from_integer(2),
        _ => Rat::new(n + 1, 2),
    };
    let possible = ulps <= Rat::new(n + 1, 2);
    let two = ulps <= Rat::from_integer(2);
    match n {
        _ if ulps <= free => wrong(Verdict::Tail),
        2 if two => wrong(Verdict::Wrong).at_most(Severity::Warning),
        3..=6 if two => wrong(Verdict::Wrong).at_most(Severity::Note),
        ..=6 if possible => wrong(Verdict::Wrong).at_most(Severity::Warning),
        7..=14 if possible => wrong(Verdict::Wrong).at_most(Severity::Note),
        _ => wrong(Verdict::Wrong),
    }
}

/// Rounds to whole steps of the printed result.
fn at_step(exact: Rat, step: Rat, round: fn(Rat, u32) -> Option<Rat>) -> Option<Rat> {
    num::mul(round(num::div(exact, step)?, 0)?, step)
}

fn rounds(expr: &Expr, operands: &[Term], result: &Term) -> Option<Judgement> {
    let r = quantity(result)?;
    let exact = value(expr, operands)?;
    if approximate(operands, result) {
        return Some(loose(expr, operands, result, exact));
    }
    let by = |round| at_step(exact, r.step, round);
    let is = |v: Option<Rat>| v == Some(r.value);
    let expected = by(num::half_up);
    if is(expected) || is(by(num::half_even)) {
        return Some(Judgement::of(Verdict::Rounded, Some(exact)));
    }
    let off = |verdict| Judgement::of(verdict, Some(exact)).expecting(expected, result);
    match within(expr, operands, &r) {
        Some(true) => return Some(Judgement::of(Verdict::Within, Some(exact))),
        Some(false) => {
            let percent = result.unit == "%";
            return Some(coarse(exact, (&r, percent), operands, is(by(num::truncate)), off));
        }
        None => {}
    }
    let ten = Rat::from_integer(10);
    let twice =
        at_step(exact, num::div(r.step, ten)?, num::half_up).and_then(|x| at_step(x, r.step, num::half_up));
    Some(off(if is(by(num::truncate)) {
        Verdict::Truncated
    } else if is(twice) {
        Verdict::DoubleRounded
    } else if is(by(num::ceil_at)) {
        Verdict::Ceiled
    } else {
        Verdict::Wrong
    }))
}

/// A quotient or product of coarse operands proves nothing, unless it is far off: 3万元 may be all of it, 1.2亿元 never is.
fn coarse(
    exact: Rat,
    (r, percent): (&Quantity, bool),
    operands: &[Term],
    cut: bool,
    off: impl Fn(Verdict) -> Judgement,
) -> Judgement {
    if cut {
        return off(Verdict::Truncated).at_most(Severity::Note);
    }
    // 18.65万亩 at 100元 may well be 1865.30万元; 4元 for 200天 is never 880元.
    let far = num::sub(exact, r.value).is_none_or(|d| match percent {
        true => d.abs() > Rat::new(1, 2),
        false => num::mul(d.abs(), Rat::from_integer(100)).is_none_or(|d| d > exact.abs()),
    });
    if far && !operands.iter().any(|t| t.unit.starts_with('亿')) {
        return off(Verdict::Wrong).at_most(Severity::Warning);
    }
    Judgement { exact: Some(exact), ..Judgement::unknown("所列数字位数太少，不足以核对") }
}

/// Whether unrounded data behind the prints can give the result: `Some(true)` it can and the operands are
/// fine enough to tell, `Some(false)` it can but so could much else, `None` it cannot.
fn within(expr: &Expr, operands: &[Term], r: &Quantity) -> Option<bool> {
    let all: Vec<&Term> = operands.iter().collect();
    let padded: Option<Vec<Quantity>> =
        operands.iter().map(|t| Some(Quantity { step: effective_step(t, &all)?, ..quantity(t)? })).collect();
    let computed = interval(expr, &padded?)?;
    if !computed.meets(&r.interval()?) {
        return None;
    }
    let limit = num::mul(r.step, Rat::from_integer(3))?;
    Some(computed.width()? <= limit)
}

/// With an approximate operand or result: held when the open interval agrees, else not judged.
fn loose(expr: &Expr, operands: &[Term], result: &Term, exact: Rat) -> Judgement {
    let precise = !approximate(operands, operands.first().unwrap_or(result));
    let meets = quantity(result).and_then(|r| r.interval()).is_some_and(|i| i.contains(exact));
    if precise && meets && !matches!(expr, Expr::Count) {
        return Judgement::of(Verdict::Within, Some(exact));
    }
    Judgement { exact: Some(exact), ..Judgement::unknown(LOOSE) }
}

fn scores(expr: &Expr, operands: &[Term], result: &Term) -> Option<Judgement> {
    if approximate(operands, result) {
        return Some(Judgement::unknown(LOOSE));
    }
    let r = quantity(result)?;
    let exact = value(expr, operands)?;
    let by = |round| at_step(exact, r.step, round);
    let expected = by(num::half_up);
    let off = |verdict| Judgement::of(verdict, Some(exact)).expecting(expected, result);
    Some(if r.value == exact {
        Judgement::of(Verdict::Exact, Some(exact))
    } else if Some(r.value) == expected || Some(r.value) == by(num::half_even) {
        Judgement::of(Verdict::Rounded, Some(exact))
    } else if Some(r.value) == by(num::truncate) {
        off(Verdict::Truncated).at_most(Severity::Warning)
    } else {
        off(Verdict::Wrong)
    })
}

fn equals(expr: &Expr, operands: &[Term], result: &Term) -> Option<Judgement> {
    if let (Some(Value::Text(a)), Value::Text(b), Expr::Arg(_)) =
        (operands.first().map(|t| &t.value), &result.value, expr)
    {
        let verdict = if a == b { Verdict::Exact } else { Verdict::Wrong };
        return Some(Judgement::of(verdict, None));
    }
    let (exact, r) = (value(expr, operands)?, quantity(result)?);
    if exact == r.value {
        return Some(Judgement::of(Verdict::Exact, Some(exact)));
    }
    if approximate(operands, result) && !same_qualifier(operands, &r) {
        return Some(Judgement::unknown(LOOSE));
    }
    // The shorter of two mentions must be a rounding of the longer.
    let other = operands.first().and_then(quantity);
    let (long, short) = match other {
        Some(o) if restated(expr, &o, &r) && o.step < r.step => (o.value, r),
        Some(o) if restated(expr, &o, &r) && o.step > r.step => (r.value, o),
        _ => return Some(Judgement::of(Verdict::Wrong, Some(exact)).expecting(Some(exact), result)),
    };
    let by = |round| at_step(long, short.step, round) == Some(short.value);
    Some(if by(num::half_up) || by(num::half_even) {
        Judgement::of(Verdict::Rounded, Some(exact))
    } else if by(num::truncate) {
        Judgement::of(Verdict::Truncated, Some(exact)).expecting(at_step(exact, r.step, num::half_up), result)
    } else {
        Judgement::of(Verdict::Wrong, Some(exact)).expecting(Some(exact), result)
    })
}

/// Two prints of one measured number; counts and scores must be literally equal.
fn restated(expr: &Expr, a: &Quantity, b: &Quantity) -> bool {
    matches!(expr, Expr::Arg(_)) && !(a.point && b.point)
}

fn same_qualifier(operands: &[Term], r: &Quantity) -> bool {
    operands.iter().filter_map(quantity).all(|q| q.qualifier == r.qualifier)
}

fn at_most(expr: &Expr, operands: &[Term], result: &Term) -> Option<Judgement> {
    if approximate(operands, result) {
        return Some(Judgement::unknown(LOOSE));
    }
    let (exact, limit) = (value(expr, operands)?, quantity(result)?.value);
    if exact <= limit {
        return Some(Judgement::of(Verdict::Exact, Some(exact)));
    }
    // Rounded parts may exceed their total by what rounding explains.
    let slack = match expr {
        Expr::Sum(_) => slack(operands, result)?,
        _ => Rat::zero(),
    };
    let verdict = if num::sub(exact, limit)? <= slack { Verdict::Within } else { Verdict::Wrong };
    Some(Judgement::of(verdict, Some(exact)))
}

/// Half a step for each rounded print; counts are exact.
fn slack(operands: &[Term], result: &Term) -> Option<Rat> {
    let all: Vec<&Term> = operands.iter().chain([result]).collect();
    let half = |t: &&Term| {
        let q = quantity(t)?;
        let step = if q.point { Rat::zero() } else { effective_step(t, &all)? };
        num::div(step, Rat::from_integer(2))
    };
    all.iter().try_fold(Rat::zero(), |sum, t| num::add(sum, half(t)?))
}

/// Dates, each with as many parts as both print.
fn ordered(operands: &[Term], result: &Term) -> Judgement {
    let days: Vec<&Value> = operands.iter().chain([result]).map(|t| &t.value).collect();
    let fine = days.windows(2).all(|w| match (w[0], w[1]) {
        (Value::Date(y, m, d), Value::Date(y2, m2, d2)) => {
            y < y2
                || (y == y2
                    && (*m == 0 || *m2 == 0 || m < m2 || (m == m2 && (*d == 0 || *d2 == 0 || d <= d2))))
        }
        _ => false,
    });
    Judgement::of(if fine { Verdict::Exact } else { Verdict::Wrong }, None)
}

fn sequence(operands: &[Term]) -> Judgement {
    let counts =
        operands.iter().zip(1..).all(|(t, n)| quantity(t).is_some_and(|q| q.value == Rat::from_integer(n)));
    Judgement::of(if counts { Verdict::Exact } else { Verdict::Wrong }, None)
}

fn band(operands: &[Term], low: Rat, high: Rat, top: bool, gap: Option<Rat>) -> Option<Judgement> {
    let v = quantity(operands.first()?)?.value;
    let inside = low <= v && (v < high || (top && v == high));
    let near = |gap: Rat| Some(num::sub(low, gap)? < v && v < num::add(high, gap)?);
    if !inside && gap.and_then(near) == Some(true) {
        return Some(Judgement::unknown("得分落在报告所列两个分数段之间的空档里"));
    }
    Some(Judgement::of(if inside { Verdict::Exact } else { Verdict::Wrong }, Some(v)))
}

/// A value in the unit and with the places of a printed term; more places when it needs them.
pub(super) fn print_like(v: Rat, like: &Term) -> Option<String> {
    let q = quantity(like)?;
    let factor = num::mul(q.step, num::scale10(i32::try_from(like.places).ok()?)?)?;
    let shown = num::div(v, factor)?;
    let places = (like.places..=like.places + 8).find(|&p| num::truncate(shown, p) == Some(shown))?;
    Some(format!("{}{}", num::fixed(shown, places), like.unit))
}
