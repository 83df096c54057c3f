//! A mention: a figure with its place in the sentence and what it is called.

mod joined;

use super::label;
use super::realm::Realm;
use crate::figure::{Figure, Kind, Value as Printed};
use crate::layout::Flow;
use crate::ledger::{Term, Value};
use crate::scheme::Scheme;
pub use joined::Join;
use std::borrow::Cow;
use std::ops::Range;

/// The strongest mark between a mention and the figure before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sep {
    None,
    /// 、
    Item,
    /// ，
    Clause,
    /// ；
    Group,
    /// 。 or the start of a paragraph
    Sentence,
}

/// What a figure says of its thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stand {
    /// How much there is.
    #[default]
    Level,
    /// By how much it changed.
    Change,
    /// How much there was in the period before.
    Previous,
    /// How much there is for each.
    Average,
    /// What a rate right behind it is taken of: 预算100万元的80%.
    Base,
}

#[derive(Clone, Debug)]
pub struct Mention {
    pub term: Term,
    pub kind: Kind,
    /// "元", "%", "个" …
    pub base: String,
    pub para: u32,
    pub section: Option<u32>,
    /// Numbered through the document.
    pub sentence: u32,
    pub clause: u32,
    /// Range in the Flow.
    pub at: Range<u32>,
    pub sep: Sep,
    pub stand: Stand,
    /// Open brackets around it.
    pub depth: u32,
    /// All words since the figure before it, or the start of the paragraph.
    pub gap: String,
    /// The words of its clause before it, as printed.
    pub before: String,
    /// Its name: `before` without fillers; that of the figure before it when nothing stands between.
    pub label: String,
    /// The words after it to the next mark or figure.
    pub after: String,
    /// The words after it to the next figure or the end of its sentence.
    pub rest: String,
    /// Index into the scheme's attributes.
    pub attribute: Option<usize>,
    pub scope: Option<String>,
    /// Fund and level of government that the words and headings before it name last.
    pub realm: Realm,
    /// Only leading words stand before the attribute's name: 我单位全年支出, not 照明支出.
    pub general: bool,
    /// The year that its sentence last named before it.
    pub year: Option<i32>,
    /// Years stand side by side before it (2021年、2022年分别…): which is its own is not told.
    pub several_years: bool,
    /// (table, cell) indexes into the Flow.
    pub cell: Option<(u32, u32)>,
    /// Its sentence speaks of a plan: 下达任务…, 力争….
    pub planned: bool,
    /// A range, or a cell of a table that lost its grid: such a mention enters no relation.
    pub range: bool,
    pub approximate: bool,
    /// Something is malformed in its writing.
    pub malformed: Option<String>,
}

impl Mention {
    /// Money that was planned: 年初预算数为, 预算安排.
    pub fn is_budget(&self) -> bool {
        let name = self.label.trim_end_matches(['为', '数']).trim_end_matches("安排");
        // 使用当年预算 is what was spent of it.
        let spent = self.label.starts_with("使用") || self.label.starts_with("动用");
        !spent && (name.ends_with("预算") || self.label.contains("年初预算"))
    }
}

/// Makes the mentions of a report.
pub(super) fn read(flow: &Flow, figures: &[Figure], scheme: &Scheme) -> Vec<Mention> {
    mentions(flow, figures, scheme)
}

/// The mentions of short paragraphs of a few sentences, read as if each were one sentence.
pub(super) fn joined(flow: &Flow, figures: &[Figure], scheme: &Scheme, join: Join) -> Vec<Mention> {
    let mut reader = Reader::new(flow, figures, scheme, true);
    joined::passages(flow, figures, join).into_iter().for_each(|ids| reader.paragraph(ids));
    reader.mentions
}

fn mentions(flow: &Flow, figures: &[Figure], scheme: &Scheme) -> Vec<Mention> {
    let mut reader = Reader::new(flow, figures, scheme, false);
    let mut i = 0;
    while i < figures.len() {
        let para = figures[i].para;
        let j = i + figures[i..].iter().take_while(|f| f.para == para).count();
        reader.paragraph(i..j);
        i = j;
    }
    reader.mentions
}

/// Bytes of the longest heading that is no paragraph.
const HEADING: usize = 150;

struct Reader<'a> {
    flow: &'a Flow,
    figures: &'a [Figure],
    scheme: &'a Scheme,
    mentions: Vec<Mention>,
    /// A full stop is a comma.
    joined: bool,
    sentence: u32,
    clause: u32,
    /// The paragraph is a sentence in a cell: that is prose.
    sentence_cell: bool,
}

impl<'a> Reader<'a> {
    fn new(flow: &'a Flow, figures: &'a [Figure], scheme: &'a Scheme, joined: bool) -> Self {
        let mentions = Vec::new();
        Reader { flow, figures, scheme, mentions, joined, sentence: 0, clause: 0, sentence_cell: false }
    }

    /// Reads the figures of a paragraph, or of several as if they were one.
    fn paragraph(&mut self, ids: Range<usize>) {
        self.sentence += 1;
        self.clause += 1;
        let para = &self.flow.paras[self.figures[ids.start].para as usize];
        let mut at = para.range.start;
        self.sentence_cell =
            para.cell.is_some() && is_sentence(self.flow.para_text(self.figures[ids.start].para as usize));
        let span = self.flow.span(&para.range);
        let i = self.flow.unread.partition_point(|u| u.end <= span.start);
        let unread = self.flow.unread.get(i).is_some_and(|u| u.overlaps(span));
        let single = self.figures[ids.end - 1].para == self.figures[ids.start].para;
        let flat = single
            && para.cell.is_none()
            && (is_flat(self.flow.para_text(self.figures[ids.start].para as usize), ids.len())
                || is_columns(self.flow, &self.figures[ids.clone()]));
        let (mut depth, mut sep, mut year, mut gap_from) = (0, Sep::Sentence, None, at);
        let ahead = self.is_ahead(para.section);
        let (mut planned, mut several) = (ahead, false);
        let mut realm = self.heading_realm(para.section);
        // The year outside the brackets: one that is named inside them ends with them.
        let mut outer = None;
        for id in ids.clone() {
            let f = &self.figures[id];
            let words = self.flow.slice(at, f.at.start);
            let was = depth;
            depth = depth_after(depth, words);
            match (was, depth) {
                (0, 1..) => outer = year,
                (1.., 0) => year = outer,
                _ => {}
            }
            let mark = strongest(words);
            let mark = if self.joined { mark.min(Sep::Clause) } else { mark };
            sep = sep.max(mark);
            realm = realm.after(words, self.scheme);
            planned = ahead || plans(words) || (planned && mark < Sep::Sentence);
            several &= mark < Sep::Sentence;
            self.sentence += u32::from(mark == Sep::Sentence);
            self.clause += u32::from(mark >= Sep::Clause);
            at = f.at.end;
            if f.kind.is_figure() {
                let next = self.figures[id + 1..ids.end].iter().map(|n| n.at.start).next();
                let mut m = self.mention(id, gap_from, next.unwrap_or(u32::MAX));
                (m.para, m.section) = (self.figures[ids.start].para, para.section);
                m.several_years = several;
                (m.sep, m.depth, m.year, m.planned, m.realm) = (sep, depth, year, planned, realm);
                m.range |= flat || unread;
                self.mentions.push(m);
                (sep, gap_from) = (Sep::None, f.at.end);
            } else if f.kind == Kind::Date {
                let new = self.year(f, words);
                several = new.is_some() && year.is_some() && ["、", "和", "至", "及"].contains(&words.trim());
                year = new.or(year);
            }
        }
    }

    /// A section of what is still to be done.
    fn is_ahead(&self, section: Option<u32>) -> bool {
        const AHEAD: &[&str] =
            &["下一步", "工作安排", "工作计划", "工作打算", "今后", "工作思路", "重点任务", "工作重点"];
        let headings = self.flow.path(section).into_iter().map(|i| self.flow.headings[i as usize].para);
        let mut texts = headings.map(|p| self.flow.para_text(p as usize)).filter(|t| t.len() < HEADING);
        texts.any(|t| AHEAD.iter().any(|w| t.contains(w)))
    }

    /// What the headings above say.
    fn heading_realm(&self, section: Option<u32>) -> Realm {
        let headings = self.flow.path(section).into_iter().map(|i| self.flow.headings[i as usize].para);
        let texts = headings.map(|p| self.flow.para_text(p as usize));
        texts.filter(|t| t.len() < HEADING).fold(Realm::default(), |r, t| r.after(t, self.scheme))
    }

    fn mention(&self, id: usize, from: u32, to: u32) -> Mention {
        let f = &self.figures[id];
        let para = &self.flow.paras[f.para as usize];
        // What stands between two paragraphs is no words of either.
        let own = from >= para.range.start;
        let gap = self.flow.slice(from.max(para.range.start), f.at.start);
        let gap = &*if own { Cow::Borrowed(gap) } else { Cow::Owned(format!("。{gap}")) };
        let to = to.min(para.range.end);
        // A date between two figures ends what came before it.
        // 两项 in 残疾人两项补贴 is part of a name, and so is 三公 in 三公经费.
        let cuts = |p: &&Figure| !(p.chinese && p.kind == Kind::Count) && p.kind != Kind::Slogan;
        let cut = self.figures[..id].iter().rev().take_while(|p| p.para == f.para).find(cuts);
        let cut = cut.map_or(para.range.start, |p| p.at.end);
        let before = label::clause_tail(self.flow.slice(cut, f.at.start));
        let named = label::clean(before);
        // 满意度由2023年的91.8%: called by what stands before the date.
        let named = if matches!(named, "" | "的" | "度" | "度的") && cut > para.range.start {
            self.before_date(id, para.range.start)
        } else {
            named
        };
        let chained = gap.trim().is_empty() && from > para.range.start;
        let label = match self.mentions.last() {
            Some(m) if chained => m.label.clone(),
            _ => named.to_owned(),
        };
        let label = self.carried(&label, gap).unwrap_or(label);
        let rest = self.flow.slice(f.at.end, to);
        // 87.89%的执行率: called by what follows.
        let behind = rest
            .strip_prefix('的')
            .filter(|r| label.is_empty() && f.kind == Kind::Percent && r.contains('率'));
        let label =
            behind.and_then(|r| r.find('率').map(|i| r[..i + '率'.len_utf8()].to_owned())).unwrap_or(label);
        let end = rest.find(['，', '。', '；', '、', '：', ',', ';', '\n', '）', ')']).unwrap_or(rest.len());
        Mention {
            term: term(self.flow, f, id),
            kind: f.kind,
            // 10000万 in a slot for money is 元.
            base: if f.kind == Kind::Amount && f.base_unit.is_empty() {
                "元"
            } else {
                same_unit(&f.base_unit)
            }
            .to_owned(),
            para: f.para,
            section: para.section,
            sentence: self.sentence,
            clause: self.clause,
            at: f.at.clone(),
            sep: Sep::None,
            stand: Stand::Level,
            depth: 0,
            gap: full_width(gap),
            before: full_width(before),
            attribute: label::attribute(&label, self.scheme),
            scope: label::scope(&label, self.scheme),
            realm: Realm::default(),
            general: label::is_general(&label, self.scheme),
            label,
            after: full_width(&rest[..end]),
            rest: full_width(&rest[..rest.find(['。', '\n']).unwrap_or(rest.len())]),
            year: None,
            several_years: false,
            planned: false,
            cell: para.cell.filter(|_| !self.sentence_cell),
            range: f.upper.is_some(),
            approximate: !f.qualifier.is_empty(),
            malformed: f.malformed.clone(),
        }
    }

    /// 满意度由91.8%提高到93.2%: the new value goes by the name of the old one.
    fn carried(&self, label: &str, gap: &str) -> Option<String> {
        const TO: &[&str] = &[
            "提高到",
            "上升到",
            "下降到",
            "降低到",
            "降至",
            "降到",
            "增加到",
            "减少到",
            "提升到",
            "提升至",
            "提高至",
            "上升至",
            "下降至",
            "增至",
            "增长到",
            "降为",
            "减为",
            "增为",
        ];
        let old = self
            .mentions
            .last()
            .filter(|m| TO.contains(&gap.trim()) && m.term.places > 0 || !m.label.is_empty())?;
        let moved = TO.contains(&gap.trim()) && label.chars().count() <= 3;
        let name = old.label.trim_end_matches(['由', '从', '的']);
        (moved && name.chars().count() >= 2).then(|| name.to_owned())
    }

    /// The name before the date that stands right before a figure, without the word that sets it against another.
    fn before_date(&self, id: usize, start: u32) -> &str {
        let Some(date) = self.figures[..id].last().filter(|d| d.kind == Kind::Date) else { return "" };
        let words = label::clean(label::clause_tail(
            self.flow.slice(
                start.max(
                    self.figures[..id - 1]
                        .last()
                        .map_or(start, |p| if p.para == date.para { p.at.end } else { start }),
                ),
                date.at.start,
            ),
        ));
        let words = words.trim_end_matches(['由', '从', '比', '较', '与', '同', '自']);
        if words.chars().count() >= 2 { words } else { "" }
    }

    /// The year of a date, unless it is only compared with (比2022年).
    fn year(&self, f: &Figure, words: &str) -> Option<i32> {
        let compared = ["比", "较", "与", "同"].iter().any(|w| words.trim_end().ends_with(w));
        let digits: String =
            self.flow.slice(f.at.start, f.at.end).chars().filter_map(ascii_digit).take(4).collect();
        let year = digits.parse().ok().filter(|y| (1990..2100).contains(y))?;
        (!compared).then_some(year)
    }
}

/// Copies of pages often have half-width marks: rules look for the full-width ones only.
fn full_width(words: &str) -> String {
    let mark = |c: char| match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        c => c,
    };
    words.chars().map(mark).collect()
}

/// Measure words that count the same things share a unit.
fn same_unit(base: &str) -> &str {
    match base {
        "名" | "位" | "员" | "口人" => "人",
        "家次" => "家",
        other => other,
    }
}

/// The printed figure as a term of a relation.
fn term(flow: &Flow, f: &Figure, id: usize) -> Term {
    let plain = match f.value {
        Printed::Decimal(d) => d.to_string(),
        Printed::Fraction(r) => format!("{}/{}", r.numer(), r.denom()),
    };
    let printed = leading_zeros(flow, f).map_or(plain.clone(), |zeros| format!("{zeros}{plain}"));
    let value = f.quantity.map_or_else(|| Value::Text(printed.clone()), Value::Number);
    Term { span: f.span, figure: Some(id as u32), value, printed, unit: f.unit.clone(), places: f.places }
}

/// The zeros of 01, which the value does not keep.
fn leading_zeros(flow: &Flow, f: &Figure) -> Option<String> {
    let digits: String = flow.slice(f.at.start, f.at.end).chars().filter_map(ascii_digit).collect();
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    (f.malformed.is_some() && zeros > 0 && f.places == 0).then(|| "0".repeat(zeros))
}

fn ascii_digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    ('０'..='９').contains(&c).then(|| char::from(b'0' + (c as u32 - '０' as u32) as u8))
}

/// A row of a table that lost its grid: more figures than words between them.
pub(super) fn is_flat(text: &str, figures: usize) -> bool {
    const MANY: usize = 4;
    let words = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let marks = text.chars().filter(|c| matches!(c, '，' | '。' | '；' | '、' | '：' | ',' | ';')).count();
    // 1271.35÷1352.80×100%=93.98% is a computation, 资产管理（6分）得6分；信息公开（8分）得8分。 a sentence.
    let reckoned = text.contains(['=', '＝']) && text.contains(['÷', '×', '+', '＋', '*', '/', '／']);
    let said = text.trim_end().ends_with('。') && (text.contains("分）") || marks > 1);
    figures >= MANY && words < figures * 3 && marks * 2 < figures && !reckoned && !said
}

/// Cells of a row run together: again and again a bare number right behind another.
fn is_columns(flow: &Flow, figures: &[Figure]) -> bool {
    const TWICE: usize = 2;
    let bare = |f: &Figure| f.unit.is_empty() && f.kind.is_figure();
    let beside = |w: &&[Figure]| {
        let gap = flow.slice(w[0].at.end, w[1].at.start);
        bare(&w[0]) && bare(&w[1]) && !gap.is_empty() && gap.chars().all(|c| c.is_whitespace() || c == '|')
    };
    figures.windows(2).filter(beside).count() >= TWICE
}

/// 目标任务主要有：…, 力争…: what follows is a plan, unless it is said to be fulfilled.
fn plans(words: &str) -> bool {
    const PLANS: &[&str] = &["任务", "目标", "计划", "预期", "力争", "拟"];
    const DONE: &[&str] = &["完成", "超额", "占", "达到", "为", "实现", "超过", "未达", "年度", "落实"];
    let last = words.rsplit(['。', '；']).next().unwrap_or("");
    let plan = |w: &&str| {
        last.match_indices(*w).any(|(at, _)| {
            let done = DONE.iter().any(|d| last[..at].ends_with(d)) || last[at + w.len()..].starts_with("的");
            !done
        })
    };
    PLANS.iter().any(plan)
}

/// Words in clauses, more of them than any name of an indicator has.
fn is_sentence(text: &str) -> bool {
    const LONG: usize = 20;
    let words = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    words >= LONG && text.contains(['，', '。', '；', ',', ';'])
}

fn depth_after(mut depth: u32, words: &str) -> u32 {
    for c in words.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '。' => depth = 0,
            _ => {}
        }
    }
    depth
}

fn strongest(words: &str) -> Sep {
    words
        .chars()
        .map(|c| match c {
            '。' | '！' | '？' | '\n' => Sep::Sentence,
            '；' | ';' => Sep::Group,
            '，' | ',' | '：' | ':' => Sep::Clause,
            '、' => Sep::Item,
            _ => Sep::None,
        })
        .max()
        .unwrap_or(Sep::None)
}
