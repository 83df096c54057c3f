//! Types of what patterns/ say. Data only: no text of a report, no files.

mod expression;
mod formula;
mod naming;
mod profile;
mod wording;

pub use expression::{Compare, Equation, Expression, Fault, Node, is_operator};
pub use formula::{Formula, Level, Operand, Page, plain};
pub use naming::{Ending, Naming, ReportSort, Standard, UnitSort};
pub use profile::{Band, Execution, Limit, Profile, Weight};
pub use wording::{Frame, Lists, Misuse, Residue, Sort, Wording};

use aho_corasick::AhoCorasick;
use std::collections::HashMap;

/// Everything that patterns/*.toml hold, loaded.
#[derive(Clone, Debug, Default)]
pub struct Scheme {
    pub units: Units,
    pub stretches: Stretches,
    pub labels: Labels,
    pub scopes: Vec<Scope>,
    pub partitions: Vec<Partition>,
    pub formulas: Vec<Formula>,
    pub naming: Naming,
    /// The scheme in use, and all that there are.
    pub profile: Profile,
    pub profiles: Vec<Profile>,
    /// What a proof-reader looks for.
    pub wording: Wording,
}

impl Scheme {
    /// Takes the scoring scheme with this id or name; false when there is none.
    pub fn choose(&mut self, wanted: &str) -> bool {
        let found = self.profiles.iter().find(|p| p.id == wanted || p.name == wanted);
        found.cloned().is_some_and(|p| {
            self.profile = Profile { chosen: true, ..p };
            true
        })
    }
}

/// Words found by one or two of their characters, the longest first: faster than an automaton where the place is known,
/// and made in no time.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// A bit for each character of the basic plane that is the key of a word.
    bits: Vec<u64>,
    /// The same for second characters.
    seconds: Vec<u64>,
    /// Key and its words, sorted by key.
    index: Vec<(Key, std::ops::Range<usize>)>,
    list: Vec<(String, usize)>,
}

/// The characters by which a word is found; the second is NUL when one will do.
type Key = (char, char);

impl Words {
    /// Words and their numbers; `key` picks the characters by which a word is found.
    pub fn new(words: impl Iterator<Item = (String, usize)>, key: fn(&str) -> Option<Key>) -> Self {
        let mut list: Vec<(Key, String, usize)> =
            words.filter_map(|(word, number)| Some((key(&word)?, word, number))).collect();
        list.sort_by(|a, b| (a.0, b.1.len(), &a.1).cmp(&(b.0, a.1.len(), &b.1)));
        let mut made = Self { bits: vec![0; 1024], seconds: vec![0; 1024], ..Self::default() };
        for (i, (c, word, number)) in list.into_iter().enumerate() {
            set(&mut made.bits, c.0);
            set(&mut made.seconds, c.1);
            match made.index.last_mut().filter(|last| last.0 == c) {
                Some(last) => last.1.end = i + 1,
                None => made.index.push((c, i..i + 1)),
            }
            made.list.push((word, number));
        }
        made
    }

    /// Whether a word is found by `c`.
    pub fn has(&self, c: char) -> bool {
        in_set(&self.bits, c)
    }

    /// The words of a key.
    pub fn of(&self, c: char, second: char) -> &[(String, usize)] {
        if !self.has(c) || !in_set(&self.seconds, second) {
            return &[];
        }
        let found = self.index.binary_search_by_key(&(c, second), |i| i.0);
        found.ok().and_then(|i| self.list.get(self.index[i].1.clone())).unwrap_or(&[])
    }

    /// Each place of a text where words begin, with those that stand there, when the key is two characters.
    pub fn scan<'s>(
        &'s self,
        text: &'s str,
    ) -> impl Iterator<Item = (usize, impl Iterator<Item = &'s (String, usize)>)> {
        let seconds = text.chars().skip(1);
        let places = text.char_indices().zip(seconds).map(|((i, c), second)| (i, self.of(c, second)));
        places
            .filter(|p| !p.1.is_empty())
            .map(move |(i, words)| (i, words.iter().filter(move |w| text[i..].starts_with(w.0.as_str()))))
    }

    /// The words that `text` starts with, when the key is the first character alone.
    pub fn at<'s>(&'s self, text: &'s str) -> impl Iterator<Item = &'s (String, usize)> {
        let words = text.chars().next().map_or(&[][..], |c| self.of(c, '\0'));
        words.iter().filter(move |w| text.starts_with(w.0.as_str()))
    }
}

fn set(bits: &mut [u64], c: char) {
    if let Some(bits) = bits.get_mut(c as usize >> 6) {
        *bits |= 1 << (c as u32 & 63);
    }
}

fn in_set(bits: &[u64], c: char) -> bool {
    bits.get(c as usize >> 6).is_some_and(|bits| bits >> (c as u32 & 63) & 1 == 1)
}

/// Units and the words that loosen a number.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// By name as printed: "万元", "％", "人次".
    pub by_name: HashMap<String, Unit>,
    names: Words,
    list: Vec<Unit>,
    /// Words before a number (约, 不少于) and after it or its unit (余, 以上).
    pub before: LooseWords,
    pub after: LooseWords,
    /// Words near a bare 万 or 亿 that make it an amount.
    pub money_slots: Vec<String>,
}

/// Loosening words; before a number they are found by their last character, after it by their first.
#[derive(Clone, Debug, Default)]
pub struct LooseWords {
    pub list: Vec<Loose>,
    pub words: Words,
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
    /// Ends a list of numbers that are no counts: 13、15组.
    pub series: bool,
    /// Too much of an everyday word to make a number of a lone 一 … 九: 一起, 一面.
    pub weak: bool,
    /// What must not follow: 旦 after 元 (元旦), 民 after 人.
    pub unless: Vec<String>,
}

impl Units {
    /// Of a name given twice the last holds.
    pub fn new(units: Vec<(String, Unit)>) -> Self {
        let by_name: HashMap<String, Unit> = units.into_iter().collect();
        let mut sorted: Vec<(&String, &Unit)> = by_name.iter().collect();
        sorted.sort_by_key(|(name, _)| *name);
        let numbered = sorted.iter().enumerate().map(|(i, (name, _))| ((*name).clone(), i));
        let names = Words::new(numbered, |w| Some((w.chars().next()?, '\0')));
        let list = sorted.into_iter().map(|(_, unit)| unit.clone()).collect();
        Self { by_name, names, list, ..Self::default() }
    }

    /// The longest unit that `text` starts with and that may stand there, and its length in bytes.
    pub fn at(&self, text: &str) -> Option<(&Unit, usize)> {
        let known = self.names.at(text).filter_map(|(name, i)| Some((self.list.get(*i)?, name.len())));
        known.into_iter().find(|(unit, len)| unit.fits(&text[*len..]))
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
    pub words: Words,
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

/// Kinds that together make up a whole.
#[derive(Clone, Debug, Default)]
pub struct Partition {
    pub name: String,
    /// Each part with its synonyms.
    pub parts: Vec<Vec<String>>,
    /// How many of the parts must be there for the list to count as whole.
    pub needed: usize,
    /// Totals that these parts make up and nothing else does: the sum holds however far off it is.
    pub of: Vec<String>,
    /// Nothing but these parts stands in the list.
    pub alone: bool,
}
