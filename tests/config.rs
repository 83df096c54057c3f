//! gouji.toml, groups and strictness, as a clerk meets them: a folder, a command, an answer in Chinese.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const REPORT: &str = "某市青岚区柳溪街道办事处2023年度整体支出绩效自评报告\n一、基本情况\n全年支出350.20万元，其中：基本支出200.10万元，项目支出150.20万元。与养护公司签定协议，学习《预算法》、《会计法》。\n";

/// A folder with a report two folders down, and a gouji.toml at its top.
fn folder(name: &str, config: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("config-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("2023/街道")).unwrap();
    fs::write(path.join("2023/街道/报告.txt"), REPORT).unwrap();
    fs::write(path.join("gouji.toml"), config).unwrap();
    path
}

fn check(dir: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    let out: Output =
        command.arg("check").args(args).arg("2023/街道/报告.txt").current_dir(dir).output().unwrap();
    (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
}

fn says(dir: &Path, args: &[&str], yes: &[&str], no: &[&str]) {
    let (_, out, error) = check(dir, args);
    assert!(yes.iter().all(|r| out.contains(r)), "{args:?}: {out}{error}");
    assert!(no.iter().all(|r| !out.contains(r)), "{args:?}: {out}{error}");
}

#[test]
fn groups_and_strictness() {
    let dir = folder("groups", "");
    says(&dir, &[], &["AMT001", "WRD002"], &["PUN007"]);
    says(&dir, &["--select", "figures"], &["AMT001"], &["WRD002"]);
    says(&dir, &["--select", "proof"], &["WRD002"], &["AMT001", "PUN007"]);
    says(&dir, &["--select", "proof", "--level", "从严"], &["WRD002", "PUN007"], &["AMT001"]);
    says(&dir, &["--select", "PUN007"], &["PUN007"], &["WRD002"]);
    says(&dir, &["--ignore", "figures"], &["WRD002"], &["AMT001"]);
}

#[test]
fn the_file_is_found_upwards_and_the_command_line_goes_before_it() {
    let dir = folder("found", "select = [\"proof\"]\nignore = [\"WRD\"]\nlevel = \"从严\"\n");
    says(&dir, &[], &["PUN007"], &["AMT001", "WRD002"]);
    says(&dir, &["--select", "figures"], &["AMT001"], &["PUN007"]);
    says(&dir, &["--level", "常规"], &[], &["PUN007", "WRD002"]);
    fs::write(dir.join("2023/gouji.toml"), "select = [\"WRD\"]\n").unwrap();
    says(&dir, &[], &["WRD002"], &["PUN007", "AMT001"]);
}

#[test]
fn severities_and_own_words() {
    let dir = folder("own", "[severities]\nWRD002 = \"error\"\nAMT = \"note\"\n");
    let (status, out, _) = check(&dir, &[]);
    assert!(status == Some(1) && out.contains("错误[WRD002]") && out.contains("提示[AMT001]"), "{out}");
    fs::write(
        dir.join("gouji.toml"),
        "[words]\nright = [\"签定协议\"]\nwrong = { \"养护公司\" = \"管护公司\" }\n",
    )
    .unwrap();
    says(&dir, &[], &["“养护公司”应为“管护公司”"], &["签定”应为"]);
}

#[test]
fn own_names_of_the_unit() {
    let report = format!("{REPORT}现将桐溪街道办事处2023年度整体支出绩效自评情况报告如下。\n");
    let dir = folder("units", "");
    fs::write(dir.join("2023/街道/报告.txt"), report).unwrap();
    says(&dir, &[], &["WRD009"], &[]);
    fs::write(dir.join("gouji.toml"), "units = [\"桐溪街道办事处\"]\n").unwrap();
    says(&dir, &[], &[], &["WRD009"]);
}

#[test]
fn a_scheme_by_name() {
    let dir = folder("profile", "profile = \"hubei\"\n");
    assert_eq!(check(&dir, &[]).0, Some(1));
    assert_eq!(check(&dir, &["--profile", "central"]).0, Some(1));
}

/// Status 2, one line that names the file, the place and what to do; nothing is checked.
#[track_caller]
fn refused(name: &str, config: &str, parts: &[&str]) {
    let dir = folder(name, config);
    let (status, out, error) = check(&dir, &[]);
    assert_eq!((status, out.as_str(), error.lines().count()), (Some(2), "", 1), "{error}");
    assert!(error.starts_with("gouji：配置文件 "), "{error}");
    let whole = error.contains("gouji.toml：第 ") && parts.iter().all(|p| error.contains(p));
    assert!(whole, "{parts:?}: {error}");
}

#[test]
fn what_cannot_be_used_is_refused_with_its_place() {
    refused("key", "ignore = []\nselct = [\"AMT\"]\n", &["第 2 行第 1 列", "不认识的键 “selct”", "select"]);
    refused("type", "select = \"AMT\"\n", &["第 1 行第 10 列", "列表"]);
    refused(
        "rule",
        "ignore = [\"AMT\", \"AMT999\"]\n",
        &["第 1 行第 18 列", "没有规则或系列 “AMT999”", "gouji rules"],
    );
    refused("severity", "[severities]\nWRD002 = \"严重\"\n", &["第 2 行第 10 列", "error"]);
    refused("unknown", "[severities]\nXYZ001 = \"note\"\n", &["第 2 行第 1 列", "XYZ001"]);
    refused("profile", "profile = \"火星\"\n", &["第 1 行第 11 列", "没有评分方案 “火星”", "central"]);
    refused("level", "level = \"最严\"\n", &["第 1 行第 9 列", "从严"]);
    refused("short", "[words]\nwrong = { \"错\" = \"对\" }\n", &["第 2 行第", "太短"]);
    refused("toml", "select = [\"AMT\"\n", &["TOML 写法有误"]);
}
