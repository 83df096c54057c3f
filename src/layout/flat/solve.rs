//! Which values stand for what, where nothing but arithmetic tells: the rate is what was executed of the
//! budget, the score no more than the mark. An answer counts only when it is the only one.

use super::{is_money, token};
use crate::layout::heads::Role;
use crate::num::{self, Rat};

/// More splits of one run than this are not tried.
const MANY: usize = 20_000;

/// A value under a role; the text is empty where the cell is.
type Row<'t> = Vec<(Role, &'t str)>;

/// The number of a cell; none for a mark of emptiness.
fn number(text: &str) -> Option<Rat> {
    let body = text.trim_end_matches(['%', '％', '分']).replace(',', "");
    num::rat(num::parse(&body)?)
}

fn places(text: &str) -> u32 {
    let body = text.trim_end_matches(['%', '％']);
    body.split_once('.').map_or(0, |p| p.1.len() as u32)
}

fn of<'t>(row: &Row<'t>, role: Role) -> Option<&'t str> {
    row.iter().find(|c| c.0 == role).map(|c| c.1).filter(|t| number(t).is_some())
}

/// Whether the row's relations hold, and whether an equality among them binds its figures together.
fn judge(row: &Row<'_>) -> (bool, bool) {
    let value = |role| of(row, role).and_then(number);
    let budget = value(Role::Adjusted).or(value(Role::Initial));
    let mut bound = false;
    if let (Some(b), Some(e), Some(rate)) = (budget, value(Role::Executed), of(row, Role::Rate)) {
        if !is_quotient(e, b, rate) {
            return (false, false);
        }
        bound = b != Rat::ZERO;
    }
    let hundred = Rat::from_integer(100);
    let capped = match (value(Role::Weight), of(row, Role::Score)) {
        (Some(w), Some(s)) => w <= hundred && is_score(w, s, value(Role::Rate)),
        (Some(w), None) => w <= hundred,
        _ => true,
    };
    (capped, bound)
}

/// No more than the mark; where a rate stands beside it, the mark times the rate, or full from a high rate on.
fn is_score(weight: Rat, score: &str, rate: Option<Rat>) -> bool {
    const FULL_FROM: i128 = 80;
    let Some(printed) = number(score).filter(|s| *s <= weight) else { return false };
    let Some(rate) = rate else { return true };
    let exact = num::mul(weight, rate).and_then(|x| num::div(x, Rat::from_integer(100)));
    let by = |round: fn(Rat, u32) -> Option<Rat>| exact.and_then(|x| round(x, places(score)));
    let full = printed == weight && rate >= Rat::from_integer(FULL_FROM);
    full || by(num::half_up) == Some(printed) || by(num::truncate) == Some(printed)
}

/// The printed percentage is the quotient, rounded or cut.
fn is_quotient(e: Rat, b: Rat, rate: &str) -> bool {
    let Some(printed) = number(rate) else { return false };
    if b == Rat::ZERO {
        return printed == Rat::ZERO || printed == Rat::from_integer(100);
    }
    let exact = num::div(e, b).and_then(|q| num::mul(q, Rat::from_integer(100)));
    let by = |round: fn(Rat, u32) -> Option<Rat>| exact.and_then(|x| round(x, places(rate)));
    by(num::half_up) == Some(printed) || by(num::truncate) == Some(printed)
}

fn fits(role: Role, text: &str) -> bool {
    let dash = token::is_dash(text);
    match role {
        Role::Rate => dash || text.ends_with(['%', '％']) || token::is_bare(text),
        _ => dash || token::is_bare(text),
    }
}

/// Columns for fewer values than there are heads, in order; unique, and borne out by an equality.
pub(super) fn place(roles: &[Role], values: &[&str]) -> Option<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    choose(roles, values, &mut Vec::new(), &mut found);
    if found.len() == 1 { found.pop() } else { None }
}

fn choose(roles: &[Role], values: &[&str], chosen: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if chosen.len() == values.len() {
        let row: Row<'_> = chosen.iter().zip(values).map(|(&c, v)| (roles[c], *v)).collect();
        let (holds, bound) = judge(&row);
        // A rate without a base, or a base without its rate, is no row.
        let whole =
            row.iter().all(|c| c.0 != Role::Rate || bound) || row.iter().all(|c| number(c.1).is_none());
        found.extend((holds && bound && whole).then(|| chosen.clone()));
        return;
    }
    let from = chosen.last().map_or(0, |c| c + 1);
    let left = values.len() - chosen.len();
    for col in from..roles.len() + 1 - left {
        let value = values[chosen.len()];
        let percent = value.ends_with(['%', '％']);
        if fits(roles[col], value) && (percent == (roles[col] == Role::Rate) || token::is_dash(value)) {
            chosen.push(col);
            choose(roles, values, chosen, found);
            chosen.pop();
        }
    }
}

/// Splits a run of figures without separators into one value a role. Exactly one split must satisfy what ties
/// the values of a row.
pub(super) fn split<'t>(roles: &[Role], run: &'t str) -> Option<Vec<&'t str>> {
    let mut search = Search { roles, found: Vec::new(), tried: 0 };
    search.go(run, &mut Vec::new());
    if search.tried > MANY || search.found.len() != 1 { None } else { search.found.pop() }
}

struct Search<'r, 't> {
    roles: &'r [Role],
    found: Vec<Vec<&'t str>>,
    tried: usize,
}

impl<'t> Search<'_, 't> {
    fn go(&mut self, rest: &'t str, taken: &mut Vec<&'t str>) {
        self.tried += 1;
        if self.tried > MANY {
            return;
        }
        let Some(&role) = self.roles.get(taken.len()) else {
            if rest.is_empty() && self.holds(taken) {
                self.found.push(taken.clone());
            }
            return;
        };
        for end in ends(rest) {
            let (value, rest) = rest.split_at(end);
            let percent = value.ends_with(['%', '％']);
            if token::is_dash(value) || (fits(role, value) && percent == (role == Role::Rate)) {
                taken.push(value);
                self.go(rest, taken);
                taken.pop();
            }
        }
    }

    fn holds(&self, taken: &[&str]) -> bool {
        let row: Row<'_> = self.roles.iter().copied().zip(taken.iter().copied()).collect();
        let money = row.iter().filter(|c| is_money(c.0) && number(c.1).is_some());
        // Money of one row is printed with the same places.
        let mut places = money.map(|c| places(c.1));
        let first = places.next();
        judge(&row).0 && places.all(|p| Some(p) == first)
    }
}

/// Where the first value of a run may end: a mark of emptiness is one sign, a number any that is well formed.
fn ends(run: &str) -> Vec<usize> {
    let Some(first) = run.chars().next() else { return Vec::new() };
    if token::is_dash(&run[..first.len_utf8()]) {
        let twin = if first == '—' && run.starts_with("——") { first.len_utf8() } else { 0 };
        return vec![first.len_utf8() + twin];
    }
    let mut ends = Vec::new();
    for (i, c) in run.char_indices() {
        let end = i + c.len_utf8();
        if c == '%' || c == '％' {
            ends.extend(token::is_number(&run[..i]).then_some(end));
            break;
        }
        if !(c.is_ascii_digit() || matches!(c, '.' | ',')) {
            break;
        }
        let followed = run[end..].starts_with(['%', '％']);
        ends.extend((token::is_number(&run[..end]) && !followed).then_some(end));
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: &[Role] = &[Role::Adjusted, Role::Executed, Role::Weight, Role::Rate, Role::Score];

    #[test]
    fn a_run_is_split_by_what_ties_it() {
        assert_eq!(split(BUDGET, "202010100.00%10"), Some(vec!["20", "20", "10", "100.00%", "10"]));
        let run = "1860.001742.581093.69%9.37";
        assert_eq!(split(BUDGET, run), Some(vec!["1860.00", "1742.58", "10", "93.69%", "9.37"]));
        assert_eq!(
            split(BUDGET, "1120.001068.30-95.38%-"),
            Some(vec!["1120.00", "1068.30", "-", "95.38%", "-"])
        );
        assert_eq!(split(BUDGET, "0.000.00---"), Some(vec!["0.00", "0.00", "-", "-", "-"]));
        // A rate that is wrong leaves no split.
        assert_eq!(split(BUDGET, "1860.001742.581096.39%9.37"), None);
        // 11 and 1, or 1 and 11: two answers are none.
        assert_eq!(split(&[Role::Other, Role::Other], "111"), None);
    }

    #[test]
    fn missing_values_are_placed_by_what_ties_them() {
        let roles = [Role::Initial, Role::Adjusted, Role::Executed, Role::Weight, Role::Rate, Role::Score];
        assert_eq!(place(&roles, &["700", "700", "690.18", "98.60%"]), Some(vec![0, 1, 2, 4]));
        assert_eq!(place(&roles, &["700", "690.18", "98.60%"]), None);
        assert_eq!(place(&roles, &["700", "700", "690.18"]), None);
    }
}
