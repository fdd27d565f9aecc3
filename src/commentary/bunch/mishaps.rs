//! Crashes, mechanicals, and riders who leave the race, in words. Knows no sprints.

use crate::commentary::grammar::{capital, counted, form, number, place};
use crate::commentary::line::{Line, Topic};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::rules::Status;
use crate::units::Bib;

fn line(phrase: Phrase) -> Line {
    Line::new(Topic::Mishap, phrase)
}

pub(super) fn falls(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    let (who, one) = (scene.who(bibs), bibs.len() == 1);
    let is = form(one, "is", "are");
    if bibs.iter().all(|bib| scene.now.row(*bib).is_none()) {
        let ways = vec![
            say!("Crash: {who} {is} down, and out of the race."),
            say!("{who} {is} down and won't go on."),
            say!("A crash takes {who} out of the race."),
        ];
        return Some(line(voice.must(about(bibs, ways))));
    }
    let mut ways = vec![
        say!("Crash: {who} {is} down."),
        say!("There is a crash, and {who} {is} down."),
        say!("{who} {is} on the boards."),
        say!("Down goes {who}."),
        say!("A fall: {who}."),
        say!("Riders down: {who}."),
    ];
    if one {
        ways.pop();
    } else {
        let (first, rest, him) = (scene.name(bibs[0]), scene.who(&bibs[1..]), scene.story.they.him());
        ways = vec![
            say!("Crash: {first} goes down and takes {rest} with {him}."),
            say!("{first} falls and brings down {rest}."),
            say!("Riders down: {first} falls, and {rest} with {him}."),
        ];
    }
    let news = voice.must(about(bibs, ways));
    let laps = scene.story.rules.mishap_laps;
    let may_return = laps > 0 && scene.to_go > scene.story.rules.no_return_laps;
    let (have, counted) =
        (if one { capital(scene.story.they.has()) } else { "They have".to_owned() }, counted(laps, "lap"));
    let allowed = vec![say!("{have} {counted} to get back in."), say!("{have} up to {counted} to return.")];
    let is_first = scene.past.mishaps.is_empty();
    let allowed = if may_return && is_first { voice.fresh(allowed) } else { None };
    Some(line(news.then(allowed)))
}

pub(super) fn puncture(scene: &Scene, voice: &mut Voice, bib: Bib) -> Option<Line> {
    let (who, his) = (scene.name(bib), scene.story.they.his());
    Some(line(voice.must(about(
        &[bib],
        vec![
            say!("A mechanical for {who}."),
            say!("Bike trouble for {who}."),
            say!("{who} needs another bike."),
            say!("{who} is off the track with a mechanical."),
            say!("Trouble with {his} bike for {who}."),
            say!("{who} has to stop: it is the bike."),
        ],
    ))))
}

pub(super) fn returns(scene: &Scene, voice: &mut Voice, bib: Bib) -> Option<Line> {
    let who = scene.name(bib);
    let laps = scene.now.row(bib)?.laps;
    let before = scene.past.mishaps.iter().rev().find(|(of, _)| *of == bib).map_or(laps, |(_, laps)| *laps);
    let ways = if laps < before {
        let down = counted((before - laps).unsigned_abs(), "lap");
        vec![
            say!("{who} is back in the race, {down} the worse."),
            say!("{who} rejoins, and it has cost {down}."),
            say!("It has cost {down}, but {who} is riding again."),
        ]
    } else {
        vec![
            say!("{who} is back with the bunch and has lost nothing."),
            say!("{who} is back in, with nothing lost."),
            say!("{who} rejoins; no harm done."),
            say!("{who} is riding again."),
        ]
    };
    voice.fresh(about(&[bib], ways)).map(line)
}

/// Whether it has just been said that a crash has put `bib` out of the race.
fn is_told(scene: &Scene, bib: Bib) -> bool {
    scene.past.fallen.as_ref().is_some_and(|(at, bibs)| *at == scene.at && bibs.contains(&bib))
}

pub(super) fn withdrawn(scene: &Scene, voice: &mut Voice, bib: Bib) -> Option<Line> {
    if is_told(scene, bib) {
        return None;
    }
    let who = scene.name(bib);
    Some(line(voice.must(about(
        &[bib],
        vec![
            say!("{who} is taken off by the commissaires."),
            say!("The commissaires take {who} off."),
            say!("The commissaires wave {who} off the track."),
        ],
    ))))
}

pub(super) fn climbs_off(scene: &Scene, voice: &mut Voice, bib: Bib) -> Option<Line> {
    if is_told(scene, bib) {
        return None;
    }
    let who = scene.name(bib);
    let news = voice.must(about(
        &[bib],
        vec![
            say!("{who} has climbed off."),
            say!("{who} is out of the race."),
            say!("That is the end of it for {who}."),
            say!("{who} pulls off the track."),
            say!("{who} abandons."),
            say!("No more racing today for {who}."),
        ],
    ));
    Some(line(news.then(was(scene, voice, bib))))
}

/// The place of a rider who leaves, if it was a good one.
fn was(scene: &Scene, voice: &mut Voice, bib: Bib) -> Option<Phrase> {
    /// Worse places are not worth a word.
    const GOOD: u32 = 6;
    let rank = scene.before.place(bib).filter(|rank| *rank <= GOOD && !scene.before.is_blank())?;
    let (rank, left) = (place(rank), number(scene.now.racing().count() as u32));
    let pronoun = capital(scene.story.they.was());
    voice.fresh(vec![say!("{pronoun} {rank}."), say!("The race loses its {rank} rider; {left} are left.")])
}

/// Riders do not start.
pub(in crate::commentary) fn absent(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Line {
    let (who, does) = (scene.who(bibs), form(bibs.len() == 1, "does", "do"));
    line(voice.must(about(bibs, vec![say!("{who} {does} not start."), say!("Not at the start: {who}.")])))
}

/// A rider is out of the race.
pub(in crate::commentary) fn out(scene: &Scene, voice: &mut Voice, bib: Bib, status: Status) -> Option<Line> {
    let who = scene.name(bib);
    match status {
        Status::Dsq => {
            let ways = vec![say!("{who} is disqualified."), say!("Disqualified: {who}.")];
            Some(line(voice.must(about(&[bib], ways)).then(was(scene, voice, bib))))
        }
        Status::Pul => withdrawn(scene, voice, bib),
        _ => climbs_off(scene, voice, bib),
    }
}
