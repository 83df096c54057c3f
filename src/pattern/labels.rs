//! labels.toml, partitions.toml and profiles/*.toml: what reports call things, wholes and their kinds,
//! scoring schemes.

use super::{Error, fail, parse};
use crate::num::{Rat, parse as decimal, rat};
use crate::scheme::{Attribute, Band, Labels, Partition, Profile, Rate, Scope};
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelFile {
    attribute: Vec<AttributeEntry>,
    scope: Vec<ScopeEntry>,
    example: Vec<LabelExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttributeEntry {
    id: String,
    name: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeEntry {
    id: String,
    words: Vec<String>,
}

/// The words before a number and what they name.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelExample {
    pub text: String,
    pub attribute: String,
    pub scope: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartitionFile {
    partition: Vec<PartitionEntry>,
    example: Vec<PartitionExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartitionEntry {
    name: String,
    parts: Vec<Vec<String>>,
    needed: usize,
}

/// Labels and the partition that they make up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartitionExample {
    pub partition: String,
    pub labels: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateFile {
    rate: Vec<RateEntry>,
    example: Vec<RateExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateEntry {
    names: Vec<String>,
    part: Vec<String>,
    whole: Vec<String>,
}

/// Labels that belong to a rate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateExample {
    pub rate: String,
    pub part: String,
    pub whole: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileFile {
    id: String,
    name: String,
    total: String,
    band: Vec<BandEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandEntry {
    names: Vec<String>,
    low: String,
    high: String,
}

pub(super) fn labels(file: &str, text: &str) -> Result<(Labels, Vec<Scope>, Vec<LabelExample>), Error> {
    let f: LabelFile = parse(file, text)?;
    let mut labels = Labels::default();
    let mut words = Vec::new();
    for (i, a) in f.attribute.into_iter().enumerate() {
        labels.owner.extend(a.words.iter().map(|_| i));
        words.extend(a.words);
        labels.attributes.push(Attribute { id: a.id, name: a.name });
    }
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words);
    labels.automaton = Some(automaton.map_err(|e| fail(file, &e.to_string()))?);
    let scopes = f.scope.into_iter().map(|s| Scope { id: s.id, words: s.words }).collect();
    Ok((labels, scopes, f.example))
}

pub(super) fn partitions(file: &str, text: &str) -> Result<(Vec<Partition>, Vec<PartitionExample>), Error> {
    let f: PartitionFile = parse(file, text)?;
    let of = |p: PartitionEntry| Partition { name: p.name, parts: p.parts, needed: p.needed };
    Ok((f.partition.into_iter().map(of).collect(), f.example))
}

pub(super) fn rates(file: &str, text: &str) -> Result<(Vec<Rate>, Vec<RateExample>), Error> {
    let f: RateFile = parse(file, text)?;
    let of = |r: RateEntry| Rate { names: r.names, part: r.part, whole: r.whole };
    Ok((f.rate.into_iter().map(of).collect(), f.example))
}

pub(super) fn profile(file: &str, text: &str) -> Result<Profile, Error> {
    let f: ProfileFile = parse(file, text)?;
    let number = |s: &str| -> Result<Rat, Error> {
        decimal(s).and_then(rat).ok_or_else(|| fail(file, &format!("“{s}”不是数")))
    };
    let band =
        |b: &BandEntry| Ok(Band { names: b.names.clone(), low: number(&b.low)?, high: number(&b.high)? });
    let bands = f.band.iter().map(band).collect::<Result<_, Error>>()?;
    Ok(Profile { id: f.id, name: f.name, total: Some(number(&f.total)?), bands })
}
