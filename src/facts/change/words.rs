//! The words of changes: which way, against what, of what. Must not look at other figures.

use super::{Direction, Mention};
use crate::ledger::Value;

/// What a year's figure is called when it is that of the same thing.
pub(super) const YEARLY: &[&str] =
    &["", "执行数", "决算数", "预算数", "完成数", "实际数", "年初预算数", "同期数", "基数"];

/// 收支总计均为 is no average.
pub(super) const AVERAGE: &[&str] = &[
    "单车", "平均", "人均", "年均", "户均", "亩均", "月均", "日均", "车均", "辆均", "次均", "生均", "村均",
    "期均", "批均", "床均", "校均", "场均", "每", "单价",
];
const UP: &[&str] = &[
    "增加",
    "增长",
    "上升",
    "增收",
    "增支",
    "提高",
    "净增",
    "增幅",
    "增大",
    "扩大",
    "上涨",
    "上浮",
    "调增",
    "增",
    "多支",
    "多收",
    "多支出",
    "多收入",
    "多出",
    "多办",
    "增产",
];
const DOWN: &[&str] = &[
    "减少",
    "下降",
    "降低",
    "减收",
    "减支",
    "压减",
    "降幅",
    "减幅",
    "下调",
    "下浮",
    "回落",
    "缩减",
    "调减",
    "减",
    "降",
    "少支",
    "少收",
    "少支出",
    "少收入",
    "少办",
    "减产",
    "压缩",
    "缩短",
];
pub(super) const AGAINST: &[&str] = &[
    "比上年",
    "较上年",
    "同比",
    "比去年",
    "较去年",
    "年相比",
    "年度相比",
    "比20",
    "较20",
    "上年",
    "相比",
    "去年同期",
    "上一年",
    "年初预算",
    "比预算",
    "较预算",
];
/// The direction that the words right before a figure say, and its sign: 增长-5% is a decrease.
pub(super) fn direction(m: &Mention) -> Option<Direction> {
    let told = verb(&m.before)?.1;
    Some(if is_negative(m) { Direction::Down } else { told })
}

pub(in crate::facts) fn is_rise(m: &Mention) -> bool {
    direction(m) == Some(Direction::Up)
}

pub(super) fn is_negative(m: &Mention) -> bool {
    matches!(m.term.value, Value::Number(q) if q.value < crate::num::Rat::ZERO)
}

/// 较上年增加（减少）0万元: a form's words of which none was struck out.
pub(super) fn is_either(m: &Mention) -> bool {
    const BOTH: &[&str] = &[
        "增加（减少）",
        "增长（下降）",
        "减少（增加）",
        "下降（增长）",
        "上升（下降）",
        "增加(减少)",
        "增长(下降)",
        "增（减）",
        "增加/减少",
        "增减",
    ];
    let words = m.gap.trim_end().trim_end_matches(['额', '率', '为', '：']);
    BOTH.iter().any(|w| words.ends_with(w))
}

/// The verb of change that the words end with, but for 了, 约 and the like.
pub(super) fn verb(words: &str) -> Option<(usize, Direction)> {
    const BEHIND: &[&str] =
        &["了", "约", "近", "为", "达", "到", "共", "：", "：", "额", "率", "幅度", "的", " "];
    let mut s = words.trim_end();
    while let Some(rest) = BEHIND.iter().find_map(|w| s.strip_suffix(w)) {
        s = rest;
    }
    // 比上年增加支出5万元.
    const WHAT: &[&str] = &["支出", "收入", "投入", "拨款", "资金", "经费", "预算", "安排"];
    // 同比少支出4.12万元: a verb as it is.
    let whole = UP.iter().chain(DOWN).any(|w| w.chars().count() > 2 && s.ends_with(w));
    let bare = WHAT.iter().find_map(|w| s.strip_suffix(w)).filter(|_| !whole);
    s = bare
        .filter(|b| {
            (AGAINST.iter().any(|w| b.contains(w)) || b.contains("比较"))
                && b.ends_with(['加', '少', '长', '降'])
        })
        .unwrap_or(s);
    // 提高到b, 下降至b: the figure is the new value.
    const BECAME: &[&str] =
        &["降为", "减为", "增为", "升为", "提高为", "降低为", "减少为", "增加为", "压减为", "调整为"];
    let became = BECAME.iter().any(|w| words.trim_end().ends_with(w));
    if words.trim_end().ends_with(['到', '至']) || became {
        return None;
    }
    if ["新增", "递增", "倍增", "扣减"].iter().any(|w| s.ends_with(w)) {
        return None;
    }
    let ends = |list: &[&str]| list.iter().find(|w| s.ends_with(**w)).map(|w| s.len() - w.len());
    let up = ends(UP).map(|at| (at, Direction::Up));
    up.or_else(|| ends(DOWN).map(|at| (at, Direction::Down))).or_else(|| above_or_below(s))
}

/// 比控制价a低b, 比目标多b: how far it lies from what it is set against.
fn above_or_below(words: &str) -> Option<(usize, Direction)> {
    let words = words.trim_start();
    let set = words.starts_with(['比', '较']).then(|| words.chars().next_back().map_or(0, char::len_utf8));
    match set.map_or(words, |last| &words[words.len() - last..]) {
        "高" | "高出" | "多" | "多出" => Some((0, Direction::Up)),
        "低" | "少" => Some((0, Direction::Down)),
        _ => None,
    }
}

/// 每人年增, 月均增加, 2000户共减少: the change of all of a time, or of all together.
pub(super) fn is_summed(m: &Mention) -> bool {
    const SPAN: &[&str] =
        &["年增", "年减", "年人均", "月增", "月减", "年均", "月均", "共增", "共减", "合计", "累计"];
    SPAN.iter().any(|w| clause(m).contains(w))
}

/// 收、支总计各增加, 均增长.
pub(super) const EACH: &[char] = &['各', '均', '都', '也'];

/// 公务接待费比上年减少 → 公务接待费.
pub(super) fn subject(m: &Mention) -> &str {
    const CUTS: &[&str] =
        &["比", "较", "同比", "与", "年初", "总体", "增", "减", "上升", "下降", "降低", "提高"];
    let words = clause(m);
    let at = CUTS.iter().filter_map(|w| words.find(w)).min().unwrap_or(0);
    let name = words[..at].trim().trim_end_matches(EACH);
    if name.chars().count() >= 3 { name } else { "" }
}

/// Labels have no 合计: 支出合计3195.07万元 goes by 支出, and is what 支出合计增加 speaks of.
pub(super) fn is_called(label: &str, named: &str) -> bool {
    let summed = ["合计", "总计", "总额"].iter().find_map(|w| named.strip_suffix(w));
    label.contains(named) || summed.is_some_and(|n| n.chars().count() >= 2 && label == n)
}

/// The last clause before a figure, dates in it kept.
pub(super) fn clause(m: &Mention) -> &str {
    m.gap.rsplit(['，', '。', '；', '：', ',', '、']).next().unwrap_or("")
}

/// The words of the last sentence of a gap, definitions in brackets left out.
pub(super) fn tail(gap: &str) -> &str {
    let last = gap.rfind(['。', '；']).map_or(gap, |i| &gap[i..]);
    last.split(['（', '(']).next().unwrap_or(last)
}

/// A figure of the period before.
pub(in crate::facts) fn is_previous(m: &Mention) -> bool {
    let before = clause(m);
    // 上年结转 is what this year has; 上年年末结转和结余 what the last one had.
    let ended = ["上年年末", "上年末", "去年末", "去年年末"].iter().any(|w| before.contains(w));
    let carried = !ended && ["结转", "结余", "滚存"].iter().any(|w| before.contains(w));
    let earlier = before.contains("前年") && !before.contains("以前年");
    let last = !carried && (earlier || ["上年", "去年", "上一年"].iter().any(|w| before.contains(w)));
    // 较2018年收入3720万元，增加548万元.
    let apart = m.after.is_empty() && before.trim_start().starts_with(['比', '较']);
    let after = if apart { m.rest.trim_start_matches('，') } else { m.after.as_str() };
    let compared = (before.contains(['比', '较', '与']) && !before.contains("占比"))
        && after.starts_with(['相', '比', '增', '减', '下', '上', '提', '降', '高', '低', '多', '少']);
    // 同2019年的a相比.
    let compared = compared || before.starts_with('同') && m.after.starts_with(['相', '比']);
    // 与2022年度收、支总计各5876.31万元相比.
    let listed = || {
        let opening = m.gap.rsplit(['，', '。', '；', ',']).next().unwrap_or_default().trim_start();
        opening.starts_with(['与', '同']) && opening.contains("20") && m.after.starts_with("相比")
    };
    let compared = compared || listed();
    let from = before.contains(['由', '从'])
        && m.after.starts_with([
            '提', '增', '上', '下', '降', '减', '扩', '压', '调', '回', '升', '变', '涨', '缩', '跌', '到',
            '至',
        ]);
    direction(m).is_none() && !is_either(m) && (last || compared || from)
}

/// 其中增加新增债券支出1.12亿元: what was added, by the verb before its name.
pub(super) fn is_added_part(m: &Mention) -> bool {
    let words = m.gap.trim_start_matches(['，', ',', '：', ' ']);
    let words = words.strip_prefix("其中").unwrap_or(words).trim_start_matches(['：', '，']);
    // 增加到2023年的b: what it became.
    const ADDED: &[&str] = &["增加", "减少", "调增", "调减", "追加", "新增"];
    ADDED.iter().filter_map(|w| words.strip_prefix(w)).any(|rest| !rest.starts_with(['到', '至', '为']))
}

/// 目标6.50亿元: what was to be reached has not changed.
pub(super) fn is_goal(m: &Mention) -> bool {
    ["目标", "目标值", "目标为", "计划", "任务"].iter().any(|w| m.label.ends_with(w))
}

/// 本年处置42.8万元: what went is no value of this year.
pub(super) fn is_gone(m: &Mention) -> bool {
    ["处置", "报废", "核销", "划出", "注销", "调出"].iter().any(|w| m.label.ends_with(w))
}

/// 全县一般公共预算收入 and 全县政府性基金收入 share no name, 1—9月 and 全年 no span.
pub(super) fn share_name(a: &Mention, b: &Mention) -> bool {
    let core =
        |m: &Mention| m.label.chars().skip(if m.label.starts_with('全') { 2 } else { 0 }).collect::<String>();
    let span = |m: &Mention| ["月", "季度", "半年"].iter().any(|w| m.gap.contains(w));
    span(a) == span(b) && core(a).chars().zip(core(b).chars()).take_while(|(a, b)| a == b).count() >= 2
}
