//! The table at a quarter, at half distance, and at three quarters of a race.

use super::quiet::laps_up;
use crate::commentary::grammar::{capital, counted, number, number_first};
use crate::commentary::line::{Line, Remark, Topic};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::report::words::{figure, scored};
use crate::rules::{RankBy, Standing, Status};
use crate::units::Bib;

pub(in crate::commentary) fn recap(scene: &Scene, voice: &mut Voice, quarter: u32) -> Line {
    let three: Vec<Bib> = scene.now.racing().take(3).map(|row| row.bib).collect();
    let top: Vec<String> = scene.now.racing().take(3).map(|row| score(scene, row)).collect();
    let top = top.join(", ");
    let blank = scene.now.is_blank();
    let news = match (quarter, blank) {
        (1, true) => vec![say!("A quarter gone, and nobody has a point.")],
        (2, true) => vec![say!("Half distance, and nobody has a point.")],
        (_, true) => vec![say!("Three quarters gone, and nobody has a point.")],
        (1, _) => vec![say!("A quarter gone: {top}."), say!("After a quarter of the race: {top}.")],
        (2, _) => vec![say!("Half distance: {top}."), say!("Halfway: {top}.")],
        _ => vec![say!("Three quarters gone: {top}."), say!("Into the last quarter: {top}.")],
    };
    let laps = if blank { Vec::new() } else { laps_gained(scene) };
    let left = still_there(scene);
    let news = if blank { news } else { about(&three, news) };
    let phrase = voice.must(news).then(voice.fresh(laps)).then(voice.fresh(left));
    Line::new(Topic::Recap, phrase).remark([Remark::Topic("laps")])
}

fn score(scene: &Scene, row: &Standing) -> String {
    let name = scene.name(row.bib);
    match scene.story.rules.rank_by {
        RankBy::Points => scored(&name, &figure(row.total)),
        RankBy::LapsThenPoints => {
            let laps = match row.laps {
                0 => "no lap".to_owned(),
                n if n < 0 => format!("{} down", counted(n.unsigned_abs(), "lap")),
                n => counted(n.unsigned_abs(), "lap"),
            };
            scored(&name, &format!("{laps} and {}", row.points_beside_laps()))
        }
    }
}

/// Who has gained a lap so far.
fn laps_gained(scene: &Scene) -> Vec<Phrase> {
    let up = laps_up(scene);
    match up[..] {
        [] => vec![say!("Nobody has a lap."), say!("No laps taken yet.")],
        [one] => {
            let who = scene.name(one);
            about(&up, vec![say!("Only {who} has a lap."), say!("{who} alone has a lap.")])
        }
        _ => {
            let many = number_first(up.len() as u32);
            about(&up, vec![say!("{many} riders have a lap."), say!("{many} of them have a lap.")])
        }
    }
}

/// How many are still in the race, once somebody is not.
fn still_there(scene: &Scene) -> Vec<Phrase> {
    let rows = &scene.now.standings.rows;
    let is_out = |row: &&Standing| !matches!(row.status, Status::Racing | Status::Finished | Status::Dns);
    let out = rows.iter().filter(is_out).count() as u32;
    let left = number(scene.now.racing().count() as u32);
    if out == 0 {
        return Vec::new();
    }
    let (out, many) = (capital(&counted(out, "rider")), capital(&left));
    vec![say!("{out} out, {left} left."), say!("{many} still racing.")]
}
