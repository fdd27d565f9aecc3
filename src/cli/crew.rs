//! Threads that ride many races, an interrupt that stops them without losing finished races, and a progress bar.

use std::fmt;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use clap::Args;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::{Failure, out};
use crate::tui;

/// The narrowest terminal, in columns, that has room for the long progress bar.
const WIDE: u16 = 90;

/// How many threads.
#[derive(Debug, Clone, Copy, Args)]
pub struct Threads {
    /// Threads to ride them on [default: one for each core]
    #[arg(long, value_name = "T", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// A pool of threads that an interrupt stops.
pub struct Crew {
    pool: rayon::ThreadPool,
    interrupted: Arc<AtomicUsize>,
}

impl Threads {
    /// Starts the threads. From here on the first interrupt stops them instead of ending the program.
    pub fn crew(self) -> Result<Crew, Failure> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads.map_or(0, usize::from)).build();
        let pool = pool.map_err(|e| Failure::Io("starting threads", io::Error::other(e)))?;
        Ok(Crew { pool, interrupted: out::hear_interrupts() })
    }
}

impl Crew {
    /// Runs `work` on the threads.
    pub fn work<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.pool.install(work)
    }

    /// Whether an interrupt says to begin no more races.
    pub fn is_stopped(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed) > 0
    }

    /// The result of the command. After an interrupt, `partial` says what is missing, if anything; it is printed, and the
    /// program ends with the code of the signal.
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

/// A progress bar with the number of races ridden and the time left; shown only on a terminal.
pub fn bar(all: u64, done: u64) -> ProgressBar {
    let bar = ProgressBar::new(all).with_position(done);
    let (shapes, dot) = if out::wants_ascii() { ("#- ", "-") } else { ("█▌ ", "·") };
    let style = match tui::size() {
        Some((columns, _)) if columns < WIDE => format!("{{pos}} of {{len}} {dot} {{eta}} left"),
        _ => format!("{{bar:30}} {{pos}} of {{len}} races {dot} {{rate}} a second {dot} {{eta}} left"),
    };
    let style = ProgressStyle::with_template(&style).expect("a template").progress_chars(shapes);
    let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
        // If this cannot be written, nobody reads it.
        let _ = write!(out, "{:.0}", state.per_sec());
    };
    bar.set_style(style.with_key("rate", rate));
    bar.reset_eta();
    bar
}

/// Hides `bar` if standard output is a terminal: the races are printed there, and the bar would write between them.
pub fn hidden_on_a_terminal(bar: ProgressBar) -> ProgressBar {
    if io::stdout().is_terminal() { ProgressBar::hidden() } else { bar }
}
