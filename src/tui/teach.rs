//! When a confusion is explained on the screen: the moments of the race, what was told by now, and what waits for its turn.
//! Draws nothing.

use std::collections::VecDeque;
use std::time::Duration;

use crate::lessons::{AtStake, Confusion};
use crate::units::Micros;

/// How long an explanation stays, real time: thirty words, and a look at the race.
pub const READ: Duration = Duration::from_secs(10);
/// From one explanation to the next at least, real time.
const REST: Duration = Duration::from_secs(4);
/// An explanation that has waited longer is about something that is over, real time. The confusion waits for its next moment.
const LATE: Duration = Duration::from_secs(30);

/// How often a confusion is explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Teach {
    Never,
    /// Once in a race.
    #[default]
    Once,
    Always,
}

impl Teach {
    /// The next one, going round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Once => Self::Always,
            Self::Always => Self::Never,
            Self::Never => Self::Once,
        }
    }

    /// "what confuses is explained once in a race"
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Never => "nothing is explained by itself",
            Self::Once => "what confuses is explained once in a race",
            Self::Always => "what confuses is explained each time",
        }
    }
}

/// The explanations of one race.
#[derive(Debug, Default)]
pub struct Teaching {
    pub how: Teach,
    moments: Vec<AtStake>,
    told: Vec<Confusion>,
    /// Whose turn has yet to come, and for how long they have waited.
    waiting: VecDeque<(AtStake, Duration)>,
    /// What was shown last, and how long ago it went.
    shown: Option<AtStake>,
    pause: Duration,
}

impl Teaching {
    #[must_use]
    pub fn new(how: Teach, moments: Vec<AtStake>) -> Self {
        Self { how, moments, ..Self::default() }
    }

    /// The race is another one from now on, or is scored by other rules.
    pub fn set_moments(&mut self, moments: Vec<AtStake>) {
        self.moments = moments;
        self.waiting.clear();
    }

    pub fn next_how(&mut self) {
        self.how = self.how.next();
        self.waiting.clear();
    }

    /// The race has been shown from `from` up to `to`.
    pub fn pass(&mut self, from: Micros, to: Micros) {
        let new = self.moments.iter().filter(|moment| from < moment.at && moment.at <= to);
        let new: Vec<AtStake> = match self.how {
            Teach::Never => Vec::new(),
            Teach::Once => new.filter(|moment| !self.told.contains(&moment.confusion)).cloned().collect(),
            Teach::Always => new.cloned().collect(),
        };
        for moment in new {
            if self.waiting.iter().all(|(other, _)| other.confusion != moment.confusion) {
                self.waiting.push_back((moment, Duration::ZERO));
            }
        }
    }

    /// Whether something waits for its turn.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Real time has passed; returns what is to be shown now, if the place for it `is_free`.
    pub fn turn(&mut self, elapsed: Duration, is_free: bool) -> Option<AtStake> {
        for (_, waited) in &mut self.waiting {
            *waited += elapsed;
        }
        self.waiting.retain(|(_, waited)| *waited < LATE);
        self.pause = if is_free { self.pause.saturating_sub(elapsed) } else { REST };
        if !is_free || !self.pause.is_zero() {
            return None;
        }
        let (moment, _) = self.waiting.pop_front()?;
        self.told.push(moment.confusion);
        (self.shown, self.pause) = (Some(moment.clone()), REST);
        Some(moment)
    }

    /// What is shown has to make room before it was read: it is shown again.
    pub fn put_back(&mut self) {
        self.waiting.extend(self.shown.take().map(|moment| (moment, Duration::ZERO)));
        self.waiting.rotate_right(self.waiting.len().min(1));
    }

    /// What still waits, when the race is over and nothing more is shown.
    pub fn rest(&mut self) -> Vec<AtStake> {
        self.waiting.drain(..).map(|(moment, _)| moment).collect()
    }

    /// What was shown last.
    #[must_use]
    pub fn shown(&self) -> Option<&AtStake> {
        self.shown.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(at_s: i64, confusion: Confusion) -> AtStake {
        AtStake { at: Micros(at_s * 1_000_000), confusion, text: format!("{at_s} s") }
    }

    fn race(how: Teach) -> Teaching {
        let one = Confusion::FrontLeads;
        Teaching::new(how, vec![moment(10, one), moment(11, Confusion::PlacesLeft), moment(40, one)])
    }

    fn at(s: i64) -> Micros {
        Micros(s * 1_000_000)
    }

    #[test]
    fn nothing_is_told_before_its_moment_and_never_two_things_at_once() {
        let mut teaching = race(Teach::Once);
        teaching.pass(at(0), at(9));
        assert_eq!(teaching.turn(REST, true), None);
        teaching.pass(at(9), at(12));
        assert_eq!(teaching.turn(Duration::ZERO, true).map(|m| m.text), Some("10 s".to_owned()));
        assert!(teaching.is_waiting());
        assert_eq!(teaching.turn(READ, false), None, "the first is still read");
        assert_eq!(teaching.turn(Duration::from_secs(1), true), None, "some seconds lie between");
        assert_eq!(teaching.turn(REST, true).map(|m| m.text), Some("11 s".to_owned()));
        assert!(!teaching.is_waiting());
    }

    #[test]
    fn a_confusion_is_explained_once_each_time_or_never() {
        let told = |how| {
            let mut teaching = race(how);
            let mut told = 0;
            for s in (0..60).step_by(20) {
                teaching.pass(at(s), at(s + 20));
                for _ in 0..10 {
                    told += usize::from(teaching.turn(REST, true).is_some());
                }
            }
            told
        };
        assert_eq!([Teach::Never, Teach::Once, Teach::Always].map(told), [0, 2, 3]);
        assert_eq!(Teach::Once.next().next().next(), Teach::Once);
    }

    #[test]
    fn what_had_to_make_room_is_shown_again_before_anything_else() {
        let mut teaching = race(Teach::Once);
        teaching.pass(at(0), at(12));
        assert_eq!(teaching.turn(Duration::ZERO, true).map(|m| m.text), Some("10 s".to_owned()));
        teaching.put_back();
        assert_eq!(teaching.shown(), None);
        let told: Vec<String> = (0..4).filter_map(|_| teaching.turn(REST, true)).map(|m| m.text).collect();
        assert_eq!(told, ["10 s", "11 s"]);
        teaching.put_back();
        assert!(teaching.is_waiting());
    }

    #[test]
    fn what_has_waited_too_long_is_left_for_the_next_time() {
        let mut teaching = race(Teach::Once);
        teaching.pass(at(0), at(10));
        assert_eq!(teaching.turn(LATE, false), None);
        assert!(!teaching.is_waiting());
        teaching.pass(at(10), at(40));
        let told: Vec<AtStake> = (0..3).filter_map(|_| teaching.turn(REST, true)).collect();
        assert_eq!(told.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(), ["11 s", "40 s"]);
    }
}
