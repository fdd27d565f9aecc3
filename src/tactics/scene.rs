//! What there is to see: who is in which group, whose wheel is in front, how fast the bunch goes. Old state only.

use crate::physics::BIKE_M;

/// A rider before the tick, as others and he himself see him.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    pub riding: bool,
    /// Has crossed the last line.
    pub finished: bool,
    pub race_m: f64,
    pub place_m: f64,
    pub speed: f64,
    pub lane: u8,
    pub shelter: f64,
    /// Share of W′ left, and in joules.
    pub share: f64,
    pub joules: f64,
    /// The most he can give now, W.
    pub cap_w: f64,
    pub in_bunch: bool,
    pub group: u8,
}

/// All there is to see before a tick.
#[derive(Debug, Clone, Copy)]
pub struct Sight<'a> {
    pub now_s: f64,
    /// Riders on the track by place, foremost first.
    pub order: &'a [usize],
    pub riders: &'a [Seen],
    /// Front and tail of the bunch in race distance.
    pub front_m: f64,
    pub tail_m: f64,
}

/// Where a rider is with respect to the bunch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    #[default]
    Bunch,
    Away,
    Off,
}

/// What a rider sees in front of him, and where he stands in his group.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Stand {
    pub role: Role,
    /// The nearest rider ahead in his lane, and metres to his wheel.
    pub wheel: Option<(usize, f64)>,
    /// The nearest rider ahead in any lane, of his group or not.
    pub near: Option<(usize, f64)>,
    /// Riders of his group before him, and riders in it.
    pub place: usize,
    pub mates: usize,
}

/// Farther ahead than this nobody is a wheel, m.
const WHEEL_M: f64 = 25.0;

/// The scene of a tick, in buffers that are used again.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    /// Riders on the track by race distance, foremost first.
    pub line: Vec<usize>,
    pub stands: Vec<Stand>,
    /// First in the line of the bunch: not one who is about to leave it or to go back in it.
    pub front: Option<usize>,
    /// His race distance, m.
    pub front_m: f64,
    /// Riders away, foremost first.
    pub away: Vec<usize>,
    /// Smoothed speed of the front of the bunch, m/s.
    pub bunch_mps: f64,
    /// Freshness of the first six of the bunch.
    pub fresh: f64,
    count: Vec<u16>,
}

impl Scene {
    /// Reads the scene off the track; riders who are not `in_line` are nobody's wheel and lead nothing.
    pub fn read(&mut self, sight: &Sight, lap_m: f64, in_line: impl Fn(usize) -> bool) {
        let riders = sight.riders;
        if self.stands.len() != riders.len() {
            self.stands = vec![Stand::default(); riders.len()];
            self.line = sight.order.to_vec();
            self.count = vec![0; 257];
        }
        self.order_line(sight);
        self.wheels(sight, lap_m, &in_line);
        self.away.clear();
        self.count.fill(0);
        self.front = None;
        let (mut fresh, mut heads) = (0.0, 0);
        for &r in &self.line {
            let me = &riders[r];
            let role = if me.in_bunch {
                Role::Bunch
            } else if me.race_m > 0.5 * (sight.front_m + sight.tail_m) {
                Role::Away
            } else {
                Role::Off
            };
            let slot = if role == Role::Bunch { 256 } else { usize::from(me.group) };
            let stand = &mut self.stands[r];
            stand.role = role;
            stand.place = usize::from(self.count[slot]);
            if in_line(r) || role != Role::Bunch {
                self.count[slot] += 1;
            }
            match role {
                Role::Bunch if !in_line(r) => {}
                Role::Bunch => {
                    self.front = self.front.or(Some(r));
                    if heads < 6 {
                        fresh += me.share;
                        heads += 1;
                    }
                }
                Role::Away => self.away.push(r),
                Role::Off => {}
            }
        }
        for &r in &self.line {
            let slot = if self.stands[r].role == Role::Bunch { 256 } else { usize::from(riders[r].group) };
            self.stands[r].mates = usize::from(self.count[slot]);
        }
        self.fresh = if heads > 0 { fresh / f64::from(heads) } else { 1.0 };
        self.front_m = self.front.map_or(sight.front_m, |f| riders[f].race_m);
        if let Some(front) = self.front {
            let v = riders[front].speed;
            self.bunch_mps += if self.bunch_mps > 0.0 { 0.05 * (v - self.bunch_mps) } else { v };
        }
    }

    /// Race order, nearly sorted from one tick to the next.
    fn order_line(&mut self, sight: &Sight) {
        let riders = sight.riders;
        for &r in sight.order {
            if self.line.len() < sight.order.len() && !self.line.contains(&r) {
                self.line.push(r);
            }
        }
        self.line.retain(|&r| riders[r].riding);
        for i in 1..self.line.len() {
            let r = self.line[i];
            let mut k = i;
            while k > 0 && riders[self.line[k - 1]].race_m < riders[r].race_m {
                self.line[k] = self.line[k - 1];
                k -= 1;
            }
            self.line[k] = r;
        }
    }

    /// Who is ahead of whom on the track.
    fn wheels(&mut self, sight: &Sight, lap_m: f64, in_line: &impl Fn(usize) -> bool) {
        let (order, riders) = (sight.order, sight.riders);
        let n = order.len();
        for k in 0..n {
            let me = &riders[order[k]];
            let stand = &mut self.stands[order[k]];
            (stand.wheel, stand.near) = (None, None);
            let mut j = k;
            for _ in 1..n.min(10) {
                j = if j == 0 { n - 1 } else { j - 1 };
                let other = &riders[order[j]];
                let apart = other.place_m - me.place_m;
                let gap = (if apart < 0.0 { apart + lap_m } else { apart }) - BIKE_M;
                if gap > WHEEL_M {
                    break;
                }
                if !in_line(order[j]) {
                    continue;
                }
                if stand.near.is_none() {
                    stand.near = Some((order[j], gap));
                }
                if other.lane == me.lane && gap > -1.0 {
                    stand.wheel = Some((order[j], gap));
                    break;
                }
            }
        }
    }
}
