//! What must happen: who has won on sprints, who can still win, and what the first five need. Exact, never a guess.
//!
//! "On sprints" means: nobody gains or loses another lap or leaves the race; everyone on the track completes the sprints that
//! are left, each in any order, without dead heats; and a neutralised rider who may return does. Under these assumptions
//! every answer is what trying every order of every remaining sprint would give. It takes a search (`handout`): adding up
//! what each rider could score alone would be wrong, because a place that one rider takes is gone for the others. If the
//! search exceeds its bound, which no real race comes near, the answer is left out.

mod handout;
mod open;
mod quick;

use handout::TooFar;
use open::{Luck, Open, OpenSprint, Settled};

use super::Scoreboard;
use crate::units::Bib;

/// Number of riders whose needs are worked out.
const FOREMOST: usize = 5;

/// What must happen, seen from an instant of a race.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// Numbers (from 1) of the sprints in which at least one place is still open.
    pub sprints: Vec<u32>,
    /// Number of the last sprint of the race.
    pub last: u32,
    /// Whether each rider can still win, in the order of the table.
    pub chances: Vec<(Bib, WinChance)>,
    /// The first five.
    pub foremost: Vec<Prospect>,
}

/// Whether a rider can still win.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WinChance {
    /// Wins, whatever the sprints bring.
    Won,
    /// Can win on the sprints that are left.
    Sprints,
    /// Can win only by gaining this many laps, if nobody else gains one.
    Laps(u32),
    /// Cannot win any more, unless others lose laps or leave the race.
    Beaten,
    /// Not worked out: the search exceeded its bound.
    Unknown,
}

/// What one rider can achieve on sprints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prospect {
    pub bib: Bib,
    /// Place in the table now; riders may share it.
    pub place: u32,
    /// The place that is certain even if the rider scores no more and everything goes against them.
    pub sure: Option<u32>,
    /// The place that is certain if the rider takes the best place left in every sprint.
    pub can_secure: Option<u32>,
    /// The best place the rider can reach if everything goes well.
    pub can_reach: Option<u32>,
    /// What the rider needs in the next sprint in which they can be placed.
    pub next: Option<Needs>,
    /// What the rider needs in the last sprint, if that is another one.
    pub last: Option<Needs>,
}

/// What a rider needs in one sprint to reach a place in the race.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needs {
    pub sprint: u32,
    /// The best place in the race that the rider can reach.
    pub goal: u32,
    /// With less than this in the sprint the goal is out of reach, even if the rider wins all other sprints and the rivals
    /// share the other places as suits the rider best.
    pub to_hope: Need,
    /// With this in the sprint the goal is certain, even if the rider comes last in all other sprints and everything goes
    /// against them.
    pub to_be_sure: Need,
    /// A rival among the first riders, and what is enough to be sure if that rival takes no points in the sprint; `None` if
    /// that is no less than `to_be_sure`. Of several rivals, the one with whom it is least, then the first in the table.
    pub unless: Option<(Bib, Need)>,
    /// For a rider who can win but does not lead: the leader, and the place in the sprint with which, or with any better one,
    /// the leader puts the win out of reach.
    pub lost_by: Option<(Bib, u32)>,
}

/// What a rider has to achieve in a sprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// No points are needed.
    Nothing,
    /// This place or better.
    Place(u32),
    /// More than the best place that is left.
    TooMuch,
    /// Not worked out: the search exceeded its bound.
    Unknown,
}

impl Outlook {
    /// What must happen after the facts that `board` has heard.
    #[must_use]
    pub fn of(board: &Scoreboard) -> Self {
        let open = Open::of(board);
        let chances =
            (0..open.riders.len()).map(|hero| (open.riders[hero].bib, open.chance(hero).unwrap_or(WinChance::Unknown)));
        Self {
            sprints: open.sprints.iter().map(|sprint| sprint.n).collect(),
            last: open.rules.sprints(),
            chances: chances.collect(),
            foremost: (0..open.riders.len().min(FOREMOST)).map(|hero| open.prospect(hero)).collect(),
        }
    }

    /// The riders whose chance is `chance`, in the order of the table.
    #[must_use]
    pub fn with(&self, chance: WinChance) -> Vec<Bib> {
        self.chances.iter().filter(|(_, of)| *of == chance).map(|(bib, _)| *bib).collect()
    }
}

impl Need {
    /// Whether this is less than `other` asks for; `false` if either is unknown.
    fn asks_less_than(self, other: Self) -> bool {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown | Self::Nothing) | (Self::TooMuch, _) => false,
            (Self::Place(mine), Self::Place(other)) => mine > other,
            (Self::Nothing, _) | (Self::Place(_), Self::TooMuch) => true,
        }
    }
}

impl Open {
    fn chance(&self, hero: usize) -> Result<WinChance, TooFar> {
        Ok(if !self.handout(hero, Luck::Bad, &[]).at_least(1)? {
            WinChance::Won
        } else if self.handout(hero, Luck::Good, &[]).at_most(0)? {
            WinChance::Sprints
        } else {
            self.laps_needed(hero)?.map_or(WinChance::Beaten, WinChance::Laps)
        })
    }

    /// The fewest gained laps, from 1, with which `hero` can win; `None` if no number is enough.
    fn laps_needed(&self, hero: usize) -> Result<Option<u32>, TooFar> {
        /// More laps than anybody can gain.
        const BOUND: u32 = 1 << 20;
        let enough = |laps: u32| self.with_laps(hero, i64::from(laps)).handout(hero, Luck::Good, &[]).at_most(0);
        if !self.riders[hero].may_gain || !enough(BOUND)? {
            return Ok(None);
        }
        let (mut short, mut laps) = (0, 1);
        while !enough(laps)? {
            (short, laps) = (laps, 2 * laps);
        }
        while laps - short > 1 {
            let middle = short.midpoint(laps);
            if enough(middle)? { laps = middle } else { short = middle }
        }
        Ok(Some(laps))
    }

    fn prospect(&self, hero: usize) -> Prospect {
        let place = |beaters: Result<u32, TooFar>| beaters.ok().map(|beaters| beaters + 1);
        let good = self.handout(hero, Luck::Good, &[]);
        let can_reach = place(good.fewest());
        let mine = || (0..self.sprints.len()).filter(|k| self.sprints[*k].to_come.contains(&hero));
        let (next, last) = (mine().next(), mine().next_back());
        let needs = |sprint: usize| can_reach.map(|goal| self.needs(hero, sprint, goal));
        Prospect {
            bib: self.riders[hero].bib,
            place: self.riders[hero].place,
            sure: place(self.handout(hero, Luck::Bad, &[]).most()),
            can_secure: place(good.most()),
            can_reach,
            next: next.and_then(needs),
            last: last.filter(|last| Some(*last) != next).and_then(needs),
        }
    }

    fn needs(&self, hero: usize, sprint: usize, goal: u32) -> Needs {
        let to_be_sure = self.to_be_sure(hero, sprint, goal, &[]).unwrap_or(Need::Unknown);
        Needs {
            sprint: self.sprints[sprint].n,
            goal,
            to_hope: self.to_hope(hero, sprint, goal).unwrap_or(Need::Unknown),
            to_be_sure,
            unless: self.unless(hero, sprint, goal, to_be_sure).unwrap_or(None),
            lost_by: if goal == 1 { self.lost_by(hero, sprint).unwrap_or(None) } else { None },
        }
    }

    fn to_hope(&self, hero: usize, sprint: usize, goal: u32) -> Result<Need, TooFar> {
        let can = |place| self.handout(hero, Luck::Good, &[Settled { sprint, rider: hero, place }]).at_most(goal - 1);
        let is_worth = |place: &u32| self.rules.points(self.sprints[sprint].n, *place) > 0;
        let places: Vec<u32> = self.sprints[sprint].places().collect();
        // If every place left gives points, so does the last one; if that is enough, nothing is needed.
        let free = places.iter().find(|place| !is_worth(place)).or(places.last());
        if let Some(free) = free
            && can(*free)?
        {
            return Ok(Need::Nothing);
        }
        for place in places.into_iter().filter(is_worth).rev() {
            if can(place)? {
                return Ok(Need::Place(place));
            }
        }
        Ok(Need::TooMuch)
    }

    /// What is enough for `hero` to be sure of `goal` when the places in `settled` are taken.
    fn to_be_sure(&self, hero: usize, sprint: usize, goal: u32, settled: &[Settled]) -> Result<Need, TooFar> {
        let may_fail = |place: Option<u32>| {
            let own = place.map(|place| Settled { sprint, rider: hero, place });
            let all: Vec<Settled> = settled.iter().copied().chain(own).collect();
            self.handout(hero, Luck::Bad, &all).at_least(goal)
        };
        if !may_fail(None)? {
            return Ok(Need::Nothing);
        }
        let is_worth = |place: &u32| self.rules.points(self.sprints[sprint].n, *place) > 0;
        let places: Vec<u32> = self.sprints[sprint].places().filter(is_worth).collect();
        for place in places.into_iter().rev() {
            if !may_fail(Some(place))? {
                return Ok(Need::Place(place));
            }
        }
        Ok(Need::TooMuch)
    }

    /// The rival without whose points in the sprint `hero` needs least, and what that is, if it is less than `otherwise`.
    ///
    /// The rival is given the best place without points: ahead of a `hero` who takes no points either, behind one who does.
    fn unless(&self, hero: usize, sprint: usize, goal: u32, otherwise: Need) -> Result<Option<(Bib, Need)>, TooFar> {
        let OpenSprint { n, to_come, .. } = &self.sprints[sprint];
        let mut places = self.sprints[sprint].places();
        let Some(place) = places.find(|place| self.rules.points(*n, *place) == 0) else { return Ok(None) };
        let mut least = (otherwise, None);
        for rider in (0..self.riders.len().min(FOREMOST)).filter(|rider| *rider != hero && to_come.contains(rider)) {
            let need = self.to_be_sure(hero, sprint, goal, &[Settled { sprint, rider, place }])?;
            if need.asks_less_than(least.0) {
                least = (need, Some((self.riders[rider].bib, need)));
            }
        }
        Ok(least.1)
    }

    /// The leader of the table, and the worst place in the sprint with which, and with every better one, the leader makes it
    /// impossible for `hero` to win. (A worse place of the leader leaves a better one to others, who may be in the way too,
    /// so places are tried from the best on.)
    fn lost_by(&self, hero: usize, sprint: usize) -> Result<Option<(Bib, u32)>, TooFar> {
        let leader = 0;
        let Open { sprints, riders, rules } = self;
        if hero == leader || !sprints[sprint].to_come.contains(&leader) {
            return Ok(None);
        }
        let mut lost = None;
        for place in sprints[sprint].places().filter(|place| rules.points(sprints[sprint].n, *place) > 0) {
            let settled = [Settled { sprint, rider: leader, place }];
            if self.handout(hero, Luck::Good, &settled).at_most(0)? {
                break;
            }
            lost = Some((riders[leader].bib, place));
        }
        Ok(lost)
    }
}
