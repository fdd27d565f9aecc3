//! What riders do, as far as it is worth a sentence. Decides nothing.

use super::mind::Mind;
use super::sight::{Role, Sight};
use crate::event::Note;
use crate::units::Bib;

/// Metres ahead of the bunch from which a rider is told to be away.
const CLEAR_M: f64 = 15.0;
/// Whoever has meant to get away this many seconds ago or less, and is away, has attacked.
const MEANT_S: f64 = 25.0;

/// Something a rider does; riders by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saying {
    Bridge,
    Chase,
    NobodyPulls,
    SitsUp,
}

impl Saying {
    /// Seconds until the same may be told again.
    fn rest_s(self) -> f64 {
        match self {
            Self::Bridge => 0.0,
            Self::SitsUp => 5.0,
            Self::Chase => 30.0,
            Self::NobodyPulls => 60.0,
        }
    }
}

/// Remembers what has been told.
#[derive(Debug, Clone)]
pub struct Teller {
    bibs: Vec<Bib>,
    /// Who was away when last looked at, how far, in metres, and who has had half a lap since he went.
    was_away: Vec<bool>,
    lead_m: Vec<f64>,
    had_half: Vec<bool>,
    /// Somebody was away when last looked at.
    some_away: bool,
    said_s: [f64; 4],
    /// The next look is the first, at a race under way: nothing in it is new.
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
            said_s: [f64::NEG_INFINITY; 4],
            is_midway: false,
        }
    }

    /// The next look is at a race under way: whoever is away then has been told of.
    pub fn begin_midway(&mut self) {
        self.is_midway = true;
    }

    pub fn bibs(&self) -> &[Bib] {
        &self.bibs
    }

    /// Rider `r` does something.
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

    /// Who has left the bunch, who is back, who has half a lap.
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
            let least_m = if self.was_away[r] { 0.0 } else { CLEAR_M };
            let away = seen.riding && seen.role == Role::Away && lead_m > least_m;
            if away && !self.was_away[r] {
                left.push(self.bibs[r]);
                meant |= sight.now_s - minds[r].went_s <= MEANT_S;
            }
            // Whoever was nearer to its tail than to its front has gained a lap, which the referee tells.
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
