//! The physics beside published figures: power, shelter, legs, sprints and laps gained. Each test names its source.

use velodrome::physics::{BIKE_M, Body, DRIVE, GRAVITY, WHEELS_KG, detour, shelter, wake};
use velodrome::rider::{ABREAST, Legs, MEN, Tanks, Tick, WOMEN};

/// A man in the drops of a bunch.
const MAN: Body = Body { mass_kg: 84.0, cda_m2: 0.235 };
const KMH: f64 = 1.0 / 3.6;

fn within(value: f64, published: f64, share: f64, what: &str) {
    assert!((value / published - 1.0).abs() <= share, "{what}: {value:.3}, published {published}");
}

/// Drag factors of a line of `n` riders whose wheels are `gap_m` apart, first to last.
fn line(n: usize, gap_m: f64) -> Vec<f64> {
    let mut chain = 0.0;
    (0..n)
        .map(|k| {
            chain = if k == 0 { 0.0 } else { wake(gap_m, 0.0) * (1.0 + chain) };
            shelter(chain, if k + 1 < n { wake(gap_m, 0.0) } else { 0.0 })
        })
        .collect()
}

#[test]
fn a_team_pursuit_of_internationals_takes_3_minutes_50() {
    // Riders: Pugh et al. 2022 (407 W, 27.2 kJ, n = 4). Drag by place: Fitton, Symons and Caddy 2018. Time: 3:49.9, ± 2
    // %.
    let body = Body { mass_kg: 84.0, cda_m2: 0.21 };
    let drag = [0.96, 0.58, 0.52, 0.53];
    let (dt, turn_m) = (0.05, 187.5);
    // One pace for the whole race. At the standing start each gives 900 W, and all but the first have a wheel.
    let race = |pace: f64| {
        let (mut v, mut m, mut s, mut left) = (0.5_f64, 0.0_f64, 0.0, [27_200.0_f64; 4]);
        while m < 4000.0 && s < 400.0 {
            let turn = (m / turn_m) as usize;
            let start = v < pace;
            for (rider, left) in left.iter_mut().enumerate() {
                let place = (rider + 4 - turn % 4) % 4;
                let power = if start { 900.0 } else { body.power(v, 0.0, 0.0, drag[place]) };
                *left -= (power - 407.0) * dt;
            }
            if start {
                let push = 900.0 * DRIVE / v.max(3.0) - body.resistance(v, drag[0]);
                v = (v + push / (body.mass_kg + WHEELS_KG) * dt).min(pace);
            }
            m += v * dt;
            s += dt;
        }
        (s, left.iter().sum::<f64>() / 4.0)
    };
    let (mut low, mut high) = (14.0, 20.0);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if race(middle).1 >= 0.0 { low = middle } else { high = middle }
    }
    within(race(low).0, 229.9, 0.02, "seconds of 4 km");
}

#[test]
fn the_hour_record_of_54_526_km_took_441_watts_by_the_plain_equation() {
    // Wiggins 2015 as the program rouleur (jmackie) has it: CdA 0.19, Crr 0.0025, 82 kg, drive 0.98, air 1.18; the
    // equation of Martin 1998 with its wheels (0.0044 m²) and bearings, without correction for the lean in the bends.
    let v: f64 = 54_526.0 / 3600.0;
    let air_n = 0.5 * 1.18 * (0.19 + 0.0044) * v * v;
    let bearings_n = (91.0 + 8.7 * v) * 1e-3;
    within((air_n + 0.0025 * 82.0 * GRAVITY + bearings_n) * v / 0.98, 441.0, 0.02, "W without the bends");
    // With the corrections for the bends that this program makes: about 413 W.
    let body = Body { mass_kg: 82.0, cda_m2: 0.19 };
    within(body.power(v, 0.0, 0.0, 1.0), 413.0, 0.03, "W with the bends");
}

#[test]
fn two_go_0_9_to_1_8_metres_a_second_faster_than_one() {
    // Kyle 1979, at equal power.
    let alone = MAN.steady_speed(400.0, 1.0);
    let gain = |n: usize| MAN.steady_speed(400.0, line(n, 0.4).iter().sum::<f64>() / n as f64) - alone;
    assert!((0.9..=1.8).contains(&gain(2)), "two gain {:.2} m/s", gain(2));
    assert!(gain(2) < gain(3) && gain(3) < gain(4), "and every rider more, a little more");
}

#[test]
fn the_wheel_of_a_50_kmh_bunch_asks_150_to_210_watts() {
    let bunch = line(23, 0.5);
    for factor in &bunch[4..] {
        let watts = MAN.power(50.0 * KMH, 0.0, 0.0, *factor);
        assert!((150.0..=210.0).contains(&watts), "{watts:.0} W");
    }
}

#[test]
fn shelter_is_what_tunnels_and_tracks_have_measured() {
    // (source, gap between wheels, place in line from 1, published factor, tolerance)
    let rows = [
        ("Olds 1998 from Kyle 1979", 1.0, 2, 0.655, 0.02),
        ("Olds 1998 from Kyle 1979", 2.0, 2, 0.78, 0.06),
        ("Kyle 1979", 2.0, 2, 0.73, 0.02),
        ("Broker, Kyle and Burke 1999, power", 0.3, 2, 0.71, 0.12),
        ("Fitton, Symons and Caddy 2018", 0.2, 2, 0.58, 0.04),
        ("Fitton, Symons and Caddy 2018", 0.2, 3, 0.52, 0.04),
        ("Fitton, Symons and Caddy 2018", 0.2, 4, 0.53, 0.05),
        ("Blocken 2018, line of 6", 0.2, 4, 0.443, 0.06),
    ];
    for (source, gap, place, published, tolerance) in rows {
        let factor = line(place, gap)[place - 1];
        assert!((factor - published).abs() <= tolerance, "{source}, {gap} m, place {place}: {factor:.3}, {published}");
    }
    // Blocken 2018: a leader with a wheel behind saves 2.5–4 %.
    let saved = 1.0 - line(2, 0.2)[0];
    assert!((0.025..=0.04).contains(&saved), "{saved:.3}");
    // Van Druenen and Blocken 2021: down a line of eight, every place but the last is better than the one before.
    assert!(line(7, 0.3).windows(2).skip(1).take(4).all(|pair| pair[1] < pair[0] + 1e-9));
}

/// An all-out sprint over 250 m from 52.9 km/h, with the share `left` of W′: peak in km/h, and kJ above critical power.
fn sprint(legs: &Legs, left: f64, dt: f64) -> (f64, f64) {
    let tick = Tick::of(dt);
    let mut tanks = Tanks::NOBODY;
    (0..ABREAST).for_each(|i| tanks.fill(i, legs));
    while tanks.joules(0) > left * legs.w_prime_j {
        tanks.give(&[legs.cp_w + 100.0; ABREAST], &tick);
    }
    let before = tanks.joules(0);
    let (mut v, mut m, mut peak) = (52.9 * KMH, 0.0, 0.0_f64);
    while m < 250.0 {
        let power = tanks.cap_w(0, &tick);
        let push = power * DRIVE / v - legs.body.resistance(v, 1.0);
        v += push / (legs.body.mass_kg + WHEELS_KG) * dt;
        m += v * dt;
        peak = peak.max(v);
        tanks.give(&[power; ABREAST], &tick);
    }
    (peak / KMH, (before - tanks.joules(0)) / 1000.0)
}

#[test]
fn sprints_peak_at_60_to_66_kmh_and_cost_5_to_10_kilojoules() {
    for peak_w in [1000.0, 1150.0, 1300.0, 1450.0] {
        let legs = Legs { body: MAN, cp_w: 400.0, w_prime_j: 25_000.0, peak_w, recovery: 1.0 };
        let (kmh, kj) = sprint(&legs, 22.0 / 25.0, 0.25);
        assert!((59.5..=66.0).contains(&kmh) && (5.0..=10.0).contains(&kj), "{peak_w} W: {kmh:.1} km/h, {kj:.1} kJ");
        let (fine_kmh, fine_kj) = sprint(&legs, 22.0 / 25.0, 0.0625);
        within(kmh, fine_kmh, 0.01, "the peak in quarter ticks");
        within(kj, fine_kj, 0.03, "the cost in quarter ticks");
    }
}

#[test]
fn between_sprints_about_78_percent_of_what_was_spent_comes_back() {
    // Ten laps in the wheels at 200 W below critical power; between Bartram 2018 (95 %) and Skiba 2012 (37 %).
    let legs = MEN.legs(None);
    let (tick, mut tanks) = (Tick::of(0.25), Tanks::NOBODY);
    tanks.fill(0, &legs);
    (0..20).for_each(|_| tanks.give(&[legs.cp_w + 1400.0; ABREAST], &tick));
    let spent = legs.w_prime_j - tanks.joules(0);
    (0..180 * 4).for_each(|_| tanks.give(&[legs.cp_w - 200.0; ABREAST], &tick));
    within(1.0 - (legs.w_prime_j - tanks.joules(0)) / spent, 0.78, 0.04, "share regained");
}

/// Joules of W′ that each rider of a close line with even turns needs to make up `way_m` metres on a bunch at `bunch`
/// m/s by going `over` m/s faster: the jump, and what the mean power exceeds critical power by.
fn lap_j(legs: &Legs, riders: usize, bunch: f64, over: f64, way_m: f64) -> f64 {
    let v = bunch + over;
    let jump_j = 0.5 * (legs.body.mass_kg + WHEELS_KG) * (v * v - bunch * bunch) / DRIVE;
    let places = line(riders, 0.4);
    let mean_w = places.iter().map(|drag| legs.body.power(v, 0.0, 0.0, *drag)).sum::<f64>() / riders as f64;
    jump_j + (mean_w - legs.cp_w).max(0.0) * way_m / over
}

/// The fastest bunch, m/s, on which such a line can make up `way_m` metres within `most_s` seconds with `share` of W′.
fn fastest_bunch(legs: &Legs, riders: usize, share: f64, way_m: f64, most_s: f64) -> f64 {
    // The less a group is faster, the less power it takes, but for longer: the cheapest is somewhere between.
    let overs = (0..200).map(|k| way_m / most_s + 0.02 * f64::from(k));
    let affords =
        |bunch: f64| overs.clone().any(|over| lap_j(legs, riders, bunch, over, way_m) <= share * legs.w_prime_j);
    let (mut low, mut high) = (5.0, 25.0);
    for _ in 0..40 {
        let middle = 0.5 * (low + high);
        if affords(middle) { low = middle } else { high = middle }
    }
    low
}

#[test]
fn a_lap_can_be_gained_on_a_bunch_this_fast_and_no_faster() {
    // Worked out beforehand for CP 400 W, W′ 25 kJ, a bunch of 55 m on 250 m, seven minutes at most, and the drag of a
    // close line: km/h with 60 and with 85 % of W′, by the size of the group. Within 5 % of the speed.
    let legs = Legs { body: MAN, cp_w: 400.0, w_prime_j: 25_000.0, peak_w: 1250.0, recovery: 1.0 };
    let rows = [(1, 50.6, 51.4), (2, 54.9, 56.0), (3, 57.2, 58.4), (4, 58.7, 60.0)];
    for (riders, with_60, with_85) in rows {
        for (share, expected) in [(0.60, with_60), (0.85, with_85)] {
            let kmh = fastest_bunch(&legs, riders, share, 195.0, 420.0) / KMH;
            within(kmh, expected, 0.05, &format!("{riders} riders, {share} of W′"));
        }
    }
    // The jump alone, from 54 to 58 km/h, puts 1.7 kJ into speed.
    let jump = 0.5 * (MAN.mass_kg + WHEELS_KG) * (58.0 * 58.0 - 54.0 * 54.0) * KMH * KMH;
    within(jump, 1700.0, 0.15, "J of the jump");
}

#[test]
fn riding_up_the_banking_costs_way_and_speed() {
    // Offset-curve identity with 42° bends: 3.0 m a lap on the sprinters' line, 10.5 m on the stayers'.
    within((detour(0.65, 250.0) - 1.0) * 250.0, 3.0, 0.03, "m a lap, 0.65 m up");
    within((detour(2.25, 250.0) - 1.0) * 250.0, 10.5, 0.03, "m a lap, 2.25 m up");
    // Three metres up the bend are two metres of height: 1.4 m/s at 14 m/s, given back on the way down.
    let height = 3.0 * 0.67;
    let after = (14.0_f64 * 14.0 - 2.0 * GRAVITY * height).sqrt();
    within(14.0 - after, 1.4, 0.08, "m/s lost");
    within((after * after + 2.0 * GRAVITY * height).sqrt(), 14.0, 1e-9, "m/s back");
}

#[test]
fn classes_lie_within_what_laboratories_have_found() {
    // Pugh et al. 2022: internationals 407 ± 4 W and 27.2 ± 2.8 kJ, nationals 381 ± 13 W and 29.3 ± 2.4 kJ.
    let men = MEN.legs(None);
    assert!((380.0..=411.0).contains(&men.cp_w) && (24_000.0..=29_300.0).contains(&men.w_prime_j));
    assert!((1000.0..=1450.0).contains(&men.peak_w));
    let women = WOMEN.legs(None);
    assert!((260.0..=310.0).contains(&women.cp_w) && (15_000.0..=20_000.0).contains(&women.w_prime_j));
    assert!((750.0..=1000.0).contains(&women.peak_w));
    assert!((1.6..1.8).contains(&BIKE_M), "a bicycle is about 1.7 m long");
}
