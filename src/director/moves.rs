//! What happens away from the bunch: attacks that gain a lap or are caught, riders who are lapped, riders who stop.

use super::Director;
use super::actor::ScriptPart;
use super::demand::Cue;
use super::numbers::{
    ATTACK_MPS, BREAK_MPS, BREAK_SPACING_M, CATCH_MPS, CAUGHT_M, DROP_M, DROP_MOST, DROP_MPS, EVEN_HIGH, EVEN_LOW,
    FRONT_PLACES, GAIN_CAP_MPS, GAIN_LEAST_MPS, GAIN_MOST_MPS, GAIN_SHORT_M, JUMP_M, LATE_LEAST_MPS, LATE_S,
    LEAST_LAPS, LOSS_LEAST_MPS, LOSS_MOST_MPS, LOSS_SHORT_M, OWN_PACE, PAST_SPRINT_LAPS, PLACE_M, SLIP_MPS,
};
use super::script::{MoveEnd, Script};
use super::seen::{MoveTick, RiderSeen};
use crate::event::Note;

impl Director {
    /// Says at the gun who does not start: the referee waits for everybody on the start list until then.
    pub(super) fn absent(&self, cues: &mut Vec<Cue>) {
        let absent = self.script.stops.iter().filter(|s| s.lap <= 0.0);
        cues.extend(absent.map(|s| Cue::Stop { rider: s.rider, kind: s.kind }));
    }

    /// Riders who are about to stop lose the wheels, and then stop.
    pub(super) fn stops(&mut self, lap: f64, dt: f64, cues: &mut Vec<Cue>) {
        for s in &self.script.stops {
            // Whoever has a place in a sprint before the stop stays for it.
            let sprints = &self.script.sprints;
            let sprints = sprints.iter().filter(|sprint| (lap..s.lap).contains(&f64::from(sprint.lap)));
            let stays = sprints.into_iter().any(|sprint| sprint.order.contains(&s.rider));
            let actor = &mut self.actors[s.rider];
            match actor.part {
                ScriptPart::Gone => {}
                _ if lap >= s.lap => {
                    actor.part = ScriptPart::Gone;
                    self.queue.leave(s.rider);
                    cues.push(Cue::Stop { rider: s.rider, kind: s.kind });
                }
                ScriptPart::Bunch if !stays && (s.lap - lap) * self.track.lap_m <= DROP_M => {
                    actor.part = ScriptPart::Stopping;
                    actor.lag_m = self.spacing_m * actor.place;
                    actor.last_target_m = None;
                    self.queue.leave(s.rider);
                    cues.push(Cue::Say { riders: vec![s.rider], note: |b| Note::Dropped { bib: b[0] } });
                }
                ScriptPart::Stopping => actor.lag_m = (actor.lag_m + DROP_MPS * dt).min(DROP_MOST * self.track.lap_m),
                _ => {}
            }
        }
    }

    /// Moves begin, gain ground, and end.
    pub(super) fn moves(&mut self, now: MoveTick, cues: &mut Vec<Cue>) {
        for m in 0..self.script.moves.len() {
            let script = &self.script.moves[m];
            if (script.from_lap - now.lap) * self.track.lap_m > PLACE_M {
                continue;
            }
            if !self.flights[m].placed && script.end != MoveEnd::Loss {
                self.flights[m].placed = true;
                let riders = script.riders.clone();
                for r in riders.into_iter().filter(|&r| self.actors[r].part == ScriptPart::Bunch) {
                    let place = self.stream.below(FRONT_PLACES);
                    self.queue.send(r, place);
                }
            }
            if !self.flights[m].started {
                if now.lap >= self.script.moves[m].from_lap {
                    self.start_move(m, now.seen, cues);
                }
                continue;
            }
            match self.script.moves[m].end {
                MoveEnd::Gain => self.gain(m, now, cues),
                MoveEnd::Caught => self.fall_back(m, now, cues),
                MoveEnd::Loss => self.lose(m, now),
            }
        }
    }

    /// Move `m` begins from where its riders are.
    pub(super) fn start_move(&mut self, m: usize, seen: &[RiderSeen], cues: &mut Vec<Cue>) {
        let script = &self.script.moves[m];
        let flight = &mut self.flights[m];
        flight.started = true;
        let riders: Vec<usize> =
            script.riders.iter().copied().filter(|&r| self.actors[r].part == ScriptPart::Bunch).collect();
        let loss = script.end == MoveEnd::Loss;
        let first = riders.iter().map(|&r| seen[r].race_m - self.line_m).fold(f64::NEG_INFINITY, f64::max);
        flight.lead_m = if first.is_finite() { first } else { 0.0 };
        for &r in &riders {
            self.queue.leave(r);
            let actor = &mut self.actors[r];
            actor.last_target_m = None;
            if loss {
                actor.part = ScriptPart::Lapped(m);
                actor.lag_m = self.line_m - seen[r].race_m;
                cues.push(Cue::Say { riders: vec![r], note: |b| Note::Dropped { bib: b[0] } });
            } else {
                actor.part = ScriptPart::Away(m);
                actor.place = (self.line_m + flight.lead_m - seen[r].race_m) / BREAK_SPACING_M;
            }
        }
        if !loss && !riders.is_empty() {
            cues.push(Cue::Say { riders, note: |bibs| Note::Attack { bibs } });
        }
    }

    /// The riders of move `m` who are still away.
    pub(super) fn out(&self, m: usize) -> Vec<usize> {
        let away = |r: &usize| matches!(self.actors[*r].part, ScriptPart::Away(k) | ScriptPart::Lapped(k) if k == m);
        self.script.moves[m].riders.iter().copied().filter(away).collect()
    }

    /// A break rides round to the tail of the bunch, at an even pace of its own.
    pub(super) fn gain(&mut self, m: usize, now: MoveTick, cues: &mut Vec<Cue>) {
        let MoveTick { lap, pace, seen, bunch, dt } = now;
        let out = self.out(m);
        let Some(first) = out.iter().map(|&r| seen[r].race_m).reduce(f64::max) else { return };
        let to_m = self.script.moves[m].to_lap * self.track.lap_m;
        let left_s = self.pace.seconds(self.line_m, to_m).max(LATE_S);
        let late = left_s <= LATE_S;
        let mean = if late { pace } else { ((to_m - self.line_m) / left_s).clamp(EVEN_LOW * pace, EVEN_HIGH * pace) };
        let left_m = bunch.tail_m + self.track.lap_m - GAIN_SHORT_M - first;
        let flight = &mut self.flights[m];
        let least_mps = if late { LATE_LEAST_MPS } else { GAIN_LEAST_MPS };
        let mut rate = (left_m / left_s).clamp(least_mps, GAIN_MOST_MPS) - OWN_PACE * (pace - mean);
        if flight.lead_m < JUMP_M {
            rate = rate.max(ATTACK_MPS);
        }
        flight.lead_m += rate.clamp(-SLIP_MPS, GAIN_CAP_MPS).min(BREAK_MPS - pace) * dt;
        if !flight.half_said && flight.lead_m > 0.5 * self.track.lap_m && lap < self.script.moves[m].to_lap {
            flight.half_said = true;
            cues.push(Cue::Say { riders: out, note: |bibs| Note::HalfLap { bibs } });
        }
    }

    /// An attack that comes to nothing: it gets a gap, keeps it for a while, and is caught.
    pub(super) fn fall_back(&mut self, m: usize, now: MoveTick, cues: &mut Vec<Cue>) {
        let out = self.out(m);
        if out.is_empty() {
            return;
        }
        let script = &self.script.moves[m];
        let flight = &mut self.flights[m];
        let last_sprint =
            sprints(&self.script, script.from_lap + 1.0, script.to_lap).last().map_or(0.0, |l| l + PAST_SPRINT_LAPS);
        let fall_laps = flight.peak_m / CATCH_MPS * now.pace / self.track.lap_m;
        let fall_from = (script.to_lap - fall_laps).max(last_sprint).max(script.from_lap + LEAST_LAPS);
        let at_finish = script.to_lap >= f64::from(self.track.laps);
        if now.lap < fall_from || at_finish {
            if flight.lead_m < flight.peak_m {
                flight.lead_m += ATTACK_MPS * now.dt;
            }
            return;
        }
        flight.lead_m -= CATCH_MPS * now.dt;
        let last_m = flight.lead_m - BREAK_SPACING_M * (out.len() - 1) as f64;
        if last_m < CAUGHT_M {
            for &r in out.iter().rev() {
                self.queue.send(r, 0);
                let actor = &mut self.actors[r];
                actor.part = ScriptPart::Bunch;
                actor.place = -flight.lead_m / self.spacing_m;
                actor.last_target_m = None;
            }
            for &r in &out {
                let drift = self.stream.below(self.queue.len());
                let place = self.wanted(r).unwrap_or(drift);
                self.queue.send(r, place);
            }
            cues.push(Cue::Say { riders: out, note: |bibs| Note::Caught { bibs } });
        }
    }

    /// A rider off the back drifts until the front of the bunch reaches them.
    pub(super) fn lose(&mut self, m: usize, now: MoveTick) {
        let to_m = self.script.moves[m].to_lap * self.track.lap_m;
        let left_s = self.pace.seconds(self.line_m, to_m).max(LATE_S);
        for r in self.out(m) {
            let left_m = now.seen[r].race_m + self.track.lap_m - LOSS_SHORT_M - now.bunch.front_m;
            self.actors[r].lag_m += (left_m / left_s).clamp(LOSS_LEAST_MPS, LOSS_MOST_MPS) * now.dt;
        }
    }
}

/// Race laps of the sprints between two race laps.
fn sprints(script: &Script, from: f64, to: f64) -> impl DoubleEndedIterator<Item = f64> {
    script.sprints.iter().map(|s| f64::from(s.lap)).filter(move |l| (from..=to).contains(l))
}
