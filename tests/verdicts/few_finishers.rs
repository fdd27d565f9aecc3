//! Fields so small that there are fewer places in a sprint when riders have left, against an enumeration of all races.

use std::collections::BTreeSet;

use velodrome::player::Replay;
use velodrome::rng::{Purpose, Stream};

use super::{scenario, verdict};

const POINTS: [i32; 4] = [5, 3, 2, 1];

/// Every order of `riders`.
fn orders(riders: &[usize]) -> Vec<Vec<usize>> {
    if riders.is_empty() {
        return vec![Vec::new()];
    }
    let begin = |&first: &usize| {
        let rest: Vec<usize> = riders.iter().copied().filter(|r| *r != first).collect();
        orders(&rest).into_iter().map(move |order| [vec![first], order].concat())
    };
    riders.iter().flat_map(begin).collect()
}

fn score(points: &mut [i32], order: &[usize]) {
    order.iter().zip(POINTS).for_each(|(&r, p)| points[r] += p);
}

/// The points of first, second and whoever stopped, in any race of three riders and two sprints that one of them leaves.
fn possible() -> BTreeSet<[i32; 3]> {
    let mut tables = BTreeSet::new();
    for first in orders(&[0, 1, 2]).into_iter().chain(orders(&[0, 1])) {
        for last in orders(&[0, 1]) {
            let mut points = [0; 3];
            score(&mut points, &first);
            score(&mut points, &last);
            let swapped = points[1] > points[0] || (points[1] == points[0] && last[0] == 1);
            tables.insert(if swapped { [points[1], points[0], points[2]] } else { points });
        }
    }
    tables
}

#[test]
fn every_table_of_three_riders_of_whom_one_stops_gets_the_verdict_of_the_brute_force() {
    let possible = possible();
    let mut rides = 0;
    for first in 0..=10 {
        for second in 0..=first {
            // Whoever stops is in one sprint at most.
            for stopped in 0..=5 {
                let all = first + second + stopped;
                if !(14..=20).contains(&all) {
                    continue;
                }
                let table = format!(
                    "  {{ rank = 1, rider = \"A\", sprint_points = {first}, laps = 0 }},\n  {{ rank = 2, rider = \"B\", \
                     sprint_points = {second}, laps = 0 }},\n  {{ rider = \"C\", sprint_points = {stopped}, laps = 0, \
                     status = \"dnf\" }},\n"
                );
                let (word, why) = verdict(&scenario(20, "2004", &table));
                let expected =
                    if possible.contains(&[first, second, stopped]) { "rides" } else { "contradicts itself" };
                assert_eq!(word, expected, "{first} {second} {stopped}: {why}");
                rides += usize::from(word == "rides");
            }
        }
    }
    assert_eq!(rides, possible.len());
}

/// The table of a race by hand of 3 to 5 riders of whom some stop, with points, totals or neither, and perhaps the stops.
fn by_hand(stream: &mut Stream) -> String {
    let riders: Vec<usize> = (0..3 + stream.below(3)).collect();
    let sprints = 2 + stream.below(3);
    let stops = if riders.len() > 3 { 1 + stream.below(2) } else { 1 };
    let stop: Vec<Option<f64>> =
        riders.iter().map(|r| (*r < stops).then(|| stream.between(1.0, 10.0 * sprints as f64 - 1.0))).collect();
    let (mut points, mut last) = (vec![0; riders.len()], Vec::new());
    for n in 1..=sprints {
        last = riders.iter().copied().filter(|r| stop[*r].is_none_or(|lap| lap > 10.0 * n as f64)).collect();
        stream.shuffle(&mut last);
        score(&mut points, &last);
    }
    let mut finishers: Vec<usize> = riders.iter().copied().filter(|r| stop[*r].is_none()).collect();
    finishers.sort_by_key(|r| (-points[*r], last.iter().position(|o| o == r)));
    let told = stream.below(4);
    let cells = |r: usize| match told {
        0 => String::new(),
        1 => format!(", total = {}", points[r]),
        _ => format!(", sprint_points = {}, laps = 0", points[r]),
    };
    let ranked =
        finishers.iter().zip(1..).map(|(&r, rank)| format!("  {{ rank = {rank}, rider = \"R{r}\"{} }},\n", cells(r)));
    let status = ["dnf", "pul", "abd"];
    let stopped = (0..stops).map(|r| format!("  {{ rider = \"R{r}\", status = \"{}\"{} }},\n", status[r], cells(r)));
    let between = |r: usize| {
        let lap = stop[r].unwrap_or(0.0);
        format!("{{ rider = \"R{r}\", between = [{}, {}] }}", lap as u32, lap as u32 + 1)
    };
    let known: Vec<String> = if told == 3 { (0..stops).map(between).collect() } else { Vec::new() };
    format!(
        "schema = 1\ncourse = {{ laps = {} }}\nrules = {{ edition = \"2004\" }}\n\n[record]\nstop = [{}]\ntable = [\n{}]\n",
        10 * sprints,
        known.join(", "),
        ranked.chain(stopped).collect::<String>(),
    )
}

#[test]
fn tables_of_races_that_riders_left_ride_with_every_seed() {
    let mut stream = Stream::of_race(5, Purpose::Completion);
    for k in 0..40 {
        let text = by_hand(&mut stream);
        let race = velodrome::scenario::parse("few.toml", &text).unwrap_or_else(|why| panic!("{why}\n{text}"));
        assert_eq!(verdict(&race), ("rides", String::new()), "table {k}:\n{text}");
        for seed in 1..=2 {
            let ridden = Replay::new(race.clone(), None, seed);
            assert!(ridden.is_ok(), "table {k}, seed {seed}: {}\n{text}", ridden.unwrap_err());
        }
    }
}
