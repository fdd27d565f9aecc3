//! Moments of a race as they are written: laps of the head of the race (`130`, `12.5`) or a time (`41:12`,
//! `0:41:12.25`).

use crate::course::Track;
use crate::tactics::When;
use crate::units::Micros;

/// More laps than any race has.
const MOST_LAPS: f64 = 10_000.0;
/// A day: longer than any race, s.
const MOST_S: f64 = 86_400.0;

/// Reads a moment; `None` if `text` is none.
#[must_use]
pub fn read(text: &str) -> Option<When> {
    if !text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ':') {
        return None;
    }
    if !text.contains(':') {
        let laps: f64 = text.parse().ok()?;
        return (0.0..=MOST_LAPS).contains(&laps).then_some(When::Lap(laps));
    }
    let parts: Vec<&str> = text.split(':').collect();
    if parts.len() > 3 {
        return None;
    }
    let mut seconds = 0.0;
    for (k, part) in parts.iter().enumerate() {
        let is_last = k + 1 == parts.len();
        let value: f64 = part.parse().ok()?;
        let is_whole = part.chars().all(|c| c.is_ascii_digit());
        if (!is_last && !is_whole) || (k > 0 && value >= 60.0) {
            return None;
        }
        seconds = 60.0 * seconds + value;
    }
    (seconds <= MOST_S).then(|| When::Time(Micros::from_secs(seconds)))
}

/// Writes a moment as [`read`] reads it.
#[must_use]
pub fn write(when: When) -> String {
    match when {
        When::Lap(laps) => format!("{laps}"),
        When::Time(at) => {
            let (seconds, rest) = (at.0 / 1_000_000, at.0 % 1_000_000);
            let part = if rest == 0 { String::new() } else { format!(".{rest:06}").trim_end_matches('0').to_owned() };
            format!("{}:{:02}:{:02}{part}", seconds / 3600, seconds / 60 % 60, seconds % 60)
        }
    }
}

/// Which of two moments comes first. A lap is compared with a time as if the race went at an ordinary speed throughout.
#[must_use]
pub fn order(a: When, b: When, track: &Track) -> std::cmp::Ordering {
    /// 48.6 km/h (guess: between the men's races and the women's), m/s.
    const MPS: f64 = 13.5;
    let seconds = |when| match when {
        When::Lap(laps) => laps * track.lap_m / MPS,
        When::Time(at) => at.secs(),
    };
    seconds(a).total_cmp(&seconds(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_they_are_written() {
        for (text, when) in [
            ("0", When::Lap(0.0)),
            ("130", When::Lap(130.0)),
            ("12.5", When::Lap(12.5)),
            ("0:41:12", When::Time(Micros(2_472_000_000))),
            ("0:41:12.25", When::Time(Micros(2_472_250_000))),
        ] {
            assert_eq!(read(text), Some(when), "{text}");
            assert_eq!(write(when), text);
        }
        assert_eq!(read("41:12"), Some(When::Time(Micros(2_472_000_000))));
    }

    #[test]
    fn what_is_no_moment_is_not_read() {
        for text in ["", "-1", "lap", "1e3", "nan", "1:2:3:4", "1.5:00", "0:61", ":", "99999", "30:00:00", "1..2", "+5"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
