//! The shared strings of a workbook, and strings inside cells: runs joined, readings of Japanese left out.

use super::super::Error;
use super::super::xml::{Event, Ns, Xml};

/// Strings of one workbook; more than any report has, few enough for memory.
const STRINGS: usize = 1_000_000;

/// Reads `xl/sharedStrings.xml`.
///
/// # Errors
/// When the part is damaged or beyond all measure.
pub(super) fn read(part: &str, text: &str) -> Result<Vec<String>, Error> {
    let mut xml = Xml::new(part, text);
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.ns == Ns::Sheet && tag.local() == b"si" => {
                strings.push(item(&mut xml)?);
                if strings.len() > STRINGS {
                    return Err(Error::TooBig("字符串超过 100 万个".into()));
                }
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// The text of the element that has just started (`si`, `is`), to its end.
pub(super) fn item(xml: &mut Xml<'_>) -> Result<String, Error> {
    let outside = xml.depth() - 1;
    let mut out = String::new();
    let mut inside = 0;
    while xml.depth() > outside {
        match xml.next()? {
            Event::Start(tag) if tag.local() == b"t" => inside = xml.depth(),
            Event::Start(tag) if matches!(tag.local(), b"rPh" | b"phoneticPr" | b"rPr") => {
                xml.skip()?;
            }
            Event::End if xml.depth() < inside => inside = 0,
            Event::Text(t) | Event::Cdata(t) if inside > 0 => out.push_str(t),
            Event::Char(c) if inside > 0 => out.push(c),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(unescaped(&out))
}

/// `_x000D_` stands for a character that XML cannot hold.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let code = tail.get(2..6).filter(|_| tail[6..].starts_with('_'));
        match code.and_then(|c| u32::from_str_radix(c, 16).ok()).and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = &tail[7..];
            }
            None => {
                out.push_str("_x");
                rest = &tail[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_readings_and_escapes() {
        let ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let xml = format!(
            "<sst xmlns='{ns}'><si><t>甲&amp;乙</t></si><si><r><rPr><b/></rPr><t>得</t></r><r><t>分</t></r>\
             <rPh sb='0' eb='1'><t>カ</t></rPh></si><si/><si><t>一_x000D_二_x5F_x</t></si></sst>"
        );
        assert_eq!(read("p", &xml).unwrap(), ["甲&乙", "得分", "", "一\r二_x5F_x"]);
    }
}
