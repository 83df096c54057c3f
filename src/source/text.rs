//! Plain text: a block a line. The text stays as it is; what ends a line lies between the blocks.

use super::decode::Decoded;
use super::{Error, paragraph};
use crate::document::{Block, Document, Format, line_end};
use crate::span::Span;

/// Makes a document of decoded text.
///
/// # Errors
/// When there is no text.
pub(super) fn read(decoded: Decoded) -> Result<Document, Error> {
    let Decoded { text, encoding, notices } = decoded;
    let blocks = lines(&text, 0).map(paragraph).collect::<Vec<Block>>();
    if blocks.is_empty() {
        return Err(Error::NoText);
    }
    Ok(Document { format: Some(Format::Text), encoding, text, blocks, notices, ..Document::default() })
}

/// The non-blank lines of a text that starts at offset `base`, without their ends.
pub(super) fn lines(text: &str, base: usize) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let start = at;
            let (end, next) = line_end(text.as_bytes(), start);
            at = next;
            if !text[start..end].trim().is_empty() {
                return Some(Span::new(base + start, base + end));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_ends_a_block() {
        let text = "一、甲\r\n\r\n  二\u{3000}\r“三”\n \u{c}四\u{b}五\u{2028}\u{85}六¥";
        let lines: Vec<&str> = lines(text, 0).map(|s| s.of(text)).collect();
        assert_eq!(lines, ["一、甲", "  二\u{3000}", "“三”", "四", "五", "六¥"]);
    }
}
