use super::{Out, kit};
use crate::facts::{Enumeration, Facts, ListShape, Series};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::num::Rat;
use crate::scheme::Scheme;

declare_rule! {
    /// 个数应等于所列名称的数目。
    ///
    /// 依据：列举齐全时，个数与名称一一对应，分毫不差。
    ///
    /// 重算：“8个，即：甲、乙…”“甲、乙、丙3个社区”“两个点位甲和乙”按顿号（逗号）切分计数；括号、引号、
    /// 书名号内的顿号不算。“三项工作：一是…二是…三是…”按序号计数，其后（“共4个，包括：”之后也一样）各段以“1.”“2.”或“一是”“二是”起头的同此。“共设6项。分别是：…”数后一句所列。“6个村：甲村3公里、乙村2公里”地名后带数的，数地名。“5个乡镇（甲镇、乙镇…）”括号内只列地名、机构名的，“《甲办法》《乙规定》2项制度”紧接在数字前的书名号，同样计数；“甲村、乙村、丙村等2个村”所列多于个数，也不符。末项的“和”既可连接两项，也可属于名称，两种读法有一种相符即可。
    ///
    /// ```不符
    /// 内设机构4个，即：党政办公室、经济发展办公室、财政办公室。
    /// ```
    /// ```相符
    /// 内设机构3个，即：党政办公室、经济发展办公室（挂统计、商务牌子）、财政办公室。
    /// ```
    ///
    /// 不报的情形：以“等”结尾；数字在列举之后而名称不像专名；没有“即”“分别为”等提示词；逗号后以“以及”“另有”等接着列举；后文另有“第四项”。
    ///
    /// 怎么改：补列遗漏的名称，或改个数。
    CNT001, "count-not-list", "个数与列举不符", Error
}

/// A count past this is not that of the few names before it.
const SMALL: i128 = 12;
/// Names that make a list certain.
const LONG: usize = 5;
/// Longest name that a list before its count may hold, in characters.
const NAME: usize = 12;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    out.claims.extend(facts.series.iter().chain(&facts.listed).filter_map(|s| counted_up(facts, s)));
    for e in &facts.enumerations {
        let group = out.group();
        for (n, items) in e.readings.iter().enumerate() {
            let stance = if n == 0 && !e.open { stance(facts, e) } else { Stance::Optional };
            out.claims.push(claim(facts, e, items, stance).group(group));
        }
    }
}

/// 三项工作：一是…二是…三是….
fn counted_up(facts: &Facts, series: &Series) -> Option<Claim> {
    const UNITS: &[&str] = &["项", "个", "点", "类", "条", "步", "种", "方面", "块", "大"];
    const NEAR: usize = 14;
    let first = &series.points[0];
    let next = facts.mentions.partition_point(|m| m.at.start < first.at);
    let m = &facts.mentions[next.checked_sub(1)?];
    // The words between the count and the first number, which end with ： or with their sentence.
    let (from, lead) = &series.lead;
    let words = lead.get(m.at.end.checked_sub(*from)? as usize..)?.trim_end();
    let words = words.strip_suffix(['：', ':', '。'])?;
    // 二级预算单位共4个，包括：
    let words = ["具体包括", "包括", "具体为", "具体是", "分别是", "分别为", "具体如下", "即", "具体"]
        .iter()
        .find_map(|w| words.strip_suffix(w))
        .map_or(words, |w| w.trim_end_matches(['，', ',', '。']));
    let plain =
        !words.contains(['，', ',', '；', '：', '。', '、', '等', '（']) && words.chars().count() <= NEAR;
    let counted =
        m.kind == Kind::Count && UNITS.contains(&m.term.unit.as_str()) && kit::exact(m) && m.cell.is_none();
    let in_order = series.points.iter().zip(1..).all(|(p, k)| p.number == k);
    // 二级指标5个、三级指标14个：1. … 5.: the list has the other.
    let run = Rat::from_integer(i128::try_from(series.points.len()).ok()?);
    let beside = facts.mentions[..next - 1].iter().rev().take_while(|n| n.sentence == m.sentence);
    if beside.into_iter().any(|n| n.kind == Kind::Count && kit::value(n) == Some(run)) {
        return None;
    }
    // 前三项工作, 其中两项.
    let some = ["前", "其中", "每", "各", "第"].iter().any(|w| m.before.contains(w));
    if !(plain && counted && in_order) || some || series.goes_on {
        return None;
    }
    let operands = series.points.iter().map(|p| Role::one("列举", kit::text(&p.shown, p.span))).collect();
    let name = format!("{}{}{words}", m.term.printed, m.term.unit);
    Some(
        Claim::new("CNT001", Expr::Count, Relation::Equals, operands, kit::role("个数", m))
            .formula(format!("“{name}”= 所列项数"))
            .stance(Stance::Stated)
            .link(Link::Likely)
            .severity(Severity::Warning),
    )
}

/// 设备6类、30台，包括…: of two counts side by side the list has the one.
fn is_of_other(facts: &Facts, e: &Enumeration) -> bool {
    let m = &facts.mentions[e.count];
    // 县医院和12个卫生院等15个单位: of the count behind the list has all.
    let next = facts.mentions.get(e.count + 1);
    if next.is_some_and(|n| n.gap.trim_end().ends_with('等') && n.sentence == m.sentence && n.base == m.base)
    {
        return true;
    }
    let before = e.count.checked_sub(1).map(|i| &facts.mentions[i]).filter(|_| m.gap.trim() == "、");
    let items = Rat::from_integer(e.readings[0].len() as i128);
    before.is_some_and(|n| n.kind == Kind::Count && n.base != m.base && kit::value(n) == Some(items))
}

fn stance(facts: &Facts, e: &Enumeration) -> Stance {
    if is_of_other(facts, e) {
        return Stance::Optional;
    }
    // 局机关及所属林业站、苗圃: two in one name.
    let two = ["及所属", "和所属", "及下属", "和下属", "及直属", "和直属"];
    if e.readings[0].iter().any(|i| two.iter().any(|w| i.1.contains(w))) {
        return Stance::Optional;
    }
    let count = kit::value(&facts.mentions[e.count]);
    // 甲馆、乙馆和丙所: 和 may join two names, or stand in one.
    let joins = |i: &&(crate::span::Span, String)| {
        let parts = ["以及", "和", "及", "与"].iter().find_map(|w| i.1.split_once(w));
        const ENDS: &[&str] = &[
            "馆", "中心", "所", "站", "局", "院", "队", "科", "室", "股", "办", "委", "会", "镇", "乡", "村",
            "社区", "街道", "处", "公司", "学校", "园", "场", "本级", "机关",
        ];
        let named = |n: &str| n.chars().count() >= 2 && ENDS.iter().any(|w| n.ends_with(w));
        parts.is_some_and(|(a, b)| named(a) && named(b))
    };
    let n = e.readings[0].len();
    let most = n + e.readings[0].iter().filter(joins).count();
    if count.is_some_and(|v| v > Rat::from_integer(n as i128) && v <= Rat::from_integer(most as i128)) {
        return Stance::Optional;
    }
    let small = count.is_some_and(|v| v <= Rat::from_integer(SMALL));
    let short = |s: &str| s.split(['（', '(']).next().unwrap_or(s).chars().count() <= NAME;
    let names = || e.readings[0].iter().skip(1).all(|i| short(&i.1));
    // 年末实有87人，包括借调和工勤人员: kinds of people, and not the people.
    let people = ["人", "名", "户"].contains(&facts.mentions[e.count].term.unit.as_str());
    let items = i128::try_from(e.readings[0].len()).unwrap_or(i128::MAX);
    if people && !small && count.is_some_and(|v| v > Rat::from_integer(items.saturating_mul(3))) {
        return Stance::Optional;
    }
    match e.shape {
        ListShape::Told => Stance::Stated,
        ListShape::Before if small && names() && e.readings[0].len() >= 3 => Stance::Stated,
        _ => Stance::Optional,
    }
}

fn claim(facts: &Facts, e: &Enumeration, items: &[(crate::span::Span, String)], stance: Stance) -> Claim {
    let m = &facts.mentions[e.count];
    let operands = items.iter().map(|(span, s)| Role::one("列举", kit::text(s, *span))).collect();
    let told = e.shape == ListShape::Told;
    // Many short names up to the very count are as good as 即.
    let long = e.shape == ListShape::Before && items.len() >= LONG;
    let stops = ['：', ':', '，', '（', '('];
    let words: String = m.after.chars().take_while(|c| !stops.contains(c)).take(8).collect();
    let name = format!("{}{}{words}", m.term.printed, m.term.unit);
    Claim::new("CNT001", Expr::Count, Relation::Equals, operands, kit::role("个数", m))
        .formula(format!("“{name}”= 所列项数"))
        .stance(stance)
        .link(if told || long { Link::Certain } else { Link::Likely })
        .severity(if told || long { Severity::Error } else { Severity::Warning })
}
