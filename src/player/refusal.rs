//! Why a race cannot be ridden, in words with the limit, and the facts of the record that are at it. Rides nothing.

use crate::card::{Card, CardFact, Conflict, Limit, TableRow};
use crate::run::Impossible;
use crate::tactics::Refusal;
use crate::units::Bib;

/// Why a race cannot be ridden.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// The scenario has no record to replay.
    #[error("there is no [record], so there is nothing to replay")]
    NoRecord,
    /// The record contradicts itself; the message lists the facts that clash.
    #[error("{told}")]
    Contradiction { told: String, conflicts: Vec<Conflict> },
    /// The record adds up, and no race was found that comes to it; the message says what is in the way.
    #[error("the record adds up, but is beyond what can be ridden here: {0}")]
    Beyond(Beyond),
    /// The race is over before the moment from which riders would decide for themselves.
    #[error("riders cannot decide for themselves from then on: the race has {laps} laps, and is over by then")]
    TooLate { laps: u32 },
    /// An order was refused.
    #[error("the order '{order}' was refused: {why}")]
    Refused {
        order: String,
        /// Index of the order in the run.
        number: usize,
        why: Refusal,
    },
    /// The run does not suit the start list.
    #[error(transparent)]
    Impossible(#[from] Impossible),
    /// A free race did not come to an end; `to_go` is what the lap counter showed last.
    #[error(
        "this race does not come to an end (laps to go: {to_go}): its riders come round too slowly, or they are more than \
         the track holds"
    )]
    Endless { to_go: u32 },
}

/// The limit that a record which adds up is beyond.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{why}; {remedy}")]
pub struct Beyond {
    /// The limit, with the `facts` in words.
    pub why: String,
    /// What to change.
    pub remedy: &'static str,
    /// Statements of the record that are at the limit, if it is one of them and not of the whole.
    pub facts: Vec<CardFact>,
}

impl Beyond {
    /// A limit that needed no search, with riders as `name` writes them.
    pub(super) fn limit(limit: &Limit, name: &dyn Fn(Bib) -> String) -> Self {
        Self { why: limit.words(name), remedy: limit.remedy(), facts: limit.facts() }
    }

    /// What is in the way of a completion.
    pub(super) fn unplanned(conflict: &Conflict, name: &dyn Fn(Bib) -> String) -> Self {
        Self { why: conflict.unplanned(name), remedy: conflict.remedy, facts: conflict.facts.clone() }
    }

    /// Nothing was left to search with.
    pub(super) fn unsearched() -> Self {
        Self {
            why: "nothing was found in the time there is".into(),
            remedy: "state less of the race",
            facts: Vec::new(),
        }
    }

    /// How the last of so many `rides` of `field` differs from the card.
    pub(super) fn motion(difference: &Difference, rides: u32, field: &Field) -> Self {
        let Field { riders, laps, lap_m, .. } = *field;
        let (what, remedy, facts) = difference.told(field);
        let why = format!("in {rides} rides of {riders} riders over {laps} laps of {lap_m} m, {what}");
        Self { why, remedy, facts }
    }

    /// The same, where it is the size of the field that is in the way as a rule.
    pub(super) fn crowded(self, field: &Field) -> Self {
        let Field { riders, lap_m, .. } = *field;
        Self {
            why: format!(
                "{riders} riders are more than could be brought to their places on laps of {lap_m} m ({})",
                self.why
            ),
            remedy: "list fewer riders, or leave out places, ranks of level riders, or laps",
            ..self
        }
    }
}

/// The race that was to be ridden, as far as a refusal speaks of it.
pub(super) struct Field<'a> {
    pub riders: usize,
    pub laps: u32,
    pub lap_m: f64,
    pub known: &'a Card,
    pub name: &'a dyn Fn(Bib) -> String,
}

impl Field<'_> {
    /// Ranked riders who are level in the table, with whoever is ranked next to them: the order across the last line parts them.
    fn level(&self) -> impl Iterator<Item = (&TableRow, &TableRow)> {
        let mut ranked: Vec<&TableRow> = self.known.table.iter().filter(|row| row.rank.is_some()).collect();
        ranked.sort_by_key(|row| row.rank);
        let pairs = ranked.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
        let same = |(a, b): &(&TableRow, &TableRow)| {
            a.rank != b.rank && (a.sprint_points, a.laps, a.total) == (b.sprint_points, b.laps, b.total)
        };
        pairs.into_iter().filter(same)
    }

    /// Statements of the record that put the riders in another order across the last line than these `places`.
    fn against(&self, places: &[(u32, Bib)]) -> Vec<CardFact> {
        let place = |of: Bib| places.iter().find(|(_, bib)| *bib == of).map(|(place, _)| *place);
        let stated = self.known.last_line.iter().filter(|(due, bib)| place(*bib) != Some(*due));
        let facts: Vec<CardFact> = stated.map(|&(place, bib)| CardFact::LastLine { bib, place }).collect();
        if !facts.is_empty() {
            return facts;
        }
        let wrong = self.level().filter(|(a, b)| place(a.bib) > place(b.bib));
        wrong.filter_map(|(_, row)| Some(CardFact::Rank { bib: row.bib, rank: row.rank? })).collect()
    }
}

/// How a motion differs from the card.
pub(super) enum Difference {
    Endless,
    Sprint {
        n: u32,
        lap: u32,
    },
    Relegated {
        n: u32,
        got: usize,
    },
    Laps {
        bib: Bib,
        got: i32,
        wanted: i32,
    },
    /// The order across the last line that the motion came to.
    LastLine(Vec<(u32, Bib)>),
    /// Only the time is wrong, by this many seconds too many.
    Time(f64),
}

impl Difference {
    /// What came out otherwise, what to change, and the facts that ask for it.
    fn told(&self, field: &Field) -> (String, &'static str, Vec<CardFact>) {
        let cell = |n: u32| vec![CardFact::Cell { sprint: n, place: 1, riders: Vec::new() }];
        match *self {
            Self::Endless => ("the race did not end".into(), "check laps, lap_m, and the riders who stop", Vec::new()),
            Self::Sprint { n, lap } => (
                format!("the riders could not be brought to the places of sprint {n}, at lap {lap}, in their order"),
                "list fewer riders, hold sprints farther apart, or leave out places of this one",
                cell(n),
            ),
            Self::Relegated { n, got } => (
                format!(
                    "the rider who is put last in sprint {n} crossed the line as number {got}, behind those who score"
                ),
                "list fewer riders, or leave out the relegation",
                cell(n),
            ),
            Self::Laps { bib, got, wanted } => (
                format!("{} came to {got:+} laps and not to {wanted:+}", (field.name)(bib)),
                "state fewer laps for this rider, or leave out when they were gained or lost",
                vec![CardFact::Laps { bib, laps: wanted }],
            ),
            Self::LastLine(ref places) => (
                format!(
                    "the riders could not be brought across the last line in the order of the {} places and {} ranks of \
                     level riders on record",
                    field.known.last_line.len(),
                    field.level().count()
                ),
                "list fewer riders, or leave out places across the last line, or ranks of level riders",
                field.against(places),
            ),
            Self::Time(more) => (
                format!("the race took {:.1} s {} than it did", more.abs(), if more > 0.0 { "more" } else { "less" }),
                "correct time, or leave it out",
                Vec::new(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::KnownPenalty;
    use crate::rules::Status;

    fn row(bib: u16, rank: u32) -> TableRow {
        let (sprint_points, laps, total, penalty) = (Some(0), Some(0), Some(0), None::<KnownPenalty>);
        let bib = Bib(bib);
        TableRow {
            bib,
            rank: Some(rank),
            sprint_points,
            laps,
            total,
            penalty,
            status: Status::Finished,
            sources: vec![],
        }
    }

    #[test]
    fn a_motion_that_failed_names_riders_laps_track_and_what_to_leave_out() {
        let known = Card { table: vec![row(7, 1), row(8, 2)], last_line: vec![(3, Bib(9))], ..Card::default() };
        let field = Field { riders: 30, laps: 20, lap_m: 250.0, known: &known, name: &|bib| format!("rider {bib}") };
        let differences = [
            Difference::Endless,
            Difference::Sprint { n: 4, lap: 8 },
            Difference::Relegated { n: 4, got: 9 },
            Difference::Laps { bib: Bib(7), got: 1, wanted: 2 },
            Difference::LastLine(vec![(1, Bib(7)), (2, Bib(8)), (3, Bib(5))]),
            Difference::Time(12.0),
        ];
        for difference in differences {
            let limit = Beyond::motion(&difference, 40, &field).to_string();
            assert!(
                limit.starts_with("in 40 rides of 30 riders over 20 laps of 250 m, ") && limit.contains("; "),
                "{limit}"
            );
        }
    }

    #[test]
    fn the_last_line_is_told_by_the_places_and_ranks_that_it_misses() {
        let facts = |last_line: Vec<(u32, Bib)>, places: [u16; 3]| {
            let known = Card { table: vec![row(7, 1), row(8, 2), row(9, 3)], last_line, ..Card::default() };
            let field = Field { riders: 3, laps: 20, lap_m: 250.0, known: &known, name: &|bib| format!("rider {bib}") };
            let places = (1..).zip(places.map(Bib)).collect();
            Beyond::motion(&Difference::LastLine(places), 40, &field).facts
        };
        let place = |bib, place| CardFact::LastLine { bib: Bib(bib), place };
        assert_eq!(facts(vec![(1, Bib(7)), (3, Bib(9))], [7, 9, 8]), [place(9, 3)]);
        // Nobody has a place on record, and level riders are ranked as they cross the line.
        assert_eq!(facts(Vec::new(), [7, 9, 8]), [CardFact::Rank { bib: Bib(9), rank: 3 }]);
    }
}
