use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Role as Column, Row, RowKind, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::num::Rat;
use crate::scheme::Scheme;
use std::collections::BTreeMap;

declare_rule! {
    /// 预算数、执行数、收支、执行率、总分在正文各处和表中应当一致。
    ///
    /// 依据：同一口径、同一期间只有一个数；正文与自评表相互印证。
    ///
    /// 重算：同名的数（年初预算、全年预算、执行数、收入、支出、基本支出、项目支出、执行率、总分）依次与前文、
    /// 表中的数比较。
    ///
    /// ```不符
    /// 全年预算数1487.26万元，支出合计1402.15万元。
    /// 综上，2023年全年预算数1478.26万元，全部用于道路建设。
    /// ```
    /// ```相符
    /// 全年预算数1487.26万元，支出合计1402.15万元。
    /// 综上，2023年全年预算数1487.26万元，全部用于道路建设。
    /// ```
    ///
    /// 不报的情形：同名而口径不同的数很多（本级与汇总、不同项目），所以只有两数仅差一位数字时才报。
    ///
    /// 怎么改：统一两处。
    MEN002, "same-fact-differs", "同名数字前后不一", Error
}

const FACTS: &[&str] = &[
    "budget.initial",
    "budget.change",
    "budget.adjusted",
    "budget",
    "received",
    "executed",
    "expenditure",
    "income",
    "spend.basic",
    "spend.project",
    "rate.execution",
    "rate.received",
];
/// Earlier mentions that one is compared with.
const EARLIER: usize = 12;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    let cells = cells(facts);
    let mut groups: BTreeMap<(&str, &str), Vec<MentionId>> = BTreeMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let own = kit::attribute(m, scheme).filter(|a| FACTS.contains(a) && m.cell.is_none() && is_named(m));
        // 比上年预算减少 is said of many things.
        let own = own.filter(|_| m.stand != Stand::Change || !m.gap.contains(['比', '较']));
        if let Some(a) = own.or_else(|| cells.get(&id).copied()).filter(|_| kit::exact(m)) {
            groups.entry((family(a), m.base.as_str())).or_default().push(id);
        }
    }
    match own_totals(facts) {
        Some(totals) => out.claims.extend(totals.windows(2).map(|w| restated(facts, w[0], w[1]))),
        None => groups.entry(("score.total", "分")).or_default().extend(&facts.scoring.totals),
    }
    for ((fact, _), ids) in &groups {
        for (n, &later) in ids.iter().enumerate().skip(1) {
            out.claims.extend(claim(facts, &ids[..n], later, *fact == "budget.change"));
        }
    }
}

/// The mentions of the report's own total, where it has one: 自评得分96.5分 … 综合得分95.6分. Several projects, a review, last
/// year have others.
fn own_totals(facts: &Facts) -> Option<Vec<MentionId>> {
    const OTHERS: &[&str] = &[
        "复核",
        "财政",
        "初评",
        "抽评",
        "抽查",
        "第三方",
        "专家",
        "平均",
        "上年",
        "去年",
        "上次",
        "上轮",
        "所属",
        "下属",
        "加分",
        "折",
        "扣",
        "合计",
        "小计",
        "指标",
        "类",
        "目标",
        "力争",
        "以上",
        "各",
        "分别",
        "未",
        "单位自评",
        "加权",
        "调整",
        "修正",
        "核减",
    ];
    const LEAST: i128 = 40;
    let title = facts.frame.title.as_deref().unwrap_or_default();
    let of_project = title.contains("项目") && !title.contains("整体");
    let report = facts.frame.year.as_ref().map(|y| y.0);
    let own = |&&id: &&MentionId| {
        let m = &facts.mentions[id];
        let words = m.gap.rsplit(['。', '；']).next().unwrap_or_default();
        let other = OTHERS.iter().any(|w| words.contains(w) || m.label.contains(w));
        let year = m.year.is_none_or(|y| report.is_none_or(|r| r == y));
        let least = kit::value(m).is_some_and(|v| v >= Rat::from_integer(LEAST));
        let project = of_project || !words.contains("项目") && !m.label.contains("项目");
        m.cell.is_none() && kit::exact(m) && !other && year && least && project && m.term.printed != "100"
    };
    // 自评得分95分 and 评价得分92.3分 of an evaluation are two scores.
    let own_report = title.contains("自评");
    let by_itself = |t: MentionId| facts.mentions[t].label.contains("自评");
    let mut totals: Vec<MentionId> = facts.scoring.totals.iter().filter(own).copied().collect();
    if !own_report && totals.iter().any(|&t| by_itself(t)) {
        let all = totals.iter().all(|&t| by_itself(t));
        totals.retain(|&t| all || !by_itself(t));
    }
    let mut values: Vec<_> = totals.iter().map(|&t| kit::value(&facts.mentions[t])).collect();
    values.sort_unstable();
    values.dedup();
    // （一）养老服务项目 …自评得分96.52分 … （二）殡葬服务项目 …自评得分95.52分.
    let apart = totals.windows(2).all(|w| {
        facts.mentions[w[0]].sentence != facts.mentions[w[1]].sentence
            && !super::men001_repeated::is_pattern(facts, w[0], w[1])
    });
    (totals.len() >= 2 && values.len() <= 2 && apart).then_some(totals)
}

fn restated(facts: &Facts, earlier: MentionId, later: MentionId) -> Claim {
    let (a, b) = (&facts.mentions[earlier], &facts.mentions[later]);
    let (x, y) = (kit::name(a), kit::name(b));
    let whole = |m: &Mention| m.gap.contains("整体") || m.label.contains("整体");
    let claim =
        Claim::new("MEN002", Expr::Arg(0), Relation::Equals, vec![kit::role(&x, a)], kit::role(&y, b));
    let claim = claim.formula(format!("{y}前后一致")).stance(Stance::Stated);
    if whole(a) && whole(b) { claim.formal() } else { claim.link(Link::Likely) }
}

/// What is spent is what is executed.
fn family(attribute: &str) -> &str {
    match attribute {
        "expenditure" | "executed" => "executed",
        "budget" | "budget.adjusted" | "received" => "budget.adjusted",
        other => other,
    }
}

/// The facts that the cells of budget rows state.
fn cells(facts: &Facts) -> BTreeMap<MentionId, &'static str> {
    let mut cells = BTreeMap::new();
    for sheet in &facts.sheets {
        let budget = |r: &&Row| r.mention(Column::Executed).is_some();
        let only = |r: &Row| sheet.rows.iter().filter(|o| o.band == r.band).filter(budget).count() == 1;
        // In a table of projects each has its own.
        let whole = |r: &&Row| kit::is_sum_of_funds(r) || r.kind == RowKind::Total || only(r);
        sheet.rows.iter().filter(budget).filter(whole).for_each(|row| of_row(row, &mut cells));
    }
    cells
}

fn of_row(row: &Row, cells: &mut BTreeMap<MentionId, &'static str>) {
    for &(_, role, id) in &row.cells {
        let fact = match role {
            Column::Rate => Some("rate.execution"),
            Column::Initial => Some("budget.initial"),
            Column::Adjusted => Some("budget.adjusted"),
            Column::Executed => Some("executed"),
            _ => None,
        };
        fact.map(|f| cells.insert(id, f));
    }
}

/// 完成预算的104% is called by a verb alone: whose it is is not told.
fn is_named(m: &Mention) -> bool {
    m.kind != Kind::Percent || m.label.ends_with(['率', '度'])
}

/// 甲支出a，执行率96%；乙支出b，执行率95%；丙…: each of its own.
fn is_listed(facts: &Facts, id: MentionId) -> bool {
    const NEAR: usize = 8;
    let m = &facts.mentions[id];
    let from = id.saturating_sub(NEAR);
    let near = facts.mentions[from..].iter().take(NEAR * 2 + 1);
    let alike = near.filter(|n| n.sentence == m.sentence && n.kind == m.kind && n.label == m.label);
    m.kind == Kind::Percent && m.cell.is_none() && alike.count() > 2
}

/// `own`: there is hardly more than one such fact in a report.
fn claim(facts: &Facts, earlier: &[MentionId], later: MentionId, own: bool) -> Option<Claim> {
    let b = &facts.mentions[later];
    if is_listed(facts, later) || earlier.last().is_some_and(|&e| is_listed(facts, e)) {
        return None;
    }
    let same = |&&e: &&MentionId| {
        let a: &Mention = &facts.mentions[e];
        let years = a.year.is_none() || b.year.is_none() || a.year == b.year;
        // A cell of the row of the whole says what the text calls by its bare name.
        let general = |m: &Mention| m.general || m.cell.is_some();
        let named = a.label == b.label || (general(a) && general(b)) || own;
        let whole = a.before.contains("总计") == b.before.contains("总计");
        // 到位资金1426万元, and 1486万元 in the column of what was approved.
        let came = |m: &Mention| m.cell.is_none() && ["到位", "拨入"].iter().any(|w| m.label.contains(w));
        let apart =
            (a.cell.is_some() && came(b) || b.cell.is_some() && came(a)) && kit::value(a) != kit::value(b);
        a.sentence != b.sentence
            && !(kit::value(a) != kit::value(b) && super::men001_repeated::is_pattern(facts, e, later))
            && years
            && !a.realm.is_other(b.realm)
            && named
            && whole
            && !apart
            && kit::value(a) != Some(Rat::ZERO)
    };
    let mut candidates: Vec<MentionId> =
        earlier.iter().rev().take(EARLIER * 4).filter(same).take(EARLIER).copied().collect();
    candidates.sort_by_key(|&e| (facts.mentions[e].scope != b.scope, facts.mentions[e].label != b.label));
    let mut values = Vec::new();
    candidates.retain(|&e| {
        let value = kit::value(&facts.mentions[e]);
        let new = !values.contains(&value);
        values.push(value);
        new
    });
    if candidates.is_empty() {
        return None;
    }
    let name = kit::name(b);
    let operands: Vec<Role> = vec![kit::roles(&format!("前文{name}"), facts, &candidates)];
    let claim = Claim::new("MEN002", Expr::Arg(0), Relation::Equals, operands, kit::role(&name, b));
    Some(claim.formula(format!("{name}前后一致")).stance(Stance::Optional).severity(Severity::Error))
}
