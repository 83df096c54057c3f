//! Where text goes: the open paragraph, cell or text box. A text box suspends the context that it stands in
//! and is appended after its anchor paragraph, or after the table that holds it.

use super::super::Error;
use super::fields::Fields;
use super::number::{Mark, Numbering};
use super::piece::{From, Piece};
use super::props;
use super::styles::Styles;
use super::table::Grid;
use crate::document::{Block, BlockKind, Story};
use crate::span::Span;

/// What was met and is no text.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub insertions: usize,
    pub deletions: usize,
    /// Runs of hidden text, and cells behind a merged one.
    pub hidden: usize,
    /// Lines of a table of contents.
    pub contents: usize,
    /// Embedded files.
    pub chunks: usize,
    /// Pieces of text written.
    pub written: u64,
    /// Ids of footnotes and of endnotes, in the order that the text refers to them.
    pub notes: [Vec<String>; 2],
}

/// What all stories of a document share, and the part being read.
pub(super) struct Env<'d> {
    pub styles: &'d Styles,
    pub numbering: &'d mut Numbering,
    pub tally: &'d mut Tally,
    /// None when there are too many parts to count.
    pub part: Option<u16>,
}

/// The open paragraph.
#[derive(Debug, Default)]
struct Par {
    start: u32,
    props: props::Paragraph,
    level: Option<u8>,
    /// Hidden unless a run says otherwise.
    hidden: bool,
    /// An entry of a table of contents by its style.
    contents: bool,
    /// Text of a table of contents was left out.
    skipped: bool,
    /// Its mark is deleted: the next paragraph goes on here.
    carried: bool,
}

#[derive(Debug, Default)]
struct Run {
    hidden: bool,
    counted: bool,
}

#[derive(Debug, Default)]
pub(super) struct Context {
    pub piece: Piece,
    pub grid: Option<Grid>,
    pub fields: Fields,
    story: Story,
    par: Option<Par>,
    run: Run,
    boxes: Vec<Piece>,
}

impl Context {
    pub fn new(story: Story) -> Self {
        Self { story, ..Self::default() }
    }

    /// Page numbers of headers and footers are no text.
    pub fn leaves_out_pages(&self) -> bool {
        matches!(self.story, Story::Header | Story::Footer)
    }

    pub fn start_paragraph(&mut self, env: &mut Env<'_>) -> Result<(), Error> {
        if let Some(par) = self.par.as_mut().filter(|p| p.carried) {
            par.carried = false;
        } else {
            self.close_paragraph(env)?;
            self.par = Some(Par { start: self.piece.at(), ..Par::default() });
        }
        self.paragraph_props(props::Paragraph::default(), env);
        Ok(())
    }

    pub fn paragraph_props(&mut self, props: props::Paragraph, env: &Env<'_>) {
        let Some(par) = &mut self.par else { return };
        let style = env.styles.paragraph(props.style.as_deref());
        par.level = match props.outline {
            Some(outline) => (outline < 9).then_some(outline + 1),
            None => style.level(),
        };
        par.hidden = style.vanish.unwrap_or(env.styles.vanish);
        par.contents = style.toc;
        par.props = props;
        if par.level.is_some() && !par.contents {
            self.fields.end_contents();
        }
    }

    pub fn start_run(&mut self) {
        self.run = Run { hidden: self.par.as_ref().is_some_and(|p| p.hidden), counted: false };
    }

    pub fn run_props(&mut self, props: &props::Run, env: &Env<'_>) {
        let style = props.style.as_deref().and_then(|id| env.styles.find(id));
        // A toggle: a hidden style inside a hidden style shows.
        let toggled = style.and_then(|s| s.vanish).unwrap_or(false) != self.run.hidden;
        self.run.hidden = props.vanish.unwrap_or(toggled);
    }

    pub fn in_cell(&self) -> bool {
        self.grid.as_ref().is_some_and(Grid::in_cell)
    }

    /// Whether text is seen here; counts what is not.
    fn shows(&mut self, text: &str, tally: &mut Tally) -> bool {
        if self.fields.in_instruction() || (self.leaves_out_pages() && self.fields.in_page()) {
            return false;
        }
        let astray = self.grid.is_some() && !self.in_cell();
        if !(self.run.hidden || astray) {
            return true;
        }
        if !text.trim().is_empty() && !std::mem::replace(&mut self.run.counted, true) {
            tally.hidden += 1;
        }
        false
    }

    /// Writes text into the open paragraph.
    pub fn put(&mut self, text: &str, from: Option<From>, env: &mut Env<'_>) -> Result<(), Error> {
        if text.is_empty() || !self.shows(text, env.tally) {
            return Ok(());
        }
        if self.par.is_none() {
            self.start_paragraph(env)?;
        }
        let in_contents = self.fields.in_contents();
        let Some(par) = &mut self.par else { return Ok(()) };
        if in_contents || par.contents {
            par.skipped = true;
            return Ok(());
        }
        let cell = self.grid.as_ref().filter(|g| g.in_cell());
        if par.start == self.piece.at() && cell.is_some_and(Grid::has_text) {
            self.piece.push(" ", None, None);
            par.start = self.piece.at();
        }
        env.tally.written += u64::from(!text.trim().is_empty());
        self.piece.push(text, env.part, from);
        Ok(())
    }

    /// A line break: outside tables a block ends, in a cell a paragraph.
    pub fn line_break(&mut self, from: Option<From>, env: &mut Env<'_>) -> Result<(), Error> {
        if !self.in_cell() {
            return self.put("\n", from, env);
        }
        if self.shows("", env.tally)
            && let Some(par) = &mut self.par
        {
            let span = Span { start: par.start, end: self.piece.at() };
            if !span.of(&self.piece.text).trim().is_empty() {
                par.start = span.end;
                self.cell_paragraph(span);
            }
        }
        Ok(())
    }

    fn cell_paragraph(&mut self, span: Span) {
        if let Some(grid) = &mut self.grid {
            grid.paragraph(span);
        }
    }

    /// The end of `w:p`.
    pub fn end_paragraph(&mut self, env: &mut Env<'_>) -> Result<(), Error> {
        match &mut self.par {
            Some(par) if par.props.joined => {
                par.carried = true;
                Ok(())
            }
            _ => self.close_paragraph(env),
        }
    }

    pub fn close_paragraph(&mut self, env: &mut Env<'_>) -> Result<(), Error> {
        let Some(par) = self.par.take() else { return Ok(()) };
        self.fields.end_paragraph();
        let span = Span { start: par.start, end: self.piece.at() };
        if par.skipped && span.is_empty() {
            env.tally.contents += 1;
            return Ok(());
        }
        let blank = span.of(&self.piece.text).trim().is_empty();
        let mark = mark(&par, blank, env);
        if self.grid.is_some() {
            if !blank {
                self.cell_paragraph(span);
                self.piece.grow(1)?;
            }
            return Ok(());
        }
        self.blocks(span, par.level, mark)?;
        self.piece.push("\n", None, None);
        self.flush()
    }

    /// The lines of a paragraph as blocks; the first has the number.
    fn blocks(&mut self, span: Span, level: Option<u8>, mark: Option<Mark>) -> Result<(), Error> {
        let kind = if mark.is_some() && level.is_none() { BlockKind::ListItem } else { BlockKind::Paragraph };
        let mut label = match mark {
            Some(Mark::Number(label)) => Some(label),
            Some(Mark::Bullet) | None => None,
        };
        let mut start = span.start;
        let mut lines = Vec::new();
        for line in span.of(&self.piece.text).split('\n') {
            let end = start + line.len() as u32;
            if !line.trim().is_empty() {
                lines.push(Span { start, end });
            }
            start = end + 1;
        }
        for span in lines {
            let (kind, label, story) = (kind.clone(), label.take(), self.story);
            self.piece.block(Block { span, kind, story, level, label })?;
        }
        Ok(())
    }

    /// Appends the text boxes that waited for the end of their paragraph or table. Inside a text box they
    /// wait for its end, so that none is copied more than once.
    fn flush(&mut self) -> Result<(), Error> {
        if self.story != Story::TextBox && self.grid.is_none() {
            for piece in std::mem::take(&mut self.boxes) {
                self.piece.append(piece)?;
            }
        }
        Ok(())
    }

    pub fn start_table(&mut self, env: &mut Env<'_>) -> Result<(), Error> {
        self.close_paragraph(env)?;
        match &mut self.grid {
            Some(grid) => grid.nested += 1,
            None => self.grid = Some(Grid::new(self.piece.at())),
        }
        Ok(())
    }

    pub fn end_table(&mut self, env: &mut Env<'_>) -> Result<(), Error> {
        self.close_paragraph(env)?;
        if let Some(grid) = self.grid.as_mut().filter(|g| g.nested > 0) {
            grid.nested -= 1;
            return Ok(());
        }
        if let Some((block, cells)) = self.grid.take().and_then(|g| g.finish(&self.piece, self.story)) {
            self.piece.grow(cells)?;
            self.piece.block(block)?;
        }
        self.flush()
    }

    /// A text box inside this context has ended.
    pub fn take_box(&mut self, inner: Self) {
        self.boxes.push(inner.piece);
        self.boxes.extend(inner.boxes);
    }

    /// Closes what is open at the end of a story or text box.
    pub fn finish(&mut self, env: &mut Env<'_>) -> Result<(), Error> {
        self.close_paragraph(env)?;
        self.flush()
    }
}

/// The automatic number of a paragraph. An empty one counts too, unless it only ends a section or is hidden.
fn mark(par: &Par, blank: bool, env: &mut Env<'_>) -> Option<Mark> {
    if blank && (par.props.section || par.props.vanish) {
        return None;
    }
    let style = env.styles.paragraph(par.props.style.as_deref());
    let num = par.props.num.or(style.num).filter(|n| *n > 0)?;
    let inherited = par.props.num.is_none();
    let linked = || env.numbering.level_of(env.styles, num, &style).or(style.ilvl);
    let level = par.props.ilvl.or_else(|| if inherited { linked() } else { None });
    env.numbering.next(env.styles, num, level.unwrap_or(0))
}
