//! docx → Document: the parts of the package in reading order — body, footnotes, endnotes, headers, footers.
//!
//! Only the main part must be sound. Styles and numbering that cannot be read cost levels and automatic
//! numbers, a note part costs its notes; each costs a notice. Knows the format, and nothing of reports.

mod context;
mod fields;
mod math;
mod number;
mod numeral;
mod piece;
mod props;
mod sheet;
mod styles;
mod symbol;
mod table;
mod walk;

use super::{Error, package, xml};
use crate::document::{BlockKind, Document, Format, Story};
use context::{Env, Tally};
use memchr::memmem;
use number::Numbering;
use package::{Package, Rel};
use piece::Piece;
use sheet::{Sheet, named};
use std::collections::HashSet;

/// Reads a Word package whose text stands in the part `main`.
///
/// # Errors
/// When the main part is damaged.
pub(super) fn read(package: Package<'_>, main: String) -> Result<Document, Error> {
    let mut reader = Reader::new(package, main);
    reader.read_main()?;
    reader.read_rest();
    Ok(reader.finish())
}

/// Bytes of the styles that are read first: those of headings stand there, behind them lists and tables.
const STYLES: u64 = 20 << 10;

struct Reader<'b> {
    package: Package<'b>,
    main: String,
    rels: Vec<Rel>,
    sheet: Sheet,
    /// Bytes of the styles that have been asked for.
    extent: u64,
    /// None until a story asks for automatic numbers.
    numbering: Option<Numbering>,
    tally: Tally,
    parts: Vec<String>,
    piece: Piece,
    encoding: &'static str,
    notices: Vec<String>,
    /// Headers and footers that have been read: those of even and odd pages often say the same.
    seen: HashSet<String>,
}

impl<'b> Reader<'b> {
    fn new(mut package: Package<'b>, main: String) -> Self {
        let rels = package.rels(&main);
        Self {
            package,
            main,
            rels,
            sheet: Sheet::default(),
            extent: 0,
            numbering: None,
            tally: Tally::default(),
            parts: Vec::new(),
            piece: Piece::default(),
            encoding: "UTF-8",
            notices: Vec::new(),
            seen: HashSet::new(),
        }
    }

    /// Names of the parts of a kind; without relationships, those that are usual.
    fn related(&self, kind: &str) -> Vec<String> {
        if self.rels.is_empty() {
            return self.package.beside(&self.main, kind);
        }
        self.rels.iter().filter(|r| r.kind == kind).map(|r| r.target.clone()).collect()
    }

    /// Reads what a story asks for, and no more: the definitions of a template weigh ten times a report.
    fn read_definitions(&mut self, story: &str) {
        let mut asked = named(story);
        self.read_styles(&asked);
        if self.numbering.is_none()
            && (memmem::find(story.as_bytes(), b"numPr").is_some() || self.sheet.styles.number(&asked))
        {
            self.read_numbering();
        }
        let links: Vec<String> =
            self.numbering.iter().flat_map(Numbering::links).map(str::to_owned).collect();
        if !links.is_empty() {
            asked.extend(links.iter().map(String::as_str));
            self.read_styles(&asked);
        }
    }

    fn read_numbering(&mut self) {
        let mut numbering = Numbering::default();
        for name in self.related("numbering").into_iter().take(1) {
            match self.numbering_in(&name) {
                Ok(read) => numbering = read.unwrap_or_default(),
                Err(e) => self.notices.push(format!("自动编号未读：{e}")),
            }
        }
        self.numbering = Some(numbering);
    }

    fn numbering_in(&mut self, name: &str) -> Result<Option<Numbering>, Error> {
        let Some(bytes) = self.package.part(name)? else { return Ok(None) };
        Numbering::read(name, &xml::decode(name, &bytes)?.text).map(Some)
    }

    /// Reads the head of the styles, and all of them when not all that is asked for stands there.
    fn read_styles(&mut self, asked: &[&str]) {
        for most in [STYLES, u64::MAX] {
            if let Err(e) = self.read_styles_to(most) {
                self.extent = u64::MAX;
                self.notices.push(format!("标题级别和自动编号可能缺失：{e}"));
            }
            match self.sheet.serve(asked) {
                Ok(false) => {}
                Ok(true) => return,
                Err(e) => {
                    self.sheet = Sheet::default();
                    return self.notices.push(format!("标题级别和自动编号可能缺失：{e}"));
                }
            }
        }
    }

    /// Reads this much of the styles, when less has been read.
    fn read_styles_to(&mut self, most: u64) -> Result<(), Error> {
        if most <= self.extent {
            return Ok(());
        }
        self.extent = most;
        let Some(name) = self.related("styles").into_iter().next() else { return Ok(()) };
        let Some((bytes, whole)) = self.package.head(&name, most)? else { return Ok(()) };
        if whole {
            self.extent = u64::MAX;
            self.sheet.put(&name, xml::decode(&name, &bytes)?.text.into_owned(), true);
        } else {
            let valid = std::str::from_utf8(&bytes).map_or_else(|e| e.valid_up_to(), str::len);
            self.sheet.put(&name, std::str::from_utf8(&bytes[..valid]).unwrap_or_default().to_owned(), false);
        }
        Ok(())
    }

    fn read_main(&mut self) -> Result<(), Error> {
        let main = self.main.clone();
        let missing = || Error::Package(format!("缺少正文部件 {main}"));
        self.piece = self.story(&main, Story::Body)?.ok_or_else(missing)?;
        Ok(())
    }

    /// Reads a part; its name is kept when the text has origins there.
    fn story(&mut self, name: &str, story: Story) -> Result<Option<Piece>, Error> {
        let Some(bytes) = self.package.part(name)? else { return Ok(None) };
        let source = xml::decode(name, &bytes)?;
        if story == Story::Body {
            self.encoding = source.encoding.name();
        }
        self.read_definitions(&source.text);
        let part = u16::try_from(self.parts.len()).ok();
        let Self { sheet, tally, .. } = self;
        let mut unasked = Numbering::default();
        let numbering = self.numbering.as_mut().unwrap_or(&mut unasked);
        let piece = walk::walk(story, name, &source, Env { styles: &sheet.styles, numbering, tally, part })?;
        if part.is_some() && !piece.origins.is_empty() {
            self.parts.push(self.package.written(name));
        }
        Ok(Some(piece))
    }

    fn read_rest(&mut self) {
        let stories = [
            ("footnotes", Story::Footnote),
            ("endnotes", Story::Endnote),
            ("header", Story::Header),
            ("footer", Story::Footer),
        ];
        for (kind, story) in stories {
            for name in self.related(kind) {
                if let Err(e) = self.append(&name, story) {
                    self.notices.push(format!("有一部分未读：{e}"));
                }
            }
        }
    }

    fn append(&mut self, name: &str, story: Story) -> Result<(), Error> {
        let parts = self.parts.len();
        let Some(piece) = self.story(name, story)? else { return Ok(()) };
        let page = matches!(story, Story::Header | Story::Footer);
        if piece.blocks.is_empty() || (page && !self.seen.insert(piece.text.clone())) {
            self.parts.truncate(parts);
            return Ok(());
        }
        self.piece.append(piece)
    }

    fn finish(mut self) -> Document {
        self.notices.extend(notices(&self.tally));
        let mut document = self.piece.into_document();
        if !document.blocks.iter().any(|b| is_body(b.story)) && !document.blocks.is_empty() {
            self.notices.push("正文没有文字，只读到页眉、页脚或注释；如为扫描件，请先识别成文字".into());
        }
        document.blocks.iter_mut().for_each(|b| {
            if let BlockKind::Table(table) = &mut b.kind {
                table.cells.shrink_to_fit();
            }
        });
        document.format = Some(Format::Docx);
        document.encoding = self.encoding.into();
        document.parts = self.parts;
        document.notices = self.notices;
        document
    }
}

fn is_body(story: Story) -> bool {
    matches!(story, Story::Body | Story::TextBox)
}

/// What a person should know about what was left out.
fn notices(tally: &Tally) -> Vec<String> {
    let mut notices = Vec::new();
    let revisions = tally.insertions + tally.deletions;
    if revisions > 0 {
        let (ins, del) = (tally.insertions, tally.deletions);
        notices.push(format!(
            "文中有修订 {revisions} 处（插入 {ins} 处，删除 {del} 处），按接受修订后的文字读取"
        ));
    }
    let left_out = [
        (tally.hidden, "文中有隐藏文字", "未读"),
        (tally.contents, "目录有", "未读"),
        (tally.chunks, "文中嵌入其他文件", "其内容未读"),
    ];
    for ((count, what, how), unit) in left_out.into_iter().zip(["处", "行", "个"]) {
        if count > 0 {
            notices.push(format!("{what} {count} {unit}，{how}"));
        }
    }
    notices
}
