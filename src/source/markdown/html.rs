//! Blocks of HTML inside Markdown: tags and comments are not seen, the text between them is.

use super::builder::Builder;
use std::ops::Range;

/// Where the last line of the block left off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    #[default]
    Text,
    Comment,
    /// Inside `<…>`; whether text before and after the tag belongs to one paragraph.
    Tag {
        inline: bool,
    },
}

const INLINE: &[&str] = &["a", "b", "del", "em", "font", "i", "s", "span", "strong", "sub", "sup", "u"];

/// Reads one line of a block of HTML.
pub(super) fn read(state: &mut State, out: &mut Builder<'_>, range: Range<usize>) {
    let mut at = range.start;
    while at < range.end {
        let rest = out.slice(&(at..range.end));
        at += match *state {
            State::Text => text(state, out, rest, at),
            State::Comment => until(state, rest, "-->"),
            State::Tag { inline } => {
                if !inline {
                    out.close();
                }
                until(state, rest, ">")
            }
        };
    }
    out.close();
}

/// Shows the text up to the next tag; gives the bytes read.
fn text(state: &mut State, out: &mut Builder<'_>, rest: &str, at: usize) -> usize {
    let end = rest.find('<').unwrap_or(rest.len());
    if end > 0 {
        show(out, rest[..end].trim_end_matches(['\n', '\r']), at);
        return end;
    }
    let tag = &rest[1..];
    if tag.starts_with("!--") {
        *state = State::Comment;
    } else if tag.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)) {
        *state = State::Tag { inline: INLINE.contains(&name(tag)) };
    } else {
        out.show(at..at + 1);
    }
    1
}

/// Shows text but not its entities, whose digits are no figures.
fn show(out: &mut Builder<'_>, text: &str, at: usize) {
    if text.trim().is_empty() {
        return;
    }
    let mut from = 0;
    while let Some(amp) = text[from..].find('&').map(|i| from + i) {
        let name = text[amp + 1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        let end = name.map_or(text.len(), |n| amp + 1 + n);
        let entity = text[end..].starts_with(';') && end - amp < 12;
        out.show(at + from..at + if entity { amp } else { end });
        from = if entity { end + 1 } else { end };
    }
    out.show(at + from..at + text.len());
}

fn until(state: &mut State, rest: &str, end: &str) -> usize {
    match rest.find(end) {
        Some(i) => {
            *state = State::Text;
            i + end.len()
        }
        None => rest.len(),
    }
}

fn name(tag: &str) -> &str {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or(tag)
}

/// `<br>` in all its forms.
pub(super) fn is_break(tag: &str) -> bool {
    tag.strip_prefix('<').is_some_and(|t| name(t).eq_ignore_ascii_case("br"))
}
