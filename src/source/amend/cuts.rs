//! Marks at cuts become patches: a run is closed before the marks and opened again behind them, with the same
//! attributes and properties.

use super::Patch;
use super::anchor::{Cut, Fragment, Kind, Part};
use std::collections::BTreeMap;
use std::ops::Range;

/// What stands first at one cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    DeletionEnd,
    Insertion,
    CommentEnd,
    CommentStart,
    DeletionStart,
}

pub(super) struct Cuts<'a> {
    part: &'a Part<'a>,
    marks: BTreeMap<Cut, Vec<(Rank, String)>>,
    deleted: Vec<Fragment>,
}

impl<'a> Cuts<'a> {
    pub fn new(part: &'a Part<'a>) -> Self {
        Self { part, marks: BTreeMap::new(), deleted: Vec::new() }
    }

    pub fn mark(&mut self, cut: Cut, rank: Rank, words: String) {
        self.marks.entry(cut).or_default().push((rank, words));
    }

    pub fn delete(&mut self, fragment: Fragment) {
        self.deleted.push(fragment);
    }

    /// What opens the run again.
    pub fn open(&self, run: usize) -> String {
        let run = &self.part.scan.runs[run];
        format!("{}{}", &self.part.text[run.tag.clone()], &self.part.text[run.props.clone()])
    }

    /// A run like another one with other words.
    pub fn run_like(&self, text: usize, words: &str) -> String {
        let run = self.part.scan.texts[text].run;
        let name = self.text_name(text, false);
        format!("{}<{name} xml:space=\"preserve\">{words}</{name}>{}", self.open(run), self.close(run))
    }

    fn close(&self, run: usize) -> String {
        format!("</{}>", self.name(&self.part.scan.runs[run].tag))
    }

    fn name(&self, tag: &Range<usize>) -> &'a str {
        let inside = &self.part.text[tag.start + 1..tag.end - 1];
        inside.split(|c: char| c.is_ascii_whitespace() || c == '/').next().unwrap_or(inside)
    }

    fn text_name(&self, text: usize, deleted: bool) -> String {
        let name = self.name(&self.part.scan.texts[text].tag);
        if deleted { format!("{}delText", &name[..name.len() - 1]) } else { name.to_owned() }
    }

    fn is_deleted(&self, text: usize, stretch: &Range<usize>) -> bool {
        let covers = |f: &Fragment| f.text == text && f.from <= stretch.start && stretch.end <= f.to;
        self.deleted.iter().any(covers)
    }

    /// All patches, in order.
    pub fn patches(mut self) -> Vec<Patch> {
        let mut patches = Vec::new();
        let mut split: BTreeMap<usize, Vec<usize>> =
            self.deleted.iter().map(|f| (f.text, Vec::new())).collect();
        for (cut, mut marks) in std::mem::take(&mut self.marks) {
            marks.sort_by_key(|m| m.0);
            let words: String = marks.into_iter().map(|m| m.1).collect();
            match cut.kind {
                Kind::Between => patches.push(Patch::insert(cut.at, words)),
                Kind::InRun(run) => {
                    let words = format!("{}{words}{}", self.close(run), self.open(run));
                    patches.push(Patch::insert(cut.at, words));
                }
                Kind::InText(text) => {
                    split.entry(text).or_default().push(cut.at);
                    patches.push(Patch::insert(cut.at, words));
                }
            }
        }
        for (text, cuts) in split {
            self.split(text, &cuts, &mut patches);
        }
        patches.sort_by_key(|p| p.at);
        patches
    }

    /// Closes and opens the text at each cut, by the name that each stretch needs.
    fn split(&self, index: usize, cuts: &[usize], patches: &mut Vec<Patch>) {
        let text = &self.part.scan.texts[index];
        let ends = cuts.iter().copied().chain([text.content.end]);
        let starts = [text.content.start].into_iter().chain(cuts.iter().copied());
        let stretches: Vec<Range<usize>> = starts.zip(ends).map(|(start, end)| start..end).collect();
        for pair in stretches.windows(2) {
            let (before, behind) = (self.is_deleted(index, &pair[0]), self.is_deleted(index, &pair[1]));
            let last = pair[1].end == text.content.end;
            let blanks = if !last || text.preserves || self.part.text[pair[1].clone()].starts_with(blank) {
                " xml:space=\"preserve\""
            } else {
                ""
            };
            let close = format!("</{}>{}", self.text_name(index, before), self.close(text.run));
            let open = format!("{}<{}{blanks}>", self.open(text.run), self.text_name(index, behind));
            let at = pair[1].start;
            if let Some(patch) = patches.iter_mut().find(|p| p.at == at) {
                patch.insert = format!("{close}{}{open}", patch.insert);
            }
        }
        self.edges(index, &stretches, patches);
    }

    /// The tags that the text had before.
    fn edges(&self, index: usize, stretches: &[Range<usize>], patches: &mut Vec<Patch>) {
        let text = &self.part.scan.texts[index];
        let letter = |open: usize| open + self.text_name(index, false).len() - 1;
        let rename = |at: usize| Patch { at, remove: 1, insert: "delText".into() };
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { return };
        if self.is_deleted(index, first) {
            patches.push(rename(letter(text.tag.start + 1)));
        }
        let bare = !text.preserves && stretches.len() > 1;
        if bare && self.part.text[first.clone()].ends_with(blank) {
            patches.push(Patch::insert(text.tag.end - 1, " xml:space=\"preserve\""));
        }
        if self.is_deleted(index, last) {
            patches.push(rename(letter(text.content.end + 2)));
        }
    }
}

fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}
