use super::{Out, kit};
use crate::facts::{Facts, MentionId, Role as Column, Row, RowKind, Sheet};
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 表中合计行应等于各行之和，资金总额应等于其中各来源之和。
    ///
    /// 依据：表内竖向勾稽。
    ///
    /// 重算：合计行（总分行除外）与同一表头下各行的同一列相加比较；“年度资金总额”与其下“其中”各行比较。
    ///
    /// ```不符
    /// | 项目 | 预算数（万元） | 执行数（万元） |
    /// | --- | --- | --- |
    /// | 道路维修 | 120.50 | 118.30 |
    /// | 渠道清淤 | 64.20 | 60.00 |
    /// | 合计 | 184.70 | 187.30 |
    /// ```
    /// ```相符
    /// | 项目 | 预算数（万元） | 执行数（万元） |
    /// | --- | --- | --- |
    /// | 道路维修 | 120.50 | 118.30 |
    /// | 渠道清淤 | 64.20 | 60.00 |
    /// | 合计 | 184.70 | 178.30 |
    /// ```
    ///
    /// 不报的情形：率、得分、指标值各列；部分行没有数字的列。
    ///
    /// 怎么改：核对合计行的公式是否漏行。
    AMT005, "table-total", "表中合计不符", Error
}

const MONEY: &[Column] = &[Column::Initial, Column::Adjusted, Column::Executed, Column::Other];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for sheet in &facts.sheets {
        for (i, row) in sheet.rows.iter().enumerate() {
            if row.kind == RowKind::Total {
                totals(facts, sheet, i, out);
            }
            if row.label.contains("资金总额") {
                sources(facts, sheet, i, out);
            }
        }
    }
}

/// A total row against the rows of its band above it.
fn totals(facts: &Facts, sheet: &Sheet, at: usize, out: &mut Out) {
    let row = &sheet.rows[at];
    let above: Vec<&Row> =
        sheet.rows[..at].iter().rev().take_while(|r| r.band == row.band && r.kind != RowKind::Total).collect();
    column_sums(facts, row, above.iter().rev().copied().filter(|r| r.kind == RowKind::Plain), out);
    // A total that stands first, above its parts.
    if above.is_empty() {
        let below = sheet.rows[at + 1..].iter().take_while(|r| r.band == row.band && r.kind != RowKind::Total);
        column_sums(facts, row, below, out);
    }
}

/// 年度资金总额 against 财政拨款, 上年结转, 其他资金 below it.
fn sources(facts: &Facts, sheet: &Sheet, at: usize, out: &mut Out) {
    let row = &sheet.rows[at];
    let below = sheet.rows[at + 1..].iter().take_while(|r| r.band == row.band && r.kind == RowKind::Part);
    column_sums(facts, row, below, out);
}

fn column_sums<'r>(facts: &Facts, row: &Row, parts: impl Iterator<Item = &'r Row>, out: &mut Out) {
    let parts: Vec<&Row> = parts.collect();
    for &(col, role, total) in row.cells.iter().filter(|c| MONEY.contains(&c.1)) {
        let cell = |r: &&Row| r.cells.iter().find(|c| c.0 == col).map(|c| c.2);
        let ids: Vec<MentionId> = parts.iter().filter_map(cell).collect();
        let alike = ids.iter().all(|&i| facts.mentions[i].base == facts.mentions[total].base);
        if ids.len() < 2 || !alike {
            continue;
        }
        let stance = match role {
            Column::Other => Stance::Open,
            _ if ids.len() == parts.len() => Stance::Stated,
            _ => Stance::Open,
        };
        out.claims.push(claim(facts, row, &parts, total, &ids).stance(stance));
    }
}

fn claim(facts: &Facts, row: &Row, parts: &[&Row], total: MentionId, ids: &[MentionId]) -> Claim {
    let label = |id: &MentionId| {
        let of = |r: &&&Row| r.cells.iter().any(|c| c.2 == *id);
        parts.iter().find(of).map_or(String::new(), |r| r.label.clone())
    };
    let names: Vec<String> = ids.iter().map(label).collect();
    let operands = ids.iter().zip(&names).map(|(&i, n)| kit::role(n, &facts.mentions[i])).collect();
    let formula = format!("{} = {}", row.label, names.join(" + "));
    Claim::new("AMT005", Expr::sum(ids.len()), Relation::Sums, operands, kit::role(&row.label, &facts.mentions[total]))
        .formula(formula)
}
