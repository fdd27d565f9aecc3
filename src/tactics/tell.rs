//! Notes of what riders do that is worth a sentence. Decides nothing.

use super::mind::Mind;
use super::numbers::{CHASE_REST_S, MEANT_S, NOBODY_PULLS_REST_S, SITS_UP_REST_S, TOLD_AWAY_M};
use super::sight::{Role, Sight};
use crate::event::Note;
use crate::units::Bib;

/// What a rider does that may be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    Bridge,
    Chase,
    NobodyPulls,
    SitsUp,
}

impl Saying {
    const COUNT: usize = 4;

    /// Seconds until the same may be told again.
    fn rest_s(self) -> f64 {
        match self {
            Self::Bridge => 0.0,
            Self::SitsUp => SITS_UP_REST_S,
            Self::Chase => CHASE_REST_S,
            Self::NobodyPulls => NOBODY_PULLS_REST_S,
        }
    }
}

/// Remembers what has been told.
#[derive(Debug, Clone)]
pub struct Teller {
    bibs: Vec<Bib>,
    /// Who was away at the last look.
    was_away: Vec<bool>,
    /// Their lead over the bunch then, m.
    lead_m: Vec<f64>,
    /// Who has been half a lap up since they went.
    had_half: Vec<bool>,
    /// Somebody was away at the last look.
    some_away: bool,
    /// When each [`Saying`] was last told, s.
    said_s: [f64; Saying::COUNT],
    /// The next look is the first, at a race that is under way: nothing in it is news.
    is_midway: bool,
}

impl Teller {
    pub fn new(bibs: Vec<Bib>) -> Self {
        let n = bibs.len();
        Self {
            bibs,
            was_away: vec![false; n],
            lead_m: vec![0.0; n],
            had_half: vec![false; n],
            some_away: false,
            said_s: [f64::NEG_INFINITY; Saying::COUNT],
            is_midway: false,
        }
    }

    /// The next look is at a race that is under way: those who are away then are no news.
    pub fn begin_midway(&mut self) {
        self.is_midway = true;
    }

    pub fn bibs(&self) -> &[Bib] {
        &self.bibs
    }

    /// Tells what rider `r` does, unless the same was told a moment ago.
    pub fn says(&mut self, r: usize, saying: Saying, now_s: f64, tell: &mut impl FnMut(Note)) {
        let said_s = &mut self.said_s[saying as usize];
        if now_s - *said_s <= saying.rest_s() {
            return;
        }
        *said_s = now_s;
        let bib = self.bibs[r];
        tell(match saying {
            Saying::Bridge => Note::Bridge { bib },
            Saying::Chase => Note::Chase { bib },
            Saying::NobodyPulls => Note::NobodyPulls { bib },
            Saying::SitsUp => Note::SitsUp { bib },
        });
    }

    /// Tells who has left the bunch, who is back, and who has half a lap.
    pub fn watch(&mut self, sight: &Sight, minds: &[Mind], lap_m: f64, by_bib: &[usize], tell: &mut impl FnMut(Note)) {
        let is_midway = std::mem::take(&mut self.is_midway);
        if sight.away.is_empty() && !self.some_away {
            return;
        }
        self.some_away = !sight.away.is_empty();
        let (mut left, mut caught, mut meant) = (Vec::new(), Vec::new(), false);
        for &r in by_bib {
            let seen = &sight.riders[r];
            let lead_m = seen.race_m - sight.front_m;
            let least_m = if self.was_away[r] { 0.0 } else { TOLD_AWAY_M };
            let away = seen.riding && seen.role == Role::Away && lead_m > least_m;
            if away && !self.was_away[r] {
                left.push(self.bibs[r]);
                meant |= sight.now_s - minds[r].went_s <= MEANT_S;
            }
            // A rider who was nearer to its tail than to its front has gained a lap, which the referee tells.
            if !away && self.was_away[r] && seen.role == Role::Bunch && self.lead_m[r] < 0.5 * lap_m {
                caught.push(self.bibs[r]);
            }
            let half = away && lead_m > 0.5 * lap_m;
            if half && !self.had_half[r] && !is_midway {
                tell(Note::HalfLap { bibs: vec![self.bibs[r]] });
            }
            self.had_half[r] = half || (away && self.had_half[r]);
            self.was_away[r] = away;
            self.lead_m[r] = lead_m;
        }
        if !left.is_empty() && !is_midway {
            tell(if meant { Note::Attack { bibs: left } } else { Note::Clear { bibs: left } });
        }
        if !caught.is_empty() {
            tell(Note::Caught { bibs: caught });
        }
    }
}
