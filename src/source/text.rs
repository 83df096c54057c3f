//! Plain text: a block a line.
use super::Error;
use crate::document::{Block, BlockKind, Document, Format, Story};
use crate::span::Span;

pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| Error::Format("不是 UTF-8".into()))?;
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        if !body.trim().is_empty() {
            blocks.push(Block {
                span: Span::new(at, at + body.len()),
                kind: BlockKind::Paragraph,
                story: Story::Body,
                level: None,
                label: None,
            });
        }
        at += line.len();
    }
    Ok(Document { format: Some(Format::Text), encoding: "UTF-8".into(), text, blocks, ..Document::default() })
}
