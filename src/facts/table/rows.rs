//! The rows of a table under the heads in force: labels, figures by role, kinds of rows.

use super::band::Band;
use super::{Mention, MentionId, Role, Row, RowKind, Sheet, Sign};
use super::{groups, layers};
use crate::document::{Cell, Document, Table};
use crate::layout::heads::said;

pub(super) struct Reader<'a> {
    document: &'a Document,
    pub table: &'a Table,
    pub mentions: &'a [Mention],
    /// Mentions of this table: (cell, id), in order.
    own: Vec<(u32, MentionId)>,
    pub band: Band,
}

/// Units that have a cell of their own.
const UNITS: &[&str] = &[
    "万元",
    "元",
    "亿元",
    "辆",
    "台",
    "套",
    "台（套）",
    "批次",
    "人",
    "人次",
    "个",
    "户",
    "亩",
    "公里",
    "平方米",
    "座",
    "处",
    "次",
    "家",
    "份",
    "件",
    "%",
];

/// A row while it is read.
pub(super) struct Line<'a> {
    pub cells: &'a [Cell],
    /// Index of its first cell in the table.
    pub from: usize,
    pub texts: Vec<String>,
}

impl Line<'_> {
    /// What the columns of names hold in this row, by level; a merged cell counts in its first row only.
    pub fn names<'l>(&'l self, band: &'l Band) -> impl Iterator<Item = (usize, &'l Cell, &'l str)> {
        let named = move |(c, t): (&'l Cell, &'l String)| {
            let name = band.role(c.col) == Some(Role::Name) && !t.is_empty();
            name.then(|| (band.level(c.col), c, t.as_str()))
        };
        self.cells.iter().zip(&self.texts).filter_map(named)
    }
}

impl<'a> Reader<'a> {
    pub fn new(
        document: &'a Document,
        table: &'a Table,
        mentions: &'a [Mention],
        own: Vec<(u32, MentionId)>,
    ) -> Self {
        Self { document, table, mentions, own, band: Band::new(table.cols) }
    }

    pub fn sheet(mut self, index: usize) -> Sheet {
        let mut sheet = Sheet { table: index, ..Sheet::default() };
        let mut groups = groups::Finder::default();
        let (mut from, mut after_head) = (0, false);
        for r in 0..self.table.rows {
            let n = self.table.cells[from..].iter().take_while(|c| c.row == r).count();
            let cells = &self.table.cells[from..from + n];
            let line = Line { cells, from, texts: cells.iter().map(|c| self.text(c)).collect() };
            from += n;
            if after_head && self.divides(&line) {
                self.band.divide(cells, &line.texts);
                self.note_heads(&mut sheet);
            } else if self.is_head(&line) {
                groups.close(r);
                groups.merged_marks(&self, &line);
                self.band.head(cells, &line.texts);
                self.note_heads(&mut sheet);
                after_head = true;
            } else if !(after_head && self.is_numbering(&line)) {
                after_head = false;
                groups.line(&self, r, &line);
                sheet.rows.extend(self.row(r, &line));
            }
        }
        groups.close(self.table.rows);
        parts(&mut sheet.rows);
        budgets(&mut sheet.rows);
        layers::totals(&mut sheet, self.mentions);
        layers::among(&mut sheet, self.mentions);
        groups.finish(&mut sheet);
        layers::subtotals(&mut sheet, self.mentions);
        layers::groups(&mut sheet, self.mentions);
        sheet
    }

    fn note_heads(&self, sheet: &mut Sheet) {
        let number = self.band.number;
        sheet.heads.retain(|h| h.0 != number);
        let heads = self.band.columns.iter().zip(0..).filter(|(c, _)| !c.head.is_empty());
        sheet.heads.extend(heads.map(|(c, col)| (number, col, c.head.clone())));
        sheet.spreads.retain(|s| s.band != number);
        sheet.spreads.extend(self.band.spreads());
    }

    fn text(&self, cell: &Cell) -> String {
        cell.span.of(self.document.text.as_str()).chars().filter(|c| !c.is_whitespace()).collect()
    }

    /// At least two cells name columns, and no cell is just a number.
    fn is_head(&self, line: &Line<'_>) -> bool {
        let named = line.texts.iter().filter(|t| said(t).is_some()).count();
        named >= 2 && !line.texts.iter().any(|t| is_bare(t))
    }

    /// A row right below a head whose cells all lie under heads that span several columns.
    fn divides(&self, line: &Line<'_>) -> bool {
        const SHORT: usize = 12;
        let filled = || line.cells.iter().zip(&line.texts).filter(|(_, t)| !t.is_empty());
        let fits =
            |(c, t): (&Cell, &String)| self.band.divides(c) && !is_bare(t) && t.chars().count() <= SHORT;
        filled().count() >= 2 && filled().all(fits)
    }

    /// 1, 2, 3 … below the heads: numbers of columns.
    fn is_numbering(&self, line: &Line<'_>) -> bool {
        let numbers: Vec<u32> = line.texts.iter().filter_map(|t| t.parse().ok()).collect();
        numbers.len() >= 3 && numbers.iter().zip(numbers[0]..).all(|(a, b)| *a == b) && numbers[0] <= 3
    }

    pub fn figures(&self, cell: u32) -> Vec<MentionId> {
        let i = self.own.partition_point(|o| o.0 < cell);
        self.own[i..].iter().take_while(|o| o.0 == cell).map(|o| o.1).collect()
    }

    fn row(&self, r: u32, line: &Line<'_>) -> Option<Row> {
        let mut row = Row {
            kind: RowKind::Plain,
            label: String::new(),
            cells: Vec::new(),
            group: None,
            band: self.band.number,
            at: r,
            leads: Vec::new(),
            rank: None,
            sign: None,
            reasoned: false,
            counts: false,
        };
        let mut labels: Vec<(u32, String)> = Vec::new();
        for (i, (c, text)) in line.cells.iter().zip(&line.texts).enumerate() {
            let role = self.band.role(c.col);
            match role {
                Some(Role::Nature) => row.sign = sign(text),
                Some(Role::Reason) => row.reasoned |= is_reason(text),
                Some(Role::Unit) => {}
                // 公务用车保有量 | 辆 | 6, under no head: the unit is no name.
                None | Some(Role::Other) if !labels.is_empty() && UNITS.contains(&text.trim()) => {}
                _ => match self.only(line.from + i, role, text) {
                    Some(id) => row.cells.push((c.col, role.unwrap_or(Role::Other), id)),
                    None if row.cells.is_empty() && is_label(role, text) => {
                        labels.push((c.col, text.clone()))
                    }
                    None => {}
                },
            }
        }
        let names: Vec<String> = labels.iter().map(|l| l.1.clone()).collect();
        row.kind = kind(&names);
        if row.kind == RowKind::Part && row.is_indicator() {
            row.kind = RowKind::Plain;
        }
        row.label = labels.pop().map(|l| l.1).unwrap_or_default();
        (row.leads, row.rank) = (labels, rank(&row.label));
        row.counts =
            row.kind == RowKind::Plain && (row.mention(Role::Weight).is_some() || row.score().is_some());
        (!row.cells.is_empty()).then_some(row)
    }

    /// The figure of a cell that holds nothing else.
    fn only(&self, cell: usize, role: Option<Role>, text: &str) -> Option<MentionId> {
        let &[only] = self.figures(cell as u32).as_slice() else { return None };
        let of_group = role == Some(Role::Weight) && self.is_group_mark(cell);
        let words = words(text, &self.mentions[only].term.unit);
        const WORDY: usize = 8;
        let fits = match role {
            Some(Role::Name) => false,
            Some(Role::Target | Role::Actual | Role::Other) | None => words <= WORDY,
            Some(_) => words == 0,
        };
        (fits && !of_group).then_some(only)
    }

    /// A mark in a column before that of the items, or one over several rows.
    pub fn is_group_mark(&self, cell: usize) -> bool {
        let Some(c) = self.table.cells.get(cell) else { return false };
        let item = self.band.item_weight();
        item.is_some_and(|i| c.col != i && self.band.level(c.col) < self.band.level(i)) || self.spans_items(c)
    }

    /// A merged mark whose rows have a score each.
    fn spans_items(&self, mark: &Cell) -> bool {
        let rows = mark.row..mark.row + mark.rowspan.max(1);
        let scores = |c: &&Cell| rows.contains(&c.row) && self.band.role(c.col) == Some(Role::Score);
        mark.rowspan > 1 && self.table.cells.iter().filter(scores).count() > 1
    }
}

/// Han characters besides the figure's unit.
fn words(text: &str, unit: &str) -> usize {
    let han = |s: &str| s.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    han(text) - if text.contains(unit) { han(unit) } else { 0 }
}

fn is_bare(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || ".,%％-".contains(c))
}

fn is_label(role: Option<Role>, text: &str) -> bool {
    let named = matches!(role, None | Some(Role::Name | Role::Other));
    named && sign(text).is_none() && text.chars().any(char::is_alphabetic)
}

fn is_reason(text: &str) -> bool {
    !text.is_empty() && !["无", "无。", "/", "—", "-", "——", "不涉及"].contains(&text)
}

/// The words and signs of 指标性质.
fn sign(text: &str) -> Option<Sign> {
    let is = |words: &[&str]| words.contains(&text);
    match () {
        () if is(&[
            "≥",
            "≧",
            ">=",
            "＞=",
            ">",
            "＞",
            "大于等于",
            "大于",
            "不低于",
            "不少于",
            "正向",
            "正向指标",
        ]) =>
        {
            Some(Sign::AtLeast)
        }
        () if is(&[
            "≤",
            "≦",
            "<=",
            "＜=",
            "<",
            "＜",
            "小于等于",
            "小于",
            "不高于",
            "不超过",
            "反向",
            "负向",
            "反向指标",
        ]) =>
        {
            Some(Sign::AtMost)
        }
        () if is(&["=", "＝", "═", "等于"]) => Some(Sign::Exactly),
        () if is(&["定性", "定性指标"]) => Some(Sign::Words),
        () => None,
    }
}

fn kind(labels: &[String]) -> RowKind {
    const TOTAL: &[&str] = &["总分", "合计", "总计", "总得分", "自评总分", "得分合计", "综合得分"];
    const PART: &[&str] = &["其中", "财政拨款", "其他资金", "上年结转"];
    // 资金来源合计 is a name that ends like a total.
    const SHORT: usize = 8;
    let has = |words: &[&str]| {
        let called = |l: &String| {
            let short = l.chars().count() <= SHORT;
            // 总分馆建设 is an indicator: 总分 is a word of its own only where no other word goes on from it.
            let goes_on = |rest: &str| {
                rest.starts_with(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !"数值为得合".contains(c))
            };
            let other = |w: &str| w == "总分" && l.strip_prefix(w).is_some_and(goes_on);
            words.iter().any(|w| l.starts_with(w) && !other(w) || (short && l.ends_with(w)))
        };
        labels.iter().any(called)
    };
    // 指标合计（不含预算执行）
    let less = labels.iter().any(|l| l.contains("合计（不含") || l.contains("合计(不含"));
    match () {
        () if less => RowKind::Subtotal,
        () if has(TOTAL) || labels.iter().any(|l| ["总额", "共计"].contains(&l.as_str())) => {
            RowKind::Total
        }
        () if has(&["小计"]) => RowKind::Subtotal,
        () if has(PART) => RowKind::Part,
        () => RowKind::Plain,
    }
}

/// Ranks of accounts, below those of typed numbers.
const ACCOUNTS: u8 = 8;

/// The rank of a typed number.
fn rank(label: &str) -> Option<u8> {
    const CHINESE: &str = "一二三四五六七八九十";
    let open = label.starts_with(['（', '(']);
    let body = label.trim_start_matches(['（', '(']);
    let chinese = body.trim_start_matches(|c| CHINESE.contains(c));
    let arabic = body.trim_start_matches(|c: char| c.is_ascii_digit());
    // 205教育支出, 20502普通教育, 2050201学前教育: accounts within accounts.
    let code = label.len() - label.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if matches!(code, 3 | 5 | 7) && label[code..].starts_with(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) {
        return Some(ACCOUNTS + code as u8);
    }
    let marked = |rest: &str| rest.len() < body.len() && rest.starts_with(['、', '.', '．', '）', ')']);
    match (marked(chinese), marked(arabic)) {
        (true, _) => Some(u8::from(open)),
        (_, true) => Some(2 + u8::from(open)),
        _ => None,
    }
}

/// Rows behind 其中 are parts until the next total or head, or a number of the rank of the row that they
/// divide; so are rows below 资金总额.
fn parts(rows: &mut [Row]) {
    let (mut inside, mut band, mut divided) = (false, 0, None);
    for row in rows {
        let whole = row.kind == RowKind::Total || is_sum_of_funds(&row.label);
        let beside = row.rank.zip(divided).is_some_and(|(own, of)| own <= of);
        inside &= row.band == band && !whole && row.kind != RowKind::Subtotal && !beside;
        band = row.band;
        inside |= row.kind == RowKind::Part;
        if inside && !row.is_indicator() {
            row.kind = RowKind::Part;
        } else {
            divided = row.rank;
        }
        inside |= is_sum_of_funds(&row.label) && row.is_budget();
    }
}

/// 年度资金总额, 部门预算总额.
pub(super) fn is_sum_of_funds(label: &str) -> bool {
    ["资金总额", "预算总额", "支出总额"].iter().any(|w| label.contains(w)) || label == "总额"
}

/// Of the rows of one budget one counts as the indicator: that of the total where it has a mark or score, else
/// its first part that has one.
fn budgets(rows: &mut [Row]) {
    let mut at = 0;
    while at < rows.len() {
        let band = rows[at].band;
        let n = rows[at..].iter().take_while(|r| r.band == band && r.is_budget()).count();
        let block = &mut rows[at..at + n];
        let scored = |r: &Row| r.mention(Role::Weight).is_some() || r.score().is_some();
        let whole = |r: &Row| is_sum_of_funds(&r.label) || r.kind == RowKind::Total;
        let total = block.iter().position(|r| scored(r) && whole(r));
        let first = block.iter().position(|r| scored(r) && r.kind == RowKind::Part);
        let plain = block.iter().any(|r| r.kind == RowKind::Plain && !whole(r));
        if let Some(chosen) = total.or(first.filter(|_| !plain)) {
            block.iter_mut().enumerate().for_each(|(i, r)| r.counts = i == chosen);
        }
        at += n.max(1);
    }
}
