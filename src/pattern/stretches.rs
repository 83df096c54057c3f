//! stretches.toml: words whose number is no figure.

use super::{Error, Example, fail, parse};
use crate::scheme::{Stretch, Stretches};
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    slogan: Vec<String>,
    #[serde(default)]
    identifier: Vec<String>,
    #[serde(default)]
    word: Vec<String>,
    #[serde(default)]
    numbers: Vec<String>,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    phones: Vec<String>,
    #[serde(default)]
    example: Vec<Example>,
}

pub(super) fn load(file: &str, text: &str) -> Result<(Stretches, Vec<Example>), Error> {
    let raw: File = parse(file, text)?;
    let kinds = [("slogan", raw.slogan), ("identifier", raw.identifier), ("word", raw.word)];
    let list: Vec<Stretch> = kinds
        .into_iter()
        .flat_map(|(kind, texts)| texts.into_iter().map(move |text| Stretch { text, kind: kind.to_owned() }))
        .collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(list.iter().map(|s| s.text.as_str()))
        .map_err(|e| fail(file, &e.to_string()))?;
    let automaton = Some(automaton);
    let stretches = Stretches { list, automaton, numbers: raw.numbers, codes: raw.codes, phones: raw.phones };
    Ok((stretches, raw.example))
}
