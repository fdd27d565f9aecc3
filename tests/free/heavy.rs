//! Every tick of a free race looked at from outside: what must hold whatever riders choose. Shared by a test and by
//! `benches/heavy.rs`.

use velodrome::event::Fact;
use velodrome::free;
use velodrome::physics::BIKE_M;
use velodrome::race::{Race, Sample};
use velodrome::rules::{Ruling, Scoreboard, Status};
use velodrome::scenario::Scenario;
use velodrome::tactics::Params;
use velodrome::units::Bib;

/// What was seen of a race that is in order.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    pub ticks: u64,
    pub laps_gained: u32,
    pub top_kmh: f64,
    /// The most a speed changed in a tick, m/s.
    pub jolt: f64,
}

/// Faster than any sprint on record, km/h.
const MOST_KMH: f64 = 75.0;
/// The most a speed may change in a quarter of a second, m/s: a rider who brakes for a wheel.
const MOST_JOLT: f64 = 1.5;
/// Wheel to wheel, riders who are not farther apart than this are together (twice the contact of 5 m).
const TOGETHER_M: f64 = 10.0;

/// Rides the race of `scenario` and `seed`, and says what is wrong with it first.
pub fn check(scenario: &Scenario, seed: u64) -> Result<Seen, String> {
    let rules = scenario.rules(None);
    let (spec, tactics) = free::race(scenario, &rules, seed, Params::STANDARD);
    let lap_m = spec.track.lap_m;
    let bibs: Vec<Bib> = spec.riders.iter().map(|e| e.bib).collect();
    let legs: Vec<_> = spec.riders.iter().map(|e| e.legs).collect();
    let most_ticks = (4.0 * spec.track.race_m() / 10.0 / 0.25) as u32 + 2000;
    let mut race = Race::new(spec, tactics);
    let (mut seen, mut facts) = (Seen::default(), Vec::<Fact>::new());
    let (mut before, mut now) = (Vec::<Sample>::new(), Vec::<Sample>::new());
    race.sample(&mut before);
    while !race.is_done() {
        if race.tick() > most_ticks {
            return Err(format!("not over after {most_ticks} ticks"));
        }
        let news = race.step().facts;
        now.clear();
        race.sample(&mut now);
        let wrong = |r: usize, what: String| Err(format!("tick {}, bib {}: {what}", race.tick(), bibs[r]));
        for r in 0..bibs.len() {
            let (a, b) = (&before[r], &now[r]);
            let told = |wanted: fn(&Fact) -> bool| news.iter().any(|f| f.bib() == bibs[r] && wanted(f));
            if ![b.ridden_m, f64::from(b.speed), f64::from(b.power_w), f64::from(b.reserve)]
                .iter()
                .all(|x| x.is_finite())
            {
                return wrong(r, format!("a number is none: {b:?}"));
            }
            if !(-1e-6..=1.0 + 1e-6).contains(&f64::from(b.reserve)) {
                return wrong(r, format!("a reserve of {}", b.reserve));
            }
            // Nobody gives more than his peak, nor more than he has; a fixed gear gives back 80 W.
            if f64::from(b.power_w) > legs[r].peak_w.max(legs[r].cp_w) + 0.5 || b.power_w < -80.5 {
                return wrong(r, format!("{} W of a peak of {}", b.power_w, legs[r].peak_w));
            }
            if a.balance != b.balance && !told(|f| matches!(f, Fact::Tail { .. } | Fact::Front { .. })) {
                return wrong(r, format!("the balance goes from {} to {} and nobody says so", a.balance, b.balance));
            }
            if !b.riding() {
                continue;
            }
            seen.top_kmh = seen.top_kmh.max(3.6 * f64::from(b.speed));
            if 3.6 * f64::from(b.speed) > MOST_KMH {
                return wrong(r, format!("{} km/h", 3.6 * b.speed));
            }
            if a.riding() {
                let (way_m, jolt) = (b.ridden_m - a.ridden_m, f64::from((b.speed - a.speed).abs()));
                seen.jolt = seen.jolt.max(jolt);
                if !(-1e-9..=6.0).contains(&way_m) || jolt > MOST_JOLT {
                    return wrong(r, format!("{way_m} m in a tick, {jolt} m/s more or less"));
                }
            } else if !told(|f| matches!(f, Fact::Return { .. })) {
                return wrong(r, "back on the track, and nobody says so".into());
            }
            if told(|f| matches!(f, Fact::Tail { .. })) {
                seen.laps_gained += 1;
                let ahead = |o: &Sample| (o.ridden_m - b.ridden_m).rem_euclid(lap_m);
                let near = now.iter().enumerate().any(|(o, s)| {
                    o != r && s.riding() && s.in_bunch() && ahead(s).min(lap_m - ahead(s)) - BIKE_M <= TOGETHER_M
                });
                if !near {
                    return wrong(r, "a lap without contact".into());
                }
            }
        }
        if let Some((r, o)) = overlap(&now, lap_m) {
            return wrong(r, format!("rides through bib {}", bibs[o]));
        }
        facts.extend(news);
        std::mem::swap(&mut before, &mut now);
        seen.ticks += 1;
    }
    let (board, rulings) = Scoreboard::score(rules.clone(), &bibs, &facts);
    let standings = board.standings();
    if !standings.is_final || standings.rows.iter().any(|row| row.status == Status::Racing) {
        return Err("the referee waits for somebody".into());
    }
    let given: u32 = standings.rows.iter().map(|row| row.sprint_points.max(0).unsigned_abs()).sum();
    let placed: u32 = rulings.iter().map(|r| if let Ruling::Place { points, .. } = r { *points } else { 0 }).sum();
    if given != placed {
        return Err(format!("{given} sprint points in the table, {placed} given"));
    }
    Ok(seen)
}

/// Two riders at the same place and height on the track, if there are any.
fn overlap(now: &[Sample], lap_m: f64) -> Option<(usize, usize)> {
    let riding: Vec<(usize, f64, f64)> = (now.iter().enumerate().filter(|(_, s)| s.riding()))
        .map(|(r, s)| (r, s.ridden_m.rem_euclid(lap_m), f64::from(s.height_m)))
        .collect();
    for (i, a) in riding.iter().enumerate() {
        for b in &riding[i + 1..] {
            let apart = (a.1 - b.1).abs();
            if apart.min(lap_m - apart) < 1.5 && (a.2 - b.2).abs() < 0.4 {
                return Some((a.0, b.0));
            }
        }
    }
    None
}
