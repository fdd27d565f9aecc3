//! What a free race costs, compared with a bare physics kernel on a field of the same size: `cargo bench --bench free`.
//!
//! The kernel knows no lanes, no groups, no rules and no minds. It orders riders by place, works out shelter down the line,
//! force, power within the legs and two pools of energy, one wheel after another, in plain `f64`. A free race may cost twice
//! as much.
#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark prints what the clock of the machine says"
)]

use std::hint::black_box;
use std::time::Instant;

use velodrome::field::numbered;
use velodrome::free;
use velodrome::race;
use velodrome::scenario::{self, Level, Scenario};
use velodrome::tactics::Params;

const DT: f64 = 0.25;
const LAP_M: f64 = 250.0;
const LAPS: u32 = 160;

/// A rider of the kernel.
#[derive(Debug, Clone, Copy)]
struct Rider {
    m: f64,
    v: f64,
    fast_j: f64,
    slow_j: f64,
    fade: f64,
}

/// Rides `LAPS` laps with `n` riders. Returns the rider-ticks, and a number that depends on all riders.
fn kernel(n: usize) -> (u64, f64) {
    let (cp, w, peak, cda, mass) = (400.0, 26_000.0, 1250.0, 0.235, 80.0);
    let rider = |k: usize| Rider { m: -2.0 * k as f64, v: 13.9, fast_j: 0.45 * w, slow_j: 0.55 * w, fade: 1.0 };
    let mut riders: Vec<Rider> = (0..n).map(rider).collect();
    let mut order: Vec<usize> = (0..n).collect();
    let mut ticks = 0_u64;
    while riders[order[0]].m < f64::from(LAPS) * LAP_M {
        let pace = 13.5 + 1.5 * f64::from((ticks / 720 % 2) as u32);
        for i in 1..n {
            let r = order[i];
            let mut k = i;
            while k > 0 && riders[order[k - 1]].m < riders[r].m {
                order[k] = order[k - 1];
                k -= 1;
            }
            order[k] = r;
        }
        let (mut chain, mut ahead) = (0.0, (f64::INFINITY, pace));
        for &r in &order {
            let s = &mut riders[r];
            let gap = ahead.0 - 1.7 - s.m;
            let wake =
                if gap < 12.0 { 1.0 / (1.0 + 0.5 * gap.max(0.0) + 0.2 * gap.max(0.0) * gap.max(0.0)) } else { 0.0 };
            chain = wake * (1.0 + chain);
            let drag = 1.0 - 0.6 * chain / (chain + 0.45);
            let v = s.v;
            let force = 0.5 * 1.17 * cda * drag * (0.949 - 0.0045 * (v - 14.25)) * v * v
                + 0.002 * mass * 9.81 * (1.18 + 0.052 * (v - 14.25));
            let wanted = pace.min(ahead.1 + 0.6 * (gap - 0.4)).min(25.0);
            let a = (0.7 * (wanted - v)).clamp(-2.0, 2.5);
            let share = (s.fast_j + s.slow_j) / w;
            let cap = cp + (peak - cp) * share.sqrt() * s.fade;
            let power = ((force + mass * a) * v / 0.98).clamp(-80.0, cap);
            let v = v + (0.98 * power / v - force) / mass * DT;
            ahead = (s.m, s.v);
            s.m += v * DT;
            s.v = v;
            let above = power - cp;
            if above > 0.0 {
                let keep = (1.0 - above * DT / (s.fast_j + s.slow_j)).max(0.0);
                s.fast_j *= keep;
                s.slow_j *= keep;
            } else {
                let ease = (-above / 200.0).min(1.75) * DT;
                s.fast_j += ease * (0.45 * w - s.fast_j) / 22.0;
                s.slow_j += ease * (0.55 * w - s.slow_j) / 200.0;
            }
            s.fade = if power > 1.5 * cp { s.fade * 0.99 } else { (s.fade * 1.02).min(1.0) };
        }
        ticks += 1;
    }
    (ticks * n as u64, riders.iter().map(|s| s.m + s.fast_j + s.slow_j).sum())
}

fn field(riders: u16) -> Scenario {
    let mut scenario = scenario::load("men-elite").expect("a built-in scenario");
    scenario.riders = numbered(Level::Men, riders, 1);
    scenario
}

/// Seconds and rider-ticks of the free race of `scenario` and `seed`.
fn free_race(scenario: &Scenario, seed: u64) -> (f64, u64) {
    let (spec, tactics) = free::race(scenario, &scenario.rules(None), seed, Params::STANDARD);
    let riders = spec.riders.len() as u64;
    let begun = Instant::now();
    let ridden = black_box(race::ride(spec, tactics));
    (begun.elapsed().as_secs_f64(), riders * (ridden.duration.secs() / DT) as u64)
}

/// The median of what `run` returns over 15 seeds.
fn median(mut run: impl FnMut(u64) -> f64) -> f64 {
    let mut all: Vec<f64> = (1..=15).map(&mut run).collect();
    all.sort_by(f64::total_cmp);
    all[all.len() / 2]
}

fn main() {
    let bare = median(|_| {
        let begun = Instant::now();
        let (ticks, sum) = kernel(23);
        black_box(sum);
        begun.elapsed().as_secs_f64() * 1e9 / ticks as f64
    });
    println!("bare kernel, 23 riders           {bare:6.1} ns per rider-tick");
    for riders in [23, 50, 100, 150] {
        let scenario = field(riders);
        let each = median(|seed| {
            let (seconds, ticks) = free_race(&scenario, seed);
            seconds * 1e9 / ticks as f64
        });
        let ms = median(|seed| 1e3 * free_race(&scenario, seed).0);
        println!(
            "free race, {riders:3} riders, 160 laps  {each:6.1} ns per rider-tick, {:4.1} kernels, {ms:6.1} ms a race",
            each / bare
        );
    }
}
