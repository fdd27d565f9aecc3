//! The outlook against brute force: a scoreboard is carried on through every order of every sprint left, and what the outlook
//! says must be what is seen.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use velodrome::event::{Fact, StopKind};
use velodrome::player::Replay;
use velodrome::rules::outlook::{Need, Needs, Prospect, WinChance};
use velodrome::rules::{Edition, EditionId, Outlook, Overrides, Ruling, Scoreboard, SprintPlan};
use velodrome::scenario;
use velodrome::units::{Bib, Micros};

/// Laps from sprint to sprint in these races: one to ride and one to sprint.
const EVERY: u32 = 2;

/// A race with a sprint every two laps, carried on by hand.
#[derive(Debug, Clone)]
struct Race {
    board: Scoreboard,
    /// Riders on the track, with the laps they have ridden.
    riders: Vec<(Bib, u32)>,
    /// Riders who lost a lap since the last sprint: the bunch that they are in now rides a lap for which they have no
    /// crossing.
    lapped: Vec<Bib>,
    now: i64,
}

impl Race {
    fn new(edition: EditionId, riders: usize, sprints: u32) -> Self {
        let overrides = Overrides { sprints: Some(SprintPlan::Every(EVERY)), ..Overrides::default() };
        let rules = Edition::get(edition).on(EVERY * sprints, 250_000, &overrides).unwrap();
        let starters: Vec<Bib> = (1..=riders as u16).map(Bib).collect();
        let board = Scoreboard::new(rules, &starters);
        Self { board, riders: starters.into_iter().map(|bib| (bib, 0)).collect(), lapped: Vec::new(), now: 0 }
    }

    fn tell(&mut self, fact: impl FnOnce(Micros) -> Fact) -> Vec<Ruling> {
        self.now += 1;
        self.board.apply(&fact(Micros(self.now)))
    }

    fn cross(&mut self, k: usize) -> Vec<Ruling> {
        self.riders[k].1 += 1;
        let (bib, ridden) = self.riders[k];
        self.tell(|at| Fact::Line { bib, ridden, at })
    }

    /// Everyone rides the lap before the sprint; then the riders cross the line of the sprint in this `order`.
    fn ride(&mut self, order: &[usize]) -> Vec<Ruling> {
        let lapped = std::mem::take(&mut self.lapped);
        for k in (0..self.riders.len()).filter(|k| !lapped.contains(&self.riders[*k].0)).collect::<Vec<_>>() {
            self.cross(k);
        }
        self.sprint(order)
    }

    fn sprint(&mut self, order: &[usize]) -> Vec<Ruling> {
        order.iter().flat_map(|k| self.cross(*k)).collect()
    }

    fn gain(&mut self, k: usize) {
        let bib = self.riders[k].0;
        self.tell(|at| Fact::Tail { bib, at });
        self.cross(k);
    }

    fn lose(&mut self, k: usize) {
        let bib = self.riders[k].0;
        self.tell(|at| Fact::Front { bib, at });
        self.lapped.push(bib);
    }
}

/// Every order of `riders`.
fn orders(riders: &[usize]) -> Vec<Vec<usize>> {
    if riders.is_empty() {
        return vec![Vec::new()];
    }
    let first = |k: &usize| {
        let rest: Vec<usize> = riders.iter().filter(|other| *other != k).copied().collect();
        orders(&rest).into_iter().map(move |order| [vec![*k], order].concat()).collect::<Vec<_>>()
    };
    riders.iter().flat_map(first).collect()
}

/// One way for a race to end: everyone's rank, and the places still given, as (sprint, place, rider, points).
struct End {
    ranks: Vec<(Bib, u32)>,
    places: Vec<(u32, u32, Bib, u32)>,
}

impl End {
    fn rank(&self, bib: Bib) -> u32 {
        self.ranks.iter().find(|(of, _)| *of == bib).unwrap().1
    }

    fn place(&self, sprint: u32, bib: Bib) -> Option<(u32, u32)> {
        self.places
            .iter()
            .find(|(n, _, of, _)| (*n, *of) == (sprint, bib))
            .map(|(_, place, _, points)| (*place, *points))
    }
}

/// A race at an instant, possibly within a sprint, with `left` sprints to follow.
#[derive(Debug, Clone)]
struct Instant {
    race: Race,
    /// Riders who have yet to complete the sprint that is going on; empty between sprints.
    pending: Vec<usize>,
    left: u32,
}

impl Instant {
    /// Every way to end if only sprints decide.
    fn ends(&self) -> Vec<End> {
        let mut ends = Vec::new();
        for order in orders(&self.pending) {
            let mut race = self.race.clone();
            let given = race.sprint(&order);
            go_on(race, self.left, given, &mut ends);
        }
        ends
    }
}

fn go_on(race: Race, left: u32, given: Vec<Ruling>, ends: &mut Vec<End>) {
    if left == 0 {
        let standings = race.board.standings();
        assert!(standings.is_final);
        let place = |ruling: &Ruling| match *ruling {
            Ruling::Place { sprint, place, points, bib, .. } => Some((sprint, place, bib, points)),
            _ => None,
        };
        ends.push(End {
            ranks: standings.rows.iter().filter_map(|row| Some((row.bib, row.rank?))).collect(),
            places: given.iter().filter_map(place).collect(),
        });
        return;
    }
    for order in orders(&(0..race.riders.len()).collect::<Vec<_>>()) {
        let mut race = race.clone();
        let more = race.ride(&order);
        go_on(race, left - 1, [given.as_slice(), &more].concat(), ends);
    }
}

/// The prospect of a rider, found by looking at every end.
fn prospect(instant: &Instant, ends: &[End], leader: Bib, said: &Prospect) -> Prospect {
    let bib = said.bib;
    let mine = sprints_of(ends, bib);
    let wins_all = |end: &&End| {
        let first =
            |sprint: &u32| end.places.iter().find(|(n, ..)| n == sprint).is_some_and(|(_, _, of, _)| *of == bib);
        mine.iter().all(first)
    };
    let rows = instant.race.board.standings().rows;
    let foremost: Vec<Bib> = rows.iter().filter(|row| row.rank.is_some()).take(5).map(|row| row.bib).collect();
    let needs = |sprint: u32| needs(ends, &foremost, leader, bib, sprint);
    Prospect {
        bib,
        place: instant.race.board.standings().rows.iter().find(|row| row.bib == bib).unwrap().rank.unwrap(),
        sure: ends.iter().map(|end| end.rank(bib)).max(),
        can_secure: ends.iter().filter(wins_all).map(|end| end.rank(bib)).max(),
        can_reach: ends.iter().map(|end| end.rank(bib)).min(),
        next: mine.first().map(|sprint| needs(*sprint)),
        last: mine.last().filter(|_| mine.len() > 1).map(|sprint| needs(*sprint)),
    }
}

/// Sprints in which `bib` can still be placed.
fn sprints_of(ends: &[End], bib: Bib) -> Vec<u32> {
    let mut all: Vec<u32> = ends.iter().flat_map(|end| &end.places).filter(|p| p.2 == bib).map(|p| p.0).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn needs(ends: &[End], foremost: &[Bib], leader: Bib, bib: Bib, sprint: u32) -> Needs {
    let goal = ends.iter().map(|end| end.rank(bib)).min().unwrap();
    let reached = |end: &&End| end.rank(bib) <= goal;
    let points = |end: &End, bib| end.place(sprint, bib).map_or(0, |(_, points)| points);
    let of_worth = |bib: Bib| -> Vec<u32> {
        let mut all: Vec<u32> = ends
            .iter()
            .filter_map(|end| end.place(sprint, bib))
            .filter(|(_, p)| *p > 0)
            .map(|(place, _)| place)
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let places = of_worth(bib);
    let scoreless = ends.iter().any(|end| points(end, bib) == 0);
    let serves =
        |place: u32| ends.iter().filter(reached).any(|end| end.place(sprint, bib).is_some_and(|p| p.0 == place));
    let to_hope = if scoreless && ends.iter().filter(reached).any(|end| points(end, bib) == 0) {
        Need::Nothing
    } else {
        match places.iter().rev().find(|place| serves(**place)) {
            Some(worst) if !scoreless && Some(worst) == places.last() => Need::Nothing,
            Some(place) => Need::Place(*place),
            None => Need::TooMuch,
        }
    };
    let with = |bib: Bib, worst: u32| {
        ends.iter()
            .filter(move |end| end.place(sprint, bib).is_some_and(|(place, points)| points > 0 && place <= worst))
    };
    let suffices = |place: &&u32| with(bib, **place).all(|end| end.rank(bib) <= goal);
    let to_be_sure = if ends.iter().all(|end| end.rank(bib) <= goal) {
        Need::Nothing
    } else {
        places.iter().rev().find(suffices).map_or(Need::TooMuch, |place| Need::Place(*place))
    };
    let beaten = |place: &&u32| with(leader, **place).all(|end| end.rank(bib) > 1);
    let lost_by = of_worth(leader).iter().rev().find(beaten).map(|place| (leader, *place));
    // What is enough in the ends in which a rival rides the sprint without scoring.
    let enough = |rival: Bib| {
        // Places without points are ruled in the last sprint only.
        let takes_part = ends.iter().any(|end| end.place(sprint, rival).is_some());
        let these: Vec<&End> = ends.iter().filter(|end| takes_part && points(end, rival) == 0).collect();
        let holds = |worst: &&u32| {
            let with =
                |end: &&&End| end.place(sprint, bib).is_some_and(|(place, points)| points > 0 && place <= **worst);
            these.iter().filter(with).all(|end| end.rank(bib) <= goal)
        };
        match (these.is_empty(), these.iter().all(|end| end.rank(bib) <= goal)) {
            (true, _) => Need::TooMuch,
            (_, true) => Need::Nothing,
            _ => places.iter().rev().find(holds).map_or(Need::TooMuch, |place| Need::Place(*place)),
        }
    };
    let asked = |need: Need| match need {
        Need::Nothing => 0,
        Need::Place(place) => 100 - place,
        _ => 100,
    };
    let rivals = foremost.iter().filter(|rival| **rival != bib).map(|rival| (*rival, enough(*rival)));
    let least = rivals.min_by_key(|(_, need)| asked(*need));
    let unless = least.filter(|(_, need)| asked(*need) < asked(to_be_sure));
    Needs { sprint, goal, to_hope, to_be_sure, unless, lost_by: lost_by.filter(|_| goal == 1 && leader != bib) }
}

/// Whether `bib` can win after gaining `laps` now.
fn wins_with_laps(instant: &Instant, bib: Bib, laps: u32) -> bool {
    let mut instant = instant.clone();
    let k = instant.race.riders.iter().position(|(of, _)| *of == bib).unwrap();
    (0..laps).for_each(|_| instant.race.gain(k));
    instant.ends().iter().any(|end| end.rank(bib) == 1)
}

fn agree(instant: &Instant) {
    let outlook = Outlook::of(&instant.race.board);
    let ends = instant.ends();
    let leader = instant.race.board.standings().rows[0].bib;
    for (bib, chance) in &outlook.chances {
        let ranks = || ends.iter().map(|end| end.rank(*bib));
        match chance {
            WinChance::Won => assert_eq!(ranks().max(), Some(1), "{bib} has won, says {outlook:?} of {instant:?}"),
            _ => assert_ne!(ranks().max(), Some(1), "{bib} has not, says {outlook:?} of {instant:?}"),
        }
        let on_sprints = matches!(chance, WinChance::Won | WinChance::Sprints);
        assert_eq!(ranks().min() == Some(1), on_sprints, "{bib} on sprints, {outlook:?} of {instant:?}");
        assert_ne!(*chance, WinChance::Unknown);
        // A rider who has just lost a lap is already in the lap of the sprint, and would win it by gaining a lap.
        let between_sprints = instant.pending.is_empty() && !instant.race.lapped.contains(bib);
        if let WinChance::Laps(laps) = *chance
            && between_sprints
            && laps <= 3
        {
            assert!(wins_with_laps(instant, *bib, laps), "{bib} with {laps} laps, {instant:?}");
            assert!(laps == 1 || !wins_with_laps(instant, *bib, laps - 1), "{bib} with fewer than {laps}, {instant:?}");
        }
    }
    for said in &outlook.foremost {
        assert_eq!(*said, prospect(instant, &ends, leader, said), "{instant:?}");
    }
}

/// What happened to a rider between two past sprints.
#[derive(Debug, Clone, Copy)]
enum Turn {
    Gain,
    Loss,
    Stop,
}

/// A race of so many `riders` with up to three sprints behind it, `left` to come and perhaps one going on.
fn instant(riders: std::ops::RangeInclusive<usize>, left: u32) -> impl Strategy<Value = Instant> {
    let turn = prop::option::weighted(0.6, prop::sample::select(vec![Turn::Gain, Turn::Gain, Turn::Loss, Turn::Stop]));
    let shuffled = move |n: usize| Just((0..n).collect::<Vec<_>>()).prop_shuffle();
    (riders, prop::sample::select(EditionId::ALL.to_vec()), prop::bool::ANY).prop_flat_map(
        move |(n, edition, is_on)| {
            let past = prop::collection::vec((shuffled(n), turn.clone(), 0..n), 0..4);
            (past, shuffled(n), 1..=n).prop_map(move |(past, order, crossed)| {
                // A race has at least one sprint.
                let is_on = is_on || left == 0;
                let on = u32::from(is_on);
                let mut race = Race::new(edition, n, past.len() as u32 + left + on);
                for (order, turn, who) in past {
                    let order: Vec<usize> = order.into_iter().filter(|k| *k < race.riders.len()).collect();
                    race.ride(&order);
                    let who = who % race.riders.len();
                    match turn {
                        Some(Turn::Gain) => race.gain(who),
                        Some(Turn::Loss) => race.lose(who),
                        Some(Turn::Stop) if race.riders.len() > 2 => {
                            let (bib, _) = race.riders.remove(who);
                            race.tell(|at| Fact::Stop { bib, kind: StopKind::Dnf, at });
                        }
                        _ => {}
                    }
                }
                let mut pending = Vec::new();
                if is_on {
                    let order: Vec<usize> = order.into_iter().filter(|k| *k < race.riders.len()).collect();
                    let crossed = crossed.min(order.len());
                    race.ride(&order[..crossed]);
                    pending = order[crossed..].to_vec();
                }
                Instant { race, pending, left }
            })
        },
    )
}

fn every(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(15), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(every(150))]

    #[test]
    fn the_outlook_holds_in_every_order_of_the_last_two_sprints(instant in instant(4..=4, 2)) {
        agree(&instant);
    }

    #[test]
    fn the_outlook_holds_in_every_order_of_a_sprint_going_on_and_the_last(instant in instant(4..=5, 1)) {
        agree(&instant);
    }

    #[test]
    fn the_outlook_holds_in_every_order_of_the_rest_of_the_last_sprint(instant in instant(2..=6, 0)) {
        agree(&instant);
    }
}

proptest! {
    #![proptest_config(every(12))]

    #[test]
    fn the_outlook_holds_for_five_riders_in_two_sprints(instant in instant(5..=5, 2)) {
        agree(&settled(instant));
    }
}

proptest! {
    #![proptest_config(every(40))]

    #[test]
    fn the_outlook_holds_in_three_sprints(instant in instant(2..=4, 3)) {
        agree(&settled(instant));
    }

    #[test]
    fn the_outlook_holds_for_three_riders_in_five_sprints(instant in instant(3..=3, 5)) {
        agree(&settled(instant));
    }
}

proptest! {
    #![proptest_config(every(10))]

    #[test]
    fn the_outlook_holds_for_six_riders_in_the_last_sprint(instant in instant(6..=6, 1)) {
        agree(&settled(instant));
    }
}

/// The same instant after the sprint that is going on: one more sprint would make too many orders.
fn settled(mut instant: Instant) -> Instant {
    let rest = std::mem::take(&mut instant.pending);
    instant.race.sprint(&rest);
    instant
}

#[test]
fn llaneras_could_not_be_caught_on_sprints_before_sprint_16_of_beijing() {
    let replay = Replay::new(scenario::load("beijing-2008-men").unwrap(), None, 1).unwrap();
    let sprint_over = |n: u32| {
        let placed = |ruling: &&Ruling| matches!(ruling, Ruling::Place { sprint, .. } if *sprint == n);
        Outlook::of(&replay.scoreboard(replay.rulings().iter().rfind(placed).unwrap().at()))
    };
    let bib = |family: &str| replay.scenario().riders.iter().find(|rider| rider.name.ends_with(family)).unwrap().bib;
    let (llaneras, kluge, newton) = (bib("Llaneras"), bib("Kluge"), bib("Newton"));
    let before = sprint_over(14);
    assert!(before.with(WinChance::Won).is_empty(), "{before:?}");
    assert_eq!(before.with(WinChance::Sprints), [llaneras, kluge, newton]);
    let after = sprint_over(15);
    assert_eq!(after.with(WinChance::Won), [llaneras]);
    assert_eq!(after.with(WinChance::Sprints), []);
    assert_eq!(after.foremost[0].sure, Some(1));
}
