//! Cells parted by nothing: 全年预算数(A)全年执行数(B)分值执行率(B/A)得分年度资金总额:202010100.00%10. Heads are known words,
//! figures are split by what ties them; what is left open is left unread.

use super::{Cell, Found, Grid, is_money, plain, role, solve, span_of, token};
use crate::document::Document;
use crate::layout::heads::Role;
use crate::num::{self, Rat};
use crate::span::Span;

/// Heads as forms write them, the longer before what they begin with.
const HEADS: &[&str] = &[
    "偏差原因分析及改进措施",
    "未完成原因分析及改进措施",
    "未完成原因分析",
    "偏差原因分析",
    "年初预算数",
    "年初预算",
    "调整后预算数",
    "全年预算数",
    "全年预算",
    "预算执行数",
    "全年执行数",
    "预算执行率",
    "预算数",
    "执行数",
    "执行率",
    "一级指标",
    "二级指标",
    "三级指标",
    "指标性质",
    "度量单位",
    "年度指标值",
    "实际完成值",
    "全年实际值",
    "全年完成值",
    "指标值",
    "完成值",
    "目标值",
    "分值",
    "权重",
    "自评得分",
    "得分",
];

pub(super) fn read(document: &Document, i: usize) -> Option<Found> {
    let text = plain(document, i)?;
    if !text.contains("执行数") && !text.contains("级指标") {
        return None;
    }
    let (start, heads) = text.char_indices().find_map(|(at, _)| Some((at, heads(&text[at..])?)))?;
    let roles: Vec<Role> = heads.iter().filter_map(|h| role(h)).collect();
    if roles.len() != heads.len() {
        return None;
    }
    let body = &text[start + heads.iter().map(|h| h.len()).sum::<usize>()..];
    let named = roles.contains(&Role::Name);
    let rows = if named { indicators(body, beside(document, i)) } else { budget(body, &roles) };
    let Some((rows, used)) = rows.filter(|r| !r.0.is_empty()) else { return Some(Found::Unread(i)) };
    let mut grid = Grid { last: i, cols: heads.len() as u32 + u32::from(!named), ..Grid::default() };
    let before = text[..start].trim();
    grid.before = (!before.is_empty()).then(|| span_of(document, before));
    let behind = body[used..].trim();
    grid.behind = (!behind.is_empty()).then(|| span_of(document, behind));
    put(document, &heads, &roles, &rows, named, &mut grid);
    Some(Found::Grid(grid))
}

/// The mark and score of a budget that the block before holds, glued too: they count towards the total.
fn beside(document: &Document, i: usize) -> Option<(Rat, Rat)> {
    let text = plain(document, i.checked_sub(1)?).filter(|t| t.contains("执行数"))?;
    let (start, heads) = text.char_indices().find_map(|(at, _)| Some((at, heads(&text[at..])?)))?;
    let roles: Vec<Role> = heads.iter().filter_map(|h| role(h)).collect();
    let body = &text[start + heads.iter().map(|h| h.len()).sum::<usize>()..];
    let (rows, _) = budget(body, &roles)?;
    let value = |wanted: Role| {
        let text = rows.first()?.values.iter().find(|v| v.0 == wanted)?.1;
        num::parse(text).and_then(num::rat)
    };
    Some((value(Role::Weight)?, value(Role::Score)?))
}

/// The heads that stand glued at the start: of a budget, or of marks and scores.
fn heads(text: &str) -> Option<Vec<&str>> {
    let mut heads = Vec::new();
    let mut rest = text;
    while let Some(word) = HEADS.iter().find(|w| rest.starts_with(**w)) {
        let bracket = bracket(&rest[word.len()..]);
        let (head, next) = rest.split_at(word.len() + bracket);
        heads.push(head);
        rest = next;
    }
    let roles: Vec<Role> = heads.iter().filter_map(|h| role(h)).collect();
    let has = |r: Role| roles.contains(&r);
    let budget = has(Role::Executed) && roles.iter().filter(|r| is_money(**r)).count() >= 2;
    ((budget && has(Role::Rate) && heads.len() >= 4)
        || (has(Role::Name) && has(Role::Weight) && has(Role::Score)))
    .then_some(heads)
}

/// Bytes of a short bracket behind a head: (A), （B/A）, （万元）.
fn bracket(text: &str) -> usize {
    const SHORT: usize = 24;
    let close =
        text.starts_with(['（', '(']).then(|| text.char_indices().find(|(_, c)| matches!(c, '）' | ')')));
    close.flatten().filter(|(i, _)| *i <= SHORT).map_or(0, |(i, c)| i + c.len_utf8())
}

/// A row: its name, and its values with the roles that they have.
struct Row<'t> {
    /// A group that begins with the row: 产出指标（50分）.
    group: Option<&'t str>,
    name: &'t str,
    values: Vec<(Role, &'t str)>,
}

/// Rows, and how much of the text they take up.
type Rows<'t> = Option<(Vec<Row<'t>>, usize)>;

/// Names and runs of figures by turns; each run splits in one way only.
fn budget<'t>(body: &'t str, roles: &[Role]) -> Rows<'t> {
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some((start, end)) = run(&body[at..]) {
        let name = body[at..at + start].trim_matches(|c: char| matches!(c, '：' | ':') || c.is_whitespace());
        let split = solve::split(roles, &body[at + start..at + end])?;
        if name.is_empty() {
            return None;
        }
        rows.push(Row { group: None, name, values: roles.iter().copied().zip(split).collect() });
        at += end;
    }
    Some((rows, at))
}

/// The next run of figures and marks of emptiness.
fn run(text: &str) -> Option<(usize, usize)> {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '％' | '-' | '—' | '/' | '－');
    let start = text.find(|c: char| c.is_ascii_digit() || matches!(c, '-' | '—'))?;
    let end = text[start..].find(|c| !figure(c)).map_or(text.len(), |n| start + n);
    Some((start, end))
}

/// What a mark and a score may be followed by and still be a count: 472户.
const MEASURES: &str = "亩座人户个件元万公平米吨次场家名条项处台套辆天日月年小株头口期批份册部所村栋间只棵宗起盏眼千亿百里升度分";
/// Runs that may be a mark and score or a count, tried in all combinations.
const OPEN: usize = 12;

/// A run of digits that splits into a mark and a score, and whether it may be a count instead.
struct Pair<'t> {
    start: usize,
    weight: &'t str,
    score: &'t str,
    open: bool,
}

/// Rows of indicators end with mark and score glued together; all marks must make the total that is printed, and
/// all scores theirs.
fn indicators(body: &str, beside: Option<(Rat, Rat)>) -> Rows<'_> {
    let pairs = pairs(body);
    let total = pairs.iter().rposition(|p| token::is_total(tail(&body[..p.start])))?;
    let (rows, end) =
        (&pairs[..total], pairs[total].start + pairs[total].weight.len() + pairs[total].score.len());
    let alone = chosen(rows, &pairs[total], (Rat::ZERO, Rat::ZERO));
    let chosen = alone.or_else(|| chosen(rows, &pairs[total], beside?))?;
    let mut out = Vec::new();
    let mut at = 0;
    for pair in chosen.into_iter().chain([&pairs[total]]) {
        out.push(indicator(&body[at..pair.start], pair));
        at = pair.start + pair.weight.len() + pair.score.len();
    }
    Some((out, end))
}

/// The words right before a figure.
fn tail(text: &str) -> &str {
    let from = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| !c.is_ascii_digit())
        .last()
        .map_or(text.len(), |(i, _)| i);
    let words = &text[from..];
    ["总得分", "总分", "合计", "总计"]
        .iter()
        .find_map(|w| words.ends_with(w).then(|| &words[words.len() - w.len()..]))
        .unwrap_or("")
}

fn pairs(body: &str) -> Vec<Pair<'_>> {
    let mut pairs = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find(|c: char| c.is_ascii_digit()).map(|n| at + n) {
        let end =
            body[start..].find(|c: char| !(c.is_ascii_digit() || c == '.')).map_or(body.len(), |n| start + n);
        let signed = body[..start].ends_with(['≥', '≤', '＝', '=', '>', '<', '≧', '≦', '（', '(', '.']);
        let next = body[end..].chars().next();
        let rate = next.is_some_and(|c| matches!(c, '%' | '％' | ',' | '/' | '-'));
        if let Some((weight, score)) = halves(&body[start..end]).filter(|_| !signed && !rate) {
            pairs.push(Pair { start, weight, score, open: next.is_some_and(|c| MEASURES.contains(c)) });
        }
        at = end;
    }
    pairs
}

/// The only way to cut a run into a mark up to 100 and a score no greater.
fn halves(run: &str) -> Option<(&str, &str)> {
    let value = |s: &str| token::is_number(s).then(|| num::parse(s).and_then(num::rat)).flatten();
    let fits = |n: &usize| {
        let (w, s) = run.split_at(*n);
        value(w).zip(value(s)).is_some_and(|(w, s)| s <= w && w <= Rat::from_integer(100))
    };
    let mut cuts = (1..run.len()).filter(fits);
    let cut = cuts.next()?;
    cuts.next().is_none().then(|| run.split_at(cut))
}

/// The rows whose marks and scores make the totals, with what stands beside them; one choice only.
fn chosen<'p, 't>(pairs: &'p [Pair<'t>], total: &Pair<'t>, beside: (Rat, Rat)) -> Option<Vec<&'p Pair<'t>>> {
    let value = |s: &str| num::parse(s).and_then(num::rat);
    let open: Vec<usize> = (0..pairs.len()).filter(|&i| pairs[i].open).collect();
    if open.len() > OPEN {
        return None;
    }
    let sums = |mask: usize| {
        let taken = |i: &usize| open.iter().position(|o| o == i).is_none_or(|k| mask >> k & 1 == 1);
        let all: Vec<&Pair<'t>> = (0..pairs.len()).filter(taken).map(|i| &pairs[i]).collect();
        let sum = |from: Rat, of: fn(&Pair<'t>) -> &'t str| {
            all.iter().try_fold(from, |sum, p| num::add(sum, value(of(p))?))
        };
        let marks = sum(beside.0, |p| p.weight) == value(total.weight);
        let ties = marks && sum(beside.1, |p| p.score) == value(total.score);
        ties.then_some(all)
    };
    let mut found = (0..1usize << open.len()).filter_map(sums);
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Splits what stands before a mark: its group, its name, its target and what was done of it.
fn indicator<'t>(text: &'t str, pair: &Pair<'t>) -> Row<'t> {
    let text = text.trim();
    let group =
        text.find(['）', ')']).map(|i| text.split_at(i + text[i..].chars().next().map_or(1, char::len_utf8)));
    let group = group.filter(|(head, _)| token::is_marked(head));
    let (group, rest) = group.map_or((None, text), |(head, rest)| (Some(head), rest));
    let marks = [(Role::Weight, pair.weight), (Role::Score, pair.score)];
    let (name, target, actual) = twins(rest).unwrap_or((rest, "", ""));
    let done = [(Role::Target, target), (Role::Actual, actual)].into_iter().filter(|v| !v.1.is_empty());
    Row { group, name, values: done.chain(marks).collect() }
}

/// "技术培训≥1560人次1560人次": a target and what was done, in one unit.
fn twins(text: &str) -> Option<(&str, &str, &str)> {
    let digit = |c: char| c.is_ascii_digit() || c == '.';
    let unit_at = text.rfind(digit)? + 1;
    let unit = &text[unit_at..];
    let second = text[..unit_at]
        .rfind(|c| !digit(c))
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let head = text[..second].strip_suffix(unit).filter(|_| !unit.is_empty())?;
    let first =
        head.rfind(|c| !digit(c)).map_or(0, |i| i + head[i..].chars().next().map_or(1, char::len_utf8));
    let sign = head[..first].trim_end_matches(['≥', '≤', '＝', '=', '>', '<', '≧', '≦']).len();
    let numbers = token::is_number(&head[first..]) && token::is_number(&text[second..unit_at]);
    (numbers && sign > 0).then(|| (&text[..sign], &text[sign..second], &text[second..]))
}

fn put(document: &Document, heads: &[&str], roles: &[Role], rows: &[Row<'_>], named: bool, grid: &mut Grid) {
    let shift = u32::from(!named);
    let names = roles.iter().take_while(|r| **r == Role::Name).count() as u32;
    let column = |role: Role| roles.iter().position(|r| *r == role).map(|c| c as u32 + shift);
    let start = span_of(document, heads[0]).start;
    let cell = |row: u32, col: u32, text: &str| Cell { row, col, pieces: vec![span_of(document, text)] };
    if !named {
        grid.cells.push(Cell { row: 0, col: 0, pieces: vec![Span { start, end: start }] });
    }
    grid.cells.extend(heads.iter().zip(shift..).map(|(h, c)| cell(0, c, h)));
    for (row, r) in rows.iter().zip(1..) {
        grid.cells.extend(row.group.map(|g| cell(r, 0, g)));
        let total = token::is_total(row.name);
        grid.cells.extend(
            (!row.name.is_empty()).then(|| cell(r, if total { 0 } else { names.max(1) - 1 }, row.name)),
        );
        grid.cells.extend(row.values.iter().filter_map(|v| Some(cell(r, column(v.0)?, v.1))));
    }
}
