use super::{Out, kit};
use crate::facts::{Facts, MentionId, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity, Stance};
use crate::num;
use crate::scheme::Scheme;

declare_rule! {
    /// 同一总体各部分的占比之和应为 100%。
    ///
    /// 依据：各部分构成总体时，占比之和为 100%，四舍五入的尾差除外。
    ///
    /// 重算：同一句中各项后面的“占 R%”相加。写明是权重的，各项之和应为 100%。
    ///
    /// ```不符
    /// 全年支出中，基本支出占35.52%，项目支出占64.84%。
    /// ```
    /// ```相符
    /// 全年支出中，基本支出占35.52%，项目支出占64.48%。
    /// ```
    ///
    /// 不报的情形：各占比本来不是同一总体、没有列全（相差大于 2% 且改一位数字也不相符；只有两项且不足 100%）。
    ///
    /// 怎么改：核对各占比。
    SHR002, "shares-not-100", "占比之和不为100%", Warning
}

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    let ids: Vec<MentionId> = (0..facts.mentions.len()).collect();
    for sentence in ids.chunk_by(|&a, &b| facts.mentions[a].sentence == facts.mentions[b].sentence) {
        let list = list(facts, sentence);
        if list.len() >= 2 {
            // 其中事业收入占89%，财政拨款占10%: not all of it.
            let some = facts.mentions[sentence[0]..=list[0]].iter().any(|m| m.gap.contains("其中"));
            // 事业收入占比71.86%，药占比28.6%: of what was spent.
            let ratio = |&i: &MentionId| {
                ["药占比", "耗占比", "材占比"].iter().any(|w| facts.mentions[i].gap.contains(w))
            };
            if list.iter().any(ratio) {
                continue;
            }
            // 东部、中部、西部、东北地区: the census counts servicemen in none of them.
            if list.iter().any(|&i| facts.mentions[i].gap.contains("东北")) {
                continue;
            }
            let made = claim(facts, &list);
            // 中央资金占48%，省级资金占27%，县级配套占25%，三级资金合计…: they are all that there are.
            let made = if is_whole(facts, &list) { made.stance(Stance::Stated).formal() } else { made };
            // 前述四项…，财政补助占62.44%，个人缴费占37.00%: two may be some of more.
            out.claims.push(match list.len() {
                2 if some || !is_near(facts, &list) => made.stance(Stance::Reading),
                _ => made,
            });
        }
    }
}

/// The shares among the mentions of a sentence, each introduced by 占 or following one.
fn list(facts: &Facts, sentence: &[MentionId]) -> Vec<MentionId> {
    let (mut shares, mut opens) = (Vec::new(), None);
    for &i in sentence {
        let m = &facts.mentions[i];
        // 占到位资金的比重依次为中央60%、省级20%.
        let listed = opens.is_some() && m.sep <= Sep::Clause && m.gap.chars().count() <= NAME;
        // 权重分别为15%、85%，得分率分别为90%、92%: a list of something else.
        let next = opens.is_some_and(|o| i > o) && ["分别", "依次"].iter().any(|w| m.gap.contains(w));
        if next && !is_list(&m.gap) {
            break;
        }
        let short = listed || m.gap.trim().chars().count() <= 1;
        let follows = short && i > sentence[0] && shares.last() == Some(&(i - 1));
        if opens.is_none() && is_list(&m.gap) {
            opens = Some(i);
            shares.clear();
        }
        let named = opens == Some(i)
            || m.gap.rsplit('占').next().is_some_and(|t| m.gap.contains('占') && t.chars().count() <= 8);
        if m.kind == Kind::Percent && m.cell.is_none() && kit::exact(m) && (named || follows) {
            shares.push(i);
        }
    }
    shares
}

/// The words behind the last share count them all: 三级资金合计, 三类支出.
fn is_whole(facts: &Facts, shares: &[MentionId]) -> bool {
    const NUMBERS: &[&str] = &["两", "三", "四", "五", "六"];
    let last = shares.last().map(|&i| &facts.mentions[i]);
    let words = last.map_or("", |m| m.rest.as_str());
    let number = NUMBERS.get(shares.len() - 2).copied().unwrap_or("－");
    let counted =
        ["级", "类", "项", "者", "部分", "方面"].iter().any(|w| words.contains(&format!("{number}{w}")));
    let some = shares.iter().any(|&i| facts.mentions[i].gap.contains("其中"));
    // 分配因素及权重为：…: weights make a hundred.
    let weights = facts.mentions[shares[0]].gap.contains("权重") && !words.contains('等');
    (weights || counted && words.contains("合计")) && !some && shares.len() >= 3
}

/// Two shares leave room for a third but for the last place, unless they are of 基本支出 and 项目支出.
fn is_near(facts: &Facts, shares: &[MentionId]) -> bool {
    let off = || num::sub(kit::sum(facts, shares)?, num::Rat::from_integer(100));
    let called = |word: &str| shares.iter().any(|&i| facts.mentions[i].gap.contains(word));
    let both = called("基本支出") && called("项目支出");
    both || off().is_some_and(|off| off >= num::Rat::new(-1, 10))
}

/// Characters of a name in such a list.
const NAME: usize = 8;

/// …占…的比重依次为甲.
fn is_list(gap: &str) -> bool {
    // 分配因素及权重为：任务量60%、财力困难程度25%、…
    let opens = ["权重为：", "权重分别为", "权重如下：", "权重依次为"];
    if opens.iter().any(|w| gap.contains(w)) {
        return true;
    }
    let Some((_, tail)) = gap.rsplit_once('占') else { return false };
    let told = ["比重", "比例"].iter().any(|w| tail.contains(w));
    told && ["依次为", "依次是", "分别为", "分别是"].iter().any(|w| tail.contains(w))
}

fn claim(facts: &Facts, shares: &[MentionId]) -> Claim {
    let operands: Vec<Role> = shares.iter().map(|&i| kit::role("占比", &facts.mentions[i])).collect();
    let result = Role::one("占比合计", kit::constant(100, "%", facts.mentions[shares[0]].term.span));
    Claim::new("SHR002", Expr::sum(shares.len()), Relation::Sums, operands, result)
        .formula(format!("各占比之和（{}项）应为100%", shares.len()))
        .stance(Stance::Open)
        .link(Link::Likely)
        .severity(Severity::Warning)
}
