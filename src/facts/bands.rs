//! The grades that a report itself prints with their scores: 90分（含）以上为优，80分（含）至90分为良；优（90-100分）.
//!
//! Reads sentences and cells of a table. Must not judge. The one surprise: 80-89 leaves a gap before 90, and the gap
//! is kept as one.

use crate::figure::{Figure, Kind};
use crate::layout::Flow;
use crate::num::{Qualifier, Rat, sub};
use crate::scheme::{Band, Scheme};
use crate::span::Span;
use std::ops::Range;

/// A band of the report's own, and how wide the gap to the next ones is.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    pub band: Band,
    /// 80-89, 90-100: scores between 89 and 90 lie in no band.
    pub gap: Option<Rat>,
    /// It holds its upper end: the highest band, or one with a gap above.
    pub closed: bool,
    pub span: Span,
}

/// Grade words beside those of the profile.
pub(super) const WORDS: &[&str] = &[
    "优秀",
    "优",
    "良好",
    "良",
    "较好",
    "中等",
    "中",
    "一般",
    "合格",
    "达标",
    "基本合格",
    "较差",
    "差",
    "不合格",
    "未达标",
    "不达标",
    "A",
    "B",
    "C",
    "D",
];
/// Longest way between a grade and its scores, in characters.
const NEAR: usize = 8;

/// The scores of a grade as far as they are printed.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Limits {
    low: Option<Rat>,
    high: Option<Rat>,
}

struct Item {
    at: Range<u32>,
    limits: Limits,
}

pub(super) fn read(flow: &Flow, figures: &[Figure], scheme: &Scheme) -> Vec<Stated> {
    let reader = Reader { flow, figures, words: words(scheme) };
    let total = scheme.profile.total.unwrap_or(Rat::from_integer(100));
    let mut found: Vec<Stated> = Vec::new();
    for list in reader.lists() {
        let Some(bands) = ordered(list, total) else { continue };
        let same = |a: &Stated, b: &Stated| (a.band.low, a.band.high) == (b.band.low, b.band.high);
        if found.is_empty() {
            found = bands;
        } else if found.len() != bands.len() || !found.iter().zip(&bands).all(|(a, b)| same(a, b)) {
            // Two schemes in one report: nobody can tell which one grades the total.
            return Vec::new();
        }
    }
    found
}

/// Grade words, the longest first.
fn words(scheme: &Scheme) -> Vec<&str> {
    let named = scheme.profile.bands.iter().flat_map(|b| b.names.iter().map(String::as_str));
    let mut all: Vec<&str> = WORDS.iter().copied().chain(named).collect();
    all.sort_by_key(|w| (std::cmp::Reverse(w.len()), *w));
    all.dedup();
    all
}

struct Reader<'a> {
    flow: &'a Flow,
    figures: &'a [Figure],
    words: Vec<&'a str>,
}

type Named = (String, Limits, Range<u32>);

impl<'a> Reader<'a> {
    /// Lists of at least two grades with their scores: of a paragraph, or of a table.
    fn lists(&self) -> Vec<Vec<(Named, Span)>> {
        let mut lists: Vec<Vec<Named>> = Vec::new();
        let mut i = 0;
        while i < self.figures.len() {
            let para = self.figures[i].para;
            let n = self.figures[i..].iter().take_while(|f| f.para == para).count();
            if self.flow.paras[para as usize].cell.is_none() {
                lists.push(self.sentence(para, &self.figures[i..i + n]));
            }
            i += n;
        }
        lists.extend((0..self.flow.tables.len()).map(|t| self.table(t as u32)));
        let spanned = |l: Vec<Named>| {
            l.into_iter()
                .map(|n| {
                    let span = self.flow.span(&n.2);
                    (n, span)
                })
                .collect::<Vec<_>>()
        };
        lists.into_iter().filter(|l| l.len() >= 2).map(spanned).collect()
    }

    fn sentence(&self, para: u32, figures: &'a [Figure]) -> Vec<Named> {
        let items = self.items(figures);
        let range = self.flow.paras[para as usize].range.clone();
        let mut named: Vec<Named> = Vec::new();
        for (k, item) in items.iter().enumerate() {
            let from = k.checked_sub(1).map_or(range.start, |p| items[p].at.end);
            let to = items.get(k + 1).map_or(range.end, |n| n.at.start);
            let behind = self.behind(self.flow.slice(item.at.end, to));
            let word = behind.or_else(|| self.before(self.flow.slice(from, item.at.start)));
            if let Some(word) = word.filter(|w| named.iter().all(|n| n.0 != *w)) {
                named.push((word.to_owned(), item.limits, item.at.clone()));
            }
        }
        named
    }

    /// Figures that are limits of a band; a lower and an upper one side by side are one.
    fn items(&self, figures: &'a [Figure]) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let scores: Vec<&Figure> =
            figures.iter().filter(|f| matches!(f.kind, Kind::Score | Kind::Number)).collect();
        for (k, f) in scores.iter().enumerate() {
            let to = |k: Option<usize>| k.and_then(|k| scores.get(k)).copied();
            if let Some((limits, at)) = to(k.checked_sub(1)).and_then(|low| self.spanned(low, f)) {
                items.pop_if(|i| i.at.start == at.start);
                items.push(Item { at, limits });
                continue;
            }
            let Some(limits) = self.limits(f) else { continue };
            let near = |i: &Item| self.flow.slice(i.at.end, f.at.start).chars().count() <= NEAR;
            match items.last_mut().filter(|i| near(i)).and_then(|i| Some((joined(i.limits, limits)?, i))) {
                Some((both, last)) => (last.limits, last.at.end) = (both, f.at.end),
                None => items.push(Item { at: f.at.clone(), limits }),
            }
        }
        items
    }

    /// 80分（含）至90分: two figures of one band.
    fn spanned(&self, low: &Figure, high: &Figure) -> Option<(Limits, Range<u32>)> {
        let between = self.flow.slice(low.at.end, high.at.start);
        let bare: String = between.chars().filter(|c| !"（）()含不分 ".contains(*c)).collect();
        let joined = matches!(bare.as_str(), "至" | "到" | "-" | "－" | "—" | "～" | "~");
        let (a, b) = (low.quantity?.value, high.quantity?.value);
        let limits = Limits { low: Some(a.min(b)), high: Some(a.max(b)) };
        (joined && low.base_upper.is_none() && high.base_upper.is_none())
            .then_some((limits, low.at.start..high.at.end))
    }

    fn limits(&self, f: &Figure) -> Option<Limits> {
        let q = f.quantity?;
        if let Some(high) = f.base_upper {
            let (low, high) = (q.value.min(high), q.value.max(high));
            return Some(Limits { low: Some(low), high: Some(high) });
        }
        let rest = self.flow.slice(f.at.end, self.flow.text.len().min(f.at.end as usize + 12) as u32);
        let sign = rest.trim_start().chars().next();
        let (low, high) = match q.qualifier {
            Qualifier::AtLeast | Qualifier::Over => (Some(q.value), None),
            Qualifier::AtMost | Qualifier::Under => (None, Some(q.value)),
            _ if matches!(sign, Some('≤' | '<' | '＜' | '≦')) => (Some(q.value), None),
            _ if matches!(sign, Some('≥' | '>' | '＞' | '≧')) => (None, Some(q.value)),
            _ => return None,
        };
        Some(Limits { low, high })
    }

    /// 90分以上 为优.
    fn behind(&self, text: &'a str) -> Option<&'a str> {
        let lead = text.len() - text.trim_start_matches(is_joint).len();
        let lead = lead + loosened(&text[lead..]);
        let tail = text[lead..].trim_start_matches(is_joint);
        let told = text[..text.len() - tail.len()].contains(['为', '是', '：', ':', '属', '定', '评']);
        let near = text.len() - tail.len() <= NEAR * 3;
        self.word(tail).filter(|_| told && near)
    }

    /// 优（90-100分）, 优秀：90分以上.
    fn before(&self, text: &'a str) -> Option<&'a str> {
        let cut = text
            .rfind(['、', '；', '。', '，', ';', ','])
            .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let clause = &text[cut..];
        let starts = clause.char_indices().map(|(i, _)| i);
        let found = starts.filter_map(|i| Some((i, self.word(&clause[i..])?))).next()?;
        let rest = &clause[found.0 + found.1.len()..];
        let lead =
            rest.trim_matches(|c: char| is_joint(c) || "（(）)等级档得分总在评价综合≥>＞≧S".contains(c));
        (lead.is_empty() && !rest.is_empty()).then_some(found.1)
    }

    /// The grade word that a text begins with, when the word ends there.
    fn word(&self, text: &'a str) -> Option<&'a str> {
        let word = self.words.iter().find(|w| text.starts_with(**w))?;
        let next = text[word.len()..].chars().next();
        let ends = next.is_none_or(|c| !('\u{4e00}'..='\u{9fff}').contains(&c) || "等级档得评".contains(c));
        ends.then(|| &text[..word.len()])
    }

    /// A cell that is a grade word, its scores in the cell beside or below it.
    fn table(&self, t: u32) -> Vec<Named> {
        let table = &self.flow.tables[t as usize].table;
        let paras: Vec<(u32, usize)> = (0..self.flow.paras.len())
            .filter_map(|p| self.flow.paras[p].cell.filter(|c| c.0 == t).map(|c| (c.1, p)))
            .collect();
        let of = |cell: usize| paras.iter().find(|p| p.0 as usize == cell).map(|p| p.1);
        let mut named: Vec<Named> = Vec::new();
        for (i, cell) in table.cells.iter().enumerate() {
            let Some(word) = of(i).and_then(|p| self.whole(p)) else { continue };
            let beside = |o: &crate::document::Cell| {
                (o.row == cell.row && o.col == cell.col + cell.colspan.max(1))
                    || (o.col == cell.col && o.row == cell.row + cell.rowspan.max(1))
            };
            let limits =
                (0..table.cells.len()).filter(|&k| beside(&table.cells[k])).find_map(|k| self.cell(of(k)?));
            if let Some((limits, at)) = limits.filter(|_| named.iter().all(|n| n.0 != word)) {
                named.push((word.to_owned(), limits, at));
            }
        }
        named
    }

    /// The grade word that is all of a cell.
    fn whole(&self, para: usize) -> Option<&'a str> {
        let text = self.flow.para_text(para).trim();
        self.word(text).filter(|w| text[w.len()..].trim_matches(['等', '级', '档', ' ']).is_empty())
    }

    fn cell(&self, para: usize) -> Option<(Limits, Range<u32>)> {
        let from = self.figures.partition_point(|f| (f.para as usize) < para);
        let n = self.figures[from..].iter().take_while(|f| f.para as usize == para).count();
        let items = self.items(&self.figures[from..from + n]);
        let [only] = items.as_slice() else { return None };
        Some((only.limits, only.at.clone()))
    }
}

fn joined(a: Limits, b: Limits) -> Option<Limits> {
    match ((a.low, a.high), (b.low, b.high)) {
        ((Some(low), None), (None, Some(high))) | ((None, Some(high)), (Some(low), None)) if low < high => {
            Some(Limits { low: Some(low), high: Some(high) })
        }
        _ => None,
    }
}

/// What may stand between scores and their grade.
fn is_joint(c: char) -> bool {
    "为是的评定属于者：:“”\"「」 \u{3000}，".contains(c)
}

/// The length of 以上 and the like, which the figure leaves outside.
fn loosened(text: &str) -> usize {
    const AFTER: &[&str] = &[
        "（含）以上",
        "(含)以上",
        "及以上",
        "以上",
        "（含）以下",
        "(含)以下",
        "（不含）以下",
        "(不含)以下",
        "以下",
        "（含）",
        "(含)",
        "（不含）",
        "(不含)",
        "（含",
        "的",
        "之间",
    ];
    AFTER.iter().find(|w| text.starts_with(**w)).map_or(0, |w| w.len())
}

/// The bands from the highest down, each with the way it ends; nothing when they overlap or only one has two ends.
fn ordered(list: Vec<(Named, Span)>, total: Rat) -> Option<Vec<Stated>> {
    let zero = Rat::from_integer(0);
    let mut all: Vec<Stated> = Vec::new();
    let mut list: Vec<_> =
        list.into_iter().map(|((name, l, _), span)| (name, l.low.unwrap_or(zero), l.high, span)).collect();
    list.sort_by_key(|l| std::cmp::Reverse((l.1, l.2)));
    for (name, low, high, span) in list {
        let above = all.last().map(|b| b.band.low);
        let high = high.or(above).unwrap_or(total.max(low));
        let gap = above.map(|a| sub(a, high)).unwrap_or(Some(zero))?;
        // 60-80 below 80-90 shares an end; 60-79 leaves a gap; 60-85 overlaps.
        if gap < zero || low >= high {
            return None;
        }
        let closed = above.is_none() || gap > zero;
        let band = Band { names: vec![name], low, high };
        all.push(Stated { band, gap: None, closed, span });
        if gap > zero {
            all.iter_mut().rev().take(2).for_each(|s| s.gap = s.gap.max(Some(gap)));
        }
    }
    let scores =
        all.first().is_some_and(|b| b.band.low >= Rat::from_integer(50) && b.band.high >= b.band.low);
    (all.len() >= 2 && scores).then_some(all)
}
/// 9个项目等次为“优”: the grade of as many, and not of the whole.
pub(super) fn is_of_some(before: &str) -> bool {
    let clause = before.rsplit(['，', '。', '；', '、', '：']).next().unwrap_or("");
    let thing = ["项目", "单位", "个", "家", "项"].iter().find_map(|w| clause.trim_end().strip_suffix(w));
    thing
        .is_some_and(|head| head.trim_end_matches(['个', '家', '项']).ends_with(|c: char| c.is_ascii_digit()))
}
