//! What a proof-reader looks for, as data: words that are surely or likely wrong, frames that do not close, doubled
//! words that are right, what word processors and templates leave behind.

use super::Words;
use std::collections::HashSet;

/// All of it.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    pub misuses: Vec<Misuse>,
    /// Wrong words by their first two characters → index into `misuses`.
    pub words: Words,
    pub frames: Vec<Frame>,
    /// Opening words of frames by their first two characters → index into `frames`.
    pub openings: Words,
    /// Words of two characters that are looked for twice: any others may meet by chance.
    pub twofold: HashSet<String>,
    /// Doubled words that are right, and characters that may be doubled.
    pub doubles: Vec<String>,
    pub residues: Vec<Residue>,
    /// What stands in a template to be replaced: 20xx年, XX单位.
    pub blanks: Vec<String>,
    pub lists: Lists,
    /// The user's own: words that are never marked, names of the own unit.
    pub allowed: Vec<String>,
    pub units: Vec<String>,
}

/// What kind of slip a word is: each kind is a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// 签定 for 签订.
    #[default]
    Confusable,
    /// 发现的早 for 发现得早.
    Particle,
    /// 告居民 for 告知居民.
    Missing,
    /// A title or a set term misquoted.
    Term,
    /// Nothing is wrong, but less would do.
    Redundant,
}

/// A wrong word, and what it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Misuse {
    pub sort: Sort,
    pub wrong: String,
    pub right: String,
    /// One of these must stand right behind it, or right before it.
    pub then: Vec<String>,
    pub ahead: Vec<String>,
    /// None of these may.
    pub unless_then: Vec<String>,
    pub unless_ahead: Vec<String>,
    /// One of these must stand within the same clause.
    pub near: Vec<String>,
    /// Needs no judgement: may be replaced without asking.
    pub safe: bool,
    /// Wrong wherever it stands: a warning.
    pub sure: bool,
    pub why: String,
}

/// Two words that may not go together in one clause: 原因是…造成的.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    pub open: String,
    pub close: Vec<String>,
    /// None of these may stand between: then the frame is another one.
    pub unless: Vec<String>,
    /// What must stand right before the opening word; anything when empty.
    pub ahead: Vec<String>,
    /// Longest stretch between, in characters.
    pub within: usize,
    pub why: String,
}

/// A stretch that no author wrote, from its opening to its closing on one line; an empty closing means the opening
/// alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Residue {
    pub open: String,
    pub close: String,
    pub what: String,
}

/// Short lists that several finders share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    /// What is measured, and what may stand between it and its number: 总长度 共 31公里.
    pub measured: Vec<String>,
    pub links: Vec<String>,
    /// Endings of the names of units and their parts.
    pub offices: Vec<String>,
    /// Verbs of making and changing documents: 制定, 印发.
    pub drafting: Vec<String>,
    /// Forecasts that name no date: 预计年底.
    pub forecasts: Vec<String>,
    /// Parts of a year.
    pub halves: Vec<String>,
    pub wholes: Vec<String>,
    /// Events with their year, and the work that only goes with them while they last.
    pub events: Vec<(String, i32)>,
    pub attending: Vec<String>,
}

impl Wording {
    /// Makes the words and frames findable.
    pub fn index(&mut self) {
        self.words = Words::new(self.misuses.iter().enumerate().map(|(i, m)| (m.wrong.clone(), i)), pair);
        self.openings = Words::new(self.frames.iter().enumerate().map(|(i, f)| (f.open.clone(), i)), pair);
    }

    /// Adds what the user settled: wrong words with the right ones, words never to be marked, the own unit's names.
    pub fn own(
        &mut self,
        wrong: impl Iterator<Item = (String, String)>,
        allowed: &[String],
        units: &[String],
    ) {
        self.misuses.extend(wrong.map(|(wrong, right)| Misuse { wrong, right, ..Misuse::default() }));
        self.allowed.extend_from_slice(allowed);
        self.units.extend_from_slice(units);
        self.index();
    }
}

/// Words are found by their first two characters.
fn pair(word: &str) -> Option<(char, char)> {
    let mut chars = word.chars();
    Some((chars.next()?, chars.next()?))
}

impl Misuse {
    /// Whether it may be meant here, by the words around it in its clause.
    pub fn fits(&self, before: &str, after: &str, clause: &str) -> bool {
        let any = |list: &[String], test: &dyn Fn(&str) -> bool| list.iter().any(|w| test(w));
        let then = self.then.is_empty() || any(&self.then, &|w| after.starts_with(w));
        let ahead = self.ahead.is_empty() || any(&self.ahead, &|w| before.ends_with(w));
        let near = self.near.is_empty() || any(&self.near, &|w| clause.contains(w));
        then && ahead
            && near
            && !any(&self.unless_then, &|w| after.starts_with(w))
            && !any(&self.unless_ahead, &|w| before.ends_with(w))
    }
}
