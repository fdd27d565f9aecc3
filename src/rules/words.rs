//! An edition in words: one row per field, for pages that show editions side by side.

use serde::Serialize;

use super::{Confidence, Edition, HeadRule, RankBy, Rule, TieShare, Unfinished};

/// One field of an edition as readers see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditionField {
    /// The names, and their order, are the same for every edition.
    pub name: &'static str,
    pub value: String,
    pub article: &'static str,
    pub confidence: Confidence,
    /// How the text was read where it is silent or ambiguous; empty where it is clear.
    pub reading: &'static str,
}

impl Edition {
    /// Every field in words.
    #[must_use]
    pub fn fields(&self) -> Vec<EditionField> {
        vec![
            field("ranking", &self.rank_by, |by| match by {
                RankBy::LapsThenPoints => "laps, then points".into(),
                RankBy::Points => "points".into(),
            }),
            field("level riders", &self.tie_break, |words| words.into()),
            field("sprint points", &self.scale, |[first, second, third, fourth]| {
                format!("{first}-{second}-{third}-{fourth}")
            }),
            field("last sprint", &self.last_factor, |factor| match factor {
                1 => "as the others".into(),
                2 => "doubled".into(),
                n => format!("{n} times"),
            }),
            field("lap gained", &self.gain_points, lap_in_words),
            field("lap lost", &self.loss_points, lap_in_words),
            field("lap gained in a sprint", &self.head, |head| match head {
                HeadRule::BunchTakesSprint => "the lap; the bunch takes the sprint".into(),
                HeadRule::NewHead => "the lap; the new head takes the sprint".into(),
                HeadRule::FixedAtBell => "the lap and the sprint".into(),
            }),
            field("dead heat", &self.ties, |TieShare::SamePlace| {
                "same place, same points; the next place is not given".into()
            }),
            field("sprint every", &self.interval, |rows| {
                let mut shortest_first = rows.iter().rev();
                let base = shortest_first.next().map(|(_, laps)| format!("{laps} laps"));
                let longer = shortest_first.map(|(mm, laps)| format!("{laps} from {} m", mm.div_ceil(1000)));
                base.into_iter().chain(longer).collect::<Vec<_>>().join(", ")
            }),
            field("bell and end", &self.bell, |words| words.into()),
            field("did not finish", &self.unfinished, |unfinished| match unfinished {
                Unfinished::Unranked => "not ranked".into(),
                Unfinished::SharePlaceAfterFinishers => {
                    "mishap or withdrawn: the place after the last finisher, shared; gave up: not ranked".into()
                }
            }),
            field("laps allowed for a mishap", &self.mishap_m, |metres| format!("nearest to {metres} m")),
            field("no return after a mishap", &self.no_return_m, |metres| match metres {
                Some(metres) => format!("in the last {metres} m"),
                None => "not known".into(),
            }),
            field("race stopped", &self.stoppage, |words| words.into()),
        ]
    }
}

fn field<T: Copy>(name: &'static str, entry: &Rule<T>, in_words: impl Fn(T) -> String) -> EditionField {
    let Rule { value, article, confidence, reading } = *entry;
    EditionField { name, value: in_words(value), article, confidence, reading }
}

fn lap_in_words(points: i32) -> String {
    if points == 0 { "one lap".into() } else { format!("{points:+} points") }
}
