//! patterns/*.toml → Scheme. Unknown keys are refused with file, line and column.
//!
//! The files hold their own examples, which a test runs. Must not know documents or rules.

mod labels;
mod stretches;
mod units;

use crate::scheme::Scheme;
use serde::Deserialize;
use serde::de::DeserializeOwned;

pub use labels::{LabelExample, PartitionExample, RateExample};

/// A pattern file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("模式文件 {file}：{message}")]
pub struct Error {
    pub file: String,
    pub message: String,
}

/// A sentence in a pattern file and the figures it must give, each as "kind value unit qualifier".
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    pub figures: Vec<String>,
}

const UNITS: &str = include_str!("../patterns/units.toml");
const STRETCHES: &str = include_str!("../patterns/stretches.toml");
const LABELS: &str = include_str!("../patterns/labels.toml");
const PARTITIONS: &str = include_str!("../patterns/partitions.toml");
const RATES: &str = include_str!("../patterns/rates.toml");
const CENTRAL: &str = include_str!("../patterns/profiles/central.toml");

/// The embedded patterns.
///
/// # Errors
/// When an embedded file is malformed, which a test excludes.
pub fn builtin() -> Result<Scheme, Error> {
    let (labels, scopes, _) = labels::labels("labels.toml", LABELS)?;
    Ok(Scheme {
        labels,
        scopes,
        partitions: labels::partitions("partitions.toml", PARTITIONS)?.0,
        rates: labels::rates("rates.toml", RATES)?.0,
        profile: labels::profile("profiles/central.toml", CENTRAL)?,
        units: units::load("units.toml", UNITS)?.0,
        stretches: stretches::load("stretches.toml", STRETCHES)?.0,
    })
}

/// The examples of the files that name figures.
///
/// # Errors
/// As [`builtin`].
pub fn figure_examples() -> Result<Vec<Example>, Error> {
    let mut all = units::load("units.toml", UNITS)?.1;
    all.extend(stretches::load("stretches.toml", STRETCHES)?.1);
    Ok(all)
}

/// The examples of labels.toml and partitions.toml.
///
/// # Errors
/// As [`builtin`].
pub fn label_examples() -> Result<(Vec<LabelExample>, Vec<PartitionExample>), Error> {
    Ok((labels::labels("labels.toml", LABELS)?.2, labels::partitions("partitions.toml", PARTITIONS)?.1))
}

/// The examples of rates.toml.
///
/// # Errors
/// As [`builtin`].
pub fn rate_examples() -> Result<Vec<RateExample>, Error> {
    Ok(labels::rates("rates.toml", RATES)?.1)
}

/// Reads a file's TOML; an error names the file, the line and the column.
fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|e| {
        let at = e.span().map_or(0, |s| s.start);
        let head = text.get(..at).unwrap_or("");
        let line = head.matches('\n').count() + 1;
        let column = head.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        fail(file, &format!("第 {line} 行第 {column} 列：{}", e.message()))
    })
}

fn fail(file: &str, message: &str) -> Error {
    Error { file: file.to_owned(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn embedded_files_are_sound() {
        let scheme = builtin().unwrap();
        let names = &scheme.units.by_name;
        assert!(names.values().filter(|u| matches!(u.kind, crate::scheme::UnitKind::Count)).count() > 200);
        assert_eq!(scheme.units.at("万元，").map(|(u, len)| (u.power, len)), Some((4, 6)));
        assert!(scheme.units.at("元旦").is_none());
        assert!(scheme.stretches.list.iter().filter(|s| s.kind == "slogan").count() >= 80);
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_place() {
        let error = units::load("units.toml", "[[unit]]\nkind = \"count\"\nnamen = [\"个\"]\n").unwrap_err();
        let shown = error.to_string();
        assert!(shown.contains("units.toml") && shown.contains("第 3 行第 1 列"), "{shown}");
    }
}
