//! Dates and race times in scenario files. Knows nothing of races.

use serde_json::{Map, Value, json};
use toml::de::DeValue;

use super::log::ProblemLog;
use super::number::Seconds;
use super::read::{Node, Read, complain};
use super::word::line;

/// A date, as far as it is known: `2004`, `2004-08` or `2004-08-24`.
#[derive(Debug, Clone)]
pub(super) struct Date(pub(super) String);

/// A whole date: `2004-08-24`.
#[derive(Debug, Clone)]
pub(super) struct FullDate(pub(super) String);

/// A race time, `48:32` or `1:02:33.5`, in seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock(pub(super) f64);

impl Read for Date {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        date(node, place, 1, log).map(Self)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"})
    }
}

impl Read for FullDate {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        date(node, place, 3, log).map(Self)
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
    }
}

/// The date at `node`, with or without quotes, with at least `parts` of year, month and day.
fn date(node: &Node, place: &str, parts: usize, log: &mut ProblemLog) -> Option<String> {
    let text = match node.get_ref() {
        DeValue::Datetime(datetime) => datetime.to_string(),
        DeValue::Integer(year) => year.as_str().to_owned(),
        _ => line(node, place, 60, log)?,
    };
    if is_date(&text) && text.split('-').count() >= parts {
        return Some(text);
    }
    complain(log, place, &node.span(), "a date is expected", "write year, month and day, as 2004-08-24");
    None
}

/// Whether `text` is a valid date: `2004`, `2004-08` or `2004-08-24`.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths_fit = parts.iter().map(|p| p.len()).eq([4, 2, 2].into_iter().take(parts.len()));
    if parts.len() > 3 || !lengths_fit || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return false;
    }
    let number = |i: usize| parts.get(i).map_or(1, |p| p.parse::<u32>().unwrap_or(0));
    let (year, month, day) = (number(0), number(1), number(2));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

impl Read for Clock {
    fn read(node: &Node, place: &str, log: &mut ProblemLog) -> Option<Self> {
        let seconds = match node.get_ref() {
            DeValue::String(text) => clock(text),
            DeValue::Datetime(time) => clock(&time.to_string()),
            _ => return Seconds::read(node, place, log).map(|s| Self(s.0)),
        };
        if let Some(seconds) = seconds.filter(|s| (1.0..=86_400.0).contains(s)) {
            return Some(Self(seconds));
        }
        complain(log, place, &node.span(), "a race time is expected", "write minutes and seconds, as \"48:32\"");
        None
    }

    fn schema(_: &mut Map<String, Value>) -> Value {
        json!({"type": ["string", "number"], "pattern": "^([0-9]{1,2}:)?[0-9]{1,3}:[0-9]{2}([.][0-9]{1,3})?$"})
    }
}

/// Seconds of `48:32` or `1:02:33.5`.
fn clock(text: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let parts: Vec<&str> = text.trim().split(':').collect();
    if !(2..=3).contains(&parts.len()) {
        return None;
    }
    for (i, part) in parts.iter().enumerate() {
        let last = i + 1 == parts.len();
        if part.is_empty() || part.len() > 6 || !part.bytes().all(|b| b.is_ascii_digit() || (last && b == b'.')) {
            return None;
        }
        let number: f64 = part.parse().ok()?;
        if i > 0 && number >= 60.0 {
            return None;
        }
        seconds = seconds * 60.0 + number;
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_exist_are_dates() {
        for good in ["2004", "2004-08", "2004-08-24", "2004-02-29", "2000-02-29"] {
            assert!(is_date(good), "{good}");
        }
        for bad in
            ["", "04", "2004-8-24", "2004-13-01", "2005-02-29", "1900-02-29", "2004-08-24-1", "2004-08-2x", "200४"]
        {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn race_times_are_minutes_and_seconds_after_optional_hours() {
        assert_eq!(clock("48:32"), Some(2912.0));
        assert_eq!(clock("1:02:33.5"), Some(3753.5));
        assert_eq!(clock("48:72"), None);
        assert_eq!(clock("48"), None);
        assert_eq!(clock("4x:32"), None);
    }
}
