//! Automatic numbers: what Word shows before a paragraph though the text does not hold it.
//!
//! A paragraph names a `num`; that names an `abstractNum` with nine levels. The counters belong to the
//! abstract one, so two nums of one list count on; a num may restart a level, once. A damaged part is no
//! reason to refuse a report: the labels are then missing, with a notice.

use super::super::Error;
use super::numeral;
use super::styles::{Style, Styles};
use super::xml::{Event, Ns, Tag, Xml};
use memchr::memmem;
use std::collections::{HashMap, HashSet};

const LEVELS: usize = 9;

#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    text: String,
    /// 0: never; n: after level n or one above it.
    restart: Option<u32>,
    /// All numbers of the label in digits.
    legal: bool,
    style: Option<String>,
}

type Levels = [Option<Level>; LEVELS];

#[derive(Debug, Default)]
struct Abstract {
    levels: Levels,
    /// The list style that holds the levels instead.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct Num {
    list: u32,
    levels: Levels,
    starts: [Option<u32>; LEVELS],
}

/// What a numbered paragraph shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    Number(String),
}

#[derive(Debug, Default)]
pub(super) struct Numbering {
    lists: HashMap<u32, Abstract>,
    nums: HashMap<u32, Num>,
    /// By abstract list.
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    started: HashSet<u32>,
}

/// Where the reader of the part is.
#[derive(Default)]
struct Open {
    list: Option<(u32, Abstract)>,
    num: Option<(u32, Num)>,
    level: usize,
}

impl Numbering {
    /// # Errors
    /// When the part is damaged.
    pub fn read(part: &str, text: &str) -> Result<Self, Error> {
        let mut xml = Xml::new(part, text);
        let mut numbering = Self::default();
        let mut open = Open::default();
        // What a level looks like is most of the part; only a revision puts properties into properties.
        let jumps = memmem::find(text.as_bytes(), b"PrChange").is_none();
        loop {
            match xml.next()? {
                Event::Start(tag) if jumps && matches!(tag.local(), b"pPr" | b"rPr") => xml.jump()?,
                Event::Start(tag) if tag.ns == Ns::Word => numbering.start(&mut xml, &tag, &mut open),
                Event::Eof => break,
                _ => {}
            }
        }
        numbering.close(&mut open);
        Ok(numbering)
    }

    /// The list styles that hold the levels of lists.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.lists.values().filter_map(|a| a.link.as_deref())
    }

    fn start(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, open: &mut Open) {
        let id = |name| xml.number::<u32>(tag, name);
        match tag.local() {
            b"abstractNum" => {
                self.close(open);
                open.list = id("abstractNumId").map(|i| (i, Abstract::default()));
            }
            b"num" => {
                self.close(open);
                open.num = id("numId").map(|i| (i, Num::default()));
            }
            b"lvlOverride" | b"lvl" => open.level = id("ilvl").map_or(LEVELS, |l| l as usize),
            _ => {}
        }
        open.property(xml, tag);
    }

    fn close(&mut self, open: &mut Open) {
        self.lists.extend(open.list.take());
        self.nums.extend(open.num.take());
    }

    /// Counts a paragraph; none when it shows no number.
    pub fn next(&mut self, styles: &Styles, num: u32, level: u8) -> Option<Mark> {
        let at = usize::from(level).min(LEVELS - 1);
        let list = self.list_of(styles, num)?;
        self.level(num, list, at)?;
        let counters = self.count(num, list, at);
        let level = self.level(num, list, at)?;
        if level.format == "bullet" {
            return Some(Mark::Bullet);
        }
        let label = self.label(num, list, level, &counters);
        (!label.is_empty()).then_some(Mark::Number(label))
    }

    /// The level that a style is linked to.
    pub fn level_of(&self, styles: &Styles, num: u32, style: &Style) -> Option<u8> {
        let list = self.list_of(styles, num)?;
        let defined_in = style.num_style.and_then(|s| styles.get(s));
        [Some(style), defined_in].into_iter().flatten().find_map(|s| {
            let linked = |l: &usize| {
                self.level(num, list, *l).is_some_and(|v| v.style.as_deref().is_some_and(|id| id == s.id()))
            };
            (0..LEVELS).find(linked).map(|l| l as u8)
        })
    }

    /// The abstract list that counts for a num, through a list style where there is one.
    fn list_of(&self, styles: &Styles, num: u32) -> Option<u32> {
        let mut list = self.nums.get(&num)?.list;
        for _ in 0..4 {
            let Some(link) = self.lists.get(&list).and_then(|a| a.link.as_ref()) else { break };
            let Some(next) = styles.find(link).and_then(|s| self.nums.get(&s.num?)) else { break };
            list = next.list;
        }
        Some(list)
    }

    fn level(&self, num: u32, list: u32, at: usize) -> Option<&Level> {
        let own = self.nums.get(&num).and_then(|n| n.levels[at].as_ref());
        own.or_else(|| self.lists.get(&list)?.levels[at].as_ref())
    }

    /// Where a level begins to count under a num.
    fn first(&self, num: u32, list: u32, at: usize) -> u32 {
        let given = self.nums.get(&num).and_then(|n| n.starts[at]);
        given.or_else(|| self.level(num, list, at)?.start).unwrap_or(1)
    }

    fn count(&mut self, num: u32, list: u32, at: usize) -> [Option<u32>; LEVELS] {
        let mut counters = self.counters.get(&list).copied().unwrap_or_default();
        if self.started.insert(num)
            && let Some(n) = self.nums.get(&num)
        {
            for (counter, _) in counters.iter_mut().zip(&n.starts).filter(|(_, start)| start.is_some()) {
                *counter = None;
            }
        }
        let first = self.first(num, list, at);
        counters[at] = Some(counters[at].map_or(first, |c| c.saturating_add(1)));
        for (deeper, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = self.level(num, list, deeper).and_then(|l| l.restart);
            if restart.is_none_or(|r| at < r as usize) {
                *counter = None;
            }
        }
        self.counters.insert(list, counters);
        counters
    }

    /// `第%1章` with the counters filled in.
    fn label(&self, num: u32, list: u32, level: &Level, counters: &[Option<u32>; LEVELS]) -> String {
        let mut label = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            let at = chars.peek().and_then(|d| d.to_digit(10)).filter(|d| c == '%' && *d > 0);
            let Some(at) = at.map(|d| d as usize - 1) else {
                label.push(c);
                continue;
            };
            chars.next();
            let value = counters[at].unwrap_or_else(|| self.first(num, list, at));
            let format = self.level(num, list, at).map_or("decimal", |l| l.format.as_str());
            label.push_str(&numeral::format(if level.legal { "decimal" } else { format }, value));
        }
        label.trim().to_owned()
    }
}

impl Open {
    fn property(&mut self, xml: &Xml<'_>, tag: &Tag<'_>) {
        let value = || xml.word(tag, "val").map(|v| v.into_owned());
        match (tag.local(), &mut self.num, &mut self.list) {
            (b"abstractNumId", Some((_, num)), _) => num.list = xml.number(tag, "val").unwrap_or(u32::MAX),
            (b"startOverride", Some((_, num)), _) if self.level < LEVELS => {
                num.starts[self.level] = xml.number(tag, "val");
            }
            (b"numStyleLink", _, Some((_, list))) => list.link = value(),
            (b"pPr" | b"rPr", ..) => {}
            (_, Some((_, num)), _) => level(&mut num.levels, self.level, xml, tag),
            (_, None, Some((_, list))) => level(&mut list.levels, self.level, xml, tag),
            _ => {}
        }
    }
}

/// Takes up a property of a level.
fn level(levels: &mut Levels, at: usize, xml: &Xml<'_>, tag: &Tag<'_>) {
    let Some(slot) = levels.get_mut(at) else { return };
    let value = || xml.word(tag, "val").unwrap_or_default().into_owned();
    if tag.local() == b"lvl" {
        *slot = Some(Level { format: "decimal".into(), ..Level::default() });
    }
    let Some(level) = slot else { return };
    match tag.local() {
        b"start" => level.start = xml.number(tag, "val"),
        b"numFmt" => level.format = value(),
        b"lvlText" => level.text = value(),
        b"lvlRestart" => level.restart = xml.number(tag, "val"),
        b"isLgl" => level.legal = xml.flag(tag),
        b"pStyle" => level.style = Some(value()),
        _ => {}
    }
}

#[cfg(test)]
#[path = "number_tests.rs"]
mod tests;
