//! Records that add up and yet are more than a bunch can ride: limits that need no search. Whoever is refused is told the limit,
//! and can compute it.

use super::pace::{ABOUT, CONTACT_BEFORE, FIRST_START, REST, least_laps, most_in_group, most_out};
use super::problem::CardProblem;
use super::{Card, CardFact, CardRace, Contradiction, between, shares, splits};
use crate::units::Bib;

/// Metres of a lap that each rider needs. Fields of 60 on 250 m and of 48 on 200 m came out as their tables in one take of eight;
/// one of 72 on 250 m in one of eighty, because riders who are to sprint are boxed in.
const METRES_A_RIDER: f64 = 4.16;
/// Riders who can be brought to their sprints, however long the track: those who are far back have as far to come up on any.
const MOST_RIDERS: usize = 60;

/// What makes a record more than can be ridden.
#[derive(Debug, Clone, PartialEq)]
pub enum Limit {
    /// More riders than a track of this length holds.
    Track { riders: usize, most: usize },
    /// More riders than can be brought to their sprints on any track.
    Riders { riders: usize, most: usize },
    /// Laps are gained and lost on a bunch, and there is none.
    NoBunch { riders: usize },
    /// A rider's laps take longer than the race: each `least` laps of the bunch at least, and some rest after it.
    Rider { bib: Bib, changes: i32, least: f64, needed: f64, race: u32 },
    /// The laps of all riders take longer than the race, if as many as may are out of the bunch all the time.
    Field { changes: i32, least: f64, out: usize, needed: f64, race: u32 },
    /// Places of the last sprint go to nobody, because riders who gained a lap finish a lap short of it.
    Short { places: usize, riders: usize },
    /// A rider is in two moves on record, for which there is no time.
    Between { bib: Bib, least: f64, facts: [CardFact; 2] },
}

impl Limit {
    /// The limit as a phrase, with the rider as `name` writes them.
    #[must_use]
    pub fn words(&self, name: &dyn Fn(Bib) -> String) -> String {
        match *self {
            Self::Track { riders, most } => format!("{riders} riders, and a track of this length holds {most}"),
            Self::Riders { riders, most } => {
                format!("{riders} riders, and {most} at most can be brought to their sprints")
            }
            Self::NoBunch { riders } => {
                format!("laps are gained and lost on a bunch, which takes three riders, and {riders} ride")
            }
            Self::Rider { bib, changes, least, needed, race } => format!(
                "{} gains and loses {changes} laps, each of which takes {least:.1} laps of the bunch at least: {needed:.1} laps \
                 with the rests between them, and the race has {race}",
                name(bib)
            ),
            Self::Field { changes, least, out, needed, race } => format!(
                "{changes} laps are gained and lost, each of which takes {least:.1} laps of the bunch at least, by {out} at a time \
                 at most: {needed:.1} laps, and the race has {race}"
            ),
            Self::Short { places, riders } => format!(
                "it leaves {} of the last sprint to nobody, which takes {} with a lap gained who {} a lap short, and here \
                 everybody who finishes rides to the last line",
                counted(places, "place"),
                counted(riders, "rider"),
                if riders == 1 { "finishes" } else { "finish" },
            ),
            Self::Between { bib, least, ref facts } => {
                let facts: Vec<String> = facts.iter().map(|fact| fact.words(name)).collect();
                format!(
                    "{} has no time for both of these, with {REST} laps of rest between them, a lap that takes {least:.1} laps of \
                     the bunch at least, and attacks within {ABOUT} laps of what is said: {}",
                    name(bib),
                    facts.join(" · ")
                )
            }
        }
    }
}

impl Limit {
    /// What to change.
    #[must_use]
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Track { .. } | Self::Riders { .. } => "list fewer riders, or a longer track",
            Self::NoBunch { .. } => "leave out the laps, or list more riders",
            Self::Rider { .. } | Self::Field { .. } => "check laps and lap_m, or state fewer laps gained and lost",
            Self::Short { .. } => "give the place to a rider, or list a rider who took it",
            Self::Between { .. } => "widen the laps between which these were, or leave one of them out",
        }
    }

    /// The statements that are at the limit, if it is one of them and not of the whole.
    #[must_use]
    pub fn facts(&self) -> Vec<CardFact> {
        match self {
            Self::Rider { bib, changes, .. } => vec![CardFact::Laps { bib: *bib, laps: *changes }],
            Self::Between { facts, .. } => facts.to_vec(),
            _ => Vec::new(),
        }
    }
}

/// Riders that a track of `lap_m` metres holds.
#[must_use]
pub fn most_riders(lap_m: f64) -> usize {
    (lap_m / METRES_A_RIDER) as usize
}

/// The limit that the record of `card` is beyond, if it is beyond one that is certain.
///
/// # Errors
/// As [`complete`](super::complete), for what is wrong with the card by itself.
pub fn limit(card: &Card, field: &CardRace) -> Result<Option<Limit>, Contradiction> {
    let problem = CardProblem::new(card, field)?;
    if let Some(conflict) = shares::conflict(&problem) {
        return Err(Contradiction::Facts(vec![conflict]));
    }
    let riders = problem.starters().count();
    let most = most_riders(problem.lap_m);
    if riders > most {
        return Ok(Some(Limit::Track { riders, most }));
    }
    if riders > MOST_RIDERS {
        return Ok(Some(Limit::Riders { riders, most: MOST_RIDERS }));
    }
    let only = splits::only(&problem);
    let changes = |r: usize| {
        let net = match only[r] {
            Some(net) => net,
            None if problem.laps_open(r) => return 0,
            None => problem.net_laps(r),
        };
        let (gains, losses) = problem.split(r, net);
        gains + losses
    };
    if let Some(between) = between::limit(&problem) {
        return Ok(Some(between));
    }
    let all: i32 = problem.starters().map(changes).sum();
    if all == 0 {
        return Ok(None);
    }
    if most_in_group(riders, 0) == 0 {
        return Ok(Some(Limit::NoBunch { riders }));
    }
    let least = least_laps(riders, problem.lap_m, problem.speed_ms);
    let race = problem.rules.laps;
    let room = f64::from(race) - FIRST_START - CONTACT_BEFORE;
    for r in problem.starters() {
        let needed = f64::from(changes(r)) * (least + REST) - REST;
        if needed > room {
            return Ok(Some(Limit::Rider { bib: problem.bib(r), changes: changes(r), least, needed, race }));
        }
    }
    let out = most_out(riders);
    let needed = f64::from(all) * least / out as f64;
    Ok((needed > room).then_some(Limit::Field { changes: all, least, out, needed, race }))
}

fn counted(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}
