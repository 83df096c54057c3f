//! Figures that words say are the same as one before them: 上述13个行政村; 合同价与中标价一致，为237.80万元; 全额收回，收回金额为7.46万元.
//! Claims of MEN001.

use super::{Out, kit, men001_repeated};
use crate::facts::{Facts, Mention, MentionId, Sep, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Link, Severity, Stance};

/// Figures before one that are looked at, and paragraphs.
const BACK: usize = 24;
const PARAS: u32 = 2;
/// Figures around one in which it may be told again.
const AROUND: usize = 300;
/// Figures that one behind 上述 may sum.
const FEW: usize = 6;
/// Characters that names must share.
const SHARED: usize = 2;

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate() {
        if m.cell.is_none() && kit::exact(m) && matches!(m.kind, Kind::Amount | Kind::Count | Kind::Measure) {
            let found = pointed(facts, id).or_else(|| agreed(facts, id)).or_else(|| all_of(facts, id));
            let found = found.or_else(|| among(facts, id));
            out.claims.extend(found.or_else(|| neighbour(facts, id)));
        }
    }
}

fn before<'f>(facts: &'f Facts, id: MentionId) -> impl Iterator<Item = MentionId> + 'f {
    let m = &facts.mentions[id];
    (id.saturating_sub(BACK)..id).rev().filter(move |&i| {
        let n = &facts.mentions[i];
        let near = n.para + PARAS >= m.para && n.cell.is_none();
        near && n.base == m.base && n.kind == m.kind && kit::exact(n) && n.stand == Stand::Level
    })
}

/// The first two characters of the thing that a number counts.
fn noun(m: &Mention) -> String {
    m.after.trim_start().chars().take_while(kit::han).take(2).collect()
}

/// One digit, or two changed round, in figures of one length.
fn slipped(a: &Mention, b: &Mention) -> bool {
    let digits = |m: &Mention| m.term.printed.chars().filter(char::is_ascii_digit).collect::<Vec<_>>();
    let (x, y) = (digits(a), digits(b));
    let off = x.iter().zip(&y).filter(|(p, q)| p != q).count();
    kit::are_turned(&a.term.printed, &b.term.printed) || x.len() == y.len() && x.len() > 1 && off == 1
}

/// 上述13个, 对以上13个; not 60岁以上123名, 三年期以上2.6亿元.
fn points_back(m: &Mention) -> bool {
    let words = m.gap.trim_end();
    // Right behind a figure the word is its bound.
    let bound = m.sep == Sep::None && words.trim_start() == "以上";
    let clause = words.rsplit(['，', ',', '。', '；', '：', ' ']).next().unwrap_or_default();
    let above = !bound && ["以上", "对以上", "将以上"].contains(&clause);
    words.ends_with("上述") || words.ends_with("前述") || above
}

/// 涉及13个行政村。…对上述13个行政村: the nearest number of the thing.
fn pointed(facts: &Facts, id: MentionId) -> Option<Claim> {
    let m = &facts.mentions[id];
    // 上述总投资736万元.
    let name =
        ["上述", "前述"].iter().find_map(|w| m.label.strip_prefix(w)).filter(|n| n.chars().count() > SHARED);
    if name.is_none() && !points_back(m) {
        return None;
    }
    // What points back itself is no first mention.
    let first_told = |i: &MentionId| !points_back(&facts.mentions[*i]);
    let called = |&i: &MentionId| match name {
        Some(name) => facts.mentions[i].label.ends_with(name),
        None => m.kind != Kind::Count || noun(&facts.mentions[i]) == noun(m),
    };
    let all: Vec<MentionId> = before(facts, id).filter(first_told).filter(called).collect();
    let &first =
        all.first().filter(|_| name.is_some() || m.kind != Kind::Count || noun(m).chars().count() == 2)?;
    let equal = all.iter().copied().find(|&i| kit::value(&facts.mentions[i]) == kit::value(m));
    // 东村、西村、南村。上述3个村: those are told by their names.
    let named = facts.mentions[first + 1..=id].iter().map(|n| n.gap.matches('、').count()).sum::<usize>();
    let apart = named < 2 && slipped(&facts.mentions[first], m);
    // 省级300万元、市级150万元，上述450万元: of both.
    let summed = (2..=all.len().min(FEW)).any(|n| kit::sum(facts, &all[..n]) == kit::value(m));
    let apart = apart && !summed;
    match equal {
        Some(i) => Some(same(facts, i, id).stance(Stance::Reading)),
        None => apart.then(|| same(facts, first, id).formal()),
    }
}

/// 财政拨款支出470.60万元。在470.60万元财政拨款支出中: the figure that has the name before.
fn among(facts: &Facts, id: MentionId) -> Option<Claim> {
    const NAME: usize = 4;
    let m = &facts.mentions[id];
    let clause = m.gap.rsplit(['，', ',', '。', '；', '：', ' ']).next().unwrap_or_default();
    let named = m.rest.split(['，', ',', '：']).next()?.trim().strip_suffix('中')?;
    let name = named.trim_start_matches('的').trim_end_matches('之');
    if clause != "在" || name.chars().count() < NAME {
        return None;
    }
    let first = before(facts, id).find(|&i| facts.mentions[i].label.ends_with(name))?;
    let made = same(facts, first, id);
    let apart = slipped(&facts.mentions[first], m);
    Some(if apart { made.formal() } else { made.stance(Stance::Reading) })
}

/// 实际受益群众1.35万人，与设计受益人数一致; 合同价与中标价一致，为237.80万元: what it is said to agree with.
fn agreed(facts: &Facts, id: MentionId) -> Option<Claim> {
    const SAME: &[&str] = &["一致", "相同", "相等"];
    const OTHER: &[&str] = &["上年", "去年", "账", "基本", "不", "进度", "方向", "同期", "往年", "标准"];
    const PLAIN: &[&str] = &["人数", "金额", "数量", "总额", "资金", "支出"];
    let m = &facts.mentions[id];
    let ends = |words: &str| SAME.iter().any(|w| words.ends_with(w));
    let rest =
        m.rest.trim_start_matches(['，', ',']).split(['，', ',', '。', '；']).next().unwrap_or_default();
    let clauses: Vec<&str> = m.gap.split(['，', ',', '。', '；']).collect();
    let led = || match clauses[..] {
        [.., told, "为" | "均为" | "即" | "都为"] => Some(told),
        _ => None,
    };
    // 2180人，人数与年初目标一致.
    let opens = |r: &str| r.find(['与', '和', '同']).is_some_and(|at| r[..at].chars().count() <= SHARED);
    let told = Some(rest).filter(|r| opens(r) && ends(r)).or_else(|| led().filter(|t| ends(t)))?;
    let (_, with) = told.split_once(['与', '和', '同'])?;
    let name: String = SAME
        .iter()
        .fold(with, |n, w| n.trim_end_matches(w))
        .trim_end_matches(['数', '相', '保', '持'])
        .to_owned();
    let core = PLAIN.iter().fold(name.as_str(), |n, w| n.strip_suffix(w).unwrap_or(n));
    if core.chars().count() < SHARED || OTHER.iter().any(|w| told.contains(w)) {
        return None;
    }
    let called = |&i: &MentionId| {
        let n = &facts.mentions[i];
        let opens: String = core.chars().take(2).collect();
        kit::share(&n.label, core, SHARED) && n.label.contains(&opens)
            || n.after.chars().take(4).collect::<String>().contains(core.trim_end_matches('价'))
    };
    let mut all = before(facts, id).filter(called);
    let one = all.next()?;
    let single = all.all(|i| kit::value(&facts.mentions[i]) == kit::value(&facts.mentions[one]));
    single.then(|| same(facts, one, id).formal())
}

/// 结余资金7.46万元，已发文全额收回结余资金，收回金额为7.64万元; 下达12.60万元，共支付162000元，资金全部用完: all of it, but for a slip.
fn all_of(facts: &Facts, id: MentionId) -> Option<Claim> {
    const SPENT: &[&str] = &["支付", "支出", "使用", "发放", "拨付", "兑付"];
    const GIVEN: &[&str] = &["下达", "安排", "到位", "拨入", "收到", "预算", "总投资"];
    let m = &facts.mentions[id];
    let has = |words: &str, list: &[&str]| list.iter().any(|w| words.contains(w));
    let back = has(&m.gap, &["全额收回", "全部收回", "全额上缴", "全部上缴"])
        && has(&m.label, &["收回", "上缴", "金额"]);
    let spent = has(&m.label, SPENT)
        && has(&m.rest, &["全部用完", "无结余", "全部支付完毕", "全部使用完毕", "已全部支出", "没有结余"]);
    let wanted: &[&str] = if back { &["结余", "剩余", "结转"] } else { GIVEN };
    let found = before(facts, id).filter(|&i| has(&facts.mentions[i].label, wanted)).collect::<Vec<_>>();
    let &one = found.first().filter(|_| (back || spent) && m.kind == Kind::Amount)?;
    let values = found.iter().all(|&i| kit::value(&facts.mentions[i]) == kit::value(&facts.mentions[one]));
    let n = &facts.mentions[one];
    (values && (kit::value(n) == kit::value(m) || kit::are_turned(&n.term.printed, &m.term.printed)))
        .then(|| same(facts, one, id).formal())
}

/// 现有低保对象347户。…对374户低保家庭逐户核查: a word is shared, and two digits of three and more are changed round.
fn neighbour(facts: &Facts, id: MentionId) -> Option<Claim> {
    const TOLD: usize = 3;
    const NEAR: usize = 8;
    const PLAIN: &[&str] = &[
        "全年", "共有", "其中", "累计", "完成", "项目", "现有", "涉及", "实施", "开展", "组织", "群众",
        "人员", "全镇", "全县", "全乡", "全区", "街道", "工作", "企业", "农村", "单位",
    ];
    let m = &facts.mentions[id];
    // 60岁以上123名, 80岁以上132名: each of its own age.
    let banded = |m: &Mention| ["以上", "以下"].iter().any(|w| m.gap.ends_with(w));
    if m.kind != Kind::Count || m.term.told() < TOLD || m.stand != Stand::Level || banded(m) {
        return None;
    }
    let words = |m: &Mention| -> Vec<char> {
        let behind: String =
            m.rest.split(['，', ',', '。']).next().unwrap_or_default().chars().take(NEAR).collect();
        format!("{}|{behind}", kit::last(&m.gap, NEAR)).chars().collect()
    };
    let own = words(m);
    let shared = |n: &Mention| {
        let theirs: String = words(n).into_iter().collect();
        own.windows(2).any(|w| {
            let w: String = w.iter().collect();
            w.chars().all(|c| kit::han(&c)) && !PLAIN.contains(&w.as_str()) && theirs.contains(&w)
        })
    };
    let fits = |&i: &MentionId| {
        let n = &facts.mentions[i];
        let apart = n.sentence != m.sentence && n.sentence + 3 >= m.sentence && n.year == m.year;
        apart
            && kit::are_turned(&n.term.printed, &m.term.printed)
            && n.term.printed.len() == m.term.printed.len()
    };
    let found = before(facts, id).find(fits).filter(|&i| shared(&facts.mentions[i]))?;
    // Either is told elsewhere: then they are two.
    let twice = |v: MentionId| {
        let same = |n: &&Mention| kit::value(n) == kit::value(&facts.mentions[v]) && n.base == m.base;
        let near = id.saturating_sub(AROUND)..(id + AROUND).min(facts.mentions.len());
        facts.mentions[near].iter().filter(same).count() > 1
    };
    // 护理员450人。…取得证书的护理员已有405人: some of them.
    let some = ["已有", "取得", "其中", "中有"].iter().any(|w| m.gap.contains(w))
        && kit::value(m) < kit::value(&facts.mentions[found]);
    let parted = some || !facts.totals_of(id).is_empty() || !facts.totals_of(found).is_empty();
    let two = kit::are_of_a_kind(&facts.mentions[found].label, &m.label);
    (!(parted || two || twice(id) && twice(found))).then(|| same(facts, found, id).formal())
}

fn same(facts: &Facts, first: MentionId, later: MentionId) -> Claim {
    men001_repeated::claim(facts, first, later, true).link(Link::Likely).severity(Severity::Warning)
}
