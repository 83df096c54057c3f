//! How far a batch is, on a terminal that nothing else is written to.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};

pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// `filed`: the output goes to a file. A bar on the terminal that shows the output would tear it.
    pub fn new(files: usize, filed: bool) -> Self {
        let free = filed || !io::stdout().is_terminal();
        let shown = files > 1 && free && io::stderr().is_terminal();
        let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(files as u64), target);
        let style = ProgressStyle::with_template(
            "{bar:30} {pos}/{len} 份  {per_sec}  已用 {elapsed}  剩余 {eta} {msg}",
        );
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar }
    }

    pub fn one(&self) {
        self.bar.inc(1);
    }

    /// A message above the bar.
    pub fn say(&self, message: &str) {
        self.bar.suspend(|| super::complain(message));
    }

    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
