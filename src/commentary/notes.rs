//! What riders do between the lines that count: notes of the race, put together where one sentence is enough. Writes no
//! sentences.

use crate::event::{Note, Noted};
use crate::units::{Bib, Micros};

/// Something that riders do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Attack,
    /// They are clear, and nobody attacked.
    Clear,
    Caught,
    HalfLap,
    Dropped,
    Back,
    Bridge,
    Chase,
    NobodyPulls,
    SitsUp,
    Falls,
    Puncture,
    Returns,
    Withdrawn,
    GivesUp,
}

impl Deed {
    /// Riders who do it within this time of each other share a sentence, µs.
    fn together(self) -> i64 {
        match self {
            Self::HalfLap | Self::Dropped => 5_000_000,
            Self::Bridge => 8_000_000,
            _ => 0,
        }
    }

    /// A rider who does it again within this time is not mentioned again, µs.
    fn again(self) -> i64 {
        match self {
            Self::Bridge | Self::Chase => 30_000_000,
            Self::SitsUp => 60_000_000,
            _ => 0,
        }
    }

    fn of(note: &Note) -> (Self, Vec<Bib>) {
        match note {
            Note::Attack { bibs } => (Self::Attack, bibs.clone()),
            Note::Clear { bibs } => (Self::Clear, bibs.clone()),
            Note::Caught { bibs } => (Self::Caught, bibs.clone()),
            Note::HalfLap { bibs } => (Self::HalfLap, bibs.clone()),
            Note::Dropped { bib } => (Self::Dropped, vec![*bib]),
            Note::Back { bib } => (Self::Back, vec![*bib]),
            Note::Bridge { bib } => (Self::Bridge, vec![*bib]),
            Note::Chase { bib } => (Self::Chase, vec![*bib]),
            Note::NobodyPulls { bib } => (Self::NobodyPulls, vec![*bib]),
            Note::SitsUp { bib } => (Self::SitsUp, vec![*bib]),
            Note::Falls { bibs } => (Self::Falls, bibs.clone()),
            Note::Puncture { bib } => (Self::Puncture, vec![*bib]),
            Note::Returns { bib } => (Self::Returns, vec![*bib]),
            Note::Withdrawn { bib } => (Self::Withdrawn, vec![*bib]),
            Note::GivesUp { bib } => (Self::GivesUp, vec![*bib]),
        }
    }
}

/// What is done when and by whom, in order of time: notes that belong together are one deed, and repetitions are dropped.
pub(super) fn deeds(notes: &[Noted]) -> Vec<(Micros, Deed, Vec<Bib>)> {
    let mut deeds: Vec<(Micros, Deed, Vec<Bib>)> = Vec::new();
    for noted in notes {
        let (deed, bibs) = Deed::of(&noted.note);
        let since = |at: &Micros| noted.at.0 - at.0;
        let said = |(at, other, others): &(Micros, Deed, Vec<Bib>)| {
            *other == deed && since(at) < deed.again() && bibs.iter().all(|bib| others.contains(bib))
        };
        if deeds.iter().rev().take_while(|(at, ..)| since(at) < deed.again()).any(said) {
            continue;
        }
        match deeds.iter_mut().rev().find(|(_, other, _)| *other == deed) {
            Some((at, _, others)) if since(at) < deed.together() => {
                *at = noted.at;
                others.extend(bibs);
            }
            _ => deeds.push((noted.at, deed, bibs)),
        }
    }
    deeds.sort_by_key(|(at, ..)| *at);
    deeds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn riders_who_go_shortly_after_each_other_are_named_together_and_nobody_twice() {
        let noted = |at_s: i64, note: Note| Noted { at: Micros(at_s * 1_000_000), note };
        let bridge = |at_s, bib| noted(at_s, Note::Bridge { bib: Bib(bib) });
        let sits = |at_s, bib| noted(at_s, Note::SitsUp { bib: Bib(bib) });
        let notes =
            [bridge(10, 1), bridge(12, 2), bridge(14, 1), bridge(30, 3), sits(40, 3), sits(48, 3), sits(120, 3)];
        let told: Vec<(i64, Deed, Vec<u16>)> = deeds(&notes)
            .into_iter()
            .map(|(at, deed, bibs)| (at.0 / 1_000_000, deed, bibs.iter().map(|bib| bib.0).collect()))
            .collect();
        let expected = [
            (12, Deed::Bridge, vec![1, 2]),
            (30, Deed::Bridge, vec![3]),
            (40, Deed::SitsUp, vec![3]),
            (120, Deed::SitsUp, vec![3]),
        ];
        assert_eq!(told, expected);
    }
}
