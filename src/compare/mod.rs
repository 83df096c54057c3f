//! Many reports side by side: two drafts, the years of a unit, a report and its form and final account, streets.
//!
//! `digest` keeps of each audit what a comparison needs; the others find what does not fit; `report` says it. Must not
//! know how single reports are judged. The one surprise: silence is the rule. A figure of one report is only held against
//! another's when both are said of the whole unit and none of the other's mentions agrees.

mod copies;
mod digest;
mod drafts;
mod forms;
mod report;
mod statistics;
mod streets;
mod years;

pub use digest::{Digest, digest};
pub use report::{Comparison, Item, Report, Spot, Unread, json, text};

use std::collections::BTreeMap;

/// Everything that can be said of some reports, which stand in the order that the user gave them.
pub fn compare(digests: &[Digest]) -> Report {
    let mut comparisons = Vec::new();
    let mut by_unit: BTreeMap<&str, Vec<&Digest>> = BTreeMap::new();
    for d in digests {
        by_unit.entry(d.group()).or_default().push(d);
    }
    for of_unit in by_unit.values() {
        comparisons.extend(drafts::compare(of_unit));
        comparisons.extend(years::compare(of_unit));
        comparisons.extend(forms::compare(of_unit));
    }
    comparisons.extend(streets::compare(digests));
    comparisons.extend(copies::compare(digests));
    Report { documents: digests.len(), comparisons }
}
