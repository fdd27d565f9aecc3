//! Ranks that a table shares: how riders who are level in everything can have come across the last line. Knows the table and
//! the last sprint, and solves nothing.

use super::effort::Effort;
use super::problem::CardProblem;
use super::shares;
use super::{Card, CardRace, Completed, Contradiction, KnownCell, KnownSprint};
use crate::rules::Status;
use crate::units::{Bib, Provenance};

/// Most ways across the last line that are tried; a table with more shared ranks than that is none of a race.
const MOST_READINGS: usize = 16;

/// Completes `card` by `attempt`, with riders who share a rank in a dead heat on the last line. Where no such race fits the
/// card, they come in one after the other, and it is the table alone that gives them one rank.
pub(super) fn complete(
    card: &Card,
    field: &CardRace,
    effort: &mut Effort,
    attempt: impl Fn(&Card, &mut Effort) -> Result<Completed, Contradiction>,
) -> Result<Completed, Contradiction> {
    let shared = shared_ranks(card);
    for reading in readings(card, field, &shared) {
        let mut left = *effort;
        if let Ok(completed) = attempt(&reading, &mut left) {
            *effort = left;
            return Ok(completed);
        }
    }
    attempt(card, effort)
}

/// Riders who share a rank and cross the last line one after the other.
pub(super) fn parted(problem: &CardProblem) -> Vec<Vec<Bib>> {
    let ranked = problem.ranked();
    let groups = ranked.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    let parted = groups.filter(|group| group.windows(2).any(|pair| !problem.level_on_the_line(pair[0].1, pair[1].1)));
    parted.map(|group| group.iter().map(|&(_, r)| problem.bib(r)).collect()).collect()
}

/// Finishers who share a rank, by bib, in the order of the ranks.
fn shared_ranks(card: &Card) -> Vec<Vec<Bib>> {
    let finished = card.table.iter().filter(|row| row.status == Status::Finished);
    let mut ranked: Vec<(u32, Bib)> = finished.filter_map(|row| Some((row.rank?, row.bib))).collect();
    ranked.sort_unstable();
    let groups = ranked.chunk_by(|a, b| a.0 == b.0).filter(|group| group.len() > 1);
    groups.map(|group| group.iter().map(|&(_, bib)| bib).collect()).collect()
}

/// The card with a dead heat for each of the `shared` ranks: behind those who score in the last sprint, or for one of its
/// places. Leaves out what its sums rule out.
fn readings(card: &Card, field: &CardRace, shared: &[Vec<Bib>]) -> Vec<Card> {
    if shared.is_empty() {
        return Vec::new();
    }
    let mut readings = vec![card.clone()];
    for riders in shared {
        readings = readings.iter().flat_map(|reading| ways(reading, field, riders)).take(MOST_READINGS).collect();
    }
    readings.retain(|reading| adds_up(reading, field));
    readings
}

/// The ways in which `riders` can cross the last line together; none if the card parts them.
fn ways(card: &Card, field: &CardRace, riders: &[Bib]) -> Vec<Card> {
    let last = field.rules.line_laps().len() as u32;
    let known = card.sprints.iter().filter(|s| s.n == last).flat_map(|s| &s.cells);
    let known: Vec<&KnownCell> = known.collect();
    let all = |cell: &KnownCell| {
        cell.tied && cell.riders.len() == riders.len() && riders.iter().all(|r| cell.riders.contains(r))
    };
    if known.iter().any(|cell| all(cell)) {
        return vec![card.clone()];
    }
    let sure = |cell: &&&KnownCell| cell.tied || cell.riders.len() == 1;
    let placed = known.iter().filter(sure).flat_map(|cell| cell.riders.iter());
    if placed.chain(card.last_line.iter().map(|(_, bib)| bib)).any(|bib| riders.contains(bib)) {
        return Vec::new();
    }
    let behind = Card { together: [&card.together[..], &[riders.to_vec()]].concat(), ..card.clone() };
    // Nobody is placed behind the last of the field.
    let room = (field.riders.len() + 1).saturating_sub(riders.len()) as u32;
    let places = 1..=field.rules.scoring_places().min(room);
    let free = |place: &u32| {
        let taken_up = *place..place + riders.len() as u32;
        let on_the_line = card.last_line.iter().any(|(place, _)| taken_up.contains(place));
        let takes_up = |cell: &KnownCell| cell.place..cell.place + if cell.tied { cell.riders.len() as u32 } else { 1 };
        let meets = |of: std::ops::Range<u32>| of.start < taken_up.end && taken_up.start < of.end;
        !on_the_line && !known.iter().any(|cell| meets(takes_up(cell)))
    };
    let scoring = places.filter(free).map(|place| {
        let cell = KnownCell {
            place,
            riders: riders.to_vec(),
            tied: true,
            provenance: Provenance::Reconstructed,
            likely: false,
            sources: Vec::new(),
        };
        let mut card = card.clone();
        match card.sprints.iter_mut().find(|s| s.n == last) {
            Some(sprint) => sprint.cells.push(cell),
            None => card.sprints.push(KnownSprint { n: last, cells: vec![cell], relegated: Vec::new() }),
        }
        card
    });
    std::iter::once(behind).chain(scoring).collect()
}

/// Whether the points of the table can be those that the sprints hand out, and somebody is left to take every place of the
/// last.
fn adds_up(card: &Card, field: &CardRace) -> bool {
    let Ok(problem) = CardProblem::new(card, field) else { return false };
    let Some(n) = problem.sprints().checked_sub(1) else { return false };
    let worth = |r: usize, p: usize| problem.rows[r].sprint_points.is_none_or(|most| problem.points[n][p] <= most);
    let behind = |r: &usize| problem.together.iter().any(|riders| riders.contains(r));
    let places = problem.places(n);
    let able = problem.finishers().filter(|r| !behind(r) && places > 0 && worth(*r, places - 1)).count();
    let cells = problem.cells.iter().filter(|c| c.sprint == n && c.place < places && c.riders.len() == 1);
    shares::conflict(&problem).is_none()
        && able >= places
        && cells.map(|c| (c.riders[0], c.place)).all(|(r, p)| worth(r, p))
}
