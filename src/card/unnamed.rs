//! Riders who started and whom no source names: which of them finish, behind everybody in the table, and which leave the race.

use super::{Card, CardRace, Completed, Contradiction, Effort, TableRow, complete_within};
use crate::rng::{Purpose, Stream};
use crate::rules::Status;
use crate::units::Bib;

/// Share of the unnamed riders who leave the race. A guess: sheets seldom list those who do not finish.
const LEAVE: f64 = 0.7;

/// Completes `card` as [`complete_within`] does, for a field of which nobody names the riders `unnamed`. Also returns the card with
/// the rows of those of them who leave the race; `seed` chooses them.
///
/// # Errors
/// As [`complete_within`], if no choice fits.
pub fn complete_unnamed(
    card: &Card,
    field: &CardRace,
    unnamed: &[Bib],
    seed: u64,
    effort: &mut Effort,
) -> Result<(Card, Completed), Contradiction> {
    let leaving = |leaves: &mut dyn FnMut() -> bool| {
        let mut card = card.clone();
        let row = |&bib: &Bib| TableRow {
            bib,
            rank: None,
            sprint_points: None,
            laps: None,
            total: None,
            status: Status::Dnf,
            penalty: None,
            sources: Vec::new(),
        };
        card.table.extend(unnamed.iter().filter(|_| leaves()).map(row));
        card
    };
    if unnamed.is_empty() {
        return Ok((card.clone(), complete_within(card, field, seed, effort)?));
    }
    let mut stream = Stream::of_race(seed, Purpose::Completion);
    let drawn = leaving(&mut || stream.chance(LEAVE));
    // The draw may leave nobody to take what is left: then all of them leave, or all finish.
    let choices = [drawn, leaving(&mut || true), leaving(&mut || false)];
    let (mut failed, all) = (None, *effort);
    for choice in choices {
        let mut left = all;
        match complete_within(&choice, field, seed, &mut left) {
            Ok(completed) => {
                *effort = left;
                return Ok((choice, completed));
            }
            Err(contradiction) => failed = failed.or(Some((contradiction, left))),
        }
    }
    let (contradiction, left) = failed.expect("three choices were tried");
    *effort = left;
    Err(contradiction)
}
