//! The view of one instant of a race, from its tape: riders (interpolated between ticks), groups in order of race distance, and
//! a sentence for each group.

use super::Replay;
use super::bunch::{Bunch, bunch, instant};
use crate::course::Track;
use crate::race::view::{GroupKind, GroupView, RaceView, RiderView};
use crate::race::{Sample, TICK_S};
use crate::units::{Bib, Micros};

/// The state of a neutralised rider, in words.
fn out_words(laps_left: Option<u32>) -> &'static str {
    match laps_left {
        Some(1) => "out, back within a lap",
        Some(2) => "out, back in 2 laps",
        Some(3) => "out, back in 3 laps",
        Some(4) => "out, back in 4 laps",
        Some(5) => "out, back in 5 laps",
        Some(_) => "out, back in more than 5 laps",
        None => "out, placed by the points so far",
    }
}

/// Seconds over which a group's gain on the bunch is measured.
const TREND_S: f64 = 12.0;

impl Replay {
    /// The race at `at`, clamped to its duration. Motion is interpolated between ticks.
    #[must_use]
    pub fn view(&self, at: Micros) -> RaceView {
        let at = at.clamp(Micros::ZERO, self.duration());
        let board = self.scoreboard(at);
        let track = &self.spec.track;
        let (tick, part) = instant(&self.tape, at);
        let now = self.tape.at(tick);
        let next = self.tape.at(tick + 1);
        let mut riders: Vec<RiderView> = (0..now.len()).map(|r| self.rider(r, &now[r], &next[r], part)).collect();
        let groups = self.groups(at, now, &mut riders);
        let head =
            riders.iter().filter(|r| r.riding).max_by(|a, b| a.race_m.total_cmp(&b.race_m).then(b.bib.cmp(&a.bib)));
        let counter = board.counter();
        let laps_to_sprint = counter.next_sprint.and_then(|n| {
            let lap = *self.rules.sprint_laps().get(n as usize - 1)?;
            Some((f64::from(lap) - head?.race_m / track.lap_m).max(0.0))
        });
        RaceView {
            at,
            lap_m: track.lap_m,
            laps: track.laps,
            counter,
            sprints: self.rules.sprints(),
            laps_to_sprint,
            head: head.map(|r| r.bib),
            bunch_kmh: bunch(&self.tape, at, track.lap_m).map_or(0.0, |b| 3.6 * b.speed),
            standings: self.table_of(&board),
            groups,
            riders,
        }
    }

    fn rider(&self, r: usize, now: &Sample, next: &Sample, part: f64) -> RiderView {
        let track: &Track = &self.spec.track;
        let entrant = &self.spec.riders[r];
        let mix = |a: f64, b: f64| a + (b - a) * part;
        let riding = now.riding();
        let ridden_m = if riding && next.riding() { mix(now.ridden_m, next.ridden_m) } else { now.ridden_m };
        RiderView {
            bib: entrant.bib,
            riding,
            ridden_m,
            race_m: ridden_m - f64::from(now.balance) * track.lap_m,
            place_m: track.place(ridden_m),
            height_m: mix(f64::from(now.height_m), f64::from(next.height_m)),
            speed_kmh: if riding { 3.6 * mix(f64::from(now.speed), f64::from(next.speed)) } else { 0.0 },
            power_w: if riding { f64::from(now.power_w) } else { 0.0 },
            asked_w: now.intent().filter(|_| riding).map(|_| f64::from(now.asked_w)),
            shelter: f64::from(now.shelter),
            cp_w: entrant.legs.cp_w,
            reserve: f64::from(now.reserve),
            beyond: riding && now.beyond(),
            beyond_s: f64::from(now.beyond_ticks) * TICK_S,
            intent: now.intent().filter(|_| riding).map(|i| i.words()).or(now.out().map(out_words)),
            group: None,
        }
    }

    /// The groups, greatest race distance first. Sets `group` of every rider.
    fn groups(&self, at: Micros, now: &[Sample], riders: &mut [RiderView]) -> Vec<GroupView> {
        let lap_m = self.spec.track.lap_m;
        let Some(bunch_now) = bunch(&self.tape, at, lap_m) else { return Vec::new() };
        let mut order: Vec<usize> = (0..riders.len()).filter(|&r| riders[r].riding).collect();
        order.sort_by(|&a, &b| riders[b].race_m.total_cmp(&riders[a].race_m).then(a.cmp(&b)));
        // Riders side by side on the track are one group only if they are on the same lap of the race.
        let mut members: Vec<Vec<usize>> = Vec::new();
        for r in order {
            let same = |g: &&mut Vec<usize>| {
                now[g[0]].group == now[r].group && riders[g[0]].race_m - riders[r].race_m < 0.5 * lap_m
            };
            match members.iter_mut().find(same) {
                Some(group) => group.push(r),
                None => members.push(vec![r]),
            }
        }
        let is_bunch = |g: &[usize]| {
            now[g[0]].in_bunch()
                && riders[g[0]].race_m <= bunch_now.front_m + 1.0 + 0.25 * lap_m
                && riders[g[g.len() - 1]].race_m >= bunch_now.tail_m - 1.0 - 0.25 * lap_m
        };
        let bunch_at = members.iter().position(|g| is_bunch(g));
        let mut views = Vec::with_capacity(members.len());
        for (k, group) in members.iter().enumerate() {
            let (first, last) = (riders[group[0]], riders[group[group.len() - 1]]);
            let kind = match bunch_at {
                Some(b) if k == b => GroupKind::Bunch,
                Some(b) if k > b => GroupKind::OffTheBack,
                _ if k == 0 => GroupKind::Break,
                _ => GroupKind::Chase,
            };
            let gap_m = match kind {
                GroupKind::Bunch => 0.0,
                GroupKind::OffTheBack => (first.race_m - bunch_now.tail_m).min(0.0),
                GroupKind::Break | GroupKind::Chase => (last.race_m - bunch_now.front_m).max(0.0),
            };
            let behind = if gap_m > 0.0 { bunch_now.speed } else { first.speed_kmh / 3.6 };
            let ahead = matches!(kind, GroupKind::Break | GroupKind::Chase);
            let to_lap_m = ahead.then(|| (bunch_now.tail_m + lap_m - first.race_m).max(0.0));
            let sentence = self.sentence(at, kind, group[0], gap_m, to_lap_m, &bunch_now);
            views.push(GroupView {
                kind,
                riders: group.iter().map(|&r| riders[r].bib).collect::<Vec<Bib>>(),
                gap_m,
                gap_s: gap_m.abs() / behind.max(1.0),
                to_lap_m,
                speed_kmh: first.speed_kmh,
                sentence,
            });
        }
        for (k, group) in members.iter().enumerate() {
            for &r in group {
                riders[r].group = Some(k);
            }
        }
        views
    }

    /// How a group's gap is changing, in words.
    fn sentence(
        &self,
        at: Micros,
        kind: GroupKind,
        first: usize,
        gap_m: f64,
        to_lap_m: Option<f64>,
        now: &Bunch,
    ) -> String {
        let lap_m = self.spec.track.lap_m;
        let before_at = Micros::from_secs((at.secs() - TREND_S).max(0.0));
        let passed_s = at.secs() - before_at.secs();
        let race_m = |tick: usize| {
            let s = &self.tape.at(tick)[first];
            s.ridden_m - f64::from(s.balance) * lap_m
        };
        let (tick, before_tick) = (instant(&self.tape, at).0, instant(&self.tape, before_at).0);
        let before = bunch(&self.tape, before_at, lap_m);
        let rate = match before {
            Some(before) if passed_s > 2.0 => {
                ((race_m(tick) - now.front_m) - (race_m(before_tick) - before.front_m)) / passed_s
            }
            _ => 0.0,
        };
        let laps_for = |metres: f64| (metres / rate.abs() * now.speed / lap_m).max(0.5);
        let laps = |x: f64| if x < 1.5 { "within a lap".to_string() } else { format!("in ~{x:.0} laps") };
        match kind {
            GroupKind::Bunch => String::new(),
            GroupKind::OffTheBack if rate > 0.25 => "coming back".into(),
            GroupKind::OffTheBack if rate < -0.25 && -gap_m > 0.35 * lap_m => {
                let left_m = (lap_m + gap_m - (now.front_m - now.tail_m)).max(0.0);
                format!("lapped {}", laps(laps_for(left_m)))
            }
            GroupKind::OffTheBack if rate < -0.25 => "losing ground".into(),
            GroupKind::OffTheBack => "holding".into(),
            GroupKind::Break | GroupKind::Chase => {
                let left_m = to_lap_m.unwrap_or(lap_m);
                if left_m < 15.0 {
                    "at the tail of the bunch".into()
                } else if rate > 0.25 && gap_m < 0.42 * lap_m {
                    format!("half a lap up {}", laps(laps_for(0.5 * lap_m - gap_m)))
                } else if rate > 0.25 {
                    format!("a lap up {}", laps(laps_for(left_m)))
                } else if rate < -0.25 {
                    format!("caught {}", laps(laps_for(gap_m)))
                } else {
                    "holding".into()
                }
            }
        }
    }
}
