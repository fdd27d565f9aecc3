//! What the commissaires ruled beside laps and sprints: as data, and in sentences. Knows neither layout nor time.

use serde::Serialize;

use super::words::{RiderNames, figure, list, rounded};
use crate::player::Replay;
use crate::rules::Ruling;
use crate::text::clean;
use crate::units::Bib;

/// A ruling of the commissaires beside laps and sprints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RulingLine {
    /// `penalty`, or `relegation`.
    pub ruling: &'static str,
    /// The sprint of a relegation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sprint: Option<u32>,
    pub bib: Bib,
    pub name: String,
    /// What it changes in the total.
    pub points: i32,
    /// Why, in their words.
    pub reason: Option<String>,
    pub article: &'static str,
    /// Seconds since the gun, to the millisecond.
    pub at_s: f64,
    #[serde(skip)]
    pub family: String,
}

impl RulingLine {
    /// The line of `ruling`, if it is a decision.
    pub(super) fn of(ruling: &Ruling, reason: Option<&str>, names: &RiderNames) -> Option<Self> {
        let (word, sprint, points) = match *ruling {
            Ruling::Penalty { points, .. } => ("penalty", None, points),
            Ruling::Moved { relegated: true, sprint, points, .. } => ("relegation", Some(sprint), points),
            _ => return None,
        };
        let bib = ruling.bib();
        Some(Self {
            ruling: word,
            sprint,
            bib,
            name: names.name(bib),
            points,
            reason: reason.map(clean),
            article: ruling.because().article,
            at_s: rounded(ruling.at().secs(), 3),
            family: names.family(bib),
        })
    }
}

/// What the commissaires ruled beside laps and sprints, and why.
pub(super) fn of(replay: &Replay) -> Vec<(Ruling, Option<String>)> {
    let card = replay.given().card.as_ref();
    let why = |ruling: &Ruling| card.and_then(|card| card.reason(ruling)).map(str::to_owned);
    let is_decision = |r: &&Ruling| matches!(r, Ruling::Penalty { .. } | Ruling::Moved { relegated: true, .. });
    let decisions = replay.rulings().iter().filter(is_decision);
    decisions.map(|ruling| (*ruling, why(ruling))).collect()
}

/// "The commissaires take 17 points off BEST: …"
#[must_use]
pub fn penalty(name: &str, points: i32, reason: Option<&str>) -> String {
    let points = points.abs();
    let points = format!("{} point{}", figure(points), if points == 1 { "" } else { "s" });
    closed(&format!("The commissaires take {points} off {name}"), reason)
}

/// The sentence on a ruling of a result.
#[must_use]
pub fn said(line: &RulingLine) -> String {
    match line.sprint {
        Some(sprint) => relegation(&line.family, sprint, line.reason.as_deref(), &[]),
        None => penalty(&line.family, line.points, line.reason.as_deref()),
    }
}

/// "BEST and COLE share a rank on record. …"
#[must_use]
pub fn shared_rank(names: &[String]) -> String {
    format!("{} share a rank on record. By the rules, the last line would part them.", list(names))
}

/// "OTT is relegated in sprint 2: … Moved up: BEST 1st and COLE 2nd."
#[must_use]
pub fn relegation(name: &str, sprint: u32, reason: Option<&str>, moved: &[String]) -> String {
    let sentence = closed(&format!("{name} is relegated in sprint {sprint}"), reason);
    if moved.is_empty() { sentence } else { format!("{sentence} Moved up: {}.", list(moved)) }
}

/// A sentence and the reason, with one full stop.
fn closed(sentence: &str, reason: Option<&str>) -> String {
    match reason {
        None => format!("{sentence}."),
        Some(reason) => format!("{sentence}: {}.", reason.trim_end_matches('.')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_told_with_its_reason_if_there_is_one() {
        let told = penalty("BEST", -17, Some("A lapped rider helped."));
        assert_eq!(told, "The commissaires take 17 points off BEST: A lapped rider helped.");
        let moved = ["BEST 1st".to_owned(), "COLE 2nd".to_owned()];
        let told = relegation("OTT", 2, Some("left the lane"), &moved);
        assert_eq!(told, "OTT is relegated in sprint 2: left the lane. Moved up: BEST 1st and COLE 2nd.");
        assert_eq!(relegation("OTT", 2, None, &[]), "OTT is relegated in sprint 2.");
        let told = shared_rank(&["BEST".to_owned(), "COLE".to_owned()]);
        assert_eq!(told, "BEST and COLE share a rank on record. By the rules, the last line would part them.");
        assert_eq!(penalty("BEST", -1, None), "The commissaires take 1 point off BEST.");
    }
}
