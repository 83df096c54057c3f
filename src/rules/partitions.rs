//! Totals of public accounts and their parts by name, wherever in a section they stand: “三公”经费 of 公务接待费, 公务用车 and
//! 因公出国（境）; 支出合计 of 基本支出 and 项目支出; 收入总计 of 本年收入 and what was carried over. Claims of AMT001.

use super::{Out, kit};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Stance};

/// Paragraphs to either side, and figures, that are looked at.
const PARAS: u32 = 8;
const FAR: usize = 60;

/// A part: what it is called, and whether it may be untold.
struct Part {
    names: &'static [&'static str],
    needed: bool,
}

const fn needed(names: &'static [&'static str]) -> Part {
    Part { names, needed: true }
}

const fn more(names: &'static [&'static str]) -> Part {
    Part { names, needed: false }
}

struct Partition {
    totals: &'static [&'static str],
    parts: &'static [Part],
}

const PARTITIONS: &[Partition] = &[
    Partition {
        totals: &["收入总计"],
        parts: &[
            needed(&["本年收入合计", "本年收入"]),
            needed(&["年初结转和结余", "上年结转和结余", "年初结转结余", "上年结转结余"]),
            more(&[
                "使用非财政拨款结余",
                "用事业基金弥补收支差额",
                "使用专用结余",
                "使用非财政拨款结余和专用结余",
            ]),
        ],
    },
    Partition {
        totals: &["支出总计"],
        parts: &[
            needed(&["本年支出合计", "本年支出"]),
            needed(&["年末结转和结余", "年末结转结余"]),
            more(&["结余分配"]),
        ],
    },
    Partition {
        totals: &["本年支出合计", "支出合计", "本年支出", "全年支出", "总支出", "支出总额"],
        parts: &[
            needed(&["基本支出"]),
            needed(&["项目支出"]),
            more(&["经营支出"]),
            more(&["上缴上级支出"]),
            more(&["对附属单位补助支出"]),
        ],
    },
    Partition {
        totals: &["基本支出"],
        parts: &[needed(&["人员经费", "人员支出"]), needed(&["公用经费", "公用支出", "日常公用经费"])],
    },
];

pub(super) fn run(facts: &Facts, out: &mut Out) {
    for (id, m) in facts.mentions.iter().enumerate().filter(|(_, m)| is_level(m)) {
        let of = |p: &&Partition| p.totals.contains(&core(whole_name(m)));
        for p in PARTITIONS.iter().filter(of) {
            out.claims.extend(by_name(facts, id, p));
        }
        out.claims.extend(official(facts, id));
    }
}

fn is_level(m: &Mention) -> bool {
    m.kind == Kind::Amount && m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level
}

/// 收入总计, of which the label is 收入.
fn whole_name(m: &Mention) -> &str {
    let told = m.before.trim_end_matches(['为', '共']);
    let more = told.strip_prefix(m.label.as_str()).is_some_and(|w| ["总计", "合计"].contains(&w));
    if more { told } else { &m.label }
}

/// The name without what says of when and of whom it is.
fn core(label: &str) -> &str {
    const HEAD: &[&str] =
        &["其中", "年度", "当年", "我局", "我单位", "本部门", "我部门", "部门", "本单位", "我镇"];
    let mut s = label.trim_end_matches(['为', '共']);
    while let Some(rest) = HEAD.iter().find_map(|w| s.strip_prefix(w)) {
        s = rest;
    }
    s
}

/// Figures around one, in its section or in none.
fn around<'f>(facts: &'f Facts, id: MentionId) -> impl Iterator<Item = MentionId> + 'f {
    let m = &facts.mentions[id];
    let here = move |&i: &MentionId| {
        let n = &facts.mentions[i];
        let year = n.year.is_none() || m.year.is_none() || n.year == m.year;
        let near = n.para.abs_diff(m.para) <= PARAS && n.section == m.section;
        i != id && near && year && is_level(n) && n.base == m.base && !m.realm.is_other(n.realm)
    };
    (id.saturating_sub(FAR)..facts.mentions.len().min(id + FAR)).filter(here)
}

/// The one value that figures have; none where they have two, or there are none.
fn one(facts: &Facts, ids: &[MentionId]) -> Option<MentionId> {
    let value = |i: MentionId| kit::value(&facts.mentions[i]);
    let &first = ids.first()?;
    ids.iter().all(|&i| value(i) == value(first)).then_some(first)
}

fn by_name(facts: &Facts, total: MentionId, p: &Partition) -> Option<Claim> {
    let called = |names: &[&str]| -> Vec<MentionId> {
        around(facts, total).filter(|&i| names.contains(&core(whole_name(&facts.mentions[i])))).collect()
    };
    let own = whole_name(&facts.mentions[total]);
    let others: Vec<MentionId> = called(&[core(own)]);
    one(facts, &others.iter().copied().chain([total]).collect::<Vec<_>>())?;
    let mut parts = Vec::new();
    for part in p.parts {
        let found = called(part.names);
        match one(facts, &found) {
            Some(i) => parts.push(i),
            None if found.is_empty() && !part.needed => {}
            None => return None,
        }
    }
    // 用事业基金弥补收支差额40万元: a part that could not be read as one.
    let (from, to) = (parts.iter().min()?.min(&total), parts.iter().max()?.max(&total));
    let gaps = || facts.mentions[*from..=*to].iter().map(|m| m.gap.as_str());
    let untold = |p: &&Part| !p.needed && p.names.iter().any(|w| gaps().any(|g| g.contains(w)));
    let own = |p: &Part| parts.iter().any(|&i| p.names.contains(&core(whole_name(&facts.mentions[i]))));
    if p.parts.iter().filter(untold).any(|p| !own(p)) {
        return None;
    }
    // 年初结转和结余52.37万元，本年收入1846.92万元，收入总计1899.29万元: all in one breath.
    let all: Vec<MentionId> = parts.iter().copied().chain([total]).collect();
    let stance = if kit::in_one_breath(facts, &all) { Stance::Stated } else { Stance::Optional };
    Some(sum(facts, total, &parts, stance))
}

/// What is told of the three kinds of official expenses.
struct Kinds {
    guests: Vec<MentionId>,
    cars: Vec<MentionId>,
    bought: Vec<MentionId>,
    abroad: Vec<MentionId>,
}

/// “三公”经费…决算数17.46万元…。公务接待费6.12万元，公务用车运行维护费11.34万元，无因公出国（境）支出.
fn official(facts: &Facts, total: MentionId) -> Option<Claim> {
    let t = &facts.mentions[total];
    if !is_official(facts, total) {
        return None;
    }
    let planned = is_planned(t);
    let alike: Vec<MentionId> =
        around(facts, total).filter(|&i| is_planned(&facts.mentions[i]) == planned).collect();
    let same: Vec<MentionId> =
        alike.iter().copied().filter(|&i| is_official(facts, i)).chain([total]).collect();
    one(facts, &same).filter(|_| same.iter().all(|&i| i >= total))?;
    let called = |words: &[&str], not: &[&str]| -> Vec<MentionId> {
        let is = |&i: &MentionId| {
            let label = facts.mentions[i].label.as_str();
            words.iter().any(|w| label.contains(w)) && !not.iter().any(|w| label.contains(w))
        };
        alike.iter().copied().filter(is).collect()
    };
    let kinds = Kinds {
        guests: called(&["接待费"], &["三公", "用车", "出国", "均", "国内", "国（境）外"]),
        cars: called(
            &["用车购置及运行", "用车购置和运行", "公务用车运行", "公车运行", "公务车运行"],
            &["三公", "接待", "均"],
        ),
        bought: called(&["用车购置费", "车辆购置费"], &["三公", "接待", "运行"]),
        abroad: called(&["出国"], &["三公", "用车", "接待"]),
    };
    let (guests, cars) = (one(facts, &kinds.guests)?, one(facts, &kinds.cars)?);
    let mut parts = vec![guests, cars];
    let joint = facts.mentions[cars].label.contains("购置");
    match (joint, one(facts, &kinds.bought)) {
        (false, Some(i)) => parts.push(i),
        (_, None) if !kinds.bought.is_empty() => return None,
        _ => {}
    }
    match one(facts, &kinds.abroad) {
        Some(i) => parts.push(i),
        None if !kinds.abroad.is_empty() => return None,
        None => {}
    }
    let (first, last) = (*parts.iter().min()?, *parts.iter().max()?);
    // Parts of another total stand before it; what was bought or spent abroad may be told in words.
    if first < total || last - total > FAR / 2 {
        return None;
    }
    let words: String = facts.mentions[total + 1..=last].iter().map(|m| m.gap.as_str()).collect();
    let words = format!("{words}{}", facts.mentions[last].rest);
    let told = |what: &str| words.contains(what);
    let whole = (!kinds.abroad.is_empty() || told("出国"))
        && (joint || !kinds.bought.is_empty() || told("购置") || told("购车"));
    Some(sum(facts, total, &parts, if whole { Stance::Stated } else { Stance::Optional }))
}

/// “三公”经费支出, and 决算数 of a sentence or section that is of them.
fn is_official(facts: &Facts, id: MentionId) -> bool {
    const BARE: &[&str] = &[
        "决算",
        "决算数",
        "支出决算",
        "支出决算数",
        "实际支出",
        "支出",
        "年初预算",
        "预算",
        "预算数",
        "全年预算",
        "年初预算数",
        "全年预算数",
        "全年支出",
        "合计",
        "支出合计",
    ];
    const KINDS: &[&str] = &["接待", "用车", "公车", "出国", "购置"];
    let m = &facts.mentions[id];
    let kind = |w: &str| KINDS.iter().any(|k| w.contains(k));
    if kind(&m.label) || kind(&m.gap) {
        return false;
    }
    if m.label.contains("三公") {
        return true;
    }
    // “三公”经费。年初预算22.00万元，决算数17.46万元.
    let from = facts.mentions.partition_point(|n| n.para < m.para);
    let before = &facts.mentions[from..=id];
    let of_them = before.iter().any(|n| n.gap.contains("三公")) && !before.iter().any(|n| kind(&n.gap));
    BARE.contains(&core(&m.label)) && of_them
}

fn is_planned(m: &Mention) -> bool {
    m.label.contains("预算") && !m.label.contains("决算")
}

fn sum(facts: &Facts, total: MentionId, parts: &[MentionId], stance: Stance) -> Claim {
    let t = &facts.mentions[total];
    let mut parts = parts.to_vec();
    parts.sort_unstable();
    let operands =
        parts.iter().map(|&p| kit::role(&kit::name(&facts.mentions[p]), &facts.mentions[p])).collect();
    let name = kit::name(t);
    let formula = format!("{name} = {}", kit::plus(facts, &parts));
    let claim = Claim::new("AMT001", Expr::sum(parts.len()), Relation::Sums, operands, kit::role(&name, t));
    claim.formula(formula).link(Link::Likely).stance(stance)
}
