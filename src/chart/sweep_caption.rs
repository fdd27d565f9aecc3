//! Words that all charts of a sweep share: which races, and where the numbers come from. Knows nothing of drawing.

use crate::report::sweep::Header;
use crate::report::words::count;
use crate::sweep::Sweep;

pub fn per_cent(x: f64) -> String {
    format!("{x:.1} %")
}

/// Title of the race, how it begins, and how many were simulated.
pub fn what(header: &Header, sweep: &Sweep) -> String {
    let races = sweep.tally().races();
    let partial = if sweep.is_done() { "" } else { " (partial)" };
    let number = u32::try_from(races).unwrap_or(u32::MAX);
    format!("{}, {}: {} simulated{partial}", header.run().title, header.run().begins(), count(number, "race"))
}

/// Where the numbers come from, and the command that shows any one of the races.
pub fn source(header: &Header, sweep: &Sweep) -> String {
    let first = sweep.plan().seeds().start;
    let last = sweep.next_seed().saturating_sub(1).max(first);
    format!(
        "Simulated: the riders decided, by the seed; no source says any of it. Rules of {}. Any of these races: {}, N from \
         {first} to {last}",
        header.run().edition,
        header.run().watch
    )
}
