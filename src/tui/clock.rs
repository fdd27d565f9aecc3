//! The screen's only clock: turns elapsed time into race time.

use std::time::{Duration, Instant};

use crate::units::Micros;

/// Speeds that `-` and `+` step through, in quarters of real time.
const QUARTERS: [i64; 9] = [1, 2, 4, 8, 16, 32, 64, 128, 256];
/// Index of real time in [`QUARTERS`].
const REAL: usize = 2;

/// Measures the time between frames.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[must_use]
    pub fn start() -> Self {
        Self(now())
    }

    /// Time since the start, or since the last [`Self::lap`].
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        now() - self.0
    }

    /// Time since the last call (or the start).
    pub fn lap(&mut self) -> Duration {
        let now = now();
        let elapsed = now - self.0;
        self.0 = now;
        elapsed
    }
}

#[allow(clippy::disallowed_methods, reason = "this is the screen's clock")]
fn now() -> Instant {
    Instant::now()
}

/// Where the replay is, and how fast it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Playback {
    at: Micros,
    end: Micros,
    speed: usize,
    playing: bool,
}

impl Playback {
    /// A replay of length `end`, at the gun, playing at the available speed nearest to `speed` times real time.
    #[must_use]
    pub fn new(end: Micros, speed: f64) -> Self {
        let speed = if speed.is_finite() { speed.clamp(0.01, 1000.0) } else { 1.0 };
        let off = |q: i64| (libm::log2(q as f64 / 4.0) - libm::log2(speed)).abs();
        let near = (0..QUARTERS.len()).min_by(|&a, &b| off(QUARTERS[a]).total_cmp(&off(QUARTERS[b])));
        Self { at: Micros::ZERO, end, speed: near.unwrap_or(REAL), playing: end > Micros::ZERO }
    }

    #[must_use]
    pub fn at(&self) -> Micros {
        self.at
    }

    #[must_use]
    pub fn end(&self) -> Micros {
        self.end
    }

    /// Changes the length: another race is shown.
    pub fn set_end(&mut self, end: Micros) {
        self.end = end;
    }

    #[must_use]
    pub fn playing(&self) -> bool {
        self.playing
    }

    fn at_end(&self) -> bool {
        self.at >= self.end
    }

    /// Plays or pauses; at the end, starts again.
    pub fn toggle(&mut self) {
        if !self.playing && self.at_end() {
            self.at = Micros::ZERO;
        }
        self.playing = !self.playing && self.end > Micros::ZERO;
    }

    pub fn pause(&mut self) {
        self.playing = false;
    }

    /// Goes to `at`, clamped to the race, and stops if that is the end.
    pub fn seek(&mut self, at: Micros) {
        self.at = at.clamp(Micros::ZERO, self.end);
        self.playing &= !self.at_end();
    }

    /// Moves by `by`.
    pub fn skip(&mut self, by: Micros) {
        self.seek(Micros(self.at.0.saturating_add(by.0)));
    }

    /// Lets `elapsed` real time pass; at most ten seconds at once.
    pub fn advance(&mut self, elapsed: Duration) {
        if self.playing {
            self.skip(Micros((elapsed.as_micros().min(10_000_000) as i64) * QUARTERS[self.speed] / 4));
        }
    }

    /// Changes the speed by so many steps.
    pub fn faster(&mut self, by: i32) {
        self.speed = self.speed.saturating_add_signed(by as isize).min(QUARTERS.len() - 1);
    }

    /// Race time that passes in `real` time.
    #[must_use]
    pub fn race_time_in(&self, real: Duration) -> Micros {
        Micros(real.as_micros() as i64 * QUARTERS[self.speed] / 4)
    }

    /// "1/4×", "8×".
    #[must_use]
    pub fn speed_label(&self) -> String {
        match QUARTERS[self.speed] {
            1 => "1/4×".into(),
            2 => "1/2×".into(),
            q => format!("{}×", q / 4),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Micros = Micros(60_000_000);

    #[test]
    fn a_second_at_eight_times_is_eight_seconds_of_race() {
        let mut p = Playback::new(MINUTE, 8.0);
        p.advance(Duration::from_secs(1));
        assert_eq!(p.at(), Micros(8_000_000));
    }

    #[test]
    fn the_replay_stops_at_the_end_and_space_starts_it_again() {
        let mut p = Playback::new(MINUTE, 64.0);
        p.advance(Duration::from_secs(5));
        assert_eq!((p.at(), p.playing()), (MINUTE, false));
        p.toggle();
        assert_eq!((p.at(), p.playing()), (Micros::ZERO, true));
    }

    #[test]
    fn speeds_run_from_a_quarter_to_sixty_four() {
        let mut p = Playback::new(MINUTE, 1.0);
        p.faster(-99);
        assert_eq!(p.speed_label(), "1/4×");
        p.faster(99);
        assert_eq!(p.speed_label(), "64×");
        assert_eq!(Playback::new(MINUTE, f64::NAN).speed_label(), "1×");
    }

    #[test]
    fn a_race_without_length_never_plays() {
        let mut p = Playback::new(Micros::ZERO, 8.0);
        p.toggle();
        p.advance(Duration::from_secs(9));
        assert_eq!((p.at(), p.playing()), (Micros::ZERO, false));
    }
}
