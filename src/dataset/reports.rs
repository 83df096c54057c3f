//! The row of a report, and all rows that hang on it.

use super::place::Locator;
use super::value::{Row, Value};
use super::{Rows, figures, judged, schema};
use crate::document::Format;
use crate::facts::MentionId;
use crate::ledger::Severity;
use crate::scheme::Scheme;
use crate::span::Span;
use crate::view::status::{self, Standing, Status};
use crate::view::{self, known};
use crate::{Audit, naming};

/// Everything that a dataset holds of a report; `path` is empty until [`set_path`].
pub fn rows(sha256: &str, audit: &Audit, scheme: &Scheme) -> Rows {
    let at = Locator::new(audit);
    let standings = status::standings(audit);
    let indicators = view::indicators::read(audit);
    let mut rows = [
        vec![report(audit, &at, scheme, &standings)],
        sections(audit, &at),
        figures::figures(audit, &at, scheme, &standings),
        figures::indicators(audit, &at, scheme, &indicators),
        judged::checks(audit, &at),
        judged::operands(audit, &at),
        judged::findings(audit, &at),
    ];
    for row in rows.iter_mut().flatten() {
        row.insert(0, Value::text(sha256));
    }
    rows
}

/// The rows of a file that could not be read.
pub fn unread(sha256: &str, error: &str) -> Rows {
    let mut rows = Rows::default();
    let columns = schema::TABLES[schema::REPORTS].columns;
    let mut row = vec![Value::Null; columns.len()];
    row[0] = Value::text(sha256);
    if let Some(at) = columns.iter().position(|c| c.name == "error") {
        row[at] = Value::text(error);
    }
    rows[schema::REPORTS].push(row);
    rows
}

/// Says where the file lies.
pub fn set_path(rows: &mut Rows, path: &str) {
    for row in &mut rows[schema::REPORTS] {
        if let Some(cell) = row.get_mut(schema::PATH) {
            *cell = Value::text(path);
        }
    }
}

fn report(audit: &Audit, at: &Locator, scheme: &Scheme, standings: &[Standing]) -> Row {
    let head = known::head(audit);
    let unit = head.unit.as_deref().map(|u| naming::unit(u, &scheme.naming)).unwrap_or_default();
    let kind = head.title.as_deref().and_then(|t| naming::report(t, &scheme.naming)).unwrap_or_default();
    let spot = |span: Option<Span>| span.map_or([Value::Null, Value::Null], |s| at.span(s));
    let mut row = vec![
        Value::Null,
        Value::maybe(audit.document.format.map(Format::name)),
        Value::text(&audit.document.encoding),
        Value::int(at.total_chars()),
        Value::maybe(head.title.as_deref()),
        Value::maybe(head.unit.as_deref()),
    ];
    row.extend(spot(head.unit_span));
    row.extend([&unit.name, &unit.id(), &unit.short(), &unit.province, &unit.city].map(|t| Value::text(t)));
    row.extend([&unit.district, &unit.street, &unit.organ].map(|t| Value::text(t)));
    row.extend([&unit.kind, &unit.kind_name].map(|t| Value::text(t)));
    row.push(head.year.map_or(Value::Null, Value::int));
    row.extend(spot(head.year_span));
    row.extend([&kind.0, &kind.1].map(|t| Value::text(t)));
    row.extend(total(audit));
    row.push(grade(audit));
    row.extend(counts(audit, standings));
    row.extend([Value::Null, Value::text(&audit.document.notices.join("；"))]);
    row
}

/// The total score and its figure, where all mentions of it agree.
fn total(audit: &Audit) -> [Value; 2] {
    let scoring = &audit.facts.scoring;
    let of_tables = scoring.score_totals.iter().map(|t| t.1);
    let all: Vec<MentionId> = scoring.totals.iter().copied().chain(of_tables).collect();
    let value = |m: &MentionId| {
        let quantity = audit.facts.mentions[*m].term.quantity();
        quantity.map(|q| q.value)
    };
    let Some(first) = all.first() else { return [Value::Null, Value::Null] };
    if all.iter().any(|m| value(m) != value(first)) {
        return [Value::Null, Value::Null];
    }
    [value(first).map_or(Value::Null, Value::rat), figures::number(audit, Some(*first))]
}

fn grade(audit: &Audit) -> Value {
    let grades = &audit.facts.scoring.grades;
    match grades.first() {
        Some(first) if grades.iter().all(|g| g.word == first.word) => Value::text(&first.word),
        _ => Value::Null,
    }
}

/// figures, tied, doubtful, bounded, unchecked, untied, checks held, failed, unknown, errors, warnings, notes.
fn counts(audit: &Audit, standings: &[Standing]) -> Vec<Value> {
    let figures = || audit.figures.iter().zip(standings).filter(|(f, _)| f.kind.is_figure());
    let of = |s: Status| figures().filter(|(_, k)| k.status == s).count();
    let checks = |h: Option<bool>| audit.ledger.checks.iter().filter(|c| c.holds == h).count();
    let findings = |s: Severity| audit.ledger.findings.iter().filter(|f| f.severity == s).count();
    let all = [
        figures().count(),
        of(Status::Tied),
        of(Status::Doubtful),
        of(Status::Bounded),
        of(Status::Unchecked),
        of(Status::Untied),
        checks(Some(true)),
        checks(Some(false)),
        checks(None),
        findings(Severity::Error),
        findings(Severity::Warning),
        findings(Severity::Note),
    ];
    all.into_iter().map(|n| Value::Int(n as i64)).collect()
}

fn sections(audit: &Audit, at: &Locator) -> Vec<Row> {
    let flow = &audit.flow;
    let one = |(i, h): (usize, &crate::layout::Heading)| {
        let span = flow.span(&h.title);
        let whole = flow.span(&flow.paras[h.para as usize].range);
        let [start, end] = at.span(whole);
        vec![
            Value::Int(i as i64 + 1),
            Value::number(h.parent.map(|p| p as usize)),
            Value::Int(flow.path(Some(i as u32)).len() as i64),
            Value::text(h.shown.trim()),
            Value::text(span.of(&audit.document.text).trim()),
            Value::maybe(view::path(flow, Some(i as u32)).as_deref()),
            start,
            end,
            at.quote(whole),
            at.line(whole),
        ]
    };
    flow.headings.iter().enumerate().map(one).collect()
}
