//! A sprint in one line: who took the points, and what it means for the table.

use super::meaning;
use crate::commentary::events::SprintPlace;
use crate::commentary::line::{Line, Topic};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::report::words::{list, race_time};
use crate::units::Bib;

/// In a row, from which a series of wins is told.
const SERIES: usize = 3;

pub(in crate::commentary) fn sprint(scene: &Scene, voice: &mut Voice, n: u32, places: &[SprintPlace]) -> Option<Line> {
    let news = if n == scene.story.rules.sprints() { last(scene, places) } else { taken(scene, n, places) };
    let scorers: Vec<Bib> = places.iter().map(|place| place.bib).collect();
    let news = news.into_iter().find_map(|ways| voice.fresh(about(&scorers, ways)))?;
    let is_last = n == scene.story.rules.sprints();
    let means = if is_last { meaning::at_the_end(scene, voice, &scorers) } else { meaning::of(scene, voice, places) };
    Some(Line::new(Topic::Sprint, news.then(Some(means))))
}

fn others(scene: &Scene, places: &[SprintPlace]) -> String {
    list(&places.iter().map(|place| scene.name(place.bib)).collect::<Vec<_>>())
}

/// Who took the points, in ways of which the first ones say more.
fn taken(scene: &Scene, n: u32, places: &[SprintPlace]) -> Vec<Vec<Phrase>> {
    let Some((first, rest)) = places.split_first() else { return Vec::new() };
    let a = scene.name(first.bib);
    if rest.is_empty() {
        return vec![vec![
            say!("Sprint {n} goes to {a}."),
            say!("{a} takes sprint {n}."),
            say!("{a} wins sprint {n}."),
            say!("The point of sprint {n} is for {a}."),
            say!("Sprint {n}: {a}."),
            say!("{a} is first across in sprint {n}."),
        ]];
    }
    if let Some((_, behind)) = rest.split_first().filter(|(second, _)| second.place == first.place) {
        return vec![dead_heat(scene, n, places, behind)];
    }
    let others = others(scene, rest);
    let won = |bib: Bib| scene.past.winners.iter().rev().take_while(|winner| **winner == bib).count();
    let his = scene.story.they.his();
    let has_none = scene.now.row(first.bib).is_some_and(|row| row.start_points == 0);
    let special = match won(first.bib) {
        0 if scene.past.scored.iter().all(|(_, bib)| *bib != first.bib) && n > 2 && has_none => vec![
            say!("First points for {a}, who takes sprint {n} from {others}."),
            say!("{a} opens {his} account: sprint {n}, ahead of {others}."),
        ],
        1 => vec![
            say!("{a} again: sprint {n}, from {others}."),
            say!("Another one for {a}, sprint {n}, with {others} behind."),
        ],
        wins if wins + 1 >= SERIES => {
            let wins = crate::commentary::grammar::number(wins as u32 + 1);
            vec![
                say!("{a} makes it {wins} in a row: sprint {n}, from {others}."),
                say!("Sprint {n} as well for {a}, {wins} in a row, from {others}."),
            ]
        }
        _ => Vec::new(),
    };
    let plain = vec![
        say!("Sprint {n}: {a} from {others}."),
        say!("{a} takes sprint {n} from {others}."),
        say!("Sprint {n} goes to {a}, ahead of {others}."),
        say!("{a} is first in sprint {n}, then {others}."),
        say!("{a} wins sprint {n}; points too for {others}."),
        say!("Sprint {n} to {a}, with {others} behind."),
    ];
    vec![special, plain]
}

/// The first two cannot be parted.
fn dead_heat(scene: &Scene, n: u32, places: &[SprintPlace], behind: &[SprintPlace]) -> Vec<Phrase> {
    let (both, behind) = (others(scene, &places[..2]), others(scene, behind));
    if behind.is_empty() {
        return vec![say!("Dead heat in sprint {n}: {both}.")];
    }
    vec![
        say!("Dead heat in sprint {n}: {both}, ahead of {behind}."),
        say!("Sprint {n} is a dead heat, {both}, from {behind}."),
    ]
}

fn last(scene: &Scene, places: &[SprintPlace]) -> Vec<Vec<Phrase>> {
    let Some((first, rest)) = places.split_first() else { return Vec::new() };
    let a = scene.name(first.bib);
    if rest.is_empty() {
        return vec![vec![say!("{a} wins the last sprint.")]];
    }
    let others = others(scene, rest);
    let Some(time) = scene.past.over.map(race_time) else {
        return vec![vec![say!("{a} wins the last sprint from {others}.")]];
    };
    vec![vec![
        say!("{a} wins the last sprint from {others}, after {time}."),
        say!("{time}, and the last sprint is for {a}, from {others}."),
        say!("The last sprint goes to {a} after {time}, ahead of {others}."),
    ]]
}
