//! Lists that are no parts of the total that stands next to them, for AMT001: those of another figure, of a fund that was carried
//! over, shares, rows of two lists.

use super::kit;
use crate::facts::{Breakdown, Cue, Facts, Mention, MentionId, Reading, Sep, Stand};
use crate::figure::Kind;
use crate::num::{self, Rat};
use num_traits::Signed;

/// 资产总额4.7亿元，负债1亿元，净资产3.7亿元（行政单位资产0.8亿元，事业单位资产3.9亿元）: the parts make another figure of the sentence.
pub(super) fn is_of_another(facts: &Facts, r: &Reading) -> bool {
    const FAR: usize = 12;
    let t = &facts.mentions[r.total];
    let sum = kit::sum(facts, &r.parts);
    if sum.is_none() || sum == kit::value(t) {
        return false;
    }
    let first = r.parts.iter().min().copied().unwrap_or(r.total);
    (first.saturating_sub(FAR)..first).any(|i| {
        let n = &facts.mentions[i];
        let like = n.sentence == t.sentence && n.base == t.base && n.kind == t.kind;
        i != r.total && !r.parts.contains(&i) && like && n.stand == Stand::Level && kit::value(n) == sum
    })
}

/// 7月2380人次、8月2650人次，暑期共计5230人次，含6月义诊; 支出较大的有…: the total behind the list holds more.
pub(super) fn holds_more(facts: &Facts, r: &Reading) -> bool {
    let rest = facts.mentions[r.total].rest.trim_start_matches(['，', ',', '（', '(']);
    let behind = r.parts.iter().all(|&p| p < r.total);
    let some = || r.parts.iter().any(|&p| facts.mentions[p].before.contains("较大的"));
    let along = facts.mentions[r.total].gap.contains("连同");
    // 15家，其中县直部门6家、乡镇8家，及县开发区管委会: one is told without its number.
    let last = r.parts.iter().max().map(|&p| facts.mentions[p].rest.trim_start_matches(['，', ',', '、']));
    let uncounted = |w: &str| w.starts_with(['和', '及']) || w.starts_with("以及");
    if last.is_some_and(uncounted) {
        return true;
    }
    behind && (along || rest.starts_with('含') || rest.starts_with("包含") || some())
}

/// 本年收入1900万元，年初结转60万元、使用结余40万元: what was carried over is beside what came in, and no part of it.
pub(super) fn is_carried(facts: &Facts, r: &Reading) -> bool {
    let total = facts.mentions[r.total].label.as_str();
    let flow = ["本年收入", "本年收入合计"].contains(&total);
    let kept = |&p: &MentionId| ["结转", "结余"].iter().any(|w| facts.mentions[p].label.contains(w));
    flow && r.parts.iter().any(kept)
}

/// 中央60%，省级40%。实际构成为中央61.86%、省级38.15%: shares that make a hundred make no other rate.
pub(super) fn is_composition(facts: &Facts, r: &Reading) -> bool {
    let hundred = Rat::from_integer(100);
    let near = |v: Rat| {
        num::sub(v, hundred)
            .is_some_and(|d| num::mul(d.abs(), Rat::from_integer(5)) < Some(Rat::from_integer(1)))
    };
    let percent = facts.mentions[r.total].kind == Kind::Percent;
    percent
        && kit::sum(facts, &r.parts).is_some_and(near)
        && !kit::value(&facts.mentions[r.total]).is_some_and(near)
}

/// 其中中央资金a、省级资金b、县级资金c: no sum of the first two, where the items are named and parted alike.
pub(super) fn is_cut(facts: &Facts, b: &Breakdown, r: &Reading) -> bool {
    let all = b.parts();
    let n = r.parts.len();
    let money = facts.mentions[r.total].kind == Kind::Amount;
    if b.cue != Cue::Among || !money || n >= all.len() || all[..n] != r.parts || r.total != b.total() {
        return false;
    }
    let end = |&i: &MentionId| kit::last(&facts.mentions[i].label, 2);
    let first = end(&all[0]);
    let named = first.chars().count() == 2 && all.iter().all(|i| end(i) == first);
    let sep = facts.mentions[all[1]].sep;
    named
        && all[1..].iter().all(|&i| facts.mentions[i].sep == sep)
        && all.windows(2).all(|w| w[1] == w[0] + 1)
}

/// 中央资金a，省级资金b。支出分别为c和d: one figure each of a list before them.
pub(super) fn is_one_of_row(facts: &Facts, r: &Reading) -> bool {
    let (t, first) = (&facts.mentions[r.total], &facts.mentions[r.parts[0]]);
    let row = (r.total..r.parts[0]).all(|i| facts.mentions[i].base == t.base);
    let told = first.gap.contains("分别") && first.sentence != t.sentence;
    told && row && r.parts[0] == r.total + r.parts.len()
}

/// 按6只折1头计1000头: what one is reckoned for another; or what is added.
pub(super) fn is_rate_of_exchange(facts: &Facts, r: &Reading) -> bool {
    // 结余36.2万元，加上年初结转52.8万元: added to it.
    let added = |m: &Mention| m.before.trim_start().starts_with("加上");
    let joined = |p: &MentionId| *p > r.total && added(&facts.mentions[*p]);
    // 广告费5万元、评审费7万元、印刷费8万元，除印刷费外共12万元: a sum of the others.
    let but = |p: &MentionId| {
        let label = facts.mentions[*p].label.as_str();
        label.starts_with('除') && label.ends_with('外')
    };
    // 净值2400万元，其中房屋净值a；设备原值b, 9月和12月各拨付30万元: of another, or twice.
    let net = |p: &MentionId| {
        facts.mentions[r.total].label.ends_with("净值") && facts.mentions[*p].label.ends_with("原值")
    };
    let each = |p: &MentionId| facts.mentions[*p].before.trim_start().starts_with('各');
    if r.parts.iter().any(but)
        || r.parts.iter().any(net)
        || r.parts.iter().any(each) && kit::sum(facts, &r.parts) != kit::value(&facts.mentions[r.total])
    {
        return true;
    }
    r.parts.iter().any(joined) || r.parts.iter().any(|&p| facts.mentions[p].before.trim_end().ends_with('折'))
}

/// 内设机构8个，下辖7个社区、5个行政村: offices, and what lies under them.
pub(super) fn is_of_offices(facts: &Facts, r: &Reading) -> bool {
    const OFFICES: &[&str] = &["机构", "科室", "办公室", "股室", "部门", "单位", "党支部", "党组织", "站所"];
    const PLACES: &[&str] = &["社区", "村", "行政村", "居委会", "街道", "乡镇", "自然村", "村民小组"];
    let t = &facts.mentions[r.total];
    let ends = |m: &Mention, words: &[&str]| {
        let noun = m.after.trim_start_matches(['（', ' ']);
        words.iter().any(|w| noun.starts_with(w) || m.label.ends_with(w))
    };
    let part = |&p: &MentionId| {
        let m = &facts.mentions[p];
        ends(m, PLACES) || m.gap.contains("下辖")
    };
    ends(t, OFFICES) && !ends(t, PLACES) && r.parts.iter().all(part)
}

/// 税收110亿元，其中地方级税收42亿元；地方一般公共预算收入60亿元: what stands behind the ； is called otherwise.
pub(super) fn is_of_next_clause(facts: &Facts, r: &Reading) -> bool {
    let &[a, b] = r.parts.as_slice() else { return false };
    let [x, y] = [a, b].map(|i| &facts.mentions[i]);
    let tail = |m: &Mention| kit::last(&m.label, 2).to_owned();
    let apart =
        y.sep == Sep::Group && y.sentence == x.sentence && tail(x) != tail(y) && tail(x).chars().count() == 2;
    apart && kit::sum(facts, &r.parts) != kit::value(&facts.mentions[r.total])
}

/// 收入50.30亿元，支出46.80亿元，收入完成预算的101.6%，其中…: the parts of what the rate before them speaks of.
pub(super) fn is_of_rated(facts: &Facts, r: &Reading) -> bool {
    const FAR: usize = 8;
    let Some(&first) = r.parts.first() else { return false };
    let rate = first.checked_sub(1).map(|i| &facts.mentions[i]);
    let Some(rate) = rate.filter(|n| n.kind == Kind::Percent && r.total + 1 < first) else { return false };
    let t = &facts.mentions[r.total];
    let subject: String = rate.label.chars().take(2).collect();
    let called = |m: &Mention| m.label.ends_with(&subject);
    let near = (first.saturating_sub(FAR)..first).map(|i| &facts.mentions[i]);
    let other = near.into_iter().any(|m| m.base == t.base && m.para == t.para && called(m));
    subject.chars().count() == 2 && !called(t) && other && kit::sum(facts, &r.parts) != kit::value(t)
}
