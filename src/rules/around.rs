//! Words around a figure or a table, as far as the next figures.

use crate::facts::{Facts, MentionId, Sheet};

/// The words behind a figure, to the next one or the end of its sentence.
pub(super) fn behind(facts: &Facts, id: MentionId) -> &str {
    let m = &facts.mentions[id];
    let next = facts.mentions.get(id + 1).filter(|n| n.sentence == m.sentence);
    next.map_or(m.rest.as_str(), |n| n.gap.as_str())
}

/// The words around the figures of the text that stand in, before and behind a table, `near` of them to each side.
pub(super) fn of_table<'f>(
    facts: &'f Facts,
    sheet: &Sheet,
    near: usize,
) -> impl Iterator<Item = &'f str> + use<'f> {
    let ids = || sheet.rows.iter().flat_map(|r| &r.cells).map(|c| c.2);
    let (first, last) = (ids().min().unwrap_or(0), ids().max().unwrap_or(0));
    let around = first.saturating_sub(near)..(last + near).min(facts.mentions.len());
    let outside = facts.mentions.get(around).unwrap_or_default().iter().filter(|m| m.cell.is_none());
    outside.flat_map(|m| [m.gap.as_str(), m.rest.as_str()])
}
