//! The words that are put in: marks in the text, comments in their part, an entry in each list of the package.

use super::super::Error;
use super::super::xml::{Event, Xml};
use super::{Comment, Patch};

pub(super) const AUTHOR: &str = "gouji";
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// How Word elements are named in a part.
pub(super) struct Names {
    prefix: String,
    /// Where the part has no prefix, each element brings its own.
    declare: String,
    strict: bool,
}

impl Names {
    pub fn of(prefix: &str, text: &str) -> Self {
        let strict = text.contains(STRICT);
        let uri = if strict { STRICT } else { TRANSITIONAL };
        match prefix {
            "" => Self { prefix: "w".into(), declare: format!(" xmlns:w=\"{uri}\""), strict },
            _ => Self { prefix: prefix.to_owned(), declare: String::new(), strict },
        }
    }

    pub fn is_strict(&self) -> bool {
        self.strict
    }

    fn empty(&self, local: &str, id: u32) -> String {
        let Self { prefix: w, declare, .. } = self;
        format!("<{w}:{local}{declare} {w}:id=\"{id}\"/>")
    }

    pub fn comment_start(&self, id: u32) -> String {
        self.empty("commentRangeStart", id)
    }

    pub fn comment_end(&self, id: u32) -> String {
        let Self { prefix: w, declare, .. } = self;
        let end = self.empty("commentRangeEnd", id);
        format!("{end}<{w}:r{declare}><{w}:commentReference {w}:id=\"{id}\"/></{w}:r>")
    }

    /// Start and end of a tracked change: `ins`, `del`.
    pub fn revision(&self, local: &str, id: u32) -> (String, String) {
        let Self { prefix: w, declare, .. } = self;
        let start = format!("<{w}:{local}{declare} {w}:id=\"{id}\" {w}:author=\"{AUTHOR}\">");
        (start, format!("</{w}:{local}>"))
    }

    /// A comment of one paragraph a line. It brings its own size and no indent, or it would look like the body.
    fn comment(&self, id: u32, comment: &Comment) -> String {
        let Self { prefix: w, declare, .. } = self;
        let props = format!(
            "<{w}:pPr><{w}:spacing {w}:before=\"0\" {w}:after=\"0\" {w}:line=\"240\" {w}:lineRule=\"auto\"/>\
             <{w}:ind {w}:left=\"0\" {w}:firstLineChars=\"0\" {w}:firstLine=\"0\"/><{w}:jc {w}:val=\"left\"/></{w}:pPr>"
        );
        let size = format!("<{w}:rPr><{w}:sz {w}:val=\"18\"/><{w}:szCs {w}:val=\"18\"/></{w}:rPr>");
        let line = |(i, words): (usize, &String)| {
            let mark = if i == 0 { format!("<{w}:r><{w}:annotationRef/></{w}:r>") } else { String::new() };
            let words = escape(words);
            format!(
                "<{w}:p>{props}{mark}<{w}:r>{size}<{w}:t xml:space=\"preserve\">{words}</{w}:t></{w}:r></{w}:p>"
            )
        };
        let lines: String = comment.text.iter().enumerate().map(line).collect();
        let who = format!("{w}:author=\"{AUTHOR}\" {w}:initials=\"{AUTHOR}\"");
        format!("<{w}:comment{declare} {w}:id=\"{id}\" {who}>{lines}</{w}:comment>")
    }
}

/// Words as XML text, without the characters that XML cannot hold.
pub(super) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

/// Before the end tag of the root; an empty root is opened. `words` takes the prefix of the root.
fn append(part: &str, text: &str, words: impl Fn(&str) -> String) -> Result<Vec<Patch>, Error> {
    let mut xml = Xml::new(part, text);
    let mut root = None;
    loop {
        match xml.next()? {
            Event::Start(tag) if root.is_none() => root = Some((tag.prefix(), xml.range())),
            Event::End if xml.depth() == 0 => break,
            Event::Eof => return Err(xml.fail("没有内容")),
            _ => {}
        }
    }
    let Some((prefix, tag)) = root else { return Err(xml.fail("没有内容")) };
    let end = xml.range();
    if !end.is_empty() {
        return Ok(vec![Patch::insert(end.start, words(prefix))]);
    }
    let inside = &text[tag.start + 1..tag.end - 2];
    let name = inside.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or(inside);
    let open = Patch { at: tag.end - 2, remove: 1, insert: String::new() };
    Ok(vec![open, Patch::insert(tag.end, format!("{}</{name}>", words(prefix)))])
}

/// Comments behind those that are there.
pub(super) fn add_comments(part: &str, text: &str, all: &[(u32, &Comment)]) -> Result<Vec<Patch>, Error> {
    append(part, text, |prefix| {
        let names = Names::of(prefix, text);
        all.iter().map(|(id, c)| names.comment(*id, c)).collect()
    })
}

/// One more than any comment's id.
pub(super) fn next_comment(part: &str, text: &str) -> Result<u32, Error> {
    let mut xml = Xml::new(part, text);
    let mut next = 0;
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local() == b"comment" => {
                next = next.max(xml.number::<u32>(&tag, "id").unwrap_or(0).saturating_add(1));
            }
            Event::Eof => return Ok(next),
            _ => {}
        }
    }
}

pub(super) fn new_comments(strict: bool, all: &[(u32, &Comment)]) -> String {
    let uri = if strict { STRICT } else { TRANSITIONAL };
    let names = Names { prefix: "w".into(), declare: String::new(), strict };
    let each: String = all.iter().map(|(id, c)| names.comment(*id, c)).collect();
    format!("{DECLARATION}<w:comments xmlns:w=\"{uri}\">{each}</w:comments>")
}

fn relation(prefix: &str, strict: bool, id: &str, target: &str) -> String {
    let base = if strict {
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    };
    format!("<{}Relationship Id=\"{id}\" Type=\"{base}/comments\" Target=\"{target}\"/>", colon(prefix))
}

fn colon(prefix: &str) -> String {
    if prefix.is_empty() { String::new() } else { format!("{prefix}:") }
}

/// A relationship to the comments, under an id that the list does not hold.
pub(super) fn add_relation(part: &str, text: &str, strict: bool, target: &str) -> Result<Vec<Patch>, Error> {
    let ids = (1..).map(|n| format!("rIdGouji{n}"));
    let id = ids.into_iter().find(|id| !text.contains(&format!("\"{id}\""))).unwrap_or_default();
    append(part, text, |prefix| relation(prefix, strict, &id, target))
}

pub(super) fn new_relations(strict: bool, target: &str) -> String {
    let relation = relation("", strict, "rIdGouji1", target);
    format!("{DECLARATION}<Relationships xmlns=\"{RELATIONS}\">{relation}</Relationships>")
}

/// The type of the comments' part.
pub(super) fn add_type(part: &str, text: &str, name: &str) -> Result<Vec<Patch>, Error> {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
    if text.contains(&format!("\"/{name}\"")) {
        return Ok(Vec::new());
    }
    append(part, text, |prefix| {
        format!("<{}Override PartName=\"/{name}\" ContentType=\"{TYPE}\"/>", colon(prefix))
    })
}
