//! What the checks say of each figure.

use super::known;
use super::model::{CheckCounts, Counts, FindingCounts};
use crate::Audit;
use crate::ledger::{Check, Relation, Severity};

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

/// The counts of a document; digits that are no figures are not counted.
pub fn counts(audit: &Audit, standings: &[Standing]) -> Counts {
    let mut counts = Counts { checks: checks(audit), findings: findings(audit), ..Counts::default() };
    for (_, standing) in audit.figures.iter().zip(standings).filter(|(f, _)| f.kind.is_figure()) {
        counts.figures += 1;
        *match standing.status {
            Status::Untied => &mut counts.untied,
            Status::Unchecked => &mut counts.unchecked,
            Status::Bounded => &mut counts.bounded,
            Status::Tied => &mut counts.tied,
            Status::Doubtful => &mut counts.doubtful,
        } += 1;
    }
    counts
}

fn checks(audit: &Audit) -> CheckCounts {
    let mut counts = CheckCounts::default();
    for check in &audit.ledger.checks {
        *match check.holds {
            Some(true) => &mut counts.held,
            Some(false) => &mut counts.failed,
            None => &mut counts.unknown,
        } += 1;
    }
    counts
}

fn findings(audit: &Audit) -> FindingCounts {
    let mut counts = FindingCounts::default();
    for finding in &audit.ledger.findings {
        *match finding.severity {
            Severity::Error => &mut counts.error,
            Severity::Warning => &mut counts.warning,
            Severity::Note => &mut counts.note,
        } += 1;
    }
    counts
}
