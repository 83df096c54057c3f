//! Tables that lost their grid, in four shapes: read where only one grid will do, else said to be unread. The
//! tables are made up.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use gouji::Audit;
use gouji::emit::{self, Source};
use gouji::ledger::Severity;

fn audit(text: &str) -> Audit {
    gouji::audit("表.txt", text.as_bytes(), &gouji::pattern::builtin().unwrap()).unwrap()
}

/// Findings above a note: rule and what it points at.
fn alarms(a: &Audit) -> Vec<String> {
    let loud = a.ledger.findings.iter().filter(|f| f.severity > Severity::Note);
    loud.map(|f| format!("{} {}", f.rule, f.span.of(&a.document.text))).collect()
}

fn held(a: &Audit, rule: &str) -> usize {
    a.ledger.checks.iter().filter(|c| c.rule == rule && c.holds == Some(true)).count()
}

fn told(a: &Audit) -> String {
    let cells = a.flow.tables.iter().flat_map(|t| &t.table.cells);
    let cells = cells.map(|c| format!("{},{} {}\n", c.row, c.col, c.span.of(&a.document.text)));
    let findings = a.ledger.findings.iter().map(|f| format!("{:?} {} {}\n", f.severity, f.rule, f.message));
    let checks = a.ledger.checks.iter().map(|c| format!("{} {} {:?}\n", c.rule, c.formula, c.verdict));
    cells.chain(findings).chain(checks).collect()
}

#[track_caller]
fn ties(text: &str, counts: &[(&str, usize)]) -> Audit {
    let a = audit(text);
    assert!(a.ledger.findings.is_empty(), "{}", told(&a));
    assert!(a.flow.tables.iter().all(|t| !t.table.native) && !a.flow.tables.is_empty());
    for (rule, n) in counts {
        assert_eq!(held(&a, rule), *n, "{rule}\n{}", told(&a));
    }
    a
}

#[track_caller]
fn unread(text: &str) {
    let a = audit(text);
    let notes: Vec<&str> = a.ledger.findings.iter().map(|f| f.rule).collect();
    assert_eq!(notes, ["SRC001"], "{}", told(&a));
    assert!(a.ledger.checks.is_empty(), "{}", told(&a));
    let source = Source { path: "表.txt".into(), sha256: None };
    let extract = emit::extract(&source, Ok(&a));
    let counted = extract.figures.iter().filter(|f| f.figure);
    assert!(counted.clone().count() > 0);
    for f in counted {
        assert_eq!(
            (f.status, f.reason.as_deref()),
            ("unchecked", Some("所在的表格未能读成行列")),
            "{}",
            f.quote
        );
    }
}

/// The same text with a part changed raises an alarm of this rule.
#[track_caller]
fn finds(text: &str, old: &str, new: &str, rule: &str) {
    let changed = text.replacen(old, new, 1);
    assert_ne!(text, changed);
    let a = audit(&changed);
    assert!(alarms(&a).iter().any(|f| f.starts_with(rule)), "{old} → {new}: {:?}\n{}", alarms(&a), told(&a));
}

const CELLS: &str = "附件
项目支出绩效自评表
项目资金（万元）
年初预算数
全年预算数
全年执行数
分值
执行率
得分

年度资金总额
820.00
806.50
786.43
10
97.51%
9.75

其中：当年财政拨款
700.00
700.00
690.18
—
98.60%
—
上年结转资金
120.00
106.50
96.25
/
90.38%
/
年度总体目标
预期目标
实际完成情况
改造管网12公里，受益5000人。
绩效指标
一级指标
二级指标
三级指标
年度指标值
实际完成值
分值
得分
偏差原因分析及改进措施
产出指标（50分）
数量指标
改造管网长度
≥12公里
12.4公里
20
20
质量指标
工程验收合格率
100%
100%
15
15
时效指标
按期完工率
≥95%
92%
15
14.53
雨季停工，顺延
效益指标（30分）
社会效益指标
受益人口
≥5000人
5230人
15
15
生态效益指标
水质改善
明显改善
有所改善
15
13
仍有一处直排口
满意度指标（10分）
服务对象满意度
群众满意度
≥90%
91.5%
10
10
总分
100
97.28
";

#[test]
fn a_cell_a_line() {
    let a = ties(
        CELLS,
        &[("AMT005", 3), ("EXE001", 3), ("SCO001", 1), ("IND002", 2), ("SCO003", 1), ("SCO006", 5)],
    );
    let reason = a.flow.tables[1]
        .table
        .cells
        .iter()
        .find(|c| c.span.of(&a.document.text).starts_with("雨季"))
        .unwrap();
    assert_eq!((reason.row, reason.col), (3, 8));
    let units: Vec<&str> = a.figures.iter().filter(|f| f.inherited).map(|f| f.unit.as_str()).collect();
    assert!(units.contains(&"万元"), "{units:?}");
    finds(CELLS, "97.51%", "95.71%", "EXE001");
    finds(CELLS, "690.18", "609.18", "AMT005");
    finds(CELLS, "97.28", "98.27", "SCO003");
    finds(CELLS, "20\n20\n", "25\n20\n", "IND");
    // Empty cells left no line behind: the rate tells where the figures belong.
    ties(&CELLS.replace("—\n98.60%\n—\n", "98.60%\n"), &[("AMT005", 3), ("EXE001", 3)]);
    // A word wrap apart, the same as with blank lines between all cells.
    ties(&CELLS.replace('\n', "\n\n"), &[("EXE001", 3), ("SCO003", 1)]);
}

#[test]
fn a_small_table_of_scores() {
    let text = "一级指标\n\n分值\n\n得分\n\n部门管理\n\n20\n\n19.5\n\n履职效果\n\n60\n\n58.2\n\n能力建设\n\n20\n\n19\n\n合计\n\n100\n\n96.7\n\n自评完成。\n";
    ties(text, &[("SCO003", 1), ("SCO002", 3), ("IND001", 1)]);
    finds(text, "96.7", "97.6", "SCO003");
}

const BARS: &str = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年实际值 | 分值 | 得分 |
投入管理
指标（30分） | 工作目
标管理 | 年度目标相关性 | 相关 | 相关 | 10 | 10 |
| 预算和财
务管理 | 预算调整率 | ≤10% | 8.5% | 20 | 20 |
产出指标（70分） | 履职目标
实现 | 抽检批次 | ≥1350批次 | 1412批次 | 40 | 40 |
| | 设备检查 | ≥400台 | 387
台 | 30 | 29.03 |
合计 | | | | | 100 | 99.03 |

说明：以上为自评结果。
";

#[test]
fn bars_with_broken_rows() {
    let a = ties(BARS, &[("IND002", 2), ("SCO003", 1), ("SCO006", 3)]);
    let wrapped = a.figures.iter().find(|f| f.unit == "台" && f.places == 0 && !f.inherited);
    assert!(wrapped.is_some(), "{}", told(&a));
    finds(BARS, "29.03 |", "29.30 |", "SCO");
    // A row that lacks a bar ends the table.
    let cut = audit(&BARS.replace("| 30 | 29.03 |", "| 30 29.03 |"));
    assert_eq!(held(&cut, "SCO003"), 0);
    assert!(alarms(&cut).is_empty(), "{}", told(&cut));
}

const LINES: &str = "一级指标 二级指标 三级指标 分值 得分
投入 预算配置 在职人员控制率 5 5
“三公经费”变动率 5 4.5
小计 10 9.5
过程 预算执行 预算完成率 25 24
预算管理 管理制度健全性 15 15
小计 40 39
产出及效率 职责履行 重点工作实际完成率 30 29
社会公众满意度 20 18.5
小计 50 47.5
合计 100 96
";

#[test]
fn a_row_a_line() {
    ties(LINES, &[("IND002", 6), ("SCO003", 1)]);
    finds(LINES, "合计 100 96", "合计 100 69", "SCO003");
    finds(LINES, "小计 40 39", "小计 40 36", "IND002");
    let tasks = "子项目 任务面积（亩） 完成面积（亩） 完成率 补助金额（万元）
新造林 3000 3200 106.67% 320.00
低产林改造 6500 6500 100.00% 260.00
抚育提升 3000 2800 93.33% 84.00
合计 12500 12500 100.00% 664.00
";
    ties(tasks, &[("EXE010", 4), ("AMT005", 3)]);
    finds(tasks, "664.00", "646.00", "AMT005");
    // Names with blanks in them leave a row with too many cells.
    unread(
        "镇街 年度任务（户） 第一批已拨付（万元） 备注\n小计 C级 D级 小计 C级 D级\n甲街道 8 1 7 0.75 0 24.5\n乙街道 5 0 5 7 0 10.5\n丙镇 3 2 1 2.25 3.5 1",
    );
}

const LINE: &str = "部门名称：某县某局 单位：万元 预算情况 年初预算数 全年预算数 全年执行数 分值 执行率 得分 部门预算总额 \
    4286.53 4798.91 4471.36 10 93.17% 9.32 资金来源：（1）政府预算资金 4256.53 4768.91 4443.86 - 93.18% - \
    （2）单位资金 30.00 30.00 27.50 - 91.67% -";

#[test]
fn one_line_with_single_blanks() {
    let a = ties(LINE, &[("EXE001", 3), ("SCO001", 1)]);
    let amount = a.figures.iter().find(|f| f.number.of(&a.document.text) == "4471.36").unwrap();
    assert_eq!((amount.unit.as_str(), amount.inherited), ("万元", true));
    finds(LINE, "93.17%", "91.37%", "EXE001");
    unread("年初预算数 全年预算数 全年执行数 分值 执行率 得分 年度资金总额 820.00 806.50 9.75");
    unread(
        "全年预算数(A) 全年执行数(B) 600.00 580.00 其中:中央财政资金 300.00 300.00 自治区财政资金 200.00 180.00",
    );
}

const GLUED: &str = "项目资金（万元）全年预算数（A）全年执行数（B）分值执行率（B/A）得分年度资金总额：1860.001742.581093.69%9.37\
    其中：中央补助1120.001068.30-95.38%-地方资金740.00674.28-91.12%-其他资金0.000.00---";
const GLUED_INDICATORS: &str = "一级指标二级指标三级指标年度指标值实际完成值分值得分产出指标（50分）数量指标新建果园≥1200亩1200亩2020\
    改造老果园≥2600亩2574亩109.9质量指标苗木成活率≥90%93.2%2020效益指标（40分）经济效益户均增收≥2000元2380元2020\
    社会效益管护机制健全基本健全2018.5满意度指标（10分）服务对象满意度果农满意度≥95%93.97%109.89总分10098.29";

#[test]
fn no_separator_at_all() {
    let a = ties(GLUED, &[("EXE001", 3), ("AMT005", 2), ("SCO001", 1)]);
    let executed = a.figures.iter().find(|f| f.number.of(&a.document.text) == "1742.58").unwrap();
    assert_eq!(executed.unit, "万元");
    ties(GLUED_INDICATORS, &[("IND002", 2), ("SCO003", 1), ("SCO006", 5)]);
    ties(
        "全年预算数(A)全年执行数(B)分值执行率(B/A)得分年度资金总额:202010100.00%10",
        &[("EXE001", 1), ("SCO001", 1)],
    );
    // The budget on the line before counts towards the total.
    let both = format!(
        "{}\n{}",
        GLUED,
        GLUED_INDICATORS
            .replace("（40分）", "（30分）")
            .replace("2018.5满意度", "108.5满意度")
            .replace("总分10098.29", "总分10097.66")
    );
    ties(&both, &[("SCO003", 1)]);
    // A rate that is wrong leaves no split that ties, and marks that do not make the total leave none.
    unread(&GLUED.replace("93.69%", "96.39%"));
    unread(&GLUED_INDICATORS.replace("总分10098.29", "总分10098.92"));
}
