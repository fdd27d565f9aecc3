//! Who is where in the bunch and in a break, and where he is heading.

use super::actor::ScriptPart;
use super::{CALL_M, Director, SPREAD_M, TURN_LAPS};

/// Metres before a line at which contenders are to be at the front.
const FRONT_M: f64 = 190.0;

impl Director {
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

    /// Who heads for which place in the bunch.
    pub(super) fn order(&mut self, lap: f64) {
        for k in 0..self.finish.len() {
            let finish = &self.finish[k];
            let to = finish.lap - lap;
            if !finish.called && to * self.track.lap_m < CALL_M {
                let order = finish.order.clone();
                let last = finish.last;
                self.finish[k].called = true;
                self.call(&order, last);
            }
            if !self.finish[k].spread && to * self.track.lap_m < SPREAD_M {
                let places: Vec<f64> = self.actors.iter().map(|a| a.place).collect();
                let part: Vec<ScriptPart> = self.actors.iter().map(|a| a.part).collect();
                self.finish[k].spread(|a, b| part[a] == part[b], |r| places[r]);
            }
            if !self.finish[k].sent_back && to * self.track.lap_m < -150.0 {
                self.finish[k].sent_back = true;
                for r in self.finish[k].order.clone() {
                    if self.actors[r].part == ScriptPart::Bunch {
                        let n = self.queue.len();
                        let place = n / 5 + self.stream.below(n - n / 5);
                        self.queue.send(r, place);
                    }
                }
            }
        }
        let calm = self.finish.iter().all(|f| !(-25.0..CALL_M).contains(&((f.lap - lap) * self.track.lap_m)));
        if self.elapsed >= self.next_stir {
            self.next_stir = self.elapsed + self.stream.between(7.0, 14.0);
            if calm {
                self.queue.stir(&mut self.stream);
            }
        }
    }

    /// Riders who will contest a sprint come to the front of the bunch, behind one who leads them out.
    pub(super) fn call(&mut self, order: &[usize], last: bool) {
        if last {
            let noise = if self.loose { 1.6 } else { 0.0 };
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
                let place = 1 + self.stream.below(4);
                self.queue.send(r, place);
            }
        } else {
            for (i, r) in contenders.into_iter().enumerate() {
                self.queue.send(r, 1 + i);
            }
        }
    }

    /// Everyone drifts towards the place he is sent to: in the bunch by the queue, in a break by whose turn it is.
    pub(super) fn shift(&mut self, lap: f64, dt: f64) {
        let next = self.finish.iter().find(|f| f.called && f.lap > lap);
        for (place, &r) in self.queue.riders().iter().enumerate() {
            let actor = &mut self.actors[r];
            let to_go = place as f64 - actor.place;
            // A contender is at the front before the sprint is on, however far he has to come.
            let hurry = match next {
                Some(f) if f.order.contains(&r) => {
                    let left_m = ((f.lap - lap) * self.track.lap_m - FRONT_M).max(25.0);
                    (-to_go / (left_m / self.pace.speed(self.line_m))).clamp(0.35, 1.1)
                }
                _ => 0.35,
            };
            actor.place += (to_go * 0.2).clamp(-hurry, 0.3) * dt;
        }
        for (m, script) in self.script.moves.iter().enumerate() {
            let n = script.riders.len();
            let turns = ((lap - script.from_lap).max(0.0) / TURN_LAPS) as usize;
            for (own, &r) in script.riders.iter().enumerate() {
                let actor = &mut self.actors[r];
                if actor.part == ScriptPart::Away(m) {
                    let place = (own + turns * (n - 1)) % n;
                    actor.place += ((place as f64 - actor.place) * 0.5).clamp(-0.7, 0.7) * dt;
                }
            }
        }
    }
}
