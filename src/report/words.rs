//! Words and figures as scoreboards write them: names, lists, signs, times. Knows nothing about layout.

use std::borrow::Cow;

use crate::scenario::{RiderSpec, Scenario};
use crate::text::{LongWord, clean, width, wrap};
use crate::units::{Bib, Micros};

/// `A`, `A and B`, `A, B and C`; nothing for an empty list.
#[must_use]
pub fn list<S: AsRef<str>>(items: &[S]) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", init.join(", "), last.as_ref())
        }
    }
}

/// Cells of a line on which tables and paragraphs fit: any terminal has so many.
pub const PAGE: usize = 80;

/// `text` with its lines broken between words where they are longer than a [page](PAGE); what follows is as far from the edge as
/// the line. Lines with a command or a run code are left whole, to be copied.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let is_copied = line.contains("velodrome ") || line.contains("run:");
        if width(line) <= PAGE || is_copied {
            out += line;
        } else {
            let indent = " ".repeat(line.len() - line.trim_start_matches(' ').len());
            let room = PAGE - indent.len().min(PAGE / 2);
            let lines = parts(line.trim_start_matches(' '), room).unwrap_or_else(|| wrap(line, room, LongWord::Whole));
            out += &lines.iter().map(|line| indent.clone() + line).collect::<Vec<_>>().join("\n");
        }
        out += end;
    }
    out
}

/// `line` broken where its parts are separated by `·`, if it has such parts and all of them fit.
fn parts(line: &str, cells: usize) -> Option<Vec<String>> {
    const BETWEEN: &str = " · ";
    let mut lines: Vec<String> = Vec::new();
    for part in line.split(BETWEEN) {
        match lines.last_mut() {
            Some(line) if width(line) + width(BETWEEN) + width(part) <= cells => {
                *line += &format!("{BETWEEN}{part}");
            }
            _ if width(part) <= cells => lines.push(part.to_owned()),
            _ => return None,
        }
    }
    (lines.len() > 1).then_some(lines)
}

/// A number with its sign, using a true minus sign; 0 has none.
#[must_use]
pub fn signed(n: i32) -> String {
    match n {
        0 => "0".into(),
        n if n > 0 => format!("+{n}"),
        n => format!("−{}", n.unsigned_abs()),
    }
}

/// A number, using a true minus sign.
#[must_use]
pub fn figure(n: i32) -> String {
    if n < 0 { signed(n) } else { n.to_string() }
}

/// `1 lap`, `2 laps`.
#[must_use]
pub fn count(n: u32, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

/// A name with its score: `IGNATIEV 73`; after a name that ends in a digit, in parentheses: `RIDER 11 (73)`.
#[must_use]
pub fn scored(name: &str, score: &impl std::fmt::Display) -> String {
    if name.ends_with(|c: char| c.is_ascii_digit()) { format!("{name} ({score})") } else { format!("{name} {score}") }
}

/// `1st`, `2nd`, `3rd`, `4th`, `11th`.
#[must_use]
pub fn ordinal(n: u32) -> String {
    let tail = match (n % 10, n % 100) {
        (1, r) if r != 11 => "st",
        (2, r) if r != 12 => "nd",
        (3, r) if r != 13 => "rd",
        _ => "th",
    };
    format!("{n}{tail}")
}

/// A race time rounded to the second: `48:32`, or `1:02:03` from an hour on.
#[must_use]
pub fn race_time(at: Micros) -> String {
    let s = (at.0.max(0) + 500_000) / 1_000_000;
    if s < 3600 {
        format!("{}:{:02}", s / 60, s % 60)
    } else {
        format!("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
    }
}

/// `x` rounded to `places` decimals.
#[must_use]
pub fn rounded(x: f64, places: u32) -> f64 {
    let unit = f64::from(10u32.pow(places));
    libm::round(x * unit) / unit
}

/// Metres of a lap without needless decimals: `250`, `333.33`.
#[must_use]
pub fn metres(m: f64) -> String {
    format!("{}", rounded(m, 2))
}

/// The names of a scenario's riders, by bib, made safe for any terminal.
#[derive(Debug, Clone, Copy)]
pub struct RiderNames<'a>(&'a [RiderSpec]);

impl<'a> RiderNames<'a> {
    /// The start list of `scenario`.
    #[must_use]
    pub fn of(scenario: &'a Scenario) -> Self {
        Self(&scenario.riders)
    }

    fn get(&self, bib: Bib) -> Option<&'a RiderSpec> {
        self.0.iter().find(|r| r.bib == bib)
    }

    /// The family name in capitals; the bib for a rider who is not on the start list.
    #[must_use]
    pub fn family(&self, bib: Bib) -> String {
        self.get(bib).map_or_else(|| format!("no. {bib}"), |r| clean(&r.family))
    }

    /// The full name as the file writes it.
    #[must_use]
    pub fn name(&self, bib: Bib) -> String {
        self.get(bib).map_or_else(|| format!("no. {bib}"), |r| clean(&r.name))
    }

    /// The full name in the order of the file, with the family name in capitals: `Mikhail IGNATIEV`, `WONG Kam Po`.
    #[must_use]
    pub fn board(&self, bib: Bib) -> String {
        let name = self.name(bib);
        if self.get(bib).is_none() {
            return name;
        }
        let family = self.family(bib);
        let fold = |s: &str| s.to_lowercase();
        let words: Vec<&str> = name.split(' ').collect();
        let wanted: Vec<String> = family.split(' ').map(fold).collect();
        let at = words.windows(wanted.len()).rposition(|w| w.iter().zip(&wanted).all(|(a, b)| fold(a) == *b));
        let Some(at) = at else { return name };
        let capital = |(i, word): (usize, &&'_ str)| -> Cow<'_, str> {
            let inside = (at..at + wanted.len()).contains(&i);
            if inside { word.to_uppercase().into() } else { (*word).to_owned().into() }
        };
        words.iter().enumerate().map(capital).collect::<Vec<_>>().join(" ")
    }

    /// The family names of several riders as a list: `A, B and C`.
    #[must_use]
    pub fn families(&self, bibs: &[Bib]) -> String {
        list(&bibs.iter().map(|b| self.family(*b)).collect::<Vec<_>>())
    }

    /// The number on the rider's back, if it is on record.
    #[must_use]
    pub fn number(&self, bib: Bib) -> Option<Bib> {
        self.get(bib).filter(|r| r.bib_known).map(|r| r.bib)
    }

    /// Whether a number is on record for anybody.
    #[must_use]
    pub fn has_numbers(&self) -> bool {
        self.0.iter().any(|r| r.bib_known)
    }

    /// The three-letter code of the nation; `None` if unknown.
    #[must_use]
    pub fn noc(&self, bib: Bib) -> Option<String> {
        self.get(bib).and_then(|r| r.noc.as_deref()).map(clean)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rider(bib: u16, name: &str, family: &str) -> RiderSpec {
        RiderSpec {
            bib: Bib(bib),
            bib_known: false,
            name: name.into(),
            family: family.into(),
            noc: None,
            starts: true,
            named: true,
            height_cm: None,
            mass_kg: None,
            cp_w: None,
            w_prime_j: None,
            peak_w: None,
            cda_m2: None,
            start_points: 0,
        }
    }

    #[test]
    fn the_family_name_is_in_capitals_wherever_it_stands() {
        let riders = [
            rider(1, "Mikhail Ignatiev", "IGNATIEV"),
            rider(2, "Wong Kam Po", "WONG"),
            rider(3, "Lada Kozlíková", "KOZLÍKOVÁ"),
            rider(4, "Ann Smith", "SMITH A."),
        ];
        let names = RiderNames(&riders);
        let boards: Vec<String> = (1..=5).map(|b| names.board(Bib(b))).collect();
        assert_eq!(boards, ["Mikhail IGNATIEV", "WONG Kam Po", "Lada KOZLÍKOVÁ", "Ann Smith", "no. 5"]);
    }

    #[test]
    fn times_are_rounded_to_the_second_and_show_hours_only_when_there_are_any() {
        assert_eq!(race_time(Micros(2_911_600_000)), "48:32");
        assert_eq!(race_time(Micros(3_600_000_000)), "1:00:00");
    }

    #[test]
    fn lists_ordinals_and_signs_read_naturally() {
        assert_eq!(list(&["A", "B", "C"]), "A, B and C");
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal).join(" "),
            "1st 2nd 3rd 4th 11th 12th 13th 21st 112th"
        );
        assert_eq!([signed(3), signed(0), signed(-20), figure(7)], ["+3", "0", "−20", "7"]);
        assert_eq!([count(1, "lap"), count(2, "lap")], ["1 lap", "2 laps"]);
        assert_eq!([scored("FULST", &"79"), scored("RIDER 11", &7)], ["FULST 79", "RIDER 11 (7)"]);
    }
}
