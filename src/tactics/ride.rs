//! From what a rider is about to what he asks of his legs: a speed, a power he will not exceed, a lane.

use super::mind::Intent;
use super::scene::{Role, Sight};
use super::{Tactics, Wish};

/// Metres to the wheel in front that riders keep.
const GAP_M: f64 = 0.6;
/// As fast as the legs allow.
const FLAT_OUT: f64 = 25.0;
/// The lanes in which riders come up, and in which they attack.
const UP_LANE: u8 = 2;
const JUMP_LANE: u8 = 3;

impl Tactics {
    /// What rider `r` asks of his legs in this tick.
    pub(super) fn wish(&self, r: usize, sight: &Sight) -> Wish {
        let me = sight.riders[r];
        let stand = self.scene.stands[r];
        let legs = &self.legs[r];
        let mind = &self.minds[r];
        let for_s = mind.for_s(sight.now_s);
        if me.finished {
            return Wish { speed: 11.0, power_w: 150.0, ..Wish::default() };
        }
        match mind.intent {
            Intent::Sprint => Wish { speed: FLAT_OUT, behind_m: 3.0, ..Wish::default() },
            Intent::Attack | Intent::Bridge | Intent::Follow => {
                let clear = me.race_m > self.scene.front_m + 2.0 || stand.role == Role::Away;
                // The first strokes are all out; then as much as can be held for a minute.
                let power_w = if for_s < 8.0 { 0.85 * me.cap_w } else { legs.cp_w + 0.6 * me.joules / 60.0 };
                let wheel = stand
                    .wheel
                    .filter(|&(o, gap)| clear && gap < 4.0 && self.scene.stands[o].role == stand.role && o != r);
                match wheel {
                    Some(_) => self.follow(r, sight, f64::INFINITY),
                    None => Wish {
                        speed: FLAT_OUT,
                        power_w,
                        behind_m: if clear { 0.0 } else { 5.0 },
                        lane: (!clear).then_some(JUMP_LANE),
                        patient: false,
                    },
                }
            }
            Intent::Away if stand.place == 0 => {
                Wish { speed: FLAT_OUT, power_w: self.even_share(r, sight), ..Wish::default() }
            }
            Intent::Away => self.follow(r, sight, f64::INFINITY),
            Intent::Chase => {
                let power_w = legs.cp_w * (1.12 + 0.45 * me.share);
                if stand.place == 0 {
                    Wish { speed: FLAT_OUT, power_w, ..Wish::default() }
                } else {
                    let front = self.scene.front.map_or(me.speed, |f| sight.riders[f].speed);
                    Wish {
                        speed: front + 1.5,
                        power_w: 1.7 * legs.cp_w,
                        behind_m: 5.0,
                        lane: Some(UP_LANE),
                        patient: false,
                    }
                }
            }
            Intent::MoveUp => self.move_up(r, sight),
            Intent::Swing => {
                let group = match stand.role {
                    Role::Bunch => self.scene.bunch_mps,
                    _ => me.speed.max(self.scene.bunch_mps),
                };
                // He slows once he is out of the line, not in it.
                let out = if me.lane > 0 { -1.0 } else { 0.0 };
                Wish { speed: group + out, power_w: 0.9 * legs.cp_w, lane: Some(1), ..Wish::default() }
            }
            Intent::Ease => {
                Wish { speed: me.speed - 0.5, power_w: 0.45 * legs.cp_w, behind_m: -2.0, ..Wish::default() }
            }
            Intent::Sit | Intent::Back => match stand.role {
                Role::Bunch if stand.place == 0 => self.lead(r, sight),
                Role::Off => self.come_back(r, sight),
                _ => self.follow(r, sight, f64::INFINITY),
            },
        }
    }

    /// At the front of the bunch.
    fn lead(&self, r: usize, sight: &Sight) -> Wish {
        let p = &self.params;
        let me = sight.riders[r];
        let (to_m, sprint) = self.next_sprint(r, sight);
        let laps = to_m / self.track.lap_m;
        let contested = sprint > 0 && self.minds.iter().any(|m| m.contests == sprint);
        let windup = if contested && laps < 3.0 { p.windup * (1.0 - laps / 3.0) } else { 0.0 };
        let tempo = p.tempo * (1.0 - p.lull * (1.0 - me.share)) + windup;
        Wish { speed: FLAT_OUT, power_w: tempo * self.legs[r].cp_w, ..Wish::default() }
    }

    /// In the wheels: the speed that closes the gap to the wheel in front.
    fn follow(&self, r: usize, sight: &Sight, power_w: f64) -> Wish {
        let me = sight.riders[r];
        let stand = self.scene.stands[r];
        // He looks past the wheel in front to the head of the group, or a bunch would surge and brake like a spring.
        let ahead = |o: usize| match stand.role {
            Role::Bunch => 0.6 * sight.riders[o].speed + 0.4 * self.scene.bunch_mps.min(sight.riders[o].speed + 1.0),
            _ => sight.riders[o].speed,
        };
        let wish = |speed: f64, behind_m: f64| Wish { speed, power_w, behind_m, lane: None, patient: true };
        match (stand.wheel, stand.near) {
            (Some((o, gap)), _) if gap < 6.0 && me.lane < 2 => {
                wish(ahead(o) + (0.3 * (gap - GAP_M)).clamp(-1.0, 1.2), 0.0)
            }
            (_, Some((o, gap))) => {
                // Nobody in this lane: level with those below, then back to where there is room.
                let exposed = me.lane > 1 || (me.lane > 0 && me.shelter > 0.72);
                let drift = if exposed { -0.6 } else { 0.0 };
                wish(ahead(o) + (0.3 * (gap - GAP_M)).clamp(-0.4, 1.2) + drift, 0.0)
            }
            (_, None) => wish(me.speed + 0.5, 0.0),
        }
    }

    /// Towards the front on the outside; there, a wheel.
    fn move_up(&self, r: usize, sight: &Sight) -> Wish {
        let stand = self.scene.stands[r];
        let legs = &self.legs[r];
        let (to_m, _) = self.next_sprint(r, sight);
        let wanted = 5;
        if stand.place == 0 {
            return self.lead(r, sight);
        }
        if stand.place <= wanted {
            return self.follow(r, sight, f64::INFINITY);
        }
        let front = self.scene.front.map_or(sight.riders[r].speed, |f| sight.riders[f].speed);
        let late = to_m < 1.2 * self.track.lap_m;
        let haste = if late { 1.8 } else { 1.1 };
        Wish {
            speed: front + haste,
            power_w: legs.cp_w * if late { 1.7 } else { 1.35 },
            behind_m: 5.0,
            lane: Some(UP_LANE),
            patient: false,
        }
    }

    /// At the front of a break: what each can give if all share the turns until the lap is gained.
    fn even_share(&self, r: usize, sight: &Sight) -> f64 {
        let me = sight.riders[r];
        let legs = &self.legs[r];
        let n = self.scene.stands[r].mates.clamp(1, 6) as f64;
        let mean = legs.cp_w + (me.joules - 0.08 * legs.w_prime_j).max(0.0) / self.params.horizon_s;
        let (to_m, _) = self.next_sprint(r, sight);
        let last = if self.track.race_m() - me.race_m < 2.0 * to_m.max(250.0) { 1.1 } else { 1.0 };
        (mean * last * n / (1.0 + 0.66 * (n - 1.0))).min(1.55 * legs.cp_w)
    }

    /// Off the back: whoever has a wheel keeps it; whoever has none rides for the tail.
    fn come_back(&self, r: usize, sight: &Sight) -> Wish {
        let stand = self.scene.stands[r];
        let me = sight.riders[r];
        let wheel = stand.near.is_some_and(|(_, gap)| gap < 8.0);
        if stand.place > 0 && wheel {
            return self.follow(r, sight, f64::INFINITY);
        }
        let lag = sight.tail_m - me.race_m;
        let legs = &self.legs[r];
        // Nearly back, he gives what it takes; half a lap down, he waits for the bunch.
        let power_w = if lag < 60.0 {
            legs.cp_w + me.joules / 45.0
        } else if lag < 0.45 * self.track.lap_m {
            legs.cp_w * 0.97
        } else {
            0.75 * legs.cp_w
        };
        let near = stand.near.filter(|&(_, gap)| gap < 1.5).map_or(FLAT_OUT, |(o, _)| sight.riders[o].speed + 0.6);
        Wish { speed: near, power_w, ..Wish::default() }
    }
}
