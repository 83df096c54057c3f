//! A part as a stream of events with resolved namespaces, exact byte ranges and guards.
//!
//! Refuses a DOCTYPE (entity bombs) and nesting deeper than any program writes; requires at the end that all
//! elements are closed, because the tokenizer reports a truncated part as a plain end.

use super::Error;
use encoding_rs::Encoding;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event as Raw};
use std::borrow::Cow;
use std::ops::Range;

/// Deepest nesting of elements.
const DEPTH: usize = 1024;
/// Most namespace declarations in force at one place.
const SCOPES: usize = 256;

/// The namespaces that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ns {
    Word,
    Math,
    Sheet,
    Compat,
    Relation,
    /// Some other namespace of Office: a branch that requires it can be read.
    Office,
    Other,
}

fn namespace(uri: &[u8]) -> Ns {
    let uri = std::str::from_utf8(uri).unwrap_or("");
    match uri {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::Word,
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::Math,
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        | "http://purl.oclc.org/ooxml/spreadsheetml/main" => Ns::Sheet,
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Compat,
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Ns::Relation,
        _ if [
            "http://schemas.microsoft.com/office/",
            "http://schemas.openxmlformats.org/",
            "urn:schemas-",
        ]
        .iter()
        .any(|known| uri.starts_with(known)) =>
        {
            Ns::Office
        }
        _ => Ns::Other,
    }
}

/// The text of a part.
#[derive(Debug)]
pub(super) struct Source<'b> {
    pub text: Cow<'b, str>,
    /// Where the text begins in the part; none when the part was transcoded, so that offsets mean nothing.
    pub base: Option<u64>,
    pub encoding: &'static str,
}

/// Decodes a part: UTF-8, UTF-16, or what its declaration says.
///
/// # Errors
/// When the bytes are not in that encoding.
pub(super) fn decode<'b>(part: &str, bytes: &'b [u8]) -> Result<Source<'b>, Error> {
    let why = || Error::Part { part: part.to_owned(), why: "编码有误".into() };
    let bom = Encoding::for_bom(bytes);
    let encoding = match bom {
        Some((encoding, _)) => encoding,
        None if bytes.starts_with(b"<\0") => encoding_rs::UTF_16LE,
        None if bytes.starts_with(b"\0<") => encoding_rs::UTF_16BE,
        None => declared(bytes),
    };
    let skip = bom.map_or(0, |b| b.1);
    let text =
        encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..]).ok_or_else(why)?;
    let base = matches!(text, Cow::Borrowed(_)).then_some(skip as u64);
    Ok(Source { text, base, encoding: encoding.name() })
}

/// The encoding in `<?xml … encoding="…"?>`; UTF-16 cannot be declared in bytes that read as ASCII.
fn declared(bytes: &[u8]) -> &'static Encoding {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let label = head.strip_prefix("<?xml").and_then(|h| h.split("?>").next()).and_then(|d| {
        let value = d.split("encoding").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next()?;
        value[1..].split(quote).next().map(str::to_owned)
    });
    let found = label.and_then(|l| Encoding::for_label(l.as_bytes()));
    found.filter(|e| e.is_ascii_compatible()).unwrap_or(encoding_rs::UTF_8)
}

pub(super) enum Event<'a> {
    Start(Tag<'a>),
    End,
    /// Text as it stands in the part.
    Text(&'a str),
    Cdata(&'a str),
    /// An entity or character reference.
    Char(char),
    Eof,
}

/// A start tag; an empty element gives one too, and an end.
pub(super) struct Tag<'a> {
    pub ns: Ns,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    pub fn local(&self) -> &[u8] {
        self.start.local_name().into_inner()
    }
}

struct Scope {
    depth: usize,
    prefix: Box<[u8]>,
    ns: Ns,
}

pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    part: &'a str,
    scopes: Vec<Scope>,
    /// The prefix that was resolved last: nearly all are the same.
    hot: Option<(Box<[u8]>, Ns)>,
    depth: usize,
    /// Byte range of the last event in the text.
    at: Range<usize>,
}

impl<'a> Xml<'a> {
    pub fn new(part: &'a str, text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, text, part, scopes: Vec::new(), hot: None, depth: 0, at: 0..0 }
    }

    /// Elements that are open, the one just started included.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Byte range of the last event in the text; of CDATA with its marks.
    pub fn range(&self) -> Range<usize> {
        self.at.clone()
    }

    pub fn fail(&self, why: &str) -> Error {
        Error::Part { part: self.part.to_owned(), why: why.to_owned() }
    }

    /// The next event that matters.
    pub fn next(&mut self) -> Result<Event<'a>, Error> {
        loop {
            let start = self.reader.buffer_position() as usize;
            let raw = self.reader.read_event();
            self.at = start..(self.reader.buffer_position() as usize).max(start);
            let raw = raw.map_err(|_| self.fail("XML 有误或不完整"))?;
            if let Some(event) = self.event(raw)? {
                return Ok(event);
            }
        }
    }

    fn event(&mut self, raw: Raw<'a>) -> Result<Option<Event<'a>>, Error> {
        Ok(Some(match raw {
            Raw::Start(start) => Event::Start(self.start(start)?),
            Raw::End(_) => {
                self.end();
                Event::End
            }
            Raw::Text(_) => Event::Text(self.slice(0, 0)),
            Raw::CData(_) => Event::Cdata(self.slice("<![CDATA[".len(), "]]>".len())),
            Raw::GeneralRef(_) => Event::Char(self.reference()),
            Raw::DocType(_) => return Err(self.fail("含有 DOCTYPE，不安全")),
            Raw::Eof if self.depth > 0 => return Err(self.fail("XML 不完整，文件被截断")),
            Raw::Eof => Event::Eof,
            Raw::Empty(_) | Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) => return Ok(None),
        }))
    }

    fn slice(&self, head: usize, tail: usize) -> &'a str {
        self.text.get(self.at.start + head..self.at.end.saturating_sub(tail)).unwrap_or("")
    }

    /// `&amp;`, `&#20013;`; what is unknown or no character shows as U+FFFD.
    fn reference(&self) -> char {
        let unescaped = quick_xml::escape::unescape(self.slice(0, 0));
        unescaped.ok().and_then(|s| s.chars().next()).unwrap_or('\u{FFFD}')
    }

    fn start(&mut self, start: BytesStart<'a>) -> Result<Tag<'a>, Error> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.fail("嵌套过深"));
        }
        self.declare(&start)?;
        let name = start.name();
        let ns = self.resolve(name.prefix().map_or(&b""[..], |p| p.into_inner()));
        Ok(Tag { ns, start })
    }

    /// Takes up the namespaces that a tag declares.
    fn declare(&mut self, start: &BytesStart<'_>) -> Result<(), Error> {
        if memchr_xmlns(start.attributes_raw()) {
            for attribute in start.attributes().with_checks(false).flatten() {
                let key = attribute.key.as_ref();
                let prefix = match key.strip_prefix(b"xmlns:") {
                    Some(prefix) => prefix,
                    None if key == b"xmlns" => b"",
                    None => continue,
                };
                self.bind(prefix, namespace(&attribute.value))?;
            }
        }
        Ok(())
    }

    fn bind(&mut self, prefix: &[u8], ns: Ns) -> Result<(), Error> {
        self.hot = None;
        // An unknown namespace only matters where it hides a known one.
        if ns != Ns::Other || self.lookup(prefix) != Ns::Other {
            self.scopes.push(Scope { depth: self.depth, prefix: prefix.into(), ns });
        }
        if self.scopes.len() > SCOPES { Err(self.fail("命名空间声明过多")) } else { Ok(()) }
    }

    fn lookup(&self, prefix: &[u8]) -> Ns {
        self.scopes.iter().rev().find(|s| *s.prefix == *prefix).map_or(Ns::Other, |s| s.ns)
    }

    fn resolve(&mut self, prefix: &[u8]) -> Ns {
        match &self.hot {
            Some((hot, ns)) if **hot == *prefix => *ns,
            _ => {
                let ns = self.lookup(prefix);
                self.hot = Some((prefix.into(), ns));
                ns
            }
        }
    }

    fn end(&mut self) {
        while self.scopes.last().is_some_and(|s| s.depth >= self.depth) {
            self.scopes.pop();
            self.hot = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }

    /// An attribute of the namespace, or one without a prefix; entities decoded.
    pub fn attr<'t>(&self, tag: &'t Tag<'_>, ns: Ns, local: &str) -> Option<Cow<'t, str>> {
        let mut attributes = tag.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|a| {
            a.key.local_name().as_ref() == local.as_bytes()
                && a.key.prefix().is_none_or(|p| self.lookup(p.as_ref()) == ns)
        })?;
        let Cow::Borrowed(value) = found.value else { return None };
        quick_xml::escape::unescape(std::str::from_utf8(value).ok()?).ok()
    }

    /// `w:val` and its kin.
    pub fn word<'t>(&self, tag: &'t Tag<'_>, local: &str) -> Option<Cow<'t, str>> {
        self.attr(tag, Ns::Word, local)
    }

    pub fn number<T: std::str::FromStr>(&self, tag: &Tag<'_>, local: &str) -> Option<T> {
        self.word(tag, local)?.trim().parse().ok()
    }

    /// An on-off property: on unless it says otherwise.
    pub fn flag(&self, tag: &Tag<'_>) -> bool {
        !matches!(self.word(tag, "val").as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// `xml:space="preserve"`.
    pub fn preserves(&self, tag: &Tag<'_>) -> bool {
        let mut attributes = tag.start.attributes();
        attributes
            .with_checks(false)
            .flatten()
            .any(|a| a.key.as_ref() == b"xml:space" && &*a.value == b"preserve")
    }

    /// Whether every prefix in `Requires` stands for something of Office.
    pub fn understands(&self, choice: &Tag<'_>) -> bool {
        let requires = self.attr(choice, Ns::Compat, "Requires");
        let known = |prefix: &str| self.lookup(prefix.as_bytes()) != Ns::Other;
        requires.is_some_and(|r| r.split_whitespace().all(known))
    }

    /// Reads on until only `depth` elements are open; tells whether `w:t`-like text was passed.
    pub fn skip_to(&mut self, depth: usize) -> Result<bool, Error> {
        let mut text = false;
        while self.depth > depth {
            match self.next()? {
                Event::Text(t) | Event::Cdata(t) => text |= !t.trim().is_empty(),
                Event::Char(_) => text = true,
                Event::Eof => break,
                Event::Start(_) | Event::End => {}
            }
        }
        Ok(text)
    }

    /// Leaves out the element that has just started.
    pub fn skip(&mut self) -> Result<bool, Error> {
        self.skip_to(self.depth.saturating_sub(1))
    }
}

fn memchr_xmlns(attributes: &[u8]) -> bool {
    attributes.windows(5).any(|w| w == b"xmlns")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> Result<Vec<(Ns, String)>, Error> {
        let mut xml = Xml::new("p", text);
        let mut seen = Vec::new();
        loop {
            match xml.next()? {
                Event::Start(t) => seen.push((t.ns, String::from_utf8_lossy(t.local()).into_owned())),
                Event::Eof => return Ok(seen),
                _ => {}
            }
        }
    }

    #[test]
    fn namespaces_not_prefixes_count() {
        let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let seen =
            run(&format!("<p xmlns='{w}'><x:t xmlns:x='{w}'/><x:t/><q xmlns='urn:q'><r/></q><s/></p>"));
        let names: Vec<Ns> = seen.unwrap().into_iter().map(|s| s.0).collect();
        assert_eq!(names, [Ns::Word, Ns::Word, Ns::Other, Ns::Other, Ns::Other, Ns::Word]);
    }

    #[test]
    fn guards() {
        let why = |t: &str| run(t).unwrap_err().to_string();
        assert!(why("<a><b></b>").contains("截断"));
        assert!(why("<a><b></a>").contains("XML 有误"));
        assert!(why("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>").contains("DOCTYPE"));
        assert!(why(&"<a>".repeat(1100)).contains("过深"));
    }

    #[test]
    fn parts_are_decoded_by_mark_or_declaration() {
        let utf16: Vec<u8> = "\u{FEFF}<a>中</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let source = decode("p", &utf16).unwrap();
        assert_eq!((&*source.text, source.base), ("<a>中</a>", None));
        let source = decode("p", "\u{FEFF}<a>中</a>".as_bytes()).unwrap();
        assert_eq!((&*source.text, source.base), ("<a>中</a>", Some(3)));
        let (gbk, ..) = encoding_rs::GBK.encode("<?xml version='1.0' encoding='GBK'?><a>中</a>");
        assert!(decode("p", &gbk).unwrap().text.ends_with("<a>中</a>"));
        assert!(decode("p", b"<a>\xFF</a>").is_err());
    }
}
