//! wording/*.toml: what a proof-reader looks for. Each file holds its own examples: a sentence, and what is marked in it.

use super::{Error, File, fail, parse};
use crate::scheme::{Frame, Lists, Misuse, Residue, Sort, Wording};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordingFile {
    #[serde(default)]
    confusable: Vec<Entry>,
    #[serde(default)]
    particle: Vec<Entry>,
    #[serde(default)]
    missing: Vec<Entry>,
    #[serde(default)]
    term: Vec<Entry>,
    #[serde(default)]
    redundant: Vec<Entry>,
    #[serde(default)]
    degree: Vec<Degree>,
    #[serde(default)]
    frame: Vec<FrameEntry>,
    #[serde(default)]
    twofold: Vec<String>,
    #[serde(default)]
    doubled: Vec<String>,
    #[serde(default)]
    residue: Vec<ResidueEntry>,
    #[serde(default)]
    blank: Vec<String>,
    #[serde(default)]
    list: ListEntry,
    #[serde(default)]
    example: Vec<ProofExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    wrong: String,
    right: String,
    #[serde(default)]
    then: Vec<String>,
    #[serde(default)]
    ahead: Vec<String>,
    #[serde(default)]
    unless_then: Vec<String>,
    #[serde(default)]
    unless_ahead: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default = "yes")]
    safe: bool,
    #[serde(default)]
    sure: bool,
    #[serde(default)]
    why: String,
}

/// Each verb with each adjective: 发现的早, 处置的好.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Degree {
    verbs: Vec<String>,
    adjectives: Vec<String>,
    then: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameEntry {
    open: Vec<String>,
    close: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    ahead: Vec<String>,
    within: usize,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResidueEntry {
    open: String,
    close: String,
    what: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListEntry {
    #[serde(default)]
    measured: Vec<String>,
    #[serde(default)]
    links: Vec<String>,
    #[serde(default)]
    offices: Vec<String>,
    #[serde(default)]
    drafting: Vec<String>,
    #[serde(default)]
    forecasts: Vec<String>,
    #[serde(default)]
    halves: Vec<String>,
    #[serde(default)]
    wholes: Vec<String>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    attending: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    name: String,
    year: i32,
}

/// A sentence, and the words in it that are marked, in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofExample {
    pub text: String,
    pub marks: Vec<String>,
}

fn yes() -> bool {
    true
}

pub(super) fn load(files: &[&File]) -> Result<Wording, Error> {
    let mut all = Wording::default();
    for file in files {
        let raw: WordingFile = parse(file)?;
        let sorts = [
            (Sort::Confusable, raw.confusable),
            (Sort::Particle, raw.particle),
            (Sort::Missing, raw.missing),
            (Sort::Term, raw.term),
            (Sort::Redundant, raw.redundant),
        ];
        all.misuses
            .extend(sorts.into_iter().flat_map(|(s, list)| list.into_iter().map(move |e| misuse(s, e))));
        all.misuses.extend(raw.degree.iter().flat_map(degrees));
        all.frames.extend(raw.frame.into_iter().flat_map(frames));
        all.twofold.extend(raw.twofold);
        all.doubles.extend(raw.doubled);
        all.residues.extend(raw.residue.into_iter().map(residue));
        all.blanks.extend(raw.blank);
        lists(&mut all.lists, raw.list);
        short(file, &all)?;
    }
    // A copy of a built-in file laid over it says everything twice.
    once(&mut all.residues);
    once(&mut all.blanks);
    once(&mut all.lists.measured);
    once(&mut all.lists.forecasts);
    once(&mut all.lists.halves);
    once(&mut all.lists.events);
    all.index();
    Ok(all)
}

/// Keeps the first of equal ones.
fn once<T: PartialEq>(list: &mut Vec<T>) {
    let mut kept: Vec<T> = Vec::with_capacity(list.len());
    for item in list.drain(..) {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    *list = kept;
}

fn short(file: &File, all: &Wording) -> Result<(), Error> {
    let words = all.misuses.iter().map(|m| &m.wrong).chain(all.frames.iter().map(|f| &f.open));
    match words.into_iter().find(|w| w.chars().count() < 2) {
        Some(word) => Err(fail(file, &format!("“{word}”太短：至少两个字"))),
        None => Ok(()),
    }
}

fn misuse(sort: Sort, e: Entry) -> Misuse {
    Misuse {
        sort,
        wrong: e.wrong,
        right: e.right,
        then: e.then,
        ahead: e.ahead,
        unless_then: e.unless_then,
        unless_ahead: e.unless_ahead,
        near: e.near,
        safe: e.safe,
        sure: e.sure,
        why: e.why,
    }
}

fn degrees(d: &Degree) -> impl Iterator<Item = Misuse> + '_ {
    let of = |verb: &String, adjective: &String| Misuse {
        sort: Sort::Particle,
        wrong: format!("{verb}的{adjective}"),
        right: format!("{verb}得{adjective}"),
        then: d.then.clone(),
        ..Misuse::default()
    };
    d.verbs.iter().flat_map(move |v| d.adjectives.iter().map(move |a| of(v, a)))
}

/// One frame for each of its openings.
fn frames(e: FrameEntry) -> impl Iterator<Item = Frame> {
    let rest = Frame {
        open: String::new(),
        close: e.close,
        unless: e.unless,
        ahead: e.ahead,
        within: e.within,
        why: e.why,
    };
    e.open.into_iter().map(move |open| Frame { open, ..rest.clone() })
}

fn residue(e: ResidueEntry) -> Residue {
    Residue { open: e.open, close: e.close, what: e.what }
}

fn lists(all: &mut Lists, e: ListEntry) {
    all.measured.extend(e.measured);
    all.links.extend(e.links);
    all.offices.extend(e.offices);
    all.drafting.extend(e.drafting);
    all.forecasts.extend(e.forecasts);
    all.halves.extend(e.halves);
    all.wholes.extend(e.wholes);
    all.events.extend(e.events.into_iter().map(|e| (e.name, e.year)));
    all.attending.extend(e.attending);
}

pub(super) fn examples(file: &File) -> Result<Vec<ProofExample>, Error> {
    Ok(parse::<WordingFile>(file)?.example)
}
