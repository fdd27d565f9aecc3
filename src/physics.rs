//! Watts and metres: what speed costs on a track, and what a wheel in front saves. Knows no rider by name.
//!
//! The power equation is that of Martin et al. (1998, J Appl Biomech 14:276–291), with two factors, averaged over a
//! lap, for the lean in the bends. The law of shelter is fitted to the field and wind-tunnel figures named below.

use crate::params::params;

params! {
    /// Numbers of air, wood and shelter.
    pub NUMBERS;

    /// Standard gravity.
    pub GRAVITY: f64 = 9.81, "m/s²", 9.78..=9.84, "the standard value";
    /// Density of the air indoors at 26–28 °C.
    pub AIR_DENSITY: f64 = 1.17, "kg/m³", 0.95..=1.25, "gas law at sea level; velodromes at altitude have 0.95–1.05";
    /// Rolling resistance of a track tubular on wood.
    pub ROLLING: f64 = 0.0020, "1", 0.0015..=0.0025, "published values of 0.0020–0.0025";
    /// Share of the power at the pedals that reaches the wheel with a clean track chain.
    pub DRIVE: f64 = 0.98, "1", 0.97..=0.99, "Martin et al. 1998 have 0.976, later models 0.98";
    /// Inertia of the two wheels, as mass at the rim (I ≈ 0.14 kg m² at r ≈ 0.32 m).
    pub WHEELS_KG: f64 = 1.5, "kg", 1.2..=2.0, "I as in Martin et al. 1998";
    /// Nose to tail of a bicycle.
    pub BIKE_M: f64 = 1.7, "m", 1.6..=1.8, "length of a track bicycle";
    /// The most that legs can hold back on a fixed gear.
    pub RESIST_W: f64 = -80.0, "W", -300.0..=0.0, "guess: gentle braking, as riders do in a bunch";
    /// Share of a metre up the surface that is height, averaged over bends (42°) and straights (12°).
    pub RISE: f64 = 0.5, "1", 0.2..=0.67, "geometry: sin 42° in the bends, sin 12° on the straights";

    /// Speed at which `LEAN_DRAG` and `LEAN_LOAD` hold.
    LEAN_AT: f64 = 14.25, "m/s", 12.0..=17.5, "near the middle of the fit, which spans 44–62 km/h";
    /// Factor on air drag at `LEAN_AT`, because the centre of mass takes a shorter way through the bends than the
    /// wheels.
    LEAN_DRAG: f64 = 0.949, "1", 0.93..=1.0,
        "linear fit to lap averages worked out for a 250 m track with 42–45° bends";
    /// How much `LEAN_DRAG` falls with each m/s.
    LEAN_DRAG_FALL: f64 = 0.0045, "s/m", 0.0..=0.01, "the same fit";
    /// Factor on rolling resistance at `LEAN_AT`, because the bends press the tyres into the boards.
    LEAN_LOAD: f64 = 1.18, "1", 1.0..=1.4, "the same fit";
    /// How much `LEAN_LOAD` grows with each m/s.
    LEAN_LOAD_RISE: f64 = 0.052, "s/m", 0.0..=0.1, "the same fit";
    /// Upper end of the search for a steady speed.
    FASTEST: f64 = 40.0, "m/s", 25.0..=100.0, "guess: faster than anybody rides on the level";
    /// Halvings of that search.
    HALVINGS: u32 = 60, "1", 40..=100, "rounding: finer than a float tells apart";

    /// How far to the side a wake is felt at all.
    WAKE_SIDE_M: f64 = 0.9, "m", 0.6..=1.2,
        "wind tunnel: shelter roughly halves 0.3–0.4 m to the side (Barry et al. 2014)";
    /// How fast a wake fades with the gap: the linear part.
    WAKE_FADE: f64 = 0.5, "1/m", 0.2..=1.0, "fit to Olds 1998 (0.655 at 1 m) and Kyle 1979 (0.73 at 2 m)";
    /// How fast a wake fades with the gap: the square part.
    WAKE_FADE_SQUARE: f64 = 0.2, "1/m²", 0.05..=0.5, "the same fit";
    /// The most that a long line of riders can shelter, as a share of drag.
    pub SHELTER_LIMIT: f64 = 0.60, "1", 0.50..=0.66, "fit to Broker 1999, Fitton 2018 and Blocken 2018";
    /// Chain depth at which half of that is reached.
    pub SHELTER_HALF: f64 = 0.45, "1", 0.3..=0.6, "the same fit";
    /// The least drag factor in a bunch of a track race.
    pub SHELTER_FLOOR: f64 = 0.35, "1", 0.2..=0.45,
        "guess: the best places of lines in wind tunnels (Van Druenen and Blocken 2021)";
    /// Share of drag that a rider saves who has another close behind.
    pub PUSHED: f64 = 0.035, "1", 0.0..=0.05, "Blocken 2018: 2.5–4 %";
    /// Cosine of the banking in the bends: the part of a metre up the surface that makes the bend wider.
    BANK_COS: f64 = 0.743, "1", 0.7..=0.8, "geometry: cos 42°";
}

/// What air and wood act on: a rider with their bicycle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Body {
    /// Rider, bicycle and kit, kg.
    pub mass_kg: f64,
    /// Drag area, m².
    pub cda_m2: f64,
}

/// Factor on air drag at `v` m/s along the measuring line, because the centre of mass takes a shorter way through the
/// bends. Fitted between 44 and 62 km/h.
#[must_use]
pub fn lean_drag(v: f64) -> f64 {
    LEAN_DRAG - LEAN_DRAG_FALL * (v - LEAN_AT)
}

/// Factor on rolling resistance at `v` m/s from the load in the bends; fitted like [`lean_drag`].
#[must_use]
pub fn lean_load(v: f64) -> f64 {
    LEAN_LOAD + LEAN_LOAD_RISE * (v - LEAN_AT)
}

impl Body {
    /// Force in N against the direction of motion at `v` m/s with drag factor `shelter` (1 alone) on a banked track.
    #[must_use]
    pub fn resistance(&self, v: f64, shelter: f64) -> f64 {
        0.5 * AIR_DENSITY * self.cda_m2 * shelter * lean_drag(v) * v * v
            + ROLLING * self.mass_kg * GRAVITY * lean_load(v)
    }

    /// Power in W at the pedals to ride at `v` m/s while speeding up by `a` m/s² and climbing `rise` m/s of height.
    #[must_use]
    pub fn power(&self, v: f64, a: f64, rise: f64, shelter: f64) -> f64 {
        let push = (self.resistance(v, shelter) + (self.mass_kg + WHEELS_KG) * a) * v + self.mass_kg * GRAVITY * rise;
        if push > 0.0 { push / DRIVE } else { push }
    }

    /// Speed in m/s that `power` W holds on the level, by bisection.
    #[must_use]
    pub fn steady_speed(&self, power: f64, shelter: f64) -> f64 {
        let (mut low, mut high) = (0.0, FASTEST);
        for _ in 0..HALVINGS {
            let mid = 0.5 * (low + high);
            if self.power(mid, 0.0, 0.0, shelter) < power { low = mid } else { high = mid }
        }
        low
    }
}

/// How much of one bicycle's wake a rider feels `gap_m` behind its rear wheel and `aside_m` to its side: 1 is all of
/// it, 0 nothing.
///
/// Behind one rider this gives drag factors of 0.61 at 0.3 m, 0.66 at 1 m (Olds 1998: 0.655) and 0.74 at 2 m
/// (Kyle 1979: 0.73). Half of the wake is lost 0.45 m to the side.
#[must_use]
pub fn wake(gap_m: f64, aside_m: f64) -> f64 {
    let g = gap_m.max(0.0);
    (1.0 - aside_m / WAKE_SIDE_M).max(0.0) / (1.0 + WAKE_FADE * g + WAKE_FADE_SQUARE * g * g)
}

/// Drag factor of a rider behind a line of chain depth `chain`, who has another rider with wake share `behind` on their
/// wheel.
///
/// The chain depth of a rider is `wake × (1 + chain depth of the rider in front)`: 0 alone, about 0.9 second in line.
/// In a close line this gives 0.61, 0.54, 0.51 and, at the limit, 0.46 (Broker 1999, Fitton 2018, Blocken 2018).
#[must_use]
#[inline(always)]
pub fn shelter(chain: f64, behind: f64) -> f64 {
    let factor = 1.0 - SHELTER_LIMIT * chain / (chain + SHELTER_HALF);
    (factor * (1.0 - PUSHED * behind)).max(SHELTER_FLOOR)
}

/// Metres ridden for each metre along the measuring line at `height_m` up the surface (on 250 m: 4.67 m more a lap for
/// each metre up).
#[must_use]
pub fn detour(height_m: f64, lap_m: f64) -> f64 {
    1.0 + 2.0 * std::f64::consts::PI * BANK_COS * height_m.max(0.0) / lap_m
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64, tolerance: f64) -> bool {
        (a - b).abs() <= tolerance
    }

    #[test]
    fn a_wheel_saves_what_wind_tunnels_and_roads_say() {
        for (gap, published) in [(1.0, 0.655), (2.0, 0.73)] {
            let factor = shelter(wake(gap, 0.0), 0.0);
            assert!(close(factor, published, 0.02), "{gap} m: {factor}");
        }
    }

    #[test]
    fn a_close_line_saves_what_was_measured_on_velodromes() {
        // Fitton, Symons and Caddy (2018): 42, 48 and 47 % for places two to four.
        let mut chain = 0.0;
        for published in [0.58, 0.52, 0.53] {
            chain = wake(0.3, 0.0) * (1.0 + chain);
            let factor = shelter(chain, 0.0);
            assert!(close(factor, published, 0.04), "{published}: {factor}");
        }
    }

    #[test]
    fn riding_alone_at_50_kmh_asks_about_380_watts_of_a_man() {
        let man = Body { mass_kg: 84.0, cda_m2: 0.235 };
        assert!(close(man.power(50.0 / 3.6, 0.0, 0.0, 1.0), 384.0, 8.0));
        assert!(close(man.steady_speed(400.0, 1.0) * 3.6, 50.7, 0.5));
    }

    #[test]
    fn the_wheel_of_a_50_kmh_bunch_asks_150_to_210_watts() {
        let man = Body { mass_kg: 84.0, cda_m2: 0.235 };
        let mut chain = 0.0;
        for _ in 0..6 {
            chain = wake(0.5, 0.0) * (1.0 + chain);
        }
        let watts = man.power(50.0 / 3.6, 0.0, 0.0, shelter(chain, 1.0));
        assert!((150.0..=210.0).contains(&watts), "{watts}");
    }

    #[test]
    fn a_team_pursuit_of_internationals_takes_three_minutes_fifty() {
        // Riders: Pugh et al. 2022 (407 W, 27.2 kJ); drag by place: Fitton et al. 2018; time: 3:49.9 ± 2 %.
        let body = Body { mass_kg: 84.0, cda_m2: 0.21 };
        let places = [0.96, 0.58, 0.52, 0.53];
        let seconds = 4000.0 / {
            // Each rider takes a quarter of the turns. The standing start costs the kinetic energy and about 1.5 s.
            let (mut low, mut high) = (10.0, 22.0);
            for _ in 0..HALVINGS {
                let v: f64 = 0.5 * (low + high);
                let mean = places.iter().map(|d| body.power(v, 0.0, 0.0, *d)).sum::<f64>() / 4.0;
                let kinetic = 0.5 * (body.mass_kg + WHEELS_KG) * v * v / DRIVE;
                let spent = (mean - 407.0) * 4000.0 / v + kinetic;
                if spent < 27_200.0 { low = v } else { high = v }
            }
            low
        } + 1.5;
        assert!(close(seconds, 229.9, 0.02 * 229.9), "{seconds}");
    }

    #[test]
    fn a_lane_up_costs_about_one_percent_of_the_way() {
        assert!(close((detour(0.65, 250.0) - 1.0) * 250.0, 3.0, 0.1));
        assert!(close((detour(2.25, 250.0) - 1.0) * 250.0, 10.5, 0.1));
    }
}
