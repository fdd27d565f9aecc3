//! What the commissaires ruled beside laps and sprints, in sentences. Knows neither layout nor time.

use super::sheet::RulingLine;
use super::words::figure;

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
    penalty(&line.family, line.points, line.reason.as_deref())
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
    fn a_penalty_is_told_with_its_reason_if_there_is_one() {
        let told = penalty("BEST", -17, Some("A lapped rider helped."));
        assert_eq!(told, "The commissaires take 17 points off BEST: A lapped rider helped.");
        assert_eq!(penalty("BEST", -1, None), "The commissaires take 1 point off BEST.");
    }
}
