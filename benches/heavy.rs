//! Thousands of free races with every tick checked closely: `cargo bench --bench heavy -- 10000`. Prints the command and the
//! message of the first races in which a check fails, and then fails itself.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it finds")]

#[path = "../tests/free/heavy.rs"]
mod heavy;

use rayon::prelude::*;
use velodrome::scenario;

const IDS: [&str; 11] = [
    "men-elite",
    "women-elite",
    "men-elite-2016",
    "women-elite-2016",
    "omnium-men",
    "junior-men",
    "junior-women",
    "tiny",
    "athens-2004-men",
    "beijing-2008-men",
    "athens-2004-women",
];

/// Races that are printed at most.
const SHOWN: u32 = 20;

fn main() {
    let races: u64 = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(200);
    let scenarios: Vec<_> = IDS.iter().map(|id| scenario::load(id).expect("a built-in scenario")).collect();
    let kinds = scenarios.len() as u64;
    let outcomes: Vec<Result<heavy::Seen, String>> =
        (0..races).into_par_iter().map(|k| heavy::check(&scenarios[(k % kinds) as usize], 1 + k / kinds)).collect();
    let (mut total, mut wrong) = (heavy::Seen::default(), 0);
    for outcome in &outcomes {
        match outcome {
            Ok(seen) => {
                total.ticks += seen.ticks;
                total.laps_gained += seen.laps_gained;
                total.top_kmh = total.top_kmh.max(seen.top_kmh);
                total.jolt = total.jolt.max(seen.jolt);
            }
            Err(why) => {
                wrong += 1;
                if wrong <= SHOWN {
                    println!("{why}");
                }
            }
        }
    }
    println!(
        "{races} races, {} ticks, {} laps gained, top speed {:.1} km/h, at most {:.2} m/s more or less in a tick; {wrong} not in order",
        total.ticks, total.laps_gained, total.top_kmh, total.jolt
    );
    assert!(wrong == 0, "{wrong} races are not in order");
}
