//! What ends a line: the same for the blocks of a text file and for the line that a person is told.

/// Whether a character ends a line: line feed, vertical tab (Word's line break), form feed, CR, and Unicode's
/// next line and separators.
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Where the line that starts at `at` ends, and where the next one starts; CR with LF is one end. On bytes: a
/// report is read once by this before anything else happens.
pub fn line_end(bytes: &[u8], at: usize) -> (usize, usize) {
    let mut from = at;
    while let Some(i) = bytes[from..].iter().position(|b| matches!(b, b'\n'..=b'\r' | 0xC2 | 0xE2)) {
        let end = from + i;
        let length = match bytes[end..] {
            [b'\r', b'\n', ..] | [0xC2, 0x85, ..] => 2,
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
            [0xC2 | 0xE2, ..] => 0,
            _ => 1,
        };
        if length > 0 {
            return (end, end + length);
        }
        from = end + 1;
    }
    (bytes.len(), bytes.len())
}

/// Where each line starts; there is always a first.
pub(super) fn starts(text: &str) -> Vec<u32> {
    let mut starts = vec![0];
    let mut at = 0;
    loop {
        let (end, next) = line_end(text.as_bytes(), at);
        if next == end {
            return starts;
        }
        starts.push(next as u32);
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::span::Span;

    const TEXT: &str = "一\r\n二\r三\u{c}四\u{b}五\u{2028}六\u{85}七¥\n\n八";

    #[test]
    fn every_line_end_ends_a_line() {
        let document = Document { text: TEXT.into(), ..Document::default() };
        let places = document.places();
        let line = |c: char| {
            let at = TEXT.find(c).unwrap();
            places.place(Span::new(at, at)).line
        };
        assert_eq!("一二三四五六七八".chars().map(line).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6, 7, 9]);
        let lines: Vec<&str> = (1..=9).map(|n| places.line(n).unwrap().of(TEXT)).collect();
        assert_eq!(lines, ["一", "二", "三", "四", "五", "六", "七¥", "", "八"]);
        assert_eq!((places.line(0), places.line(10)), (None, None));
        assert_eq!(starts(""), [0]);
    }

    #[test]
    fn characters_and_bytes_agree_on_line_ends() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let text = format!("甲{c}乙");
            assert_eq!(line_end(text.as_bytes(), 0).0 < text.len(), is_line_end(c), "{c:?}");
        }
    }

    #[test]
    fn columns_count_characters() {
        let document = Document { text: "甲乙\r\n𠮷12％".into(), ..Document::default() };
        let place = document.places().place(Span::new(12, 14));
        assert_eq!((place.line, place.column), (2, 2));
    }
}
