//! Sentences with one wrong digit, each of a shape in which reports state a relation: the slip must be reported.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use gouji::ledger::Severity;

/// (the shape, the text; the wrong figure stands in «»)
const SLIPS: &[(&str, &str)] = &[
    (
        "a list that other figures follow",
        "工程计划总投资3246.80万元，其中中央补助1460.00万元、市级补助812.50万元、区级配套«984.30»万元，至年底完成投资2759.78万元。",
    ),
    (
        "a list behind a rate and a colon",
        "五个重点项目支出9847.10万元，占项目支出的95.41%：堤防加固4246.03万元，水库除险2638.51万元，渠系整治«1337.46»万元，农村供水1189.44万元，山塘整治445.66万元。",
    ),
    (
        "具体为",
        "项目支出373.72万元，占17.32%，具体为营养餐158.19万元、困难补助«64.80»万元、校舍维修112.63万元、设备购置48.10万元。",
    ),
    ("a figure and 中", "全年未执行的810.89万元中，«642.11»万元结转下年继续使用，178.78万元由区财政收回。"),
    (
        "one of two totals with one figure",
        "收入总计、支出总计均为3184.26万元，增长7.5%。收入总计由本年收入3012.74万元和年初结转«181.52»万元构成；支出总计由本年支出2968.53万元和年末结转215.73万元构成。",
    ),
    (
        "ways to divide one total",
        "项目总投资3286.00万元。按来源分：中央资金1980.00万元、省级资金860.00万元、市级资金246.00万元、县级资金200.00万元；按用途分：饮水工程«987.40»万元、草原建设742.60万元、道路工程1496.00万元、管理费61.00万元。",
    ),
    ("ages and their heads", "高龄津贴享受对象1264人：80—89周岁1043人，90—99周岁«176»人，百岁以上55人。"),
    (
        "rates in brackets between the parts",
        "水利支出14013.90万元，其中工程建设8428.60万元（年初预算8860.00万元，完成95.13%），农村供水«2974.12»万元（年初预算3350.00万元，完成88.78%），运行维护1833.47万元，行政运行787.71万元。",
    ),
    ("a change turned round", "本年收入2318.77万元，同2019年的2097.51万元相比，减少«10.55»%。"),
    (
        "a change of a total whose parts stand between",
        "2025年基金预算支出1280.00万元，包括公墓建设860.00万元、殡仪馆迁建420.00万元，较上年1500.00万元增长«14.67»%。",
    ),
    ("an average with the point in the wrong place", "特困供养1462人，安排资金1944.46万元，人均«1330»元。"),
    ("a rate that is called by its part", "项目合同总价1386.50万元，累计支付1067.61万元，支付比例«77.10»%。"),
    (
        "a rate of the total of a list",
        "安排重点项目124个，其中产业项目58个、基础设施项目37个、民生项目29个；实际开工117个，开工率«94.53»%。",
    ),
    (
        "a long balance told twice",
        "年末结转和结余3777607.31元，其中项目结转3318540.12元。\n结转规模不小。年末结转和结余«3777670.31»元。",
    ),
    (
        "marks in brackets before their scores",
        "经评价，自评得分93.50分，其中投入（20分）19.00分，过程（30分）«28.80»分，产出（20分）18.00分，效益（30分）28.00分。",
    ),
    (
        "scores in the bracket of their sum",
        "过程20分得«18.54»分（资金到位4分得4分，预算执行10分得9.45分，资金管理6分得5分）；产出30分得29分。",
    ),
    (
        "a rate of the first budget where an adjusted one is printed",
        "年初部门预算2180.00万元，年中追加248.50万元，全年预算数2428.50万元。\n全年实际支出2364.37万元，预算执行率«108.46»%，年末结转64.13万元。",
    ),
    (
        "a total before the sentence of its marks and scores",
        "本单位自评总分«95.3»分。各部分得分为：投入10分，得10分；过程20分，得18.5分；产出30分，得29分；效果30分，得27.6分；满意度10分，得9.2分。",
    ),
    (
        "a subtotal of groups that have marks and no scores of their own",
        "一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |\n产出指标（35分） | 抽检批次 | ≥1350批次 | 1412批次 | 20 | 20 |\n| 办结率 | ≥98% | 97.62% | 15 | «14.49» |\n效益指标（30分） | 知晓率 | ≥85% | 87.3% | 18 | 18 |\n| 长效机制 | 健全 | 基本健全 | 12 | 11.2 |\n小计（不含预算执行10分） | | | | 65 | 64.14 |\n",
    ),
];

/// One shape a line: its kind, what it states, the text with «right→wrong» at one figure.
const SHAPES: &str = include_str!("shapes/slips.tsv");

fn audit(text: &str) -> gouji::Audit {
    let name = if text.contains("|---") || text.contains("| ---") { "slip.md" } else { "slip.txt" };
    gouji::audit(name, text.as_bytes(), &gouji::pattern::builtin().unwrap()).unwrap()
}

/// Whether an error or a warning speaks of the figure at a place.
fn is_heard(a: &gouji::Audit, at: usize) -> bool {
    a.ledger.findings.iter().filter(|f| f.severity > Severity::Note).any(|f| {
        let checked = f.check.map(|c| &a.ledger.checks[c]);
        let terms = checked.iter().flat_map(|c| c.operands.iter().map(|o| &o.1).chain([&c.result.1]));
        terms.map(|t| t.span).chain([f.span]).any(|s| s.start as usize <= at && at < s.end as usize)
    })
}

/// The same, wrong figures that are still missed: one that is heard moves to slips.tsv.
const UNHEARD: &str = include_str!("shapes/unheard.tsv");

/// (the shape, what is said of the right text, whether the wrong figure is heard)
fn heard(line: &str) -> (String, Vec<String>, bool) {
    let [_, shape, marked] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
    let marked = marked.replace("\\n", "\n").replace("\\t", "\t");
    let (head, rest) = marked.split_once('«').unwrap();
    let (figure, tail) = rest.split_once('»').unwrap();
    let (right, wrong) = figure.split_once('→').unwrap();
    let ties = audit(&format!("{head}{right}{tail}"));
    let loud = ties.ledger.findings.iter().filter(|f| f.severity > Severity::Note);
    let alarms = loud.map(|f| format!("{shape}, right: {} {}", f.rule, f.message)).collect();
    let digit = wrong.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let heard = is_heard(&audit(&format!("{head}{wrong}{tail}")), head.len() + digit);
    (shape.to_owned(), alarms, heard)
}

#[test]
fn each_shape_is_quiet_when_right_and_heard_when_wrong() {
    let mut faults = Vec::new();
    for (shape, alarms, heard) in SHAPES.lines().map(heard) {
        faults.extend(alarms);
        faults.extend((!heard).then(|| format!("{shape}, wrong: nothing is said")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_is_unheard_is_listed_as_such() {
    let mut faults = Vec::new();
    for (shape, alarms, heard) in UNHEARD.lines().map(heard) {
        faults.extend(alarms);
        faults.extend(heard.then(|| format!("{shape}: heard now, move it to slips.tsv")));
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn a_slip_is_reported() {
    let mut missed = Vec::new();
    for (shape, marked) in SLIPS {
        let at = marked.find('«').unwrap();
        let a = audit(&marked.replace(['«', '»'], ""));
        let heard = is_heard(&a, at);
        if !heard {
            missed.push(format!(
                "{shape}: {:?}",
                a.ledger.findings.iter().map(|f| &f.message).collect::<Vec<_>>()
            ));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
