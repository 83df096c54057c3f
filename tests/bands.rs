//! Grades: the report's own bands before the profile's, in every way that reports print them.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use gouji::scheme::Scheme;

fn scheme() -> Scheme {
    gouji::pattern::builtin().unwrap()
}

/// "low-high" of each band that was read, the highest first; `]` where the upper end is held.
fn bands(text: &str) -> Vec<String> {
    let a = gouji::audit("例.md", text.as_bytes(), &scheme()).unwrap();
    let end = |closed: bool| if closed { "]" } else { ")" };
    let shown = |s: &gouji::facts::Stated| {
        format!("{} {}-{}{}", s.band.names[0], s.band.low, s.band.high, end(s.closed))
    };
    a.facts.scoring.bands.iter().map(shown).collect()
}

/// Whether the grade holds: `None` when nothing can be said.
fn holds(text: &str) -> Option<Option<bool>> {
    let a = gouji::audit("例.md", text.as_bytes(), &scheme()).unwrap();
    a.ledger.checks.iter().find(|c| c.rule == "SCO004").map(|c| c.holds)
}

const CENTRAL: &[&str] = &["优 90-100]", "良 80-90)", "中 60-80)", "差 0-60)"];

#[test]
fn bands_are_read_however_they_are_printed() {
    let forms = [
        "评价结果分为四个等级：90分（含）以上为优，80分（含）至90分为良，60分（含）至80分为中，60分以下为差。",
        "得分90（含）-100分为“优”，80（含）-90分为“良”，60（含）-80分为“中”，60分以下为“差”。",
        "综合得分90分以上为优、80-90分为良、60-80分为中、60分以下为差。",
        "得分≥90分的评定为优；80分≤得分＜90分的评定为良；60分≤得分＜80分的评定为中；得分＜60分的评定为差。",
        "| 优 | 良 | 中 | 差 |\n| --- | --- | --- | --- |\n| 90分（含）以上 | 80-90分 | 60-80分 | 60分以下 |\n",
        "| 等级 | 分数 |\n| --- | --- |\n| 优 | 90-100 |\n| 良 | 80-90 |\n| 中 | 60-80 |\n| 差 | 60以下 |\n",
    ];
    for text in forms {
        assert_eq!(bands(text), CENTRAL, "{text}");
    }
    let integer = ["优 90-100]", "良 80-89]", "中 60-79]", "差 0-59]"];
    assert_eq!(bands("评价等级：优（90-100分）、良（80-89分）、中（60-79分）、差（0-59分）。"), integer);
    let letters = ["A 90-100]", "B 80-90)", "C 60-80)", "D 0-60)"];
    assert_eq!(bands("等级分为A（90-100分）、B（80-90分）、C（60-80分）、D（60分以下）。"), letters);
    let own = ["优秀 85-100]", "良好 75-85)", "合格 60-75)", "不合格 0-60)"];
    assert_eq!(
        bands("85分（含）以上为优秀，75分（含）至85分为良好，60分（含）至75分为合格，60分以下为不合格。"),
        own
    );
}

#[test]
fn what_is_no_list_of_bands_is_none() {
    for text in [
        "自评得分90分以上的项目为优先支持项目，80分以上的为一般项目。",
        "其中得分90分以上的12个，80分至90分的5个。",
        "项目得分92.5分，等级为优；上年得分86分，等级为良。",
        "90分以上为优，85分至95分为良。",
    ] {
        assert_eq!(bands(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_reports_own_bands_win() {
    let own = "85分（含）以上为优秀，75分（含）至85分为良好，60分（含）至75分为合格，60分以下为不合格。";
    let graded = |score: &str, grade: &str| format!("{own}\n本项目自评得分{score}分，评价等级为“{grade}”。");
    assert_eq!(holds(&graded("86.5", "优秀")), Some(Some(true)));
    assert_eq!(holds(&graded("86.5", "优")), Some(Some(true)), "another name of the same grade");
    assert_eq!(holds(&graded("84.9", "优秀")), Some(Some(false)));
    assert_eq!(holds(&graded("85", "良好")), Some(Some(false)));
}

#[test]
fn a_score_in_the_gap_of_integer_bands_is_unknown() {
    let own = "评价等级：优（90-100分）、良（80-89分）、中（60-79分）、差（0-59分）。";
    let graded = |score: &str, grade: &str| format!("{own}\n本项目自评得分{score}分，评价等级为“{grade}”。");
    assert_eq!(holds(&graded("89.5", "良")), Some(None));
    assert_eq!(holds(&graded("89.5", "优")), Some(None));
    assert_eq!(holds(&graded("89", "良")), Some(Some(true)));
    assert_eq!(holds(&graded("90", "良")), Some(Some(false)));
    assert_eq!(holds(&graded("78.5", "良")), Some(Some(false)));
    let a = gouji::audit("例.txt", graded("89.5", "良").as_bytes(), &scheme()).unwrap();
    let check = a.ledger.checks.iter().find(|c| c.rule == "SCO004").unwrap();
    assert!(check.reason.as_deref().unwrap().contains("空档"));
}

#[test]
fn a_scheme_that_is_asked_for_judges() {
    let mut scheme = scheme();
    assert!(!scheme.choose("没有"));
    assert!(scheme.choose("hubei") && scheme.profile.id == "hubei" && scheme.profile.chosen);
}
