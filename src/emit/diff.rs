//! Corrections as a unified diff without context, which `patch` takes for files in UTF-8.

use crate::Audit;
use crate::source::amend::Change;
use std::io::{self, Write};

/// Lines that are changed together, as bytes of the text, and the changes in them.
struct Hunk<'c> {
    start: usize,
    end: usize,
    changes: &'c [Change],
}

/// Writes the diff of a document's text; the changes come in order.
///
/// # Errors
/// When the writer fails.
pub fn diff(out: &mut dyn Write, path: &str, audit: &Audit, changes: &[Change]) -> io::Result<()> {
    let text = &audit.document.text;
    if changes.is_empty() {
        return Ok(());
    }
    writeln!(out, "--- {path}\n+++ {path}")?;
    let (mut old_line, mut new_line, mut at) = (1, 1, 0);
    for hunk in hunks(text, changes) {
        let passed = lines(&text[at..hunk.start]);
        (old_line, new_line) = (old_line + passed, new_line + passed);
        let old = &text[hunk.start..hunk.end];
        let new = corrected(text, &hunk);
        let (before, after) = (lines(old), lines(&new));
        writeln!(out, "@@ -{old_line},{before} +{new_line},{after} @@")?;
        marked(out, '-', old)?;
        marked(out, '+', &new)?;
        (old_line, new_line, at) = (old_line + before, new_line + after, hunk.end);
    }
    Ok(())
}

fn hunks<'c>(text: &str, changes: &'c [Change]) -> Vec<Hunk<'c>> {
    let mut hunks: Vec<Hunk<'c>> = Vec::new();
    let mut first = 0;
    for (i, change) in changes.iter().enumerate() {
        let range = change.span.range();
        let start = text[..range.start].rfind('\n').map_or(0, |n| n + 1);
        let end = line_feed(text, range.end);
        match hunks.last_mut().filter(|h| start < h.end) {
            Some(hunk) => (hunk.end, hunk.changes) = (end.max(hunk.end), &changes[first..=i]),
            None => {
                first = i;
                hunks.push(Hunk { start, end, changes: &changes[i..=i] });
            }
        }
    }
    hunks
}

/// Behind the line feed of the line: `patch` knows no other line ends.
fn line_feed(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |n| at + n + 1)
}

fn corrected(text: &str, hunk: &Hunk<'_>) -> String {
    let mut new = String::new();
    let mut at = hunk.start;
    for change in hunk.changes {
        new.push_str(&text[at..change.span.start as usize]);
        new.push_str(&change.text);
        at = change.span.end as usize;
    }
    new + &text[at..hunk.end]
}

fn lines(text: &str) -> usize {
    text.split_inclusive('\n').count()
}

fn marked(out: &mut dyn Write, mark: char, text: &str) -> io::Result<()> {
    for line in text.split_inclusive('\n') {
        write!(out, "{mark}{line}")?;
        if !line.ends_with('\n') {
            writeln!(out, "\n\\ No newline at end of file")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn lines_that_change_and_no_others() {
        let text = "甲1\n乙2丙3\n丁\n戊4";
        let document = crate::document::Document { text: text.into(), ..Default::default() };
        let audit = crate::judge(document, &crate::scheme::Scheme::default());
        let change = |from: &str, to: &str| {
            let at = text.find(from).unwrap();
            Change { span: Span::new(at, at + from.len()), text: to.into() }
        };
        let mut out = Vec::new();
        diff(&mut out, "a.txt", &audit, &[change("2", "20"), change("3", ""), change("4", "5")]).unwrap();
        let expected = "--- a.txt\n+++ a.txt\n@@ -2,1 +2,1 @@\n-乙2丙3\n+乙20丙\n@@ -4,1 +4,1 @@\n-戊4\n\
                        \\ No newline at end of file\n+戊5\n\\ No newline at end of file\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
