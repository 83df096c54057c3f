use super::{Out, kit};
use crate::facts::{Facts, MentionId, Row};
use crate::ledger::{Claim, Expr, Relation};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 资金总额只有一个来源时，总额行与该来源行的各列应相同。
    ///
    /// 依据：同一笔钱在两行各填一次。
    ///
    /// 重算：“年度资金总额”其下只有一行有数时，两行的预算数、执行数、分值、执行率、得分逐列比较。
    ///
    /// ```不符
    /// | 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
    /// | --- | --- | --- | --- | --- | --- | --- |
    /// | 年度资金总额 | 90.00 | 90.00 | 81.00 | 10 | 90% | 9 |
    /// | 其中：当年财政拨款 | 90.00 | 90.00 | 81.00 | 10 | 90% | 8 |
    /// ```
    /// ```相符
    /// | 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
    /// | --- | --- | --- | --- | --- | --- | --- |
    /// | 年度资金总额 | 90.00 | 90.00 | 81.00 | 10 | 90% | 9 |
    /// | 其中：当年财政拨款 | 90.00 | 90.00 | 81.00 | 10 | 90% | 9 |
    /// ```
    ///
    /// 不报的情形：相同的列不足两列，或不同的列不少于相同的列（“其中”只列了一部分来源）；空格和“—”。
    ///
    /// 怎么改：统一两行。
    MEN010, "only-part-differs", "总额行与唯一来源行不一", Error
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for sheet in &facts.sheets {
        for (i, row) in sheet.rows.iter().enumerate().filter(|(_, r)| kit::is_sum_of_funds(r)) {
            let filled: Vec<&Row> = kit::funds(sheet, i).iter().filter(|r| is_filled(facts, r)).collect();
            if let [only] = filled.as_slice() {
                compare(facts, row, only, out);
            }
        }
    }
}

fn is_filled(facts: &Facts, row: &Row) -> bool {
    row.cells.iter().any(|c| kit::value(&facts.mentions[c.2]).is_some_and(|v| v != Rat::ZERO))
}

fn compare(facts: &Facts, row: &Row, only: &Row, out: &mut Out) {
    let value = |id: MentionId| kit::value(&facts.mentions[id]);
    let alike = |a: MentionId, b: MentionId| facts.mentions[a].base == facts.mentions[b].base;
    let pairs: Vec<(MentionId, MentionId)> = row
        .cells
        .iter()
        .filter_map(|c| Some((c.2, only.at_column(c.0)?)))
        .filter(|p| alike(p.0, p.1) && value(p.0) != Some(Rat::ZERO))
        .collect();
    let equal = pairs.iter().filter(|p| value(p.0) == value(p.1)).count();
    if equal >= 2 && equal * 2 > pairs.len() {
        out.claims.extend(pairs.iter().map(|p| claim(facts, row, only, p.0, p.1)));
    }
}

fn claim(facts: &Facts, row: &Row, only: &Row, total: MentionId, part: MentionId) -> Claim {
    let operands = vec![kit::role(&row.label, &facts.mentions[total])];
    let result = kit::role(&only.label, &facts.mentions[part]);
    Claim::new("MEN010", Expr::Arg(0), Relation::Equals, operands, result)
        .formula(format!("{} = {}（唯一来源）", row.label, only.label))
        .formal()
}
