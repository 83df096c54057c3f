//! What a file is, by its first bytes first and its extension second.
//!
//! Reports come renamed: a .doc called docx, a PDF called txt. Known formats that are not read get their own
//! message, because the remedy differs.

use super::Error;

/// The forms that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Markdown,
    /// A zip archive: docx or xlsx.
    Package,
}

const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const SAVE_AS_DOCX: &str = "请在 Word 或 WPS 中打开，另存为 docx";
const RECOGNISE: &str = "请先识别成文字，另存为 docx 或 txt";
const UNPACK: &str = "请先解压，再检查其中的文件";

const RTF: &str = " RTF 文件";
const OLD_WORD: &str = "旧的 Word 或 WPS 文字文件（doc、wps）";
const OLD: &str = "旧格式的 Office 文件（doc、wps 等）";
pub(super) const ODT: &str = " OpenDocument 文字文件（odt）";
/// What a word processor can make a docx of.
pub(super) const CONVERTIBLE: &[&str] = &[RTF, OLD_WORD, OLD, ODT];

/// First bytes, what they mean, what to do.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"{\\rtf", RTF, SAVE_AS_DOCX),
    (b"\x89PNG", "图片", RECOGNISE),
    (b"\xFF\xD8\xFF", "图片", RECOGNISE),
    (b"GIF8", "图片", RECOGNISE),
    (b"II*\0", "图片", RECOGNISE),
    (b"MM\0*", "图片", RECOGNISE),
    (b"Rar!\x1a", "压缩包", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "压缩包", UNPACK),
    (b"\x1F\x8B", "压缩包", UNPACK),
];

/// Extensions of the Word family.
const WORD: &[&str] = &["docx", "docm", "dotx", "dotm", "doc", "dot", "wps", "wpt"];
/// Extensions of sheets.
const SHEETS: &[&str] = &["xlsx", "xlsm", "xltx", "xltm", "xls", "et", "ett"];

/// Decides what the bytes are.
///
/// # Errors
/// When they are a known format that is not read, or not what the extension says.
pub(super) fn kind(name: &str, bytes: &[u8]) -> Result<Kind, Error> {
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    if let Some(&(_, what, remedy)) = FOREIGN.iter().find(|f| bytes.starts_with(f.0)) {
        return Err(Error::Foreign { what, remedy });
    }
    let lead = lead(bytes);
    if lead.starts_with(b"%PDF-") {
        let remedy = "请用原来的 docx 文件，或在 WPS 中转换为 docx";
        return Err(Error::Foreign { what: " PDF 文件", remedy });
    }
    let extension = extension(name);
    let word = WORD.contains(&extension.as_str());
    let office = word || SHEETS.contains(&extension.as_str());
    // A self-extracting or mailed docx may have bytes before the archive.
    if bytes.starts_with(b"PK") || (office && find(bytes, b"PK\x05\x06").is_some()) {
        return Ok(Kind::Package);
    }
    markup(lead, word)?;
    match extension.as_str() {
        _ if office => Err(Error::Misnamed { extension }),
        "md" | "markdown" => Ok(Kind::Markdown),
        _ => Ok(Kind::Text),
    }
}

/// Web pages and single-file Word XML are text, but reading them as such would quote tags.
fn markup(lead: &[u8], word: bool) -> Result<(), Error> {
    let head = String::from_utf8_lossy(&lead[..lead.len().min(2048)]).to_lowercase();
    let html = head.starts_with("<!doctype html") || head.starts_with("<html");
    let xml = head.starts_with("<?xml");
    if html || (xml && head.contains("<html")) {
        return Err(Error::Foreign { what: "网页（HTML）文件", remedy: SAVE_AS_DOCX });
    }
    if xml && (word || head.contains("wordprocessingml") || head.contains("schemas.microsoft.com/office")) {
        return Err(Error::Foreign { what: " Word XML 文件", remedy: SAVE_AS_DOCX });
    }
    Ok(())
}

/// An OLE container: an encrypted docx, or one of the old binary formats.
fn ole(bytes: &[u8]) -> Error {
    let has = |stream: &str| has_stream(bytes, stream);
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Error::Encrypted;
    }
    let (what, remedy) = if has("WordDocument") {
        (OLD_WORD, "请另存为 docx")
    } else if has("Workbook") || has("Book") {
        ("旧的 Excel 或 WPS 表格文件（xls、et）", "请在 Excel 或 WPS 中打开，另存为 xlsx")
    } else if has("PowerPoint Document") {
        ("旧的 PPT 文件", "请把报告正文另存为 docx")
    } else {
        (OLD, "请另存为 docx")
    };
    Error::Foreign { what, remedy }
}

/// Whether the directory names a stream: entries are 128 bytes and begin with the name in UTF-16LE.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let mut needle: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    needle.extend([0, 0]);
    bytes.chunks(128).any(|entry| entry.starts_with(&needle))
}

/// The bytes without a byte order mark and leading blanks.
fn lead(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let blanks = bytes.iter().take(1024).take_while(|b| b.is_ascii_whitespace()).count();
    &bytes[blanks..]
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).rposition(|w| w == needle)
}

fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directory(stream: &str) -> Vec<u8> {
        let mut bytes = OLE.to_vec();
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    }

    #[test]
    fn content_goes_before_the_extension() {
        assert_eq!(kind("报告.txt", b"PK\x03\x04"), Ok(Kind::Package));
        assert_eq!(kind("报告.MD", "一、".as_bytes()), Ok(Kind::Markdown));
        assert_eq!(kind("报告.md.txt", "# 一、".as_bytes()), Ok(Kind::Text));
        assert_eq!(kind("-", "一、".as_bytes()), Ok(Kind::Text));
        assert_eq!(kind("a.docx", b"plain"), Err(Error::Misnamed { extension: "docx".into() }));
    }

    #[test]
    fn known_formats_are_named() {
        let said = |name, bytes: &[u8]| kind(name, bytes).map_err(|e| e.to_string());
        let names = |name, bytes: &[u8], what| said(name, bytes).is_err_and(|e| e.contains(what));
        assert!(names("a.txt", b"%PDF-1.7", "PDF"));
        assert!(names("a.docx", b"{\\rtf1", "RTF"));
        assert!(names("a.doc", b"<html><body>", "HTML"));
        assert!(names("a.docx", &directory("WordDocument"), "请另存为 docx"));
        assert!(names("a.wps", &directory("没有见过"), "wps"));
        assert!(names("a.xls", &directory("Workbook"), "Excel"));
        assert_eq!(kind("a.docx", &directory("EncryptedPackage")), Err(Error::Encrypted));
    }
}
