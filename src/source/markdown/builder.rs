//! Collects what a reader of rendered Markdown sees: blocks over visible stretches; the rest is gaps.

use super::{span, stars};
use crate::document::{Block, BlockKind, Cell, Story, Table};
use crate::span::Span;
use std::ops::Range;

pub(super) struct Builder<'s> {
    text: &'s str,
    /// Stretches that are seen, in order.
    visible: Vec<Span>,
    blocks: Vec<Block>,
    open: Option<Open>,
    /// A list item has begun and its first block has not: its printed number.
    item: Option<Option<String>>,
    table: Option<Grid>,
    story: Story,
    /// Depth of images and metadata.
    hidden: u32,
    /// A line end inside the paragraph, not yet known to be seen.
    newline: Option<usize>,
    /// Runs of `*` in the open block or cell that Markdown takes as text.
    stars: Vec<Span>,
    /// Those of them that were meant as marks.
    marks: Vec<Span>,
}

/// A block before its end is known.
struct Open {
    kind: BlockKind,
    level: Option<u8>,
    label: Option<String>,
    span: Option<Span>,
}

/// A table being read.
#[derive(Default)]
struct Grid {
    table: Table,
    col: u32,
    /// Where the open cell begins.
    start: u32,
    lines: Vec<Span>,
    /// The next text begins a line of the cell.
    fresh: bool,
    /// Where the last cell ended.
    end: usize,
}

impl<'s> Builder<'s> {
    pub fn new(text: &'s str) -> Self {
        Self {
            text,
            visible: Vec::new(),
            blocks: Vec::new(),
            open: None,
            item: None,
            table: None,
            story: Story::Body,
            hidden: 0,
            newline: None,
            stars: Vec::new(),
            marks: Vec::new(),
        }
    }

    pub fn slice(&self, range: &Range<usize>) -> &'s str {
        self.text.get(range.start..range.end.min(self.text.len())).unwrap_or("")
    }

    /// Begins a paragraph or heading, closing what was open.
    pub fn open(&mut self, level: Option<u8>) {
        self.close();
        let (kind, label) = match self.item.take() {
            Some(label) => (BlockKind::ListItem, label),
            None => (BlockKind::Paragraph, None),
        };
        self.open = Some(Open { kind, level, label, span: None });
    }

    /// Begins a list item; an ordered one shows its number, though Markdown's marker is markup.
    pub fn item(&mut self, range: &Range<usize>) {
        self.close();
        let source = self.slice(range).trim_start();
        let digits = source.len() - source.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let marked = digits > 0 && source[digits..].starts_with(['.', ')']);
        self.item = Some(marked.then(|| source[..=digits].to_owned()));
    }

    /// Ends the open block; one without text leaves no trace.
    pub fn close(&mut self) {
        self.newline = None;
        self.pair_stars();
        let Some(open) = self.open.take() else { return };
        if let Some(span) = open.span {
            let span = stars::without(span, &self.marks);
            let Open { kind, level, label, .. } = open;
            self.blocks.push(Block { span, kind, story: self.story, level, label });
        }
    }

    pub fn story(&mut self, story: Story) {
        self.close();
        self.story = story;
    }

    pub fn hide(&mut self, on: bool) {
        self.hidden = if on { self.hidden + 1 } else { self.hidden.saturating_sub(1) };
    }

    /// A line end that the rendered text shows as a blank, or not at all between Chinese characters.
    pub fn soft_break(&mut self, range: Range<usize>) {
        let next = self.slice(&(range.end..usize::MAX)).trim_start_matches([' ', '\t', '>']);
        let line = |text: &str| is_barred(text.lines().next().unwrap_or(""));
        let row = || {
            let before = self.slice(&(0..range.start));
            line(next) || is_barred(before.rsplit('\n').next().unwrap_or(""))
        };
        if self.table.is_none() && (starts_numbered(next) || row()) {
            self.line_break();
        } else {
            self.newline = self.slice(&range).find(['\n', '\r']).map(|i| range.start + i);
        }
    }

    /// A line end that is seen: the next line is a block of its own, without the number of the first.
    pub fn line_break(&mut self) {
        if let Some(grid) = &mut self.table {
            grid.fresh = true;
        } else if let Some(open) = &self.open {
            let (kind, level) = (open.kind.clone(), open.level);
            self.close();
            self.open = Some(Open { kind, level, label: None, span: None });
        }
    }

    /// A stretch that is seen, in the open block or cell.
    pub fn show(&mut self, range: Range<usize>) {
        if self.hidden > 0 || range.is_empty() {
            return;
        }
        if self.open.is_none() && self.table.is_none() {
            self.open(None);
        }
        self.show_newline(&range);
        let span = span(&range);
        match &mut self.table {
            Some(grid) => grid.show(span),
            None => self.extend(span),
        }
        match self.visible.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => self.visible.push(span),
        }
    }

    /// A `*` that Markdown takes as text.
    pub fn star(&mut self, range: Range<usize>) {
        let new = span(&range);
        match self.stars.last_mut() {
            Some(last) if last.end == new.start => last.end = new.end,
            _ => self.stars.push(new),
        }
        self.show(range);
    }

    fn pair_stars(&mut self) {
        self.marks.extend(stars::marks(self.text, &self.stars));
        self.stars.clear();
    }

    /// Keeps "12" and "34" on two lines apart.
    fn show_newline(&mut self, next: &Range<usize>) {
        let Some(at) = self.newline.take() else { return };
        let last = self.visible.last().map_or("", |s| s.of(self.text));
        let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let ends = self.visible.last().is_some_and(|s| s.end as usize <= at);
        if ends && edge(last.chars().next_back()) && edge(self.slice(next).chars().next()) {
            self.visible.push(Span::new(at, at + 1));
        }
    }

    fn extend(&mut self, span: Span) {
        if let Some(open) = &mut self.open {
            open.span = Some(open.span.map_or(span, |s| s.hull(span)));
        }
    }

    pub fn table(&mut self) {
        self.close();
        self.item = None;
        self.table = Some(Grid::default());
    }

    pub fn row(&mut self) {
        if let Some(grid) = &mut self.table {
            grid.table.rows += 1;
            grid.col = 0;
        }
    }

    pub fn cell(&mut self, start: usize) {
        if let Some(grid) = &mut self.table {
            let last = grid.table.cells.last().map_or(0, |c| c.span.end);
            (grid.start, grid.fresh) = (last.max(start as u32), true);
        }
    }

    pub fn end_cell(&mut self, end: usize) {
        self.pair_stars();
        if let Some(grid) = &mut self.table {
            grid.end_cell(self.text, &self.marks);
            grid.end = end;
        }
    }

    /// Cells behind those that the head has: Markdown drops them, who typed them meant them.
    pub fn end_row(&mut self, end: usize) {
        let Some(mut at) = self.table.as_ref().map(|g| g.end).filter(|from| *from < end) else { return };
        let rest = self.text[at..end].trim_end();
        if !rest.contains(char::is_alphanumeric) {
            return;
        }
        for (k, cell) in rest.strip_suffix('|').unwrap_or(rest).split('|').enumerate() {
            if k > 0 {
                let bare = cell.trim_matches(|c: char| c == '*' || c.is_whitespace());
                let start = at + cell.find(bare).unwrap_or(0);
                self.cell(at);
                self.show(start..start + bare.len());
                self.end_cell(at + cell.len());
            }
            at += cell.len() + 1;
        }
    }

    pub fn end_table(&mut self) {
        let Some(Grid { mut table, .. }) = self.table.take() else { return };
        let (Some(first), Some(last)) = (table.cells.first(), table.cells.last()) else { return };
        let span = first.span.hull(last.span);
        table.native = true;
        let kind = BlockKind::Table(table);
        self.blocks.push(Block { span, kind, story: self.story, level: None, label: None });
    }

    /// The blocks, and the gaps between what is seen.
    pub fn finish(mut self) -> (Vec<Block>, Vec<Span>) {
        self.close();
        let mut at = 0;
        let mut gaps = Vec::new();
        let end = Span::new(self.text.len(), self.text.len());
        for span in stars::subtract(&self.visible, &self.marks).into_iter().chain([end]) {
            if at < span.start {
                gaps.push(Span { start: at, end: span.start });
            }
            at = span.end;
        }
        (self.blocks, gaps)
    }
}

impl Grid {
    fn show(&mut self, span: Span) {
        match self.lines.last_mut() {
            Some(line) if !self.fresh => *line = line.hull(span),
            _ => self.lines.push(span),
        }
        self.fresh = false;
    }

    fn end_cell(&mut self, text: &str, marks: &[Span]) {
        let lines = self.lines.drain(..).map(|s| trim(stars::without(s, marks), text));
        let paragraphs: Vec<Span> = lines.filter(|s| !s.is_empty()).collect();
        let empty = Span { start: self.start, end: self.start };
        let whole = paragraphs.iter().copied().reduce(Span::hull);
        let (row, col) = (self.table.rows.saturating_sub(1), self.col);
        let span = whole.unwrap_or(empty);
        self.table.cells.push(Cell { row, col, rowspan: 1, colspan: 1, span, paragraphs });
        self.col += 1;
        self.table.cols = self.table.cols.max(self.col);
    }
}

fn trim(span: Span, text: &str) -> Span {
    let s = span.of(text);
    let start = span.start as usize + s.len() - s.trim_start().len();
    Span::new(start, start + s.trim().len())
}

/// "一、", "（二）": a new point, though the line before does not end its paragraph. Chinese authors write a
/// point a line and no blank lines.
fn starts_numbered(line: &str) -> bool {
    let body = line.strip_prefix(['（', '(']).unwrap_or(line);
    let rest = body.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let marks: &[char] = if body.len() < line.len() { &['）', ')'] } else { &['、'] };
    rest.len() < body.len() && rest.starts_with(marks)
}

/// A row of a table that lost the line under its heads: no table for Markdown, and no running text.
fn is_barred(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') || line.ends_with('|') || line.matches('|').count() > 1
}
