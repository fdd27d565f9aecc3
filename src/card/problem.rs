//! A card and its race, checked and indexed: riders and sprints by number, defaults applied. Solves nothing.

use super::pace::{ABOUT, CONTACT_BEFORE, quiet_laps};
use super::{Card, CardFact, CardRace, Conflict, Contradiction, KnownAway, KnownLap, KnownPenalty};
use crate::rules::{RaceRules, RankBy, Status};
use crate::units::{Bib, Provenance};

/// Most laps that a rider whose laps the table does not state may have lost.
const MOST_LOST: i32 = 4;
/// Most laps that such a rider may have gained if the table ranks them.
const MOST_GAINED: i32 = 6;
/// Laps before a line, or after it, at which a rider may stop who is to be gone there, or has just crossed it. A guess.
const BEFORE_A_LINE: f64 = 0.3;

/// What the card says of one rider.
#[derive(Debug, Clone)]
pub(super) struct RiderRow {
    pub bib: Bib,
    pub rank: Option<u32>,
    pub sprint_points: Option<i32>,
    /// As the table states them; `None` where it does not.
    pub laps: Option<i32>,
    /// What sprints and laps make of the total that the table states.
    pub total: Option<i32>,
    /// What counts beside sprints and laps: points from earlier races, less those that the commissaires took off.
    pub beside: i32,
    pub status: Status,
    /// The rank of a rider who was pulled out, in a race that ranks them by when.
    pub pulled: Option<u32>,
    /// Laps gained that are on record individually.
    pub gains: i32,
    /// Laps lost that are on record individually.
    pub losses: i32,
    /// Race laps between which the rider stops.
    pub stop: Option<(f64, f64)>,
}

/// A known place in a sprint.
#[derive(Debug, Clone)]
pub(super) struct SprintCell {
    /// From 0.
    pub sprint: usize,
    /// From 0, in the order across the line: riders in a dead heat each have a cell of their own.
    pub place: usize,
    pub riders: Vec<usize>,
    pub provenance: Provenance,
    pub likely: bool,
    pub sources: Vec<String>,
    /// The place follows from the order across the last line.
    pub by_line: bool,
}

/// A known intermediate score.
#[derive(Debug, Clone)]
pub(super) struct ScoreAfter {
    pub rider: usize,
    /// Number of sprints decided by then.
    pub after: usize,
    pub sprint_points: Option<i32>,
    /// What sprints and laps make of the total that was stated.
    pub total: Option<i32>,
    /// What counted beside them by then.
    pub beside: i32,
}

/// A known place across the last line, from 0, and the rider.
pub(super) type LinePlace = (usize, usize);

/// Everything that a completion has to satisfy.
#[derive(Debug, Clone)]
pub(super) struct CardProblem {
    pub rules: RaceRules,
    pub lap_m: f64,
    pub speed_ms: f64,
    pub sprint_laps: Vec<u32>,
    /// The places that are given, by sprint, in the order across the line: 1, 1, 3, 4 after a dead heat for first.
    pub given: Vec<Vec<u32>>,
    /// Their points.
    pub points: Vec<Vec<i32>>,
    pub rows: Vec<RiderRow>,
    pub cells: Vec<SprintCell>,
    pub scores: Vec<ScoreAfter>,
    pub laps: Vec<(KnownLap, Vec<usize>)>,
    pub away: Vec<(KnownAway, Vec<usize>)>,
    pub line: Vec<LinePlace>,
    /// Riders who were put last in a sprint: sprint from 0, rider.
    pub relegated: Vec<(usize, usize)>,
    /// Riders who cross the last line together, behind those who score.
    pub together: Vec<Vec<usize>>,
    pub time_s: Option<f64>,
    /// Riders who gained a lap may finish a lap short of the last sprint, and have no place in it.
    pub may_be_short: bool,
}

impl CardProblem {
    /// Indexes `card`.
    ///
    /// # Errors
    /// A conflict if the card names riders outside the start list, has numbers no such race can produce, or lets too few
    /// riders finish.
    pub fn new(card: &Card, field: &CardRace) -> Result<Self, Contradiction> {
        let rules = field.rules;
        // The end of a race that was stopped counts as a sprint without points: its order settles ties.
        let sprint_laps = rules.line_laps();
        let n = sprint_laps.len() as u32;
        let index = |bib: Bib| field.riders.iter().position(|&b| b == bib);
        let strangers = strangers(card, field.riders);
        if !strangers.is_empty() {
            let remedy = "add the rider to the start list, or correct the bib";
            return Err(Contradiction::Facts(vec![Conflict { facts: strangers, remedy }]));
        }
        let all = |bibs: &[Bib]| bibs.iter().filter_map(|&b| index(b)).collect::<Vec<_>>();
        let unlisted = |(r, &bib): (usize, &Bib)| RiderRow { beside: field.starts_with(r), ..RiderRow::unlisted(bib) };
        let mut rows: Vec<RiderRow> = field.riders.iter().enumerate().map(unlisted).collect();
        for known in &card.table {
            if let Some(row) = index(known.bib).map(|r| &mut rows[r]) {
                row.rank = known.rank.filter(|_| known.status == Status::Finished);
                row.sprint_points = known.sprint_points;
                row.laps = known.laps;
                row.beside -= known.penalty.as_ref().map_or(0, |penalty| penalty.points);
                row.total = known.total.map(|total| total - row.beside);
                row.pulled = known.rank.filter(|_| known.status == Status::Pul && rules.rank_pulled);
                row.status = if known.status == Status::Racing { Status::Finished } else { known.status };
            }
        }
        for stop in &card.stops {
            if let Some(row) = index(stop.bib).map(|r| &mut rows[r]) {
                row.stop = Some(stop.between);
                if row.status == Status::Finished {
                    row.status = Status::Dnf;
                }
            }
        }
        let laps: Vec<_> = card.laps.iter().map(|l| (l.clone(), all(&l.riders))).collect();
        for (known, riders) in &laps {
            for &r in riders {
                *if known.change > 0 { &mut rows[r].gains } else { &mut rows[r].losses } += 1;
            }
        }
        let mut cells: Vec<SprintCell> = card
            .sprints
            .iter()
            .filter(|s| (1..=n).contains(&s.n))
            .flat_map(|s| s.cells.iter().map(move |c| (s.n, c)))
            .filter(|(_, c)| (1..=4).contains(&c.place) && !c.riders.is_empty())
            .flat_map(|(n, c)| {
                let mut riders = all(&c.riders);
                riders.sort_by_key(|&r| field.riders[r]);
                let cells = if c.tied { riders.into_iter().map(|r| vec![r]).collect() } else { vec![riders] };
                let first = c.place as usize - 1;
                cells.into_iter().enumerate().map(move |(i, riders)| SprintCell {
                    sprint: n as usize - 1,
                    place: first + i,
                    riders,
                    provenance: c.provenance,
                    likely: c.likely,
                    sources: c.sources.clone(),
                    by_line: false,
                })
            })
            .collect();
        let tied = |n: u32, place: u32| {
            let cells = card.sprints.iter().filter(|s| s.n == n).flat_map(|s| &s.cells);
            cells.filter(|c| c.tied && c.place == place).map(|c| c.riders.len()).max().unwrap_or(1)
        };
        let given: Vec<Vec<u32>> =
            (1..=n).map(|s| rules.places_given(field.riders.len(), |place| tied(s, place))).collect();
        let line: Vec<LinePlace> = card
            .last_line
            .iter()
            .filter(|l| l.0 > 0)
            .filter_map(|&(place, bib)| Some((place as usize - 1, index(bib)?)))
            .collect();
        for &(place, r) in line.iter().filter(|l| given.last().is_some_and(|places| l.0 < places.len())) {
            let sprint = n as usize - 1;
            if !cells.iter().any(|c| (c.sprint, c.place) == (sprint, place) && c.riders == [r]) {
                let (provenance, sources) = (Provenance::Recorded, Vec::new());
                cells.push(SprintCell {
                    sprint,
                    place,
                    riders: vec![r],
                    provenance,
                    likely: false,
                    sources,
                    by_line: true,
                });
            }
        }
        let scores = card
            .scores
            .iter()
            .filter_map(|s| {
                let after = s.after.min(n) as usize;
                let rider = index(s.bib)?;
                // A penalty ruled after this very sprint does not count yet, like a lap gained after it.
                let by_then = |penalty: &&KnownPenalty| penalty.after.is_some_and(|n| n < s.after);
                let off = card.penalty(s.bib).filter(by_then).map_or(0, |penalty| penalty.points);
                let beside = field.starts_with(rider) - off;
                let total = s.total.map(|total| total - beside);
                Some(ScoreAfter { rider, after, sprint_points: s.sprint_points, total, beside })
            })
            .collect();
        let problem = Self {
            rules: rules.clone(),
            lap_m: field.lap_m,
            speed_ms: field.mean_kmh / 3.6,
            points: (1..).zip(&given).map(|(s, p)| p.iter().map(|&p| rules.points(s, p) as i32).collect()).collect(),
            given,
            sprint_laps,
            rows,
            cells,
            scores,
            laps,
            away: card.away.iter().map(|a| (a.clone(), all(&a.riders))).collect(),
            line,
            relegated: card.relegated().filter_map(|(n, known)| Some((n as usize - 1, index(known.bib)?))).collect(),
            together: card.together.iter().map(|riders| all(riders)).collect(),
            time_s: card.time_s,
            may_be_short: false,
        };
        problem.within_reason()?;
        problem.enough_finish()?;
        Ok(problem)
    }

    /// Reports numbers that no race of this length can produce, each as a conflict of its own.
    fn within_reason(&self) -> Result<(), Contradiction> {
        let laps_most = self.rules.laps as i32;
        let total_most =
            self.most_points() + laps_most * self.rules.gain_points.abs().max(self.rules.loss_points.abs());
        let mut facts = Vec::new();
        for row in &self.rows {
            let bib = row.bib;
            let points = row.sprint_points.filter(|p| !(0..=self.most_points()).contains(p));
            facts.extend(points.map(|points| CardFact::SprintPoints { bib, points }));
            let laps = row.laps.filter(|l| !(-laps_most..=laps_most).contains(l));
            facts.extend(laps.map(|laps| CardFact::Laps { bib, laps }));
            let total = row.total.filter(|t| !(-total_most..=total_most).contains(t));
            facts.extend(total.map(|total| CardFact::Total { bib, total: total + row.beside }));
        }
        if facts.is_empty() {
            return Ok(());
        }
        let remedy = "correct the number: a race of this length cannot bring it";
        let alone = |fact| Conflict { facts: vec![fact], remedy };
        Err(Contradiction::Facts(facts.into_iter().map(alone).collect()))
    }

    fn enough_finish(&self) -> Result<(), Contradiction> {
        let finishers = self.finishers().count();
        let starters = self.starters().count();
        if finishers >= starters.clamp(1, 3) || (finishers >= 2 && starters < 6) {
            return Ok(());
        }
        let remedy = "let at least three riders finish, or list more riders";
        Err(Contradiction::Facts(vec![Conflict { facts: vec![CardFact::Finishers { riders: finishers }], remedy }]))
    }

    pub fn finishers(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.rows.len()).filter(|&r| self.rows[r].status == Status::Finished)
    }

    pub fn starters(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.rows.len()).filter(|&r| self.rows[r].status != Status::Dns)
    }

    /// Most riders who may be placed in sprint `n` (from 0): those whose places score, fewer in a tiny field, or more after a
    /// dead heat for the last place that scores. In the last sprint only finishers are left to be placed.
    pub fn places(&self, n: usize) -> usize {
        self.contestants(n).min(self.points[n].len())
    }

    /// Riders who may be placed in sprint `n` (from 0).
    pub fn contestants(&self, n: usize) -> usize {
        self.starters().filter(|&r| self.contests(r).1 > n).count()
    }

    /// The fewest and the most sprints that rider `r` is in, as far as it is known when they stop. Who does not finish is not in
    /// the last.
    pub fn contests(&self, r: usize) -> (usize, usize) {
        let row = &self.rows[r];
        let before = |lap: f64| self.sprint_laps.iter().filter(|sprint| f64::from(**sprint) < lap).count();
        let (all, most) = (self.sprints(), self.sprints().saturating_sub(1));
        match (row.status, row.stop) {
            (Status::Dns, _) => (0, 0),
            (Status::Finished | Status::Racing, _) => (all, all),
            (_, None) => (0, most),
            (_, Some((from, to))) => (before(from).min(most), before(to.max(from)).min(most)),
        }
    }

    /// Whether so few finish that it depends on when the others stop how many places there are in a sprint.
    pub fn has_few_finishers(&self) -> bool {
        let finishers = self.finishers().count();
        finishers < self.starters().count() && self.points.iter().any(|points| finishers < points.len())
    }

    /// The same card with every rider who does not finish in the first `contested` sprints and no more.
    pub fn with_stops(&self, contested: &[usize]) -> Self {
        let mut problem = self.clone();
        let quiet = quiet_laps(self.rules.laps);
        let laps = f64::from(self.rules.laps);
        let rows = problem.rows.iter_mut().zip(contested);
        for (row, &k) in rows.filter(|(row, _)| !matches!(row.status, Status::Finished | Status::Racing | Status::Dns))
        {
            let at = |n: usize| self.sprint_laps.get(n).map_or(laps, |lap| f64::from(*lap));
            let (from, to) = row.stop.unwrap_or((0.0, laps));
            let to = to.min(at(k) - BEFORE_A_LINE);
            let last = if k == 0 { 0.0 } else { at(k - 1) };
            // Long enough after the last sprint to have sprinted in it, if there is room for that.
            let usual = from.max(last + if k == 0 { 0.0 } else { quiet });
            row.stop = Some((if usual <= to { usual } else { from.max(last + BEFORE_A_LINE).min(to) }, to));
        }
        problem
    }

    /// The same card with `placed` riders in sprint `n` (from 0), the last; all others have gained a lap and finish a lap short.
    pub fn with_placed(&self, n: usize, placed: usize) -> Self {
        let mut problem = self.clone();
        problem.points[n].truncate(placed);
        problem.given[n].truncate(placed);
        problem.may_be_short = true;
        problem
    }

    /// Whether the card says something about the laps of rider `r` beside the rank.
    pub fn gains_are_stated(&self, r: usize) -> bool {
        let row = &self.rows[r];
        row.laps.is_some() || row.total.is_some() || row.gains > 0
    }

    /// Whether rider `r`, having been put last in sprint `n`, cannot have place `p` (all from 0). In a tiny field the last
    /// places score too.
    pub fn put_behind(&self, n: usize, p: usize, r: usize) -> bool {
        let last = self.relegated.iter().filter(|relegated| relegated.0 == n).count();
        self.relegated.contains(&(n, r)) && p + last < self.contestants(n)
    }

    /// The stretches on record whose riders, and nobody else, are certain to be in front at sprint `n` (from 0): those that
    /// are not part of a lap gained.
    pub fn in_front_at(&self, n: usize) -> impl Iterator<Item = &(KnownAway, Vec<usize>)> {
        let (lap, finish) = (f64::from(self.sprint_laps[n]), f64::from(self.rules.laps));
        let certain = move |known: &KnownAway| {
            let held = known.to_lap > finish - CONTACT_BEFORE;
            known.from_lap + ABOUT < lap && (held || lap < known.to_lap - ABOUT)
        };
        let gained = |away: &[usize]| {
            self.laps.iter().any(|(known, riders)| known.change > 0 && away.iter().all(|r| riders.contains(r)))
        };
        // Where a rider is put last, the others move up.
        let judged = self.relegated.iter().any(|relegated| relegated.0 == n);
        self.away.iter().filter(move |(known, riders)| !judged && certain(known) && !gained(riders))
    }

    /// Whether rider `r` cannot have place `p` of sprint `n` (all from 0) because others are known to be in front.
    pub fn behind_others(&self, n: usize, p: usize, r: usize) -> bool {
        self.in_front_at(n).any(|(_, riders)| (p < riders.len()) != riders.contains(&r))
    }

    /// Whether riders `a` and `b` cross the last line together.
    pub fn level_on_the_line(&self, a: usize, b: usize) -> bool {
        let Some(n) = self.sprints().checked_sub(1) else { return false };
        let place = |r: usize| {
            let cell = self.cells.iter().find(|c| c.sprint == n && c.riders == [r])?;
            self.given[n].get(cell.place)
        };
        let behind = self.together.iter().any(|riders| riders.contains(&a) && riders.contains(&b));
        behind || (place(a).is_some() && place(a) == place(b))
    }

    /// Whether a group of `ahead` riders in front at sprint `n` (from 0) would part riders who cross the line together.
    pub fn parts(&self, n: usize, ahead: usize) -> bool {
        let given = &self.given[n];
        (1..given.len()).contains(&ahead) && given[ahead - 1] == given[ahead]
    }

    pub fn sprints(&self) -> usize {
        self.sprint_laps.len()
    }

    /// Race lap at which the race is stopped and goes on as one group, if it is.
    pub fn halt(&self) -> Option<f64> {
        self.rules.restart.map(|restart| f64::from(restart.at_lap))
    }

    pub fn laps_first(&self) -> bool {
        self.rules.rank_by == RankBy::LapsThenPoints
    }

    /// Sum of the points that all sprints hand out, at most if it depends on when riders stop.
    pub fn handed_out(&self) -> i32 {
        self.points.iter().enumerate().map(|(n, p)| p[..self.places(n)].iter().sum::<i32>()).sum()
    }

    /// Sum of the points that all sprints hand out whenever riders stop.
    pub fn handed_out_at_least(&self) -> i32 {
        let certain = |n: usize| self.starters().filter(|&r| self.contests(r).0 > n).count().min(self.places(n));
        self.points.iter().enumerate().map(|(n, p)| p[..certain(n)].iter().sum::<i32>()).sum()
    }

    /// Points for laps gained and lost.
    pub fn lap_points(&self, (gains, losses): (i32, i32)) -> i32 {
        gains * self.rules.gain_points + losses * self.rules.loss_points
    }

    /// The fewest gains and losses of rider `r` that come to `net` laps and include every lap on record.
    pub fn split(&self, r: usize, net: i32) -> (i32, i32) {
        let row = &self.rows[r];
        let losses = row.losses.max(row.gains - net);
        (net + losses, losses)
    }

    /// Whether rider `r` can still score in sprint `n` (from 0), given when they are known to stop.
    pub fn still_in(&self, n: usize, r: usize) -> bool {
        let row = &self.rows[r];
        match (row.status, row.stop) {
            (Status::Dns, _) => false,
            (Status::Finished | Status::Racing, _) => true,
            (_, stop) => {
                let latest = stop.map_or(f64::INFINITY, |s| s.1).min(f64::from(self.rules.laps) - 0.5);
                // Of few riders even one who is about to stop is placed.
                let quiet = if self.has_few_finishers() { 0.0 } else { quiet_laps(self.rules.laps) };
                f64::from(self.sprint_laps[n]) <= latest - quiet
            }
        }
    }

    /// Laps of rider `r` in the table, or else the sum of those on record.
    pub fn net_laps(&self, r: usize) -> i32 {
        let row = &self.rows[r];
        row.laps.unwrap_or(row.gains - row.losses)
    }

    /// Whether the laps of rider `r` are left open: the table does not state them, so that only the total, or the ranking,
    /// says something about them.
    pub fn laps_open(&self, r: usize) -> bool {
        let row = &self.rows[r];
        let by_rank = row.total.is_none() && row.status == Status::Finished;
        row.laps.is_none() && (by_rank || (row.total.is_some() && self.rules.gain_points != 0))
    }

    /// The fewest and the most laps rider `r` may have.
    pub fn laps_range(&self, r: usize) -> (i32, i32) {
        let (row, usual) = (&self.rows[r], self.net_laps(r));
        match (self.laps_open(r), row.total) {
            (false, _) => (usual, usual),
            (true, Some(total)) => self.laps_by_total(total),
            // Nothing suggests that a rider whom the table leaves out gained a lap; they may have lost some.
            (true, None) => {
                let may_gain = row.rank.is_some() || self.ranks_left_out().next().is_some();
                (usual - MOST_LOST, if may_gain { usual + MOST_GAINED } else { usual })
            }
        }
    }

    /// Whether the points and laps of rider `r` make the total, as far as all three are known.
    pub fn adds_up(&self, r: usize) -> bool {
        let row = &self.rows[r];
        let (Some(points), Some(laps), Some(total)) = (row.sprint_points, row.laps, row.total) else { return true };
        points + self.lap_points(self.split(r, laps)) == total
    }

    /// Ranks above the last of the table that it gives to nobody.
    pub fn ranks_left_out(&self) -> impl Iterator<Item = u32> + '_ {
        let ranked = self.ranked();
        let taken = move |rank: u32| {
            let shared = ranked.iter().rev().find(|(of, _)| *of <= rank).map(|(of, _)| *of);
            let sharing = ranked.iter().filter(|(of, _)| Some(*of) == shared).count() as u32;
            shared.is_some_and(|of| rank < of + sharing)
        };
        let last = self.ranked().last().map_or(0, |(rank, _)| *rank);
        (1..last).filter(move |rank| !taken(*rank))
    }

    /// The fewest and the most laps for which the rest of `total` is a number of sprint points that can be scored.
    pub fn laps_by_total(&self, total: i32) -> (i32, i32) {
        let (gain, most) = (self.rules.gain_points, self.rules.laps as i32);
        let bounded = |laps: i32| laps.clamp(-most, most);
        (bounded((total - self.most_points()).div_euclid(gain)), bounded(total.div_euclid(gain)))
    }

    /// The likeliest number of laps of rider `r`, tried first.
    pub fn likely_laps(&self, r: usize) -> i32 {
        match (self.laps_open(r), self.rows[r].total) {
            (true, Some(total)) => total.div_euclid(self.rules.gain_points),
            _ => self.net_laps(r),
        }
    }

    /// Sprint points of a rider who won every sprint.
    pub fn most_points(&self) -> i32 {
        self.points.iter().map(|p| p[0]).sum()
    }

    /// Ranked finishers, best first.
    pub fn ranked(&self) -> Vec<(u32, usize)> {
        let mut ranked: Vec<_> = self.finishers().filter_map(|r| Some((self.rows[r].rank?, r))).collect();
        ranked.sort_unstable();
        ranked
    }

    pub fn bib(&self, r: usize) -> Bib {
        self.rows[r].bib
    }

    pub fn bibs(&self, riders: &[usize]) -> Vec<Bib> {
        riders.iter().map(|&r| self.bib(r)).collect()
    }

    /// Race lap by the end of which `after` sprints are decided.
    pub fn lap_after(&self, after: usize) -> f64 {
        after.checked_sub(1).and_then(|n| self.sprint_laps.get(n)).map_or(0.0, |&lap| f64::from(lap))
    }

    /// The known cell at a place, if any.
    pub fn cell(&self, sprint: usize, place: usize) -> Option<&SprintCell> {
        self.cells.iter().find(|c| (c.sprint, c.place) == (sprint, place))
    }
}

impl RiderRow {
    fn unlisted(bib: Bib) -> Self {
        Self {
            bib,
            rank: None,
            sprint_points: None,
            laps: None,
            total: None,
            beside: 0,
            status: Status::Finished,
            pulled: None,
            gains: 0,
            losses: 0,
            stop: None,
        }
    }
}

fn strangers(card: &Card, riders: &[Bib]) -> Vec<CardFact> {
    let named = (card.table.iter().map(|t| t.bib))
        .chain(card.sprints.iter().flat_map(|s| s.cells.iter().flat_map(|c| c.riders.iter().copied())))
        .chain(card.relegated().map(|(_, known)| known.bib))
        .chain(card.laps.iter().flat_map(|l| l.riders.iter().copied()))
        .chain(card.away.iter().flat_map(|a| a.riders.iter().copied()))
        .chain(card.stops.iter().map(|s| s.bib))
        .chain(card.scores.iter().map(|s| s.bib))
        .chain(card.last_line.iter().map(|l| l.1));
    let mut unknown: Vec<Bib> = named.filter(|b| !riders.contains(b)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown.into_iter().map(|bib| CardFact::Stranger { bib }).collect()
}
