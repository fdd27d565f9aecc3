//! Finds riders by what people type: a number, a family name, an initial and a family name, or a full name. Knows a start
//! list, and nothing of files.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{fold, nearest, visible};
use super::{RiderSpec, Scenario};
use crate::units::Bib;

impl Scenario {
    /// The rider whom `typed` means: a number, a family name, an initial and a family name, or a full name.
    ///
    /// # Errors
    /// A message that names the rider who was probably meant, or the riders to choose from.
    pub fn find(&self, typed: &str) -> Result<Bib, String> {
        find(&self.riders, typed)
    }
}

/// The rider in `riders` whom `typed` means.
fn find(riders: &[RiderSpec], typed: &str) -> Result<Bib, String> {
    if let Ok(bib) = typed.trim().parse() {
        return match riders.iter().find(|r| r.bib == Bib(bib)) {
            Some(rider) => Ok(rider.bib),
            None => Err(format!("no rider has number {bib}")),
        };
    }
    let found = NameIndex::new(riders).find(typed);
    match found[..] {
        [one] => Ok(riders[one].bib),
        [] => Err(match suggest(typed, riders) {
            Some(near) => format!("no rider is called \"{}\"; did you mean {near}?", visible(typed, 60)),
            None => format!("no rider is called \"{}\"", visible(typed, 60)),
        }),
        [..] => {
            let choices: Vec<_> = found.iter().map(|&i| riders[i].family.as_str()).collect();
            Err(format!("more than one rider is called \"{}\"; write {}", visible(typed, 60), choices.join(" or ")))
        }
    }
}

/// From folded names to indices of riders.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    /// Family names as they are shown, which are unique.
    shown: BTreeMap<String, usize>,
    /// Full names, family names, and family names with an initial.
    other: BTreeMap<String, BTreeSet<usize>>,
}

impl NameIndex {
    pub(super) fn new(riders: &[RiderSpec]) -> Self {
        let mut names = Self::default();
        for (i, rider) in riders.iter().enumerate() {
            names.shown.insert(fold(&rider.family), i);
            let family = rider.family.split_once(". ").map_or(rider.family.as_str(), |(_, family)| family);
            let family = if fold(family) == fold(&rider.name) { last_word(&rider.name) } else { family };
            let initial = initial_of(&rider.name, family).map_or_else(String::new, |c| format!("{c}{family}"));
            for known in [rider.name.as_str(), family, &initial].map(fold) {
                if !known.is_empty() {
                    names.other.entry(known).or_default().insert(i);
                }
            }
        }
        names
    }

    pub(super) fn find(&self, typed: &str) -> Vec<usize> {
        let typed = fold(typed);
        match self.shown.get(&typed) {
            Some(one) => vec![*one],
            None => self.other.get(&typed).into_iter().flatten().copied().collect(),
        }
    }
}

/// The family name in `riders` that `typed` probably means.
pub(super) fn suggest<'r>(typed: &str, riders: &'r [RiderSpec]) -> Option<&'r str> {
    let near = nearest(typed, riders.iter().flat_map(|r| [r.family.as_str(), r.name.as_str()]))?;
    riders.iter().find(|r| r.family == near || r.name == near).map(|r| r.family.as_str())
}

pub(super) fn last_word(name: &str) -> &str {
    name.split_whitespace().rfind(|word| !fold(word).is_empty()).unwrap_or(name)
}

/// The first letter of the given name.
pub(super) fn initial_of(name: &str, family: &str) -> Option<char> {
    let family = fold(family);
    let given = name.split_whitespace().find(|word| !family.contains(&fold(word)))?;
    given.chars().find(|c| c.is_alphanumeric())
}
