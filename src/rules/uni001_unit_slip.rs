use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Role as Column, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};
use crate::num::{self, Rat};
use crate::scheme::Scheme;
use std::collections::BTreeMap;

declare_rule! {
    /// 同一个数不应一处写“元”、一处写“万元”。
    ///
    /// 依据：同一事项只有一个数；数字相同而单位相差一万倍、一亿倍，必有一处单位写错。
    ///
    /// 重算：同名的金额，印出的数字相同（四位以上，同一段内名称相近的三位以上），单位却不同；正文与表（按表注的单位）也比较。
    ///
    /// ```不符
    /// 一、资金情况
    /// 道路养护补助1487.26万元，已全部下达。
    /// 二、使用情况
    /// 道路养护补助1487.26元，用于三条县道。
    /// ```
    /// ```相符
    /// 一、资金情况
    /// 道路养护补助1487.26万元，已全部下达。
    /// 二、使用情况
    /// 道路养护补助14872600元，用于三条县道。
    /// ```
    ///
    /// 不报的情形：名称不同的数；位数少的数（可能巧合）；人均、每亩等单价。
    ///
    /// 怎么改：核对单位，改写错的一处。
    UNI001, "unit-slip", "单位相差万倍", Error
}

/// Digits that the same print must have, with a name and without one of the known facts.
const TELLING: usize = 4;
/// As many do in one paragraph, with names that share four characters.
const FEW: usize = 3;
const LONG: usize = 5;
/// Shortest label that is a name, and most mentions of one print.
const NAMED: usize = 3;
const MANY: usize = 24;

fn run(facts: &Facts, scheme: &Scheme, out: &mut Out) {
    means(facts, out);
    let cells = cells(facts);
    let mut prints: BTreeMap<&str, Vec<MentionId>> = BTreeMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let plain = m.kind == Kind::Amount && m.base == "元" && kit::exact(m);
        if plain && digits(m) >= FEW {
            prints.entry(m.term.printed.as_str()).or_default().push(id);
        }
    }
    for ids in prints.values().filter(|v| (2..=MANY).contains(&v.len())) {
        for (n, &b) in ids.iter().enumerate().skip(1) {
            let slip = |&&a: &&MentionId| slipped(facts, a, b) && same(facts, scheme, &cells, a, b);
            out.claims.extend(ids[..n].iter().find(slip).map(|&a| claim(facts, a, b)));
        }
    }
}

/// 城市低保月人均补差383.16元，农村低保月人均补差211.61万元: what one of two kinds gets is no hundred times what the other does.
fn means(facts: &Facts, out: &mut Out) {
    const AHEAD: usize = 4;
    let mean = |m: &Mention| {
        let per_head = ["人均", "户均", "生均", "亩均", "次均"].iter().any(|w| m.label.contains(w));
        m.kind == Kind::Amount && m.base == "元" && m.cell.is_none() && kit::exact(m) && per_head
    };
    // 出国…，人均2.1万元；接待…，人均120元: of what is not told.
    let tail = |m: &Mention| m.label.rfind('均').map(|at| m.label[at..].to_owned()).filter(|t| t != "均");
    for (i, a) in facts.mentions.iter().enumerate().filter(|(_, m)| mean(m)) {
        let near = facts.mentions.iter().skip(i + 1).take(AHEAD).take_while(|b| b.sentence == a.sentence);
        let same =
            |b: &&Mention| mean(b) && tail(a).is_some() && tail(a) == tail(b) && a.term.unit != b.term.unit;
        for b in near.filter(same) {
            let (x, y) = if kit::value(a) < kit::value(b) { (a, b) } else { (b, a) };
            let (low, high) = (kit::name(x), kit::name(y));
            let expr = Expr::over(Expr::Arg(0), Expr::Const(Rat::from_integer(100)));
            let operands = vec![kit::role(&high, y)];
            let claim = Claim::new("UNI001", expr, Relation::AtMost, operands, kit::role(&low, x));
            let claim = claim.formula(format!("{high} ÷ 100 ≤ {low}（同类单位数不应相差百倍）"));
            out.claims.push(claim.stance(Stance::Stated).link(Link::Likely));
        }
    }
}

/// The same digits, the values a power of ten thousand apart.
fn slipped(facts: &Facts, a: MentionId, b: MentionId) -> bool {
    let (x, y) = (kit::value(&facts.mentions[a]), kit::value(&facts.mentions[b]));
    let ratio = x.zip(y).and_then(|(x, y)| num::div(x.max(y), x.min(y)));
    [10_000, 100_000_000].iter().any(|n| ratio == Some(Rat::from_integer(*n)))
}

/// Both are called alike, or one is a cell of the column that the other names.
fn same(
    facts: &Facts,
    scheme: &Scheme,
    cells: &BTreeMap<MentionId, &str>,
    a: MentionId,
    b: MentionId,
) -> bool {
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    if digits(x) < TELLING {
        return x.para == y.para && kit::share(&x.label, &y.label, 4) && x.cell.is_none() && y.cell.is_none();
    }
    let named = x.label.chars().count() >= NAMED && x.label == y.label;
    let fact = x.attribute.is_some() && x.attribute == y.attribute && x.scope == y.scope;
    let column = |cell: MentionId, m: &Mention| {
        let held =
            cells.get(&cell).is_some_and(|c| kit::attribute(m, scheme).is_some_and(|a| a.starts_with(c)));
        held && digits(m) >= LONG
    };
    // Six digits alike are one amount, whatever it is called.
    let long = digits(x) > LONG || share(&x.label, &y.label) || digits(x) == LONG && is_sum(x) && is_sum(y);
    let long = long && x.cell.is_none() && y.cell.is_none();
    x.sentence != y.sentence && (named || fact || long || column(a, y) || column(b, x))
}

/// Words that most amounts are called by.
const PLAIN: &[&str] = &[
    "资金", "支出", "收入", "预算", "项目", "全年", "经费", "补助", "财政", "专项", "安排", "下达", "执行",
    "拨款", "投入", "实际", "使用", "公共", "一般", "其他", "本年", "年初", "合计", "总计", "累计", "完成",
    "金额",
];

/// 涉及资金627.42元: money of a whole, and not what one of many costs.
fn is_sum(m: &Mention) -> bool {
    let whole =
        ["资金", "支出", "收入", "预算", "经费", "金额", "投入", "投资"].iter().any(|w| m.label.ends_with(w));
    whole && !m.label.contains(['均', '每']) && m.stand == Stand::Level
}

/// Two characters that name the thing stand in both names.
fn share(a: &str, b: &str) -> bool {
    let chars: Vec<char> = a.chars().collect();
    let runs = chars.windows(2).map(|w| w.iter().collect::<String>());
    runs.into_iter().any(|w| b.contains(&w) && !PLAIN.contains(&w.as_str()))
}

/// What the cells of budget rows state.
fn cells(facts: &Facts) -> BTreeMap<MentionId, &'static str> {
    let fact = |role: Column| match role {
        Column::Initial | Column::Adjusted => Some("budget"),
        Column::Executed => Some("executed"),
        _ => None,
    };
    let rows = facts.sheets.iter().flat_map(|s| &s.rows);
    rows.flat_map(|r| &r.cells).filter_map(|c| Some((c.2, fact(c.1)?))).collect()
}

fn digits(m: &Mention) -> usize {
    m.term
        .printed
        .trim_start_matches(['0', '.'])
        .trim_end_matches('0')
        .chars()
        .filter(char::is_ascii_digit)
        .count()
}

fn claim(facts: &Facts, a: MentionId, b: MentionId) -> Claim {
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    let name = kit::name(y);
    let tabled = x.cell.is_some() || y.cell.is_some();
    Claim::new("UNI001", Expr::Arg(0), Relation::Equals, vec![kit::role(&name, x)], kit::role(&name, y))
        .formula(format!("{name}的单位前后一致"))
        .stance(Stance::Stated)
        .link(if tabled { Link::Likely } else { Link::Certain })
}
