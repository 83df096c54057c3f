//! Units that a bare number in a table takes from its heads: （万元）, 分值, 度量单位, the caption.
//!
//! A head nearer to the number wins: its column, then its row, then the caption of the table. Only a number
//! alone in its cell inherits.

use super::Figure;
use super::Kind;
use super::build::{kind_of, scaled};
use super::chars::is_digit;
use super::literal::Flaw;
use crate::layout::Flow;
use crate::num;
use crate::scheme::{Scheme, Unit, UnitKind, Units};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::collections::HashSet;
use std::ops::Range;

/// What a head says of the numbers under it or beside it.
#[derive(Clone, Copy, Debug, Default)]
struct Head<'a> {
    unit: Option<(&'a str, &'a Unit)>,
    score: bool,
    serial: bool,
    money: bool,
    rate: bool,
    /// 同比, 增长: of an amount or of a rate.
    change: bool,
    /// 指标值, 完成值: the unit stands in the column 度量单位.
    value: bool,
    units: bool,
}

impl Head<'_> {
    fn speaks(&self) -> bool {
        self.unit.is_some()
            || self.score
            || self.serial
            || self.money
            || self.rate
            || self.value
            || self.units
    }
}

/// Gives bare numbers in cells their unit.
pub(super) fn inherit(flow: &Flow, scheme: &Scheme, figures: &mut [Figure]) {
    if flow.tables.is_empty() {
        return;
    }
    let texts = cell_texts(flow);
    let tables: Vec<Vec<Given>> =
        (0..flow.tables.len()).map(|t| table(flow, t, &texts[t], &scheme.units)).collect();
    let column = |t: u32, c: u32| flow.tables[t as usize].table.cells.get(c as usize).map(|c| (t, c.col));
    let mut money: HashSet<(u32, u32)> = HashSet::new();
    // A nought among amounts of money is one too: a column with decimals is all of money.
    for whole in [false, true] {
        for figure in figures.iter_mut().filter(|f| f.kind == Kind::Number && f.unit.is_empty()) {
            let Some((t, c)) = flow.paras.get(figure.para as usize).and_then(|p| p.cell) else { continue };
            let given = tables.get(t as usize).and_then(|cells| cells.get(c as usize)).copied();
            let given = given.filter(|_| alone(flow, figure));
            match given {
                Some(Given::Caption(name, unit)) if whole && figure.places == 0 => {
                    let known = column(t, c).is_some_and(|at| money.contains(&at));
                    apply(flow, figure, if known { Given::Unit(name, unit) } else { Given::Nothing });
                }
                Some(given) if !whole => {
                    apply(flow, figure, given);
                    let caption = flow.tables[t as usize].unit.as_deref();
                    let told = figure.kind == Kind::Amount && caption == Some(figure.unit.as_str());
                    money.extend(column(t, c).filter(|_| told));
                }
                _ => {}
            }
        }
    }
}

/// What a cell's number gets.
#[derive(Clone, Copy, Debug)]
enum Given<'a> {
    Nothing,
    Serial,
    Unit(&'a str, &'a Unit),
    /// That of the caption, for a number with decimals: money is printed so, and what is counted is not.
    Caption(&'a str, &'a Unit),
}

/// The text of each cell of each table.
fn cell_texts(flow: &Flow) -> Vec<Vec<&str>> {
    let mut ranges: Vec<Vec<Option<Range<u32>>>> =
        flow.tables.iter().map(|t| vec![None; t.table.cells.len()]).collect();
    for para in &flow.paras {
        let Some((t, c)) = para.cell else { continue };
        let Some(slot) = ranges.get_mut(t as usize).and_then(|t| t.get_mut(c as usize)) else { continue };
        let start = slot.as_ref().map_or(para.range.start, |r| r.start);
        *slot = Some(start..para.range.end);
    }
    let text = |r: &Option<Range<u32>>| r.as_ref().map_or("", |r| flow.slice(r.start, r.end).trim());
    ranges.iter().map(|t| t.iter().map(text).collect()).collect()
}

/// How many columns to the left a row is searched for a head.
const LEFT: usize = 8;

struct Grid<'a> {
    /// Heads of the columns, and the header row that set them.
    columns: Vec<Head<'a>>,
    header: Option<u32>,
    /// Text cells by column, and the first row that they no longer cover.
    left: Vec<(Head<'a>, u32)>,
}

fn table<'a>(flow: &'a Flow, t: usize, texts: &[&'a str], units: &'a Units) -> Vec<Given<'a>> {
    let cells = &flow.tables[t].table.cells;
    let caption = flow.tables[t].unit.as_deref().and_then(|u| Some((u, units.by_name.get(u)?)));
    let width = cells.iter().map(|c| c.col as usize + 1).max().unwrap_or(0);
    let mut grid =
        Grid { columns: vec![Head::default(); width], header: None, left: vec![(Head::default(), 0); width] };
    let mut given = vec![Given::Nothing; cells.len()];
    let mut at = 0;
    while at < cells.len() {
        let row = cells[at].row;
        let end = at + cells[at..].iter().take_while(|c| c.row == row).count();
        let heads: Vec<Head> = texts[at..end].iter().map(|text| head(text, units)).collect();
        if is_header(&texts[at..end], &heads, grid.header.is_none_or(|h| h + 1 == row)) {
            grid.set(cells, at, &heads);
        }
        let named = unit_cell(&grid, cells, at..end, texts, units);
        for i in at..end {
            let column = cells[i].col as usize;
            given[i] = grid.given(column, row, caption, named);
            if heads[i - at].speaks() {
                grid.left[column] = (heads[i - at], row + cells[i].rowspan.max(1));
            }
        }
        at = end;
    }
    for (column, _) in grid.columns.iter().enumerate().filter(|(_, h)| h.change && !h.speaks()) {
        let Some((name, unit)) = caption.filter(|_| is_difference(cells, texts, column as u32)) else {
            continue;
        };
        let own = (0..cells.len()).filter(|&i| cells[i].col as usize == column && bare_number(texts[i]));
        own.for_each(|i| given[i] = Given::Unit(name, unit));
    }
    given
}

/// 比上年增减 is of an amount or of a rate: it is an amount where two other columns are that far apart, row after row.
fn is_difference(cells: &[crate::document::Cell], texts: &[&str], column: u32) -> bool {
    const ROWS: usize = 2;
    const WIDE: usize = 12;
    let mut pairs: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let both: Vec<_> = cells.iter().zip(texts).collect();
    for row in both.chunk_by(|a, b| a.0.row == b.0.row) {
        let number = |(c, text): &(&crate::document::Cell, &&str)| {
            Some((c.col, num::parse(&text.replace([',', '，'], ""))?))
        };
        let numbers: Vec<(u32, Decimal)> = row.iter().filter_map(number).take(WIDE).collect();
        let Some(&(_, own)) = numbers.iter().find(|n| n.0 == column) else { continue };
        for &(a, x) in numbers.iter().filter(|n| n.0 != column && !own.is_zero()) {
            let is = |n: &&(u32, Decimal)| n.0 != column && x.checked_sub(n.1) == Some(own);
            numbers.iter().filter(is).for_each(|n| *pairs.entry((a, n.0)).or_default() += 1);
        }
    }
    pairs.values().any(|n| *n >= ROWS)
}

/// A row of heads holds no bare number, and words that heads have: one at the top, two further down.
fn is_header(texts: &[&str], heads: &[Head], top: bool) -> bool {
    let speaking = heads.iter().filter(|h| h.speaks()).count();
    heads.len() > 1 && speaking >= if top { 1 } else { 2 } && !texts.iter().any(|t| bare_number(t))
}

fn bare_number(text: &str) -> bool {
    text.contains(is_digit) && text.chars().all(|c| is_digit(c) || !c.is_alphanumeric())
}

/// The unit that the row names in its column 度量单位.
fn unit_cell<'a>(
    grid: &Grid<'a>,
    cells: &[crate::document::Cell],
    row: Range<usize>,
    texts: &[&'a str],
    units: &'a Units,
) -> Option<(&'a str, &'a Unit)> {
    let i = row.into_iter().find(|&i| grid.columns[cells[i].col as usize].units)?;
    let name = if matches!(texts[i], "百分比" | "百分率") { "%" } else { texts[i] };
    Some((name, units.by_name.get(name)?))
}

impl<'a> Grid<'a> {
    /// Takes a row of heads; a second one right below keeps what it does not say itself.
    fn set(&mut self, cells: &[crate::document::Cell], at: usize, heads: &[Head<'a>]) {
        let row = cells[at].row;
        let below = self.header.is_some_and(|h| h + 1 == row);
        for (cell, head) in cells[at..].iter().zip(heads) {
            let span =
                cell.col as usize..(cell.col as usize + cell.colspan.max(1) as usize).min(self.columns.len());
            for column in &mut self.columns[span] {
                if head.speaks() || !below {
                    // 财政拨款 below 预算数（万元） is counted in the same unit.
                    let unit = column.unit.filter(|_| below && head.money);
                    *column = Head { unit: head.unit.or(unit), ..*head };
                }
            }
        }
        self.header = Some(row);
    }

    fn given(
        &self,
        column: usize,
        row: u32,
        caption: Option<(&'a str, &'a Unit)>,
        named: Option<(&'a str, &'a Unit)>,
    ) -> Given<'a> {
        let head = self.columns[column];
        if head.serial {
            return Given::Serial;
        }
        if head.unit.is_some() || head.score {
            return unit_or_score(head);
        }
        if let Some((name, unit)) = named.filter(|_| head.value) {
            return Given::Unit(name, unit);
        }
        let near = self.left[column.saturating_sub(LEFT)..column].iter().rev().filter(|l| l.1 > row);
        let near: Vec<Head> = near.map(|l| l.0).filter(|h| h.unit.is_some() || h.money).collect();
        if head.rate {
            return Given::Nothing;
        }
        // 项目资金（万元） stands before 年度资金总额, which is money but names no unit.
        let money = near.first().is_some_and(|h| h.unit.is_none());
        let fits = |u: &(&str, &Unit)| !money || u.1.kind == UnitKind::Money;
        let beside = near.iter().find_map(|h| h.unit).filter(fits);
        match (beside, caption) {
            (Some((name, unit)), _) => Given::Unit(name, unit),
            (None, Some((name, unit))) if head.money || money => Given::Unit(name, unit),
            (None, Some((name, unit))) if !head.speaks() && !head.change => Given::Caption(name, unit),
            _ => Given::Nothing,
        }
    }
}

fn unit_or_score<'a>(head: Head<'a>) -> Given<'a> {
    const MARK: Unit = Unit {
        kind: UnitKind::Score,
        base: String::new(),
        power: 0,
        series: false,
        weak: false,
        unless: Vec::new(),
    };
    static SCORE: Unit = MARK;
    head.unit.map_or(Given::Unit("分", &SCORE), |(name, unit)| Given::Unit(name, unit))
}

/// Longest text that is read as a head, in bytes.
const HEAD: usize = 90;

fn head<'a>(text: &'a str, units: &'a Units) -> Head<'a> {
    if text.is_empty() || text.len() > HEAD || bare_number(text) {
        return Head::default();
    }
    let any = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let unit = bracketed(text, units);
    Head {
        unit,
        score: unit.is_none() && any(&["分值", "得分", "权重", "评分", "标准分", "满分", "分数", "扣分"]),
        serial: matches!(text, "序号" | "编号" | "行次" | "栏次"),
        rate: any(&["率", "占比", "比例", "比重", "进度"]),
        change: any(&["增", "降", "比", "幅", "±"]),
        money: any(&[
            "预算",
            "执行数",
            "决算",
            "金额",
            "资金",
            "收入",
            "支出",
            "拨款",
            "到位",
            "结转",
            "合计",
            "总额",
            "下达",
            "投资",
            "经费",
            "结余",
            "增减额",
            "增加额",
            "减少额",
            "增减数",
            "差额",
            "小计",
            "总计",
            "年数",
            "年初数",
            "年末数",
        ]),
        value: any(&[
            "指标值",
            "完成值",
            "目标值",
            "实际值",
            "完成情况",
            "实际完成",
            "计划值",
            "预期值",
            "实现值",
            "年度目标",
        ]),
        units: any(&["度量单位", "计量单位"]) || text == "单位",
    }
}

/// The unit in brackets or after 单位： or a slash: 预算数（万元）, 金额/元, 占比%.
fn bracketed<'a>(text: &'a str, units: &'a Units) -> Option<(&'a str, &'a Unit)> {
    let known = |name: &'a str| units.by_name.get(name).map(|u| (name, u));
    for part in text.split(['（', '(', '：', ':', '/', '，']).skip(1) {
        let name = part.split(['）', ')']).next().unwrap_or("").trim();
        if let Some(found) = known(name.strip_prefix("单位").unwrap_or(name)) {
            return Some(found);
        }
    }
    // 保障人数, 发放户数.
    const COUNTED: &[(&str, &str)] = &[("人数", "人"), ("户数", "户"), ("人次", "人次"), ("次数", "次")];
    let words = text.split(['（', '(']).next().unwrap_or("").trim_end();
    if let Some((head, unit)) = COUNTED.iter().find(|c| words.ends_with(c.0)) {
        let from = words.len() - head.len();
        // 万人次 is another unit than 人次.
        if words[..from].ends_with(['万', '亿', '千', '百']) {
            return None;
        }
        return words[from..].find(unit).and_then(|i| known(&words[from + i..from + i + unit.len()]));
    }
    let last = text.char_indices().next_back().filter(|(i, c)| *i > 0 && matches!(c, '%' | '％'))?;
    known(&text[last.0..])
}

/// Whether nothing but the number and its loosening words stands in the paragraph of the cell.
fn alone(flow: &Flow, figure: &Figure) -> bool {
    let Some(para) = flow.paras.get(figure.para as usize) else { return false };
    let before = flow.slice(para.range.start, figure.at.start);
    let after = flow.slice(figure.at.end, para.range.end);
    let loosening = |rest: &str| {
        let word = rest.trim();
        word.chars().all(|c| !c.is_alphanumeric()) || figure.qualifier.split('…').any(|q| q == word)
    };
    loosening(before) && loosening(after)
}

fn apply(flow: &Flow, figure: &mut Figure, given: Given) {
    let (name, unit) = match given {
        Given::Nothing => return,
        Given::Serial => {
            figure.kind = Kind::Outline;
            return;
        }
        Given::Unit(name, unit) => (name, unit),
        Given::Caption(_, unit) if figure.places == 0 || unit.kind != UnitKind::Money => return,
        Given::Caption(name, unit) => (name, unit),
    };
    figure.kind = kind_of(unit.kind);
    figure.unit = name.to_owned();
    figure.base_unit = if unit.base.is_empty() { name.to_owned() } else { unit.base.clone() };
    figure.inherited = true;
    let counted = matches!(figure.kind, Kind::Score | Kind::Amount | Kind::Count);
    let mut digits = flow.slice(figure.at.start, figure.at.end).chars();
    let zero = matches!((digits.next(), digits.next()), (Some('0'), Some(c)) if is_digit(c));
    if counted && zero && figure.malformed.is_none() {
        figure.malformed = Some(Flaw::LeadingZero.text().to_owned());
    }
    scaled(figure, unit.power);
}
