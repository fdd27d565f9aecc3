//! Small words: pronouns, numbers and places as they are spoken, and lists of names. Knows no race.

use crate::report::words::{RiderNames, list, ordinal};
use crate::scenario::{Level, Scenario};
use crate::units::Bib;

/// How a rider of a race is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pronoun {
    He,
    She,
    /// Nothing says whether it is a race of men or of women.
    They,
}

impl Pronoun {
    /// Of the riders of `scenario`. Men are the level of a file that states none, so its title must say so too.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let title = scenario.title.to_lowercase();
        match scenario.level {
            Level::Women | Level::JuniorWomen => Self::She,
            _ if title.contains("women") => Self::She,
            _ if title.contains("men") => Self::He,
            _ => Self::They,
        }
    }

    pub(super) fn he(self) -> &'static str {
        match self {
            Self::He => "he",
            Self::She => "she",
            Self::They => "they",
        }
    }

    pub(super) fn him(self) -> &'static str {
        match self {
            Self::He => "him",
            Self::She => "her",
            Self::They => "them",
        }
    }

    pub(super) fn his(self) -> &'static str {
        match self {
            Self::He => "his",
            Self::She => "her",
            Self::They => "their",
        }
    }

    /// "he takes", "they take"; `verb` is the plain form.
    pub(super) fn does(self, verb: &str) -> String {
        match self {
            Self::He => format!("he {verb}s"),
            Self::She => format!("she {verb}s"),
            Self::They => format!("they {verb}"),
        }
    }

    pub(super) fn has(self) -> &'static str {
        match self {
            Self::He => "he has",
            Self::She => "she has",
            Self::They => "they have",
        }
    }

    pub(super) fn himself(self) -> &'static str {
        match self {
            Self::He => "himself",
            Self::She => "herself",
            Self::They => "themselves",
        }
    }

    pub(super) fn was(self) -> &'static str {
        match self {
            Self::He => "he was",
            Self::She => "she was",
            Self::They => "they were",
        }
    }

    pub(super) fn alone(self) -> &'static str {
        match self {
            Self::He => "on his own",
            Self::She => "on her own",
            Self::They => "alone",
        }
    }
}

const NUMBERS: [&str; 21] = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
/// The last number that is spelt inside a sentence.
const SPELT: u32 = 12;
const PLACES: [&str; 13] = [
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];

/// A number in words up to twelve, in figures from 13.
pub(super) fn number(n: u32) -> String {
    if n > SPELT { n.to_string() } else { NUMBERS[n as usize].to_owned() }
}

/// A number that begins a sentence, in words up to twenty.
pub(super) fn number_first(n: u32) -> String {
    NUMBERS.get(n as usize).map_or_else(|| n.to_string(), |word| capital(word))
}

/// `third`, `13th`.
pub(super) fn place(n: u32) -> String {
    PLACES.get(n as usize).filter(|word| !word.is_empty()).map_or_else(|| ordinal(n), |word| (*word).to_owned())
}

/// `one lap`, `two laps`, `14 laps`.
pub(super) fn counted(n: u32, noun: &str) -> String {
    format!("{} {noun}{}", number(n), if n == 1 { "" } else { "s" })
}

/// `a lap`, `two laps`.
pub(super) fn some(n: u32, noun: &str) -> String {
    if n == 1 { format!("a {noun}") } else { counted(n, noun) }
}

/// With a capital at the beginning of a sentence.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The form of a verb, or of another word, for one and for many.
pub(super) fn form<'a>(one: bool, single: &'a str, many: &'a str) -> &'a str {
    if one { single } else { many }
}

/// More names than this are not read out one after the other.
pub(super) const NAMES: usize = 5;

/// The names in a list; of many riders, the first three and the number of the others.
pub(super) fn named(names: &RiderNames, bibs: &[Bib]) -> String {
    if bibs.len() <= NAMES {
        return names.families(bibs);
    }
    let mut named: Vec<String> = bibs[..3].iter().map(|bib| names.family(*bib)).collect();
    named.push(format!("{} others", number(bibs.len() as u32 - 3)));
    list(&named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn riders_of_a_womens_race_are_never_he() {
        let mut race = sample::scenario();
        let mut of = |level, title: &str| {
            (race.level, race.title) = (level, title.to_owned());
            Pronoun::of(&race)
        };
        assert_eq!(of(Level::Women, "Points race"), Pronoun::She);
        assert_eq!(of(Level::JuniorWomen, "Juniors"), Pronoun::She);
        assert_eq!(of(Level::Men, "Women's points race"), Pronoun::She, "a file may state no level");
        assert_eq!(of(Level::Men, "Men's points race"), Pronoun::He);
        assert_eq!(of(Level::Men, "Tiny"), Pronoun::They);
    }

    #[test]
    fn numbers_are_spoken() {
        assert_eq!([number(0), number(12), number(13)], ["no", "twelve", "13"]);
        assert_eq!([number_first(15), number_first(21)], ["Fifteen", "21"]);
        assert_eq!([place(1), place(12), place(13), place(0)], ["first", "twelfth", "13th", "0th"]);
        assert_eq!([counted(1, "lap"), counted(2, "lap"), some(1, "lap")], ["one lap", "two laps", "a lap"]);
        assert_eq!([capital("the two"), capital("ÁM"), capital("")], ["The two", "ÁM", ""]);
        assert_eq!([Pronoun::She.does("take"), Pronoun::They.does("take")], ["she takes", "they take"]);
    }

    #[test]
    fn many_riders_are_named_in_few_words() {
        let race = sample::scenario();
        let names = RiderNames::of(&race);
        let bibs: Vec<Bib> = [7, 3, 12, 9, 1, 2].map(Bib).to_vec();
        assert_eq!(named(&names, &bibs[..2]), "ÁM and BE");
        assert_eq!(named(&names, &bibs), "ÁM, BE, CE and three others");
    }
}
