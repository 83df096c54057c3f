//! The 自评报告 of a unit and year against its 自评表 and its 决算.
//!
//! The one surprise: 全年执行数 and 支出 are one family here, as a report may call by one name what the account calls
//! by the other; they differ only where no mention of either agrees.

use super::digest::{Digest, Scored, Stated, When};
use super::report::{Comparison, Item};
use crate::num::{Interval, Rat, exact_text};

pub fn compare(of_unit: &[&Digest]) -> Vec<Comparison> {
    let mut all = Vec::new();
    for (i, a) in of_unit.iter().enumerate() {
        for b in &of_unit[i + 1..] {
            if a.year.is_some() && a.year == b.year && comparable(a, b) {
                all.push(pair(a, b));
            }
        }
    }
    all
}

/// Of the whole unit, or of its only project with its form.
fn comparable(a: &Digest, b: &Digest) -> bool {
    let sort = |d: &Digest| match d.kind.as_str() {
        "form" if d.title.contains("项目") => "project form",
        "form" => "form",
        "final" => "final",
        "project" => "project",
        "overall" | "self" | "evaluation" => "report",
        _ => "",
    };
    matches!(
        (sort(a), sort(b)),
        ("report", "form" | "final")
            | ("form" | "final", "report")
            | ("form", "final")
            | ("final", "form")
            | ("project", "project form")
            | ("project form", "project")
    )
}

fn pair(a: &Digest, b: &Digest) -> Comparison {
    let mut items = Vec::new();
    let mut tied = 0;
    for family in FAMILIES {
        match differ(a, b, family) {
            Some(true) => tied += 1,
            Some(false) => items.extend(difference(a, b, family)),
            None => {}
        }
    }
    items.extend(scores(a, b, &mut tied));
    let year = a.year.unwrap_or_default();
    Comparison {
        kind: "forms",
        title: format!("{} {year} 年 {} 与 {} 对比", a.unit.name, a.kind_name, b.kind_name),
        paths: vec![a.path.clone(), b.path.clone()],
        remarks: vec![format!("相符 {tied} 项")],
        items,
    }
}

const FAMILIES: &[&[&str]] = &[
    &["budget.initial"],
    &["budget.adjusted"],
    &["executed", "expenditure"],
    &["income"],
    &["spend.basic"],
    &["spend.project"],
    &["received"],
    &["rate.execution"],
];

/// Of money and rates without a scope.
fn of<'d>(d: &'d Digest, family: &[&str]) -> Vec<&'d Stated> {
    let fits = |s: &&Stated| {
        s.when == When::This && !s.implied && s.scope.is_none() && family.contains(&s.attribute.as_str())
    };
    d.stated.iter().filter(fits).collect()
}

/// Whether two reports agree on something that both state.
fn differ(a: &Digest, b: &Digest, family: &[&str]) -> Option<bool> {
    let (x, y) = (of(a, family), of(b, family));
    if x.is_empty() || y.is_empty() {
        return None;
    }
    Some(x.iter().any(|s| y.iter().any(|t| agree(s, t))))
}

/// A form may print its unit where nobody finds it: then 元 and 万元 will both do.
fn agree(s: &Stated, t: &Stated) -> bool {
    let myriad = Interval::point(Rat::from_integer(10_000));
    let bare = |a: &Stated, b: &Stated| {
        let scaled = || a.values.mul(&myriad).is_some_and(|v| v.meets(&b.values));
        a.base.is_empty() && b.base == "元" && (a.values.meets(&b.values) || scaled())
    };
    (s.base == t.base && s.values.meets(&t.values)) || bare(s, t) || bare(t, s)
}

/// Whether two figures are of one sort.
fn of_one_sort(s: &Stated, t: &Stated) -> bool {
    let money = |b: &str| b.is_empty() || b == "元";
    s.base == t.base || (money(&s.base) && money(&t.base))
}

fn difference(a: &Digest, b: &Digest, family: &[&str]) -> Option<Item> {
    let (x, y) = (of(a, family), of(b, family));
    let (s, t) = (x.first()?, y.iter().find(|t| x.iter().any(|s| of_one_sort(s, t)))?);
    Some(Item {
        what: "differs",
        message: format!(
            "{}不一致：{}“{}”，{}“{}”",
            s.name, a.kind_name, s.spot.quote, b.kind_name, t.spot.quote
        ),
        spots: vec![s.spot.clone(), t.spot.clone()],
        doubt: true,
    })
}

/// Scores of indicators of one name, and the total.
fn scores(a: &Digest, b: &Digest, tied: &mut usize) -> Vec<Item> {
    let mut items = Vec::new();
    let mut hold = |s: &Scored, t: &Scored| {
        let values =
            s.score.zip(t.score).filter(|_| s.full == t.full || s.full.is_none() || t.full.is_none());
        let Some((x, y)) = values else { return };
        if x == y {
            *tied += 1;
            return;
        }
        let message = format!(
            "“{}”得分不一致：{} {} 分，{} {} 分",
            s.name,
            a.kind_name,
            exact_text(x),
            b.kind_name,
            exact_text(y)
        );
        items.push(Item {
            what: "differs",
            message,
            spots: vec![s.spot.clone(), t.spot.clone()],
            doubt: true,
        });
    };
    for s in &a.indicators {
        if let Some(t) = b.indicators.iter().find(|t| t.name == s.name) {
            hold(s, t);
        }
    }
    if let (Some(s), Some(t)) = (&a.total, &b.total) {
        hold(s, t);
    }
    items
}
