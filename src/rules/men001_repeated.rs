use super::{Out, anaphora, kit, leftover};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Stance};
use crate::scheme::Scheme;
use std::collections::BTreeMap;

declare_rule! {
    /// 同一件事的数字前后应当一致。
    ///
    /// 依据：同一事项、同一口径、同一期间只有一个数。
    ///
    /// 重算：两处文字（数字除外）相同而单位也相同的数，应当相等；位数少的应是位数多的四舍五入。“上述13个行政村”“合同价与中标价一致，为…”
    /// “全额收回，收回金额为…”等写明是同一个数的，与前面那个数比较。
    ///
    /// 名称相同（四个字以上）而两数只有相邻两位数字颠倒的（年末结转和结余18.43万元、14.83万元），也报。本年的数在另一处印成了上年数的（2022年9.85万元，上年11.20万元；别处2022年11.20万元），也报。
    ///
    /// ```不符
    /// 全年清理卫生死角178处、清除暴露垃圾29吨。
    /// 在人居环境整治中，清理卫生死角187处、清除暴露垃圾29吨。
    /// ```
    /// ```相符
    /// 全年清理卫生死角178处、清除暴露垃圾29吨。
    /// 在人居环境整治中，清理卫生死角178处、清除暴露垃圾29吨。
    /// ```
    ///
    /// 不报的情形：年份不同；同样的话带着三个以上不同的数（固定句式）；名称太短而上下文又不同。
    ///
    /// 怎么改：核对原始台账，统一两处。
    MEN001, "repeated-figure-differs", "同一事项前后不一", Error
}

/// Shortest label that names a thing, and one that names it beyond doubt.
const NAMED: usize = 4;
const SURE: usize = 7;
/// Words that lead to a name without being part of it.
const LEADS: &[&str] = &["全年", "年内", "全街道", "全县", "累计", "目前", "共", "已", "并"];
/// Shortest words behind a number that name it alone: 13家企业形成对接帮扶.
const BEHIND: usize = 6;
/// Characters that two labels must share, digits that figures must have, figures looked at for one run.
const RUN: usize = 5;
const LONG: usize = 4;
const LONGER: usize = 6;
/// Characters of the shortest name of a rate: 办结率.
const SHORT: usize = 3;
const FEW: usize = 6;
/// Characters on either side of a figure that may name it.
const AROUND: usize = 30;
/// What is counted of many kinds.
const GENERIC: &[&str] = &["项目", "单位", "人员", "工程", "企业", "指标", "方面", "活动", "群众"];
/// Words that many figures of a report share.
const FISCAL: &[&str] = &[
    "预算", "支出", "收入", "资金", "经费", "项目", "金额", "总额", "决算", "拨款", "财政", "公共", "全年",
    "本年", "完成", "累计",
];
/// Mentions of one key that are looked at.
const MANY: usize = 40;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let mut groups: BTreeMap<String, Vec<MentionId>> = BTreeMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        if let Some(key) = key(facts, id, m) {
            groups.entry(key).or_default().push(id);
        }
    }
    for ids in groups.values().filter(|v| (2..=MANY).contains(&v.len())) {
        group(facts, ids, out);
    }
    similar(facts, out);
    turned(facts, out);
    chains(facts, out);
    doubtful(facts, out);
    anaphora::run(facts, out);
    leftover::run(facts, out);
    for r in facts.repeats.iter().filter(|r| !is_coarse(facts, r.first, r.later)) {
        out.claims.push(claim(facts, r.first, r.later, false).stance(Stance::Reading));
    }
}

/// Labels that share a run of characters, on long figures of one unit: reported when a digit slipped.
fn similar(facts: &Facts, out: &mut Out) {
    let mut runs: BTreeMap<(String, &str), Vec<MentionId>> = BTreeMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let kind = matches!(m.kind, Kind::Count | Kind::Measure | Kind::Amount | Kind::Percent);
        // Budgets and balances have many values under one name: only long ones tell that they are one.
        let fiscal = m.attribute.is_some() && digits(m) < LONGER;
        // 收入…，比去年同期增加4907亿元；支出…，比去年同期增加4307亿元: the words name no thing.
        let fiscal = fiscal || m.stand == Stand::Change && m.label.starts_with(['比', '较', '同', '与']);
        if !kind || fiscal || m.cell.is_some() || !kit::exact(m) || digits(m) < LONG {
            continue;
        }
        let chars: Vec<char> = m.label.chars().collect();
        let run = if digits(m) >= LONGER { RUN - 1 } else { RUN };
        for w in chars.windows(run) {
            let ids = runs.entry((w.iter().collect(), m.base.as_str())).or_default();
            if ids.len() < FEW && ids.last() != Some(&id) {
                ids.push(id);
            }
        }
    }
    let mut pairs: Vec<(MentionId, MentionId)> = Vec::new();
    for ids in runs.values().filter(|v| v.len() >= 2) {
        pairs.extend(ids.windows(2).map(|w| (w[0], w[1])).filter(|p| comparable(facts, p.0, p.1)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let apart = |p: &&(MentionId, MentionId)| facts.mentions[p.0].sentence != facts.mentions[p.1].sentence;
    let sure =
        |a: MentionId, b: MentionId| kit::share(&facts.mentions[a].label, &facts.mentions[b].label, RUN + 1);
    out.claims.extend(pairs.iter().filter(apart).map(|&(a, b)| {
        let made = claim(facts, a, b, sure(a, b));
        made.stance(Stance::Optional)
    }));
}

/// 年末结转和结余18.43万元 … 年末结转和结余14.83万元: called by one name, and two neighbouring digits changed round. A name of three
/// values or more is a set phrase.
fn turned(facts: &Facts, out: &mut Out) {
    let mut named: BTreeMap<(&str, &str), Vec<MentionId>> = BTreeMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let name = ["该", "本", "此"].iter().find_map(|w| m.label.strip_prefix(w)).unwrap_or(&m.label);
        let length = name.chars().filter(kit::han).count();
        let kind = match m.kind {
            Kind::Amount => length >= NAMED && (m.term.told() >= LONG || single(name).is_some()),
            Kind::Count | Kind::Measure => length >= NAMED,
            Kind::Percent => length > RUN && name.ends_with(['率', '度']),
            _ => false,
        };
        if kind && m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level && m.term.told() >= LONG - 1 {
            let key = single(name).or_else(|| rate_of_all(name)).unwrap_or(name);
            named.entry((key, m.base.as_str())).or_default().push(id);
        }
    }
    for ids in named.values() {
        let mut values: Vec<_> = ids.iter().map(|&i| kit::value(&facts.mentions[i])).collect();
        values.sort_unstable();
        values.dedup();
        let other = |i: &MentionId| kit::value(&facts.mentions[*i]) != kit::value(&facts.mentions[ids[0]]);
        let Some(later) = ids.iter().copied().find(other).filter(|_| values.len() == 2) else { continue };
        let (a, b) = (&facts.mentions[ids[0]], &facts.mentions[later]);
        if a.para != b.para
            && kit::are_turned(&a.term.printed, &b.term.printed)
            && comparable(facts, ids[0], later)
            && !are_of_two(facts, ids[0], later)
        {
            let made = claim(facts, ids[0], later, true);
            out.claims.push(made.link(Link::Likely).severity(Severity::Warning));
        }
    }
}

/// 东沟水库…总投资1368万元 and 西沟水库…总投资1386万元: the sentences or paragraphs open with two names of one kind, or the
/// names of the figures themselves do.
fn are_of_two(facts: &Facts, a: MentionId, b: MentionId) -> bool {
    const GENERIC: &[&str] = &["", "项目", "该项目", "本项目", "工程", "该工程", "计划", "概算"];
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    let head = |m: &Mention| {
        let head = single(&m.label).and_then(|w| m.label.strip_suffix(w)).unwrap_or("");
        head.trim_end_matches("预算").to_owned()
    };
    let own = |h: &str| ["本项目", "该项目", "本工程", "该工程"].iter().any(|w| h.starts_with(w));
    let named = |h: &str| !GENERIC.contains(&h) && !own(h);
    let apart = named(&head(x)) && named(&head(y)) && head(x) != head(y);
    apart || openings(facts, a).iter().any(|p| openings(facts, b).iter().any(|q| kit::are_of_a_kind(p, q)))
}

/// The words that the sentence and the paragraph of a figure open with.
fn openings(facts: &Facts, id: MentionId) -> [String; 2] {
    const LONG: usize = 16;
    let m = &facts.mentions[id];
    let words = |from: MentionId| -> String {
        let gap = facts.mentions[from].gap.rsplit(['。', '；']).next().unwrap_or_default();
        gap.chars().filter(|c| kit::han(c) || "，、：".contains(*c)).take(LONG).collect()
    };
    let sentence = facts.mentions.partition_point(|n| n.sentence < m.sentence);
    [words(sentence), words(facts.mentions.partition_point(|n| n.para < m.para))]
}

/// 预算执行率 of 我局整体预算执行率 and 全年预算执行率: that of all.
fn rate_of_all(name: &str) -> Option<&'static str> {
    const ALL: &[&str] = &[
        "我局",
        "本局",
        "我单位",
        "本单位",
        "我街道",
        "我镇",
        "整体",
        "全年",
        "部门",
        "本年",
        "年度",
        "总体",
        "综合",
        "支出",
    ];
    let rate = ["预算执行率", "预算完成率"].into_iter().find(|w| name.ends_with(w))?;
    let mut head = name.strip_suffix(rate)?;
    while let Some(rest) = ALL.iter().find_map(|w| head.strip_prefix(w)) {
        head = rest;
    }
    head.is_empty().then_some(rate)
}

/// What a project has one of, whatever leads to its name.
fn single(name: &str) -> Option<&'static str> {
    ["总投资", "投资总额", "总概算", "合同金额", "合同价", "中标价", "年末结余", "年末结余资金"]
        .into_iter()
        .find(|w| name.ends_with(w))
        .map(|w| w.trim_end_matches("资金"))
}

/// Figures of one unit called alike, too short to tell by themselves whether a slip sets them apart.
fn doubtful(facts: &Facts, out: &mut Out) {
    let mut runs: BTreeMap<(String, &str), Vec<MentionId>> = BTreeMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let kind = matches!(m.kind, Kind::Count | Kind::Measure | Kind::Amount | Kind::Percent);
        let level = matches!(m.stand, Stand::Level | Stand::Average);
        // 结业人员中的747人: some of those.
        let some = m.before.ends_with("中的");
        if !kind || some || !kit::exact(m) || !level || digits(m) < 2 {
            continue;
        }
        let chars: Vec<char> = m.label.chars().filter(kit::han).collect();
        let mut keys: Vec<String> = match m.kind {
            // 支出进度 and 执行率 are said of many things.
            Kind::Percent if m.attribute.is_some() && !is_of_budget(m) || chars.len() < SHORT => Vec::new(),
            Kind::Percent => {
                // 办结率 and 按期办结率 may be one, if two digits are changed round.
                let tail = chars[chars.len() - SHORT..].iter().collect();
                vec![chars.iter().collect(), tail]
            }
            _ => chars.windows(RUN - 2).map(|w| w.iter().collect()).collect(),
        };
        let noun: String = m.after.chars().take_while(kit::han).take(2).collect();
        keys.extend((noun.chars().count() == 2 && m.kind == Kind::Count).then(|| format!("→{noun}")));
        // 划分网格76个 and 67个网格 count one thing.
        let last: String = chars[chars.len().saturating_sub(2)..].iter().collect();
        let long = chars.len() >= 4 || chars.len() >= 2 && m.term.told() >= LONG;
        keys.extend((long && m.kind == Kind::Count).then(|| format!("→{last}")));
        // 我单位在职人员58人 and 按年末在职53人.
        let staff = ["在职", "在编", "在岗"].iter().find(|w| m.label.contains(**w));
        keys.extend(staff.filter(|_| m.kind == Kind::Count).map(|w| format!("→{w}")));
        for key in keys {
            let ids = runs.entry((key, m.base.as_str())).or_default();
            if ids.len() < FEW && ids.last() != Some(&id) {
                ids.push(id);
            }
        }
    }
    let mut pairs: Vec<(MentionId, MentionId)> = runs.values().flat_map(|ids| pairs(ids)).collect();
    pairs.extend(slipped(facts));
    pairs.sort_unstable();
    pairs.dedup();
    // A short name is of many rates, unless two digits are changed round: 调整率18.80% and 18.08%.
    let sorted = |m: &Mention| {
        let mut digits: Vec<char> = m.term.printed.chars().collect();
        digits.sort_unstable();
        digits
    };
    let short = |m: &Mention| m.kind == Kind::Percent && m.label.chars().filter(kit::han).count() < RUN;
    let apart = |p: &&(MentionId, MentionId)| {
        let (a, b) = (&facts.mentions[p.0], &facts.mentions[p.1]);
        let swapped = || digits(a) >= LONG && a.label.ends_with(['率', '度']) && sorted(a) == sorted(b);
        let alike = a.kind != Kind::Percent || a.label == b.label && !short(a);
        let told = alike || swapped();
        told && a.sentence != b.sentence
            && (a.cell.is_none() || b.cell.is_none())
            && comparable(facts, p.0, p.1)
    };
    // 基础设施项目37个 and 新签约项目73个 share a word that is said of all.
    let generic = |i: MentionId| {
        let m = &facts.mentions[i];
        m.kind == Kind::Count && GENERIC.iter().any(|w| m.after.starts_with(w) || m.label.ends_with(w))
    };
    out.claims.extend(pairs.iter().filter(apart).map(|&(a, b)| {
        let loose = generic(a) && generic(b) && facts.mentions[a].label != facts.mentions[b].label;
        // Four digits of people or land tell by themselves that a slip sets them apart.
        let told = [a, b]
            .iter()
            .map(|&i| &facts.mentions[i])
            .all(|m| m.term.told() >= LONG && matches!(m.kind, Kind::Count | Kind::Measure));
        let stance = if told { Stance::Optional } else { Stance::Doubtful };
        claim(facts, a, b, true).stance(if loose { Stance::Reading } else { stance })
    }));
}

/// Long figures of one unit that a changed digit or two changed round set apart, and that share a word: 年初预算2468.35
/// and 年初批复部门预算2486.35.
fn slipped(facts: &Facts) -> Vec<(MentionId, MentionId)> {
    let mut near: BTreeMap<(String, &str), Vec<MentionId>> = BTreeMap::new();
    for (id, m) in facts.mentions.iter().enumerate() {
        let kind = matches!(m.kind, Kind::Count | Kind::Measure | Kind::Amount | Kind::Percent);
        let level = matches!(m.stand, Stand::Level | Stand::Average);
        let long = if m.kind == Kind::Percent { digits(m) } else { m.term.told() };
        if !kind || !kit::exact(m) || !(level || m.cell.is_some() && m.stand == Stand::Base) || long < LONG {
            continue;
        }
        let digits: Vec<char> = m.term.printed.chars().filter(|c| *c != ',' && *c != '，').collect();
        let mut sorted = digits.clone();
        sorted.sort_unstable();
        let blank = |i: usize| {
            let mut masked = digits.clone();
            masked[i] = '?';
            masked.into_iter().collect::<String>()
        };
        let mut keys = vec![sorted.into_iter().collect::<String>()];
        keys.extend((0..digits.len()).filter(|_| m.term.told() > LONG).map(blank));
        for key in keys {
            let ids = near.entry((key, m.base.as_str())).or_default();
            if ids.len() < FEW {
                ids.push(id);
            }
        }
    }
    let word = |p: &(MentionId, MentionId)| {
        let (a, b) = (&facts.mentions[p.0], &facts.mentions[p.1]);
        match (a.cell, b.cell) {
            (Some(_), None) => return kit::value(a) != kit::value(b) && is_told(facts, p.0, p.1),
            (None, Some(_)) => return kit::value(a) != kit::value(b) && is_told(facts, p.1, p.0),
            _ if a.kind == Kind::Percent || a.stand != Stand::Level || b.stand != Stand::Level => {
                return false;
            }
            _ => {}
        }
        // 农村公路提升改造项目。预算6850万元 and 预算6580万元的农村公路提升改造项目.
        let around = |m: &Mention| {
            let behind: String = m.rest.chars().take(AROUND).collect();
            format!("{} {behind}", kit::last(&m.gap, AROUND))
        };
        if a.term.told().min(b.term.told()) > LONG && kit::share(&around(a), &around(b), SURE) {
            return kit::value(a) != kit::value(b);
        }
        let chars: Vec<char> = a.label.chars().filter(kit::han).collect();
        let said = |w: &[char]| {
            let w: String = w.iter().collect();
            !FISCAL.contains(&w.as_str()) && b.label.contains(&w)
        };
        // 全年支出2038.7万元 … 全县医疗救助支出2083.7万元.
        let spent = || {
            let both = |w: &str| a.label.ends_with(w) && b.label.ends_with(w);
            let long = a.term.told().min(b.term.told()) > LONG;
            long && (both("支出") || both("收入")) && kit::are_turned(&a.term.printed, &b.term.printed)
        };
        kit::value(a) != kit::value(b) && (chars.windows(2).any(said) || spent())
    };
    near.values().flat_map(|ids| pairs(ids)).filter(word).collect()
}

/// The sentence of a figure speaks of the row of a cell by its name.
fn is_told(facts: &Facts, cell: MentionId, figure: MentionId) -> bool {
    const NAME: usize = 4;
    let words = kit::sentence(facts, figure);
    let name: Vec<char> = facts.mentions[cell].label.chars().filter(kit::han).collect();
    let said = |w: &[char]| words.contains(&w.iter().collect::<String>());
    name.windows(NAME).any(said)
}

/// 救助资金预算执行率: not 甲项目执行率, which is said of many things.
fn is_of_budget(m: &Mention) -> bool {
    m.label.ends_with("预算执行率")
}

/// 426户613人 twice: where one of a chain agrees, and the words share something, the others must.
fn chains(facts: &Facts, out: &mut Out) {
    let chain = |i: MentionId| {
        let (a, b) = (facts.mentions.get(i)?, facts.mentions.get(i + 1)?);
        let linked =
            b.gap.trim().is_empty() && a.para == b.para && a.cell.is_none() && kit::exact(a) && kit::exact(b);
        linked.then_some((a.base.as_str(), b.base.as_str()))
    };
    let mut kinds: BTreeMap<(&str, &str), Vec<MentionId>> = BTreeMap::new();
    for i in 0..facts.mentions.len() {
        if let Some(units) = chain(i) {
            kinds.entry(units).or_default().push(i);
        }
    }
    for ids in kinds.values() {
        for (a, b) in pairs(ids) {
            let same = |k: usize| facts.mentions[a + k].term.printed == facts.mentions[b + k].term.printed;
            let apart = facts.mentions[a].sentence != facts.mentions[b].sentence;
            if apart && (same(0) || same(1)) && around(facts, a).intersects(&around(facts, b)) {
                out.claims.extend([0, 1].map(|k| claim(facts, a + k, b + k, true)));
            }
        }
    }
}

/// Each of the first few with each later one.
fn pairs(ids: &[MentionId]) -> Vec<(MentionId, MentionId)> {
    let first = &ids[..ids.len().min(FEW * 2)];
    first.iter().enumerate().flat_map(|(k, &a)| first[k + 1..].iter().map(move |&b| (a, b))).collect()
}

/// The pairs of characters around a chain of figures.
struct Around(Vec<[char; 2]>);

impl Around {
    fn intersects(&self, other: &Self) -> bool {
        self.0.iter().any(|p| other.0.contains(p))
    }
}

fn around(facts: &Facts, id: MentionId) -> Around {
    let (m, n) = (&facts.mentions[id], &facts.mentions[id + 1]);
    let pairs = |s: &str| {
        let c: Vec<char> = s.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
        c.windows(2).map(|w| [w[0], w[1]]).collect::<Vec<_>>()
    };
    Around(pairs(&m.label).into_iter().chain(pairs(&n.after)).collect())
}

fn digits(m: &Mention) -> usize {
    m.term.printed.chars().filter(char::is_ascii_digit).count()
}

/// What the figure counts: its label, its place behind the label, its unit and what follows.
fn key(facts: &Facts, id: MentionId, m: &Mention) -> Option<String> {
    let rate = m.kind == Kind::Percent && m.label.ends_with(['率', '度']) && !m.label.ends_with("执行率");
    let kind = rate || matches!(m.kind, Kind::Count | Kind::Measure | Kind::Amount);
    let chained =
        (0..=id).rev().take_while(|&i| i < id && facts.mentions[i + 1].gap.trim().is_empty()).count();
    let label = LEADS.iter().fold(m.label.as_str(), |l, w| l.strip_prefix(w).unwrap_or(l));
    let named = label.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    let fiscal = m.attribute.is_some() && !rate || m.label.contains("增加") || m.label.contains("减少");
    let rest = m.after.trim();
    if kind && !fiscal && m.cell.is_none() && !m.range && named < NAMED && rest.chars().count() >= BEHIND {
        return Some(format!("→{}{rest}", m.base));
    }
    if !kind || fiscal || m.cell.is_some() || m.range || named < 2 {
        return None;
    }
    let after: String = m.after.trim_end_matches(['的', '了']).chars().take(4).collect();
    if named < NAMED && after.chars().count() < 2 || label.ends_with("同期") {
        return None;
    }
    Some(format!("{label}#{chained}{}{after}", m.base))
}

/// All against the first of the same year; a key with many values is a set phrase.
fn group(facts: &Facts, ids: &[MentionId], out: &mut Out) {
    let mut values: Vec<_> = ids.iter().map(|&i| kit::value(&facts.mentions[i])).collect();
    values.sort_unstable();
    values.dedup();
    let phrase = values.len() >= 3;
    for (n, &later) in ids.iter().enumerate().skip(1) {
        let same = |&&e: &&MentionId| comparable(facts, e, later);
        if let Some(&first) = ids[..n].iter().find(same) {
            let sure = !phrase && sure(facts, first, later);
            out.claims.push(claim(facts, first, later, sure));
        }
    }
}

/// Two paragraphs or sections of one pattern speak of two things: what stands beside a figure is called alike too, and
/// is another number.
pub(super) fn is_pattern(facts: &Facts, a: MentionId, b: MentionId) -> bool {
    const NEAR: isize = 3;
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    if are_siblings(facts, x, y) {
        return true;
    }
    x.para != y.para
        && (-NEAR..=NEAR).filter(|d| *d != 0).any(|d| {
            let at = |i: usize| i.checked_add_signed(d).and_then(|i| facts.mentions.get(i));
            let same = |m: &Mention, n: &Mention| m.section == n.section && m.para.abs_diff(n.para) <= 1;
            at(a).zip(at(b)).is_some_and(|(p, q)| {
                let alike = !p.label.is_empty() && p.label == q.label && p.base == q.base;
                alike && same(p, x) && same(q, y) && kit::value(p) != kit::value(q)
            })
        })
}

/// 东片区 and 西片区, 养老服务项目 and 殡葬服务项目: headings side by side that name two of a kind.
fn are_siblings(facts: &Facts, x: &Mention, y: &Mention) -> bool {
    const PARTS: &[&str] =
        &["情况", "管理", "分析", "说明", "绩效", "结果", "结论", "目标", "支出", "收入", "执行", "使用"];
    let title = |m: &Mention| facts.headings.get(m.section? as usize);
    let Some((a, b)) = title(x).zip(title(y)) else { return false };
    let end = |t: &str| kit::last(t.trim(), 2).to_owned();
    let (p, q) = (end(&a.text), end(&b.text));
    a.heading.parent == b.heading.parent && a.text != b.text && p == q && !PARTS.contains(&p.as_str())
}

/// No year, or the year of the report, is the same period; what was planned is another fact than what was done.
fn comparable(facts: &Facts, a: MentionId, b: MentionId) -> bool {
    let report = facts.frame.year.as_ref().map(|y| y.0);
    let own = |i: MentionId| {
        let m = &facts.mentions[i];
        m.year.or_else(|| facts.heading_year(m)).or(report)
    };
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    // 每千名老年人拥有床位24.8张 is no number of beds.
    let each = |m: &Mention| ["每千", "每万", "每百", "千人", "万人均"].iter().any(|w| m.gap.contains(w));
    // 机构抚养孤儿每人每月1422元 and 按每人每月1022元: a standard of those who are named, and one of others.
    let head = |m: &Mention| {
        m.label.split_once("每人").map(|h| h.0.trim_end_matches("按照").trim_end_matches('按').to_owned())
    };
    let others = head(x).zip(head(y)).is_some_and(|(p, q)| {
        let (long, short) = if p.len() > q.len() { (p, q) } else { (q, p) };
        long.chars().count() >= NAMED && short.is_empty()
    });
    let others = others && kit::value(x) != kit::value(y);
    !others
        && !is_coarse(facts, a, b)
        && each(x) == each(y)
        && !(kit::value(x) != kit::value(y) && (is_beside(facts, a, y) || is_beside(facts, b, x)))
        && own(a) == own(b)
        && (x.stand == Stand::Change) == (y.stand == Stand::Change)
        && x.planned == y.planned
        && (kit::value(x) == kit::value(y) || !is_other(facts, a, b))
}

/// The row of a cell prints the other figure, too: 财政拨款 86 68, and 财政拨款收入86万元、支出68万元.
fn is_beside(facts: &Facts, cell: MentionId, other: &Mention) -> bool {
    let m = &facts.mentions[cell];
    let Some((table, _)) = m.cell.filter(|_| other.cell.is_none()) else { return false };
    let rows = facts.sheets.get(table as usize).map_or(&[][..], |s| s.rows.as_slice());
    // Rows stand in the order of their figures.
    let at = rows.partition_point(|r| r.cells.iter().all(|c| c.2 < cell));
    let mut rows = rows.get(at).into_iter().filter(|r| r.cells.iter().any(|c| c.2 == cell));
    let printed = |id: MentionId| {
        let n = &facts.mentions[id];
        kit::value(n) == kit::value(other) && n.base == other.base
    };
    rows.any(|r| r.cells.iter().any(|c| c.2 != cell && printed(c.2)))
}

/// 增长8% and 增长7.6% are called alike, and round to one another by chance.
fn is_coarse(facts: &Facts, a: MentionId, b: MentionId) -> bool {
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    x.kind == Kind::Percent && x.term.told().min(y.term.told()) < 3 && kit::value(x) != kit::value(y)
}

/// Figures that differ since they are of different things, though they are called alike.
fn is_other(facts: &Facts, a: MentionId, b: MentionId) -> bool {
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    // 415万元15万元: two columns of a row that lost its grid.
    let beside = b == a + 1 && y.gap.trim().is_empty();
    let years = x.several_years || y.several_years;
    let start = |m: &Mention| ["年初", "期初"].iter().any(|w| m.before.contains(w));
    // 未参保1.18万人 and 参保51.18万人.
    let not = |m: &Mention| m.label.contains('未') || m.label.contains("尚欠");
    years
        || not(x) != not(y)
        || start(x) != start(y)
        || is_pattern(facts, a, b)
        || beside
        || x.realm.is_other(y.realm)
        || counted(facts, a) != counted(facts, b)
        || told_apart(facts, a, b)
        || kit::are_of_a_kind(&x.label, &y.label)
}

/// 13项民生支出a is not 八项民生支出b: the count that opens the name of a figure.
fn counted(facts: &Facts, id: MentionId) -> Option<&str> {
    let m = &facts.mentions[id];
    let before = id.checked_sub(1).map(|i| &facts.mentions[i]).filter(|p| p.base == "项")?;
    (m.sep == Sep::None && before.para == m.para && !m.gap.trim().is_empty())
        .then_some(before.term.printed.as_str())
}

/// 结转44.89万元…完成44.85万元，执行率99.91%: a rate behind one of the two is that of one to the other.
fn told_apart(facts: &Facts, a: MentionId, b: MentionId) -> bool {
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    let rate = |i: MentionId| {
        let r = facts.mentions.get(i + 1).filter(|r| r.kind == Kind::Percent);
        r.is_some_and(|r| kit::makes(x, y, r) || kit::makes(y, x, r))
    };
    rate(a) || rate(b)
}

/// The words prove that the two are one: a long label, or a neighbour that is repeated too.
fn sure(facts: &Facts, a: MentionId, b: MentionId) -> bool {
    let (x, y) = (&facts.mentions[a], &facts.mentions[b]);
    let beside = |d: isize| {
        let at = |i: usize| i.checked_add_signed(d).and_then(|i| facts.mentions.get(i));
        let alike = |p: &Mention, q: &Mention| !p.label.is_empty() && p.label == q.label && p.base == q.base;
        at(a).zip(at(b)).is_some_and(|(p, q)| {
            p.para == x.para && q.para == y.para && alike(p, q) && p.term.printed == q.term.printed
        })
    };
    let rate = x.kind == Kind::Percent && x.label.chars().count() >= RUN;
    x.para != y.para
        && (rate || x.label.chars().count() >= SURE && x.kind != Kind::Amount || beside(1) || beside(-1))
}

pub(super) fn claim(facts: &Facts, first: MentionId, later: MentionId, sure: bool) -> Claim {
    let (a, b) = (&facts.mentions[first], &facts.mentions[later]);
    let name = kit::name(b);
    let formula = format!("{name}前后一致");
    let stance = if sure { Stance::Stated } else { Stance::Optional };
    Claim::new("MEN001", Expr::Arg(0), Relation::Equals, vec![kit::role(&name, a)], kit::role(&name, b))
        .formula(formula)
        .stance(stance)
        .link(if sure { Link::Certain } else { Link::Likely })
        .severity(if sure { Severity::Error } else { Severity::Warning })
}
