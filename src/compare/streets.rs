//! One indicator across the units of a year: how the scores lie, who stands apart, and whether all have full marks.

use super::digest::{Digest, Scored};
use super::report::{Comparison, Item};
use super::statistics::Spread;
use crate::num::{Rat, div, mul, show};
use num_traits::Zero;
use std::collections::BTreeMap;

/// Fewest units that make a comparison.
const FEW: usize = 4;

pub fn compare(digests: &[Digest]) -> Vec<Comparison> {
    let mut groups: BTreeMap<(i32, &str), Vec<&Digest>> = BTreeMap::new();
    for d in digests.iter().filter(|d| !d.unit.name.is_empty() && d.kind != "project") {
        if let Some(year) = d.year {
            let group = groups.entry((year, d.kind.as_str())).or_default();
            // Of drafts the last one counts.
            group.retain(|o| o.group() != d.group());
            group.push(d);
        }
    }
    groups.into_iter().filter(|(_, g)| g.len() >= FEW).map(|((year, _), g)| group(year, &g)).collect()
}

fn group(year: i32, group: &[&Digest]) -> Comparison {
    let mut by_name: BTreeMap<&str, Vec<(&Digest, &Scored)>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for d in group {
        for s in &d.indicators {
            let list = by_name.entry(&s.name).or_default();
            if list.is_empty() {
                order.push(&s.name);
            }
            list.push((d, s));
        }
    }
    let (mut remarks, mut items) = (Vec::new(), Vec::new());
    for name in order {
        let list = &by_name[name];
        if list.len() >= FEW {
            indicator(name, list, &mut remarks, &mut items);
        }
    }
    let kind = &group[0].kind_name;
    Comparison {
        kind: "streets",
        title: format!("{year} 年 {} 个单位的{kind}对比", group.len()),
        paths: group.iter().map(|d| d.path.clone()).collect(),
        remarks,
        items,
    }
}

fn indicator(name: &str, list: &[(&Digest, &Scored)], remarks: &mut Vec<String>, items: &mut Vec<Item>) {
    let rate = |s: &Scored| div(s.score?, s.full.filter(|f| !f.is_zero())?);
    let rated: Vec<(&Digest, &Scored, Rat)> =
        list.iter().filter_map(|(d, s)| Some((*d, *s, rate(s)?))).collect();
    let rates: Vec<Rat> = rated.iter().map(|r| r.2).collect();
    let Some(spread) = Spread::of(&rates).filter(|_| rates.len() >= FEW) else { return };
    let one = Rat::from_integer(1);
    if rates.iter().all(|r| *r == one) {
        let spots = rated.iter().map(|r| r.1.spot.clone()).collect();
        let message = format!("“{name}”{} 个单位全部满分，分不出高低", rated.len());
        items.push(Item { what: "all-full", message, spots, doubt: true });
        return;
    }
    remarks.push(format!(
        "“{name}”{} 个单位：得分率最低 {}，中位 {}，最高 {}",
        rated.len(),
        percent(spread.least),
        percent(spread.median),
        percent(spread.most)
    ));
    let apart = Rat::new(1, 10);
    for (d, s, r) in rated.iter().filter(|r| spread.is_outlier(r.2, apart)) {
        let message = format!(
            "“{name}”{}的得分率 {} 远离其他单位（中位 {}）",
            d.unit.name,
            percent(*r),
            percent(spread.median)
        );
        items.push(Item { what: "outlier", message, spots: vec![s.spot.clone()], doubt: true });
    }
}

fn percent(r: Rat) -> String {
    mul(r, Rat::from_integer(100)).map_or_else(String::new, |p| format!("{}%", show(p, 2)))
}
