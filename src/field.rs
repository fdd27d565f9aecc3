//! The legs of a field: what the file says, else what the riders' own result suggests, else a draw from the level.
//! Knows nothing of how they are used.
//!
//! **Drawn** legs lie about those of the class's typical rider of the same mass ([`Class::drawn`]).
//!
//! **Estimated** legs rest on one race, since that is all that is known of most riders of a historic field. The final
//! order says who has the engine, the sprint points who has the sprint: not in watts, but in watts for each square metre
//! of drag area, since the fast are first and not the strong. Mass or a drag area on file says how many watts that is.
//! Places are spread evenly over ± √3 standard deviations, so that they have the level's spread, and then shrunk by
//! [`TRUST`], since a race also measures luck.

use crate::card::Card;
use crate::params::params;
use crate::rider::{CP_SD, Class, JUNIOR, JUNIOR_WOMEN, Legs, MEN, PEAK_SD, WOMEN};
use crate::scenario::{Level, RiderSpec, Scenario};
use crate::units::Bib;

params! {
    /// Numbers of estimating legs.
    pub NUMBERS;
    /// How much of a rider's place in one race comes from their legs (1 all, 0 nothing).
    pub TRUST: f64 = 0.6, "1", 0.0..=1.0, "guess: more legs than luck";
}

/// The class that `level` names.
#[must_use]
pub fn class(level: Level) -> Class {
    match level {
        Level::Men => MEN,
        Level::Women => WOMEN,
        Level::Junior => JUNIOR,
        Level::JuniorWomen => JUNIOR_WOMEN,
    }
}

/// The legs of every rider of `scenario`, in start-list order.
///
/// What the file gives for a rider holds. The rest is estimated from the final table if the race was ridden, and drawn
/// by `seed` if not. A rider and a seed always give the same legs, whoever else starts.
#[must_use]
pub fn legs(scenario: &Scenario, seed: u64) -> Vec<Legs> {
    let level = class(scenario.level);
    let class = Class { cda_m2: level.cda_m2 * scenario.drag, ..level };
    let estimated = scenario.card.as_ref().map(|card| estimate(card, &scenario.riders));
    let riders = scenario.riders.iter().enumerate();
    let legs = |(i, rider): (usize, &RiderSpec)| match &estimated {
        Some(estimated) => stated(rider, estimated[i].legs(&class, rider)),
        None => stated(rider, class.drawn(rider.mass_kg, seed, rider.bib)),
    };
    riders.map(legs).collect()
}

/// The legs that the file gives for `rider`; those of `otherwise` where it gives none.
fn stated(rider: &RiderSpec, otherwise: Legs) -> Legs {
    let mut legs = otherwise;
    legs.cp_w = rider.cp_w.unwrap_or(legs.cp_w);
    legs.w_prime_j = rider.w_prime_j.unwrap_or(legs.w_prime_j);
    legs.peak_w = rider.peak_w.unwrap_or(legs.peak_w);
    legs.body.cda_m2 = rider.cda_m2.unwrap_or(legs.body.cda_m2);
    legs
}

/// The legs that the file gives for `rider`; those of a typical rider of `level` where it gives none.
#[must_use]
pub fn written(level: Level, rider: &RiderSpec) -> Legs {
    stated(rider, class(level).legs(rider.mass_kg))
}

/// A field of `count` numbered riders of `level`, with legs drawn by `seed` and rounded to what a file would say.
#[must_use]
pub fn numbered(level: Level, count: u16, seed: u64) -> Vec<RiderSpec> {
    let class = class(level);
    let rider = |n: u16| {
        let legs = class.drawn(None, seed, Bib(n));
        RiderSpec {
            bib: Bib(n),
            bib_known: true,
            name: format!("Rider {n}"),
            family: format!("RIDER {n}"),
            noc: None,
            starts: true,
            named: true,
            height_cm: None,
            mass_kg: Some(class.mass_kg),
            cp_w: Some(libm::round(legs.cp_w)),
            w_prime_j: Some(libm::round(legs.w_prime_j / 100.0) * 100.0),
            peak_w: Some(libm::round(legs.peak_w / 5.0) * 5.0),
            cda_m2: None,
            start_points: 0,
        }
    };
    (1..=count).map(rider).collect()
}

/// How much better a rider's result is than that of the middle of the field, in standard deviations.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Estimate {
    engine: f64,
    sprint: f64,
}

impl Estimate {
    fn legs(self, class: &Class, rider: &RiderSpec) -> Legs {
        let typical = class.legs(rider.mass_kg);
        // A result says how fast a rider is: with another drag area they have other watts.
        let typical = rider
            .cda_m2
            .map_or(typical, |cda_m2| class.legs_of(rider.mass_kg.unwrap_or(class.mass_kg), cda_m2 / class.cda_m2));
        Legs {
            cp_w: typical.cp_w * (1.0 + CP_SD * TRUST * self.engine),
            peak_w: typical.peak_w * (1.0 + PEAK_SD * TRUST * self.sprint),
            ..typical
        }
    }
}

/// What the final table of `card` suggests about each of `riders`.
fn estimate(card: &Card, riders: &[RiderSpec]) -> Vec<Estimate> {
    let row = |rider: &RiderSpec| card.table.iter().find(|row| row.bib == rider.bib);
    // Riders without a rank come behind all who have one.
    let place = |rider: &RiderSpec| row(rider).and_then(|r| r.rank).unwrap_or(u32::MAX);
    let points = |rider: &RiderSpec| row(rider).and_then(|r| r.sprint_points).unwrap_or(0);
    // Riders who did not start say nothing about the others, nor does the result about them.
    let starters = || riders.iter().filter(|r| r.starts);
    let engine = spread(&starters().map(|r| i64::from(place(r))).collect::<Vec<_>>());
    let sprint = spread(&starters().map(|r| -i64::from(points(r))).collect::<Vec<_>>());
    let mut known = engine.into_iter().zip(sprint).map(|(engine, sprint)| Estimate { engine, sprint });
    let nothing = Estimate { engine: 0.0, sprint: 0.0 };
    riders.iter().map(|r| if r.starts { known.next().unwrap_or(nothing) } else { nothing }).collect()
}

/// Spreads riders evenly from +√3 (the smallest key, the best) to −√3; equal keys share the middle of their places.
fn spread(keys: &[i64]) -> Vec<f64> {
    let farthest = 3.0_f64.sqrt();
    let last = keys.len().saturating_sub(1).max(1) as f64;
    let at = |key: &i64| {
        let better = keys.iter().filter(|k| *k < key).count() as f64;
        let level = keys.iter().filter(|k| *k == key).count() as f64 - 1.0;
        farthest * (1.0 - 2.0 * (better + 0.5 * level) / last)
    };
    keys.iter().map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and standard deviation.
    fn moments(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
        let n = values.clone().count() as f64;
        let mean = values.clone().sum::<f64>() / n;
        (mean, (values.map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt())
    }

    #[test]
    fn a_drawn_field_has_the_spread_of_its_level() {
        let field: Vec<RiderSpec> = (0..200).flat_map(|seed| numbered(Level::Men, 24, seed)).collect();
        let (cp, cp_sd) = moments(field.iter().filter_map(|r| r.cp_w));
        let (peak, peak_sd) = moments(field.iter().filter_map(|r| r.peak_w));
        let (_, w_sd) = moments(field.iter().filter_map(|r| r.w_prime_j));
        assert!((cp - MEN.cp_w).abs() < 1.5 && (0.04..0.05).contains(&(cp_sd / cp)), "{cp} {cp_sd}");
        assert!((0.10..0.12).contains(&(peak_sd / peak)), "{peak_sd}");
        assert!((0.09..0.11).contains(&(w_sd / MEN.w_prime_j)), "{w_sd}");
        let both = field.iter().map(|r| (r.cp_w.unwrap() - cp) / cp_sd * (r.peak_w.unwrap() - peak) / peak_sd);
        let (correlation, _) = moments(both);
        assert!((correlation + 0.3).abs() < 0.05, "{correlation}");
    }

    #[test]
    fn a_rider_keeps_their_legs_when_others_join() {
        assert_eq!(numbered(Level::Women, 24, 7)[..12], numbered(Level::Women, 12, 7));
        assert_ne!(numbered(Level::Women, 12, 7), numbered(Level::Women, 12, 8));
    }

    #[test]
    fn a_place_says_how_fast_a_rider_is_whatever_their_mass_and_drag_area() {
        for id in ["athens-2004-men", "athens-2004-women", "beijing-2008-men"] {
            let race = crate::scenario::load(id).unwrap();
            let held = |change: fn(&mut RiderSpec)| {
                let mut race = race.clone();
                race.riders.iter_mut().for_each(change);
                legs(&race, 1).iter().map(|legs| legs.body.steady_speed(legs.cp_w, 1.0)).collect::<Vec<_>>()
            };
            let typical = held(|rider| rider.mass_kg = None);
            let other = [
                held(|_| {}),
                held(|rider| rider.mass_kg = Some(if rider.bib.0 % 2 == 0 { 52.0 } else { 82.0 })),
                held(|rider| rider.cda_m2 = Some(if rider.bib.0 % 2 == 0 { 0.18 } else { 0.26 })),
            ];
            for (own, typical) in other.iter().flat_map(|other| other.iter().zip(&typical)) {
                assert!((own / typical - 1.0).abs() < 5e-3, "{id}: {own} and {typical}");
            }
        }
    }

    #[test]
    fn evenly_spread_places_have_a_standard_deviation_of_about_one() {
        let places: Vec<i64> = (1..=23).collect();
        let (mean, sd) = moments(spread(&places).into_iter());
        assert!(mean.abs() < 1e-12 && (sd - 1.0).abs() < 0.1, "{mean} {sd}");
        assert!(spread(&[1, 2, 2, 2]).windows(2).skip(1).all(|w| w[0] == w[1]));
    }

    #[test]
    fn in_athens_the_winner_has_the_best_engine_and_the_top_scorer_the_best_sprint() {
        let athens = crate::scenario::load("athens-2004-men").unwrap();
        let level = athens.riders.iter().map(|r| MEN.legs(r.mass_kg));
        let over: Vec<(f64, f64)> = legs(&athens, 1)
            .iter()
            .zip(level)
            .map(|(own, typical)| (own.cp_w / typical.cp_w, own.peak_w / typical.peak_w))
            .collect();
        let best = |key: fn(&(f64, f64)) -> f64| {
            (0..over.len()).max_by(|&a, &b| key(&over[a]).total_cmp(&key(&over[b]))).unwrap()
        };
        assert_eq!(athens.riders[best(|r| r.0)].family, "IGNATIEV", "the winner");
        assert_eq!(athens.riders[best(|r| r.1)].family, "LLANERAS", "22 sprint points, the most");
        assert_eq!(legs(&athens, 1), legs(&athens, 2), "no luck in an estimate");
    }
}
