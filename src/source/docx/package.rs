//! The zip archive of a docx: parts by name, relationships, guards against bombs.
//!
//! Sizes that an archive declares are never trusted: a part is read through `take`, and all parts together
//! have a budget. Names are compared without case, and with either slash, as programs write both.

use super::super::Error;
use super::xml::{Event, Ns, Xml, decode};
use std::collections::HashMap;
use std::io::{Cursor, ErrorKind, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Largest part, unpacked.
const PART: u64 = 64 << 20;
/// All parts that are read, together.
const TOTAL: u64 = 256 << 20;
const ENTRIES: usize = 20_000;

const SAVE_AS_DOCX: &str = "请打开后把报告正文另存为 docx";

/// Archives that are no docx: a part that gives them away, and what they are.
const OTHERS: &[(&str, &str)] = &[
    ("xl/workbook.xml", " Excel 表格（xlsx）"),
    ("xl/workbook.bin", " Excel 表格（xlsb）"),
    ("ppt/presentation.xml", " PPT 演示文稿（pptx）"),
    ("ofd.xml", " OFD 文件"),
    ("mimetype", " OpenDocument（odt、ods）或电子书（epub）文件"),
];

pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Normalised name → index.
    names: HashMap<String, usize>,
    budget: u64,
}

/// A relationship to another part of the package.
pub(super) struct Rel {
    /// Last segment of the type: "styles", "header".
    pub kind: String,
    /// Normalised name of the part.
    pub target: String,
}

impl<'b> Package<'b> {
    /// # Errors
    /// When the bytes are no zip archive.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Error> {
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
        if zip.len() > ENTRIES {
            return Err(Error::TooBig(format!("压缩包内有 {} 个文件", zip.len())));
        }
        let mut names = HashMap::new();
        for i in 0..zip.len() {
            if let Ok(entry) = zip.by_index_raw(i) {
                names.insert(normal(entry.name()), i);
            }
        }
        Ok(Self { zip, names, budget: TOTAL })
    }

    /// The bytes of a part, or none when there is no such part.
    ///
    /// # Errors
    /// When the part is damaged or too large.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(&index) = self.names.get(&normal(name)) else { return Ok(None) };
        let cap = PART.min(self.budget);
        let entry = self.zip.by_index(index).map_err(|e| match e {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => Error::Encrypted,
            e => damaged(name, &reason(&e)),
        })?;
        let mut bytes = Vec::new();
        entry.take(cap + 1).read_to_end(&mut bytes).map_err(|e| match e.kind() {
            ErrorKind::UnexpectedEof => damaged(name, "数据不完整"),
            _ => damaged(name, "数据损坏，校验不符"),
        })?;
        if bytes.len() as u64 > cap {
            return Err(Error::TooBig(format!("部件 {name} 解压后超过 {} MB", cap >> 20)));
        }
        self.budget -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// Name of the part that holds the text.
    ///
    /// # Errors
    /// When there is none: the message names what the archive is instead.
    pub fn main(&mut self) -> Result<String, Error> {
        let related = self.rels("").into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
        let related = related.filter(|t| self.names.contains_key(t));
        let main = related.or_else(|| self.typed()).or_else(|| self.known("word/document.xml"));
        match main {
            Some(name) if OTHERS.iter().all(|o| o.0 != name) => Ok(name),
            _ => Err(self.foreign()),
        }
    }

    /// The name as the archive writes it.
    pub fn written(&self, name: &str) -> String {
        let index = self.names.get(&normal(name));
        index.and_then(|i| self.zip.name_for_index(*i)).unwrap_or(name).to_owned()
    }

    fn known(&self, name: &str) -> Option<String> {
        self.names.contains_key(name).then(|| name.to_owned())
    }

    /// The main part by its content type, for packages without relationships.
    fn typed(&mut self) -> Option<String> {
        let bytes = self.part("[Content_Types].xml").ok()??;
        let types = decode("", &bytes).ok()?;
        let mut xml = Xml::new("", &types.text);
        loop {
            match xml.next().ok()? {
                Event::Start(tag) if tag.local() == b"Override" => {
                    let kind = xml.attr(&tag, Ns::Other, "ContentType").unwrap_or_default();
                    if kind.contains("word") && kind.ends_with("main+xml") && !kind.contains("glossary") {
                        return self.known(&normal(&xml.attr(&tag, Ns::Other, "PartName")?));
                    }
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    fn foreign(&self) -> Error {
        let found = OTHERS.iter().find(|o| self.names.contains_key(o.0));
        match found {
            Some(&(_, what)) => Error::Foreign { what, remedy: SAVE_AS_DOCX },
            None if self.names.keys().any(|n| n.starts_with("word/")) => {
                Error::Package("缺少正文部件 word/document.xml".into())
            }
            None => Error::Foreign { what: "压缩包", remedy: "请先解压，再检查其中的文件" },
        }
    }

    /// The relationships of a part ("" for the package); none when there are none or they cannot be read.
    pub fn rels(&mut self, source: &str) -> Vec<Rel> {
        let (folder, file) = split(source);
        let name = format!("{folder}_rels/{file}.rels");
        let Ok(Some(bytes)) = self.part(&name) else { return Vec::new() };
        let mut rels = Vec::new();
        if let Ok(text) = decode(&name, &bytes) {
            read_rels(&mut Xml::new(&name, &text.text), folder, &mut rels);
        }
        rels
    }

    /// Parts of a folder whose file begins with `stem`, in order: what relationships would have said.
    pub fn beside(&self, source: &str, stem: &str) -> Vec<String> {
        let prefix = format!("{}{stem}", split(source).0);
        let mut found: Vec<String> = self.names.keys().filter(|n| n.starts_with(&prefix)).cloned().collect();
        found.retain(|n| n.ends_with(".xml"));
        found.sort();
        found
    }
}

/// Reads what it can: a cut list still tells of the parts before the cut.
fn read_rels(xml: &mut Xml<'_>, folder: &str, rels: &mut Vec<Rel>) {
    while let Ok(event) = xml.next() {
        match event {
            Event::Start(tag) if tag.local() == b"Relationship" => {
                let get = |name| xml.attr(&tag, Ns::Other, name);
                let external = get("TargetMode").is_some_and(|m| m == "External");
                if let (Some(kind), Some(target), false) = (get("Type"), get("Target"), external) {
                    let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                    rels.push(Rel { kind, target: resolve(folder, &target) });
                }
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

fn split(part: &str) -> (&str, &str) {
    part.rfind('/').map_or(("", part), |i| part.split_at(i + 1))
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A target against the folder of its source.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let path = if target.starts_with('/') { target } else { format!("{folder}{target}") };
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            s => segments.push(s),
        }
    }
    normal(&segments.join("/"))
}

fn damaged(part: &str, why: &str) -> Error {
    Error::Part { part: part.to_owned(), why: why.to_owned() }
}

fn broken(e: &ZipError) -> Error {
    Error::Package(reason(e))
}

fn reason(e: &ZipError) -> String {
    match e {
        ZipError::CompressionMethodNotSupported(_) => "压缩方式不受支持".into(),
        ZipError::Io(_) => "数据不完整".into(),
        _ => "压缩结构有误或不完整".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_resolve_against_the_folder() {
        assert_eq!(resolve("word/", "styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word/", "/word/Styles.xml"), "word/styles.xml");
        assert_eq!(resolve("word/", "..\\a\\./b.xml"), "a/b.xml");
        assert_eq!(split("word/document.xml"), ("word/", "document.xml"));
    }
}
