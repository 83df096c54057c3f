//! What a reader of Markdown sees: the text stays the source, the flow leaves out the marks.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use gouji::layout::{self, Flow};
use gouji::source;
use proptest::prelude::*;

fn flow(markdown: &str) -> Flow {
    let document = source::read("报告.md", markdown.as_bytes()).unwrap();
    assert_eq!(document.text, markdown);
    layout::read(&document)
}

fn seen(markdown: &str) -> Vec<String> {
    let flow = flow(markdown);
    (0..flow.paras.len()).map(|p| flow.para_text(p).to_owned()).collect()
}

#[test]
fn a_figure_with_emphasis_inside_is_one_figure() {
    assert_eq!(seen("综合得分98**.74**分。"), ["综合得分98.74分。"]);
    let flow = flow("得分98**.74**分");
    let start = flow.text.find("98.74").unwrap() as u32;
    let pieces: Vec<_> = flow.pieces(&(start..start + 5)).iter().map(|s| (s.start, s.end)).collect();
    assert_eq!(pieces, [(6, 8), (10, 13)]);
}

#[test]
fn wrapped_lines_headings_and_tables() {
    let text = "## 三、绩效\n\n1. 预算执行率（10分）\n\n全年预算数9350.\n64万元，\n*执行* 完毕。\n\n| 指标 | 得分 |\n|--|--|\n| 产出 | **9.5** |\n";
    let expected = [
        "三、绩效",
        "预算执行率（10分）",
        "全年预算数9350.64万元，执行 完毕。",
        "指标",
        "得分",
        "产出",
        "9.5",
    ];
    assert_eq!(seen(text), expected);
    let flow = flow(text);
    assert_eq!(flow.headings.iter().map(|h| h.shown.as_str()).collect::<Vec<_>>(), ["三、", "1."]);
}

#[test]
fn a_txt_is_never_markdown() {
    let document = source::read("报告.txt", "得分98**.74**分".as_bytes()).unwrap();
    assert_eq!(layout::read(&document).text, "得分98**.74**分\n");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is written, each digit lies in a block or a gap, and neither overlap among themselves.
    #[test]
    fn no_digit_is_lost(text in "([一（）、。0-9.*_`|#>\\[\\]()!&;<>/br~: \n\r\t\\\\-]|\n\n|\\*\\*|\n1\\. |\n\\|--\\|--\\|\n){1,60}") {
        let Ok(d) = source::read("a.md", text.as_bytes()) else { return Ok(()) };
        let blocks: Vec<_> = d.blocks.iter().map(|b| b.span).collect();
        prop_assert!(blocks.windows(2).all(|w| w[0].end <= w[1].start), "{:?}", blocks);
        prop_assert!(d.gaps.windows(2).all(|w| w[0].end <= w[1].start));
        prop_assert!(blocks.iter().all(|b| !b.of(&d.text).is_empty()));
        for (i, _) in d.text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let holds = |s: &gouji::span::Span| s.start as usize <= i && i < s.end as usize;
            prop_assert!(blocks.iter().any(holds) || d.gaps.iter().any(holds), "{:?} at {}", d.text, i);
        }
    }
}
