//! Reports side by side: each planted case is shown, and nothing else. All reports here are made up.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail")]

use gouji::compare::{Report, compare, digest};
use gouji::scheme::Scheme;
use std::sync::LazyLock;

static SCHEME: LazyLock<Scheme> = LazyLock::new(|| gouji::pattern::builtin().unwrap());

fn run(reports: &[(&str, String)]) -> Report {
    let digests: Vec<_> = reports
        .iter()
        .map(|(path, text)| digest(path, &gouji::audit(path, text.as_bytes(), &SCHEME).unwrap(), &SCHEME))
        .collect();
    compare(&digests)
}

/// "kind what: message" of each item.
fn said(report: &Report) -> Vec<String> {
    let items = report.comparisons.iter().flat_map(|c| c.items.iter().map(move |i| (c.kind, i)));
    items.map(|(kind, i)| format!("{kind} {}: {}", i.what, i.message)).collect()
}

#[track_caller]
fn says(report: &Report, wanted: &[&str]) {
    let said = said(report);
    let found = wanted.iter().all(|w| said.iter().any(|s| w.split('|').all(|part| s.contains(part))));
    assert!(found && said.len() == wanted.len(), "{said:#?}");
}

/// The figures and words of one year's report.
struct Year {
    year: i32,
    budget: &'static str,
    spent: &'static str,
    rate: &'static str,
    before: &'static str,
    work: &'static str,
    indicators: &'static str,
    problems: &'static str,
}

fn report(y: &Year) -> String {
    format!(
        "禾川市云岭区枫桥街道办事处\n{year}年度部门整体支出绩效自评报告\n一、部门概况\n（一）主要职能\n\
         枫桥街道负责辖区党建、城市管理、民生保障和平安建设等工作，内设机构6个。\n\
         二、资金收支情况\n全年预算数{budget}万元，全年执行数{spent}万元，预算执行率{rate}%。{before}\n\
         三、重点工作\n{work}\n四、指标得分情况\n{indicators}\n五、存在问题\n{problems}\n",
        year = y.year,
        budget = y.budget,
        spent = y.spent,
        rate = y.rate,
        before = y.before,
        work = y.work,
        indicators = y.indicators,
        problems = y.problems,
    )
}

const LAST: Year = Year {
    year: 2022,
    budget: "5000.00",
    spent: "4800.00",
    rate: "96.00",
    before: "",
    work: "全年修缮背街小巷道路14条，惠及居民2350户。新建口袋公园3处，占地0.42万平方米。",
    indicators: "1.预算执行率（10分）。得9.6分。\n2.道路修缮数量（20分）。得20分。\n3.公园建设数量（20分）。得20分。\n4.社会效益（30分）。得28分。\n5.服务对象满意度（20分）。得19分。",
    problems: "一是部分项目前期论证不够充分，进度前松后紧。",
};

fn this() -> Year {
    Year {
        year: 2023,
        budget: "5400.00",
        spent: "5130.00",
        rate: "95.00",
        before: "上年执行数4800.00万元。",
        work: "全年加装既有住宅电梯21部，惠及居民1680户。改造老旧管网6.8公里，更换井盖312个。",
        indicators: "1.预算执行率（10分）。得9.5分。\n2.道路修缮数量（20分）。得20分。\n3.公园建设数量（20分）。得19分。\n4.社会效益（30分）。得29分。\n5.服务对象满意度（20分）。得18.5分。",
        problems: "一是个别指标量化程度不高，取数口径还需统一。",
    }
}

#[test]
fn two_years_that_fit_say_nothing() {
    says(&run(&[("2022.txt", report(&LAST)), ("2023.txt", report(&this()))]), &[]);
}

#[test]
fn two_years_show_each_planted_case() {
    let planted = Year {
        before: "上年执行数4608.00万元。",
        work: "全年修缮背街小巷道路14条，惠及居民2350户。改造老旧管网6.8公里，更换井盖312个。",
        indicators: "1.预算执行率（10分）。得9.5分。\n2.道路修缮数量（20分）。得20分。\n3.社会效益（50分）。得49分。\n4.服务对象满意度（20分）。得18.5分。",
        problems: "一是部分项目前期论证不够充分，进度前松后紧。",
        ..this()
    };
    let report = run(&[("2022.txt", report(&LAST)), ("2023.txt", report(&planted))]);
    says(
        &report,
        &[
            "years previous-value|4608.00万元|4800.00万元",
            "years indicator-gone|公园建设数量",
            "years text-unchanged|带数字的句子|14条",
            "years text-unchanged|问题与打算|前期论证",
        ],
    );
    assert!(
        report.comparisons[0].items.iter().all(|i| i.doubt && i.spots.iter().all(|s| !s.quote.is_empty()))
    );
}

/// The year before, by what it has grown.
#[test]
fn a_change_implies_the_year_before() {
    let grown = |words: &'static str| {
        let text = report(&Year { before: words, ..this() });
        run(&[("2022.txt", report(&LAST)), ("2023.txt", text)])
    };
    says(&grown("全年支出5130.00万元，比上年增加330.00万元，增长6.88%。"), &[]);
    says(
        &grown("全年支出5130.00万元，比上年增加230.00万元，增长4.69%。"),
        &["years previous-value|230.00万元|4800.00万元"],
    );
}

#[test]
fn two_drafts_tell_closed_staying_and_new() {
    let draft = |rate: &str, parts: &str, score: &str| {
        format!(
            "禾川市云岭区枫桥街道办事处\n2023年度部门整体支出绩效自评报告\n一、资金收支情况\n\
             全年预算数5400.00万元，全年执行数5130.00万元，预算执行率{rate}%。\n\
             全年支出5130.00万元，其中：基本支出2000.00万元、项目支出{parts}万元。\n\
             二、指标得分情况\n1.社会效益（30分）。得{score}分。\n"
        )
    };
    let report = run(&[
        ("初稿.txt", draft("93.00", "3310.00", "28")),
        ("修改稿.txt", draft("95.00", "3310.00", "32")),
    ]);
    says(&report, &["drafts closed|EXE001|现在相符", "drafts stays|AMT001", "drafts new|SCO002"]);
    let again = run(&[
        ("初稿.txt", draft("93.00", "3310.00", "28")),
        ("修改稿.txt", draft("93.00", "3320.00", "28")),
    ]);
    says(&again, &["drafts stays|EXE001", "drafts stays|AMT001|数字改过"]);
}

fn account(spent: &str) -> String {
    format!(
        "禾川市云岭区枫桥街道办事处\n2023年度部门决算公开说明\n一、收支总体情况\n\
         2023年度支出合计{spent}万元，其中：基本支出2000.00万元。\n"
    )
}

fn form(spent: &str, rate: &str, score: &str) -> String {
    format!(
        "# 部门整体支出绩效自评表\n\n（2023年度）\n\n| 部门名称 | 禾川市云岭区枫桥街道办事处 | | | | |\n| --- | --- | --- | --- | --- | --- |\n\
         | 预算执行情况（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 |\n\
         | 年度资金总额 | 5000.00 | 5400.00 | {spent} | 10 | {rate}% |\n\n\
         | 一级指标 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分 |\n| --- | --- | --- | --- | --- | --- |\n\
         | 效益指标 | 社会效益 | 30 | 提升 | 有所提升 | {score} |\n| 满意度指标 | 服务对象满意度 | 20 | ≥90% | 95% | 18.5 |\n"
    )
}

#[test]
fn a_report_fits_its_form_and_its_account() {
    let own = report(&this());
    let quiet = run(&[
        ("自评.txt", own.clone()),
        ("决算.txt", account("5130.00")),
        ("自评表.md", form("5130.00", "95.00", "29")),
    ]);
    says(&quiet, &[]);
    assert_eq!(quiet.comparisons.iter().filter(|c| c.kind == "forms").count(), 3, "{:?}", quiet.comparisons);
    let report = run(&[
        ("自评.txt", own),
        ("决算.txt", account("5310.00")),
        ("自评表.md", form("5130.00", "95.00", "28")),
    ]);
    says(
        &report,
        &[
            "forms differs|5130.00万元|5310.00万元",
            "forms differs|社会效益|29 分|28 分",
            "forms differs|5310.00万元|5130.00",
        ],
    );
}

/// Eight streets of one year; each says the same things in words of its own.
fn street(i: usize) -> (String, String) {
    const NAMES: [&str; 8] = ["枫桥", "柳湾", "荷塘", "松岗", "竹园", "梅林", "桂花", "银杏"];
    const WORK: [&str; 8] = [
        "枫桥街道建成养老服务站3处，服务老人812人次。",
        "柳湾街道为独居老人安装呼叫设备96套，上门巡诊430次。",
        "荷塘街道修建滨河步道2.4公里，补植乔木650株。",
        "松岗街道清理占道经营127起，规范店招88块。",
        "竹园街道调解邻里纠纷214件，成功率98.6%。",
        "梅林街道组织招聘会7场，帮助就业356人。",
        "桂花街道改造农贸市场1座，惠及商户143户。",
        "银杏街道新增停车泊位260个，整治乱停乱放512起。",
    ];
    let scores = ["28", "28.5", "29", "28", "29", "28.5", "29", "28"];
    let name = NAMES[i];
    let rate = 9200 + i as i64 * 61;
    let spent = 5000 * rate / 100;
    let text = format!(
        "禾川市云岭区{name}街道办事处\n2023年度部门整体支出绩效自评报告\n一、资金收支情况\n\
         全年预算数5000.00万元，全年执行数{}.{:02}万元，预算执行率{}.{:02}%。\n二、重点工作\n{}\n\
         三、指标得分情况\n1.预算执行率（10分）。得{}分。\n2.社会效益（30分）。得{}分。\n3.服务对象满意度（20分）。得{}分。\n",
        spent / 100,
        spent % 100,
        rate / 100,
        rate % 100,
        WORK[i],
        (rate + 5) / 10 * 10 / 10 / 10,
        scores[i],
        ["18.5", "19", "19.5", "18", "19", "18.5", "19", "19.5"][i],
    );
    (format!("{name}.txt"), text)
}

fn streets(change: impl Fn(usize, String) -> String) -> Report {
    let files: Vec<(String, String)> =
        (0..8).map(street).enumerate().map(|(i, (p, t))| (p, change(i, t))).collect();
    let reports: Vec<(&str, String)> = files.iter().map(|(p, t)| (p.as_str(), t.clone())).collect();
    run(&reports)
}

#[test]
fn eight_streets_that_differ_as_streets_do_say_nothing() {
    let report = streets(|_, t| t);
    says(&report, &[]);
    let remarks = &report.comparisons[0].remarks;
    assert!(remarks.iter().any(|r| r.contains("服务对象满意度") || r.contains("满意度")), "{remarks:?}");
}

#[test]
fn eight_streets_show_each_planted_case() {
    let report = streets(|i, text| {
        // One stands apart, all have full marks for satisfaction, one copied a neighbour's work.
        let text = if i == 4 {
            text.replace("社会效益（30分）。得29分", "社会效益（30分）。得16分")
        } else {
            text
        };
        let full = ["18.5", "19.5", "18", "19"].iter().fold(text, |t, s| {
            t.replace(&format!("服务对象满意度（20分）。得{s}分"), "服务对象满意度（20分）。得20分")
        });
        if i == 6 {
            full.replace("二、重点工作\n", "二、重点工作\n荷塘街道修建滨河步道2.4公里，补植乔木650株。")
        } else {
            full
        }
    });
    says(
        &report,
        &[
            "streets outlier|社会效益|竹园街道",
            "streets all-full|满意度|8 个单位",
            "copies copied|桂花街道|荷塘街道|单位名称没有改",
        ],
    );
}

/// The command over a folder: the same cases, the same bytes with one thread and two, and an exit status that tells.
#[test]
fn the_command_says_the_same() {
    let dir = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("compare-command");
    let _ = std::fs::remove_dir_all(&dir);
    let at = |folder: &str, name: &str, text: &str| {
        std::fs::create_dir_all(dir.join(folder)).unwrap();
        std::fs::write(dir.join(folder).join(name), text).unwrap();
    };
    for (name, text) in (0..8).map(street) {
        at("街道", &name, &text);
    }
    at("两年", "2022.txt", &report(&LAST));
    at("相合", "2022.txt", &report(&LAST));
    at("相合", "2023.txt", &report(&this()));
    at("两年", "2023.txt", &report(&Year { before: "上年执行数4608.00万元。", ..this() }));
    let command = |args: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_gouji"))
            .arg("compare")
            .args(args)
            .current_dir(&dir)
            .output()
            .unwrap();
        (run.status.code(), String::from_utf8(run.stdout).unwrap())
    };
    assert_eq!(command(&["街道"]).0, Some(0));
    let (status, shown) = command(&["相合"]);
    assert!(status == Some(0) && shown.contains("对比了 2 份报告，没有要看的地方"), "{shown}");
    let (status, shown) = command(&["两年"]);
    assert!(status == Some(1) && shown.contains("4608.00万元") && shown.contains("4800.00万元"), "{shown}");
    at("街道", "坏.docx", "PK");
    let (status, json) = command(&["--format", "json", "--threads", "2", "街道"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(status == Some(2) && value["errors"][0]["path"].as_str().unwrap().ends_with("坏.docx"), "{json}");
    assert_eq!(command(&["--format", "json", "--threads", "1", "街道"]).1, json);
}
