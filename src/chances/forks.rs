//! Forks of one race: given a moment and fork numbers, counts who wins.

use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::ForkTally;
use crate::player::{GoOn, Past, Replay, Still};
use crate::rng::{Purpose, Stream};
use crate::rules::{Standings, Status};
use crate::units::{Bib, Micros};

/// Rides a race on from a moment and counts who wins.
pub trait Rides: Send + Sync {
    /// Rides the race on from `at` once for each number in `forks`; `None` if told to stop. Each number stands for a seed, so
    /// the answer does not depend on other calls or their order.
    fn count(&self, at: Micros, forks: Range<u32>, go_on: GoOn) -> Option<ForkTally>;
}

/// The forks of a race. Its past is ridden at the first call.
#[derive(Debug)]
pub struct Forks {
    replay: Replay,
    starters: Vec<Bib>,
    past: OnceLock<Option<Past>>,
    /// The latest moment asked for, and the state of the race then.
    still: Mutex<Option<(Micros, Still)>>,
}

impl Forks {
    /// The forks of `replay`.
    #[must_use]
    pub fn of(replay: Replay) -> Self {
        let starters = replay.scenario().riders.iter().map(|r| r.bib).collect();
        Self { replay, starters, past: OnceLock::new(), still: Mutex::new(None) }
    }

    /// The state of the race at `at`.
    fn still(&self, past: &Past, at: Micros, go_on: GoOn) -> Option<Still> {
        let kept = || self.still.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, still)) = kept().as_ref().filter(|(when, _)| *when == at) {
            return Some(still.clone());
        }
        let still = past.at(at, go_on)?;
        *kept() = Some((at, still.clone()));
        Some(still)
    }

    /// The winner's place in the start list; `None` if the race has none.
    fn winner(&self, standings: &Standings) -> Option<usize> {
        let first = standings.rows.iter().filter(|row| row.rank == Some(1) && row.status == Status::Finished);
        let bib = first.filter(|_| standings.is_final).map(|row| row.bib).min()?;
        self.starters.iter().position(|starter| *starter == bib)
    }
}

impl Rides for Forks {
    fn count(&self, at: Micros, forks: Range<u32>, go_on: GoOn) -> Option<ForkTally> {
        let past = self.past.get_or_init(|| Past::of(&self.replay, go_on)).as_ref()?;
        let still = self.still(past, at, go_on)?;
        let mut tally = ForkTally::new(self.starters.len());
        let standings = still.standings();
        if standings.is_final {
            forks.for_each(|fork| tally.add(fork, self.winner(&standings)));
            tally.decide();
            return Some(tally);
        }
        for (fork, luck) in forks.clone().zip(lucks(&self.replay).skip(forks.start as usize)) {
            tally.add(fork, self.winner(&past.ride(&still, luck, go_on)?));
        }
        Some(tally)
    }
}

/// The seeds of forks 0, 1, 2 …, drawn from the run's seed, leaving out those that the race itself used.
fn lucks(replay: &Replay) -> impl Iterator<Item = u64> {
    let own = [replay.seed(), replay.run().luck()];
    let mut stream = Stream::of_race(replay.run().luck(), Purpose::Chances);
    std::iter::repeat_with(move || stream.bits()).filter(move |luck| !own.contains(luck))
}
