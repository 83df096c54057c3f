//! Shares in a column of a table: of the row of its total, or of a figure of the text before a table that has none. Claims of
//! SHR001.

use super::{Out, kit};
use crate::facts::{Facts, MentionId, Row, RowKind, Sheet};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::num::Rat;
use num_traits::Zero;

/// Figures of the text before a table, and rows that tell what its shares are of.
const BACK: usize = 80;
const ROWS: usize = 3;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for sheet in &facts.sheets {
        let totals = sheet.rows.iter().filter(|r| r.kind == RowKind::Total).count();
        for pairs in columns(facts, sheet) {
            let total = match totals {
                0 => total(facts, &pairs),
                1 => own_total(facts, sheet, &pairs),
                _ => None,
            };
            if let Some(total) = total {
                let rows = pairs.iter().filter(|p| p.1 != total);
                out.claims.extend(rows.map(|p| claim(facts, p, total)));
            }
        }
    }
}

/// The cell of the total beside its hundred per cent, where most rows are shares of it.
fn own_total(facts: &Facts, sheet: &Sheet, pairs: &[Pair<'_>]) -> Option<MentionId> {
    let (row, total, share) = pairs.iter().find(|p| p.0.kind == RowKind::Total)?;
    let column = row.cells.iter().find(|c| c.2 == *share)?.0;
    let head = sheet.head(row.band, column);
    let named = ["占比", "比例", "比重", "构成"].iter().any(|w| head.contains(w));
    let whole = kit::value(&facts.mentions[*share]) == Some(Rat::from_integer(100));
    let makes = |p: &&Pair<'_>| {
        p.1 != *total && kit::makes(&facts.mentions[p.1], &facts.mentions[*total], &facts.mentions[p.2])
    };
    let held = pairs.iter().filter(makes).count();
    let others = pairs.len() - 1;
    (named && whole && held + 1 >= others && held >= 2).then_some(*total)
}

/// A row, its amount, and its share.
type Pair<'s> = (&'s Row, MentionId, MentionId);

/// For each column of percentages the figures of the column before it.
fn columns<'s>(facts: &Facts, sheet: &'s Sheet) -> Vec<Vec<Pair<'s>>> {
    let is_share =
        |id: MentionId| facts.mentions[id].kind == Kind::Percent && kit::exact(&facts.mentions[id]);
    let mut columns: Vec<u32> =
        sheet.rows.iter().flat_map(|r| &r.cells).filter(|c| is_share(c.2)).map(|c| c.0).collect();
    columns.sort_unstable();
    columns.dedup();
    let pairs = |col: u32| {
        let pair = |row: &'s Row| {
            let amount = row.at_column(col.checked_sub(1)?)?;
            let share = row.at_column(col).filter(|&s| is_share(s))?;
            let counted = facts.mentions[amount].kind != Kind::Percent;
            (counted && kit::exact(&facts.mentions[amount])).then_some((row, amount, share))
        };
        sheet.rows.iter().filter_map(pair).collect::<Vec<_>>()
    };
    columns.into_iter().map(pairs).filter(|p| p.len() >= ROWS).collect()
}

/// The figure of the text that most rows are shares of.
fn total(facts: &Facts, pairs: &[Pair<'_>]) -> Option<MentionId> {
    let first = pairs[0].1;
    let largest = pairs.iter().filter_map(|p| kit::value(&facts.mentions[p.1])).max()?;
    let held = |t: MentionId| {
        let whole = &facts.mentions[t];
        let makes = |p: &&Pair<'_>| {
            let part = &facts.mentions[p.1];
            kit::value(part).is_some_and(|v| !v.is_zero()) && kit::makes(part, whole, &facts.mentions[p.2])
        };
        pairs.iter().filter(makes).count()
    };
    // | 满意 | 188 | 94% |: counted in the unit of the text.
    let bare = facts.mentions[first].base.is_empty();
    let fits = |&t: &MentionId| {
        let m = &facts.mentions[t];
        m.cell.is_none()
            && kit::exact(m)
            && (m.base == facts.mentions[first].base || bare && m.kind == Kind::Count)
            && kit::value(m) >= Some(largest)
    };
    let near = (first.saturating_sub(BACK)..first).rev().filter(fits);
    // The rows make it, and two of three are shares of it.
    let sum = kit::sum(facts, &pairs.iter().map(|p| p.1).collect::<Vec<_>>());
    let all = |t: MentionId| sum.is_some() && sum == kit::value(&facts.mentions[t]);
    near.map(|t| (held(t), t))
        .filter(|h| (h.0 >= ROWS || all(h.1) && h.0 + 1 >= ROWS) && h.0 * 2 > pairs.len())
        .max_by_key(|h| h.0)
        .map(|h| h.1)
}

fn claim(facts: &Facts, (row, amount, share): &Pair<'_>, total: MentionId) -> Claim {
    let [part, whole, rate] = [*amount, total, *share].map(|i| &facts.mentions[i]);
    let (name, of) = (format!("{}占比", row.label), kit::name(whole));
    let operands = vec![kit::role(&row.label, part), kit::role(&of, whole)];
    let expr = Expr::percent(Expr::Arg(0), Expr::Arg(1));
    let formula = format!("{name} = {} ÷ {of}", row.label);
    let made =
        Claim::new("SHR001", expr, Relation::Rounds, operands, kit::role(&name, rate)).formula(formula);
    // Nothing of it.
    let stance = if kit::value(part) == Some(Rat::zero()) { Stance::Reading } else { Stance::Stated };
    made.stance(stance).formal().group(kit::rate_group(*share))
}
