//! This year's report against last year's of the same unit.

use super::digest::{Digest, Scored, Sentence, Stated, When};
use super::report::{Comparison, Item};
use std::collections::{HashMap, HashSet};

/// Sections whose sentences may well be the same every year.
const STEADY: &[&str] = &["概况", "职能", "职责", "机构", "人员", "编制", "基本情况", "依据", "标准"];
/// Sections whose sentences must not be.
const FRESH: &[&str] = &["问题", "改进", "建议", "下一步", "措施", "打算", "原因"];
/// Shortest sentence that says something, in characters.
const SHORT: usize = 15;

pub fn compare(of_unit: &[&Digest]) -> Vec<Comparison> {
    let mut all = Vec::new();
    for b in of_unit {
        let before = |a: &&&Digest| a.kind == b.kind && a.year.zip(b.year).is_some_and(|(x, y)| x + 1 == y);
        // Of several drafts the last one counts, once.
        let last = |d: &Digest| of_unit.iter().rev().find(|o| o.kind == d.kind && o.year == d.year);
        let final_draft = last(b).is_some_and(|l| std::ptr::eq(*l, *b));
        if let Some(a) = of_unit.iter().rev().find(before).filter(|_| final_draft && b.kind != "project") {
            all.push(pair(a, b));
        }
    }
    all
}

fn pair(a: &Digest, b: &Digest) -> Comparison {
    let (mut items, tied) = previous(a, b);
    let mut remarks = vec![format!("本年所写的上年数与上年报告相符 {tied} 处")];
    items.extend(indicators(a, b, &mut remarks));
    items.extend(unchanged(a, b, &mut remarks));
    let years = (a.year.unwrap_or_default(), b.year.unwrap_or_default());
    Comparison {
        kind: "years",
        title: format!("{} {} 年与 {} 年对比", b.unit.name, years.0, years.1),
        paths: vec![a.path.clone(), b.path.clone()],
        remarks,
        items,
    }
}

/// What this year's report says of last year, against what last year's said of itself.
fn previous(a: &Digest, b: &Digest) -> (Vec<Item>, usize) {
    let mut tied = 0;
    let mut items = Vec::new();
    for now in b.stated.iter().filter(|s| s.when == When::Before) {
        let same = |s: &&Stated| {
            let one = (&s.attribute, &s.scope, &s.base) == (&now.attribute, &now.scope, &now.base);
            s.when == When::This && !s.implied && one
        };
        let then: Vec<&Stated> = a.stated.iter().filter(same).collect();
        if then.is_empty() {
            continue;
        }
        if then.iter().any(|t| t.values.meets(&now.values)) {
            tied += 1;
            continue;
        }
        let how =
            if now.implied { "由本年的增减推算的上年数" } else { "本年所写的上年数" };
        let message = format!(
            "{}：{how}与上年报告不符：本年“{}”，上年“{}”",
            now.name, now.spot.quote, then[0].spot.quote
        );
        let spots = vec![now.spot.clone(), then[0].spot.clone()];
        items.push(Item { what: "previous-value", message, spots, doubt: true });
    }
    (items, tied)
}

/// Indicators of last year that are gone.
fn indicators(a: &Digest, b: &Digest, remarks: &mut Vec<String>) -> Vec<Item> {
    const FEW: usize = 4;
    if a.indicators.len() < FEW || b.indicators.len() < FEW {
        return Vec::new();
    }
    let names: HashSet<&str> = b.indicators.iter().map(|i| i.name.as_str()).collect();
    let (kept, gone): (Vec<&Scored>, Vec<&Scored>) =
        a.indicators.iter().partition(|i| names.contains(i.name.as_str()));
    if kept.len() * 2 < a.indicators.len() {
        remarks.push(format!("指标大半换过：上年 {} 个里本年只有 {} 个同名", a.indicators.len(), kept.len()));
        return Vec::new();
    }
    let item = |i: &&Scored| Item {
        what: "indicator-gone",
        message: format!("上年的指标“{}”本年不见了", i.name),
        spots: vec![i.spot.clone()],
        doubt: true,
    };
    gone.iter().map(item).collect()
}

/// Sentences with figures, or of problems and plans, that are word for word last year's.
fn unchanged(a: &Digest, b: &Digest, remarks: &mut Vec<String>) -> Vec<Item> {
    let old: HashMap<&str, &Sentence> = a.sentences.iter().map(|s| (s.text.as_str(), s)).collect();
    let within = |s: &Sentence, words: &[&str]| {
        s.spot.section.as_deref().is_some_and(|t| words.iter().any(|w| t.contains(w)))
    };
    let long: Vec<&Sentence> = b.sentences.iter().filter(|s| s.chars >= SHORT).collect();
    let same: Vec<(&Sentence, &Sentence)> =
        long.iter().filter_map(|s| old.get(s.text.as_str()).map(|o| (*s, *o))).collect();
    if !long.is_empty() {
        remarks.push(format!(
            "与上年一字不差的句子 {} 句，占 {}%",
            same.len(),
            same.len() * 100 / long.len()
        ));
    }
    let mut items = Vec::new();
    for (now, then) in same {
        let told = if within(now, FRESH) {
            "问题与打算"
        } else if now.figures > 0 && !within(now, STEADY) {
            "带数字的句子"
        } else {
            continue;
        };
        items.push(Item {
            what: "text-unchanged",
            message: format!("{told}与上年一字不差：{}", now.text),
            spots: vec![now.spot.clone(), then.spot.clone()],
            doubt: true,
        });
    }
    items
}
