//! `gouji check`: documents are read, judged and rendered on several threads; one thread writes, in order.

use super::args::{CheckArgs, CheckFormat, FailOn};
use super::baseline::{self, Baseline, Entry, Tally, Used};
use super::batch::{self, Run};
use super::config::Configs;
use super::inputs::{self, Gathered, Input, Outcome};
use super::output::{self, Out};
use super::progress::Progress;
use super::sink::Sink;
use super::stop::{self, STOPPED};
use super::{FAILED, complain};
use anyhow::{Result, bail};
use gouji::Audit;
use gouji::document::Format;
use gouji::emit::model::{CheckDocument, FindingCounts};
use gouji::emit::statistics::Statistics;
use gouji::emit::table::Rows;
use gouji::emit::{self, diff, review, table};
use gouji::source::amend::{self, Change};
use std::io;
use std::path::Path;

pub fn run(args: &CheckArgs) -> Result<u8> {
    refuse(args)?;
    let gathered = inputs::gather(&args.paths, args.output.as_deref(), args.convert.convert);
    if args.fix && gathered.inputs.iter().any(|i| matches!(i, Input::Stdin)) {
        bail!("标准输入不能改写：请给出文件，或用 --diff 看会怎样改");
    }
    let job = Job {
        args,
        configs: Configs::new(&args.scheme, &args.rules, &gathered.inputs)?,
        baseline: args.baseline.as_deref().map(Baseline::read).transpose()?,
        batch: Run::new(args.batch.threads, stop::flag()),
    };
    let mut end = End::default();
    let written = output::to(args.output.as_deref(), |out| job.write(out, &gathered, &mut end));
    match written {
        Err(error) if job.batch.stopped() => {
            complain(&format!("{error:#}"));
            Ok(STOPPED)
        }
        written => written.and_then(|()| job.close(end)),
    }
}

/// Options that do not go together.
fn refuse(args: &CheckArgs) -> Result<()> {
    output::not_among(args.output.as_deref(), &args.paths)?;
    if args.format == CheckFormat::Xlsx && args.output.is_none() {
        bail!("xlsx 要写入文件：请加 -o 文件名.xlsx");
    }
    if args.unsafe_fixes && !(args.fix || args.diff) {
        bail!("--unsafe-fixes 要与 --fix 或 --diff 同用");
    }
    if (args.statistics || args.diff) && args.format != CheckFormat::Text {
        bail!("--statistics、--diff 只输出文字：请去掉 --format");
    }
    Ok(())
}

struct Job<'a> {
    args: &'a CheckArgs,
    configs: Configs,
    baseline: Option<Baseline>,
    batch: Run,
}

/// A document that was judged.
struct Seen {
    outcome: Outcome,
    document: CheckDocument,
    entries: Vec<Entry>,
    used: Used,
}

/// What is left of a document when it has been rendered.
pub struct Piece {
    pub document: CheckDocument,
    /// Its part of the output.
    pub bytes: Vec<u8>,
    pub rows: Option<Rows>,
    pub statistics: Option<Statistics>,
    pub entries: Vec<Entry>,
    used: Used,
    /// How many places of the file were corrected, or why none.
    fixed: Option<Result<usize>>,
}

/// What is known when all documents are done.
#[derive(Default)]
struct End {
    status: u8,
    entries: Vec<Entry>,
    tally: Tally,
    stopped: bool,
}

impl Job<'_> {
    fn write(&self, out: &mut Out, gathered: &Gathered, end: &mut End) -> io::Result<()> {
        let several = gathered.inputs.len() > 1;
        let mut sink = Sink::new(self.args, self.configs.scheme(), several)?;
        let progress = Progress::new(gathered.inputs.len(), self.args.output.is_some());
        sink.head(out)?;
        let renderer = sink.renderer();
        let work = |input: &Input| {
            batch::guard(|| self.piece(input, &renderer))
                .unwrap_or_else(|m| self.failed(input, &m, &renderer))
        };
        let done = self.batch.each(&gathered.inputs, work, |_, piece| {
            progress.one();
            end.status = end.status.max(self.status(&piece, &progress));
            end.tally.add(&piece.used);
            sink.add(out, piece).map(|entries| end.entries.extend(entries))
        });
        progress.end();
        done?;
        end.stopped = self.batch.stopped();
        if end.stopped && self.args.output.is_some() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let known = self.baseline.as_ref().map(|b| b.report(&end.tally));
        sink.tail(out, gathered.skipped, known.as_ref())
    }

    /// The exit status by this document; what is said of it on the way is said.
    fn status(&self, piece: &Piece, progress: &Progress) -> u8 {
        let head = &piece.document.head;
        let mut status = u8::from(fails(self.args.fail_on, &piece.document.counts.findings));
        let mut failed = |message: String| {
            progress.say(&format!("{}：{message}", head.path));
            status = FAILED;
        };
        if let Some(error) = &head.error {
            failed(error.clone());
        }
        match &piece.fixed {
            Some(Err(error)) => failed(format!("{error:#}")),
            Some(Ok(n)) => progress.say(&format!("{}：已改 {n} 处", head.path)),
            None => {}
        }
        status
    }

    /// Reads, judges and renders one input.
    fn piece(&self, input: &Input, renderer: &emit::Renderer) -> Piece {
        let mut seen = self.seen(input);
        let fixed = if self.args.fix { self.fix(input, &seen.outcome) } else { None };
        if let Some(Ok(_)) = fixed {
            seen = self.seen(input);
        }
        let piece = self.rendered(seen.document, seen.outcome, renderer);
        Piece { fixed, used: seen.used, entries: seen.entries, ..piece }
    }

    /// Reads and judges one input; what the baseline excuses is left out, and is not corrected either.
    fn seen(&self, input: &Input) -> Seen {
        let mut outcome = self.configs.audit(input, self.args.convert.convert);
        let mut document = document(&outcome);
        let entries = match &self.args.write_baseline {
            Some(target) => baseline::entries(target, &document),
            None => Vec::new(),
        };
        let mut used = Used::default();
        if let (Some(baseline), Ok(audit)) = (&self.baseline, &mut outcome.audit) {
            used = baseline.apply(&mut document, audit);
        }
        Seen { outcome, document, entries, used }
    }

    fn rendered(&self, mut document: CheckDocument, outcome: Outcome, renderer: &emit::Renderer) -> Piece {
        let audit = outcome.audit.as_ref().ok();
        let bytes = match audit {
            Some(audit) if self.args.diff => self.diff(&document, audit),
            _ if self.args.diff || self.args.statistics => Vec::new(),
            audit => renderer.document(&document, audit),
        };
        let rows = (self.args.format == CheckFormat::Xlsx).then(|| table::rows(&document, audit));
        let statistics = self.args.statistics.then(|| Statistics::of(&document));
        // What was rendered need not be kept while it waits.
        document.findings = Vec::new();
        document.checks = Vec::new();
        let used = Used::default();
        Piece { document, bytes, rows, statistics, used, entries: Vec::new(), fixed: None }
    }

    /// What would be corrected.
    fn diff(&self, document: &CheckDocument, audit: &Audit) -> Vec<u8> {
        let mut bytes = Vec::new();
        let changes = review::changes(audit, self.args.unsafe_fixes);
        // A vector takes whatever is written to it.
        let _ = diff::diff(&mut bytes, &document.head.path, audit, &changes);
        bytes
    }

    /// Corrects a text file, where there is something to correct.
    fn fix(&self, input: &Input, outcome: &Outcome) -> Option<Result<usize>> {
        let (path, audit) = (input.file()?, outcome.audit.as_ref().ok()?);
        let changes = review::changes(audit, self.args.unsafe_fixes);
        let fixed = || fixed(path, outcome, audit, &changes).map(|()| changes.len());
        (!changes.is_empty()).then(fixed)
    }

    /// For an input that the program itself broke on.
    fn failed(&self, input: &Input, message: &str, renderer: &emit::Renderer) -> Piece {
        let outcome = Outcome::failed(input.source(), message.to_owned());
        self.rendered(document(&outcome), outcome, renderer)
    }

    fn close(&self, end: End) -> Result<u8> {
        if end.stopped {
            complain("已中断：上面是中断前已经核对的部分");
            return Ok(STOPPED);
        }
        if let Some(baseline) = &self.baseline {
            let report = baseline.report(&end.tally);
            for s in &report.stale {
                complain(&format!("基线：{} 的 {}“{}”已不再出现，可以删去这一条", s.file, s.rule, s.quote));
            }
            if report.without_reason > 0 {
                complain(&format!("基线：有 {} 条没有写理由（reason）", report.without_reason));
            }
        }
        let Some(target) = &self.args.write_baseline else { return Ok(end.status) };
        let written = baseline::write(target, end.entries)?;
        complain(&format!("基线：写入 {} 条到 {}，请在 reason 里写明理由", written, target.display()));
        // What was found is known now; what could not be read is not.
        Ok(if end.status == FAILED { FAILED } else { 0 })
    }
}

/// Writes the corrected file over the old one.
fn fixed(path: &Path, outcome: &Outcome, audit: &Audit, changes: &[Change]) -> Result<()> {
    match audit.document.format {
        Some(Format::Text | Format::Markdown) => {}
        Some(Format::Docx) => bail!("不直接改 Word 文件：请用 gouji annotate --fix 写成修订"),
        _ => bail!("不能改这种文件：请按提示手工改正"),
    }
    let bytes = amend::plain(&outcome.bytes, &audit.document, changes)?;
    output::to(Some(path), |out| out.write_all(&bytes))
}

fn document(outcome: &Outcome) -> CheckDocument {
    emit::check(&outcome.source, outcome.audit.as_ref().map_err(String::as_str))
}

fn fails(fail_on: FailOn, found: &FindingCounts) -> bool {
    match fail_on {
        FailOn::Never => false,
        FailOn::Error => found.error > 0,
        FailOn::Warning => found.error + found.warning > 0,
        FailOn::Note => found.error + found.warning + found.note > 0,
    }
}
