//! Intervals hold what they promise: of many independent sweeps, 95 in 100 contain the figure of the long run.

use std::convert::Infallible;

use velodrome::scenario;
use velodrome::sweep::{self, RaceOutcome, Shard, Sweep, SweepPlan, proportion};
use velodrome::units::Bib;

const SWEEPS: u64 = 200;
const RACES: u64 = 100;

#[test]
fn the_95_per_cent_intervals_of_200_sweeps_contain_the_long_run_in_93_to_97_per_cent() {
    let tiny = scenario::load("tiny").unwrap();
    let rules = tiny.rules(None);
    let bibs: Vec<Bib> = tiny.riders.iter().map(|r| r.bib).collect();
    let begin = |seed, races| {
        Sweep::new(SweepPlan { seed, races, shard: Shard::WHOLE, precision: None }, tiny.track.race_m(), &bibs)
    };
    let ride = |seed| sweep::ride(&tiny, &rules, seed);
    let mut long_run = begin(0, SWEEPS * RACES);
    let mut sweeps = Vec::new();
    for k in 0..SWEEPS {
        let mut sweep = begin(k * RACES, RACES);
        let mut keep = |outcomes: &[RaceOutcome]| {
            outcomes.chunks(1).for_each(|race| long_run.take_all(race));
            Ok::<(), Infallible>(())
        };
        let Ok(()) = sweep.ride_all(&[&ride], &|| false, &mut keep);
        sweeps.push(sweep);
    }
    // All races together stand for the long run; their own error is a fourteenth of that of one sweep.
    let truth = long_run.tally().riders();
    let (mut chances, mut means) = ([0_u32; 2], [0_u32; 2]);
    for sweep in &sweeps {
        for (rider, truth) in sweep.tally().riders().iter().zip(truth) {
            for (hits, all) in [(rider.wins(), truth.wins()), (rider.podiums(), truth.podiums())] {
                let (interval, p) = (proportion(hits, RACES).unwrap(), all as f64 / (SWEEPS * RACES) as f64);
                chances[usize::from(interval.low <= p && p <= interval.high)] += 1;
            }
            for (sample, all) in [(&rider.ranks, &truth.ranks), (&rider.points, &truth.points)] {
                let (interval, mean) = (sample.interval().unwrap(), all.mean().unwrap());
                means[usize::from(interval.low <= mean && mean <= interval.high)] += 1;
            }
        }
    }
    let covered = |[missed, hit]: [u32; 2]| f64::from(hit) / f64::from(hit + missed);
    let all = covered([chances[0] + means[0], chances[1] + means[1]]);
    assert!((0.93..=0.97).contains(&all), "{all}");
    // Figures of one sweep are correlated, so half of them are less certain than all.
    for (what, half) in [("chances", covered(chances)), ("means", covered(means))] {
        assert!((0.92..=0.98).contains(&half), "{what}: {half}");
    }
}
