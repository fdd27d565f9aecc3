//! From an intent to watts: what riders ask of their legs until they look up again.

use super::intent::Intent;
use super::numbers::{
    CHASE_OVER, COMPANY_M, DRIFT, EASE, EASE_AWAY, MOVE_UP_KEEPS, MOVE_UP_OVER, MOVE_UP_SPEND_S, NEARLY_BACK_M,
    NEARLY_BACK_S, OFF_BACK, OFF_WAITS, OPEN_M, REGAIN_WHEEL_S, ROLL_W, SIT_UP, SIT_UP_BELOW, SPEND_S, SWING_BUNCH,
    SWING_SMALL, SWING_WAITS, TAKEN_M, WAIT_ROUND, WAITING, WHEEL_M, WIND_UP_LAPS,
};
use super::sight::{NOBODY, RiderInSight, Role, Sight};
use super::state::Tactics;

/// What a rider asks of their legs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// No faster than this, m/s.
    pub pace: f64,
    /// The most they are willing to give, W.
    pub most_w: f64,
    /// Metres they keep to the wheel in front.
    pub gap_m: f64,
    /// The lane they would like to ride in.
    pub lane: u8,
    /// Stays behind a wheel instead of going round it.
    pub patient: bool,
    /// Rides in the line of the group, as a wheel for others. Riders on their way out of the line or back into it do
    /// not.
    pub in_line: bool,
}

impl Wish {
    const SIT: Self =
        Self { pace: f64::INFINITY, most_w: f64::INFINITY, gap_m: WHEEL_M, lane: 0, patient: true, in_line: true };
    /// The race is over: rolls out.
    pub(super) const ROLL: Self = Self { most_w: ROLL_W, in_line: false, ..Self::SIT };
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
                // A rider who leaves a sprint to others passes nobody on the way to its line.
                let wish = Self::in_the_wheels(me);
                let (to_m, sprint) = self.next_sprint(me.race_m);
                match mind.told_sprint {
                    // Told to skip this one, they let the wheel go, so that others come by.
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
                pace: self.bunch_mps + if mind.intent == Intent::Chase { CHASE_OVER } else { MOVE_UP_OVER },
                most_w: me.cp_w + (me.joules - MOVE_UP_KEEPS * self.legs[r].w_prime_j).max(0.0) / MOVE_UP_SPEND_S,
                lane: 1,
                patient: false,
                ..Wish::SIT
            },
            Intent::Attack | Intent::Follow | Intent::Bridge => {
                // Riders stay on the wheel of somebody who is going too, and go round any other.
                let near = me.near_m < TAKEN_M && mind.intent != Intent::Attack && {
                    let (near, other) = (usize::from(me.near), &self.minds[usize::from(me.near)]);
                    other.intent.is_attempt() || sight.riders[near].role == Role::Away
                };
                let most_w = if for_s < self.params.jump_s { me.cap_w } else { me.cp_w + me.joules / SPEND_S };
                Wish { most_w, patient: near, in_line: me.role != Role::Bunch, ..Wish::SIT }
            }
            Intent::Sprint => Wish { patient: false, in_line: me.role != Role::Bunch, ..Wish::SIT },
            // Riders who have no room to swing off yet do not hold up those behind.
            Intent::Swing if me.lane <= self.home[r] => {
                let lane = if me.role == Role::Bunch { 2 } else { 1 };
                Wish { pace: mind.swing_mps, most_w: SWING_WAITS * me.cp_w, lane, in_line: false, ..Wish::SIT }
            }
            Intent::Swing if me.role == Role::Bunch => Wish {
                pace: self.bunch_mps.min(mind.swing_mps) - DRIFT,
                most_w: SWING_BUNCH * me.cp_w,
                lane: 2,
                in_line: false,
                ..Wish::SIT
            },
            Intent::Swing => {
                let pace = mind.swing_mps - DRIFT;
                Wish { pace, most_w: SWING_SMALL * me.cp_w, lane: 1, in_line: false, ..Wish::SIT }
            }
            // Told to sit up, riders let even a slow bunch by, higher up than those who pass one another in it.
            Intent::Ease if mind.told.is_some() => Wish {
                pace: self.bunch_mps - SIT_UP_BELOW,
                most_w: SIT_UP * me.cp_w,
                lane: 2,
                in_line: false,
                ..Wish::SIT
            },
            // Clear of the bunch, riders wait for it.
            Intent::Ease => {
                let share = if me.role == Role::Away { EASE_AWAY } else { EASE };
                Wish { most_w: share * me.cp_w, lane: 1, in_line: false, ..Wish::SIT }
            }
        };
        Wish { lane: wish.lane + self.home[r], ..wish }
    }

    /// A sprint is near that rider `r` is told to leave to others.
    fn leaves_sprint(&self, r: usize, me: &RiderInSight) -> bool {
        let mind = &self.minds[r];
        let (to_m, sprint) = self.next_sprint(me.race_m);
        sprint > 0 && to_m < self.track.lap_m && mind.skips(sprint)
    }

    /// Stays behind a wheel, and goes round it if it has let its own go.
    fn in_the_wheels(me: &RiderInSight) -> Wish {
        let most_w = me.cp_w + me.joules * if me.has_lost_a_wheel() { 1.0 / REGAIN_WHEEL_S } else { 1.0 / SPEND_S };
        Wish { most_w, patient: (me.near != NOBODY) & !me.let_go, ..Wish::SIT }
    }

    /// First in line of the bunch, with nobody to bring back: slower when tired, faster when a sprint is near.
    fn at_the_front(&self, r: usize, me: &RiderInSight) -> Wish {
        let p = &self.params;
        let (to_m, _) = self.next_sprint(me.race_m);
        let near = (1.0 - to_m / (WIND_UP_LAPS * self.track.lap_m)).max(0.0);
        let tired = (1.0 - me.share).min(1.0);
        let watched = if self.minds[r].nobody_pulls { p.stall } else { 1.0 };
        Wish { most_w: me.cp_w * (p.tempo + p.windup * near) * (1.0 - p.lull * tired) * watched, ..Wish::SIT }
    }

    /// The rider is alone and away, and company comes up that is nearer than the lap: two are faster than one.
    fn waits(&self, me: &RiderInSight, sight: &Sight) -> bool {
        if sight.mates(me) > 1 {
            return false;
        }
        let behind = |o: &&u16| sight.riders[usize::from(**o)].race_m < me.race_m - 1.0;
        let Some(next) = sight.away.iter().find(behind) else { return false };
        let gap_m = me.race_m - sight.riders[usize::from(*next)].race_m;
        let to_lap_m = self.track.lap_m - (me.race_m - sight.tail_m);
        gap_m < COMPANY_M && gap_m < to_lap_m
    }

    /// Off the back without a wheel: riders who are nearly back give what it takes; half a lap down they wait for the
    /// bunch.
    fn come_back(&self, me: &RiderInSight, sight: &Sight) -> Wish {
        let lag_m = sight.tail_m - me.race_m;
        let most_w = if lag_m < NEARLY_BACK_M {
            me.cp_w + me.joules / NEARLY_BACK_S
        } else if lag_m < WAIT_ROUND * self.track.lap_m {
            OFF_BACK * me.cp_w
        } else {
            OFF_WAITS * me.cp_w
        };
        Wish { most_w, ..Wish::SIT }
    }
}
