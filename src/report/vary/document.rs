//! The document: every figure at every value with its interval, its slope, and the difference between the last value and the
//! first.

use serde::{Deserialize, Serialize};

use crate::report::rows::{Header, Starter};
use crate::report::sweep::unit;
use crate::report::words::rounded;
use crate::sweep::{Histogram, Interval, RaceFigure, RiderTally, Sweep, proportion};
use crate::text::clean;
use crate::vary::{Joint, PairedEffect, RiderJoint, Varied};

/// The version of the JSON.
pub const SCHEMA: &str = "velodrome.vary/1";

/// What a parameter changes. Shares are of 1; all intervals are 95 % intervals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VaryDocument {
    pub schema: String,
    pub scenario: String,
    pub title: String,
    pub edition: String,
    /// `free`, or `forked` if all races share a past.
    pub mode: String,
    /// Options of the run besides scenario and seed.
    pub options: String,
    /// The first seed; the next race has the next seed.
    pub seed: u64,
    /// Races ridden at each value.
    pub races: u64,
    /// Races asked for at each value.
    pub asked: u64,
    pub partial: bool,
    /// The part of all races, as in `2/3`; `None` for all of them.
    #[serde(default)]
    pub shard: Option<String>,
    /// The command that rides the whole experiment.
    pub command: String,
    pub param: ParamAbout,
    pub values: Vec<f64>,
    /// Bibs of the riders to be shown.
    pub about: Vec<u16>,
    /// Who starts at every value, in start-list order.
    pub riders: Vec<VariedRider>,
    pub race: Vec<Measured>,
}

/// The parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ParamAbout {
    pub name: String,
    pub unit: String,
    pub meaning: String,
    /// Its value in a run that does not vary it.
    pub default: f64,
}

/// A rider's figures: `wins`, `podiums`, `rank`, `points`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VariedRider {
    pub bib: u16,
    pub name: String,
    pub family: String,
    pub noc: Option<String>,
    pub figures: Vec<Measured>,
}

/// A figure at all values of the parameter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    pub key: String,
    pub name: String,
    pub unit: String,
    /// At each value.
    pub at: Vec<MeanAt>,
    /// The slope of the least-squares line, per unit of the parameter.
    pub slope: Option<MeasuredEffect>,
    /// The figure at the last value minus that at the first.
    pub difference: Option<MeasuredEffect>,
}

/// A figure at one value: the mean over races, with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MeanAt {
    pub mean: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// The effect of a parameter on a figure, paired by seed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MeasuredEffect {
    pub mean: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The interval excludes zero.
    pub from_zero: bool,
}

/// Why a text is not a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotADocument {
    #[error("it is not what 'velodrome vary --format json' writes ({0})")]
    Foreign(String),
    #[error("its figures do not fit its values")]
    Uneven,
    #[error("its figures are beyond all measure")]
    Beyond,
}

/// How many riders are shown if none is asked for.
const FAVOURITES: usize = 3;
/// The largest figure that is read: a chart of larger ones would have no end of ticks. No race has such figures.
const MOST: f64 = 1e9;
/// Decimals of a share or a mean.
const PLACES: u32 = 6;

impl VaryDocument {
    /// The document of `sweep`, which varies the number that `header` names.
    ///
    /// # Panics
    /// If `header` varies no number.
    #[must_use]
    pub fn of(header: &Header, sweep: &Sweep<Varied>) -> Self {
        let (varied, races, run, varying) = (sweep.counts(), sweep.races(), header.run(), header.varying());
        let rider = |(place, joint): (usize, &RiderJoint)| {
            let at: Vec<&RiderTally> = varied.tallies().iter().map(|tally| &tally.riders()[place]).collect();
            let chance = |hits: fn(&RiderTally) -> u64| at.iter().map(|r| share(hits(r), races)).collect();
            let mean = |of: fn(&RiderTally) -> &Histogram| at.iter().map(|r| mean(of(r), 1.0)).collect();
            let [wins, podiums, ranks, points] = &joint.marks;
            let figures = vec![
                measured("wins", "wins", "share", chance(RiderTally::wins), wins, varied, 1.0),
                measured("podiums", "podiums", "share", chance(RiderTally::podiums), podiums, varied, 1.0),
                measured("rank", "mean rank", "", mean(|r| &r.ranks), ranks, varied, 1.0),
                measured("points", "mean points", "points", mean(|r| &r.points), points, varied, 1.0),
            ];
            let Starter { bib, noc, name, family } = header.rider(joint.bib).clone();
            VariedRider { bib: bib.0, name, family, noc, figures }
        };
        let race = |(k, (figure, joint)): (usize, (&'static RaceFigure, &Joint))| {
            let parts = figure.unit.parts();
            let tallied =
                |tally: &crate::sweep::SweepTally| tally.figures().nth(k).map(|(_, f)| mean(&f.histogram, parts));
            let at = varied.tallies().iter().filter_map(tallied).collect();
            measured(figure.key, figure.name, unit(figure.unit), at, joint, varied, 1.0 / parts)
        };
        let about = if varying.about.is_empty() { varied.favourites(FAVOURITES) } else { varying.about.clone() };
        Self {
            schema: SCHEMA.to_owned(),
            scenario: run.scenario.clone(),
            title: run.title.clone(),
            edition: run.edition.clone(),
            mode: run.mode().to_owned(),
            options: run.options.clone(),
            seed: sweep.plan().seeds().start,
            races,
            asked: sweep.asked(),
            partial: !sweep.is_done(),
            shard: sweep.plan().shard.name_of_part(),
            command: varying.command.clone(),
            param: ParamAbout {
                name: varying.name.clone(),
                unit: varying.unit.clone(),
                meaning: varying.meaning.clone(),
                default: varying.default,
            },
            values: varied.values().to_vec(),
            about: about.iter().map(|bib| bib.0).collect(),
            riders: varied.riders().iter().enumerate().map(rider).collect(),
            race: varied.figures().enumerate().map(race).collect(),
        }
    }

    /// The document as indented JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("plain data") + "\n"
    }

    /// Reads what [`Self::json`] writes.
    ///
    /// # Errors
    /// If `text` is something else.
    pub fn read(text: &str) -> Result<Self, NotADocument> {
        let foreign = |why: String| NotADocument::Foreign(clean(&why));
        let document: Self = serde_json::from_str(text).map_err(|e| foreign(e.to_string()))?;
        if document.schema != SCHEMA {
            return Err(foreign(format!("its schema is {}", document.schema)));
        }
        document.drawable()
    }

    /// Returns itself if its figures can be drawn.
    ///
    /// # Errors
    /// If they cannot, because the file was not written by this program.
    pub fn drawable(self) -> Result<Self, NotADocument> {
        let n = self.values.len();
        let figures = self.riders.iter().flat_map(|rider| &rider.figures).chain(&self.race);
        let mut seen = self.values.iter().chain([&self.param.default]).copied().collect::<Vec<f64>>();
        let mut even = n >= 2;
        for figure in figures {
            even &= figure.at.len() == n;
            seen.extend(figure.at.iter().flat_map(|at| [at.mean, at.low, at.high]).flatten());
        }
        match even {
            false => Err(NotADocument::Uneven),
            true if seen.iter().any(|x| x.is_nan() || x.abs() > MOST) => Err(NotADocument::Beyond),
            true => Ok(self),
        }
    }

    /// The riders to be shown.
    pub fn asked_riders(&self) -> impl Iterator<Item = &VariedRider> {
        self.about.iter().filter_map(|bib| self.riders.iter().find(|rider| rider.bib == *bib))
    }
}

fn share(hits: u64, races: u64) -> MeanAt {
    let interval = proportion(hits, races);
    let shown = |x: f64| rounded(x, PLACES);
    MeanAt {
        mean: interval.map(|_| shown(hits as f64 / races as f64)),
        low: interval.map(|i| shown(i.low)),
        high: interval.map(|i| shown(i.high)),
    }
}

/// The mean of values that are kept in `parts` of their unit.
fn mean(histogram: &Histogram, parts: f64) -> MeanAt {
    let shown = |x: f64| rounded(x / parts, PLACES);
    let interval = histogram.interval();
    MeanAt {
        mean: histogram.mean().map(shown),
        low: interval.map(|i| shown(i.low)),
        high: interval.map(|i| shown(i.high)),
    }
}

fn measured(
    key: &str,
    name: &str,
    unit: &str,
    at: Vec<MeanAt>,
    joint: &Joint,
    varied: &Varied,
    scale: f64,
) -> Measured {
    let effect = |told: PairedEffect| {
        let PairedEffect { mean, interval } = told.times(scale);
        let shown = |x: f64| significant(x);
        let end = |of: fn(&Interval) -> f64| interval.as_ref().map(of).map(shown);
        MeasuredEffect { mean: shown(mean), low: end(|i| i.low), high: end(|i| i.high), from_zero: told.from_zero() }
    };
    Measured {
        key: key.to_owned(),
        name: name.to_owned(),
        unit: unit.to_owned(),
        at,
        slope: joint.slope(varied.values()).map(effect),
        difference: joint.last_minus_first().map(effect),
    }
}

/// `x` to six significant figures: a slope per unit can have any size.
fn significant(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}
