//! Side by side: who rides in which lane, who may change lanes, and how close a rider may come to the wheel in front.
//!
//! Lanes are bands of the surface; lane 0 is on the measuring line. A rider holds the lane they are in and the one they are
//! moving to. Nobody enters a lane that somebody beside them holds, so riders never ride through one another.

use super::numbers::{
    ARRIVED_M, BESIDE_M, BOXED_IN_M, DOORS, ENTER_M, ENTER_S, HELD_UP_MPS, HELD_UP_S, LANE_M, LATE_M, LET_IN_M,
    LET_IN_MPS, LOOK_M, LOOK_RIDERS, OUTSIDE, OUTSIDE_M, PRESS_M, SCRIPT_CLOSING, SCRIPT_HELD_UP_M, SHUT_IN_M,
    SIDEWAYS_MPS, WHEEL_GAP_M, YIELD_M,
};
use crate::physics::BIKE_M;

/// A rider on the surface, as others beside them see it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LaneRider {
    /// Metres past the finish line.
    pub place_m: f64,
    /// m/s
    pub speed: f64,
    /// Lane they hold or move to.
    pub lane: u8,
    /// Lane they are still leaving.
    pub leaving: u8,
    /// Speed they would ride at if nobody were in the way, m/s.
    pub wish: f64,
    /// Lane they would like to have for themselves.
    pub home: Option<u8>,
    /// They come up on the outside, in no lane lower than this, and those beside them and behind let them out of the bunch.
    pub outside: Option<u8>,
    /// Metres from where they are to where they should be; positive when they are behind.
    pub behind_m: f64,
}

impl LaneRider {
    fn holds(&self, lane: u8) -> bool {
        self.lane == lane || self.leaving == lane
    }

    fn meets(&self, other: &Self) -> bool {
        self.holds(other.lane) || self.holds(other.leaving)
    }
}

/// Chooses lanes and speed limits for riders sorted by place on the track, foremost first.
///
/// `limit[i]` receives the speed, m/s, at which rider `i` keeps off the wheels in their lanes. Nobody slows down by more than
/// `brake_mps` in a tick.
pub fn choose(riders: &mut [LaneRider], lap_m: f64, lanes: u8, brake_mps: f64, limit: &mut [f64]) {
    let n = riders.len();
    assert!(limit.len() == n, "{n} riders and {} limits", limit.len());
    let sight: Vec<Near> = (0..n).map(|i| near(riders, i, lap_m)).collect();
    // The lanes that riders who are shut in ask to be let into.
    let mut asks: Vec<Option<u8>> = vec![None; n];
    for i in 0..n {
        let near = sight[i];
        let me = riders[i];
        let settled = me.lane == me.leaving;
        let (blocked, pressed) = pressure(riders, &me, &near, me.lane);
        if settled {
            let yields = me.behind_m < -YIELD_M && pressed;
            let up = me.lane.checked_add(1).filter(|&l| l < lanes);
            let open = |l: &u8| !pressure(riders, &me, &near, *l).0;
            let home = me.home.or((me.behind_m > OUTSIDE_M).then_some(OUTSIDE.max(me.lane)));
            let wanted: [Option<u8>; 2] = if let Some(outside) = me.outside {
                let down = me.lane.checked_sub(1).filter(|&l| l >= outside && !blocked && open(&l));
                [up.filter(|_| blocked || me.lane < outside), down]
            } else if let Some(home) = home
                && home != me.lane
            {
                [if home > me.lane { up } else { me.lane.checked_sub(1) }, up.filter(|_| blocked)]
            } else if blocked || yields {
                [up, if blocked { me.lane.checked_sub(1).filter(open) } else { None }]
            } else if home.is_none() {
                [me.lane.checked_sub(1).filter(open), None]
            } else {
                [None, None]
            };
            if let Some(lane) = wanted.into_iter().flatten().find(|&l| free(riders, &me, &near, l)) {
                riders[i].lane = lane;
            } else if blocked
                && me.behind_m > BOXED_IN_M
                && let Some(up) = up
            {
                // Boxed in: the rider beside them opens the door by moving outwards.
                open_door(riders, &sight, i, up, lanes, DOORS);
                asks[i] = me.outside.filter(|&outside| me.lane < outside && me.behind_m > SHUT_IN_M).and(Some(up));
            }
        }
    }
    // Start behind a gap and work backwards, so that a rider who has to brake is known to those behind.
    let start = (0..n).find(|&i| sight[i].iter().all(|(_, ahead)| ahead <= 0.0)).unwrap_or(0);
    let mut slowing: Vec<f64> = riders.iter().map(|r| r.speed).collect();
    for k in 0..n {
        let i = (start + k) % n;
        let me = riders[i];
        limit[i] = sight[i]
            .iter()
            .filter(|&(j, ahead)| ahead > 0.0 && riders[j].meets(&me))
            .map(|(j, ahead)| slowing[j] + SCRIPT_CLOSING * (ahead - BIKE_M - WHEEL_GAP_M))
            .fold(f64::INFINITY, f64::min);
        // One lets the other in: of two beside each other, the one behind makes room.
        let lets_in = |&(j, ahead): &(usize, f64)| {
            (0.0..LET_IN_M).contains(&ahead)
                && (asks[j].is_some_and(|lane| me.holds(lane)) || asks[i].is_some_and(|lane| riders[j].holds(lane)))
        };
        limit[i] = sight[i]
            .iter()
            .filter(lets_in)
            .map(|(j, ahead)| slowing[j] + (SCRIPT_CLOSING * (ahead - BIKE_M - WHEEL_GAP_M)).max(-LET_IN_MPS))
            .fold(limit[i], f64::min);
        slowing[i] = me.speed.min(limit[i].min(me.wish).max(me.speed - brake_mps));
    }
}

/// The neighbours within sight: index, and metres ahead (negative: behind).
#[derive(Debug, Clone, Copy)]
struct Near {
    seen: [(u16, f32); 2 * LOOK_RIDERS],
    count: u8,
}

impl Near {
    fn iter(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.seen[..usize::from(self.count)].iter().map(|&(j, m)| (usize::from(j), f64::from(m)))
    }
}

/// The riders within sight of rider `i`.
fn near(riders: &[LaneRider], i: usize, lap_m: f64) -> Near {
    let n = riders.len();
    let mut near = Near { seen: [(0, 0.0); 2 * LOOK_RIDERS], count: 0 };
    let mut add = |j: usize, metres: f64| {
        near.seen[usize::from(near.count)] = (j as u16, metres as f32);
        near.count += 1;
    };
    let most = (n - 1).min(LOOK_RIDERS);
    // The list is foremost first: the entry before a rider is ahead of them on the track.
    let mut j = i;
    for _ in 0..most {
        j = if j == 0 { n - 1 } else { j - 1 };
        let apart = riders[j].place_m - riders[i].place_m;
        let apart = if apart < 0.0 { apart + lap_m } else { apart };
        if apart > LOOK_M {
            break;
        }
        add(j, apart);
    }
    let mut j = i;
    for _ in 0..most {
        j = if j + 1 == n { 0 } else { j + 1 };
        let apart = riders[i].place_m - riders[j].place_m;
        let apart = if apart < 0.0 { apart + lap_m } else { apart };
        if apart > LOOK_M {
            break;
        }
        add(j, -apart);
    }
    near
}

/// Whether somebody in `lane` is in the way of `me`, and whether somebody there is held up behind `me`.
fn pressure(riders: &[LaneRider], me: &LaneRider, near: &Near, lane: u8) -> (bool, bool) {
    let mut blocked = false;
    let mut pressed = false;
    for (j, ahead) in near.iter() {
        let other = &riders[j];
        if !other.holds(lane) {
            continue;
        }
        let gap = ahead.abs() - BIKE_M;
        if ahead > 0.0 {
            let closing = me.wish.max(me.speed) - other.speed;
            blocked |= gap < SCRIPT_HELD_UP_M + HELD_UP_S * closing.max(0.0)
                && (closing > HELD_UP_MPS || me.behind_m > LATE_M);
        } else {
            pressed |= gap < PRESS_M && other.wish > me.speed;
        }
    }
    (blocked, pressed)
}

/// Moves riders who hold `lane` beside rider `i` one lane outwards. Where that lane is taken, those in it move first, and so on
/// for at most `depth` lanes.
fn open_door(riders: &mut [LaneRider], sight: &[Near], i: usize, lane: u8, lanes: u8, depth: u8) {
    let Some(out) = lane.checked_add(1).filter(|&l| l < lanes && depth > 0) else { return };
    for (j, ahead) in sight[i].iter() {
        let other = riders[j];
        if other.lane != lane || other.leaving != lane || ahead.abs() > BIKE_M + BESIDE_M {
            continue;
        }
        if free(riders, &other, &sight[j], out) {
            riders[j].lane = out;
        } else {
            open_door(riders, sight, j, out, lanes, depth - 1);
        }
    }
}

/// Whether `me` may move into `lane` without coming too near to anybody who holds it.
fn free(riders: &[LaneRider], me: &LaneRider, near: &Near, lane: u8) -> bool {
    near.iter().all(|(j, ahead)| {
        let other = &riders[j];
        if !other.holds(lane) {
            return true;
        }
        let gap = ahead.abs() - BIKE_M;
        let (behind, before) = if ahead > 0.0 { (me, other) } else { (other, me) };
        let closing = behind.speed - before.speed.min(before.wish);
        gap > ENTER_M + ENTER_S * closing.max(0.0)
    })
}

/// Moves a rider sideways for `dt` seconds towards their lane. Returns their height, m, and the lane they are still leaving.
#[must_use]
pub fn drift(height_m: f64, lane: u8, leaving: u8, dt: f64) -> (f64, u8) {
    let to = f64::from(lane) * LANE_M;
    let height = height_m + climb(height_m, lane, dt);
    // The height is exact on arrival, so that a lane is left for good.
    if (to - height).abs() < ARRIVED_M { (to, lane) } else { (height, leaving) }
}

/// Metres up the surface that a rider moves in `dt` seconds towards their lane.
#[must_use]
pub fn climb(height_m: f64, lane: u8, dt: f64) -> f64 {
    let step = SIDEWAYS_MPS * dt;
    (f64::from(lane) * LANE_M - height_m).clamp(-step, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rider(place_m: f64, lane: u8, speed: f64, behind_m: f64) -> LaneRider {
        LaneRider {
            place_m,
            speed,
            lane,
            leaving: lane,
            wish: speed + behind_m.clamp(0.0, 2.0),
            home: None,
            outside: None,
            behind_m,
        }
    }

    fn chosen(riders: &[LaneRider]) -> (Vec<u8>, Vec<f64>) {
        let (mut riders, mut limit) = (riders.to_vec(), vec![0.0; riders.len()]);
        choose(&mut riders, 250.0, 8, 0.7, &mut limit);
        (riders.iter().map(|r| r.lane).collect(), limit)
    }

    #[test]
    fn a_faster_rider_goes_round_on_the_outside() {
        let (lanes, _) = chosen(&[rider(103.0, 0, 13.0, 0.0), rider(100.0, 0, 13.0, 3.0)]);
        assert_eq!(lanes, [0, 1]);
    }

    #[test]
    fn nobody_enters_a_lane_that_is_held_beside_him() {
        let (lanes, limit) =
            chosen(&[rider(103.0, 0, 13.0, 0.0), rider(100.3, 1, 13.0, 0.0), rider(100.0, 0, 13.0, 3.0)]);
        assert_eq!(lanes[2], 0, "the lane outside is taken");
        assert_eq!(lanes[1], 2, "the rider who holds it opens the door");
        assert!(limit[2] < 14.0, "and until then he keeps off the wheel in front");
    }

    #[test]
    fn a_rider_who_is_shut_in_is_let_out_by_those_beside_them() {
        let out = |behind_m: f64| {
            let me = LaneRider { outside: Some(1), ..rider(100.0, 0, 13.0, behind_m) };
            let beside = |place_m: f64| LaneRider { home: Some(1), ..rider(place_m, 1, 13.0, 0.0) };
            let mut riders = [
                rider(102.2, 0, 13.0, 0.0),
                beside(101.0),
                me,
                beside(98.8),
                LaneRider { lane: 2, leaving: 2, ..beside(99.9) },
            ];
            riders.sort_by(|a, b| b.place_m.total_cmp(&a.place_m));
            chosen(&riders).1
        };
        let (asking, waiting) = (out(SHUT_IN_M + 1.0), out(SHUT_IN_M - 1.0));
        // Foremost first: the wheel, the one beside them, they, ...
        assert!(asking[2] < waiting[2], "they fall in behind the rider beside them: {asking:?}, {waiting:?}");
        assert!(asking[4] < 13.0 && asking[4] < waiting[4], "and the one behind makes room: {asking:?}, {waiting:?}");
    }

    #[test]
    fn a_rider_alone_comes_down_to_the_measuring_line() {
        let (lanes, limit) = chosen(&[rider(50.0, 2, 13.0, 0.0), rider(150.0, 0, 13.0, 0.0)]);
        assert_eq!(lanes, [1, 0]);
        assert!(limit.iter().all(|l| l.is_infinite()), "nobody is near");
    }

    #[test]
    fn wheels_across_the_finish_line_are_seen() {
        let (_, limit) = chosen(&[rider(249.0, 0, 13.0, 0.0), rider(1.5, 0, 11.0, 0.0)]);
        assert!(limit[0] < 12.0, "the slower wheel is two and a half metres ahead, past the line: {}", limit[0]);
    }
}
