//! Choices: what a rider weighs, and what he then takes up. Everything is weighed in laps (see [`super::worth`]).

use super::mind::Intent;
use super::params::ChaseModel;
use super::scene::{Role, Sight};
use super::{Saying, Tactics};
use crate::math::{exp, pow};

/// Kilojoules of a jump out of the bunch, and of a sprint.
const JUMP_KJ: f64 = 4.5;
const SPRINT_KJ: f64 = 7.0;
/// Riders at the front of the bunch who see a break and can do something about it.
const HEADS: usize = 8;
/// Seconds between one look round and the next.
const ROUND_S: f64 = 3.0;

impl Tactics {
    /// Price of a kilojoule to rider `r`, in laps: dearer as the reserve falls, nothing at the finish.
    pub(super) fn price(&self, r: usize, sight: &Sight) -> f64 {
        let p = &self.params;
        let left_s = (1.0 - sight.riders[r].race_m / self.track.race_m()).max(0.0) * 2900.0;
        p.price * pow((1.0 - sight.riders[r].share).max(0.02) * 2.0, p.kappa) * (left_s / 200.0).min(1.0)
    }

    /// Chance that `r` gains a lap by leaving the bunch with `company` riders in all, as he sees it.
    fn lap_chance(&self, r: usize, company: f64, lead_m: f64, sight: &Sight) -> f64 {
        let p = &self.params;
        let legs = &self.legs[r];
        let kmh = 3.6 * self.scene.bunch_mps;
        // What it takes: to go some 4 km/h faster than the bunch, sharing turns, until the way round is made up.
        let way_m = (self.track.lap_m - (self.scene.front_m - sight.tail_m) - lead_m).max(10.0);
        let speed = self.scene.bunch_mps + 1.1;
        let share = 1.0 / company + 0.64 * (1.0 - 1.0 / company);
        let need_j = (legs.body.power(speed, 0.0, 0.0, 1.0) * share * 1.03 - legs.cp_w).max(0.0) * way_m / 1.1;
        let jump_j = if lead_m > 0.0 { 0.0 } else { 1000.0 * JUMP_KJ };
        let margin = ((sight.riders[r].joules - jump_j - need_j) / legs.w_prime_j).clamp(-2.0, 1.0);
        let left_m = self.track.race_m() - sight.riders[r].race_m;
        let time = if way_m / 1.1 * speed > left_m { -3.0 } else { 0.0 };
        let haste = 0.10 * (50.0 - kmh);
        let z = p.b0 + p.b1 * margin + p.b2 * (0.8 - self.scene.fresh) - p.b3 * self.books.threat(r)
            + p.b4 * (company - 1.0).min(3.0)
            - p.crowd * (company - 5.0).max(0.0)
            + haste
            + time
            + self.minds[r].daring;
        1.0 / (1.0 + exp(-z))
    }

    /// One half-lap's thought of rider `r`.
    pub(super) fn think(&mut self, r: usize, sight: &Sight, said: &mut Vec<Saying>) {
        let stand = self.scene.stands[r];
        match stand.role {
            Role::Bunch => self.think_in_bunch(r, sight, said),
            Role::Away => self.think_away(r, sight, said),
            Role::Off => {}
        }
    }

    fn think_in_bunch(&mut self, r: usize, sight: &Sight, said: &mut Vec<Saying>) {
        self.weigh_sprint(r, sight);
        if self.minds[r].intent.is_busy() {
            return;
        }
        let (to_sprint_m, sprint) = self.next_sprint(r, sight);
        let me = sight.riders[r];
        let mind = &self.minds[r];
        let contests = mind.contests == sprint && sprint > 0;
        // Once the run-up to a sprint has begun, whoever means to sprint waits for it.
        if contests && to_sprint_m < 2.2 * self.track.lap_m {
            self.set(r, Intent::MoveUp, sight.now_s);
            return;
        }
        let price = self.price(r, sight);
        let gap_m = self.break_gap(r, sight);
        let bridging = gap_m.is_some();
        let (company, lead_m, cost_kj) = match gap_m {
            Some(gap) => (1.0 + self.scene.away.len() as f64, gap, JUMP_KJ + 0.05 * gap),
            None => (1.7, 0.0, JUMP_KJ),
        };
        let p = &self.params;
        let chance = self.lap_chance(r, company, lead_m * 0.5, sight);
        let too_late = self.track.race_m() - me.race_m < 400.0;
        let gain = chance * self.books.lap(r) - (1.0 - chance) * p.fail - price * cost_kj;
        let tired = if me.share < 0.45 || too_late { -10.0 } else { 0.0 };
        let place = if stand_far(self.scene.stands[r].place) { -0.05 } else { 0.0 };
        let utility = gain + tired + place;
        let go = 1.0 / (1.0 + exp(-(utility / p.noise)));
        // Sitting in is one choice of several, and the one at hand: of equal worth, it wins.
        let go = if p.noise.is_infinite() { 0.02 } else { go };
        if self.minds[r].stream.chance(go) {
            let intent = if bridging { Intent::Bridge } else { Intent::Attack };
            self.set(r, intent, sight.now_s);
            self.alarm_others(r, sight);
            if bridging {
                said.push(Saying::Bridge(r));
            }
        } else if self.minds[r].intent == Intent::MoveUp && !contests {
            self.set(r, Intent::Sit, sight.now_s);
        }
    }

    /// Metres to the last of a break that is near enough to ride across to.
    fn break_gap(&self, r: usize, sight: &Sight) -> Option<f64> {
        let last = *self.scene.away.last()?;
        let gap = sight.riders[last].race_m - sight.riders[r].race_m;
        (15.0..80.0).contains(&gap).then_some(gap)
    }

    /// Riders beside and behind see him go, each in his own time.
    fn alarm_others(&mut self, attacker: usize, sight: &Sight) {
        let at = sight.riders[attacker].race_m;
        for k in 0..self.by_bib.len() {
            let r = self.by_bib[k];
            let near = (at - 12.0..at + 15.0).contains(&sight.riders[r].race_m) && sight.riders[r].in_bunch;
            if r == attacker || !near || self.minds[r].intent.is_busy() || self.minds[r].alarm.is_some() {
                continue;
            }
            let delay = self.minds[r].reaction_s(self.params.react_s);
            self.minds[r].alarm = Some((attacker, sight.now_s + delay));
        }
    }

    /// Rider `r` has seen `attacker` go: with him, or not?
    pub(super) fn answer(&mut self, r: usize, attacker: usize, sight: &Sight) {
        self.minds[r].alarm = None;
        let gap = sight.riders[attacker].race_m - sight.riders[r].race_m;
        if !(-5.0..25.0).contains(&gap) || self.minds[r].intent.is_busy() || sight.riders[r].share < 0.35 {
            return;
        }
        let (to_sprint_m, sprint) = self.next_sprint(r, sight);
        if self.minds[r].contests == sprint && to_sprint_m < 2.0 * self.track.lap_m {
            return;
        }
        let p = self.params;
        let price = self.price(r, sight);
        let others = self.minds.iter().filter(|m| m.intent == Intent::Follow && m.other == attacker).count();
        let chance = self.lap_chance(r, 2.0 + others as f64, 5.0, sight);
        // With too many gone nobody pulls: the next to go brings the bunch along.
        let crowd = 0.12 * others.saturating_sub(2) as f64;
        let mark = p.b3 * 0.1 * self.books.hurt(r, attacker);
        let utility = chance * self.books.lap(r) + mark
            - (1.0 - chance) * p.fail
            - price * (JUMP_KJ + 0.1 * gap.max(0.0))
            - crowd;
        let go = if p.noise.is_infinite() { 0.2 } else { 1.0 / (1.0 + exp(-utility / p.noise)) };
        if self.minds[r].stream.chance(go) {
            self.set(r, Intent::Follow, sight.now_s);
            self.minds[r].other = attacker;
        }
    }

    /// Weighs the next sprint three, two and one laps before it.
    fn weigh_sprint(&mut self, r: usize, sight: &Sight) {
        let (to_m, sprint) = self.next_sprint(r, sight);
        let laps = (to_m / self.track.lap_m) as u8;
        if sprint == 0 || laps > 3 || self.minds[r].weighed == (sprint, laps) {
            return;
        }
        self.minds[r].weighed = (sprint, laps);
        let ahead = self.scene.away.iter().filter(|&&o| sight.riders[o].race_m > sight.riders[r].race_m + 15.0).count();
        let prizes = self.books.prizes(sprint, ahead);
        let total: f64 = prizes.iter().sum();
        let p = self.params;
        let mut worth = 0.0;
        if total > 0.0 {
            // His strength among those who would sprint, as he reads them.
            let misread = p.misread * self.minds[r].stream.normal();
            let mine = sight.riders[r].cap_w * (1.0 - 0.02 * self.scene.stands[r].place as f64);
            let mut all = 0.0;
            let mut rivals = 0.0;
            for &o in &self.by_bib {
                if o == r || !sight.riders[o].riding || self.scene.stands[o].role != self.scene.stands[r].role {
                    continue;
                }
                all += exp((p.sprint_beta * (sight.riders[o].cap_w - mine) / 100.0 + misread).clamp(-6.0, 6.0));
                rivals += 1.0;
            }
            // A third of a bunch contests a sprint.
            let share = 1.0 / (1.0 + all * (7.0 / f64::max(rivals, 7.0)).min(1.0));
            let expected = (total * share).min(prizes[0]);
            worth = expected * self.books.point(r) - self.price(r, sight) * SPRINT_KJ;
        }
        let go = if p.noise.is_infinite() { 0.3 } else { 1.0 / (1.0 + exp(-worth / (0.25 * p.noise))) };
        let yes = total > 0.0 && sight.riders[r].share > 0.25 && self.minds[r].stream.chance(go);
        self.minds[r].contests = if yes { sprint } else { 0 };
    }

    fn think_away(&mut self, r: usize, sight: &Sight, said: &mut Vec<Saying>) {
        self.weigh_sprint(r, sight);
        let stand = self.scene.stands[r];
        let me = sight.riders[r];
        let gap = me.race_m - self.scene.front_m;
        let tired = me.share < 0.06;
        let closing = sight.riders[self.scene.front.unwrap_or(r)].speed > me.speed + 0.3;
        let company = stand.mates as f64;
        let chance = self.lap_chance(r, company, gap, sight);
        let hopeless = gap < 60.0 && closing && (tired || chance < 0.05);
        if hopeless && !self.minds[r].intent.is_busy() {
            self.set(r, Intent::Ease, sight.now_s);
            said.push(Saying::SitsUp(r));
        }
    }

    /// A round of the dilemma at the front of the bunch: who brings back the break?
    pub(super) fn round(&mut self, r: usize, sight: &Sight, said: &mut Vec<Saying>) {
        let p = self.params;
        let stand = self.scene.stands[r];
        self.minds[r].round_s = sight.now_s + ROUND_S;
        if stand.role != Role::Bunch || stand.place >= HEADS || self.minds[r].intent.is_busy() {
            return;
        }
        let Some(&first) = self.scene.away.first() else { return };
        let lead = sight.riders[first].race_m - self.scene.front_m;
        if lead < 6.0 {
            return;
        }
        let go = match p.chase {
            ChaseModel::Never => 0.0,
            ChaseModel::Always => 1.0,
            ChaseModel::Volunteers if p.noise.is_infinite() => 0.1,
            ChaseModel::Volunteers => self.volunteer(r, lead, sight),
        };
        let yes = self.minds[r].stream.chance(go);
        if yes {
            let fresh = !self.minds.iter().any(|m| m.intent == Intent::Chase);
            self.set(r, Intent::Chase, sight.now_s);
            if fresh {
                said.push(Saying::Chase(r));
            }
        } else if stand.place == 0 && lead > 40.0 && !self.minds.iter().any(|m| m.intent == Intent::Chase) {
            said.push(Saying::NobodyPulls(r));
        }
    }

    /// Chance that `r` volunteers in a round: what the break takes from him against what a turn costs him.
    fn volunteer(&self, r: usize, lead: f64, sight: &Sight) -> f64 {
        let p = &self.params;
        let size = self.scene.away.len() as f64;
        let mut hurt = 0.0;
        for &o in &self.by_bib {
            if self.scene.stands[o].role == Role::Away && sight.riders[o].riding {
                hurt += self.books.hurt(r, o);
            }
        }
        // The farther they are, the surer the lap and the less a chase can do about it.
        let way_m = self.track.lap_m - (self.scene.front_m - sight.tail_m);
        let done = (lead / way_m).clamp(0.0, 1.0);
        let sure = 0.25 + 0.75 * done;
        let reach = 1.0 / (1.0 + exp(6.0 * (done - 0.35) + 0.25 * (size - 3.0)));
        let benefit = hurt * sure * reach;
        let cost = p.chi * (self.price(r, sight) * (2.0 + 0.06 * lead) + 0.01) / self.minds[r].will;
        if cost >= benefit {
            return 0.0;
        }
        let m = HEADS.min(self.scene.stands[r].mates).max(2) as f64;
        let will = 1.0 - pow(cost / benefit, 1.0 / (m - 1.0));
        let pulling = self.minds.iter().any(|o| o.intent == Intent::Chase);
        // At the front already, it is he or nobody.
        let front = if self.scene.stands[r].place == 0 { 2.0 } else { 1.0 };
        (will * front * if pulling { p.phi } else { 1.0 }).min(1.0)
    }

    /// Metres to the line of the next sprint of rider `r`, and its number (0: none).
    pub(super) fn next_sprint(&self, r: usize, sight: &Sight) -> (f64, u32) {
        let rules = self.books.rules();
        let at = sight.riders[r].race_m;
        let every_m = f64::from(rules.sprint_every) * self.track.lap_m;
        let to_go = self.track.race_m() - at;
        if to_go <= 0.0 {
            return (f64::INFINITY, 0);
        }
        let after = libm::floor(to_go / every_m);
        let n = rules.sprints().saturating_sub(after as u32);
        (to_go - after * every_m, if n == 0 { 0 } else { n })
    }
}

/// From far back it takes longer to get clear.
fn stand_far(place: usize) -> bool {
    place > 14
}
