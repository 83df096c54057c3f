use super::{Out, kit};
use crate::facts::{Facts, MentionId, Role as Column};
use crate::ledger::{Claim, Expr, Relation};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 资金总额为零，其下的来源却有数。
    ///
    /// 依据：总额是各来源之和，来源不能大于总额。
    ///
    /// 重算：“年度资金总额”（合计）某一列为 0，其下“其中”各行同一列 ≤ 0。
    ///
    /// ```不符
    /// | 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 |
    /// | --- | --- | --- | --- |
    /// | 年度资金总额 | 0 | 0 | 0 |
    /// | 其中：当年财政拨款 | 90.00 | 90.00 | 87.50 |
    /// ```
    /// ```相符
    /// | 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 |
    /// | --- | --- | --- | --- |
    /// | 年度资金总额 | 90.00 | 90.00 | 87.50 |
    /// | 其中：当年财政拨款 | 90.00 | 90.00 | 87.50 |
    /// ```
    ///
    /// 不报的情形：总额一格空着或为“—”。
    ///
    /// 怎么改：填上总额。
    AMT011, "part-of-nothing", "总额为零而来源有数", Error
}

const MONEY: &[Column] =
    &[Column::Initial, Column::Adjusted, Column::Change, Column::Received, Column::Executed, Column::Balance];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for sheet in &facts.sheets {
        for (i, row) in sheet.rows.iter().enumerate().filter(|(_, r)| kit::is_sum_of_funds(r)) {
            for &(col, _, total) in row.cells.iter().filter(|c| MONEY.contains(&c.1)) {
                let parts =
                    kit::funds(sheet, i).iter().filter_map(|p| Some((p.label.as_str(), p.at_column(col)?)));
                let bounds = parts.filter_map(|(name, part)| bound(facts, &row.label, total, name, part));
                out.claims.extend(bounds);
            }
        }
    }
}

fn bound(facts: &Facts, whole: &str, total: MentionId, name: &str, part: MentionId) -> Option<Claim> {
    let (t, p) = (&facts.mentions[total], &facts.mentions[part]);
    let empty = kit::value(t)? == Rat::ZERO && kit::value(p)? > Rat::ZERO;
    let claim =
        Claim::new("AMT011", Expr::Arg(0), Relation::AtMost, vec![kit::role(name, p)], kit::role(whole, t));
    (empty && t.base == p.base).then(|| claim.formula(format!("{name} ≤ {whole}")))
}
