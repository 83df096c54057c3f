//! XML cut into tokens, in place: every token is a range of the text and nothing is copied.
//!
//! Written for this program because reading a report is mostly this. Knows no namespaces and does not check
//! that tags match: `Xml` does. Its one surprise: text ends at an entity, which is a token of its own.

use memchr::{memchr, memchr2, memmem};
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Token<'a> {
    Start(StartTag<'a>),
    /// The name alone.
    End(&'a str),
    Text(&'a str),
    Cdata(&'a str),
    /// What stands between `&` and `;`.
    Reference(&'a str),
    Doctype,
    /// Comment, processing instruction, declaration.
    Other,
    Eof,
    /// The text is no XML here: something does not end, or has no name.
    Malformed,
}

/// The inside of a start tag, or of an empty element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StartTag<'a> {
    pub name: &'a str,
    /// What stands behind the name.
    pub attributes: &'a str,
}

pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// The last start tag was that of an empty element.
    pub empty: bool,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, empty: false }
    }

    /// Where the next token begins.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn next(&mut self) -> Token<'a> {
        let rest = &self.text[self.at..];
        let token = match rest.as_bytes() {
            [] => return Token::Eof,
            [b'<', b'/', ..] => self.end_tag(rest),
            [b'<', b'!', ..] => self.declaration(rest),
            [b'<', b'?', ..] => self.until(rest, 2, "?>").map(|_| Token::Other),
            [b'<', ..] => self.start_tag(rest),
            [b'&', ..] => self.until(rest, 1, ";").map(Token::Reference),
            bytes => {
                let end = memchr2(b'<', b'&', bytes).unwrap_or(bytes.len());
                self.at += end;
                return Token::Text(&rest[..end]);
            }
        };
        token.unwrap_or(Token::Malformed)
    }

    /// Takes a token that begins with `head` bytes and ends with `close`; gives what stands between.
    fn until(&mut self, rest: &'a str, head: usize, close: &str) -> Option<&'a str> {
        let length = memmem::find(&rest.as_bytes()[head..], close.as_bytes())?;
        self.at += head + length + close.len();
        Some(&rest[head..head + length])
    }

    fn declaration(&mut self, rest: &'a str) -> Option<Token<'a>> {
        if rest.starts_with("<!--") {
            self.until(rest, 4, "-->").map(|_| Token::Other)
        } else if rest.starts_with("<![CDATA[") {
            self.until(rest, 9, "]]>").map(Token::Cdata)
        } else {
            rest.get(2..9).filter(|word| word.eq_ignore_ascii_case("DOCTYPE")).map(|_| Token::Doctype)
        }
    }

    fn end_tag(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let end = memchr(b'>', rest.as_bytes())?;
        self.at += end + 1;
        Some(Token::End(rest[2..end].trim_ascii_end()))
    }

    fn start_tag(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let end = tag_end(rest.as_bytes())?;
        self.at += end + 1;
        let inside = &rest[1..end];
        self.empty = inside.ends_with('/');
        let inside = &inside[..inside.len() - usize::from(self.empty)];
        let length = inside.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(length);
        (!name.is_empty()).then_some(Token::Start(StartTag { name, attributes }))
    }

    /// What stands behind the last token.
    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Goes on behind this many bytes.
    pub fn pass(&mut self, length: usize) {
        self.at += length;
    }

    /// Goes on behind the next end tag of this name, without looking at what stands before it: only for elements
    /// that hold no other of their name, and of which nothing is wanted.
    pub fn jump(&mut self, name: &str) -> Option<()> {
        let rest = &self.text.as_bytes()[self.at..];
        let close = format!("</{name}");
        let behind =
            |at: &usize| rest.get(at + close.len()).is_none_or(|b| b.is_ascii_whitespace() || *b == b'>');
        self.at += memmem::find_iter(rest, &close).find(behind)?;
        self.end_tag(&self.text[self.at..]).map(|_| ())
    }
}

/// The `>` that ends the tag at the start of the bytes: the first that stands in no quotes.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let end = memchr(b'>', bytes)?;
    // Nearly always: quotes of one kind, and as many opened as closed. Bytes, so that it goes by many at once.
    let quotes = |(odd, other): (u8, u8), b: &u8| (odd ^ u8::from(*b == b'"'), other | u8::from(*b == b'\''));
    if bytes[..end].iter().fold((0, 0), quotes) == (0, 0) {
        return Some(end);
    }
    let mut open = None;
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, open) {
            (b'"' | b'\'', None) => open = Some(byte),
            (b, Some(quote)) if b == quote => open = None,
            (b'>', None) => return Some(at),
            _ => {}
        }
    }
    None
}

/// Name and raw value of each attribute; what follows a broken one is left out.
pub(super) fn attributes(mut rest: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        let equals = memchr(b'=', rest.as_bytes())?;
        let (name, value) = (&rest[..equals], rest[equals + 1..].trim_ascii_start());
        let quote = value.bytes().next().filter(|b| matches!(b, b'"' | b'\''))?;
        let end = 1 + memchr(quote, &value.as_bytes()[1..])?;
        rest = &value[end + 1..];
        Some((name.trim_ascii(), &value[1..end]))
    })
}

/// The character that a reference stands for.
pub(super) fn character(reference: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().filter(|n| *n > 0);
    match reference {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = reference.strip_prefix('#')?;
            let code =
                digits.strip_prefix(['x', 'X']).map_or_else(|| number(digits, 10), |hex| number(hex, 16));
            char::from_u32(code?)
        }
    }
}

/// An attribute's value with its references resolved; none when one of them is unknown.
pub(super) fn unescape(value: &str) -> Option<Cow<'_, str>> {
    let Some(first) = memchr(b'&', value.as_bytes()) else { return Some(Cow::Borrowed(value)) };
    let mut out = value[..first].to_owned();
    let mut rest = &value[first..];
    while let Some(inner) = rest.strip_prefix('&') {
        let (reference, after) = inner.split_once(';')?;
        out.push(character(reference)?);
        let plain = after.find('&').unwrap_or(after.len());
        out.push_str(&after[..plain]);
        rest = &after[plain..];
    }
    Some(Cow::Owned(out))
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
