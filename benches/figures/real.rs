//! Simulated races beside real ones: the table of `velodrome realism`, by other seeds, by minds that do not choose, by other rules.

use rayon::prelude::*;
use velodrome::free;
use velodrome::race::{self, Race};
use velodrome::realism::{self, Column, Report, Verdict};
use velodrome::report;
use velodrome::rules::{EditionId, RaceRules};
use velodrome::scenario;
use velodrome::tactics::{ChaseModel, Intent, Params};

use crate::{Size, block};

/// Seeds that sets of simulated races begin with, so far apart that no race is in two sets.
const FIRST_SEEDS: [u64; 8] = [1, 10_001, 20_001, 30_001, 40_001, 50_001, 60_001, 70_001];

fn compared(races: u64, seed: u64, params: Params) -> Report {
    realism::report(races as usize, seed, &|scenario, seed| realism::ride(scenario, seed, params), &|_, _| {})
}

fn races(size: Size) -> u64 {
    size.of(500, 10)
}

/// What `velodrome realism` prints.
pub fn beside_simulated(size: Size) -> String {
    block(&report::realism::text(&compared(races(size), 1, Params::STANDARD)))
}

/// How many statistics stand by the luck of other races, and which do not.
pub fn other_seeds(size: Size) -> String {
    let mut out =
        String::from("| races of each kind, from seed | stand | doubtful | off | which |\n|---|--:|--:|--:|---|\n");
    for seed in FIRST_SEEDS {
        let report = compared(races(size), seed, Params::STANDARD);
        let count = |verdict| report.count(verdict);
        let rest = report.lines.iter().filter(|line| line.compared.verdict() != Verdict::Stands);
        let name = |column: Option<Column>| column.map_or("sprints", Column::name);
        let which: Vec<String> = rest.map(|line| format!("{}: {}", name(line.column), line.name)).collect();
        out += &format!(
            "| {} from {seed} | {} | {} | {} | {} |\n",
            report.races,
            count(Verdict::Stands),
            count(Verdict::Doubtful),
            count(Verdict::Off),
            which.join("; "),
        );
    }
    out
}

/// Minds that choose, and minds that do not.
pub fn null_models(size: Size) -> String {
    let standard = Params::STANDARD;
    let minds = [
        ("riders who weigh", standard),
        ("always chase", Params { chase: ChaseModel::Always, ..standard }),
        ("never chase", Params { chase: ChaseModel::Never, ..standard }),
        ("at random", Params { noise: f64::INFINITY, ..standard }),
    ];
    let columns = Column::ALL.map(Column::name);
    let mut out = format!(
        "| minds ({} races of each kind) | statistics that stand | off | {} |\n|---|--:|--:|{}\n",
        races(size),
        columns.map(|name| format!("riders with a net lap, {name}")).join(" | "),
        "--:|".repeat(columns.len()),
    );
    for (n, (name, params)) in minds.into_iter().enumerate() {
        let report = compared(races(size), 1, params);
        let with_laps = |column: Column| {
            report
                .lines
                .iter()
                .find(|line| line.column == Some(column) && line.name == "riders with a net lap")
                .expect("a line")
        };
        if n == 0 {
            let real = Column::ALL.map(|column| {
                let line = with_laps(column);
                format!("{}{:.1}", if line.bound { "≥ " } else { "" }, line.compared.real)
            });
            out += &format!("| real races | | | {} |\n", real.join(" | "));
        }
        let simulated = Column::ALL.map(|column| format!("{:.1}", with_laps(column).compared.simulated));
        out += &format!(
            "| {name} | {} of {} | {} | {} |\n",
            report.count(Verdict::Stands),
            report.lines.len(),
            report.count(Verdict::Off),
            simulated.join(" | ")
        );
    }
    out
}

/// What riders of `men-elite` do under the rules of three editions.
pub fn under_other_rules(size: Size) -> String {
    let field = scenario::load("men-elite").expect("a built-in field");
    let races = size.of(400, 20);
    let mut out = format!(
        "| `men-elite`, {races} seeds | attempts to get away, a race | riders who go for the last sprint |\n|---|--:|--:|\n"
    );
    for (edition, what) in [
        (EditionId::E2026, "laps are points, the last sprint counts double"),
        (EditionId::E2004, "laps are points, the last sprint counts as the others"),
        (EditionId::E2000, "laps rank first, the last sprint counts double"),
    ] {
        let rules = field.rules(Some(edition));
        let one = |seed| {
            let (spec, tactics) = free::race(&field, &rules, seed, Params::STANDARD);
            let attempts = race::ride(spec.clone(), tactics.clone()).attempts;
            (f64::from(attempts), sprinters(Race::new(spec, tactics), &rules) as f64)
        };
        let (attempts, sprinters): (Vec<f64>, Vec<f64>) = (1..=races).into_par_iter().map(one).unzip();
        out += &format!("| {}: {what} | {} | {} |\n", edition.name(), mean(&attempts), mean(&sprinters));
    }
    out
}

/// How many riders sprint in the last laps of `race`.
fn sprinters(mut race: Race, rules: &RaceRules) -> usize {
    let track = race.spec().track;
    let mut has_sprinted = vec![false; race.riders()];
    let mut samples = Vec::new();
    while !race.is_done() {
        race.step();
        samples.clear();
        race.sample(&mut samples);
        for (sample, has_sprinted) in samples.iter().zip(&mut has_sprinted) {
            let race_m = sample.ridden_m - f64::from(sample.balance) * track.lap_m;
            let in_last = race_m
                > track.race_m() - f64::from(rules.sprint_plan.every().expect("even sprints")) / 2.0 * track.lap_m;
            *has_sprinted |= in_last && sample.riding() && sample.intent() == Some(Intent::Sprint);
        }
    }
    has_sprinted.iter().filter(|has_sprinted| **has_sprinted).count()
}

/// A mean and its standard error.
fn mean(values: &[f64]) -> String {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
    format!("{mean:.1} ± {:.1}", (variance / n).sqrt())
}
