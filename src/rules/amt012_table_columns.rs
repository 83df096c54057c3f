use super::{Out, headlaws, kit};
use crate::facts::{Facts, Law, MentionId, Tie};
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 表中一列由另两列算出的（增减额、增减率、占比、单价），每一行都应相符。
    ///
    /// 依据：表内列间勾稽；不看列名，只看各行的数：多数行成立的关系就是这张表的口径。
    ///
    /// 重算：c = a − b；c =（a − b）÷ b；c = a ÷ b。
    ///
    /// ```不符
    /// | 支出功能分类 | 2024年 | 2023年 | 增减额 |
    /// | --- | --- | --- | --- |
    /// | 一般公共服务支出 | 4126.35 | 4018.72 | 107.63 |
    /// | 公共安全支出 | 268.40 | 251.16 | 17.24 |
    /// | 社会保障和就业支出 | 3015.62 | 2874.50 | 147.12 |
    /// | 卫生健康支出 | 612.77 | 731.05 | -118.28 |
    /// ```
    /// ```相符
    /// | 支出功能分类 | 2024年 | 2023年 | 增减额 |
    /// | --- | --- | --- | --- |
    /// | 一般公共服务支出 | 4126.35 | 4018.72 | 107.63 |
    /// | 公共安全支出 | 268.40 | 251.16 | 17.24 |
    /// | 社会保障和就业支出 | 3015.62 | 2874.50 | 141.12 |
    /// | 卫生健康支出 | 612.77 | 731.05 | -118.28 |
    /// ```
    ///
    /// 不报的情形：成立的行不足两行，或不成立的行超过成立的一半（表头写明增减、户均、累计的，多数行成立即可；三列表头都写明的，如2023年、2022年、增减率，或金额、数量、单价，预算、支出、执行率，到位、支出、结余，有一行成立即可）；表旁的注文点到该行名称的；各列都有已知含义的（由相应规则核对）。
    ///
    /// 怎么改：核对该行各数。
    AMT012, "table-columns", "表中列间不符", Error
}

/// Families of the rows of one law.
const FAMILY: u32 = 1 << 29;
/// Laws of one table.
const LAWS: u32 = 16;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for sheet in &facts.sheets {
        for (tie, k) in sheet.ties.iter().zip(0..LAWS) {
            let family = FAMILY | ((tie.table as u32) * LAWS) | k;
            // 加分项 has no points taken off.
            let label = |row: &[MentionId; 3]| facts.mentions[row[0]].label.as_str();
            let bonus = |l: &str| ["加分", "附加", "奖励"].iter().any(|w| l.contains(w));
            // Nor do the totals keep the law then.
            let total = |l: &str| ["合计", "总计", "总分", "总得分"].iter().any(|w| l.contains(w));
            let any = sheet.rows.iter().any(|r| bonus(&r.label));
            let more = |row: &&[MentionId; 3]| bonus(label(row)) || any && total(label(row));
            let rows = tie.rows.iter().filter(|row| !more(row));
            // 九折, 赠5把: why a price times a number need not be the amount.
            let loose = matches!(tie.law, Law::Quotient) && headlaws::is_noted(sheet);
            let made = rows.map(|&row| claim(facts, tie, row));
            out.claims.extend(made.map(|c| match loose {
                true => Claim { formal: false, ..c.stance(Stance::Reading) },
                false => c.family(family),
            }));
        }
    }
}

fn claim(facts: &Facts, tie: &Tie, [c, a, b]: [MentionId; 3]) -> Claim {
    let [of, x, y] = &tie.names;
    let (first, second) = (Expr::Arg(0), Expr::Arg(1));
    let (expr, relation, text) = match tie.law {
        Law::Difference => (Expr::minus(first, second), Relation::Sums, format!("{x} − {y}")),
        Law::Growth => {
            let change = Expr::minus(first, second.clone());
            (Expr::percent(change, second), Relation::Rounds, format!("（{x} − {y}）÷ {y}"))
        }
        Law::Percent => (Expr::percent(first, second), Relation::Rounds, format!("{x} ÷ {y}")),
        Law::Running => (Expr::sum_of(first, second), Relation::Sums, format!("{x} + {y}")),
        Law::Quotient | Law::Mean => (Expr::over(first, second), Relation::Rounds, format!("{x} ÷ {y}")),
    };
    let operands = vec![kit::role(x, &facts.mentions[a]), kit::role(y, &facts.mentions[b])];
    let row = &facts.mentions[c].label;
    let formula = if row.is_empty() { format!("{of} = {text}") } else { format!("{row}：{of} = {text}") };
    let claim = Claim::new("AMT012", expr, relation, operands, kit::role(of, &facts.mentions[c])).formal();
    let stance = if tie.sure { Stance::Stated } else { Stance::Reading };
    let claim = claim.formula(formula).stance(stance).link(Link::Certain);
    if matches!(tie.law, Law::Difference | Law::Running) { claim } else { claim.group(kit::rate_group(c)) }
}
