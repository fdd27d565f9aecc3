//! The director: what riders did, turned into a demand for motion at every tick.
//!
//! It follows a [`Script`]: the pace of the bunch, who is where in it, who goes away, who is caught, who crosses a line
//! before whom. It asks for places and speeds; the race rides them, within what wheels and lanes allow, and tells it
//! when a lap was gained or lost. It decides no result: the referee sees only the motion.

mod pace;
mod queue;
mod script;
mod sprint;

pub use pace::Pace;
pub use script::{MoveEnd, MoveScript, Script, SprintScript, StopScript};

use crate::course::Track;
use crate::event::{Note, StopKind};
use crate::math::smoothstep;
use crate::rng::{Purpose, Stream};
use queue::Queue;
use sprint::Finish;

/// What the director sees of a rider: old state, before the tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    pub race_m: f64,
    pub speed: f64,
    pub riding: bool,
}

/// The bunch as the judges see it, in race distance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BunchSeen {
    pub front_m: f64,
    pub tail_m: f64,
}

/// What a rider is to do in the next tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Race distance he should be at after the tick, m.
    pub target_m: f64,
    /// Speed of that target, m/s.
    pub speed: f64,
    /// Not faster than this, m/s.
    pub limit: f64,
    /// The most he may speed up, m/s².
    pub push: f64,
    /// How much faster than his place he may go to come up to it, m/s.
    pub haste: f64,
    /// Lane he would like to have for himself.
    pub lane: Option<u8>,
}

/// What the director wants done that is not motion.
#[derive(Debug, Clone)]
pub enum Cue {
    /// A rider stops.
    Stop { rider: usize, kind: StopKind },
    /// Something to be said; riders are named by index.
    Say { riders: Vec<usize>, note: fn(Vec<crate::units::Bib>) -> Note },
}

/// Where a rider is in the script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Bunch,
    /// In move `.0`.
    Away(usize),
    /// Behind the bunch in move `.0`, until it comes round.
    Lapped(usize),
    /// Off the back before stop `.0`.
    Stopping,
    Gone,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Actor {
    part: Part,
    /// Place in the bunch or in the break (0 first), moving smoothly towards the one he is sent to.
    place: f64,
    /// Metres behind the pace line, for riders off the back.
    lag_m: f64,
    /// Where the target was a tick ago; `None` when the part has just changed.
    last_target_m: Option<f64>,
}

/// State of a scripted move.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Flight {
    /// Metres of its first rider ahead of the pace line.
    lead_m: f64,
    started: bool,
    placed: bool,
    half_said: bool,
    /// The most it gets ahead if it is to be caught, m.
    peak_m: f64,
}

/// Follows a script. Cloned, it goes on in the same way.
#[derive(Debug, Clone)]
pub struct Director {
    track: Track,
    script: Script,
    pace: Pace,
    stream: Stream,
    /// Metres ridden by the pace line of the bunch.
    line_m: f64,
    /// Metres from rider to rider in the bunch.
    spacing_m: f64,
    queue: Queue,
    actors: Vec<Actor>,
    flights: Vec<Flight>,
    finish: Vec<Finish>,
    next_stir: f64,
    elapsed: f64,
    /// Contenders come to a sprint in any order; in later takes, in the order in which they will cross the line.
    loose: bool,
}

/// Seconds on the last line between the winner and the pace line of the bunch.
const WINNER_AHEAD_S: f64 = 0.3;
/// Metres from rider to rider in a break.
const BREAK_SPACING_M: f64 = 2.1;
/// Laps a rider leads a break before he swings off.
const TURN_LAPS: f64 = 0.9;

impl Director {
    /// A director for `riders` riders; `take` counts attempts at the same script.
    #[must_use]
    pub fn new(track: Track, script: Script, riders: usize, seed: u64, take: u32) -> Self {
        let mut stream = Stream::of_race(seed.wrapping_add(u64::from(take) << 48), Purpose::Staging);
        // The winner is a little ahead of the pace line.
        let time_s = script.time_s + WINNER_AHEAD_S;
        let pace = Pace::new(&track, &script, time_s, &mut stream);
        let mut order: Vec<usize> = (0..riders).collect();
        stream.shuffle(&mut order);
        let dns = |r: usize| script.stops.iter().any(|s| s.rider == r && s.lap <= 0.0);
        order.retain(|&r| !dns(r));
        let mut actors = vec![Actor { part: Part::Gone, place: 0.0, lag_m: 0.0, last_target_m: None }; riders];
        for (place, &r) in order.iter().enumerate() {
            actors[r] = Actor { part: Part::Bunch, place: place as f64, lag_m: 0.0, last_target_m: None };
        }
        let flights = script
            .moves
            .iter()
            .map(|m| Flight {
                lead_m: 0.0,
                started: false,
                placed: false,
                half_said: false,
                peak_m: (0.28 * track.lap_m).min(14.0 * (m.to_lap - m.from_lap) + 18.0) * stream.between(0.85, 1.0),
            })
            .collect();
        let finish =
            script.sprints.iter().map(|s| Finish::new(s, script.sprints.last() == Some(s), &mut stream)).collect();
        Self {
            track,
            pace,
            stream,
            line_m: 0.0,
            spacing_m: 2.3_f64.min(room_m(&track, riders)),
            queue: Queue::new(order),
            actors,
            flights,
            finish,
            next_stir: 6.0,
            elapsed: 0.0,
            loose: take < 2,
            script,
        }
    }

    /// Race distance at which `rider` lines up for the gun, or `None` if he does not start.
    #[must_use]
    pub fn start_m(&self, rider: usize) -> Option<f64> {
        let actor = &self.actors[rider];
        (actor.part != Part::Gone).then(|| -self.spacing_m * actor.place)
    }

    /// Speed of the rolling start, m/s.
    #[must_use]
    pub fn start_speed(&self) -> f64 {
        self.pace.speed(0.0)
    }

    /// A rider has come round to the tail: he is in the bunch again, a lap up.
    pub fn gained(&mut self, rider: usize, race_m: f64) {
        self.join(rider, race_m);
    }

    /// The bunch has come round to a rider: he is in it again, a lap down.
    pub fn lost(&mut self, rider: usize, race_m: f64) {
        self.join(rider, race_m);
    }

    fn join(&mut self, rider: usize, race_m: f64) {
        self.queue.join_tail(rider);
        if let Some(place) = self.wanted(rider) {
            self.queue.send(rider, place);
        }
        let actor = &mut self.actors[rider];
        actor.part = Part::Bunch;
        actor.place = (self.line_m - race_m) / self.spacing_m;
        actor.last_target_m = None;
    }

    /// The place in the bunch where a sprint that has been called wants `rider`.
    fn wanted(&self, rider: usize) -> Option<usize> {
        let lap = self.line_m / self.track.lap_m;
        let finish = self.finish.iter().find(|f| f.called && f.lap > lap)?;
        let rank = finish.order.iter().position(|&r| r == rider)?;
        Some(if finish.last { rank } else { 1 })
    }

    /// Decides for the next tick of `dt` seconds from what is seen now. Cues are to be carried out before the motion.
    pub fn direct(&mut self, seen: &[Seen], bunch: BunchSeen, dt: f64, demands: &mut [Demand]) -> Vec<Cue> {
        let mut cues = Vec::new();
        let pace = self.pace.speed(self.line_m);
        self.elapsed += dt;
        self.line_m += pace * dt;
        let lap = self.line_m / self.track.lap_m;
        self.stops(lap, dt, &mut cues);
        self.moves(lap, pace, seen, bunch, dt, &mut cues);
        self.order(lap);
        let close = (2.3 + 0.3 * smoothstep(12.8, 15.0, pace)).min(room_m(&self.track, self.actors.len()));
        self.spacing_m += (close - self.spacing_m) * (dt / 8.0);
        self.shift(lap, dt);
        self.targets(lap, pace, dt, demands);
        self.hold_order(pace, seen, demands);
        cues
    }

    /// Riders who will stop lose the wheels, then stop.
    fn stops(&mut self, lap: f64, dt: f64, cues: &mut Vec<Cue>) {
        for s in &self.script.stops {
            let actor = &mut self.actors[s.rider];
            match actor.part {
                Part::Gone => {}
                _ if lap >= s.lap => {
                    actor.part = Part::Gone;
                    self.queue.leave(s.rider);
                    cues.push(Cue::Stop { rider: s.rider, kind: s.kind });
                }
                Part::Bunch if (s.lap - lap) * self.track.lap_m <= DROP_M => {
                    actor.part = Part::Stopping;
                    actor.lag_m = self.spacing_m * actor.place;
                    actor.last_target_m = None;
                    self.queue.leave(s.rider);
                    cues.push(Cue::Say { riders: vec![s.rider], note: |b| Note::Dropped { bib: b[0] } });
                }
                Part::Stopping => actor.lag_m = (actor.lag_m + 1.1 * dt).min(0.3 * self.track.lap_m),
                _ => {}
            }
        }
    }

    /// Moves begin, gain ground, and end.
    fn moves(&mut self, lap: f64, pace: f64, seen: &[Seen], bunch: BunchSeen, dt: f64, cues: &mut Vec<Cue>) {
        for m in 0..self.script.moves.len() {
            let script = &self.script.moves[m];
            if (script.from_lap - lap) * self.track.lap_m > PLACE_M {
                continue;
            }
            if !self.flights[m].placed && script.end != MoveEnd::Loss {
                self.flights[m].placed = true;
                let riders = script.riders.clone();
                for r in riders.into_iter().filter(|&r| self.actors[r].part == Part::Bunch) {
                    let place = self.stream.below(4);
                    self.queue.send(r, place);
                }
            }
            if !self.flights[m].started {
                if lap >= self.script.moves[m].from_lap {
                    self.start_move(m, seen, cues);
                }
                continue;
            }
            match self.script.moves[m].end {
                MoveEnd::Gain => self.gain(m, lap, pace, seen, bunch, dt, cues),
                MoveEnd::Caught => self.fall_back(m, lap, dt, cues),
                MoveEnd::Loss => self.lose(m, seen, bunch, dt),
            }
        }
    }

    fn start_move(&mut self, m: usize, seen: &[Seen], cues: &mut Vec<Cue>) {
        let script = &self.script.moves[m];
        let flight = &mut self.flights[m];
        flight.started = true;
        let riders: Vec<usize> =
            script.riders.iter().copied().filter(|&r| self.actors[r].part == Part::Bunch).collect();
        let loss = script.end == MoveEnd::Loss;
        let first = riders.iter().map(|&r| seen[r].race_m - self.line_m).fold(f64::NEG_INFINITY, f64::max);
        flight.lead_m = if first.is_finite() { first } else { 0.0 };
        for &r in &riders {
            self.queue.leave(r);
            let actor = &mut self.actors[r];
            actor.last_target_m = None;
            if loss {
                actor.part = Part::Lapped(m);
                actor.lag_m = self.line_m - seen[r].race_m;
                cues.push(Cue::Say { riders: vec![r], note: |b| Note::Dropped { bib: b[0] } });
            } else {
                actor.part = Part::Away(m);
                actor.place = (self.line_m + flight.lead_m - seen[r].race_m) / BREAK_SPACING_M;
            }
        }
        if !loss && !riders.is_empty() {
            cues.push(Cue::Say { riders, note: |bibs| Note::Attack { bibs } });
        }
    }

    /// Riders of move `m` who are still away.
    fn out(&self, m: usize) -> Vec<usize> {
        let away = |r: &usize| matches!(self.actors[*r].part, Part::Away(k) | Part::Lapped(k) if k == m);
        self.script.moves[m].riders.iter().copied().filter(away).collect()
    }

    /// A break rides round to the tail of the bunch, at its own even pace rather than the bunch's.
    #[allow(clippy::too_many_arguments)]
    fn gain(&mut self, m: usize, lap: f64, pace: f64, seen: &[Seen], bunch: BunchSeen, dt: f64, cues: &mut Vec<Cue>) {
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
    fn fall_back(&mut self, m: usize, lap: f64, dt: f64, cues: &mut Vec<Cue>) {
        let out = self.out(m);
        if out.is_empty() {
            return;
        }
        let script = &self.script.moves[m];
        let flight = &mut self.flights[m];
        let speed = self.pace.speed(self.line_m);
        let last_sprint =
            script_sprints(&self.script, script.from_lap + 1.0, script.to_lap).last().map_or(0.0, |l| l + 0.12);
        let fall_laps = flight.peak_m / 1.6 * speed / self.track.lap_m;
        let fall_from = (script.to_lap - fall_laps).max(last_sprint).max(script.from_lap + 0.8);
        let at_finish = script.to_lap >= f64::from(self.track.laps);
        if lap < fall_from || at_finish {
            if flight.lead_m < flight.peak_m {
                flight.lead_m += 1.9 * dt;
            }
            return;
        }
        flight.lead_m -= 1.6 * dt;
        let last_m = flight.lead_m - BREAK_SPACING_M * (out.len() - 1) as f64;
        if last_m < 1.5 {
            for &r in out.iter().rev() {
                self.queue.send(r, 0);
                let actor = &mut self.actors[r];
                actor.part = Part::Bunch;
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
    fn lose(&mut self, m: usize, seen: &[Seen], bunch: BunchSeen, dt: f64) {
        let to_m = self.script.moves[m].to_lap * self.track.lap_m;
        let left_s = self.pace.seconds(self.line_m, to_m).max(4.0);
        for r in self.out(m) {
            let left_m = seen[r].race_m + self.track.lap_m - 5.0 - bunch.front_m;
            self.actors[r].lag_m += (left_m / left_s).clamp(0.5, 2.8) * dt;
        }
    }

    /// Who heads for which place in the bunch.
    fn order(&mut self, lap: f64) {
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
                let part: Vec<Part> = self.actors.iter().map(|a| a.part).collect();
                self.finish[k].spread(|a, b| part[a] == part[b], |r| places[r]);
            }
            if !self.finish[k].sent_back && to * self.track.lap_m < -150.0 {
                self.finish[k].sent_back = true;
                for r in self.finish[k].order.clone() {
                    if self.actors[r].part == Part::Bunch {
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
    fn call(&mut self, order: &[usize], last: bool) {
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
            order.iter().copied().filter(|&r| self.actors[r].part == Part::Bunch).collect();
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
    fn shift(&mut self, lap: f64, dt: f64) {
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
                if actor.part == Part::Away(m) {
                    let place = (own + turns * (n - 1)) % n;
                    actor.place += ((place as f64 - actor.place) * 0.5).clamp(-0.7, 0.7) * dt;
                }
            }
        }
    }

    /// Where everyone should be after this tick, and how fast.
    fn targets(&mut self, lap: f64, pace: f64, dt: f64, demands: &mut [Demand]) {
        let contest = self.finish.iter().find(|f| f.called && f.lap > lap);
        let lap_m = self.track.lap_m;
        // A break may be all but a lap ahead of the pace line.
        let active = self.finish.iter().position(|f| (-400.0..SPREAD_M + lap_m).contains(&((f.lap - lap) * lap_m)));
        for r in 0..self.actors.len() {
            let actor = self.actors[r];
            let (unit_m, base_m) = match actor.part {
                Part::Gone => continue,
                Part::Bunch => (self.line_m, -self.spacing_m * actor.place),
                Part::Away(m) => (self.line_m + self.flights[m].lead_m, -BREAK_SPACING_M * actor.place),
                Part::Lapped(_) | Part::Stopping => (self.line_m - actor.lag_m, 0.0),
            };
            let mut target = unit_m + base_m;
            if let Some(k) = active
                && matches!(actor.part, Part::Bunch | Part::Away(_))
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
            let sprinting = active.is_some_and(|k| (-50.0..250.0).contains(&((self.finish[k].lap - lap) * lap_m)));
            let fresh_attack = matches!(actor.part, Part::Away(m) if self.flights[m].lead_m < 40.0);
            // A contender with far to come has no time to be gentle.
            let late = actor.part == Part::Bunch
                && actor.place > 6.0
                && contest.is_some_and(|f| (f.lap - lap) * lap_m < LATE_M && f.order.contains(&r));
            let hard = sprinting || fresh_attack || late;
            demands[r] = Demand {
                target_m: target,
                speed: unit_speed.clamp(pace - 3.2, pace + 3.4),
                limit: 19.4,
                push: if hard { 0.8 } else { 0.3 },
                haste: if hard { 2.2 } else { 0.9 },
                lane: active.and_then(|k| self.finish[k].lane(r, unit_m, self.track.lap_m)),
            };
        }
    }

    /// Near a line, nobody passes a rider who is to cross it before him.
    fn hold_order(&self, pace: f64, seen: &[Seen], demands: &mut [Demand]) {
        let lap = self.line_m / self.track.lap_m;
        for finish in self.finish.iter().filter(|f| (f.lap - lap).abs() * self.track.lap_m < self.track.lap_m + 100.0) {
            let line_m = finish.lap * self.track.lap_m;
            for part in self.units() {
                let chain: Vec<usize> =
                    finish.order.iter().copied().filter(|&r| self.actors[r].part == part && seen[r].riding).collect();
                let Some(&tail) = chain.last() else { continue };
                for (i, pair) in chain.windows(2).enumerate() {
                    hold(pair[0], pair[1], finish.gap(i) * 0.6, line_m, pace, seen, demands);
                }
                for r in 0..self.actors.len() {
                    if self.actors[r].part == part && !chain.contains(&r) {
                        hold(tail, r, 1.0, line_m, pace, seen, demands);
                    }
                }
            }
        }
    }

    /// The bunch and every break on the road.
    fn units(&self) -> Vec<Part> {
        let mut units = vec![Part::Bunch];
        units.extend((0..self.flights.len()).filter(|&m| !self.out(m).is_empty()).map(Part::Away));
        units
    }
}

/// Metres before a stop at which a rider loses the wheels.
const DROP_M: f64 = 550.0;
/// Metres before an attack at which its riders come to the front.
const PLACE_M: f64 = 325.0;
/// Metres before a line at which its contenders are called to the front of the bunch.
const CALL_M: f64 = 1150.0;
/// Metres before a line from which a contender who is far back spares nothing.
const LATE_M: f64 = 700.0;
/// Metres before a line at which contenders are to be at the front.
const FRONT_M: f64 = 190.0;
/// Metres before a line at which contenders spread over the lanes.
const SPREAD_M: f64 = 420.0;

/// Metres before a line from which its order is held.
const HOLD_M: f64 = 60.0;

/// The most a rider may take of the length of the bunch, m: large fields ride abreast.
fn room_m(track: &Track, riders: usize) -> f64 {
    0.4 * track.lap_m / riders as f64
}

/// Keeps `second` behind `first` by `gap_m` near the line until he has crossed it.
fn hold(first: usize, second: usize, gap_m: f64, line_m: f64, pace: f64, seen: &[Seen], demands: &mut [Demand]) {
    let (a, b) = (seen[first], seen[second]);
    if line_m - a.race_m > HOLD_M || b.race_m >= line_m || !b.riding {
        return;
    }
    let ahead = a.race_m - b.race_m - gap_m;
    // Nobody is made to wait more than this much below the pace, or a chain of riders would brake one another to a stop.
    let limit = (a.speed + (0.7 * ahead).max(-1.5)).max(pace - 2.2);
    demands[second].limit = demands[second].limit.min(limit);
}

fn script_sprints(script: &Script, from: f64, to: f64) -> impl DoubleEndedIterator<Item = f64> {
    script.sprints.iter().map(|s| f64::from(s.lap)).filter(move |l| (from..=to).contains(l))
}
