//! units.toml: units with their powers of ten, and the words that loosen a number.

use super::{Error, Example, File as Source, fail, parse};
use crate::num::Qualifier;
use crate::scheme::{Loose, LooseWords, Unit, UnitKind, Units, Words as Found};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    unit: Vec<Group>,
    #[serde(default)]
    weak: Names,
    #[serde(default)]
    unless: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    series: Names,
    #[serde(default)]
    money_slots: Words,
    #[serde(default)]
    before: Vec<Loosening>,
    #[serde(default)]
    after: Vec<Loosening>,
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    kind: Kind,
    base: Option<String>,
    #[serde(default)]
    power: i32,
    #[serde(default)]
    weak: bool,
    names: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    units: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Loosening {
    qualifier: How,
    words: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Money,
    Percent,
    Point,
    Score,
    Count,
    Measure,
    Multiple,
    Ordinal,
    Date,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    About,
    Nearly,
    More,
    AtLeast,
    AtMost,
    Over,
    Under,
}

pub(super) fn load(files: &[&Source]) -> Result<Units, Error> {
    let mut raw = File::default();
    for file in files {
        add(&mut raw, parse(file)?);
        let named = |name: &&String| !raw.unit.iter().any(|g| g.names.contains(*name));
        let listed = raw.unless.keys().chain(&raw.weak.units).chain(&raw.series.units);
        if let Some(name) = listed.into_iter().find(named) {
            return Err(fail(
                file,
                &format!("[unless]、[weak] 或 [series] 中的“{name}”不在 [[unit]] 里，请先列出"),
            ));
        }
    }
    let mut list = Vec::new();
    for group in &raw.unit {
        for name in &group.names {
            list.push((name.clone(), unit(group, name, &raw)));
        }
    }
    let mut units = Units::new(list);
    units.before = loosening(&raw.before, |w| Some((w.chars().next_back()?, '\0')));
    units.after = loosening(&raw.after, |w| Some((w.chars().next()?, '\0')));
    units.money_slots = raw.money_slots.words;
    Ok(units)
}

/// One file more.
fn add(all: &mut File, more: File) {
    all.unit.extend(more.unit);
    all.weak.units.extend(more.weak.units);
    all.unless.extend(more.unless);
    all.series.units.extend(more.series.units);
    all.money_slots.words.extend(more.money_slots.words);
    all.before.extend(more.before);
    all.after.extend(more.after);
}

pub(super) fn examples(files: &[&Source]) -> Result<Vec<Example>, Error> {
    let mut all = Vec::new();
    for file in files {
        all.extend(parse::<File>(file)?.example);
    }
    Ok(all)
}

fn unit(group: &Group, name: &str, raw: &File) -> Unit {
    Unit {
        kind: group.kind.into(),
        base: group.base.clone().unwrap_or_else(|| name.to_owned()),
        power: group.power,
        weak: group.weak || raw.weak.units.iter().any(|w| w == name),
        series: raw.series.units.iter().any(|w| w == name),
        unless: raw.unless.get(name).cloned().unwrap_or_default(),
    }
}

fn loosening(groups: &[Loosening], key: fn(&str) -> Option<(char, char)>) -> LooseWords {
    let list: Vec<Loose> = groups
        .iter()
        .flat_map(|g| g.words.iter().map(move |w| (g, w)))
        .map(|(g, w)| Loose { word: w.clone(), qualifier: g.qualifier.into(), unless: g.unless.clone() })
        .collect();
    let words = Found::new(list.iter().enumerate().map(|(i, l)| (l.word.clone(), i)), key);
    LooseWords { list, words }
}

impl From<Kind> for UnitKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Money => Self::Money,
            Kind::Percent => Self::Percent,
            Kind::Point => Self::Point,
            Kind::Score => Self::Score,
            Kind::Count => Self::Count,
            Kind::Measure => Self::Measure,
            Kind::Multiple => Self::Multiple,
            Kind::Ordinal => Self::Ordinal,
            Kind::Date => Self::Date,
        }
    }
}

impl From<How> for Qualifier {
    fn from(how: How) -> Self {
        match how {
            How::About => Self::About,
            How::Nearly => Self::Nearly,
            How::More => Self::More,
            How::AtLeast => Self::AtLeast,
            How::AtMost => Self::AtMost,
            How::Over => Self::Over,
            How::Under => Self::Under,
        }
    }
}
