//! What was probably meant by a word that is not known. A suggestion that is far off misleads more than it helps.

use std::cmp::Reverse;

use super::fold;

/// Letters of the longest text that is compared; anything longer is no typing error.
const LONGEST: usize = 60;
/// Letters from which on the beginning, or the middle, of a word stands for it.
const BEGINNING: usize = 3;
const MIDDLE: usize = 5;

/// The candidate that `typed` probably means; `None` if none is close.
#[must_use]
pub fn nearest<'c>(typed: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // Of equals the one that begins most alike; then the last, as the latest of years and editions.
    let alike = |c: &str| typed.chars().zip(c.chars()).take_while(|(a, b)| a == b).count();
    let near = candidates.into_iter().filter_map(|c| Some(((Reverse(distance(typed, c)?), alike(c)), c)));
    near.max_by_key(|(rank, _)| *rank).map(|(_, c)| c)
}

/// Whether `candidate` may be meant by `typed`.
#[must_use]
pub fn is_near(typed: &str, candidate: &str) -> bool {
    distance(typed, candidate).is_some()
}

/// How far a candidate is from what was typed, in kinds of mistakes and then in letters; `None` beyond a few of them.
fn distance(typed: &str, candidate: &str) -> Option<(u8, usize)> {
    if typed.chars().nth(LONGEST).is_some() {
        return None;
    }
    let (typed, candidate) = (fold(typed), fold(candidate));
    let [long, short] = {
        let letters = [&typed, &candidate].map(|word| word.chars().count());
        [letters[0].max(letters[1]), letters[0].min(letters[1])]
    };
    // Letters that may be wrong, missing, too many, or have changed places: a few of the shorter word, most of which must be
    // right.
    let mistakes = match short {
        0..BEGINNING => 0,
        BEGINNING..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let wrong = strsim::osa_distance(&typed, &candidate);
    if wrong <= mistakes && short > 0 {
        return Some((0, wrong));
    }
    let part = |whole: &str, part: &str| {
        let letters = part.chars().count();
        // Two letters of three or four are enough, as "cp" for "cp_w".
        let is_long = letters >= BEGINNING || (letters == BEGINNING - 1 && 2 * letters >= long);
        let is_beginning = is_long && whole.starts_with(part);
        (is_beginning || (letters >= MIDDLE && whole.contains(part)))
            .then_some((2 - u8::from(is_beginning), long - short))
    };
    part(&candidate, &typed).or_else(|| part(&typed, &candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_close_word_is_found() {
        assert_eq!(nearest("cpw", ["cp_w", "mass_kg", "peak_w"]), Some("cp_w"));
        let ids = ["athens-2004-women", "athens-2004-men", "beijing-2008-men"];
        assert_eq!(nearest("athens-2004-man", ids), Some("athens-2004-men"));
        assert_eq!(nearest("beijing", ids), Some("beijing-2008-men"));
        assert_eq!(nearest("Ignatyev", ["IGNATIEV", "FULST"]), Some("IGNATIEV"));
        assert_eq!(nearest("cp", ["mass_kg", "cp_w", "peak_w"]), Some("cp_w"));
        assert_eq!(nearest("2020", ["2000", "2004", "2026"]), Some("2026"), "it begins alike");
        assert_eq!(nearest("recrod", ["riders", "record"]), Some("record"));
    }

    #[test]
    fn words_that_only_begin_alike_or_share_letters_are_not_suggested() {
        let keys = ["cp_w", "mass_kg", "name", "noc", "total", "riders", "record", "rules"];
        for typed in ["qqq", "", "x", "sun", "tree", "mask", "dragon", "names_of_the_horses_x", "rank", "nam€", "---"]
        {
            let meant = nearest(typed, keys);
            assert!(
                meant.is_none_or(|meant| ["nam€", "names_of_the_horses_x"].contains(&typed) && meant == "name"),
                "{typed}: {meant:?}"
            );
        }
        assert_eq!(nearest(&"a".repeat(1_000_000), keys), None);
    }
}
