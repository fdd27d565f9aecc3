//! Rides a sweep in chunks on all threads. Races are handed over in order of seed; it stops when asked, or when the
//! precision is reached.

use super::count::Count;
use super::order::in_order;
use super::{RaceOutcome, SweepPlan, SweepTally};
use crate::units::Bib;

/// Races between two checks of the precision, counted from the sweep's first race, so that where a sweep ends depends
/// neither on threads nor on interruptions.
pub const CHUNK: u64 = 200;

/// Rides the race of a seed; gives the same in every thread.
pub type SeedRide<'r> = &'r (dyn Fn(u64) -> RaceOutcome + Sync);

/// A sweep under way: of one run, or of several that share their random draws. It can be stopped and resumed after any seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep<C = SweepTally> {
    plan: SweepPlan,
    /// Seeds that every run has ridden.
    races: u64,
    counts: C,
}

impl Sweep {
    /// A sweep with no race ridden: of one run of `race_m` metres by `starters`.
    #[must_use]
    pub fn new(plan: SweepPlan, race_m: f64, starters: &[Bib]) -> Self {
        Self::of(plan, SweepTally::new(race_m, starters))
    }

    /// The figures so far.
    #[must_use]
    pub fn tally(&self) -> &SweepTally {
        &self.counts
    }
}

impl<C: Count> Sweep<C> {
    /// A sweep with no race ridden; `counts` is empty.
    #[must_use]
    pub fn of(plan: SweepPlan, counts: C) -> Self {
        Self { plan, races: 0, counts }
    }

    #[must_use]
    pub fn plan(&self) -> &SweepPlan {
        &self.plan
    }

    /// The counts so far.
    #[must_use]
    pub fn counts(&self) -> &C {
        &self.counts
    }

    /// Races of each run so far.
    #[must_use]
    pub fn races(&self) -> u64 {
        self.races
    }

    /// Races of each run that this part is to ride; with a precision, at most.
    #[must_use]
    pub fn asked(&self) -> u64 {
        let seeds = self.plan.seeds();
        seeds.end - seeds.start
    }

    /// The seed of the next race, even if the precision is reached.
    #[must_use]
    pub fn next_seed(&self) -> u64 {
        self.plan.seeds().start + self.races
    }

    /// Whether all races are ridden or the precision is reached.
    #[must_use]
    pub fn is_done(&self) -> bool {
        let precise =
            |wanted: f64| self.races.is_multiple_of(CHUNK) && self.counts.known().is_some_and(|half| half <= wanted);
        self.next_seed() >= self.plan.seeds().end || self.plan.precision.is_some_and(precise)
    }

    /// Takes the races of one seed, one per run, that were ridden before.
    ///
    /// # Panics
    /// If they are not the next ones.
    pub fn take_all(&mut self, races: &[RaceOutcome]) {
        let seed = races[0].seed;
        assert!(seed == self.next_seed() && !self.is_done(), "race {seed} is not the next");
        self.add(races);
    }

    fn add(&mut self, races: &[RaceOutcome]) {
        self.counts.count(races);
        self.races += 1;
    }

    /// Rides on until the sweep is done or `stopped`; races under way are finished. Each run has one of `rides`, which is
    /// given the seed of the first run's race. `sink` gets the races in order of seed and, for each seed, run by run; many
    /// at a time.
    ///
    /// # Errors
    /// Those of `sink`; the races it was given are then not counted.
    pub fn ride_all<E>(
        &mut self,
        rides: &[SeedRide],
        stopped: &(dyn Fn() -> bool + Sync),
        sink: &mut dyn FnMut(&[RaceOutcome]) -> Result<(), E>,
    ) -> Result<(), E> {
        let runs = rides.len() as u64;
        while !self.is_done() && !stopped() {
            let first = self.next_seed();
            // Up to the next check of the precision, but with several runs fewer seeds at a time: races that `sink` does not
            // have yet are lost when the program ends.
            let lucks = (CHUNK - self.races % CHUNK).min(CHUNK.div_ceil(runs)).min(self.plan.seeds().end - first);
            let race = |k: u64| rides[(k % runs) as usize](first + k / runs);
            let mut ridden = in_order(0..lucks * runs, &race, stopped);
            // A seed that not every run has ridden compares nothing.
            ridden.truncate(ridden.len() / rides.len() * rides.len());
            sink(&ridden)?;
            ridden.chunks(rides.len()).for_each(|races| self.add(races));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::rng::{Purpose, Stream};
    use crate::rules::Status;
    use crate::sweep::{RiderOutcome, Shard};
    use crate::units::Micros;

    /// A race of two riders that rider 1 wins three times in four.
    fn coin(seed: u64) -> RaceOutcome {
        let first = Stream::of_race(seed, Purpose::Mind).chance(0.75);
        let line = |bib: u16, won: bool| RiderOutcome {
            bib: Bib(bib),
            rank: Some(if won { 1 } else { 2 }),
            status: Status::Finished,
            sprint_points: 5,
            sprints_won: u32::from(won),
            gained: 0,
            lost: 0,
            total: 5,
            last_line: Some(if won { 1 } else { 2 }),
        };
        RaceOutcome { seed, time: Some(Micros(1)), attacks: 0, riders: vec![line(1, first), line(2, !first)] }
    }

    fn sweep(races: u64, precision: Option<f64>) -> Sweep {
        Sweep::new(SweepPlan { seed: 10, races, shard: Shard::WHOLE, precision }, 1000.0, &[Bib(1), Bib(2)])
    }

    /// Rides with `threads` until `stop` races are begun; returns the seeds that came out.
    fn ride(sweep: &mut Sweep, threads: usize, stop: u64) -> Vec<u64> {
        let begun = AtomicU64::new(0);
        let mut seeds = Vec::new();
        let ride = |seed| {
            begun.fetch_add(1, Ordering::SeqCst);
            coin(seed)
        };
        let mut sink = |outcomes: &[RaceOutcome]| {
            seeds.extend(outcomes.iter().map(|o| o.seed));
            Ok::<(), Infallible>(())
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let stopped = || begun.load(Ordering::SeqCst) >= stop;
        let Ok(()) = pool.install(|| sweep.ride_all(&[&ride], &stopped, &mut sink));
        seeds
    }

    #[test]
    fn any_number_of_threads_gives_the_same_races_in_order() {
        let run = |threads| {
            let mut sweep = sweep(450, None);
            assert_eq!(ride(&mut sweep, threads, u64::MAX), (10..460).collect::<Vec<_>>());
            sweep
        };
        assert!([2, 3, 8].iter().all(|&threads| run(threads) == run(1)));
    }

    #[test]
    fn a_sweep_that_is_stopped_has_no_gaps_and_ends_the_same_when_resumed() {
        let mut whole = sweep(450, None);
        ride(&mut whole, 2, u64::MAX);
        for stop in [0, 1, 57, 199, 200, 201, 440] {
            let mut stopped = sweep(450, None);
            let seeds = ride(&mut stopped, 3, stop);
            assert_eq!(seeds, (10..10 + seeds.len() as u64).collect::<Vec<_>>());
            assert!(seeds.len() as u64 >= stop && (seeds.len() as u64) < stop + 4 && !stopped.is_done());
            let mut resumed = sweep(450, None);
            seeds.iter().for_each(|seed| resumed.take_all(&[coin(*seed)]));
            ride(&mut resumed, 2, u64::MAX);
            assert_eq!(resumed, whole);
        }
    }

    #[test]
    fn the_precision_is_checked_only_at_the_end_of_a_chunk() {
        // ± 4 % at 75 % takes 1.96² × 0.75 × 0.25 / 0.04² = 450 races.
        let run = |threads, stop| {
            let mut sweep = sweep(100_000, Some(0.04));
            ride(&mut sweep, threads, stop);
            ride(&mut sweep, threads, u64::MAX);
            sweep.tally().races()
        };
        let races = run(1, u64::MAX);
        assert!(races.is_multiple_of(CHUNK) && (400..=600).contains(&races), "{races}");
        assert!([1, 99, 200, 333].iter().all(|&stop| run(3, stop) == races));
    }

    /// Counts the seeds of two runs; the second's are 1000 higher.
    #[derive(Debug, Clone, PartialEq, Default)]
    struct Pairs(Vec<u64>);

    impl Count for Pairs {
        fn count(&mut self, races: &[RaceOutcome]) {
            assert_eq!(races.len(), 2);
            assert_eq!(races[0].seed + 1000, races[1].seed, "the same luck");
            self.0.push(races[0].seed);
        }
    }

    #[test]
    fn with_several_runs_a_seed_counts_once_all_of_them_have_ridden_it() {
        let other = |seed: u64| coin(seed + 1000);
        for stop in [1, 2, 57, 200, 401, u64::MAX] {
            let begun = AtomicU64::new(0);
            let counted = |ride: &dyn Fn(u64) -> RaceOutcome, seed| {
                begun.fetch_add(1, Ordering::SeqCst);
                ride(seed)
            };
            let (a, b) = (|seed| counted(&coin, seed), |seed| counted(&other, seed));
            let plan = SweepPlan { seed: 10, races: 230, shard: Shard::WHOLE, precision: None };
            let mut sweep = Sweep::of(plan, Pairs::default());
            let mut written = Vec::new();
            let stopped = || begun.load(Ordering::SeqCst) >= stop;
            let Ok(()) = sweep.ride_all(&[&a, &b], &stopped, &mut |races| {
                written.extend(races.iter().map(|race| race.seed));
                Ok::<(), Infallible>(())
            });
            let lucks: Vec<u64> = (10..10 + sweep.races()).collect();
            assert_eq!(sweep.counts().0, lucks);
            assert_eq!(written, lucks.iter().flat_map(|luck| [*luck, luck + 1000]).collect::<Vec<_>>());
            assert!(sweep.is_done() == (stop == u64::MAX) && sweep.races() <= stop, "{stop}: {}", sweep.races());
        }
    }
}
