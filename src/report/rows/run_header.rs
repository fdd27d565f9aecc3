//! A run in the header of a file of races: everything that, with a seed, decides a race.

use std::fmt::Debug;

use super::lines::{HeaderLine, HeaderLines, plain};
use super::not_a_header::NotAHeader;
use crate::rules::RaceRules;
use crate::scenario::Scenario;
use crate::sweep::Scoring;

/// Stands for the seed in the command that shows a race.
pub const ANY_SEED: &str = "N";

/// A run that is ridden with every seed.
#[derive(Debug, Clone, PartialEq)]
pub struct RunHeader {
    /// Its label in rows; empty if there is only one run.
    pub label: String,
    /// The id of the scenario.
    pub scenario: String,
    pub title: String,
    /// A hash of everything in the scenario that decides a race.
    pub fingerprint: String,
    pub edition: String,
    /// What points and ranks of its rows follow from.
    pub scoring: Scoring,
    /// Options of the run besides scenario and seed: `--free-from 0 --no-incidents`.
    pub options: String,
    pub laps: u32,
    pub lap_m: f64,
    /// The seed of its first race; the next race has the next seed.
    pub seed: u64,
    /// How many riders start: the first ones of the start list.
    pub starters: usize,
    /// The command that shows a race, with [`ANY_SEED`] for its seed; empty if there is none.
    pub watch: String,
}

impl RunHeader {
    /// `scenario` under `rules` with these `options`, from `seed` on; `watch` is the command that shows a race.
    #[must_use]
    pub fn of(scenario: &Scenario, rules: &RaceRules, seed: u64, options: &str, watch: &str) -> Self {
        let Scenario { track, level, incidents, drag, chase, air, riders, card, .. } = scenario;
        let starts = riders.iter().map(|rider| rider.start_points).collect();
        let scoring = Scoring::of(rules, starts, is_forked(options));
        Self {
            label: String::new(),
            scenario: plain(&scenario.id),
            title: plain(&scenario.title),
            fingerprint: fingerprint(&(rules, track, level, incidents, drag, chase, air, riders, card)),
            edition: rules.edition.name().to_owned(),
            scoring,
            options: plain(options),
            laps: rules.laps,
            lap_m: scenario.track.lap_m,
            seed,
            starters: riders.len(),
            watch: plain(watch),
        }
    }

    /// Metres of the race.
    #[must_use]
    pub fn race_m(&self) -> f64 {
        f64::from(self.laps) * self.lap_m
    }

    /// Whether all races share a past, up to a fork.
    #[must_use]
    pub fn is_forked(&self) -> bool {
        is_forked(&self.options)
    }

    /// The mode in data: `forked` or `free`.
    #[must_use]
    pub fn mode(&self) -> &'static str {
        if self.is_forked() { "forked" } else { "free" }
    }

    /// From when riders decide, in words.
    #[must_use]
    pub fn begins(&self) -> String {
        begins(&self.options)
    }

    /// Its lines of the header.
    pub(super) fn lines(&self) -> [HeaderLine; 12] {
        [
            ("run", self.label.clone()),
            ("scenario", self.scenario.clone()),
            ("title", self.title.clone()),
            ("edition", self.edition.clone()),
            ("scoring", serde_json::to_string(&self.scoring).unwrap_or_default()),
            ("options", self.options.clone()),
            ("laps", self.laps.to_string()),
            ("lap_m", self.lap_m.to_string()),
            ("seed", self.seed.to_string()),
            ("starters", self.starters.to_string()),
            ("fingerprint", self.fingerprint.clone()),
            ("watch", self.watch.clone()),
        ]
    }

    pub(super) fn read(lines: &mut HeaderLines) -> Result<Self, NotAHeader> {
        Ok(Self {
            label: lines.next("run")?,
            scenario: lines.next("scenario")?,
            title: lines.next("title")?,
            edition: lines.next("edition")?,
            scoring: serde_json::from_str(lines.raw("scoring")?).map_err(|_| lines.damaged())?,
            options: lines.next("options")?,
            laps: lines.parse("laps")?,
            lap_m: lines.parse("lap_m")?,
            seed: lines.parse("seed")?,
            starters: lines.parse("starters")?,
            fingerprint: lines.next("fingerprint")?,
            watch: lines.next("watch")?,
        })
    }
}

/// From when riders decide in a run with these `options`, in words.
pub(super) fn begins(options: &str) -> String {
    match free_from(options) {
        None => "simulated from the gun".to_owned(),
        Some(time) if time.contains(':') => format!("what-if from {time}"),
        Some(lap) => format!("what-if from lap {lap}"),
    }
}

/// The lap or time from which riders decide, as in the option; `None` for the gun.
fn free_from(options: &str) -> Option<&str> {
    let mut words = options.split(' ');
    words.find(|word| *word == "--free-from")?;
    words.next().filter(|from| *from != "0")
}

fn is_forked(options: &str) -> bool {
    free_from(options).is_some()
}

/// A 64-bit hash (FNV-1a) of the debug text of `value`.
fn fingerprint(value: &impl Debug) -> String {
    let hash = format!("{value:?}")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
