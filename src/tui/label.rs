//! What stands for a rider where there is room for three characters.

use std::collections::BTreeSet;

use crate::scenario::RiderSpec;
use crate::text::fold;

/// Characters of a label.
pub const CELLS: usize = 3;

/// A label for each of `riders`: the numbers, if all are on record; the nations, if all ride for different ones; or else letters
/// of the family names. None is there twice, but for the dots of those for whom none is left in a very large field.
#[must_use]
pub fn labels(riders: &[RiderSpec]) -> Vec<String> {
    if riders.iter().all(|r| r.bib_known) {
        return riders.iter().map(|r| r.bib.to_string()).collect();
    }
    let nations: BTreeSet<&str> = riders.iter().filter_map(|r| r.noc.as_deref()).collect();
    if nations.len() == riders.len() {
        return riders.iter().filter_map(|r| r.noc.clone()).collect();
    }
    let mut taken = BTreeSet::new();
    riders.iter().map(|rider| of_name(&rider.family, &mut taken)).collect()
}

/// The first letters of `family` that are not `taken`, which it takes: three in a row, or else two and a later one, or else one
/// and a number.
fn of_name(family: &str, taken: &mut BTreeSet<String>) -> String {
    let letters: Vec<char> = fold(family).to_uppercase().chars().collect();
    let first = letters.iter().take(CELLS - 1).collect::<String>();
    let later = letters.iter().skip(CELLS - 1).map(|c| format!("{first}{c}"));
    let initial = letters.first().copied().unwrap_or('?');
    let numbered = (1..100).map(|n| format!("{initial}{n}"));
    let short = (letters.len() < CELLS).then(|| first.clone());
    let free = short.into_iter().chain(later).chain(numbered).find(|label| !taken.contains(label));
    let label = free.unwrap_or_else(|| "…".to_owned());
    taken.insert(label.clone());
    label
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::parse;

    fn labelled(riders: &str) -> Vec<String> {
        let text = format!("schema = 1\nriders = [{riders}]\n[course]\nlaps = 20\n[rules]\nedition = \"2026\"\n");
        labels(&parse("x", &text).unwrap().riders)
    }

    #[test]
    fn numbers_on_record_go_before_nations_and_nations_before_names() {
        let all = r#"{ bib = 7, name = "A Abt", noc = "GER" }, { bib = 4, name = "B Bos", noc = "NED" }"#;
        assert_eq!(labelled(all), ["7", "4"]);
        let one = r#"{ bib = 7, name = "A Abt", noc = "GER" }, { name = "B Bos", noc = "NED" }"#;
        assert_eq!(labelled(one), ["GER", "NED"]);
        let compatriots = r#"{ name = "A Abt", noc = "GER" }, { name = "B Bos", noc = "GER" }"#;
        assert_eq!(labelled(compatriots), ["ABT", "BOS"]);
    }

    #[test]
    fn names_that_begin_alike_get_other_letters_and_no_label_is_longer_than_its_cell() {
        let alike = r#"{ name = "A Petersen" }, { name = "B Petrov" }, { name = "C Pettit" }, { name = "D Li" }"#;
        assert_eq!(labelled(alike), ["LI", "PET", "PER", "PEI"]);
        let many: Vec<String> = (0..120).map(|n| format!("{{ name = \"Rider {n}x\" }}")).collect();
        let labels = labelled(&many.join(", "));
        assert!(labels.iter().all(|label| label.chars().count() <= CELLS));
    }
}
