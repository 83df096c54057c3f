//! From the words before a number to what it is called.

use crate::scheme::Scheme;

const MARKS: &[char] = &['，', '。', '；', '：', '、', '！', '？', ',', ';', ':', '\n', '\t', '|'];

/// Words that stand between a name and its number and belong to neither.
const TAIL: &[&str] = &[
    "分别是",
    "分别为",
    "累计达",
    "为人民币",
    "人民币",
    "达到了",
    "达到",
    "合计为",
    "共计",
    "总计",
    "合计",
    "累计",
    "仅为",
    "约为",
    "大约",
    "不少于",
    "不低于",
    "不超过",
    "至少",
    "超过",
    "约",
    "近",
    "超",
    "逾",
    "达",
    "为",
    "是",
    "小计",
    "一共",
    "共",
    "计",
    "有",
    "仅",
    "了",
    "：",
    ":",
    "(",
    "（",
    "“",
    "\"",
    " ",
    "\u{3000}",
    "=",
    "＝",
    "≥",
    "≤",
];

const HEAD: &[&str] = &[
    "其中",
    "包括",
    "主要是",
    "主要包括",
    "含",
    "：",
    ":",
    "（",
    "(",
    "并",
    "且",
    "，",
    "和",
    "及",
    "以及",
    "与",
    "”",
    "》",
    " ",
    "\u{3000}",
    "是",
    "为",
    "共",
    "已",
    "累计",
    "共计",
    "合计",
    "全部",
    "=",
    "+",
    "＋",
    "-",
    "−",
    "×",
    "÷",
    "*",
    "/",
];

/// Ends in a word that only looks like 约.
fn is_word(s: &str) -> bool {
    ["节约", "签约", "合约", "违约", "公约", "集约"].iter().any(|w| s.ends_with(w))
}

/// Words that only look as if they began with such a word.
const WORDS: &[&str] = &["及时", "和谐", "共同", "共享", "含量", "为民"];

/// The words since the last mark outside brackets, as printed.
pub(super) fn clause_tail(gap: &str) -> &str {
    let mut depth = 0i32;
    for (i, c) in gap.char_indices().rev() {
        match c {
            '）' | ')' | '》' | '”' => depth += 1,
            '（' | '(' | '《' | '“' if depth > 0 => depth -= 1,
            '（' | '(' => return &gap[i + c.len_utf8()..],
            c if depth <= 0 && MARKS.contains(&c) => return &gap[i + c.len_utf8()..],
            _ => {}
        }
    }
    gap
}

/// A label without the words that only lead to the number.
pub(super) fn clean(label: &str) -> &str {
    // 1.社会保险补助: the mark of a list number.
    let mut s = label.trim().trim_start_matches(['.', '．', '、']);
    loop {
        if let Some(rest) = TAIL.iter().find_map(|t| s.strip_suffix(t)).filter(|_| !is_word(s)) {
            s = rest;
        } else if let Some(rest) = without_bracket(s) {
            s = rest;
        } else {
            break;
        }
    }
    while let Some(rest) = HEAD.iter().find_map(|t| s.strip_prefix(t)) {
        if WORDS.iter().any(|w| s.starts_with(w)) {
            break;
        }
        s = rest;
    }
    // 支出中基本支出 is 基本支出.
    const WHOLE: &[&str] = &["支出", "收入", "经费", "资金", "总额", "拨款"];
    if let Some((_, rest)) = s.split_once('中').filter(|(head, _)| WHOLE.iter().any(|w| head.ends_with(w))) {
        s = rest;
    }
    // A bracket whose partner was cut off.
    if let Some((_, rest)) = s.split_once(['）', ')']).filter(|(head, _)| !head.contains(['（', '('])) {
        s = rest;
    }
    s
}

/// 预算执行率（执行数÷预算数） without what stands in the brackets.
fn without_bracket(s: &str) -> Option<&str> {
    let open = s.ends_with(['）', ')']).then(|| s.rfind(['（', '('])).flatten()?;
    (open > 0).then(|| s[..open].trim_end())
}

/// The attribute that a label names: the last one in it, with at most a few characters behind it.
pub(super) fn attribute(label: &str, scheme: &Scheme) -> Option<usize> {
    const BEHIND: usize = 4;
    let automaton = scheme.labels.automaton.as_ref()?;
    let plain: String = label.chars().filter(|c| !"“”\"（）() \u{3000}".contains(*c)).collect();
    let last = automaton.find_iter(&plain).last()?;
    let behind = plain[last.end()..].chars().count();
    let word = &plain[last.start()..last.end()];
    (behind <= BEHIND && (!BARE.contains(&word) || is_lead(&plain[..last.start()])))
        .then(|| scheme.labels.owner[last.pattern().as_usize()])
}

/// Words that name a fact only with nothing but leading words before them: 照明支出 is another thing than
/// 全年实际支出.
const BARE: &[&str] =
    &["支出", "支付", "使用", "执行", "收入", "预算", "下达", "到位", "收到", "到账", "结转", "结余"];
const LEADS: &[&str] = &[
    "我单位",
    "我局",
    "我镇",
    "我街道",
    "我委",
    "我院",
    "我校",
    "单位",
    "部门",
    "本年度",
    "本年",
    "年度",
    "全年",
    "年内",
    "当年",
    "实际",
    "已",
    "累计",
    "共计",
    "合计",
    "共",
    "整体",
    "总",
    "项目",
    "专项",
    "资金",
    "财政",
    "拨款",
    "经费",
    "预算",
    "全部",
    "街道",
    "年末",
    "年",
    "截至目前",
    "目前",
    "其中",
    "到位",
    "决算",
    "上级",
    "安排",
    "完成",
    "本",
    "为",
    "该",
    "的",
    "数",
];

/// Nothing stands before the fact's name but words that lead to it.
pub(super) fn is_general(label: &str, scheme: &Scheme) -> bool {
    let Some(automaton) = &scheme.labels.automaton else { return false };
    let plain: String = label.chars().filter(|c| !"“”\"（）() \u{3000}".contains(*c)).collect();
    automaton.find_iter(&plain).last().is_some_and(|m| is_lead(&plain[..m.start()]))
}

fn is_lead(head: &str) -> bool {
    let mut rest = head;
    while let Some(less) = LEADS.iter().find_map(|w| rest.strip_prefix(w)) {
        rest = less;
    }
    rest.is_empty()
}

/// The scope (fund, level of government) that a label names.
pub(super) fn scope(label: &str, scheme: &Scheme) -> Option<String> {
    let named = |s: &&crate::scheme::Scope| s.words.iter().any(|w| label.contains(w.as_str()));
    scheme.scopes.iter().find(named).map(|s| s.id.clone())
}

/// The last two characters of a name.
pub(super) fn ending(label: &str) -> Option<String> {
    let chars: Vec<char> = label.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).collect();
    (!chars.is_empty()).then(|| chars[chars.len().saturating_sub(2)..].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_their_fillers() {
        assert_eq!(clause_tail("收入7万元，其中：基本支出"), "基本支出");
        assert_eq!(clause_tail("年初预算8975.58万元，全年（调整）预算"), "全年（调整）预算");
        assert_eq!(clause_tail("道路（"), "");
        assert_eq!(clean("其中：预算执行率达到"), "预算执行率");
        assert_eq!(clean("共清理卫生死角约"), "清理卫生死角");
    }
}
