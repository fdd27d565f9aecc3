//! The races of a sweep as charts need them, whichever file they were read from, and the words that all charts of a sweep
//! share. Knows nothing of drawing.

use crate::report::rows::Starter;
use crate::report::rows::plain::PlainSweep;
use crate::report::sweep::Header;
use crate::report::words::count;
use crate::sweep::{Sweep, SweepTally};

/// The races of a sweep.
#[derive(Debug, Clone)]
pub struct Swept {
    pub tally: SweepTally,
    /// In start-list order.
    pub riders: Vec<Starter>,
    /// Title of the race, how it begins, and how many were simulated.
    pub(super) what: String,
    /// Where the numbers come from.
    pub(super) source: String,
}

/// What every source says first.
const SIMULATED: &str = "Simulated: the riders decided, by the seed; no source says any of it.";

impl Swept {
    /// The races that were kept under `header`, with the command that shows any one of them.
    #[must_use]
    pub fn kept(header: &Header, sweep: &Sweep) -> Self {
        let (run, tally) = (header.run(), sweep.tally().clone());
        let first = sweep.plan().seeds().start;
        let last = sweep.next_seed().saturating_sub(1).max(first);
        let partial = if sweep.is_done() { "" } else { " (partial)" };
        Self {
            what: what(&run.title, &run.begins(), &tally) + partial,
            source: format!(
                "{SIMULATED} Rules of {}. Any of these races: {}, N from {first} to {last}",
                run.edition, run.watch
            ),
            tally,
            riders: header.riders.clone(),
        }
    }

    /// The races of plain CSV.
    #[must_use]
    pub fn plain(sweep: PlainSweep) -> Self {
        let PlainSweep { tally, riders, scenario, rules, begins } = sweep;
        Self {
            what: what(&scenario, &begins, &tally),
            source: format!(
                "{SIMULATED} Rules of {rules}. Read from plain CSV, which does not show whether it was changed"
            ),
            tally,
            riders,
        }
    }
}

fn what(title: &str, begins: &str, tally: &SweepTally) -> String {
    let number = u32::try_from(tally.races()).unwrap_or(u32::MAX);
    format!("{title}, {begins}: {} simulated", count(number, "race"))
}

pub(super) fn per_cent(x: f64) -> String {
    format!("{x:.1} %")
}
