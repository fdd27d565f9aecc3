//! Which confusion is at stake when in a race, with a sentence about this very moment: who it is about, and their numbers.
//!
//! Every sentence rests on what had happened by its moment and on nothing later. Draws nothing, and knows nothing of how often
//! a viewer wants to be told.

use super::Confusion;
use crate::player::Replay;
use crate::race::view::{GroupKind, GroupView, RaceView};
use crate::report::words::{RiderNames, count, figure, list, ordinal, signed};
use crate::rules::{HeadRule, RaceRules, RankBy, Ruling, Standing, Status};
use crate::units::{Bib, Micros};

/// Lap gains this close together are one.
const TOGETHER: i64 = 5_000_000;
/// Farther from the bunch than this is away from it, m.
const CLEAR_M: f64 = 15.0;
/// From so many riders off the back on, they may be taken for the bunch.
const MANY: usize = 4;
/// More names than this are not read.
const NAMES: usize = 4;

/// A moment at which a confusion is at stake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtStake {
    pub at: Micros,
    pub confusion: Confusion,
    /// What is going on, in a sentence.
    pub text: String,
}

/// The race as it is looked at.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub names: RiderNames<'a>,
    pub rules: &'a RaceRules,
    /// In order of time.
    pub rulings: &'a [Ruling],
    /// The race at any moment.
    pub look: &'a dyn Fn(Micros) -> RaceView,
    /// When the table became final, if it has.
    pub end: Option<Micros>,
}

/// The moments of `replay`, in order of time: each time that a confusion is at stake.
#[must_use]
pub fn at_stake(replay: &Replay) -> Vec<AtStake> {
    moments(&Seen {
        names: RiderNames::of(replay.scenario()),
        rules: replay.rules(),
        rulings: replay.rulings(),
        look: &|at| replay.view(at),
        end: Some(replay.duration()).filter(|_| replay.standings().is_final),
    })
}

/// The same of a race that need not be a replay.
#[must_use]
pub fn moments(race: &Seen) -> Vec<AtStake> {
    let mut watcher = Watcher { race, at_the_bell: None, told_of: None, moments: Vec::new() };
    for (at, occasion) in occasions(race) {
        watcher.look(at, &occasion);
    }
    watcher.moments.sort_by_key(|moment| moment.at);
    watcher.moments
}

/// What is told to a reader who sees all lines at once, of moments from `from` to `end`: each confusion once unless `always`, and
/// none closer than `apart` to the one before. Whatever would be put off for more than `late` waits for its next occasion.
#[must_use]
pub fn told(
    moments: &[AtStake],
    always: bool,
    (from, end): (Micros, Micros),
    (apart, late): (Micros, Micros),
) -> Vec<AtStake> {
    let mut told: Vec<AtStake> = Vec::new();
    for moment in moments.iter().filter(|moment| moment.at >= from) {
        let at = told.last().map_or(moment.at, |last| moment.at.max(Micros(last.at.0 + apart.0)));
        // After the end there is no next occasion.
        let at = at.min(end.max(moment.at));
        let again = !always && told.iter().any(|other| other.confusion == moment.confusion);
        if !again && at.0 - moment.at.0 <= late.0 {
            told.push(AtStake { at, ..moment.clone() });
        }
    }
    told
}

/// Something after which a confusion may be at stake.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Occasion {
    Gun,
    Bell {
        sprint: u32,
        head: Bib,
    },
    BellAgain {
        sprint: u32,
        head: Bib,
    },
    /// The last scorer is home: place, points and rider, best first.
    Sprint {
        n: u32,
        places: Vec<(u32, u32, Bib)>,
    },
    /// Laps gained together, the first of them `from`.
    Gain {
        bibs: Vec<Bib>,
        points: i32,
        from: Micros,
    },
    Loss {
        bib: Bib,
        points: i32,
    },
    End,
}

/// The occasions of `race`, in order of time.
fn occasions(race: &Seen) -> Vec<(Micros, Occasion)> {
    // Said when the race is under way and the start list has gone.
    let mut out: Vec<(Micros, Occasion)> = vec![(Micros(1_000_000), Occasion::Gun)];
    for ruling in race.rulings {
        let at = ruling.at();
        match *ruling {
            Ruling::Bell { sprint, head, .. } => out.push((at, Occasion::Bell { sprint, head })),
            Ruling::BellAgain { sprint, head, .. } => out.push((at, Occasion::BellAgain { sprint, head })),
            Ruling::Place { sprint, place, points: points @ 1.., bib, .. } => {
                let begun = out.iter_mut().rev().find_map(|(when, occasion)| match occasion {
                    Occasion::Sprint { n, places } if *n == sprint => Some((when, places)),
                    _ => None,
                });
                match begun {
                    Some((when, places)) => {
                        *when = at;
                        places.push((place, points, bib));
                    }
                    None => out.push((at, Occasion::Sprint { n: sprint, places: vec![(place, points, bib)] })),
                }
            }
            Ruling::Gain { bib, points, .. } => {
                let last = out.iter_mut().rev().find_map(|(when, occasion)| match occasion {
                    Occasion::Gain { bibs, .. } => Some((when, bibs)),
                    _ => None,
                });
                match last {
                    Some((when, bibs)) if at.0 - when.0 <= TOGETHER && !bibs.contains(&bib) => {
                        *when = at;
                        bibs.push(bib);
                    }
                    _ => out.push((at, Occasion::Gain { bibs: vec![bib], points, from: at })),
                }
            }
            Ruling::Loss { bib, points, .. } => out.push((at, Occasion::Loss { bib, points })),
            _ => {}
        }
    }
    out.extend(race.end.map(|end| (end, Occasion::End)));
    out.sort_by_key(|(at, _)| *at);
    out
}

struct Watcher<'a> {
    race: &'a Seen<'a>,
    /// The sprint that the bell was rung for last, and who was ahead of the bunch then.
    at_the_bell: Option<(u32, Vec<Bib>)>,
    /// The leader and the rider with more sprint points who were spoken of last.
    told_of: Option<(Bib, Bib)>,
    moments: Vec<AtStake>,
}

impl Watcher<'_> {
    fn look(&mut self, at: Micros, occasion: &Occasion) {
        let view = (self.race.look)(at);
        let now = Now { race: self.race, view: &view };
        let mut said: Vec<(Confusion, Option<String>)> = Vec::new();
        match *occasion {
            Occasion::Gun => said.push((Confusion::StartsFromNothing, now.starts())),
            Occasion::Bell { sprint, head } => {
                self.at_the_bell = Some((sprint, now.ahead()));
                said.push((Confusion::LastSprint, now.last_sprint(sprint)));
                said.push((Confusion::WhoseBell, now.bell_of_another(head)));
                said.push((Confusion::FrontIsBreak, now.bunch_in_front()));
            }
            Occasion::BellAgain { sprint, head } => {
                said.push((Confusion::WhoseBell, now.bell_again(sprint, head)));
            }
            Occasion::Sprint { n, ref places } => {
                let away = self.at_the_bell.as_ref().filter(|(sprint, _)| *sprint == n);
                said.push((Confusion::FrontLeads, now.front_leads_not(n, places)));
                said.push((Confusion::PlacesLeft, away.and_then(|(_, away)| now.places_left(n, places, away))));
                said.push((Confusion::LappedScoreNothing, now.lapped_scores(n, places)));
                said.push((Confusion::SprintPointsDecide, self.more_from_sprints(now)));
            }
            Occasion::Gain { ref bibs, points, from } => {
                let before = (self.race.look)(Micros(from.0 - 1));
                let in_a_sprint = now.lap_in_a_sprint(bibs, points, &before);
                let all_open = now.all_open(bibs).filter(|_| in_a_sprint.is_none());
                said.push((Confusion::LapInASprint, in_a_sprint));
                said.push((Confusion::AnotherEra, now.lap_before_points(bibs)));
                said.push((Confusion::WhoseBell, now.counter_goes_back(&before)));
                said.push((Confusion::PlacesLeft, all_open));
                said.push((Confusion::SprintPointsDecide, self.more_from_sprints(now)));
            }
            Occasion::Loss { bib, points } => {
                said.push((Confusion::LostLapIsFree, now.lost_lap(bib, points)));
                said.push((Confusion::AnotherEra, now.lap_down(bib)));
                said.push((Confusion::FrontIsBreak, now.bunch_in_front()));
            }
            Occasion::End => {
                said.push((Confusion::FirstHomeWins, now.first_home()));
                said.push((Confusion::LastSprint, now.level()));
            }
        }
        let told = said.into_iter().filter_map(|(confusion, text)| Some(AtStake { at, confusion, text: text? }));
        self.moments.extend(told);
    }

    /// Whoever leads has fewer points from sprints than a rider with fewer laps. Said once of each such pair.
    fn more_from_sprints(&mut self, now: Now) -> Option<String> {
        let leader = now.leader().filter(|_| !now.laps_first())?;
        let ahead =
            |row: &&Standing| row.sprint_points > leader.sprint_points && row.laps < leader.laps && in_race(row);
        let other = now.rows().iter().filter(ahead).max_by_key(|row| row.sprint_points)?;
        let pair = (leader.bib, other.bib);
        if self.told_of.replace(pair) == Some(pair) {
            return None;
        }
        Some(format!(
            "{} leads with {}, {} of them from sprints; {} has {} from sprints and {} in all.",
            now.name(leader.bib),
            now.score(leader),
            leader.sprint_points,
            now.name(other.bib),
            other.sprint_points,
            figure(other.total)
        ))
    }
}

fn in_race(row: &Standing) -> bool {
    matches!(row.status, Status::Racing | Status::Finished)
}

/// The race at the moment of an occasion.
#[derive(Clone, Copy)]
struct Now<'a> {
    race: &'a Seen<'a>,
    view: &'a RaceView,
}

impl Now<'_> {
    fn rows(&self) -> &[Standing] {
        &self.view.standings.rows
    }

    fn row(&self, bib: Bib) -> Option<&Standing> {
        self.rows().iter().find(|row| row.bib == bib)
    }

    /// Whoever leads, if nobody else does.
    fn leader(&self) -> Option<&Standing> {
        let first = self.rows().first().filter(|row| row.rank == Some(1))?;
        self.rows().get(1).is_none_or(|second| second.rank != Some(1)).then_some(first)
    }

    fn laps_first(&self) -> bool {
        self.race.rules.rank_by == RankBy::LapsThenPoints
    }

    fn name(&self, bib: Bib) -> String {
        self.race.names.family(bib)
    }

    /// `A, B and C`; of many, the first three and how many more.
    fn names(&self, bibs: &[Bib]) -> String {
        if bibs.len() <= NAMES {
            return self.race.names.families(bibs);
        }
        let mut names: Vec<String> = bibs[..NAMES - 1].iter().map(|bib| self.name(*bib)).collect();
        names.push(format!("{} others", bibs.len() - (NAMES - 1)));
        list(&names)
    }

    /// `73 points`; where laps rank first, `+1 lap and 13 points`.
    fn score(&self, row: &Standing) -> String {
        let points = if row.total.abs() == 1 { "point" } else { "points" };
        let score = format!("{} {points}", figure(row.total));
        match row.laps {
            laps if self.laps_first() && laps != 0 => format!("{} and {score}", laps_of(laps)),
            _ => score,
        }
    }

    /// Groups, foremost first, without those too near to the bunch to be told from it.
    fn groups(&self) -> impl Iterator<Item = &GroupView> {
        let apart = |group: &&GroupView| group.kind == GroupKind::Bunch || group.gap_m.abs() > CLEAR_M;
        self.view.groups.iter().filter(apart)
    }

    /// Riders ahead of the bunch, foremost first.
    fn ahead(&self) -> Vec<Bib> {
        let ahead = |group: &&GroupView| matches!(group.kind, GroupKind::Break | GroupKind::Chase);
        self.groups().filter(ahead).flat_map(|group| group.riders.clone()).collect()
    }

    /// 1: the winner of a sprint does not lead, or leads without being in front.
    fn front_leads_not(&self, n: u32, places: &[(u32, u32, Bib)]) -> Option<String> {
        let leader = self.leader().filter(|_| n != self.race.rules.sprints())?;
        let (_, _, winner) = *places.first()?;
        let head = self.view.head.unwrap_or(winner);
        let (who, what) = if winner == leader.bib {
            (head, "is at the front of the track and")
        } else {
            (winner, "has won the sprint and is")
        };
        let row = self.row(who).filter(|_| who != leader.bib)?;
        let place = ordinal(row.rank?);
        let has = self.score(row);
        let (who, leader, leads) = (self.name(who), self.name(leader.bib), self.score(leader));
        Some(format!("{who} {what} {place} with {has}; {leader} leads with {leads}."))
    }

    /// 2: the first across the last line has not won.
    fn first_home(&self) -> Option<String> {
        let winner = self.leader()?;
        let first = self.rows().iter().find(|row| row.last_line == Some(1) && row.bib != winner.bib)?;
        Some(format!(
            "{} is first across the last line and {} in the race; {} wins it with {}.",
            self.name(first.bib),
            ordinal(first.rank?),
            self.name(winner.bib),
            self.score(winner)
        ))
    }

    /// 4: the foremost group is the bunch, with others behind it.
    fn bunch_in_front(&self) -> Option<String> {
        let mut groups = self.groups();
        let bunch = groups.next().filter(|group| group.kind == GroupKind::Bunch)?;
        let first_off = groups.next()?;
        let behind: Vec<Bib> = groups.fold(first_off.riders.clone(), |all, group| [all, group.riders.clone()].concat());
        let many = bunch.riders.len();
        Some(if behind.len() >= MANY {
            let off = behind.len();
            format!(
                "The {many} riders in front are no break: they are the largest group, and so the bunch. Behind are {off}."
            )
        } else {
            let (off, are) = (self.names(&behind), if behind.len() == 1 { "is" } else { "are" });
            let gap = libm::round(first_off.gap_m.abs());
            format!("In front is the bunch, {many} riders, and no break; {off} {are} off the back, {gap} m behind.")
        })
    }

    /// 5: a lap gained between bell and line.
    fn lap_in_a_sprint(&self, bibs: &[Bib], points: i32, before: &RaceView) -> Option<String> {
        let begun = |bib: Bib| {
            let rider = before.riders.iter().find(|rider| rider.bib == bib)?;
            self.race.rules.sprint_at(libm::floor(rider.race_m / before.lap_m) as i64 + 1)
        };
        let sprint = begun(*bibs.first()?).filter(|n| bibs.iter().all(|bib| begun(*bib) == Some(*n)))?;
        let is_placed = |ruling: &Ruling| match *ruling {
            Ruling::Place { sprint: n, bib, at, .. } => n == sprint && bibs.contains(&bib) && at <= self.view.at,
            _ => false,
        };
        if self.race.rulings.iter().any(is_placed) {
            return None;
        }
        let what = if points > 0 { format!("{points} points each") } else { "a lap each".to_owned() };
        let sprint =
            if sprint == self.race.rules.sprints() { "the last sprint".to_owned() } else { format!("sprint {sprint}") };
        let then = match self.race.rules.head {
            HeadRule::FixedAtBell => format!("and they may still take points in {sprint}"),
            HeadRule::NewHead => format!("and {sprint} goes to whoever is head of the race now"),
            HeadRule::BunchTakesSprint => format!("and {sprint} goes to the bunch"),
        };
        let gain = if bibs.len() == 1 { "gains a lap" } else { "gain a lap" };
        let (what, then) = match bibs.len() {
            1 => (what.replace(" each", ""), then.replace("they", "the rider")),
            _ => (what, then),
        };
        Some(format!("{} {gain} between bell and line: {what}, {then}.", self.names(bibs)))
    }

    /// 6: a break takes the first places of a sprint, and leaves some.
    fn places_left(&self, n: u32, places: &[(u32, u32, Bib)], away: &[Bib]) -> Option<String> {
        let first = places.iter().take_while(|(.., bib)| away.contains(bib)).count();
        let (taken, left) = places.split_at(first);
        if taken.is_empty() || left.is_empty() || left.iter().any(|(.., bib)| away.contains(bib)) {
            return None;
        }
        let points = |places: &[(u32, u32, Bib)]| {
            let points: Vec<String> = places.iter().map(|(_, points, _)| points.to_string()).collect();
            list(&points)
        };
        let break_ = self.names(&taken.iter().map(|(.., bib)| *bib).collect::<Vec<_>>());
        let (away, bunch) = (points(taken), points(left));
        let were = if left.len() == 1 { "was" } else { "were" };
        let sprint = if n == self.race.rules.sprints() { "Last sprint".to_owned() } else { format!("Sprint {n}") };
        Some(format!(
            "{sprint}: out in front {break_} took {away}, and the bunch sprinted for the {bunch} that {were} left."
        ))
    }

    /// 6: the break has lapped the bunch, and nobody else is away.
    fn all_open(&self, bibs: &[Bib]) -> Option<String> {
        let next = self.view.counter.next_sprint.filter(|_| !self.view.counter.bell && !self.view.counter.over)?;
        if !self.ahead().is_empty() {
            return None;
        }
        let next =
            if next == self.race.rules.sprints() { "the last sprint".to_owned() } else { format!("sprint {next}") };
        let (has, ride) = if bibs.len() == 1 { ("has", "rides") } else { ("have", "ride") };
        let places = self.race.rules.scoring_places();
        let who = self.names(bibs);
        Some(format!("{who} {has} lapped the bunch and now {ride} in it: all {places} places of {next} are open."))
    }

    /// 7: the bell is rung for the head of the race, and the leader is in a group behind.
    fn bell_of_another(&self, head: Bib) -> Option<String> {
        let leader = self.leader()?;
        let group = |bib: Bib| self.groups().position(|group| group.riders.contains(&bib));
        let row = self.row(head).filter(|_| group(head) < group(leader.bib) && group(head).is_some())?;
        let (head, leader, leads) = (self.name(head), self.name(leader.bib), self.score(leader));
        let place = ordinal(row.rank?);
        Some(format!(
            "The bell is for {head}, first on the track and {place} in the race; {leader}, who leads with {leads}, rides behind."
        ))
    }

    /// 7: the bell again, for a later group.
    fn bell_again(&self, sprint: u32, head: Bib) -> Option<String> {
        let away: Vec<Bib> = self.ahead().into_iter().filter(|bib| *bib != head).collect();
        let left = (self.race.rules.scoring_places() as usize).checked_sub(away.len()).filter(|left| *left > 0)?;
        let heard = if away.is_empty() {
            "Those in front have".to_owned()
        } else {
            self.names(&away) + if away.len() == 1 { " has" } else { " have" }
        };
        let left = count(left as u32, "place");
        let head = self.name(head);
        Some(format!(
            "{heard} heard the bell of sprint {sprint}; it rings again for {head} and the group behind, with {left} left."
        ))
    }

    /// 7: a lap gained has taken the head of the race back, and the counter with it.
    fn counter_goes_back(&self, before: &RaceView) -> Option<String> {
        let (was, is) = (before.counter.to_go, self.view.counter.to_go);
        let head = before.head.filter(|_| is > was && !self.view.counter.over)?;
        let head = self.name(head);
        Some(format!(
            "The counter goes back from {was} to {is}: {head} was first on the track, and a lap gained is not counted as ridden."
        ))
    }

    /// 8: a rider with a lap lost scores.
    fn lapped_scores(&self, n: u32, places: &[(u32, u32, Bib)]) -> Option<String> {
        let lapped = |(place, points, bib): &(u32, u32, Bib)| {
            Some((*place, *points, self.row(*bib).filter(|row| row.laps < 0)?))
        };
        let (place, points, row) = places.iter().find_map(lapped)?;
        let down = if row.laps == -1 { "a lap".to_owned() } else { count(row.laps.unsigned_abs(), "lap") };
        let sprint = if n == self.race.rules.sprints() { "the last sprint".to_owned() } else { format!("sprint {n}") };
        Some(format!(
            "{}, {down} down, is {} in {sprint}, for {}.",
            self.name(row.bib),
            ordinal(place),
            count(points, "point")
        ))
    }

    /// 9: a lap lost takes points off.
    fn lost_lap(&self, bib: Bib, points: i32) -> Option<String> {
        let row = self.row(bib).filter(|row| points < 0 && in_race(row))?;
        let (off, was, is) = (points.unsigned_abs(), figure(row.total - points), figure(row.total));
        Some(format!("{} is lapped by the bunch and loses {off} points: {was} before, {is} now.", self.name(bib)))
    }

    /// 10: the last sprint counts more than the others.
    fn last_sprint(&self, n: u32) -> Option<String> {
        let rules = self.race.rules;
        let factor = rules.factor(n);
        if n != rules.sprints() || factor < 2 || n == 1 {
            return None;
        }
        let points: Vec<String> =
            (1..=rules.scoring_places()).map(|place| rules.points(n, place).to_string()).collect();
        let times = if factor == 2 { "double".to_owned() } else { format!("{factor} times") };
        let close = match (self.leader(), self.rows().get(1)) {
            (Some(first), Some(second)) if !self.laps_first() => {
                let by = first.total - second.total;
                format!(" {} leads {} by {by}.", self.name(first.bib), self.name(second.bib))
            }
            _ => String::new(),
        };
        Some(format!("The last sprint counts {times}: {} points.{close}", list(&points)))
    }

    /// 10: two riders have the same points, and the last line parts them.
    fn level(&self) -> Option<String> {
        let finished = |row: &Standing| row.status == Status::Finished;
        let level = |pair: &&[Standing]| {
            let same = pair[0].total == pair[1].total && finished(&pair[0]) && finished(&pair[1]);
            same && pair[0].rank != pair[1].rank && pair[0].last_line < pair[1].last_line
        };
        let pair = self.rows().windows(2).find(level).filter(|_| !self.laps_first())?;
        let [first, second] = pair else { return None };
        let line = |row: &Standing| row.last_line.map(ordinal);
        Some(format!(
            "{a} and {b} both have {}. The last line parts them: {a} was {} across it, {b} {}, and so {a} is {}.",
            self.score(first),
            line(first)?,
            line(second)?,
            ordinal(first.rank?),
            a = self.name(first.bib),
            b = self.name(second.bib),
        ))
    }

    /// 11: riders have points at the gun.
    fn starts(&self) -> Option<String> {
        let rows = || self.rows().iter().filter(|row| in_race(row));
        let most = rows().max_by_key(|row| row.start_points).filter(|row| row.start_points > 0)?;
        let least = rows().min_by_key(|row| row.start_points)?;
        let (a, b) = (most.start_points, least.start_points);
        let (most, least) = (self.name(most.bib), self.name(least.bib));
        Some(format!(
            "{most} starts with {a} points and {least} with {b}: they bring them from the races before this one."
        ))
    }

    /// 12: laps are ranked first, and somebody has gained one.
    fn lap_before_points(&self, bibs: &[Bib]) -> Option<String> {
        self.laps_first().then_some(())?;
        let up = self.rows().iter().find(|row| bibs.contains(&row.bib))?;
        let has_more = |row: &&Standing| row.laps < up.laps && row.total > up.total && in_race(row);
        let edition = self.race.rules.edition.name();
        let other = self.rows().iter().filter(has_more).max_by_key(|row| row.total)?;
        Some(format!(
            "{}, with {}, is ahead of {} with {}: the rules of {edition} rank laps before points.",
            self.name(up.bib),
            self.score(up),
            self.name(other.bib),
            self.score(other)
        ))
    }

    /// 12: laps are ranked first, and somebody has lost one.
    fn lap_down(&self, bib: Bib) -> Option<String> {
        let row = self.row(bib).filter(|row| self.laps_first() && in_race(row))?;
        let edition = self.race.rules.edition.name();
        let (name, score) = (self.name(bib), self.score(row));
        Some(format!(
            "{name}, with {score}, is behind everybody with a lap more: the rules of {edition} rank laps before points."
        ))
    }
}

/// `+1 lap`, `−2 laps`.
fn laps_of(laps: i32) -> String {
    format!("{} lap{}", signed(laps), if laps.abs() == 1 { "" } else { "s" })
}
