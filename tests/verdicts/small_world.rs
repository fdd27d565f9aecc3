//! Every table of the small world of the referee's tests, four riders and two sprints, gets the verdict that it should: those
//! without a lap ride, and a lap that nobody has the time to gain is refused with a limit that is computed here again.

use std::collections::BTreeSet;

use velodrome::field::class;
use velodrome::rules::{EditionId, Scoreboard};
use velodrome::scenario::{Level, parse};

use super::verdict;
use crate::rules::small_world::every_race;

/// The tables of all races as a file states them: points, laps and total of each rider, who are named by their rank. Left out
/// are the races in which the last place of a sprint goes to nobody, because a rider who gained a lap finishes a lap short of
/// the others: a file with such a table is taken for one that lacks points.
fn tables(edition: EditionId) -> BTreeSet<Vec<(i32, i32, i32)>> {
    let mut tables = BTreeSet::new();
    every_race(|log, of| {
        if of.id == edition {
            let (board, _) = Scoreboard::score(log.rules(of), &log.starters, &log.facts);
            let rows = board.standings().rows;
            let handed_out: u32 = (1..=2)
                .flat_map(|n| (1..=4).map(move |place| (n, place)))
                .map(|(n, place)| log.rules(of).points(n, place))
                .sum();
            if rows.iter().map(|row| row.sprint_points).sum::<i32>() == handed_out as i32 {
                tables.insert(rows.iter().map(|row| (row.sprint_points, row.laps, row.total)).collect());
            }
        }
    });
    tables
}

#[test]
fn every_table_of_the_small_world_rides_or_is_refused_with_its_limit() {
    // A lap behind a bunch of three, at the greatest speed that anybody has over it: 250 m less two metres a rider.
    let least = (250.0 - 2.0 * 3.0) / 2.5 * (class(Level::Men).bunch_kmh / 3.6) / 250.0;
    let (mut rides, mut beyond) = (0, 0);
    for edition in [EditionId::E2004, EditionId::E2026] {
        for table in tables(edition) {
            let row = |(i, (points, laps, total)): (usize, &(i32, i32, i32))| {
                let rank = i + 1;
                format!(
                    "  {{ rank = {rank}, rider = \"R{rank}\", sprint_points = {points}, laps = {laps}, total = {total} }},\n"
                )
            };
            let rows: String = table.iter().enumerate().map(row).collect();
            let text = format!(
                "schema = 1\ncourse = {{ laps = 4 }}\nrules = {{ edition = \"{edition}\", sprint_every = 2 }}\n\n[record]\ntable = [\n{rows}]\n"
            );
            let scenario = parse("test.toml", &text).unwrap_or_else(|problems| panic!("{problems}\n{text}"));
            let (word, why) = verdict(&scenario);
            if table.iter().all(|row| row.1 == 0) {
                assert_eq!(word, "rides", "{why}\n{text}");
                rides += 1;
            } else {
                let limit = format!("takes {least:.1} laps of the bunch at least");
                assert!(word == "beyond" && why.contains(&limit), "{word}: {why}\n{limit}\n{text}");
                beyond += 1;
            }
        }
    }
    assert!(rides > 20 && beyond > 20, "{rides} ride, {beyond} do not");
}
