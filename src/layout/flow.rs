//! Joins hard-wrapped lines, drops page marks and markup, cuts the text into paragraphs.

use super::flat::{self, Found};
use super::outline::{self, Outliner};
use super::simple;
use super::{Flow, FlowTable, Para, Seg};
use crate::document::{Block, BlockKind, Cell, Document, Format, Table, is_line_end};
use crate::span::Span;

/// Reads the blocks of a document in order.
pub fn read(document: &Document) -> Flow {
    let traditional = simple::is_traditional(&document.text);
    let mut reader =
        Reader { document, traditional, flow: Flow::default(), gap: 0, outliner: Outliner::default() };
    let wrap = wrap_width(document);
    let mut i = 0;
    while i < document.blocks.len() {
        match flat::at(document, i) {
            Found::Grid(grid) => {
                reader.flat(i, &grid);
                i = grid.last + 1;
                continue;
            }
            Found::Unread(last) => reader.unread(i, last),
            Found::Nothing => {}
        }
        let joined = reader.joined(i, wrap);
        match &document.blocks[i].kind {
            BlockKind::Table(t) => reader.table(i, t),
            _ => reader.paragraph(i, joined),
        }
        i = joined.max(i) + 1;
    }
    reader.flow
}

struct Reader<'d> {
    document: &'d Document,
    traditional: bool,
    flow: Flow,
    /// First gap that may still lie ahead.
    gap: usize,
    outliner: Outliner,
}

impl Reader<'_> {
    /// The last block that a hard-wrapped paragraph starting at block `i` runs into.
    fn joined(&self, i: usize, wrap: Option<Wrap>) -> usize {
        let Some(wrap) = wrap else { return i };
        let blocks = &self.document.blocks;
        let mut last = i;
        let mut at = i;
        while at + 1 < blocks.len() && self.plain(last) {
            if self.page_mark(at + 1) {
                at += 1;
                continue;
            }
            if !self.plain(at + 1) || !self.runs_on(last, at + 1, wrap) {
                break;
            }
            at += 1;
            last = at;
        }
        last
    }

    fn plain(&self, i: usize) -> bool {
        let b = &self.document.blocks[i];
        matches!(b.kind, BlockKind::Paragraph) && b.label.is_none() && b.level.is_none()
    }

    fn text(&self, i: usize) -> &str {
        self.document.blocks[i].span.of(&self.document.text)
    }

    fn page_mark(&self, i: usize) -> bool {
        self.plain(i) && is_page_mark(self.text(i))
    }

    /// Whether line `next` continues the sentence of line `i`.
    fn runs_on(&self, i: usize, next: usize, wrap: Wrap) -> bool {
        let (a, b) = (self.text(i).trim_end(), self.text(next));
        let gap =
            Span { start: self.document.blocks[i].span.end, end: self.document.blocks[next].span.start };
        let blank_line = line_ends(gap.of(&self.document.text)) > 1 && next == i + 1;
        wrap.is_full(a) && !blank_line && !wrap.ends_paragraph(a) && !starts_paragraph(b)
    }

    fn paragraph(&mut self, i: usize, last: usize) {
        let document = self.document;
        if i == last && self.page_mark(i) && self.mid_sentence() {
            self.flow.elided.push(document.blocks[i].span);
            return;
        }
        let start = self.flow.text.len() as u32;
        for b in i..=last {
            let span = document.blocks[b].span;
            if b > i && is_page_mark(self.text(b)) {
                self.flow.elided.push(span);
            } else if b > i || b < last {
                self.push(trimmed(span, &document.text, b > i, b < last));
            } else {
                self.push(span);
            }
        }
        self.close(start, i, None, &document.blocks[i]);
    }

    /// A lone page mark only counts between two lines of text.
    fn mid_sentence(&self) -> bool {
        !self.flow.text.is_empty()
    }

    fn table(&mut self, i: usize, table: &Table) {
        let document = self.document;
        let index = self.flow.tables.len() as u32;
        let unit = self.caption_unit(table);
        self.flow.tables.push(FlowTable { block: i as u32, table: table.clone(), unit });
        for (c, cell) in table.cells.iter().enumerate() {
            let whole = [cell.span];
            let paragraphs = if cell.paragraphs.is_empty() { &whole[..] } else { &cell.paragraphs[..] };
            for &p in paragraphs {
                let start = self.flow.text.len() as u32;
                self.push(p);
                self.close(start, i, Some((index, c as u32)), &document.blocks[i]);
            }
        }
    }

    /// A table that lost its grid: its cells are paragraphs like those of any table.
    fn flat(&mut self, i: usize, grid: &flat::Grid) {
        self.lone(i, grid.before);
        let index = self.flow.tables.len() as u32;
        let cells: Vec<Cell> = grid.cells.iter().map(flat_cell).collect();
        let rows = cells.iter().map(|c| c.row + 1).max().unwrap_or(0);
        let table = Table { rows, cols: grid.cols, cells, native: false };
        let unit = self.caption_unit(&table).or_else(|| self.unit_beside());
        for (c, cell) in grid.cells.iter().enumerate() {
            let start = self.flow.text.len() as u32;
            cell.pieces.iter().for_each(|p| self.push(*p));
            let block = cell.pieces.first().and_then(|p| self.document.block_at(p.start)).unwrap_or(i);
            self.close(start, block, Some((index, c as u32)), &self.document.blocks[block]);
        }
        self.flow.tables.push(FlowTable { block: i as u32, table, unit });
        self.lone(grid.last, grid.behind);
    }

    /// A stretch of a block as a paragraph of its own.
    fn lone(&mut self, block: usize, span: Option<Span>) {
        let Some(span) = span else { return };
        let start = self.flow.text.len() as u32;
        self.push(span);
        self.close(start, block, None, &self.document.blocks[block]);
    }

    fn unread(&mut self, first: usize, last: usize) {
        let blocks = &self.document.blocks;
        let span = blocks[first].span.hull(blocks[last].span);
        // A table of which every line looks like the first of one is still one.
        match self.flow.unread.last_mut().filter(|u| span.start <= u.end) {
            Some(before) => before.end = before.end.max(span.end),
            None => self.flow.unread.push(span),
        }
    }

    /// 项目资金（万元） at the end of one of the last lines.
    fn unit_beside(&self) -> Option<String> {
        const LINES: usize = 3;
        let paras = self.flow.paras.iter().rev().take_while(|p| p.cell.is_none()).take(LINES);
        let texts =
            paras.map(|p| self.flow.slice(p.range.start, p.range.end).trim_end_matches([' ', '：', ':']));
        let unit = |text: &str| {
            let body = text.strip_suffix(['）', ')'])?;
            MONEY.iter().find(|u| body.strip_suffix(**u).is_some_and(|b| b.ends_with(['（', '('])))
        };
        texts.into_iter().find_map(unit).map(|u| (*u).to_owned())
    }

    /// 单位：万元 in the short lines above the table or in its first rows.
    fn caption_unit(&self, table: &Table) -> Option<String> {
        const LINES: usize = 3;
        const SHORT: usize = 60;
        const ROWS: u32 = 6;
        let paras = self.flow.paras.iter().rev().take_while(|p| p.cell.is_none());
        let lines = paras.map(|p| self.flow.slice(p.range.start, p.range.end));
        let above = lines.take(LINES).enumerate().take_while(|(n, l)| *n == 0 || l.chars().count() <= SHORT);
        let inside = table.cells.iter().filter(|c| c.row < ROWS).map(|c| c.span.of(&self.document.text));
        above.map(|l| l.1).chain(inside).find_map(unit_of_caption)
    }

    /// Appends a span of the document, leaving out what lies in gaps.
    fn push(&mut self, span: Span) {
        let gaps = &self.document.gaps;
        while self.gap < gaps.len() && gaps[self.gap].end <= span.start {
            self.gap += 1;
        }
        let mut at = span.start;
        let mut g = self.gap;
        while g < gaps.len() && gaps[g].start < span.end {
            self.verbatim(Span { start: at, end: gaps[g].start.max(at) });
            self.flow.elided.push(gaps[g]);
            at = gaps[g].end.max(at);
            g += 1;
        }
        self.verbatim(Span { start: at, end: span.end.max(at) });
    }

    /// The text of a span; a bookmark that a converter wrote out ("[bookmark: …]") is no reader's text.
    fn verbatim(&mut self, span: Span) {
        let text = span.of(&self.document.text);
        let found = text.find("[bookmark:").and_then(|at| Some((at, at + text[at..].find(']')? + 1)));
        let Some((from, to)) = found else { return self.copy(span) };
        let at = |i: usize| span.start + i as u32;
        self.copy(Span { start: span.start, end: at(from) });
        self.flow.elided.push(Span { start: at(from), end: at(to) });
        self.verbatim(Span { start: at(to), end: span.end });
    }

    fn copy(&mut self, span: Span) {
        if !self.traditional {
            return self.stretch(span);
        }
        let text = span.of(&self.document.text);
        let mut from = 0;
        for note in simple::readings(text) {
            self.stretch(Span { start: span.start + from as u32, end: span.start + note.start as u32 });
            from = note.end;
        }
        self.stretch(Span { start: span.start + from as u32, end: span.end });
    }

    fn stretch(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        let flow = self.flow.text.len() as u32;
        self.flow.segs.push(Seg { flow, doc: span.start, len: span.len() as u32 });
        let text = span.of(&self.document.text);
        match self.traditional {
            true => self.flow.text.extend(simple::simple(text)),
            false => self.flow.text.push_str(text),
        }
    }

    fn close(&mut self, start: u32, block: usize, cell: Option<(u32, u32)>, source: &Block) {
        let range = start..self.flow.text.len() as u32;
        self.flow.text.push('\n');
        let para = self.flow.paras.len() as u32;
        let text = self.flow.text.get(range.start as usize..range.end as usize).unwrap_or("");
        // 一、税收收入 | 401 | is a row of a table that lost its grid.
        let heading =
            if cell.is_some() || text.contains('|') { None } else { outline::heading(text, source) };
        let is_heading = heading.is_some();
        let section = match heading {
            Some(h) => Some(self.outliner.enter(&mut self.flow.headings, h, para, range.start)),
            None => self.outliner.current(),
        };
        self.flow.paras.push(Para { range, block: block as u32, cell, section, is_heading });
    }
}

/// How many lines end in a stretch of text; CR with LF is one end.
fn line_ends(text: &str) -> usize {
    text.matches(is_line_end).count() - text.matches("\r\n").count()
}

/// The span without the blanks at an inner line end.
fn trimmed(span: Span, text: &str, head: bool, tail: bool) -> Span {
    let s = span.of(text);
    let from = if head { s.len() - s.trim_start().len() } else { 0 };
    let to = if tail { s.trim_end().len() } else { s.len() };
    Span { start: span.start + from as u32, end: span.start + to.max(from) as u32 }
}

/// 单位：万元, 金额单位:元, （单位：万元）.
fn unit_of_caption(text: &str) -> Option<String> {
    let after = text.split("单位").nth(1)?.trim_start();
    let after = after.strip_prefix(['：', ':'])?.trim_start();
    let unit = after.strip_prefix("人民币").unwrap_or(after);
    MONEY.iter().find(|u| unit.starts_with(**u)).map(|u| (*u).to_owned())
}

const MONEY: [&str; 5] = ["万元", "亿元", "千元", "百万元", "元"];

fn flat_cell(cell: &flat::Cell) -> Cell {
    let hull = cell.pieces.iter().copied().reduce(Span::hull).unwrap_or_default();
    let paragraphs = cell.pieces.clone();
    Cell { row: cell.row, col: cell.col, rowspan: 1, colspan: 1, span: hull, paragraphs }
}

/// Columns, a Chinese character two.
fn width(s: &str) -> usize {
    s.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Where the lines of a hard-wrapped text end.
#[derive(Clone, Copy)]
struct Wrap {
    at: usize,
    /// Columns, or characters.
    of: fn(&str) -> usize,
    /// How much a Chinese character takes.
    wide: usize,
}

impl Wrap {
    /// A mark that must not open a line, or a number that must not be cut, may end it early.
    fn is_full(self, line: &str) -> bool {
        (self.of)(line) + 2 * self.wide >= self.at
    }

    fn ends_paragraph(self, line: &str) -> bool {
        let terminal = line.ends_with(['。', '！', '？', '：', '；', ':']);
        terminal && (self.of)(line) + self.wide < self.at
    }

    /// Most long lines end at the same place, and many of them in mid-sentence: how many, and where.
    fn found(lines: &[&str], of: fn(&str) -> usize, wide: usize) -> Option<(usize, Self)> {
        let mut widths: Vec<usize> = lines.iter().map(|l| of(l)).collect();
        widths.sort_unstable();
        let widest = *widths.last()?;
        let wrap = Self { at: widths[widths.len() * 9 / 10], of, wide };
        let open = |l: &&&str| !l.ends_with(['。', '！', '？', '：', '；', ':']);
        let full = lines.iter().filter(|l| wrap.is_full(l));
        let (all, open) = (full.clone().count(), full.filter(open).count());
        // Short lines of one length are items of a list.
        let least = if wide == 1 { 24 } else { 30 };
        let fits = (least..=65 * wide).contains(&wrap.at) && widest <= wrap.at + 3 * wide;
        (fits && all >= 3 && open * 2 >= all).then_some((all, wrap))
    }
}

fn starts_paragraph(line: &str) -> bool {
    line.trim().is_empty()
        || line.starts_with(['\u{3000}', ' ', '\t', '|'])
        || outline::label_of(line).is_some()
}

/// Where the lines of a hard-wrapped text end, in columns or else in characters, or none when lines are paragraphs. Only
/// plain text is wrapped by hand: Word and Markdown say where a paragraph ends.
fn wrap_width(document: &Document) -> Option<Wrap> {
    if document.format.is_some_and(|f| f != Format::Text) {
        return None;
    }
    let lines: Vec<&str> = document
        .blocks
        .iter()
        .filter(|b| matches!(b.kind, BlockKind::Paragraph) && b.label.is_none())
        .map(|b| b.span.of(&document.text).trim_end())
        .filter(|l| !l.is_empty())
        .collect();
    let found = [Wrap::found(&lines, |l| l.chars().count(), 1), Wrap::found(&lines, width, 2)];
    // The last of equals: columns.
    found.into_iter().flatten().max_by_key(|f| f.0).map(|f| f.1)
}

/// "—5—", "- 12 -", "12", "第 3 页 共 20 页" alone on a line.
fn is_page_mark(line: &str) -> bool {
    let t = line.trim();
    let core = t.trim_matches(|c: char| "—-–－ ·".contains(c));
    let framed = core.len() < t.len() && !core.is_empty() && core.len() <= 4;
    let digits = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit() || c == ' ');
    let paged = core.strip_prefix('第').and_then(|c| c.split_once('页')).is_some_and(|(n, rest)| {
        digits(n) && rest.chars().all(|c| "共页第/, ，".contains(c) || digits(&c.to_string()))
    });
    (framed && digits(core)) || paged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_and_page_marks() {
        assert_eq!(unit_of_caption("（金额单位：万元）").as_deref(), Some("万元"));
        assert_eq!(unit_of_caption("我单位：一般"), None);
        assert!(is_page_mark("— 5 —") && is_page_mark("第 3 页 共 20 页") && is_page_mark("-12-"));
        assert!(!is_page_mark("2023") && !is_page_mark("12万元") && !is_page_mark("--"));
    }
}
