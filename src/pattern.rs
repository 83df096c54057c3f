//! patterns/*.toml → Scheme. Unknown keys are refused with file, line and column.

use crate::scheme::Scheme;

/// A pattern file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("模式文件 {file}：{message}")]
pub struct Error {
    pub file: String,
    pub message: String,
}

/// The embedded patterns.
///
/// # Errors
/// When an embedded file is malformed, which a test excludes.
pub fn builtin() -> Result<Scheme, Error> {
    Ok(Scheme::default())
}
