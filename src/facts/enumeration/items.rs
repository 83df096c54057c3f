//! How a list is cut into its items.

use std::ops::Range;

/// Titles at the head of a list, some of them side by side.
pub(super) fn titles(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(end) = body[at..].strip_prefix('《').and_then(|t| t.find('》')) {
        let to = at + '《'.len_utf8() + end + '》'.len_utf8();
        found.push(at..to);
        at = body.len() - body[to..].trim_start_matches(['、', '和', '及', '与']).len();
    }
    if body.contains("》《") { found } else { Vec::new() }
}

/// Items at 、 (or at the strongest mark there is), brackets and quotes skipped; `joined`: the last item is
/// cut at 和 too.
pub(super) fn split(body: &str, joined: bool) -> Vec<Range<usize>> {
    cut(body, if top(body, '、') { &['、'] } else { &['，', ','] }, joined)
}

pub(super) fn cut(body: &str, marks: &[char], joined: bool) -> Vec<Range<usize>> {
    let (mut items, mut from, mut depth) = (Vec::new(), 0, 0i32);
    for (i, c) in body.char_indices() {
        match c {
            '（' | '(' | '“' | '《' | '〔' => depth += 1,
            '）' | ')' | '”' | '》' | '〕' => depth -= 1,
            // A comma ends a list whose items stand between 、.
            '，' | ',' if depth <= 0 && marks == ['、'] && !items.is_empty() => {
                push(&mut items, from, i, body);
                from = body.len();
                break;
            }
            c if depth <= 0 && marks.contains(&c) => {
                push(&mut items, from, i, body);
                from = i + c.len_utf8();
            }
            _ => {}
        }
    }
    if from < body.len() {
        push(&mut items, from, body.len(), body);
    }
    if joined && let Some(last) = items.pop() {
        let cut = cut_joined(body, last.clone());
        // 科技与产业发展股 among 股 and 室 is one name: its first half ends like none of the others.
        let alike = cut.len() < 2
            || items.is_empty()
            || ends_like(&body[cut[0].clone()], items.iter().map(|i| &body[i.clone()]));
        if alike { items.extend(cut) } else { items.push(last) }
    }
    items
}

/// The name ends in a character that ends another one, or none of them end alike.
fn ends_like<'t>(name: &str, others: impl Iterator<Item = &'t str>) -> bool {
    let end = |s: &str| s.split(['（', '(']).next().unwrap_or(s).trim_end().chars().next_back();
    let ends: Vec<Option<char>> = others.map(end).collect();
    let shared = ends.iter().any(|e| ends.iter().filter(|o| *o == e).count() > 1);
    !shared || ends.contains(&end(name))
}

/// Whether the mark stands outside brackets.
pub(super) fn top(body: &str, mark: char) -> bool {
    let mut depth = 0i32;
    body.chars().any(|c| {
        match c {
            '（' | '(' | '“' | '《' => depth += 1,
            '）' | ')' | '”' | '》' => depth -= 1,
            _ => {}
        }
        c == mark && depth <= 0
    })
}

fn push(items: &mut Vec<Range<usize>>, from: usize, to: usize, body: &str) {
    let s = &body[from..to];
    if !s.trim().is_empty() {
        let lead = s.len() - s.trim_start().len();
        items.push(from + lead..from + s.trim_end().len());
    }
}

fn cut_joined(body: &str, last: Range<usize>) -> Vec<Range<usize>> {
    let s = &body[last.clone()];
    let (mut depth, mut cut) = (0i32, None);
    for (i, c) in s.char_indices() {
        match c {
            '（' | '(' | '“' | '《' => depth += 1,
            '）' | ')' | '”' | '》' => depth -= 1,
            '和' | '及' | '与' if depth <= 0 && i > 0 => cut = cut.or(Some((i, c.len_utf8()))),
            _ => {}
        }
    }
    let Some((i, n)) = cut else { return vec![last] };
    let head = s[..i].trim_end_matches('以').len();
    vec![last.start..last.start + head, last.start + i + n..last.end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(body: &str, joined: bool) -> Vec<&str> {
        split(body, joined).into_iter().map(|r| &body[r]).collect()
    }

    #[test]
    fn splits_outside_brackets_and_at_the_last_and() {
        assert_eq!(items("甲办（挂乙、丙牌子）、丁办", false), ["甲办（挂乙、丙牌子）", "丁办"]);
        assert_eq!(items("甲、乙和丙", true), ["甲", "乙", "丙"]);
        assert_eq!(items("民政和社区办、丙办", false), ["民政和社区办", "丙办"]);
    }
}
