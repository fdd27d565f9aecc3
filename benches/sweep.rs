//! How many races a second a sweep rides, and how much more cores help: `cargo bench --bench sweep`.
//!
//! All numbers of threads take turns within one run, so that other load on the machine affects them alike.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark prints what the clock of the machine says"
)]

use std::convert::Infallible;
use std::time::Instant;

use velodrome::report::sweep::Header;
use velodrome::scenario;
use velodrome::sweep::{self, CHUNK, RaceOutcome, Shard, SweepPlan};

const SCENARIO: &str = "men-elite-2016";
const ROUNDS: u64 = 5;
const RACES: u64 = 2 * CHUNK;

fn main() {
    let field = scenario::load(SCENARIO).expect("a built-in field");
    let rules = field.rules(None);
    let ride = |seed| sweep::ride(&field, &rules, seed);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut seconds = vec![0.0; cores];
    let mut keeping = 0.0;
    for round in 0..ROUNDS {
        for threads in 1..=cores {
            let plan = SweepPlan { seed: round * RACES, races: RACES, shard: Shard::WHOLE, precision: None };
            let header = Header::of(&field, &rules, plan, "", "");
            let mut sweep = header.sweep();
            let mut rows = String::new();
            let mut sink = |outcomes: &[RaceOutcome]| {
                let began = Instant::now();
                header.write_all(outcomes, &mut rows);
                keeping += began.elapsed().as_secs_f64();
                Ok::<(), Infallible>(())
            };
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let began = Instant::now();
            let Ok(()) = pool.install(|| sweep.ride_all(&[&ride], &|| false, &mut sink));
            seconds[threads - 1] += began.elapsed().as_secs_f64();
        }
    }
    let races = (ROUNDS * RACES) as f64;
    println!("{SCENARIO}: {} riders, {} laps", field.riders.len(), field.track.laps);
    for (threads, taken) in (1_u32..).zip(&seconds) {
        let help = seconds[0] / taken / f64::from(threads);
        println!("threads {threads}: {:.0} races a second; each does {help:.2} of what one does alone", races / taken);
    }
    println!("writing rows: {:.1} µs a race", 1e6 * keeping / races / cores as f64);
}
