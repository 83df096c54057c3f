//! A part as a stream of events with resolved namespaces, exact byte ranges and guards.
//!
//! Refuses a DOCTYPE (entity bombs) and nesting deeper than any program writes; requires at the end that all
//! elements are closed, because the tokenizer reports a truncated part as a plain end.

mod token;

use super::Error;
use encoding_rs::Encoding;
use memchr::memmem;
use std::borrow::Cow;
use std::ops::Range;
use token::{StartTag, Token, Tokens, attributes, character, unescape};

/// Deepest nesting of elements.
const DEPTH: usize = 1024;
/// Most namespace declarations in force at one place.
const SCOPES: usize = 256;

/// The namespaces that matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
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

fn namespace(uri: &str) -> Ns {
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
    /// Where the text begins in the part, behind a byte order mark; 0 when the part was transcoded, as offsets
    /// then count in the text.
    pub base: u64,
    /// Bytes of the byte order mark.
    mark: usize,
    pub encoding: &'static Encoding,
}

impl Source<'_> {
    /// Another text as the part would hold it, the mark left out; none when its encoding cannot write it.
    pub fn encode(&self, text: &str) -> Option<Vec<u8>> {
        let bytes = |units: &dyn Fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(units).collect();
        match self.encoding {
            e if e == encoding_rs::UTF_16LE => Some(bytes(&u16::to_le_bytes)),
            e if e == encoding_rs::UTF_16BE => Some(bytes(&u16::to_be_bytes)),
            e => {
                let (bytes, _, lost) = e.encode(text);
                (!lost).then(|| bytes.into_owned())
            }
        }
    }

    /// The part with another text in it: the mark stays. None when the part would not come back byte by byte.
    pub fn replace(&self, part: &[u8], text: &str) -> Option<Vec<u8>> {
        let (mark, rest) = part.split_at(self.mark);
        let same = self.encode(&self.text).is_some_and(|own| own == rest);
        let new = self.encode(text).filter(|_| same)?;
        Some([mark, &new].concat())
    }
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
    let base = if matches!(text, Cow::Borrowed(_)) { skip as u64 } else { 0 };
    Ok(Source { text, base, mark: skip, encoding })
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

#[repr(usize)]
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
    start: StartTag<'a>,
}

impl<'a> Tag<'a> {
    pub fn local(&self) -> &'a [u8] {
        split(self.start.name).1.as_bytes()
    }

    pub fn prefix(&self) -> &'a str {
        split(self.start.name).0
    }
}

/// Prefix and local name.
fn split(name: &str) -> (&str, &str) {
    // Prefixes are short: a search by words would cost more than this.
    match name.bytes().position(|b| b == b':') {
        Some(colon) => (&name[..colon], &name[colon + 1..]),
        None => ("", name),
    }
}

/// Equality of names that nearly always have one letter.
fn same(a: &str, b: &str) -> bool {
    match (a.as_bytes(), b.as_bytes()) {
        ([a], [b]) => a == b,
        _ => a == b,
    }
}

struct Scope<'a> {
    depth: usize,
    prefix: &'a str,
    ns: Ns,
}

pub(super) struct Xml<'a> {
    tokens: Tokens<'a>,
    text: &'a str,
    part: &'a str,
    /// Names of the elements that are open.
    open: Vec<&'a str>,
    /// The element that has just started is empty: its end comes next.
    empty: bool,
    scopes: Vec<Scope<'a>>,
    /// The prefix that was resolved last: nearly all are the same.
    hot: Option<(&'a str, Ns)>,
    /// Counts the changes of the scopes.
    epoch: usize,
    /// Where namespaces are declared next, so that no other tag is searched for declarations.
    declared: usize,
    /// Byte range of the last event in the text.
    at: Range<usize>,
}

impl<'a> Xml<'a> {
    pub fn new(part: &'a str, text: &'a str) -> Self {
        let mut xml = Self {
            tokens: Tokens::new(text),
            text,
            part,
            open: Vec::new(),
            empty: false,
            scopes: Vec::new(),
            hot: None,
            epoch: 0,
            declared: 0,
            at: 0..0,
        };
        xml.find_declaration(0);
        xml
    }

    /// Elements that are open, the one just started included.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Byte range of the last event in the text; of CDATA with its marks, of an empty element's end nothing.
    pub fn range(&self) -> Range<usize> {
        self.at.clone()
    }

    pub fn fail(&self, why: &str) -> Error {
        Error::Part { part: self.part.to_owned(), why: why.to_owned() }
    }

    fn malformed(&self) -> Error {
        self.fail("XML 有误或不完整")
    }

    /// The next event that matters.
    pub fn next(&mut self) -> Result<Event<'a>, Error> {
        if std::mem::take(&mut self.empty) {
            self.at = self.at.end..self.at.end;
            self.close();
            return Ok(Event::End);
        }
        loop {
            let start = self.tokens.at();
            let token = self.tokens.next();
            self.at = start..self.tokens.at();
            return Ok(match token {
                Token::Start(start) => Event::Start(self.start(start)?),
                Token::End(name) => self.end(name)?,
                Token::Text(text) => Event::Text(text),
                Token::Cdata(text) => Event::Cdata(text),
                // What is unknown or no character shows as U+FFFD.
                Token::Reference(name) => Event::Char(character(name).unwrap_or('\u{FFFD}')),
                Token::Doctype => return Err(self.fail("含有 DOCTYPE，不安全")),
                Token::Eof if !self.open.is_empty() => return Err(self.fail("XML 不完整，文件被截断")),
                Token::Eof => Event::Eof,
                Token::Malformed => return Err(self.malformed()),
                Token::Other => continue,
            });
        }
    }

    fn start(&mut self, start: StartTag<'a>) -> Result<Tag<'a>, Error> {
        self.open.push(start.name);
        if self.open.len() > DEPTH {
            return Err(self.fail("嵌套过深"));
        }
        if self.declared < self.at.end {
            self.declare(&start)?;
            self.find_declaration(self.at.end);
        }
        self.empty = self.tokens.empty;
        Ok(Tag { ns: self.resolve(split(start.name).0), start })
    }

    fn find_declaration(&mut self, from: usize) {
        let found = memmem::find(&self.text.as_bytes()[from..], b"xmlns");
        self.declared = found.map_or(usize::MAX, |at| from + at);
    }

    /// Takes up the namespaces that a tag declares.
    fn declare(&mut self, start: &StartTag<'a>) -> Result<(), Error> {
        for (key, uri) in attributes(start.attributes) {
            let prefix = match key.strip_prefix("xmlns:") {
                Some(prefix) => prefix,
                None if key == "xmlns" => "",
                None => continue,
            };
            self.bind(prefix, namespace(uri))?;
        }
        Ok(())
    }

    fn bind(&mut self, prefix: &'a str, ns: Ns) -> Result<(), Error> {
        (self.hot, self.epoch) = (None, self.epoch + 1);
        // An unknown namespace only matters where it hides a known one.
        if ns != Ns::Other || self.lookup(prefix) != Ns::Other {
            self.scopes.push(Scope { depth: self.open.len(), prefix, ns });
        }
        if self.scopes.len() > SCOPES { Err(self.fail("命名空间声明过多")) } else { Ok(()) }
    }

    fn lookup(&self, prefix: &str) -> Ns {
        self.scopes.iter().rev().find(|s| s.prefix == prefix).map_or(Ns::Other, |s| s.ns)
    }

    fn resolve(&mut self, prefix: &'a str) -> Ns {
        match self.hot {
            Some((hot, ns)) if same(hot, prefix) => ns,
            _ => {
                let ns = self.lookup(prefix);
                self.hot = Some((prefix, ns));
                ns
            }
        }
    }

    fn end(&mut self, name: &str) -> Result<Event<'a>, Error> {
        if self.open.last() != Some(&name) {
            return Err(self.malformed());
        }
        self.close();
        Ok(Event::End)
    }

    fn close(&mut self) {
        while self.scopes.last().is_some_and(|s| s.depth >= self.open.len()) {
            self.scopes.pop();
            (self.hot, self.epoch) = (None, self.epoch + 1);
        }
        self.open.pop();
    }

    /// An attribute of the namespace, or one without a prefix; entities decoded.
    pub fn attr(&self, tag: &Tag<'a>, ns: Ns, local: &str) -> Option<Cow<'a, str>> {
        let value = attributes(tag.start.attributes).find(|(key, _)| {
            let (prefix, name) = split(key);
            name == local && (prefix.is_empty() || self.lookup(prefix) == ns)
        });
        unescape(value?.1)
    }

    /// `w:val` and its kin.
    pub fn word(&self, tag: &Tag<'a>, local: &str) -> Option<Cow<'a, str>> {
        self.attr(tag, Ns::Word, local)
    }

    pub fn number<T: std::str::FromStr>(&self, tag: &Tag<'a>, local: &str) -> Option<T> {
        self.word(tag, local)?.trim().parse().ok()
    }

    /// An on-off property: on unless it says otherwise.
    pub fn flag(&self, tag: &Tag<'a>) -> bool {
        !matches!(self.word(tag, "val").as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// `xml:space="preserve"`.
    pub fn preserves(&self, tag: &Tag<'a>) -> bool {
        attributes(tag.start.attributes).any(|a| a == ("xml:space", "preserve"))
    }

    /// Whether every prefix in `Requires` stands for something of Office.
    pub fn understands(&self, choice: &Tag<'a>) -> bool {
        let requires = self.attr(choice, Ns::Compat, "Requires");
        let known = |prefix: &str| self.lookup(prefix) != Ns::Other;
        requires.is_some_and(|r| r.split_whitespace().all(known))
    }

    /// Reads the element that has just started with `read`, or recalls what it gave for the same words: programs
    /// write the same properties over and over.
    pub fn recall<T: Clone>(
        &mut self,
        memo: &mut Memo<'a, T>,
        read: fn(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let rest = if self.empty { "" } else { self.tokens.rest() };
        if let Some(known) = memo.find(rest, self.epoch) {
            let value = known.value.clone();
            self.tokens.pass(known.words.len());
            self.at = self.tokens.at()..self.tokens.at();
            self.close();
            return Ok(value);
        }
        let start = self.tokens.at();
        let value = read(self)?;
        let words = &self.text[start..self.tokens.at().max(start)];
        if !words.is_empty() {
            memo.keep(Known { words, epoch: self.epoch, value: value.clone() });
        }
        Ok(value)
    }

    /// Reads on until only `depth` elements are open; tells whether `w:t`-like text was passed.
    pub fn skip_to(&mut self, depth: usize) -> Result<bool, Error> {
        let mut text = false;
        while self.open.len() > depth {
            match self.next()? {
                Event::Text(t) | Event::Cdata(t) => text |= !t.trim().is_empty(),
                Event::Char(_) => text = true,
                Event::Eof => break,
                Event::Start(_) | Event::End => {}
            }
        }
        Ok(text)
    }

    /// Leaves out the element that has just started without looking into it: only for one that holds no other
    /// of its name.
    pub fn jump(&mut self) -> Result<(), Error> {
        if !std::mem::take(&mut self.empty) {
            let name = self.open.last().copied().unwrap_or("");
            self.tokens.jump(name).ok_or_else(|| self.malformed())?;
        }
        self.at = self.tokens.at()..self.tokens.at();
        self.close();
        Ok(())
    }

    /// Leaves out the element that has just started.
    pub fn skip(&mut self) -> Result<bool, Error> {
        self.skip_to(self.open.len().saturating_sub(1))
    }
}

/// What was read of the last elements of a kind.
pub(super) struct Memo<'a, T> {
    known: Vec<Known<'a, T>>,
    oldest: usize,
    /// Where something was found last: the next is likely the same, or, as the cells of rows, the one behind it.
    last: usize,
}

struct Known<'a, T> {
    /// The content of the element and its end tag.
    words: &'a str,
    /// The namespaces that they were read in.
    epoch: usize,
    value: T,
}

impl<T> Default for Memo<'_, T> {
    fn default() -> Self {
        Self { known: Vec::new(), oldest: 0, last: 0 }
    }
}

impl<'a, T> Memo<'a, T> {
    fn find(&mut self, rest: &str, epoch: usize) -> Option<&Known<'a, T>> {
        let fits = |i: &usize| self.known[*i].epoch == epoch && rest.starts_with(self.known[*i].words);
        let found = (self.last..self.known.len()).chain(0..self.last).find(fits)?;
        self.last = found;
        self.known.get(found)
    }

    fn keep(&mut self, known: Known<'a, T>) {
        const KEPT: usize = 10;
        if self.known.len() < KEPT {
            self.known.push(known);
        } else {
            self.known[self.oldest] = known;
            self.oldest = (self.oldest + 1) % KEPT;
        }
    }
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
        assert_eq!((&*source.text, source.base), ("<a>中</a>", 0));
        assert_eq!(source.replace(&utf16, "<a>中</a>").as_deref(), Some(&*utf16));
        let source = decode("p", "\u{FEFF}<a>中</a>".as_bytes()).unwrap();
        assert_eq!((&*source.text, source.base), ("<a>中</a>", 3));
        let (gbk, ..) = encoding_rs::GBK.encode("<?xml version='1.0' encoding='GBK'?><a>中</a>");
        assert!(decode("p", &gbk).unwrap().text.ends_with("<a>中</a>"));
        assert!(decode("p", b"<a>\xFF</a>").is_err());
    }
}
