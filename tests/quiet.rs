//! Sentences in which everything ties, each of a shape that a reader of figures is likely to read wrong.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use gouji::ledger::Severity;

/// (what is easily misread, the text)
const TIES: &[(&str, &str)] = &[
    (
        "a balance is a part of the total",
        "政府性基金收入总计900万元，其中本级收入80万元，上级补助收入320万元，上年结余500万元。",
    ),
    (
        "a balance is a part of the total",
        "收入总计3000万元，其中税收收入1500万元，非税收入100万元，上年结余1400万元。",
    ),
    (
        "a balance is a part of the total",
        "支出总计3000万元，其中本级支出1500万元，调出资金100万元，结转下年使用1400万元。",
    ),
    (
        "neighbours of one list, a digit apart",
        "2023年专项支出3000万元，其中道路支出1500万元，绿化支出100万元，照明支出1400万元。",
    ),
    (
        "income and expenditure behind 其中",
        "政府性基金收入总计3000万元，其中本级收入100万元；政府性基金支出总计3000万元，其中本级支出1500万元。",
    ),
    (
        "a share behind a bracket",
        "本年收入合计500.00万元；包括财政拨款收入480.00万元（其中，一般公共预算470.00万元，政府性基金预算10.00万元），占收入合计96.00%；其他收入20.00万元，占收入合计4.00%。",
    ),
    (
        "shares in the order of their amounts",
        "2021年全省政府采购规模为1,000亿元。货物、工程、服务政府采购规模分别为200.0亿元、500.0亿元和300.0亿元，占全省政府采购规模的20.0%、50.0%和30.0%。",
    ),
    (
        "其中 inside 其中",
        "全局政府采购支出总额500.00万元，其中授予中小企业合同金额480.00万元，占政府采购支出总额的96%，其中授予小微企业合同金额60.00万元，占政府采购支出总额的12%。",
    ),
    (
        "targets of two years",
        "2021年度绩效目标。新建高标准农田62万亩，亩均投入1500元。\n2022年度绩效目标。新建高标准农田64万亩，亩均投入1600元。",
    ),
    (
        "a running total with 其中 inside",
        "全镇一般公共预算收入3200万元，加上级转移支付收入1500万元，其中：一般转移支付收入900万元，上年结转结余40万元，收入合计为4740万元。",
    ),
    (
        "parallel sources without a total",
        "2023年收到中央下达优抚补助资金600万元，自治区下达50万元，地方匹配350万元。",
    ),
    ("等 before a count", "从立项依据、目标设立、资金投入等12个二级指标进行评价。"),
    (
        "a dividend is not the cost",
        "建厂房12.5万元；购变压器一套17.5万元；共计30万元，改建后带动20户贫困户分红，每户可分得600元。",
    ),
    (
        "two columns of a flattened table",
        "一、一般公共预算拨款收入\n一、一般公共服务支出\n二、政府性基金预算拨款收入\n二、外交支出\n三、单位资金\n三、国防支出\n",
    ),
    (
        "levels of indicators are no parts",
        "本次评价共设置12个指标，其中一级指标3个、二级指标9个、三级指标12个。",
    ),
    (
        "two kinds, a digit apart",
        "公务用车运行维护费支出决算为50000.00元，完成年初预算的100%；公务接待费支出决算为30000.00元，完成年初预算的60%。",
    ),
    (
        "changes on last year add up to nothing",
        "经费62.4万元，比上年减少4.6万元。其中：公务用车购置及运行费60.00万元（公务用车购置费20.00万元，比上年增加0万元；公务用车运行维护费40.00万元，比上年增加0万元）。",
    ),
    (
        "a change is no total",
        "“三公”经费预算安排400万元：一、2023年因公出国（境）费预算100万元，与2022年预算相比增加100万元，用于招商，二、2023年公务用车购置及运行费预算120万元，与2022年预算相比减少100万元，三、2023年公务接待费预算180万元，与2022年预算相比持平。",
    ),
    ("a note under a table", "总计 30 1,234.50 1,234.50 注:本表反映单位全年的收支和年初、年末结余情况。"),
    (
        "totals and this year's figures",
        "收入总计1800.00万元，其中：本年收入1500.00万元，年初结转和结余300.00万元。支出总计1800.00万元，其中：本年支出1680.00万元，年末结转和结余120.00万元。",
    ),
    ("two projects, a digit apart", "甲项目支出1234.56万元，乙项目支出234.56万元。"),
    (
        "parts with a balance among them",
        "收入总计2000.00万元，包括财政拨款收入1800.00万元、其他收入50.00万元、上年结转150.00万元。",
    ),
    (
        "an adjustment closes the list",
        "下达我区补助资金111万元，其中低保和临时救助资金100万元，孤儿保障金11万元，调减40万元，全年实际下达71万元。",
    ),
    (
        "a list closed at ；",
        "河道总长5.00km，其中干流长4.00km，支流长1.00km；堤防工程1段，长0.50km；护岸工程2段，长3.00km：右岸1段，长1.00km，左岸1段，长2.00km。",
    ),
    (
        "sub-parts behind 分别",
        "获得专项资金900万元，其中：第一批资金500万元，分别支持甲项目200万元、乙项目180万元、丙项目120万元；第二批资金400万元，分别支持丁项目250万元、戊项目150万元。",
    ),
    (
        "a signed part",
        "下达单位资金1.50万元，其中：生态补偿资金调减2.60万元，造林补助2.40万元，公益林1.70万元。",
    ),
    (
        "rows that lost their grid",
        "补助资金分配表\n镇街 年度任务（户） 第一批已拨付（万元） 备注\n小计 C级 D级 小计 C级 D级\n甲街道 8 1 7 0.75 0 24.5\n乙街道 5 0 5 7 0 10.5\n丙镇 3 2 1 2.25 3.5 1",
    ),
    (
        "columns that lost their heads",
        "全年预算数(A) 全年执行数(B) 600.00 580.00 其中:中央财政资金 300.00 300.00 自治区财政资金 200.00 180.00 盟市财政资金 100.00 100.00",
    ),
    (
        "cells of one row",
        "年度资金总额: | 500.5 | 430.2 | 86% | ||||\n其中:中央资金 | 500.5 | 430.2 | 86% | ||||",
    ),
    (
        "groups of clauses",
        "执行年初预算数6万元，年末结算支出6万元，支出进度为100%；审判400.50万元，年末结算支出400.50万元，支出进度为100%。",
    ),
    ("identities overlap", "现有干部职工119人，其中党员80人，女性60人。"),
    ("a change on last year", "全年收入1150.00万元，比上年增加150.00万元，增长15.00%，主要是项目增加。"),
    ("a tail of one last place", "全年支出100.01万元，其中：基本支出33.34万元，项目支出66.66万元。"),
    ("a total in a coarser unit", "资金总额2.4亿元，其中基本支出2.35亿元，项目支出500万元。"),
    ("over-completion of a task", "计划开展培训100场，实际完成120场。"),
];

#[test]
fn what_ties_is_left_alone() {
    let scheme = gouji::pattern::builtin().unwrap();
    let mut alarms = Vec::new();
    for (what, text) in TIES {
        let a = gouji::audit("quiet.txt", text.as_bytes(), &scheme).unwrap();
        for f in a.ledger.findings.iter().filter(|f| f.severity > Severity::Note) {
            alarms.push(format!("{what}: {} {}", f.rule, f.message));
        }
    }
    assert!(alarms.is_empty(), "{alarms:#?}");
}
