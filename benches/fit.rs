//! Searches for numbers of the minds that make simulated races like real ones. `cargo bench --bench fit -- 10` searches
//! for ten minutes from the standard set and prints the best set it has found, to be checked before anybody believes
//! it.
//!
//! The search is an evolution strategy with a step size for each number (after Ostermeier, Gawelczyk and Hansen 1994):
//! the five best of sixteen offspring make the next parent. The misfit of a set is that of `velodrome realism`: how
//! many standard errors each statistic is off, and how far each pattern is from reports of real races. Every generation
//! rides other seeds, so that no set wins by luck.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark prints what it finds, for as long as told"
)]

use std::time::Instant;

use rayon::prelude::*;
use velodrome::math::{exp, pow};
use velodrome::realism::{self, Column, Report, StatisticUnit};
use velodrome::rng::{Purpose, Stream};
use velodrome::rules::EditionId;
use velodrome::scenario::{Level, Scenario};
use velodrome::tactics::Params;

const OFFSPRING: usize = 16;
const PARENTS: usize = 5;
/// Races of each kind that are simulated for one set in one generation.
const RACES: usize = 24;
/// How ready the bunch is to chase, as a power of two and beside men to 2016: name and range.
const STYLES: [(&str, f64, f64); 3] =
    [("chase, men from 2017", -1.5, 1.5), ("women to 2016", -1.0, 3.0), ("women from 2017", -1.5, 2.5)];
/// Their values now.
const STYLES_NOW: [f64; 3] = [-1.184, 0.696, -1.184];

/// A set of numbers, each as a share of its range.
#[derive(Debug, Clone)]
struct Set(Vec<f64>);

impl Set {
    fn ranges() -> impl Iterator<Item = (&'static str, f64, f64)> {
        Params::NUMBERS.iter().map(|number| (number.name, number.low, number.high)).chain(STYLES)
    }

    fn standard() -> Self {
        let mut params = Params::STANDARD;
        let mut styles = STYLES_NOW.iter();
        let now = |name: &str, params: &mut Params| params.by_name(name).map(|x| *x);
        let share = |(name, low, high): (&str, f64, f64)| {
            (now(name, &mut params).or_else(|| styles.next().copied()).expect("a number or a style") - low)
                / (high - low)
        };
        Self(Self::ranges().map(share).collect())
    }

    fn values(&self) -> Vec<f64> {
        self.0.iter().zip(Self::ranges()).map(|(share, (_, low, high))| low + (high - low) * share).collect()
    }

    fn report(&self, races: usize, seed: u64) -> Report {
        let values = self.values();
        let mut params = Params::STANDARD;
        for (number, value) in Params::NUMBERS.iter().zip(&values) {
            *params.by_name(number.name).expect("a number") = *value;
        }
        let styles = &values[Params::NUMBERS.len()..];
        let ride = |scenario: &Scenario, seed: u64| {
            let style = match (scenario.level == Level::Women, scenario.edition == EditionId::E2026) {
                (false, false) => 0.0,
                (false, true) => styles[0],
                (true, false) => styles[1],
                (true, true) => styles[2],
            };
            realism::ride(&Scenario { chase: pow(2.0, style), ..scenario.clone() }, seed, params)
        };
        realism::report(races, seed, &ride, &|_, _| {})
    }
}

/// How unlike real races the simulated ones are; 0 is as like as can be.
fn misfit(report: &Report) -> f64 {
    let lines = report.lines.iter().map(|line| {
        let c = &line.compared;
        // Speeds are known to one per cent, results of a few races are not.
        let known = if line.unit == StatisticUnit::Kmh { 0.01 } else { 0.06 };
        let error = ((c.high - c.low) / 3.29).max(known * c.real.abs() + 0.03);
        let off = (c.real - c.simulated) / error;
        let off = if line.bound { off.max(0.0) } else { off.abs() };
        // Being nearer than a standard error gains little, and one wild statistic does not drown the rest.
        match off {
            z if z < 1.0 => 0.3 * z * z,
            z if z < 3.0 => z * z - 0.7,
            z => 8.3 + 3.0 * (z - 3.0),
        }
    });
    let patterns = report.patterns.iter().map(|pattern| match pattern.name {
        "of those that stick" => 80.0 * (0.56 - pattern.value).max(0.0),
        "breaks that gain have 2 to 5 riders" => 30.0 * (0.58 - pattern.value).max(0.0),
        "attempts to get away, a race" => 0.1 * (pattern.value - 170.0).max(0.0),
        "attacks a race" => {
            // Reports of races tell of about one every sprint.
            let least = if matches!(pattern.column, Column::MenTo2016 | Column::MenFrom2017) { 10.0 } else { 5.0 };
            1.5 * (least - pattern.value).max(0.0)
        }
        "solos that gain alone" => 300.0 * (pattern.value - 0.08).max(0.0),
        "time within 3 m of a wheel" => 1000.0 * (0.907 - pattern.value).max(0.0),
        "critical power and place" => 25.0 * (0.25 - pattern.value).max(0.0),
        "peak power and sprint points" => 20.0 * (0.15 - pattern.value).max(0.0),
        _ => 0.0,
    });
    lines.sum::<f64>() + patterns.sum::<f64>()
}

fn main() {
    let minutes: f64 = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(0.2);
    let mut parent = Set::standard();
    let n = parent.0.len();
    let (mut step, mut path) = (vec![0.02; n], vec![0.0_f64; n]);
    let weights: Vec<f64> = (0..PARENTS).map(|k| libm::log(PARENTS as f64 + 0.5) - libm::log(k as f64 + 1.0)).collect();
    let sum: f64 = weights.iter().sum();
    let effective = sum * sum / weights.iter().map(|w| w * w).sum::<f64>();
    let mut luck = Stream::of_race(1, Purpose::Resampling);
    let begun = Instant::now();
    let mut generation = 0;
    while begun.elapsed().as_secs_f64() < 60.0 * minutes {
        generation += 1;
        let mut child = |_| Set((0..n).map(|i| (parent.0[i] + step[i] * luck.normal()).clamp(0.0, 1.0)).collect());
        let children: Vec<Set> = (0..OFFSPRING).map(&mut child).collect();
        let mut fit: Vec<(f64, usize)> = (children.par_iter().enumerate())
            .map(|(k, set)| (misfit(&set.report(RACES, 1000 * generation)), k))
            .collect();
        fit.sort_by(|a, b| a.0.total_cmp(&b.0));
        let old = parent.clone();
        for i in 0..n {
            let best = |k: usize| children[fit[k].1].0[i];
            parent.0[i] = weights.iter().enumerate().map(|(k, w)| w / sum * best(k)).sum();
            let moved = (parent.0[i] - old.0[i]) / step[i] * effective.sqrt();
            path[i] = 0.7 * path[i] + 0.51_f64.sqrt() * moved;
            let spread =
                |(k, w): (usize, &f64)| w / sum * ((best(k) - old.0[i]) / step[i]) * ((best(k) - old.0[i]) / step[i]);
            let spread: f64 = weights.iter().enumerate().map(spread).sum();
            let longer = 0.1 * (spread - 1.0) + 0.06 * (path[i] * path[i] - 1.0).clamp(-1.0, 2.0);
            step[i] = (step[i] * exp(longer)).clamp(0.004, 0.25);
        }
        println!("generation {generation}: misfit {:.1} at best, {:.1} in the middle", fit[0].0, fit[OFFSPRING / 2].0);
    }
    for ((name, ..), value) in Set::ranges().zip(parent.values()) {
        println!("{name} = {value:.4}");
    }
    let report = parent.report(4 * RACES, 777);
    println!(
        "{} of {} statistics stand, misfit {:.1}",
        report.count(realism::Verdict::Stands),
        report.lines.len(),
        misfit(&report)
    );
}
