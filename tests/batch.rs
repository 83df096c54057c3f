//! Many files at once: order and bytes whatever the thread count, bad files named, baselines, an end by signal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod docx;
mod generate;

use serde_json::Value;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

const BIN: &str = env!("CARGO_BIN_EXE_gouji");

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("batch-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn reports(dir: &Path, count: u64) {
    for number in 0..count {
        let (name, bytes) = generate::file(7, number);
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn gouji(dir: &Path, args: &[&str]) -> Output {
    Command::new(BIN).args(args).current_dir(dir).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn one_and_two_threads_give_the_same_bytes() {
    let dir = folder("threads");
    reports(&dir, 60);
    fs::write(dir.join("坏.docx"), b"PK").unwrap();
    for format in ["text", "json", "jsonl", "sarif", "html", "csv", "github", "junit"] {
        let run = |n: &str| gouji(&dir, &["check", "--format", format, "--threads", n, "."]);
        let (one, two) = (run("1"), run("2"));
        assert!(!one.stdout.is_empty() && one.stdout == two.stdout, "{format}");
        assert_eq!((one.status.code(), err(&one)), (two.status.code(), err(&two)), "{format}");
    }
    for n in ["1", "2"] {
        gouji(&dir, &["check", "--format", "xlsx", "-o", &format!("{n}.xlsx.out"), "--threads", n, "."]);
    }
    assert!(fs::read(dir.join("1.xlsx.out")).unwrap() == fs::read(dir.join("2.xlsx.out")).unwrap());
    assert!(gouji(&dir, &["check", "--format", "xlsx", "."]).status.code() == Some(2));
}

/// Twenty files that are no reports, each in its own way.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let noise: Vec<u8> = (0u32..4000).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let (_, whole) = generate::file(9, 1);
    let doc = |xml: &[u8]| docx::zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml)]);
    let entities = b"<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><w:document xmlns:w=\"x\"><w:body>&b;</w:body></w:document>";
    vec![
        ("01空.txt", Vec::new()),
        ("02空白.txt", " \r\n\u{3000}\n".as_bytes().to_vec()),
        ("03版式.txt", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n".to_vec()),
        ("04旧版.docx", docx::ole("WordDocument")),
        ("05加密.docx", docx::ole("EncryptedPackage")),
        ("06乱.txt", noise.clone()),
        ("07乱.docx", noise.clone()),
        ("08断.docx", whole[..whole.len() / 2].to_vec()),
        ("09头.docx", b"PK\x03\x04\x14\0\0\0".to_vec()),
        ("10别的.docx", docx::zip(&[("mimetype", b"application/epub+zip")])),
        ("11炸弹.docx", doc(&vec![b' '; 400 << 20])),
        ("12坏标记.docx", doc(b"<w:document><w:body><w:p></w:document>")),
        ("13实体.docx", doc(entities)),
        ("14空文.docx", doc(b"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body/></w:document>")),
        ("15图.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec()),
        ("16表.xlsx", noise),
        ("17表.xlsx", docx::zip(&[("xl/workbook.xml", b"<workbook")])),
        ("18空.md", Vec::new()),
        ("19零.docx", Vec::new()),
        ("20程序.txt", [b"\x7fELF\x02\x01\x01\0".as_slice(), &[0; 400]].concat()),
    ]
}

#[test]
fn of_two_hundred_files_twenty_bad_ones_are_named_and_the_others_audited() {
    let dir = folder("hostile");
    reports(&dir, 180);
    for (name, bytes) in hostile() {
        fs::write(dir.join(name), bytes).unwrap();
    }
    let run = gouji(&dir, &["check", "--format", "jsonl", "."]);
    assert_eq!(run.status.code(), Some(2), "{}", err(&run));
    let documents: Vec<Value> = out(&run).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(documents.len(), 200);
    let (bad, good): (Vec<&Value>, Vec<&Value>) = documents.iter().partition(|d| !d["error"].is_null());
    let bad: Vec<&str> = bad.iter().map(|d| d["path"].as_str().unwrap()).collect();
    assert_eq!((bad.len(), good.len()), (20, 180), "{bad:?}");
    let names: Vec<&str> = hostile().iter().map(|h| h.0).collect();
    assert!(bad.iter().all(|b| names.iter().any(|n| b.ends_with(n))));
    let error = err(&run);
    assert_eq!(error.lines().count(), 20, "{error}");
    assert!(error.lines().all(|l| l.contains('：') && names.iter().any(|n| l.contains(n))), "{error}");
    let alone = gouji(
        &dir,
        &["check", "--format", "jsonl", "000", "001", "002", "003", "004", "005", "006", "007", "008"],
    );
    let found = |d: &[Value]| -> usize { d.iter().map(|d| d["findings"].as_array().unwrap().len()).sum() };
    let alone: Vec<Value> = out(&alone).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(found(&documents) > 0 && found(&documents) == found(&alone), "findings all there");
}

#[test]
fn what_is_left_alone_is_counted() {
    let dir = folder("skipped");
    reports(&dir, 2);
    for name in ["~$一.docx", ".隐.txt", "旧.doc", "版.pdf", "说明.csv"] {
        fs::write(dir.join(name), b"x").unwrap();
    }
    let shown = out(&gouji(&dir, &["check", "."]));
    assert!(
        shown.contains("共 2 份\n跳过隐藏文件、临时文件 2 个，不能读的 doc、wps、pdf 等文件 2 个"),
        "{shown}"
    );
    let json: Value = serde_json::from_str(&out(&gouji(&dir, &["check", "--format", "json", "."]))).unwrap();
    assert_eq!(json["skipped"], serde_json::json!({ "hidden": 2, "other": 2, "again": 0 }));
}

#[test]
fn statistics_by_rule_and_by_unit() {
    let dir = folder("statistics");
    reports(&dir, 40);
    let shown = out(&gouji(&dir, &["check", "--statistics", "."]));
    assert!(shown.starts_with("按规则") && shown.contains("\n按单位"), "{shown}");
    assert!(shown.contains("AMT001  分项之和不等于合计") && shown.contains("街道办事处"), "{shown}");
    assert!(!shown.contains("-->"), "no findings: {shown}");
}

const WRONG: &str = "禾川市云岭区枫桥街道办事处\n2023年度部门整体支出绩效自评报告\n一、支出\n\
    支出100万元，其中：基本支出60万元、项目支出30万元。\n预算100万元，支出90万元，预算执行率80%。\n";

#[test]
fn a_baseline_excuses_keeps_reasons_and_tells_what_is_stale() {
    let dir = folder("baseline");
    fs::write(dir.join("一.txt"), WRONG).unwrap();
    assert_eq!(gouji(&dir, &["check", "一.txt"]).status.code(), Some(1));
    let written = gouji(&dir, &["check", "--write-baseline", "基线.toml", "一.txt"]);
    assert_eq!(written.status.code(), Some(0), "{}", err(&written));
    let excused = gouji(&dir, &["check", "--baseline", "基线.toml", "一.txt"]);
    assert_eq!(excused.status.code(), Some(0), "{}", out(&excused));
    assert!(
        out(&excused).contains("基线中已有") && err(&excused).contains("没有写理由"),
        "{}",
        out(&excused)
    );
    // A person writes a reason; it outlives the next writing.
    let text = fs::read_to_string(dir.join("基线.toml")).unwrap();
    fs::write(dir.join("基线.toml"), text.replacen("reason = \"\"", "reason = \"财政局已同意\"", 1)).unwrap();
    gouji(&dir, &["check", "--write-baseline", "基线.toml", "一.txt"]);
    assert!(fs::read_to_string(dir.join("基线.toml")).unwrap().contains("财政局已同意"));
    // Text around it moves, and the file is renamed: still excused.
    let moved = WRONG.replace("一、支出\n", "一、支出\n本街道下辖6个社区。\n\n");
    fs::remove_file(dir.join("一.txt")).unwrap();
    fs::write(dir.join("改名.txt"), &moved).unwrap();
    assert_eq!(gouji(&dir, &["check", "--baseline", "基线.toml", "改名.txt"]).status.code(), Some(0));
    // One is mended: its entry is stale; a new one is found.
    let mended = moved.replace("执行率80%", "执行率90%").replace("基本支出60", "基本支出65");
    fs::write(dir.join("改名.txt"), mended).unwrap();
    let run = gouji(&dir, &["check", "--format", "json", "--baseline", "基线.toml", "改名.txt"]);
    let json: Value = serde_json::from_str(&out(&run)).unwrap();
    assert_eq!(run.status.code(), Some(1));
    assert!(
        !json["baseline"]["stale"].as_array().unwrap().is_empty() && err(&run).contains("已不再出现"),
        "{}",
        err(&run)
    );
    // Nobody else is excused.
    fs::write(dir.join("二.txt"), WRONG.replace("枫桥", "柳湾")).unwrap();
    assert_eq!(gouji(&dir, &["check", "--baseline", "基线.toml", "二.txt"]).status.code(), Some(1));
    fs::write(dir.join("坏.toml"), "version = 1\n[[known]]\nfile = 3\n").unwrap();
    let bad = gouji(&dir, &["check", "--baseline", "坏.toml", "二.txt"]);
    assert!(bad.status.code() == Some(2) && err(&bad).contains("第 3 行"), "{}", err(&bad));
}

#[cfg(unix)]
fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

/// Ctrl-C: the old output stays whole, nothing else is left behind.
#[cfg(unix)]
#[test]
fn a_signal_leaves_the_old_output() {
    let dir = folder("signal");
    reports(&dir.join("报告"), 400);
    fs::write(dir.join("结果.json"), "旧").unwrap();
    let args = ["check", "--format", "json", "-o", "结果.json", "报告"];
    let mut child = Command::new(BIN).args(args).current_dir(&dir).spawn().unwrap();
    let temporary = dir.join(format!(".结果.json.{}.tmp", child.id()));
    while !temporary.metadata().is_ok_and(|m| m.len() > 0) {
        assert!(child.try_wait().unwrap().is_none(), "ended before it began");
        std::thread::sleep(Duration::from_millis(5));
    }
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(fs::read_to_string(dir.join("结果.json")).unwrap(), "旧");
    let left: Vec<_> = fs::read_dir(&dir).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

/// A killed terminal, a closed window: what was written to standard output is whole as far as it goes.
#[cfg(unix)]
#[test]
fn a_signal_closes_the_output() {
    let dir = folder("signal-out");
    reports(&dir.join("报告"), 400);
    for (format, name) in [("json", "-INT"), ("jsonl", "-TERM"), ("sarif", "-INT"), ("junit", "-TERM")] {
        let args = ["check", "--format", format, "报告"];
        let mut child = Command::new(BIN)
            .args(args)
            .current_dir(&dir)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Nobody reads on until the signal is sent: it cannot end before.
        let (mut stdout, mut text) = (child.stdout.take().unwrap(), vec![0]);
        stdout.read_exact(&mut text).unwrap();
        signal(&child, name);
        stdout.read_to_end(&mut text).unwrap();
        let run = child.wait_with_output().unwrap();
        assert_eq!(run.status.code(), Some(130), "{format}");
        assert!(err(&run).contains("已中断"), "{}", err(&run));
        let text = String::from_utf8(text).unwrap();
        match format {
            "jsonl" => text.lines().for_each(|l| drop(serde_json::from_str::<Value>(l).unwrap())),
            "junit" => assert!(text.ends_with("</testsuites>\n")),
            _ => drop(serde_json::from_str::<Value>(&text).unwrap()),
        }
        let done = text.matches(if format == "junit" { "<testsuite " } else { "\"sha256\"" }).count();
        assert!(done < 400, "{format}: ended too late to show anything");
    }
}

#[test]
fn one_bad_file_is_named_in_every_format() {
    let dir = folder("one-bad");
    fs::write(dir.join("一.txt"), WRONG).unwrap();
    fs::write(dir.join("坏.docx"), b"PK\x03\x04").unwrap();
    for format in ["text", "json", "jsonl", "sarif", "html", "csv", "github", "junit", "xlsx"] {
        let file = format!("结果.{format}.out");
        let run = gouji(&dir, &["check", "--format", format, "-o", &file, "."]);
        assert_eq!(run.status.code(), Some(2), "{format}: {}", err(&run));
        assert!(err(&run).contains("坏.docx"), "{format}: {}", err(&run));
        let text = String::from_utf8_lossy(&fs::read(dir.join(&file)).unwrap()).into_owned();
        // SARIF names files as URIs; a workbook is a zip.
        let name = if format == "sarif" { "%E5%9D%8F.docx" } else { "坏.docx" };
        assert!(format == "xlsx" || text.contains(name) && text.contains("AMT001"), "{format}");
    }
}

#[test]
fn a_file_given_twice_is_read_once() {
    let dir = folder("twice");
    fs::write(dir.join("一.txt"), WRONG).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("一.txt", dir.join("二.txt")).unwrap();
    let more = usize::from(cfg!(unix));
    let run = gouji(&dir, &["check", "--format", "json", "一.txt", ".", "./一.txt"]);
    let json: Value = serde_json::from_str(&out(&run)).unwrap();
    assert_eq!(json["documents"].as_array().unwrap().len(), 1);
    assert_eq!(json["skipped"]["again"], 2 + more);
    let fixed = gouji(&dir, &["check", "--fix", "--unsafe-fixes", "--threads", "2", "一.txt", "一.txt", "."]);
    assert_eq!(err(&fixed).matches("已改").count(), 1, "{}", err(&fixed));
    #[cfg(unix)]
    assert!(dir.join("二.txt").symlink_metadata().unwrap().is_symlink(), "a link stays one");
}

#[cfg(unix)]
#[test]
fn odd_names_and_links() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    let dir = folder("odd");
    let names: [&[u8]; 5] =
        [b"=1+1.txt", b"a,\"b\".txt", b"line\nend.txt", b"\xff\xfe.txt", "-甲;乙.txt".as_bytes()];
    for (i, name) in names.iter().enumerate() {
        let text = WRONG.replace("枫桥", ["枫桥", "柳湾", "荷塘", "松岗", "竹园"][i]);
        fs::write(dir.join(OsStr::from_bytes(name)), text).unwrap();
    }
    // A circle is named; a lock that leads nowhere is none of our business, a report that does is.
    symlink(".", dir.join("圈")).unwrap();
    symlink("无", dir.join(".#一.txt")).unwrap();
    symlink("无", dir.join("别的")).unwrap();
    symlink("无", dir.join("断.txt")).unwrap();
    fs::create_dir(dir.join("旧数据")).unwrap();
    for name in ["manifest.json", "datapackage.json", "codebook.zh.md"] {
        fs::write(dir.join("旧数据").join(name), "{}").unwrap();
    }
    let run = gouji(&dir, &["check", "--format", "jsonl", "."]);
    let documents: Vec<Value> = out(&run).lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let bad: Vec<&Value> = documents.iter().filter(|d| !d["error"].is_null()).collect();
    assert_eq!((documents.len(), bad.len()), (7, 2), "{bad:#?}");
    let csv = out(&gouji(&dir, &["check", "--format", "csv", "."]));
    for cell in ["'=1+1.txt", "\"./a,\"\"b\"\".txt\"", "\"./line\nend.txt\""] {
        let given = cell.contains("./");
        assert_eq!(csv.contains(cell), given, "{cell} in {csv}");
    }
    let named = out(&gouji(&dir, &["check", "--format", "csv", "=1+1.txt"]));
    assert!(named.contains("\n'=1+1.txt,"), "{named}");
    for format in ["github", "junit", "sarif", "html"] {
        let text = out(&gouji(&dir, &["check", "--format", format, "."]));
        assert!(!text.contains("line\nend"), "{format}: a name breaks a line");
    }
}

/// A folder may have settings of its own; options of a batch go on beside them.
#[test]
fn settings_threads_baseline_and_statistics_together() {
    let dir = folder("together");
    for (at, street) in [("甲", "枫桥"), ("乙", "柳湾")] {
        for n in 0..6 {
            let path = dir.join(at).join(format!("{n}.txt"));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(
                path,
                WRONG.replace("枫桥", &format!("{street}{}", ["一", "二", "三", "四", "五", "六"][n])),
            )
            .unwrap();
        }
    }
    fs::write(dir.join("乙/gouji.toml"), "ignore = [\"EXE001\"]\n").unwrap();
    let rules = |args: &[&str]| -> Vec<(String, String)> {
        let run = gouji(&dir, &[&["check", "--format", "sarif"], args, &["."]].concat());
        let log: Value = serde_json::from_str(&out(&run)).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let uri = |r: &Value| r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].to_string();
        results.iter().map(|r| (uri(r), r["ruleId"].as_str().unwrap().to_owned())).collect()
    };
    let all = rules(&["--threads", "2"]);
    assert_eq!(all, rules(&["--threads", "1"]));
    let count = |rule: &str| all.iter().filter(|r| r.1 == rule).count();
    assert_eq!((count("AMT001"), count("EXE001")), (12, 6));
    gouji(&dir, &["check", "--write-baseline", "基线.toml", "甲"]);
    let left = rules(&["--threads", "2", "--baseline", "基线.toml"]);
    assert_eq!(left.len(), 6, "{left:?}");
    let shown = gouji(&dir, &["check", "--statistics", "--threads", "2", "--baseline", "基线.toml", "."]);
    let shown = out(&shown);
    let row = |rule: &str| shown.lines().find(|l| l.starts_with(rule)).unwrap_or_default().to_owned();
    let counts = |rule: &str| row(rule).split_whitespace().skip(2).map(str::to_owned).collect::<Vec<_>>();
    // Six of one folder are left; what is excused is no finding, the relations stay what they are.
    assert_eq!(counts("AMT001"), ["6", "6", "0", "0", "0", "12"], "{shown}");
    assert_eq!(counts("EXE001"), ["0", "0", "0", "0", "0", "6"], "{shown}");
    let run = gouji(&dir, &["check", "--statistics", "--format", "json", "."]);
    assert!(run.status.code() == Some(2) && err(&run).contains("--format"), "{}", err(&run));
}

#[test]
fn corrections_over_many_files_leave_what_is_excused() {
    let dir = folder("many-fixes");
    for n in 0..10 {
        let street = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"][n];
        fs::write(dir.join(format!("{n}.txt")), WRONG.replace("枫桥", &format!("枫{street}"))).unwrap();
    }
    fs::write(dir.join("坏.txt"), b"%PDF-1.7\n").unwrap();
    gouji(&dir, &["check", "--write-baseline", "基线.toml", "3.txt"]);
    let args = |how| ["check", how, "--unsafe-fixes", "--threads", "2", "--baseline", "基线.toml", "."];
    let diff = gouji(&dir, &args("--diff"));
    let changed = |text: &str| text.lines().filter(|l| l.starts_with("--- ")).count();
    assert_eq!(changed(&out(&diff)), 9, "{}", out(&diff));
    let fixed = gouji(&dir, &args("--fix"));
    assert_eq!((err(&fixed).matches("已改").count(), fixed.status.code()), (9, Some(2)), "{}", err(&fixed));
    assert_eq!(fs::read_to_string(dir.join("3.txt")).unwrap(), WRONG.replace("枫桥", "枫四"));
    assert!(changed(&out(&gouji(&dir, &args("--diff")))) == 0);
}
