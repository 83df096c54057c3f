//! stretches.toml: words whose number is no figure.

use super::{Error, Example, fail, parse};
use crate::scheme::{Stretch, Stretches, Words};
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
    let numbered = list.iter().enumerate().map(|(i, s)| (s.text.clone(), i));
    if let Some(short) = list.iter().find(|s| s.text.chars().count() < 2) {
        return Err(fail(file, &format!("“{}”太短：至少两个字", short.text)));
    }
    let words = Words::new(numbered, |w| Some((w.chars().next()?, w.chars().nth(1)?)));
    let stretches = Stretches { list, words, numbers: raw.numbers, codes: raw.codes, phones: raw.phones };
    Ok((stretches, raw.example))
}
