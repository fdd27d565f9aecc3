//! All numbers of the model in one list: the tables of the physics, the legs, the minds, the race, the completion and the director.

use crate::params::Param;
use crate::tactics::{self, Params};
use crate::{card, director, field, free, physics, race, rider};

/// Every table with the subject it belongs to, from the ground up.
pub const TABLES: &[(&str, &[Param])] = &[
    ("Physics", physics::NUMBERS),
    ("Riders' legs", rider::NUMBERS),
    ("Legs estimated from a result", field::NUMBERS),
    ("Riders' minds, fitted to real races", Params::NUMBERS),
    ("Riders' minds, not fitted", tactics::NUMBERS),
    ("The free race", free::NUMBERS),
    ("The tick", race::NUMBERS),
    ("The completion of cards", card::NUMBERS),
    ("The director of replays", director::NUMBERS),
];

/// The tables as Markdown, one row a number.
#[must_use]
pub fn markdown() -> String {
    let mut out = String::new();
    for (subject, table) in TABLES {
        out += &format!(
            "## {subject}\n\n| number | meaning | value | unit | range | source |\n|---|---|--:|---|---|---|\n"
        );
        for p in *table {
            let unit = if p.unit == "1" { "" } else { p.unit };
            out += &format!(
                "| `{}` | {} | {} | {unit} | {} – {} | {} |\n",
                p.name,
                p.meaning.trim().replace('|', "\\|"),
                number(p.value),
                number(p.low),
                number(p.high),
                p.source.replace('|', "\\|")
            );
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out + "\n"
}

/// A value as it is read, to six digits: the shares of a percentage are not written to the last bit.
fn number(x: f64) -> String {
    if x == 0.0 {
        return "0".to_owned();
    }
    let digits = (5 - libm::floor(libm::log10(libm::fabs(x))) as i32).clamp(0, 12) as usize;
    let text = format!("{x:.digits$}");
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    short.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_number_lies_in_its_range_and_says_what_it_is_and_where_it_is_from() {
        let mut count = 0;
        for (subject, table) in TABLES {
            let mut names = BTreeSet::new();
            for p in *table {
                assert!(names.insert(p.name), "{subject}: {} stands twice", p.name);
                assert!(p.low <= p.high, "{subject}: {}: {} to {}", p.name, p.low, p.high);
                assert!((p.low..=p.high).contains(&p.value), "{subject}: {} = {}", p.name, p.value);
                assert!(
                    !p.meaning.trim().is_empty() && !p.unit.is_empty() && !p.source.is_empty(),
                    "{subject}: {}",
                    p.name
                );
                count += 1;
            }
        }
        assert!(count > 300, "{count} numbers");
    }

    #[test]
    fn values_are_read_to_six_digits() {
        let read = [0.0, 5.0, -1.5, 26_000.0, 0.05, 1.0 / 1200.0, 4.5e-7, 160.25].map(number);
        assert_eq!(read, ["0", "5", "−1.5", "26000", "0.05", "0.000833333", "0.00000045", "160.25"]);
    }
}
