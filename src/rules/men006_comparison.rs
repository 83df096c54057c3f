use super::{Out, kit};
use crate::facts::{Facts, Mention, Sep};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Finding, Link, Relation, Severity, Stance};
use crate::num::{self, Qualifier, Rat};
use crate::scheme::Scheme;

declare_rule! {
    /// 文中说的高低应与两数的大小一致。
    ///
    /// 依据：“高于”“低于”“超过”“未达到”“控制在…以内”说的是两数的大小。
    ///
    /// 重算：“a，超过 b 的目标”应有 a ≥ b；“a，低于 b 的目标”应有 a ≤ b；“控制在 b 以内”应有 a ≤ b。
    ///
    /// ```不符
    /// 群众满意度为88.19%，超过90%的目标。
    /// ```
    /// ```相符
    /// 群众满意度为88.19%，低于90%的目标。
    /// ```
    ///
    /// “完成年初预算的 96.2%”与“决算数大于预算数”同在一句，也不合；任务与完成数后面说“未完成目标任务”“达到目标值”、预算与支出后面说“控制在预算范围内”的，也按两数核对。
    ///
    /// 不报的情形：后一个数不是目标、标准、要求（“超过计划20个”说的是超出的部分）；含“约”的数。
    ///
    /// 怎么改：核对两数，或改比较的词。
    MEN006, "comparison-in-words", "高低之说与两数不符", Error
}

/// What says that the figure before is not the smaller one, and what says that it is not the larger one.
const ABOVE: &[&str] =
    &["超过", "超过了", "高于", "大于", "多于", "达到", "达到了", "优于", "超出", "不低于", "高出", "超"];
const BELOW: &[&str] = &[
    "低于",
    "小于",
    "少于",
    "未达到",
    "未达",
    "没有达到",
    "不足",
    "未超过",
    "不超过",
    "控制在",
    "控制为",
    "未完成",
    "不高于",
];
/// What follows a figure that others are measured by.
const GOALS: &[&str] = &[
    "的目标",
    "的任务",
    "的标准",
    "的要求",
    "的指标",
    "的年度目标",
    "的预期目标",
    "目标",
    "标准",
    "的控制",
    "控制线",
    "的考核",
    "的预期",
    "的绩效目标",
    "的预定目标",
    "的限额",
    "的上限",
    "的计划",
];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for id in 0..facts.mentions.len() {
        let told = facts.mentions[id].rest.contains("预算数") && facts.mentions[id].cell.is_none();
        out.claims.extend(if told { final_against_budget(facts, id) } else { None });
    }
    out.findings.extend((0..facts.mentions.len()).filter_map(|id| rate_against_words(facts, id)));
    for (id, pair) in facts.mentions.windows(2).enumerate() {
        let (a, b) = (&pair[0], &pair[1]);
        let alike = a.sentence == b.sentence && a.base == b.base && a.kind == b.kind && a.cell.is_none();
        if alike && a.kind != Kind::Score && kit::exact(a) && !b.range {
            out.claims.extend(claim(a, b).filter(|_| !is_of_whole(facts, id, b)));
        }
        let floor = matches!(kit::qualifier(a), Qualifier::AtLeast | Qualifier::None) && !a.range;
        out.claims.extend(if alike && floor && kit::exact(b) { outcome(a, b) } else { None });
    }
}

/// 立项86项，其中省级14项、校级72项，超过80项的目标: said of what the list makes, which is beyond it.
fn is_of_whole(facts: &Facts, part: usize, goal: &Mention) -> bool {
    facts.totals_of(part).iter().any(|&t| kit::value(&facts.mentions[t]) >= kit::value(goal))
}

/// "年初预算a，支出决算b，…，决算数大于预算数": the words behind the two figures say which is larger.
fn final_against_budget(facts: &Facts, id: usize) -> Option<Claim> {
    const BACK: usize = 4;
    let m = &facts.mentions[id];
    let words = m.rest.as_str();
    let says = |signs: &[&str]| {
        signs.iter().any(|w| {
            words.contains(w)
                && (words.contains("决算数") || words.contains("支出数"))
                && words.contains("预算数")
        })
    };
    let (more, less) = (says(&["大于", "高于", "超过"]), says(&["小于", "低于", "少于"]));
    let near = || {
        (id.saturating_sub(BACK)..=id)
            .rev()
            .filter(|&i| facts.mentions[i].sentence == m.sentence && kit::exact(&facts.mentions[i]))
    };
    let called = |word: &str| {
        near().find(|&i| facts.mentions[i].label.contains(word) && facts.mentions[i].kind == Kind::Amount)
    };
    let (budget, spent) = (
        called("预算").filter(|&b| !facts.mentions[b].label.contains("决算"))?,
        called("决算").or_else(|| called("支出数"))?,
    );
    if more == less || budget == spent || facts.mentions[budget].base != facts.mentions[spent].base {
        return None;
    }
    let role = |i: usize| kit::role(&kit::name(&facts.mentions[i]), &facts.mentions[i]);
    let (low, high) = if more { (role(budget), role(spent)) } else { (role(spent), role(budget)) };
    let formula =
        format!("{} ≤ {}（文中说决算数{}预算数）", low.name, high.name, if more { "大于" } else { "小于" });
    Some(Claim::new("MEN006", Expr::Arg(0), Relation::AtMost, vec![low], high).formula(formula))
}

/// 完成年初预算的96.2%，决算数大于预算数: the rate says which is larger, too.
fn rate_against_words(facts: &Facts, id: usize) -> Option<Finding> {
    const BACK: usize = 4;
    let r = &facts.mentions[id];
    // Where the budget is printed, its figure tells.
    let near = facts.mentions[id.saturating_sub(BACK)..id].iter().filter(|m| m.sentence == r.sentence);
    if near.into_iter().any(|m| m.kind == Kind::Amount && m.label.contains("预算")) {
        return None;
    }
    let done = r.before.trim_end_matches(['的', '数', ' ']);
    let of_budget = done.contains("完成") && done.ends_with("预算") && r.kind == Kind::Percent;
    let says = |signs: &[&str]| {
        let told = |w: &&str| ["", "年初"].iter().any(|y| r.rest.contains(&format!("决算数{w}{y}预算数")));
        signs.iter().any(told)
    };
    let (more, less) = (says(&["大于", "高于"]), says(&["小于", "低于"]));
    let rate = kit::value(r).filter(|_| of_budget && more != less && r.cell.is_none() && kit::exact(r))?;
    let whole = Rat::from_integer(100);
    let turned = more && rate < whole || less && rate > whole || rate == whole && is_told_apart(facts, id);
    let (word, printed) = (if more { "大于" } else { "小于" }, &r.term.printed);
    let message = format!("完成预算{printed}%，却说决算数{word}预算数");
    turned.then(|| kit::finding("MEN006", Severity::Warning, r.term.span, message))
}

/// 支出决算1741.75万元，完成年初预算的100%，决算数大于预算数55.93万元: by more than the rate is rounded.
fn is_told_apart(facts: &Facts, rate: usize) -> bool {
    const PARTS: i128 = 100;
    let (Some(spent), Some(gap)) =
        (rate.checked_sub(1).map(|i| &facts.mentions[i]), facts.mentions.get(rate + 1))
    else {
        return false;
    };
    let here =
        [spent, gap].iter().all(|m| m.sentence == facts.mentions[rate].sentence && m.kind == Kind::Amount);
    let named = gap.gap.contains("决算数") && gap.gap.trim_end_matches('数').ends_with("预算");
    let wide = kit::value(gap).and_then(|g| num::mul(g, Rat::from_integer(PARTS))) > kit::value(spent);
    here && named && wide
}

fn claim(a: &Mention, b: &Mention) -> Option<Claim> {
    let words = b.gap.trim_start_matches(['，', ',', ' ', '；', '（', '(']);
    let lead = |list: &[&str]| list.iter().filter(|w| leads(words, w)).map(|w| w.len()).max();
    let (above, below) = (lead(ABOVE), lead(BELOW));
    let above = match (above, below) {
        (None, None) => return None,
        (up, down) => up > down,
    };
    let either = is_either(a);
    let goal = GOALS.iter().any(|w| b.after.starts_with(w))
        || (words.starts_with("控制在") && b.after.starts_with("以内"));
    // 达到了不超过30分钟的目标.
    let limit = kit::is_limit(b) && ["达到", "优于"].iter().any(|w| words.starts_with(w));
    let (above, either) = if limit { (false, false) } else { (above, either) };
    let goal = goal || is_measure(a, b, words);
    let (x, y) = (kit::role(&kit::name(a), a), kit::role("目标", b));
    let (mut low, mut high) = if above { (y, x) } else { (x, y) };
    low.candidates.iter_mut().chain(&mut high.candidates).for_each(kit::plain);
    let formula = format!("{} ≤ {}", low.name, high.name);
    let claim = Claim::new("MEN006", Expr::Arg(0), Relation::AtMost, vec![low], high).formula(formula);
    let stance = if goal && !(above && either) { Stance::Stated } else { Stance::Reading };
    Some(claim.stance(stance).link(Link::Likely).severity(Severity::Warning))
}

/// Of minutes and costs less is better: 目标12分钟，平均11.8分钟 falls short of nothing.
fn is_either(m: &Mention) -> bool {
    ["分钟", "秒", "小时", "天", "日", "个工作日", "元"].contains(&m.term.unit.as_str())
}

/// 低于概算控制价32万元/公里: what others are measured by, by its name. 低于控制价20万元 may say by how much, so only
/// where the two are of one size.
fn is_measure(a: &Mention, b: &Mention, words: &str) -> bool {
    const NAMES: &[&str] =
        &["预算单价", "控制价", "控制单价", "限价", "控制标准", "目标值", "指标值", "概算单价", "平均水平"];
    let two = Rat::from_integer(2);
    let twice = |m: &Mention| kit::value(m).and_then(|v| num::mul(v, two));
    let sized = twice(a) >= kit::value(b) && twice(b) >= kit::value(a);
    let set = ["低于", "高于"].iter().any(|w| words.starts_with(w));
    set && sized && NAMES.iter().any(|w| words.ends_with(w))
}

/// 计划500亩，实际完成540亩，未完成目标任务; 预算5万元，支出6.4万元，控制在预算范围以内: what the words behind two figures say of them.
fn outcome(a: &Mention, b: &Mention) -> Option<Claim> {
    const SHORT: &[&str] = &["未完成", "没有完成", "未达到", "未能完成", "未达标", "未能达到", "未达成"];
    const REACHED: &[&str] =
        &["达到", "完成", "超额完成", "圆满完成", "已完成", "已达到", "如期完成", "全面完成", "按期完成"];
    const WITHIN: &[&str] =
        &["控制在预算", "未超预算", "未超过预算", "未突破预算", "在预算范围", "未超出预算", "严格控制在预算"];
    const AIM: &[&str] = &["目标", "任务", "计划", "指标值", "预期"];
    const FILL: &[&str] = &[
        "年度", "全部", "既定", "预期", "预定", "绩效", "了", "的", "全年", "目标", "任务", "值", "计划",
        "指标", "要求", "数",
    ];
    let says = |m: &Mention, list: &[&str]| list.iter().any(|w| m.label.contains(w));
    let words = b.rest.trim_start_matches(['，', ',', ' ']);
    let clause = words.split(['，', '。', '；', ',']).next().unwrap_or_default();
    let starts = |list: &[&str]| list.iter().any(|w| clause.starts_with(w));
    // 完成全部目标的80%, 完成任务较好: more is said than that it was reached.
    let behind =
        |list: &[&str]| list.iter().filter_map(|w| clause.strip_prefix(w)).min_by_key(|rest| rest.len());
    let bare = |list: &[&str]| {
        let mut rest = behind(list).unwrap_or(clause);
        while let Some(less) = FILL.iter().find_map(|w| rest.strip_prefix(w)) {
            rest = less;
        }
        rest.is_empty() && !clause.ends_with('的')
    };
    let aimed = AIM.iter().any(|w| clause.contains(w)) && says(a, AIM) && !says(b, AIM);
    let joined = b.sep == Sep::Clause && b.depth == a.depth && b.rest.starts_with(['，', ',']);
    let money = a.kind == Kind::Amount;
    let within = starts(WITHIN) && money && a.label.contains("预算") && !b.label.contains("预算");
    let counted = !money && !is_either(a) && !kit::is_limit(a) && !kit::is_either_way(&a.label);
    let reached = starts(REACHED) && aimed && counted && bare(REACHED);
    let short = starts(SHORT) && aimed && counted && bare(SHORT);
    if !joined || !(within || reached || short) {
        return None;
    }
    let (x, y) = (kit::role(&kit::name(a), a), kit::role(&kit::name(b), b));
    let (mut low, mut high) = if reached { (x, y) } else { (y, x) };
    low.candidates.iter_mut().chain(&mut high.candidates).for_each(kit::plain);
    let formula = format!("{} ≤ {}（文中说“{clause}”）", low.name, high.name);
    let claim = Claim::new("MEN006", Expr::Arg(0), Relation::AtMost, vec![low], high).formula(formula);
    Some(claim.link(Link::Likely))
}

/// The gap is the word, or the word with a short name of the goal behind it (高于目标值).
fn leads(words: &str, word: &str) -> bool {
    const NAME: usize = 5;
    words
        .strip_prefix(word)
        .is_some_and(|rest| rest.chars().count() <= NAME && !rest.contains(['、', '，', '；']))
}
