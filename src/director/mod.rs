//! The director: what riders did, turned into a demand for motion at every tick.
//!
//! It follows a [`Script`]: the pace of the bunch, who is where in it, who goes away, who is caught, who crosses a line
//! before whom. It asks for places and speeds; the race rides them, within what wheels and lanes allow, and tells it
//! when a lap was gained or lost. It decides no result: the referee sees only the motion.

mod actor;
mod demand;
mod moves;
mod order;
mod pace;
mod queue;
mod script;
mod seen;
mod sprint;
mod targets;

pub use demand::{Cue, Demand};
pub use pace::Pace;
pub use script::{MoveEnd, MoveScript, Script, SprintScript, StopScript};
pub use seen::{BunchSeen, RiderSeen};

use crate::course::Track;
use crate::math::smoothstep;
use crate::rng::{Purpose, Stream};
use actor::{Actor, Flight, ScriptPart};
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
        (actor.part != ScriptPart::Gone).then(|| -self.spacing_m * actor.place)
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

    /// Decides for the next tick of `dt` seconds from what is seen now. Cues are to be carried out before the motion.
    pub fn direct(&mut self, seen: &[RiderSeen], bunch: BunchSeen, dt: f64, demands: &mut [Demand]) -> Vec<Cue> {
        let mut cues = Vec::new();
        let pace = self.pace.speed(self.line_m);
        self.elapsed += dt;
        self.line_m += pace * dt;
        let lap = self.line_m / self.track.lap_m;
        self.stops(lap, dt, &mut cues);
        self.moves(MoveTick { lap, pace, seen, bunch, dt }, &mut cues);
        self.order(lap);
        let close = (2.3 + 0.3 * smoothstep(12.8, 15.0, pace)).min(room_m(&self.track, self.actors.len()));
        self.spacing_m += (close - self.spacing_m) * (dt / 8.0);
        self.shift(lap, dt);
        self.targets(lap, pace, dt, demands);
        self.hold_order(pace, seen, demands);
        cues
    }
}

/// Metres before a line at which its contenders are called to the front of the bunch.
const CALL_M: f64 = 1150.0;
/// Metres before a line at which contenders spread over the lanes.
const SPREAD_M: f64 = 420.0;

/// The most a rider may take of the length of the bunch, m: large fields ride abreast.
fn room_m(track: &Track, riders: usize) -> f64 {
    0.4 * track.lap_m / riders as f64
}
