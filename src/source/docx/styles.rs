//! Styles: what a paragraph or run inherits — outline level, automatic numbering, hidden text, table of
//! contents. Chains are resolved once, without recursion; a style that is based on itself ends its chain.

use super::super::Error;
use super::xml::{Event, Ns, Tag, Xml};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// What a style says, its ancestors included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    id: String,
    name: String,
    based_on: Option<String>,
    is_paragraph: bool,
    /// From 0; 9 is body text.
    outline: Option<u8>,
    pub num: Option<u32>,
    pub ilvl: Option<u8>,
    /// The style whose numbering this one inherits: levels are linked to it.
    pub num_style: Option<usize>,
    pub vanish: Option<bool>,
    /// An entry of a table of contents.
    pub toc: bool,
}

impl Style {
    /// Heading level from 1.
    pub fn level(&self) -> Option<u8> {
        self.outline.filter(|o| *o < 9).map(|o| o + 1)
    }

    pub fn id(&self) -> &str {
        &self.id
    }
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: Vec<Style>,
    by_id: HashMap<String, usize>,
    default: Option<usize>,
    /// Hidden text in the document's defaults.
    pub vanish: bool,
}

impl Styles {
    /// Takes up what stands in a part, or in its head when it is not `whole`: the default style, and those that are
    /// wanted. The end of a head is no damage, and a style that it cuts is not here.
    ///
    /// # Errors
    /// When the part is damaged.
    pub(super) fn fill(part: &str, text: &str, whole: bool, wanted: Wanted<'_>) -> Result<Self, Error> {
        let mut styles = Self::default();
        match styles.take_up(&mut Xml::new(part, text), wanted) {
            Ok(last) if whole => styles.push(last),
            Err(e) if whole => return Err(e),
            Ok(_) | Err(_) => {}
        }
        styles.inherit();
        Ok(styles)
    }

    /// Gives the style that is open at the end.
    fn take_up(&mut self, xml: &mut Xml<'_>, wanted: Wanted<'_>) -> Result<Option<Style>, Error> {
        let mut open: Option<Style> = None;
        loop {
            match xml.next()? {
                Event::Start(tag) if tag.ns == Ns::Word => self.start(xml, &tag, wanted, &mut open)?,
                Event::Eof => return Ok(open),
                _ => {}
            }
        }
    }

    /// Whether the default style is here, and all of these, with those that they are based on.
    pub fn suffice(&self, asked: &[&str]) -> bool {
        let default = self.default.and_then(|d| self.get(d));
        default.is_some_and(|s| self.has(&s.id)) && asked.iter().all(|id| self.has(id))
    }

    /// The styles that others are based on.
    pub fn bases(&self) -> impl Iterator<Item = &str> {
        self.styles.iter().filter_map(|s| s.based_on.as_deref())
    }

    /// Whether a style of a story numbers its paragraphs.
    pub fn number(&self, asked: &[&str]) -> bool {
        let default = self.default.and_then(|d| self.get(d));
        default.into_iter().chain(asked.iter().filter_map(|id| self.find(id))).any(|s| s.num.is_some())
    }

    /// Whether a style is here with all that it is based on.
    fn has(&self, id: &str) -> bool {
        let mut at = Some(id);
        // A style that is based on itself ends nowhere.
        for _ in 0..self.styles.len() {
            let Some(id) = at else { return true };
            let Some(style) = self.find(id) else { return false };
            at = style.based_on.as_deref();
        }
        at.is_none()
    }

    fn start(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        wanted: Wanted<'_>,
        open: &mut Option<Style>,
    ) -> Result<(), Error> {
        match tag.local() {
            b"style" => {
                self.push(open.take());
                *open = self.style(xml, tag, wanted);
                if open.is_none() {
                    xml.jump()?;
                }
            }
            b"latentStyles" | b"tblStylePr" | b"tblPr" => xml.jump()?,
            local if local.ends_with(b"Change") => {
                xml.skip()?;
            }
            b"vanish" if open.is_none() => self.vanish = xml.flag(tag),
            _ => {
                if let Some(style) = open {
                    style.property(xml, tag);
                }
            }
        }
        Ok(())
    }

    /// A style that begins; none for one that is not wanted, and for those of tables, which are most of a template
    /// and say nothing about text.
    fn style(&mut self, xml: &Xml<'_>, tag: &Tag<'_>, wanted: Wanted<'_>) -> Option<Style> {
        let kind = xml.word(tag, "type");
        if kind.as_deref() == Some("table") {
            return None;
        }
        let is_paragraph = kind.as_deref().is_none_or(|t| t == "paragraph");
        let id = xml.word(tag, "styleId").unwrap_or_default();
        if is_paragraph && xml.word(tag, "default").is_some_and(|d| matches!(&*d, "1" | "true" | "on")) {
            self.default.get_or_insert(self.styles.len());
        } else if wanted.is_some_and(|w| !w.contains(&*id)) {
            return None;
        }
        Some(Style { id: id.into_owned(), is_paragraph, ..Style::default() })
    }

    fn push(&mut self, style: Option<Style>) {
        let Some(mut style) = style else { return };
        let name = if style.name.is_empty() { &style.id } else { &style.name };
        (style.toc, style.outline) = (is_toc(name), style.outline.or_else(|| heading(name)));
        self.by_id.entry(style.id.clone()).or_insert(self.styles.len());
        self.styles.push(style);
    }

    /// Resolves all chains: from each style up to one that is resolved, then down again.
    fn inherit(&mut self) {
        let mut done = vec![false; self.styles.len()];
        let mut chain = Vec::new();
        for i in 0..self.styles.len() {
            let mut at = Some(i);
            while let Some(s) = at.filter(|s| !done[*s]) {
                done[s] = true;
                chain.push(s);
                at = self.styles[s].based_on.as_ref().and_then(|b| self.by_id.get(b).copied());
            }
            while let Some(s) = chain.pop() {
                let parent = self.styles[s].based_on.as_ref().and_then(|b| self.by_id.get(b));
                let parent = parent.filter(|p| **p != s).map(|p| self.styles[*p].clone());
                self.styles[s].inherit(parent.as_ref(), s);
            }
        }
    }

    pub fn find(&self, id: &str) -> Option<&Style> {
        self.by_id.get(id).map(|i| &self.styles[*i])
    }

    pub fn get(&self, index: usize) -> Option<&Style> {
        self.styles.get(index)
    }

    /// The style of a paragraph; a style that is not defined still tells by its id.
    pub fn paragraph(&self, id: Option<&str>) -> Cow<'_, Style> {
        let found = match id {
            Some(id) => self.find(id).filter(|s| s.is_paragraph),
            None => self.default.and_then(|d| self.styles.get(d)),
        };
        found.map(Cow::Borrowed).unwrap_or_else(|| {
            let id = id.unwrap_or("").to_owned();
            Cow::Owned(Style { toc: is_toc(&id), outline: heading(&id), id, ..Style::default() })
        })
    }
}

impl Style {
    fn property(&mut self, xml: &Xml<'_>, tag: &Tag<'_>) {
        match tag.local() {
            b"name" => self.name = xml.word(tag, "val").unwrap_or_default().to_lowercase(),
            b"basedOn" => self.based_on = xml.word(tag, "val").map(|v| v.into_owned()),
            b"outlineLvl" => self.outline = xml.number(tag, "val"),
            b"numId" => self.num = xml.number(tag, "val"),
            b"ilvl" => self.ilvl = xml.number(tag, "val"),
            b"vanish" => self.vanish = Some(xml.flag(tag)),
            _ => {}
        }
    }

    fn inherit(&mut self, parent: Option<&Self>, index: usize) {
        if self.num.is_some() {
            self.num_style = Some(index);
        }
        let Some(parent) = parent else { return };
        self.outline = self.outline.or(parent.outline);
        self.vanish = self.vanish.or(parent.vanish);
        self.ilvl = self.ilvl.or(parent.ilvl);
        if self.num.is_none() {
            (self.num, self.num_style) = (parent.num, parent.num_style);
        }
    }
}

/// The ids of the styles that are taken up; none means all of them.
pub(super) type Wanted<'w> = Option<&'w HashSet<String>>;

/// "heading 2", "标题 2", and the ids "Heading2".
fn heading(name: &str) -> Option<u8> {
    numbered(name, &["heading", "标题"]).map(|n| n - 1)
}

/// "toc 1", "目录 1".
fn is_toc(name: &str) -> bool {
    numbered(name, &["toc", "目录"]).is_some()
}

fn numbered(name: &str, words: &[&str]) -> Option<u8> {
    let name = name.to_lowercase();
    let number = words.iter().find_map(|w| name.strip_prefix(w))?.trim().parse().ok()?;
    (1..=9).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(body: &str) -> Styles {
        let w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let body = body.replace('<', "<w:").replace("<w:/", "</w:");
        Styles::fill("styles", &format!("<w:styles xmlns:w='{w}'>{body}</w:styles>"), true, None).unwrap()
    }

    #[test]
    fn properties_come_down_the_chain() {
        let s = styles(
            "<style w:styleId='c'><basedOn w:val='b'/></style>\
             <style w:styleId='a'><name w:val='Heading 2'/><pPr><numPr><numId w:val='7'/></numPr></pPr></style>\
             <style w:styleId='b'><basedOn w:val='a'/><rPr><vanish/></rPr></style>\
             <style w:styleId='x'><name w:val='heading 1'/><pPr><outlineLvl w:val='9'/></pPr></style>\
             <style w:styleId='14'><name w:val='toc 1'/></style>",
        );
        let c = s.paragraph(Some("c"));
        assert_eq!((c.level(), c.num, c.num_style, c.vanish), (Some(2), Some(7), Some(1), Some(true)));
        assert_eq!(s.paragraph(Some("x")).level(), None);
        assert!(s.paragraph(Some("14")).toc && !c.toc);
        assert_eq!(s.paragraph(Some("Heading3")).level(), Some(3));
    }

    #[test]
    fn a_circle_of_styles_ends() {
        let s = styles(
            "<style w:styleId='a'><basedOn w:val='b'/></style>\
             <style w:styleId='b'><basedOn w:val='a'/><pPr><outlineLvl w:val='0'/></pPr></style>\
             <style w:styleId='d'><basedOn w:val='d'/></style>",
        );
        assert_eq!(s.paragraph(Some("a")).level(), Some(1));
        assert_eq!(s.paragraph(Some("d")).level(), None);
    }
}
