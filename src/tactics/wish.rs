//! From an intent to watts: what a rider asks of his legs until he looks up again.

use super::Tactics;
use super::mind::Intent;
use super::sight::{LOST_M, NOBODY, Role, Seen, Sight};

/// What a rider asks of his legs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// Not faster than this, m/s.
    pub pace: f64,
    /// The most he is willing to give, W.
    pub most_w: f64,
    /// Metres he keeps to the wheel in front.
    pub gap_m: f64,
    /// Lane he would like to ride in.
    pub lane: u8,
    /// Stays behind a wheel instead of going round it.
    pub patient: bool,
    /// Rides in the line of his group, as others' wheel; not one who is on his way out of it or back in it.
    pub in_line: bool,
}

/// Metres to a wheel: in a bunch, and when one is in the way of somebody on the outside.
const WHEEL_M: f64 = 0.5;
/// Metres that one who leaves a sprint to others keeps to the wheel: enough for them to go round him.
const OPEN_M: f64 = 2.0 * LOST_M;
/// Speed at which one who has swung off lets the others by, m/s.
const DRIFT: f64 = 1.0;
/// One who is alone waits for company that is no farther back than this, m, at this share of critical power.
const COMPANY_M: f64 = 70.0;
const WAITING: f64 = 0.75;

impl Wish {
    const SIT: Self =
        Self { pace: f64::INFINITY, most_w: f64::INFINITY, gap_m: WHEEL_M, lane: 0, patient: true, in_line: true };
    /// The race is over for him.
    pub(super) const ROLL: Self = Self { most_w: 150.0, in_line: false, ..Self::SIT };
}

impl Default for Wish {
    fn default() -> Self {
        Self::SIT
    }
}

impl Tactics {
    /// What rider `r` asks for.
    pub(super) fn wish(&self, r: usize, sight: &Sight) -> Wish {
        let me = &sight.riders[r];
        let mind = &self.minds[r];
        let for_s = mind.for_s(sight.now_s);
        let wish = match mind.intent {
            Intent::Sit | Intent::Away | Intent::Back if me.place > 0 => {
                // Who leaves a sprint to others passes nobody on the way to its line.
                let wish = Self::in_the_wheels(me);
                let (to_m, sprint) = self.next_sprint(me.race_m);
                match mind.told_sprint {
                    // Told to skip this one, he lets the wheel go, so that others come by.
                    Some((n, false)) if n == sprint && to_m < self.track.lap_m => {
                        Wish { patient: true, gap_m: OPEN_M, ..wish }
                    }
                    _ => Wish { patient: wish.patient || self.leaves_sprint(r, me), ..wish },
                }
            }
            Intent::Sit => self.at_the_front(r, me),
            Intent::Away => {
                Wish { most_w: if self.waits(me, sight) { WAITING * me.cp_w } else { mind.turn_w }, ..Wish::SIT }
            }
            Intent::Back => self.come_back(me, sight),
            Intent::Chase if me.place == 0 => Wish { most_w: mind.turn_w, ..Wish::SIT },
            Intent::MoveUp | Intent::Chase => Wish {
                pace: self.bunch_mps + if mind.intent == Intent::Chase { 2.0 } else { 1.4 },
                most_w: me.cp_w + (me.joules - 0.2 * self.legs[r].w_prime_j).max(0.0) / 30.0,
                lane: 1,
                patient: false,
                ..Wish::SIT
            },
            Intent::Attack | Intent::Follow | Intent::Bridge => {
                // On the wheel of somebody who is going too he stays there; round any other he goes.
                let near = me.near_m < 1.5 && mind.intent != Intent::Attack && {
                    let (near, other) = (usize::from(me.near), &self.minds[usize::from(me.near)]);
                    other.intent.is_attempt() || sight.riders[near].role == Role::Away
                };
                let most_w = if for_s < self.params.jump_s { me.cap_w } else { me.cp_w + me.joules / 60.0 };
                Wish { most_w, patient: near, in_line: me.role != Role::Bunch, ..Wish::SIT }
            }
            Intent::Sprint => Wish { patient: false, in_line: me.role != Role::Bunch, ..Wish::SIT },
            // Who cannot get out of the way yet does not stand in it.
            Intent::Swing if me.lane <= self.home[r] => {
                let lane = if me.role == Role::Bunch { 2 } else { 1 };
                Wish { pace: mind.swing_mps, most_w: 1.05 * me.cp_w, lane, in_line: false, ..Wish::SIT }
            }
            Intent::Swing if me.role == Role::Bunch => Wish {
                pace: self.bunch_mps.min(mind.swing_mps) - DRIFT,
                most_w: 0.8 * me.cp_w,
                lane: 2,
                in_line: false,
                ..Wish::SIT
            },
            Intent::Swing => {
                let pace = mind.swing_mps - DRIFT;
                Wish { pace, most_w: 1.2 * me.cp_w, lane: 1, in_line: false, ..Wish::SIT }
            }
            // Told to sit up, he lets even a slow bunch by, above those who pass one another in it.
            Intent::Ease if mind.told.is_some() => {
                Wish { pace: self.bunch_mps - 2.0 * DRIFT, most_w: 0.6 * me.cp_w, lane: 2, in_line: false, ..Wish::SIT }
            }
            // Clear of the bunch, he waits for it.
            Intent::Ease => {
                let share = if me.role == Role::Away { 0.3 } else { 0.75 };
                Wish { most_w: share * me.cp_w, lane: 1, in_line: false, ..Wish::SIT }
            }
        };
        Wish { lane: wish.lane + self.home[r], ..wish }
    }

    /// A sprint is near that rider `r` has been told to leave to others.
    fn leaves_sprint(&self, r: usize, me: &Seen) -> bool {
        let mind = &self.minds[r];
        let (to_m, sprint) = self.next_sprint(me.race_m);
        sprint > 0 && to_m < self.track.lap_m && mind.skips(sprint)
    }

    /// Behind a wheel, and round it if it has let its own go.
    fn in_the_wheels(me: &Seen) -> Wish {
        let most_w = me.cp_w + me.joules * if me.has_lost_a_wheel() { 1.0 / 25.0 } else { 1.0 / 60.0 };
        Wish { most_w, patient: (me.near != NOBODY) & !me.let_go, ..Wish::SIT }
    }

    /// First in line of the bunch, with nobody to bring back: slower when tired, faster when a sprint is near.
    fn at_the_front(&self, r: usize, me: &Seen) -> Wish {
        let p = &self.params;
        let (to_m, _) = self.next_sprint(me.race_m);
        let near = (1.0 - to_m / (2.5 * self.track.lap_m)).max(0.0);
        let tired = (1.0 - me.share).min(1.0);
        let watched = if self.minds[r].nobody_pulls { p.stall } else { 1.0 };
        Wish { most_w: me.cp_w * (p.tempo + p.windup * near) * (1.0 - p.lull * tired) * watched, ..Wish::SIT }
    }

    /// Alone, with company coming up that is nearer than the lap: two are faster than one.
    fn waits(&self, me: &Seen, sight: &Sight) -> bool {
        if sight.mates(me) > 1 {
            return false;
        }
        let behind = |o: &&u16| sight.riders[usize::from(**o)].race_m < me.race_m - 1.0;
        let Some(next) = sight.away.iter().find(behind) else { return false };
        let gap_m = me.race_m - sight.riders[usize::from(*next)].race_m;
        let to_lap_m = self.track.lap_m - (me.race_m - sight.tail_m);
        gap_m < COMPANY_M && gap_m < to_lap_m
    }

    /// Off the back without a wheel: nearly back, he gives what it takes; half a lap down, he waits for the bunch.
    fn come_back(&self, me: &Seen, sight: &Sight) -> Wish {
        let lag_m = sight.tail_m - me.race_m;
        let most_w = if lag_m < 60.0 {
            me.cp_w + me.joules / 45.0
        } else if lag_m < 0.45 * self.track.lap_m {
            0.97 * me.cp_w
        } else {
            0.75 * me.cp_w
        };
        Wish { most_w, ..Wish::SIT }
    }
}
