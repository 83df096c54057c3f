//! patterns/*.toml → Scheme. Unknown keys are refused with file, line and column.

mod labels;

use crate::scheme::Scheme;
use serde::de::DeserializeOwned;

pub use labels::{LabelExample, PartitionExample};

/// A pattern file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("模式文件 {file}：{message}")]
pub struct Error {
    pub file: String,
    pub message: String,
}

const LABELS: &str = include_str!("../patterns/labels.toml");
const PARTITIONS: &str = include_str!("../patterns/partitions.toml");
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
        profile: labels::profile("profiles/central.toml", CENTRAL)?,
        ..Scheme::default()
    })
}

/// The examples of labels.toml and partitions.toml.
///
/// # Errors
/// As [`builtin`].
pub fn label_examples() -> Result<(Vec<LabelExample>, Vec<PartitionExample>), Error> {
    Ok((labels::labels("labels.toml", LABELS)?.2, labels::partitions("partitions.toml", PARTITIONS)?.1))
}

fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|e| fail(file, e.message()))
}

fn fail(file: &str, message: &str) -> Error {
    Error { file: file.to_owned(), message: message.to_owned() }
}
