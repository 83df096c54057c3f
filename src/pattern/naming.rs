//! naming.toml: units, indicators and kinds of reports.

use super::{Error, File, parse};
use crate::scheme::{Ending, Naming, ReportSort, Standard, UnitSort};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    province: Provinces,
    #[serde(default)]
    city: EndingEntry,
    #[serde(default)]
    district: EndingEntry,
    #[serde(default)]
    street: StreetEntry,
    #[serde(default)]
    kind: Vec<KindEntry>,
    #[serde(default)]
    indicator: IndicatorEntry,
    #[serde(default)]
    standard: Vec<StandardEntry>,
    #[serde(default)]
    report: Vec<ReportEntry>,
    #[serde(default)]
    unit_example: Vec<UnitExample>,
    #[serde(default)]
    indicator_example: Vec<IndicatorExample>,
    #[serde(default)]
    report_example: Vec<ReportExample>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Provinces {
    #[serde(default)]
    names: Vec<(String, String)>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EndingEntry {
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct StreetEntry {
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    same: Vec<String>,
    #[serde(default)]
    drop: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    id: String,
    name: String,
    ends: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorEntry {
    #[serde(default)]
    tails: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandardEntry {
    id: String,
    name: String,
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportEntry {
    id: String,
    name: String,
    all: Vec<String>,
    #[serde(default)]
    none: Vec<String>,
}

/// A unit's name and its parts: province, city, district, street, organ, kind.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitExample {
    pub text: String,
    pub parts: [String; 6],
}

/// An indicator as printed and its name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorExample {
    pub text: String,
    pub name: String,
}

/// A title and the kind of the report.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportExample {
    pub text: String,
    pub id: String,
}

pub(super) fn load(files: &[&File]) -> Result<Naming, Error> {
    let mut all = Naming::default();
    // The user's stand first: the first that fits holds.
    for file in files.iter().rev() {
        add(&mut all, parse(file)?);
    }
    Ok(all)
}

fn add(all: &mut Naming, raw: Raw) {
    all.provinces.extend(raw.province.names);
    let extend = |to: &mut Ending, ends: Vec<String>, not: Vec<String>| {
        to.ends.extend(ends);
        to.not.extend(not);
    };
    extend(&mut all.city, raw.city.ends, raw.city.not);
    extend(&mut all.district, raw.district.ends, raw.district.not);
    extend(&mut all.street, raw.street.ends, raw.street.not);
    all.same.extend(raw.street.same);
    all.drop.extend(raw.street.drop);
    all.kinds.extend(raw.kind.into_iter().map(|k| UnitSort { id: k.id, name: k.name, ends: k.ends }));
    all.tails.extend(raw.indicator.tails);
    let standard = |s: StandardEntry| Standard { id: s.id, name: s.name, words: s.words };
    all.standards.extend(raw.standard.into_iter().map(standard));
    let report = |r: ReportEntry| ReportSort { id: r.id, name: r.name, all: r.all, none: r.none };
    all.reports.extend(raw.report.into_iter().map(report));
}

pub(super) fn unit_examples(file: &File) -> Result<Vec<UnitExample>, Error> {
    Ok(parse::<Raw>(file)?.unit_example)
}

pub(super) fn indicator_examples(file: &File) -> Result<Vec<IndicatorExample>, Error> {
    Ok(parse::<Raw>(file)?.indicator_example)
}

pub(super) fn report_examples(file: &File) -> Result<Vec<ReportExample>, Error> {
    Ok(parse::<Raw>(file)?.report_example)
}
