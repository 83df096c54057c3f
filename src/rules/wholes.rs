//! What a share is of: the totals to try for 占…的, by name and by structure. For SHR001.

use super::kit;
use super::shr001_share::{BACK, FEW, NAMED};
use crate::facts::{Facts, Mention, MentionId, Stand};
use crate::figure::Kind;
use crate::num;
use crate::scheme::Scheme;

/// Totals that one share is tried with.
const TRIED: usize = 6;

/// 占总支出的 → 总支出.
pub(super) fn named_total(gap: &str) -> &str {
    let tail = gap.rsplit('占').next().unwrap_or("");
    let name = tail.split(['的', '比', '，', '为', '达']).next().unwrap_or("").trim();
    // 占资金总额的: 资金 by itself is no name.
    let bare = SUMS.iter().find_map(|w| name.strip_suffix(w)).filter(|n| n.chars().count() > 2);
    bare.unwrap_or(name)
}

/// Totals to try, and whether the first is stated by structure or by name.
pub(super) fn totals(facts: &Facts, scheme: &Scheme, part: MentionId, named: &str) -> (Vec<MentionId>, bool) {
    let p = &facts.mentions[part];
    let named = if named == "采购总额" { "政府采购" } else { named };
    let at = facts.surveys.partition_point(|s| s.answers.last().is_some_and(|a| a.1 < part));
    let survey = facts.surveys.get(at).filter(|s| s.answers.iter().any(|a| a.1 == part));
    if let Some(s) = survey.filter(|_| named.is_empty()) {
        return (vec![s.whole], true);
    }
    // 2021年支出a，… 占总支出的: of this year's.
    let report = facts.frame.year.as_ref().map(|y| y.0);
    let earlier = |m: &Mention| m.year.is_some_and(|y| report.is_some_and(|r| y < r)) && p.year != m.year;
    let like = |i: &MentionId| {
        let m = &facts.mentions[*i];
        let last = earlier(m)
            || m.stand == Stand::Previous && p.stand != Stand::Previous
            || ["比上年", "较上年", "上年"].iter().any(|w| m.label.contains(w)) && !p.label.contains("上年");
        m.base == p.base && kit::exact(m) && m.cell.is_none() && kit::value(m) >= kit::value(p) && !last
    };
    let mut found: Vec<MentionId> = Vec::new();
    let back: Vec<MentionId> = (part.saturating_sub(BACK)..part).rev().filter(like).collect();
    // 一般预算收入9.4亿元，其中税收8.3亿元，占一般公共预算收入的: the total of its own sentence by nearly its name.
    let plain = |label: &str| label.replace("公共", "");
    let own = facts.totals_of(part).iter().copied().find(|&t| {
        let m = &facts.mentions[t];
        let label = plain(m.label.trim_end_matches("完成").trim_end_matches("累计"));
        let alike = named.chars().count() >= NAMED && label.ends_with(&plain(named));
        like(&t) && alike && m.sentence + 1 >= p.sentence && m.para == p.para
    });
    found.extend(own);
    // 受访的360名居民中，60岁以上老年人225人，占: of those among whom they are.
    let people = |u: &str| ["人", "名", "位"].contains(&u);
    let unit = |m: &Mention| m.base == p.base || people(&m.term.unit) && people(&p.term.unit);
    let near = (part.saturating_sub(FEW)..part).rev().find(|&i| unit(&facts.mentions[i]));
    let among = near.filter(|&w| {
        let m = &facts.mentions[w];
        let head = m.rest.split(['，', ',']).next().unwrap_or_default();
        let here = m.sentence == p.sentence && m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level;
        let led = head.ends_with('中') && head.chars().count() <= BACK;
        let led = led && !facts.mentions[w + 1..part].iter().any(|n| n.kind == Kind::Percent);
        named.is_empty() && here && led && kit::value(m) >= kit::value(p)
    });
    if let Some(w) = among {
        return (vec![w], true);
    }
    // 共抽查80家，查出问题的12家，占抽查总数的: the only figure before it that has the name of what is summed.
    let stem = ["总数", "总量", "总额"]
        .iter()
        .find_map(|w| named.strip_suffix(w))
        .filter(|s| s.chars().count() >= 2);
    let summed = stem.and_then(|stem| {
        let says = |i: &MentionId| {
            let m = &facts.mentions[*i];
            m.para == p.para
                && m.base == p.base
                && kit::exact(m)
                && (m.label.contains(stem) || m.after.starts_with(stem))
        };
        let mut found = (part.saturating_sub(BACK)..part).rev().filter(says);
        found.next().filter(|_| found.next().is_none())
    });
    if let Some(w) = summed {
        return (vec![w], true);
    }
    if !named.is_empty() && own.is_none() {
        // A long name is looked for all through the report.
        let far = named.chars().count() >= NAMED;
        let from = part.saturating_sub(if far { BACK * 8 } else { BACK });
        let is = |i: &MentionId| {
            let m = &facts.mentions[*i];
            let unit = m.base == p.base && kit::exact(m) && m.cell.is_none();
            // 支出总额比上年的2765万元增加 is that of last year.
            let unit = unit && (!m.label.contains("上年") || p.label.contains("上年")) && !earlier(m);
            let unit = unit && (m.stand != Stand::Previous || p.stand == m.stand);
            let short = named.trim_start_matches(['全', '年', '本']);
            // 政府采购支出总额 for 占政府采购支出总额的, whose last word is cut off.
            let label = SUMS.iter().find_map(|s| m.label.strip_suffix(s)).unwrap_or(&m.label);
            let ends =
                |w: &str| label.strip_suffix(w).is_some_and(|head| !head.ends_with(['和', '及', '与', '、']));
            // 政府采购支出总额 is 采购总额, too.
            let bought = named == "政府采购" && label == "政府采购支出";
            // 支出合计 for 占本年支出合计的.
            let summed = named.strip_prefix("本年") == Some(label) && m.before.trim_end().ends_with("合计");
            let called = bought
                || summed
                || ends(named)
                || is_moved(label, named)
                || (m.section == p.section && ends(short));
            // 占全年项目支出的: 前三季度项目支出 is not all of the year.
            let short_of =
                named.starts_with("全年") && ["季度", "上半年", "下半年"].iter().any(|w| m.gap.contains(w));
            unit && (far || m.section == p.section) && called && !short_of
        };
        // 慢性病防控项目支出 is called 项目支出, too.
        let exactly = |i: &MentionId| facts.mentions[*i].label == named && is(i) && like(i);
        // 县级财政收入完成, less than the part, is not the whole that 占财政收入的 names.
        let whole = |i: &MentionId| {
            let m = &facts.mentions[*i];
            let called = m.label.ends_with(named) || m.label.starts_with(named) || is_summed(m, named);
            is(i) && (called || like(i))
        };
        found.extend((from..part).rev().find(exactly).or_else(|| (from..part).rev().find(whole)));
        found.extend(found.is_empty().then(|| first_budget(facts, scheme, part, named)).flatten());
        if found.is_empty() && far {
            found.extend(facts.index.called(&facts.mentions, named, part).filter(|i| *i < part).find(is));
        }
        if found.is_empty() && named.ends_with("采购支出") {
            let bought =
                |i: &MentionId| is_all_bought(&facts.mentions[*i]) && facts.mentions[*i].para == p.para;
            found.extend((from..part).rev().find(bought));
        }
        // 占下达资金的 of 下达衔接资金.
        if found.is_empty() && far {
            let spaced = |i: &MentionId| is_spaced(&facts.mentions[*i].label, named) && like(i);
            found.extend((from..part).rev().find(spaced));
        }
        // 占总支出的 of 全年支出: what is called by another name for the whole.
        if found.is_empty() && is_whole(named) {
            let whole = |i: &MentionId| {
                let m = &facts.mentions[*i];
                let fact = kit::attribute(m, scheme).is_some_and(|a| {
                    if named.contains("收入") {
                        a == "income"
                    } else {
                        matches!(a, "executed" | "expenditure")
                    }
                });
                fact && m.scope.is_none() && like(i) && facts.chapter(m) == facts.chapter(p)
            };
            let own = |i: &MentionId| facts.mentions[*i].general && whole(i);
            // 全县累计支出, and not 实际支付 of the item beside it.
            let said = |i: &MentionId| facts.mentions[*i].label.ends_with("累计支出") && whole(i);
            let all = (from..part).rev().filter(own).take(TRIED);
            found.extend((from..part).rev().find(said).map_or_else(|| all.collect(), |i| vec![i]));
        }
    }
    let called = !found.is_empty();
    let structural: Vec<MentionId> = facts.totals_of(part).iter().copied().filter(like).collect();
    // 占转移支付的 beside 税收返还和转移支付: the total is only a part of what the list is of.
    // “三公”经费决算 is what 占“三公”经费的 names, and not wider.
    let wider = |i: &MentionId| {
        let label = facts.mentions[*i].label.as_str();
        let own = label.strip_prefix(named).is_some_and(|w| FINAL.contains(&w));
        !named.is_empty() && label.contains(named) && !own
    };
    let of_it = |i: &MentionId| is_called_so(&facts.mentions[*i].label, named);
    let told = structural.first().is_some_and(|i| goes_by(facts, *i, named));
    let sure = called || told || (structural.first().is_some_and(of_it) && !structural.iter().any(wider));
    // A long name leaves no other: 占一般公共预算支出的.
    let near = |i: &&MentionId| facts.mentions[**i].para == p.para;
    let summed = |i: &MentionId| is_summed(&facts.mentions[*i], named);
    // 占到位资金的 of 到位资金: by all of its name.
    let by_name = |i: &MentionId| {
        let m = &facts.mentions[*i];
        named.contains("到位") && m.label == named && m.sentence == p.sentence
    };
    let plain = found.first().is_some_and(|i| summed(i) || by_name(i));
    // 毕业生962人，就业941人。其中升入高职583人，占毕业生的: by just that name, in its paragraph.
    let just = found.first().is_some_and(|&i| {
        let m = &facts.mentions[i];
        m.label == named && m.para == p.para && m.kind == Kind::Count && named.chars().count() > 2
    });
    if !called || named.chars().count() <= NAMED && !plain && !just {
        // 占采购额的 is of what was bought, and not of 采购预算.
        let planned = |i: &MentionId| {
            let label = facts.mentions[*i].label.as_str();
            named.chars().count() > 1 && !is_plan(named) && label.ends_with("预算") && !label.contains(named)
        };
        let near = back.iter().copied().filter(|i| near(&i));
        found.extend(structural.into_iter().chain(near).filter(|i| !planned(i)));
    }
    let mut unique: Vec<MentionId> = Vec::new();
    found.into_iter().for_each(|i| {
        if !unique.contains(&i) {
            unique.push(i);
        }
    });
    unique.truncate(TRIED);
    (unique, sure)
}

/// 政府采购支出总额, which 占采购支出总额的 names.
pub(super) fn is_summed(m: &Mention, named: &str) -> bool {
    let bare = SUMS.iter().find_map(|s| m.label.strip_suffix(s));
    let bought = named.ends_with("采购支出") && is_all_bought(m);
    bought || named.chars().count() >= NAMED && bare.is_some_and(|b| b.ends_with(named))
}

/// 实际到位 for 占到位资金的: money by what became of all of it.
fn is_moved(label: &str, named: &str) -> bool {
    const MOVED: &[&str] = &["到位", "下达", "拨入", "投入", "筹措"];
    const ALL: &[&str] =
        &["", "实际", "资金", "项目资金", "累计", "共", "总", "各级资金", "财政资金", "资金实际", "全部"];
    let verb =
        named.strip_suffix("资金").or_else(|| named.strip_suffix("总额")).filter(|v| MOVED.contains(v));
    let label = label.strip_suffix("资金").unwrap_or(label);
    verb.is_some_and(|v| label.strip_suffix(v).is_some_and(|head| ALL.contains(&head)))
}

/// 实际采购393万元, and 政府采购支出。总额528万元.
fn is_all_bought(m: &Mention) -> bool {
    const ALL: &[&str] = &["实际采购", "实际采购金额", "实际采购额", "采购金额", "采购总额", "完成采购"];
    let money = m.kind == Kind::Amount && m.cell.is_none() && kit::exact(m) && m.stand == Stand::Level;
    money && (ALL.contains(&m.label.as_str()) || m.label == "总额" && m.gap.contains("采购支出"))
}

/// The name with words between its halves: 下达衔接资金 for 下达资金.
fn is_spaced(label: &str, named: &str) -> bool {
    let chars: Vec<char> = named.chars().collect();
    let (head, tail) = chars.split_at(chars.len() / 2);
    let (head, tail): (String, String) = (head.iter().collect(), tail.iter().collect());
    !label.ends_with(named) && label.strip_suffix(tail.as_str()).is_some_and(|rest| rest.contains(&head))
}

/// 基本支出预算a，执行b: b goes by the name of a.
fn goes_by(facts: &Facts, total: MentionId, named: &str) -> bool {
    let m = &facts.mentions[total];
    let bare = ["执行", "执行数", "支出", "决算"].contains(&m.label.as_str());
    let before = total.checked_sub(1).filter(|_| bare && named.chars().count() >= NAMED);
    before.map(|b| &facts.mentions[b]).is_some_and(|b| b.sentence == m.sentence && b.label.starts_with(named))
}

/// 占总数的, 占总额的.
pub(super) fn is_whole_of_all(named: &str) -> bool {
    matches!(named, "总" | "总数" | "总额" | "总量" | "全部" | "总金额" | "资金总额" | "总资金" | "总资金量")
}

/// 占调整预算的, 占任务数的: what was planned is no whole.
pub(super) fn is_plan(name: &str) -> bool {
    let name = name.trim_end_matches(['数', '额', '值', '的']);
    ["预算", "任务", "计划", "目标"].iter().any(|w| name.ends_with(w))
}

/// Whether a total may be what 占… names: 占全部支出的 of 本年支出, but not 占调整预算的 or 占任务数的.
fn is_called_so(label: &str, named: &str) -> bool {
    const WHOLE: &[char] = &['总', '全', '部', '年', '本', '当', '整', '体', '个', '其', '该', '所', '有'];
    let core: Vec<char> = named.trim_start_matches(WHOLE).chars().collect();
    let planned = is_plan(named) && !is_plan(label);
    let shared = core.windows(2).any(|w| label.contains(&w.iter().collect::<String>()));
    !planned
        && (core.len() < 2 || shared || matches!(core.as_slice(), ['数' | '量' | '额' | '计' | '和', ..]))
}

/// One digit of the part changed gives the rate: 授予中小企业4592.40万元，占采购支出总额1846.62万元的86.23%.
pub(super) fn is_digit_off(part: &Mention, whole: &Mention, rate: &Mention) -> bool {
    let printed: Vec<char> = part.term.printed.chars().collect();
    let number = |digits: &[char]| num::rat(num::parse(&digits.iter().collect::<String>())?);
    let unit = || num::div(kit::value(part)?, number(&printed)?);
    let Some(unit) = unit() else { return false };
    let digits = (0..printed.len()).filter(|&i| printed[i].is_ascii_digit());
    let mut slips = digits.flat_map(|i| ('0'..='9').map(move |d| (i, d)));
    slips.any(|(i, d)| {
        let mut other = printed.clone();
        other[i] = d;
        let value = number(&other).and_then(|v| num::mul(v, unit));
        value.zip(kit::value(whole)).is_some_and(|(v, w)| kit::makes_rate(v, w, rate))
    })
}

/// What the accounts call a total's own figure.
const FINAL: &[&str] = &["决算", "决算数", "支出", "支出决算", "支出决算数", "合计", "总额", "实际支出"];

/// Words behind the name of a total that say no more than that it is one.
const SUMS: &[&str] = &["合计", "总计", "总额", "完成", "实现", "合同金额", "合同额"];

/// 总支出, 全年支出, 支出合计.
fn is_whole(named: &str) -> bool {
    let core = named.trim_start_matches(['总', '全', '年', '本', '当', '度', '部']);
    ["支出", "收入", "支出合计", "支出总额", "支出总计", "收入合计", "收入总额", "收入总计"].contains(&core)
}

/// 年初批复预算a。…占年初预算的R%: called by another name of the first budget, and the only one.
fn first_budget(facts: &Facts, scheme: &Scheme, part: MentionId, named: &str) -> Option<MentionId> {
    let p = &facts.mentions[part];
    let first = |i: &MentionId| {
        let m = &facts.mentions[*i];
        let budget = kit::attribute(m, scheme) == Some("budget.initial") || m.label.contains("年初");
        budget && m.label.contains("预算") && m.para == p.para && m.base == p.base && kit::exact(m)
    };
    let mut found = (part.saturating_sub(BACK)..part).rev().filter(first);
    found.next().filter(|_| named.starts_with("年初预算") && found.next().is_none())
}

/// 人员经费占基本支出的90%…其中基本支出780万元、人员经费702万元: a share tells that one part holds another.
pub(super) fn is_nested(facts: &Facts, parts: &[MentionId]) -> bool {
    const NEAR: usize = 4;
    const FEW: usize = 6;
    let (Some(&first), Some(&last)) = (parts.first(), parts.last()) else { return false };
    let near = first.saturating_sub(NEAR)..(last + NEAR).min(facts.mentions.len());
    let share = |r: &&Mention| {
        r.kind == Kind::Percent && r.gap.contains('占') && r.para == facts.mentions[first].para
    };
    let few = &parts[..parts.len().min(FEW)];
    facts.mentions[near].iter().filter(share).any(|r| {
        let named = named_total(&r.gap);
        let called = |w: MentionId| named.chars().count() > 1 && facts.mentions[w].label.ends_with(named);
        let makes = |&p: &MentionId, &w: &MentionId| {
            called(w) && kit::makes(&facts.mentions[p], &facts.mentions[w], r)
        };
        few.iter().any(|p| few.iter().any(|w| p != w && makes(p, w)))
    })
}
