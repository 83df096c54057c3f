//! Numbers in the measure word that a standard or a mean counts by: 1.56万人次 is 15600 人次, 182.6公里 is no number of metres.

use super::kit;
use crate::facts::{Facts, Mention, MentionId};
use crate::ledger::{Term, Value};
use crate::num::{self, Rat};
use num_traits::Signed;

/// 万, 亿 and 千 before a measure word, as a power of ten, and the word; 千瓦时 and 千克 are words of their own.
fn split(unit: &str) -> (i32, &str) {
    let mut rest = unit.chars();
    let power = match (rest.next(), rest.clone().next()) {
        (Some('万'), _) => 4,
        (Some('亿'), _) => 8,
        (Some('千'), Some(next)) if !"瓦克米伏卡".contains(next) => 3,
        _ => return (0, unit),
    };
    (power, rest.as_str())
}

/// 人次 of 万人次.
pub(super) fn word(unit: &str) -> &str {
    split(unit).1
}

/// Takes a term for the number of its measure word.
pub(super) fn count(t: &mut Term) {
    let power = split(&t.unit).0;
    let value = || num::mul(num::rat(num::parse(&t.printed)?)?, num::scale10(power)?);
    let step = num::scale10(power - i32::try_from(t.places).unwrap_or(0));
    if let (Some(value), Some(step), Value::Number(q)) = (value(), step, &mut t.value) {
        (q.value, q.step) = (value, step.max(Rat::new(1, 1_000_000)));
    }
}

/// How many of its measure word a figure counts.
pub(super) fn value(m: &Mention) -> Option<Rat> {
    let mut role = kit::role("", m);
    role.candidates.iter_mut().for_each(count);
    Some(role.candidates.first()?.quantity()?.value)
}

/// The total divided by the number is the mean, but for its last place.
pub(super) fn is_mean(facts: &Facts, mean: MentionId, total: MentionId, number: MentionId) -> bool {
    let q = |i: MentionId| facts.mentions[i].term.quantity();
    let near = || {
        let (mean, total, number) = (q(mean)?, q(total)?, value(&facts.mentions[number])?);
        let gap = num::sub(num::div(total.value, number)?, mean.value)?.abs();
        // 268场，场均1万元，共计26.8万元: 0.1 is no 1.
        Some(gap <= mean.step && num::add(gap, gap)? <= mean.value)
    };
    near().unwrap_or(false)
}
