//! Dates and times: 2023年12月31日, 2018—2020年, 2024.8.20, 20211231日, 1-6月, 8:30.
//!
//! Gives the end of what begins at a digit, or nothing. 3年 is a duration, 2023年 a date.

use super::chars::{Run, chinese, eat, is_dash, is_digit, is_han, next, prev, run, skip_blanks, starts};

/// The end of the date at `at`, which is a digit.
pub(super) fn date(text: &str, at: usize) -> Option<usize> {
    let first = run(text, at)?;
    match first.len {
        7.. => run_together(text, at, first),
        4 if is_year(first) => year(text, first),
        1 | 2 if !reckoned(text, at) => short(text, at, first),
        _ => None,
    }
}

/// A factor or a bound: 50人×12月, ≤30日.
pub(super) fn reckoned(text: &str, at: usize) -> bool {
    prev(text, at)
        .is_some_and(|c| matches!(c, '×' | '*' | '＊' | '≤' | '≥' | '<' | '>' | '＜' | '＞' | '≦' | '≧'))
}

pub(super) fn is_year(r: Run) -> bool {
    r.len == 4 && (1900..=2099).contains(&r.value)
}

/// 20211231日, 2024926日; eight digits alone when they are a day.
fn run_together(text: &str, at: usize, r: Run) -> Option<usize> {
    let year = r.value / 10u64.checked_pow(r.len as u32 - 4)?;
    if !(1900..=2099).contains(&year) || r.len > 8 {
        return None;
    }
    if let Some(end) = eat(text, skip_blanks(text, r.end), |c| c == '日') {
        return Some(end);
    }
    let free = next(text, r.end).is_none_or(|c| !is_han(c) && !c.is_alphanumeric() && !".,，%％".contains(c));
    let lone = prev(text, at).is_none_or(|c| !c.is_alphanumeric() || is_han(c));
    let day = r.len == 8 && month(r.value / 100 % 100) && day(r.value % 100);
    (free && lone && day).then_some(r.end)
}

fn month(v: u64) -> bool {
    (1..=12).contains(&v)
}

fn day(v: u64) -> bool {
    (1..=31).contains(&v)
}

/// What begins with a four-digit year.
fn year(text: &str, first: Run) -> Option<usize> {
    if let Some(end) = after_year(text, first.end) {
        return Some(end);
    }
    if let Some(end) = punctuated(text, first.end) {
        return Some(end);
    }
    years(text, first.end)
}

/// 年 and what may follow it: 度, 末, 12月31日, 1-6月.
fn after_year(text: &str, at: usize) -> Option<usize> {
    let end = eat(text, skip_blanks(text, at), |c| matches!(c, '年' | '學' | '学'))?;
    let end = match prev(text, end) {
        Some('年') => end,
        _ => eat(text, end, |c| c == '年')?,
    };
    Some(months(text, skip_blanks(text, end)).unwrap_or_else(|| year_tail(text, end)))
}

fn year_tail(text: &str, end: usize) -> usize {
    eat(text, end, |c| matches!(c, '度' | '份' | '初' | '末' | '底' | '中'))
        .filter(|e| !(starts(text, end, "中") && next(text, *e).is_some_and(|c| "央国共心小".contains(c))))
        .unwrap_or(end)
}

/// 2018—2020年, 2018-20年, 2021、2022年: a range is one date, of a list the first.
fn years(text: &str, at: usize) -> Option<usize> {
    let mut p = at;
    for _ in 0..6 {
        let dash = super::chars::skip(text, p, is_dash);
        let joined = eat(text, p, |c| matches!(c, '、' | '和' | '及' | '与' | '/' | '至' | '到'));
        let from = if dash > p { dash } else { joined? };
        let r = run(text, skip_blanks(text, from)).filter(|r| is_year(*r) || r.len == 2)?;
        if let Some(end) = eat(text, skip_blanks(text, r.end), |c| c == '年') {
            return Some(if dash > p && p == at { year_tail(text, end) } else { at });
        }
        p = r.end;
    }
    None
}

/// 2024-08-20, 2024.8.20, 2024/8/20, 2024-08.
fn punctuated(text: &str, at: usize) -> Option<usize> {
    let sep = next(text, at).filter(|c| matches!(c, '-' | '.' | '/' | '．' | '－'))?;
    let m = run(text, at + sep.len_utf8()).filter(|m| m.len <= 2 && month(m.value))?;
    if let Some(from) = eat(text, m.end, |c| c == sep)
        && let Some(d) = run(text, from).filter(|d| d.len <= 2 && day(d.value))
    {
        return Some(d.end);
    }
    if m.len == 2
        && matches!(sep, '.' | '．')
        && let Some(last) = joiner(text, m.end).and_then(|p| run(text, p)).filter(|r| is_year(*r))
        && let Some(end) =
            eat(text, last.end, |c| c == sep).and_then(|p| run(text, p)).filter(|m| month(m.value))
    {
        return Some(end.end);
    }
    let open = next(text, m.end).is_none_or(|c| !is_digit(c) && !matches!(c, '.' | '-' | '%' | '％' | '年'));
    (matches!(sep, '-' | '/') && m.len == 2 && open).then_some(m.end)
}

/// What begins with one or two digits.
fn short(text: &str, at: usize, first: Run) -> Option<usize> {
    months(text, at)
        .or_else(|| short_year(text, first))
        .or_else(|| days(text, first))
        .or_else(|| clock(text, at, first))
        .or_else(|| era(text, first))
}

/// 12月31日, 1-6月, 3月份, 5月底.
fn months(text: &str, at: usize) -> Option<usize> {
    let first = run(text, at).filter(|m| m.len <= 2 && month(m.value))?;
    if let Some(end) = eat(text, skip_blanks(text, first.end), |c| c == '月') {
        return Some(month_range(text, end).unwrap_or_else(|| month_tail(text, end)));
    }
    let from = joiner(text, first.end)?;
    let last = run(text, from).filter(|m| m.len <= 2 && month(m.value))?;
    let end = eat(text, skip_blanks(text, last.end), |c| c == '月')?;
    Some(month_tail(text, end))
}

/// 3月-5月.
fn month_range(text: &str, end: usize) -> Option<usize> {
    let from = joiner(text, end)?;
    let last = run(text, from).filter(|m| m.len <= 2 && month(m.value))?;
    let end = eat(text, last.end, |c| c == '月')?;
    next(text, end).is_none_or(|c| !is_digit(c)).then(|| month_tail(text, end))
}

fn joiner(text: &str, at: usize) -> Option<usize> {
    let dash = super::chars::skip(text, at, is_dash);
    if dash > at { Some(dash) } else { eat(text, at, |c| matches!(c, '至' | '到')) }
}

/// The day, or 份, 底, 中旬.
fn month_tail(text: &str, end: usize) -> usize {
    if let Some(d) = run(text, skip_blanks(text, end)).filter(|d| d.len <= 2 && day(d.value)) {
        let named = |d: Run| eat(text, skip_blanks(text, d.end), |c| matches!(c, '日' | '号'));
        if let Some(end) = named(d) {
            return end;
        }
        let to = joiner(text, d.end).and_then(|p| run(text, p)).filter(|d| d.len <= 2 && day(d.value));
        if let Some(end) = to.and_then(named) {
            return end;
        }
    }
    let words = ["上旬", "中旬", "下旬", "份", "底", "初", "末"];
    words.iter().find(|w| starts(text, end, w)).map_or(end, |w| end + w.len())
}

/// 23年5月.
fn short_year(text: &str, first: Run) -> Option<usize> {
    let year = eat(text, first.end, |c| c == '年').filter(|_| first.len == 2)?;
    months(text, year)
}

/// 20日, 5-8日, 5、6日; 20日内 is a duration.
fn days(text: &str, first: Run) -> Option<usize> {
    if !day(first.value) {
        return None;
    }
    let named = |at: usize| {
        let end = eat(text, skip_blanks(text, at), |c| c == '日')?;
        let lasts = ["内", "以内", "均", "产", "常", "处理", "元", "本", "游", "／", "/"];
        (!lasts.iter().any(|w| starts(text, end, w))).then_some(end)
    };
    if let Some(end) = named(first.end) {
        return Some(end);
    }
    let last = run(text, joiner(text, first.end)?).filter(|d| d.len <= 2 && day(d.value))?;
    named(last.end)
}

/// 8:30, 8：30, 8时30分, 14时.
fn clock(text: &str, at: usize, first: Run) -> Option<usize> {
    if first.value > 24 {
        return None;
    }
    if let Some(from) = eat(text, first.end, |c| matches!(c, ':' | '：')) {
        let minute = run(text, from).filter(|m| m.len == 2 && m.value < 60)?;
        let second = eat(text, minute.end, |c| matches!(c, ':' | '：')).and_then(|p| run(text, p));
        let share = ["比例", "的比例", "配套", "配比", "比"].iter().any(|w| starts(text, minute.end, w));
        let after_by = prev(text, at).is_some_and(|c| matches!(c, '按' | ':' | '：'));
        let decimal = next(text, minute.end).is_some_and(|c| matches!(c, '.' | '%' | '％'));
        return (!share && !after_by && !decimal)
            .then(|| second.filter(|s| s.len == 2).map_or(minute.end, |s| s.end));
    }
    let hour = eat(text, first.end, |c| matches!(c, '时' | '点' | '時'))?;
    if let Some(minute) = run(text, hour).filter(|m| m.len <= 2 && m.value < 60) {
        return eat(text, minute.end, |c| c == '分');
    }
    let free = next(text, hour).is_none_or(|c| !is_han(c) || "前后起止至到许整的，".contains(c));
    free.then_some(hour)
}

/// 90年代, 21世纪.
fn era(text: &str, first: Run) -> Option<usize> {
    ["年代", "世纪"].iter().find(|w| starts(text, first.end, w)).map(|w| first.end + w.len())
}

/// 二〇二三年, 二〇二三年十二月三十一日: the end of the year and what follows in numerals.
pub(super) fn chinese_year(text: &str, at: usize) -> Option<usize> {
    let digits = text.get(at..)?.chars().take(5).take_while(|c| chinese(*c).is_some());
    let (count, len) = digits.fold((0, 0), |(n, len), c| (n + 1, len + c.len_utf8()));
    let mut end = eat(text, at + len, |c| c == '年').filter(|_| count == 4)?;
    for mark in ['月', '日'] {
        let run = super::numeral::run_end(text, end);
        match eat(text, run, |c| c == mark) {
            Some(e) if run > end => end = e,
            _ => return Some(year_tail(text, end)),
        }
    }
    Some(end)
}
