use super::{Out, fewrows, headlaws, kit};
use crate::facts::{Across, Facts, MentionId, Role as Column, Row, Sheet};
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 表中同一行的数应横向相加：小计等于各分项，年初预算加调整等于全年预算，预算减执行等于结余。
    ///
    /// 依据：表内横向勾稽。
    ///
    /// 重算：两层表头下“小计”（合计）列与其余各列之和；某列在多数行中等于相邻各列之和的，其余行亦同；年初预算数 + 调整数 = 全年预算数；全年预算数 − 全年执行数 = 结余；相邻两年的两列与“增减”“增长率”列；各行为年份的，“增长率”按上一行；“加：”“减：”各行之后的一行。
    ///
    /// ```不符
    /// | 项目 | 年初预算数（万元） | 调整数（万元） | 全年预算数（万元） | 全年执行数（万元） |
    /// | --- | --- | --- | --- | --- |
    /// | 道路维修 | 120.50 | 14.20 | 134.70 | 118.30 |
    /// | 渠道清淤 | 64.20 | -4.10 | 60.10 | 60.00 |
    /// | 路灯改造 | 35.80 | 6.40 | 42.20 | 40.70 |
    /// | 公厕新建 | 88.60 | 12.50 | 110.10 | 99.80 |
    /// ```
    /// ```相符
    /// | 项目 | 年初预算数（万元） | 调整数（万元） | 全年预算数（万元） | 全年执行数（万元） |
    /// | --- | --- | --- | --- | --- |
    /// | 道路维修 | 120.50 | 14.20 | 134.70 | 118.30 |
    /// | 渠道清淤 | 64.20 | -4.10 | 60.10 | 60.00 |
    /// | 路灯改造 | 35.80 | 6.40 | 42.20 | 40.70 |
    /// | 公厕新建 | 88.60 | 12.50 | 101.10 | 99.80 |
    /// ```
    ///
    /// 表头写明的（合同价、已支付、未支付，年初、增加、减少、年末，春季、秋季、全年，一行即可判断；数量、单价、金额的要有两行以上相符）直接核对。
    ///
    /// 不报的情形：表中这样相符的行不足两行，或不符的行多于相符的行的一半（那一列另有口径），除非改一位数字就能相符；表旁的注文点到该行名称的。
    ///
    /// 怎么改：核对该行各数。
    AMT010, "table-row", "表中一行横向不符", Error
}

/// Families of rows of one table that bear each other out.
const FAMILY: u32 = 1 << 22;
const ACROSS: u32 = 1 << 26;
/// Totals of one table.
const COLUMNS: u32 = 16;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    headlaws::run(facts, out);
    fewrows::run(facts, out);
    for (t, sheet) in facts.sheets.iter().enumerate() {
        for row in &sheet.rows {
            for (k, claim) in spreads(facts, sheet, row).into_iter().chain(budget(facts, row)) {
                out.claims.push(claim.stance(Stance::Optional).family(FAMILY | (t as u32) << 4 | k));
            }
        }
        for (across, k) in sheet.across.iter().zip(0..COLUMNS) {
            let family = ACROSS | (t as u32) << 4 | k;
            // 人均 of all is no sum.
            let mean =
                |r: &&(MentionId, Vec<MentionId>)| facts.mentions[r.0].label.contains(['均', '率', '比']);
            let made = across.rows.iter().filter(|r| !mean(r)).map(|r| beside(facts, across, r));
            // 差额为企业自筹: a source that has no column.
            let more = ["差额", "其余", "自筹", "不含", "未列"].iter().any(|w| sheet.beside.contains(w));
            let stance = if across.whole && !more { Stance::Stated } else { Stance::Optional };
            out.claims.extend(made.map(|c| c.stance(stance).family(family)));
        }
    }
}

/// A column that sums those beside it.
fn beside(facts: &Facts, across: &Across, (total, parts): &(MentionId, Vec<MentionId>)) -> Claim {
    let total = &facts.mentions[*total];
    let named = parts.iter().zip(&across.parts);
    let operands = named.map(|(&p, name)| kit::role(name, &facts.mentions[p])).collect();
    let row = if total.label.is_empty() { String::new() } else { format!("{}：", total.label) };
    let formula = format!("{row}{} = {}", across.name, across.parts.join(" + "));
    let result = kit::role(&across.name, total);
    Claim::new("AMT010", Expr::sum(parts.len()), Relation::Sums, operands, result).formula(formula).formal()
}

/// 小计 of a divided head.
fn spreads(facts: &Facts, sheet: &Sheet, row: &Row) -> Vec<(u32, Claim)> {
    let of_row = sheet.spreads.iter().filter(|s| s.band == row.band).zip(2..);
    let made = |(s, k): (&crate::facts::Spread, u32)| {
        let whole = row.at_column(s.whole)?;
        let parts: Vec<(String, MentionId)> = s
            .parts
            .iter()
            .filter_map(|&c| Some((sheet.head(row.band, c).to_owned(), row.at_column(c)?)))
            .collect();
        let claim = sum(facts, row, sheet.head(row.band, s.whole), whole, &parts)?;
        Some((k, claim))
    };
    of_row.filter_map(made).collect()
}

/// 年初 + 调整 = 全年; 全年 − 执行 = 结余.
fn budget(facts: &Facts, row: &Row) -> Vec<(u32, Claim)> {
    let of = |role: Column, name: &str| Some((name.to_owned(), row.mention(role)?));
    let adjusted = row.mention(Column::Adjusted);
    let added = adjusted.and_then(|a| {
        let parts = [of(Column::Initial, "年初预算数")?, of(Column::Change, "调整数")?];
        sum(facts, row, "全年预算数", a, &parts)
    });
    let spent = || Some([of(Column::Executed, "全年执行数")?, of(Column::Balance, "结余")?]);
    let of_budget = adjusted.and_then(|a| sum(facts, row, "全年预算数", a, &spent()?));
    let of_received = row.mention(Column::Received).and_then(|r| sum(facts, row, "到位数", r, &spent()?));
    let of_budget = of_budget.filter(|_| of_received.is_none());
    let spent = of_budget.or(of_received);
    added.map(|c| (0, c)).into_iter().chain(spent.map(|c| (1, c))).collect()
}

fn sum(
    facts: &Facts,
    row: &Row,
    name: &str,
    whole: MentionId,
    parts: &[(String, MentionId)],
) -> Option<Claim> {
    let total = &facts.mentions[whole];
    let alike =
        parts.iter().all(|p| facts.mentions[p.1].base == total.base && kit::exact(&facts.mentions[p.1]));
    if parts.len() < 2 || !alike || !kit::exact(total) {
        return None;
    }
    let operands = parts.iter().map(|(n, id)| kit::role(n, &facts.mentions[*id])).collect();
    let names: Vec<&str> = parts.iter().map(|p| p.0.as_str()).collect();
    let formula = format!("{}：{name} = {}", row.label, names.join(" + "));
    let result = kit::role(&format!("{}{name}", row.label), total);
    Some(
        Claim::new("AMT010", Expr::sum(parts.len()), Relation::Sums, operands, result)
            .formula(formula)
            .formal(),
    )
}
