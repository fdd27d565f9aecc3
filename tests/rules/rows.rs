//! Row tests: `cases/*.txt`, one situation each. Lines that begin with `#` explain the answer.
//!
//! ```text
//! edition 2023 2026                       begins a race, scored under each edition named; `all` means every edition
//! race 20 every 10                        laps and interval; then what deviates from the edition: factor 1, gain 10, loss -10,
//!                                         scale 6-4-2-1, doubled 1-3, and instead of an interval: at 10-25-40;
//!                                         pulled ranked; `race 17 of 20`: stopped for good after 17 laps;
//!                                         restarted 12: stopped after 12 laps and ridden on
//! riders 3 4 5 7 9 12
//! line 10  7 3=12 5   => 7 +5 | 3 +3 …    riders complete race lap 10 in this order, 3 and 12 in a dead heat; points given
//! gain 4 6            => 4 +20 | 6 +20    riders reach the tail of the bunch at the same moment
//! loss 9              => 9 -20            the front of the bunch reaches a rider
//! mishap 9                                a recognised mishap: neutralised
//! return 9 14                             back where race lap 14 is completed
//! stop 9 dnf                              out of the race
//! relegate 3 1        => 3 -5 | 12 +2     a rider is put last in sprint 1; points taken and given
//! penalty 4 17        => 4 -17            the commissaires take points off
//! start 4 118         => 4 +118           a rider starts with points from earlier races
//! bell 7                                  the row above rang the bell for 7; `bell none`: it did not ring
//! again 3                                 it rang again, for a later group of which 3 was first; `again none`
//! over 7                                  the crossing of 7 in the row above ended the race; `over none`: it did not end
//! counter 11                              laps to go
//! table  1. 4 24 | 2. 3 13 | - 9 dnf      the table now: rank, rider, total or status; `laps +1` may follow
//! final  …                                the same, and everyone has finished
//! ```
//! A row without `=>` gives no points. Rows are one second apart, places on the line a millisecond.

use velodrome::event::{Fact, StopKind};
use velodrome::rules::{Edition, Overrides, RaceRules, Restart, Ruling, Scoreboard, SprintPlan, Status};
use velodrome::units::{Bib, Micros};

/// One test per file; [`every_case_is_run`] compares the list with the folder.
macro_rules! cases {
    ($($name:ident)*) => {
        const CASES: &[&str] = &[$(stringify!($name)),*];
        $(#[test] fn $name() { run(stringify!($name), include_str!(concat!("cases/", stringify!($name), ".txt"))); })*
    };
}

cases! {
    another_scale_of_points
    doubled_sprints
    sprints_at_stated_laps
    a_break_larger_than_the_rest_is_the_bunch
    a_break_on_the_line_takes_the_first_places
    a_break_still_away_is_the_new_head
    a_disqualified_rider_leaves_places_empty
    a_dropped_rider_caught_only_by_the_break_has_lost_nothing
    a_lap_after_the_end_does_not_count
    a_lap_gained_between_bell_and_line
    a_lap_gained_is_kept_until_the_bunch_comes_round
    a_lap_gained_on_the_last_lap
    a_lap_gained_by_a_group_does_not_count_for_its_absent_rider
    a_lap_of_another_worth
    a_lap_without_points_wins_where_laps_rank_first
    a_lapped_rider_scores_with_the_bunch
    a_mishap_in_the_last_kilometre_keeps_what_was_scored
    a_rider_is_placed_once_in_a_sprint
    a_relegated_rider_is_last_of_the_sprint
    a_rider_who_returns_after_a_mishap
    a_race_stopped_for_good_is_ranked_as_it_stood
    a_race_that_is_restarted_keeps_points_and_laps
    a_rider_who_stops_is_no_longer_the_head
    athens_2004_men
    beijing_2008_women_bronze_by_the_last_sprint
    beyond_the_allowance_a_rider_loses_laps
    copenhagen_2008_last_sprint_not_doubled
    equal_points_are_ranked_by_the_whole_order_across_the_last_line
    everyone_finishes_at_the_next_crossing_after_the_head
    nearness_without_contact_is_no_lap
    no_number_of_laps_lost_ends_a_riders_race
    no_total_has_a_floor
    points_from_earlier_races
    points_taken_off
    nobody_returns_in_the_last_kilometre
    riders_equal_in_everything_share_a_rank
    riders_pulled_out_are_ranked_by_when_where_the_race_says_so
    riders_in_a_dead_heat_share_place_and_points
    riders_who_did_not_finish
    several_riders_gain_the_lap_together
    the_bell_rings_again_for_every_group_that_may_score
    the_bell_rule_alone_changes_who_holds_a_sprint
    the_counter_shows_a_number_twice_after_a_lap_gained
    the_places_a_small_break_leaves_go_to_the_next
    which_of_two_equal_groups_is_the_bunch_does_not_depend_on_points
}

#[test]
fn every_case_is_run() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/rules/cases");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    files.sort();
    let mut run = CASES.to_vec();
    run.sort_unstable();
    assert_eq!(files, run);
}

#[test]
fn every_edge_case_has_an_answer_and_a_test() {
    let table = include_str!("../../src/rules/cases.md").lines().filter(|line| line.starts_with("| "));
    let rows: Vec<Vec<&str>> =
        table.skip(1).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let numbers: Vec<String> = rows.iter().map(|row| row[0].to_string()).collect();
    assert_eq!(numbers, (1..=36).map(|n| n.to_string()).collect::<Vec<_>>());
    let tests = concat!(include_str!("rows.rs"), include_str!("editions.rs"));
    for row in rows {
        let [_, case, answer, rests_on, named] = row[..] else { panic!("five cells: {row:?}") };
        assert!(!case.is_empty() && !answer.is_empty() && !rests_on.is_empty(), "{row:?}");
        for test in named.split(',').map(|test| test.trim().trim_matches('`')) {
            assert!(tests.contains(&format!("    {test}\n")) || tests.contains(&format!("fn {test}()")), "{test}");
        }
    }
}

/// Runs every race of a file.
fn run(name: &str, text: &str) {
    let mut races: Vec<Vec<(usize, &str)>> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let row = line.split('#').next().unwrap().trim();
        if row.starts_with("edition") {
            races.push(Vec::new());
        }
        if !row.is_empty() {
            races.last_mut().expect("a file begins with its edition").push((number + 1, row));
        }
    }
    assert!(!races.is_empty(), "{name}.txt has no race");
    for rows in races {
        let asks = |row: &str| {
            row.contains("=>")
                || ["bell", "again", "over", "counter", "table", "final"].iter().any(|verb| row.starts_with(verb))
        };
        assert!(rows.iter().any(|(_, row)| asks(row)), "{name}.txt:{} has a race that expects nothing", rows[0].0);
        let ids: Vec<&str> = rows[0].1.split_whitespace().skip(1).collect();
        let named = |edition: &&Edition| ids == ["all"] || ids.contains(&edition.id.name());
        assert!(ids == ["all"] || ids.iter().all(|id| Edition::all().iter().any(|e| e.id.name() == *id)), "{ids:?}");
        for edition in Edition::all().iter().filter(named) {
            let place = |number: usize| format!("{name}.txt:{number}, edition {}", edition.id);
            let mut race = Race::open(edition, rows[1].1, rows[2].1);
            for &(number, row) in &rows[3..] {
                race.row(row, &place(number));
            }
        }
    }
}

struct Race {
    board: Scoreboard,
    rows: i64,
    /// The rulings of the last row.
    rulings: Vec<Ruling>,
}

impl Race {
    fn open(edition: &Edition, race: &str, riders: &str) -> Self {
        let words: Vec<&str> = race.split_whitespace().collect();
        let number = |key: &str| {
            words.iter().position(|word| *word == key).map(|i| words[i + 1].parse::<i32>().expect("a number"))
        };
        let list = |key: &str| {
            let at = words.iter().position(|word| *word == key)?;
            Some(words[at + 1].split('-').map(|n| n.parse().expect("a number")).collect::<Vec<u32>>())
        };
        let overrides = Overrides {
            sprints: number("every")
                .map(|every| SprintPlan::Every(every.unsigned_abs()))
                .or(list("at").map(SprintPlan::At)),
            scale: list("scale").map(|scale| std::array::from_fn(|place| scale.get(place).copied().unwrap_or(0))),
            doubled: list("doubled").unwrap_or_default(),
            last_factor: number("factor").map(i32::unsigned_abs),
            gain_points: number("gain"),
            loss_points: number("loss"),
            rank_pulled: race.ends_with("pulled ranked"),
            stopped_of: number("of").map(i32::unsigned_abs),
            restart: None,
        };
        let laps = number("race").unwrap().unsigned_abs();
        let rules: RaceRules = edition.on(laps, 250_000, &overrides).unwrap();
        let rules = match number("restarted") {
            None => rules,
            Some(at_lap) => {
                let restart = Restart::of(&rules, at_lap.unsigned_abs()).expect("a sprint before the stop");
                edition.on(restart.ridden(), 250_000, &Overrides { restart: Some(restart), ..overrides }).unwrap()
            }
        };
        let riders: Vec<Bib> = riders.strip_prefix("riders").unwrap().split_whitespace().map(bib).collect();
        Self { board: Scoreboard::new(rules, &riders), rows: 0, rulings: Vec::new() }
    }

    fn row(&mut self, row: &str, place: &str) {
        let (act, expected) = row.split_once("=>").map_or((row, ""), |(act, expected)| (act, expected.trim()));
        let (verb, rest) = act.trim().split_once(char::is_whitespace).expect("a verb and its words");
        let rest = rest.trim();
        match verb {
            "bell" => {
                let rung = self.said(|ruling| matches!(ruling, Ruling::Bell { .. }));
                assert_eq!(rung, rest, "{place}: bell");
            }
            "again" => {
                let rung = self.said(|ruling| matches!(ruling, Ruling::BellAgain { .. }));
                assert_eq!(rung, rest, "{place}: bell again");
            }
            "over" => {
                let over = self.said(|ruling| matches!(ruling, Ruling::Over { .. }));
                assert_eq!(over, rest, "{place}: over");
            }
            "counter" => assert_eq!(self.board.counter().to_go.to_string(), rest, "{place}: counter"),
            "table" | "final" => {
                assert_eq!(self.table(rest), tidy(rest), "{place}: {verb}");
                assert_eq!(self.board.standings().is_final, verb == "final", "{place}: is everyone home?");
            }
            _ => {
                self.rows += 1;
                self.rulings = self.facts(verb, rest).iter().flat_map(|fact| self.board.apply(fact)).collect();
                assert_eq!(self.points(), tidy(expected), "{place}: {act}");
            }
        }
    }

    fn facts(&self, verb: &str, rest: &str) -> Vec<Fact> {
        let at = Micros(self.rows * 1_000_000);
        let mut words = rest.split_whitespace();
        match verb {
            "line" => {
                let lap: i32 = words.next().unwrap().parse().unwrap();
                let order = words.enumerate().flat_map(|(i, level)| level.split('=').map(move |b| (i as i64, bib(b))));
                let crossing = |(i, bib)| {
                    let ridden = (lap + self.board.balance(bib)).unsigned_abs();
                    Fact::Line { bib, ridden, at: Micros(at.0 + i * 1000) }
                };
                order.map(crossing).collect()
            }
            "gain" => words.map(|word| Fact::Tail { bib: bib(word), at }).collect(),
            "loss" => words.map(|word| Fact::Front { bib: bib(word), at }).collect(),
            "mishap" => words.map(|word| Fact::Mishap { bib: bib(word), at }).collect(),
            "return" => {
                let bib = bib(words.next().unwrap());
                let lap: i32 = words.next().unwrap().parse().unwrap();
                vec![Fact::Return { bib, ridden: (lap + self.board.balance(bib)).unsigned_abs(), at }]
            }
            "relegate" => {
                let bib = bib(words.next().unwrap());
                vec![Fact::Relegation { bib, sprint: words.next().unwrap().parse().unwrap(), at }]
            }
            "penalty" => {
                let bib = bib(words.next().unwrap());
                vec![Fact::Penalty { bib, points: words.next().unwrap().parse().unwrap(), at }]
            }
            "start" => {
                let bib = bib(words.next().unwrap());
                vec![Fact::Start { bib, points: words.next().unwrap().parse().unwrap(), at }]
            }
            "stop" => {
                let bib = bib(words.next().unwrap());
                let kind = match words.next().unwrap() {
                    "dns" => StopKind::Dns,
                    "dnf" => StopKind::Dnf,
                    "abd" => StopKind::Abd,
                    "dsq" => StopKind::Dsq,
                    "pul" => StopKind::Pul,
                    other => panic!("no such stop: {other}"),
                };
                vec![Fact::Stop { bib, kind, at }]
            }
            other => panic!("no such verb: {other}"),
        }
    }

    /// Riders of one kind of ruling in the last row, as a row writes them.
    fn said(&self, kind: impl Fn(&Ruling) -> bool) -> String {
        let bibs: Vec<String> = self.rulings.iter().filter(|r| kind(r)).map(|r| r.bib().to_string()).collect();
        if bibs.is_empty() { "none".into() } else { bibs.join(" ") }
    }

    /// Points given and taken by the last row, as a row writes them.
    fn points(&self) -> String {
        let written = |ruling: &Ruling| match ruling {
            Ruling::Place { bib, points, .. } => Some(format!("{bib} +{points}")),
            Ruling::Gain { bib, points, .. } | Ruling::Loss { bib, points, .. } => Some(format!("{bib} {points:+}")),
            Ruling::Moved { bib, points, .. } => Some(format!("{bib} {points:+}")),
            Ruling::Start { bib, points, .. } | Ruling::Penalty { bib, points, .. } => {
                Some(format!("{bib} {points:+}"))
            }
            _ => None,
        };
        self.rulings.iter().filter(|ruling| ruling.counts()).filter_map(written).collect::<Vec<_>>().join(" | ")
    }

    /// The table as a row writes it, with laps if `expected` has them.
    fn table(&self, expected: &str) -> String {
        let with_laps = expected.contains("laps");
        let written = self.board.standings().rows.into_iter().map(|row| {
            let rank = row.rank.map_or("-".into(), |rank| format!("{rank}."));
            let score = match row.status {
                Status::Racing | Status::Finished if with_laps => format!("{} laps {:+}", row.total, row.laps),
                Status::Racing | Status::Finished => row.total.to_string(),
                status => format!("{status:?}").to_lowercase(),
            };
            format!("{rank} {} {score}", row.bib)
        });
        written.collect::<Vec<_>>().join(" | ")
    }
}

fn bib(word: &str) -> Bib {
    Bib(word.parse().unwrap_or_else(|_| panic!("not a bib: {word}")))
}

/// One space between words.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
