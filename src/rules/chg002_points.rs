use super::{Out, compared, kit};
use crate::facts::{Facts, Mention, Stand};
use crate::figure::Kind;
use crate::ledger::{Claim, Expr, Link, Relation, Severity, Slip, Stance};
use crate::scheme::Scheme;

declare_rule! {
    /// 百分点应等于两个百分数之差。
    ///
    /// 依据：两个百分数相减得百分点。
    ///
    /// 重算：“由 a% 提高到 b%，上升 c 个百分点”，c = b − a。
    ///
    /// ```不符
    /// 财政拨款收入占比由上年的93.88%提高到95.60%，上升1.27个百分点。
    /// ```
    /// ```相符
    /// 财政拨款收入占比由上年的93.88%提高到95.60%，上升1.72个百分点。
    /// ```
    ///
    /// 不报的情形：没有印出两个百分数；带“约”字。
    ///
    /// 怎么改：重算差额。
    CHG002, "points-mismatch", "百分点不符", Warning
}

const VERBS: &[&str] = &["提高", "上升", "下降", "降低", "增加", "增长", "提升", "减少", "回落"];

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for triple in facts.mentions.windows(3) {
        let [a, b, c] = triple else { continue };
        let kinds = a.kind == Kind::Percent && b.kind == Kind::Percent && c.kind == Kind::Point;
        // 由a提高到b，提高c; b，比上年的a提高c.
        let has = |m: &Mention, words: &[&str]| words.iter().any(|w| m.before.contains(w));
        let past = has(a, &["由", "从", "上年", "去年"])
            || has(b, &["上年", "去年", "比20", "较20", "目标"])
            || is_of_year(a, b);
        let planned = has(a, &["目标", "计划"])
            && has(b, &["实际", "完成", "达"])
            && c.gap.contains(['超', '高', '低', '少'])
            && !["上年", "去年", "同期"].iter().any(|w| c.gap.contains(w));
        // Each year has a sentence of its own.
        let years = a.year < b.year
            && a.year.is_some()
            && a.sentence + 1 == b.sentence
            && kit::share(&a.label, &b.label, 2);
        // 2019年执行率96.3%，2018年执行率94.2%，较2018年提高2.1个百分点.
        let told = |m: &Mention| m.year.is_some_and(|y| c.gap.contains(&format!("{y}年")));
        let of_years = a.year.is_some() && b.year.is_some() && a.year != b.year && (told(a) || told(b));
        let of_years = of_years
            && b.sentence == c.sentence
            && a.para == c.para
            && (b.label.is_empty() || kit::share(&a.label, &b.label, 2));
        let near =
            of_years || a.sentence == c.sentence && (past || planned) || b.sentence == c.sentence && years;
        let level = a.stand != Stand::Change && b.stand != Stand::Change;
        // 普及率96%，较上年增长2%，比目标值95%高1个百分点: how much it grew is no level, unless both are growth.
        let growth = ["增", "幅", "速"].iter().any(|w| b.label.contains(w) || b.gap.contains(w));
        if a.stand == Stand::Change && !growth || a.depth > b.depth || b.gap.contains('；') {
            continue;
        }
        // 每低1个百分点扣0.5分: the step of a rule.
        let near = near && !is_of_another(a, b, c) && !c.gap.contains('每');
        // 较规划基期提高, 比全市平均水平高: than another rate.
        let near = near && !["基期", "平均", "规划"].iter().any(|w| c.gap.contains(w));
        let told = (near && level || is_against(a, b, c)) && !c.gap.contains(['、', '；']);
        // 低于95%的目标值, 目标值为88%以上: the bound is what the rate is compared with.
        let bound = |m: &Mention, is: bool| kit::exact(m) || is && !m.range;
        let exact = bound(a, planned || of_years) && bound(b, is_against(a, b, c)) && kit::exact(c);
        if kinds && told && exact && a.cell.is_none() && !compared::is_against_another(c, &[a, b]) {
            let down = kit::value(b) < kit::value(a);
            let (x, y) = if down { (a, b) } else { (b, a) };
            let mut operands = vec![kit::role("较大的百分数", x), kit::role("较小的百分数", y)];
            operands.iter_mut().flat_map(|r| &mut r.candidates).for_each(kit::plain);
            let expr = Expr::minus(Expr::Arg(0), Expr::Arg(1));
            let claim = Claim::new("CHG002", expr, Relation::Sums, operands, kit::role("变动的百分点", c));
            let claim = claim.formula("变动的百分点 = 两个百分数之差".to_owned());
            let claim = if past && is_turned(a, b, c) { turned(claim) } else { claim };
            // 2.45%，较上年的2.83%下降: nothing but the verb between.
            let verb = c.gap.trim_matches(['了', ' ', '，']);
            let bare = VERBS.contains(&verb) && a.sentence == c.sentence && past;
            let claim = if bare { claim.formal() } else { claim };
            out.claims.push(claim.link(Link::Likely).severity(Severity::Warning));
        }
    }
}

/// 由68%提高到72%，门诊提高6个百分点; 由81%提高到84%，比2020年提高7个百分点: of another rate, or of another year.
fn is_of_another(a: &Mention, b: &Mention, c: &Mention) -> bool {
    let words = c.gap.trim_matches(['，', ',', ' ', '（', '(']);
    let Some(at) = VERBS.iter().filter_map(|v| words.find(v)).min() else { return false };
    let subject = &words[..at];
    let dated = subject.starts_with(['比', '较']) && subject.contains("20");
    let said: Vec<char> = subject.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    const PLAIN: &[&str] = &[
        "年", "比", "较", "共", "累计", "同比", "总体", "合计", "净", "幅", "了", "上升", "超", "高", "低",
        "目标", "实际",
    ];
    let own = said.len() < 2
        || PLAIN.iter().any(|w| subject.contains(w))
        || said.windows(2).any(|w| {
            let w: String = w.iter().collect();
            a.label.contains(&w) || b.label.contains(&w) || a.gap.contains(&w)
        });
    dated || !own || kit::are_of_a_kind(subject, &a.label)
}

/// 97.31%，比2022年的96.88%提高; 由2022年的91.3%提高到2023年的96.8%: the year stands between the word and the rate.
fn is_of_year(a: &Mention, b: &Mention) -> bool {
    let clause =
        |m: &Mention| m.gap.rsplit(['，', '。', '；', ',']).next().unwrap_or_default().trim().to_owned();
    let yearly = |words: &str, heads: &[char]| {
        words.starts_with(heads) && words.contains("20") && words.contains('年')
    };
    yearly(&clause(b), &['比', '较'])
        || clause(a).contains(['由', '从']) && clause(b).ends_with(['到', '至', '的'])
}

/// 2.86%，比上年末的3.12%上升0.26个百分点: the words say the contrary of the figures.
fn is_turned(a: &Mention, b: &Mention, c: &Mention) -> bool {
    const UP: &[&str] = &["上升", "提高", "增加", "增长", "提升"];
    const DOWN: &[&str] = &["下降", "降低", "减少", "回落"];
    let ends = |words: &[&str]| {
        let verb = c.before.trim_end_matches(['了', '约', ' ']);
        words.iter().any(|w| verb.ends_with(w))
    };
    let against = b.gap.trim_start_matches(['，', ',', ' ']).starts_with(['比', '较', '与']);
    let last = ["上年", "去年", "上年末"].iter().any(|w| b.before.contains(w));
    let from = a.gap.rsplit(['，', '。', '；']).next().unwrap_or_default().contains(['由', '从']);
    let (now, past) = match (against && last, from) {
        (true, false) => (kit::value(a), kit::value(b)),
        (false, true) => (kit::value(b), kit::value(a)),
        _ => return false,
    };
    ends(UP) && now < past || ends(DOWN) && now > past
}

/// The same change in the other direction, which comes out by the slip of a word.
fn turned(claim: Claim) -> Claim {
    let (x, y) = (Expr::Arg(0), Expr::Arg(1));
    let slip = Slip { expr: claim.expr.clone(), explanation: "增减的方向说反了".to_owned() };
    Claim { expr: Expr::minus(y, x), ..claim }.slips(vec![slip]).stance(Stance::Stated)
}

/// 增长4.7%，高于全省平均增幅（3.9%）0.8个百分点; 成活率97%，高于96%的目标值1个百分点.
fn is_against(a: &Mention, b: &Mention, c: &Mention) -> bool {
    const THAN: &[&str] = &["高于", "低于", "超过", "高出", "快于", "慢于", "比", "较"];
    const GOALS: &[&str] =
        &["年度", "年初", "绩效", "目标", "值", "指标", "计划", "标准", "要求", "平均水平"];
    const BEHIND: &[&str] = &["", "高", "低", "快", "慢"];
    let words = b.gap.trim_start_matches(['，', ',', ' ', '仍', '也', '均', '（', '(', '）', ')']);
    let behind = c.gap.trim_matches(['）', ')', '的', ' ', '出', '了']);
    let behind = GOALS.iter().fold(behind, |words, goal| words.strip_prefix(goal).unwrap_or(words));
    let here = a.sentence == b.sentence && b.sentence == c.sentence;
    here && THAN.iter().any(|w| words.starts_with(w)) && BEHIND.contains(&behind)
}
