//! What a proof-reader marks in the sample report, place by place, and what he leaves alone. Skipped in silence when the
//! report is not beside the project.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use gouji::Audit;
use gouji::ledger::{Finding, Severity};
use gouji::span::Span;
use std::path::Path;

/// (defect, line, a few characters of the place, rule that marks it)
const MARKED: &[(&str, u32, &str, &str)] = &[
    ("T2", 6, "本评价报告", "WRD008"),
    ("T3", 21, "退役军人事务站", "WRD010"),
    ("T4", 21, "综合执法大队", "WRD010"),
    ("T4", 21, "社区事务中心", "WRD010"),
    ("T4", 21, "建设环保中心", "WRD010"),
    ("T6", 23, "截止", "TIM008"),
    ("T7", 25, ":", "PUN001"),
    ("T8", 26, " ", "PUN006"),
    ("T11", 32, "预计年底", "TIM009"),
    ("T12", 34, "部门报道", "WRD002"),
    ("T13", 66, "部门报道", "WRD002"),
    ("T14", 37, "统", "WRD006"),
    ("T15", 37, "15余种", "UNI007"),
    ("T17", 38, ", 执", "PUN001"),
    ("T17", 38, ", 整", "PUN001"),
    ("T19", 40, "签定", "WRD002"),
    ("T20", 49, "签定", "WRD002"),
    ("T21", 41, "全部全部", "WRD001"),
    ("T22", 42, " 人次", "PUN006"),
    ("T23", 59, " 人次", "PUN006"),
    ("T24", 42, "。 ", "PUN006"),
    ("T25", 44, "800-1000", "UNI006"),
    ("T26", 46, "2-3", "UNI006"),
    ("T27", 44, "1.", "STR008"),
    ("T27", 45, "2.", "STR008"),
    ("T27", 46, "3.", "STR008"),
    ("T27", 47, "4.", "STR008"),
    ("T29", 45, ", 完", "PUN001"),
    ("T30", 46, "，二是", "STR009"),
    ("T31", 47, "2023年上半年", "TIM010"),
    ("T31", 47, "2023年一、二季度", "TIM010"),
    ("T32", 49, "党的二十大", "TIM007"),
    ("T33", 50, "发现的早", "WRD003"),
    ("T33", 50, "处置的好", "WRD003"),
    ("T34", 50, "围绕着", "WRD004"),
    ("T35", 51, "、调整了", "PUN008"),
    ("T36", 51, "治工作\n", "PUN004"),
    ("T37", 56, "[bookmark", "STR003"),
    ("T38", 59, ";严", "PUN001"),
    ("T38", 59, ",发", "PUN001"),
    ("T39", 59, ",建", "PUN001"),
    ("T40", 59, "564余", "UNI007"),
    ("T42", 63, "01分", "UNI005"),
    ("T43", 66, "告居民", "WRD005"),
    ("T44", 79, "4、", "STR002"),
    ("T45", 80, "： 一是", "PUN006"),
    ("T46", 80, "” 等", "PUN006"),
];

/// (line, characters that no rule of proof-reading may touch)
const LEFT: &[(u32, &str)] = &[
    (27, "原原本本"),
    (27, "两个确立"),
    (27, "四个意识"),
    (27, "四个自信"),
    (27, "两个维护"),
    (28, "“141”"),
    (31, "13、15组"),
    (18, "挂卫生健康办公室、物业"),
    (31, "1100余人"),
    (38, "680余人次"),
    (38, "420余人次"),
    (38, "70余支"),
    (40, "740余张"),
    (40, "500余人次"),
    (40, "C级"),
    (35, "20余户"),
    (57, "100%"),
];

fn sample() -> Option<Audit> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reports/qinggang-2023.txt");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let beside = root.skip(1).map(|d| d.join("shared/reports/qinggang-2023.txt"));
    let path = std::iter::once(path).chain(beside).find(|p| p.exists())?;
    let bytes = std::fs::read(path).ok()?;
    gouji::audit("报告.txt", &bytes, &gouji::pattern::builtin().unwrap()).ok()
}

/// Where some characters stand on a line, if they do.
fn at(text: &str, line: u32, what: &str) -> Vec<Span> {
    let start: usize = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
    let end = start + text[start..].split_inclusive('\n').next().map_or(0, str::len);
    let whole = &text[start..end];
    whole.match_indices(what).map(|(i, w)| Span::new(start + i, start + i + w.len())).collect()
}

/// The places of a finding: of a habit each; what it is compared with is none.
fn places(f: &Finding) -> impl Iterator<Item = Span> + '_ {
    let same = f.related.iter().filter(|r| r.role == "同样写法");
    std::iter::once(f.span).chain(same.map(|r| r.span))
}

/// The places that a rule marks.
fn marks(audit: &Audit, rule: &str) -> Vec<Span> {
    let of = audit.ledger.findings.iter().filter(|f| f.rule == rule);
    of.flat_map(places).collect()
}

#[test]
fn every_defect_is_found_at_its_place() {
    let Some(audit) = sample() else { return };
    let found = |m: &&(&str, u32, &str, &str)| {
        let places = at(&audit.document.text, m.1, m.2);
        !places.is_empty() && marks(&audit, m.3).iter().any(|s| places.iter().any(|p| s.overlaps(*p)))
    };
    let missed: Vec<_> = MARKED.iter().filter(|m| !found(m)).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn what_is_right_is_left_alone() {
    let Some(audit) = sample() else { return };
    let proof = |rule: &str| ["STR", "PUN", "WRD", "TIM", "UNI"].iter().any(|f| rule.starts_with(f));
    for (line, what) in LEFT {
        let right = at(&audit.document.text, *line, what);
        assert!(!right.is_empty(), "{line}: {what}");
        let touched = audit
            .ledger
            .findings
            .iter()
            .filter(|f| proof(f.rule))
            .find(|f| places(f).any(|s| right.iter().any(|p| s.overlaps(*p))));
        assert!(touched.is_none(), "{line}: {what}: {:?}", touched.map(|f| &f.message));
    }
}

/// Nothing but what the truth lists: how often each rule of style speaks.
#[test]
fn nothing_else_is_marked() {
    let Some(audit) = sample() else { return };
    let listed = |span: Span| {
        MARKED.iter().any(|m| at(&audit.document.text, m.1, m.2).iter().any(|p| span.overlaps(*p)))
    };
    // Of style alone, asked for by strictness: T1 and T49.
    let strict = ["WRD011", "WRD012"];
    let own = ["STR", "PUN", "WRD", "TIM007", "TIM009", "TIM010"];
    let extra: Vec<_> = (audit.ledger.findings.iter())
        .filter(|f| own.iter().any(|o| f.rule.starts_with(o)) && !strict.contains(&f.rule))
        .flat_map(|f| places(f).map(move |s| (f.rule, s)))
        .filter(|(_, s)| !listed(*s))
        .map(|(rule, s)| (rule, audit.document.places().place(s).line, s.of(&audit.document.text)))
        .collect();
    assert!(extra.is_empty(), "{extra:?}");
}

#[test]
fn style_is_a_note() {
    let Some(audit) = sample() else { return };
    let loud = audit.ledger.findings.iter().filter(|f| f.severity > Severity::Note);
    let style: Vec<_> =
        loud.filter(|f| ["PUN", "WRD"].iter().any(|o| f.rule.starts_with(o))).map(|f| f.rule).collect();
    assert!(style.is_empty(), "{style:?}");
}

fn audit(text: &str) -> Audit {
    gouji::audit("报告.txt", text.as_bytes(), &gouji::pattern::builtin().unwrap()).unwrap()
}

fn found<'a>(audit: &'a Audit, rule: &str) -> Vec<&'a Finding> {
    audit.ledger.findings.iter().filter(|f| f.rule == rule).collect()
}

/// Where all marks were folded, and where blanks stand everywhere, the rule says so once and offers nothing.
#[test]
fn a_rule_that_cannot_judge_says_so_once() {
    let folded =
        "成立工作小组,明确分工;制定方案,开展自评:查阅账务,核实情况,形成报告,报送财政部门,接受审核.\n"
            .repeat(4);
    let audit_folded = audit(&folded);
    let marks = found(&audit_folded, "PUN001");
    assert!(marks.len() == 1 && marks[0].edits.is_empty() && marks[0].message.contains("不逐处列出"));
    let wide = "截至 2023 年末 , 在职 20 人 , 全年 支出 35 万元 , 其中 基本 支出 20 万元 。\n".repeat(4);
    let audit_wide = audit(&wide);
    let blanks = found(&audit_wide, "PUN006");
    assert!(blanks.len() == 1 && blanks[0].edits.is_empty(), "{blanks:?}");
}

/// What needs no judgement is marked as safe to replace.
#[test]
fn safe_replacements_are_safe() {
    let text = "清理绿地, 并全部全部恢复，与公司签定协议，做好服务，取得实效，力争不发生问题。部门做为责任主体，安排25 人次巡查。\n";
    let a = audit(text);
    let safe = |rule: &str| found(&a, rule).iter().map(|f| (f.safe, f.edits.len())).collect::<Vec<_>>();
    assert_eq!(safe("WRD001"), [(true, 1)]);
    assert_eq!(safe("WRD002"), [(true, 1), (false, 1)]);
    assert_eq!(safe("PUN001"), [(true, 1)]);
    assert_eq!(safe("PUN006"), [(true, 1)]);
    // Applied from behind, the edits of a finding do what they say.
    let mut edited = text.to_owned();
    let mut edits: Vec<_> = a.ledger.findings.iter().filter(|f| f.safe).flat_map(|f| &f.edits).collect();
    edits.sort_by_key(|e| std::cmp::Reverse(e.span.start));
    edits.iter().for_each(|e| edited.replace_range(e.span.range(), &e.text));
    assert!(edited.starts_with("清理绿地，并全部恢复，与公司签订协议"), "{edited}");
    assert!(edited.contains("安排25人次巡查"), "{edited}");
}

/// Right as they stand, each easily taken for a slip.
const RIGHT: &[&str] = &[
    "原原本本学习，扎扎实实推进，家家户户受益，时时处处严格要求。",
    "市直机关机关党委牵头，柳岸社区社区居委会配合，为了了解情况，开展走访。",
    "补助标准为每人每年326元，共326人每人每月发放，严格严格再严格。",
    "年末完成绩效自评，按排名发放奖励，自己完成的工作，各项日常工作有序开展。",
    "相关健康服务、修复盖板、补充份额、引导至现场、以经济建设为中心。",
    "选拔付出多的干部，公布署名文章，海拔入册，海拔1200米。",
    "做的好事受到好评，管理的好坏要看实效，完成的好项目予以推广。",
    "发放告居民书，报告居民需求，广告群众活动不得开展。",
    "根据《预算法》（2018年修正）第三条、第四条规定，开展自评，比例为1:2，时间为9:30。",
    "（2023）某01民初32号判决已生效，财税字[1994]001号文件已废止。",
    "总长度共9公里，总投资约3万元，全长为12公里，总面积达30亩。",
    "1）完成清理；2）完成补植；3）完成管护，各项任务按期完成。",
    "型号为KF-XX2的设备已验收，XXL号服装已发放，单价占比12%。",
    "中共中央 国务院印发的意见，市委办公室 市政府办公室转发的通知，均已组织学习。",
    "主要原因是：一是项目验收滞后；二是资金下达较晚，由此造成的影响正在消除。",
    "以服务群众为总体要求，围绕中心工作，以实干为目标。",
    "“好客青岚 好品青岚”持续打响，消费稳步回升，市场活力不断增强，各项工作取得实效。",
    "大会在礼堂隆重开幕，会场庄严热烈，代表们认真听取工作报告。本报记者 林某某 摄",
    "【字号：\n加大\n】\n完成总投资额7200万元，构建共建共治共享的格局，深化文化文艺精品工程。",
    "学习贯彻党的二十大精神，做好全国两会期间信访工作。",
];

#[test]
fn right_sentences_are_left_alone() {
    let own = ["STR", "PUN", "WRD", "TIM007", "TIM009", "TIM010"];
    for text in RIGHT {
        let a = audit(&format!(
            "某局2023年度整体支出绩效自评报告\n一、工作情况\n{text}\n二、下一步打算\n继续做好各项工作。\n"
        ));
        let loud: Vec<_> =
            a.ledger.findings.iter().filter(|f| own.iter().any(|o| f.rule.starts_with(o))).collect();
        assert!(
            loud.is_empty(),
            "{text}: {:?}",
            loud.iter().map(|f| (&f.rule, &f.message)).collect::<Vec<_>>()
        );
    }
}
