//! What DESIGN and ARCHITECTURE promise of every report: over the corpus, the reports beside the project, and
//! texts that nobody wrote. (4, no float, is `floors.rs`; 11, every verdict can be replayed, is `cli.rs`.)

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail, and tell what it measured")]

use gouji::Audit;
use gouji::emit::{self, Source};
use gouji::ledger::{Check, Term};
use gouji::scheme::{Scheme, Stretches};
use gouji::span::Span;
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Instant;

static SCHEME: LazyLock<Scheme> = LazyLock::new(|| gouji::pattern::builtin().unwrap());

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(dir: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| extensions.contains(&e.to_str().unwrap_or(""))));
    paths.retain(|p| p.file_stem().is_some_and(|s| s != "README"));
    paths.sort();
    paths
}

const FORMS: &[&str] = &["txt", "md", "docx", "xlsx"];

/// The reports of the corpus and, where they lie beside the project, the real ones.
fn reports() -> Vec<(String, Vec<u8>)> {
    let mut paths = files(&root("corpus"), FORMS);
    paths.extend(files(&root("../shared/reports"), FORMS));
    let name = |p: &PathBuf| p.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|p| (name(p), std::fs::read(p).unwrap())).collect()
}

fn audit(name: &str, bytes: &[u8]) -> Audit {
    gouji::audit(name, bytes, &SCHEME).unwrap()
}

// 1: every span quotes the source.

fn terms(c: &Check) -> impl Iterator<Item = &Term> {
    c.operands.iter().map(|o| &o.1).chain([&c.result.1])
}

/// Every span that an audit speaks of, and what it belongs to.
fn spans(a: &Audit) -> Vec<(String, Span)> {
    let mut all = Vec::new();
    for f in &a.figures {
        all.extend([(format!("figure {f:?}"), f.span), (format!("number of {f:?}"), f.number)]);
    }
    for c in &a.ledger.checks {
        all.extend(terms(c).filter(|t| t.figure.is_some()).map(|t| (format!("term {t:?}"), t.span)));
    }
    for f in &a.ledger.findings {
        all.push((format!("finding {f:?}"), f.span));
        all.extend(f.edits.iter().map(|e| (format!("edit {e:?}"), e.span)));
    }
    all
}

fn quotes_the_source(name: &str, a: &Audit) {
    let text = &a.document.text;
    for (what, span) in spans(a) {
        assert!(!span.is_empty() && text.get(span.range()).is_some(), "{name}: {span:?} of {what}");
    }
    for f in &a.figures {
        assert!(f.span.contains(f.number), "{name}: {f:?}");
        let pieces: String = a.flow.pieces(&f.at).iter().map(|p| p.of(text)).collect();
        assert_eq!(pieces, a.flow.slice(f.at.start, f.at.end), "{name}: {f:?}");
    }
    for t in a.ledger.checks.iter().flat_map(terms) {
        let same = t.figure.is_none_or(|f| a.figures[f as usize].span == t.span);
        assert!(same && text.get(t.span.range()).is_some(), "{name}: {t:?}");
    }
    for r in a.ledger.findings.iter().flat_map(|f| &f.related) {
        assert!(text.get(r.span.range()).is_some(), "{name}: {r:?}");
    }
}

#[test]
fn every_span_quotes_the_source() {
    for (name, bytes) in reports() {
        quotes_the_source(&name, &audit(&name, &bytes));
    }
}

/// Outside the program the same holds in characters.
#[test]
fn offsets_of_the_json_quote_the_text() {
    for (name, bytes) in reports() {
        let a = audit(&name, &bytes);
        let chars: Vec<char> = a.document.text.chars().collect();
        let source = Source { path: name.clone(), sha256: None };
        let check = emit::check(&source, Ok(&a));
        let findings = check.findings.iter().map(|f| (f.start, f.end, &f.quote));
        let extract = emit::extract(&source, Ok(&a));
        let figures = extract.figures.iter().map(|f| (f.start, f.end, &f.quote));
        let terms = check.checks.iter().flat_map(|c| c.operands.iter().chain([&c.result]));
        for (start, end, quote) in findings.chain(figures).chain(terms.map(|t| (t.start, t.end, &t.quote))) {
            let shown: String = chars[start as usize..end as usize].iter().collect();
            assert_eq!(&shown, quote, "{name} {start}..{end}");
        }
    }
}

// 2 and 3: every digit lies in exactly one figure or in a gap, whatever patterns there are.

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The digits that lie in no figure and no gap, or in more than one of them.
fn astray(a: &Audit) -> Vec<(usize, usize)> {
    let text = &a.document.text;
    let mut times = vec![0u8; text.len()];
    let pieces = a.figures.iter().flat_map(|f| a.flow.pieces(&f.at));
    for span in pieces.chain(gaps(a)) {
        times[span.range()].iter_mut().for_each(|t| *t = t.saturating_add(1));
    }
    let digits = text.char_indices().filter(|(_, c)| is_digit(*c));
    digits.map(|(i, _)| (i, usize::from(times[i]))).filter(|(_, n)| *n != 1).collect()
}

/// What the flow leaves out, each stretch once: it lists the gaps of the document that it met itself.
fn gaps(a: &Audit) -> Vec<Span> {
    let mut all: Vec<Span> = a.document.gaps.iter().chain(&a.flow.elided).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn no_digit_is_astray(name: &str, a: &Audit) {
    let around = |i: usize| a.document.text[i..].chars().take(12).collect::<String>();
    let lost: Vec<_> = astray(a).into_iter().map(|(i, n)| (i, n, around(i))).collect();
    assert!(lost.is_empty(), "{name}: {lost:?}");
}

#[test]
fn every_digit_lies_in_one_figure_or_gap() {
    for (name, bytes) in reports() {
        no_digit_is_astray(&name, &audit(&name, &bytes));
    }
}

/// Patterns give a kind and never remove.
#[test]
fn without_patterns_no_digit_is_lost() {
    let bare = Scheme { stretches: Stretches::default(), ..SCHEME.clone() };
    for (name, bytes) in reports() {
        for (what, scheme) in [("no stretches", &bare), ("nothing", &Scheme::default())] {
            no_digit_is_astray(&format!("{name} with {what}"), &gouji::audit(&name, &bytes, scheme).unwrap());
        }
    }
}

// 5: after reading nothing fails, and what is printed of it does not either.

/// Pieces of reports and of nothing, joined at random.
const WORDS: &str = "预算数 执行数 支出 执行率 其中： 分别为 占 比上年 增长 下降 合计 得分 满分 共 万元 亿元 元 % ％ \
    个百分点 分 个 人 户 倍 亩 约 余 以上 不超过 近 0 1 12 87.46 9350.64 1,234.5 １２．５ 7,00.0,77 01 三 十二 两百余 \
    三分之一 2023年 12月31日 〔2024〕32号 第3批 - － — ～ / . ， 。 ； 、 ： （ ） ( ) “ ” 《 》 一、 （二） 3. ① \
    | # ** ` [ ]( * <br> &nbsp; [^1] 𠮷 é 全年预算数 全年执行数(B) 分值 权重 得分 一级指标 三级指标 年度指标值 实际完成值 年度资金总额 \
    总分 小计 产出指标（50分） ≥95% 202010100.00%10 10093.69%9.37 1010";
const BLANKS: &[&str] = &[
    " ",
    "\u{3000}",
    "\t",
    "\n",
    "\r\n",
    "\n\n",
    "\u{2028}",
    "\n|---|---|\n",
    "\n# ",
    "\n- ",
    "\u{0}",
    "\u{feff}",
];

fn anything() -> impl Strategy<Value = String> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let piece = prop_oneof![
        12 => prop::sample::select(words).prop_map(str::to_owned),
        2 => prop::sample::select(BLANKS).prop_map(str::to_owned),
        2 => "[0-9]{1,40}",
        1 => "\\PC{1,8}",
    ];
    prop::collection::vec(piece, 1..120).prop_map(|p| p.concat())
}

/// Reads, judges and prints a text in every way, and holds the audit to its promises.
fn holds_up(name: &str, text: &str) {
    let Ok(a) = gouji::audit(name, text.as_bytes(), &SCHEME) else { return };
    quotes_the_source(name, &a);
    no_digit_is_astray(name, &a);
    let source = Source { path: name.to_owned(), sha256: None };
    let doc = emit::check(&source, Ok(&a));
    let mut out = Vec::new();
    emit::text::document(&mut out, &doc, &a, &emit::text::Options { show_held: true, ..Default::default() })
        .unwrap();
    emit::json::check(&mut out, &[doc]).unwrap();
    emit::json::extract(&mut out, &[emit::extract(&source, Ok(&a))]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn no_text_breaks_it(text in anything()) {
        holds_up("a.txt", &text);
    }

    #[test]
    fn no_markdown_breaks_it(text in anything()) {
        holds_up("a.md", &text);
    }
}

// 6: the same bytes give the same output; ten times the text takes about ten times the work.

fn json(name: &str, bytes: &[u8]) -> Vec<u8> {
    let a = audit(name, bytes);
    let source = Source { path: name.to_owned(), sha256: None };
    let mut out = Vec::new();
    emit::json::check(&mut out, &[emit::check(&source, Ok(&a))]).unwrap();
    emit::json::extract(&mut out, &[emit::extract(&source, Ok(&a))]).unwrap();
    out
}

#[test]
fn same_bytes_same_output() {
    for (name, bytes) in reports() {
        let first = json(&name, &bytes);
        let others: Vec<_> = std::thread::scope(|s| {
            let run = || json(&name, &bytes);
            let threads: Vec<_> = (0..2).map(|_| s.spawn(run)).collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert!(others.iter().all(|o| *o == first), "{name} differs from run to run");
    }
}

#[test]
fn everything_stands_in_the_order_of_the_text() {
    for (name, bytes) in reports() {
        let a = audit(&name, &bytes);
        assert!(a.figures.windows(2).all(|w| w[0].span < w[1].span), "{name}: figures");
        assert!(a.ledger.findings.windows(2).all(|w| w[0].span <= w[1].span), "{name}: findings");
    }
}

/// How much there is to do for a text: figures, mentions, candidates of claims, checks, findings.
fn work(text: &str) -> [usize; 5] {
    let start = Instant::now();
    let a = audit("a.txt", text.as_bytes());
    println!("{} KB in {:?}", text.len() / 1024, start.elapsed());
    let claims = gouji::rules::run(&a.facts, &SCHEME).claims;
    let roles = claims.iter().flat_map(|c| c.operands.iter().chain([&c.result]));
    let candidates = roles.map(|r| r.candidates.len()).sum();
    let ledger = &a.ledger;
    [a.figures.len(), a.facts.mentions.len(), candidates, ledger.checks.len(), ledger.findings.len()]
}

/// Ten times the text: about ten times the work, some more for figures that happen to fit. The clock is only printed.
fn is_linear(what: &str, text: impl Fn(usize) -> String) {
    let (small, large) = (work(&text(1)), work(&text(10)));
    println!("{what}: {small:?} became {large:?}");
    for (s, l) in small.iter().zip(large) {
        assert!(l <= s * 14 + 12, "{what}: {small:?} became {large:?}");
    }
}

/// `n` projects, each with figures of its own.
fn varied(n: usize, end: &str) -> String {
    let one = |i: usize| {
        let (a, b) = (1000 + i * 37 % 9000, 200 + i * 53 % 700);
        let rate = b * 10000 / a;
        format!(
            "第{i}个项目全年预算数{a}.25万元，其中：中央{b}.50万元，市级{}.75万元；执行数{b}.50万元，\
             执行率{}.{:02}%，惠及群众{}人，比上年增长{}.5%，得{}分。{end}",
            a - b - 1,
            rate / 100,
            rate % 100,
            i * 7 + 3,
            i % 30,
            i % 10,
        )
    };
    (1..=n).map(one).collect()
}

#[test]
fn linear_in_paragraphs() {
    let sections = |n: usize| {
        let section = |i: usize| format!("（{i}）项目情况\n{}", varied(8, "\n"));
        format!("街道2023年度自评报告\n{}", (1..=n).map(section).collect::<String>())
    };
    is_linear("sections", |k| sections(k * 4));
    is_linear("one section", |k| format!("一、情况\n{}", varied(k * 30, "\n")));
}

#[test]
fn linear_in_one_paragraph() {
    assert!(varied(1200, "").len() > 200_000);
    is_linear("one paragraph", |k| format!("一、情况\n{}", varied(k * 120, "")));
    is_linear("digits", |k| format!("共{}个。", "1".repeat(k * 2000)));
}

#[test]
fn linear_in_one_clause() {
    is_linear("one clause", |k| format!("共{}。", "12个、".repeat(k * 400)));
    is_linear("deductions", |k| format!("满分100分，{}得分3.5分。", "甲扣1分，".repeat(k * 400)));
}

#[test]
fn linear_in_passages() {
    let line =
        |i: usize| format!("计划铺设{}公里。实际铺设{}公里，完成计划的90%。\n", 24 + i % 7, 21 + i % 5);
    is_linear("passages", |k| (0..k * 200).map(line).collect());
}

#[test]
fn linear_in_what_points_back() {
    let line = |i: usize| format!("核查上述{}个行政村，与年初目标一致。\n", 11 + i % 80);
    is_linear("pointing back", |k| (0..k * 400).map(line).collect());
}

#[test]
fn a_date_keeps_no_more_of_a_long_sentence_than_stands_around_it() {
    const AROUND: usize = 8000;
    let text = "2023年3月1日至2023年3月4日历时3天，".repeat(800);
    let facts = audit("a.txt", text.as_bytes()).facts;
    assert!(facts.moments.len() >= 1600 && text.len() > AROUND * 4);
    let kept: usize = facts.moments.iter().map(|m| m.text.len() + m.before.len() + m.after.len()).sum();
    assert!(kept <= facts.moments.len() * AROUND, "{kept} bytes of {}", text.len());
}

#[test]
fn linear_in_reports() {
    for (name, bytes) in reports().into_iter().filter(|(n, _)| n.ends_with(".txt")) {
        let report = audit(&name, &bytes).document.text;
        // One copy has nothing before it to agree with, so it stands for less than a tenth of ten.
        is_linear(&name, |k| report.repeat(k * 8));
    }
}

// 8, 9, 10: what is absent.

fn sources(dir: &Path, out: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else {
            let name = path.strip_prefix(root("src")).unwrap().to_string_lossy().replace('\\', "/");
            out.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

fn all_sources() -> Vec<(String, String)> {
    let mut all = Vec::new();
    sources(&root("src"), &mut all);
    all
}

/// Sinks have their own structs, `pattern` reads files; nothing else knows serde.
#[test]
fn core_types_are_not_serialized() {
    for (file, text) in all_sources() {
        let may = ["emit/", "dataset/", "compare/", "cli/", "pattern"].iter().any(|m| file.starts_with(m));
        assert!(may || !text.contains("serde"), "{file} names serde");
        assert!(!file.starts_with("pattern") || !text.contains("Serialize"), "{file} writes");
    }
}

#[test]
fn each_report_of_the_corpus_has_its_truth() {
    let truths = files(&root("corpus"), &["toml"]);
    let told: Vec<String> = truths
        .iter()
        .map(|p| {
            let table: toml::Table = toml::from_str(&std::fs::read_to_string(p).unwrap()).unwrap();
            let file = table["file"].as_str().unwrap().to_owned();
            let stem = Path::new(&file).file_stem().unwrap().to_string_lossy().into_owned();
            assert!(p.ends_with(format!("{stem}.truth.toml")), "{p:?} is the truth of {file}");
            file
        })
        .collect();
    let reports = files(&root("corpus"), FORMS);
    let names: Vec<String> =
        reports.iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(names, told);
}

/// Reports are unpublished papers: nothing leaves the machine.
#[test]
fn nothing_can_reach_a_network() {
    const CLIENTS: &[&str] = &[
        "attohttpc",
        "curl",
        "h2",
        "hyper",
        "isahc",
        "minreq",
        "native-tls",
        "openssl",
        "quinn",
        "reqwest",
        "rustls",
        "socket2",
        "surf",
        "tungstenite",
        "ureq",
    ];
    let lock = std::fs::read_to_string(root("Cargo.lock")).unwrap();
    for name in CLIENTS {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} is a dependency");
    }
    for (file, text) in all_sources() {
        for word in ["std::net", "TcpStream", "UdpSocket", "process::Command"] {
            let code = text.split("#[cfg(test)]").next().unwrap_or("");
            // A LibreOffice of this machine, and only when it is asked for.
            let may = file == "cli/convert.rs" && word == "process::Command";
            assert!(may || file.ends_with("tests.rs") || !code.contains(word), "{file} names {word}");
        }
    }
}
