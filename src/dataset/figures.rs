//! Rows of figures and of indicators.

use super::place::Locator;
use super::value::{Row, Value};
use crate::Audit;
use crate::facts::{Mention, MentionId, Stand};
use crate::figure::{Figure, Value as Printed};
use crate::ledger::Term;
use crate::naming;
use crate::num::exact_text;
use crate::scheme::Scheme;
use crate::view::indicators::Indicator;
use crate::view::status::{self, Standing};
use crate::view::{known, terms};

pub fn figures(audit: &Audit, at: &Locator, scheme: &Scheme, standings: &[Standing]) -> Vec<Row> {
    let all = audit.figures.iter().zip(standings).enumerate();
    all.map(|(i, (f, s))| figure(audit, at, scheme, i, f, s)).collect()
}

fn figure(audit: &Audit, at: &Locator, scheme: &Scheme, i: usize, f: &Figure, s: &Standing) -> Row {
    let id = i as u32;
    let mention = known::mention(audit, id);
    let mut row = vec![Value::Int(i as i64 + 1)];
    row.extend(at.all(f.span));
    row.extend([Value::text(f.kind.name()), Value::Bool(f.kind.is_figure())]);
    row.extend(value(f));
    row.extend([
        f.upper.as_ref().map_or(Value::Null, |u| Value::decimal(&terms::decimal(u))),
        Value::int(f.places),
        Value::text(&f.qualifier),
        Value::Bool(f.inherited),
        Value::maybe(status::label(audit, id, s).as_deref()),
    ]);
    row.extend(attribute(mention, scheme));
    row.extend([
        mention.map_or(Value::Null, |m| Value::text(stand(m.stand))),
        mention.and_then(|m| m.year).map_or(Value::Null, Value::int),
        Value::text(s.status.name()),
        Value::maybe(status::reason(audit, f, s).as_deref()),
        Value::maybe(f.malformed.as_deref()),
    ]);
    row
}

/// value, value_exact, unit, base_value, base_exact, base_unit. A date has no value.
fn value(f: &Figure) -> [Value; 6] {
    let exact = terms::decimal(&f.value);
    let printed = match f.value {
        Printed::Decimal(_) => Value::decimal(&exact),
        Printed::Fraction(_) => Value::Null,
    };
    let base = f.quantity.map(|q| exact_text(q.value));
    [
        printed,
        Value::text(&exact),
        Value::text(&f.unit),
        base.as_deref().map_or(Value::Null, Value::decimal),
        Value::maybe(base.as_deref()),
        Value::text(&f.base_unit),
    ]
}

fn attribute(mention: Option<&Mention>, scheme: &Scheme) -> [Value; 3] {
    let attribute = mention.and_then(|m| m.attribute).and_then(|a| scheme.labels.attributes.get(a));
    [
        attribute.map_or(Value::Null, |a| Value::text(&a.id)),
        attribute.map_or(Value::Null, |a| Value::text(&a.name)),
        Value::maybe(mention.and_then(|m| m.scope.as_deref())),
    ]
}

fn stand(stand: Stand) -> &'static str {
    match stand {
        Stand::Level => "level",
        Stand::Change => "change",
        Stand::Previous => "previous",
        Stand::Average => "average",
        Stand::Base => "base",
    }
}

/// Number of the figure that a mention is.
pub fn number(audit: &Audit, mention: Option<MentionId>) -> Value {
    let term = mention.and_then(|m| audit.facts.mentions.get(m)).map(|m| &m.term);
    Value::number(term.and_then(|t| t.figure).map(|f| f as usize))
}

pub fn indicators(audit: &Audit, at: &Locator, scheme: &Scheme, list: &[Indicator]) -> Vec<Row> {
    list.iter().enumerate().map(|(i, k)| indicator(audit, at, scheme, i, k)).collect()
}

fn indicator(audit: &Audit, at: &Locator, scheme: &Scheme, i: usize, k: &Indicator) -> Row {
    let term = |m: Option<MentionId>| m.and_then(|m| audit.facts.mentions.get(m)).map(|m| &m.term);
    let value = |m| term(m).and_then(Term::quantity).map_or(Value::Null, |q| Value::rat(q.value));
    let quote = |m| term(m).map_or(Value::Null, |t| at.quote(t.span));
    let (name, id) = naming::indicator(&k.name, &scheme.naming);
    let mut row = vec![
        Value::Int(i as i64 + 1),
        Value::number(k.parent),
        Value::text(&k.name),
        Value::text(&name),
        Value::text(&id),
        Value::text(k.source),
        value(k.full),
        number(audit, k.full),
        value(k.score),
        number(audit, k.score),
        quote(k.target),
        number(audit, k.target),
        quote(k.actual),
        number(audit, k.actual),
    ];
    match term(k.score).or_else(|| term(k.full)) {
        Some(t) => row.extend(at.all(t.span)),
        None => row.extend(vec![Value::Null; 13]),
    }
    row
}
