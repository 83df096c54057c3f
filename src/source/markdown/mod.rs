//! Markdown: the text is the source itself, the blocks are what it renders to, and all that a reader does not
//! see (marks, link targets, comments, table pipes) is a gap, so that `98**.74**分` reads as 98.74分.
//!
//! Surprises: strikethrough is off, because 5~10万元 … 3~5% would lose its tildes and become other figures;
//! and `*` between figures stays a multiplication sign. Tables written in HTML are read cell by cell as
//! paragraphs, without a grid.

mod builder;
mod html;
mod stars;

use super::Error;
use super::decode::Decoded;
use crate::document::{Document, Format, Story};
use crate::span::Span;
use builder::Builder;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Makes a document of decoded Markdown.
///
/// # Errors
/// When there is no text.
pub(super) fn read(decoded: Decoded) -> Result<Document, Error> {
    let Decoded { text, encoding, notices } = decoded;
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader { out: Builder::new(&text), html: html::State::default() };
    for (event, range) in Parser::new_ext(&text, options).into_offset_iter() {
        reader.event(&event, range);
    }
    let (blocks, gaps) = reader.out.finish();
    if blocks.is_empty() {
        return Err(Error::NoText);
    }
    let format = Some(Format::Markdown);
    Ok(Document { format, encoding, text, blocks, gaps, notices, ..Document::default() })
}

struct Reader<'s> {
    out: Builder<'s>,
    html: html::State,
}

impl Reader<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::Text(shown) => self.text(shown, range),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.code(range),
            Event::Html(_) => html::read(&mut self.html, &mut self.out, range),
            Event::InlineHtml(tag) if html::is_break(tag) => self.out.line_break(),
            Event::SoftBreak => self.out.soft_break(range),
            Event::HardBreak => self.out.line_break(),
            Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.out.open(None),
            Tag::Heading { level, .. } => self.out.open(Some(number(*level))),
            Tag::Item => self.out.item(&range),
            Tag::HtmlBlock => {
                self.out.close();
                self.html = html::State::default();
            }
            Tag::List(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_) => self.out.close(),
            Tag::FootnoteDefinition(_) => self.out.story(Story::Footnote),
            Tag::Table(_) => self.out.table(),
            Tag::TableHead | Tag::TableRow => self.out.row(),
            Tag::TableCell => self.out.cell(range.start),
            Tag::Image { .. } | Tag::MetadataBlock(_) => self.out.hide(true),
            Tag::Emphasis if self.is_product(&range) => self.out.show(range.start..range.start + 1),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis if self.is_product(&range) => self.out.show(range.end - 1..range.end),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Image | TagEnd::MetadataBlock(_) => self.out.hide(false),
            TagEnd::FootnoteDefinition => self.out.story(Story::Body),
            TagEnd::TableCell => self.out.end_cell(range.end),
            TagEnd::TableHead | TagEnd::TableRow => self.out.end_row(range.end),
            TagEnd::Table => self.out.end_table(),
            _ => self.out.close(),
        }
    }

    /// Text as it stands in the source, or an entity. A code block comes in pieces of one or more lines.
    fn text(&mut self, shown: &str, range: Range<usize>) {
        let source = self.out.slice(&range);
        if shown != source && source.starts_with('&') {
            if shown == "&" {
                self.out.show(range.start..range.start + 1);
            }
        } else if source.contains('\n') {
            for line in super::text::lines(source, range.start) {
                self.out.show(line.range());
                self.out.close();
            }
        } else if source == "*" && !self.out.slice(&(0..range.start)).ends_with('\\') {
            self.out.star(range);
        } else {
            self.out.show(range);
        }
    }

    /// `code` without its marks.
    fn code(&mut self, range: Range<usize>) {
        let source = self.out.slice(&range);
        let marks = source.len() - source.trim_start_matches('`').len();
        self.out.show(range.start + marks..(range.end - marks).max(range.start + marks));
    }

    /// `98%*0.5*100`: figures on both sides of both signs, so the signs multiply.
    fn is_product(&self, range: &Range<usize>) -> bool {
        let around = |at: usize| {
            let before = self.out.slice(&(0..at)).chars().next_back();
            let after = self.out.slice(&(at + 1..usize::MAX)).chars().next();
            let figure = |c: char| c.is_ascii_digit() || "%％()（）".contains(c);
            before.is_some_and(figure) && after.is_some_and(figure)
        };
        around(range.start) && around(range.end.saturating_sub(1))
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Byte ranges to spans.
fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

#[cfg(test)]
mod tests;
