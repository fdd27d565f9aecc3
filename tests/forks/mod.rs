//! Forks: the past is kept, riders continue from where they are, and the same run gives the same race.

mod orders;

use velodrome::event::Fact;
use velodrome::player::{Mode, Past, Replay, ReplayError};
use velodrome::race::TICK_S;
use velodrome::rules::EditionId;
use velodrome::run::Run;
use velodrome::scenario::{self, Scenario};
use velodrome::tactics::When;
use velodrome::units::{Micros, Provenance};

const HISTORIC: [&str; 3] = ["athens-2004-men", "beijing-2008-men", "athens-2004-women"];

fn load(id: &str) -> Scenario {
    scenario::load(id).expect("a built-in scenario")
}

fn run_from(from: When, seed: u64) -> Run {
    Run { from: Some(from), ..Run::of_seed(seed) }
}

fn ridden(scenario: &Scenario, run: &Run) -> Replay {
    Replay::of(scenario.clone(), run).expect("a race")
}

/// Instants spread over a race by the golden section, so that they fall in with none of its rhythms.
fn instants(duration_s: f64, count: u32) -> impl Iterator<Item = Micros> {
    (1..=count).map(move |k| {
        let part = (f64::from(k) * 0.618_033_988_75) % 1.0;
        Micros::from_secs((part * 0.97 * duration_s / TICK_S).floor() * TICK_S)
    })
}

#[test]
fn a_fork_begins_exactly_as_the_replay_shows_and_always_runs_to_the_same_end() {
    use rayon::prelude::*;
    // Making a fork anew takes as long as making the whole replay, and twice as long in the men's races.
    for (id, anew) in [("athens-2004-women", 50), ("athens-2004-men", 16), ("beijing-2008-men", 16)] {
        let scenario = load(id);
        let replay = ridden(&scenario, &Run::of_seed(1));
        let at: Vec<Micros> = instants(replay.race_time().secs(), 50).collect();
        let past = Past::of(&replay, &|| true).expect("never told to stop");
        at.into_par_iter().enumerate().for_each(|(k, at)| {
            // Ridden on from a kept state of the replay ...
            let still = past.at(at, &|| true).expect("never told to stop");
            assert_eq!(still.standings(), replay.scoreboard(at).standings(), "{id} at {at}");
            let end = past.ride(&still, 1, &|| true).expect("never told to stop");
            assert!(end.is_final, "{id} at {at}");
            // ... and made anew from its run, which gives the same end ...
            if k < anew {
                let run = run_from(When::Time(at), 1);
                let fork = ridden(&scenario, &run);
                begins_as_shown(&fork, &replay, at, id);
                assert_eq!(fork.standings(), end, "{id} at {at}");
                // ... and now and then once more, to the last fact and metre.
                if k % 10 == 0 {
                    let again = ridden(&scenario, &run);
                    assert_eq!((fork.facts(), fork.notes()), (again.facts(), again.notes()), "{id} at {at}");
                    let last = fork.tape().ticks() - 1;
                    assert_eq!(fork.tape().at(last), again.tape().at(last), "{id} at {at}");
                }
            }
        });
    }
}

/// Asserts that up to `at` the fork is the replay of `id`, tick by tick, and that nobody leaps in the tick after.
fn begins_as_shown(fork: &Replay, replay: &Replay, at: Micros, id: &str) {
    assert_eq!(fork.mode(), Mode::Forked);
    assert_eq!(fork.fork().map(|f| f.at), Some(at), "{id}");
    let tick = (at.secs() / TICK_S) as usize;
    for t in 0..=tick {
        assert_eq!(fork.tape().at(t), replay.tape().at(t), "{id} at {at}, tick {t}");
    }
    // No place, speed, reserve or height jumps in the first tick of the fork.
    for (now, next) in fork.tape().at(tick).iter().zip(fork.tape().at(tick + 1)) {
        if !now.riding() {
            continue;
        }
        let way_m = next.ridden_m - now.ridden_m;
        let expected_m = f64::from(now.speed) * TICK_S;
        assert!((way_m - expected_m).abs() < 0.5, "{id} at {at}: {way_m} m after {expected_m}");
        assert!((next.speed - now.speed).abs() < 1.5, "{id} at {at}: {} after {}", next.speed, now.speed);
        assert!((next.reserve - now.reserve).abs() < 0.02, "{id} at {at}: {} after {}", next.reserve, now.reserve);
        assert!((next.height_m - now.height_m).abs() < 0.3, "{id} at {at}");
    }
}

#[test]
fn a_fork_keeps_the_facts_of_the_replay_and_marks_the_rest_as_simulated() {
    let scenario = load("athens-2004-men");
    let replay = ridden(&scenario, &Run::of_seed(3));
    let fork = ridden(&scenario, &run_from(When::Lap(90.0), 3));
    let at = fork.fork().expect("a fork").at;
    let before = |race: &Replay| race.facts().iter().copied().filter(|f| f.at() <= at).collect::<Vec<Fact>>();
    assert_eq!(before(&fork), before(&replay));
    let sprints = |race: &Replay| race.sprints(race.duration());
    assert_eq!(sprints(&fork)[..8], sprints(&replay)[..8], "the sprints before the fork keep their sources");
    let after: Vec<_> = sprints(&fork).into_iter().filter(|s| s.lap > 91).flat_map(|s| s.places).collect();
    assert!(after.len() >= 7 * 4 && after.iter().all(|p| p.provenance == Provenance::Simulated), "{after:?}");
    assert!(fork.standings().is_final);
    assert_ne!(fork.standings(), replay.standings());
    assert_eq!(fork.time_provenance(), Provenance::Simulated);
}

#[test]
fn forks_run_to_their_end_and_the_same_run_gives_the_same_race() {
    for id in HISTORIC {
        let scenario = load(id);
        for lap in [1.0, 37.5, f64::from(scenario.track.laps) - 1.5] {
            let run = run_from(When::Lap(lap), 2);
            let (once, again) = (ridden(&scenario, &run), ridden(&scenario, &run));
            assert!(once.standings().is_final, "{id} from lap {lap}");
            assert_eq!(once.facts(), again.facts());
            assert_eq!(once.notes(), again.notes());
        }
    }
}

#[test]
fn a_free_race_that_is_forked_without_a_change_is_itself() {
    let scenario = load("men-elite");
    let race = ridden(&scenario, &Run::of_seed(4));
    for lap in [20.0, 66.6] {
        let fork = ridden(&scenario, &run_from(When::Lap(lap), 4));
        assert_eq!((fork.facts(), fork.notes()), (race.facts(), race.notes()));
        assert_eq!(fork.tape().ticks(), race.tape().ticks());
        let same = |tick| fork.tape().at(tick) == race.tape().at(tick);
        assert!((0..race.tape().ticks()).all(same), "bit for bit");
    }
}

#[test]
fn other_luck_changes_what_follows_the_fork_and_nothing_before_it() {
    for (id, lap) in [("men-elite", 50.0), ("beijing-2008-men", 100.0)] {
        let scenario = load(id);
        let of = |luck| ridden(&scenario, &Run { luck: Some(luck), ..run_from(When::Lap(lap), 1) });
        let (one, other) = (of(11), of(12));
        let at = one.fork().expect("a fork").at;
        assert_eq!(other.fork(), one.fork());
        let before = |race: &Replay| race.facts().iter().copied().filter(|f| f.at() <= at).collect::<Vec<Fact>>();
        assert_eq!(before(&one), before(&other), "{id}");
        assert_ne!(one.facts(), other.facts(), "{id}");
    }
}

#[test]
fn a_fork_under_other_rules_is_ridden_and_scored_under_them() {
    let scenario = load("athens-2004-men");
    let own = ridden(&scenario, &run_from(When::Lap(100.0), 1));
    let fork = ridden(&scenario, &Run { edition: Some(EditionId::E2019), ..own.run().clone() });
    assert!(fork.standings().is_final);
    let points = |race: &Replay| race.sprints(race.duration())[15].places.iter().map(|p| p.points).sum::<u32>();
    assert_eq!((points(&own), points(&fork)), (11, 22), "the last sprint counts double since 2017");
    let at = own.fork().expect("a fork").at;
    assert_eq!(fork.fork(), own.fork());
    let after = |race: &Replay| race.facts().iter().copied().filter(|f| f.at() > at).collect::<Vec<Fact>>();
    assert_ne!(after(&fork), after(&own), "riders race for what the rules reward");
}

#[test]
fn a_fork_after_the_finish_is_refused() {
    let too_late = Replay::of(load("athens-2004-men"), &run_from(When::Time(Micros(3_600_000_000)), 1));
    assert!(matches!(too_late, Err(ReplayError::TooLate { laps: 160 })));
}
