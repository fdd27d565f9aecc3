//! Since when the winner has led, and how they came to lead.

use super::footage::Footage;
use super::programme::Programme;
use crate::rules::Ruling;
use crate::units::Micros;

/// "IGNATIEV has led since lap 118, by gaining a lap."; `None` if nobody is first.
#[must_use]
pub fn decided(footage: &impl Footage, programme: &Programme) -> Option<String> {
    let leader = |at: Micros| footage.standings(at).rows.first().filter(|row| row.rank == Some(1)).map(|row| row.bib);
    let winner = leader(footage.duration())?;
    let led = |ruling: &&Ruling| leader(ruling.at()) == Some(winner);
    let since = programme.rulings.iter().rev().take_while(led).last()?.at();
    let name = programme.family(winner);
    let theirs = programme.rulings.iter().filter(|ruling| ruling.at() == since && ruling.bib() == winner);
    let how = theirs.filter_map(|ruling| match *ruling {
        Ruling::Gain { .. } => Some(", by gaining a lap".to_owned()),
        Ruling::Place { sprint, place: 1, .. } => Some(format!(", by winning sprint {sprint}")),
        Ruling::Place { sprint, .. } => Some(format!(", by scoring in sprint {sprint}")),
        _ => None,
    });
    let how = how.into_iter().next_back().unwrap_or_default();
    let lap = programme.laps_done(since);
    Some(match lap {
        _ if lap >= programme.laps => format!("{name} took the lead across the last line{how}."),
        0 => format!("{name} led from the gun to the end."),
        _ => format!("{name} has led since lap {lap}{how}."),
    })
}
