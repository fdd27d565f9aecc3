//! Choices: what a rider weighs, and what they then take up. Everything is weighed in laps (see [`super::worth`]).

use super::intent::Intent;
use super::lead::Lead;
use super::mind::{Mind, reaction_s};
use super::numbers::{
    ALWAYS_SPENT, ATTACK_COMPANY, ATTACK_SLOT, BEST_COMPANY, BLIND_ATTACK, BLIND_CHASE, BLIND_FOLLOW, BLIND_GO_ON,
    BLIND_MOVE_UP, BLIND_SPRINT, BRIDGE_KJ_M, BRIDGE_LEAD, BRIDGE_LEAST_M, BRIDGE_MOST_M, CHASE_KJ_M, CHASE_M, CLOSING,
    FIRST_IN_LINE, FIRST_THERE_M, FOLLOW_BEHIND_M, FOLLOW_KJ_M, FOLLOW_LEAD_M, FOLLOW_MOST_M, FRONT, FRONT_FRESH,
    GAINING, GO_ON_COMPANY, GOING_S, HELD_LAPS, HOPE, HORIZON_LEAST_S, JUMP_KJ, KEPT_SHARE, LAUNCH, LEAST_MARGIN,
    LEAST_WAY_M, MOST_GOING, NO_TIME, NOBODY_PULLS_M, ON_WHEEL, PATIENCE_LAPS, PEAK_W, PRICE_FADE_S, PRICE_MPS,
    PULL_SHARE, PULL_TIRED, ROUND_S, RUN_UP_LAPS, RUN_UP_PLACE, RUN_UP_SLOT, SEEN_BY_AHEAD_M, SEEN_BY_BEHIND_M,
    SPRINT_BETA_W, SPRINT_KJ, SPRINT_NEAR_LAPS, SPRINT_PLACES, SPRINT_SHARE, SPRINTERS, SURE_AT_FIRST, TOO_LATE_M,
    TURN_KJ, TURN_LOSS, TURN_MOST, TURN_SHIRKED, VAIN_CHANCE, VAIN_M, VAIN_SHARE, WEIGH_LAPS,
};
use super::order::Action;
use super::params::ChaseModel;
use super::sight::{RiderInSight, Role, Sight};
use super::state::Tactics;
use super::tell::Saying;
use crate::event::Note;
use crate::math::{exp, pow};

impl Tactics {
    /// Price of a kilojoule to a rider, in laps: it rises as the reserve falls, and is nothing at the finish.
    fn price(&self, me: &RiderInSight) -> f64 {
        let p = &self.params;
        let left_s = (self.track.race_m() - me.race_m).max(0.0) * (1.0 / PRICE_MPS);
        // 1 with half of W′ left.
        let empty = (1.0 - me.share).max(ALWAYS_SPENT) * 2.0;
        // To the power 5/4, by roots.
        p.price * empty * empty.sqrt().sqrt() * (left_s * (1.0 / PRICE_FADE_S)).min(1.0)
    }

    /// Chance that `r` gains a lap in a group of `company` riders who are `lead_m` ahead of the bunch, as `r` sees it.
    fn lap_chance(&self, r: usize, company: f64, lead_m: f64, sight: &Sight) -> f64 {
        1.0 / (1.0 + exp(-self.lap_odds(r, company, lead_m, sight)))
    }

    /// The logarithm of the odds of [`Self::lap_chance`].
    fn lap_odds(&self, r: usize, company: f64, lead_m: f64, sight: &Sight) -> f64 {
        let p = &self.params;
        let legs = &self.legs[r];
        let me = &sight.riders[r];
        // What it takes: sharing turns at somewhat more than the speed of the bunch, all the way round to its tail.
        let way_m = self.way_to_tail_m(lead_m, sight).max(LEAST_WAY_M);
        let speed = self.bunch_mps + GAINING;
        let share = 1.0 / company + ON_WHEEL * (1.0 - 1.0 / company);
        let need_j = (legs.body.power(speed, 0.0, 0.0, 1.0) * share - me.cp_w).max(0.0) * way_m / GAINING;
        let jump_j = if lead_m > 0.0 { 0.0 } else { 1000.0 * JUMP_KJ };
        let margin = ((me.joules - jump_j - need_j) / legs.w_prime_j).clamp(LEAST_MARGIN, 1.0);
        let left_m = self.track.race_m() - me.race_m;
        let time = if way_m / GAINING * speed > left_m { NO_TIME } else { 0.0 };
        p.b0 + p.b1 * margin + p.b2 * (FRONT_FRESH - self.fresh) - p.b3 * self.books.threat(r)
            + p.b4 * (company - 1.0).min(BEST_COMPANY - 1.0)
            - p.crowd * (company - BEST_COMPANY).max(0.0)
            - time
            + self.minds[r].daring
    }

    /// A yes that is worth `worth` more than a no, chosen with noise, as people choose. With infinite noise the chance
    /// of yes is `blindly`.
    fn yes(&mut self, r: usize, worth: f64, blindly: f64) -> bool {
        let noise = self.params.noise;
        let go = if noise.is_infinite() { blindly } else { 1.0 / (1.0 + exp(-worth / noise)) };
        self.streams[r].chance(go)
    }

    /// Rider `r` weighs what to do next, once a lap.
    pub(super) fn weigh(&mut self, r: usize, sight: &Sight, tell: &mut impl FnMut(Note)) {
        self.books.ask(r);
        match sight.riders[r].role {
            Role::Bunch => self.weigh_in_bunch(r, sight, tell),
            Role::Away => self.weigh_away(r, sight, tell),
            Role::Off => {}
        }
    }

    fn weigh_in_bunch(&mut self, r: usize, sight: &Sight, tell: &mut impl FnMut(Note)) {
        self.minds[r].lead = Lead::of(0.0, sight.now_s);
        self.weigh_sprint(r, sight);
        if self.minds[r].intent.is_busy() || self.minds[r].told.is_some() {
            return;
        }
        let me = &sight.riders[r];
        let (to_m, sprint) = self.next_sprint(me.race_m);
        // Once the run-up to a sprint has begun, riders who mean to contest it wait for it, well placed.
        if self.minds[r].contests == sprint && sprint > 0 && to_m < RUN_UP_LAPS * self.track.lap_m {
            if me.place > RUN_UP_PLACE && to_m > self.minds[r].launch_m {
                self.minds[r].slot = RUN_UP_SLOT;
                self.set(r, Intent::MoveUp, sight.now_s);
            }
            return;
        }
        let p = self.params;
        if me.share < p.least_share || self.is_too_late(me) || sight.now_s < self.minds[r].rested_s {
            return;
        }
        let gap_m = self.gap_to_break(me, sight);
        let (company, lead_m, cost_kj) = match gap_m {
            Some(gap) => (1.0 + sight.away.len() as f64, BRIDGE_LEAD * gap, JUMP_KJ + BRIDGE_KJ_M * gap),
            None => (ATTACK_COMPANY, 0.0, JUMP_KJ),
        };
        let chance = self.lap_chance(r, company, lead_m, sight);
        let utility = chance * self.books.lap(r) - (1.0 - chance) * p.fail - self.price(me) * cost_kj;
        if me.place > LAUNCH {
            // Nobody gets away from here: riders who would like to move up first.
            if self.yes(r, utility, BLIND_MOVE_UP) {
                self.minds[r].slot = ATTACK_SLOT;
                self.set(r, Intent::MoveUp, sight.now_s);
            }
        } else if self.yes(r, utility, BLIND_ATTACK) {
            self.set(r, if gap_m.is_some() { Intent::Bridge } else { Intent::Attack }, sight.now_s);
            self.alarm_others(r, sight);
            if gap_m.is_some() {
                self.teller.says(r, Saying::Bridge, sight.now_s, tell);
            }
        }
    }

    /// The finish is too near to begin an attempt.
    fn is_too_late(&self, me: &RiderInSight) -> bool {
        self.track.race_m() - me.race_m < TOO_LATE_M
    }

    /// Rider `r` has crossed the line of a sprint, or is clear of the bunch and easing, and goes on to gain a lap.
    ///
    /// They are up to speed and out of the wheels, so that it takes no jump; but they have spent themselves, as the
    /// others have.
    pub(super) fn goes_on(&mut self, r: usize, sight: &Sight) -> bool {
        let me = &sight.riders[r];
        let p = self.params;
        let spent = me.share < p.go_on_share || self.gets_nowhere(r, sight);
        if self.minds[r].told.is_some() || me.role == Role::Off || spent || self.is_too_late(me) {
            return false;
        }
        self.books.ask(r);
        let lead_m = (me.race_m - sight.front_m).max(1.0);
        // Those who have sprinted too and go on as well are company.
        let goes = |m: &&Mind| sight.now_s - m.went_s < GOING_S;
        let going = self.minds.iter().filter(goes).count();
        if going >= MOST_GOING {
            return false;
        }
        let company = GO_ON_COMPANY + going as f64;
        let chance = 1.0 / (1.0 + exp(-self.lap_odds(r, company, lead_m, sight) - p.head_start));
        let utility = chance * self.books.lap(r) - (1.0 - chance) * p.fail;
        self.yes(r, utility, BLIND_GO_ON)
    }

    /// Metres to the last rider of a break that is near enough to bridge to.
    fn gap_to_break(&self, me: &RiderInSight, sight: &Sight) -> Option<f64> {
        let last = usize::from(*sight.away.last()?);
        let gap = sight.riders[last].race_m - me.race_m;
        (BRIDGE_LEAST_M..BRIDGE_MOST_M).contains(&gap).then_some(gap)
    }

    /// Riders near `attacker` see them go, each after their own reaction time.
    pub(super) fn alarm_others(&mut self, attacker: usize, sight: &Sight) {
        let at_m = sight.riders[attacker].race_m;
        for k in 0..self.by_bib.len() {
            let r = self.by_bib[k];
            let other = &sight.riders[r];
            let near = other.role == Role::Bunch
                && other.races()
                && (at_m - SEEN_BY_BEHIND_M..at_m + SEEN_BY_AHEAD_M).contains(&other.race_m);
            if r == attacker || !near || self.minds[r].intent.is_busy() || self.minds[r].alarm.is_some() {
                continue;
            }
            let at_s = sight.now_s + reaction_s(&mut self.streams[r], self.params.react_s);
            self.minds[r].alarm = Some((attacker, at_s));
            self.minds[r].due_s = self.minds[r].due_s.min(at_s);
        }
    }

    /// Rider `r` has seen `attacker` go, and follows or does not.
    pub(super) fn answer(&mut self, r: usize, attacker: usize, sight: &Sight) {
        self.minds[r].alarm = None;
        let me = &sight.riders[r];
        let p = self.params;
        let gap_m = sight.riders[attacker].race_m - me.race_m;
        if !(-FOLLOW_BEHIND_M..FOLLOW_MOST_M).contains(&gap_m)
            || self.minds[r].intent.is_busy()
            || me.share < p.least_share
            || sight.now_s < self.minds[r].rested_s
        {
            return;
        }
        let (to_m, sprint) = self.next_sprint(me.race_m);
        if self.minds[r].contests == sprint && to_m < SPRINT_NEAR_LAPS * self.track.lap_m {
            return;
        }
        self.books.ask(r);
        let others = self.minds.iter().filter(|m| m.intent == Intent::Follow && m.other == attacker).count();
        let chance = self.lap_chance(r, 2.0 + others as f64, FOLLOW_LEAD_M, sight);
        let cost_kj = JUMP_KJ + FOLLOW_KJ_M * gap_m.max(0.0);
        let utility = chance * self.books.lap(r) - (1.0 - chance) * p.fail - self.price(me) * cost_kj;
        if self.yes(r, utility, BLIND_FOLLOW) {
            self.set(r, Intent::Follow, sight.now_s);
            self.minds[r].other = attacker;
        }
    }

    /// Weighs the next sprint three, two and one laps before it.
    fn weigh_sprint(&mut self, r: usize, sight: &Sight) {
        let me = &sight.riders[r];
        let (to_m, sprint) = self.next_sprint(me.race_m);
        let laps = (to_m / self.track.lap_m) as u8;
        if sprint == 0 || laps > WEIGH_LAPS || self.minds[r].weighed == (sprint, laps) {
            return;
        }
        self.minds[r].weighed = (sprint, laps);
        if let Some(goes) = self.minds[r].told_to_sprint(sprint) {
            self.decide_sprint(r, goes, sprint, me.race_m + to_m);
            return;
        }
        let before = |o: &&u16| sight.riders[usize::from(**o)].race_m > me.race_m + FIRST_THERE_M;
        let prizes = self.books.prizes(sprint, sight.away.iter().filter(before).count());
        let total: f64 = prizes.iter().sum();
        if total <= 0.0 || me.share < SPRINT_SHARE {
            self.minds[r].forget_sprints();
            return;
        }
        let p = self.params;
        // The rider's strength among those who would sprint, as they read it.
        let misread = p.misread * self.streams[r].normal();
        let own = self.sprint_w(r, sight);
        let mine = own * (1.0 - p.from_behind * f64::from(me.place.min(SPRINT_PLACES)));
        let (sum, rivals) = self.strength(me.role, sprint, laps, sight);
        let beta = p.sprint_beta / SPRINT_BETA_W;
        let all = (sum - exp(beta * (own - PEAK_W))).max(0.0) * exp(misread - beta * (mine - PEAK_W));
        let share = 1.0 / (1.0 + all * (SPRINTERS / rivals.max(SPRINTERS)));
        let expected = (total * share).min(prizes[0]);
        let worth = expected * self.books.point(r) - self.price(me) * SPRINT_KJ;
        let go =
            if p.noise.is_infinite() { BLIND_SPRINT } else { 1.0 / (1.0 + exp(-worth / (p.sprint_noise * p.noise))) };
        let goes = self.streams[r].chance(go);
        self.decide_sprint(r, goes, sprint, me.race_m + to_m);
    }

    /// Rider `r` means to contest `sprint`, whose line is at race distance `line_m`, or does not.
    fn decide_sprint(&mut self, r: usize, goes: bool, sprint: u32, line_m: f64) {
        if goes {
            self.minds[r].set_mind_on(sprint, line_m);
        } else {
            self.minds[r].forget_sprints();
        }
    }

    /// Sprint strength of rider `r`: what they could give now for each square metre of their drag area, as the watts of
    /// a rider who has the field's mean area. A large body may have more watts and be no faster for it.
    fn sprint_w(&self, r: usize, sight: &Sight) -> f64 {
        sight.riders[r].cap_w / self.size[r]
    }

    /// Sprint strength of all riders of `role`, `laps` before `sprint`: a sum that grows with the strength of each, and
    /// how many they are. Worked out once a lap, not once a rider.
    fn strength(&mut self, role: Role, sprint: u32, laps: u8, sight: &Sight) -> (f64, f64) {
        let key = (sprint, laps);
        let of = usize::from(role == Role::Away);
        if self.strength[of].0 != key {
            let beta = self.params.sprint_beta / SPRINT_BETA_W;
            let is_there = |&&r: &&usize| sight.riders[r].races() && sight.riders[r].role == role;
            let add = |(sum, n), &r: &usize| (sum + exp(beta * (self.sprint_w(r, sight) - PEAK_W)), n + 1.0);
            let (sum, count) = self.by_bib.iter().filter(is_there).fold((0.0, 0.0), add);
            self.strength[of] = (key, sum, count);
        }
        (self.strength[of].1, self.strength[of].2)
    }

    fn weigh_away(&mut self, r: usize, sight: &Sight, tell: &mut impl FnMut(Note)) {
        self.weigh_sprint(r, sight);
        if self.minds[r].intent.is_busy() || self.minds[r].told.is_some() {
            return;
        }
        let me = &sight.riders[r];
        let gap_m = me.race_m - sight.front_m;
        self.minds[r].lead.becomes(gap_m, sight.now_s);
        let closing = self.bunch_mps > me.speed + CLOSING;
        let chance = self.lap_chance(r, sight.mates(me) as f64, gap_m, sight);
        let in_vain = gap_m < VAIN_M && closing && (me.share < VAIN_SHARE || chance < VAIN_CHANCE);
        // A rider who will still be ahead at the next sprint has its points to ride for, if it is near.
        let (to_m, _) = self.next_sprint(me.race_m);
        let is_first_there = to_m * (self.bunch_mps - me.speed) < gap_m * me.speed;
        let is_near = to_m < SPRINT_NEAR_LAPS * self.track.lap_m;
        if in_vain && !is_first_there || self.gets_nowhere(r, sight) && !(is_first_there && is_near) {
            self.set(r, Intent::Ease, sight.now_s);
            self.teller.says(r, Saying::SitsUp, sight.now_s, tell);
        }
    }

    /// Rider `r` is away alone, and has not gained on the bunch for many laps.
    fn gets_nowhere(&self, r: usize, sight: &Sight) -> bool {
        let me = &sight.riders[r];
        let for_s = self.minds[r].lead.held_s(sight.now_s);
        me.role == Role::Away && sight.mates(me) < 2 && for_s > PATIENCE_LAPS * self.lap_s(me)
    }

    /// Rider `r` has come to the front of those who are away, and decides what to give there.
    ///
    /// Pulling is a volunteer's dilemma (Diekmann 1985): each of n riders who would all gain pulls with probability
    /// `1 − (cost / benefit)^(1 / (n − 1))`, so the more they are, the less is done.
    pub(super) fn take_turn(&mut self, r: usize, sight: &Sight) {
        let me = &sight.riders[r];
        if me.role != Role::Away {
            return;
        }
        let p = self.params;
        self.books.ask(r);
        let n = sight.mates(me).max(1) as f64;
        let lead_m = me.race_m - sight.front_m;
        let chance = self.lap_chance(r, n, lead_m, sight);
        let benefit = p.coop * chance * self.books.lap(r) * self.minds[r].will;
        let cost = self.price(me) * TURN_KJ;
        let told = self.minds[r].told;
        let is_alone = sight.mates(me) < 2;
        let pulls = is_alone
            || told == Some(Action::Pull)
            || told != Some(Action::SitIn) && {
                let go = if cost < benefit { 1.0 - pow(cost / benefit, 1.0 / (n - 1.0)) } else { 0.0 };
                self.streams[r].chance(go)
            };
        // What each can give until the lap is gained, if all share the turns.
        let way_m = self.way_to_tail_m(lead_m, sight).max(LEAST_WAY_M);
        let horizon_s = (way_m / GAINING).clamp(HORIZON_LEAST_S, p.horizon_s);
        let mean_w = me.cp_w + (me.joules - KEPT_SHARE * self.legs[r].w_prime_j).max(0.0) / horizon_s;
        let even_w = (mean_w / (1.0 / n + ON_WHEEL * (1.0 - 1.0 / n))).min(TURN_MOST * me.cp_w);
        // Without anybody's turn to rest in, lone riders ride within themselves.
        let even_w = if is_alone { p.alone * even_w } else { even_w };
        self.minds[r].turn_w = if pulls { even_w } else { TURN_SHIRKED * me.cp_w };
    }

    /// A round of the dilemma at the front of the bunch: rider `r` begins to bring back the break, or does not.
    pub(super) fn round(&mut self, r: usize, sight: &Sight, tell: &mut impl FnMut(Note)) {
        let me = &sight.riders[r];
        self.minds[r].round_s = sight.now_s + ROUND_S;
        self.minds[r].nobody_pulls = false;
        if me.role != Role::Bunch || me.place >= FRONT || self.minds[r].intent.is_busy() {
            return;
        }
        let Some(&first) = sight.away.first() else { return };
        let lead_m = sight.riders[usize::from(first)].race_m - sight.front_m;
        if lead_m < CHASE_M {
            return;
        }
        let go = match self.params.chase {
            ChaseModel::Never => 0.0,
            ChaseModel::Always => 1.0,
            ChaseModel::Volunteers if self.params.noise.is_infinite() => BLIND_CHASE,
            ChaseModel::Volunteers => self.volunteer(r, lead_m, sight),
        };
        if self.streams[r].chance(go) {
            self.minds[r].turn_w = self.chase_w(me);
            self.set(r, Intent::Chase, sight.now_s);
            if self.chasing == 0 {
                self.teller.says(r, Saying::Chase, sight.now_s, tell);
            }
            self.chasing += 1;
        } else if me.place == 0 && self.chasing == 0 {
            self.minds[r].nobody_pulls = true;
            if lead_m > NOBODY_PULLS_M {
                self.teller.says(r, Saying::NobodyPulls, sight.now_s, tell);
            }
        }
    }

    /// What a chaser gives at the front of the bunch, W.
    pub(super) fn chase_w(&self, me: &RiderInSight) -> f64 {
        me.cp_w * if me.share > PULL_SHARE { self.params.pull } else { PULL_TIRED }
    }

    /// Chance that `r` volunteers in a round, from what the break takes from them and what a turn costs them.
    fn volunteer(&self, r: usize, lead_m: f64, sight: &Sight) -> f64 {
        let p = &self.params;
        let me = &sight.riders[r];
        let hurt: f64 = sight.away.iter().map(|&o| self.books.hurt(r, usize::from(o))).sum();
        // The farther the break is ahead, the surer its lap, and the less a chase can do about it.
        let way_m = self.way_to_tail_m(0.0, sight);
        let done = (lead_m / way_m).clamp(0.0, 1.0);
        let sure = SURE_AT_FIRST + (1.0 - SURE_AT_FIRST) * done;
        let is_held = self.ahead.1.held_s(sight.now_s) > HELD_LAPS * self.lap_s(me);
        let reach = if is_held { 1.0 } else { 1.0 / (1.0 + exp(HOPE * (done - p.give_up))) };
        let benefit = hurt * sure * reach;
        let cost = p.chi * (self.price(me) * (TURN_KJ + CHASE_KJ_M * lead_m) + TURN_LOSS) / self.minds[r].will;
        if cost >= benefit {
            return 0.0;
        }
        let m = sight.heads.len().max(2) as f64;
        let will = 1.0 - pow(cost / benefit, 1.0 / (m - 1.0));
        // Nobody but the first in line can begin without coming past.
        let front = if me.place == 0 { FIRST_IN_LINE } else { 1.0 };
        (will * front * if self.chasing > 0 { p.phi } else { 1.0 }).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::Track;
    use crate::rider::MEN;
    use crate::rules::{Edition, EditionId, Overrides};
    use crate::tactics::Params;
    use crate::units::Bib;

    #[test]
    fn riders_of_all_masses_who_are_as_fast_are_as_strong_in_a_sprint() {
        let track = Track { lap_m: 250.0, laps: 40, width_m: 7.0 };
        let rules = Edition::get(EditionId::E2026).on(40, 250_000, &Overrides::default()).expect("a points race");
        let legs = [55.0, 70.0, 87.0].map(|kg| MEN.legs(Some(kg)));
        let minds: Vec<_> = legs.iter().enumerate().map(|(i, legs)| (Bib(i as u16 + 1), *legs)).collect();
        let tactics = Tactics::new(track, rules, &minds, 1, Params::STANDARD);
        let riders = legs.map(|legs| RiderInSight { cap_w: legs.peak_w, ..RiderInSight::default() });
        let sight =
            Sight { now_s: 0.0, riders: &riders, heads: &[], away: &[], sizes: &[3], front_m: 0.0, tail_m: 0.0 };
        let [light, typical, heavy] = [0, 1, 2].map(|r| tactics.sprint_w(r, &sight));
        assert!(
            (light / typical - 1.0).abs() < 5e-3 && (heavy / typical - 1.0).abs() < 5e-3,
            "{light} {typical} {heavy}"
        );
    }
}
