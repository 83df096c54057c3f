//! Numbers side by side of which only the last prints the unit: 分别下达34.81、16.73和14.98万元.

use super::build::{kind_of, scaled};
use super::{Figure, Kind};
use crate::layout::Flow;
use crate::scheme::Scheme;

/// Numbers of one list, the last with its unit.
const MOST: usize = 32;
/// Characters before the list that may say that it is one.
const NEAR: usize = 12;

/// Gives the unit of the last figure of a list to the bare numbers before it. `figures` stand in the order of the text.
pub(super) fn inherit(flow: &Flow, scheme: &Scheme, figures: &mut [Figure]) {
    for last in (1..figures.len()).rev() {
        let own = &figures[last];
        let counted =
            matches!(own.kind, Kind::Amount | Kind::Count | Kind::Measure | Kind::Percent | Kind::Point);
        let Some(unit) = scheme.units.by_name.get(own.unit.as_str()).filter(|_| counted && !own.inherited)
        else {
            continue;
        };
        let first =
            (0..last).rev().take(MOST).take_while(|&i| is_beside(flow, &figures[i], &figures[i + 1])).last();
        let Some(first) = first.filter(|&i| is_list(flow, &figures[i..=last])) else { continue };
        let (kind, name, base) = (kind_of(unit.kind), own.unit.clone(), own.base_unit.clone());
        for figure in &mut figures[first..last] {
            figure.kind = kind;
            figure.unit.clone_from(&name);
            figure.base_unit.clone_from(&base);
            figure.inherited = true;
            scaled(figure, unit.power);
        }
    }
}

/// A bare number, and nothing but the sign of a list behind it.
fn is_beside(flow: &Flow, figure: &Figure, next: &Figure) -> bool {
    let bare = figure.kind == Kind::Number && figure.unit.is_empty() && figure.upper.is_none();
    let beside = figure.para == next.para && figure.at.end <= next.at.start;
    bare && !figure.chinese
        && beside
        && matches!(flow.slice(figure.at.end, next.at.start).trim(), "、" | "和" | "与" | "及")
}

/// 2、3个项目 may open with the number of an item: three numbers, a point, or words that tell of a list.
fn is_list(flow: &Flow, figures: &[Figure]) -> bool {
    let first = &figures[0];
    let Some(para) = flow.paras.get(first.para as usize) else { return false };
    let before = flow.slice(para.range.start, first.at.start).trim_end();
    let led = before.chars().next_back().is_some_and(|c| c.is_alphabetic());
    let near: String = before.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    let told = ["分别", "依次", "各为"].iter().any(|w| near.contains(w));
    led && (told || figures.len() > 2 || figures.iter().any(|f| f.places > 0))
}
