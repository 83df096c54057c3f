//! Audit → `gouji.extract/1`: every number, with what the checks say of it.

use super::build::{check_id, head, unread};
use super::locate::Locator;
use super::model::{ExtractDocument, Figure};
use super::status::{self, Standing};
use super::{Source, known, terms};
use crate::num::exact_text;
pub use crate::view::status::{label, reason};
use crate::{Audit, figure};

/// A document of `gouji.extract/1`; `Err` holds why the file could not be read.
pub fn extract(source: &Source, audit: Result<&Audit, &str>) -> ExtractDocument {
    let audit = match audit {
        Ok(audit) => audit,
        Err(error) => return ExtractDocument { head: unread(source, error), figures: Vec::new() },
    };
    let at = Locator::new(audit);
    let standings = status::standings(audit);
    let figures = audit.figures.iter().zip(&standings).enumerate();
    ExtractDocument {
        head: head(source, audit, &at),
        figures: figures.map(|(i, (f, s))| of(&at, audit, i as u32, f, s)).collect(),
    }
}

fn of(at: &Locator, audit: &Audit, id: u32, f: &figure::Figure, standing: &Standing) -> Figure {
    let (start, end) = at.offsets(f.span);
    Figure {
        start,
        end,
        quote: at.quote(f.span),
        figure: f.kind.is_figure(),
        kind: f.kind.name(),
        value: terms::decimal(&f.value),
        unit: f.unit.clone(),
        base_value: f.quantity.map(|q| exact_text(q.value)),
        base_unit: f.base_unit.clone(),
        upper: f.upper.as_ref().map(terms::decimal),
        places: f.places,
        qualifier: Some(f.qualifier.clone()).filter(|q| !q.is_empty()),
        label: label(audit, id, standing),
        section: at.section(Some(f.para as usize)),
        period: known::period(audit, id),
        status: standing.status.name(),
        checks: standing.checks.iter().map(|&c| check_id(c)).collect(),
        reason: reason(audit, f, standing),
        malformed: f.malformed.clone(),
    }
}
