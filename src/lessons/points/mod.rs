//! What can be asked about a points race, and what newcomers answer. Another kind of race brings a folder like this one.

mod bells;
mod bunch;
mod sprints;
mod totals;
mod who;

use super::question::Question;

/// Every question about a points race.
pub(super) static QUESTIONS: &[Question] = &[
    who::LEADER,
    who::WINNER,
    who::LEVEL,
    bunch::BUNCH,
    sprints::BOTH,
    sprints::LEFT,
    sprints::OPEN_AGAIN,
    sprints::SCORES,
    sprints::WORTH,
    bells::HEAD,
    bells::AGAIN,
    bells::STILL_TO_RIDE,
    totals::TOTAL,
    totals::BEHIND,
];
