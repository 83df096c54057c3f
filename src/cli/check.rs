//! `gouji check`: documents are read, judged and rendered on several threads; one thread writes, in order.

use super::args::{CheckArgs, CheckFormat, FailOn};
use super::baseline::{self, Baseline, Entry, Tally, Used};
use super::batch::{self, Run};
use super::inputs::{self, Gathered, Input, Outcome};
use super::progress::Progress;
use super::select::Selection;
use super::sink::Sink;
use super::stop::{self, STOPPED};
use super::{FAILED, complain, output, patterns};
use anyhow::{Result, bail};
use gouji::emit::model::{CheckDocument, FindingCounts};
use gouji::emit::statistics::Statistics;
use gouji::emit::table::Rows;
use gouji::emit::{self, table};
use gouji::scheme::Scheme;
use std::io::{self, Write};

pub fn run(args: &CheckArgs) -> Result<u8> {
    output::not_among(args.output.as_deref(), &args.paths)?;
    if args.format == CheckFormat::Xlsx && args.output.is_none() {
        bail!("xlsx 要写入文件：请加 -o 文件名.xlsx");
    }
    let scheme = patterns::scheme(&args.scheme)?;
    let job = Job {
        args,
        selection: Selection::new(&args.select, &args.ignore, &scheme)?,
        baseline: args.baseline.as_deref().map(Baseline::read).transpose()?,
        batch: Run::new(args.threads, stop::flag()),
        scheme,
    };
    let gathered = inputs::gather(&args.paths, args.output.as_deref());
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

struct Job<'a> {
    args: &'a CheckArgs,
    scheme: Scheme,
    selection: Selection,
    baseline: Option<Baseline>,
    batch: Run,
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
    fn write(&self, out: &mut dyn Write, gathered: &Gathered, end: &mut End) -> io::Result<()> {
        let several = gathered.inputs.len() > 1;
        let mut sink = Sink::new(self.args, &self.scheme, several)?;
        let progress = Progress::new(gathered.inputs.len(), self.args.output.is_some());
        sink.head(out)?;
        let renderer = sink.renderer();
        let work = |input: &Input| {
            batch::guard(|| self.piece(input, &renderer))
                .unwrap_or_else(|m| self.failed(input, &m, &renderer))
        };
        let done = self.batch.each(&gathered.inputs, work, |_, piece| {
            progress.one();
            if let Some(error) = &piece.document.head.error {
                progress.say(&format!("{}：{error}", piece.document.head.path));
                end.status = end.status.max(FAILED);
            }
            let found = fails(self.args.fail_on, &piece.document.counts.findings);
            end.status = end.status.max(u8::from(found));
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

    /// Reads, judges and renders one input.
    fn piece(&self, input: &Input, renderer: &emit::Renderer) -> Piece {
        let mut outcome = input.audit(&self.scheme);
        if let Ok(audit) = &mut outcome.audit {
            self.selection.apply(&mut audit.ledger);
        }
        let mut document = document(&outcome);
        let entries = match &self.args.write_baseline {
            Some(target) => baseline::entries(target, &document),
            None => Vec::new(),
        };
        let mut used = Used::default();
        if let (Some(baseline), Ok(audit)) = (&self.baseline, &mut outcome.audit) {
            used = baseline.apply(&mut document, audit);
        }
        self.rendered(document, outcome, renderer, used, entries)
    }

    fn rendered(
        &self,
        mut document: CheckDocument,
        outcome: Outcome,
        renderer: &emit::Renderer,
        used: Used,
        entries: Vec<Entry>,
    ) -> Piece {
        let audit = outcome.audit.as_ref().ok();
        let bytes = if self.args.statistics { Vec::new() } else { renderer.document(&document, audit) };
        let rows = (self.args.format == CheckFormat::Xlsx).then(|| table::rows(&document, audit));
        let statistics = self.args.statistics.then(|| Statistics::of(&document));
        // What was rendered need not be kept while it waits.
        document.findings = Vec::new();
        document.checks = Vec::new();
        Piece { document, bytes, rows, statistics, used, entries }
    }

    /// For an input that the program itself broke on.
    fn failed(&self, input: &Input, message: &str, renderer: &emit::Renderer) -> Piece {
        let outcome = Outcome { source: input.source(), audit: Err(message.to_owned()) };
        self.rendered(document(&outcome), outcome, renderer, Used::default(), Vec::new())
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
