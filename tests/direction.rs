//! The director's promise: whatever outline of a race he is given, the motion comes to it. Outlines are drawn at random.

use velodrome::course::Track;
use velodrome::director::{Director, MoveEnd, MoveScript, Script, SprintScript};
use velodrome::event::Fact;
use velodrome::race::{Entrant, Race, RaceSpec, TICK_S, Tape};
use velodrome::rider::MEN;
use velodrome::rng::{Purpose, Stream};
use velodrome::units::Bib;

const LAPS: u32 = 160;
const EVERY: u32 = 10;

/// A random outline: pairs and trios gain laps, some attacks fail, one rider is lapped.
fn outline(seed: u64, riders: usize) -> Script {
    let mut s = Stream::of_race(seed, Purpose::Completion);
    let mut moves = Vec::new();
    let mut busy = vec![0.0_f64; riders];
    for k in 0..LAPS / EVERY - 1 {
        let base = f64::from(k * EVERY);
        let size = 1 + s.below(4);
        let mut free: Vec<usize> = (0..riders).filter(|&r| busy[r] < base).collect();
        s.shuffle(&mut free);
        free.truncate(size);
        let (end, from_lap, to_lap) = match s.below(4) {
            0 => (MoveEnd::Gain, base + 0.5, base + 8.3),
            1 => (MoveEnd::Gain, base + 4.2, base + 12.4),
            2 => (MoveEnd::Caught, base + 5.0, base + 10.8),
            _ => continue,
        };
        for &r in &free {
            busy[r] = to_lap + 2.0;
        }
        moves.push(MoveScript { end, riders: free, from_lap, to_lap });
        if k == 4 {
            let r = (0..riders).find(|&r| busy[r] < base).expect("somebody is free");
            busy[r] = base + 14.0;
            moves.push(MoveScript { end: MoveEnd::Loss, riders: vec![r], from_lap: base + 1.0, to_lap: base + 12.6 });
        }
    }
    let sprints = (1..=LAPS / EVERY)
        .map(|k| {
            let lap = k * EVERY;
            let out = |m: &&MoveScript| (m.from_lap + 1.4..=m.to_lap - 0.4).contains(&f64::from(lap));
            let mut order: Vec<usize> =
                moves.iter().filter(out).filter(|m| m.end != MoveEnd::Loss).flat_map(|m| m.riders.clone()).collect();
            s.shuffle(&mut order);
            let off: Vec<usize> =
                moves.iter().filter(out).filter(|m| m.end == MoveEnd::Loss).flat_map(|m| m.riders.clone()).collect();
            let mut rest: Vec<usize> = (0..riders).filter(|r| !order.contains(r) && !off.contains(r)).collect();
            s.shuffle(&mut rest);
            order.extend(rest);
            if lap < LAPS {
                order.truncate(4);
            }
            SprintScript { lap, order }
        })
        .collect();
    Script { sprints, moves, stops: Vec::new(), time_s: 2912.0 }
}

fn spec(riders: usize) -> RaceSpec {
    let entrant = |r: usize| Entrant { bib: Bib(r as u16 + 1), legs: MEN.legs(None) };
    RaceSpec {
        track: Track { lap_m: 250.0, laps: LAPS, width_m: 7.0 },
        riders: (0..riders).map(entrant).collect(),
        contact_m: 5.0,
    }
}

fn ride(script: &Script, riders: usize, seed: u64) -> Tape {
    let spec = spec(riders);
    let director = Director::new(spec.track, script.clone(), riders, seed, 0);
    Tape::record(Race::new(spec, director), 16_000)
}

#[test]
fn the_motion_comes_to_the_outline() {
    for seed in 0..12 {
        let riders = 23;
        let script = outline(seed, riders);
        let start = std::time::Instant::now();
        let tape = ride(&script, riders, seed);
        let took = start.elapsed();
        let mut bad = 0;
        for sprint in &script.sprints {
            let mut balance = vec![0_i64; riders];
            let mut order = Vec::new();
            for fact in tape.facts() {
                let r = usize::from(fact.bib().0) - 1;
                match *fact {
                    Fact::Tail { .. } => balance[r] += 1,
                    Fact::Front { .. } => balance[r] -= 1,
                    Fact::Line { ridden, .. } => {
                        if i64::from(ridden) - balance[r] == i64::from(sprint.lap) && !order.contains(&r) {
                            order.push(r);
                        }
                    }
                    Fact::Stop { .. } => {}
                }
            }
            order.truncate(sprint.order.len());
            if order != sprint.order {
                bad += 1;
                println!("seed {seed} lap {}: wanted {:?} got {:?}", sprint.lap, sprint.order, order);
            }
        }
        for m in &script.moves {
            for &r in &m.riders {
                let hits: Vec<f64> = tape
                    .facts()
                    .iter()
                    .filter(|f| f.bib() == Bib(r as u16 + 1) && matches!(f, Fact::Tail { .. } | Fact::Front { .. }))
                    .map(|f| f.at().secs())
                    .collect();
                println!("  {:?} {:?} {:.1}-{:.1} rider {r}: {:?}", m.end, m.riders, m.from_lap, m.to_lap, hits);
            }
        }
        if seed == 6 {
            for t in (380..720).step_by(12) {
                let now = tape.at(t);
                let mut o: Vec<usize> = (0..riders).collect();
                o.sort_by(|&a, &b| now[b].ridden_m.total_cmp(&now[a].ridden_m));
                println!(
                    "t {} {}",
                    t as f64 * TICK_S,
                    o.iter()
                        .map(|&r| format!(
                            "{r}:{:.1}/{:.1}/{:.1}",
                            now[r].ridden_m - now[o[0]].ridden_m,
                            now[r].height_m / 0.75,
                            now[r].speed
                        ))
                        .collect::<Vec<_>>()
                        .join(" ")
                );
            }
        }
        for (name, test) in [("power>1200", 1200.0_f32), ("power>700", 700.0), ("any", 0.0)] {
            let mut c = 0;
            let mut empty = 0;
            for r in 0..riders {
                for x in tape.rider(r) {
                    if x.beyond() && x.power_w > test {
                        c += 1;
                        if x.reserve <= 0.001 {
                            empty += 1;
                        }
                    }
                }
            }
            println!("  beyond {name}: {c} ticks, {empty} empty");
        }
        let (mut top, mut jerk, mut overlaps) = (0.0_f32, 0.0_f32, 0);
        for t in 0..tape.ticks() {
            let now = tape.at(t);
            let later = tape.at(t + (1.0 / TICK_S) as usize);
            for (a, b) in now.iter().zip(later) {
                if a.riding() {
                    top = top.max(a.speed * 3.6);
                    jerk = jerk.max((a.speed - b.speed).abs());
                }
            }
            for i in 0..riders {
                for j in 0..i {
                    let d = (now[i].ridden_m - now[j].ridden_m).rem_euclid(250.0);
                    let d = d.min(250.0 - d);
                    if now[i].riding() && now[j].riding() && d < 1.65 && (now[i].height_m - now[j].height_m).abs() < 0.5
                    {
                        overlaps += 1;
                        if overlaps < 4 {
                            println!(
                                "overlap t {:.2} {i} {j} d {d:.2} h {} {} v {} {}",
                                t as f64 * TICK_S,
                                now[i].height_m,
                                now[j].height_m,
                                now[i].speed,
                                now[j].speed
                            );
                        }
                    }
                }
            }
        }
        if seed == 3 {
            let mut hist = std::collections::BTreeMap::new();
            for r in 0..riders {
                let v: Vec<_> = tape.rider(r).collect();
                for k in 4..v.len() {
                    if v[k].beyond() {
                        let a = (v[k].speed - v[k - 1].speed) / 0.25;
                        let climb = v[k].height_m - v[k - 1].height_m > 0.01;
                        let lap = k as f64 * 0.25 / 18.2;
                        let phase = (lap % 10.0) as i32;
                        *hist
                            .entry((
                                phase,
                                if a > 0.3 {
                                    "acc"
                                } else if a > 0.1 {
                                    "mild"
                                } else {
                                    "flat"
                                },
                                climb,
                            ))
                            .or_insert(0) += 1;
                    }
                }
            }
            for (k, n) in hist {
                println!("H {k:?} {n}");
            }
        }
        let beyond: f64 = (0..riders).map(|r| tape.rider(r).filter(|s| s.beyond()).count() as f64 * TICK_S).sum();
        let mean: f64 = (0..riders).map(|r| tape.rider(r).map(|s| f64::from(s.power_w)).sum::<f64>()).sum::<f64>()
            / (riders * tape.ticks()) as f64;
        println!(
            "seed {seed}: {bad} bad, {} gains, end {:.1}, top {top:.1} km/h, jerk {jerk:.2}, overlaps {overlaps}, beyond {beyond:.0} s, mean {mean:.0} W, {took:?}",
            tape.facts().iter().filter(|f| matches!(f, Fact::Tail { .. })).count(),
            tape.duration().secs()
        );
    }
}
