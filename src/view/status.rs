//! What the checks say of each figure.

use super::known;
use crate::Audit;
use crate::figure::Figure;
use crate::ledger::{Check, Relation};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// In no relation.
    #[default]
    Untied,
    /// A relation was seen but could not be computed, or the table around it could not be read.
    Unchecked,
    /// In inequalities only.
    Bounded,
    /// In an equality that holds and in none that fails.
    Tied,
    /// In a relation that fails.
    Doubtful,
}

impl Status {
    pub fn name(self) -> &'static str {
        match self {
            Self::Untied => "untied",
            Self::Unchecked => "unchecked",
            Self::Bounded => "bounded",
            Self::Tied => "tied",
            Self::Doubtful => "doubtful",
        }
    }
}

/// A figure's part in the ledger.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    pub status: Status,
    /// Indices into `Ledger::checks`, each once.
    pub checks: Vec<usize>,
}

/// One standing a figure: the strongest that any of its checks gives.
pub fn standings(audit: &Audit) -> Vec<Standing> {
    let mut all = vec![Standing::default(); audit.figures.len()];
    for (i, check) in audit.ledger.checks.iter().enumerate() {
        let status = given_by(check);
        for id in check.operands.iter().chain([&check.result]).filter_map(|(_, t)| t.figure) {
            let Some(standing) = all.get_mut(id as usize) else { continue };
            standing.status = standing.status.max(status);
            if standing.checks.last() != Some(&i) {
                standing.checks.push(i);
            }
        }
    }
    for (figure, standing) in audit.figures.iter().zip(&mut all) {
        if standing.status == Status::Untied && known::unread(audit, figure).is_some() {
            standing.status = Status::Unchecked;
        }
    }
    all
}

fn given_by(check: &Check) -> Status {
    let inequality = matches!(check.relation, Relation::AtMost | Relation::Ordered | Relation::Band { .. });
    match check.holds {
        None => Status::Unchecked,
        Some(false) => Status::Doubtful,
        Some(true) if inequality => Status::Bounded,
        Some(true) => Status::Tied,
    }
}

/// What the facts call it, or else the part that it plays in its first relation.
pub fn label(audit: &Audit, id: u32, standing: &Standing) -> Option<String> {
    known::label(audit, id).or_else(|| {
        let check = &audit.ledger.checks[*standing.checks.first()?];
        let terms = [&check.result].into_iter().chain(&check.operands);
        terms.into_iter().find(|(_, t)| t.figure == Some(id)).map(|(role, _)| role.clone())
    })
}

/// Why a figure is unchecked.
pub fn reason(audit: &Audit, figure: &Figure, standing: &Standing) -> Option<String> {
    if standing.status != Status::Unchecked {
        return None;
    }
    let of_check = standing.checks.iter().find_map(|&c| audit.ledger.checks[c].reason.clone());
    of_check.or_else(|| known::unread(audit, figure).map(str::to_owned))
}
