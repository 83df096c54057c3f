//! Columns that are the total of the columns beside them: 合计 = 中央 + 省级 + 县级, in row after row, whatever the
//! columns are called.

use super::columns::{Grid, head};
use super::{Mention, MentionId};
use crate::document::{Document, Table};
use crate::num::{self, Rat};

/// A column and those that it sums.
#[derive(Clone, Debug)]
pub struct Across {
    pub name: String,
    pub parts: Vec<String>,
    /// The total of each row, and its parts.
    pub rows: Vec<(MentionId, Vec<MentionId>)>,
    /// The head says that it is the total, there are no other columns, and at most one row has another sum.
    pub whole: bool,
}

/// Columns that one total may sum.
const MOST: usize = 12;
/// Rows that must hold where no head says that it is a total.
const ENOUGH: usize = 3;

pub(super) fn read(document: &Document, table: &Table, grid: &Grid<'_>, m: &[Mention]) -> Vec<Across> {
    let columns = grid.columns();
    let named = |c: u32| {
        ["合计", "总计", "小计", "共计", "总额"].iter().any(|w| head(document, table, c).contains(w))
    };
    let found = |at: usize| {
        let total = columns[at];
        let behind = (2..=MOST).filter_map(|n| columns.get(at + 1..at + 1 + n));
        let before = (2..=MOST.min(at)).map(|n| &columns[at - n..at]);
        // 本年数 = 上年数 + 增减额 is told as a difference.
        let apart = |c: u32| ["增", "减", "差"].iter().any(|w| head(document, table, c).contains(w));
        let plain = |parts: &&[u32]| named(total) || !parts.iter().any(|&p| named(p) || apart(p));
        let lists = before.chain(behind).filter(plain);
        // 男、女、合计: 合计 of all the other columns.
        let bare = |head: String| head.split(['（', '(']).next() == Some("合计");
        let whole = |parts: &[u32]| bare(head(document, table, total)) && parts.len() + 1 == columns.len();
        let held = |parts: &[u32]| {
            // 中央资金、省级资金、合计: of two rows one is enough where there are no other columns.
            let enough = match named(total) {
                true if parts.len() + 1 == columns.len() => 1,
                true => ENOUGH - 1,
                false => ENOUGH,
            };
            lawful(grid, m, total, parts, enough, named(total))
        };
        let (parts, rows) = lists.filter_map(|p| Some((p, held(p)?))).max_by_key(|(p, _)| p.len())?;
        let names = parts.iter().map(|&p| head(document, table, p)).collect();
        let rival = |r: &&(MentionId, Vec<MentionId>)| {
            let value = |id: MentionId| m[id].term.quantity().map(|q| q.value);
            r.1.iter().try_fold(Rat::ZERO, |sum, &i| num::add(sum, value(i)?)) != value(r.0)
        };
        let all = parts.len() + 1 == columns.len();
        let rivals = rows.iter().filter(rival).count();
        let whole = whole(parts) || named(total) && all && rivals < 2 && rivals * 2 < rows.len();
        Some(Across { name: head(document, table, total), parts: names, rows, whole })
    };
    (0..columns.len()).filter_map(found).collect()
}

/// The rows that have the total and parts, when most of them add up, and enough of those by more than one part.
fn lawful(
    grid: &Grid<'_>,
    m: &[Mention],
    total: u32,
    parts: &[u32],
    enough: usize,
    whole: bool,
) -> Option<Vec<(MentionId, Vec<MentionId>)>> {
    let (mut rows, mut single, mut held, mut failed) = (Vec::new(), Vec::new(), 0, 0);
    let value = |id: MentionId| m[id].term.quantity().map(|q| q.value);
    for row in grid.cells.values() {
        let ids: Vec<MentionId> = parts.iter().filter_map(|c| row.get(c).copied()).collect();
        let Some(&whole) = row.get(&total).filter(|w| ids.iter().all(|&i| m[i].base == m[**w].base)) else {
            continue;
        };
        let sum = ids.iter().try_fold(Rat::ZERO, |sum, &i| num::add(sum, value(i)?))?;
        let several = ids.iter().filter(|&&i| value(i) != Some(Rat::ZERO)).count() > 1;
        match (Some(sum) == value(whole), several) {
            (true, true) => held += 1,
            (true, false) => {}
            (false, _) => failed += 1,
        }
        if ids.len() > 1 {
            rows.push((whole, ids));
        } else if ids.len() == 1 {
            single.push((whole, ids));
        }
    }
    // 小计24.63 of 基本支出24.36 and a blank: told where the rows with several parts leave no doubt.
    if whole && held >= ENOUGH && failed <= 1 {
        rows.append(&mut single);
    }
    let few = held > failed * 2 || whole && held >= failed && failed <= 1;
    (held >= enough && few).then_some(rows)
}
