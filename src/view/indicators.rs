//! The indicators of a report, each once: name, full mark, score, and in tables target and actual value.

use crate::Audit;
use crate::facts::{DECLARED, INLINE, MentionId, PROSE, Role};

/// A scored indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indicator {
    pub name: String,
    /// Index into the list of the indicator that this one is a part of.
    pub parent: Option<usize>,
    pub parent_name: Option<String>,
    pub full: Option<MentionId>,
    pub score: Option<MentionId>,
    pub target: Option<MentionId>,
    pub actual: Option<MentionId>,
    /// "table", "heading" (a heading with its mark), "sentence".
    pub source: &'static str,
}

/// Those that have a name and a figure; the rows of money of a form are no indicators.
pub fn read(audit: &Audit) -> Vec<Indicator> {
    let all = &audit.facts.scoring.indicators;
    let kept = |i: &crate::facts::Indicator| {
        !i.budget && !name(i).is_empty() && (i.full.is_some() || i.score.is_some())
    };
    let mut number = vec![None; all.len()];
    let mut list = Vec::new();
    for (at, i) in all.iter().enumerate().filter(|(_, i)| kept(i)) {
        number[at] = Some(list.len());
        let row = row(audit, i);
        let cell = |role| row.and_then(|r| r.mention(role));
        list.push(Indicator {
            name: name(i),
            parent: i.parent.and_then(|p| number.get(p).copied().flatten()),
            parent_name: i.parent.and_then(|p| all.get(p)).map(name).filter(|n| !n.is_empty()),
            full: i.full,
            score: i.score,
            target: cell(Role::Target),
            actual: cell(Role::Actual),
            source: source(i.list),
        });
    }
    list
}

fn name(i: &crate::facts::Indicator) -> String {
    i.name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn source(list: usize) -> &'static str {
    match list {
        PROSE => "heading",
        INLINE | DECLARED => "sentence",
        _ => "table",
    }
}

/// The row of the table that an indicator was read from.
fn row<'a>(audit: &'a Audit, i: &crate::facts::Indicator) -> Option<&'a crate::facts::Row> {
    let sheet = audit.facts.sheets.get(i.list.checked_sub(1)?)?;
    let mark = i.full.or(i.score)?;
    sheet.rows.iter().find(|r| r.counts && r.cells.iter().any(|c| c.2 == mark))
}
