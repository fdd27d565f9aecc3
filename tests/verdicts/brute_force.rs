//! Every table of five riders and three sprints, against an enumeration of all races.

use std::collections::BTreeSet;

use super::{scenario, verdict};

const POINTS: [i32; 5] = [5, 3, 2, 1, 0];

/// Every order of five riders.
fn orders() -> Vec<[usize; 5]> {
    let mut orders = Vec::new();
    let all = (0..5usize.pow(5)).map(|n| std::array::from_fn(|i| n / 5usize.pow(i as u32) % 5));
    orders.extend(all.filter(|order: &[usize; 5]| (0..5).all(|r| order.contains(&r))));
    orders
}

/// The points of riders ranked first to fifth in any race of three sprints: level riders in the order of the last line.
fn possible() -> BTreeSet<[i32; 5]> {
    let orders = orders();
    assert_eq!(orders.len(), 120);
    let mut two = BTreeSet::new();
    let score = |points: &mut [i32; 5], order: &[usize; 5]| {
        for (place, &r) in order.iter().enumerate() {
            points[r] += POINTS[place];
        }
    };
    for first in &orders {
        for second in &orders {
            let mut points = [0; 5];
            score(&mut points, first);
            score(&mut points, second);
            two.insert(points);
        }
    }
    let mut tables = BTreeSet::new();
    for before in &two {
        for last in &orders {
            let mut points = *before;
            score(&mut points, last);
            let mut ranked = *last;
            ranked.sort_by_key(|&r| (-points[r], last.iter().position(|&o| o == r)));
            // Bibs are ranks: a table is possible if the riders of this race, named by rank, have these points.
            tables.insert(ranked.map(|r| points[r]));
        }
    }
    tables
}

#[test]
fn every_table_of_five_riders_and_three_sprints_gets_the_verdict_of_the_brute_force() {
    let possible = possible();
    let (mut rides, mut refused) = (0, 0);
    for first in 0..=15 {
        for second in 0..=first {
            for third in 0..=second {
                for fourth in 0..=third {
                    let fifth = 33 - first - second - third - fourth;
                    if !(0..=fourth).contains(&fifth) {
                        continue;
                    }
                    let points = [first, second, third, fourth, fifth];
                    let row = |(i, p): (usize, &i32)| {
                        format!("  {{ rank = {}, rider = \"R{i}\", sprint_points = {p}, laps = 0 }},\n", i + 1)
                    };
                    let table: String = points.iter().enumerate().map(row).collect();
                    let (word, why) = verdict(&scenario(30, "2004", &table));
                    let expected = if possible.contains(&points) { "rides" } else { "contradicts itself" };
                    assert_eq!(word, expected, "{points:?}: {why}");
                    *if word == "rides" { &mut rides } else { &mut refused } += 1;
                }
            }
        }
    }
    assert_eq!(rides, possible.len());
    assert!(rides > 100 && refused > 10, "{rides} ride, {refused} do not");
}
