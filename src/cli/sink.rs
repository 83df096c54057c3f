//! The frame around the documents of `gouji check`: what stands before, between and after them in each format.

use super::args::{CheckArgs, CheckFormat};
use super::baseline::Entry;
use super::check::Piece;
use super::inputs::Skipped;
use super::output::Out;
use gouji::emit::model::{self, Baseline};
use gouji::emit::statistics::Statistics;
use gouji::emit::xlsx::Book;
use gouji::emit::{Renderer, csv, html, json, junit, manual, sarif, text};
use gouji::rules;
use gouji::scheme::Scheme;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

pub struct Sink<'a> {
    args: &'a CheckArgs,
    scheme: &'a Scheme,
    several: bool,
    totals: text::Totals,
    statistics: Statistics,
    report: json::Report,
    sarif: sarif::Run,
    book: Option<Book>,
}

impl<'a> Sink<'a> {
    pub fn new(args: &'a CheckArgs, scheme: &'a Scheme, several: bool) -> io::Result<Self> {
        Ok(Self {
            args,
            scheme,
            several,
            totals: text::Totals::default(),
            statistics: Statistics::default(),
            report: json::Report::default(),
            sarif: sarif::Run::new(scheme),
            book: if args.format == CheckFormat::Xlsx { Some(Book::new()?) } else { None },
        })
    }

    pub fn renderer(&self) -> Renderer {
        match self.args.format {
            CheckFormat::Text => Renderer::Text(text::Options {
                show_held: self.args.show_held,
                color: self.args.output.is_none() && terminal(),
                header: self.several,
            }),
            CheckFormat::Json => Renderer::Json,
            CheckFormat::Jsonl => Renderer::Jsonl,
            CheckFormat::Sarif => Renderer::Sarif(sarif::Run::new(self.scheme)),
            CheckFormat::Html => Renderer::Html,
            CheckFormat::Csv => Renderer::Csv,
            CheckFormat::Github => Renderer::Github,
            CheckFormat::Junit => Renderer::Junit,
            CheckFormat::Xlsx => Renderer::None,
        }
    }

    pub fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        match self.args.format {
            _ if self.args.statistics || self.args.diff => Ok(()),
            CheckFormat::Json => self.report.head(out, model::CHECK),
            CheckFormat::Sarif => self.sarif.head(out, self.scheme),
            CheckFormat::Html => html::head(out),
            CheckFormat::Csv => csv::head(out),
            CheckFormat::Junit => junit::head(out),
            _ => Ok(()),
        }
    }

    /// Gives back the entries for a baseline.
    pub fn add(&mut self, out: &mut dyn Write, piece: Piece) -> io::Result<Vec<Entry>> {
        let doc = &piece.document;
        match &doc.head.error {
            Some(error) => self.unread(&doc.head.path, error),
            None => self.totals.add(&doc.counts),
        }
        if let Some(statistics) = piece.statistics {
            self.statistics.add(statistics);
            return Ok(piece.entries);
        }
        match (self.args.format, &mut self.book, &piece.rows) {
            _ if self.args.diff => out.write_all(&piece.bytes)?,
            (CheckFormat::Json, ..) => self.report.add(out, &piece.bytes)?,
            (CheckFormat::Sarif, ..) => self.sarif.add(out, doc, &piece.bytes)?,
            (_, Some(book), Some(rows)) => {
                book.add(rows, link(&doc.head.path, self.args.output.as_deref()).as_deref())?
            }
            _ => out.write_all(&piece.bytes)?,
        }
        Ok(piece.entries)
    }

    fn unread(&mut self, path: &str, error: &str) {
        self.totals.unread += 1;
        if self.args.output.is_some() {
            self.totals.named.push(format!("{path}：{error}"));
        }
    }

    pub fn tail(mut self, out: &mut Out, skipped: Skipped, baseline: Option<&Baseline>) -> io::Result<()> {
        self.totals.skipped = skipped.told();
        match self.args.format {
            _ if self.args.diff => Ok(()),
            _ if self.args.statistics => {
                let scheme = self.scheme;
                self.statistics.write(out, |id| title(id, scheme))?;
                writeln!(out)?;
                self.totals.write(out)
            }
            CheckFormat::Text if self.several => self.totals.write(out),
            CheckFormat::Json => self.report.tail(out, &more(skipped, baseline)?),
            CheckFormat::Sarif => self.sarif.tail(out),
            CheckFormat::Html => html::tail(out, &self.totals.counts, &self.remarks()),
            CheckFormat::Junit => junit::tail(out),
            CheckFormat::Xlsx => {
                let remarks = self.remarks();
                self.book.map_or(Ok(()), |book| book.finish(&remarks, out))
            }
            _ => Ok(()),
        }
    }

    fn remarks(&self) -> Vec<String> {
        let t = &self.totals;
        let failed = if t.unread > 0 { format!("，{} 份未能读取", t.unread) } else { String::new() };
        let mut all = vec![format!("共 {} 份{failed}", t.read + t.unread)];
        all.extend(t.skipped.clone());
        all
    }
}

fn title(id: &str, scheme: &Scheme) -> String {
    let formula = || scheme.formulas.iter().find(|f| f.id == id).map(|f| format!("{}与公式不符", f.title()));
    rules::find(id).map(|r| r.title.to_owned()).or_else(formula).unwrap_or_else(|| manual::FORMULA.to_owned())
}

fn more(skipped: Skipped, baseline: Option<&Baseline>) -> io::Result<Vec<(&'static str, String)>> {
    let mut more = Vec::new();
    if skipped != Skipped::default() {
        let counts = model::Skipped { hidden: skipped.hidden, other: skipped.other, again: skipped.again };
        more.push(("skipped", serde_json::to_string_pretty(&counts)?));
    }
    if let Some(baseline) = baseline {
        more.push(("baseline", serde_json::to_string_pretty(baseline)?));
    }
    Ok(more)
}

/// Where a spreadsheet finds the file: from its own folder where the file lies below it.
fn link(path: &str, output: Option<&Path>) -> Option<String> {
    let full = Path::new(path).canonicalize().ok()?;
    let dir = output?.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let below = dir.canonicalize().ok().and_then(|d| full.strip_prefix(d).ok().map(Path::to_owned));
    Some(format!("file:///{}", below.unwrap_or(full).display()))
}

fn terminal() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
}
