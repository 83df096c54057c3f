use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId};
use crate::ledger::{Claim, Expr, Relation, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 各本预算之和应等于总数，基本支出、项目支出也应分别对得上。
    ///
    /// 依据：部门总支出由一般公共预算、政府性基金预算、国有资本经营预算等支出构成。
    ///
    /// 重算：同一节内各本预算的支出（收入）相加，与总支出（总收入）比较；某本预算未分基本、项目时，
    /// 若基本支出全部出自另一本，其支出应全部计入项目支出。
    ///
    /// ```不符
    /// 一般公共预算财政拨款支出2361.47万元。政府性基金预算支出410.25万元。全年总支出2717.72万元。
    /// ```
    /// ```相符
    /// 一般公共预算财政拨款支出2361.47万元。政府性基金预算支出410.25万元。全年总支出2771.72万元。
    /// ```
    ///
    /// 不报的情形：还有其他资金来源时不会恰好相等，所以只有改一位数字就能相符时才报。
    ///
    /// 怎么改：核对各本预算与总数。
    AMT004, "funds-do-not-sum", "各本预算之和不等于总数", Warning
}

const FAMILIES: &[&[&str]] = &[&["expenditure", "executed"], &["income"]];
/// How many figures ahead of a total its funds may stand.
const BACK: usize = 16;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    for family in FAMILIES {
        for (i, m) in facts.mentions.iter().enumerate() {
            let of = |m: &Mention| kit::attribute(m, scheme).is_some_and(|a| family.contains(&a));
            if m.cell.is_some() || m.scope.is_some() || !of(m) || !kit::exact(m) {
                continue;
            }
            let funds = funds(facts, i, &of);
            if funds.len() >= 2 {
                out.claims.push(sum(facts, i, &funds));
                out.claims.extend(projects(facts, scheme, i, &funds));
            }
        }
    }
}

/// The last figure of each fund before the total, in its section.
fn funds(facts: &Facts, total: MentionId, of: &impl Fn(&Mention) -> bool) -> Vec<MentionId> {
    let t = &facts.mentions[total];
    let mut funds: Vec<MentionId> = Vec::new();
    for i in (total.saturating_sub(BACK)..total).rev() {
        let m = &facts.mentions[i];
        let new = funds.iter().all(|&f| facts.mentions[f].scope != m.scope);
        if m.section == t.section && m.base == t.base && m.scope.is_some() && new && of(m) && kit::exact(m) {
            funds.push(i);
        }
    }
    funds.reverse();
    funds
}

fn sum(facts: &Facts, total: MentionId, funds: &[MentionId]) -> Claim {
    let t = &facts.mentions[total];
    let operands =
        funds.iter().map(|&f| kit::role(&kit::name(&facts.mentions[f]), &facts.mentions[f])).collect();
    let formula = format!("{} = {}", kit::name(t), kit::plus(facts, funds));
    Claim::new("AMT004", Expr::sum(funds.len()), Relation::Sums, operands, kit::role(&kit::name(t), t))
        .formula(formula)
        .stance(Stance::Optional)
}

/// 项目支出 of the total = 项目支出 of the fund that is broken down + the other fund.
fn projects(facts: &Facts, scheme: &Scheme, total: MentionId, funds: &[MentionId]) -> Option<Claim> {
    let &[a, b] = funds else { return None };
    let project = |of: MentionId| {
        let list = facts.parts_of(of)?;
        list.iter().copied().find(|&p| kit::is(&facts.mentions[p], scheme, "spend.project"))
    };
    let whole = project(total)?;
    let parts = match (project(a), project(b)) {
        (Some(p), None) => [p, b],
        (None, Some(p)) => [a, p],
        _ => return None,
    };
    let mut claim = sum(facts, whole, &parts);
    claim.formula = format!("总的项目支出 = {}", kit::plus(facts, &parts));
    Some(claim)
}
