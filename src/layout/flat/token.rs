//! Cells by their looks: numbers, marks of emptiness, words.

/// Signs that a target begins with.
const SIGNS: &[char] = &['≥', '≤', '≧', '≦', '＝', '=', '═', '>', '<', '＞', '＜', '约'];

/// A cell that stands for nothing.
pub(super) fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '—' | '–' | '－' | '/' | '／' | '─'))
}

/// Digits with points and separators, perhaps signed, perhaps with 分.
pub(super) fn is_bare(text: &str) -> bool {
    let body = text.strip_suffix('分').unwrap_or(text);
    let body = body.strip_prefix(['-', '−', '－']).unwrap_or(body);
    is_number(body)
}

/// 12, 1,680.00, 0.5; not 01 and not 1.2.3.
pub(super) fn is_number(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let plain = whole.replace(',', "");
    let leads = plain.len() > 1 && plain.starts_with('0');
    let grouped = !whole.contains(',') || whole.split(',').skip(1).all(|g| g.len() == 3);
    let digits = |s: &str| !s.is_empty() && s.chars().all(digit);
    digits(&plain) && digits(fraction) && grouped && !leads && !whole.starts_with(',')
}

/// A bare number or a percentage.
pub(super) fn is_rate(text: &str) -> bool {
    text.strip_suffix(['%', '％']).is_some_and(is_bare) || is_bare(text)
}

/// What a column of figures holds: a number with sign and unit, or a mark of emptiness.
pub(super) fn is_value(text: &str) -> bool {
    const UNIT: usize = 8;
    let body = text.trim_start_matches(SIGNS);
    let number = body.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let unit = number.chars().count();
    let plain =
        number.chars().all(|c| !c.is_ascii_digit() && !matches!(c, '，' | '。' | '；' | '、' | '（' | '('));
    is_dash(text) || (number.len() < body.len() && unit <= UNIT && plain)
}

/// 总分, 合计, 小计（不含预算执行10分）.
pub(super) fn is_total(text: &str) -> bool {
    ["总分", "合计", "总计", "小计", "总得分"].iter().any(|w| text.starts_with(w))
}

/// 产出指标（50分）
pub(super) fn is_marked(text: &str) -> bool {
    let inside = text.rsplit(['（', '(']).next().unwrap_or("");
    let mark = inside.trim_end_matches(['）', ')']);
    inside.len() > mark.len() && mark.strip_suffix('分').is_some_and(is_number)
}
