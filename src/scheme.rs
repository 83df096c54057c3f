//! Types of what patterns/ say. Data only: no text of a report, no files.

use crate::num::Rat;
use aho_corasick::AhoCorasick;
use std::collections::HashMap;

/// Everything that patterns/*.toml hold, loaded.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    pub units: Units,
    pub stretches: Vec<Stretch>,
    pub labels: Labels,
    pub scopes: Vec<Scope>,
    pub partitions: Vec<Partition>,
    pub profile: Profile,
}

/// Units and the words that loosen a number.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// By name as printed: "万元", "％", "人次".
    pub by_name: HashMap<String, Unit>,
    /// Longest name, in bytes.
    pub longest: usize,
    pub before: Vec<(String, crate::num::Qualifier)>,
    pub after: Vec<(String, crate::num::Qualifier)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    Money,
    Percent,
    Point,
    Score,
    Count,
    Measure,
    Multiple,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub kind: UnitKind,
    pub base: String,
    /// Power of ten to the base unit: 万元 → 4.
    pub power: i32,
}

/// Words whose number is no figure: 四个意识, 十五届, 两会.
#[derive(Clone, Debug)]
pub struct Stretch {
    pub text: String,
    pub kind: String,
}

/// Names of what reports state, each with its synonyms, in one automaton.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    pub attributes: Vec<Attribute>,
    pub automaton: Option<AhoCorasick>,
    /// Pattern index of the automaton → index into `attributes`.
    pub owner: Vec<usize>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribute {
    /// Stable id used by rules: "budget.initial", "spend.basic", "rate.execution".
    pub id: String,
    pub name: String,
}

/// A fund or another scope that two mentions must share to be the same thing.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub id: String,
    pub words: Vec<String>,
}

/// Kinds that together make up a whole.
#[derive(Clone, Debug, Default)]
pub struct Partition {
    pub name: String,
    /// Each part with its synonyms.
    pub parts: Vec<Vec<String>>,
    /// How many of the parts must be there for the list to count as whole.
    pub needed: usize,
}

/// A scoring scheme: central default or a province's.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    pub id: String,
    pub name: String,
    pub total: Option<Rat>,
    pub bands: Vec<Band>,
}

/// A grade and the scores it stands for: low ≤ score < high.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub names: Vec<String>,
    pub low: Rat,
    pub high: Rat,
}
