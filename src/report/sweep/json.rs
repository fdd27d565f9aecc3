//! A sweep as JSON; the same for any number of threads and parts. Does no counting itself.

use serde::Serialize;

use super::Header;
use crate::report::words::rounded;
use crate::sweep::{Extreme, FigureTally, FigureUnit, Histogram, Interval, RaceFigure, RiderTally, Sweep, proportion};

/// The version of the JSON shape.
pub const SCHEMA: &str = "velodrome.sweep/1";

#[derive(Serialize)]
struct SweepJson<'a> {
    schema: &'static str,
    scenario: &'a str,
    edition: &'a str,
    mode: &'static str,
    options: &'a str,
    /// The seed of the first race; the next race has the next seed.
    seed: u64,
    /// Races ridden.
    races: u64,
    /// Races asked for; with a precision, at most.
    asked: u64,
    precision: Option<f64>,
    shard: Option<String>,
    partial: bool,
    /// Races that did not end.
    endless: u64,
    watch: &'a str,
    confidence: f64,
    riders: Vec<RiderJson<'a>>,
    race: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize)]
struct RiderJson<'a> {
    bib: u16,
    name: &'a str,
    noc: Option<&'a str>,
    wins: ChanceJson,
    podiums: ChanceJson,
    finishes: ChanceJson,
    mean_rank: MeanJson,
    mean_points: MeanJson,
    /// Races in which the rider was first, second …
    places: Vec<u64>,
    /// (points, races)
    points: Vec<(i64, u64)>,
}

#[derive(Serialize)]
struct ChanceJson {
    races: u64,
    share: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize)]
struct MeanJson {
    mean: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    sd: Option<f64>,
}

#[derive(Serialize)]
struct DistributionJson {
    name: &'static str,
    unit: &'static str,
    /// How many races have the figure.
    races: u64,
    #[serde(flatten)]
    mean: MeanJson,
    quantiles: Vec<(f64, f64)>,
    least: Option<OutlierJson>,
    most: Option<OutlierJson>,
    /// (value, races)
    counts: Vec<(f64, u64)>,
}

#[derive(Serialize)]
struct OutlierJson {
    value: f64,
    seed: u64,
}

/// `sweep` as one indented JSON document. Chances are shares of 1.
#[must_use]
pub fn json(header: &Header, sweep: &Sweep) -> String {
    let (tally, plan, run) = (sweep.tally(), sweep.plan(), header.run());
    let races = tally.races();
    let json = SweepJson {
        schema: SCHEMA,
        scenario: &run.scenario,
        edition: &run.edition,
        mode: run.mode(),
        options: &run.options,
        seed: plan.seeds().start,
        races,
        asked: sweep.asked(),
        precision: plan.precision,
        shard: plan.shard.name_of_part(),
        partial: !sweep.is_done(),
        endless: tally.endless(),
        watch: &run.watch,
        confidence: 0.95,
        riders: tally.by_chance().into_iter().map(|r| rider(header, r, races)).collect(),
        race: tally.figures().map(|(figure, tally)| (figure.key.to_owned(), distribution(figure, tally))).collect(),
    };
    serde_json::to_string_pretty(&json).expect("a sweep is plain data") + "\n"
}

fn rider<'a>(header: &'a Header, tally: &RiderTally, races: u64) -> RiderJson<'a> {
    let starter = header.rider(tally.bib);
    let places = 1..=header.riders.len() as i64;
    RiderJson {
        bib: tally.bib.0,
        name: &starter.name,
        noc: starter.noc.as_deref(),
        wins: chance(tally.wins(), races),
        podiums: chance(tally.podiums(), races),
        finishes: chance(tally.places.n(), races),
        mean_rank: mean(&tally.ranks, 1.0),
        mean_points: mean(&tally.points, 1.0),
        places: places.map(|place| tally.places.count(place..=place)).collect(),
        points: tally.points.iter().collect(),
    }
}

fn chance(hits: u64, races: u64) -> ChanceJson {
    let interval = proportion(hits, races);
    let [low, high] = ends(interval, 1.0);
    ChanceJson { races: hits, share: interval.map(|_| rounded(hits as f64 / races as f64, 6)), low, high }
}

/// The mean of values that are kept in `parts` of their unit.
fn mean(histogram: &Histogram, parts: f64) -> MeanJson {
    let [low, high] = ends(histogram.interval(), parts);
    let shown = |x: f64| rounded(x / parts, 6);
    MeanJson { mean: histogram.mean().map(shown), low, high, sd: histogram.sd().map(shown) }
}

fn ends(interval: Option<Interval>, parts: f64) -> [Option<f64>; 2] {
    [interval.map(|i| i.low), interval.map(|i| i.high)].map(|end| end.map(|x| rounded(x / parts, 6)))
}

fn distribution(figure: &RaceFigure, tally: &FigureTally) -> serde_json::Value {
    let parts = figure.unit.parts();
    let outlier = |extreme: Extreme| OutlierJson { value: extreme.value as f64 / parts, seed: extreme.seed };
    let quantile = |q: f64| Some((q, tally.histogram.quantile(q)? as f64 / parts));
    let distribution = DistributionJson {
        name: figure.name,
        unit: unit(figure.unit),
        races: tally.histogram.n(),
        mean: mean(&tally.histogram, parts),
        quantiles: [0.05, 0.25, 0.5, 0.75, 0.95].into_iter().filter_map(quantile).collect(),
        least: tally.least.map(outlier),
        most: tally.most.map(outlier),
        counts: tally.histogram.iter().map(|(value, n)| (value as f64 / parts, n)).collect(),
    };
    serde_json::to_value(distribution).expect("a distribution is plain data")
}

/// The name of the unit in data.
pub(in crate::report) fn unit(unit: FigureUnit) -> &'static str {
    match unit {
        FigureUnit::Points => "points",
        FigureUnit::Laps => "laps",
        FigureUnit::Riders => "riders",
        FigureUnit::Attacks => "attacks",
        FigureUnit::Seconds => "s",
        FigureUnit::Kmh => "km/h",
    }
}
