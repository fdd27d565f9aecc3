//! A sprint: from how far out each contender goes, and how far ahead of the others they are on the line.

use super::numbers::{
    AHEAD_M, BACK_LAPS, BACK_M, CLEAR, CLEAR_HIGH_M, CLEAR_LOW_M, GAP_HIGH_M, GAP_LOW_M, KEEP_LANE_M, LAST_LANES,
    LATE_LANES, LATE_PLACES, LAUNCH_HIGH_M, LAUNCH_LAPS, LAUNCH_LOW_M, SETTLED_M, WANTED_PLACE,
};
use super::script::SprintScript;
use crate::math::ease;
use crate::rng::Stream;

/// The staging of one sprint.
#[derive(Debug, Clone, PartialEq)]
pub struct Finish {
    /// The race lap that ends with it.
    pub lap: f64,
    /// First across first.
    pub order: Vec<usize>,
    /// Riders who cross level with one another.
    pub heats: Vec<Vec<usize>>,
    /// It is the last line of the race: everybody sprints.
    pub last: bool,
    /// The contenders have been called to the front of the bunch.
    pub called: bool,
    /// Riders who do not sprint have lined up.
    pub lined_up: bool,
    /// They have been let go again.
    pub sent_back: bool,
    /// Everybody has a lane to sprint in.
    pub spread: bool,
    lanes: Vec<u8>,
    /// Metres on the line between each contender and the next.
    gaps: Vec<f64>,
    /// Metres before the line at which each begins.
    launch: Vec<f64>,
}

impl Finish {
    /// Stages `sprint`.
    #[must_use]
    pub fn new(sprint: &SprintScript, last: bool, stream: &mut Stream) -> Self {
        let n = sprint.order.len();
        let mut finish = Self {
            lap: f64::from(sprint.lap),
            order: sprint.order.clone(),
            heats: sprint.heats.clone(),
            last,
            called: false,
            lined_up: false,
            sent_back: false,
            spread: false,
            lanes: vec![0; n],
            gaps: (0..n)
                .map(|i| {
                    if i < CLEAR {
                        stream.between(CLEAR_LOW_M, CLEAR_HIGH_M)
                    } else {
                        stream.between(GAP_LOW_M, GAP_HIGH_M)
                    }
                })
                .collect(),
            launch: (0..n).map(|_| stream.between(LAUNCH_LOW_M, LAUNCH_HIGH_M)).collect(),
        };
        for i in 1..n {
            if finish.is_level(i) {
                finish.gaps[i - 1] = 0.0;
                finish.launch[i] = finish.launch[i - 1];
            }
        }
        finish
    }

    /// Whether contender `i` crosses the line level with the one before.
    #[must_use]
    pub fn is_level(&self, i: usize) -> bool {
        i > 0 && self.heats.iter().any(|heat| heat.contains(&self.order[i - 1]) && heat.contains(&self.order[i]))
    }

    /// How many places `rider`, now at `place`, is behind where the sprint wants them; 0 for riders who do not contest it.
    #[must_use]
    pub fn far(&self, rider: usize, place: f64) -> f64 {
        let wanted = |rank: usize| if self.last { rank as f64 } else { WANTED_PLACE };
        self.order.iter().position(|&r| r == rider).map_or(0.0, |rank| place - wanted(rank))
    }

    /// Metres on the line between contender `i` and the next.
    #[must_use]
    pub fn gap(&self, i: usize) -> f64 {
        self.gaps[i]
    }

    /// Gives contenders who ride `together` lanes of their own, so that nobody is boxed in. In a sprint for points the hindmost
    /// goes widest, outside the bunch, from lane `lowest` up; at the finish, lanes are given out in turn, in the order across the line.
    pub fn spread(&mut self, lowest: u8, together: impl Fn(usize, usize) -> bool, place: impl Fn(usize) -> f64) {
        self.spread = true;
        let mut late = 0;
        for i in 0..self.order.len() {
            let me = self.order[i];
            self.lanes[i] = if self.last && self.far(me, place(me)) > LATE_PLACES {
                // They have not come up yet, and come outside all others.
                late += 1;
                LAST_LANES as u8 + (late - 1) % LATE_LANES
            } else if self.last {
                (i % LAST_LANES) as u8
            } else {
                let ahead = |&&o: &&usize| o != me && together(o, me) && (place(o), o) < (place(me), me);
                lowest + self.order.iter().filter(ahead).count() as u8
            };
        }
    }

    /// The lane of `rider` near this line.
    #[must_use]
    pub fn lane(&self, rider: usize, unit_m: f64, lap_m: f64) -> Option<u8> {
        let near = self.spread && unit_m < self.lap * lap_m + KEEP_LANE_M;
        self.order.iter().position(|&r| near && r == rider).map(|i| self.lanes[i])
    }

    /// How many metres `rider` should be ahead of the reference of their unit (bunch or break) at `unit_m`, if they contest this
    /// sprint: from their place `base_m` to their place on the line, and back again. `unit` says who rides with them.
    #[must_use]
    pub fn offset(
        &self,
        rider: usize,
        base_m: f64,
        unit_m: f64,
        lap_m: f64,
        unit: impl Fn(usize) -> bool,
    ) -> Option<f64> {
        let i = self.order.iter().position(|&r| r == rider)?;
        let to_line = self.lap * lap_m - unit_m;
        let launch = self.launch[i].min(LAUNCH_LAPS * lap_m);
        let go = if to_line > 0.0 {
            1.0 - ease(SETTLED_M, launch, to_line)
        } else {
            1.0 - ease(0.0, BACK_M.min(BACK_LAPS * lap_m), -to_line)
        };
        // Behind the first of the unit by the gaps between those in between. The fourth is still clear of the pace line.
        let together: Vec<usize> = (0..self.order.len()).filter(|&k| unit(self.order[k])).collect();
        let front: f64 = AHEAD_M + together.iter().filter(|&&k| k < CLEAR).map(|&k| self.gaps[k]).sum::<f64>();
        let behind: f64 = together.iter().filter(|&&k| k < i).map(|&k| self.gaps[k]).sum();
        Some(base_m + (front - behind - base_m) * go)
    }
}
