//! What a document says about itself, as far as facts hold it.

use crate::facts::Mention;
use crate::ledger::FigureId;
use crate::{Audit, rules};

/// Title, unit and year of the report.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub title: Option<String>,
    pub unit: Option<String>,
    pub year: Option<i32>,
}

/// From the title and the lines around it.
pub fn head(audit: &Audit) -> Head {
    let frame = &audit.facts.frame;
    Head {
        title: frame.title.clone(),
        unit: frame.unit.as_ref().map(|u| u.0.clone()),
        year: frame.year.as_ref().map(|y| y.0),
    }
}

fn mention(audit: &Audit, id: FigureId) -> Option<&Mention> {
    let all = &audit.facts.mentions;
    let at = all.binary_search_by_key(&Some(id), |m| m.term.figure).ok()?;
    all.get(at)
}

/// What a figure is the value of.
pub fn label(audit: &Audit, id: FigureId) -> Option<String> {
    mention(audit, id).map(|m| m.label.clone()).filter(|l| !l.is_empty())
}

/// The year that a figure holds for, when its sentence names one.
pub fn period(audit: &Audit, id: FigureId) -> Option<String> {
    mention(audit, id)?.year.map(|y| y.to_string())
}

/// Why a figure in no relation was not checked: its table lost its grid.
pub fn unread(audit: &Audit, figure: &crate::figure::Figure) -> Option<&'static str> {
    audit.facts.is_unread(figure.span).then_some("所在的表格未能读成行列")
}

/// What a formula's findings are called by machines.
pub const FORMULA: &str = "formula-mismatch";

/// The English name of a rule; what is no rule is a formula of patterns/.
pub fn rule_name(id: &str) -> &'static str {
    rules::all().iter().find(|r| r.id == id).map_or(FORMULA, |r| r.name)
}
