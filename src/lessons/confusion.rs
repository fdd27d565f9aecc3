//! What newcomers get wrong about a points race: twelve confusions, each with the rule that clears it up.
//!
//! The list is that of reports, club primers and referees' threads, in the order of the course. It knows no race; which of them
//! is at stake in one is for others to find.

use serde::{Deserialize, Serialize};

/// A confusion, by its number in the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confusion {
    /// Whoever is in front on the track, or has won the last sprint, leads.
    FrontLeads,
    /// Whoever is first home has won.
    FirstHomeWins,
    /// Whoever has most sprint points is ahead.
    SprintPointsDecide,
    /// The group in front is a break, and the bunch is what comes behind.
    FrontIsBreak,
    /// Who takes a sprint while a break is about to lap the bunch.
    LapInASprint,
    /// What is left for the bunch behind a break, and after the break has lapped it.
    PlacesLeft,
    /// Whose bell it is, and when the race is over.
    WhoseBell,
    /// A lapped rider cannot score.
    LappedScoreNothing,
    /// A lost lap costs nothing, and nobody has less than nothing.
    LostLapIsFree,
    /// The last sprint is like the others, and level riders stay level.
    LastSprint,
    /// Everybody starts from nothing.
    StartsFromNothing,
    /// A lap has always been 20 points.
    AnotherEra,
}

/// What there is to say about a confusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cleared {
    /// Its word in files.
    pub word: &'static str,
    /// What is believed, in a few words.
    pub belief: &'static str,
    /// The rule, in a sentence or two.
    pub rule: &'static str,
    /// What the rule rests on.
    pub article: &'static str,
}

impl Confusion {
    /// All of them, in the order of the course.
    pub const ALL: [Self; 12] = [
        Self::FrontLeads,
        Self::FirstHomeWins,
        Self::SprintPointsDecide,
        Self::FrontIsBreak,
        Self::LapInASprint,
        Self::PlacesLeft,
        Self::WhoseBell,
        Self::LappedScoreNothing,
        Self::LostLapIsFree,
        Self::LastSprint,
        Self::StartsFromNothing,
        Self::AnotherEra,
    ];

    /// Its number in the course, from 1.
    #[must_use]
    pub const fn number(self) -> usize {
        self as usize + 1
    }

    /// The confusion that `word` stands for in files.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|confusion| confusion.cleared().word == word)
    }

    /// What there is to say about it.
    #[must_use]
    pub const fn cleared(self) -> Cleared {
        let (word, belief, rule, article) = match self {
            Self::FrontLeads => (
                "front-leads",
                "whoever is in front, or has just won a sprint, leads",
                "The race is led by whoever has the most points, wherever they ride: points from sprints, and points for laps \
                 gained.",
                "UCI 3.2.114, 3.2.118",
            ),
            Self::FirstHomeWins => (
                "first-home-wins",
                "whoever is first home has won",
                "The last line is one more sprint. The winner is whoever has the most points after it.",
                "UCI 3.2.114, 3.2.118",
            ),
            Self::SprintPointsDecide => (
                "sprint-points-decide",
                "whoever has the most sprint points is ahead",
                "Points for laps count as much as points from sprints, and one lap is worth four sprints won: 20 points.",
                "UCI 3.2.118",
            ),
            Self::FrontIsBreak => (
                "front-is-break",
                "the group in front is a break, and the bunch comes behind",
                "The bunch is the largest group, wherever it rides. Laps are gained on it and lost to it, and on no other group.",
                "UCI 3.2.017 quater",
            ),
            Self::LapInASprint => (
                "lap-in-a-sprint",
                "whoever gains a lap during a sprint must choose, or always gets both",
                "Since August 2023 riders who gain a lap between bell and line get 20 points and those of the sprint. Before, they \
                 got the lap, and the sprint went to others.",
                "UCI 3.2.125",
            ),
            Self::PlacesLeft => (
                "places-left",
                "the bunch always sprints for 5 points, or gets nothing while a break is away",
                "A break takes the first places of a sprint, and the bunch what is left of the four. Once the break has lapped it, \
                 all ride together, and all four places are open again.",
                "UCI 3.2.118, 3.2.017 bis",
            ),
            Self::WhoseBell => (
                "whose-bell",
                "the bell rings for the leader, or for everybody at once",
                "Counter and bell go by the head of the race: whoever is foremost once laps gained are taken off. A sprint, and the \
                 race, end when the head completes the lap; since 2025 the bell is rung again for a group that may still score.",
                "UCI 3.2.017 bis",
            ),
            Self::LappedScoreNothing => (
                "lapped-score-nothing",
                "a lapped rider cannot score",
                "Whoever has lost a lap rides on in the bunch and may win any sprint like everybody else. What they lack is the lap.",
                "UCI 3.2.118; no article forbids it",
            ),
            Self::LostLapIsFree => (
                "lost-lap-is-free",
                "a lost lap costs nothing, and nobody can have less than nothing",
                "A lap lost to the bunch takes 20 points off, and a total may fall below zero.",
                "UCI 3.2.118",
            ),
            Self::LastSprint => (
                "last-sprint",
                "the last sprint is like the others, and level riders stay level",
                "Level riders are ranked by their places in the last sprint. Since October 2016 it also counts double: 10, 6, 4, 2.",
                "UCI 3.2.118, 3.2.119",
            ),
            Self::StartsFromNothing => (
                "starts-from-nothing",
                "everybody starts from nothing",
                "The points race that ends an omnium begins with the points of the three races before it.",
                "UCI 3.2.247\u{2013}252",
            ),
            Self::AnotherEra => (
                "another-era",
                "a lap has always been 20 points",
                "Until 2001 laps were ranked before points: \"at 1 lap\" meant behind everybody with a lap more, whatever the \
                 points. Since 2004 a lap is 20 points.",
                "UCI 3.2.118; reports of Sydney 2000",
            ),
        };
        Cleared { word, belief, rule, article }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_confusion_has_a_number_and_a_word_of_its_own() {
        for (n, confusion) in (1..).zip(Confusion::ALL) {
            assert_eq!(confusion.number(), n);
            assert_eq!(Confusion::of_word(confusion.cleared().word), Some(confusion));
        }
        assert_eq!(Confusion::of_word("front"), None);
    }
}
