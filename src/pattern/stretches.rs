//! stretches.toml: words whose number is no figure.

use super::{Error, Example, File as Source, fail, parse};
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

pub(super) fn load(files: &[&Source]) -> Result<Stretches, Error> {
    let mut all = Stretches::default();
    for file in files {
        let raw: File = parse(file)?;
        let kinds = [("slogan", raw.slogan), ("identifier", raw.identifier), ("word", raw.word)];
        let list = kinds.into_iter().flat_map(|(kind, texts)| {
            texts.into_iter().map(move |text| Stretch { text, kind: kind.to_owned() })
        });
        let from = all.list.len();
        all.list.extend(list);
        if let Some(short) = all.list[from..].iter().find(|s| s.text.chars().count() < 2) {
            return Err(fail(file, &format!("“{}”太短：至少两个字", short.text)));
        }
        all.numbers.extend(raw.numbers);
        all.codes.extend(raw.codes);
        all.phones.extend(raw.phones);
    }
    let numbered = all.list.iter().enumerate().map(|(i, s)| (s.text.clone(), i));
    all.words = Words::new(numbered, |w| Some((w.chars().next()?, w.chars().nth(1)?)));
    Ok(all)
}

pub(super) fn examples(files: &[&Source]) -> Result<Vec<Example>, Error> {
    let mut all = Vec::new();
    for file in files {
        all.extend(parse::<File>(file)?.example);
    }
    Ok(all)
}
