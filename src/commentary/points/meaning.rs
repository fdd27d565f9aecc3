//! What a sprint means: who moves up, who is level, how the margin stands. Reads the table before and after, and never what
//! comes later.

use crate::commentary::events::SprintPlace;
use crate::commentary::grammar::{number_first, place};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::table::{Gap, Table};
use crate::commentary::voice::Voice;
use crate::rules::Standing;
use crate::units::Bib;

/// Moves to worse places than this are not worth a word.
const WORTH: u32 = 9;
/// Places on the podium.
const PODIUM: u32 = 3;

/// The sentence on the table after a sprint with these places.
pub(super) fn of(scene: &Scene, voice: &mut Voice, places: &[SprintPlace]) -> Phrase {
    let scorers: Vec<Bib> = places.iter().map(|place| place.bib).collect();
    let things = vec![
        named_top(scene, &scorers),
        new_top(scene),
        podium(scene, &scorers),
        leader_scores(scene, places),
        second_scores(scene, &scorers),
        climb(scene, &scorers),
        level(scene, &scorers),
    ];
    voice.first(things).unwrap_or_else(|| voice.must(as_it_was(scene)))
}

/// The sentence on the table after the last sprint.
pub(super) fn at_the_end(scene: &Scene, voice: &mut Voice, scorers: &[Bib]) -> Phrase {
    let mut things = Vec::new();
    if let Some((first, gap, second)) = leads(scene) {
        let (x, y, full) = (scene.name(first.bib), scene.name(second.bib), gap.full());
        if !scene.before.top().contains(&first.bib) {
            things.push(vec![
                say!("That puts {x} first at the end, by {full}."),
                say!("With that {x} is first, {full} ahead of {y}."),
            ]);
        }
        if let Some((bib, now)) = best_climber(scene, scorers).filter(|(_, now)| *now > 1) {
            let (z, to) = (scene.name(bib), place(now));
            let ways = vec![say!("It takes {z} to {to}."), say!("That lifts {z} to {to} at the last.")];
            things.push(about(&[bib], ways));
        }
        if is_same_podium(scene) {
            things.push(vec![
                say!("The first three stay as they were, {x} ahead by {full}."),
                say!("No change in the first three: {x} is {full} ahead."),
            ]);
        }
        things.push(vec![say!("{x} is first, {full} ahead of {y}."), say!("{x} is first, with {y} {full} behind.")]);
        things = things.into_iter().map(|ways| about(&[first.bib, second.bib], ways)).collect();
    }
    voice.first(things).unwrap_or_else(|| voice.must(as_it_was(scene)))
}

/// The scorer who has come up to the best place on the podium.
fn best_climber(scene: &Scene, scorers: &[Bib]) -> Option<(Bib, u32)> {
    let climbs = |bib: &Bib| climbed(scene, *bib).filter(|now| *now <= PODIUM).map(|now| (now, *bib));
    scorers.iter().filter_map(climbs).min().map(|(now, bib)| (bib, now))
}

fn is_same_podium(scene: &Scene) -> bool {
    let three = |table: Table| table.racing().take(PODIUM as usize).map(|row| row.bib).collect::<Vec<_>>();
    three(scene.before) == three(scene.now)
}

/// The leader by name, or `the leaders` if they are level.
pub(super) fn first(scene: &Scene) -> String {
    scene.now.leader().map_or_else(|| "the leaders".to_owned(), |first| scene.name(first.bib))
}

/// Who leads alone, by how much, and from whom.
pub(super) fn leads<'a>(scene: &'a Scene) -> Option<(&'a Standing, Gap, &'a Standing)> {
    let (first, second) = (scene.now.leader()?, scene.now.at(2)?);
    Some((first, scene.now.gap(first, second), second))
}

/// The lead has passed to somebody else, or is shared; nothing if neither is new.
pub(super) fn new_top(scene: &Scene) -> Vec<Phrase> {
    let (before, now) = (scene.before.top(), scene.now.top());
    if before == now || scene.now.is_blank() {
        return Vec::new();
    }
    if let Some((first, gap, second)) = leads(scene) {
        let (x, y) = (scene.name(first.bib), scene.name(second.bib));
        let full = gap.full();
        let (himself, margin) = (scene.story.they.himself(), gap.in_laps(scene.story.rules));
        let ways = if scene.before.is_blank() {
            vec![say!("{x} is the first leader, {full} ahead of {y}."), say!("The first lead is {full}, for {x}.")]
        } else if before.contains(&first.bib) {
            vec![say!("{x} has the lead to {himself}, by {margin}."), say!("{x} leads alone now, by {margin}.")]
        } else {
            vec![
                say!("{x} takes the lead, by {full}."),
                say!("{x} leads now, {full} ahead of {y}."),
                say!("The lead passes to {x}, by {full}."),
                say!("New leader: {x}, {full} up on {y}."),
                say!("{x} goes to the top, {full} ahead of {y}."),
            ]
        };
        return about(&[first.bib, second.bib], ways);
    }
    match &now[..] {
        [one, other] => {
            let (x, y) = (scene.name(*one), scene.name(*other));
            let ways = vec![
                say!("{x} and {y} are level at the top."),
                say!("Level at the top: {x} and {y}."),
                say!("There is nothing between {x} and {y} at the top."),
            ];
            about(&[*one, *other], ways)
        }
        [_, _, ..] => {
            let many = number_first(now.len() as u32);
            about(&now, vec![say!("{many} riders are level at the top."), say!("{many} of them are level in front.")])
        }
        _ => Vec::new(),
    }
}

/// The winner of the sprint has just been named, and has the lead.
fn named_top(scene: &Scene, scorers: &[Bib]) -> Vec<Phrase> {
    let Some((first, gap, second)) = leads(scene).filter(|(first, ..)| scorers.first() == Some(&first.bib)) else {
        return Vec::new();
    };
    if scene.before.top().contains(&first.bib) && !scene.before.is_blank() {
        return Vec::new();
    }
    let (x, y, full) = (scene.name(first.bib), scene.name(second.bib), gap.full());
    let ways = vec![
        say!("{x} takes the lead with it, by {full}."),
        say!("That is the lead as well, {full} ahead of {y}."),
        say!("It brings {x} the lead, {full} clear of {y}."),
    ];
    about(&[first.bib, second.bib], ways)
}

/// The places of `bib` before and now, if the place is a better one.
fn climbed(scene: &Scene, bib: Bib) -> Option<u32> {
    let (before, now) = (scene.before.place(bib)?, scene.now.place(bib)?);
    (now < before).then_some(now)
}

/// A scorer has moved onto the podium, or up on it.
fn podium(scene: &Scene, scorers: &[Bib]) -> Vec<Phrase> {
    let climbs = |bib: &Bib| climbed(scene, *bib).filter(|now| *now <= PODIUM).map(|now| (now, *bib));
    let mut climbers: Vec<(u32, Bib)> = scorers.iter().filter_map(climbs).collect();
    climbers.sort_unstable();
    match climbers[..] {
        [(p, a), (q, b), ..] if p != q => {
            let (x, y, to, next) = (scene.name(a), scene.name(b), place(p), place(q));
            let ways = vec![say!("{x} is up to {to} and {y} to {next}."), say!("{x} climbs to {to}, {y} to {next}.")];
            about(&[a, b], ways)
        }
        [(now, bib), ..] => moved_up(scene, bib, now),
        [] => Vec::new(),
    }
}

/// That `bib` has come up to place `now`, on the podium.
pub(super) fn moved_up(scene: &Scene, bib: Bib, now: u32) -> Vec<Phrase> {
    let (x, to) = (scene.name(bib), place(now));
    if let [other] = scene.now.level_with(bib)[..] {
        let y = scene.name(other);
        let ways = vec![
            say!("{x} draws level with {y} in {to} place."),
            say!("{x} joins {y} in {to} place."),
            say!("{x} and {y} share {to} place."),
        ];
        return about(&[bib, other], ways);
    }
    let Some((first, row)) = scene.now.at(1).zip(scene.now.row(bib)) else { return Vec::new() };
    let gap = scene.now.gap(first, row);
    let (full, leader) = (gap.full(), self::first(scene));
    let ways = vec![
        say!("{x} is up to {to}, {full} off the lead."),
        say!("{x} moves into {to}, {full} behind {leader}."),
        say!("That lifts {x} to {to}, {full} from the top."),
        say!("{x} climbs to {to}, {full} down."),
        say!("It makes {x} {to}, {full} behind {leader}."),
    ];
    about(&[bib, first.bib], ways)
}

/// The leader has scored.
fn leader_scores(scene: &Scene, places: &[SprintPlace]) -> Vec<Phrase> {
    let Some((first, gap, _)) = leads(scene) else { return Vec::new() };
    let Some(scored) = places.iter().find(|place| place.bib == first.bib) else { return Vec::new() };
    let (x, margin) = (scene.name(first.bib), gap.in_laps(scene.story.rules));
    let (more, many) = (Gap::Points(scored.points).short(), number_first(scored.points));
    let grown = scene.before.lead().is_some_and(|before| is_more(gap, before));
    if grown {
        vec![
            say!("{many} more for {x}: the lead is {margin}."),
            say!("{x} adds {more} and leads by {margin}."),
            say!("{x}'s lead grows to {margin}."),
            say!("{x} stretches the lead to {margin}."),
        ]
    } else {
        vec![
            say!("{x} scores too and leads by {margin}."),
            say!("{many} for {x} as well: the lead is {margin}."),
            say!("{x} is in the points too and keeps {margin} in hand."),
        ]
    }
}

fn is_more(now: Gap, before: Gap) -> bool {
    match (now, before) {
        (Gap::Points(now), Gap::Points(before)) | (Gap::Laps(now), Gap::Laps(before)) => now > before,
        (Gap::Laps(_), Gap::Points(_)) => true,
        (Gap::Points(_), Gap::Laps(_)) => false,
    }
}

/// The second has scored, and the lead is smaller.
fn second_scores(scene: &Scene, scorers: &[Bib]) -> Vec<Phrase> {
    let Some((first, gap, second)) = leads(scene).filter(|(_, _, second)| scorers.contains(&second.bib)) else {
        return Vec::new();
    };
    if scene.before.lead().is_none_or(|before| !is_more(before, gap)) {
        return Vec::new();
    }
    let (x, y, margin) = (scene.name(first.bib), scene.name(second.bib), gap.full());
    let ways = vec![
        say!("{y} cuts the lead to {margin}."),
        say!("{y} closes to within {margin} of {x}."),
        say!("{x}'s lead is down to {margin}."),
        say!("{y} comes within {margin} of {x}."),
    ];
    about(&[first.bib, second.bib], ways)
}

/// A scorer has come up to a place behind the podium.
fn climb(scene: &Scene, scorers: &[Bib]) -> Vec<Phrase> {
    let climbs =
        |bib: &Bib| climbed(scene, *bib).filter(|now| (PODIUM + 1..=WORTH).contains(now)).map(|now| (now, *bib));
    let Some((now, bib)) = scorers.iter().filter_map(climbs).min() else { return Vec::new() };
    let Some((third, row)) = scene.now.at(PODIUM as usize).zip(scene.now.row(bib)) else { return Vec::new() };
    let (x, to, gap) = (scene.name(bib), place(now), scene.now.gap(third, row));
    if gap.is_nothing() {
        return vec![];
    }
    let full = gap.full();
    if !is_near(gap) {
        return vec![];
    }
    vec![
        say!("{x} is up to {to}, {full} off the podium."),
        say!("That takes {x} to {to}, {full} behind third."),
        say!("{x} is {to} now, {full} short of third."),
        say!("{x} climbs into {to}, {full} from the podium."),
    ]
}

/// Whether a sprint or two would be enough.
fn is_near(gap: Gap) -> bool {
    matches!(gap, Gap::Points(0..=10))
}

/// A scorer has drawn level with somebody.
fn level(scene: &Scene, scorers: &[Bib]) -> Vec<Phrase> {
    let was_level = |bib: Bib, other: Bib| scene.before.level_with(bib).contains(&other);
    let pair = scorers.iter().find_map(|bib| {
        let [other] = scene.now.level_with(*bib)[..] else { return None };
        let at = scene.now.place(*bib).filter(|at| *at <= WORTH)?;
        (!was_level(*bib, other)).then_some((*bib, other, at))
    });
    let Some((bib, other, at)) = pair else { return Vec::new() };
    let (x, y, at) = (scene.name(bib), scene.name(other), place(at));
    about(
        &[bib, other],
        vec![say!("{x} is level with {y} in {at} place."), say!("That puts {x} level with {y}, both {at}.")],
    )
}

/// Nothing above has changed, or it was said in these words just now.
fn as_it_was(scene: &Scene) -> Vec<Phrase> {
    let same = is_same_podium(scene);
    let Some((first, gap, second)) = leads(scene) else {
        return match &scene.now.top()[..] {
            [] => vec![say!("Nobody leads yet, and nobody is behind.")],
            [a, b, ..] => {
                let (x, y) = (scene.name(*a), scene.name(*b));
                let ways = vec![
                    say!("Still nothing between {x} and {y} at the top."),
                    say!("{x} and {y} stay level at the top."),
                    say!("It is still {x} and {y}, level on top of the table."),
                    say!("At the top {x} and {y} remain level."),
                    say!("{x} and {y} go on level."),
                ];
                about(&[*a, *b], ways)
            }
            [a] => {
                let x = scene.name(*a);
                vec![say!("{x} leads.").about(&[*a])]
            }
        };
    };
    let (x, y) = (scene.name(first.bib), scene.name(second.bib));
    let (margin, full) = (gap.in_laps(scene.story.rules), gap.full());
    let mut ways = vec![
        say!("{x} leads by {margin}."),
        say!("{x} leads {y} by {margin}."),
        say!("{x} is {full} ahead of {y}."),
        say!("{x}'s lead is {margin}."),
    ];
    if same {
        ways = vec![
            say!("The top three don't move; {x} leads by {full}."),
            say!("No change at the top; {x} leads by {margin}."),
            say!("{x} still leads by {margin}."),
            say!("The podium stays as it is; {x} is {full} ahead."),
            say!("{x}'s lead stays at {margin}."),
            say!("Nothing changes at the top: {x} leads {y} by {margin}."),
        ];
    }
    about(&[first.bib, second.bib], ways)
}
