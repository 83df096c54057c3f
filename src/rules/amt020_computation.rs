use super::{Out, formula, kit, measure};
use crate::facts::{Computation, Facts, Mention};
use crate::figure::Kind;
use crate::ledger::{Claim, Relation, Role, Value};
use crate::num::{self, Rat};
use crate::scheme::{Node, Scheme, is_operator};

declare_rule! {
    /// 报告写出的算式应当算得出所写的结果。
    ///
    /// 依据：算式的每一个数都印在文中，等号两边必须相等。
    ///
    /// 重算：“1271.35÷1352.80×100%=93.98%”“年末结余=收入-支出=1000万元-900万元=100万元”：按先乘除后加减和括号计算，
    /// 结果按印出的位数四舍五入。
    ///
    /// ```不符
    /// 预算执行率=1271.35÷1352.80×100%=93.89%。
    /// ```
    /// ```相符
    /// 预算执行率=1271.35÷1352.80×100%=93.98%。
    /// ```
    ///
    /// 不报的情形：算式里有没写出数的项；含“约”“≈”的；加减的各数单位不同而说不清的。
    ///
    /// 怎么改：重算，改结果或改算式里的数。
    AMT020, "printed-computation", "算式不符", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for c in &facts.computations {
        let group = out.group();
        out.claims.extend(claims(facts, c).into_iter().map(|claim| claim.group(group)));
    }
}

/// The computation as printed; where its numbers have no unit and the result has one, also in that unit.
fn claims(facts: &Facts, c: &Computation) -> Vec<Claim> {
    let terms: Vec<&Mention> = c.terms.iter().map(|&t| &facts.mentions[t]).collect();
    let result = &facts.mentions[c.result];
    if terms.iter().chain([&result]).any(|m| m.range) {
        return Vec::new();
    }
    // 1331.40×50%=665.70万元: the rate has its sign.
    let plain = |m: &&Mention| m.kind == Kind::Number;
    let bare = terms.iter().any(plain) && terms.iter().all(|m| plain(m) || m.kind == Kind::Percent);
    let unit = factor(result).filter(|_| bare && !matches!(result.kind, Kind::Percent | Kind::Number));
    let own = unit.map(|by| claim(c, &terms, result, Some(by)));
    let plain = fits(&c.root, &terms, result).then(|| claim(c, &terms, result, None));
    own.into_iter().chain(plain).collect()
}

/// What is added has one unit, and so has its sum.
fn fits(root: &Node, terms: &[&Mention], result: &Mention) -> bool {
    if root.multiplies() {
        return true;
    }
    let family = |m: &Mention| if m.kind == Kind::Point { "%".to_owned() } else { m.base.clone() };
    terms.iter().all(|m| family(m) == family(result))
}

/// What one printed unit is in the base unit.
fn factor(m: &Mention) -> Option<Rat> {
    let Value::Number(q) = m.term.value else { return None };
    num::mul(q.step, num::scale10(i32::try_from(m.term.places).ok()?)?)
}

fn claim(c: &Computation, terms: &[&Mention], result: &Mention, by: Option<Rat>) -> Claim {
    let kinds: Vec<Kind> = terms.iter().map(|m| m.kind).collect();
    let expr = formula::expression(&c.root, &kinds, result.kind);
    let name = named(terms, result);
    let sized = sized(&c.root, &kinds);
    let of = |(i, m): (usize, &&Mention)| operand(m, result, by.filter(|_| sized.contains(&i)));
    let roles = terms.iter().enumerate().map(of).collect();
    let relation = if result.kind == Kind::Score { Relation::Scores } else { Relation::Rounds };
    let formula = format!("{name} = {}", shown(&c.root, terms));
    let mut whole = kit::role(&name, result);
    // 90万元÷1.5元/吨=60万吨: in the measure word of the price.
    if result.kind == Kind::Measure && terms.iter().any(|m| m.kind == Kind::Amount) {
        whole.candidates.iter_mut().for_each(measure::count);
    }
    Claim::new("AMT020", expr, relation, roles, whole).formula(formula).formal()
}

/// The operands that have the unit of the result: of a product or a quotient the first, of a sum all.
fn sized(n: &Node, kinds: &[Kind]) -> Vec<usize> {
    match n {
        Node::Name(i) if kinds.get(*i) == Some(&Kind::Percent) => Vec::new(),
        Node::Name(i) => vec![*i],
        Node::Const(_) => Vec::new(),
        Node::Add(a, b) | Node::Sub(a, b) => [sized(a, kinds), sized(b, kinds)].concat(),
        // 50%×120: the rate has none.
        Node::Mul(a, b) => Some(sized(a, kinds)).filter(|s| !s.is_empty()).unwrap_or_else(|| sized(b, kinds)),
        Node::Div(a, _) => sized(a, kinds),
    }
}

/// A whole number in a computation is meant exactly; one without a unit may be in that of the result.
fn operand(m: &Mention, result: &Mention, by: Option<Rat>) -> Role {
    let mut term = m.term.clone();
    // 12万吨×260元/吨: in the measure word that is counted by.
    if m.kind == Kind::Measure && result.kind == Kind::Amount {
        measure::count(&mut term);
    }
    if let Value::Number(q) = &mut term.value {
        q.point |= term.places == 0;
        if let Some(by) = by {
            q.value = num::mul(q.value, by).unwrap_or(q.value);
            q.step = num::mul(q.step, by).unwrap_or(q.step);
            term.unit.clone_from(&result.term.unit);
        }
    }
    let signs = |c: char| is_operator(c) || matches!(c, '=' | '＝' | ' ');
    let own = m.label.rsplit(['=', '＝']).next().unwrap_or("").trim_matches(signs);
    Role::one(if own.is_empty() { "项" } else { own }, term)
}

/// What is computed: the words before the first equals sign, or before the result.
fn named(terms: &[&Mention], result: &Mention) -> String {
    let head = terms.first().and_then(|m| m.before.split_once(['=', '＝'])).map_or("", |h| h.0.trim());
    let name = if head.is_empty() { result.label.trim() } else { head };
    if name.is_empty() { "结果".to_owned() } else { name.to_owned() }
}

fn shown(n: &Node, terms: &[&Mention]) -> String {
    let side = |n: &Node| match n {
        Node::Add(..) | Node::Sub(..) => format!("({})", shown(n, terms)),
        other => shown(other, terms),
    };
    match n {
        Node::Name(i) => {
            terms.get(*i).map_or_else(String::new, |m| format!("{}{}", m.term.printed, m.term.unit))
        }
        Node::Const(c) => c.to_string(),
        Node::Add(a, b) => format!("{} + {}", shown(a, terms), shown(b, terms)),
        Node::Sub(a, b) => format!("{} − {}", shown(a, terms), side(b)),
        Node::Mul(a, b) => format!("{} × {}", side(a), side(b)),
        Node::Div(a, b) => format!("{} ÷ {}", side(a), side(b)),
    }
}
