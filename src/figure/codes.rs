//! Digits with another job: document numbers, codes, telephone numbers, versions, list numbers, slogans.
//!
//! Each function gives the end of what begins at its place, or nothing.

use super::Kind;
use super::chars::{
    Run, back_blanks, eat, is_blank, is_dash, is_digit, is_han, next, prev, run, skip, skip_blanks, starts,
};
use super::dates::is_year;
use crate::scheme::Stretches;

/// 〔2024〕32号, [2020]10号, （2018）34号, 〔2024〕: at the bracket.
pub(super) fn docno(text: &str, at: usize) -> Option<usize> {
    let open = next(text, at)?;
    let inner = skip_blanks(text, at + open.len_utf8());
    let year = run(text, inner).filter(|r| is_year(*r))?;
    let end = skip_blanks(text, year.end);
    let end = eat(text, end, |c| matches!(c, '〕' | '］' | ']' | '】' | '）' | ')' | '﹞' | '〗'))?;
    let number = eat(text, end, |c| c == '第').unwrap_or(end);
    if let Some(done) = number_list(text, skip_blanks(text, number)) {
        return Some(done);
    }
    matches!(open, '〔' | '﹝').then_some(end)
}

/// 32号, 15、16号, 32-1号.
fn number_list(text: &str, at: usize) -> Option<usize> {
    let mut end = run(text, at)?.end;
    for _ in 0..8 {
        if let Some(done) = eat(text, skip_blanks(text, end), |c| matches!(c, '号' | '號')) {
            return Some(done);
        }
        let joined = eat(text, end, |c| is_dash(c) || matches!(c, '、' | '，' | ',' | '和'))?;
        end = run(text, joined)?.end;
    }
    None
}

/// A word with a Latin letter: its end, when digits are in it (A4, GB/T 9704-2012, http://…).
pub(super) fn latin(text: &str, at: usize) -> Option<usize> {
    let end = if url(text, at) { skip(text, at, in_url) } else { word(text, at) };
    text[at..end].chars().any(is_digit).then_some(end)
}

fn url(text: &str, at: usize) -> bool {
    let head: &str = text.get(at..).map_or("", |t| t.get(..4).unwrap_or(""));
    ["http", "www.", "ftp:"].iter().any(|w| head.eq_ignore_ascii_case(w))
}

fn in_url(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_whitespace() && !matches!(c, '"' | '\'' | '<' | '>' | '|')
}

/// The end of a Latin word: letters and digits, with single marks inside.
pub(super) fn word(text: &str, at: usize) -> usize {
    let mut end = skip(text, at, alnum);
    loop {
        let inside = eat(text, end, |c| matches!(c, '-' | '/' | '.' | '_' | '@' | '—' | '+' | '－'));
        let more = inside.map(|p| skip(text, p, alnum)).filter(|e| inside.is_some_and(|p| *e > p));
        match more.or_else(|| standard(text, at, end)) {
            Some(e) => end = e,
            None => return end,
        }
    }
}

fn alnum(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_digit(c)
}

/// The number after GB/T, DB50/T, HJ.
fn standard(text: &str, at: usize, end: usize) -> Option<usize> {
    let name = &text[at..end];
    let capital = name.len() >= 2 && name.chars().all(|c| c.is_ascii_uppercase() || is_digit(c) || c == '/');
    let from = skip_blanks(text, end);
    let known = ["GB", "DB", "HJ", "JG", "CJ", "JT", "SL", "NY", "ISO", "LY", "MZ", "WS", "GA", "TD"];
    let standard = capital && known.iter().any(|k| name.starts_with(k));
    (standard && from > end).then(|| run(text, from)).flatten().filter(|r| r.len >= 2).map(|r| r.end)
}

/// What no unit and no range could make a number: telephone numbers, 141-2-05, 1.2.3, 5G.
pub(super) fn strong(text: &str, at: usize, first: Run, known: &Stretches) -> Option<(usize, Kind)> {
    if first.len >= 3 && named_before(text, at, &known.phones) {
        return Some((phone_end(text, first.end), Kind::Phone));
    }
    if let Some(end) = phone(text, at, first) {
        return Some((end, Kind::Phone));
    }
    let end = chained(text, first).or_else(|| dotted(text, first)).or_else(|| letters(text, at, first))?;
    Some((end, Kind::Identifier))
}

/// A bare number that names something: 12345, 0023, an account after 账号.
pub(super) fn weak(text: &str, at: usize, first: Run, known: &Stretches) -> Option<(usize, Kind)> {
    if !free(text, first.end) {
        return None;
    }
    let service = known.numbers.iter().any(|n| n == &text[at..first.end]) && called(text, at, first);
    let zeros = first.len >= 4 && starts(text, at, "0");
    let named = || named_before(text, at, &known.codes);
    (service || zeros || first.len >= 12 || named()).then_some((first.end, Kind::Identifier))
}

/// 120 may be a number; after 拨打 or before 热线 it is a service.
fn called(text: &str, at: usize, first: Run) -> bool {
    let head = text[..at].trim_end_matches(['“', '"', '‘', '、']);
    let before = ["拨打", "拨通", "打通", "接听"].iter().any(|w| head.ends_with(w));
    let rest = text[first.end..].trim_start_matches(['”', '"', '’']);
    let words = [
        "热线",
        "平台",
        "电话",
        "报警",
        "联动",
        "指挥",
        "接处警",
        "急救",
        "服务",
        "便民",
        "政务",
        "工单",
        "投诉",
        "举报",
    ];
    first.len >= 5 || before || words.iter().any(|w| rest.starts_with(w))
}

/// No decimal point or separator goes on with the number.
fn free(text: &str, end: usize) -> bool {
    let Some(p) = eat(text, end, |c| matches!(c, '.' | '．' | ',')) else { return true };
    !next(text, p).is_some_and(is_digit)
}

/// One of `words`, with 为 or a colon, ends before the number.
fn named_before(text: &str, at: usize, words: &[String]) -> bool {
    let head = &text[..at];
    let head = &head[..back_blanks(text, at)];
    let bare = head.trim_end_matches([':', '：', '为', '是', '【', '（', '(']);
    if head.len() - bare.len() > 9 {
        return false;
    }
    words.iter().any(|w| bare.ends_with(w.as_str()))
}

/// 138xxxxxxxx, 0731-8888 1234, 400-xxx-xxxx.
fn phone(text: &str, at: usize, first: Run) -> Option<usize> {
    let open = next(text, first.end).is_none_or(|c| !matches!(c, '.' | '元' | '万' | '%' | '％'));
    if first.len == 11 && starts(text, at, "1") && open && (13..=19).contains(&(first.value / 1_000_000_000))
    {
        return Some(first.end);
    }
    let area = (3..=4).contains(&first.len) && starts(text, at, "0");
    let hot = first.len == 3 && matches!(first.value, 400 | 800);
    if !area && !hot {
        return None;
    }
    let from = eat(text, first.end, |c| is_dash(c) || is_blank(c) || matches!(c, '）' | ')'))?;
    let end = phone_end(text, from);
    let digits = text[from..end].chars().filter(|c| is_digit(*c)).count();
    (digits == 7 || digits == 8).then_some(end)
}

/// Digits with single blanks or dashes inside, at most twenty.
fn phone_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut mark = false;
    for (i, c) in text[at..].char_indices().take(20) {
        if is_digit(c) {
            end = at + i + c.len_utf8();
            mark = false;
        } else if mark || !(is_dash(c) || is_blank(c)) {
            break;
        } else {
            mark = true;
        }
    }
    end
}

/// 141-2-05: two or more hyphens.
fn chained(text: &str, first: Run) -> Option<usize> {
    let mut end = first.end;
    let mut links = 0;
    while links < 12
        && let Some(p) = eat(text, end, |c| matches!(c, '-' | '－'))
        && let Some(r) = run(text, p)
    {
        end = r.end;
        links += 1;
    }
    (links >= 2).then_some(end)
}

/// 1.2.3: two or more points.
fn dotted(text: &str, first: Run) -> Option<usize> {
    let mut end = first.end;
    let mut links = 0;
    while links < 8
        && let Some(p) = eat(text, end, |c| matches!(c, '.' | '．'))
        && let Some(r) = run(text, p)
    {
        end = r.end;
        links += 1;
    }
    // 600.8.45万元 is a number that was typed wrong.
    let money = first.len >= 3 && ["万元", "亿元"].iter().any(|u| text[end..].starts_with(u));
    (links >= 2 && !money && eat(text, end, |c| c == ',').is_none()).then_some(end)
}

/// 5G, 3D, 12k: digits and letters run together. Units in letters have been tried before.
fn letters(text: &str, at: usize, first: Run) -> Option<usize> {
    next(text, first.end).filter(|c| c.is_ascii_alphabetic())?;
    Some(word(text, at))
}

/// 1+3+N, 5+2.
pub(super) fn plus_chain(text: &str, first: Run) -> Option<usize> {
    let mut end = first.end;
    let mut links = 0;
    while links < 8
        && let Some(p) = eat(text, end, |c| matches!(c, '+' | '＋'))
    {
        let digits = run(text, p).map(|r| r.end);
        let Some(e) = digits.or_else(|| eat(text, p, |c| c.is_ascii_alphabetic())) else { break };
        end = e;
        links += 1;
    }
    let sum = next(text, end)
        .is_some_and(|c| is_han(c) && "分万元个项".contains(c) || matches!(c, '=' | '＝' | '.' | '%'));
    (links > 0 && !sum).then_some(end)
}

/// “141”: nothing but a short number in quotes.
pub(super) fn quoted(text: &str, at: usize, first: Run) -> Option<usize> {
    let open = prev(text, at).is_some_and(|c| matches!(c, '“' | '‘' | '「' | '『' | '"' | '＂'));
    let mut end = first.end;
    while let Some(p) = eat(text, end, |c| matches!(c, '·' | '•' | '.' | '．' | '/' | '-' | '+' | '＋'))
        && let Some(r) = run(text, p)
        && end - at < 24
    {
        end = r.end;
    }
    let close = next(text, end).is_some_and(|c| matches!(c, '”' | '’' | '」' | '』' | '"' | '＂'));
    (open && close && first.len <= 4).then_some(end)
}

/// 1. 2． 3、 （4） 5） as list numbers inside a paragraph: the end of the digits.
pub(super) fn list_number(text: &str, at: usize, first: Run) -> Option<usize> {
    if first.len > 2 || first.value == 0 {
        return None;
    }
    let open = prev(text, at).filter(|c| matches!(c, '（' | '('));
    let close = next(text, first.end);
    let head = open.map_or(at, |c| at - c.len_utf8());
    let before = prev(text, back_blanks(text, head));
    let fresh =
        head == 0 || before.is_none_or(|c| "。；;：:！？\n\t|".contains(c)) || back_blanks(text, head) == 0;
    let soft = before.is_some_and(|c| matches!(c, '，' | ',' | '、'));
    let spaced = back_blanks(text, head) < head;
    let after = close.map_or(first.end, |c| first.end + c.len_utf8());
    let behind = skip_blanks(text, after);
    let word = next(text, behind).is_some_and(|c| is_han(c) || matches!(c, '“' | '《'))
        || starts_with_year(text, behind);
    let fits = match (open, close) {
        (Some(_), Some('）' | ')')) => fresh || soft || spaced,
        (None, Some('）' | ')')) => fresh,
        (None, Some('.' | '．')) => (fresh || soft || spaced) && word,
        (None, Some('、')) => fresh && word,
        _ => false,
    };
    fits.then_some(first.end)
}

/// The number of an item in 2.2021年度绩效目标.
pub(super) fn is_before_year(text: &str, end: usize) -> bool {
    eat(text, end, |c| matches!(c, '.' | '．')).is_some_and(|at| starts_with_year(text, at))
}

/// 2021年, as in 2.2021年度绩效目标.
fn starts_with_year(text: &str, at: usize) -> bool {
    let year = run(text, at).filter(|r| is_year(*r));
    year.is_some_and(|r| starts(text, r.end, "年"))
}

/// 目标1：, 附件2、: a number that counts off headings.
pub(super) fn numbered(text: &str, at: usize, first: Run) -> Option<usize> {
    let close = next(text, first.end).is_some_and(|c| matches!(c, '：' | ':' | '、' | '.' | '．'));
    let words = [
        "目标", "指标", "附件", "附表", "问题", "措施", "任务", "案例", "步骤", "方案", "建议", "注", "表",
        "图",
    ];
    let named = || words.iter().any(|w| text[..back_blanks(text, at)].ends_with(w));
    (close && first.len <= 2 && named()).then_some(first.end)
}

/// 2080505: the code of a budget subject (类款项), before its name or 项.
pub(super) fn subject(text: &str, at: usize, first: Run) -> Option<usize> {
    let lead = first.value / 10u64.checked_pow((first.len as u32).checked_sub(2)?)?;
    let code = matches!(first.len, 5 | 7) && (20..=23).contains(&lead);
    let name = next(text, first.end).is_some_and(|c| is_han(c) && (first.len == 7 || !is_unit_like(c)));
    let counted =
        ["人", "元", "万", "亿", "户", "个", "平", "千", "米", "公", "亩", "余", "多", "名", "次", "年"];
    let free =
        !counted.iter().any(|w| starts(text, first.end, w)) && prev(text, at).is_none_or(|c| !c.is_numeric());
    (code && name && free).then_some(first.end)
}

/// A five-digit number before a measure word is a number.
fn is_unit_like(c: char) -> bool {
    "件条项处份张只支根棵株盏座栋间套台部辆块片把本册幅首枚颗盒瓶箱桶袋包头尾羽口眼道所班层段种类笔宗起场期批家对双位斤吨里升克度天小".contains(c)
}
