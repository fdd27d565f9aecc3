//! Free races with twenty times the usual mishaps: what must hold in all of them, and that both scorers agree on every
//! result.

use std::thread;

use velodrome::event::{Fact, Note, StopKind};
use velodrome::player::free_race;
use velodrome::race::{self, Fate, Incident, IncidentKind, Incidents, Rates, RiddenRace};
use velodrome::rules::{EditionId, RaceRules, Ruling, Scoreboard, Standing, Status};
use velodrome::scenario::{self, Scenario};
use velodrome::tactics::Params;
use velodrome::units::{Bib, Micros};

use super::logs::Log;
use super::second_scorer;

struct Race {
    rules: RaceRules,
    bibs: Vec<Bib>,
    ridden: RiddenRace,
    seed: u64,
}

fn bibs(scenario: &Scenario) -> Vec<Bib> {
    scenario.riders.iter().map(|r| r.bib).collect()
}

/// Rides `scenario` with twenty times the usual incidents, which `change` may alter.
fn ridden(scenario: &Scenario, edition: EditionId, seed: u64, change: impl Fn(&mut Incidents)) -> Race {
    let (rules, bibs) = (scenario.rules(Some(edition)), bibs(scenario));
    let (mut spec, tactics) = free_race(scenario, &rules, seed, Params::STANDARD);
    spec.incidents = Incidents::draw(Rates::STANDARD.times(20.0), &rules, &scenario.track, &bibs, seed);
    change(&mut spec.incidents);
    Race { rules, bibs, ridden: race::ride(spec, tactics), seed }
}

/// Races of seeds 1 to `seeds` under the editions by turns, in parallel.
fn races(id: &str, seeds: u64) -> Vec<Race> {
    let scenario = scenario::load(id).expect("a built-in scenario");
    let workers = 4;
    thread::scope(|scope| {
        let work = |first| {
            let scenario = &scenario;
            let seeds = (first..=seeds).step_by(workers);
            let of = |seed: u64| EditionId::ALL[seed as usize % EditionId::ALL.len()];
            scope.spawn(move || seeds.map(|seed| ridden(scenario, of(seed), seed, |_| {})).collect::<Vec<_>>())
        };
        let workers: Vec<_> = (1..=workers as u64).map(work).collect();
        workers.into_iter().flat_map(|w| w.join().expect("a race")).collect()
    })
}

/// Asserts what must hold in every race.
fn holds(race: &Race) {
    let (rules, facts) = (&race.rules, &race.ridden.facts);
    let place = format!("seed {}, edition {}", race.seed, rules.edition);
    assert!(race.ridden.done, "{place}: the race does not end");
    let (board, rulings) = Scoreboard::score(rules.clone(), &race.bibs, facts);
    let standings = board.standings();
    assert!(standings.is_final, "{place}: somebody is still racing");

    // Nobody is ranked twice, and nobody is missing.
    let mut ranked: Vec<Bib> = standings.rows.iter().map(|row| row.bib).collect();
    ranked.sort_unstable();
    let mut starters = race.bibs.clone();
    starters.sort_unstable();
    assert_eq!(ranked, starters, "{place}");
    for sprint in 1..=rules.sprints() {
        let placed = |r: &Ruling| matches!(*r, Ruling::Place { sprint: n, .. } if n == sprint).then(|| r.bib());
        let mut placed: Vec<Bib> = rulings.iter().filter_map(placed).collect();
        let count = placed.len();
        placed.sort_unstable();
        placed.dedup();
        assert_eq!(placed.len(), count, "{place}: placed twice in sprint {sprint}");
    }

    let log = Log {
        laps: rules.laps,
        every: rules.sprint_plan.every().unwrap(),
        starters: race.bibs.clone(),
        facts: facts.clone(),
    };
    let mut rows = standings.rows.clone();
    rows.sort_by_key(|row| row.bib);
    let mut second = second_scorer::table(&log, rules.edition.name());
    second.sort_by_key(|row| row.bib);
    assert_eq!(rows, second, "{place}");

    race.bibs.iter().for_each(|bib| story_holds(*bib, facts, rules, &place));
    // The referee accepts every return, and there is none in the last kilometre.
    let returns = facts.iter().filter(|f| matches!(f, Fact::Return { .. })).count();
    let back = rulings.iter().filter(|r| matches!(r, Ruling::Mishap { back: true, .. })).count();
    assert_eq!(returns, back, "{place}: a return was refused");
    let mut board = Scoreboard::new(rules.clone(), &race.bibs);
    for fact in facts {
        if matches!(fact, Fact::Return { .. }) {
            let to_go = board.counter().to_go;
            assert!(250 * to_go >= 1000, "{place}: {fact:?} with {to_go} laps to go");
        }
        board.apply(fact);
    }
}

/// Asserts that the facts about one rider follow from each other: laps ridden, excused and lost add up.
fn story_holds(bib: Bib, facts: &[Fact], rules: &RaceRules, place: &str) {
    let (mut laps, mut out, mut lost, mut over, mut fell) = (0, None, 0, false, Micros::ZERO);
    for fact in facts.iter().filter(|f| f.bib() == bib) {
        assert!(!over, "{place}: {fact:?} after the end of this rider's race");
        match *fact {
            Fact::Start { .. } | Fact::Relegation { .. } | Fact::Penalty { .. } => {}
            Fact::Line { ridden, .. } => {
                assert_eq!((ridden, out), (laps + 1, None), "{place}: {fact:?} does not follow");
                laps = ridden;
            }
            Fact::Mishap { at, .. } => {
                assert_eq!(out.replace(laps), None, "{place}: {fact:?} twice");
                (lost, fell) = (0, at);
            }
            Fact::Return { ridden, at, .. } => {
                let since = out.take().unwrap_or_else(|| panic!("{place}: {fact:?} from nowhere"));
                let excused = ridden - since;
                assert!(excused <= rules.mishap_laps, "{place}: {fact:?} {excused} laps excused");
                // A lap that their group gains meanwhile is not theirs: they return a lap behind it.
                let gained = facts.iter().any(|f| matches!(f, Fact::Tail { at: t, .. } if (fell..at).contains(t)));
                assert!(
                    lost == 0 || excused + 1 + u32::from(gained) >= rules.mishap_laps,
                    "{place}: {fact:?} lost {lost}, excused {excused}"
                );
                laps = ridden;
            }
            Fact::Tail { .. } => assert_eq!(out, None, "{place}: {fact:?} while out of the race"),
            Fact::Front { .. } => lost += u32::from(out.is_some()),
            Fact::Stop { kind, at, .. } => {
                let withdrawn = kind == StopKind::Pul;
                assert!(!withdrawn || !came_back(bib, at, facts), "{place}: {fact:?} at the moment of a return");
                over = true;
            }
        }
    }
}

fn came_back(bib: Bib, when: Micros, facts: &[Fact]) -> bool {
    facts.iter().any(|f| matches!(*f, Fact::Return { bib: b, at, .. } if b == bib && at == when))
}

#[test]
fn short_races_full_of_mishaps_add_up() {
    let races = races("tiny", 300);
    races.iter().for_each(holds);
    assert!(races.iter().any(|r| r.ridden.facts.iter().any(|f| matches!(f, Fact::Return { .. }))));
}

#[test]
fn long_races_full_of_mishaps_add_up() {
    let races = races("men-elite", 200);
    races.iter().for_each(holds);
    let count = |kind: fn(&Fact) -> bool| races.iter().flat_map(|r| &r.ridden.facts).filter(|f| kind(f)).count();
    let returns = count(|f| matches!(f, Fact::Return { .. }));
    let mishaps = count(|f| matches!(f, Fact::Mishap { .. }));
    let stops = count(|f| matches!(f, Fact::Stop { .. }));
    assert!(returns > 500 && mishaps > returns && stops > 200, "{mishaps} mishaps, {returns} returns, {stops} stops");
}

/// Forty laps of the elite men with exactly the mishaps of `plan`.
fn planned(edition: EditionId, plan: &[Incident]) -> Race {
    let mut scenario = scenario::load("men-elite").expect("a built-in scenario");
    scenario.track.laps = 40;
    let race = ridden(&scenario, edition, 5, |incidents| {
        incidents.plan = plan.to_vec();
        incidents.habits = incidents.habits.map(|habits| velodrome::race::Habits { withdraw_at: None, ..habits });
    });
    holds(&race);
    race
}

/// An incident of the rider with bib 7 after `at_m` metres.
fn incident(at_m: f64, kind: IncidentKind, fate: Fate) -> Incident {
    Incident { rider: 6, at_m, kind, fate, behind: [None; 3] }
}

impl Race {
    fn of(&self, bib: u16) -> Vec<Fact> {
        self.ridden.facts.iter().filter(|f| f.bib() == Bib(bib)).copied().collect()
    }

    fn row(&self, bib: u16) -> Standing {
        let board = Scoreboard::score(self.rules.clone(), &self.bibs, &self.ridden.facts).0;
        *board.standings().rows.iter().find(|row| row.bib == Bib(bib)).expect("a starter")
    }
}

#[test]
fn a_rider_who_punctures_is_back_after_five_laps_with_nothing_lost() {
    let fate = Fate::Returns { after_m: 1250.0 };
    let race = planned(EditionId::E2023, &[incident(2600.0, IncidentKind::Mechanical, fate)]);
    let facts = race.of(7);
    let out = facts.iter().position(|f| matches!(f, Fact::Mishap { .. })).expect("a mishap");
    let (Fact::Line { ridden: before, .. }, Fact::Return { ridden, at, .. }) = (facts[out - 1], facts[out + 1]) else {
        panic!("a line, the mishap, the return: {facts:?}")
    };
    assert!((4..=5).contains(&(ridden - before)), "{before} laps, then {ridden}");
    // The bunch takes some ninety seconds for five laps.
    let away_s = at.secs() - facts[out].at().secs();
    assert!((75.0..125.0).contains(&away_s), "{away_s} s");
    assert!(matches!(facts[out + 2], Fact::Line { .. }), "back in the bunch, no lap changes hands: {facts:?}");
    assert!(race.ridden.notes.iter().any(|n| n.note == Note::Puncture { bib: Bib(7) }));
    assert!(race.ridden.notes.iter().any(|n| n.note == Note::Returns { bib: Bib(7) }));
    assert_eq!(race.row(7).status, Status::Finished);
    assert!(race.row(7).last_line.is_some());
}

#[test]
fn riders_who_take_ten_laps_where_five_are_allowed_lose_five() {
    let fate = Fate::Returns { after_m: 2500.0 };
    for edition in [EditionId::E2004, EditionId::E2023] {
        let facts = planned(edition, &[incident(2600.0, IncidentKind::Fall, fate)]).of(7);
        let out = facts.iter().position(|f| matches!(f, Fact::Mishap { .. })).expect("a mishap");
        let back = facts.iter().position(|f| matches!(f, Fact::Return { .. })).expect("a return");
        assert_eq!(back - out, 6, "{facts:?}");
        assert!(facts[out + 1..back].iter().all(|f| matches!(f, Fact::Front { .. })), "{facts:?}");
    }
}

#[test]
fn after_a_mishap_that_runs_into_the_last_kilometre_riders_keep_what_they_had() {
    let fate = Fate::Returns { after_m: 1250.0 };
    for at_m in [8600.0, 9500.0] {
        let race = planned(EditionId::E2019, &[incident(at_m, IncidentKind::Mechanical, fate)]);
        assert!(!race.of(7).iter().any(|f| matches!(f, Fact::Return { .. })));
        let row = race.row(7);
        assert_eq!((row.status, row.last_line), (Status::Finished, None));
        assert!(row.rank.is_some());
    }
    // In the last kilometre even a rider who cannot go on has not left the race.
    let race = planned(EditionId::E2019, &[incident(9500.0, IncidentKind::Fall, Fate::CannotGoOn)]);
    assert_eq!(race.row(7).status, Status::Finished);
}

#[test]
fn riders_who_cannot_go_on_are_dnf_and_an_unrecognised_stop_is_an_abandon() {
    let status = |edition, fate| planned(edition, &[incident(4000.0, IncidentKind::Mechanical, fate)]).row(7).status;
    for edition in EditionId::ALL {
        assert_eq!(status(edition, Fate::CannotGoOn), Status::Dnf);
    }
    assert_eq!(status(EditionId::E2023, Fate::Unrecognised), Status::Abd);
    assert_eq!(
        status(EditionId::E2004, Fate::Unrecognised),
        Status::Dnf,
        "tables of that time do not distinguish them"
    );
}

#[test]
fn a_fall_brings_down_riders_close_behind_each_with_a_fate_of_their_own() {
    let down = Fate::Returns { after_m: 750.0 };
    let alone = incident(4000.0, IncidentKind::Fall, Fate::CannotGoOn);
    let race = planned(EditionId::E2026, &[Incident { behind: [Some(down), None, Some(down)], ..alone }]);
    let fallen = race.ridden.notes.iter().find_map(|n| match &n.note {
        Note::Falls { bibs } => Some(bibs.clone()),
        _ => None,
    });
    let fallen = fallen.expect("a fall");
    assert!(fallen[0] == Bib(7) && fallen.len() > 1, "{fallen:?}");
    for bib in &fallen[1..] {
        let facts = race.of(bib.0);
        let out = facts.iter().find(|f| matches!(f, Fact::Mishap { .. })).expect("a mishap");
        assert_eq!(out.at(), race.of(7).last().expect("a stop").at());
        assert!(facts.iter().any(|f| matches!(f, Fact::Return { .. })));
    }
}

#[test]
fn a_rider_who_cannot_hold_the_wheels_is_withdrawn_or_gives_up() {
    let mut scenario = scenario::load("men-elite").expect("a built-in scenario");
    scenario.riders[11].cp_w = Some(170.0);
    scenario.riders[11].w_prime_j = Some(12_000.0);
    let stop = |edition, withdraw_at, gives_up_at| {
        let race = ridden(&scenario, edition, 6, |incidents| {
            incidents.plan.clear();
            let habits = incidents.habits.expect("habits of an era");
            incidents.habits = Some(velodrome::race::Habits { withdraw_at, gives_up_at, ..habits });
        });
        holds(&race);
        let Some(Fact::Stop { kind, .. }) = race.of(12).last().copied() else { panic!("bib 12 rides on") };
        let noted = |note: &Note| race.ridden.notes.iter().any(|n| n.note == *note);
        assert_eq!(noted(&Note::Withdrawn { bib: Bib(12) }), kind == StopKind::Pul);
        assert_eq!(noted(&Note::GivesUp { bib: Bib(12) }), kind != StopKind::Pul);
        kind
    };
    assert_eq!(stop(EditionId::E2023, Some(1), 1), StopKind::Pul);
    assert_eq!(stop(EditionId::E2023, None, 1), StopKind::Abd);
    assert_eq!(stop(EditionId::E2016, None, 1), StopKind::Dnf);
}

#[test]
fn the_order_of_the_start_list_does_not_matter_in_races_with_mishaps() {
    let scenario = scenario::load("men-elite").expect("a built-in scenario");
    let mut turned = scenario.clone();
    turned.riders.reverse();
    let facts = |scenario: &Scenario| ridden(scenario, EditionId::E2026, 4, |_| {}).ridden.facts;
    assert_eq!(facts(&scenario), facts(&turned));
}

#[test]
fn with_incidents_switched_off_there_are_no_mishaps_and_nobody_stops() {
    let mut scenario = scenario::load("men-elite").expect("a built-in scenario");
    let rules = scenario.rules(None);
    let loud = |f: &Fact| matches!(f, Fact::Mishap { .. } | Fact::Return { .. } | Fact::Stop { .. });
    let mut count = |incidents: bool| -> usize {
        scenario.incidents = incidents;
        let facts = (1..=8).flat_map(|seed| {
            let (spec, tactics) = free_race(&scenario, &rules, seed, Params::STANDARD);
            assert_eq!(spec.incidents.are_off(), !incidents);
            race::ride(spec, tactics).facts
        });
        facts.filter(loud).count()
    };
    assert_eq!(count(false), 0);
    assert!(count(true) > 10, "eight races with incidents have some");
}
