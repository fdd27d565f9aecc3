//! Every table of the small world of the referee's tests, four riders and two sprints, gets the verdict that it should: those
//! of its races are no contradictions, and all others are. Without a lap they ride; a lap that nobody has the time to gain is
//! refused with a limit that is computed here again, and so is a place of the last sprint that nobody took.

use std::collections::BTreeSet;

use velodrome::field::class;
use velodrome::rules::{Edition, EditionId, Scoreboard};
use velodrome::scenario::{Level, parse};

use super::verdict;
use crate::rules::small_world::every_race;

const POINTS: [i32; 4] = [5, 3, 2, 1];

/// Points, laps and total of each rider, who are named by their rank.
type Table = Vec<(i32, i32, i32)>;

/// The tables of all races as a file states them.
fn tables(edition: EditionId) -> BTreeSet<Table> {
    let mut tables = BTreeSet::new();
    every_race(|log, of| {
        if of.id == edition {
            let (board, _) = Scoreboard::score(log.rules(of), &log.starters, &log.facts);
            let rows = board.standings().rows;
            tables.insert(rows.iter().map(|row| (row.sprint_points, row.laps, row.total)).collect());
        }
    });
    tables
}

/// What both sprints hand out together, all places and without the last place of the last.
fn handed_out(edition: EditionId) -> [i32; 2] {
    let rules = Edition::get(edition);
    let last = if rules.last_factor.value == 2 { 2 } else { 1 };
    [11 + 11 * last, 11 + 10 * last]
}

/// The tables of all races of two sprints for four riders, none of whom or one of whom gains a lap: that one may finish a lap
/// short of the last sprint, and has no place in it. Level riders are in the order of the last sprint.
fn possible(edition: EditionId) -> BTreeSet<Table> {
    let factor = Edition::get(edition).last_factor.value as i32;
    let orders: Vec<[usize; 4]> = (0..256)
        .map(|n| [n % 4, n / 4 % 4, n / 16 % 4, n / 64])
        .filter(|order| (0..4).all(|rider| order.contains(&rider)))
        .collect();
    assert_eq!(orders.len(), 24);
    // Bibs are ranks in the end, so the rider with the lap may always be the first.
    let ways = [(0, false), (1, false), (1, true)];
    let mut tables = BTreeSet::new();
    for first in &orders {
        for last in &orders {
            for (laps, short) in ways.into_iter().filter(|way| !way.1 || last[3] == 0) {
                let place = |order: &[usize; 4], rider| order.iter().position(|r| *r == rider).unwrap();
                let row = |rider: usize| {
                    let scored = if short && rider == 0 { 0 } else { factor * POINTS[place(last, rider)] };
                    let (points, laps) = (POINTS[place(first, rider)] + scored, if rider == 0 { laps } else { 0 });
                    (points, laps, points + 20 * laps)
                };
                let mut riders = [0, 1, 2, 3];
                riders.sort_by_key(|&rider| (-row(rider).2, place(last, rider)));
                tables.insert(riders.into_iter().map(row).collect());
            }
        }
    }
    tables
}

/// All tables with so many points in the order of the totals, with a lap for the rider at `gained`, or for nobody.
fn all_tables(points: i32, gained: Option<usize>) -> Vec<Table> {
    let mut tables = Vec::new();
    for a in 0..=points {
        for b in 0..=points - a {
            for c in 0..=points - a - b {
                let scored = [a, b, c, points - a - b - c];
                let row = |i: usize| {
                    let laps = i32::from(gained == Some(i));
                    (scored[i], laps, scored[i] + 20 * laps)
                };
                let table: Table = (0..4).map(row).collect();
                if table.is_sorted_by_key(|row| -row.2) {
                    tables.push(table);
                }
            }
        }
    }
    tables
}

fn file(edition: EditionId, table: &Table) -> String {
    let row = |(i, (points, laps, total)): (usize, &(i32, i32, i32))| {
        let rank = i + 1;
        format!(
            "  {{ rank = {rank}, rider = \"R{rank}\", sprint_points = {points}, laps = {laps}, total = {total} }},\n"
        )
    };
    let rows: String = table.iter().enumerate().map(row).collect();
    format!(
        "schema = 1\ncourse = {{ laps = 4 }}\nrules = {{ edition = \"{edition}\", sprint_every = 2 }}\n\n[record]\ntable = [\n{rows}]\n"
    )
}

/// The verdict on a table, in a word, and why. Sums that are off are refused as the file is read.
fn said(edition: EditionId, table: &Table) -> (&'static str, String) {
    match parse("test.toml", &file(edition, table)) {
        Ok(scenario) => verdict(&scenario),
        Err(problems) => ("contradicts itself", problems.to_string()),
    }
}

#[test]
fn every_table_of_the_small_world_rides_or_is_refused_with_its_limit() {
    // A lap behind a bunch of three, at the greatest speed that anybody has over it: 250 m less two metres a rider.
    let least = (250.0 - 2.0 * 3.0) / 2.5 * (class(Level::Men).bunch_kmh / 3.6) / 250.0;
    let (mut rides, mut beyond, mut short) = (0, 0, 0);
    for edition in Edition::all().iter().map(|edition| edition.id) {
        let [all, fewer] = handed_out(edition);
        for table in tables(edition) {
            let (word, why) = said(edition, &table);
            let points: i32 = table.iter().map(|row| row.0).sum();
            if points == fewer {
                let limit = "leaves 1 place of the last sprint to nobody, which takes 1 rider with a lap gained";
                assert!(word == "beyond" && why.contains(limit), "{edition} {word}: {why}\n{table:?}");
                short += 1;
            } else if table.iter().all(|row| row.1 == 0) {
                assert_eq!((word, points), ("rides", all), "{edition}: {why}\n{table:?}");
                rides += 1;
            } else {
                let limit = format!("takes {least:.1} laps of the bunch at least");
                assert!(word == "beyond" && why.contains(&limit), "{edition} {word}: {why}\n{limit}\n{table:?}");
                beyond += 1;
            }
        }
    }
    assert!(rides > 100 && beyond > 100 && short > 100, "{rides} ride, {beyond} and {short} do not");
}

#[test]
fn every_other_table_of_four_riders_and_two_sprints_contradicts_itself() {
    for edition in [EditionId::E2004, EditionId::E2026] {
        let possible = possible(edition);
        assert!(tables(edition).is_subset(&possible), "{edition}: a race of the small world is not among all races");
        let (mut found, mut others) = (0, 0);
        for points in handed_out(edition) {
            let candidates = (0..4).map(Some).chain([None]).flat_map(|gained| all_tables(points, gained));
            for table in candidates {
                let (word, why) = said(edition, &table);
                let is_possible = possible.contains(&table);
                assert_eq!(word != "contradicts itself", is_possible, "{edition}: {word} {why}\n{table:?}");
                *if is_possible { &mut found } else { &mut others } += 1;
            }
        }
        assert_eq!(found, possible.len(), "{edition}: tables of races that are not among all tables");
        assert!(others > 300, "{edition}: {others} tables");
    }
}
