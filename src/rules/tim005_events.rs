use super::{Out, kit};
use crate::facts::{Facts, Moment};
use crate::ledger::{Claim, Expr, Link, Relation, Role, Severity};
use crate::scheme::Scheme;

declare_rule! {
    /// 批复、招标、开工、完工、验收，自评小组、初稿、报告应当依次在后；期间的起止不能倒置。
    ///
    /// 依据：项目先批复再招标、签合同、开工，完工之后才验收；自评先成立小组、再成初稿、后定稿；起止日期起在前。
    ///
    /// 重算：同一句里前后相接的两个日期，所说的事在先的，日期也应在先。
    ///
    /// ```不符
    /// 项目于2023年9月开工，2023年5月完工。
    /// ```
    /// ```相符
    /// 项目于2023年5月开工，2023年9月完工。
    /// ```
    ///
    /// 不报的情形：两个日期之间说到了别的项目；计划的日期；没有印年份的日期。
    ///
    /// 怎么改：核对两个日期。
    TIM005, "events-out-of-order", "项目时间先后不合", Warning
}

/// What happens to a project, in this order.
const PROJECT: &[&[&str]] = &[
    &["批复", "批准立项", "立项"],
    &["启动招标", "组织招标", "公开招标", "完成招标", "完成公开招标", "中标", "发布中标公告", "发布招标公告"],
    &["签订合同", "签订施工合同", "签订采购合同", "与中标", "签约", "与成交"],
    &["取得施工许可", "取得施工许可证", "领取施工许可证", "办理施工许可证", "办理施工许可"],
    &["开工", "动工", "正式开工", "全面开工", "开工建设", "主体开工"],
    &["完工", "竣工", "全面完工", "全部完工", "建成", "主体完工"],
    &[
        "验收",
        "通过验收",
        "竣工验收",
        "完成验收",
        "通过竣工验收",
        "组织验收",
        "交工验收",
        "通过交工验收",
        "完成竣工验收",
    ],
];
/// How a report comes about.
const REPORT: &[&[&str]] = &[
    &[
        "成立自评",
        "成立绩效自评",
        "成立评价",
        "成立绩效评价",
        "成立工作",
        "启动",
        "正式启动",
        "启动自评",
        "启动绩效自评",
    ],
    &["形成报告初稿", "形成初稿", "完成初稿", "完成报告初稿", "形成自评报告初稿"],
    &[
        "形成报告",
        "形成本报告",
        "形成自评报告",
        "完成数据核对并形成本报告",
        "完成自评",
        "完成绩效自评",
        "完成评价",
        "完成绩效评价",
        "完成报告",
        "完成本报告",
        "完成自评报告",
        "完成全部自评",
        "完成自评打分",
        "完成全部评价",
        "结束",
        "经局党组",
        "经党组",
        "审定",
        "报送",
        "上报",
        "提交",
    ],
];
/// How money comes down.
const FUNDS: &[&[&str]] = &[
    &["下达", "印发", "下达至", "正式下达", "下达资金"],
    &["收到", "到账", "到位", "收到资金", "收到该项资金"],
    &["分解", "拨付", "分配", "转拨", "分解下达", "拨付至"],
];
const CHAINS: &[&[&[&str]]] = &[PROJECT, REPORT, FUNDS];
const OF_REPORT: usize = 1;
const OF_FUNDS: usize = 2;
/// What joins the two ends of a period.
pub(super) const TO: &[&str] = &["至", "到", "—", "——", "－", "-", "~", "～", "起至", "开始至"];
/// Most characters between the first event and the second date.
const NEAR: usize = 8;

fn run(facts: &Facts, _: &Scheme, out: &mut Out) {
    for (k, b) in facts.steps.iter().enumerate().skip(1).filter(|(_, b)| b.day.month > 0) {
        let before = facts.steps[..k].iter().rev().take(NEAR);
        let joined = |a: &&Moment| a.day.para == b.day.para && a.sentence == b.sentence;
        let mut before = before.take_while(joined).filter(|a| a.day.month > 0);
        // 对2023年1月1日至12月31日的支出进行评价 stands between the steps of a report.
        let y = phase(b);
        let report = y.as_ref().is_some_and(|y| y.chain == OF_REPORT);
        let of_report = |a: &&Moment| phase(a).is_some_and(|x| x.chain == OF_REPORT);
        let a = if report { before.find(of_report) } else { before.next().filter(|a| is_next(facts, a, k)) };
        if let Some(a) = out_of_order(facts, k) {
            out.claims.push(a);
        }
        let Some(a) = a else { continue };
        if TO.contains(&a.after.trim()) && is_full(b) {
            out.claims.push(claim(a, b, "起", "止"));
        } else if let (Some(x), Some(y)) = (phase(a), y)
            && x.chain == y.chain
            && x.place < y.place
            && linked(a, b, &x)
            && (is_full(b) || a.day.month == b.day.month)
        {
            let named = |p: &Phase| if p.word.starts_with('经') { "审定" } else { p.word };
            out.claims.push(claim(a, b, named(&x), named(&y)));
        }
    }
}

/// 4月6日发布招标公告，5月10日签订合同，3月22日完成竣工验收: two events and more of its sentence come first by their kind, all of
/// them later by their dates.
fn out_of_order(facts: &Facts, k: usize) -> Option<Claim> {
    let b = &facts.steps[k];
    let y = phase(b).filter(|y| y.chain != OF_REPORT && !is_full(b) && b.day.month > 0)?;
    let next = ["次年", "翌年", "第二年", "计划", "预计", "拟", "原定"];
    let joined = |a: &&Moment| a.day.para == b.day.para && a.sentence == b.sentence;
    let before = facts.steps[..k].iter().rev().take(NEAR).take_while(joined);
    let earlier: Vec<(&Moment, Phase)> = before.filter_map(|a| Some((a, phase(a)?))).collect();
    let first = earlier.iter().all(|(_, x)| x.chain == y.chain && x.place < y.place);
    let day = |m: &Moment| (m.day.year, m.day.month, m.day.day);
    let late = earlier.iter().all(|(a, _)| day(a) > day(b) && a.day.month > 0);
    // 3月27日进场，11月20日完工，10月28日验收: the event right before is later, and the sentence began earlier.
    let back = || {
        let last = earlier.first().filter(|(a, x)| is_next(facts, a, k) && x.place < y.place);
        let began = facts.steps[..k].iter().rev().take(NEAR).take_while(joined);
        let began = began.into_iter().any(|c| !is_full(c) && c.day.month > 0 && day(c) < day(b));
        last.is_some_and(|(a, _)| day(a) > day(b) && !is_full(a)) && began
    };
    // 主体工程11月20日完工，附属工程10月28日验收: of two things.
    let two = ["标段", "主体", "附属", "专项", "一期", "二期", "首批", "部分"];
    let back = || !two.iter().any(|w| b.text.contains(w)) && back();
    let told = earlier.len() >= 2 && first && late || first && back();
    let told = told && !next.iter().any(|w| b.text.contains(w));
    let (a, x) = earlier.into_iter().next().filter(|_| told)?;
    Some(claim(a, b, x.word, y.word))
}

/// The date right before the `k`th.
fn is_next(facts: &Facts, a: &Moment, k: usize) -> bool {
    facts.steps[k - 1].day.span == a.day.span
}

/// The year is printed with the date: without it a later month may be that of the year after.
fn is_full(m: &Moment) -> bool {
    m.day.quote.contains('年') || m.day.quote.starts_with("20")
}

/// An event, the chain that it is of, and its place there.
struct Phase {
    word: &'static str,
    chain: usize,
    place: usize,
}

/// The event right behind a date; the longest word that fits.
fn phase(m: &Moment) -> Option<Phase> {
    let after = happening(m);
    let chains = CHAINS.iter().enumerate().flat_map(|(chain, phases)| {
        phases
            .iter()
            .enumerate()
            .flat_map(move |(place, words)| words.iter().map(move |&word| Phase { word, chain, place }))
    });
    chains.filter(|p| after.starts_with(p.word)).max_by_key(|p| p.word.len())
}

/// The words from the event on: 9月15日前开工; 6月获水利局初步设计批复 is of 批复.
fn happening(m: &Moment) -> &str {
    const LONG: usize = 20;
    let after = m.after.trim_start_matches(['，', ' ', '前', '底']);
    let told = ["获", "经", "取得"].iter().any(|w| after.starts_with(w));
    let clause = after.split(['，', '；', '。']).next().unwrap_or("");
    let short = told && clause.chars().count() <= LONG;
    // 通过县级验收, 通过合同完工验收.
    let passed = after.starts_with("通过") && clause.chars().count() <= LONG && clause.ends_with("验收");
    match PROJECT[0].iter().find(|w| short && clause.ends_with(**w)).or(passed.then_some(&"验收")) {
        Some(word) => &after[clause.len() - word.len()..],
        None => after,
    }
}

/// Only joining words stand between the first event and the second date.
fn linked(a: &Moment, b: &Moment, event: &Phase) -> bool {
    let after = happening(a);
    let rest = after.strip_prefix(event.word).unwrap_or(after);
    // 成立自评小组，对2023年度…进行评价，并于…形成报告: a report has one of each.
    let report = event.chain == OF_REPORT
        && ["自评", "绩效评价", "评价工作", "评价组"].iter().any(|w| a.text.contains(w));
    if event.chain == OF_REPORT && !report {
        return false;
    }
    let planned =
        ["计划", "预计", "拟", "应", "原定"].iter().any(|w| a.before.contains(w) || b.before.contains(w));
    let words: String = rest.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    let plain = ["", "于", "并于", "建设", "并", "至", "后于", "已于", "建设于", "建设并于", "在"]
        .contains(&words.as_str());
    // 下达至县，县教育体育局于…收到: the second has a subject of its own.
    const SUBJECT: usize = 16;
    let came = event.chain == OF_FUNDS && words.chars().count() <= SUBJECT && !words.contains('批');
    (report || came || plain && rest.chars().count() <= NEAR) && !planned
}

fn claim(a: &Moment, b: &Moment, x: &str, y: &str) -> Claim {
    let (first, then) = (format!("{x}时间"), format!("{y}时间"));
    let operands = vec![Role::one(&first, kit::date(&a.day))];
    Claim::new("TIM005", Expr::Arg(0), Relation::Ordered, operands, Role::one(&then, kit::date(&b.day)))
        .formula(format!("{first}（{}）≤ {then}（{}）", a.day.quote, b.day.quote))
        .link(Link::Likely)
        .severity(Severity::Warning)
}
