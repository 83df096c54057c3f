//! bytes → text of a plain file: strict encodings first, a guess last and never in silence.

use super::Error;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

/// A decoded text file.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    /// "UTF-8", "UTF-8 BOM", "UTF-16LE BOM", "GB18030" …
    pub encoding: String,
    pub notices: Vec<String>,
}

impl Decoded {
    fn sure(text: String, encoding: impl Into<String>) -> Self {
        Self { text, encoding: encoding.into(), notices: Vec::new() }
    }
}

/// The guess looks at no more than this.
const GUESS_BYTES: usize = 2048;

/// Decodes a text file.
///
/// # Errors
/// When the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    let decoded = strict(bytes).or_else(|| damaged_utf8(bytes)).unwrap_or_else(|| guess(bytes));
    if decoded.text.trim_matches(|c: char| c.is_whitespace() || c.is_control()).is_empty() {
        return Err(if bytes.contains(&0) { Error::Binary } else { Error::NoText });
    }
    if is_rubbish(&decoded) { Err(Error::Binary) } else { Ok(decoded) }
}

/// The encodings that can be told for certain.
fn strict(bytes: &[u8]) -> Option<Decoded> {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[bom..])?;
        return Some(Decoded::sure(text.into_owned(), format!("{} BOM", encoding.name())));
    }
    // UTF-16 first: its NUL bytes are valid in both others.
    if let Some(encoding) = bare_utf16(bytes) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        return Some(Decoded::sure(text.into_owned(), encoding.name()));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(Decoded::sure(text.to_owned(), "UTF-8"));
    }
    if is_mostly_utf8(bytes) {
        return None;
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(match text.strip_prefix('\u{FEFF}') {
        Some(rest) => Decoded::sure(rest.to_owned(), "GB18030 BOM"),
        None => Decoded::sure(text.into_owned(), "GB18030"),
    })
}

/// UTF-16 without a mark: NUL bytes, and nearly all characters are plausible in one of the two byte orders.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1 << 16) & !1];
    if !bytes.len().is_multiple_of(2) || !head.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let units = head.chunks_exact(2).map(|b| match *encoding == UTF_16LE {
            true => u16::from_le_bytes([b[0], b[1]]),
            false => u16::from_be_bytes([b[0], b[1]]),
        });
        let plausible = units.filter(|u| is_plausible(*u)).count();
        plausible * 20 >= head.len() / 2 * 19
    })
}

/// What Chinese reports are written in.
fn is_plausible(unit: u16) -> bool {
    matches!(unit, 9 | 10 | 13 | 0x20..=0x7E | 0x2000..=0x206F | 0x2200..=0x22FF | 0x2460..=0x25FF
        | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF)
}

/// UTF-8 with a few broken bytes: strict GB18030 would read most of it as rare characters without complaint.
/// The head of the file tells.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(1 << 16)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| *c >= '\u{800}').count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 20
}

fn damaged_utf8(bytes: &[u8]) -> Option<Decoded> {
    if !is_mostly_utf8(bytes) {
        return None;
    }
    let (bytes, encoding) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, "UTF-8 BOM"),
        None => (bytes, "UTF-8"),
    };
    let text = String::from_utf8_lossy(bytes).into_owned();
    let bad = bytes.utf8_chunks().filter(|c| !c.invalid().is_empty()).count();
    let notices = vec![format!("文件按 UTF-8 读取，其中 {bad} 处字节无效，显示为“\u{FFFD}”，请核对原文")];
    Some(Decoded { text, encoding: encoding.into(), notices })
}

/// The last resort: a detector's guess on the head of the file.
fn guess(bytes: &[u8]) -> Decoded {
    let head = &bytes[..bytes.len().min(GUESS_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, head.len() == bytes.len());
    let encoding = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    let (text, broken) = encoding.decode_with_bom_removal(bytes);
    let mut notice = format!("编码不明，按 {} 猜测读取，请核对文字；最好另存为 UTF-8", encoding.name());
    if broken {
        notice.push_str("。无法解读的字节显示为“\u{FFFD}”");
    }
    Decoded { text: text.into_owned(), encoding: encoding.name().into(), notices: vec![notice] }
}

/// Too many control or replacement characters: no text that a person wrote. A NUL weighs most, but a few
/// stray ones, as some exports leave at the end, do not make a report unreadable. Counts bytes, since this
/// passes over every text file.
fn is_rubbish(decoded: &Decoded) -> bool {
    let count = |odd: fn(u8) -> bool| decoded.text.bytes().filter(|b| odd(*b)).count();
    let controls = count(|b| (b < 0x20 && !matches!(b, b'\t'..=b'\r' | 0x1A)) || b == 0x7F);
    let nuls = if controls > 0 { count(|b| b == 0) } else { 0 };
    let lost = if decoded.notices.is_empty() { 0 } else { decoded.text.matches('\u{FFFD}').count() };
    let bad = controls + nuls * 9 + lost;
    bad > 0 && bad * 50 > decoded.text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = "一、基本情况\r\n全年执行数9350.64万元，执行率98.74％。\n";

    fn read(bytes: &[u8]) -> (String, String, usize) {
        let d = decode(bytes).unwrap();
        (d.text, d.encoding, d.notices.len())
    }

    fn utf16(bom: bool, big: bool) -> Vec<u8> {
        let text = if bom { format!("\u{FEFF}{REPORT}") } else { REPORT.to_owned() };
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn sure_encodings_are_read_as_they_are() {
        let is = |bytes: &[u8], name: &str| {
            assert_eq!(read(bytes), (REPORT.to_owned(), name.to_owned(), 0), "{name}");
        };
        is(REPORT.as_bytes(), "UTF-8");
        is(format!("\u{FEFF}{REPORT}").as_bytes(), "UTF-8 BOM");
        is(&GB18030.encode(REPORT).0, "GB18030");
        is(&GB18030.encode(&format!("\u{FEFF}{REPORT}")).0, "GB18030 BOM");
        is(&utf16(true, false), "UTF-16LE BOM");
        is(&utf16(true, true), "UTF-16BE BOM");
        is(&utf16(false, false), "UTF-16LE");
        is(&utf16(false, true), "UTF-16BE");
    }

    #[test]
    fn broken_text_is_read_with_a_notice() {
        let mut bytes = REPORT.repeat(5).into_bytes();
        bytes.truncate(bytes.len() - 5);
        let (text, encoding, notices) = read(&bytes);
        assert!(text.contains("9350.64万元") && encoding == "UTF-8" && notices == 1);
        let mut bytes = GB18030.encode(&REPORT.repeat(5)).0.into_owned();
        bytes.extend(b"\xFF end");
        let (text, _, notices) = read(&bytes);
        assert!(text.starts_with("一、基本情况") && notices == 1, "{text}");
    }

    #[test]
    fn rubbish_is_refused() {
        assert_eq!(decode(format!("{}\0", REPORT.repeat(20)).as_bytes()).unwrap().encoding, "UTF-8");
        let noise: Vec<u8> = (0u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(decode(&noise).unwrap_err(), Error::Binary);
        assert_eq!(decode(b"MZ\x90\0\x03\0\0\0abc").unwrap_err(), Error::Binary);
        assert_eq!(decode(&[0; 64]).unwrap_err(), Error::Binary);
        assert_eq!(decode(b" \r\n\t\n").unwrap_err(), Error::NoText);
        assert_eq!(decode("\u{FEFF}".as_bytes()).unwrap_err(), Error::NoText);
    }
}
