//! Choices: what a rider weighs, and what he then takes up. Everything is weighed in laps (see [`super::worth`]).

use super::Tactics;
use super::lead::Lead;
use super::mind::{Intent, Mind, reaction_s};
use super::order::Action;
use super::params::ChaseModel;
use super::sight::{Role, Seen, Sight};
use super::tell::Saying;
use crate::event::Note;
use crate::math::{exp, pow};

/// Kilojoules above critical power of a jump out of the bunch, of a sprint, and of a turn in a chase or a break.
const JUMP_KJ: f64 = 4.5;
const SPRINT_KJ: f64 = 7.0;
const TURN_KJ: f64 = 2.5;
/// Seconds between one look round and the next of riders who might chase.
const ROUND_S: f64 = 4.0;
/// Metres per second by which a break goes faster than the bunch it gains on.
const GAINING: f64 = 1.1;
/// Share of the power of whoever leads that a rider on his wheel gives (Broker 1999: 0.64–0.71).
const ON_WHEEL: f64 = 0.64;
/// From farther back nobody gets clear of the bunch.
const LAUNCH: u16 = 12;
/// The first riders of the bunch, whose it is to bring others back.
pub(super) const FRONT: u16 = 8;
/// Powers in a sprint are told from this one, W, so that no number grows out of hand.
const PEAK_W: f64 = 1000.0;
/// More riders than these who go on from a sprint would be the bunch again.
const MOST_GOING: usize = 3;
/// Whoever is away alone and has got no farther from the bunch in so many laps lets it come.
const PATIENCE_LAPS: f64 = 20.0;
/// A break that has got no farther in so many laps can be brought back, wherever it is.
const HELD_LAPS: f64 = 3.0;
/// How fast the hope of a chase goes with the way that a break has made.
const HOPE: f64 = 8.0;
/// Riders who contest a sprint of a bunch, more or less.
const SPRINTERS: f64 = 7.0;

impl Tactics {
    /// Price of a kilojoule to a rider, in laps: dearer as the reserve falls, nothing at the finish.
    fn price(&self, me: &Seen) -> f64 {
        let p = &self.params;
        let left_s = (self.track.race_m() - me.race_m).max(0.0) * (1.0 / 14.0);
        let empty = (1.0 - me.share).max(0.02) * 2.0;
        // To the power 5/4, by roots.
        p.price * empty * empty.sqrt().sqrt() * (left_s * (1.0 / 200.0)).min(1.0)
    }

    /// Chance that `r` gains a lap with `company` riders in all who are `lead_m` ahead of the bunch, as he sees it.
    fn lap_chance(&self, r: usize, company: f64, lead_m: f64, sight: &Sight) -> f64 {
        1.0 / (1.0 + exp(-self.lap_odds(r, company, lead_m, sight)))
    }

    /// The logarithm of the odds of that.
    fn lap_odds(&self, r: usize, company: f64, lead_m: f64, sight: &Sight) -> f64 {
        let p = &self.params;
        let legs = &self.legs[r];
        let me = &sight.riders[r];
        // What it takes: to go somewhat faster than the bunch, sharing turns, until the way round is made up.
        let way_m = (self.track.lap_m - (sight.front_m - sight.tail_m) - lead_m).max(10.0);
        let speed = self.bunch_mps + GAINING;
        let share = 1.0 / company + ON_WHEEL * (1.0 - 1.0 / company);
        let need_j = (legs.body.power(speed, 0.0, 0.0, 1.0) * share - me.cp_w).max(0.0) * way_m / GAINING;
        let jump_j = if lead_m > 0.0 { 0.0 } else { 1000.0 * JUMP_KJ };
        let margin = ((me.joules - jump_j - need_j) / legs.w_prime_j).clamp(-2.0, 1.0);
        let left_m = self.track.race_m() - me.race_m;
        let time = if way_m / GAINING * speed > left_m { 3.0 } else { 0.0 };
        p.b0 + p.b1 * margin + p.b2 * (0.8 - self.fresh) - p.b3 * self.books.threat(r) + p.b4 * (company - 1.0).min(3.0)
            - p.crowd * (company - 4.0).max(0.0)
            - time
            + self.minds[r].daring
    }

    /// Yes or no, of which yes is worth `worth` more: noisy, as people choose.
    fn yes(&mut self, r: usize, worth: f64, blindly: f64) -> bool {
        let noise = self.params.noise;
        let go = if noise.is_infinite() { blindly } else { 1.0 / (1.0 + exp(-worth / noise)) };
        self.streams[r].chance(go)
    }

    /// One half-lap's thought of rider `r`.
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
        // Once the run-up to a sprint has begun, whoever means to sprint waits for it, well placed.
        if self.minds[r].contests == sprint && sprint > 0 && to_m < 2.2 * self.track.lap_m {
            if me.place > 4 && to_m > self.minds[r].launch_m {
                self.minds[r].slot = 3;
                self.set(r, Intent::MoveUp, sight.now_s);
            }
            return;
        }
        let p = self.params;
        let too_late = self.track.race_m() - me.race_m < 400.0;
        if me.share < p.least_share || too_late || sight.now_s < self.minds[r].rested_s {
            return;
        }
        let gap_m = self.gap_to_break(me, sight);
        let (company, lead_m, cost_kj) = match gap_m {
            Some(gap) => (1.0 + sight.away.len() as f64, 0.5 * gap, JUMP_KJ + 0.05 * gap),
            None => (1.7, 0.0, JUMP_KJ),
        };
        let chance = self.lap_chance(r, company, lead_m, sight);
        let utility = chance * self.books.lap(r) - (1.0 - chance) * p.fail - self.price(me) * cost_kj;
        if me.place > LAUNCH {
            // From here nobody gets away: who would like to, comes up first.
            if self.yes(r, utility, 0.1) {
                self.minds[r].slot = 4;
                self.set(r, Intent::MoveUp, sight.now_s);
            }
        } else if self.yes(r, utility, 0.02) {
            self.set(r, if gap_m.is_some() { Intent::Bridge } else { Intent::Attack }, sight.now_s);
            self.alarm_others(r, sight);
            if gap_m.is_some() {
                self.teller.says(r, Saying::Bridge, sight.now_s, tell);
            }
        }
    }

    /// Rider `r` has crossed the line of a sprint, or is clear of the bunch and easing: does he go on, to gain a lap?
    ///
    /// He is up to speed and out of the wheels, so that it costs him no jump; but he has spent himself, as the others have.
    pub(super) fn goes_on(&mut self, r: usize, sight: &Sight) -> bool {
        let me = &sight.riders[r];
        let p = self.params;
        let too_late = self.track.race_m() - me.race_m < 400.0;
        let spent = me.share < p.go_on_share || self.gets_nowhere(r, sight);
        if self.minds[r].told.is_some() || me.role == Role::Off || spent || too_late {
            return false;
        }
        self.books.ask(r);
        let lead_m = (me.race_m - sight.front_m).max(1.0);
        // Whoever has sprinted beside him and goes on too is company.
        let goes = |m: &&Mind| sight.now_s - m.went_s < 10.0;
        let going = self.minds.iter().filter(goes).count();
        if going >= MOST_GOING {
            return false;
        }
        let company = 1.5 + going as f64;
        let chance = 1.0 / (1.0 + exp(-self.lap_odds(r, company, lead_m, sight) - p.head_start));
        let utility = chance * self.books.lap(r) - (1.0 - chance) * p.fail;
        self.yes(r, utility, 0.05)
    }

    /// Metres to the last of a break that is near enough to ride across to.
    fn gap_to_break(&self, me: &Seen, sight: &Sight) -> Option<f64> {
        let last = usize::from(*sight.away.last()?);
        let gap = sight.riders[last].race_m - me.race_m;
        (15.0..80.0).contains(&gap).then_some(gap)
    }

    /// Riders beside and behind see him go, each in his own time.
    pub(super) fn alarm_others(&mut self, attacker: usize, sight: &Sight) {
        let at_m = sight.riders[attacker].race_m;
        for k in 0..self.by_bib.len() {
            let r = self.by_bib[k];
            let other = &sight.riders[r];
            let near = other.role == Role::Bunch && other.races() && (at_m - 12.0..at_m + 15.0).contains(&other.race_m);
            if r == attacker || !near || self.minds[r].intent.is_busy() || self.minds[r].alarm.is_some() {
                continue;
            }
            let at_s = sight.now_s + reaction_s(&mut self.streams[r], self.params.react_s);
            self.minds[r].alarm = Some((attacker, at_s));
            self.minds[r].due_s = self.minds[r].due_s.min(at_s);
        }
    }

    /// Rider `r` has seen `attacker` go: with him, or not?
    pub(super) fn answer(&mut self, r: usize, attacker: usize, sight: &Sight) {
        self.minds[r].alarm = None;
        let me = &sight.riders[r];
        let p = self.params;
        let gap_m = sight.riders[attacker].race_m - me.race_m;
        if !(-5.0..25.0).contains(&gap_m)
            || self.minds[r].intent.is_busy()
            || me.share < p.least_share
            || sight.now_s < self.minds[r].rested_s
        {
            return;
        }
        let (to_m, sprint) = self.next_sprint(me.race_m);
        if self.minds[r].contests == sprint && to_m < 2.0 * self.track.lap_m {
            return;
        }
        self.books.ask(r);
        let others = self.minds.iter().filter(|m| m.intent == Intent::Follow && m.other == attacker).count();
        let chance = self.lap_chance(r, 2.0 + others as f64, 5.0, sight);
        let utility =
            chance * self.books.lap(r) - (1.0 - chance) * p.fail - self.price(me) * (JUMP_KJ + 0.1 * gap_m.max(0.0));
        if self.yes(r, utility, 0.2) {
            self.set(r, Intent::Follow, sight.now_s);
            self.minds[r].other = attacker;
        }
    }

    /// Weighs the next sprint three, two and one laps before it.
    fn weigh_sprint(&mut self, r: usize, sight: &Sight) {
        let me = &sight.riders[r];
        let (to_m, sprint) = self.next_sprint(me.race_m);
        let laps = (to_m / self.track.lap_m) as u8;
        if sprint == 0 || laps > 3 || self.minds[r].weighed == (sprint, laps) {
            return;
        }
        self.minds[r].weighed = (sprint, laps);
        if let Some(goes) = self.minds[r].told_to_sprint(sprint) {
            self.minds[r]
                .set_mind_on(if goes { sprint } else { 0 }, if goes { me.race_m + to_m } else { f64::INFINITY });
            return;
        }
        let before = |o: &&u16| sight.riders[usize::from(**o)].race_m > me.race_m + 15.0;
        let prizes = self.books.prizes(sprint, sight.away.iter().filter(before).count());
        let total: f64 = prizes.iter().sum();
        if total <= 0.0 || me.share < 0.25 {
            self.minds[r].set_mind_on(0, f64::INFINITY);
            return;
        }
        let p = self.params;
        // His strength among those who would sprint, as he reads them.
        let misread = p.misread * self.streams[r].normal();
        let mine = me.cap_w * (1.0 - p.from_behind * f64::from(me.place.min(20)));
        let (sum, rivals) = self.strength(me.role, sprint, laps, sight);
        let beta = p.sprint_beta / 100.0;
        let all = (sum - exp(beta * (me.cap_w - PEAK_W))).max(0.0) * exp(misread - beta * (mine - PEAK_W));
        let share = 1.0 / (1.0 + all * (SPRINTERS / rivals.max(SPRINTERS)));
        let expected = (total * share).min(prizes[0]);
        let worth = expected * self.books.point(r) - self.price(me) * SPRINT_KJ;
        let go = if p.noise.is_infinite() { 0.3 } else { 1.0 / (1.0 + exp(-worth / (p.sprint_noise * p.noise))) };
        let goes = self.streams[r].chance(go);
        let (sprint, line_m) = if goes { (sprint, me.race_m + to_m) } else { (0, f64::INFINITY) };
        self.minds[r].set_mind_on(sprint, line_m);
    }

    /// What riders of `role` have for the next sprint, `laps` before it: a sum that grows with each one's power, and how
    /// many they are. Worked out once a lap: nobody looks at two dozen rivals one by one.
    fn strength(&mut self, role: Role, sprint: u32, laps: u8, sight: &Sight) -> (f64, f64) {
        let key = (sprint, laps);
        let of = &mut self.strength[usize::from(role == Role::Away)];
        if of.0 != key {
            let beta = self.params.sprint_beta / 100.0;
            let there = self.by_bib.iter().map(|&o| &sight.riders[o]).filter(|o| o.races() && o.role == role);
            let (sum, count) = there.fold((0.0, 0.0), |(sum, n), o| (sum + exp(beta * (o.cap_w - PEAK_W)), n + 1.0));
            *of = (key, sum, count);
        }
        (of.1, of.2)
    }

    fn weigh_away(&mut self, r: usize, sight: &Sight, tell: &mut impl FnMut(Note)) {
        self.weigh_sprint(r, sight);
        if self.minds[r].intent.is_busy() || self.minds[r].told.is_some() {
            return;
        }
        let me = &sight.riders[r];
        let gap_m = me.race_m - sight.front_m;
        self.minds[r].lead.becomes(gap_m, sight.now_s);
        let closing = self.bunch_mps > me.speed + 0.2;
        let chance = self.lap_chance(r, sight.mates(me) as f64, gap_m, sight);
        let in_vain = gap_m < 60.0 && closing && (me.share < 0.06 || chance < 0.05);
        // Whoever will still be ahead at the next line has its points to ride for, if it is not too far.
        let (to_m, _) = self.next_sprint(me.race_m);
        let is_first_there = to_m * (self.bunch_mps - me.speed) < gap_m * me.speed;
        let is_near = to_m < 2.0 * self.track.lap_m;
        if in_vain && !is_first_there || self.gets_nowhere(r, sight) && !(is_first_there && is_near) {
            self.set(r, Intent::Ease, sight.now_s);
            self.teller.says(r, Saying::SitsUp, sight.now_s, tell);
        }
    }

    /// Rider `r` is away alone, and for many laps has got no farther from the bunch.
    fn gets_nowhere(&self, r: usize, sight: &Sight) -> bool {
        let me = &sight.riders[r];
        let for_s = self.minds[r].lead.held_s(sight.now_s);
        me.role == Role::Away && sight.mates(me) < 2 && for_s > PATIENCE_LAPS * self.lap_s(me)
    }

    /// Rider `r` has come to the front of those who are away: what he gives for the lap.
    ///
    /// Pulling is a volunteer's dilemma (Diekmann 1985): of n who would gain alike, each pulls with probability
    /// `1 − (cost / benefit)^(1 / (n − 1))`, so the more there are, the less is done.
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
        let pulls = n < 1.5
            || told == Some(Action::Pull)
            || told != Some(Action::SitIn) && {
                let go = if cost < benefit { 1.0 - pow(cost / benefit, 1.0 / (n - 1.0)) } else { 0.0 };
                self.streams[r].chance(go)
            };
        // If all share the turns, what each can give until the lap is gained.
        let way_m = (self.track.lap_m - (sight.front_m - sight.tail_m) - lead_m).max(10.0);
        let horizon_s = (way_m / GAINING).clamp(40.0, p.horizon_s);
        let mean_w = me.cp_w + (me.joules - 0.08 * self.legs[r].w_prime_j).max(0.0) / horizon_s;
        let even_w = (mean_w / (1.0 / n + ON_WHEEL * (1.0 - 1.0 / n))).min(1.6 * me.cp_w);
        // Alone, with nobody's turn to rest in, he rides within himself.
        let even_w = if n < 1.5 { p.alone * even_w } else { even_w };
        self.minds[r].turn_w = if pulls { even_w } else { 0.9 * me.cp_w };
    }

    /// A round of the dilemma at the front of the bunch: who brings back the break?
    pub(super) fn round(&mut self, r: usize, sight: &Sight, tell: &mut impl FnMut(Note)) {
        let me = &sight.riders[r];
        self.minds[r].round_s = sight.now_s + ROUND_S;
        self.minds[r].nobody_pulls = false;
        if me.role != Role::Bunch || me.place >= FRONT || self.minds[r].intent.is_busy() {
            return;
        }
        let Some(&first) = sight.away.first() else { return };
        let lead_m = sight.riders[usize::from(first)].race_m - sight.front_m;
        if lead_m < 6.0 {
            return;
        }
        let go = match self.params.chase {
            ChaseModel::Never => 0.0,
            ChaseModel::Always => 1.0,
            ChaseModel::Volunteers if self.params.noise.is_infinite() => 0.1,
            ChaseModel::Volunteers => self.volunteer(r, lead_m, sight),
        };
        if self.streams[r].chance(go) {
            self.minds[r].turn_w = me.cp_w * if me.share > 0.3 { self.params.pull } else { 1.05 };
            self.set(r, Intent::Chase, sight.now_s);
            if self.chasing == 0 {
                self.teller.says(r, Saying::Chase, sight.now_s, tell);
            }
            self.chasing += 1;
        } else if me.place == 0 && self.chasing == 0 {
            self.minds[r].nobody_pulls = true;
            if lead_m > 40.0 {
                self.teller.says(r, Saying::NobodyPulls, sight.now_s, tell);
            }
        }
    }

    /// Chance that `r` volunteers in a round: what the break takes from him against what a turn costs him.
    fn volunteer(&self, r: usize, lead_m: f64, sight: &Sight) -> f64 {
        let p = &self.params;
        let me = &sight.riders[r];
        let hurt: f64 = sight.away.iter().map(|&o| self.books.hurt(r, usize::from(o))).sum();
        // The farther they are, the surer the lap and the less a chase can do about it.
        let way_m = self.track.lap_m - (sight.front_m - sight.tail_m);
        let done = (lead_m / way_m).clamp(0.0, 1.0);
        let sure = 0.25 + 0.75 * done;
        let is_held = self.ahead.1.held_s(sight.now_s) > HELD_LAPS * self.lap_s(me);
        let reach = if is_held { 1.0 } else { 1.0 / (1.0 + exp(HOPE * (done - p.give_up))) };
        let benefit = hurt * sure * reach;
        let cost = p.chi * (self.price(me) * (TURN_KJ + 0.05 * lead_m) + 0.01) / self.minds[r].will;
        if cost >= benefit {
            return 0.0;
        }
        let m = sight.heads.len().max(2) as f64;
        let will = 1.0 - pow(cost / benefit, 1.0 / (m - 1.0));
        // At the front already, it is he or nobody.
        let front = if me.place == 0 { 2.0 } else { 1.0 };
        (will * front * if self.chasing > 0 { p.phi } else { 1.0 }).min(1.0)
    }
}
