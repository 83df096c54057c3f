//! Two drafts of one report: which doubts the later one closes, which stay, which are new.
//!
//! Must not judge anew. Doubts are the same by fingerprint, else by rule and formula: the figures may have changed.

use super::digest::{Digest, Doubt};
use super::report::{Comparison, Item};
use crate::ledger::Severity;

/// Drafts stand in the order in which the user gave them; each is held against the one before it.
pub fn compare(of_unit: &[&Digest]) -> Vec<Comparison> {
    let mut all = Vec::new();
    for (i, b) in of_unit.iter().enumerate() {
        let same = |a: &&&Digest| a.year == b.year && a.kind == b.kind && a.title == b.title;
        if let Some(a) = of_unit[..i].iter().rev().find(same) {
            all.push(pair(a, b));
        }
    }
    all
}

fn pair(a: &Digest, b: &Digest) -> Comparison {
    let mut left: Vec<&Doubt> = b.doubts.iter().collect();
    let mut take = |fits: &dyn Fn(&Doubt) -> bool| {
        let at = left.iter().position(|d| fits(d))?;
        Some(left.remove(at))
    };
    let mut fate: Vec<Option<&Doubt>> = a.doubts.iter().map(|d| take(&|o| o.id == d.id)).collect();
    let ways: [fn(&Doubt, &Doubt) -> bool; 2] = [|d, o| like(d, o) && d.spot.section == o.spot.section, like];
    for way in ways {
        for (d, f) in a.doubts.iter().zip(&mut fate).filter(|(_, f)| f.is_none()) {
            *f = take(&|o| way(d, o));
        }
    }
    let mut items: Vec<Item> = a.doubts.iter().zip(&fate).map(|(d, f)| old(d, *f, b)).collect();
    items.extend(left.iter().map(|d| new(d)));
    let count = |what: &str| items.iter().filter(|i| i.what == what).count();
    let summary =
        format!("已消除 {} 处，仍在 {} 处，新出现 {} 处", count("closed"), count("stays"), count("new"));
    Comparison {
        kind: "drafts",
        title: format!("两稿对比：{} → {}", a.path, b.path),
        paths: vec![a.path.clone(), b.path.clone()],
        remarks: vec![summary],
        items,
    }
}

fn like(a: &Doubt, b: &Doubt) -> bool {
    a.rule == b.rule && !a.formula.is_empty() && a.formula == b.formula
}

fn old(d: &Doubt, still: Option<&Doubt>, b: &Digest) -> Item {
    let Some(now) = still else {
        let ties = b.held.contains(&(d.rule.clone(), d.formula.clone()));
        let how = if ties { "已改正，现在相符" } else { "后一稿没有这一处了" };
        let message = format!("已消除[{}]：{}（{how}）", d.rule, d.message);
        return Item { what: "closed", message, spots: vec![d.spot.clone()], doubt: false };
    };
    let changed = if now.id == d.id { "" } else { "（数字改过，仍不符）" };
    let message = format!("仍在[{}]：{}{changed}", d.rule, now.message);
    let spots = vec![d.spot.clone(), now.spot.clone()];
    Item { what: "stays", message, spots, doubt: d.severity > Severity::Note }
}

fn new(d: &Doubt) -> Item {
    let message = format!("新出现[{}]：{}", d.rule, d.message);
    Item { what: "new", message, spots: vec![d.spot.clone()], doubt: d.severity > Severity::Note }
}
