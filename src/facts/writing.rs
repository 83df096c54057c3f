//! Oddities in how numbers, units and dates are written: what a proof-reader would mark.
//!
//! Finds and names them, with what should stand there where that is plain; rules say how bad each is. Must not judge
//! values. The one surprise: words that only look like a slip (元旦 behind 元, 千克 behind 3) are told apart here.

use crate::figure::{Figure, Kind, Value};
use crate::layout::Flow;
use crate::span::Span;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// 7,00.0,77
    Separators,
    /// 12..5
    Points,
    /// 01分
    LeadingZero,
    /// 2022年08月01日
    PaddedDate,
    /// 1O0万元
    Letter,
    /// 2026.4万 in a money slot.
    BareMagnitude,
    /// 5-10万元
    Hyphen,
    /// 15余户
    Rest,
    /// 约20户左右
    TwiceLoose,
    /// 100百分比
    PercentWord,
    /// 98%%
    PercentTwice,
    /// 二0二0年
    MixedYear,
    /// 2百人
    MixedNumber,
    /// 5万元万元
    UnitTwice,
    /// 截止2023年12月
    Deadline,
    /// 2024926日
    DateRun,
    /// 与上年下降
    Compared,
    /// 减少0万元，主要是…
    ZeroReason,
    /// 较上年688.84万元131.49万元
    VerbLost,
}

/// One oddity, where it is, as printed, and what should stand there.
#[derive(Clone, Debug)]
pub struct Writing {
    pub oddity: Oddity,
    pub span: Span,
    pub quote: String,
    pub right: Option<String>,
}

pub(super) fn read(flow: &Flow, figures: &[Figure]) -> Vec<Writing> {
    let mut reader = Reader { flow, found: Vec::new() };
    for (i, f) in figures.iter().enumerate() {
        reader.figure(f);
        if let Some(next) = figures.get(i + 1) {
            reader.lost_verb(f, next);
        }
    }
    for p in 0..flow.paras.len() {
        reader.words(p);
    }
    reader.found.sort_by_key(|w| w.span);
    reader.found
}

struct Reader<'a> {
    flow: &'a Flow,
    found: Vec<Writing>,
}

impl Reader<'_> {
    fn push(&mut self, oddity: Oddity, at: &Range<u32>, right: Option<String>) {
        let quote = self.flow.slice(at.start, at.end).to_owned();
        self.found.push(Writing { oddity, span: self.flow.span(at), quote, right });
    }

    /// The text behind a figure in its paragraph.
    fn behind(&self, f: &Figure) -> &str {
        self.flow.slice(f.at.end, self.flow.paras[f.para as usize].range.end)
    }

    fn ahead(&self, f: &Figure) -> &str {
        self.flow.slice(self.flow.paras[f.para as usize].range.start, f.at.start)
    }

    fn figure(&mut self, f: &Figure) {
        match f.malformed.as_deref() {
            Some("千分位分隔符位置不对") => self.push(Oddity::Separators, &f.at, None),
            Some("小数点重复") => self.push(Oddity::Points, &f.at, None),
            Some("前导零") if f.kind == Kind::Score => self.push(Oddity::LeadingZero, &f.at, None),
            _ => {}
        }
        if !f.kind.is_figure() {
            return;
        }
        let prose = self.flow.paras[f.para as usize].cell.is_none();
        if f.kind == Kind::Amount && !f.inherited && matches!(f.unit.as_str(), "万" | "亿") {
            let right = format!("{}元", self.flow.slice(f.at.start, f.at.end));
            self.push(Oddity::BareMagnitude, &f.at, Some(right));
        }
        if f.upper.is_some() && prose && !f.chinese && f.kind != Kind::Number {
            self.hyphen(f);
        }
        if matches!(f.qualifier.as_str(), "余" | "多") && is_rough(f) {
            self.push(Oddity::Rest, &f.at, None);
        }
        if twice_loose(&f.qualifier) {
            self.push(Oddity::TwiceLoose, &f.at, None);
        }
        self.units(f);
        self.zero(f);
    }

    /// 5-10万元: the sign of a range is ～ or —.
    fn hyphen(&mut self, f: &Figure) {
        let quote = self.flow.slice(f.at.start, f.at.end);
        let body = quote.get(1..).unwrap_or("");
        if body.contains(['-', '－']) && quote.chars().filter(|c| matches!(c, '-' | '－')).count() == 1 {
            let right = quote.replace(['-', '－'], "～");
            self.push(Oddity::Hyphen, &f.at, Some(right));
        }
    }

    fn units(&mut self, f: &Figure) {
        let quote = self.flow.slice(f.at.start, f.at.end);
        if f.kind == Kind::Percent && !f.inherited && quote.ends_with("百分比") {
            let right = quote.replace("百分比", "%");
            return self.push(Oddity::PercentWord, &f.at, Some(right));
        }
        let rest = self.behind(f);
        let percent = f.kind == Kind::Percent && rest.starts_with(['%', '％']);
        let again = money_again(f, rest);
        let len = if percent { rest.chars().next().map_or(0, char::len_utf8) } else { again };
        if len > 0 {
            let at = f.at.start..f.at.end + len as u32;
            let right = Some(quote.to_owned());
            self.push(if percent { Oddity::PercentTwice } else { Oddity::UnitTwice }, &at, right);
        }
    }

    /// 减少0万元 with a reason for the change.
    fn zero(&mut self, f: &Figure) {
        const NONE: &[&str] =
            &["持平", "无", "未", "没有", "一致", "相同", "不变", "均为", "与上年", "基本", "不存在"];
        let zero = f.kind == Kind::Amount && f.quantity.is_some_and(|q| q.value == crate::num::Rat::ZERO);
        let changed = ["增加", "减少", "增长", "下降"].iter().any(|w| self.ahead(f).ends_with(w));
        if !zero || !changed {
            return;
        }
        let rest: String = self.behind(f).chars().take(60).collect();
        let sentence = rest.split('。').next().unwrap_or("");
        let reason =
            ["主要是", "主要原因", "原因是", "是因为", "系"].iter().find_map(|w| sentence.split_once(w));
        let told = reason.is_some_and(|(lead, why)| {
            lead.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() <= 4
                && !why.is_empty()
                && !NONE.iter().any(|w| why.contains(w))
        });
        if told {
            self.push(Oddity::ZeroReason, &f.at, None);
        }
    }

    /// 较上年688.84万元131.49万元: two amounts with nothing between them.
    fn lost_verb(&mut self, f: &Figure, next: &Figure) {
        let prose = f.para == next.para && self.flow.paras[f.para as usize].cell.is_none();
        let glued = f.at.end == next.at.start && f.kind == Kind::Amount && next.kind == Kind::Amount;
        let signed = self.flow.slice(next.at.start, next.at.end).starts_with(|c: char| !c.is_ascii_digit());
        if !prose || !glued || signed || f.inherited || next.inherited || f.unit.is_empty() {
            return;
        }
        let clause = self.ahead(f).rsplit(['，', '。', '；']).next().unwrap_or("");
        if clause.contains(['较', '比']) || clause.contains("与") {
            self.push(Oddity::VerbLost, &(f.at.start..next.at.end), None);
        }
    }

    /// What is found by words.
    fn words(&mut self, p: usize) {
        let flow = self.flow;
        let text = flow.para_text(p);
        let base = flow.paras[p].range.start;
        let mut mark = |oddity, at: Range<usize>, right: Option<String>| {
            self.push(oddity, &(base + at.start as u32..base + at.end as u32), right);
        };
        for (i, c) in text.char_indices() {
            match c {
                '截' => {
                    if let Some(len) = deadline(&text[i..]) {
                        mark(Oddity::Deadline, i..i + len, Some("截至".to_owned()));
                    }
                }
                '与' => {
                    if let Some(len) = compared(&text[i..]) {
                        mark(Oddity::Compared, i..i + len, None);
                    }
                }
                'O' | 'o' => {
                    if let Some(range) = letter(text, i) {
                        mark(Oddity::Letter, range, None);
                    }
                }
                '年' => {
                    if let Some(range) = mixed_year(text, i) {
                        mark(Oddity::MixedYear, range, None);
                    }
                    if let Some(range) = padded(text, i) {
                        let right = text[range.clone()].replace("年0", "年").replace("月0", "月");
                        mark(Oddity::PaddedDate, range, Some(right));
                    }
                }
                '日' => {
                    if let Some(range) = date_run(text, i) {
                        mark(Oddity::DateRun, range, None);
                    }
                }
                '百' | '千' => {
                    if let Some(range) = mixed_number(text, i, c) {
                        mark(Oddity::MixedNumber, range, None);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The last digit is none that 余 can stand behind.
fn is_rough(f: &Figure) -> bool {
    let Value::Decimal(d) = f.value else { return false };
    let whole = f.kind == Kind::Count && !f.chinese && f.places == 0 && d.scale() == 0;
    let n = d.mantissa();
    whole && !f.unit.contains(['万', '亿', '千', '百']) && n >= 10 && n % 10 != 0
}

/// 约…左右, 超过…以上: both say the same.
fn twice_loose(qualifier: &str) -> bool {
    const PAIRS: &[(&[&str], &[&str])] = &[
        (
            &["约", "大约", "约为", "大概", "近", "将近", "接近"],
            &["左右", "上下", "余", "多", "以上", "以下"],
        ),
        (&["超", "超过", "逾", "突破", "高于"], &["以上", "余", "多"]),
        (&["不少于", "不低于", "至少"], &["以上", "及以上"]),
        (&["不超过", "不高于", "至多"], &["以内", "以下", "之内"]),
    ];
    let Some((first, second)) = qualifier.split_once('…') else { return false };
    PAIRS.iter().any(|(a, b)| a.contains(&first) && b.contains(&second))
}

/// The length of a unit of money that stands there a second time.
fn money_again(f: &Figure, rest: &str) -> usize {
    if f.kind != Kind::Amount || f.inherited || !f.unit.ends_with('元') {
        return 0;
    }
    let unit = ["万元", "亿元", "元"].iter().find(|u| rest.starts_with(**u));
    let Some(unit) = unit else { return 0 };
    let next = rest[unit.len()..].chars().next();
    let word = *unit == "元" && next.is_some_and(|c| "旦宵月素件器首老气朝代谋帅凶音年宝通".contains(c));
    if word { 0 } else { unit.len() }
}

/// 截止 before a time; 截止日期 and 截止到 are right.
fn deadline(text: &str) -> Option<usize> {
    let rest = text.strip_prefix("截止")?;
    let timed = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    (timed || ["目前", "年底", "当前", "本年"].iter().any(|w| rest.starts_with(w))).then_some("截止".len())
}

/// 与上年下降: 相比 is missing.
fn compared(text: &str) -> Option<usize> {
    const YEARS: &[&str] = &["上年度", "上年", "去年", "上年同期", "去年同期"];
    const VERBS: &[&str] = &["下降", "增长", "增加", "减少", "上升", "提高", "降低"];
    let rest = text.strip_prefix('与')?;
    YEARS.iter().find_map(|y| {
        let verb = VERBS.iter().find(|v| rest.strip_prefix(y).is_some_and(|r| r.starts_with(**v)))?;
        Some('与'.len_utf8() + y.len() + verb.len())
    })
}

fn back(text: &str, at: usize, test: impl Fn(char) -> bool) -> usize {
    at - text[..at].chars().rev().take(12).take_while(|c| test(*c)).map(char::len_utf8).sum::<usize>()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// 1O0万元: a letter among digits, no code.
fn letter(text: &str, at: usize) -> Option<Range<usize>> {
    let start = back(text, at, |c| is_digit(c) || c == '.');
    let rest = &text[at + 1..];
    let next = rest.chars().next()?;
    let code = text[..start].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    let digits = rest.len() - rest.trim_start_matches(|c: char| is_digit(c) || c == '.').len();
    let tail = rest[digits..].chars().next();
    let ends = !tail.is_some_and(|c| c.is_ascii_alphabetic() || c == '-');
    let number = start < at && !code && ends && (is_digit(next) || "万亿元%％年".contains(next));
    number.then(|| start..at + 1 + digits)
}

/// 二0二0年: Chinese digits with an Arabic nought or a letter.
fn mixed_year(text: &str, at: usize) -> Option<Range<usize>> {
    let chinese = |c: char| "〇零一二三四五六七八九".contains(c);
    let nought = |c: char| matches!(c, '0' | 'O' | 'o' | '０');
    let start = back(text, at, |c| chinese(c) || nought(c));
    let year = &text[start..at];
    (year.chars().count() == 4 && year.starts_with('二') && year.contains(nought))
        .then(|| start..at + '年'.len_utf8())
}

/// 2022年08月01日.
fn padded(text: &str, at: usize) -> Option<Range<usize>> {
    let start = back(text, at, is_digit);
    let rest = text[at..].strip_prefix('年')?;
    let month = rest.find('月').filter(|m| *m <= 2 && rest[..*m].chars().all(is_digit))?;
    let after = &rest[month + '月'.len_utf8()..];
    let day = after.find('日').filter(|d| *d <= 2 && after[..*d].chars().all(is_digit));
    let zero = rest.starts_with('0') || day.is_some_and(|_| after.starts_with('0'));
    let end = at + '年'.len_utf8() + month + '月'.len_utf8() + day.map_or(0, |d| d + '日'.len_utf8());
    (zero && at - start == 4).then_some(start..end)
}

/// 20211231日, 2024926日, 2024年926日: month and day run together.
fn date_run(text: &str, at: usize) -> Option<Range<usize>> {
    let start = back(text, at, is_digit);
    let (len, head) = (at - start, &text[..start]);
    let whole =
        (7..=8).contains(&len) && (text[start..].starts_with("19") || text[start..].starts_with("20"));
    let behind_year = (3..=4).contains(&len)
        && head.ends_with('年')
        && back(text, start - '年'.len_utf8(), is_digit) + 4 == start - '年'.len_utf8();
    (whole || behind_year).then(|| start..at + '日'.len_utf8())
}

/// 2百人, 3千元; not 3千克, nor 500千元 of a table.
fn mixed_number(text: &str, at: usize, c: char) -> Option<Range<usize>> {
    let start = back(text, at, |c| is_digit(c) || matches!(c, '.' | ','));
    let number = &text[start..at];
    let rest = text[at + c.len_utf8()..].trim_start_matches(['余', '多']);
    let unit = rest.chars().next().filter(|c| "元人户亩个名份件".contains(*c));
    let small = (1..=2).contains(&number.len()) && number.chars().all(is_digit) && number != "0";
    let money = c == '千' && unit == Some('元') && number.len() > 1;
    let free = !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric());
    (small && unit.is_some() && !money && free).then(|| start..at + c.len_utf8())
}
