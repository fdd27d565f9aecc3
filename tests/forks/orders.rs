//! Orders: each does what a coach would expect from a rider given it, and impossible ones are refused.

use velodrome::event::Note;
use velodrome::free;
use velodrome::player::{Replay, ReplayError};
use velodrome::race::{self, Sample, TICK_S};
use velodrome::rules::{Ruling, Scoreboard, Status};
use velodrome::run::{Change, Order, Run};
use velodrome::scenario::{self, Scenario};
use velodrome::tactics::{Intent, Params, Refusal};
use velodrome::units::Bib;

fn field() -> Scenario {
    scenario::load("men-elite-2016").expect("a built-in scenario")
}

/// The free race of `seed`, without mishaps, in which riders are given `orders`.
fn told(scenario: &Scenario, seed: u64, orders: &[&str]) -> Replay {
    let orders = orders.iter().map(|text| Order::read(text, scenario).expect("an order")).collect();
    Replay::of(scenario.clone(), &Run { orders, calm: true, ..Run::of_seed(seed) }).expect("a race")
}

fn refusal(scenario: &Scenario, order: &str) -> Option<Refusal> {
    told(scenario, 1, &[order]).refused().next().map(|(_, why)| why)
}

/// Laps ridden by the head of the race.
fn head(race: &Replay, samples: &[Sample]) -> f64 {
    let lap_m = race.scenario().track.lap_m;
    let m = samples.iter().filter(|s| s.riding()).map(|s| s.ridden_m - f64::from(s.balance) * lap_m);
    m.fold(f64::NEG_INFINITY, f64::max) / lap_m
}

/// Samples of rider `bib` while the head of the race is between two laps. There is at least one.
fn between(race: &Replay, bib: u16, laps: std::ops::Range<f64>) -> Vec<Sample> {
    let rider = race.scenario().riders.iter().position(|r| r.bib == Bib(bib)).expect("a rider");
    let ticks = (0..race.tape().ticks()).map(|tick| race.tape().at(tick));
    let samples: Vec<Sample> =
        ticks.filter(|samples| laps.contains(&head(race, samples))).map(|samples| samples[rider]).collect();
    assert!(samples.iter().any(Sample::riding), "bib {bib} does not ride between laps {laps:?}");
    samples
}

fn share(samples: &[Sample], of: impl Fn(&Sample) -> bool) -> f64 {
    samples.iter().filter(|s| of(s)).count() as f64 / samples.len() as f64
}

/// Points that `bib` scored in the sprint at `lap`.
fn points(race: &Replay, bib: u16, lap: u32) -> u32 {
    let sprints = race.sprints(race.duration());
    let sprint = sprints.iter().find(|s| s.lap == lap);
    sprint.and_then(|s| s.places.iter().find(|p| p.bib == Bib(bib))).map_or(0, |p| p.points)
}

#[test]
fn a_rider_told_to_attack_attacks() {
    let field = field();
    for seed in 1..=4 {
        let race = told(&field, seed, &["4 5 attack"]);
        let went = between(&race, 5, 4.0..6.5);
        assert!(went.iter().any(|s| s.intent() == Some(Intent::Attack)), "seed {seed}");
        let fastest = went.iter().map(|s| s.speed * 3.6).fold(0.0, f32::max);
        assert!(fastest > 54.0, "seed {seed}: {fastest} km/h");
    }
}

#[test]
fn a_rider_told_to_sit_in_stays_sheltered_and_scores_next_to_nothing() {
    let field = field();
    for seed in 1..=4 {
        let race = told(&field, seed, &["0 5 sit in"]);
        let all = between(&race, 5, 2.0..100.0);
        let works =
            |s: &Sample| s.intent().is_some_and(|i| i.is_attempt() || matches!(i, Intent::Chase | Intent::Sprint));
        assert!(share(&all, works) < 0.002, "seed {seed}");
        let scored: u32 = (1..=9).map(|k| points(&race, 5, 10 * k)).sum();
        assert!(scored <= 1, "seed {seed}: {scored} points without a sprint");
        // A rider who never works has more W′ left than the others.
        let mean = |bib| {
            let samples = between(&race, bib, 40.0..100.0);
            samples.iter().map(|s| f64::from(s.reserve)).sum::<f64>() / samples.len() as f64
        };
        let others = (1..=20).filter(|&b| b != 5).map(mean).sum::<f64>() / 19.0;
        assert!(mean(5) > others, "seed {seed}: {} of W′ left, the others {others}", mean(5));
    }
}

#[test]
fn a_rider_told_to_pull_rides_in_the_wind() {
    let field = field();
    let mut in_the_wind = 0.0;
    for seed in 1..=4 {
        let race = told(&field, seed, &["22 5 pull", "27 5 free"]);
        let pulling = between(&race, 5, 23.5..27.0);
        in_the_wind += share(&pulling, |s| s.shelter > 0.9) / 4.0;
    }
    // If all twenty shared the work equally, each would do a twentieth of it.
    assert!(in_the_wind > 0.5, "{in_the_wind} of the time in the wind");
}

#[test]
fn a_rider_told_to_sprint_contests_the_sprint_and_one_told_to_skip_it_does_not() {
    let field = field();
    let mut sprinted = 0;
    for seed in 1..=6 {
        let race = told(&field, seed, &["36 5 sprint", "36 6 skip"]);
        let run_up = |bib| between(&race, bib, 38.0..40.0);
        let sprints = |s: &Sample| s.intent() == Some(Intent::Sprint);
        assert!(run_up(6).iter().all(|s| !sprints(s)), "seed {seed}");
        sprinted += u32::from(run_up(5).iter().any(sprints));
        assert_eq!(points(&race, 6, 40), 0, "seed {seed}");
    }
    // A rider who is off the back or badly placed cannot sprint, which is rare.
    assert!(sprinted >= 5, "{sprinted} of 6 sprinted");
}

#[test]
fn a_rider_told_to_follow_goes_with_the_other() {
    let field = field();
    let mut together = 0;
    for seed in 1..=6 {
        let race = told(&field, seed, &["2 5 follow 9", "5 9 attack"]);
        let apart = |a: &Sample, b: &Sample| (a.ridden_m - b.ridden_m).abs();
        let (follower, leader) = (between(&race, 5, 6.5..7.0), between(&race, 9, 6.5..7.0));
        let near = follower.iter().zip(&leader).all(|(a, b)| apart(a, b) < 30.0);
        together += u32::from(near);
    }
    assert!(together >= 5, "together two laps later in {together} of 6 races");
}

#[test]
fn a_rider_told_to_ease_drifts_to_the_back_of_the_bunch() {
    let field = field();
    let mut seen = 0;
    for seed in 1..=4 {
        let race = told(&field, seed, &["32 5 ease"]);
        let lap_m = 250.0;
        let laps = (0..race.tape().ticks()).map(|t| race.tape().at(t));
        let laps = laps.filter(|x| (32.0..36.0).contains(&(x[4].ridden_m / lap_m)) && x[4].in_bunch());
        let race_m = |s: &Sample| s.ridden_m - f64::from(s.balance) * lap_m;
        let before = |x: &[Sample]| x.iter().filter(|s| s.in_bunch() && race_m(s) > race_m(&x[4])).count();
        let behind = laps.map(|x| x.iter().filter(|s| s.in_bunch()).count() - 1 - before(x)).min();
        seen += u32::from(behind.is_some());
        assert!(behind.is_none_or(|behind| behind <= 6), "seed {seed}: always ahead of {behind:?} riders of the bunch");
    }
    // A rider who is out of the bunch by then cannot drift back in it.
    assert!(seen >= 3, "in the bunch in {seen} of 4 races");
}

#[test]
fn a_rider_told_to_wait_lets_the_other_catch_up() {
    let field = field();
    // Rider 5 attacks and is then told to wait for a rider left behind.
    let race = told(&field, 3, &["4 5 attack", "5.8 5 wait for 9"]);
    assert_eq!(race.refused().count(), 0);
    let gap = |laps: std::ops::Range<f64>| {
        let (a, b) = (between(&race, 5, laps.clone()), between(&race, 9, laps));
        a.iter().zip(&b).map(|(a, b)| a.ridden_m - b.ridden_m).fold(f64::INFINITY, f64::min)
    };
    assert!(gap(5.7..5.9) > 10.0, "{} m ahead when told", gap(5.7..5.9));
    assert!(gap(6.0..8.5) < 12.0, "{} m ahead within three laps", gap(6.0..8.5));
}

#[test]
fn a_rider_told_to_abandon_leaves_the_race_at_that_lap() {
    let race = told(&field(), 2, &["40 5 abandon"]);
    let standing = race.standings();
    let row = standing.rows.iter().find(|r| r.bib == Bib(5)).expect("a row");
    assert!(matches!(row.status, Status::Dnf | Status::Abd), "{:?}", row.status);
    assert!(row.rank.is_none());
    let out = race.rulings().iter().find(|r| matches!(r, Ruling::Out { bib, .. } if *bib == Bib(5))).expect("a ruling");
    assert!((39.0..42.0).contains(&(out.at().secs() / 18.0)), "about lap 40: {} s", out.at().secs());
}

#[test]
fn riders_told_to_chase_or_bridge_do_so_when_somebody_is_away() {
    let field = field();
    let mut away = 0;
    for seed in 1..=8 {
        let plain = told(&field, seed, &[]);
        // The first to stay away for at least half a minute.
        let caught = |bibs: &[Bib], from: f64| {
            plain.notes().iter().any(|n| match &n.note {
                Note::Caught { bibs: back } => {
                    (from..from + 30.0).contains(&n.at.secs()) && back.iter().any(|b| bibs.contains(b))
                }
                _ => false,
            })
        };
        let first = plain.notes().iter().find_map(|n| match &n.note {
            Note::Attack { bibs } if !caught(bibs, n.at.secs()) => Some((n.at, bibs.clone())),
            _ => None,
        });
        let Some((at, gone)) = first else { continue };
        // A few seconds later two of the others are told to chase and to bridge.
        let tick = (at.secs() / TICK_S) as usize + 8;
        let lap = head(&plain, plain.tape().at(tick)) + 0.1;
        let mut others = field.riders.iter().map(|r| r.bib.0).filter(|b| !gone.contains(&Bib(*b)));
        let (chases, bridges) = (others.next().expect("a rider"), others.next().expect("another"));
        let race = told(&field, seed, &[&format!("{lap:.3} {chases} chase"), &format!("{lap:.3} {bridges} bridge")]);
        if race.refused().any(|(_, why)| matches!(why, Refusal::NobodyAway | Refusal::NotInTheBunch)) {
            continue;
        }
        away += 1;
        let does = |bib, intent| between(&race, bib, lap - 0.1..lap + 2.0).iter().any(|s| s.intent() == Some(intent));
        assert!(does(chases, Intent::Chase), "seed {seed}: rider {chases} comes to the front");
        assert!(
            does(bridges, Intent::Bridge) || does(bridges, Intent::MoveUp),
            "seed {seed}: rider {bridges} sets out"
        );
    }
    assert!(away >= 2, "somebody was away in {away} races");
}

#[test]
fn impossible_orders_are_refused_with_the_reason() {
    let field = field();
    assert_eq!(refusal(&field, "0 5 bridge"), Some(Refusal::NobodyAway));
    assert_eq!(refusal(&field, "0 5 chase"), Some(Refusal::NobodyAway));
    assert_eq!(refusal(&field, "20 5 follow 5"), Some(Refusal::SameRider));
    assert_eq!(refusal(&field, "20 5 wait for 5"), Some(Refusal::SameRider));
    assert_eq!(refusal(&field, "9999 5 attack"), Some(Refusal::NeverCame));
    let out = told(&field, 1, &["10 5 abandon", "20 5 attack"]);
    assert_eq!(out.refused().map(|(_, why)| why).collect::<Vec<_>>(), [Refusal::NotRiding]);
    let gone = told(&field, 1, &["10 5 abandon", "20 6 follow 5"]);
    assert_eq!(gone.refused().map(|(_, why)| why).collect::<Vec<_>>(), [Refusal::OtherNotRiding]);
}

#[test]
fn orders_change_nothing_before_their_time() {
    let field = field();
    let (plain, ordered) = (told(&field, 5, &[]), told(&field, 5, &["50 5 attack"]));
    let lap_m = 250.0;
    let until = |race: &Replay| {
        (0..race.tape().ticks())
            .find(|&t| race.tape().at(t).iter().any(|s| s.ridden_m >= 50.0 * lap_m))
            .expect("lap 50")
    };
    assert_eq!(until(&plain), until(&ordered));
    for tick in 0..until(&plain) {
        assert_eq!(plain.tape().at(tick), ordered.tape().at(tick), "{} s", tick as f64 * TICK_S);
    }
    assert_ne!(plain.facts(), ordered.facts());
}

#[test]
fn better_legs_bring_better_places_over_many_races() {
    let field = field();
    let legs =
        ["12 cp +8", "12 wprime +8%", "12 peak 8"].map(|text| Change::read(text, &field).expect("legs")).to_vec();
    let bibs: Vec<Bib> = field.riders.iter().map(|r| r.bib).collect();
    let rules = field.rules(None);
    let mean_rank = |legs: Vec<Change>| {
        let ranks = (1..=80).map(|seed| {
            let run = Run { legs: legs.clone(), calm: true, ..Run::of_seed(seed) };
            let (spec, tactics) = free::race_of(&field, &rules, &run, seed, Params::STANDARD);
            let facts = race::ride(spec, tactics).facts;
            let (board, _) = Scoreboard::score(rules.clone(), &bibs, &facts);
            let rows = board.standings().rows;
            rows.iter().find(|r| r.bib == Bib(12)).and_then(|r| r.rank).map_or(23.0, f64::from)
        });
        ranks.sum::<f64>() / 80.0
    };
    let (plain, strong) = (mean_rank(Vec::new()), mean_rank(legs));
    // The standard error of either mean is about 0.7 places.
    assert!(strong < plain - 2.0, "mean place {strong} with 8 % more of everything, {plain} without");
}

#[test]
fn an_order_in_a_replay_forks_it_at_that_lap() {
    let athens = scenario::load("athens-2004-men").expect("a built-in scenario");
    let race = told(&athens, 1, &["130 Ignatiev sit in"]);
    let fork = race.fork().expect("a fork");
    assert!((130.0..130.2).contains(&fork.lap), "{}", fork.lap);
    let error = Replay::of(
        athens.clone(),
        &Run { orders: vec![Order::read("170 Ignatiev attack", &athens).expect("an order")], ..Run::of_seed(1) },
    );
    assert!(matches!(error, Err(ReplayError::TooLate { .. })));
}
