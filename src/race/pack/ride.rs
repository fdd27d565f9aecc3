//! Lanes, speeds, places and watts of a tick.
//!
//! Riders are taken in their order on the track, backwards from behind the widest gap. So the rider in front has moved when it is
//! the turn of the one behind, and nobody rides into anybody. All that a rider needs of those ahead are the last riders in the
//! lanes beside them, so that a tick takes the same time for every rider, however many there are.

use super::{Pack, PackRider};
use crate::event::Fact;
use crate::physics::{BIKE_M, RISE, wake};
use crate::race::effort::{EffortAsked, least, most};
use crate::race::lanes;
use crate::race::numbers::{
    BRAKE, CLEAR_M, CLOSING, CLOSING_HASTE, COURTESY_M, ENTER_M, ENTER_S, FLOW, HELD_UP_M, HELD_UP_MPS, HELD_UP_S,
    LANES, LEAST_M, LINE_M, MATCH, MOST_CLOSING_MPS, NEAR_M, NONE, OVERLAP_WAKE_M, ROUNDING, SLOW_DOWN_GAPS, SOON_MPS,
    TIRE_TICKS, WAKE_M,
};
use crate::units::Micros;

impl Pack {
    /// Rides for one tick that begins at `now`; crossings of the line go to `facts`.
    pub fn ride(&mut self, now: Micros, facts: &mut Vec<Fact>) {
        let looks_up = self.looks_up();
        if looks_up {
            self.ask();
        }
        self.tick += 1;
        self.is_new = false;
        let beyond = self.efforts.ride(looks_up);
        assert!(beyond.is_none(), "{}", beyond.map_or_else(String::new, |r| self.gives_too_much(r)));
        self.go(now, facts);
    }

    /// Everybody looks at the riders ahead, chooses a lane and asks for what it takes.
    fn ask(&mut self) {
        let until_s = self.dt * f64::from(self.every);
        let seam = self.seam();
        let mut tails = [NONE; LANES + 1];
        for k in 0..self.line.len() {
            let (before, rest) = self.line.split_at_mut(k);
            let Some((s, after)) = rest.split_first_mut() else { return };
            if s.lane == s.leaving && (s.wish.lane != s.lane || !s.wish.patient) {
                s.lane = choose_lane(s, before, after, &tails, self.lanes);
            }
            let lane = usize::from(s.lane);
            // The wheel in front: the nearer of the last riders in the lanes they hold.
            let mut wheel = tails[lane];
            if s.leaving != s.lane {
                let other = tails[usize::from(s.leaving)];
                let is_nearer = |o: &PackRider| before.get(wheel).is_none_or(|w| o.scan_m < w.scan_m);
                if before.get(other).is_some_and(is_nearer) {
                    wheel = other;
                }
            }
            let (scan_m, gap_m) = (s.scan_m, s.wish.gap_m);
            let (mut pace, mut flow, mut hurry) = (s.wish.pace, s.speed, f64::INFINITY);
            if let Some(wheel) = before.get(wheel) {
                let gap = wheel.gap(scan_m);
                pace = least(pace, wheel.flow + closing(gap - gap_m));
                let of_line = FLOW * wheel.flow + (1.0 - FLOW) * flow;
                flow = if gap < LINE_M { of_line } else { flow };
                let until = MATCH * (wheel.speed - s.speed + gap - LEAST_M);
                hurry = if gap < SLOW_DOWN_GAPS * gap_m { until } else { hurry };
            } else if seam[lane].0 < NEAR_M + scan_m {
                let gap = seam[lane].0 - BIKE_M - scan_m;
                pace = least(pace, seam[lane].1 + closing(gap - gap_m));
                hurry = MATCH * (seam[lane].1 - s.speed + gap - LEAST_M);
            }
            // Shelter comes from the last riders in the lanes around; each of them feels this rider behind.
            let mut chain = 0.0;
            let efforts = &mut self.efforts;
            let mut feel = |tail: &PackRider, gap: f64| {
                if (gap < WAKE_M) & (gap > -OVERLAP_WAKE_M) {
                    let w = wake(gap, (tail.height_m - s.height_m).abs());
                    chain = most(chain, w * (1.0 + tail.chain));
                    efforts.push(usize::from(tail.r), w);
                }
            };
            if let Some(own) = before.get(tails[lane]) {
                feel(own, own.gap(scan_m));
            }
            if let Some(above) = before.get(tails[lane + 1]) {
                let gap = above.gap(scan_m);
                feel(above, gap);
                // A rider who comes down in front of them is let in.
                if above.wish.lane < above.lane && above.wish.in_line && gap > COURTESY_M - BIKE_M {
                    pace = least(pace, above.flow + closing(gap - gap_m));
                }
            }
            if lane > 0
                && let Some(below) = before.get(tails[lane - 1])
            {
                let gap = below.gap(scan_m);
                feel(below, gap);
                // Beside a line that they mean to ride in, they go no faster than it does.
                if s.wish.patient {
                    pace = least(pace, below.flow + closing(gap - gap_m));
                }
            }
            s.chain = chain;
            s.flow = flow;
            let rise_w = if s.lane == s.leaving {
                0.0
            } else {
                s.weight_n * RISE * lanes::climb(s.height_m, s.lane, until_s) / until_s
            };
            let asked = EffortAsked { speed: s.speed, pace, hurry, height_m: s.height_m, rise_w, chain, behind: 0.0 };
            self.efforts.ask(usize::from(s.r), &asked);
            tails[usize::from(s.leaving)] = k;
            tails[lane] = k;
        }
    }

    /// Everybody goes as far as their legs take them, and no farther than the wheel in front.
    fn go(&mut self, now: Micros, facts: &mut Vec<Fact>) {
        let (dt, lap_m) = (self.dt, self.track.lap_m);
        let most_change = 2.0 * BRAKE * dt;
        let mut in_trouble = false;
        // Place and speed of the last rider so far in each lane. Between two looks riders may pass one another.
        let mut ends = [(f64::INFINITY, 0.0); LANES + 1];
        let (checks, tick) = (&self.checks, self.tick);
        for s in &mut self.line {
            let (mut speed, mut way_m) = self.efforts.given(usize::from(s.r));
            let (lane, leaving) = (usize::from(s.lane), usize::from(s.leaving));
            // Legs know nothing of a wheel that held the rider up. When it goes, they get up to speed no faster than they braked.
            if speed > s.speed + most_change {
                speed = s.speed + most_change;
                way_m = 0.5 * (s.speed + speed) * dt;
            }
            let mut wheel = ends[lane];
            if lane != leaving && ends[leaving].0 < wheel.0 {
                wheel = ends[leaving];
            }
            let room_m = wheel.0 - BIKE_M - LEAST_M - s.scan_m;
            if way_m > room_m {
                way_m = most(room_m, 0.0);
                speed = most(most(least(speed, wheel.1), s.speed - most_change), 0.0);
            }
            s.speed = speed;
            s.scan_m += way_m;
            s.ridden_m += way_m;
            if s.scan_m < ends[lane].0 {
                ends[lane] = (s.scan_m, speed);
            }
            if lane != leaving {
                if s.scan_m < ends[leaving].0 {
                    ends[leaving] = (s.scan_m, speed);
                }
                (s.height_m, s.leaving) = lanes::drift(s.height_m, s.lane, s.leaving, dt);
            }
            in_trouble |= s.ridden_m >= s.trouble_m;
            if s.ridden_m >= s.next_line_m {
                let part = 1.0 - (s.ridden_m - s.next_line_m) / way_m;
                let at = Micros(now.0 + Micros::from_secs(part * dt).0);
                s.laps += 1;
                s.next_line_m = f64::from(s.laps + 1) * lap_m;
                assert!(
                    s.ridden_m < s.next_line_m && part > -ROUNDING && part <= 1.0,
                    "{}: {} m ridden as lap {} ends, at {part} of a tick",
                    checks.at(tick, s.bib),
                    s.ridden_m,
                    s.laps
                );
                facts.push(Fact::Line { bib: s.bib, ridden: s.laps, at });
            }
        }
        self.in_trouble = in_trouble;
        if self.tick.is_multiple_of(TIRE_TICKS) {
            for s in &self.line {
                self.efforts.tire(usize::from(s.r));
            }
        }
    }

    /// By lane, place and speed of the riders who end the scan, as its first riders see them: one lap on.
    fn seam(&self) -> [(f64, f64); LANES + 1] {
        let mut seam = [(f64::INFINITY, f64::INFINITY); LANES + 1];
        let n = self.line.len();
        if n > 1 && self.line[n - 1].scan_m + self.track.lap_m - self.line[0].scan_m < NEAR_M {
            for s in &self.line[n.saturating_sub(2 * LANES).max(1)..] {
                let at = (s.scan_m + self.track.lap_m, s.speed);
                seam[usize::from(s.lane)] = at;
                seam[usize::from(s.leaving)] = at;
            }
        }
        seam
    }
}

impl PackRider {
    /// Metres from their rear wheel back to a front wheel at `scan_m`.
    fn gap(&self, scan_m: f64) -> f64 {
        self.scan_m - BIKE_M - scan_m
    }
}

/// The lane in which `s` rides on; `before` and `after` are the riders ahead and behind, `tails` the last rider ahead in each
/// lane.
fn choose_lane(s: &PackRider, before: &[PackRider], after: &[PackRider], tails: &[usize; LANES + 1], lanes: u8) -> u8 {
    // Held up by the last rider of a lane, because they would ride faster.
    let blocked = |lane: u8| {
        before.get(tails[usize::from(lane)]).is_some_and(|tail| {
            let closing = least(s.wish.pace, s.speed + SOON_MPS) - tail.speed;
            closing > HELD_UP_MPS && tail.scan_m - BIKE_M - s.scan_m < HELD_UP_M + HELD_UP_S * closing
        })
    };
    let up = s.lane + 1;
    if up < lanes && (s.wish.lane > s.lane || (!s.wish.patient && blocked(s.lane))) {
        return if is_free(s, up, before, after, tails) { up } else { s.lane };
    }
    if s.wish.lane < s.lane && (s.wish.patient || !blocked(s.lane - 1)) && is_free(s, s.lane - 1, before, after, tails)
    {
        return s.lane - 1;
    }
    s.lane
}

/// Whether `s` may move into `lane` without coming too near to anybody who holds it.
fn is_free(s: &PackRider, lane: u8, before: &[PackRider], after: &[PackRider], tails: &[usize; LANES + 1]) -> bool {
    if let Some(tail) = before.get(tails[usize::from(lane)])
        && tail.scan_m - BIKE_M - s.scan_m < ENTER_M + ENTER_S * most(s.speed - tail.speed, 0.0)
    {
        return false;
    }
    for other in after {
        let gap = s.scan_m - BIKE_M - other.scan_m;
        if gap > CLEAR_M {
            break;
        }
        if other.holds(lane) && gap < ENTER_M + ENTER_S * most(other.speed - s.speed, 0.0) {
            return false;
        }
    }
    true
}

/// How much faster than a wheel a rider goes who is `off_m` too far behind it, m/s.
fn closing(off_m: f64) -> f64 {
    least(CLOSING * off_m * (1.0 + CLOSING_HASTE * most(off_m, 0.0)), MOST_CLOSING_MPS)
}
