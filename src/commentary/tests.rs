//! The commentary on races made by hand: what must be said, when, and what must not.

use super::*;
use crate::event::{Note, StopKind};
use crate::race::view::{GroupKind, GroupView};
use crate::report::sample;
use crate::rules::{Counter, Edition, EditionId, Overrides, Standings};

/// A fact or a note at a second.
fn second(s: i64) -> Micros {
    Micros(s * 1_000_000)
}

/// Laps of 18 s in which the riders cross the line in `order`, each with the laps they have ridden.
fn laps(facts: &mut Vec<Fact>, laps: std::ops::RangeInclusive<u32>, order: &[(u16, u32)]) {
    for lap in laps {
        for (i, (bib, more)) in order.iter().enumerate() {
            let at = Micros(second(18 * i64::from(lap)).0 + 100_000 * i as i64);
            facts.push(Fact::Line { bib: Bib(*bib), ridden: lap + more, at });
        }
    }
}

/// The sample race of 20 laps: 7 gains a lap, 9 stops, and they finish in the order 3, 7, 12.
fn facts() -> Vec<Fact> {
    let mut facts = Vec::new();
    laps(&mut facts, 1..=12, &[(7, 0), (3, 0), (9, 0), (12, 0)]);
    facts.push(Fact::Tail { bib: Bib(7), at: second(220) });
    facts.push(Fact::Stop { bib: Bib(9), kind: StopKind::Dnf, at: second(225) });
    laps(&mut facts, 13..=20, &[(3, 0), (7, 1), (12, 0)]);
    facts
}

fn told(facts: &[Fact], notes: &[Noted], rules: &RaceRules, seed: u64, they: Pronoun) -> Vec<CommentaryLine> {
    told_by(facts, notes, rules, seed, they, &|_| None)
}

fn told_by(
    facts: &[Fact],
    notes: &[Noted],
    rules: &RaceRules,
    seed: u64,
    they: Pronoun,
    look: &dyn Fn(Micros) -> Option<RaceView>,
) -> Vec<CommentaryLine> {
    let scenario = sample::scenario();
    let starters: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).collect();
    tell(&Story {
        names: RiderNames::of(&scenario),
        they,
        starters: &starters,
        rules,
        facts,
        notes,
        seed,
        look,
        card: None,
        shared: &[],
    })
}

fn said_of(notes: &[Noted], seed: u64) -> Vec<CommentaryLine> {
    told(&facts(), notes, &sample::rules(), seed, Pronoun::She)
}

fn noted(s: i64, note: Note) -> Noted {
    Noted { at: second(s), note }
}

/// The text of the only line on `topic`.
fn only(said: &[CommentaryLine], topic: Topic) -> &str {
    let lines: Vec<&CommentaryLine> = said.iter().filter(|line| line.topic == topic).collect();
    assert_eq!(lines.len(), 1, "{topic:?}: {lines:#?}");
    &lines[0].text
}

fn has_all(text: &str, parts: &[&str]) {
    assert!(parts.iter().all(|part| text.contains(part)), "{text:?} should have {parts:?}");
}

#[test]
fn the_commentary_says_what_the_referee_ruled() {
    for seed in 1..=20 {
        let said = said_of(&[], seed);
        has_all(only(&said, Topic::Gun), &["20 laps", "a sprint every ten"]);
        let sprints: Vec<&str> = said.iter().filter(|l| l.topic == Topic::Sprint).map(|l| l.text.as_str()).collect();
        assert_eq!(sprints.len(), 2, "one line a sprint: {sprints:?}");
        // 5 points for ÁM and 3 for BE.
        has_all(sprints[0], &["print 1", "ÁM", "BE, DE and CE", "two points"]);
        has_all(sprints[1], &["last sprint", "BE", "ÁM and CE"]);
        // 25 points for ÁM with the lap, 3 for BE.
        has_all(only(&said, Topic::Lap), &["ÁM", "20 points", "22 points, more than a lap"]);
        has_all(only(&said, Topic::Mishap), &["DE"]);
        let end = said.last().expect("an end");
        assert_eq!(end.text, "ÁM wins, second across the line: 28 points, to 8 for BE and 3 for CE.");
    }
}

#[test]
fn lines_stand_in_order_of_time_with_the_lap_counter() {
    let said = said_of(&[], 1);
    assert!(said.windows(2).all(|w| w[0].at <= w[1].at && w[0].to_go >= w[1].to_go));
    assert_eq!((said[0].to_go, said[said.len() - 1].to_go), (20, 0));
}

#[test]
fn every_quarter_has_the_first_three_of_that_moment() {
    let recaps: Vec<CommentaryLine> = said_of(&[], 1).into_iter().filter(|l| l.topic == Topic::Recap).collect();
    let to_go: Vec<u32> = recaps.iter().map(|line| line.to_go).collect();
    assert_eq!(to_go, [15, 10, 5]);
    has_all(&recaps[0].text, &["nobody has a point"]);
    has_all(&recaps[1].text, &["ÁM 5, BE 3, DE 2."]);
    has_all(&recaps[2].text, &["ÁM 25, BE 3, CE 1.", "ÁM", "a lap", "hree "]);
}

#[test]
fn the_seed_changes_words_and_never_what_is_said() {
    let notes: Vec<Noted> = (1..9).map(|s| noted(20 * s, Note::Attack { bibs: vec![Bib(3)] })).collect();
    assert_eq!(said_of(&notes, 1), said_of(&notes, 1));
    let (a, b) = (said_of(&notes, 1), said_of(&notes, 2));
    let texts = |said: &[CommentaryLine]| said.iter().map(|line| line.text.clone()).collect::<Vec<_>>();
    assert_ne!(texts(&a), texts(&b));
    let must = |said: &[CommentaryLine]| {
        let is_must = |l: &&CommentaryLine| !matches!(l.topic, Topic::Move | Topic::Quiet | Topic::Bell);
        said.iter().filter(is_must).map(|l| (l.at, l.to_go, l.topic)).collect::<Vec<_>>()
    };
    assert_eq!(must(&a), must(&b));
}

#[test]
fn a_line_knows_nothing_of_what_comes_after_it() {
    let (all, notes) = (facts(), [noted(30, Note::Attack { bibs: vec![Bib(3)] })]);
    let whole = told(&all, &notes, &sample::rules(), 3, Pronoun::He);
    for cut in (0..all.len()).step_by(7) {
        let part = told(&all[..cut], &notes, &sample::rules(), 3, Pronoun::He);
        let until = all[..cut].last().map_or(Micros::ZERO, Fact::at);
        // A sprint and a gain are told when they are complete, so lines of the last seconds may be missing.
        let until = Micros(until.0 - second(7).0);
        let known = |said: &[CommentaryLine]| said.iter().filter(|l| l.at <= until).cloned().collect::<Vec<_>>();
        assert_eq!(known(&part), known(&whole), "after {cut} facts");
    }
}

#[test]
fn mishaps_are_reported_once_and_by_name() {
    let notes = [
        noted(30, Note::Falls { bibs: vec![Bib(3), Bib(12)] }),
        noted(31, Note::Puncture { bib: Bib(7) }),
        noted(120, Note::Returns { bib: Bib(7) }),
        // Rider 9 leaves the race at this moment.
        noted(225, Note::Withdrawn { bib: Bib(9) }),
    ];
    for seed in 0..20 {
        let said = said_of(&notes, seed);
        let at = |s: i64| said.iter().filter(|l| l.at == second(s)).map(|l| l.text.as_str()).collect::<Vec<_>>();
        // Five laps: 1,300 m of 250 m each (UCI 3.2.021).
        has_all(at(30)[0], &["BE", "CE", "five laps"]);
        has_all(at(31)[0], &["ÁM"]);
        has_all(at(120)[0], &["ÁM"]);
        assert_eq!(at(225).len(), 1, "the note and the ruling are one piece of news: {:?}", at(225));
    }
}

#[test]
fn riders_who_gain_within_five_seconds_gain_together_in_the_order_of_the_table() {
    let tail = |bib: u16, s: i64| Fact::Tail { bib: Bib(bib), at: second(s) };
    let mut facts = Vec::new();
    laps(&mut facts, 1..=10, &[(7, 0), (3, 0), (9, 0), (12, 0)]);
    facts.extend([tail(3, 190), tail(7, 192), tail(12, 220)]);
    let said = told(&facts, &[], &sample::rules(), 1, Pronoun::They);
    let gains: Vec<&str> = said.iter().filter(|l| l.topic == Topic::Lap).map(|l| l.text.as_str()).collect();
    assert_eq!(gains.len(), 2, "{gains:?}");
    // ÁM has 5 points and BE 3.
    has_all(gains[0], &["ÁM and BE", "20 points each"]);
    has_all(gains[1], &["CE", "20 points"]);
    assert!(!gains[1].contains("each"), "{gains:?}");
}

#[test]
fn riders_level_at_the_end_are_told_apart_by_the_last_sprint() {
    // ÁM wins the first sprint and BE the second, each third in the other: 5 + 2.
    let mut facts = Vec::new();
    laps(&mut facts, 1..=19, &[(7, 0), (9, 0), (3, 0), (12, 0)]);
    laps(&mut facts, 20..=20, &[(3, 0), (9, 0), (7, 0), (12, 0)]);
    let said = told(&facts, &[], &sample::rules(), 1, Pronoun::She);
    let tie = said.iter().find(|l| l.topic == Topic::Finish).expect("a tie");
    has_all(&tie.text, &["BE", "ÁM", "7", "first", "last sprint"]);
    assert_eq!(
        said.last().expect("an end").text,
        "BE wins, first across the line too: 7 points, to 7 for ÁM and 6 for DE."
    );
}

#[test]
fn a_lost_lap_says_what_it_costs() {
    let mut facts = facts();
    facts.insert(20, Fact::Front { bib: Bib(12), at: facts[19].at() });
    let said = told(&facts, &[], &sample::rules(), 1, Pronoun::He);
    let lost = said.iter().find(|l| l.topic == Topic::Lap).expect("a lap lost");
    has_all(&lost.text, &["CE", "minus 20"]);
}

#[test]
fn points_from_earlier_races_are_points() {
    // ÁM starts with 20 points, DE with 2; BE wins the first sprint.
    let mut facts: Vec<Fact> =
        [(7, 20), (9, 2)].map(|(bib, points)| Fact::Start { bib: Bib(bib), points, at: Micros::ZERO }).to_vec();
    laps(&mut facts, 1..=19, &[(3, 0), (7, 0), (9, 0), (12, 0)]);
    for seed in 1..=20 {
        let said = told(&facts, &[], &sample::rules(), seed, Pronoun::He);
        let sprint = said.iter().find(|l| l.topic == Topic::Sprint).expect("a sprint");
        assert!(!sprint.text.contains("first lead") && !sprint.text.contains("takes the lead"), "{}", sprint.text);
        let zero = said.iter().find(|l| l.text.contains("without a point") || l.text.contains("no points yet"));
        assert_eq!(zero, None, "everybody has some");
    }
}

#[test]
fn laps_count_before_points_where_they_rank_first() {
    let rules = Edition::get(EditionId::E2000).on(20, 250_000, &Overrides::default()).expect("a race");
    let said = told(&facts(), &[], &rules, 1, Pronoun::He);
    has_all(only(&said, Topic::Gun), &["Laps count before points."]);
    let gain = only(&said, Topic::Lap);
    has_all(gain, &["ÁM"]);
    assert!(gain.matches(" lap").count() >= 2, "the lap, and the lead in laps: {gain}");
    assert!(!gain.contains("points"), "{gain}");
}

/// A view in which `ahead` are `gap_m` clear of the others.
fn view(at: Micros, ahead: &[u16], gap_m: f64, bunch: &[u16]) -> RaceView {
    let group = |kind, riders: &[u16], gap_m| GroupView {
        kind,
        riders: riders.iter().copied().map(Bib).collect(),
        gap_m,
        gap_s: gap_m / 14.0,
        to_lap_m: Some(250.0 - gap_m),
        speed_kmh: 50.0,
        sentence: String::new(),
    };
    let mut groups = Vec::new();
    if !ahead.is_empty() {
        groups.push(group(GroupKind::Break, ahead, gap_m));
    }
    groups.push(group(GroupKind::Bunch, bunch, 0.0));
    let counter = Counter { to_go: 10, head_laps: 10, next_sprint: Some(2), bell: false, over: false };
    RaceView {
        at,
        lap_m: 250.0,
        laps: 20,
        counter,
        sprints: 2,
        laps_to_sprint: None,
        head: None,
        bunch_kmh: 50.0,
        riders: Vec::new(),
        groups,
        standings: Standings::default(),
    }
}

/// The lines on `note`, at 200 s, after ÁM has won the first sprint, with `ahead` clear.
fn after_a_sprint(note: Note, ahead: &[u16]) -> Vec<String> {
    let bunch: Vec<u16> = [7, 3, 9, 12].into_iter().filter(|bib| !ahead.contains(bib)).collect();
    let mut facts = Vec::new();
    laps(&mut facts, 1..=12, &[(7, 0), (3, 0), (9, 0), (12, 0)]);
    let of = |seed| {
        let look = |at| Some(view(at, if at >= second(190) { ahead } else { &[] }, 60.0, &bunch));
        let said = told_by(&facts, &[noted(200, note.clone())], &sample::rules(), seed, Pronoun::She, &look);
        said.into_iter().find(|l| l.at == second(200)).map(|l| l.text).unwrap_or_default()
    };
    (1..=30).map(of).collect()
}

#[test]
fn an_attack_says_what_a_lap_would_be_worth_in_replays_too() {
    // ÁM has 5 points, BE 3, DE 2 and CE 1, and a lap is worth 20, so that it gives anybody the lead: nothing to say.
    for line in after_a_sprint(Note::Attack { bibs: vec![Bib(12)] }, &[12]) {
        assert!(line.contains("CE") && !line.contains("lap"), "{line}");
    }
    for line in after_a_sprint(Note::Attack { bibs: vec![Bib(7)] }, &[7]) {
        has_all(&line, &["ÁM", "leader"]);
    }
}

#[test]
fn a_chase_is_told_only_while_somebody_is_away() {
    for line in after_a_sprint(Note::Chase { bib: Bib(7) }, &[3]) {
        has_all(&line, &["ÁM"]);
    }
    assert!(after_a_sprint(Note::Chase { bib: Bib(7) }, &[]).iter().all(String::is_empty));
    assert!(after_a_sprint(Note::Bridge { bib: Bib(7) }, &[]).iter().all(String::is_empty));
}

#[test]
fn a_chase_behind_riders_who_were_not_said_to_be_away_names_them() {
    for note in [Note::Chase { bib: Bib(7) }, Note::NobodyPulls { bib: Bib(7) }] {
        for line in after_a_sprint(note, &[3]) {
            has_all(&line, &["BE"]);
        }
    }
}

#[test]
fn a_gap_grows_only_if_it_was_told_before() {
    let mut facts = Vec::new();
    laps(&mut facts, 1..=19, &[(7, 0), (3, 0), (9, 0), (12, 0)]);
    for seed in 1..=30 {
        let look = |at| Some(view(at, if at >= second(200) { &[3] } else { &[] }, 60.0, &[7, 9, 12]));
        // CE's attack is not BE's gap.
        let attack = [noted(195, Note::Attack { bibs: vec![Bib(12)] })];
        let said = told_by(&facts, &attack, &sample::rules(), seed, Pronoun::She, &look);
        let first = said.iter().find(|l| l.at > second(200) && l.text.contains("60 metres")).expect("the gap");
        assert!(!first.text.contains("growing") && !first.text.contains("out to"), "{}", first.text);
    }
}

#[test]
fn a_catch_is_told_only_of_riders_who_were_said_to_be_away() {
    let caught = || noted(91, Note::Caught { bibs: vec![Bib(3)] });
    let told = |notes: &[Noted]| said_of(notes, 1).iter().filter(|l| l.at == second(91)).count();
    assert_eq!(told(&[noted(60, Note::Attack { bibs: vec![Bib(3)] }), caught()]), 1);
    assert_eq!(told(&[caught()]), 0);
}

#[test]
fn a_rider_who_sits_up_or_is_caught_without_having_been_away_is_no_news() {
    assert!(after_a_sprint(Note::SitsUp { bib: Bib(3) }, &[]).iter().all(String::is_empty));
    // CE was away and gained a lap: what comes later is no catch of that move.
    let mut facts = Vec::new();
    laps(&mut facts, 1..=9, &[(7, 0), (3, 0), (9, 0), (12, 0)]);
    let tail = Fact::Tail { bib: Bib(12), at: second(100) };
    let attack = noted(40, Note::Attack { bibs: vec![Bib(12)] });
    let caught = noted(130, Note::Caught { bibs: vec![Bib(12)] });
    let at = facts.partition_point(|fact| fact.at() <= second(100));
    let of = |facts: &[Fact]| {
        let said = told(facts, &[attack.clone(), caught.clone()], &sample::rules(), 1, Pronoun::He);
        said.iter().filter(|line| line.at == second(130)).count()
    };
    assert_eq!(of(&facts), 1);
    facts.insert(at, tail);
    assert_eq!(of(&facts), 0);
}

#[test]
fn a_crash_that_ends_a_race_is_one_line_and_gives_no_laps_to_return_in() {
    // DE leaves the race at this moment.
    let notes = [noted(225, Note::Falls { bibs: vec![Bib(9)] })];
    for seed in 1..=20 {
        let said = said_of(&notes, seed);
        let news: Vec<&str> = said.iter().filter(|l| l.at == second(225)).map(|l| l.text.as_str()).collect();
        assert!(matches!(news[..], [news] if news.contains("DE") && !news.contains("laps")), "{news:?}");
    }
}

#[test]
fn a_rider_half_a_lap_up_counts_as_having_the_lap_in_what_a_lap_is_worth_to_others() {
    // ÁM has 5 points, BE 3, DE 2, CE 1, and a lap is worth 3: for BE it is the lead, unless ÁM is about to have one.
    let rules = RaceRules { gain_points: 3, ..sample::rules() };
    let mut facts = Vec::new();
    laps(&mut facts, 1..=12, &[(7, 0), (3, 0), (9, 0), (12, 0)]);
    let of = |gap_m: f64| {
        let look = |at| {
            let mut view = view(at, &[7], gap_m, &[9, 12]);
            view.groups.insert(1, GroupView { riders: vec![Bib(3)], gap_m: 20.0, ..view.groups[0].clone() });
            Some(view)
        };
        let attack = [noted(200, Note::Attack { bibs: vec![Bib(3)] })];
        let said = told_by(&facts, &attack, &rules, 1, Pronoun::She, &look);
        said.into_iter().find(|l| l.at == second(200)).expect("an attack").text
    };
    has_all(&of(60.0), &["BE", "lead"]);
    assert!(!of(150.0).contains("lead"), "{}", of(150.0));
}

#[test]
fn the_bell_names_who_has_the_front_and_never_a_leader() {
    for seed in 1..=20 {
        let look = |at| Some(view(at, &[], 0.0, &[7, 3, 9, 12]));
        let said = told_by(&facts(), &[], &sample::rules(), seed, Pronoun::He, &look);
        let bell = said.iter().find(|l| l.topic == Topic::Bell).expect("the first bell is always told");
        has_all(&bell.text, &["ÁM"]);
        assert!(!bell.text.contains("lead"), "{}", bell.text);
    }
}

#[test]
fn a_line_on_riders_whom_it_does_not_name_is_about_them_all_the_same() {
    let mut facts = Vec::new();
    laps(&mut facts, 1..=14, &[(7, 0), (3, 0), (9, 0), (12, 0)]);
    for seed in 1..=20 {
        let look = |at| Some(view(at, if at >= second(190) { &[3, 9, 12] } else { &[] }, 60.0, &[7]));
        let notes = [noted(200, Note::HalfLap { bibs: [3, 9, 12].map(Bib).to_vec() })];
        let said = told_by(&facts, &notes, &sample::rules(), seed, Pronoun::She, &look);
        let half = said.iter().find(|l| l.at == second(200)).expect("half a lap");
        assert_eq!(half.bibs, [3, 9, 12].map(Bib), "{}", half.text);
        let gun = said.first().expect("the gun");
        assert_eq!(gun.bibs, [], "a line on the whole race is about nobody: {}", gun.text);
    }
}
