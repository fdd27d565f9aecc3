//! Watts and metres: what speed costs on a track, and what a wheel in front saves. Knows no riders by name.
//!
//! The power equation is that of Martin et al. (1998, J Appl Biomech 14:276–291) with two factors averaged over a lap
//! for the lean in the bends; the law of shelter is fitted to field and wind-tunnel figures named below.

use crate::math;

/// Standard gravity, m/s².
pub const GRAVITY: f64 = 9.81;
/// Density of the air indoors at 26–28 °C, kg/m³.
pub const AIR_DENSITY: f64 = 1.17;
/// Rolling resistance of a track tubular on wood (published 0.0020–0.0025).
pub const ROLLING: f64 = 0.0020;
/// Share of the power at the pedals that reaches the wheel with a clean track chain (0.97–0.99).
pub const DRIVE: f64 = 0.98;
/// Inertia of the two wheels, as mass at the rim, kg (I ≈ 0.14 kg m² at r ≈ 0.32 m).
pub const WHEELS_KG: f64 = 1.5;
/// Nose to tail of a bicycle, m.
pub const BIKE_M: f64 = 1.7;
/// The most a fixed gear and legs resist, W.
pub const RESIST_W: f64 = -80.0;
/// Share of a metre up the surface that is height, averaged over bends (42°) and straights (12°).
pub const RISE: f64 = 0.5;

/// What air and wood take from a body at a speed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Body {
    /// Rider, bicycle and kit, kg.
    pub mass_kg: f64,
    /// Drag area, m².
    pub cda_m2: f64,
}

/// Factor on air drag from the shorter way of the centre of mass in the bends, at `v` m/s along the measuring line.
///
/// Linear fit to lap averages for a 250 m track with 42–45° bends between 44 and 62 km/h.
#[must_use]
pub fn lean_drag(v: f64) -> f64 {
    0.949 - 0.0045 * (v - 14.25)
}

/// Factor on rolling resistance from the load of the bends, at `v` m/s; fitted as [`lean_drag`].
#[must_use]
pub fn lean_load(v: f64) -> f64 {
    1.18 + 0.052 * (v - 14.25)
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

    /// Speed in m/s that `power` W holds on the level, by bisection to the micrometre per second.
    #[must_use]
    pub fn steady_speed(&self, power: f64, shelter: f64) -> f64 {
        let (mut low, mut high) = (0.0, 40.0);
        for _ in 0..60 {
            let mid = 0.5 * (low + high);
            if self.power(mid, 0.0, 0.0, shelter) < power { low = mid } else { high = mid }
        }
        low
    }
}

/// How much of the wake of one bicycle is felt `gap_m` behind its rear wheel and `aside_m` to its side: 1 to 0.
///
/// Behind one rider this gives the drag factors 0.61 at 0.3 m, 0.66 at 1 m (Olds 1998: 0.655), 0.74 at 2 m
/// (Kyle 1979: 0.73); half of it is lost 0.45 m to the side.
#[must_use]
pub fn wake(gap_m: f64, aside_m: f64) -> f64 {
    let g = gap_m.max(0.0);
    (1.0 - aside_m / 0.9).max(0.0) / (1.0 + 0.5 * g + 0.2 * g * g)
}

/// The most a long line of riders can shelter, as share of drag.
pub const SHELTER_LIMIT: f64 = 0.60;
/// Chain depth at which half of that is reached.
pub const SHELTER_HALF: f64 = 0.45;
/// The least drag factor in a bunch of a track race.
pub const SHELTER_FLOOR: f64 = 0.35;
/// Share of drag a rider saves who has another close behind (published 2.5–4 %).
pub const PUSHED: f64 = 0.035;

/// Drag factor of a rider with chain depth `chain` in front of him and wake share `behind` taken by the rider behind.
///
/// `chain` of a rider is `wake × (1 + chain of the rider in front)`: 0 alone, about 0.9 second in line. In a close line
/// this gives 0.61, 0.54, 0.51 and 0.46 at the limit (Broker 1999, Fitton 2018, Blocken 2018).
#[must_use]
#[inline(always)]
pub fn shelter(chain: f64, behind: f64) -> f64 {
    let factor = 1.0 - SHELTER_LIMIT * chain / (chain + SHELTER_HALF);
    (factor * (1.0 - PUSHED * behind)).max(SHELTER_FLOOR)
}

/// Extra metres ridden for each metre along the measuring line at `height_m` up the surface (4.67 m a lap for each metre on 250 m).
#[must_use]
pub fn detour(height_m: f64, lap_m: f64) -> f64 {
    1.0 + 2.0 * std::f64::consts::PI * 0.743 * height_m.max(0.0) / lap_m
}

/// Power law of fatigue in an all-out effort after `seconds`.
#[must_use]
pub fn sprint_decay(seconds: f64) -> f64 {
    math::exp(-seconds / 25.0)
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
            // Each takes a quarter of the turns; the standing start costs the kinetic energy and about 1.5 s.
            let (mut low, mut high) = (10.0, 22.0);
            for _ in 0..60 {
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
