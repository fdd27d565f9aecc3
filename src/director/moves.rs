//! Away from the bunch: attacks that come round or are caught, riders who are lapped, riders who stop.

use super::actor::ScriptPart;
use super::demand::Cue;
use super::script::{MoveEnd, Script};
use super::seen::{MoveTick, RiderSeen};
use super::{BREAK_SPACING_M, Director};
use crate::event::Note;

/// Metres before a stop at which a rider loses the wheels.
const DROP_M: f64 = 550.0;
/// Metres before an attack at which its riders come to the front.
const PLACE_M: f64 = 325.0;

impl Director {
    /// Riders who will stop lose the wheels, then stop.
    pub(super) fn stops(&mut self, lap: f64, dt: f64, cues: &mut Vec<Cue>) {
        for s in &self.script.stops {
            let actor = &mut self.actors[s.rider];
            match actor.part {
                ScriptPart::Gone => {}
                _ if lap >= s.lap => {
                    actor.part = ScriptPart::Gone;
                    self.queue.leave(s.rider);
                    cues.push(Cue::Stop { rider: s.rider, kind: s.kind });
                }
                ScriptPart::Bunch if (s.lap - lap) * self.track.lap_m <= DROP_M => {
                    actor.part = ScriptPart::Stopping;
                    actor.lag_m = self.spacing_m * actor.place;
                    actor.last_target_m = None;
                    self.queue.leave(s.rider);
                    cues.push(Cue::Say { riders: vec![s.rider], note: |b| Note::Dropped { bib: b[0] } });
                }
                ScriptPart::Stopping => actor.lag_m = (actor.lag_m + 1.1 * dt).min(0.3 * self.track.lap_m),
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
                    let place = self.stream.below(4);
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

    /// Riders of move `m` who are still away.
    pub(super) fn out(&self, m: usize) -> Vec<usize> {
        let away = |r: &usize| matches!(self.actors[*r].part, ScriptPart::Away(k) | ScriptPart::Lapped(k) if k == m);
        self.script.moves[m].riders.iter().copied().filter(away).collect()
    }

    /// A break rides round to the tail of the bunch, at its own even pace rather than the bunch's.
    pub(super) fn gain(&mut self, m: usize, now: MoveTick, cues: &mut Vec<Cue>) {
        let MoveTick { lap, pace, seen, bunch, dt } = now;
        let out = self.out(m);
        let Some(first) = out.iter().map(|&r| seen[r].race_m).reduce(f64::max) else { return };
        let to_m = self.script.moves[m].to_lap * self.track.lap_m;
        let left_s = self.pace.seconds(self.line_m, to_m).max(4.0);
        let late = left_s <= 4.0;
        let mean = if late { pace } else { ((to_m - self.line_m) / left_s).clamp(0.9 * pace, 1.1 * pace) };
        let left_m = bunch.tail_m + self.track.lap_m - 6.0 - first;
        let flight = &mut self.flights[m];
        let mut rate = (left_m / left_s).clamp(if late { 0.9 } else { 0.3 }, 2.8) - 0.6 * (pace - mean);
        if flight.lead_m < 30.0 {
            rate = rate.max(1.9);
        }
        flight.lead_m += rate.clamp(-0.5, 2.9).min(18.6 - pace) * dt;
        if !flight.half_said && flight.lead_m > 0.5 * self.track.lap_m && lap < self.script.moves[m].to_lap {
            flight.half_said = true;
            cues.push(Cue::Say { riders: out, note: |bibs| Note::HalfLap { bibs } });
        }
    }

    /// An attack that comes to nothing: a gap, a while of hope, the bunch again.
    pub(super) fn fall_back(&mut self, m: usize, now: MoveTick, cues: &mut Vec<Cue>) {
        let out = self.out(m);
        if out.is_empty() {
            return;
        }
        let script = &self.script.moves[m];
        let flight = &mut self.flights[m];
        let last_sprint = sprints(&self.script, script.from_lap + 1.0, script.to_lap).last().map_or(0.0, |l| l + 0.12);
        let fall_laps = flight.peak_m / 1.6 * now.pace / self.track.lap_m;
        let fall_from = (script.to_lap - fall_laps).max(last_sprint).max(script.from_lap + 0.8);
        let at_finish = script.to_lap >= f64::from(self.track.laps);
        if now.lap < fall_from || at_finish {
            if flight.lead_m < flight.peak_m {
                flight.lead_m += 1.9 * now.dt;
            }
            return;
        }
        flight.lead_m -= 1.6 * now.dt;
        let last_m = flight.lead_m - BREAK_SPACING_M * (out.len() - 1) as f64;
        if last_m < 1.5 {
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

    /// A rider off the back drifts until the front of the bunch reaches him.
    pub(super) fn lose(&mut self, m: usize, now: MoveTick) {
        let to_m = self.script.moves[m].to_lap * self.track.lap_m;
        let left_s = self.pace.seconds(self.line_m, to_m).max(4.0);
        for r in self.out(m) {
            let left_m = now.seen[r].race_m + self.track.lap_m - 5.0 - now.bunch.front_m;
            self.actors[r].lag_m += (left_m / left_s).clamp(0.5, 2.8) * now.dt;
        }
    }
}

/// Laps of the sprints between two race laps.
fn sprints(script: &Script, from: f64, to: f64) -> impl DoubleEndedIterator<Item = f64> {
    script.sprints.iter().map(|s| f64::from(s.lap)).filter(move |l| (from..=to).contains(l))
}
