//! Tables by the codes of 支出功能分类科目: 208 = 20805 + 20811, 20811 = 2081101 + 2081104 + …, 合计 = 208 + 210 + 221. Claims of AMT005.

use super::{Out, rowsums};
use crate::facts::{Facts, Row, RowKind, Sheet};
use crate::figure::Kind;
use crate::ledger::Claim;

/// Families of one table: its levels bear each other out.
const FAMILY: u32 = 1 << 27;
/// Digits of 类, 款, 项.
const LENGTHS: &[usize] = &[3, 5, 7];
/// Rows with codes that make a table of codes, and rows of one that is read.
const FEW: usize = 3;
const MANY: usize = 400;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (t, sheet) in facts.sheets.iter().enumerate() {
        out.claims.extend(sums(facts, sheet, FAMILY | t as u32));
    }
}

/// A row, its code, and the column that the code stands in.
struct Coded<'s> {
    row: &'s Row,
    code: &'s str,
    column: u32,
}

fn sums(facts: &Facts, sheet: &Sheet, family: u32) -> Vec<Claim> {
    let coded: Vec<Coded<'_>> = sheet.rows.iter().filter_map(|row| coded(facts, row)).take(MANY).collect();
    let column = coded.first().map(|c| c.column);
    let one = coded.iter().all(|c| Some(c.column) == column && c.row.band == coded[0].row.band);
    if coded.len() < FEW || !one {
        return Vec::new();
    }
    // The row with the longest code that another's begins with.
    let parent = |i: usize| {
        let within = |&j: &usize| {
            coded[j].code.len() < coded[i].code.len() && coded[i].code.starts_with(coded[j].code)
        };
        (0..coded.len()).filter(within).max_by_key(|&j| coded[j].code.len())
    };
    let parents: Vec<Option<usize>> = (0..coded.len()).map(parent).collect();
    let below = |of: Option<usize>| -> Vec<&Row> {
        (0..coded.len()).filter(|&i| parents[i] == of).map(|i| coded[i].row).collect()
    };
    // A code that is printed twice, or out of its order, tells of two tables in one.
    let ordered = coded.windows(2).all(|w| w[0].code < w[1].code);
    if !ordered || parents.iter().all(Option::is_none) {
        return Vec::new();
    }
    let of = |row: &Row, name: String, parts: &[&Row]| {
        rowsums::claims(facts, row, parts, (column, 1), family, |_, ids| {
            (name.clone(), format!("所属各科目之和（{}项）", ids.len()))
        })
    };
    let mut made: Vec<Claim> = Vec::new();
    for (i, c) in coded.iter().enumerate() {
        let parts = below(Some(i));
        if !parts.is_empty() {
            made.extend(of(c.row, format!("科目{}", c.code), &parts));
        }
    }
    let mut totals = sheet.rows.iter().filter(|r| r.kind == RowKind::Total && r.band == coded[0].row.band);
    let total = totals.next().filter(|_| totals.next().is_none());
    let tops = below(None);
    let whole =
        tops.len() > 1 && coded.iter().zip(&parents).all(|(c, p)| p.is_some() || c.code.len() == LENGTHS[0]);
    if let Some(total) = total.filter(|_| whole) {
        made.extend(of(total, "合计".to_owned(), &tops));
    }
    made
}

fn coded<'s>(facts: &'s Facts, row: &'s Row) -> Option<Coded<'s>> {
    let &(column, _, id) = row.cells.iter().min_by_key(|c| c.0)?;
    let m = &facts.mentions[id];
    let code = m.term.printed.as_str();
    let digits = code.chars().all(|c| c.is_ascii_digit()) && LENGTHS.contains(&code.len());
    let listed = m.kind == Kind::Number && digits && code.starts_with(['1', '2', '3']);
    (listed && row.cells.len() > 1).then_some(Coded { row, code, column })
}
