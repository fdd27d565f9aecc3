//! From places to metres and speeds: what every rider is asked to do in the next tick.

use super::Director;
use super::actor::ScriptPart;
use super::demand::Demand;
use super::numbers::{
    ACTIVE_TO_M, BREAK_SPACING_M, EASY_HASTE, EASY_PUSH, FAR_BACK, FASTER_MPS, FRESH_M, HARD_HASTE, HARD_PUSH,
    HOLD_GAP, HOLD_M, HOLD_OTHERS_M, HOLD_RANGE_M, HOLD_RATE, LATE_M, LEVEL_M, LEVEL_NEARING, LEVEL_SPEED, LIMIT_MPS,
    OUTSIDE_ABREAST, SLOWER_MPS, SPREAD_M, SPRINT_FROM_M, SPRINT_TO_M, WAIT_MOST_MPS, WAIT_MPS,
};
use super::seen::RiderSeen;

impl Director {
    /// Where everybody should be after this tick, and how fast.
    pub(super) fn targets(&mut self, lap: f64, pace: f64, dt: f64, demands: &mut [Demand]) {
        let contest = self.finish.iter().find(|f| f.called && f.lap > lap);
        let lap_m = self.track.lap_m;
        // A break may be all but a lap ahead of the pace line.
        let active =
            self.finish.iter().position(|f| (-ACTIVE_TO_M..SPREAD_M + lap_m).contains(&((f.lap - lap) * lap_m)));
        for (r, demand) in demands.iter_mut().enumerate() {
            let actor = self.actors[r];
            let (unit_m, base_m) = match actor.part {
                ScriptPart::Gone => continue,
                ScriptPart::Bunch => (self.line_m, -self.spacing_m * actor.place),
                ScriptPart::Away(m) => (self.line_m + self.flights[m].lead_m, -BREAK_SPACING_M * actor.place),
                ScriptPart::Lapped(_) | ScriptPart::Stopping => (self.line_m - actor.lag_m, 0.0),
            };
            let mut target = unit_m + base_m;
            if let Some(k) = active
                && matches!(actor.part, ScriptPart::Bunch | ScriptPart::Away(_))
            {
                let unit = |o: usize| self.actors[o].part == actor.part;
                if let Some(offset) = self.finish[k].offset(r, base_m, unit_m, self.track.lap_m, unit) {
                    target = unit_m + offset;
                }
            }
            let unit_speed = match actor.last_target_m {
                Some(last) => (target - last) / dt,
                None => pace,
            };
            self.actors[r].last_target_m = Some(target);
            let sprinting =
                active.is_some_and(|k| (-SPRINT_TO_M..SPRINT_FROM_M).contains(&((self.finish[k].lap - lap) * lap_m)));
            let fresh_attack = matches!(actor.part, ScriptPart::Away(m) if self.flights[m].lead_m < FRESH_M);
            // A contender who is far back has no time to be gentle.
            let late = actor.part == ScriptPart::Bunch
                && actor.place > FAR_BACK
                && contest.is_some_and(|f| (f.lap - lap) * lap_m < LATE_M && f.order.contains(&r));
            let hard = sprinting || fresh_attack || late;
            let coming_up = self.abreast()
                && actor.part == ScriptPart::Bunch
                && contest.is_some_and(|f| !f.spread && f.far(r, actor.place) > if f.last { FAR_BACK } else { 0.0 });
            *demand = Demand {
                target_m: target,
                speed: unit_speed.clamp(pace - SLOWER_MPS, pace + FASTER_MPS),
                limit: LIMIT_MPS,
                push: if hard { HARD_PUSH } else { EASY_PUSH },
                haste: if hard { HARD_HASTE } else { EASY_HASTE },
                lane: active.and_then(|k| self.finish[k].lane(r, unit_m, self.track.lap_m)),
                outside: coming_up.then_some(OUTSIDE_ABREAST),
            };
        }
    }

    /// Near a line, keeps everybody from passing a rider who is to cross it before them.
    pub(super) fn hold_order(&self, pace: f64, seen: &[RiderSeen], demands: &mut [Demand]) {
        let lap = self.line_m / self.track.lap_m;
        for finish in
            self.finish.iter().filter(|f| (f.lap - lap).abs() * self.track.lap_m < self.track.lap_m + HOLD_RANGE_M)
        {
            let line_m = finish.lap * self.track.lap_m;
            for part in self.units() {
                let chain: Vec<usize> =
                    finish.order.iter().copied().filter(|&r| self.actors[r].part == part && seen[r].riding).collect();
                let Some(&tail) = chain.last() else { continue };
                for (i, pair) in chain.windows(2).enumerate() {
                    if finish.heats.iter().any(|heat| heat.contains(&pair[0]) && heat.contains(&pair[1])) {
                        continue;
                    }
                    hold(pair[0], pair[1], finish.gap(i) * HOLD_GAP, line_m, pace, seen, demands);
                }
                for r in 0..self.actors.len() {
                    if self.actors[r].part == part && !chain.contains(&r) {
                        hold(tail, r, HOLD_OTHERS_M, line_m, pace, seen, demands);
                    }
                }
            }
        }
    }

    /// Before a line, brings riders who are to cross it together level with one another.
    pub(super) fn level(&self, seen: &[RiderSeen], demands: &mut [Demand]) {
        for finish in &self.finish {
            for heat in &finish.heats {
                let part = self.actors[heat[0]].part;
                if !heat.iter().all(|&r| self.actors[r].part == part && seen[r].riding) {
                    continue;
                }
                let mean = |of: &dyn Fn(usize) -> f64| heat.iter().map(|&r| of(r)).sum::<f64>() / heat.len() as f64;
                let (race_m, speed) = (mean(&|r| seen[r].race_m), mean(&|r| seen[r].speed));
                if !(0.0..LEVEL_M).contains(&(finish.lap * self.track.lap_m - race_m)) {
                    continue;
                }
                let (target_m, target_speed) = (mean(&|r| demands[r].target_m), mean(&|r| demands[r].speed));
                let limit = heat.iter().map(|&r| demands[r].limit).fold(f64::INFINITY, f64::min);
                for &r in heat {
                    let demand = &mut demands[r];
                    demand.target_m = target_m + LEVEL_NEARING * (race_m - seen[r].race_m);
                    demand.speed = target_speed + LEVEL_SPEED * (speed - seen[r].speed);
                    demand.limit = limit;
                }
            }
        }
    }

    /// The bunch and every break on the road.
    pub(super) fn units(&self) -> Vec<ScriptPart> {
        let mut units = vec![ScriptPart::Bunch];
        units.extend((0..self.flights.len()).filter(|&m| !self.out(m).is_empty()).map(ScriptPart::Away));
        units
    }
}

/// Keeps `second` behind `first` by `gap_m` near the line, until they have crossed it.
fn hold(first: usize, second: usize, gap_m: f64, line_m: f64, pace: f64, seen: &[RiderSeen], demands: &mut [Demand]) {
    let (a, b) = (seen[first], seen[second]);
    if line_m - a.race_m > HOLD_M || b.race_m >= line_m || !b.riding {
        return;
    }
    let ahead = a.race_m - b.race_m - gap_m;
    let limit = (a.speed + (HOLD_RATE * ahead).max(-WAIT_MPS)).max(pace - WAIT_MOST_MPS);
    demands[second].limit = demands[second].limit.min(limit);
}
