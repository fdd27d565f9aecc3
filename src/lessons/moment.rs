//! Moments of a race as a lesson names them: after a sprint, at a bell, at a lap gained, at a lap or a time. Knows no question.

use crate::chances;
use crate::player::{Mark, Replay};
use crate::rules::Ruling;
use crate::tactics::When;
use crate::units::Micros;

/// A moment, and seconds after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moment {
    of: Of,
    /// Seconds after it; negative, before.
    shift_s: f64,
}

/// What happens at a moment. Numbers are from 1.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Of {
    /// A sprint's last place with points is taken.
    Sprint(u32),
    /// The bell of a sprint rings for the head of the race.
    Bell(u32),
    /// It rings again, for a later group.
    BellAgain(u32),
    /// A lap is gained, or lost.
    Gain(usize),
    Loss(usize),
    /// The head of the race crosses the last line.
    Finish,
    /// A lap of the head of the race, or a time.
    When(When),
}

/// The moments that can be written, for messages.
pub const LIST: &str = "\"sprint 13\", \"bell 7\", \"bell again 7\", \"gain 2\", \"loss 1\", \"finish\", \"lap 130\" or a time, as \"41:12\"";

/// Most seconds before or after.
const FARTHEST_S: f64 = 600.0;

impl Moment {
    /// Reads `sprint 13`, `bell 7 + 2 s`, `41:12`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let sign = text.find(['+', '-', '−']);
        let (moment, shift_s) = match sign {
            Some(i) => {
                let seconds = text[i..].trim_start_matches(['+', '-', '−']).trim().trim_end_matches('s').trim();
                let seconds: f64 = seconds.parse().ok().filter(|s: &f64| (0.0..=FARTHEST_S).contains(s))?;
                (text[..i].trim(), if text[i..].starts_with('+') { seconds } else { -seconds })
            }
            None => (text.as_str(), 0.0),
        };
        let numbered = |word: &str| moment.strip_prefix(word)?.trim().parse::<u32>().ok().filter(|n| *n > 0);
        let of = if moment == "finish" {
            Of::Finish
        } else if let Some(n) = numbered("sprint ") {
            Of::Sprint(n)
        } else if let Some(n) = numbered("bell again ") {
            Of::BellAgain(n)
        } else if let Some(n) = numbered("bell ") {
            Of::Bell(n)
        } else if let Some(n) = numbered("gain ") {
            Of::Gain(n as usize)
        } else if let Some(n) = numbered("loss ") {
            Of::Loss(n as usize)
        } else {
            Of::When(crate::run::read_when(moment.strip_prefix("lap ").unwrap_or(moment)).ok()?)
        };
        Some(Self { of, shift_s })
    }

    /// When it comes in `race`; `None` if it does not.
    #[must_use]
    pub fn at(self, race: &Replay) -> Option<Micros> {
        let ruled = |is: &dyn Fn(&Ruling) -> bool, nth: usize| {
            race.rulings().iter().filter(|ruling| is(ruling)).nth(nth).map(Ruling::at)
        };
        let at = match self.of {
            Of::Sprint(n) => race.marks().into_iter().find(|(_, mark)| *mark == Mark::Sprint(n)).map(|(at, _)| at),
            Of::Bell(n) => ruled(&|r| matches!(r, Ruling::Bell { sprint, .. } if *sprint == n), 0),
            Of::BellAgain(n) => ruled(&|r| matches!(r, Ruling::BellAgain { sprint, .. } if *sprint == n), 0),
            Of::Gain(n) => ruled(&|r| matches!(r, Ruling::Gain { .. }), n - 1),
            Of::Loss(n) => ruled(&|r| matches!(r, Ruling::Loss { .. }), n - 1),
            Of::Finish => ruled(&|r| matches!(r, Ruling::Over { .. }), 0),
            Of::When(when) => chances::moment(race, when),
        }?;
        let at = Micros(at.0 + (self.shift_s * 1e6) as i64);
        (Micros::ZERO..=race.duration()).contains(&at).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_people_write_them() {
        let read = |text| Moment::read(text).map(|m| (m.of, m.shift_s));
        assert_eq!(read("sprint 13"), Some((Of::Sprint(13), 0.0)));
        assert_eq!(read("Bell 7 + 2 s"), Some((Of::Bell(7), 2.0)));
        assert_eq!(read("bell again 3 -1.5s"), Some((Of::BellAgain(3), -1.5)));
        assert_eq!(read("gain 2"), Some((Of::Gain(2), 0.0)));
        assert_eq!(read("lap 130"), Some((Of::When(When::Lap(130.0)), 0.0)));
        assert_eq!(read("41:12"), Some((Of::When(When::Time(Micros(2_472_000_000))), 0.0)));
        for wrong in ["", "sprint", "sprint 0", "bell x", "gain -1", "finish + 5000 s", "somewhen"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
