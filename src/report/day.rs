//! Calendar days as people type them: `2004-08-29`. Knows no clock and no time zone.

use std::fmt;
use std::str::FromStr;

/// A day of the Gregorian calendar. Days sort by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Day {
    /// `29 August 2004`.
    #[must_use]
    pub fn words(self) -> String {
        format!("{} {} {}", self.day, MONTHS[usize::from(self.month) - 1], self.year)
    }

    fn days_in(year: u16, month: u8) -> u8 {
        match month {
            2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Day {
    type Err = String;

    /// Reads `YYYY-MM-DD`; the error says what to write instead.
    fn from_str(s: &str) -> Result<Self, String> {
        let shape = || "write a date as year-month-day, for example 2004-08-29".to_owned();
        let digits = |part: &str, len: usize| -> Option<u16> {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
        };
        let mut parts = s.split('-');
        let (Some(y), Some(m), Some(d), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(shape());
        };
        let (Some(year), Some(month), Some(day)) = (digits(y, 4), digits(m, 2), digits(d, 2)) else {
            return Err(shape());
        };
        if !(1..=12).contains(&month) {
            return Err(format!("there is no month {month}; {}", shape()));
        }
        let (month, last) = (month as u8, u16::from(Self::days_in(year, month as u8)));
        if !(1..=last).contains(&day) {
            let name = MONTHS[usize::from(month) - 1];
            return Err(format!("{name} {year} has {last} days, not {day}"));
        }
        Ok(Self { year, month, day: day as u8 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_and_written_alike() {
        let day: Day = "2004-08-29".parse().unwrap();
        assert_eq!((day.to_string(), day.words()), ("2004-08-29".into(), "29 August 2004".into()));
        assert!(day < "2005-10-27".parse().unwrap());
    }

    #[test]
    fn a_date_that_does_not_exist_is_refused_with_a_remedy() {
        for bad in ["", "2004", "29.8.2004", "2004-8-9", "2004-08-29-1", "+004-08-29", "２００４-08-29"] {
            assert!(bad.parse::<Day>().unwrap_err().contains("2004-08-29"), "{bad}");
        }
        assert_eq!("2004-13-01".parse::<Day>().unwrap_err().split(';').next(), Some("there is no month 13"));
        assert_eq!("2005-02-29".parse::<Day>().unwrap_err(), "February 2005 has 28 days, not 29");
        assert!("2004-02-29".parse::<Day>().is_ok() && "1900-02-29".parse::<Day>().is_err());
    }
}
