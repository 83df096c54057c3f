//! Datasets: the same whatever was there before, whatever the thread count, and after a kill at any moment.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod generate;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const BIN: &str = env!("CARGO_BIN_EXE_gouji");

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("dataset-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn reports(dir: &Path, count: u64) {
    for number in 0..count {
        let (name, bytes) = generate::file(3, number);
        let path = dir.join("报告").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(BIN);
    command.arg("dataset").args(args).arg("报告").current_dir(dir).stderr(Stdio::piped());
    command
}

fn dataset(dir: &Path, args: &[&str]) -> Output {
    command(dir, args).output().unwrap()
}

/// Every file of a dataset but what it remembers for itself.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(dir).unwrap().map(|e| e.unwrap());
    let shown = entries.filter(|e| e.file_name() != ".cache");
    shown.map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap())).collect()
}

#[track_caller]
fn same(a: &Path, b: &Path) {
    let (a, b) = (files(a), files(b));
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (name, bytes) in &a {
        assert!(*bytes == b[name], "{name} differs");
    }
}

fn forms() -> Vec<&'static str> {
    let all = [("csv", true), ("parquet", cfg!(feature = "parquet")), ("sqlite", cfg!(feature = "sqlite"))];
    all.into_iter().filter(|f| f.1).map(|f| f.0).collect()
}

#[test]
fn what_is_there_already_makes_no_difference() {
    for form in forms() {
        let dir = folder(&format!("again-{form}"));
        reports(&dir, 24);
        let run = |out: &str, threads: &str| {
            let done = dataset(&dir, &["--format", form, "--threads", threads, "-o", out]);
            assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        };
        run("甲", "2");
        run("乙", "1");
        same(&dir.join("甲"), &dir.join("乙"));
        // One changes, one goes, two come: one of them the copy of another.
        let of = |n: u64| dir.join("报告").join(generate::file(3, n).0);
        fs::write(of(4), generate::file(5, 4).1).unwrap();
        fs::remove_file(of(7)).unwrap();
        fs::write(dir.join("报告/新.txt"), generate::file(3, 40).1).unwrap();
        fs::copy(of(2), dir.join("报告/抄.txt")).unwrap();
        run("甲", "2");
        run("丙", "2");
        same(&dir.join("甲"), &dir.join("丙"));
        let left: Vec<_> = fs::read_dir(&dir).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(left.len(), 4, "{left:?}");
    }
}

/// Killed at twenty moments: what was there stays whole, and the next run gives what a run from nothing gives.
#[test]
fn killed_at_any_moment_it_ends_as_from_nothing() {
    for form in forms() {
        killed(form, if form == "csv" { 20 } else { 8 });
    }
}

fn killed(form: &str, rounds: u32) {
    let dir = folder(&format!("killed-{form}"));
    reports(&dir, 80);
    let start = Instant::now();
    dataset(&dir, &["--format", form, "-o", "从头"]);
    let whole = start.elapsed();
    let mut random = generate::Random::new(20);
    for round in 0..rounds {
        let out = format!("第{round}次");
        // Every other time an older dataset stands there.
        if round % 2 == 1 {
            copy(&dir.join("从头"), &dir.join(&out));
            fs::remove_dir_all(dir.join(&out).join(".cache")).unwrap();
        }
        let moment = whole.mul_f64(1.1) * u32::try_from(random.range(0, 1000)).unwrap() / 1000;
        kill_after(&dir, form, &out, moment);
        if dir.join(&out).exists() {
            same(&dir.join("从头"), &dir.join(&out));
        }
        let done = dataset(&dir, &["--format", form, "-o", &out]);
        assert_eq!(done.status.code(), Some(0), "{round}: {}", String::from_utf8_lossy(&done.stderr));
        same(&dir.join("从头"), &dir.join(&out));
        assert!(!dir.join(format!(".{out}.gouji")).exists());
    }
}

fn kill_after(dir: &Path, form: &str, out: &str, moment: Duration) {
    let mut child = command(dir, &["--format", form, "-o", out]).spawn().unwrap();
    std::thread::sleep(moment);
    let _ = child.kill();
    child.wait().unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|e| e.unwrap()) {
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn a_folder_with_other_files_is_left_alone() {
    let dir = folder("others");
    reports(&dir, 2);
    fs::create_dir(dir.join("我的")).unwrap();
    fs::write(dir.join("我的/笔记.txt"), "别动").unwrap();
    let done = dataset(&dir, &["-o", "我的"]);
    let error = String::from_utf8(done.stderr).unwrap();
    assert!(
        done.status.code() == Some(2) && error.contains("笔记.txt") && error.contains("请另给一个"),
        "{error}"
    );
    assert_eq!(files(&dir.join("我的")).len(), 1);
}

fn rows(text: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(text).unwrap();
    let mut lines = text.lines().map(|l| l.split(',').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    lines.map(|l| head.iter().cloned().zip(l).collect()).collect()
}

#[test]
fn rows_say_where_they_come_from_and_join() {
    let dir = folder("rows");
    fs::create_dir_all(dir.join("报告")).unwrap();
    let report = "禾川市云岭区枫桥街道办事处\n2023年度部门整体支出绩效自评报告\n一、预算执行\n预算100万元，支出三分之一，支出90万元，预算执行率90%。\n二、得分\n1.“三公”经费控制（10分）。得9.5分。\n";
    fs::write(dir.join("报告/一.txt"), report).unwrap();
    fs::write(dir.join("报告/坏.txt"), b"%PDF-1.7\n").unwrap();
    let done = dataset(&dir, &["-o", "数据"]);
    assert_eq!(done.status.code(), Some(2), "one file could not be read");
    let files = files(&dir.join("数据"));
    let reports = rows(&files["reports.csv"]);
    assert_eq!(reports.len(), 2);
    let own = reports.iter().find(|r| r["path"] == "报告/一.txt").unwrap();
    assert_eq!(
        (own["unit_id"].as_str(), own["unit_short"].as_str()),
        ("禾川市/云岭区/枫桥街道", "云岭区/枫桥街道")
    );
    assert_eq!(
        (own["year"].as_str(), own["report_kind"].as_str(), own["unit_kind"].as_str()),
        ("2023", "overall", "street")
    );
    let bad = reports.iter().find(|r| r["path"] == "报告/坏.txt").unwrap();
    assert!(bad["error"].contains("PDF"), "{bad:?}");
    let figures = rows(&files["figures.csv"]);
    let spent = figures.iter().find(|f| f["quote"] == "90万元").unwrap();
    assert_eq!(
        (spent["value"].as_str(), spent["base_value"].as_str(), spent["attribute"].as_str()),
        ("90", "900000", "executed")
    );
    let chars: Vec<char> = report.chars().collect();
    let at = |k: &str| spent[k].parse::<usize>().unwrap();
    assert_eq!(chars[at("span_start")..at("span_end")].iter().collect::<String>(), "90万元");
    let third = figures.iter().find(|f| f["value_exact"] == "1/3").unwrap();
    assert_eq!(third["value"], "");
    let indicators = rows(&files["indicators.csv"]);
    let (name, id) = (&indicators[0]["name"], &indicators[0]["indicator_id"]);
    assert_eq!(
        (name.as_str(), id.as_str(), indicators[0]["score"].as_str()),
        ("三公经费控制率", "three.control", "9.5")
    );
    let manifest: Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    assert_eq!(manifest["schema"], "gouji.dataset/1");
    assert_eq!(manifest["inputs"].as_array().unwrap().len(), 2);
}

/// Only what changed is read: a file that the system forbids to read but that did not change is no matter.
#[test]
fn unchanged_files_are_not_read_again() {
    let dir = folder("unread");
    reports(&dir, 6);
    let old = std::time::SystemTime::now() - Duration::from_secs(60);
    for n in 0..6 {
        let file =
            fs::File::options().write(true).open(dir.join("报告").join(generate::file(3, n).0)).unwrap();
        file.set_modified(old).unwrap();
    }
    dataset(&dir, &["-o", "数据"]);
    let before = files(&dir.join("数据"));
    // The same size and time, other bytes: only a program that does not look will take it for the same.
    let path = dir.join("报告").join(generate::file(3, 2).0);
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.len() - 10;
    bytes[at] = b'x';
    fs::write(&path, bytes).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    dataset(&dir, &["-o", "数据"]);
    assert!(before == files(&dir.join("数据")));
}

/// The folder of the dataset may lie among the reports; it is not read.
#[test]
fn a_dataset_among_the_reports() {
    let dir = folder("among");
    reports(&dir, 6);
    dataset(&dir, &["-o", "外"]);
    for _ in 0..2 {
        for out in ["报告/数据", "报告/又一个"] {
            let done = dataset(&dir, &["-o", out]);
            assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
            same(&dir.join("外"), &dir.join(out));
        }
    }
}

/// Several at once: one writes, the others are told so; at the end there is one whole dataset and nothing else.
#[test]
fn several_writers_of_one_dataset() {
    let dir = folder("several");
    reports(&dir, 12);
    dataset(&dir, &["-o", "从头"]);
    for round in 0..15 {
        let children: Vec<_> = (0..4).map(|_| command(&dir, &["-o", "数据"]).spawn().unwrap()).collect();
        let ends: Vec<Output> = children.into_iter().map(|c| c.wait_with_output().unwrap()).collect();
        let whole = ends.iter().filter(|e| e.status.code() == Some(0)).count();
        assert!(whole > 0, "{round}: {ends:?}");
        for end in ends.iter().filter(|e| e.status.code() != Some(0)) {
            let error = String::from_utf8_lossy(&end.stderr);
            assert!(end.status.code() == Some(2) && error.contains("另一个 gouji"), "{round}: {error}");
        }
        same(&dir.join("从头"), &dir.join("数据"));
        assert!(!dir.join(".数据.gouji").exists(), "{round}");
        if round % 3 == 0 {
            fs::remove_dir_all(dir.join("数据")).unwrap();
        }
    }
}

/// Ctrl-C: what was read is kept for the next run, the old dataset stands.
#[cfg(unix)]
#[test]
fn a_signal_leaves_the_old_dataset() {
    let dir = folder("signal");
    reports(&dir, 2);
    dataset(&dir, &["-o", "数据"]);
    let before = files(&dir.join("数据"));
    reports(&dir, 400);
    let mut child = command(&dir, &["-o", "数据"]).spawn().unwrap();
    // Some of the 400 are read.
    while !dir.join(".数据.gouji/.cache/rows").metadata().is_ok_and(|m| m.len() > 1_000_000) {
        assert!(child.try_wait().unwrap().is_none(), "ended before it was stopped");
        std::thread::sleep(Duration::from_millis(5));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    let end = child.wait_with_output().unwrap();
    assert_eq!(end.status.code(), Some(130));
    assert!(String::from_utf8_lossy(&end.stderr).contains("再次运行会接着做"));
    assert!(before == files(&dir.join("数据")));
}

/// Two folders of one name, files of one size and time: the path alone does not tell them apart.
#[test]
fn the_same_name_in_another_folder_is_another_file() {
    let dir = folder("elsewhere");
    let old = std::time::SystemTime::now() - Duration::from_secs(60);
    for (at, spent) in [("甲", "90"), ("乙", "80")] {
        let path = dir.join(at).join("报告/一.txt");
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, format!("预算100万元，支出{spent}万元。\n")).unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        dataset(&dir.join(at), &["-o", "../数据"]);
        let figures = files(&dir.join("数据")).remove("figures.csv").unwrap();
        assert!(String::from_utf8(figures).unwrap().contains(&format!("{spent}万元")));
    }
}
