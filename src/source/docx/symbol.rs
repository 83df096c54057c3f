//! `w:sym`: characters of symbol fonts, by the sign that the font shows.

/// (font, code in the font, what it shows); codes count from 0xF000.
const SIGNS: &[(&str, u32, char)] = &[
    ("wingdings", 0x6C, '●'),
    ("wingdings", 0x6E, '■'),
    ("wingdings", 0x6F, '□'),
    ("wingdings", 0x71, '❑'),
    ("wingdings", 0x75, '◆'),
    ("wingdings", 0x77, '◆'),
    ("wingdings", 0x9E, '·'),
    ("wingdings", 0x9F, '•'),
    ("wingdings", 0xA7, '▪'),
    ("wingdings", 0xA8, '□'),
    ("wingdings", 0xB2, '✧'),
    ("wingdings", 0xD8, '➢'),
    ("wingdings", 0xDF, '←'),
    ("wingdings", 0xE0, '→'),
    ("wingdings", 0xE1, '↑'),
    ("wingdings", 0xE2, '↓'),
    ("wingdings", 0xFB, '✗'),
    ("wingdings", 0xFC, '✓'),
    ("wingdings", 0xFD, '☒'),
    ("wingdings", 0xFE, '☑'),
    ("wingdings 2", 0x4F, '✗'),
    ("wingdings 2", 0x50, '✓'),
    ("wingdings 2", 0x51, '☒'),
    ("wingdings 2", 0x52, '☑'),
    ("wingdings 2", 0x53, '☒'),
    ("wingdings 2", 0x54, '☒'),
    ("wingdings 2", 0xA3, '□'),
    ("wingdings 2", 0x97, '●'),
    ("symbol", 0xA2, '′'),
    ("symbol", 0xA3, '≤'),
    ("symbol", 0xA5, '∞'),
    ("symbol", 0xAE, '→'),
    ("symbol", 0xB0, '°'),
    ("symbol", 0xB1, '±'),
    ("symbol", 0xB3, '≥'),
    ("symbol", 0xB4, '×'),
    ("symbol", 0xB7, '•'),
    ("symbol", 0xB8, '÷'),
    ("symbol", 0xB9, '≠'),
    ("symbol", 0xBB, '≈'),
    ("symbol", 0xC5, '⊕'),
    ("symbol", 0xD0, '∠'),
    ("symbol", 0xD5, '∏'),
    ("symbol", 0xD6, '√'),
    ("symbol", 0xE5, '∑'),
    ("symbol", 0x61, 'α'),
    ("symbol", 0x62, 'β'),
    ("symbol", 0x64, 'δ'),
    ("symbol", 0x6D, 'μ'),
    ("symbol", 0x70, 'π'),
    ("symbol", 0x73, 'σ'),
    ("symbol", 0x44, 'Δ'),
    ("symbol", 0x53, 'Σ'),
    ("symbol", 0x57, 'Ω'),
];

/// What a symbol shows. Unknown ones stay as the code that the file gives, so that nothing is lost.
pub(super) fn shown(font: &str, code: &str) -> char {
    let code = u32::from_str_radix(code.trim(), 16).unwrap_or(0xFFFD);
    let private = (0xF000..=0xF0FF).contains(&code);
    let (font, at) = (font.to_lowercase(), if private { code - 0xF000 } else { code });
    let sign = SIGNS.iter().find(|s| s.0 == font && s.1 == at).map(|s| s.2);
    // Digits and most signs of the Symbol font stand where ASCII has them.
    let ascii = || (private && font == "symbol" && (0x20..0x40).contains(&at)).then(|| char::from_u32(at));
    sign.or_else(|| ascii().flatten()).or_else(|| char::from_u32(code)).unwrap_or('\u{FFFD}')
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn known_and_unknown_signs() {
        assert_eq!(shown("Wingdings", "F0FE"), '☑');
        assert_eq!(shown("Wingdings 2", "0052"), '☑');
        assert_eq!(shown("Symbol", "F0B3"), '≥');
        assert_eq!(shown("Symbol", "F035"), '5');
        assert_eq!(shown("宋体", "4E2D"), '中');
        assert_eq!(shown("Wingdings", "F04A"), '\u{F04A}');
        assert_eq!(shown("", "x"), '\u{FFFD}');
    }
}
