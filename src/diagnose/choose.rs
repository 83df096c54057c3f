//! From claims to checks: picks among rival bindings and readings the one that reproduces the print, and
//! drops what the report never stated.

use super::crossed::{
    drop_fragments, drop_other_formulas, drop_parts_of_others, drop_repeated, orphans, restated, unmade,
};
use super::judge::{self, Judgement, judge};
use super::{digits, message};
use crate::ledger::{Check, Claim, Expr, Link, Relation, Role, Severity, Slip, Stance, Term, UNIT, Verdict};
use crate::num::{self, Rat};
use num_traits::Signed;
use std::collections::{HashMap, HashSet};

/// Most bindings that one claim is tried with.
const BINDINGS: usize = 36;
/// Digits that a figure needs before one changed digit counts as evidence.
pub(super) const TELLING: usize = 4;

pub(super) struct Tried {
    claim: Claim,
    pub operands: Vec<Term>,
    pub result: Term,
    pub judged: Judgement,
    /// How many bindings of how many rival claims were tried.
    rivals: usize,
    /// No other claim is made of the statement.
    alone: bool,
    rank: u8,
}

/// Judges all claims; one check at most for each statement.
pub(super) fn choose(claims: Vec<Claim>) -> Vec<Check> {
    let statements = statements(claims);
    let borne = borne_out(&statements);
    let (mut checks, mut doubts, mut slips) = (Vec::new(), Vec::new(), Vec::new());
    for rivals in statements {
        let rank = |t: &Tried| match is_borne(t, &borne) {
            true => t.rank.min(4),
            // What its siblings do not bear out only seems to hold.
            false if t.claim.stance == Stance::Reading && t.claim.family.is_some() => t.rank.max(5),
            false => t.rank,
        };
        let others = rivals.iter().any(|t| is_borne(t, &borne));
        let rank = |t: &Tried| if others { rank(t) } else { t.rank };
        let Some(best) = rivals.into_iter().min_by_key(rank) else { continue };
        match keep(best, &borne) {
            Kept::Check(check) => checks.push(*check),
            Kept::Doubt(tried) => doubts.push(*tried),
            Kept::Slip(tried) => slips.push(*tried),
            Kept::Nothing => {}
        }
    }
    checks.extend(orphans(doubts, &checks));
    checks.extend(unmade(slips, &checks));
    let mut told = HashSet::new();
    checks.retain(|c| restated(c).is_none_or(|key| told.insert(key)));
    drop_repeated(&mut checks);
    drop_fragments(&mut checks);
    drop_parts_of_others(&mut checks);
    drop_other_formulas(&mut checks);
    checks
}

/// The claims of each statement, bound: the one that holds, or the likeliest that does not and those of a family.
fn statements(claims: Vec<Claim>) -> Vec<Vec<Tried>> {
    let rivals = rivals(&claims);
    let mut sizes: HashMap<u32, usize> = HashMap::new();
    claims.iter().filter_map(|c| c.group).for_each(|g| *sizes.entry(g).or_insert(0) += 1);
    let mut all: Vec<Vec<Tried>> = Vec::new();
    let mut of_group: HashMap<u32, usize> = HashMap::new();
    for claim in claims {
        let group = claim.group;
        let slot = group.and_then(|g| of_group.get(&g).copied());
        // A statement that one reading bears out needs no other.
        if claim.family.is_none() && slot.is_some_and(|s| all[s][0].rank == 0) {
            continue;
        }
        let many = group.and_then(|g| rivals.get(&g).copied()).unwrap_or(1).max(1);
        let alone = group.is_none_or(|g| sizes.get(&g) == Some(&1));
        let Some(new) = bind(claim, many, alone) else { continue };
        match slot {
            Some(s) if new.rank < all[s][0].rank => all[s].insert(0, new),
            Some(s) if new.claim.family.is_some() => all[s].push(new),
            Some(_) => {}
            None => {
                group.into_iter().for_each(|g| {
                    of_group.insert(g, all.len());
                });
                all.push(vec![new]);
            }
        }
    }
    all
}

/// For each group the claims that might be reported: each is another way to be right by chance.
fn rivals(claims: &[Claim]) -> HashMap<u32, usize> {
    let mut sizes = HashMap::new();
    let loose = |c: &&Claim| matches!(c.stance, Stance::Optional | Stance::Open);
    for group in claims.iter().filter(loose).filter_map(|c| c.group) {
        *sizes.entry(group).or_insert(0) += 1;
    }
    sizes
}

/// Families in which at least two claims hold, and more than twice as many as fail.
fn borne_out(statements: &[Vec<Tried>]) -> HashSet<u32> {
    let mut counts: HashMap<u32, (usize, usize)> = HashMap::new();
    for rivals in statements {
        let held = |t: &&Tried| t.judged.verdict.holds() == Some(true);
        match rivals.first().filter(held) {
            Some(t) => t.claim.family.into_iter().for_each(|f| counts.entry(f).or_default().0 += 1),
            None => {
                let failed: HashSet<u32> = rivals.iter().filter_map(|t| t.claim.family).collect();
                failed.into_iter().for_each(|f| counts.entry(f).or_default().1 += 1);
            }
        }
    }
    counts.into_iter().filter(|(_, (held, failed))| *held >= 2 && *held > failed * 2).map(|c| c.0).collect()
}

fn is_borne(t: &Tried, borne: &HashSet<u32>) -> bool {
    t.claim.family.is_some_and(|f| borne.contains(&f))
}

/// Lower is better: holding first, then cut or ceiled, then what one slip of a digit explains, then what the
/// report states, then the order of claims.
fn rank(t: &Tried) -> u8 {
    match t.judged.verdict {
        Verdict::Exact | Verdict::Rounded => 0,
        Verdict::Tail | Verdict::Within => 1,
        _ if t.claim.stance == Stance::Reading && swaps_surely(t) => 8,
        _ if matches!(t.claim.stance, Stance::Reading | Stance::Doubtful) => 9,
        Verdict::Truncated | Verdict::DoubleRounded | Verdict::Ceiled => 2,
        _ => match t.claim.stance {
            _ if slips_tellingly(t) || is_turned(t) => 3,
            Stance::Stated if t.claim.link == Link::Certain => 4,
            Stance::Optional => 8,
            _ if slips_by_a_digit(t) => 5,
            Stance::Stated => 6,
            Stance::Open if is_near(t) => 6,
            Stance::Open => 7,
            Stance::Reading | Stance::Doubtful => 9,
        },
    }
}

/// Tries the bindings in the order of their evidence.
fn bind(claim: Claim, claims: usize, alone: bool) -> Option<Tried> {
    let bindings = bindings(&claim);
    let rivals = bindings.len() * claims;
    let mut best: Option<Tried> = None;
    for (operands, result) in bindings {
        let judged = judge(&claim.expr, claim.relation, &operands, &result);
        let mut tried = Tried { claim: claim.clone(), operands, result, judged, rivals, alone, rank: 0 };
        tried.rank = rank(&tried);
        if best.as_ref().is_none_or(|b| tried.rank < b.rank) {
            best = Some(tried);
        }
        if best.as_ref().is_some_and(|b| b.rank == 0) {
            break;
        }
    }
    best
}

fn bindings(claim: &Claim) -> Vec<(Vec<Term>, Term)> {
    let roles: Vec<&[Term]> =
        claim.operands.iter().chain([&claim.result]).map(|r| r.candidates.as_slice()).collect();
    let mut all: Vec<Vec<Term>> = vec![Vec::new()];
    for candidates in roles {
        let wider = |b: &Vec<Term>| {
            let with = |t: &Term| b.iter().cloned().chain([t.clone()]).collect::<Vec<_>>();
            candidates.iter().map(with).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(wider).take(BINDINGS).collect();
    }
    let split = |mut b: Vec<Term>| b.pop().map(|result| (b, result));
    all.into_iter().filter_map(split).filter(|(o, r)| distinct(claim, o, r)).collect()
}

/// No figure stands in two roles.
fn distinct(claim: &Claim, operands: &[Term], result: &Term) -> bool {
    if matches!(claim.relation, Relation::Ordered | Relation::Sequence | Relation::Band { .. }) {
        return true;
    }
    let ids: Vec<u32> = operands.iter().chain([result]).filter_map(|t| t.figure).collect();
    (1..ids.len()).all(|i| !ids[..i].contains(&ids[i]))
}

/// What becomes of a statement.
enum Kept {
    Check(Box<Check>),
    /// Two mentions that differ by a slip, on too few digits to tell by themselves.
    Doubt(Box<Tried>),
    /// A rate that a slip sets apart from a relation which only counts if it holds.
    Slip(Box<Tried>),
    Nothing,
}

/// The check, unless the claim only counted if it held.
fn keep(t: Tried, borne: &HashSet<u32>) -> Kept {
    let kept = |t: Tried, cap: Option<Severity>| Kept::Check(Box::new(check(t, cap)));
    let held = t.judged.verdict.holds() != Some(false);
    let listed = matches!(t.claim.expr, Expr::Sum(_));
    if !held && !t.claim.formal && runs_on(&t) {
        return Kept::Nothing;
    }
    let apart = matches!(t.claim.expr, Expr::Sub(..)) && is_far_apart(&t) && !has_name(&t) && !is_turned(&t);
    let far = (t.claim.relation == Relation::Sums && (listed && is_far(&t) || apart))
        || (is_wild(&t) && !has_name(&t))
        || (t.claim.stance == Stance::Stated && is_another(&t));
    let left_out = || misses_a_part(&t) && !tells_a_part_twice(&t);
    // 1000家，其中70家、30家: round numbers are a digit or a point apart by chance.
    let round = t.claim.stance == Stance::Open && t.result.told() < 2;
    if listed && !held && far && round && !t.claim.formal && !is_borne(&t, borne) {
        return Kept::Nothing;
    }
    let moved = || listed && has_name(&t) && is_telling(&t);
    let slip = || left_out() || moved() || (slips_by_a_digit(&t) && !is_another(&t));
    if !held && far && !t.claim.formal && !is_borne(&t, borne) && !slip() {
        let told = t.claim.link == Link::Certain && t.claim.stance == Stance::Stated;
        return if told { kept(t, Some(Severity::Note)) } else { Kept::Nothing };
    }
    if held || t.claim.stance == Stance::Stated || is_borne(&t, borne) {
        return kept(t, None);
    }
    match t.claim.stance {
        Stance::Reading if slips_surely(&t) => return Kept::Slip(Box::new(t)),
        Stance::Reading if t.alone && compares(&t) && slips_in_closed(&t) => {
            return kept(t, Some(Severity::Warning));
        }
        Stance::Reading => return Kept::Nothing,
        Stance::Doubtful if is_doubt(&t) => return Kept::Doubt(Box::new(t)),
        Stance::Doubtful => return Kept::Nothing,
        _ => {}
    }
    let near = t.claim.stance == Stance::Open && is_near(&t) && !is_of_few(&t);
    let soft = matches!(t.judged.verdict, Verdict::Truncated | Verdict::Ceiled | Verdict::DoubleRounded);
    if near || (soft && t.claim.link > Link::Guess && is_telling(&t)) {
        return kept(t, None);
    }
    // Of 7辆，其中甲4辆、乙2辆 one may as well be left unnamed.
    // 肉类8.6万吨，其中猪肉4.8万吨、禽肉3.5万吨: so may one of two.
    let long = t.result.printed.chars().filter(char::is_ascii_digit).count() > 2 || t.operands.len() > 2;
    let counted = long && digits::significant(&t.result.printed) > 1 || t.operands.len() > 3;
    let alike = t.claim.alike && counted && t.claim.stance == Stance::Open && slips_by_a_digit(&t);
    let cap = if t.claim.link == Link::Certain { None } else { Some(Severity::Warning) };
    if !soft
        && (alike
            || slips_in_closed(&t)
            || slips_tellingly(&t)
            || is_turned(&t)
            || misses_a_part(&t)
            || moved())
    {
        return kept(t, cap);
    }
    Kept::Nothing
}

/// Two mentions that differ in more than a digit, or tell hardly more than their size: they are of two things, or of
/// two times.
fn is_another(t: &Tried) -> bool {
    const FEW: usize = 3;
    let mention = t.claim.relation == Relation::Equals && matches!(t.claim.expr, Expr::Arg(_));
    let numbers = || t.operands.iter().chain([&t.result]).all(|m| m.quantity().is_some());
    let few = || t.operands.iter().chain([&t.result]).any(|m| m.told() < FEW);
    // 1150.00亿元 and 1150.00万元: the unit slipped, and no digit did.
    let unit =
        || t.operands.first().is_some_and(|a| a.printed == t.result.printed && a.unit != t.result.unit);
    mention && numbers() && !unit() && (few() || !(slips_tellingly(t) || is_doubt(t)))
}

/// Two digits changed round, or one digit of three and more, between two mentions of one fact.
fn is_doubt(t: &Tried) -> bool {
    let (Some(a), b) = (t.operands.first(), &t.result) else { return false };
    let equal =
        t.claim.relation == Relation::Equals && matches!(t.claim.expr, Expr::Arg(_)) && a.unit == b.unit;
    let long = digits::significant(&a.printed.replace('.', ""))
        .min(digits::significant(&b.printed.replace('.', "")));
    let swapped = || digits::swaps(&a.printed).contains(&b.printed);
    equal && (long >= 2 && swapped() || long >= 3 && digits::slip(&a.printed, &b.printed).is_some())
}

/// A cut or ceiled rate is one only when its digits leave no room for chance.
fn is_telling(t: &Tried) -> bool {
    digits::significant(&t.result.printed) >= TELLING - 1
}

/// Σ is off by more than a thirtieth of the total: more likely a list read wrong than a sum.
fn is_far(t: &Tried) -> bool {
    let far = || {
        let (sum, total) = (t.judged.exact?.abs(), judge::quantity(&t.result)?.value.abs());
        Some(num::mul(num::sub(sum, total)?.abs(), Rat::from_integer(33))? > total)
    };
    far().unwrap_or(false)
}

/// A difference that is off by more than half of the larger: more likely of other figures.
fn is_far_apart(t: &Tried) -> bool {
    let far = || {
        let (gap, printed) = (t.judged.exact?, judge::quantity(&t.result)?.value);
        let off = num::sub(gap, printed)?.abs();
        Some(num::mul(off, Rat::from_integer(2))? > gap.abs().max(printed.abs()))
    };
    far().unwrap_or(false)
}

/// A rate that is off by more than a twentieth of itself: more likely one of another figure.
fn is_wild(t: &Tried) -> bool {
    let wild = || {
        let (exact, printed) = (t.judged.exact?.abs(), judge::quantity(&t.result)?.value.abs());
        let gap = num::sub(exact, printed)?.abs();
        Some(num::mul(gap, Rat::from_integer(20))? > exact.max(printed))
    };
    t.claim.relation == Relation::Rounds && wild().unwrap_or(false)
}

/// The change is right but for its direction, to digits that chance would not give.
fn is_turned(t: &Tried) -> bool {
    const RIVALS: usize = 8;
    let turned = || Expr::minus(Expr::Const(Rat::ZERO), t.claim.expr.clone());
    let holds = || judge(&turned(), t.claim.relation, &t.operands, &t.result).verdict;
    let change = matches!(t.claim.relation, Relation::Rounds | Relation::Sums);
    change && t.rivals <= RIVALS && is_telling(t) && matches!(holds(), Verdict::Exact | Verdict::Rounded)
}

/// A named wrong formula gives the printed value.
fn has_name(t: &Tried) -> bool {
    named_slip(&t.claim.slips, &t.operands, &t.result, t.claim.relation, &t.judged).0 == Verdict::Slip
}

/// 案件1106件，其中民事742件、刑事351件: of things counted, two kinds need not be all.
fn is_of_few(t: &Tried) -> bool {
    let counted = t.result.places == 0 && !t.result.unit.ends_with(['元', '%', '分']);
    counted && t.operands.len() == 2 && !t.claim.formal
}

/// Σ within 2 % of the total.
fn is_near(t: &Tried) -> bool {
    let gap = || {
        let total = judge::quantity(&t.result)?.value;
        let delta = num::sub(t.judged.exact?, total)?.abs();
        Some(num::mul(delta, Rat::from_integer(50))? < total.abs())
    };
    t.claim.relation == Relation::Sums && t.operands.len() > 1 && gap().unwrap_or(false)
}

/// One slip of a digit mends it, and chance would not: all the single slips that there are, times the bindings
/// tried, would mend a relation like this less often than once in `ODDS`.
fn slips_tellingly(t: &Tried) -> bool {
    const ODDS: u128 = 20;
    let digits = |term: &Term| term.printed.chars().filter(char::is_ascii_digit).count() as u128;
    let all: u128 = t.operands.iter().chain([&t.result]).map(digits).sum();
    let odds = if t.claim.link == Link::Guess { ODDS * 25 } else { ODDS };
    let chances = 9 * all * t.rivals as u128 * odds;
    // 200.00 and 300.00 say one digit each; in sums and quotients the zeros say how exact they are.
    let told = |term: &Term| digits::significant(term.printed.replace('.', "").as_str()) as u128;
    let first = t.operands.first().unwrap_or(&t.result);
    let length = match t.claim.relation {
        Relation::Equals => told(&t.result).max(told(first)),
        _ => digits(&t.result),
    };
    let room = 10u128.checked_pow(length.min(30) as u32).unwrap_or(u128::MAX);
    chances < room && slips_by_a_digit(t)
}

/// A rate, or a difference: of a sum words that are not read may say that it is not whole.
fn compares(t: &Tried) -> bool {
    let rate = t.claim.relation == Relation::Rounds && t.result.unit == "%";
    rate || matches!(t.claim.expr, Expr::Sub(..))
}

/// One slip of a digit mends a relation that takes up all the figures of its sentence, and would not so easily by chance.
fn slips_in_closed(t: &Tried) -> bool {
    let first = |term: &Term, role: &Role| role.candidates.first().is_some_and(|c| c.figure == term.figure);
    let roles = t.claim.operands.iter().chain([&t.claim.result]);
    let bound = t.operands.iter().chain([&t.result]).zip(roles).all(|(term, role)| first(term, role));
    let digits = |term: &Term| term.printed.chars().filter(char::is_ascii_digit).count() as u128;
    let all: u128 = t.operands.iter().chain([&t.result]).map(digits).sum();
    let room = 10u128.checked_pow(digits(&t.result).min(30) as u32).unwrap_or(u128::MAX);
    // 37处整改34处，整改率100%: a quotient of short figures comes out by some digit of theirs.
    let told =
        |at: &Option<usize>| at.map_or(&t.result, |i| &t.operands[i]).told() > 1 + usize::from(at.is_some());
    let slip = || match t.claim.relation {
        Relation::Rounds => t.result.told() > 1 && members(t).filter(told).any(|at| mends_by_a_digit(t, at)),
        _ => members(t).any(|at| {
            let solved = solve(&t.claim.expr, &t.operands, &t.result, at);
            let new = solved.and_then(|(term, value)| Some((digits::with_value(&term, value)?, term)));
            new.is_some_and(|(new, old)| digits::slip(&old.printed, &new.printed).is_some())
        }),
    };
    t.claim.closed && bound && 9 * all < room && slip()
}

/// A rate that need not be one of these figures, and that one slip of a digit mends in a figure long enough to tell; a
/// first digit is not written where there is none.
fn slips_surely(t: &Tried) -> bool {
    const ODDS: u128 = 50;
    const LEAST: usize = 3;
    let digits = |term: &Term| term.printed.chars().filter(char::is_ascii_digit).count() as u128;
    let all: u128 = t.operands.iter().chain([&t.result]).map(digits).sum();
    let chances = 9 * all * t.rivals as u128 * ODDS;
    let room = 10u128.checked_pow(digits(&t.result).min(30) as u32).unwrap_or(u128::MAX);
    let long = |at: &Option<usize>| at.map_or(&t.result, |i| &t.operands[i]).told() >= LEAST;
    let rate = t.claim.relation == Relation::Rounds && t.result.unit == "%" && t.claim.link > Link::Guess;
    let before_point = t.result.printed.split('.').next().map_or(0, str::len) as u32;
    let least = 10i128.checked_pow(before_point.saturating_sub(1)).map(Rat::from_integer);
    let as_long = t.judged.exact.zip(least).is_some_and(|(e, least)| before_point < 2 || e >= least);
    let slip = || chances < room && as_long && members(t).filter(long).any(|at| mends_by_a_digit(t, at));
    rate && (slip() || swaps_surely(t))
}

/// A rate of four digits, two of them changed round: few ways to be right by chance.
fn swaps_surely(t: &Tried) -> bool {
    const MOST: usize = 16;
    let rate = t.claim.relation == Relation::Rounds && t.result.unit == "%" && t.claim.link > Link::Guess;
    rate && t.rivals <= MOST && t.result.told() >= TELLING && is_swapped(t)
}

/// The gap of a long sum is one of its parts: left out, or counted twice.
fn misses_a_part(t: &Tried) -> bool {
    let gap = || num::sub(judge::quantity(&t.result)?.value, t.judged.exact?);
    // Of many parts one is sooner as large as the gap by chance.
    const FEW: usize = 6;
    let least = if t.operands.len() > FEW { TELLING } else { TELLING - 1 };
    let is_gap = |o: &Term, gap: Rat| {
        judge::quantity(o).is_some_and(|q| q.value == gap.abs()) && digits::significant(&o.printed) >= least
    };
    t.claim.relation == Relation::Sums
        && t.operands.len() >= 3
        && gap().is_some_and(|g| t.operands.iter().any(|o| is_gap(o, g)))
}

/// The first parts make the total, and two or more stand behind them: the list was read too far.
fn runs_on(t: &Tried) -> bool {
    let total = judge::quantity(&t.result).map(|q| q.value);
    let values: Option<Vec<Rat>> = t.operands.iter().map(|o| Some(judge::quantity(o)?.value)).collect();
    let (Some(total), Some(values), Expr::Sum(_)) = (total, values, &t.claim.expr) else { return false };
    let mut sum = Rat::ZERO;
    let whole = |(n, v): (usize, &Rat)| {
        sum = num::add(sum, *v).unwrap_or(sum);
        n > 0 && sum == total && values.len() - n > 2
    };
    // 1874人，其中留用1152人；2022年留用478人，2023年674人: the first is told again in parts.
    let rest = values.iter().skip(1).try_fold(Rat::ZERO, |sum, v| num::add(sum, *v));
    let again = values.len() > 2 && rest.is_some() && rest == values.first().copied();
    again || values.iter().enumerate().any(whole)
}

/// The gap is a part whose own parts stand in the list too: 补贴872元，上半年388元，下半年484元.
fn tells_a_part_twice(t: &Tried) -> bool {
    let values: Vec<Rat> = t.operands.iter().filter_map(|o| Some(judge::quantity(o)?.value)).collect();
    let gap = || num::sub(t.judged.exact?, judge::quantity(&t.result)?.value);
    let Some(gap) = gap() else { return false };
    let sums = |from: usize| {
        let mut sum = Rat::ZERO;
        values[from..].iter().take(8).enumerate().any(|(n, v)| {
            sum = num::add(sum, *v).unwrap_or(sum);
            n > 0 && sum == gap
        })
    };
    values.contains(&gap) && (0..values.len()).any(sums)
}

fn slips_by_a_digit(t: &Tried) -> bool {
    match t.claim.relation {
        Relation::Sums | Relation::Equals => repairs(t).any(|(from, to)| digits::slip(&from, &to).is_some()),
        Relation::Rounds | Relation::Scores => members(t).any(|at| mends_by_a_digit(t, at)),
        _ => false,
    }
}

/// The members of a relation: its operands, then its result.
fn members(t: &Tried) -> impl Iterator<Item = Option<usize>> {
    const MANY: usize = 80;
    let operands = if t.operands.len() > MANY { 0 } else { t.operands.len() };
    (0..operands).map(Some).chain([None])
}

/// Some single slip in this member makes a quotient come out.
fn mends_by_a_digit(t: &Tried, at: Option<usize>) -> bool {
    let term = at.map_or(&t.result, |i| &t.operands[i]);
    digits::single_slips(term).into_iter().any(|new| {
        let (mut operands, mut result) = (t.operands.clone(), t.result.clone());
        match at {
            Some(i) => operands[i] = new,
            None => result = new,
        }
        let verdict = judge(&t.claim.expr, t.claim.relation, &operands, &result).verdict;
        matches!(verdict, Verdict::Exact | Verdict::Rounded)
    })
}

/// (printed, what it would have to be) for each member of a sum or equality; a tail of one last place allowed.
fn repairs(t: &Tried) -> impl Iterator<Item = (String, String)> {
    members(t).flat_map(|at| {
        let solved = solve(&t.claim.expr, &t.operands, &t.result, at);
        let tail = t.claim.relation == Relation::Sums && t.operands.len() > 2;
        let ulps = if tail { -1..=1 } else { 0..=0 };
        ulps.filter_map(move |ulp| {
            let (term, value) = solved.clone()?;
            let step = judge::quantity(&term)?.step;
            let off = num::mul(step, Rat::from_integer(ulp))?;
            let new = digits::with_value(&term, num::add(value, off)?)?;
            Some((term.printed, new.printed))
        })
    })
}

/// The value that member `at` (the result when `None`) must have for the relation to hold; linear in it.
pub(super) fn solve(expr: &Expr, operands: &[Term], result: &Term, at: Option<usize>) -> Option<(Term, Rat)> {
    let exact = judge::value(expr, operands)?;
    let Some(i) = at else { return Some((result.clone(), exact)) };
    let old = judge::quantity(operands.get(i)?)?;
    let one = Rat::from_integer(1);
    let mut more = operands.to_vec();
    let raised = num::Quantity { value: num::add(old.value, one)?, ..old };
    more[i].value = crate::ledger::Value::Number(raised);
    let slope = num::sub(judge::value(expr, &more)?, exact)?;
    if slope.abs() != one {
        return None;
    }
    let gap = num::sub(judge::quantity(result)?.value, exact)?;
    Some((operands[i].clone(), num::add(old.value, num::mul(gap, slope)?)?))
}

pub(super) fn check(t: Tried, cap: Option<Severity>) -> Check {
    // A named wrong formula that gives the print, or two digits changed round, bears out the link.
    let swapped = t.judged.verdict == Verdict::Wrong && is_swapped(&t);
    let Tried { claim, operands, result, judged, .. } = t;
    let (names, formula) = message::called(&claim, &operands);
    let (verdict, reason) = named_slip(&claim.slips, &operands, &result, claim.relation, &judged);
    let borne = swapped || (verdict == Verdict::Slip && digits::significant(&result.printed) >= TELLING - 1);
    let by_link = match claim.link {
        Link::Certain => Severity::Error,
        Link::Likely if borne => Severity::Error,
        Link::Likely => Severity::Warning,
        Link::Guess => Severity::Note,
    };
    let cap = cap.filter(|_| !borne);
    let caps = [Some(claim.severity), Some(by_link), cap, judged.ceiling];
    let minor = matches!(judged.verdict, Verdict::Ceiled | Verdict::DoubleRounded);
    let caps = caps.into_iter().chain([minor.then_some(Severity::Note)]);
    let severity = caps.flatten().min().unwrap_or(Severity::Note);
    Check {
        rule: claim.rule,
        formula,
        expr: claim.expr,
        relation: claim.relation,
        operands: names.into_iter().zip(operands).collect(),
        result: (claim.result.name, result),
        verdict,
        holds: verdict.holds(),
        exact: judged.exact,
        expected: judged.expected.or(claim.word).filter(|_| reason.as_deref() != Some(UNIT)),
        reason,
        severity,
        link: claim.link,
    }
}

/// Two neighbouring digits changed round mend a sum, an equality or a quotient of long figures.
fn is_swapped(t: &Tried) -> bool {
    let long = |term: &Term| digits::significant(&term.printed.replace('.', "")) >= TELLING;
    match t.claim.relation {
        Relation::Sums | Relation::Equals => {
            repairs(t).any(|(from, to)| from.len() > TELLING && digits::swaps(&from).contains(&to))
        }
        Relation::Rounds => {
            let swaps = digits::swaps(&t.result.printed).into_iter();
            let value = |p: &String| num::rat(num::parse(p)?);
            let expected = || num::to_step(t.judged.exact?, judge::quantity(&t.result)?.step);
            long(&t.result) && swaps.filter_map(|p| value(&p)).any(|v| Some(v) == expected())
        }
        _ => false,
    }
}

/// A wrong result that a named wrong formula reproduces is a slip.
fn named_slip(
    slips: &[Slip],
    operands: &[Term],
    result: &Term,
    relation: Relation,
    judged: &Judgement,
) -> (Verdict, Option<String>) {
    if judged.verdict != Verdict::Wrong {
        return (judged.verdict, judged.reason.clone());
    }
    let fits = |s: &&Slip| {
        let v = judge(&s.expr, relation, operands, result).verdict;
        matches!(v, Verdict::Exact | Verdict::Rounded | Verdict::Truncated)
    };
    match slips.iter().find(fits) {
        Some(s) => (Verdict::Slip, Some(s.explanation.clone())),
        None => (Verdict::Wrong, judged.reason.clone()),
    }
}
