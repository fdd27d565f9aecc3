//! Quiet laps: the pace, the table, who sits where, who has scored and who has not. Everything is read off, nothing guessed.

use crate::commentary::grammar::{counted, number, number_first, place};
use crate::commentary::line::{Line, Remark, Topic};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::table::Gap;
use crate::commentary::voice::Voice;
use crate::units::Bib;

/// A topic of quiet laps is not touched again within this time, s.
const AGAIN_S: i64 = 420;
/// The pace is spoken of again earlier.
const PACE_AGAIN_S: i64 = 280;
/// That nobody has a lap is not news for long.
const LAPS_AGAIN_S: i64 = 900;
/// A change of the pace worth a word, km/h.
const PACE_KMH: f64 = 1.6;

/// A line in a lap in which nothing happens.
pub(in crate::commentary) fn quiet(scene: &Scene, voice: &mut Voice) -> Option<Line> {
    let mut things = [
        ("tight", AGAIN_S, tight(scene)),
        ("drought", AGAIN_S, drought(scene)),
        ("place", PACE_AGAIN_S, where_the_leader_is(scene)),
        ("one lap", AGAIN_S, one_lap(scene)),
        ("pace", PACE_AGAIN_S, pace(scene)),
        ("laps", LAPS_AGAIN_S, who_has_laps(scene)),
        ("wins", AGAIN_S, wins(scene)),
        ("wheel", AGAIN_S, wheel(scene)),
        ("podium", PACE_AGAIN_S, podium(scene)),
        ("leader", AGAIN_S, steady_leader(scene)),
        ("zero", AGAIN_S, without_points(scene)),
        ("sprint", PACE_AGAIN_S, waiting(scene)),
    ];
    // What was spoken of longest ago comes first, and what never was comes before it in the order above.
    let last = |topic: &str| scene.past.topics.iter().rev().find(|(of, _)| *of == topic).map(|(_, at)| *at);
    things.sort_by_key(|(topic, ..)| last(topic));
    let (topic, phrase) = things.into_iter().find_map(|(topic, again, ways)| {
        let phrase = if scene.is_new_topic(topic, again) { voice.fresh(ways) } else { None };
        phrase.map(|phrase| (topic, phrase))
    })?;
    let speed = (topic == "pace").then(|| scene.view.as_ref().map(|view| Remark::Speed(view.bunch_kmh))).flatten();
    Some(Line::new(Topic::Quiet, phrase).remark([Remark::Topic(topic)]).remark(speed))
}

/// Riders in the race who have gained more laps than they have lost, in the order of the table.
pub(super) fn laps_up(scene: &Scene) -> Vec<Bib> {
    scene.now.racing().filter(|row| row.laps > 0).map(|row| row.bib).collect()
}

fn pace(scene: &Scene) -> Vec<Phrase> {
    let Some(now) = scene.view.as_ref().map(|view| view.bunch_kmh).filter(|kmh| *kmh > 30.0) else { return Vec::new() };
    let kmh = libm::round(now) as u32;
    match scene.past.kmh.map(|before| now - before) {
        Some(change) if change > PACE_KMH => vec![
            say!("The pace goes up: {kmh} an hour."),
            say!("Faster now, {kmh} an hour."),
            say!("They have wound it up to {kmh} an hour."),
        ],
        Some(change) if change < -PACE_KMH => vec![
            say!("The pace comes down to {kmh} an hour."),
            say!("Slower now: {kmh} an hour."),
            say!("They have eased to {kmh} an hour."),
        ],
        _ => vec![
            say!("Steady now, {kmh} an hour."),
            say!("The bunch rolls along at {kmh} an hour."),
            say!("{kmh} an hour, and nobody moves."),
        ],
    }
}

fn waiting(scene: &Scene) -> Vec<Phrase> {
    let Some((n, away)) = scene.next_sprint().filter(|(_, away)| *away >= 2) else { return Vec::new() };
    let (laps, sprint) = (counted(away, "lap"), scene.sprint(n));
    if scene.view.is_none() || scene.breaks().next().is_some() {
        return vec![say!("Next come the points of {sprint}, in {laps}.")];
    }
    if n == 1 && !scene.past.moves {
        return vec![
            say!("Nobody has tried anything yet, {laps} from {sprint}."),
            say!("Still all together, with {laps} to {sprint}."),
            say!("They all seem to be waiting for {sprint}, in {laps}."),
        ];
    }
    vec![
        say!("They're all waiting for {sprint}, {laps} away."),
        say!("All together, with {laps} to {sprint}."),
        say!("The bunch is in one piece, {laps} from {sprint}."),
    ]
}

/// Where in the bunch the leader rides.
fn where_the_leader_is(scene: &Scene) -> Vec<Phrase> {
    /// In a smaller bunch a place says nothing.
    const MANY: usize = 8;
    let Some(bunch) = scene.bunch().filter(|bunch| bunch.riders.len() >= MANY) else { return Vec::new() };
    let Some(leader) = scene.now.leader().filter(|_| !scene.now.is_blank()) else { return Vec::new() };
    let x = scene.name(leader.bib);
    let Some(at) = bunch.riders.iter().position(|bib| *bib == leader.bib) else { return Vec::new() };
    let ways = if at < 3 {
        vec![
            say!("{x}, the leader, rides in the first three."),
            say!("The leader keeps to the front: {x}."),
            say!("{x} stays up there, in the first three wheels."),
        ]
    } else if at + 3 >= bunch.riders.len() {
        vec![
            say!("{x}, the leader, is right at the back of the bunch."),
            say!("At the tail of the bunch: {x}, who leads."),
        ]
    } else {
        Vec::new()
    };
    about(&[leader.bib], ways)
}

/// One of the first three sits on the wheel of another.
fn wheel(scene: &Scene) -> Vec<Phrase> {
    let Some(bunch) = scene.bunch().filter(|_| !scene.now.is_blank()) else { return Vec::new() };
    let top: Vec<Bib> = scene.now.racing().take(3).map(|row| row.bib).collect();
    let pair = bunch.riders.windows(2).find(|pair| top.contains(&pair[0]) && top.contains(&pair[1]));
    let Some([ahead, behind]) = pair else { return Vec::new() };
    let (x, y, higher, lower) = (scene.name(*ahead), scene.name(*behind), role(scene, *ahead), role(scene, *behind));
    let ways = if scene.now.place(*ahead) == scene.now.place(*behind) {
        let level = match scene.now.place(*ahead) {
            Some(at) if at > 1 => format!("level in {} place", place(at)),
            _ => "level at the top".to_owned(),
        };
        vec![
            say!("{x} and {y}, {level}, ride one behind the other."),
            say!("Nose to tail in the bunch: {x} and {y}, {level}."),
        ]
    } else {
        vec![
            say!("{y}, {lower}, sits on the wheel of {x}, {higher}."),
            say!("Nose to tail in the bunch: {x}, {higher}, and {y}, {lower}."),
        ]
    };
    about(&[*ahead, *behind], ways)
}

/// What `bib` is in the table: `the leader`, `a joint leader`, `third`.
fn role(scene: &Scene, bib: Bib) -> String {
    match scene.now.place(bib) {
        Some(1) if scene.now.leader().is_some() => "the leader".to_owned(),
        Some(1) | None => "a joint leader".to_owned(),
        Some(at) => place(at),
    }
}

/// A lap would give several riders the lead.
fn one_lap(scene: &Scene) -> Vec<Phrase> {
    if scene.story.rules.gain_points <= 0 || scene.now.is_blank() {
        return Vec::new();
    }
    let all = scene.now.racing().count();
    let lifted = scene.now.racing().filter(|row| scene.now.place_with_a_lap(row.bib, &[]) == Some(1));
    let can: Vec<Bib> = lifted.map(|row| row.bib).filter(|bib| scene.now.place(*bib) != Some(1)).collect();
    if can.len() + 1 >= all {
        return vec![say!("A lap would put anybody in the lead."), say!("One lap and any of them leads this race.")];
    }
    let ways = match can[..] {
        [] => vec![],
        [one] => {
            let x = scene.name(one);
            vec![
                say!("Only {x} could take the lead with one lap."),
                say!("{x} is the only rider within a lap of the lead."),
            ]
        }
        [one, other] => {
            let (x, y) = (scene.name(one), scene.name(other));
            vec![
                say!("A lap would put {x} or {y} in the lead, and nobody else."),
                say!("Only {x} and {y} are within a lap of the lead."),
            ]
        }
        _ => {
            let many = number(can.len() as u32);
            vec![
                say!("A lap would put any of {many} riders in the lead."),
                say!("There are {many} riders within a lap of the lead."),
            ]
        }
    };
    about(&can, ways)
}

/// Places close together.
fn tight(scene: &Scene) -> Vec<Phrase> {
    /// From the second to this place.
    const TO: usize = 6;
    if scene.past.winners.len() < 2 {
        return Vec::new();
    }
    let (Some(from), Some(to)) = (scene.now.at(2), scene.now.at(TO)) else { return Vec::new() };
    match scene.now.gap(from, to) {
        Gap::Points(points @ 2..=6) => {
            let (few, to) = (Gap::Points(points).full(), place(TO as u32));
            let many = number_first(points);
            let them: Vec<Bib> = scene.now.racing().take(TO).skip(1).map(|row| row.bib).collect();
            let ways = vec![
                say!("{many} points cover second to {to}."),
                say!("There are only {few} between second and {to}."),
            ];
            about(&them, ways)
        }
        _ => Vec::new(),
    }
}

/// How third place stands.
fn podium(scene: &Scene) -> Vec<Phrase> {
    if scene.now.is_blank() {
        return Vec::new();
    }
    let (Some(third), Some(fourth)) = (scene.now.at(3), scene.now.at(4)) else { return Vec::new() };
    let (x, y) = (scene.name(third.bib), scene.name(fourth.bib));
    let gap = scene.now.gap(third, fourth);
    let full = gap.full();
    let ways = if gap.is_nothing() {
        vec![say!("{x} and {y} are level for third."), say!("For third, {x} and {y} are level.")]
    } else {
        vec![
            say!("For third it is {x}, {full} ahead of {y}."),
            say!("{y} is {full} off the podium, behind {x}."),
            say!("{x} holds third, {full} clear of {y}."),
        ]
    };
    about(&[third.bib, fourth.bib], ways)
}

/// Who has a lap, if hardly anybody does.
fn who_has_laps(scene: &Scene) -> Vec<Phrase> {
    if scene.laps_done() * 4 < scene.story.rules.planned_laps() {
        return Vec::new();
    }
    let up = laps_up(scene);
    let ways = match up[..] {
        [] => vec![say!("Nobody has taken a lap yet."), say!("Still no lap for anybody.")],
        [one] => {
            let x = scene.name(one);
            vec![say!("{x} is still the only one with a lap.")]
        }
        [a, b] => {
            let (x, y) = (scene.name(a), scene.name(b));
            vec![say!("Only {x} and {y} have a lap.")]
        }
        _ => Vec::new(),
    };
    about(&up, ways)
}

/// Who has won most sprints.
fn wins(scene: &Scene) -> Vec<Phrase> {
    let won = |bib: Bib| scene.past.winners.iter().filter(|winner| **winner == bib).count() as u32;
    let mut by: Vec<(u32, Bib)> = scene.now.racing().map(|row| (won(row.bib), row.bib)).collect();
    by.sort_by_key(|(won, _)| std::cmp::Reverse(*won));
    match by[..] {
        [(most, bib), (next, _), ..] if most >= 2 && most > next => {
            let (x, n, all) = (scene.name(bib), number(most), scene.past.winners.len() as u32);
            let ways = match all {
                2 => vec![say!("{x} has won both sprints so far.")],
                all if all == most => vec![say!("{x} has won all {n} sprints so far.")],
                _ => {
                    let all = number(all);
                    vec![
                        say!("{x} has won {n} of the {all} sprints so far."),
                        say!("Nobody has won more sprints than {x}, with {n}."),
                    ]
                }
            };
            about(&[bib], ways)
        }
        _ => Vec::new(),
    }
}

/// One of the first who has not scored for long.
fn drought(scene: &Scene) -> Vec<Phrase> {
    /// Sprints without a point.
    const LONG: u32 = 4;
    let done = scene.past.winners.len() as u32;
    let last = |bib: Bib| scene.past.scored.iter().rev().find(|(_, of)| *of == bib).map(|(n, _)| *n);
    let dry = scene.now.racing().take(5).find_map(|row| {
        let last = last(row.bib)?;
        (done - last >= LONG).then_some((row.bib, last, done - last))
    });
    let Some((bib, last, since)) = dry else { return Vec::new() };
    let x = scene.name(bib);
    let at = match scene.now.place(bib) {
        Some(1) | None => "the leader".to_owned(),
        Some(at) => place(at),
    };
    let since = number(since);
    let ways = vec![
        say!("{x}, {at}, has taken no sprint points since sprint {last}."),
        say!("No sprint points for {x}, {at}, in {since} sprints."),
    ];
    about(&[bib], ways)
}

/// How often the leader has scored.
fn steady_leader(scene: &Scene) -> Vec<Phrase> {
    let Some(leader) = scene.now.leader() else { return Vec::new() };
    let scored = scene.past.scored.iter().filter(|(_, bib)| *bib == leader.bib).count() as u32;
    let done = scene.past.winners.len() as u32;
    if done < 4 || 2 * scored <= done {
        return Vec::new();
    }
    let x = scene.name(leader.bib);
    let (in_all, scored, done) = (scored == done, number(scored), number(done));
    let ways = if in_all {
        vec![say!("{x} has scored in every sprint so far."), say!("No sprint yet without points for {x}.")]
    } else {
        vec![
            say!("{x} has scored in {scored} of the {done} sprints."),
            say!("{x} has been in the points in {scored} of {done} sprints."),
        ]
    };
    about(&[leader.bib], ways)
}

/// How many have nothing.
fn without_points(scene: &Scene) -> Vec<Phrase> {
    if scene.laps_done() * 2 < scene.story.rules.planned_laps() {
        return Vec::new();
    }
    let none: Vec<Bib> = scene
        .now
        .racing()
        .filter(|row| row.sprint_points == 0 && row.laps == 0 && row.start_points == 0)
        .map(|row| row.bib)
        .collect();
    let ways = match none.len() as u32 {
        0 => Vec::new(),
        1 => {
            let x = scene.name(none[0]);
            vec![say!("Only {x} has no points at all.")]
        }
        n => {
            let many = number_first(n);
            vec![say!("{many} riders have no points yet."), say!("{many} of them are still without a point.")]
        }
    };
    about(&none, ways)
}
