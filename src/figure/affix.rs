//! What stands around a number: its unit with 万 or 亿 before it, and the words that loosen it.

use super::chars::{back_blanks, eat, is_han, next, prev, skip_blanks, starts};
use super::literal::Inner;
use crate::num::Qualifier;
use crate::scheme::{Loose, Unit, UnitKind, Units};
use std::ops::Range;

/// A unit after a number, with all that belongs to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Affix<'s> {
    /// Power of ten of 万, 亿, 千 before the unit.
    pub power: i32,
    pub unit: Option<&'s Unit>,
    /// 万 and unit as printed, blanks before it left out: 万株, 元/人. Empty when there is none.
    pub printed: Range<usize>,
    /// 万 or 千 that a loosening word parts from its unit: 2万余人.
    pub apart: Range<usize>,
    /// What a per-unit divides by: "/人".
    pub per: Range<usize>,
    /// A loosening word between number and unit: 20余户.
    pub between: Option<Inner>,
    /// A loosening word after all: 95%以上.
    pub after: Option<Inner>,
    /// 一吨半.
    pub half: bool,
    /// End of number and unit, without the words after it.
    pub end: usize,
}

/// Reads unit and loosening words after a number that ends at `at`.
pub(super) fn read<'s>(text: &str, at: usize, units: &'s Units) -> Affix<'s> {
    let mut affix = core(text, at, units);
    per_unit(text, units, &mut affix);
    halves(text, &mut affix);
    affix.after = after(text, &affix, at, units);
    affix
}

fn core<'s>(text: &str, at: usize, units: &'s Units) -> Affix<'s> {
    let start = skip_blanks(text, at);
    if let Some(affix) = plain(text, start, units) {
        return affix;
    }
    if let Some(affix) = powered(text, start, units) {
        return affix;
    }
    if let Some(word) = between(text, start, units) {
        let rest = skip_blanks(text, word.end);
        if let Some(mut affix) = plain(text, rest, units).or_else(|| powered(text, rest, units)) {
            affix.between = Some(word);
            return affix;
        }
    }
    Affix { printed: at..at, end: at, ..Affix::default() }
}

/// The unit itself, with 个多月 and 个半小时.
fn plain<'s>(text: &str, at: usize, units: &'s Units) -> Option<Affix<'s>> {
    if let Some(rest) = text.get(at..)?.strip_prefix("个")
        && let Some(mid) = rest.chars().next().filter(|c| matches!(c, '多' | '余' | '半' | '来'))
        && let Some((unit, len)) = long_time(&rest[mid.len_utf8()..], units)
    {
        let (from, word) = (at + 3, mid.len_utf8());
        let inner = Inner { qualifier: Qualifier::More, start: from, end: from + word };
        let half = mid == '半';
        let end = from + word + len;
        let between = (!half).then_some(inner);
        return Some(Affix {
            unit: Some(unit),
            printed: from + word..end,
            between,
            half,
            end,
            ..Affix::default()
        });
    }
    let (unit, len) = units.at(&text[at..])?;
    let end = at + len;
    latin_ends(text, at, end).then(|| Affix { unit: Some(unit), printed: at..end, end, ..Affix::default() })
}

/// 月 or 小时 after 3个多.
fn long_time<'s>(rest: &str, units: &'s Units) -> Option<(&'s Unit, usize)> {
    let name = if rest.starts_with('月') { "个月" } else { "小时" };
    let printed = if name == "个月" { "月" } else { name };
    rest.starts_with(printed).then_some(())?;
    Some((units.by_name.get(name)?, printed.len()))
}

/// "168cm" but not "5Gbps" read as 5G.
fn latin_ends(text: &str, at: usize, end: usize) -> bool {
    let last = text[at..end].chars().next_back();
    let latin = last.is_some_and(|c| c.is_ascii_alphabetic());
    !latin || next(text, end).is_none_or(|c| !c.is_ascii_alphanumeric())
}

/// 万株, 亿立方米, 万余人; a bare 万 counts too.
fn powered<'s>(text: &str, at: usize, units: &'s Units) -> Option<Affix<'s>> {
    let (power, end) = multiplier(text, at)?;
    let rest = skip_blanks(text, end);
    if let Some(unit) = plain(text, rest, units).filter(|u| countable(u) && u.between.is_none()) {
        return Some(Affix { power, printed: at..unit.end, ..unit });
    }
    if let Some(word) = between(text, rest, units) {
        let from = skip_blanks(text, word.end);
        if let Some(unit) = plain(text, from, units).filter(countable) {
            return Some(Affix { power, apart: at..end, between: Some(word), ..unit });
        }
    }
    let alone = power >= 4 || next(text, end).is_none_or(|c| !is_han(c));
    alone.then(|| Affix { power, printed: at..end, end, ..Affix::default() })
}

/// Units that 万 may stand before: not %, not 分, not 月.
fn countable(affix: &Affix) -> bool {
    affix.unit.is_some_and(|u| {
        matches!(u.kind, UnitKind::Money | UnitKind::Count | UnitKind::Measure | UnitKind::Multiple)
    })
}

/// 万, 亿, 万亿, 百万, 千.
fn multiplier(text: &str, at: usize) -> Option<(i32, usize)> {
    let mut power = 0;
    let mut end = at;
    for c in text.get(at..)?.chars().take(3) {
        let Some(m) = super::chars::power(c).filter(|m| (2..=8).contains(m)) else { break };
        if power > 0 && m < 4 {
            break;
        }
        power += m as i32;
        end += c.len_utf8();
    }
    (power > 0 && power <= 16).then_some((power, end))
}

fn between(text: &str, at: usize, units: &Units) -> Option<Inner> {
    let words = units.after.words.at(&text[at..]).filter_map(|(_, i)| units.after.list.get(*i));
    let word = words.into_iter().find(|w| w.qualifier == Qualifier::More)?;
    Some(Inner { qualifier: word.qualifier, start: at, end: at + word.word.len() })
}

/// 元/人, 元/平方米/月, 元/人·天.
fn per_unit(text: &str, units: &Units, affix: &mut Affix) {
    if affix.unit.is_none() {
        return;
    }
    let start = affix.end;
    for _ in 0..3 {
        let first = affix.end == start;
        let Some(from) = eat(text, affix.end, |c| matches!(c, '/' | '／') || (!first && c == '·')) else {
            break;
        };
        let named = units.at(&text[from..]).map(|(_, len)| len);
        let bare = eat(text, from, |c| matches!(c, '月' | '日' | '年' | '人' | '户' | '个' | '亩' | '天'));
        let Some(end) = named.map(|len| from + len).max(bare) else { break };
        affix.end = end;
    }
    affix.per = start..affix.end;
    affix.printed.end = affix.end;
}

/// 一吨半, 三年半.
fn halves(text: &str, affix: &mut Affix) {
    let Some(unit) = affix.unit.filter(|u| matches!(u.kind, UnitKind::Measure | UnitKind::Multiple)) else {
        return;
    };
    let _ = unit;
    let Some(end) = eat(text, affix.end, |c| c == '半') else { return };
    let goes_on = next(text, end).is_some_and(|c| "数径成自封山边截脱导岛夜路价年月个小".contains(c));
    if !goes_on && affix.per.is_empty() {
        affix.half = true;
        affix.end = end;
    }
}

/// 以上, 左右 and the like after the unit, or 余 and 多 after a continuous one (3年多).
fn after(text: &str, affix: &Affix, number: usize, units: &Units) -> Option<Inner> {
    let mut from = affix.end;
    if starts(text, from, "（") || starts(text, from, "(") || !next(text, from).is_some_and(is_han) {
        from = skip_blanks(text, from);
    }
    let words = units.after.words.at(&text[from..]).filter_map(|(_, i)| units.after.list.get(*i));
    let word = words.into_iter().find(|w| fits_after(text, from, w))?;
    let end = from + word.word.len();
    if word.qualifier == Qualifier::More {
        let long = affix
            .unit
            .is_some_and(|u| matches!(u.kind, UnitKind::Measure | UnitKind::Multiple | UnitKind::Money));
        let bare = affix.unit.is_none() && affix.end > number;
        // 比年初预算1150万元多54.33万元 is by how much more.
        let stops =
            next(text, end).is_none_or(|c| !is_han(c) && !c.is_ascii_digit() || "的了前来后，".contains(c));
        if !(long || bare) || affix.between.is_some() || !stops {
            return None;
        }
    }
    if word.word == "内" && !affix.unit.is_some_and(|u| u.kind == UnitKind::Measure) {
        return None;
    }
    Some(Inner { qualifier: word.qualifier, start: from, end })
}

fn fits_after(text: &str, at: usize, word: &Loose) -> bool {
    let rest = &text[at + word.word.len()..];
    !word.unless.iter().any(|u| rest.starts_with(u.as_str()))
}

/// The loosening word that ends where the number starts.
pub(super) fn before(text: &str, number: usize, units: &Units) -> Option<Inner> {
    let end = back_blanks(text, number);
    let head = text.get(..end)?;
    let words = units.before.words.of(prev(head, end)?, '\0').iter().filter(|w| head.ends_with(w.0.as_str()));
    let word = words.into_iter().find_map(|(_, i)| units.before.list.get(*i))?;
    let start = end - word.word.len();
    let outer = &head[..start];
    let blocked = word.unless.iter().any(|u| outer.ends_with(u.as_str()));
    (!blocked).then_some(Inner { qualifier: word.qualifier, start, end })
}
