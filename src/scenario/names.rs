//! Finds riders by what people type: a number, a family name with or without its particles, an initial and a family name, a
//! full name in either order, or a nation that one rider alone rides for. Knows a start list, and nothing of files.

use std::collections::{BTreeMap, BTreeSet};

use super::{RiderSpec, Scenario};
use crate::text::{fold, nearest, visible};
use crate::units::Bib;

/// Words that belong to the family name after them, folded: Dutch, Flemish, German, French, Italian, Spanish, Portuguese and
/// Scandinavian. A name that begins with one has it as its given name.
const PARTICLES: [&str; 35] = [
    "van", "von", "vander", "vanden", "vande", "de", "den", "der", "het", "t", "te", "ten", "ter", "op", "zu", "zum",
    "zur", "du", "des", "la", "le", "les", "di", "da", "del", "della", "dalla", "dello", "degli", "las", "los", "do",
    "dos", "das", "af",
];

impl Scenario {
    /// The rider whom `typed` means: a number, a family name, an initial and a family name, a full name in either order, or
    /// the nation of one rider.
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
    /// Family names without particles, alone and with what stands before the family name.
    short: BTreeMap<String, BTreeSet<usize>>,
    nations: BTreeMap<String, BTreeSet<usize>>,
}

impl NameIndex {
    pub(super) fn new(riders: &[RiderSpec]) -> Self {
        let mut names = Self::default();
        let add = |into: &mut BTreeMap<String, BTreeSet<usize>>, name: &str, i: usize| {
            let name = fold(name);
            if !name.is_empty() {
                into.entry(name).or_default().insert(i);
            }
        };
        for (i, rider) in riders.iter().enumerate() {
            names.shown.insert(fold(&rider.family), i);
            let family = plain_family(rider);
            let given = given_of(&rider.name, family);
            let initial = initial_of(&rider.name, family).map_or_else(String::new, String::from);
            let whole = [rider.name.clone(), family.to_owned(), format!("{initial}{family}")];
            let turned = [format!("{family}{given}"), format!("{given}{family}")];
            whole.iter().chain(&turned).for_each(|name| add(&mut names.other, name, i));
            for short in without_particles(family) {
                for name in [
                    short.to_owned(),
                    format!("{initial}{short}"),
                    format!("{given}{short}"),
                    format!("{short}{given}"),
                ] {
                    add(&mut names.short, &name, i);
                }
            }
            if let Some(noc) = &rider.noc {
                add(&mut names.nations, noc, i);
            }
        }
        names
    }

    /// Whom `typed` may mean. A name as it is shown goes before one that several share, a whole family name before one without
    /// its particles, and any name before a nation.
    pub(super) fn find(&self, typed: &str) -> Vec<usize> {
        let typed = fold(typed);
        if let Some(one) = self.shown.get(&typed) {
            return vec![*one];
        }
        let lists = [&self.other, &self.short, &self.nations];
        lists.iter().find_map(|list| list.get(&typed)).into_iter().flatten().copied().collect()
    }
}

/// The family name in `riders` that `typed` probably means.
pub(super) fn suggest<'r>(typed: &str, riders: &'r [RiderSpec]) -> Option<&'r str> {
    let forms =
        |r: &'r RiderSpec| [r.family.as_str(), r.name.as_str()].into_iter().chain(without_particles(plain_family(r)));
    let near = nearest(typed, riders.iter().flat_map(forms))?;
    riders.iter().find(|r| forms(r).any(|form| form == near)).map(|r| r.family.as_str())
}

/// The family name of `rider` without the initial, or the given name, that tells them from others.
fn plain_family(rider: &RiderSpec) -> &str {
    let family = rider.family.split_once(". ").map_or(rider.family.as_str(), |(_, family)| family);
    if fold(family) == fold(&rider.name) { family_name(&rider.name) } else { family }
}

/// The family name at the end of a full `name`: its last word that holds a letter, with the particles before it.
pub(super) fn family_name(name: &str) -> &str {
    let words = || name.split_whitespace();
    let at = |word: &str| word.as_ptr() as usize - name.as_ptr() as usize;
    let Some(last) = words().rfind(|word| !fold(word).is_empty()) else { return name };
    let before: Vec<&str> = words().take_while(|word| at(word) < at(last)).collect();
    // The first word is a given name, whatever it is.
    let particles = before.iter().skip(1).rev().take_while(|word| is_particle(word)).count();
    let begin = before.len() - particles;
    let first = before.get(begin).copied().unwrap_or(last);
    &name[at(first)..at(last) + last.len()]
}

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&fold(word).as_str())
}

/// What is left of a family name as its particles are left out one by one: "den Bossche" and "Bossche" of "van den Bossche".
fn without_particles(family: &str) -> impl Iterator<Item = &str> {
    let mut rest = family;
    std::iter::from_fn(move || {
        let (first, after) = rest.split_once(' ')?;
        rest = after.trim_start();
        (is_particle(first) && !fold(rest).is_empty()).then_some(rest)
    })
}

/// What a full `name` holds besides the `family` name; empty if that is not a part of it.
fn given_of(name: &str, family: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let wanted: Vec<String> = family.split_whitespace().map(fold).collect();
    let at = words.windows(wanted.len().max(1)).rposition(|w| w.iter().zip(&wanted).all(|(a, b)| fold(a) == *b));
    let Some(at) = at else { return String::new() };
    [&words[..at], &words[at + wanted.len()..]].concat().join(" ")
}

/// The first letter of the given name.
pub(super) fn initial_of(name: &str, family: &str) -> Option<char> {
    let family = fold(family);
    let given = name.split_whitespace().find(|word| !family.contains(&fold(word)))?;
    given.chars().find(|c| c.is_alphanumeric())
}
