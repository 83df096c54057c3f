//! Plain text with corrected ranges: only their bytes change, in the file's own encoding.

use super::super::Error;
use super::Change;
use crate::document::Document;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::ops::Range;

/// The bytes of a text or Markdown file with the changes made, which come in order and do not overlap.
///
/// # Errors
/// When the file is not written as its encoding says, or the new words cannot be.
pub fn plain(bytes: &[u8], document: &Document, changes: &[Change]) -> Result<Vec<u8>, Error> {
    let refuse = || Error::Unwritable(document.encoding.clone());
    let (name, bom) = match document.encoding.strip_suffix(" BOM") {
        Some(name) => (name, true),
        None => (&*document.encoding, false),
    };
    let encoding = Encoding::for_label(name.as_bytes()).ok_or_else(refuse)?;
    let mark = if bom { encode("\u{FEFF}", encoding).ok_or_else(refuse)?.len() } else { 0 };
    let offsets: Vec<u32> = changes.iter().flat_map(|c| [c.span.start, c.span.end]).collect();
    let at = places(&bytes[mark..], encoding, &document.text, &offsets).ok_or_else(refuse)?;
    let mut out = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for (change, at) in changes.iter().zip(at.chunks_exact(2)) {
        let range: Range<usize> = mark + at[0]..mark + at[1];
        out.extend_from_slice(bytes.get(done..range.start).ok_or_else(refuse)?);
        out.extend(encode(&change.text, encoding).ok_or_else(refuse)?);
        done = range.end;
    }
    out.extend_from_slice(&bytes[done..]);
    Ok(out)
}

fn encode(text: &str, encoding: &'static Encoding) -> Option<Vec<u8>> {
    if encoding == UTF_16LE {
        return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, lost) = encoding.encode(text);
    (!lost).then(|| bytes.into_owned())
}

/// Byte offsets of the file for offsets of its text, which go up: the file is decoded again, byte by byte. None
/// when it does not give the text again.
fn places(bytes: &[u8], encoding: &'static Encoding, text: &str, offsets: &[u32]) -> Option<Vec<usize>> {
    if encoding == UTF_8 && bytes == text.as_bytes() {
        return Some(offsets.iter().map(|o| *o as usize).collect());
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut written, mut buffer) = (0, [0; 64]);
    let mut found = Vec::with_capacity(offsets.len());
    for read in 0..=bytes.len() {
        while offsets.get(found.len()).is_some_and(|o| *o as usize == written) {
            found.push(read);
        }
        let Some(byte) = bytes.get(read..=read) else { break };
        let (_, _, new, _) = decoder.decode_to_utf8(byte, &mut buffer, false);
        let same = text.as_bytes().get(written..written + new) == buffer.get(..new);
        written += new;
        if !same {
            return None;
        }
    }
    (found.len() == offsets.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::super::super::read;
    use super::*;
    use crate::span::Span;

    const REPORT: &str = "一、基本情况\r\n全年执行数9350.64万元，执行率87.46％。\n";

    #[track_caller]
    fn check(bytes: &[u8], encode: &dyn Fn(&str) -> Vec<u8>) {
        let document = read("报告.txt", bytes).unwrap();
        let at = document.text.find("87.46％").unwrap();
        let change = Change { span: Span::new(at, at + "87.46％".len()), text: "87.47％".into() };
        let new = plain(bytes, &document, &[change]).unwrap();
        assert_eq!(new, encode(&REPORT.replace("87.46", "87.47")), "{}", document.encoding);
        assert_eq!(plain(bytes, &document, &[]).unwrap(), bytes);
    }

    #[test]
    fn only_the_range_changes_in_any_encoding() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        check(REPORT.as_bytes(), &|t| t.as_bytes().to_vec());
        check(format!("\u{FEFF}{REPORT}").as_bytes(), &|t| format!("\u{FEFF}{t}").into_bytes());
        check(&gb(REPORT), &gb);
        check(&gb(&format!("\u{FEFF}{REPORT}")), &|t| gb(&format!("\u{FEFF}{t}")));
        check(&utf16(&format!("\u{FEFF}{REPORT}")), &|t| utf16(&format!("\u{FEFF}{t}")));
        check(&utf16(REPORT), &utf16);
    }

    #[test]
    fn broken_bytes_stay_as_they_are() {
        let mut bytes = REPORT.repeat(5).into_bytes();
        bytes[4] = 0xFF;
        let document = read("报告.txt", &bytes).unwrap();
        let at = document.text.rfind("87.46％").unwrap();
        let change = Change { span: Span::new(at, at + 5), text: "87.47".into() };
        let new = plain(&bytes, &document, &[change]).unwrap();
        let mut expected = bytes.clone();
        let end = bytes.len() - "％。\n".len();
        expected[end - 1] = b'7';
        assert_eq!(new, expected);
    }
}
