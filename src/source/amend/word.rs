//! A Word package with comments and tracked changes: the main part is patched, the comments' part is made or
//! added to, and everything else is copied.

use super::super::Error;
use super::super::package::{Form, Package};
use super::super::xml::{self, Event, Xml};
use super::anchor::{self, Cut, Kind, Part};
use super::cuts::{Cuts, Rank};
use super::parts::{self, Names};
use super::scan::{self, Scan};
use super::{Amended, Change, Comment, Patch, Spot, apply};
use crate::document::{Document, Story};
use std::collections::HashMap;
use std::ops::Range;

/// Comments and tracked changes in the package that the document was read from.
///
/// # Errors
/// When the package cannot be read again, or a part cannot be written as it was.
pub fn word(
    bytes: &[u8],
    document: &Document,
    comments: &[Comment],
    changes: &[Change],
) -> Result<Amended, Error> {
    let mut package = Package::open(bytes)?;
    let (Form::Word, main) = package.main()? else {
        return Err(Error::Package("不是 Word 文件".into()));
    };
    let part = package.part(&main)?.unwrap_or_default();
    let source = xml::decode(&main, &part)?;
    let scan = scan::scan(&main, &source.text)?;
    let written = package.written(&main);
    let index = document.parts.iter().position(|p| *p == written).and_then(|i| u16::try_from(i).ok());
    let text = &*source.text;
    let part_of = Part { text, scan: &scan, index, base: source.base };
    let mut writer = Writer {
        names: Names::of(&scan.prefix, text),
        stories: Stories::read(&mut package, document, &main),
        document,
        part: &part_of,
        cuts: Cuts::new(&part_of),
        opened: Vec::new(),
        next: 0,
    };
    let mut out = Output { package, changed: Vec::new(), patches: Vec::new() };
    writer.next = scan.next_id.max(out.next_comment(&main)?);
    let first = writer.next;
    let spots: Vec<Spot> = comments.iter().map(|c| writer.comment(c)).collect();
    let changed: Vec<bool> = changes.iter().map(|c| writer.change(c)).collect();
    let patches = writer.patches();
    let placed = (first..).zip(comments).zip(&spots).filter(|c| *c.1 != Spot::Nowhere);
    let placed: Vec<(u32, &Comment)> = placed.map(|c| c.0).collect();
    out.patch(&written, &part, patches)?;
    if !placed.is_empty() {
        out.comments(&main, scan_is_strict(text), &placed)?;
    }
    let bytes = out.package.rewrite(&out.changed)?;
    Ok(Amended { bytes, spots, changed, patches: out.patches })
}

fn scan_is_strict(text: &str) -> bool {
    Names::of("w", text).is_strict()
}

/// What the other stories hang on.
struct Stories {
    /// Index of the part → ids of its notes and where they stand.
    notes: HashMap<u16, Vec<(String, Range<u64>)>>,
    /// Index of the part → its relationship.
    pages: HashMap<u16, String>,
}

impl Stories {
    /// What cannot be read is left out: its findings then go to the first paragraph.
    fn read(package: &mut Package<'_>, document: &Document, main: &str) -> Self {
        let rels = package.rels(main);
        let mut stories = Self { notes: HashMap::new(), pages: HashMap::new() };
        for (index, name) in (0u16..).zip(&document.parts) {
            let Some(rel) = rels.iter().find(|r| package.written(&r.target) == *name) else { continue };
            match rel.kind.as_str() {
                "header" | "footer" => {
                    stories.pages.insert(index, rel.id.clone());
                }
                "footnotes" | "endnotes" => {
                    let notes = package.part(&rel.target).ok().flatten().and_then(|b| notes(name, &b).ok());
                    stories.notes.insert(index, notes.unwrap_or_default());
                }
                _ => {}
            }
        }
        stories
    }
}

/// The notes of a part with their ids, in bytes as origins count them.
fn notes(part: &str, bytes: &[u8]) -> Result<Vec<(String, Range<u64>)>, Error> {
    let source = xml::decode(part, bytes)?;
    let mut xml = Xml::new(part, &source.text);
    let mut notes = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(tag) if matches!(tag.local(), b"footnote" | b"endnote") => {
                let start = source.base + xml.range().start as u64;
                let id = xml.word(&tag, "id").unwrap_or_default().into_owned();
                xml.skip()?;
                notes.push((id, start..source.base + xml.range().end as u64));
            }
            Event::Eof => return Ok(notes),
            _ => {}
        }
    }
}

struct Writer<'a> {
    names: Names,
    stories: Stories,
    document: &'a Document,
    part: &'a Part<'a>,
    cuts: Cuts<'a>,
    /// Empty paragraphs that are opened for comments, and the marks in them.
    opened: Vec<(usize, String)>,
    next: u32,
}

impl<'a> Writer<'a> {
    fn scan(&self) -> &'a Scan {
        self.part.scan
    }

    fn id(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    fn comment(&mut self, comment: &Comment) -> Spot {
        let id = self.id();
        let origins = anchor::origins(self.document, comment.span);
        let here = origins.first().map(|o| o.part);
        let block = self.document.block_at(comment.span.start).map(|b| self.document.blocks[b].story);
        let story = block.unwrap_or_default();
        if here != self.part.index {
            return self.elsewhere(id, here, origins.first().map_or(0, |o| o.bytes.start), story);
        }
        match self.part.range(origins, comment.span) {
            Some((start, end, paragraph)) => {
                let anchor = paragraph.and_then(|p| self.scan().paragraphs[p].anchor);
                if let Some(anchor) = anchor {
                    return self.at_paragraph(id, Some(anchor), Story::TextBox);
                }
                self.around(id, start, end);
                Spot::Exact
            }
            None => self.at_paragraph(id, None, story),
        }
    }

    fn around(&mut self, id: u32, start: Cut, end: Cut) {
        self.cuts.mark(start, Rank::CommentStart, self.names.comment_start(id));
        self.cuts.mark(end, Rank::CommentEnd, self.names.comment_end(id));
    }

    /// What stands in a note goes to the mark of the note, what stands in a header to the first paragraph of its
    /// section: Word shows no comments there.
    fn elsewhere(&mut self, id: u32, part: Option<u16>, at: u64, story: Story) -> Spot {
        let scan = self.scan();
        let note = part.and_then(|p| self.stories.notes.get(&p)).and_then(|notes| {
            let (note, _) = notes.iter().find(|(_, range)| range.contains(&at))?;
            scan.notes.get(&(story == Story::Endnote, note.clone()))
        });
        if let Some(run) = note.map(|r| &scan.runs[*r]) {
            let between = |at| Cut { at, kind: Kind::Between };
            self.around(id, between(run.tag.start), between(run.close.end));
            return Spot::Paragraph(story);
        }
        let page = part.and_then(|p| self.stories.pages.get(&p)).and_then(|rel| scan.pages.get(rel)).copied();
        let first = page.and_then(|from| {
            let usual = |p: &usize| scan.paragraphs[*p].has_runs && scan.paragraphs[*p].anchor.is_none();
            (from..scan.paragraphs.len()).find(usual)
        });
        self.at_paragraph(id, first, story)
    }

    /// Around a whole paragraph: the given one, or the first that can be had.
    fn at_paragraph(&mut self, id: u32, paragraph: Option<usize>, story: Story) -> Spot {
        let all = &self.scan().paragraphs;
        let first =
            || all.iter().position(|p| p.has_runs && p.anchor.is_none()).or((!all.is_empty()).then_some(0));
        let Some(index) = paragraph.or_else(first) else { return Spot::Nowhere };
        let paragraph = &all[index];
        let (start, end) = (self.names.comment_start(id), self.names.comment_end(id));
        if paragraph.is_empty_element() {
            match self.opened.iter_mut().find(|o| o.0 == index) {
                Some(open) => open.1.push_str(&format!("{start}{end}")),
                None => self.opened.push((index, format!("{start}{end}"))),
            }
        } else {
            let cut = |at| Cut { at, kind: Kind::Between };
            self.around(id, cut(paragraph.start), cut(paragraph.end));
        }
        Spot::Paragraph(story)
    }

    /// False when the words stand where no change can be tracked.
    fn change(&mut self, change: &Change) -> bool {
        let origins = anchor::origins(self.document, change.span);
        let here = origins.iter().all(|o| Some(o.part) == self.part.index);
        let Some(fragments) = self.part.fragments(origins, change.span).filter(|_| here) else {
            return false;
        };
        for fragment in &fragments {
            let (start, end) = self.part.edges(fragment);
            let id = self.id();
            let (open, close) = self.names.revision("del", id);
            self.cuts.mark(start, Rank::DeletionStart, open);
            self.cuts.mark(end, Rank::DeletionEnd, close);
            self.cuts.delete(*fragment);
        }
        if let (Some(last), false) = (fragments.last(), change.text.is_empty()) {
            let id = self.id();
            let (open, close) = self.names.revision("ins", id);
            let run = self.cuts.run_like(fragments[0].text, &parts::escape(&change.text));
            self.cuts.mark(self.part.edges(last).1, Rank::Insertion, format!("{open}{run}{close}"));
        }
        true
    }

    fn patches(self) -> Vec<Patch> {
        let mut patches = self.cuts.patches();
        for (paragraph, marks) in self.opened {
            let tag = &self.part.scan.paragraphs[paragraph].tag;
            let inside = &self.part.text[tag.start + 1..tag.end - 2];
            let name = inside.split(|c: char| c.is_ascii_whitespace()).next().unwrap_or(inside);
            patches.push(Patch { at: tag.end - 2, remove: 1, insert: String::new() });
            patches.push(Patch::insert(tag.end, format!("{marks}</{name}>")));
        }
        patches.sort_by_key(|p| p.at);
        patches
    }
}

/// The package being written.
struct Output<'b> {
    package: Package<'b>,
    changed: Vec<(String, Vec<u8>)>,
    patches: Vec<(String, Vec<Patch>)>,
}

const TYPES: &str = "[Content_Types].xml";

impl Output<'_> {
    /// The comments' part that the document has.
    fn comments_part(&mut self, main: &str) -> Option<String> {
        let related = self.package.rels(main).into_iter().find(|r| r.kind == "comments");
        related.map(|r| r.target).filter(|t| self.package.has(t))
    }

    fn next_comment(&mut self, main: &str) -> Result<u32, Error> {
        let Some(name) = self.comments_part(main) else { return Ok(0) };
        let bytes = self.package.part(&name)?.unwrap_or_default();
        parts::next_comment(&name, &xml::decode(&name, &bytes)?.text)
    }

    fn patch(&mut self, name: &str, bytes: &[u8], patches: Vec<Patch>) -> Result<(), Error> {
        if patches.is_empty() {
            return Ok(());
        }
        let source = xml::decode(name, bytes)?;
        let why = || Error::Part { part: name.to_owned(), why: "编码有误，不能原样写回".into() };
        let new = source.replace(bytes, &apply(&source.text, &patches)).ok_or_else(why)?;
        self.changed.push((name.to_owned(), new));
        self.patches.push((name.to_owned(), patches));
        Ok(())
    }

    /// Reads a part and patches it; false when there is no such part.
    fn edit(&mut self, name: &str, edit: impl Fn(&str) -> Result<Vec<Patch>, Error>) -> Result<bool, Error> {
        let Some(bytes) = self.package.part(name)? else { return Ok(false) };
        let patches = edit(&xml::decode(name, &bytes)?.text)?;
        let name = self.package.written(name);
        self.patch(&name, &bytes, patches)?;
        Ok(true)
    }

    fn comments(&mut self, main: &str, strict: bool, all: &[(u32, &Comment)]) -> Result<(), Error> {
        if let Some(name) = self.comments_part(main) {
            self.edit(&name, |text| parts::add_comments(&name, text, all))?;
            return Ok(());
        }
        let main = self.package.written(main);
        let (folder, file) = main.rsplit_once(['/', '\\']).map_or(("", &*main), |(f, n)| (f, n));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut names =
            (0..).map(|n| if n == 0 { "comments.xml".into() } else { format!("comments{n}.xml") });
        let target = names.find(|n| !self.package.has(&format!("{folder}{n}"))).unwrap_or_default();
        let name = format!("{folder}{target}");
        self.changed.push((name.clone(), parts::new_comments(strict, all).into_bytes()));
        let rels = format!("{folder}_rels/{file}.rels");
        if !self.edit(&rels, |text| parts::add_relation(&rels, text, strict, &target))? {
            self.changed.push((rels, parts::new_relations(strict, &target).into_bytes()));
        }
        self.edit(TYPES, |text| parts::add_type(TYPES, text, &name)).map(|_| ())
    }
}
