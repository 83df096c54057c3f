//! The zip archive of a docx or xlsx: parts by name, relationships, guards against bombs.
//!
//! Sizes that an archive declares are never trusted beyond a megabyte: a part is read through `take`, and all
//! parts together have a budget. Names are compared without case, and with either slash, as programs write both.

use super::Error;
use super::sniff::ODT;
use super::xml::{Event, Ns, Xml, decode};
use memchr::memmem;
use std::collections::HashMap;
use std::io::{Cursor, ErrorKind, Read, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Largest part, unpacked.
const PART: u64 = 64 << 20;
/// All parts that are read, together.
const TOTAL: u64 = 256 << 20;
/// Most that is set aside on the word of an archive.
const ROOM: u64 = 1 << 20;
const ENTRIES: usize = 20_000;

const SAVE_AS_DOCX: &str = "请打开后把报告正文另存为 docx";
const SAVE_AS_XLSX: &str = "请在 Excel 或 WPS 中打开，另存为 xlsx";

/// Archives that are not read: a part that gives them away, what they are, what to do.
const OTHERS: &[(&str, &str, &str)] = &[
    ("xl/workbook.bin", " Excel 表格（xlsb）", SAVE_AS_XLSX),
    ("ppt/presentation.xml", " PPT 演示文稿（pptx）", SAVE_AS_DOCX),
    ("ofd.xml", " OFD 文件", SAVE_AS_DOCX),
    ("mimetype", " OpenDocument（odt、ods）或电子书（epub）文件", "请打开后另存为 docx 或 xlsx"),
];

/// What a package holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Word,
    Sheets,
}

pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Normalised name → index.
    names: HashMap<String, usize>,
    budget: u64,
}

/// A relationship to another part of the package.
pub(super) struct Rel {
    pub id: String,
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
        // Which of two parts of one name is read would be chance.
        if entries(bytes).is_some_and(|n| n > zip.len()) {
            return Err(Error::Package("有重名的部件".into()));
        }
        let mut names = HashMap::new();
        for i in 0..zip.len() {
            if let Ok(entry) = zip.by_index_raw(i) {
                let name = normal(entry.name());
                if local_name(bytes, entry.header_start()).is_some_and(|n| n != name) {
                    return Err(Error::Package(format!("部件 {name} 另有一个名字")));
                }
                names.insert(name, i);
            }
        }
        Ok(Self { zip, names, budget: TOTAL })
    }

    /// The bytes of a part, or none when there is no such part.
    ///
    /// # Errors
    /// When the part is damaged or too large.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.head(name, u64::MAX)?.map(|(bytes, _)| bytes))
    }

    /// The first bytes of a part, or all of a part that is not much longer; and whether that is all.
    ///
    /// # Errors
    /// When that much of the part is damaged or too large.
    pub fn head(&mut self, name: &str, most: u64) -> Result<Option<(Vec<u8>, bool)>, Error> {
        let Some(&index) = self.names.get(&normal(name)) else { return Ok(None) };
        let cap = PART.min(self.budget);
        let entry = self.zip.by_index(index).map_err(|e| match e {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => Error::Encrypted,
            e => damaged(name, &reason(&e)),
        })?;
        let most = if entry.size() / 4 > most { most } else { u64::MAX };
        let mut bytes = Vec::with_capacity(entry.size().min(most).min(ROOM) as usize + 1);
        entry.take(most.min(cap + 1)).read_to_end(&mut bytes).map_err(|e| match e.kind() {
            ErrorKind::UnexpectedEof => damaged(name, "数据不完整"),
            _ => damaged(name, "数据损坏，校验不符"),
        })?;
        if bytes.len() as u64 > cap {
            return Err(Error::TooBig(format!("部件 {name} 解压后超过 {} MB", cap >> 20)));
        }
        self.budget -= bytes.len() as u64;
        let whole = (bytes.len() as u64) < most;
        Ok(Some((bytes, whole)))
    }

    /// What the package holds, and the name of the part that holds its text or lists its sheets.
    ///
    /// # Errors
    /// When there is none: the message names what the archive is instead.
    pub fn main(&mut self) -> Result<(Form, String), Error> {
        let related = self.rels("").into_iter().find(|r| r.kind == "officeDocument").map(|r| r.target);
        let related = related.filter(|t| self.names.contains_key(t));
        if related.as_ref().is_some_and(|name| OTHERS.iter().any(|o| o.0 == name)) {
            return Err(self.foreign());
        }
        let usual = [(Form::Word, "word/document.xml"), (Form::Sheets, "xl/workbook.xml")];
        if let Some(usual) = usual.into_iter().find(|u| related.as_deref() == Some(u.1)) {
            return Ok((usual.0, usual.1.to_owned()));
        }
        let types = self.types();
        let form = |name: &String| {
            let typed = types.iter().find(|t| t.1 == *name).map(|t| t.0);
            typed.unwrap_or(if name.starts_with("xl/") { Form::Sheets } else { Form::Word })
        };
        related
            .map(|name| (form(&name), name))
            .or_else(|| types.iter().find(|t| self.names.contains_key(&t.1)).cloned())
            .or_else(|| usual.into_iter().find(|u| self.has(u.1)).map(|u| (u.0, u.1.to_owned())))
            .map_or_else(|| Err(self.foreign()), Ok)
    }

    /// The archive with other bytes in some parts, and with new parts behind the old ones. All other entries are
    /// copied as they are, still compressed.
    ///
    /// # Errors
    /// When an entry cannot be copied.
    pub fn rewrite(&mut self, parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Error> {
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        let mut left: Vec<&(String, Vec<u8>)> = parts.iter().collect();
        for i in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(i).map_err(|e| broken(&e))?;
            let name = normal(entry.name());
            match left.iter().position(|p| normal(&p.0) == name) {
                Some(at) => {
                    let (name, options) = (entry.name().to_owned(), entry.options());
                    write(&mut out, &name, options, &left.remove(at).1)
                }
                None => out.raw_copy_file(entry),
            }
            .map_err(|e| broken(&e))?;
        }
        for (name, bytes) in left {
            write(&mut out, name, SimpleFileOptions::default(), bytes).map_err(|e| broken(&e))?;
        }
        out.set_raw_comment(self.zip.comment().into()).map_err(|e| broken(&e))?;
        Ok(out.finish().map_err(|e| broken(&e))?.into_inner())
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normal(name))
    }

    /// The name as the archive writes it.
    pub fn written(&self, name: &str) -> String {
        let index = self.names.get(&normal(name));
        index.and_then(|i| self.zip.name_for_index(*i)).unwrap_or(name).to_owned()
    }

    /// Main parts by their content types, for packages without relationships.
    fn types(&mut self) -> Vec<(Form, String)> {
        const NAME: &str = "[Content_Types].xml";
        let mut found = Vec::new();
        let Ok(Some(bytes)) = self.part(NAME) else { return found };
        let Ok(types) = decode(NAME, &bytes) else { return found };
        let mut xml = Xml::new(NAME, &types.text);
        while let Ok(event) = xml.next() {
            match event {
                Event::Start(tag) if tag.local() == b"Override" => {
                    let kind = xml.attr(&tag, Ns::Other, "ContentType").unwrap_or_default();
                    let name = xml.attr(&tag, Ns::Other, "PartName");
                    found.extend(main_form(&kind).zip(name.map(|n| normal(&n))));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        found
    }

    fn foreign(&mut self) -> Error {
        let kind = self.part("mimetype").ok().flatten().unwrap_or_default();
        if kind.starts_with(b"application/vnd.oasis.opendocument.text") {
            return Error::Foreign { what: ODT, remedy: "请另存为 docx" };
        }
        let found = OTHERS.iter().find(|o| self.names.contains_key(o.0));
        match found {
            Some(&(_, what, remedy)) => Error::Foreign { what, remedy },
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

/// How many entries the archive says that it has; none where it only says so in its 64-bit record.
fn entries(bytes: &[u8]) -> Option<usize> {
    let at = memmem::rfind(bytes, b"PK\x05\x06")?;
    let count = bytes.get(at + 10..at + 12)?;
    let count = u16::from_le_bytes([count[0], count[1]]);
    (count < u16::MAX).then_some(usize::from(count))
}

/// The name that stands before the data of an entry; none when it is not ASCII, as names of parts are. Programs
/// that read this one, or the directory's, or a second name in Unicode, must not see different parts.
fn local_name(bytes: &[u8], header: u64) -> Option<String> {
    let header = bytes.get(usize::try_from(header).ok()?..)?;
    let length = header.get(26..28)?;
    let name = header.get(30..)?.get(..usize::from(u16::from_le_bytes([length[0], length[1]])))?;
    std::str::from_utf8(name).ok().filter(|n| n.is_ascii()).map(normal)
}

type Archive = ZipWriter<Cursor<Vec<u8>>>;

/// One entry: compressed, unless it was stored before.
fn write(out: &mut Archive, name: &str, options: SimpleFileOptions, bytes: &[u8]) -> Result<(), ZipError> {
    out.start_file(name, options)?;
    Ok(out.write_all(bytes)?)
}

/// Reads what it can: a cut list still tells of the parts before the cut.
fn read_rels(xml: &mut Xml<'_>, folder: &str, rels: &mut Vec<Rel>) {
    while let Ok(event) = xml.next() {
        match event {
            Event::Start(tag) if tag.local() == b"Relationship" => {
                let get = |name| xml.attr(&tag, Ns::Other, name);
                let id = get("Id").unwrap_or_default().into_owned();
                let external = get("TargetMode").is_some_and(|m| m == "External");
                if let (Some(kind), Some(target), false) = (get("Type"), get("Target"), external) {
                    let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                    rels.push(Rel { id, kind, target: resolve(folder, &target) });
                }
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

/// The form of a main part by its content type; a glossary or a template's parts are none.
fn main_form(kind: &str) -> Option<Form> {
    let sheets = kind.contains("spreadsheetml") || kind.contains("ms-excel");
    match kind.ends_with("main+xml") && !kind.contains("glossary") {
        true if sheets => Some(Form::Sheets),
        true if kind.contains("word") => Some(Form::Word),
        _ => None,
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
