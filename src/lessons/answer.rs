//! What can be answered, and how an answer is written. Knows no question.

use crate::report::words::{RiderNames, count, figure, list};
use crate::units::Bib;

/// An answer. Answers are equal if whoever gives them means the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Rider(Bib),
    /// Two or more riders are level.
    Level,
    /// A group, foremost rider first; and its place on the track, from 1.
    Group(Vec<Bib>, usize),
    /// None of the groups.
    NoGroup,
    Points(i32),
    /// How far behind the leader: laps, or points where laps are equal or count as points. Negative if ahead.
    Behind {
        laps: i32,
        points: i32,
    },
    /// How often a rider still crosses the line.
    Times(u32),
}

/// Riders of a group who are named.
const NAMED: usize = 2;

impl Answer {
    /// The answer in words.
    #[must_use]
    pub fn write(&self, names: RiderNames) -> String {
        match self {
            Self::Rider(bib) => names.family(*bib),
            Self::Level => "neither: they are level".to_owned(),
            Self::Group(riders, place) => {
                let at = if *place == 1 { "in front" } else { "behind" };
                let named = riders.iter().take(NAMED).map(|bib| names.family(*bib));
                let more = (riders.len() > NAMED).then(|| format!("{} more", riders.len() - NAMED));
                let who = list(&named.chain(more).collect::<Vec<_>>());
                format!(
                    "the {} {at}: {who}",
                    if riders.len() == 1 { "one".to_owned() } else { riders.len().to_string() }
                )
            }
            Self::NoGroup => "none, as long as they are apart".to_owned(),
            Self::Points(0) => "no points".to_owned(),
            Self::Points(n) => format!("{} point{}", figure(*n), if n.abs() == 1 { "" } else { "s" }),
            Self::Behind { laps, points } => behind(*laps, *points),
            Self::Times(0) => "not once: everybody stops".to_owned(),
            Self::Times(1) => "once".to_owned(),
            Self::Times(2) => "twice".to_owned(),
            Self::Times(n) => format!("{n} times"),
        }
    }

    /// Where it stands among others on offer: the order gives nothing away.
    pub(super) fn order(&self, names: RiderNames) -> (i64, String) {
        match self {
            Self::Rider(_) => (0, self.write(names)),
            Self::Group(_, place) => (*place as i64, String::new()),
            Self::Points(n) => (i64::from(*n), String::new()),
            Self::Behind { laps, points } => (1000 * i64::from(*laps) + i64::from(*points), String::new()),
            Self::Times(n) => (i64::from(*n), String::new()),
            Self::Level | Self::NoGroup => (i64::MAX, String::new()),
        }
    }
}

/// "1 lap", "11 points", "9 points ahead".
fn behind(laps: i32, points: i32) -> String {
    let part = |n: i32, noun| count(n.unsigned_abs(), noun);
    match (laps, points) {
        (0, 0) => "nothing: level".to_owned(),
        (0, n) if n < 0 => format!("{} ahead", part(n, "point")),
        (0, n) => part(n, "point"),
        (n, _) if n < 0 => format!("{} ahead", part(n, "lap")),
        (n, _) => part(n, "lap"),
    }
}
