//! How many frames a terminal takes: no more are sent than it answers for. Knows times and numbers of bytes, and no terminal.
//!
//! Every frame ends with a question that any terminal answers when it gets there (its status, `ESC [ 5 n`). Between the
//! program and the eye there may be kilobytes of buffers, on a slow line seconds, and only an answer tells how full they are.
//! A terminal that never answers is taken for a slow one.

use std::collections::VecDeque;
use std::time::Duration;

/// The question for the terminal's status.
pub const QUESTION: &[u8] = b"\x1b[5n";
/// Frames on the way when another may be sent because time has passed: one that is being shown and one behind it.
const ON_THE_WAY: usize = 2;
/// A terminal that takes longer than this to show a frame gets one at a time.
const SLOW: Duration = Duration::from_millis(120);
/// The same for a frame that somebody waits for, who has pressed a key.
const AFTER_A_KEY: usize = 4;
/// After this an answer is taken for lost.
const LOST: Duration = Duration::from_secs(5);
/// Bytes a second that a terminal is taken for which has never answered: a line of 19,200 baud has 1920.
const MUTE: f64 = 1750.0;
/// Frames that are sent without waiting: the start list and the race.
const AT_ONCE: u32 = 2;
/// How long the answers to the last frames are waited for: of a terminal that has answered before, and of another.
const LAST: Duration = Duration::from_secs(1);
const LAST_IF_MUTE: Duration = Duration::from_millis(100);
/// A write that takes longer than this shows how fast the line is. Shorter ones end in buffers.
const BLOCKED: Duration = Duration::from_millis(50);

/// What is on its way to the terminal.
#[derive(Debug)]
pub struct Pace {
    /// When each frame was sent that has not been answered for.
    sent: VecDeque<Duration>,
    /// Whether there has been an answer.
    answers: bool,
    /// How long the last one took.
    took: Duration,
    /// Whether it is worth while to ask.
    asks: bool,
    frames: u32,
    /// When everything will have been shown by a terminal that does not answer.
    shown: Duration,
    /// Bytes a second that such a terminal takes.
    rate: f64,
}

impl Pace {
    /// Nothing is on its way.
    #[must_use]
    pub fn new() -> Self {
        // A Windows console takes what it is sent, and its keys are read by others, who would take an answer for keys.
        let is_console = cfg!(windows);
        let (sent, shown) = (VecDeque::new(), Duration::ZERO);
        Self { sent, answers: is_console, took: Duration::ZERO, asks: !is_console, frames: 0, shown, rate: MUTE }
    }

    /// Whether the next frame is to end with [`QUESTION`].
    #[must_use]
    pub fn asks(&self) -> bool {
        self.asks
    }

    /// A frame of so many bytes was sent at `now`; writing it took `took`.
    pub fn sent(&mut self, bytes: usize, took: Duration, now: Duration) {
        self.frames += 1;
        if self.asks {
            self.sent.push_back(now);
        }
        if took > BLOCKED {
            self.rate = self.rate.min(bytes as f64 / took.as_secs_f64()).max(1.0);
        }
        self.shown = self.shown.max(now) + Duration::from_secs_f64(bytes as f64 / self.rate);
    }

    /// The terminal has answered for the oldest frame.
    pub fn answered(&mut self, now: Duration) {
        (self.answers, self.asks) = (true, true);
        self.took = self.sent.pop_front().map_or(self.took, |sent| now.saturating_sub(sent));
    }

    /// How long the next frame has to wait, as far as is known at `now`. A frame is `urgent` if somebody waits for it.
    pub fn wait(&mut self, urgent: bool, now: Duration) -> Duration {
        while self.sent.front().is_some_and(|sent| *sent + LOST <= now) {
            self.sent.pop_front();
            self.asks = self.answers;
        }
        let most = match urgent {
            true => AFTER_A_KEY,
            false if self.took > SLOW => 1,
            false => ON_THE_WAY,
        };
        match self.answers {
            true if self.sent.len() < most => Duration::ZERO,
            true => (self.sent[0] + LOST).saturating_sub(now),
            false if urgent || self.frames < AT_ONCE => Duration::ZERO,
            false => self.shown.saturating_sub(now),
        }
    }

    /// Whether an answer is expected.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.sent.is_empty()
    }

    /// How long to wait for the answers to the last frames.
    #[must_use]
    pub fn patience(&self) -> Duration {
        if self.answers { LAST.max(3 * self.took).min(LOST) } else { LAST_IF_MUTE }
    }

    /// Expects no answers: others have the terminal.
    pub fn forget(&mut self) {
        self.sent.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    #[test]
    fn a_terminal_that_answers_is_never_more_than_two_frames_behind() {
        let mut pace = Pace::new();
        pace.sent(6000, MS, MS);
        pace.answered(2 * MS);
        for n in 0..ON_THE_WAY as u32 {
            assert_eq!(pace.wait(false, n * MS), Duration::ZERO);
            pace.sent(6000, MS, n * MS);
        }
        assert!(pace.wait(false, 2 * MS) > Duration::ZERO, "two are on the way");
        assert_eq!(pace.wait(true, 2 * MS), Duration::ZERO, "but a key is answered");
        pace.answered(3 * MS);
        assert_eq!(pace.wait(false, 3 * MS), Duration::ZERO);
        pace.sent(100, MS, 3 * MS);
        assert_eq!(pace.wait(false, 3 * MS), LOST - 2 * MS, "until the oldest answer is taken for lost");
        assert_eq!(pace.wait(false, LOST + MS), Duration::ZERO);
    }

    #[test]
    fn a_terminal_that_never_answers_gets_what_a_slow_line_takes() {
        let mut pace = Pace::new();
        let (mut now, mut bytes) = (Duration::ZERO, 0);
        for n in 0..600 {
            if pace.wait(false, now).is_zero() {
                pace.sent(175, MS, now);
                bytes += if n > 0 { 175 } else { 0 };
            }
            assert_eq!(pace.wait(true, now), Duration::ZERO);
            now += 33 * MS;
        }
        assert!((25_000..=1750 * 20).contains(&bytes), "{bytes} bytes in 20 s");
        assert!(!pace.asks(), "asking is given up");
        assert!(!pace.is_waiting());
        pace.answered(now);
        assert!(pace.asks(), "until there is an answer after all");
    }

    #[test]
    fn a_slow_terminal_gets_one_frame_at_a_time() {
        let mut pace = Pace::new();
        pace.sent(270, MS, MS);
        pace.answered(142 * MS);
        assert_eq!(pace.wait(false, 142 * MS), Duration::ZERO);
        pace.sent(270, MS, 142 * MS);
        assert!(pace.wait(false, 175 * MS) > Duration::ZERO);
        assert_eq!(pace.wait(true, 175 * MS), Duration::ZERO);
        pace.answered(200 * MS);
        assert_eq!(pace.wait(false, 200 * MS), Duration::ZERO);
        pace.sent(100, MS, 200 * MS);
        assert_eq!(pace.wait(false, 233 * MS), Duration::ZERO, "it has become faster");
    }

    #[test]
    fn a_write_that_blocks_shows_a_slower_line() {
        let mut pace = Pace::new();
        pace.sent(960, 1000 * MS, 1000 * MS);
        pace.sent(960, MS, 1000 * MS);
        assert_eq!(pace.wait(false, 1000 * MS).as_secs(), 2);
    }

    #[test]
    fn the_first_frames_are_sent_at_once() {
        let mut pace = Pace::new();
        for _ in 0..AT_ONCE {
            assert_eq!(pace.wait(false, MS), Duration::ZERO);
            pace.sent(6000, MS, MS);
        }
        assert!(pace.wait(false, MS) > Duration::from_secs(5));
    }
}
