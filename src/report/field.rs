//! A start list with the riders' powers, in the form of a scenario file. Draws and estimates nothing itself.

use std::fmt::Write as _;

use crate::rider::Legs;
use crate::scenario::RiderSpec;
use crate::text::{Quoting, quoted};

/// The `riders` of a scenario file: what is known of each, with the powers in `legs`, which are in the same order.
#[must_use]
pub fn toml(riders: &[RiderSpec], legs: &[Legs]) -> String {
    let mut out = String::from("riders = [\n");
    for (rider, legs) in riders.iter().zip(legs) {
        let mut keys = Vec::new();
        if rider.bib_known {
            keys.push(format!("bib = {}", rider.bib));
        }
        keys.push(format!("name = {}", quoted(&rider.name, Quoting::Toml)));
        if !last_word_is(&rider.name, &rider.family) {
            keys.push(format!("family = {}", quoted(&in_name(&rider.name, &rider.family), Quoting::Toml)));
        }
        keys.extend(rider.noc.as_deref().map(|noc| format!("noc = {}", quoted(noc, Quoting::Toml))));
        keys.extend(rider.height_cm.map(|cm| format!("height_cm = {cm}")));
        keys.extend(rider.mass_kg.map(|kg| format!("mass_kg = {kg}")));
        keys.push(format!("cp_w = {:.0}", legs.cp_w));
        keys.push(format!("w_prime_kj = {:.1}", legs.w_prime_j / 1000.0));
        keys.push(format!("peak_w = {:.0}", legs.peak_w));
        keys.extend(rider.cda_m2.map(|m2| format!("cda_m2 = {m2}")));
        let _ = writeln!(out, "  {{ {} }},", keys.join(", "));
    }
    out + "]\n"
}

/// Whether a reader of the file finds this family name without being told: the last word of the name.
fn last_word_is(name: &str, family: &str) -> bool {
    let family = family.split_once(". ").map_or(family, |(_, family)| family);
    name.split_whitespace().next_back().is_some_and(|word| word.to_uppercase() == family)
}

/// `family`, which is in capitals, in the spelling of `name`.
fn in_name(name: &str, family: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let spans = (0..words.len()).flat_map(|i| (i + 1..=words.len()).map(move |j| (i, j)));
    let found = spans.map(|(i, j)| words[i..j].join(" ")).find(|span| span.to_uppercase() == family);
    found.unwrap_or_else(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field;
    use crate::scenario::{Level, builtins, parse};

    fn file(riders: &str) -> String {
        format!("schema = 1\n{riders}[course]\nlaps = 20\n[rules]\nedition = \"2026\"\n")
    }

    #[test]
    fn a_numbered_field_that_was_written_is_read_again_as_it_was() {
        for level in [Level::Men, Level::JuniorWomen] {
            let riders = field::numbered(level, 24, 3);
            let mut scenario = parse("x", &file("riders = [{ name = \"A B\" }, { name = \"C D\" }]\n")).unwrap();
            scenario.riders = riders.clone();
            let text = toml(&riders, &field::legs(&scenario, 3));
            assert_eq!(parse("x", &file(&text)).unwrap().riders, riders);
        }
    }

    #[test]
    fn historic_start_lists_keep_their_names() {
        for builtin in builtins() {
            let scenario = parse(builtin.id, builtin.text).unwrap();
            let text = toml(&scenario.riders, &field::legs(&scenario, 1));
            let again = parse("x", &file(&text)).unwrap();
            let names = |s: &crate::scenario::Scenario| -> Vec<(String, String)> {
                s.riders.iter().map(|r| (r.name.clone(), r.family.clone())).collect()
            };
            assert_eq!(names(&again), names(&scenario));
            assert!(again.riders.iter().all(|r| r.cp_w.is_some() && r.peak_w.is_some()));
        }
    }
}
