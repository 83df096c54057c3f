//! What a column holds, by the words of its head. Forms differ from province to province: words are looked
//! for at the end of the head, without what stands in brackets, the telling ones first.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Initial,
    Adjusted,
    /// What the year added to the initial budget.
    Change,
    Received,
    /// Received ÷ budget.
    ReceivedRate,
    Executed,
    Balance,
    Weight,
    Rate,
    Score,
    /// Score × weight: 折算得分.
    Scaled,
    /// Score ÷ weight.
    ScoreRate,
    Target,
    Actual,
    Name,
    /// 度量单位
    Unit,
    /// 指标性质: ≥, ≤, 定性.
    Nature,
    Reason,
    /// A column of figures without a known name.
    Other,
}

/// A role as a head alone tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Role(Role),
    /// 预算数: the adjusted budget, or the initial one where another column is the adjusted one.
    Budget,
}

/// Longest head without its brackets, in characters.
const LONG: usize = 14;

/// What a head says; none when it names no known column.
pub fn said(head: &str) -> Option<Said> {
    let (core, inside) = split(head);
    if core.chars().count() > LONG {
        return None;
    }
    let of_core = if core.is_empty() { None } else { named(&core) };
    let rate = || (inside.contains("B/A") || inside.contains("B÷A")).then_some(Said::Role(Role::Rate));
    of_core.or_else(rate)
}

/// The head without brackets, blanks and marks, and what stands in the brackets.
fn split(head: &str) -> (String, String) {
    let (mut core, mut inside, mut depth) = (String::new(), String::new(), 0u32);
    for c in head.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '（' | '(' | '[' | '【' => depth += 1,
            '）' | ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(c),
            '：' | ':' | '*' | '＊' => {}
            _ => core.push(c),
        }
    }
    if core.is_empty() { (inside.clone(), inside) } else { (core, inside) }
}

const REASON: &[&str] = &["原因", "措施"];
const REMARK: &[&str] = &["备注", "说明", "依据", "佐证材料", "佐证", "来源"];
/// Whose funds a row is of: its name.
const FUNDS: &[&str] = &["资金来源", "收入来源", "经费来源"];
/// Columns of words that only sound like figures: 评分标准, 计分方法.
const WORDS: &[&str] = &["标准", "细则", "办法", "方法", "解释", "口径", "规则", "要点", "公式"];
const SCALED: &[&str] = &["折算", "折合", "加权得分", "权重得分"];
const WEIGHT: &[&str] =
    &["分值", "权重", "满分", "标准分", "权重分", "赋分", "基准分", "应得分", "满分值", "权重值"];
const SCORE: &[&str] =
    &["得分", "评分", "自评分", "评价分", "得分情况", "得分值", "自评分值", "自评分数", "评价分数"];
const RATE: &[&str] =
    &["执行率", "完成率", "支付率", "支出率", "使用率", "执行进度", "支出进度", "支付进度", "预算完成比例"];
const ACTUAL: &[&str] = &[
    "完成值",
    "实际值",
    "实现值",
    "完成情况",
    "实际完成",
    "完成指标值",
    "实际完成数",
    "完成数",
    "全年完成",
    "达到值",
    "实际指标值",
    "完成结果",
    "实际情况",
    "实际达到值",
    "实际",
];
const TARGET: &[&str] = &[
    "指标值",
    "目标值",
    "计划值",
    "预期值",
    "年度目标",
    "预期目标",
    "绩效目标",
    "全年目标",
    "年初目标",
    "计划数",
    "目标数",
    "任务数",
    "计划完成值",
    "目标",
    "任务",
];
const CHANGE: &[&str] =
    &["调整数", "调增数", "调减数", "调整额", "调整金额", "追加数", "预算调整", "调增", "追加"];
const ADJUSTED: &[&str] = &["全年预算", "调整预算", "调整后", "全年调整", "全年数"];
const BUDGET: &[&str] = &[
    "预算数",
    "预算金额",
    "预算安排",
    "预算总额",
    "预算额",
    "预算安排数",
    "预算资金",
    "批复数",
    "预算",
    "下达数",
    "下达金额",
    "下达资金",
    "安排金额",
    "安排资金",
    "计划投资",
    "投资计划",
];
const EXECUTED: &[&str] = &[
    "执行数",
    "支出数",
    "实际支出",
    "实际执行",
    "执行金额",
    "决算数",
    "支出金额",
    "支付金额",
    "全年执行",
    "实际使用",
    "完成支出",
    "完成投资",
    "预算支出",
    "已支出",
    "已支付",
    "累计支出",
    "支出决算",
    "执行额",
    "支付数",
    "使用金额",
    "使用数",
    "实际支付",
];
const BALANCE: &[&str] = &[
    "结余",
    "结余数",
    "结转结余",
    "结余资金",
    "结余金额",
    "结转数",
    "未支出数",
    "未执行数",
    "结转",
    "结余额",
    "结转下年",
];
const NATURE: &[&str] = &["指标性质", "性质", "指标方向", "计算符号", "符号"];
const UNIT: &[&str] = &["度量单位", "计量单位", "指标单位"];
/// 产出指标 is an indicator's name, no head.
const NAME: &[&str] =
    &["指标", "指标名称", "指标内容", "绩效指标", "评价指标", "考核指标", "自评指标", "具体指标"];

fn named(core: &str) -> Option<Said> {
    let ends = |words: &[&str]| words.iter().any(|w| core.ends_with(w));
    let holds = |words: &[&str]| words.iter().any(|w| core.contains(w));
    let role = |role: Role| Some(Said::Role(role));
    match () {
        () if holds(REASON) || ends(REMARK) && !ends(FUNDS) => role(Role::Reason),
        () if core.contains('扣') || (ends(WORDS) && !ends(WEIGHT)) => None,
        () if holds(SCALED) => role(Role::Scaled),
        () if core.ends_with("得分率") => role(Role::ScoreRate),
        () if core.starts_with('应') && core.ends_with("得分") => role(Role::Weight),
        () if ends(SCORE) => role(Role::Score),
        () if ends(WEIGHT) => role(Role::Weight),
        () if ends(RATE) => role(Role::Rate),
        () if ends(NATURE) => role(Role::Nature),
        () if ends(UNIT) || core == "单位" => role(Role::Unit),
        () => amounts(core, &ends, &holds),
    }
}

fn amounts(core: &str, ends: &dyn Fn(&[&str]) -> bool, holds: &dyn Fn(&[&str]) -> bool) -> Option<Said> {
    let money = holds(&["预算", "资金", "金额", "支出", "到位", "拨付", "决算", "投资", "经费"]);
    let said = match () {
        () if ends(ACTUAL) && !money => Role::Actual,
        () if ends(TARGET) && !money => Role::Target,
        () if is_measured(core, "完成") && !money => Role::Actual,
        () if (is_measured(core, "计划") || is_measured(core, "任务")) && !money => Role::Target,
        () if ends(CHANGE) => Role::Change,
        () if core.contains("年初") && (money || core.ends_with('数') || holds(&["批复", "安排"])) => {
            Role::Initial
        }
        () if core.ends_with("到位率") => Role::ReceivedRate,
        () if core.contains("到位") && !core.ends_with('率') => Role::Received,
        () if ends(EXECUTED) => Role::Executed,
        () if holds(ADJUSTED) => Role::Adjusted,
        () if ends(BUDGET) => return Some(Said::Budget),
        () if ends(BALANCE) => Role::Balance,
        () if core.ends_with("级指标") || NAME.contains(&core) => Role::Name,
        () => return None,
    };
    Some(Said::Role(said))
}

/// 完成, 完成量, 计划数量, 任务面积: a word with a short noun of what is measured.
fn is_measured(core: &str, word: &str) -> bool {
    const NOUN: usize = 2;
    let noun = core.strip_prefix(word);
    noun.is_some_and(|n| {
        n.chars().count() <= NOUN
            && !["率", "时间", "时限", "日期", "单位", "名称", "内容", "类别", "类型"].contains(&n)
    })
}

/// Words that head the whole of several columns or rows.
pub fn is_whole(text: &str) -> bool {
    matches!(text, "小计" | "合计" | "总计" | "总额" | "总数" | "金额" | "合计数" | "小计数" | "总量")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_many_forms() {
        use Role::*;
        for (head, role) in [
            ("年初预算数", Initial),
            ("全年预算数（A）", Adjusted),
            ("全年（调整）预算数", Adjusted),
            ("调整后预算数", Adjusted),
            ("全年执行数（B）", Executed),
            ("预算执行数", Executed),
            ("预算执行率（B/A）", Rate),
            ("执行率\n（B/A）", Rate),
            ("（B/A）", Rate),
            ("分值（权重）", Weight),
            ("标准分值", Weight),
            ("权重（%）", Weight),
            ("权重分", Weight),
            ("应得分", Weight),
            ("自评得分", Score),
            ("执行率得分", Score),
            ("得分情况", Score),
            ("得分（执行率×分值）", Score),
            ("折算得分", Scaled),
            ("得分率", ScoreRate),
            ("年度指标值（A）", Target),
            ("年度指标值", Target),
            ("目标值", Target),
            ("全年实际值（B）", Actual),
            ("实际完成值", Actual),
            ("全年完成指标值", Actual),
            ("未完成原因及改进措施", Reason),
            ("偏差原因分析", Reason),
            ("度量单位", Unit),
            ("单位", Unit),
            ("指标性质", Nature),
            ("三级指标", Name),
            ("指标名称", Name),
            ("到位数", Received),
            ("资金到位率", ReceivedRate),
            ("完成面积（亩）", Actual),
            ("任务面积（亩）", Target),
            ("计划", Target),
            ("完成支出（万元）", Executed),
            ("结转下年（万元）", Balance),
            ("计划量", Target),
            ("完成投资", Executed),
            ("预算调整数", Change),
            ("结余", Balance),
        ] {
            assert_eq!(said(head), Some(Said::Role(role)), "{head}");
        }
        assert_eq!((said("预算数"), said("计划投资（万元）")), (Some(Said::Budget), Some(Said::Budget)));
        for none in [
            "评分标准",
            "评分细则",
            "扣分",
            "指标解释",
            "完成时间",
            "实施单位",
            "产出指标（50分）",
            "数量指标",
            "项目",
            "",
            "（万元）",
        ] {
            assert_eq!(said(none), None, "{none}");
        }
    }
}
