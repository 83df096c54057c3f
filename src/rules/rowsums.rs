//! A row of a table against the rows that make it, column by column; a blank or a dash is nought. Claims of AMT005.

use super::kit;
use crate::facts::{Facts, MentionId, Role, Row};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};

/// One claim for each column of money behind `from` in which the row and at least `least` of the parts have a figure; `family`:
/// the columns bear each other out. `called`: the name of the row, and what it is made of.
pub(super) fn claims(
    facts: &Facts,
    row: &Row,
    parts: &[&Row],
    (from, least): (Option<u32>, usize),
    family: u32,
    called: impl Fn(MentionId, &[MentionId]) -> (String, String),
) -> Vec<Claim> {
    let sum = |&(column, _, whole): &(u32, Role, MentionId)| {
        let total = &facts.mentions[whole];
        let ids: Vec<MentionId> = parts.iter().filter_map(|r| r.at_column(column)).collect();
        let like = |&i: &MentionId| facts.mentions[i].base == total.base && kit::exact(&facts.mentions[i]);
        let money = matches!(total.kind, Kind::Amount | Kind::Number) && kit::exact(total);
        if from.is_some_and(|c| column <= c) || ids.len() < least || !ids.iter().all(like) || !money {
            return None;
        }
        let role = |&i: &MentionId| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i]);
        let (name, of) = called(whole, &ids);
        let operands = ids.iter().map(role).collect();
        let claim =
            Claim::new("AMT005", Expr::sum(ids.len()), Relation::Sums, operands, kit::role(&name, total));
        let claim = claim.formula(format!("{name} = {of}")).link(Link::Certain);
        Some(claim.stance(Stance::Optional).family(family).formal())
    };
    row.cells.iter().filter_map(sum).collect()
}
