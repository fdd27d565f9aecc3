//! Moments of a race as they are written: laps of the head of the race (`130`, `12.5`) or a time (`41:12`,
//! `0:41:12.25`).

use crate::course::Track;
use crate::tactics::When;
use crate::units::Micros;

/// More laps than any race has.
const MOST_LAPS: f64 = 10_000.0;
/// A day: longer than any race, s.
const MOST_S: f64 = 86_400.0;

/// Why a text is no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    #[error("write a lap (0 is the gun) or a time such as 41:12")]
    Unreadable,
    #[error("it can be lap {lap} or the time {time}: write {lap}0 or {time}")]
    TwoWays { lap: String, time: String },
}

/// Reads a moment.
///
/// # Errors
/// `text` is none, or may be a lap as well as a time.
pub fn read(text: &str) -> Result<When, WhenError> {
    if text.contains(':') {
        return time(text).map(When::Time).ok_or(WhenError::Unreadable);
    }
    let laps = laps(text).ok_or(WhenError::Unreadable)?;
    match as_time(text) {
        Some(time) => Err(WhenError::TwoWays { lap: text.to_owned(), time }),
        None => Ok(When::Lap(laps)),
    }
}

/// Reads laps, which may have any decimals.
#[must_use]
pub fn laps(text: &str) -> Option<f64> {
    let is_number = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let laps: f64 = text.parse().ok().filter(|_| is_number)?;
    (0.0..=MOST_LAPS).contains(&laps).then_some(laps)
}

/// The time that `text` is with a colon for its point, if somebody may have meant that: `41.12`.
fn as_time(text: &str) -> Option<String> {
    let (minutes, seconds) = text.split_once('.')?;
    let is_clock = !minutes.is_empty() && seconds.len() == 2;
    let written = format!("{minutes}:{seconds}");
    (is_clock && time(&written).is_some()).then_some(written)
}

/// Reads a time: `41:12`, `0:41:12.25`.
fn time(text: &str) -> Option<Micros> {
    if !text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ':') {
        return None;
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
    (seconds <= MOST_S).then(|| Micros::from_secs(seconds))
}

/// Writes a moment as [`read`] reads it.
#[must_use]
pub fn write(when: When) -> String {
    match when {
        When::Lap(laps) => {
            let text = format!("{laps}");
            // With a decimal more it cannot be taken for a time.
            if as_time(&text).is_some() { text + "0" } else { text }
        }
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
            assert_eq!(read(text), Ok(when), "{text}");
            assert_eq!(write(when), text);
        }
        assert_eq!(read("41:12"), Ok(When::Time(Micros(2_472_000_000))));
    }

    #[test]
    fn what_may_be_a_lap_or_a_time_is_refused_with_both() {
        let why = read("41.12").unwrap_err().to_string();
        assert_eq!(why, "it can be lap 41.12 or the time 41:12: write 41.120 or 41:12");
        for (text, lap) in [("41.120", 41.12), ("41.75", 41.75), ("41.5", 41.5), ("41.125", 41.125)] {
            assert_eq!(read(text), Ok(When::Lap(lap)), "{text}");
            assert_eq!(read(&write(When::Lap(lap))), Ok(When::Lap(lap)), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_not_read() {
        for text in ["", "-1", "lap", "1e3", "nan", "1:2:3:4", "1.5:00", "0:61", ":", "99999", "30:00:00", "1..2", "+5"]
        {
            assert_eq!(read(text), Err(WhenError::Unreadable), "{text}");
        }
    }
}
