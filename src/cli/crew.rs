//! Threads that ride many races, an interrupt that stops them without losing what is done, and a bar that shows how far they are.

use std::fmt;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::{Failure, out};
use crate::tui;

/// Columns of a terminal that has room for all that is said of how far races are.
const WIDE: u16 = 90;

/// How many threads.
#[derive(Debug, Clone, Copy, Args)]
pub struct Threads {
    /// Threads to ride them on [default: one for each core]
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// Threads, and whether they were interrupted.
pub struct Crew {
    pool: rayon::ThreadPool,
    interrupted: Arc<AtomicUsize>,
}

impl Threads {
    /// From here on the first interrupt stops the crew instead of ending the program.
    pub fn crew(self) -> Result<Crew, Failure> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads.map_or(0, usize::from)).build();
        let pool = pool.map_err(|e| Failure::Io("starting threads", io::Error::other(e)))?;
        Ok(Crew { pool, interrupted: out::hear_interrupts() })
    }
}

impl Crew {
    /// Does `work` on all threads.
    pub fn work<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.pool.install(work)
    }

    /// No other race is to be begun.
    pub fn is_stopped(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed) > 0
    }

    /// Done, unless `partial`: then says so, and ends as the signal wants it.
    pub fn end(&self, partial: Option<&str>) -> Result<(), Failure> {
        match (self.interrupted.load(Ordering::Relaxed), partial) {
            (0, _) | (_, None) => Ok(()),
            (signal, Some(partial)) => {
                out::complain(&format!("partial: {partial}\n"));
                Err(Failure::Signal(signal as i32))
            }
        }
    }
}

/// Shows how many of `all` races are ridden, and the time left, where somebody looks.
pub fn bar(all: u64, done: u64, ascii: bool) -> ProgressBar {
    let bar = ProgressBar::new(all).with_position(done);
    let (shapes, dot) = if ascii { ("#- ", "-") } else { ("█▌ ", "·") };
    let style = match tui::size() {
        Some((columns, _)) if columns < WIDE => format!("{{pos}} of {{len}} {dot} {{eta}} left"),
        _ => format!("{{bar:30}} {{pos}} of {{len}} races {dot} {{rate}} a second {dot} {{eta}} left"),
    };
    let style = ProgressStyle::with_template(&style).expect("a template").progress_chars(shapes);
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        // Where it cannot be written nobody reads it.
        let _ = write!(out, "{:.0}", state.per_sec());
    };
    bar.set_style(style.with_key("rate", rate));
    bar.reset_eta();
    bar
}

/// The races themselves go to a terminal: a bar would write between them.
pub fn hidden_on_a_terminal(bar: ProgressBar) -> ProgressBar {
    if io::stdout().is_terminal() { ProgressBar::hidden() } else { bar }
}
