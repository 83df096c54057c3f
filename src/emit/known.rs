//! What a document says about itself, as far as facts hold it: the only place in `emit` that looks into them.

use crate::figure::Figure;
use crate::ledger::FigureId;
use crate::{Audit, rules};

/// Title, unit and year of the report.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub title: Option<String>,
    pub unit: Option<String>,
    pub year: Option<i32>,
}

/// Not yet among the facts.
pub fn head(_audit: &Audit) -> Head {
    Head::default()
}

/// What a figure is the value of, from the facts; not yet among them.
pub fn label(_audit: &Audit, _id: FigureId, _figure: &Figure) -> Option<String> {
    None
}

/// The year or date that a figure holds for; not yet among the facts.
pub fn period(_audit: &Audit, _id: FigureId, _figure: &Figure) -> Option<String> {
    None
}

/// The English name of a rule; empty when no rule has the id.
pub fn rule_name(id: &str) -> &'static str {
    rules::all().iter().find(|r| r.id == id).map_or("", |r| r.name)
}
