//! Who is where in the bunch and in a break, and where they are heading.

use super::Director;
use super::actor::ScriptPart;
use super::numbers::{
    BREAK_DRIFT, BREAK_DRIFT_MOST, CALL_M, CALM_M, COME_UP_M, DRIFT, DRIFT_BACK, FRONT_ABREAST_M, FRONT_M, HURRY_UP,
    LAST_NOISE, LED_OUT, LET_GO_M, LET_GO_PART, LINE_UP_M, LOWEST_ABREAST, MOVE_UP, SPREAD_M, SPRINT_ABREAST,
    STIR_HIGH_S, STIR_LOW_S, TURN_LAPS,
};

impl Director {
    /// `rider`, at race distance `race_m`, is in the bunch again.
    pub(super) fn join(&mut self, rider: usize, race_m: f64) {
        self.queue.join_tail(rider);
        if let Some(place) = self.wanted(rider) {
            self.queue.send(rider, place);
        }
        let actor = &mut self.actors[rider];
        actor.part = ScriptPart::Bunch;
        actor.place = (self.line_m - race_m) / self.spacing_m;
        actor.last_target_m = None;
    }

    /// The place in the bunch where a sprint that has been called wants `rider`.
    pub(super) fn wanted(&self, rider: usize) -> Option<usize> {
        let lap = self.line_m / self.track.lap_m;
        let finish = self.finish.iter().find(|f| f.called && f.lap > lap)?;
        let rank = finish.order.iter().position(|&r| r == rider)?;
        Some(if finish.last { rank } else { 1 })
    }

    /// Decides who heads for which place in the bunch.
    pub(super) fn order(&mut self, lap: f64) {
        for k in 0..self.finish.len() {
            let finish = &self.finish[k];
            let to = finish.lap - lap;
            let is_next = k.checked_sub(1).is_none_or(|before| self.finish[before].sent_back);
            let line_up = self.abreast() && finish.last && is_next && !finish.lined_up;
            if line_up && to * self.track.lap_m < LINE_UP_M {
                // Whoever does not sprint is in the order of the card before the others come up.
                let order = &finish.order;
                let rank = |r: usize| order.iter().position(|&o| o == r).unwrap_or(order.len());
                self.queue.arrange(|r| if rank(r) < SPRINT_ABREAST { 0.0 } else { rank(r) as f64 });
                self.finish[k].lined_up = true;
            }
            let finish = &self.finish[k];
            if !finish.called && to * self.track.lap_m < CALL_M {
                let order = finish.order.clone();
                let last = finish.last;
                self.finish[k].called = true;
                self.call(&order, last);
            }
            if !self.finish[k].spread && to * self.track.lap_m < SPREAD_M {
                let places: Vec<f64> = self.actors.iter().map(|a| a.place).collect();
                let part: Vec<ScriptPart> = self.actors.iter().map(|a| a.part).collect();
                let lowest = if self.abreast() { LOWEST_ABREAST } else { 1 };
                self.finish[k].spread(lowest, |a, b| part[a] == part[b], |r| places[r]);
            }
            if !self.finish[k].sent_back && to * self.track.lap_m < -LET_GO_M {
                self.finish[k].sent_back = true;
                for r in self.finish[k].order.clone() {
                    if self.actors[r].part == ScriptPart::Bunch {
                        let n = self.queue.len();
                        let place = n / LET_GO_PART + self.stream.below(n - n / LET_GO_PART);
                        self.queue.send(r, place);
                    }
                }
            }
        }
        let calm = self.finish.iter().all(|f| !(-CALM_M..CALL_M).contains(&((f.lap - lap) * self.track.lap_m)));
        if self.elapsed >= self.next_stir {
            self.next_stir = self.elapsed + self.stream.between(STIR_LOW_S, STIR_HIGH_S);
            if calm {
                self.queue.stir(&mut self.stream);
            }
        }
    }

    /// Riders who will contest a sprint come to the front of the bunch, behind a rider who leads them out.
    pub(super) fn call(&mut self, order: &[usize], last: bool) {
        if last {
            let noise = if self.loose { LAST_NOISE } else { 0.0 };
            let keys: Vec<f64> = (0..self.actors.len())
                .map(|r| {
                    let rank = order.iter().position(|&o| o == r).unwrap_or(order.len());
                    rank as f64 + noise * self.stream.normal()
                })
                .collect();
            self.queue.arrange(|r| keys[r]);
            return;
        }
        let mut contenders: Vec<usize> =
            order.iter().copied().filter(|&r| self.actors[r].part == ScriptPart::Bunch).collect();
        if self.loose {
            self.stream.shuffle(&mut contenders);
            for r in contenders {
                let place = 1 + self.stream.below(LED_OUT);
                self.queue.send(r, place);
            }
        } else {
            for (i, r) in contenders.into_iter().enumerate() {
                self.queue.send(r, 1 + i);
            }
        }
    }

    /// Everybody drifts towards the place they are sent to: in the bunch by the queue, in a break by whose turn it is.
    pub(super) fn shift(&mut self, lap: f64, dt: f64) {
        let next = self.finish.iter().find(|f| f.called && f.lap > lap);
        let front_m = if self.abreast() { FRONT_ABREAST_M } else { FRONT_M };
        for (place, &r) in self.queue.riders().iter().enumerate() {
            let actor = &mut self.actors[r];
            let to_go = place as f64 - actor.place;
            // A contender has to be at the front before the sprint is on, however far back they are.
            let hurry = match next {
                Some(f) if f.order.contains(&r) => {
                    let left_m = ((f.lap - lap) * self.track.lap_m - front_m).max(COME_UP_M);
                    (-to_go / (left_m / self.pace.speed(self.line_m))).clamp(MOVE_UP, HURRY_UP)
                }
                _ => MOVE_UP,
            };
            actor.place += (to_go * DRIFT).clamp(-hurry, DRIFT_BACK) * dt;
        }
        for (m, script) in self.script.moves.iter().enumerate() {
            let n = script.riders.len();
            let turns = ((lap - script.from_lap).max(0.0) / TURN_LAPS) as usize;
            for (own, &r) in script.riders.iter().enumerate() {
                let actor = &mut self.actors[r];
                if actor.part == ScriptPart::Away(m) {
                    let place = (own + turns * (n - 1)) % n;
                    actor.place +=
                        ((place as f64 - actor.place) * BREAK_DRIFT).clamp(-BREAK_DRIFT_MOST, BREAK_DRIFT_MOST) * dt;
                }
            }
        }
    }
}
