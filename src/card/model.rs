//! The arithmetic of a card as a constraint problem: who takes which place, with every total, rank and tie.
//!
//! Each place is a variable whose value is a rider. [`FixedByPlan`] tells the model who *may* take a place; why a rider may
//! not (dropped, or others are away) is the plan's business.

use pumpkin_conflict_resolvers::resolvers::ResolutionResolver;
use pumpkin_constraints::{all_different, equals, less_than_or_equals};
use pumpkin_core::Solver;
use pumpkin_core::branching::branchers::autonomous_search::AutonomousSearch;
use pumpkin_core::constraints::{Constraint, NegatableConstraint};
use pumpkin_core::predicate;
use pumpkin_core::predicates::Predicate;
use pumpkin_core::proof::ConstraintTag;
use pumpkin_core::results::{ProblemSolution, SatisfactionResult, SatisfactionResultUnderAssumptions};
use pumpkin_core::variables::{AffineView, DomainId, Literal, TransformableVariable};

use super::CardFact;
use super::brancher::{Blank, SearchOrder};
use super::effort::Effort;
use super::problem::CardProblem;
use crate::rng::Stream;
use crate::rules::Status;

/// Most steps of one search for facts that contradict each other.
const CONFLICT_STEPS: u32 = 2_000;
/// Most steps for finding out whether a cell is forced; a cell that takes longer counts as free.
const PROBE_STEPS: u32 = 600;

/// What a plan of the race fixes before the cells are filled.
pub(super) struct FixedByPlan<'a> {
    /// Whether rider `r` may take place `p` of sprint `n` (all from 0).
    pub may: &'a dyn Fn(usize, usize, usize) -> bool,
    /// Gains and losses of every rider, once they are settled.
    pub laps: Option<&'a [(i32, i32)]>,
    /// Points for laps that rider `r` had when `n` sprints were decided, called as `(r, n)`, once they are settled.
    pub lap_points_by: Option<&'a dyn Fn(usize, usize) -> i32>,
}

/// A solution of the constraint problem.
#[derive(Debug, Clone)]
pub(super) struct Filled {
    /// Riders by sprint and place.
    pub cells: Vec<Vec<usize>>,
    pub points: Vec<i32>,
    /// Gains and losses.
    pub laps: Vec<(i32, i32)>,
    /// Points for laps at each known intermediate score.
    pub lap_points_at: Vec<i32>,
    /// How many sprints each rider was in.
    pub contested: Vec<usize>,
}

/// How a search ended.
pub(super) enum SolverOutcome {
    Filled(Filled),
    Impossible,
    /// The search ran out of steps.
    Unknown,
}

/// The constraint problem of one card.
pub(super) struct Model<'a> {
    pub(super) problem: &'a CardProblem,
    pub(super) solver: Solver,
    pub(super) tag: ConstraintTag,
    /// Variables of the places, by sprint and place.
    pub(super) cells: Vec<Vec<DomainId>>,
    /// For each rider, the places they may take, as (sprint, place, literal).
    pub(super) chances: Vec<Vec<(usize, usize, Literal)>>,
    /// How many sprints each rider is in, where it is open and matters.
    contested: Vec<Option<DomainId>>,
    /// Places that are there only if enough riders are left: sprint, place, and the literal that they are not.
    absent: Vec<(usize, usize, Literal)>,
    pub(super) points: Vec<DomainId>,
    pub(super) net: Vec<DomainId>,
    pub(super) lap_points: Vec<DomainId>,
    score_laps: Vec<DomainId>,
    rest: Vec<DomainId>,
    /// A term for sums that might otherwise be empty.
    zero: DomainId,
    /// The facts of the card with the literals that switch them on; empty unless `switchable`.
    pub facts: Vec<(CardFact, Literal)>,
    switchable: bool,
    /// Scores known part-way have a variable of their own: more to search, but what they contradict is found at once.
    thorough: bool,
    /// The problem turned out to be impossible while it was built.
    broken: bool,
    /// The solver takes no more questions: after an answer at its root it is not ready for another. Build the problem anew.
    pub stuck: bool,
}

impl<'a> Model<'a> {
    /// Builds the problem. If `switchable`, each fact of the card holds only while its literal is true.
    pub fn new(problem: &'a CardProblem, setting: &FixedByPlan, switchable: bool) -> Self {
        Self::built(problem, setting, switchable, switchable)
    }

    /// Builds the problem so that contradictions are found sooner, for cards on which the plain search fails.
    pub fn thorough(problem: &'a CardProblem, setting: &FixedByPlan) -> Self {
        Self::built(problem, setting, false, true)
    }

    fn built(problem: &'a CardProblem, setting: &FixedByPlan, switchable: bool, thorough: bool) -> Self {
        let mut solver = Solver::default();
        let tag = solver.new_constraint_tag();
        let zero = solver.new_bounded_integer(0, 0);
        let mut model = Self {
            problem,
            solver,
            tag,
            cells: Vec::new(),
            chances: vec![Vec::new(); problem.rows.len()],
            contested: Vec::new(),
            absent: Vec::new(),
            points: Vec::new(),
            net: Vec::new(),
            lap_points: Vec::new(),
            score_laps: Vec::new(),
            rest: Vec::new(),
            zero,
            facts: Vec::new(),
            switchable,
            thorough,
            broken: false,
            stuck: false,
        };
        model.add_cells(setting);
        if !model.broken {
            model.add_points();
            model.add_laps(setting);
            model.add_totals();
            model.add_ranks();
            model.add_scores(setting);
            model.add_line();
        }
        model
    }

    /// Searches for a solution, for at most `most` steps of `effort`. `stream` draws the search order, `wanted` is the points that each
    /// rider should end with, and `laps` the laps, where they have been drawn.
    pub fn solve(
        mut self,
        wanted: &[f64],
        laps: &[Option<i32>],
        stream: &mut Stream,
        effort: &mut Effort,
        most: u32,
    ) -> SolverOutcome {
        if self.broken || self.solver.is_inconsistent() {
            return SolverOutcome::Impossible;
        }
        let mut brancher = AutonomousSearch::new(self.search_order(wanted, laps, stream));
        let mut resolver = ResolutionResolver::default();
        let mut steps = effort.steps(most);
        let riders = self.problem.rows.len();
        let outcome = match self.solver.satisfy(&mut brancher, &mut steps, &mut resolver) {
            SatisfactionResult::Satisfiable(found) => {
                let found = found.solution();
                let value = |v: &DomainId| found.get_integer_value(*v);
                let laps = (0..self.problem.rows.len()).map(|r| self.problem.split(r, value(&self.net[r]))).collect();
                SolverOutcome::Filled(Filled {
                    cells: self.cells.iter().map(|s| present(s.iter().map(value), riders)).collect(),
                    contested: (0..self.problem.rows.len())
                        .map(|r| self.contested[r].as_ref().map_or(self.problem.contests(r).1, |k| value(k) as usize))
                        .collect(),
                    points: self.points.iter().map(value).collect(),
                    laps,
                    lap_points_at: self.score_laps.iter().map(value).collect(),
                })
            }
            SatisfactionResult::Unsatisfiable(..) => SolverOutcome::Impossible,
            SatisfactionResult::Unknown(..) => SolverOutcome::Unknown,
        };
        effort.give_back(steps);
        outcome
    }

    /// A subset of the facts with indices `on` that contradict each other; `None` if `effort` does not settle it.
    pub fn conflict(&mut self, on: &[usize], stream: &mut Stream, effort: &mut Effort) -> Option<Vec<usize>> {
        if self.stuck || self.solver.is_inconsistent() {
            return Some(Vec::new());
        }
        let assumptions: Vec<Predicate> = on.iter().map(|&i| self.facts[i].1.get_true_predicate()).collect();
        let wanted = vec![1.0; self.problem.rows.len()];
        let mut brancher = AutonomousSearch::new(self.search_order(&wanted, &[], stream));
        let mut resolver = ResolutionResolver::default();
        let mut steps = effort.steps(CONFLICT_STEPS);
        let conflict =
            match self.solver.satisfy_under_assumptions(&mut brancher, &mut steps, &mut resolver, &assumptions) {
                SatisfactionResultUnderAssumptions::UnsatisfiableUnderAssumptions(mut unsatisfiable) => {
                    let core = unsatisfiable.extract_core();
                    Some(on.iter().zip(&assumptions).filter(|(_, a)| core.contains(a)).map(|(&i, _)| i).collect())
                }
                SatisfactionResultUnderAssumptions::Unsatisfiable(_) => {
                    self.stuck = true;
                    Some(Vec::new())
                }
                SatisfactionResultUnderAssumptions::Satisfiable(_) => None,
                SatisfactionResultUnderAssumptions::Unknown(_) => {
                    self.stuck = true;
                    None
                }
            };
        self.stuck |= self.solver.is_inconsistent();
        effort.give_back(steps);
        conflict
    }

    /// Whether every solution has rider `r` at place `p` of sprint `n`; `false` if a few steps do not settle it.
    pub fn forces(&mut self, (n, p, r): (usize, usize, usize), stream: &mut Stream, effort: &mut Effort) -> bool {
        if self.stuck || self.solver.is_inconsistent() {
            return false;
        }
        let cell = self.cells[n][p];
        let wanted = vec![1.0; self.problem.rows.len()];
        let mut brancher = AutonomousSearch::new(self.search_order(&wanted, &[], stream));
        let mut resolver = ResolutionResolver::default();
        let other = [predicate![cell != r as i32]];
        let mut steps = effort.steps(PROBE_STEPS);
        let forced = match self.solver.satisfy_under_assumptions(&mut brancher, &mut steps, &mut resolver, &other) {
            SatisfactionResultUnderAssumptions::UnsatisfiableUnderAssumptions(mut unsatisfiable) => {
                let _ = unsatisfiable.extract_core();
                true
            }
            // There is a solution without the assumption, or the search would not have got here.
            SatisfactionResultUnderAssumptions::Unsatisfiable(_) => {
                self.stuck = true;
                true
            }
            SatisfactionResultUnderAssumptions::Satisfiable(_) => false,
            SatisfactionResultUnderAssumptions::Unknown(_) => {
                self.stuck = true;
                false
            }
        };
        self.stuck |= self.solver.is_inconsistent();
        effort.give_back(steps);
        forced
    }

    fn search_order(&self, wanted: &[f64], laps: &[Option<i32>], stream: &mut Stream) -> SearchOrder {
        let blanks = self.cells.iter().zip(&self.problem.points);
        let blanks =
            blanks.flat_map(|(c, p)| c.iter().zip(p).map(|(&rider, &points)| Blank { rider, points })).collect();
        // Open laps are tried at the likeliest number first, then ever farther from it.
        let open = (0..self.problem.rows.len()).filter(|&r| self.problem.laps_open(r));
        let first = open.flat_map(|r| {
            let drawn = laps.get(r).copied().flatten();
            let (net, likely) = (self.net[r], drawn.unwrap_or_else(|| self.problem.likely_laps(r)));
            let nearest = (1..=6).flat_map(move |d| [predicate![net >= likely - d], predicate![net <= likely + d]]);
            std::iter::once(predicate![net == likely]).chain(nearest)
        });
        // When riders stop is drawn before who takes which place.
        let stops: Vec<(DomainId, usize)> =
            (0..self.problem.rows.len()).filter_map(|r| Some((self.contested[r]?, self.contests(r).1 + 1))).collect();
        let stops = stops.into_iter().map(|(k, ways)| {
            let drawn = stream.below(ways) as i32;
            predicate![k == drawn]
        });
        let first: Vec<Predicate> = stops.collect::<Vec<_>>().into_iter().chain(first).collect();
        // A place that is not there has no rider, who wants no points.
        let wanted = wanted.iter().copied().chain(self.absent.iter().map(|_| 0.0)).collect();
        SearchOrder::new(blanks, wanted, first, self.rest.clone(), stream)
    }

    /// Posts the constraint that `fact` stands for.
    fn state(&mut self, fact: CardFact, constraint: impl Constraint) {
        match self.switch(fact) {
            Some(on) => self.solver.add_constraint(constraint).implied_by(on),
            None => self.solver.add_constraint(constraint).post(),
        }
    }

    /// The literal that switches `fact` on; `None` if facts cannot be switched.
    pub(super) fn switch(&mut self, fact: CardFact) -> Option<Literal> {
        if !self.switchable {
            return None;
        }
        if let Some((_, on)) = self.facts.iter().find(|(f, _)| *f == fact) {
            return Some(*on);
        }
        let on = self.solver.new_literal();
        self.facts.push((fact, on));
        Some(on)
    }

    pub(super) fn clause(&mut self, on: Option<Literal>, of: impl IntoIterator<Item = Predicate>) {
        let unless = on.map(|l| l.get_false_predicate());
        self.solver.add_clause(of.into_iter().chain(unless), self.tag);
    }

    /// The fewest and the most sprints that rider `r` is in. Facts that can be switched off settle nothing.
    fn contests(&self, r: usize) -> (usize, usize) {
        let row = &self.problem.rows[r];
        let out = !matches!(row.status, Status::Finished | Status::Racing | Status::Dns);
        if self.switchable && out { (0, self.problem.sprints().saturating_sub(1)) } else { self.problem.contests(r) }
    }

    /// Most places of sprint `n`.
    fn places(&self, n: usize) -> usize {
        let contestants = self.problem.starters().filter(|&r| self.contests(r).1 > n).count();
        contestants.min(self.problem.points[n].len())
    }

    /// Counts the sprints that riders are in, if it is open how many places some sprint has.
    fn add_contested(&mut self) {
        let problem = self.problem;
        let certain = |n: usize| problem.starters().filter(|&r| self.contests(r).0 > n).count();
        let matters = problem.has_few_finishers() && (0..problem.sprints()).any(|n| certain(n) < self.places(n));
        for r in 0..problem.rows.len() {
            let (low, high) = self.contests(r);
            let open = (matters && low < high).then(|| self.solver.new_bounded_integer(low as i32, high as i32));
            self.rest.extend(open);
            self.contested.push(open);
        }
        for (r, row) in problem.rows.iter().enumerate() {
            let (Some(k), Some(between), true) = (self.contested[r], row.stop, self.switchable) else { continue };
            let (low, high) = problem.contests(r);
            let on = self.switch(CardFact::Stop { bib: row.bib, between });
            self.clause(on, [predicate![k >= low as i32]]);
            self.clause(on, [predicate![k <= high as i32]]);
        }
        // Who is ranked better was pulled out later, and is in as many sprints at least.
        let pulled: Vec<(u32, DomainId)> =
            (0..problem.rows.len()).filter_map(|r| Some((problem.rows[r].pulled?, self.contested[r]?))).collect();
        for (better, later) in &pulled {
            for (_, sooner) in pulled.iter().filter(|(worse, _)| worse >= better) {
                let order = less_than_or_equals([sooner.scaled(1), later.scaled(-1)], 0, self.tag);
                self.solver.add_constraint(order).post();
            }
        }
    }

    /// Place `p` of sprint `n` may not be there: `cell` has the value `nobody` exactly if too few riders are left.
    /// `None` as the value says that somebody is known to have had the place.
    fn add_absence(&mut self, (n, p): (usize, usize), cell: DomainId, nobody: Option<i32>) {
        let certain = self.problem.starters().filter(|&r| self.contests(r).0 > n).count();
        let needed = (p + 1 - certain) as i32;
        let open: Vec<DomainId> = (0..self.problem.rows.len())
            .filter(|&r| self.contests(r).0 <= n && n < self.contests(r).1)
            .filter_map(|r| self.contested[r])
            .collect();
        let still_in: Vec<Literal> = open
            .into_iter()
            .map(|k| self.solver.new_literal_for_predicate(predicate![k >= n as i32 + 1], self.tag))
            .collect();
        let terms = |factor: i32| -> Vec<AffineView<DomainId>> {
            still_in.iter().map(|l| l.get_integer_variable().scaled(factor)).chain([self.zero.scaled(1)]).collect()
        };
        let enough = less_than_or_equals(terms(-1), -needed, self.tag);
        let Some(nobody) = nobody else { return self.solver.add_constraint(enough).post() };
        let absent = self.solver.new_literal_for_predicate(predicate![cell == nobody], self.tag);
        let too_few = less_than_or_equals(terms(1), needed - 1, self.tag);
        self.solver.add_constraint(too_few).implied_by(absent);
        self.solver.add_constraint(enough).implied_by(!absent);
        self.absent.push((n, p, absent));
    }

    fn add_cells(&mut self, setting: &FixedByPlan) {
        self.add_contested();
        let problem = self.problem;
        for n in 0..problem.sprints() {
            let places = self.places(n);
            let certain = problem.starters().filter(|&r| self.contests(r).0 > n).count();
            let mut cells = Vec::new();
            for p in 0..places {
                let mut riders: Vec<i32> = problem
                    .starters()
                    .filter(|&r| (setting.may)(n, p, r) && (self.switchable || self.worth(n, p, r)))
                    .filter(|&r| self.switchable || !(problem.put_behind(n, p, r) || problem.behind_others(n, p, r)))
                    .map(|r| r as i32)
                    .collect();
                if !self.switchable {
                    let known = problem.cells.iter().filter(|c| (c.sprint, c.place) == (n, p));
                    known.for_each(|c| riders.retain(|&r| c.riders.contains(&(r as usize))));
                }
                // A place that may not be there can have a value that is nobody's.
                let may_lack = p >= certain && problem.has_few_finishers();
                let known = !self.switchable && problem.cell(n, p).is_some();
                let nobody = (may_lack && !known).then_some((problem.rows.len() + self.absent.len()) as i32);
                riders.extend(nobody);
                let (Some(&low), Some(&high)) = (riders.first(), riders.last()) else {
                    self.broken = true;
                    return;
                };
                let cell = self.solver.new_bounded_integer(low, high);
                for r in (low..=high).filter(|r| !riders.contains(r)) {
                    self.solver.add_clause([predicate![cell != r]], self.tag);
                }
                for &r in riders.iter().filter(|r| (**r as usize) < problem.rows.len()) {
                    let literal = self.solver.new_literal_for_predicate(predicate![cell == r], self.tag);
                    self.chances[r as usize].push((n, p, literal));
                    if let Some(k) = self.contested[r as usize] {
                        self.clause(None, [predicate![cell != r], predicate![k >= n as i32 + 1]]);
                    }
                }
                if may_lack {
                    self.add_absence((n, p), cell, nobody);
                }
                cells.push(cell);
            }
            if cells.len() > 1 {
                self.solver.add_constraint(all_different(cells.clone(), self.tag)).post();
            }
            self.cells.push(cells);
        }
        if self.switchable {
            self.state_cells();
        }
    }

    fn state_cells(&mut self) {
        let problem = self.problem;
        for (r, row) in problem.rows.iter().enumerate() {
            let Some(between) = row.stop else { continue };
            let on = self.switch(CardFact::Stop { bib: row.bib, between });
            for n in (0..problem.sprints()).filter(|&n| !problem.still_in(n, r)) {
                for cell in self.cells[n].clone() {
                    self.clause(on, [predicate![cell != r as i32]]);
                }
            }
        }
        for &(n, r) in &problem.relegated {
            let on = self.switch(CardFact::Relegation { sprint: n as u32 + 1, bib: problem.bib(r) });
            for p in (0..self.places(n)).filter(|&p| problem.put_behind(n, p, r)) {
                let cell = self.cells[n][p];
                self.clause(on, [predicate![cell != r as i32]]);
            }
        }
        for n in 0..problem.sprints() {
            for (known, riders) in problem.in_front_at(n) {
                let (from_lap, to_lap) = (known.from_lap, known.to_lap);
                let on = self.switch(CardFact::Away { riders: problem.bibs(riders), from_lap, to_lap });
                for (p, cell) in self.cells[n].clone().into_iter().enumerate() {
                    let misplaced = (0..problem.rows.len()).filter(|r| (p < riders.len()) != riders.contains(r));
                    misplaced.for_each(|r| self.clause(on, [predicate![cell != r as i32]]));
                }
            }
        }
        for known in problem.cells.iter().filter(|c| c.place < self.cells[c.sprint].len()).collect::<Vec<_>>() {
            let (sprint, place) = (known.sprint as u32 + 1, problem.given[known.sprint][known.place]);
            let fact = match known.riders[..] {
                [r] if known.by_line => CardFact::LastLine { bib: problem.bib(r), place },
                _ => CardFact::Cell { sprint, place, riders: problem.bibs(&known.riders) },
            };
            let on = self.switch(fact);
            let cell = self.cells[known.sprint][known.place];
            self.clause(on, known.riders.iter().map(|&r| predicate![cell == r as i32]));
        }
    }

    /// Whether rider `r` ends with enough points to have taken the place.
    fn worth(&self, n: usize, p: usize, r: usize) -> bool {
        let row = &self.problem.rows[r];
        row.sprint_points.is_none_or(|most| self.problem.points[n][p] <= most)
    }

    fn add_points(&mut self) {
        let problem = self.problem;
        let most = problem.most_points();
        for r in 0..problem.rows.len() {
            let (low, high) = match problem.rows[r].sprint_points {
                Some(p) if !self.switchable => (p, p),
                _ => (0, most),
            };
            let points = self.solver.new_bounded_integer(low, high);
            let scored = self.scored(r, problem.sprints());
            let terms: Vec<_> = scored.into_iter().chain([points.scaled(-1)]).collect();
            self.solver.add_constraint(equals(terms, 0, self.tag)).post();
            self.points.push(points);
            self.rest.push(points);
            if let (Some(p), true) = (problem.rows[r].sprint_points, self.switchable) {
                let fact = CardFact::SprintPoints { bib: problem.bib(r), points: p };
                self.state(fact, equals([points.scaled(1)], p, self.tag));
            }
        }
        // Implied by the cells; stating it speeds the search up.
        let lacking = self.absent.iter().map(|&(n, p, l)| l.get_integer_variable().scaled(problem.points[n][p]));
        let all: Vec<_> = self.points.iter().map(|p| p.scaled(1)).chain(lacking).collect();
        let handed_out = (0..problem.sprints()).map(|n| problem.points[n][..self.places(n)].iter().sum::<i32>()).sum();
        self.solver.add_constraint(equals(all, handed_out, self.tag)).post();
    }

    /// The points of rider `r` in the first `sprints` sprints, as terms of a sum.
    fn scored(&self, r: usize, sprints: usize) -> Vec<AffineView<DomainId>> {
        let chances = self.chances[r].iter().filter(|&&(n, p, _)| n < sprints && self.problem.points[n][p] > 0);
        let terms = chances.map(|&(n, p, l)| l.get_integer_variable().scaled(self.problem.points[n][p]));
        terms.chain([self.zero.scaled(1)]).collect()
    }

    fn add_laps(&mut self, setting: &FixedByPlan) {
        let problem = self.problem;
        for r in 0..problem.rows.len() {
            let row = &problem.rows[r];
            let (low, high) = match setting.laps {
                Some(laps) => (laps[r].0 - laps[r].1, laps[r].0 - laps[r].1),
                None if self.switchable && row.laps.is_some() => self.laps_if_unsaid(r),
                None => problem.laps_range(r),
            };
            let net = self.solver.new_bounded_integer(low, high);
            let worth = |net: i32| problem.lap_points(problem.split(r, net));
            let worths: Vec<i32> = (low..=high).map(worth).collect();
            let least = worths.iter().copied().min().unwrap_or(0);
            let dearest = worths.iter().copied().max().unwrap_or(0);
            let points = self.solver.new_bounded_integer(least, dearest);
            for l in low..=high {
                self.clause(None, [predicate![net != l], predicate![points == worth(l)]]);
            }
            self.net.push(net);
            self.lap_points.push(points);
            self.rest.extend([net, points]);
            if let (Some(laps), true) = (row.laps, self.switchable) {
                self.state(CardFact::Laps { bib: row.bib, laps }, equals([net.scaled(1)], laps, self.tag));
            }
        }
    }

    /// Fewest and most laps of rider `r` if the table did not state them: what the total allows, or two either way.
    fn laps_if_unsaid(&self, r: usize) -> (i32, i32) {
        let (problem, gain) = (self.problem, self.problem.rules.gain_points);
        let said = problem.net_laps(r);
        let (low, high) = match problem.rows[r].total {
            Some(total) if gain != 0 => problem.laps_by_total(total),
            _ => (said - 2, said + 2),
        };
        (low.min(said), high.max(said))
    }

    fn add_totals(&mut self) {
        for r in 0..self.problem.rows.len() {
            let row = &self.problem.rows[r];
            let (bib, Some(total)) = (row.bib, row.total) else { continue };
            let sum = [self.points[r].scaled(1), self.lap_points[r].scaled(1)];
            self.state(CardFact::Total { bib, total: total + row.beside }, equals(sum, total, self.tag));
        }
    }

    /// A new literal. The search sets it last, unless the constraints have settled it by then.
    pub(super) fn literal(&mut self) -> Literal {
        let literal = self.solver.new_literal();
        self.rest.push(*literal.get_integer_variable().inner());
        literal
    }

    pub(super) fn both(&mut self, a: Option<Literal>, b: Option<Literal>) -> Option<Literal> {
        let (Some(a), Some(b)) = (a, b) else { return a.or(b) };
        let both = self.literal();
        self.clause(None, [both.get_true_predicate(), a.get_false_predicate(), b.get_false_predicate()]);
        Some(both)
    }

    pub(super) fn post_if(&mut self, on: Option<Literal>, constraint: impl NegatableConstraint) {
        match on {
            Some(on) => self.solver.add_constraint(constraint).implied_by(on),
            None => self.solver.add_constraint(constraint).post(),
        }
    }

    fn add_scores(&mut self, setting: &FixedByPlan) {
        let problem = self.problem;
        for score in &problem.scores {
            let (r, after) = (score.rider, score.after as u32);
            let bib = problem.bib(r);
            let mut scored = self.scored(r, score.after);
            if self.thorough {
                let so_far = self.solver.new_bounded_integer(0, problem.most_points());
                scored.push(so_far.scaled(-1));
                self.solver.add_constraint(equals(scored, 0, self.tag)).post();
                let later = self.chances[r].iter().filter(|c| c.0 >= score.after && problem.points[c.0][c.1] > 0);
                let later = later.map(|&(n, p, l)| l.get_integer_variable().scaled(problem.points[n][p]));
                let all: Vec<_> = later.chain([so_far.scaled(1), self.points[r].scaled(-1)]).collect();
                self.solver.add_constraint(equals(all, 0, self.tag)).post();
                self.rest.push(so_far);
                scored = vec![so_far.scaled(1)];
            }
            if let Some(points) = score.sprint_points {
                self.state(CardFact::PointsAfter { bib, after, points }, equals(scored.clone(), points, self.tag));
            }
            let (low, high) = match setting.lap_points_by {
                Some(by) => (by(r, score.after), by(r, score.after)),
                None => {
                    let gains = problem.split(r, self.solver.upper_bound(&self.net[r])).0;
                    let losses = problem.split(r, self.solver.lower_bound(&self.net[r])).1;
                    (problem.lap_points((0, losses)), problem.lap_points((gains, 0)))
                }
            };
            let laps = self.solver.new_bounded_integer(low, high);
            let unit = problem.rules.gain_points.max(1);
            for v in (low..=high).filter(|v| setting.lap_points_by.is_none() && v % unit != 0) {
                self.clause(None, [predicate![laps != v]]);
            }
            self.score_laps.push(laps);
            self.rest.push(laps);
            if let Some(total) = score.total {
                let sum: Vec<_> = scored.into_iter().chain([laps.scaled(1)]).collect();
                let stated = total + score.beside;
                self.state(CardFact::TotalAfter { bib, after, total: stated }, equals(sum, total, self.tag));
            }
        }
    }

    /// Riders known to cross the last line behind everybody who scores are not placed in the last sprint.
    fn add_line(&mut self) {
        let Some(last) = self.cells.last().cloned() else { return };
        if self.problem.may_be_short {
            for r in self.problem.finishers() {
                let (net, placed) = (self.net[r], last.iter().map(|&cell| predicate![cell == r as i32]));
                self.clause(None, placed.chain([predicate![net >= 1]]));
            }
        }
        for r in self.problem.together.iter().flatten() {
            for &cell in &last {
                self.clause(None, [predicate![cell != *r as i32]]);
            }
        }
        for &(place, r) in self.problem.line.iter().filter(|l| l.0 >= last.len()) {
            let on = self.switch(CardFact::LastLine { bib: self.problem.bib(r), place: place as u32 + 1 });
            for &cell in &last {
                self.clause(on, [predicate![cell != r as i32]]);
            }
        }
    }
}

/// The riders of a sprint, without the values of places that are not there.
fn present(values: impl Iterator<Item = i32>, riders: usize) -> Vec<usize> {
    values.map(|value| value as usize).filter(|r| *r < riders).collect()
}
