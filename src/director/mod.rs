//! The director: turns what riders did into a demand for motion at every tick.
//!
//! It follows a [`Script`]: how fast the bunch rides, who is where in it, who goes away, who is caught, who crosses a line before
//! whom. It asks for places and speeds. The race rides them as far as wheels and lanes allow, and tells the director when a lap
//! was gained or lost. The director decides no result: the referee sees the motion alone.

mod actor;
mod demand;
mod moves;
mod numbers;
mod order;
mod pace;
mod queue;
mod script;
mod seen;
mod sprint;
mod targets;

pub use demand::{Cue, Demand};
pub use numbers::{LOOSE_TAKES, NUMBERS};
pub use pace::Pace;
pub use script::{DecisionKind, DecisionScript, MoveEnd, MoveScript, Script, SprintScript, StopScript};
pub use seen::{BunchSeen, RiderSeen};

use crate::course::Track;
use crate::math::smoothstep;
use crate::rng::{Purpose, Stream};
use actor::{Actor, Flight, ScriptPart};
use numbers::{
    EASY_MPS, FAST_MPS, FIRST_STIR_S, LONG_M, PEAK, PEAK_BASE_M, PEAK_LOW, PEAK_PER_LAP_M, ROOM, SPACING_GROWTH_M,
    SPACING_M, STRETCH_S, TAKE_BITS, WINNER_AHEAD_S,
};
use queue::Queue;
use seen::MoveTick;
use sprint::Finish;

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
    /// Seconds since the gun at which the order of the bunch changes next.
    next_stir: f64,
    /// Seconds since the gun.
    elapsed: f64,
    /// How many riders start.
    starters: usize,
    /// Contenders come to a sprint in any order. In later takes they come in the order in which they will cross the line.
    loose: bool,
}

impl Director {
    /// A director for `riders` riders; `take` counts the attempts at the same script, from 0.
    ///
    /// # Panics
    /// If the script takes no time, or there are no riders.
    #[must_use]
    pub fn new(track: Track, script: Script, riders: usize, seed: u64, take: u32) -> Self {
        assert!(script.time_s > 0.0 && script.time_s < f64::INFINITY, "a race that takes {} s", script.time_s);
        assert!(riders > 0, "a race of no riders");
        let mut stream = Stream::of_race(seed.wrapping_add(u64::from(take) << TAKE_BITS), Purpose::Staging);
        // The winner is a little ahead of the pace line.
        let time_s = script.time_s + WINNER_AHEAD_S;
        let pace = Pace::new(&track, &script, time_s, &mut stream);
        let mut order: Vec<usize> = (0..riders).collect();
        stream.shuffle(&mut order);
        let dns = |r: usize| script.stops.iter().any(|s| s.rider == r && s.lap <= 0.0);
        order.retain(|&r| !dns(r));
        let starters = order.len();
        assert!(starters > 0, "a race that nobody starts");
        let mut actors = vec![Actor { part: ScriptPart::Gone, place: 0.0, lag_m: 0.0, last_target_m: None }; riders];
        for (place, &r) in order.iter().enumerate() {
            actors[r] = Actor { part: ScriptPart::Bunch, place: place as f64, lag_m: 0.0, last_target_m: None };
        }
        let flights = script
            .moves
            .iter()
            .map(|m| Flight {
                lead_m: 0.0,
                started: false,
                placed: false,
                half_said: false,
                peak_m: (PEAK * track.lap_m).min(PEAK_PER_LAP_M * (m.to_lap - m.from_lap) + PEAK_BASE_M)
                    * stream.between(PEAK_LOW, 1.0),
            })
            .collect();
        let finish =
            script.sprints.iter().map(|s| Finish::new(s, script.sprints.last() == Some(s), &mut stream)).collect();
        Self {
            track,
            pace,
            stream,
            line_m: 0.0,
            spacing_m: SPACING_M.min(room_m(&track, starters)),
            queue: Queue::new(order),
            actors,
            flights,
            finish,
            next_stir: FIRST_STIR_S,
            elapsed: 0.0,
            starters,
            loose: take < LOOSE_TAKES,
            script,
        }
    }

    /// What riders were to do.
    #[must_use]
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// Race distance at which `rider` lines up for the gun, or `None` if they do not start.
    #[must_use]
    pub fn start_m(&self, rider: usize) -> Option<f64> {
        let actor = &self.actors[rider];
        (actor.part != ScriptPart::Gone).then(|| -self.spacing_m * actor.place)
    }

    /// Speed of the rolling start, m/s.
    #[must_use]
    pub fn start_speed(&self) -> f64 {
        self.pace.speed(0.0)
    }

    /// `rider` has come round to the tail of the bunch: they are in it again, a lap up.
    pub fn gained(&mut self, rider: usize, race_m: f64) {
        self.join(rider, race_m);
    }

    /// The bunch has come round to `rider`: they are in it again, a lap down.
    pub fn lost(&mut self, rider: usize, race_m: f64) {
        self.join(rider, race_m);
    }

    /// Decides for the next tick of `dt` seconds from what is seen now. The cues have to be carried out before the motion.
    pub fn direct(&mut self, seen: &[RiderSeen], bunch: BunchSeen, dt: f64, demands: &mut [Demand]) -> Vec<Cue> {
        let mut cues = Vec::new();
        if self.elapsed <= 0.0 {
            self.absent(&mut cues);
        }
        let pace = self.pace.speed(self.line_m);
        self.elapsed += dt;
        self.line_m += pace * dt;
        let lap = self.line_m / self.track.lap_m;
        self.stops(lap, dt, &mut cues);
        self.moves(MoveTick { lap, pace, seen, bunch, dt }, &mut cues);
        self.order(lap);
        let close = (SPACING_M + SPACING_GROWTH_M * smoothstep(EASY_MPS, FAST_MPS, pace))
            .min(room_m(&self.track, self.starters));
        self.spacing_m += (close - self.spacing_m) * (dt / STRETCH_S);
        self.shift(lap, dt);
        self.targets(lap, pace, dt, demands);
        self.hold_order(pace, seen, demands);
        self.level(seen, demands);
        cues
    }

    /// The field is so large that it rides abreast however easy the pace is, and nobody comes up through the middle of it.
    fn abreast(&self) -> bool {
        self.starters as f64 * SPACING_M > LONG_M.min(ROOM * self.track.lap_m)
    }

    /// Riders who are to complete a race lap together, and that lap.
    pub fn heats(&self) -> impl Iterator<Item = (u32, &[usize])> {
        self.script.sprints.iter().flat_map(|s| s.heats.iter().map(|heat| (s.lap, &heat[..])))
    }
}

/// What must hold at every tick.
impl Director {
    /// Checks that the riders in the queue are those who are in the bunch, each once.
    ///
    /// # Errors
    /// Whom of the start list it does not hold for, and what is wrong.
    pub fn audit(&self) -> Result<(), (usize, String)> {
        let in_bunch = |r: &usize| self.actors[*r].part == ScriptPart::Bunch;
        if let Some(&r) = self.queue.riders().iter().find(|&r| !in_bunch(r)) {
            return Err((r, format!("in the queue of the bunch, but {:?}", self.actors[r].part)));
        }
        let bunch = (0..self.actors.len()).filter(in_bunch).count();
        if bunch != self.queue.len() {
            return Err((0, format!("{bunch} riders in the bunch and {} in its queue", self.queue.len())));
        }
        let wrong = |actor: &Actor| !(actor.place.is_finite() && actor.lag_m.is_finite());
        match self.actors.iter().position(wrong) {
            Some(r) => Err((r, format!("nowhere in the script: {:?}", self.actors[r]))),
            None => Ok(()),
        }
    }
}

/// The most that each rider may add to the length of the bunch, m: large fields ride abreast.
fn room_m(track: &Track, riders: usize) -> f64 {
    ROOM * track.lap_m / riders as f64
}
