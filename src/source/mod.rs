//! bytes → Document. The only step that can fail on a report.
//!
//! What a file *is* is decided by its first bytes; its name only chooses between text and Markdown, and
//! words the message when the two disagree. Knows no rules and no figures. Its one surprise: a file without
//! any text is an error, never an empty document, so that "no findings" always means that something was read.

pub mod amend;
mod decode;
mod docx;
mod markdown;
mod package;
mod sniff;
mod text;
mod xlsx;
mod xml;

use crate::document::{Block, BlockKind, Document, Story};
use crate::span::Span;
use package::{Form, Package};
use sniff::Kind;

/// Why a file could not be read; shown to users, so in Chinese, with a remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("文件是空的：请确认是否选错了文件")]
    Empty,
    #[error("文件里没有文字：如为扫描件，请先识别成文字，另存为 docx 或 txt")]
    NoText,
    #[error("文件已加密：请在 Word、Excel 或 WPS 中去掉密码后另存")]
    Encrypted,
    /// A format that is known but not read.
    #[error("这是{what}，不能直接读取：{remedy}")]
    Foreign { what: &'static str, remedy: &'static str },
    #[error("扩展名是 {extension}，内容却不是：请在 Word、Excel 或 WPS 中打开原文件，另存为 docx 或 xlsx")]
    Misnamed { extension: String },
    #[error("不是文字文件（内容是二进制数据）：请选择 docx、xlsx、txt 或 md 文件")]
    Binary,
    #[error("压缩包已损坏（{0}）：请在 Word、Excel 或 WPS 中打开原文件，另存为 docx 或 xlsx")]
    Package(String),
    #[error("部件 {part} 无法读取（{why}）：请在 Word、Excel 或 WPS 中打开原文件，另存为 docx 或 xlsx")]
    Part { part: String, why: String },
    #[error("{0} 编码的文件不能写入改正后的文字：请另存为 UTF-8 后再改")]
    Unwritable(String),
    #[error("文件过大（{0}）：请拆分后再检查")]
    TooBig(String),
}

impl Error {
    /// Whether this is a text of a word processor that another program could make a docx of.
    pub fn is_convertible(&self) -> bool {
        matches!(self, Self::Foreign { what, .. } if sniff::CONVERTIBLE.contains(what))
    }
}

/// Reads a report; `name` only tells the file's extension.
///
/// # Errors
/// When the bytes are no readable report.
pub fn read(name: &str, bytes: &[u8]) -> Result<Document, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::TooBig("超过 4 GB".into()));
    }
    let document = match sniff::kind(name, bytes)? {
        Kind::Package => package(bytes)?,
        Kind::Markdown => markdown::read(decode::decode(bytes)?)?,
        Kind::Text => text::read(decode::decode(bytes)?)?,
    };
    if document.blocks.iter().all(|b| b.span.of(&document.text).trim().is_empty()) {
        return Err(Error::NoText);
    }
    Ok(document)
}

/// A zip archive: Word or sheets.
fn package(bytes: &[u8]) -> Result<Document, Error> {
    let mut package = Package::open(bytes)?;
    match package.main()? {
        (Form::Word, main) => docx::read(package, main),
        (Form::Sheets, main) => xlsx::read(package, &main),
    }
}

/// A plain paragraph of the body.
fn paragraph(span: Span) -> Block {
    Block { span, kind: BlockKind::Paragraph, story: Story::Body, level: None, label: None }
}
