//! Laps gained and lost, and what they make of the table.

use super::meaning;
use crate::commentary::grammar::{capital, form, number};
use crate::commentary::line::{Line, Topic};
use crate::commentary::phrase::{Phrase, about, say};
use crate::commentary::scene::Scene;
use crate::commentary::voice::Voice;
use crate::rules::RankBy;
use crate::units::Bib;

pub(in crate::commentary) fn gain(scene: &Scene, voice: &mut Voice, bibs: &[Bib], points: i32) -> Line {
    // In the order of the table.
    let place = |bib: &Bib| scene.now.standings.rows.iter().position(|row| row.bib == *bib);
    let mut bibs = bibs.to_vec();
    bibs.sort_by_key(place);
    let (who, one) = (scene.who(&bibs), bibs.len() == 1);
    let (laps, takes, has, gets) =
        (form(one, "laps", "lap"), form(one, "takes", "take"), form(one, "has", "have"), form(one, "gets", "get"));
    let news = if points == 0 {
        vec![
            say!("That's a lap: {who}."),
            say!("{who} {laps} the field."),
            say!("{who} {takes} a lap."),
            say!("{who} {has} the lap."),
            say!("A lap for {who}."),
            say!("{who} {gets} round to the tail: a lap gained."),
        ]
    } else {
        let worth = number(points.unsigned_abs());
        let each = if one { format!("{worth} points") } else { format!("{worth} points each") };
        vec![
            say!("That's a lap: {who}, {each}."),
            say!("{who} {laps} the field: {each}."),
            say!("{who} {takes} a lap, {each}."),
            say!("{who} {has} the lap: {each}."),
            say!("A lap for {who}, {each}."),
            say!("{who} {gets} round to the tail of the bunch: {each}."),
        ]
    };
    let phrase = voice.must(about(&bibs, news)).then(makes(scene, voice, &bibs));
    Line::new(Topic::Lap, phrase)
}

/// Places beyond this are not worth a word.
const GOOD: u32 = 8;

/// What the lap makes of the table: the lead, or the best place that one of `bibs` has come up to.
fn makes(scene: &Scene, voice: &mut Voice, bibs: &[Bib]) -> Option<Phrase> {
    let best = bibs.iter().filter_map(|bib| Some((scene.now.place(*bib)?, *bib))).min();
    let climbed = best.filter(|(now, bib)| scene.before.place(*bib).is_some_and(|before| *now < before));
    let up = match climbed {
        Some((now, bib)) if (2..=GOOD).contains(&now) => up_to(scene, bib, now),
        _ => Vec::new(),
    };
    let mut things = vec![meaning::new_top(scene)];
    if let Some((first, gap, _)) = meaning::leads(scene).filter(|(first, ..)| bibs.contains(&first.bib)) {
        let (x, margin) = (scene.name(first.bib), gap.in_laps(scene.story.rules));
        things.push(vec![
            say!("{x} leads by {margin}."),
            say!("{x}'s lead is now {margin}."),
            say!("{x} has a lead of {margin}."),
        ]);
    }
    things.push(up);
    voice.first(things)
}

fn up_to(scene: &Scene, bib: Bib, now: u32) -> Vec<Phrase> {
    let (x, to) = (scene.name(bib), crate::commentary::grammar::place(now));
    let Some((at_the_top, row)) = scene.now.at(1).zip(scene.now.row(bib)) else { return Vec::new() };
    let gap = scene.now.gap(at_the_top, row);
    if gap.is_nothing() {
        return Vec::new();
    }
    let (full, first) = (gap.full(), meaning::first(scene));
    let ways = vec![
        say!("{x} is {to} now, {full} off the lead."),
        say!("That makes {x} {to}, {full} down."),
        say!("{x} jumps to {to}, {full} from the lead."),
        say!("It is worth {to} place to {x}, {full} behind {first}."),
    ];
    about(&[bib, at_the_top.bib], ways)
}

pub(in crate::commentary) fn loss(scene: &Scene, voice: &mut Voice, bib: Bib, points: i32) -> Line {
    let who = scene.name(bib);
    let news = if points == 0 {
        vec![
            say!("{who} is lapped."),
            say!("The bunch laps {who}."),
            say!("A lap lost for {who}."),
            say!("{who} is a lap down."),
            say!("The bunch comes round to {who}: a lap lost."),
            say!("{who} loses a lap."),
        ]
    } else {
        let cost = format!("minus {}", points.unsigned_abs());
        vec![
            say!("{who} is lapped: {cost}."),
            say!("The bunch laps {who}, {cost}."),
            say!("A lap lost for {who}: {cost}."),
            say!("{who} loses a lap, {cost}."),
            say!("The bunch comes round to {who}: a lap lost, {cost}."),
            say!("{who} is a lap down, {cost}."),
        ]
    };
    let rules = scene.story.rules;
    let total = scene.now.row(bib).filter(|row| rules.rank_by == RankBy::Points && row.total < 0);
    // Below nothing, the total has nothing to add; else the place does.
    let fell = total.is_none().then(|| fallen(scene, voice, bib)).flatten();
    let phrase = voice.must(about(&[bib], news)).then(fell);
    Line::new(Topic::Lap, phrase)
}

/// Where a rider who was well placed has fallen to.
fn fallen(scene: &Scene, voice: &mut Voice, bib: Bib) -> Option<Phrase> {
    let (before, now) = (scene.before.place(bib)?, scene.now.place(bib)?);
    if before > GOOD || now <= before {
        return None;
    }
    let (from, to) = (crate::commentary::grammar::place(before), crate::commentary::grammar::place(now));
    let down = capital(&from);
    voice.fresh(vec![say!("{down} before, {to} now."), say!("From {from} to {to}.")])
}
