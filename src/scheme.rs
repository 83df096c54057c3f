//! Types of what patterns/ say. Data only: no text of a report, no files.

use crate::num::Rat;
use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use std::collections::HashMap;

/// Everything that patterns/*.toml hold, loaded.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    pub units: Units,
    pub stretches: Stretches,
    pub labels: Labels,
    pub scopes: Vec<Scope>,
    pub partitions: Vec<Partition>,
    pub rates: Vec<Rate>,
    pub profile: Profile,
}

/// Units and the words that loosen a number.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// By name as printed: "万元", "％", "人次".
    pub by_name: HashMap<String, Unit>,
    /// Longest name, in bytes.
    pub longest: usize,
    /// Names in the order of the automaton, which finds the longest at a place.
    names: Vec<Unit>,
    automaton: Option<AhoCorasick>,
    /// Words before a number (约, 不少于) and after it or its unit (余, 以上).
    pub before: Vec<Loose>,
    pub after: Vec<Loose>,
    /// Units that count, unless they end a list of numbers: 13、15组.
    pub series: Vec<String>,
    /// Words near a bare 万 or 亿 that make it an amount.
    pub money_slots: Vec<String>,
}

/// A word that loosens a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    pub word: String,
    pub qualifier: crate::num::Qualifier,
    /// What must not stand on its outer side: 节 before 约, 内容 after 以上.
    pub unless: Vec<String>,
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
    /// A word whose number is no figure: 3号楼, 12号.
    Ordinal,
    /// 3月, 一季度.
    Date,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub kind: UnitKind,
    pub base: String,
    /// Power of ten to the base unit: 万元 → 4.
    pub power: i32,
    /// Too much of an everyday word to make a number of a lone 一 … 九: 一起, 一面.
    pub weak: bool,
    /// What must not follow: 旦 after 元 (元旦), 民 after 人.
    pub unless: Vec<String>,
}

impl Units {
    /// Makes the automaton; of a name given twice the last holds.
    pub fn new(units: Vec<(String, Unit)>) -> Option<Self> {
        let by_name: HashMap<String, Unit> = units.into_iter().collect();
        let longest = by_name.keys().map(String::len).max().unwrap_or(0);
        let mut sorted: Vec<(&String, &Unit)> = by_name.iter().collect();
        sorted.sort_by_key(|(name, _)| *name);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Anchored)
            .build(sorted.iter().map(|(name, _)| name.as_str()))
            .ok()?;
        let names = sorted.into_iter().map(|(_, unit)| unit.clone()).collect();
        Some(Self { by_name, longest, names, automaton: Some(automaton), ..Self::default() })
    }

    /// The longest unit that `text` starts with, and its length in bytes.
    pub fn at(&self, text: &str) -> Option<(&Unit, usize)> {
        let input = Input::new(text).anchored(Anchored::Yes);
        let found = self.automaton.as_ref()?.try_find(input).ok()??;
        let unit = self.names.get(found.pattern().as_usize())?;
        if unit.fits(&text[found.end()..]) {
            return Some((unit, found.end()));
        }
        self.shorter(text, found.end())
    }

    /// The longest name shorter than one that what follows forbade: 个 where 个月 stands in 3个月饼.
    fn shorter(&self, text: &str, end: usize) -> Option<(&Unit, usize)> {
        let ends = text[..end].char_indices().map(|(i, _)| i).filter(|&i| i > 0).rev();
        ends.filter_map(|i| self.by_name.get(&text[..i]).map(|u| (u, i))).find(|(u, i)| u.fits(&text[*i..]))
    }
}

impl Unit {
    fn fits(&self, rest: &str) -> bool {
        !self.unless.iter().any(|w| rest.starts_with(w.as_str()))
    }
}

/// Words whose number is no figure: 四个意识, 十五届, 两会.
#[derive(Clone, Debug, Default)]
pub struct Stretches {
    pub list: Vec<Stretch>,
    pub automaton: Option<AhoCorasick>,
    /// Numbers that name a service when they stand without a unit: 12345, 110.
    pub numbers: Vec<String>,
    /// What stands before a code or a telephone number: 邮编, 电话.
    pub codes: Vec<String>,
    pub phones: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub text: String,
    /// "slogan", "identifier", or "word": a word with a numeral that is no number at all (统一, 十分).
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

/// A rate by its names, and words in the labels of what is counted and of what.
#[derive(Clone, Debug, Default)]
pub struct Rate {
    pub names: Vec<String>,
    pub part: Vec<String>,
    pub whole: Vec<String>,
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
