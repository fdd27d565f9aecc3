//! What the commissaires ruled beside laps and sprints, in sentences. Knows neither layout nor time.

use super::sheet::RulingLine;
use super::words::{figure, list};

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
        assert_eq!(penalty("BEST", -1, None), "The commissaires take 1 point off BEST.");
    }
}
