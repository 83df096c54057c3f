//! Tables that lost their grid: cells parted by bars, by blanks, a cell a line, or by nothing at all.
//!
//! Recognised by the words of heads and the shapes of cells. Its one rule: a grid is given only where no other
//! grid would do; everything else is left as text, and said to be unread.

mod bars;
mod glued;
mod lines;
mod solve;
mod stream;
mod token;

use super::heads::{Role, Said, said};
use crate::document::{Block, BlockKind, Document};
use crate::span::Span;

/// A cell of a recovered grid; a wrapped one has several pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub row: u32,
    pub col: u32,
    pub pieces: Vec<Span>,
}

/// A recovered grid over whole blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    /// The last block that it takes up.
    pub last: usize,
    pub cols: u32,
    /// In text order.
    pub cells: Vec<Cell>,
    /// Text of the first block before the heads, and of the last one behind the rows.
    pub before: Option<Span>,
    pub behind: Option<Span>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    Grid(Grid),
    /// Heads of a table down to this block, and rows that no single grid explains.
    Unread(usize),
}

/// Looks for a table that begins with block `i`.
pub(super) fn at(document: &Document, i: usize) -> Found {
    let Some(text) = plain(document, i) else { return Found::Nothing };
    if !is_telling(text) {
        let parted = ['|', '\t'].iter().any(|m| text.matches(*m).count() > 1);
        let grid = if parted { bars::read(document, i) } else { None };
        return grid.filter(|g| covers(document, i, g)).map_or(Found::Nothing, Found::Grid);
    }
    let found = bars::read(document, i).or_else(|| lines::read(document, i)).map(Found::Grid);
    let found = found.or_else(|| stream::read(document, i)).or_else(|| glued::read(document, i));
    match found {
        Some(Found::Grid(grid)) if !covers(document, i, &grid) => Found::Unread(grid.last),
        Some(found) => found,
        None => Found::Nothing,
    }
}

/// A cheap look for words that heads of budgets and scores have.
fn is_telling(text: &str) -> bool {
    const WORDS: &[&str] =
        &["预算", "执行", "分值", "权重", "得分", "指标", "完成", "分数", "任务", "计划", "下达"];
    WORDS.iter().any(|w| text.contains(w))
}

/// The text of a paragraph that is neither numbered nor a heading of its source.
fn plain(document: &Document, i: usize) -> Option<&str> {
    let block = document.blocks.get(i)?;
    is_plain(block).then(|| block.span.of(&document.text))
}

fn is_plain(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph) && block.label.is_none() && block.level.is_none()
}

/// Every letter and digit of the blocks lies in one cell, or before or behind the grid.
fn covers(document: &Document, first: usize, grid: &Grid) -> bool {
    let spans = grid.before.iter().chain(grid.cells.iter().flat_map(|c| &c.pieces)).chain(&grid.behind);
    let mut at = document.blocks[first].span.start;
    for span in spans {
        if span.start < at || holds_words(document, Span { start: at, end: span.start }) {
            return false;
        }
        at = span.end;
    }
    let end = document.blocks[grid.last].span.end;
    at <= end && !holds_words(document, Span { start: at, end })
}

fn holds_words(document: &Document, span: Span) -> bool {
    span.of(&document.text).contains(char::is_alphanumeric)
}

/// The span of `part`, a slice of the document's text.
fn span_of(document: &Document, part: &str) -> Span {
    let start = part.as_ptr() as usize - document.text.as_ptr() as usize;
    Span::new(start, start + part.len())
}

/// The roles of heads; 预算数 is as good as any other money here.
fn role(head: &str) -> Option<Role> {
    said(head).map(|s| match s {
        Said::Role(role) => role,
        Said::Budget => Role::Adjusted,
    })
}

fn is_money(role: Role) -> bool {
    use Role::{Adjusted, Balance, Change, Executed, Initial, Received};
    matches!(role, Initial | Adjusted | Change | Received | Executed | Balance)
}
