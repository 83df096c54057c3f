//! Formulas and schemes of one's own, as an auditor meets them: a folder, a command, an answer in Chinese.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const FORMULA: &str = r#"
[[formula]]
id = "USR001"
formula = "人均公用经费 = 公用经费支出 ÷ 在职人数"
names = ["人均公用支出"]
severity = "error"
basis = "本局内部规定。"
fails = "公用经费支出120.00万元，在职人数60人，人均公用经费2.20万元。"
holds = "公用经费支出120.00万元，在职人数60人，人均公用经费2.00万元。"
[formula.words]
"公用经费支出" = ["公用经费支出", "公用支出"]
"在职人数" = ["在职人数", "在职人员"]
"#;
const REPORT: &str = "某局2023年度整体支出绩效自评报告\n一、经费情况\n全年公用经费支出96.00万元，年末在职人数50人，人均公用经费1.29万元。\n";

/// A fresh folder with a report and some pattern files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("patterns-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(path.join("我的/formulas")).unwrap();
    fs::create_dir_all(path.join("我的/profiles")).unwrap();
    fs::write(path.join("报告.txt"), REPORT).unwrap();
    files.iter().for_each(|(name, text)| fs::write(path.join("我的").join(name), text).unwrap());
    path
}

fn gouji(dir: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let out: Output = Command::new(env!("CARGO_BIN_EXE_gouji")).args(args).current_dir(dir).output().unwrap();
    (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
}

#[test]
fn the_built_in_files_stand_their_own_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (status, out, error) = gouji(root, &["patterns", "check", "patterns"]);
    assert_eq!((status, error.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("，0 个不符"), "{out}");
}

/// As built in, where other rules may speak first.
#[test]
fn the_built_in_formulas_stand_their_own_examples() {
    let scheme = gouji::pattern::builtin().unwrap();
    let found = |text: &str| gouji::audit("例.txt", text.as_bytes(), &scheme).unwrap().ledger.findings;
    for f in &scheme.formulas {
        assert!(!found(&f.page.fails).is_empty(), "{}: its failing example is silent", f.id);
        assert!(found(&f.page.holds).is_empty(), "{}: {:?}", f.id, found(&f.page.holds));
    }
}

#[test]
fn a_formula_of_ones_own_judges_a_report() {
    let dir = folder("judges", &[("formulas/本局.toml", FORMULA)]);
    let (status, out, _) = gouji(&dir, &["check", "--patterns", "我的", "报告.txt"]);
    assert_eq!(status, Some(1));
    assert!(out.contains("错误[USR001]") && out.contains("应为1.92万元"), "{out}");
    let (status, out, _) = gouji(&dir, &["check", "--patterns", "我的", "--select", "USR", "报告.txt"]);
    assert_eq!((status, out.matches("USR001").count() > 0), (Some(1), true), "{out}");
    let (status, out, _) = gouji(&dir, &["check", "--patterns", "我的", "--ignore", "USR001", "报告.txt"]);
    assert_eq!((status, out.contains("USR001")), (Some(0), false), "{out}");
    let (status, out, _) = gouji(&dir, &["check", "报告.txt"]);
    assert_eq!((status, out.contains("USR001")), (Some(0), false), "{out}");
    let (_, out, _) = gouji(&dir, &["explain", "--patterns", "我的", "报告.txt:3"]);
    assert!(out.contains("[USR001] 人均公用经费 = 公用经费支出 ÷ 在职人数"), "{out}");
    let (_, out, _) = gouji(&dir, &["check", "--patterns", "我的", "--format", "json", "报告.txt"]);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let finding = &json["documents"][0]["findings"][0];
    assert_eq!(
        (finding["rule"].as_str(), finding["name"].as_str()),
        (Some("USR001"), Some("formula-mismatch"))
    );
}

#[test]
fn its_page_is_a_rules_page() {
    let dir = folder("page", &[("formulas/本局.toml", FORMULA)]);
    let (status, out, _) = gouji(&dir, &["rules", "--patterns", "我的", "usr001"]);
    assert_eq!(status, Some(0));
    for part in [
        "# USR001 人均公用经费",
        "依据：本局内部规定。",
        "```不符",
        "```相符",
        "也称：人均公用经费、人均公用支出",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let (_, out, _) = gouji(&dir, &["rules", "--patterns", "我的"]);
    assert!(out.contains("USR001  人均公用经费"), "{out}");
    assert_eq!(gouji(&dir, &["rules", "USR001"]).0, Some(2), "nobody knows it without the folder");
}

#[test]
fn examples_that_do_not_come_out_are_told() {
    let wrong = FORMULA.replace("人均公用经费2.20万元", "人均公用经费2.00万元");
    let dir = folder("examples", &[("formulas/本局.toml", &wrong)]);
    let (status, out, _) = gouji(&dir, &["patterns", "check", "我的"]);
    assert_eq!(status, Some(1));
    assert!(
        out.contains("我的/formulas/本局.toml：USR001 的 fails：") && out.contains("按公式是相符的"),
        "{out}"
    );
    assert!(out.contains("1 个文件，2 个例子，1 个不符"), "{out}");
    let dir = folder("examples-good", &[("formulas/本局.toml", FORMULA)]);
    assert_eq!(gouji(&dir, &["patterns", "check", "我的"]).0, Some(0));
}

/// Status 2, and one message that names what is wrong and where.
#[track_caller]
fn refused(name: &str, file: (&str, &str), parts: &[&str]) {
    let dir = folder(name, &[file]);
    for args in [&["patterns", "check", "我的"][..], &["check", "--patterns", "我的", "报告.txt"]] {
        let (status, _, error) = gouji(&dir, args);
        assert_eq!(status, Some(2), "{error}");
        let whole = error.starts_with("gouji：模式文件 我的/") && error.lines().count() == 1;
        assert!(whole && parts.iter().all(|p| error.contains(p)), "{error}");
    }
}

#[test]
fn what_cannot_be_used_is_refused_with_its_place() {
    let formula = |from: &str, to: &str| FORMULA.replace(from, to);
    let file = "formulas/本局.toml";
    refused("key", (file, &formula("names", "别名")), &["TOML 写法有误"]);
    refused("field", (file, &formula("names", "alias")), &["第 5 行第 1 列", "不认识的键 “alias”", "names"]);
    refused("missing", (file, &formula("holds =", "#")), &["缺少 “holds”"]);
    refused("operator", (file, &formula("÷ 在职人数", "在职人数 ÷")), &["第 4 行第", "公式写法有误"]);
    refused("level", (file, &formula("\"error\"", "\"严重\"")), &["第 6 行第", "不能写 “严重”", "error"]);
    refused("id", (file, &formula("USR001", "EXE900")), &["第 3 行第 6 列", "USR"]);
    refused("words", (file, &formula("\"在职人数\" = ", "\"人数\" = ")), &["“人数”不在算式里"]);
    refused("stray", ("公式.toml", FORMULA), &["formulas/*.toml"]);
    refused(
        "number",
        ("profiles/a.toml", "id = \"a\"\nname = \"a\"\ntotal = \"一百\"\n"),
        &["第 3 行第 9 列", "不是数"],
    );
}

#[test]
fn a_folder_that_is_none_is_told() {
    let dir = folder("none", &[]);
    for (folder, part) in
        [("没有", "没有这个文件或文件夹"), ("报告.txt", "不是文件夹"), ("我的", "没有模式文件")]
    {
        let (status, _, error) = gouji(&dir, &["patterns", "check", folder]);
        assert!(status == Some(2) && error.contains(part), "{folder}: {error}");
    }
}

const SCORED: &str = "某镇2023年度项目支出绩效自评报告\n1. 预算执行率（10分）\n全年预算数800.00万元，全年执行数752.00万元，预算执行率94.00%，得分为10分。\n";

#[test]
fn a_scheme_is_chosen_by_name() {
    let dir = folder("profile", &[]);
    fs::write(dir.join("报告.txt"), SCORED).unwrap();
    let scored = |profile: &[&str]| {
        let args: Vec<&str> =
            ["check", "--fail-on", "warning"].iter().chain(profile).chain(&["报告.txt"]).copied().collect();
        gouji(&dir, &args).0
    };
    assert_eq!(scored(&[]), Some(0), "full marks from 90 % are excused");
    assert_eq!(scored(&["--profile", "hubei"]), Some(1), "20 × rate, no more");
    assert_eq!(scored(&["--profile", "threshold"]), Some(0), "what is only remembered blames nobody");
    let (status, _, error) = gouji(&dir, &["check", "--profile", "火星", "报告.txt"]);
    assert_eq!(status, Some(2));
    assert!(error.contains("没有评分方案 “火星”：可用 central、") && error.lines().count() == 1, "{error}");
    assert_eq!(gouji(&dir, &["explain", "--profile", "火星", "报告.txt:1"]).0, Some(2));
}

#[test]
fn a_scheme_of_ones_own() {
    let own = "id = \"本局\"\nname = \"本局方案\"\ntotal = \"100\"\n[[band]]\nnames = [\"优\"]\nlow = \"95\"\nhigh = \"100\"\n[[band]]\nnames = [\"良\"]\nlow = \"0\"\nhigh = \"95\"\n[execution]\nfull_from = \"95\"\n[[example]]\nscore = \"94\"\ngrade = \"良\"\n";
    let dir = folder("own-profile", &[("profiles/本局.toml", own)]);
    fs::write(dir.join("报告.txt"), format!("{SCORED}自评总分94分，评价等级为优。\n")).unwrap();
    assert_eq!(gouji(&dir, &["patterns", "check", "我的"]).0, Some(0));
    let (status, out, error) = gouji(&dir, &["check", "--patterns", "我的", "--profile", "本局", "报告.txt"]);
    assert_eq!(status, Some(1), "{out}{error}");
    assert!(out.contains("SCO004") && out.contains("SCO001"), "{out}");
}

#[test]
fn own_words_reach_extraction() {
    let units = "[[unit]]\nkind = \"count\"\nnames = [\"畈\"]\n[[example]]\ntext = \"平整3畈\"\nfigures = [\"count 3 畈\"]\n";
    let dir = folder("units", &[("units.toml", units)]);
    fs::write(dir.join("报告.txt"), "全年平整稻田36畈。\n").unwrap();
    assert_eq!(gouji(&dir, &["patterns", "check", "我的"]).0, Some(0));
    let unit = |args: &[&str]| {
        let json: serde_json::Value = serde_json::from_str(&gouji(&dir, args).1).unwrap();
        json["documents"][0]["figures"][0]["unit"].as_str().unwrap_or("").to_owned()
    };
    assert_eq!(unit(&["extract", "报告.txt"]), "");
    assert_eq!(unit(&["extract", "--patterns", "我的", "报告.txt"]), "畈");
}
