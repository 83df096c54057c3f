//! Tables of many forms: what ties is left alone, what does not is found. The forms are made up.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod xlsx;

use gouji::Audit;
use gouji::ledger::Severity;
use xlsx::{Sheet, book};

fn audit(name: &str, bytes: &[u8]) -> Audit {
    gouji::audit(name, bytes, &gouji::pattern::builtin().unwrap()).unwrap()
}

fn sheet(rows: &[&str], merges: &[&'static str]) -> Audit {
    let mut sheet = Sheet::new("表");
    for row in rows {
        sheet = sheet.row(row);
    }
    sheet.merges = merges.to_vec();
    audit("表.xlsx", &book(&[sheet]))
}

/// A pipe table; the rule below the first row is added.
fn pipes(rows: &[&str]) -> Audit {
    let cols = rows[0].matches('|').count() + 1;
    let line = |r: &&str| format!("| {} |\n", r.replace('|', " | "));
    let rule = format!("|{}\n", " --- |".repeat(cols));
    let text: String = rows.iter().map(line).collect();
    let (first, rest) = text.split_once('\n').unwrap();
    audit("表.md", format!("{first}\n{rule}{rest}").as_bytes())
}

/// Findings above a note: rule and what it points at.
fn alarms(a: &Audit) -> Vec<String> {
    let loud = a.ledger.findings.iter().filter(|f| f.severity > Severity::Note);
    loud.map(|f| format!("{} {}", f.rule, f.span.of(&a.document.text))).collect()
}

fn held(a: &Audit, rule: &str) -> usize {
    a.ledger.checks.iter().filter(|c| c.rule == rule && c.holds == Some(true)).count()
}

/// All findings and checks, for a failing test.
fn told(a: &Audit) -> String {
    let findings = a.ledger.findings.iter().map(|f| format!("{:?} {} {}\n", f.severity, f.rule, f.message));
    let checks = a.ledger.checks.iter().map(|c| format!("{} {} {:?}\n", c.rule, c.formula, c.verdict));
    findings.chain(checks).collect()
}

#[track_caller]
fn quiet(a: &Audit, counts: &[(&str, usize)]) {
    assert!(alarms(a).is_empty(), "{:?}\n{}", alarms(a), told(a));
    for (rule, n) in counts {
        assert_eq!(held(a, rule), *n, "{rule}\n{}", told(a));
    }
}

/// The same rows with one cell changed are reported at that cell by this rule.
#[track_caller]
fn finds(rows: &[&str], merges: &[&'static str], old: &str, new: &str, rule: &str) {
    let changed: Vec<String> = rows.iter().map(|r| r.replacen(old, new, 1)).collect();
    let changed: Vec<&str> = changed.iter().map(String::as_str).collect();
    assert_ne!(rows, changed, "{old} stands nowhere");
    let a = sheet(&changed, merges);
    assert!(alarms(&a).iter().any(|f| f.starts_with(rule)), "{old} → {new}: {:?}\n{}", alarms(&a), told(&a));
}

/// The form of the ministry: budget above, indicators below, everything merged.
const CENTRAL: &[&str] = &[
    "项目支出绩效自评表",
    "（2022年度）",
    "项目名称|||乡镇污水管网改造",
    "主管部门|||清水县住建局|||实施单位||清水县城建中心",
    "项目资金（万元）||||年初预算数|全年预算数|全年执行数|分值|执行率|得分",
    "|||年度资金总额|=2:820|=2:806.5|=2:786.43|=10|=3:0.97511469311841|=1:9.75",
    "|||其中：当年财政拨款|=2:700|=2:700|=2:690.18|—|=3:0.98597142857143|—",
    "|||上年结转资金|=2:120|=2:106.5|=2:96.25|—|=3:0.90375586854460|—",
    "年度总体目标|预期目标|||||实际完成情况",
    "|改造管网12公里，受益5000人。|||||改造管网12.4公里，受益5230人。",
    "绩效指标|一级指标|二级指标|三级指标|指标性质|年度指标值|度量单位|实际完成值|分值|得分|偏差原因分析及改进措施",
    "|产出指标（50分）|数量指标|改造管网长度|≥|=12|公里|=12.4|=20|=20",
    "||质量指标|工程验收合格率|＝|=100|%|=100|=15|=15",
    "||时效指标|按期完工率|≥|=95|%|=92|=15|=14.53|雨季停工",
    "|效益指标（30分）|社会效益指标|受益人口|≥|=5000|人|=5230|=15|=15",
    "||生态效益指标|污水直排口|≤|=3|个|=4|=15|=11.25|一处待改造",
    "|满意度指标（10分）|服务对象满意度|群众满意度|≥|=90|%|=91.5|=10|=10",
    "总分||||||||=100|=95.53",
    "注：得分最高不能超过该指标分值上限。",
];
const CENTRAL_MERGES: &[&str] = &[
    "A1:K1", "A2:K2", "A3:C3", "D3:K3", "A4:C4", "D4:F4", "G4:H4", "I4:K4", "A5:C8", "A9:A10", "B9:F9",
    "G9:K9", "B10:F10", "G10:K10", "A11:A17", "B12:B14", "B15:B16", "A18:H18", "A19:K19",
];

#[test]
fn the_form_of_the_ministry() {
    let a = sheet(CENTRAL, CENTRAL_MERGES);
    quiet(
        &a,
        &[
            ("AMT005", 3),
            ("EXE001", 3),
            ("SCO001", 1),
            ("IND001", 2),
            ("IND002", 2),
            ("SCO003", 1),
            ("SCO006", 6),
        ],
    );
    let units: Vec<&str> = a.figures.iter().filter(|f| f.inherited).map(|f| f.unit.as_str()).collect();
    assert!(units.contains(&"公里") && units.contains(&"人") && units.contains(&"万元"), "{units:?}");
    let label =
        |printed: &str| a.facts.mentions.iter().rfind(|m| m.term.printed == printed).unwrap().label.as_str();
    assert_eq!((label("5230"), label("806.50")), ("受益人口", "年度资金总额"));
}

#[test]
fn faults_in_the_form_of_the_ministry() {
    let finds = |old, new, rule| finds(CENTRAL, CENTRAL_MERGES, old, new, rule);
    finds("=3:0.97511", "=3:0.95711", "EXE001");
    finds("=1:9.75", "=1:9.57", "SCO");
    finds("=2:690.18", "=2:609.18", "AMT005");
    finds("=15|=14.53", "=20|=14.53", "IND002");
    finds("=100|=95.53", "=100|=95.35", "SCO003");
    finds("=11.25", "=12.15", "SCO");
    finds("=10|=10", "=10|=11", "SCO002");
    // Missed, and yet in full.
    let full: Vec<String> =
        CENTRAL.iter().map(|r| r.replace("=14.53", "=1:15").replace("=95.53", "=96")).collect();
    let a = sheet(&full.iter().map(String::as_str).collect::<Vec<_>>(), CENTRAL_MERGES);
    assert_eq!(alarms(&a), ["SCO006 15.00"], "{}", told(&a));
    finds("（50分）", "（60分）", "IND");
}

/// Marks of each level in a column right behind its names.
const LEVELS: &[&str] = &[
    "一级指标|分值|二级指标|分值|三级指标|分值|评分标准|得分",
    "投入|=20|目标设定|=8|绩效目标合理性|=4|符合得4分|=4",
    "||||绩效指标明确性|=4|明确得4分|=3.5",
    "||预算配置|=12|在职人员控制率|=6|每超1%扣1分|=6",
    "||||三公经费变动率|=6|每增1%扣1分|=5",
    "过程|=30|预算执行|=30|预算完成率|=18|按比例|=17.1",
    "||||支付进度率|=12|按比例|=11.4",
    "产出|=50|职责履行|=50|重点工作办结率|=50|按比例|=48",
    "合计|=100||=100||=100||=95",
];
const LEVELS_MERGES: &[&str] =
    &["A2:A5", "B2:B5", "C2:C3", "D2:D3", "C4:C5", "D4:D5", "A6:A7", "B6:B7", "C6:C7", "D6:D7"];

#[test]
fn marks_of_every_level() {
    let a = sheet(LEVELS, LEVELS_MERGES);
    quiet(&a, &[("IND002", 6), ("SCO003", 1), ("SCO002", 7)]);
    assert!(held(&a, "IND001") >= 1, "{}", told(&a));
    finds(LEVELS, LEVELS_MERGES, "=12|在职", "=14|在职", "IND");
    finds(LEVELS, LEVELS_MERGES, "=18|按", "=16|按", "IND");
    finds(LEVELS, LEVELS_MERGES, "=95", "=96", "SCO003");
}

/// Rows that name a group alone, with its mark and score, and its items below.
const HEADED: &[&str] = &[
    "一级指标|二级指标|三级指标|标准分值|评价得分|备注",
    "决策|||=20|=19|",
    "|立项||=12|=11|",
    "||立项依据|=6|=6|",
    "||立项程序|=6|=5|",
    "|目标||=8|=8|",
    "||目标合理|=8|=8|",
    "产出|||=60|=57.5|",
    "||建设数量|=30|=28.5|",
    "||验收合格|=30|=29|",
    "满意度|||=20|=18|",
    "总分|||=100|=94.5|",
];

#[test]
fn rows_that_only_name_a_group() {
    let a = sheet(HEADED, &[]);
    quiet(&a, &[("IND001", 2), ("SCO003", 1)]);
    assert!(held(&a, "IND002") >= 6, "{}", told(&a));
    finds(HEADED, &[], "=60|=57.5", "=60|=55.7", "IND002");
    finds(HEADED, &[], "=12|=11", "=21|=11", "IND002");
    let pipe: Vec<String> = HEADED.iter().map(|r| r.replace('=', "")).collect();
    quiet(&pipes(&pipe.iter().map(String::as_str).collect::<Vec<_>>()), &[("SCO003", 1)]);
}

/// 小计 below the items of each group.
const SUBTOTALS: &[&str] = &[
    "一级指标|三级指标|权重分|自评得分",
    "产出指标|道路长度|=25|=25",
    "|验收合格率|=25|=24",
    "|小计|=50|=49",
    "效益指标|受益人口|=30|=28",
    "|小计|=30|=28",
    "满意度指标|群众满意度|=20|=19",
    "|小计|=20|=19",
    "总计||=100|=96",
];

#[test]
fn subtotals_count_once() {
    let a = sheet(SUBTOTALS, &["A2:A4", "A5:A6", "A7:A8"]);
    quiet(&a, &[("SCO003", 1)]);
    assert!(held(&a, "IND002") >= 2 && held(&a, "IND001") >= 1, "{}", told(&a));
    quiet(&sheet(SUBTOTALS, &[]), &[("SCO003", 1)]);
    finds(SUBTOTALS, &["A2:A4"], "=50|=49", "=50|=46", "IND002");
    let money = [
        "科目|年初预算数（万元）|执行数（万元）",
        "工资|=2:300.5|=2:298.25",
        "津贴|=2:120|=2:118.4",
        "小计|=2:420.5|=2:416.65",
        "办公费|=2:35.2|=2:30.18",
        "差旅费|=2:14.3|=2:11.07",
        "小计|=2:49.5|=2:41.25",
        "合计|=2:470|=2:457.9",
    ];
    quiet(&sheet(&money, &[]), &[("AMT005", 6)]);
    finds(&money, &[], "=2:457.9", "=2:475.9", "AMT005");
    finds(&money, &[], "=2:416.65", "=2:461.65", "AMT005");
}

/// 折算得分: the total sums what is scaled, not what is scored.
#[test]
fn scaled_scores() {
    let rows = [
        "三级指标|权重（%）|单项得分|折算得分",
        "道路维修|=25|=98|=24.5",
        "公厕新建|=15|=96|=14.4",
        "路灯改造|=20|=95|=19",
        "渠道清淤|=40|=94|=37.6",
        "合计|=100||=95.5",
    ];
    let a = sheet(&rows, &[]);
    quiet(&a, &[("SCO010", 4), ("SCO003", 1), ("IND001", 1)]);
    finds(&rows, &[], "=37.6", "=36.7", "SCO");
    finds(&rows, &[], "=95.5", "=93.5", "SCO003");
}

const ONE_SOURCE: &[&str] = &[
    "项目资金（万元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分",
    "年度资金总额|=90|=90|=81|=10|=3:0.9|=9",
    "其中：当年财政拨款|=90|=90|=81|=10|=3:0.9|=9",
    "上年结转资金|=0|=0|=0|—|—|—",
    "其他资金||||—|—|—",
];

#[test]
fn the_only_source_of_a_sum() {
    let a = sheet(ONE_SOURCE, &[]);
    quiet(&a, &[("MEN010", 6), ("SCO001", 2)]);
    finds(ONE_SOURCE, &[], "款|=90|=90|=81|=10|=3:0.9|=9", "款|=90|=90|=81|=10|=3:0.9|=8", "");
    finds(ONE_SOURCE, &[], "款|=90|=90|=81", "款|=90|=90|=80", "");
    let empty: Vec<String> = ONE_SOURCE
        .iter()
        .map(|r| r.replace("总额|=90|=90|=81|=10|=3:0.9|=9", "总额|=0|=0|=0||=3:0|=0"))
        .collect();
    let a = sheet(&empty.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    assert_eq!(alarms(&a).iter().filter(|f| f.starts_with("AMT011")).count(), 3, "{}", told(&a));
    // Only some of the sources are listed.
    let some = [
        "项目资金|全年预算数|全年执行数|执行率",
        "年度资金总额|=120|=96|=3:0.8",
        "其中：财政拨款|=100|=84|=3:0.84",
    ];
    quiet(&sheet(&some, &[]), &[("EXE001", 2)]);
}

/// The budget is scored inside the hundred, or beside it.
#[test]
fn a_budget_beside_the_hundred() {
    let rows = [
        "项目资金|全年预算数|全年执行数|分值|执行率|得分",
        "年度资金总额|=100|=95|=10|=3:0.95|=9.5",
        "一级指标|年度指标值|实际完成值|分值||得分",
        "产出指标|≥10公里|10公里|=50||=50",
        "效益指标|≥8座|8座|=30||=30",
        "满意度指标|≥90%|95%|=20||=20",
        "总分|||=100||=100",
    ];
    quiet(&sheet(&rows, &[]), &[("IND001", 1), ("SCO003", 1)]);
    // With the budget's score in the total the marks make 110.
    let more: Vec<String> = rows.iter().map(|r| r.replace("=100||=100", "=100||=109.5")).collect();
    let a = sheet(&more.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    assert!(alarms(&a).iter().any(|f| f.starts_with("IND001")), "{}", told(&a));
}

/// Heads over two rows: 小计 and its parts.
#[test]
fn heads_over_two_rows() {
    let rows = [
        "项目|全年预算数（万元）|||全年执行数（万元）|||执行率",
        "|小计|财政拨款|其他资金|小计|财政拨款|其他资金|",
        "道路|=120.5|=100.5|=20|=115.2|=98.2|=17|=3:0.95602",
        "绿化|=64.2|=60|=4.2|=60.1|=57|=3.1|=3:0.93614",
        "路灯|=35.8|=35.8|=0|=33.4|=33.4|=0|=3:0.93296",
        "合计|=220.5|=196.3|=24.2|=208.7|=188.6|=20.1|=3:0.94649",
    ];
    let merges: &[&'static str] = &["A1:A2", "B1:D1", "E1:G1", "H1:H2"];
    quiet(&sheet(&rows, merges), &[("AMT010", 8), ("AMT005", 6), ("EXE001", 4)]);
    finds(&rows, merges, "=57|", "=75|", "AMT");
    finds(&rows, merges, "=3:0.93614", "=3:0.96314", "EXE001");
}

#[test]
fn rates_without_their_sign() {
    let rows = [
        "项目|全年预算数|全年执行数|执行率",
        "道路|=120.5|=115.2|=0.956",
        "绿化|=64.2|=60.1|=93.61",
        "路灯|=35.8|=33.4|=0.93",
    ];
    quiet(&sheet(&rows, &[]), &[("EXE001", 3)]);
    finds(&rows, &[], "=0.956", "=0.965", "EXE001");
}

/// Rows in layers: only the highest sum up.
#[test]
fn rows_in_layers() {
    let rows = [
        "支出项目|预算数|执行数",
        "一、基本支出|=500|=2:480.36",
        "（一）人员经费|=400|=2:390.12",
        "（二）公用经费|=100|=2:90.24",
        "二、项目支出|=300|=2:270.18",
        "合计|=800|=2:750.54",
    ];
    quiet(&sheet(&rows, &[]), &[("AMT005", 2)]);
    finds(&rows, &[], "750.54", "705.54", "AMT005");
    let nested = [
        "项目资金|全年预算数|全年执行数",
        "年度资金总额|=160|=150",
        "其中：财政拨款|=100|=95",
        "其中：中央资金|=60|=58",
        "省级资金|=40|=37",
        "其他资金|=60|=55",
    ];
    quiet(&sheet(&nested, &[]), &[("AMT005", 2)]);
}

/// What forms say in ways that must not be taken for faults.
#[test]
fn what_is_no_fault() {
    let rows = [
        "一级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析",
        "产出指标|改造成本|3.5万元|3.35万元|=10|=10|",
        "|完成时间|12月|11月|=10|=10|",
        "|培训效果|明显提升|明显提升|=10|=9|效果有待巩固",
        "|培训场次|≥12场|13场|=20|=19|一场效果不佳",
        "效益指标|投诉下降率|=10%|12%|=20|=20|",
        "|财政拨款到位率|=100%|100%|=20|=20|",
        "满意度指标|满意度|95%以上|96%|=10|=10|",
        "合计||||=100|=98|",
    ];
    let text: Vec<String> =
        rows.iter().map(|r| r.replace("|=10%", "|＝10%").replace("|=100%", "|＝100%")).collect();
    quiet(&sheet(&text.iter().map(String::as_str).collect::<Vec<_>>(), &[]), &[("IND001", 1), ("SCO003", 1)]);
}

/// A table in 元 under prose in 万元.
#[test]
fn a_table_in_another_unit() {
    let text = "全年预算数120.50万元，全年执行数115.20万元，预算执行率95.60%。\n\n（单位：元）\n\n\
                | 项目资金 | 全年预算数 | 全年执行数 | 执行率 |\n| --- | --- | --- | --- |\n\
                | 年度资金总额 | 1205000.00 | 1152000.00 | 95.60% |\n";
    let a = audit("表.md", text.as_bytes());
    quiet(&a, &[("EXE001", 2)]);
    assert!(held(&a, "MEN002") + held(&a, "MEN001") >= 2, "{}", told(&a));
    let slip = audit("表.md", text.replace("1152000.00", "1125000.00").as_bytes());
    assert!(!alarms(&slip).is_empty());
}

/// The unit of a column stands in its head: a correction must not bring it into the cell.
#[test]
fn corrections_are_written_as_the_cells_are() {
    let mut bare = 0;
    for report in ["civil-jifeng-2023.docx", "bureau-jingze-2024.docx", "town-yantang-2019.txt"] {
        let path = format!("{}/corpus/{report}", env!("CARGO_MANIFEST_DIR"));
        let a = audit(report, &std::fs::read(path).unwrap());
        let edits = a.ledger.findings.iter().flat_map(|f| &f.edits);
        for (quote, new) in edits.map(|e| (e.span.of(&a.document.text), &e.text)) {
            let number = |words: &str| words.ends_with(|c: char| c.is_ascii_digit());
            assert!(!number(quote) || number(new), "{report}: {quote} → {new}");
            bare += usize::from(number(quote));
        }
    }
    assert!(bare > 2);
}

/// Columns whose heads say nothing: what most rows and columns bear out is held against the others.
#[test]
fn columns_that_no_head_explains() {
    let rows = [
        "单位|中央资金（万元）|省级资金（万元）|县级资金（万元）|合计（万元）",
        "东镇|120.50|36.50|12.40|169.40",
        "西镇|80.20|24.20|8.60|113.00",
        "南镇|45.10|13.60|4.20|62.90",
        "北镇|66.00|21.40|6.30|93.70",
        "合计|311.80|95.70|31.50|439.00",
    ];
    quiet(&pipes(&rows), &[("AMT005", 4), ("AMT010", 5)]);
    finds(&rows, &[], "93.70", "98.70", "AMT005");
    finds(&rows, &[], "24.20", "54.20", "AMT005");
    finds(&rows, &[], "439.00", "473.20", "AMT005");
    let rows = [
        "项目|2022年决算数（万元）|2023年决算数（万元）|增减额（万元）|增减率",
        "因公出国费|8.00|6.00|-2.00|-25.00%",
        "公务接待费|12.50|10.20|-2.30|-18.40%",
        "公务用车购置费|18.60|22.15|3.55|19.09%",
        "公务用车运行费|35.00|33.60|-1.40|-4.00%",
        "合计|74.10|71.95|-2.15|-2.90%",
    ];
    quiet(&pipes(&rows), &[("AMT005", 3), ("AMT012", 10)]);
    finds(&rows, &[], "-4.00%", "-4.40%", "AMT012");
    finds(&rows, &[], "3.55", "5.35", "AMT012");
}
