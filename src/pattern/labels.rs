//! labels.toml and partitions.toml: what reports call things, wholes and their kinds.

use super::{Error, File, fail, parse};
use crate::scheme::{Attribute, Labels, Partition, Scope};
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelFile {
    #[serde(default)]
    attribute: Vec<AttributeEntry>,
    #[serde(default)]
    scope: Vec<ScopeEntry>,
    #[serde(default)]
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
    #[serde(default)]
    partition: Vec<PartitionEntry>,
    #[serde(default)]
    example: Vec<PartitionExample>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PartitionEntry {
    name: String,
    parts: Vec<Vec<String>>,
    needed: usize,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    of: Vec<String>,
}

/// Labels and the partition that they make up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartitionExample {
    pub partition: String,
    pub labels: Vec<String>,
}

/// Attributes and their words, before the automaton is made. Of a word given twice the last holds.
#[derive(Default)]
pub(super) struct Names {
    attributes: Vec<Attribute>,
    /// Word and index of its attribute, the user's words first.
    words: Vec<(String, usize)>,
}

impl Names {
    fn add(&mut self, a: AttributeEntry) {
        let known = self.attributes.iter().position(|o| o.id == a.id);
        let owner = known.unwrap_or(self.attributes.len());
        if known.is_none() {
            self.attributes.push(Attribute { id: a.id, name: a.name });
        }
        self.words.retain(|w| !a.words.contains(&w.0));
        self.words.extend(a.words.into_iter().map(|w| (w, owner)));
    }

    /// The attribute with this name, or with this word.
    pub fn attribute(&self, name: &str) -> Option<usize> {
        let named = self.attributes.iter().position(|a| a.name == name);
        named.or_else(|| self.words.iter().find(|w| w.0 == name).map(|w| w.1))
    }

    pub fn built(self, file: &str) -> Result<Labels, Error> {
        let (words, owner): (Vec<String>, Vec<usize>) = self.words.into_iter().unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words);
        let automaton = automaton.map_err(|e| Error { file: file.to_owned(), message: e.to_string() })?;
        Ok(Labels { attributes: self.attributes, automaton: Some(automaton), owner })
    }
}

pub(super) fn labels(files: &[&File]) -> Result<(Names, Vec<Scope>), Error> {
    let (mut names, mut scopes) = (Names::default(), Vec::<Scope>::new());
    for file in files {
        let f: LabelFile = parse(file)?;
        f.attribute.into_iter().for_each(|a| names.add(a));
        for s in f.scope {
            match scopes.iter_mut().find(|o| o.id == s.id) {
                Some(old) => old.words.extend(s.words),
                None => scopes.push(Scope { id: s.id, words: s.words }),
            }
        }
    }
    Ok((names, scopes))
}

/// The user's stand before the embedded ones.
pub(super) fn partitions(files: &[&File]) -> Result<Vec<Partition>, Error> {
    let mut all = Vec::new();
    for file in files.iter().rev() {
        let f: PartitionFile = parse(file)?;
        if let Some(p) = f.partition.iter().find(|p| p.needed < 2 || p.needed > p.parts.len()) {
            return Err(fail(file, &format!("“{}”的 needed 应在 2 与部分的个数之间", p.name)));
        }
        all.extend(f.partition.into_iter().map(|p| Partition {
            name: p.name,
            parts: p.parts,
            needed: p.needed,
            alone: p.alone,
            of: p.of,
        }));
    }
    Ok(all)
}

pub(super) fn label_examples(file: &File) -> Result<Vec<LabelExample>, Error> {
    Ok(parse::<LabelFile>(file)?.example)
}

pub(super) fn partition_examples(file: &File) -> Result<Vec<PartitionExample>, Error> {
    Ok(parse::<PartitionFile>(file)?.example)
}
