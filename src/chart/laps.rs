//! How far the race has come at every second: the x of every chart of a race. Knows nothing of points or watts.

use crate::player::{Bunch, Replay};
use crate::race::TICK_S;
use crate::units::Micros;

/// Ticks between two samples: one second.
pub const EVERY: usize = (1.0 / TICK_S) as usize;

/// The bunch, second by second, and the laps it has ridden.
#[derive(Debug)]
pub struct Laps {
    seconds: Vec<(f64, Option<Bunch>)>,
}

impl Laps {
    /// Reads the whole of `replay`.
    pub fn of(replay: &Replay) -> Self {
        let track = replay.scenario().track;
        let mut ridden = 0.0;
        let second = |s: usize| {
            let bunch = replay.bunch(Micros::from_secs(s as f64));
            // When the bunch changes, its front may jump back; the race's lap count never does.
            ridden = bunch.map_or(ridden, |b| (b.front_m / track.lap_m).max(ridden)).min(f64::from(track.laps));
            (ridden, bunch)
        };
        Self { seconds: (0..=replay.tape().ticks() / EVERY).map(second).collect() }
    }

    /// Laps ridden by the front of the bunch at `at`, from 0 to the laps of the race.
    pub fn at(&self, at: Micros) -> f64 {
        self.at_s(at.secs())
    }

    /// The same, `s` seconds after the gun.
    pub fn at_s(&self, s: f64) -> f64 {
        let last = self.seconds.len() - 1;
        let s = s.clamp(0.0, last as f64);
        let (whole, part) = (s as usize, s - libm::floor(s));
        let (here, next) = (self.seconds[whole].0, self.seconds[(whole + 1).min(last)].0);
        here + (next - here) * part
    }

    /// For each second since the gun: laps ridden, and the bunch.
    pub fn seconds(&self) -> impl Iterator<Item = (usize, f64, Option<Bunch>)> {
        self.seconds.iter().enumerate().map(|(s, &(lap, bunch))| (s, lap, bunch))
    }
}
