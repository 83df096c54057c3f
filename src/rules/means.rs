//! Means of figures that a list tells one by one: 四个季度得分分别为90.2分、91.8分、92.6分和90.8分，平均91.35分.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::num::Rat;

/// Fewest figures of a list, and most.
const FEW: usize = 3;
const MANY: usize = 24;
/// Characters between the list and its mean.
const NEAR: usize = 16;

/// The rate of all is not the mean of the rates.
pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate() {
        if m.cell.is_some() || !kit::exact(m) {
            continue;
        }
        if m.kind == Kind::Percent {
            // 满意度分别为94.2%、92.6%和95.1%，三类平均满意度93.97%.
            let listed = m.before.contains("平均满意度") && is_mean(&m.before);
            let listed = || if listed { claim(facts, id) } else { None };
            out.claims.extend(of_rates(facts, id).or_else(listed));
            continue;
        }
        let named = is_mean(&m.before) || is_mean(kit::last(&m.gap, NEAR + 4));
        let listed = if named { claim(facts, id) } else { None };
        out.claims.extend(listed.or_else(|| of_year(facts, id)));
    }
}

/// 游客满意度92.6%、居民满意度93.4%、经营主体满意度95.1%，三项平均为93.7%: as many as are counted, and of no number of answers.
fn of_rates(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let alike = |i: &MentionId| {
        let n = &facts.mentions[*i];
        let listed = n.kind == Kind::Percent && kit::exact(n) && n.label.ends_with("满意度");
        listed && n.sentence == m.sentence && n.cell.is_none()
    };
    let before = (0..id).rev().take(MANY).skip_while(|i| !alike(i)).take_while(alike);
    let mut parts: Vec<MentionId> = before.collect();
    parts.reverse();
    let number = id.checked_sub(1).map(|i| &facts.mentions[i]).filter(|n| n.kind == Kind::Count);
    let counted = number.and_then(kit::value) == Some(Rat::from_integer(parts.len() as i128));
    let told = counted || m.gap.contains("算术平均");
    let whole = (id.saturating_sub(MANY)..id).filter(alike).count() == parts.len();
    let plain = m.gap.contains("平均") && !m.gap.contains("加权");
    (told && whole && plain && parts.len() >= FEW).then(|| mean(facts, m, &parts))
}

/// 平均得分, 全年平均, 均分为.
fn is_mean(before: &str) -> bool {
    let words = kit::last(before, NEAR);
    const MEANS: &[&str] = &["均分", "年均", "月均", "季均", "期均", "日均", "场均", "次均"];
    let bare = words.trim_end_matches(['为', '是']);
    // 年均支出, 平均每年投入.
    const OF: &[&str] = &["支出", "投入", "收入", "完成", "得分", "执行", "补助", "接待"];
    let bare = OF.iter().find_map(|w| bare.strip_suffix(w)).unwrap_or(bare);
    let yearly = ["平均每年", "平均每期", "平均每季度"].iter().any(|w| bare.ends_with(w));
    if yearly {
        return true;
    }
    let mean = words.contains("平均") || MEANS.iter().any(|w| bare.ends_with(w));
    let other = [
        "加权", "每", "比", "较", "下调", "上调", "核减", "核增", "提高", "降低", "高于", "低于", "全省",
        "全市", "全国", "全县",
    ];
    mean && !other.iter().any(|w| words.contains(w))
}

fn claim(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    let last = id.checked_sub(1)?;
    let alike = |n: &Mention| n.kind == m.kind && n.base == m.base && n.cell.is_none() && kit::exact(n);
    let near =
        m.sep <= Sep::Clause && m.gap.chars().count() <= NEAR && m.sentence == facts.mentions[last].sentence;
    // 县道88.6、乡道84.2、村道79.5，三者简单平均为84.1: as many as are counted.
    if let Some(parts) = counted(facts, id) {
        return Some(mean(facts, m, &parts));
    }
    if let Some(parts) = told_by_name(facts, id) {
        return Some(mean(facts, m, &parts));
    }
    let mut parts: Vec<MentionId> = Vec::new();
    for i in (0..=last).rev().take(MANY) {
        let n = &facts.mentions[i];
        if !alike(n) || n.sentence != m.sentence {
            return None;
        }
        parts.push(i);
        if opens(facts, i, parts.len()) {
            break;
        }
        if !matches!(n.gap.trim(), "、" | "和" | "及" | "，" | "与") {
            return None;
        }
    }
    let opened = parts.last().is_some_and(|&i| opens(facts, i, parts.len()));
    if !near || !opened || parts.len() < FEW {
        return None;
    }
    parts.reverse();
    Some(mean(facts, m, &parts))
}

/// 分别为92分、88分、…, or as many as are counted: 四个乡镇得分为92分、….
fn opens(facts: &Facts, first: MentionId, n: usize) -> bool {
    let m = &facts.mentions[first];
    let told = ["分别", "依次"].iter().any(|w| m.gap.contains(w));
    let number = first.checked_sub(1).map(|i| &facts.mentions[i]).filter(|_| m.sep == Sep::None);
    let number = number.filter(|c| c.kind == Kind::Count).and_then(kit::value);
    told || m.gap.trim_end().ends_with('为') && number == Some(Rat::from_integer(n as i128))
}

/// 全年办理14400件，月均办理1200件: of the year, right before it.
fn of_year(facts: &Facts, id: MentionId) -> Option<Claim> {
    const PARTS: &[(&[&str], &[i128])] = &[
        (&["月均", "平均每月", "每月平均"], &[12]),
        (&["季均", "平均每季度", "每季度平均"], &[4]),
        (&["日均", "平均每天", "平均每日", "每天平均"], &[365, 366]),
    ];
    const STEADY: &[&str] = &["供水", "供电", "发电", "处理", "清运", "产生", "用水", "用电", "供气", "排放"];
    let m = &facts.mentions[id];
    // 按365天计算.
    let told = id.checked_sub(1).map(|i| &facts.mentions[i]).filter(|d| {
        ["天", "日", "个月"].contains(&d.term.unit.as_str())
            && d.gap.contains('按')
            && d.sentence == m.sentence
    });
    let whole = &facts.mentions[id.checked_sub(if told.is_some() { 2 } else { 1 })?];
    let words = kit::last(&m.before, NEAR);
    let (_, parts) = PARTS.iter().find(|p| p.0.iter().any(|w| words.contains(w)))?;
    let year = ["全年", "本年", "年度", "年供", "年处理", "年用"].iter().any(|w| whole.gap.contains(w));
    let alike =
        whole.base == m.base && whole.kind == m.kind && whole.sentence == m.sentence && kit::exact(whole);
    const ASIDE: &[&str] =
        &["截至", "上半年", "其中", "超过", "约", "比", "较", "高于", "低于", "全省", "全市"];
    let part = ASIDE.iter().any(|w| whole.gap.contains(w) || m.gap.contains(w));
    // 供暖期5个月, （按326个运行日计算）, 集中在4—11月: over another time than the year, told behind it.
    const OTHER: &[&str] = &["按", "供暖期", "集中在", "寒暑假", "运行日", "有效天数", "工作日"];
    let behind: String = m.rest.chars().take(NEAR * 2).collect();
    let part = part || OTHER.iter().any(|w| behind.contains(w) || whole.gap.contains(w));
    if !year || !alike || part || m.sep > Sep::Clause || m.term.told() < 2 {
        return None;
    }
    // A library is not open every day.
    let daily = parts.len() > 1
        && told.is_none()
        && !STEADY.iter().any(|w| whole.gap.contains(w) || m.gap.contains(w));
    let days = match told {
        Some(d) => vec![d.term.clone()],
        None => parts.iter().map(|&n| kit::constant(n, "", m.term.span)).collect(),
    };
    let operands = vec![kit::role(&kit::name(whole), whole), Role::of("期数", days)];
    let expr = Expr::over(Expr::Arg(0), Expr::Arg(1));
    let name = kit::name(m);
    let claim = Claim::new("AMT007", expr, Relation::Rounds, operands, kit::role(&name, m));
    let number = told.map_or_else(|| parts[0].to_string(), |d| d.term.printed.clone());
    let claim = claim.formula(format!("{name} = {} ÷ {number}", kit::name(whole))).link(Link::Likely);
    let claim = claim.severity(Severity::Warning);
    Some(if daily { claim.stance(Stance::Reading) } else { claim.stance(Stance::Stated).formal() })
}

/// 对4所学校分别打分，城关一小94分、河东中学91分、南坪小学88分、高寨学校83分，平均得分89分: as many as are counted before them.
fn told_by_name(facts: &Facts, id: MentionId) -> Option<Vec<MentionId>> {
    let m = &facts.mentions[id];
    let alike = |i: &MentionId| {
        let n = &facts.mentions[*i];
        n.kind == m.kind
            && n.base == m.base
            && n.sentence == m.sentence
            && kit::exact(n)
            && n.depth == m.depth
    };
    let first = (0..id).rev().take(MANY).take_while(alike).find(|&i| facts.mentions[i].sep != Sep::Item)?;
    let count = &facts.mentions[first.checked_sub(1)?];
    let n = id - first;
    let told = count.kind == Kind::Count
        && count.sentence == m.sentence
        && kit::value(count) == Some(Rat::from_integer(n as i128));
    (told && n >= FEW && m.sep == Sep::Clause).then(|| (first..id).collect())
}

/// The last figures of the sentence, as many as 三者 says.
fn counted(facts: &Facts, id: MentionId) -> Option<Vec<MentionId>> {
    const COUNTS: &[&str] = &["两者", "三者", "四者", "五者"];
    let m = &facts.mentions[id];
    let n = COUNTS.iter().position(|w| m.gap.contains(w))? + 2;
    let alike = |i: &MentionId| {
        let p = &facts.mentions[*i];
        p.kind == m.kind && p.base == m.base && p.sentence == m.sentence && kit::exact(p) && p.cell.is_none()
    };
    let mut parts: Vec<MentionId> = (id.saturating_sub(n)..id).filter(alike).collect();
    parts.sort_unstable();
    (parts.len() == n && m.sep == Sep::Clause).then_some(parts)
}

fn mean(facts: &Facts, m: &Mention, parts: &[MentionId]) -> Claim {
    let n = Rat::from_integer(parts.len() as i128);
    let expr = Expr::over(Expr::sum(parts.len()), Expr::Const(n));
    let operands = parts.iter().map(|&p| kit::role("各项", &facts.mentions[p])).collect();
    let name = kit::name(m);
    let claim = Claim::new("AMT007", expr, Relation::Rounds, operands, kit::role(&name, m));
    let claim = claim.formula(format!("{name} = 各项之和 ÷ {}", parts.len())).stance(Stance::Stated);
    // Right behind the list.
    claim.link(Link::Likely).severity(Severity::Warning).formal()
}
