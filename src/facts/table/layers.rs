//! Which row is the total of a scored table, and groups that share a column with their items.
//!
//! Marks alone tell: the total has the hundred, and a group the sum of the rows right below it. Must not judge scores.

use super::{Group, Mention, MentionId, Role, Row, RowKind, Sheet};
use crate::num::{self, Rat};

const HUNDRED: Rat = Rat::new_raw(100, 1);

/// 合计90, 预算执行10, 总分100: the last is the total, the first a 小计. Rows behind the total (加分项, 上年总分) are none
/// of it.
pub(super) fn totals(sheet: &mut Sheet, mentions: &[Mention]) {
    let mark = |r: &Row| r.mention(Role::Weight).and_then(|m| value(mentions, m));
    let scored = |r: &Row| r.score().is_some();
    let totals: Vec<usize> = (0..sheet.rows.len())
        .filter(|&i| sheet.rows[i].kind == RowKind::Total && scored(&sheet.rows[i]))
        .collect();
    let whole = totals.iter().copied().find(|&i| mark(&sheet.rows[i]) == Some(HUNDRED));
    let Some(whole) = whole else { return };
    let band = sheet.rows[whole].band;
    for &i in totals.iter().filter(|i| **i < whole) {
        let row = &mut sheet.rows[i];
        if row.band == band {
            (row.kind, row.counts) = (RowKind::Subtotal, false);
        }
    }
    for row in sheet.rows[whole + 1..].iter_mut().filter(|r| r.band == band && !r.is_budget()) {
        if row.kind == RowKind::Total {
            row.kind = RowKind::Head;
        }
        row.counts = false;
    }
}

/// 过程 25, 其中：资金管理 10: part of the row before it, where the others make the hundred.
pub(super) fn among(sheet: &mut Sheet, mentions: &[Mention]) {
    let mark = |r: &Row| r.mention(Role::Weight).and_then(|m| value(mentions, m));
    let inner = |r: &Row| r.label.starts_with("其中");
    let rows: Vec<usize> = (0..sheet.rows.len()).filter(|&i| sheet.rows[i].counts).collect();
    let outer = rows.iter().filter(|&&i| !inner(&sheet.rows[i])).filter_map(|&i| mark(&sheet.rows[i]));
    let sum = outer.into_iter().try_fold(Rat::ZERO, num::add);
    let behind = rows.first().is_some_and(|&i| !inner(&sheet.rows[i]));
    if sum == Some(HUNDRED) && behind {
        rows.iter().for_each(|&i| sheet.rows[i].counts &= !inner(&sheet.rows[i]));
    }
}

/// 产出指标 50, 数量 25, 质量 25: where all marks make more than the hundred, a row that is the sum of those right below
/// it is their group.
pub(super) fn groups(sheet: &mut Sheet, mentions: &[Mention]) {
    let rows: Vec<usize> = (0..sheet.rows.len()).filter(|&i| sheet.rows[i].counts).collect();
    let marks: Option<Vec<Rat>> =
        rows.iter().map(|&i| value(mentions, sheet.rows[i].mention(Role::Weight)?)).collect();
    let Some(marks) = marks.filter(|_| sheet.groups.is_empty()) else { return };
    let sum = |of: &[Rat]| of.iter().try_fold(Rat::ZERO, |sum, v| num::add(sum, *v));
    if sum(&marks) <= Some(HUNDRED) {
        return;
    }
    let (mut found, mut top, mut at) = (Vec::new(), Rat::ZERO, 0);
    while at < marks.len() {
        // 三、产出 30, 四、效益 30: numbered alike.
        let below = |k: usize| {
            let ranks = sheet.rows[rows[at]].rank.zip(sheet.rows[rows[k]].rank);
            ranks.is_none_or(|(a, b)| b > a)
        };
        let ends =
            |n: &usize| (at + 1..=at + n).all(below) && sum(&marks[at + 1..at + 1 + n]) == Some(marks[at]);
        let items = (1..marks.len() - at).find(ends);
        let next = items.map_or(at + 1, |n| at + 1 + n);
        found.extend(items.map(|n| (at, n)));
        top = num::add(top, marks[at]).unwrap_or(top);
        at = next;
    }
    if top != HUNDRED || found.is_empty() {
        return;
    }
    for (k, n) in found {
        let (head, last) = (rows[k], rows[k + n]);
        let (from, to) = (sheet.rows[rows[k + 1]].at, sheet.rows[last].at);
        let row = &mut sheet.rows[head];
        (row.kind, row.counts) = (RowKind::Head, false);
        let (full, score) = (row.mention(Role::Weight), row.score());
        let name = row.label.clone();
        sheet.groups.push(Group { name, full, score, rows: from..to + 1, parent: None });
        let group = sheet.groups.len() - 1;
        rows[k + 1..=k + n].iter().for_each(|&i| sheet.rows[i].group = Some(group));
    }
}

/// 预算执行率 10, 数量 25, 质量 25, 产出指标小计 50: the rows that make the mark of a 小计, counted from it upwards.
pub(super) fn subtotals(sheet: &mut Sheet, mentions: &[Mention]) {
    for g in 0..sheet.groups.len() {
        let group = &sheet.groups[g];
        let full = group.full.and_then(|m| value(mentions, m)).filter(|_| group.name == "小计");
        let inside: Vec<usize> = (0..sheet.rows.len())
            .filter(|&i| sheet.rows[i].counts && sheet.rows[i].group == Some(g))
            .collect();
        let mut sum = Some(Rat::ZERO);
        let made = inside.iter().rposition(|&i| {
            let mark = sheet.rows[i].mention(Role::Weight).and_then(|m| value(mentions, m));
            sum = sum.zip(mark).and_then(|(s, v)| num::add(s, v));
            sum.is_some() && sum == full
        });
        if let Some(first) = made.filter(|f| *f > 0) {
            let (start, parent) = (sheet.rows[inside[first]].at, sheet.groups[g].parent);
            sheet.groups[g].rows.start = start;
            inside[..first].iter().for_each(|&i| sheet.rows[i].group = parent);
        }
    }
}

fn value(mentions: &[Mention], id: MentionId) -> Option<Rat> {
    mentions[id].term.quantity().map(|q| q.value)
}
