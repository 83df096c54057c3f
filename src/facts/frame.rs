//! The frame of a report: title, unit, year, signature, and the dates that must stand in order.

use crate::figure::{Figure, Kind};
use crate::layout::Flow;
use crate::span::Span;

/// A printed date; month and day are 0 where they are not printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub span: Span,
    pub year: u32,
    pub month: u8,
    pub day: u8,
    pub quote: String,
    /// The words behind it, to tell what happened.
    pub after: String,
    pub para: u32,
    /// Range in the Flow.
    pub at: std::ops::Range<u32>,
    /// Not a day of any calendar: 2月30日.
    pub impossible: bool,
}

/// What stands at the head and the foot of a report.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub title: Option<String>,
    pub unit: Option<(String, Span)>,
    pub year: Option<(i32, Span)>,
    pub signature: Option<(String, Span)>,
    pub signed: Option<Day>,
    /// Years of cited documents: 〔2024〕32号.
    pub documents: Vec<Day>,
    pub dates: Vec<Day>,
    /// The dates, and those of a sentence whose year only its first date prints.
    pub steps: Vec<Day>,
    /// Days that no year has, printed without one.
    pub stray: Vec<Day>,
}

const KINDS: &[&str] = &["报告", "说明", "自评", "总结", "公开"];
/// How far down a title may stand, in paragraphs.
const HEAD: usize = 8;

pub(super) fn read(flow: &Flow, figures: &[Figure]) -> Frame {
    let dates = days(flow, figures);
    let steps = steps(flow, figures, &dates);
    let (documents, stray) = (documents(flow, figures), stray(flow, figures));
    let mut frame = Frame { dates, steps, stray, documents, ..Frame::default() };
    let last = title(flow, &mut frame);
    frame.year = last.and_then(|last| year(flow, figures, last).or_else(|| year_below(flow, figures, last)));
    signature(flow, &mut frame);
    frame
}

/// The first paragraphs down to the one that says 报告; returns the index of the last one.
fn title(flow: &Flow, frame: &mut Frame) -> Option<usize> {
    let lines = || (0..flow.paras.len().min(HEAD)).filter(|&p| flow.paras[p].cell.is_none());
    let short = |p: &usize| flow.para_text(*p).trim().chars().count() <= 60;
    let end = lines().take_while(|p| short(p) || flow.para_text(*p).trim().is_empty()).find(|&p| {
        let t = flow.para_text(p).trim();
        KINDS.iter().any(|k| t.contains(k)) && !t.starts_with("附件") && !t.contains(['。', '，'])
    })?;
    let parts: Vec<&str> = lines().take_while(|&p| p <= end).map(|p| flow.para_text(p).trim()).collect();
    let head: Vec<&str> = parts.iter().copied().filter(|t| !t.is_empty() && !t.starts_with("附件")).collect();
    frame.title = Some(head.concat());
    frame.unit = unit(flow, end);
    Some(end)
}

/// The unit's name: what stands before the year in the title, or the line above.
fn unit(flow: &Flow, end: usize) -> Option<(String, Span)> {
    let of = |p: usize, text: &str| {
        let name = text.trim();
        let para = flow.para_text(p);
        let at = flow.paras[p].range.start + para.find(name)? as u32;
        let span = flow.span(&(at..at + name.len() as u32));
        (name.chars().count() >= 4).then(|| (name.to_owned(), span))
    };
    let line = flow.para_text(end);
    let cut = line.find(|c: char| c.is_ascii_digit() || c == '２').unwrap_or(0);
    let own = line[..cut].trim().trim_end_matches(['关', '于', '（', '(', '“']);
    if own.chars().count() >= 4 {
        return of(end, own);
    }
    (0..end).rev().find_map(|p| of(p, flow.para_text(p))).filter(|(n, _)| !n.contains(['（', '：']))
}

fn year(flow: &Flow, figures: &[Figure], last: usize) -> Option<(i32, Span)> {
    let head = |f: &&Figure| (f.para as usize) <= last && f.kind == Kind::Date;
    let year = |f: &Figure| {
        let y = digits(flow.slice(f.at.start, f.at.end), 4)?;
        (1990..2100).contains(&y).then_some((y as i32, f.span))
    };
    // The day that a page was put out is not what it is about.
    let is_day = |f: &&Figure| {
        let text = flow.slice(f.at.start, f.at.end);
        text.chars().filter(char::is_ascii_digit).count() > 4
    };
    let lone = figures.iter().filter(head).filter(|f| !is_day(f)).find_map(year);
    lone.or_else(|| figures.iter().filter(head).find_map(year))
}

/// （2023年度） on a line of its own below the title, as forms have it.
fn year_below(flow: &Flow, figures: &[Figure], last: usize) -> Option<(i32, Span)> {
    const LINES: usize = 2;
    const LONG: usize = 40;
    let below = (last + 1..=last + LINES).filter(|&p| p < flow.paras.len() && flow.paras[p].cell.is_none());
    let line = |p: &usize| {
        let text = flow.para_text(*p).trim();
        text.chars().count() <= LONG && text.starts_with(['（', '(', '2']) && text.contains("年度")
    };
    let p = below.into_iter().find(line)?;
    let f = figures.iter().find(|f| f.para as usize == p && f.kind == Kind::Date)?;
    let y = digits(flow.slice(f.at.start, f.at.end), 4)?;
    (1990..2100).contains(&y).then_some((y as i32, f.span))
}

fn digits(s: &str, n: usize) -> Option<u32> {
    let d: String = s.chars().map(|c| if ('０'..='９').contains(&c) { half(c) } else { c }).collect();
    let run: String =
        d.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    (run.len() == n || n == 0).then(|| run.parse().ok())?
}

fn half(c: char) -> char {
    char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c)
}

/// A lone date among the last paragraphs, and the name above it.
fn signature(flow: &Flow, frame: &mut Frame) {
    const FOOT: usize = 6;
    let total = flow.paras.len();
    let lone = |d: &&Day| {
        let p = d.para as usize;
        p + FOOT >= total && d.day > 0 && flow.para_text(p).trim().chars().count() <= 12
    };
    let Some(day) = frame.dates.iter().rev().find(lone).cloned() else { return };
    let above = (day.para as usize).checked_sub(1);
    if let Some(p) = above {
        let name = flow.para_text(p).trim();
        let named =
            (4..=40).contains(&name.chars().count()) && !name.contains(['。', '，', '；', '、', '：']);
        if named && flow.paras[p].cell.is_none() && !flow.paras[p].is_heading {
            let lead = (flow.para_text(p).len() - flow.para_text(p).trim_start().len()) as u32;
            let at = flow.paras[p].range.start + lead;
            frame.signature = Some((name.to_owned(), flow.span(&(at..at + name.len() as u32))));
        }
    }
    frame.signed = Some(day);
}

/// Years, months and days printed together are one date.
fn days(flow: &Flow, figures: &[Figure]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    let mut open_end = u32::MAX;
    for f in figures.iter().filter(|f| f.kind == Kind::Date) {
        let quote = flow.slice(f.at.start, f.at.end);
        let joined = open_end == f.at.start && days.last().is_some_and(|d| d.para == f.para);
        match days.last_mut().filter(|_| joined) {
            Some(d) => grow(d, quote, f),
            None => days.extend(day(quote, f)),
        }
        open_end = f.at.end;
        if let Some(d) = days.last_mut() {
            let para = flow.paras[f.para as usize].range.end;
            let rest = flow.slice(f.at.end, para);
            open_end += (rest.len() - rest.trim_start_matches(['年', '月', '日', '度']).len()) as u32;
            d.after = flow.slice(open_end, para).chars().take(12).collect();
            if open_end > f.at.end && !rest.starts_with('度') {
                d.quote = format!("{}{}", d.quote, flow.slice(f.at.end, open_end));
            }
        }
    }
    days.iter_mut().for_each(|d| d.impossible = !exists(d));
    days
}

/// 2024年2月20日启动，3月18日形成初稿: days without a year have that of the day before them in the sentence.
fn steps(flow: &Flow, figures: &[Figure], dates: &[Day]) -> Vec<Day> {
    let mut all: Vec<Day> = Vec::new();
    let mut known = dates.iter().peekable();
    // Up to where the words behind the last day were looked at, and whether its sentence or its year ended there.
    let (mut seen, mut ended) = (0, true);
    for f in figures.iter().filter(|f| f.kind == Kind::Date) {
        if let Some(d) = known.next_if(|d| d.span.start == f.span.start) {
            (seen, ended) = (d.at.end, d.day == 0);
            all.push(d.clone());
            continue;
        }
        // 3月8日开工，同年10月20日完工, 次年1月验收: the year is told by the one before it.
        let words = if seen > f.at.start { "。" } else { flow.slice(seen, f.at.start) };
        let same = words.strip_suffix("同年").or_else(|| words.strip_suffix("当年"));
        let next = words.strip_suffix("次年").or_else(|| words.strip_suffix("翌年"));
        ended |= same.or(next).unwrap_or(words).contains(['。', '年']);
        seen = f.at.end.max(seen);
        let quote = flow.slice(f.at.start, f.at.end);
        ended |= quote.contains('年');
        let before = all.last().filter(|d| d.para == f.para && !ended);
        let (last, since) = (before.map(|d| d.year), before.map_or(0, |d| u32::from(d.month)));
        let last = last.or_else(|| is_yearless(flow, f).then_some(ANY));
        let until = words.ends_with(['至', '到']);
        if let (&[month, day], Some(last)) = (numbers(quote).as_slice(), last)
            && quote.contains('月')
        {
            ended = false;
            let (quote, after, at) = (quote.to_owned(), String::new(), f.at.clone());
            let (month, day) = (month.min(255) as u8, day.min(255) as u8);
            // 11月15日至3月15日: of the year after.
            let later = next.is_some() || until && u32::from(month) < since;
            let (year, para, span) = (last + u32::from(later), f.para, f.span);
            all.push(Day { span, year, month, day, quote, after, para, at, impossible: false });
        }
    }
    all
}

/// A year for days whose sentence tells none: only how far apart they lie is looked at.
const ANY: u32 = 2023;

/// 8个于9月30日前完工，其余于11月15日完工: no year stands in the sentence.
fn is_yearless(flow: &Flow, f: &Figure) -> bool {
    let para = &flow.paras[f.para as usize].range;
    let (head, tail) = (flow.slice(para.start, f.at.start), flow.slice(f.at.end, para.end));
    let head = head.rsplit('。').next().unwrap_or_default();
    let tail = tail.split('。').next().unwrap_or_default();
    !head.contains('年') && !tail.contains('年')
}

/// 11月31日: a day that no year has, printed without its year.
fn stray(flow: &Flow, figures: &[Figure]) -> Vec<Day> {
    let start = |f: &Figure| flow.paras[f.para as usize].range.start;
    let dates = figures.iter().enumerate().filter(|(_, f)| f.kind == Kind::Date);
    dates
        .filter_map(|(i, f)| {
            // 9月82日 is read as two.
            let day_figure = figures
                .get(i + 1)
                .filter(|d| d.kind == Kind::Date && d.at.start == f.at.end && d.para == f.para);
            let end = day_figure.map_or(f.at.end, |d| d.at.end);
            let quote = flow.slice(f.at.start, end);
            let &[month, day] = numbers(quote).as_slice() else { return month(flow, f) };
            let before = flow.slice(start(f), f.at.start);
            let other = ["农历", "阴历", "旧历"].iter().any(|w| before.ends_with(w)) || before.ends_with('“');
            let named = quote.contains('月') && quote.ends_with('日') && !quote.contains('年') && !other;
            let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            let (after, at, quote) = (String::new(), f.at.clone(), quote.to_owned());
            const LEAP: u32 = 2024;
            let d = Day {
                span: day_figure.map_or(f.span, |d| f.span.hull(d.span)),
                year: LEAP,
                month,
                day,
                quote,
                after,
                para: f.para,
                at,
                impossible: true,
            };
            (named && !exists(&d)).then_some(d)
        })
        .collect()
}

/// 2023年3月至21月: a month that no year has, where the words lead to a date.
fn month(flow: &Flow, f: &Figure) -> Option<Day> {
    const LEADS: &[char] = &['至', '到', '于', '年', '—', '-', '在', '自', '从'];
    let quote = flow.slice(f.at.start, f.at.end);
    let &[month] = numbers(quote).as_slice() else { return None };
    let before = flow.slice(flow.paras[f.para as usize].range.start, f.at.start);
    let named = quote.ends_with('月') && quote.chars().count() <= 3 && before.trim_end().ends_with(LEADS);
    let month = u8::try_from(month).ok().filter(|m| *m > 12 && named)?;
    let (after, at, quote) = (String::new(), f.at.clone(), quote.to_owned());
    Some(Day { span: f.span, year: ANY, month, day: 1, quote, after, para: f.para, at, impossible: true })
}

/// The numbers of one figure: "2023年12月31日" may be one figure or three.
fn day(quote: &str, f: &Figure) -> Option<Day> {
    let mut numbers = numbers(quote).into_iter();
    let year = numbers.next().filter(|y| (1900..2100).contains(y))?;
    // 2020—2022年 is a range of years.
    let month = numbers.next().filter(|m| *m < 100).unwrap_or(0) as u8;
    let day = numbers.next().filter(|d| month > 0 && *d < 100).unwrap_or(0) as u8;
    let quote = quote.to_owned();
    let (after, at) = (String::new(), f.at.clone());
    Some(Day { span: f.span, year, month, day, quote, after, para: f.para, at, impossible: false })
}

fn grow(d: &mut Day, quote: &str, f: &Figure) {
    for n in numbers(quote) {
        let n = n.min(255) as u8;
        match (d.month, d.day) {
            (0, _) => d.month = n,
            (_, 0) => d.day = n,
            _ => return,
        }
    }
    d.span = d.span.hull(f.span);
    d.at.end = f.at.end;
    d.quote.push_str(quote);
}

fn numbers(s: &str) -> Vec<u32> {
    let d: String = s.chars().map(|c| if ('０'..='９').contains(&c) { half(c) } else { c }).collect();
    d.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
}

fn exists(d: &Day) -> bool {
    let leap = d.year.is_multiple_of(4) && (!d.year.is_multiple_of(100) || d.year.is_multiple_of(400));
    let last = match d.month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    };
    d.month <= 12 && d.day <= last
}

/// The year of each cited document number.
fn documents(flow: &Flow, figures: &[Figure]) -> Vec<Day> {
    figures
        .iter()
        .filter(|f| f.kind == Kind::DocNo)
        .filter_map(|f| {
            let quote = flow.slice(f.at.start, f.at.end);
            let year = numbers(quote).into_iter().find(|y| (1990..2100).contains(y))?;
            let (after, quote) = (String::new(), quote.to_owned());
            let (span, at) = (f.span, f.at.clone());
            Some(Day { span, year, month: 0, day: 0, quote, after, para: f.para, at, impossible: false })
        })
        .collect()
}
