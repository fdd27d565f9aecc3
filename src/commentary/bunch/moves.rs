//! Attacks, catches, bridges, chases, riders off the back, in words. Knows no sprints but how far the next one is.

use super::stake;
use crate::commentary::grammar::{capital, counted, form, number_first};
use crate::commentary::line::{Line, Remark, Topic};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::race::view::GroupView;
use crate::units::Bib;

/// An attack this many laps before a sprint or closer may be for that sprint.
const NEAR_LAPS: u32 = 4;
/// That the sprint is near is not said again within this time, s.
const NEAR_AGAIN_S: i64 = 60;
/// That the leader is not in a move is not said again within this time, s.
const MISSED_AGAIN_S: i64 = 120;
/// An attack by riders who set off after others this long ago is no news, µs.
const SETTING_OFF: i64 = 30_000_000;

fn line(phrase: Phrase) -> Line {
    Line::new(Topic::Move, phrase)
}

pub(super) fn attack(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    let on_the_way =
        |bib: &Bib| scene.past.bridging.iter().any(|(of, since)| of == bib && scene.at.0 - since.0 < SETTING_OFF);
    if bibs.iter().all(on_the_way) {
        return None;
    }
    let who = scene.who_matters(bibs);
    let they = scene.story.they;
    let news = match bibs.len() {
        1 => {
            let (alone, his) = (they.alone(), they.his());
            vec![
                say!("{who} jumps."),
                say!("{who} attacks."),
                say!("{who} goes clear {alone}."),
                say!("Off the front: {who}."),
                say!("There goes {who}."),
                say!("{who} kicks away from the bunch."),
                say!("{who} tries {his} luck."),
            ]
        }
        n => {
            let many = number_first(n as u32);
            vec![
                say!("Off the front: {who}."),
                say!("{who} go clear."),
                say!("{many} away: {who}."),
                say!("{many} jump: {who}."),
                say!("There go {who}."),
                say!("{who} get a gap."),
                say!("The front of the bunch splits: {who} go."),
            ]
        }
    };
    let news = voice.fresh(about(bibs, news))?;
    let (why, remark) = purpose(scene, voice, bibs);
    Some(line(news.then(why)).remark(remark).remark([Remark::Away(bibs.to_vec(), 0.0)]))
}

/// What an attack may be for: the leader is in it, or a lap would change the table, or a sprint is near.
fn purpose(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> (Option<Phrase>, Option<Remark>) {
    if let Some(leader) = scene.now.leader().map(|row| row.bib).filter(|leader| bibs.contains(leader)) {
        let name = scene.name(leader);
        let said = match bibs.len() {
            1 => vec![say!("That is the leader."), say!("The leader on the attack."), say!("The leader goes alone.")],
            _ => vec![
                say!("{name}, the leader, is in it."),
                say!("The leader is in there: {name}."),
                say!("And the leader is with them: {name}."),
            ],
        };
        return (voice.fresh(said), None);
    }
    if let ([one, other], false) = (&scene.now.top()[..], scene.now.is_blank()) {
        let split = match (bibs.contains(one), bibs.contains(other)) {
            (true, false) => Some((scene.name(*one), scene.name(*other))),
            (false, true) => Some((scene.name(*other), scene.name(*one))),
            _ => None,
        };
        if let Some((x, y)) = split {
            let said = vec![
                say!("{x} is in it; {y}, level at the top, is not."),
                say!("Of the two who lead, {x} goes and {y} stays."),
            ];
            return (voice.fresh(about(&[*one, *other], said)), None);
        }
    }
    if let Some((phrase, remark)) = stake::stake(scene, voice, bibs) {
        return (Some(phrase), Some(remark));
    }
    if let Some(missed) = missed(scene, voice, bibs) {
        return (Some(missed), Some(Remark::Topic("missed")));
    }
    let near = scene.next_sprint().filter(|(_, away)| (2..=NEAR_LAPS).contains(away));
    let Some((n, away)) = near.filter(|_| scene.is_new_topic("sprint", NEAR_AGAIN_S)) else {
        return (None, None);
    };
    let (laps, sprint) = (counted(away, "lap"), scene.sprint(n));
    let (many, capital) = (capital(&laps), capital(&sprint));
    let said = vec![
        say!("{many} to {sprint}."),
        say!("{capital} is {laps} away."),
        say!("There are points to be had in {laps}."),
    ];
    (voice.fresh(said), Some(Remark::Topic("sprint")))
}

/// That the leader is not in a move of well-placed riders.
fn missed(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Phrase> {
    /// Riders with worse places are no danger to the leader.
    const GOOD: u32 = 8;
    // Early in a race the lead is worth little.
    let is_early = scene.laps_done() * 5 < scene.story.rules.planned_laps();
    let is_new = scene.is_new_topic("missed", MISSED_AGAIN_S);
    let leader = scene.now.leader().filter(|_| bibs.len() > 1 && !is_early && is_new)?;
    bibs.iter().find(|bib| scene.now.place(**bib).is_some_and(|place| place <= GOOD))?;
    let name = scene.name(leader.bib);
    let ways = vec![say!("{name}, the leader, has missed it."), say!("Not in it: {name}, who leads.")];
    voice.fresh(about(&[leader.bib], ways))
}

pub(super) fn clear(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    let (who, one) = (scene.who(bibs), bibs.len() == 1);
    let (drifts, has, rolls) = (form(one, "drifts", "drift"), form(one, "has", "have"), form(one, "rolls", "roll"));
    let mut ways = vec![
        say!("{who} {drifts} off the front."),
        say!("A gap opens behind {who}."),
        say!("{who} {has} a few lengths."),
        say!("{who} {rolls} clear of the bunch."),
    ];
    if one {
        ways.push(say!("Nobody holds {who}'s wheel."));
    }
    Some(line(voice.fresh(about(bibs, ways))?).remark([Remark::Away(bibs.to_vec(), 0.0)]))
}

pub(super) fn caught(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    // Nobody said that they were away.
    if !bibs.iter().any(|bib| scene.past.named.contains(bib)) {
        return None;
    }
    let (who, all) = (scene.who_matters(bibs), scene.view.is_some() && scene.breaks().next().is_none());
    let mut ways = vec![say!("Caught: {who}.")];
    if bibs.len() <= 3 {
        let (short, is) = (scene.them(bibs), form(bibs.len() == 1, "is", "are"));
        let capital = capital(&short);
        ways.extend([
            say!("{capital} {is} caught."),
            say!("The bunch has {short} back."),
            say!("{capital} {is} brought back."),
        ]);
        if all {
            ways.extend([
                say!("It's all back together: {short} {is} caught."),
                say!("All together again; {short} {is} back in the bunch."),
                say!("That move is over: {short} {is} back."),
            ]);
        }
    } else if all {
        ways.extend([say!("It's all back together."), say!("All together again."), say!("That move is over.")]);
    }
    voice.fresh(about(bibs, ways)).map(line)
}

pub(super) fn half_lap(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    let (short, one) = (scene.them(bibs), bibs.len() == 1);
    let (has, is, many) = (form(one, "has", "have"), form(one, "is", "are"), capital(&short));
    let ways = vec![
        say!("Half a lap for {short}."),
        say!("{many} {has} half a lap."),
        say!("{many} {is} half a lap up."),
        say!("{many} {is} on the far side of the track: half a lap."),
        say!("The gap is half a lap: {short} can see the back of the bunch."),
    ];
    let (why, remark) = stake::stake(scene, voice, bibs).unzip();
    let gap = scene.view.as_ref().map_or(0.0, |view| 0.5 * view.lap_m);
    Some(line(voice.fresh(about(bibs, ways))?.then(why)).remark(remark).remark([Remark::Away(bibs.to_vec(), gap)]))
}

pub(super) fn dropped(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    let (who, one) = (scene.who(bibs), bibs.len() == 1);
    let (is, loses, slips) = (form(one, "is", "are"), form(one, "loses", "lose"), form(one, "slips", "slip"));
    let ways = vec![
        say!("{who} can't hold the wheel."),
        say!("{who} {is} off the back."),
        say!("{who} {loses} contact."),
        say!("{who} {slips} off the back of the bunch."),
        say!("The pace is too much for {who}."),
        say!("{who} {is} dropped."),
    ];
    voice.fresh(about(bibs, ways)).map(line)
}

pub(super) fn back(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    let who = scene.who(bibs);
    let ways = vec![
        say!("{who} is back on."),
        say!("{who} gets back to the bunch."),
        say!("{who} has found the wheels again."),
        say!("{who} rejoins the bunch."),
    ];
    voice.fresh(about(bibs, ways)).map(line)
}

pub(super) fn bridge(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    let (target, ahead) = ahead(scene, bibs)?;
    let (who, one) = (scene.who(bibs), bibs.len() == 1);
    let (is, goes, sets) = (form(one, "is", "are"), form(one, "goes", "go"), form(one, "sets", "set"));
    let (comes, leaves) = (form(one, "comes", "come"), form(one, "leaves", "leave"));
    let ways = vec![
        say!("{who} {is} trying to get across to {target}."),
        say!("{who} {goes} after {target}."),
        say!("{who} {sets} off in pursuit of {target}."),
        say!("Out of the bunch {comes} {who}, after {target}."),
        say!("{who} {leaves} the bunch to join {target}."),
    ];
    voice.fresh(about(&[bibs, &ahead].concat(), ways)).map(line)
}

/// Whom riders go after who leave `bibs` behind, in words, and who they are; `None` if nobody is away.
fn ahead(scene: &Scene, bibs: &[Bib]) -> Option<(String, Vec<Bib>)> {
    let groups: Vec<&GroupView> =
        scene.breaks().filter(|group| !group.riders.iter().any(|bib| bibs.contains(bib))).collect();
    let target = match groups[..] {
        [] => return None,
        [group] => scene.them(&group.riders),
        _ => "the riders in front".to_owned(),
    };
    Some((target, groups.iter().flat_map(|group| group.riders.iter().copied()).collect()))
}

/// Whether it was said of anybody of `bibs` that they are away, so that a line need not say who is.
fn is_known(scene: &Scene, bibs: &[Bib]) -> bool {
    bibs.iter().any(|bib| scene.past.named.contains(bib))
}

pub(super) fn chase(scene: &Scene, voice: &mut Voice, bib: Bib) -> Option<Line> {
    let (target, ahead) = ahead(scene, &[bib])?;
    let (who, his) = (scene.name(bib), scene.story.they.his());
    let mut ways = vec![
        say!("{who} goes to work to close the gap to {target}."),
        say!("{who} puts {his} nose in the wind to bring back {target}."),
        say!("The chase is on: {who}, after {target}."),
    ];
    if is_known(scene, &ahead) {
        ways.extend([
            say!("{who} is on the front of the bunch and pulling."),
            say!("{who} takes up the chase."),
            say!("{who} does the chasing."),
        ]);
    }
    let news = voice.fresh(about(&[&[bib], &ahead[..]].concat(), ways))?;
    let (why, remark) = threatened(scene, voice, bib);
    let away = scene.breaks().filter(|_| !is_known(scene, &ahead));
    let away = away.map(|group| Remark::Away(group.riders.clone(), group.gap_m));
    Some(line(news.then(why)).remark(remark).remark(away))
}

pub(super) fn nobody_pulls(scene: &Scene, voice: &mut Voice, bib: Bib) -> Option<Line> {
    let (target, away) = ahead(scene, &[bib])?;
    let (who, alone) = (scene.name(bib), scene.story.they.alone());
    if !is_known(scene, &away) {
        let ways = vec![
            say!("Nobody in the bunch wants to pull behind {target}."),
            say!("{who} looks for help to bring back {target}, and finds none."),
        ];
        let remarks = scene.breaks().map(|group| Remark::Away(group.riders.clone(), group.gap_m));
        return Some(line(voice.fresh(about(&[&[bib], &away[..]].concat(), ways))?).remark(remarks));
    }
    let ways = vec![
        say!("They're looking at each other in the bunch."),
        say!("{who} flicks an elbow; nobody comes through."),
        say!("{who} looks round, and nobody wants to pull."),
        say!("No help for {who} on the front."),
        say!("{who} won't chase {alone}."),
        say!("The chase has stalled; {who} looks for help."),
    ];
    let news = voice.fresh(about(&[bib], ways))?;
    let (why, remark) = threatened(scene, voice, bib);
    Some(line(news.then(why)).remark(remark))
}

/// What not chasing may cost `bib`.
fn threatened(scene: &Scene, voice: &mut Voice, bib: Bib) -> (Option<Phrase>, Option<Remark>) {
    let threat = scene.threat(bib).filter(|(other, rank)| *rank <= stake::WORTH && scene.is_new_stake(*other, *rank));
    threat.and_then(|(other, rank)| stake::said(scene, voice, other, rank)).unzip()
}

pub(super) fn sits_up(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Line> {
    // Nobody said that they were away, or on the way.
    let is_known = |bib: &Bib| scene.past.named.contains(bib) || scene.past.bridging.iter().any(|(of, _)| of == bib);
    if !bibs.iter().any(is_known) {
        return None;
    }
    let who = scene.who(bibs);
    let ways = vec![
        say!("{who} sits up."),
        say!("{who} looks back and eases."),
        say!("{who} waits for the bunch."),
        say!("{who} gives up the move."),
        say!("{who} calls it off."),
        say!("{who} eases, and the bunch is coming."),
    ];
    voice.fresh(about(bibs, ways)).map(line)
}
