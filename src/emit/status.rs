//! How many figures, checks and findings of each kind a document has.

use super::model::{CheckCounts, Counts, FindingCounts};
use crate::Audit;
use crate::ledger::Severity;
pub use crate::view::status::{Standing, Status, standings};

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
