//! One pass over a story (body, notes, header, footer): events in, text and blocks out.
//!
//! The stack of open elements is a vector, never the call stack. Elements that hold no text of the report
//! (properties, deletions, former versions) are passed over whole.

use super::super::Error;
use super::context::{Context, Env};
use super::fields::Kind;
use super::math::{self, Brackets};
use super::piece::{From, Piece};
use super::xml::{Event, Memo, Ns, Source, Tag, Xml};
use super::{props, symbol};
use crate::document::Story;
use crate::span::Span;
use std::ops::Range;

/// An open element, as far as it matters at its end or to its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Other,
    Paragraph,
    Run,
    Text {
        preserve: bool,
    },
    Formula,
    Instruction,
    Table,
    Row,
    Cell,
    TextBox,
    /// Where its text begins, and its number.
    Note {
        start: u32,
        number: Option<u32>,
    },
    /// `mc:AlternateContent`: whether a branch has given text.
    Alternate {
        taken: bool,
    },
    /// A branch, and how much had been written before it.
    Choice {
        written: u64,
    },
    Brackets,
    /// A base with sub- and superscripts.
    Script,
}

/// What to do after a start tag.
enum Next {
    Enter(Node),
    /// The element has been read to its end.
    Done,
}

/// Properties that were read before.
#[derive(Default)]
struct Memos<'x> {
    paragraph: Memo<'x, props::Paragraph>,
    run: Memo<'x, props::Run>,
    cell: Memo<'x, props::Cell>,
}

struct Walker<'x, 'd> {
    xml: Xml<'x>,
    memos: Memos<'x>,
    base: u64,
    env: Env<'d>,
    stack: Vec<Node>,
    context: Context,
    /// Contexts that wait for the end of a text box.
    suspended: Vec<Context>,
    brackets: Vec<Brackets>,
    /// In `w:t`: whether text has been written, and blanks that wait for more of it.
    started: bool,
    blanks: Option<Range<usize>>,
}

/// Reads a story into a piece of the document.
///
/// # Errors
/// When the part is damaged or its content is beyond all measure.
pub(super) fn walk(story: Story, part: &str, source: &Source<'_>, env: Env<'_>) -> Result<Piece, Error> {
    let mut walker = Walker {
        xml: Xml::new(part, &source.text),
        memos: Memos::default(),
        base: source.base,
        env,
        stack: Vec::new(),
        context: Context::new(story),
        suspended: Vec::new(),
        brackets: Vec::new(),
        started: false,
        blanks: None,
    };
    walker.run()?;
    walker.context.finish(&mut walker.env)?;
    Ok(walker.context.piece)
}

impl<'x> Walker<'x, '_> {
    fn run(&mut self) -> Result<(), Error> {
        loop {
            match self.xml.next()? {
                Event::Start(tag) => {
                    if let Next::Enter(node) = self.start(&tag)? {
                        self.stack.push(node);
                    }
                }
                Event::End => self.end()?,
                Event::Text(raw) => self.text(raw)?,
                Event::Cdata(raw) => self.opaque(&raw.replace(['\n', '\r', '\t'], " "))?,
                Event::Char(c) => {
                    let shown = if c.is_control() { ' ' } else { c };
                    self.opaque(shown.encode_utf8(&mut [0; 4]))?;
                }
                Event::Eof => return Ok(()),
            }
        }
    }

    fn parent(&self) -> Node {
        self.stack.last().copied().unwrap_or(Node::Other)
    }

    /// The bytes of the event that has just been read.
    fn from(&self, verbatim: bool) -> Option<From> {
        self.bytes(self.xml.range(), verbatim)
    }

    fn bytes(&self, range: Range<usize>, verbatim: bool) -> Option<From> {
        let at = |offset: usize| self.base + offset as u64;
        Some(From { bytes: at(range.start)..at(range.end), verbatim })
    }

    fn put(&mut self, text: &str, from: Option<From>) -> Result<(), Error> {
        self.context.put(text, from, &mut self.env)
    }

    fn start(&mut self, tag: &Tag<'x>) -> Result<Next, Error> {
        match tag.ns {
            Ns::Word => self.word(tag),
            Ns::Math => self.math(tag),
            Ns::Compat => self.compat(tag),
            Ns::Sheet | Ns::Relation | Ns::Office | Ns::Other => Ok(Next::Enter(Node::Other)),
        }
    }

    fn word(&mut self, tag: &Tag<'x>) -> Result<Next, Error> {
        match tag.local() {
            b"p" => return self.paragraph(),
            b"r" => {
                self.context.start_run();
                return Ok(Next::Enter(Node::Run));
            }
            b"t" => {
                (self.started, self.blanks) = (false, None);
                return Ok(Next::Enter(Node::Text { preserve: self.xml.preserves(tag) }));
            }
            b"instrText" => return Ok(Next::Enter(Node::Instruction)),
            b"pPr" | b"rPr" | b"trPr" | b"tcPr" => return self.properties(tag),
            b"tbl" | b"tr" | b"tc" => return self.table(tag),
            b"txbxContent" => {
                let inner = Context::new(Story::TextBox);
                self.suspended.push(std::mem::replace(&mut self.context, inner));
                return Ok(Next::Enter(Node::TextBox));
            }
            b"footnote" | b"endnote" => return self.note(tag),
            b"footnoteReference" | b"endnoteReference" => self.reference(tag),
            b"fldChar" | b"fldSimple" => return self.field(tag),
            b"ins" | b"moveTo" => self.env.tally.insertions += 1,
            b"del" | b"moveFrom" => {
                self.env.tally.deletions += 1;
                return self.skip();
            }
            b"altChunk" => self.env.tally.chunks += 1,
            b"sdtPr" | b"sdtEndPr" | b"tblPr" | b"tblPrEx" | b"tblGrid" | b"sectPr" | b"rt" | b"rubyPr" => {
                return self.skip();
            }
            _ => self.sign(tag)?,
        }
        Ok(Next::Enter(Node::Other))
    }

    /// Elements that stand for a character.
    fn sign(&mut self, tag: &Tag<'x>) -> Result<(), Error> {
        let from = self.from(false);
        match tag.local() {
            b"tab" | b"ptab" => self.put(if self.context.in_cell() { " " } else { "\t" }, from),
            b"br" | b"cr" => self.context.line_break(from, &mut self.env),
            b"noBreakHyphen" => self.put("-", from),
            b"sym" => {
                let get = |name| self.xml.word(tag, name).unwrap_or_default();
                let shown = symbol::shown(&get("font"), &get("char"));
                self.put(shown.encode_utf8(&mut [0; 4]), from)
            }
            _ => Ok(()),
        }
    }

    fn skip(&mut self) -> Result<Next, Error> {
        self.xml.skip()?;
        Ok(Next::Done)
    }

    fn paragraph(&mut self) -> Result<Next, Error> {
        if !self.enter_cell()? {
            return Ok(Next::Done);
        }
        self.context.start_paragraph(&mut self.env)?;
        Ok(Next::Enter(Node::Paragraph))
    }

    /// False when the open cell only goes on with another one: it has then been read to its end.
    fn enter_cell(&mut self) -> Result<bool, Error> {
        let Some(grid) = &mut self.context.grid else { return Ok(true) };
        if grid.enter_cell(&mut self.context.piece) {
            return Ok(true);
        }
        let depth = grid.cell_depth;
        let hidden = self.xml.skip_to(depth - 1)?;
        self.env.tally.hidden += usize::from(hidden);
        self.stack.truncate(depth - 1);
        grid.end_cell(&mut self.context.piece);
        Ok(false)
    }

    fn properties(&mut self, tag: &Tag<'x>) -> Result<Next, Error> {
        match (tag.local(), self.parent()) {
            (b"pPr", Node::Paragraph) => {
                let props = self.xml.recall(&mut self.memos.paragraph, props::paragraph)?;
                self.context.paragraph_props(props, &self.env);
            }
            (b"rPr", Node::Run) => {
                let props = self.xml.recall(&mut self.memos.run, props::run)?;
                self.context.run_props(&props, &self.env);
            }
            (b"trPr", Node::Row) => self.row_props()?,
            (b"tcPr", Node::Cell) => {
                let props = self.xml.recall(&mut self.memos.cell, props::cell)?;
                if let Some(grid) = &mut self.context.grid {
                    grid.cell_props(props);
                }
                self.enter_cell()?;
            }
            _ => return self.skip(),
        }
        Ok(Next::Done)
    }

    fn row_props(&mut self) -> Result<(), Error> {
        let props = props::row(&mut self.xml)?;
        let Some(grid) = &mut self.context.grid else { return Ok(()) };
        self.env.tally.insertions += usize::from(props.inserted);
        self.env.tally.deletions += usize::from(props.deleted);
        if props.deleted {
            let depth = grid.row_depth;
            self.xml.skip_to(depth - 1)?;
            self.stack.truncate(depth - 1);
            grid.cancel_row();
        } else {
            grid.row_props(&props);
        }
        Ok(())
    }

    fn table(&mut self, tag: &Tag<'x>) -> Result<Next, Error> {
        if tag.local() == b"tbl" {
            if !self.enter_cell()? {
                return Ok(Next::Done);
            }
            self.context.start_table(&mut self.env)?;
            return Ok(Next::Enter(Node::Table));
        }
        let depth = self.xml.depth();
        let Some(grid) = self.context.grid.as_mut().filter(|g| g.nested == 0) else {
            return Ok(Next::Enter(Node::Other));
        };
        if tag.local() == b"tr" && !grid.in_row() {
            grid.start_row(depth);
            return Ok(Next::Enter(Node::Row));
        }
        if tag.local() == b"tc" && grid.in_row() && !grid.in_cell() {
            grid.start_cell(depth);
            return Ok(Next::Enter(Node::Cell));
        }
        Ok(Next::Enter(Node::Other))
    }

    /// Separators between text and notes are no notes.
    fn note(&mut self, tag: &Tag<'x>) -> Result<Next, Error> {
        let kind = self.xml.word(tag, "type");
        if kind.is_some_and(|k| k != "normal") {
            return self.skip();
        }
        let ids = &self.env.tally.notes[usize::from(tag.local() == b"endnote")];
        let id = self.xml.word(tag, "id");
        let number = id.and_then(|id| ids.iter().position(|i| *i == *id)).map(|n| n as u32 + 1);
        Ok(Next::Enter(Node::Note { start: self.context.piece.at(), number }))
    }

    /// A note with a mark of its own has no number.
    fn reference(&mut self, tag: &Tag<'x>) {
        let own =
            self.xml.word(tag, "customMarkFollows").is_some_and(|m| !matches!(&*m, "0" | "false" | "off"));
        if let (Some(id), false) = (self.xml.word(tag, "id"), own) {
            self.env.tally.notes[usize::from(tag.local() == b"endnoteReference")].push(id.into_owned());
        }
    }

    fn field(&mut self, tag: &Tag<'x>) -> Result<Next, Error> {
        if tag.local() == b"fldSimple" {
            let instruction = self.xml.word(tag, "instr").unwrap_or_default();
            return match Kind::of(&instruction) {
                Kind::Page if self.context.leaves_out_pages() => self.skip(),
                _ => Ok(Next::Enter(Node::Other)),
            };
        }
        match self.xml.word(tag, "fldCharType").as_deref() {
            Some("begin") => self.context.fields.begin(),
            Some("separate") => self.context.fields.separate(),
            Some("end") => self.context.fields.end(),
            _ => {}
        }
        Ok(Next::Enter(Node::Other))
    }

    /// The first branch that is understood and gives text is read, and no other.
    fn compat(&mut self, tag: &Tag<'x>) -> Result<Next, Error> {
        let written = self.env.tally.written;
        match (tag.local(), self.parent()) {
            (b"AlternateContent", _) => Ok(Next::Enter(Node::Alternate { taken: false })),
            (b"Choice", Node::Alternate { taken: false }) if self.xml.understands(tag) => {
                Ok(Next::Enter(Node::Choice { written }))
            }
            (b"Fallback", Node::Alternate { taken: false }) => Ok(Next::Enter(Node::Choice { written })),
            (b"Choice" | b"Fallback", _) => self.skip(),
            _ => Ok(Next::Enter(Node::Other)),
        }
    }

    fn math(&mut self, tag: &Tag<'x>) -> Result<Next, Error> {
        let node = match (tag.local(), self.parent()) {
            (b"t", _) => {
                (self.started, self.blanks) = (false, None);
                Node::Formula
            }
            (b"r", _) => {
                self.context.start_run();
                Node::Run
            }
            (b"d", _) => {
                self.brackets.push(Brackets::default());
                Node::Brackets
            }
            (b"dPr", Node::Brackets) => {
                if let Some(brackets) = self.brackets.last_mut() {
                    brackets.read(&mut self.xml)?;
                }
                return Ok(Next::Done);
            }
            (b"e", Node::Brackets) => {
                if let Some(brackets) = self.brackets.last_mut() {
                    let sign = brackets.before();
                    self.context.put(sign, None, &mut self.env)?;
                }
                Node::Other
            }
            (b"sSup" | b"sSub" | b"sSubSup", _) => Node::Script,
            (local, parent) => {
                let script = parent == Node::Script || !matches!(local, b"sub" | b"sup");
                if let Some(sign) = math::sign(local).filter(|_| script) {
                    self.put(sign, None)?;
                }
                Node::Other
            }
        };
        Ok(Next::Enter(node))
    }

    fn text(&mut self, raw: &str) -> Result<(), Error> {
        match self.parent() {
            Node::Text { preserve } => self.lines(raw, preserve, true),
            Node::Formula => self.lines(raw, true, false),
            Node::Instruction => {
                self.context.fields.instruction(raw);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Text as it stands, but a line end in it is a blank, and at the edges nothing unless blanks are kept:
    /// only a program that indents its XML writes one there.
    fn lines(&mut self, raw: &str, preserve: bool, verbatim: bool) -> Result<(), Error> {
        let base = self.xml.range().start;
        let in_cell = self.context.in_cell();
        let mut at = 0;
        while at < raw.len() {
            let rest = &raw[at..];
            let end = rest.find(|c| matches!(c, '\n' | '\r') || (c == '\t' && in_cell)).unwrap_or(rest.len());
            let blank = rest[end..].len() - rest[end..].trim_start_matches([' ', '\t', '\n', '\r']).len();
            if end > 0 {
                self.flush_blanks(preserve)?;
                let from = self.bytes(base + at..base + at + end, verbatim);
                self.put(&rest[..end], from)?;
                self.started = true;
            }
            if blank > 0 {
                self.blanks = Some(base + at + end..base + at + end + blank);
            }
            at += end + blank;
        }
        Ok(())
    }

    fn flush_blanks(&mut self, always: bool) -> Result<(), Error> {
        match self.blanks.take() {
            Some(range) if always || self.started => self.put(" ", self.bytes(range, false)),
            _ => Ok(()),
        }
    }

    /// An entity or CDATA: its bytes are not its text.
    fn opaque(&mut self, text: &str) -> Result<(), Error> {
        match self.parent() {
            Node::Text { preserve } => {
                self.flush_blanks(preserve)?;
                self.started = true;
                self.put(text, self.from(false))
            }
            Node::Formula => self.put(text, self.from(false)),
            Node::Instruction => {
                self.context.fields.instruction(text);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self) -> Result<(), Error> {
        let Some(node) = self.stack.pop() else { return Ok(()) };
        match node {
            Node::Text { preserve: true } => self.flush_blanks(true),
            Node::Paragraph => self.context.end_paragraph(&mut self.env),
            Node::Table => self.context.end_table(&mut self.env),
            Node::Row => {
                if let Some(grid) = &mut self.context.grid {
                    grid.end_row(&mut self.context.piece);
                }
                Ok(())
            }
            Node::Cell => self.end_cell(),
            Node::Note { start, number } => {
                self.context.close_paragraph(&mut self.env)?;
                let piece = &mut self.context.piece;
                let end = piece.at();
                piece.notes.extend(number.filter(|_| end > start).map(|n| (Span { start, end }, n)));
                Ok(())
            }
            Node::TextBox => self.end_text_box(),
            Node::Choice { written } => {
                let gave = self.env.tally.written > written;
                if let Some(Node::Alternate { taken }) = self.stack.last_mut() {
                    *taken |= gave;
                }
                Ok(())
            }
            Node::Brackets => match self.brackets.pop() {
                Some(brackets) => self.put(brackets.end(), None),
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    fn end_cell(&mut self) -> Result<(), Error> {
        self.context.close_paragraph(&mut self.env)?;
        if let Some(grid) = &mut self.context.grid {
            grid.end_cell(&mut self.context.piece);
        }
        Ok(())
    }

    fn end_text_box(&mut self) -> Result<(), Error> {
        self.context.finish(&mut self.env)?;
        if let Some(outer) = self.suspended.pop() {
            let inner = std::mem::replace(&mut self.context, outer);
            self.context.take_box(inner);
        }
        Ok(())
    }
}
