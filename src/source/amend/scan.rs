//! One pass over the main part: where its runs, texts and paragraphs stand, which notes it refers to, and which
//! headers its sections have. Offsets count in the part's text.

use super::super::Error;
use super::super::xml::{Event, Ns, Tag, Xml};
use std::collections::HashMap;
use std::ops::Range;

/// `w:p`.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub tag: Range<usize>,
    /// Behind its properties.
    pub start: usize,
    /// Before its end tag.
    pub end: usize,
    /// The paragraph that anchors the text box that this one stands in.
    pub anchor: Option<usize>,
    pub has_runs: bool,
}

impl Paragraph {
    /// `<w:p/>`
    pub fn is_empty_element(&self) -> bool {
        self.end < self.tag.end
    }
}

/// `w:r`.
#[derive(Debug)]
pub(super) struct Run {
    pub tag: Range<usize>,
    /// Raw `w:rPr`, or nothing.
    pub props: Range<usize>,
    /// Before and behind its end tag.
    pub close: Range<usize>,
    pub paragraph: Option<usize>,
    /// Inside an insertion or a move.
    pub revised: bool,
}

/// `w:t`.
#[derive(Debug)]
pub(super) struct Text {
    pub tag: Range<usize>,
    pub content: Range<usize>,
    /// Behind its end tag.
    pub end: usize,
    pub preserves: bool,
    pub run: usize,
    /// A child of its run: the run can be split in it.
    pub direct: bool,
}

#[derive(Debug, Default)]
pub(super) struct Scan {
    pub paragraphs: Vec<Paragraph>,
    pub runs: Vec<Run>,
    pub texts: Vec<Text>,
    /// Formulas, outermost, with their paragraphs.
    pub formulas: Vec<(Range<usize>, Option<usize>)>,
    /// (is an endnote, id) → the run that refers to it.
    pub notes: HashMap<(bool, String), usize>,
    /// Relationships to headers and footers → the first paragraph of the section.
    pub pages: HashMap<String, usize>,
    /// The name of a Word element's prefix with its colon; nothing in a default namespace.
    pub prefix: String,
    /// One more than any id in use.
    pub next_id: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Other,
    Paragraph(usize),
    ParagraphProps(usize),
    Run(usize),
    RunProps(usize),
    Text(usize),
    Box,
    Revision,
    Formula(usize),
}

/// Reads the main part.
///
/// # Errors
/// When it is damaged.
pub(super) fn scan(part: &str, text: &str) -> Result<Scan, Error> {
    let (xml, scan) = (Xml::new(part, text), Scan::default());
    let mut scanner = Scanner { xml, scan, stack: Vec::new(), section: 0, last: None };
    loop {
        match scanner.xml.next()? {
            Event::Start(tag) => {
                let node = scanner.start(&tag);
                scanner.stack.push(node);
            }
            Event::End => scanner.end(),
            Event::Eof => return Ok(scanner.scan),
            Event::Text(_) | Event::Cdata(_) | Event::Char(_) => {}
        }
    }
}

struct Scanner<'x> {
    xml: Xml<'x>,
    scan: Scan,
    stack: Vec<Node>,
    /// The first paragraph of the open section.
    section: usize,
    /// The open paragraph is the last of its section.
    last: Option<usize>,
}

impl<'x> Scanner<'x> {
    fn start(&mut self, tag: &Tag<'x>) -> Node {
        match tag.ns {
            Ns::Word => self.word(tag),
            Ns::Math
                if matches!(tag.local(), b"oMath" | b"oMathPara")
                    && !self.inside(|n| matches!(n, Node::Formula(_))) =>
            {
                self.scan.formulas.push((self.xml.range(), self.paragraph()));
                Node::Formula(self.scan.formulas.len() - 1)
            }
            _ => Node::Other,
        }
    }

    fn word(&mut self, tag: &Tag<'x>) -> Node {
        let parent = self.stack.last().copied();
        match (tag.local(), parent) {
            (b"p", _) => self.open_paragraph(tag),
            (b"pPr", Some(Node::Paragraph(p))) => Node::ParagraphProps(p),
            (b"r", _) => self.open_run(),
            (b"rPr", Some(Node::Run(r))) => {
                self.scan.runs[r].props = self.xml.range();
                Node::RunProps(r)
            }
            (b"t", _) => self.open_text(tag),
            (b"txbxContent", _) => Node::Box,
            (b"footnoteReference" | b"endnoteReference", _) => self.note(tag),
            (b"headerReference" | b"footerReference", _) => {
                let id = self.xml.attr(tag, Ns::Relation, "id").unwrap_or_default().into_owned();
                self.scan.pages.entry(id).or_insert(self.section);
                Node::Other
            }
            (b"sectPr", Some(Node::ParagraphProps(p))) => {
                self.last = Some(p);
                Node::Other
            }
            (b"ins" | b"moveTo" | b"moveFrom" | b"del", _) => {
                self.count(tag);
                Node::Revision
            }
            (b"bookmarkStart" | b"commentRangeStart" | b"commentReference" | b"comment", _) => {
                self.count(tag);
                Node::Other
            }
            _ => Node::Other,
        }
    }

    fn count(&mut self, tag: &Tag<'x>) {
        let id: u32 = self.xml.number(tag, "id").unwrap_or(0);
        self.scan.next_id = self.scan.next_id.max(id.saturating_add(1));
    }

    fn inside(&self, what: impl Fn(&Node) -> bool) -> bool {
        self.stack.iter().any(what)
    }

    fn paragraph(&self) -> Option<usize> {
        self.stack.iter().rev().find_map(|n| if let Node::Paragraph(p) = n { Some(*p) } else { None })
    }

    fn run(&self) -> Option<usize> {
        self.stack.iter().rev().find_map(|n| if let Node::Run(r) = n { Some(*r) } else { None })
    }

    fn open_paragraph(&mut self, tag: &Tag<'x>) -> Node {
        if self.scan.paragraphs.is_empty() {
            self.scan.prefix = tag.prefix().to_owned();
        }
        let boxed = self.inside(|n| *n == Node::Box);
        let anchor = self.stack.iter().find_map(|n| if let Node::Paragraph(p) = n { Some(*p) } else { None });
        let (tag, end) = (self.xml.range(), self.xml.range().end);
        let anchor = anchor.filter(|_| boxed);
        self.scan.paragraphs.push(Paragraph { tag, start: end, end, anchor, has_runs: false });
        Node::Paragraph(self.scan.paragraphs.len() - 1)
    }

    fn open_run(&mut self) -> Node {
        let (tag, end, paragraph) = (self.xml.range(), self.xml.range().end, self.paragraph());
        let revised = self.inside(|n| *n == Node::Revision);
        if let Some(p) = paragraph {
            self.scan.paragraphs[p].has_runs = true;
        }
        self.scan.runs.push(Run { tag, props: end..end, close: end..end, paragraph, revised });
        Node::Run(self.scan.runs.len() - 1)
    }

    fn open_text(&mut self, tag: &Tag<'x>) -> Node {
        let Some(run) = self.run() else { return Node::Other };
        let direct = self.stack.last() == Some(&Node::Run(run));
        let (range, preserves) = (self.xml.range(), self.xml.preserves(tag));
        let content = range.end..range.end;
        self.scan.texts.push(Text { tag: range.clone(), content, end: range.end, preserves, run, direct });
        Node::Text(self.scan.texts.len() - 1)
    }

    fn note(&mut self, tag: &Tag<'x>) -> Node {
        let end = tag.local() == b"endnoteReference";
        if let (Some(id), Some(run)) = (self.xml.word(tag, "id"), self.run()) {
            self.scan.notes.entry((end, id.into_owned())).or_insert(run);
        }
        Node::Other
    }

    fn end(&mut self) {
        let range = self.xml.range();
        match self.stack.pop() {
            // An empty element ends before its tag does, so that it is known as one.
            Some(Node::Paragraph(p)) => {
                self.scan.paragraphs[p].end = if range.is_empty() { range.end - 1 } else { range.start };
                if self.last == Some(p) {
                    self.section = self.scan.paragraphs.len();
                }
            }
            Some(Node::ParagraphProps(p)) => self.scan.paragraphs[p].start = range.end,
            Some(Node::Run(r)) => self.scan.runs[r].close = range,
            Some(Node::RunProps(r)) => self.scan.runs[r].props.end = range.end,
            Some(Node::Text(t)) => {
                let text = &mut self.scan.texts[t];
                (text.content.end, text.end) = (range.start.max(text.content.start), range.end);
            }
            Some(Node::Formula(f)) => self.scan.formulas[f].0.end = range.end,
            _ => {}
        }
    }
}
