//! Invented races with plausible final tables: sprints and laps are drawn, the table is counted from them, and only the table
//! goes to the completion. [`super::ridden`] completes and replays them.

use velodrome::card::{Card, TableRow};
use velodrome::rng::{Purpose, Stream};
use velodrome::rules::{EditionId, HeadRule, RaceRules, RankBy, SprintPlan, Status};
use velodrome::units::Bib;

use super::support::Race;

/// What a rider has scored in an invented race.
#[derive(Clone, Default)]
struct Account {
    points: i32,
    laps: i32,
    wins: i32,
    line: usize,
    dnf: bool,
}

/// Race number `seed`: 8 to 30 riders, laps of 166 to 400 m, 4 to 16 sprints, any edition.
pub fn race(seed: u64) -> Race {
    let mut draw = Stream::of_race(seed, Purpose::Staging);
    let (lap_m, every) = [(166.0, 10), (200.0, 10), (250.0, 10), (285.7, 7), (333.3, 6), (400.0, 5)][draw.below(6)];
    let (edition, last_factor, gain_points) = [
        (EditionId::E2000, 2, 0),
        (EditionId::E2004, 1, 20),
        (EditionId::E2004, 1, 10),
        (EditionId::E2016, 2, 20),
        (EditionId::E2019, 2, 20),
        (EditionId::E2023, 2, 20),
    ][draw.below(6)];
    let sprints = 4 + draw.below(13) as u32;
    let odd = draw.below(every as usize) as u32;
    let rules = RaceRules {
        edition,
        laps: sprints * every + odd,
        sprint_plan: SprintPlan::Every(every),
        scale: [5, 3, 2, 1],
        doubled: Vec::new(),
        last_factor,
        gain_points,
        loss_points: -gain_points,
        rank_by: if gain_points == 0 { RankBy::LapsThenPoints } else { RankBy::Points },
        head: HeadRule::BunchTakesSprint,
        mishap_laps: 5,
        no_return_laps: 4,
        rank_pulled: false,
        stopped_of: None,
        restart: None,
    };
    let riders = 8 + draw.below(23);
    let accounts = ride(&rules, riders, &mut draw);
    Race {
        riders: (1..=riders as u16).map(Bib).collect(),
        card: table(&rules, &accounts),
        rules,
        lap_m,
        mean_kmh: 48.0,
    }
}

/// Every sprint is won from the bunch or by a group that then gains a lap; other groups gain laps between sprints.
fn ride(rules: &RaceRules, riders: usize, draw: &mut Stream) -> Vec<Account> {
    let mut accounts = vec![Account::default(); riders];
    let legs: Vec<f64> = (0..riders).map(|_| 0.2 - libm::log(draw.unit())).collect();
    let sprints = rules.sprint_laps().len() as u32;
    let order = |draw: &mut Stream| {
        let mut all: Vec<(f64, usize)> = (0..riders).map(|r| (-libm::log(draw.unit()) / legs[r], r)).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        all.into_iter().map(|a| a.1).collect::<Vec<_>>()
    };
    let mut last_gain = 0;
    let mut last = Vec::new();
    for n in 1..=sprints {
        let placed = order(draw);
        last.clone_from(&placed);
        for (place, &r) in (1..=4).zip(&placed) {
            accounts[r].points += rules.points(n, place) as i32;
            accounts[r].wins += i32::from(place == 1);
        }
        let short = rules.sprint_plan.every().is_some_and(|every| every < 7);
        if n > last_gain + 1 && n < sprints && draw.chance(0.45) {
            last_gain = n;
            let size = (2 + draw.below(3)).min((riders - 2) / 2);
            let group = if short { placed } else { order(draw) };
            let fresh: Vec<usize> = group.into_iter().filter(|&r| accounts[r].laps < 4).take(size).collect();
            fresh.into_iter().for_each(|r| accounts[r].laps += 1);
        }
    }
    let slowest = (0..riders).min_by(|&a, &b| legs[a].total_cmp(&legs[b])).unwrap();
    let losses = [0, 0, 1, 2][draw.below(4)].min(sprints as i32 / 4);
    if accounts[slowest].laps == 0 {
        accounts[slowest].laps -= losses;
    }
    for (line, &r) in last.iter().enumerate() {
        accounts[r].line = line;
    }
    if riders > 10 && draw.chance(0.3) {
        let quiet = (0..riders).find(|&r| accounts[r].points == 0 && accounts[r].laps == 0);
        quiet.into_iter().for_each(|r| accounts[r].dnf = true);
    }
    accounts
}

/// The final table. Riders with equal scores rank by their order across the last line.
fn table(rules: &RaceRules, accounts: &[Account]) -> Card {
    let key = |a: &Account| match rules.rank_by {
        RankBy::LapsThenPoints => (a.laps, a.points, a.wins),
        RankBy::Points => (0, a.points + rules.gain_points * a.laps, 0),
    };
    let mut ranked: Vec<usize> = (0..accounts.len()).filter(|&r| !accounts[r].dnf).collect();
    ranked.sort_by_key(|&r| (std::cmp::Reverse(key(&accounts[r])), accounts[r].line));
    let row = |(r, a): (usize, &Account)| TableRow {
        bib: Bib(r as u16 + 1),
        rank: ranked.iter().position(|&x| x == r).map(|i| i as u32 + 1),
        sprint_points: (!a.dnf).then_some(a.points),
        laps: (!a.dnf).then_some(a.laps),
        total: (!a.dnf).then_some(a.points + rules.gain_points * a.laps),
        penalty: None,
        status: if a.dnf { Status::Dnf } else { Status::Finished },
        sources: vec![],
    };
    Card { table: accounts.iter().enumerate().map(row).collect(), ..Card::default() }
}
