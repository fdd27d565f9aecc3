//! A run of a file of races: everything that decides what comes of a seed.

use std::fmt::Debug;

use super::lines::{HeaderLine, HeaderLines, plain};
use super::not_a_header::NotAHeader;
use crate::rules::RaceRules;
use crate::scenario::Scenario;

/// In the command that shows a race of the run, stands for its seed.
pub const ANY_SEED: &str = "N";

/// A run that is ridden by every luck.
#[derive(Debug, Clone, PartialEq)]
pub struct RunHeader {
    /// What rows call it; nothing, where there is only one.
    pub label: String,
    /// Id.
    pub scenario: String,
    pub title: String,
    /// Of everything in the scenario that decides a race.
    pub fingerprint: String,
    pub edition: String,
    /// Options of the run but scenario and seed: `--free-from 0 --no-incidents`.
    pub options: String,
    pub laps: u32,
    pub lap_m: f64,
    /// Of its first race; the next has the next.
    pub seed: u64,
    /// Riders of the start list, from its top.
    pub starters: usize,
    /// The command that shows a race, with [`ANY_SEED`] for its seed; nothing, if there is none.
    pub watch: String,
}

impl RunHeader {
    /// `scenario` under `rules` with these `options`, from `seed` on; `watch` shows one of its races.
    #[must_use]
    pub fn of(scenario: &Scenario, rules: &RaceRules, seed: u64, options: &str, watch: &str) -> Self {
        let Scenario { track, level, incidents, drag, chase, air, riders, card, .. } = scenario;
        Self {
            label: String::new(),
            scenario: plain(&scenario.id),
            title: plain(&scenario.title),
            fingerprint: fingerprint(&(rules, track, level, incidents, drag, chase, air, riders, card)),
            edition: rules.edition.name().to_owned(),
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

    /// From when on riders decide, as an option says it: a lap or a time.
    fn free_from(&self) -> Option<&str> {
        let mut words = self.options.split(' ');
        words.find(|word| *word == "--free-from")?;
        words.next().filter(|from| *from != "0")
    }

    /// The past of all races is the same, up to a moment.
    #[must_use]
    pub fn is_forked(&self) -> bool {
        self.free_from().is_some()
    }

    /// `forked` or `free`, as data say it.
    #[must_use]
    pub fn mode(&self) -> &'static str {
        if self.is_forked() { "forked" } else { "free" }
    }

    /// In words, from when on riders decide.
    #[must_use]
    pub fn begins(&self) -> String {
        match self.free_from() {
            None => "free from the gun".to_owned(),
            Some(time) if time.contains(':') => format!("free from {time}"),
            Some(lap) => format!("free from lap {lap}"),
        }
    }

    /// What it says, line by line.
    pub(super) fn lines(&self) -> [HeaderLine; 11] {
        [
            ("run", self.label.clone()),
            ("scenario", self.scenario.clone()),
            ("title", self.title.clone()),
            ("edition", self.edition.clone()),
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

/// 64 bits of `value` as it is written for programmers (FNV-1a).
fn fingerprint(value: &impl Debug) -> String {
    let hash = format!("{value:?}")
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
