//! Words that all charts of a race share: which riders they show, where the numbers come from. Knows nothing of
//! drawing.

use super::{Axis, Guide, NumberStyle, Series, Sign, Tone};
use crate::player::{Mode, Replay};
use crate::report::Day;
use crate::report::words::{count, ordinal};
use crate::rules::{Standing, Status};
use crate::units::{Bib, Provenance};

/// How many riders a chart names when none are asked for: the first of the table.
pub const FIRST: usize = 5;

/// `bibs`, or the first of the final table if there are none.
pub fn leads(replay: &Replay, bibs: &[Bib]) -> Vec<Bib> {
    if !bibs.is_empty() {
        return bibs.iter().copied().take(super::LEADS).collect();
    }
    replay.standings().rows.iter().filter(|r| r.rank.is_some()).map(|r| r.bib).take(FIRST).collect()
}

/// The rider's row of the final table.
pub fn standing(replay: &Replay, bib: Bib) -> Option<Standing> {
    replay.standings().rows.into_iter().find(|r| r.bib == bib)
}

/// What a rider did, as a verb: `wins`, `comes 2nd`.
pub fn verb(row: &Standing) -> String {
    match (row.rank, row.status) {
        (Some(1), _) => "wins".into(),
        (Some(n), _) => format!("comes {}", ordinal(n)),
        (None, Status::Dsq) => "is disqualified".into(),
        (None, _) => "does not finish".into(),
    }
}

/// A small number in words with its noun: `four laps`, `11 laps`.
pub fn in_words(n: u32, noun: &str) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    match WORDS.get(n as usize) {
        Some(word) => format!("{word} {noun}{}", if n == 1 { "" } else { "s" }),
        None => count(n, noun),
    }
}

/// `text` with its first letter in upper case.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The key's entry for riders without names, if there are any.
pub fn others(series: &[Series]) -> Option<(Sign, String)> {
    series.iter().any(|s| s.tone == Tone::Context).then(|| (Sign::Context, "other riders".into()))
}

/// Title of the race and, if it was ridden, its day.
pub fn race(replay: &Replay) -> String {
    let scenario = replay.scenario();
    let day = scenario.date.as_deref().map(|d| d.parse::<Day>().map_or_else(|_| d.to_owned(), Day::words));
    match day.filter(|_| replay.mode() == Mode::Directed) {
        Some(day) => format!("{}, {day}", scenario.title),
        None => scenario.title.clone(),
    }
}

/// An x axis of race laps.
pub fn lap_axis(replay: &Replay) -> Axis {
    let laps = f64::from(replay.scenario().track.laps);
    Axis::exact("laps ridden by the bunch", (0.0, laps), 8, NumberStyle::Plain)
}

/// A guide at each sprint, numbered; the first one also says `sprint`.
pub fn sprint_guides(replay: &Replay) -> Vec<Guide> {
    let guide = |(i, lap): (usize, u32)| Guide {
        x: f64::from(lap),
        label: if i == 0 { "sprint 1".into() } else { (i + 1).to_string() },
    };
    replay.rules().sprint_laps().into_iter().enumerate().map(guide).collect()
}

/// Where the numbers come from, and the command that shows the run again.
pub fn source(replay: &Replay, again: &str) -> String {
    let edition = replay.edition().name();
    let known = match replay.mode() {
        Mode::Free => "Simulated: the riders decided, by the seed; no source says any of it".to_owned(),
        Mode::Forked => {
            let lap = replay.fork().map_or(0.0, |fork| fork.lap) as u32;
            format!("As it was, so far as known, to lap {lap}; simulated from there on, where the riders decided")
        }
        Mode::Directed => {
            let places: Vec<Provenance> =
                replay.sprints(replay.duration()).iter().flat_map(|s| &s.places).map(|p| p.provenance).collect();
            let laps: Vec<Provenance> = replay.lap_changes().iter().map(|c| c.provenance).collect();
            let on_record = |of: &[Provenance]| of.iter().filter(|p| **p < Provenance::Reconstructed).count();
            format!(
                "On record: {} of {} sprint places, {} of {} laps gained or lost; the rest is reconstructed by the seed",
                on_record(&places),
                places.len(),
                on_record(&laps),
                laps.len()
            )
        }
    };
    format!("{known}. Rules of {edition}. Watch it: {again}")
}
