//! bytes → Document. The only step that can fail on a report.

mod text;

use crate::document::Document;

/// Why a file could not be read; shown to users, so in Chinese, with a remedy.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("文件是空的：请确认是否选错了文件")]
    Empty,
    #[error("文件里没有文字：如为扫描件，请先识别成文字，另存为 docx 或 txt")]
    NoText,
    #[error("{0}")]
    Format(String),
}

/// Reads a report; `name` only tells the file's extension.
///
/// # Errors
/// When the bytes are no readable report.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Error> {
    let _ = name;
    text::read(bytes)
}
