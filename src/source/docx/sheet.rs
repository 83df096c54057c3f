//! The part with the styles, read as far as the text asks for them: the definitions of a template weigh ten times
//! a report.

use super::super::Error;
use super::styles::Styles;
use memchr::memmem;
use std::collections::HashSet;

/// How often a text is gone through for the styles that stories ask for and those that they are based on, before
/// all of it is taken up.
const PASSES: u32 = 8;

/// Bytes of a text that is sooner taken up than searched.
const SHORT: usize = 4 << 10;

#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub styles: Styles,
    part: String,
    text: String,
    whole: bool,
    /// Ids that have been asked for.
    wanted: HashSet<String>,
    passes: u32,
}

impl Sheet {
    /// Puts more of the part, or all of it, in the place of what is there.
    pub fn put(&mut self, part: &str, text: String, whole: bool) {
        *self = Self {
            part: part.to_owned(),
            text,
            whole,
            wanted: std::mem::take(&mut self.wanted),
            ..Self::default()
        };
    }

    /// Takes up the styles that are asked for; tells whether all of them are here.
    ///
    /// # Errors
    /// When the part is damaged.
    pub fn serve(&mut self, asked: &[&str]) -> Result<bool, Error> {
        if self.styles.suffice(asked) {
            return Ok(true);
        }
        let unknown = |id: &&&str| !self.wanted.contains(**id);
        let mut news: Vec<String> = asked.iter().filter(unknown).map(|id| (*id).to_owned()).collect();
        let passes = if self.text.len() < SHORT { 1 } else { PASSES };
        while self.passes < passes && (self.passes == 0 || !news.is_empty()) {
            self.wanted.extend(news);
            self.passes += 1;
            let wanted = (self.passes < passes).then_some(&self.wanted);
            self.styles = Styles::fill(&self.part, &self.text, self.whole, wanted)?;
            let unknown = |id: &&str| !self.wanted.contains(*id) && self.styles.find(id).is_none();
            news = self.styles.bases().filter(unknown).map(str::to_owned).collect();
        }
        Ok(self.styles.suffice(asked))
    }
}

/// The styles that the text of a part names for paragraphs and runs, whatever its prefix, once each; what is escaped
/// is none that is found.
pub(super) fn named(xml: &str) -> Vec<&str> {
    let mut ids = HashSet::new();
    for tag in ["pStyle", "rStyle"] {
        let mut last = "";
        for at in memmem::find_iter(xml.as_bytes(), tag) {
            let id = xml[at..].split(['"', '\'']).nth(1).unwrap_or("");
            if std::mem::replace(&mut last, id) != id {
                ids.insert(id);
            }
        }
    }
    ids.into_iter().collect()
}
