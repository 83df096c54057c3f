//! Plain text: a block a line. The text stays as it is; what ends a line lies between the blocks.

use super::decode::Decoded;
use super::{Error, paragraph};
use crate::document::{Block, Document, Format};
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

/// The non-blank lines of a text that starts at offset `base`, without their ends. A form feed, a vertical
/// tab (Word's line break) and a lone CR end a line too.
pub(super) fn lines(text: &str, base: usize) -> impl Iterator<Item = Span> + '_ {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split_inclusive(ends)
        .scan(base, move |at, line| {
            let start = *at;
            *at += line.len();
            let body = line.trim_end_matches(ends);
            Some((!body.trim().is_empty()).then(|| Span::new(start, start + body.len())))
        })
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_ends_a_block() {
        let text = "一、甲\r\n\r\n  二\u{3000}\r三\n \u{c}四\u{b}五";
        let lines: Vec<&str> = lines(text, 0).map(|s| s.of(text)).collect();
        assert_eq!(lines, ["一、甲", "  二\u{3000}", "三", "四", "五"]);
    }
}
