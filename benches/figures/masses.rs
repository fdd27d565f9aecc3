//! What a kilogram of the rider is worth in free races: places in the result, all else that is known of the rider held.

use rayon::prelude::*;
use velodrome::free;
use velodrome::race;
use velodrome::rng::{Purpose, Stream};
use velodrome::rules::Scoreboard;
use velodrome::scenario::{self, RiderSpec, Scenario};
use velodrome::tactics::Params;
use velodrome::units::Bib;

use crate::Size;

/// The races on record, ridden freely from the gun.
const HISTORIC: [&str; 3] = ["athens-2004-men", "athens-2004-women", "beijing-2008-men"];
/// The field whose legs are drawn anew for each race, and its masses: from the lightest rider to the heaviest, kg.
const DRAWN: &str = "men-elite";
const LIGHTEST_KG: f64 = 55.0;
const HEAVIEST_KG: f64 = 87.0;

/// One row a field.
pub fn places_per_kilogram(size: Size) -> String {
    let races = size.of(1000, 50);
    let mut out = format!(
        "| field, {races} races | riders | masses, kg | place and sprint points held | masses dealt anew for each race |\n\
         |---|--:|--:|--:|--:|\n"
    );
    for id in HISTORIC {
        let field = scenario::load(id).expect("a built-in race");
        let (of_record, dealt) = (worth(&field, &held(&field), races), dealt(&field, races));
        out += &row(id, &field, &format!("{of_record} | {dealt}"));
    }
    let drawn = drawn_field();
    out += &row("drawn men", &drawn, &format!("| {}", dealt(&drawn, races)));
    out
}

fn row(name: &str, field: &Scenario, figures: &str) -> String {
    let kg: Vec<f64> = masses(field).into_iter().map(|(_, kg)| kg).collect();
    let (least, most) = kg.iter().fold((f64::MAX, f64::MIN), |(least, most), &kg| (least.min(kg), most.max(kg)));
    format!("| {name} | {} | {least:.0} – {most:.0} | {figures} |\n", kg.len())
}

/// The field of [`DRAWN`], its masses spread evenly and nothing else known of its riders.
fn drawn_field() -> Scenario {
    let mut field = scenario::load(DRAWN).expect("a built-in field");
    let last = (field.riders.len() - 1) as f64;
    for (i, rider) in field.riders.iter_mut().enumerate() {
        let mass_kg = LIGHTEST_KG + (HEAVIEST_KG - LIGHTEST_KG) * i as f64 / last;
        *rider = RiderSpec {
            mass_kg: Some(mass_kg),
            cp_w: None,
            w_prime_j: None,
            peak_w: None,
            cda_m2: None,
            ..rider.clone()
        };
    }
    field
}

/// The starters whose mass is known, and it.
fn masses(field: &Scenario) -> Vec<(Bib, f64)> {
    let starters = field.riders.iter().filter(|rider| rider.starts);
    starters.filter_map(|rider| Some((rider.bib, rider.mass_kg?))).collect()
}

/// What the final table says of each rider of [`masses`]: the place and the rank by sprint points, level riders in the
/// middle of their ranks. Riders without a rank come behind all who have one.
fn held(field: &Scenario) -> [Vec<f64>; 2] {
    let table = &field.card.as_ref().expect("a race on record").table;
    let of = |key: &dyn Fn(Bib) -> i64| {
        let keys: Vec<i64> = masses(field).iter().map(|(bib, _)| key(*bib)).collect();
        let rank = |key: &i64| {
            let (before, level) = (keys.iter().filter(|k| *k < key).count(), keys.iter().filter(|k| *k == key).count());
            before as f64 + 0.5 * (level as f64 + 1.0)
        };
        keys.iter().map(rank).collect()
    };
    let row = |bib: Bib| table.iter().find(|row| row.bib == bib);
    [
        of(&|bib| i64::from(row(bib).and_then(|row| row.rank).unwrap_or(u32::MAX))),
        of(&|bib| -i64::from(row(bib).and_then(|row| row.sprint_points).unwrap_or(0))),
    ]
}

/// Places that a kilogram is worth in `field`: the slope of riders' mean places over their masses, `held` held. After
/// "±" the standard error of the slope.
fn worth(field: &Scenario, held: &[Vec<f64>], races: u64) -> String {
    let riders = masses(field);
    let places: Vec<Vec<f64>> = (1..=races).into_par_iter().map(|seed| places(field, &riders, seed)).collect();
    let mean = |i: usize| places.iter().map(|places| places[i]).sum::<f64>() / races as f64;
    let mut columns = vec![vec![1.0; riders.len()]];
    columns.extend(held.iter().cloned());
    columns.push(riders.iter().map(|(_, kg)| *kg).collect());
    slope(&columns, (0..riders.len()).map(mean).collect())
}

/// The same with the masses of `field` dealt anew to its riders for each race, so that mass goes with nothing else.
fn dealt(field: &Scenario, races: u64) -> String {
    let one = |seed: u64| {
        let mut field = field.clone();
        let mut kg: Vec<f64> = masses(&field).into_iter().map(|(_, kg)| kg).collect();
        Stream::of_race(seed, Purpose::Resampling).shuffle(&mut kg);
        let known = field.riders.iter_mut().filter(|rider| rider.starts && rider.mass_kg.is_some());
        known.zip(&kg).for_each(|(rider, kg)| rider.mass_kg = Some(*kg));
        let riders = masses(&field);
        (kg, places(&field, &riders, seed))
    };
    let (kg, places): (Vec<Vec<f64>>, Vec<Vec<f64>>) = (1..=races).into_par_iter().map(one).unzip();
    let kg = kg.concat();
    slope(&[vec![1.0; kg.len()], kg], places.concat())
}

/// The places of `riders` in the free race of `field` by `seed`; riders without one come last.
fn places(field: &Scenario, riders: &[(Bib, f64)], seed: u64) -> Vec<f64> {
    let rules = field.rules(None);
    let (spec, tactics) = free::race(field, &rules, seed, Params::STANDARD);
    let starters: Vec<Bib> = spec.riders.iter().map(|rider| rider.bib).collect();
    let standings = Scoreboard::score(rules, &starters, &race::ride(spec, tactics).facts).0.standings().rows;
    let ranks: Vec<(Bib, f64)> = standings.iter().filter_map(|row| Some((row.bib, f64::from(row.rank?)))).collect();
    let last = 0.5 * (ranks.len() + 1 + starters.len()) as f64;
    let place = |bib: Bib| ranks.iter().find(|rank| rank.0 == bib).map_or(last, |rank| rank.1);
    riders.iter().map(|(bib, _)| place(*bib)).collect()
}

/// The slope of `values` over the last of `columns`, the others held, by least squares; then its standard error. Places
/// count from the best, so that a slope downwards is a gain.
fn slope(columns: &[Vec<f64>], values: Vec<f64>) -> String {
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let less = |mut of: Vec<f64>, column: &[f64]| {
        let share = product(&of, column) / product(column, column);
        of.iter_mut().zip(column).for_each(|(value, part)| *value -= share * part);
        of
    };
    // Each column is made independent of those before it, so that the last keeps what is its own.
    let mut own: Vec<Vec<f64>> = Vec::new();
    for column in columns {
        let rest = own.iter().fold(column.clone(), |rest, before| less(rest, before));
        own.push(rest);
    }
    let kg = own.last().expect("masses");
    let slope = product(&values, kg) / product(kg, kg);
    let free = (values.len() - columns.len()) as f64;
    let rest = own.iter().fold(values, |rest, column| less(rest, column));
    let error = (product(&rest, &rest) / free / product(kg, kg)).sqrt();
    format!("{:+.3} ± {error:.3}", -slope).replace('-', "−")
}
