//! Sentences about what riders try on the road, and why: attacks, bridges, chases, looking round.
//!
//! Reads notes, names and the table. Does not know the race: the only reasons it gives are what a lap or a sprint is worth in
//! the table.

use super::words::{RiderNames, count, list, ordinal};
use crate::event::{Note, Noted};
use crate::rng::Stream;
use crate::rules::{RaceRules, RankBy, Standing, Standings, Status};
use crate::units::{Bib, Micros};

/// Something that riders do on the road.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RoadEventKind {
    Attack,
    Clear,
    Caught,
    HalfLap,
    Dropped,
    Back,
    Bridge,
    Chase,
    NobodyPulls,
    SitsUp,
    Falls,
    Puncture,
    Returns,
    Withdrawn,
    GivesUp,
}

impl RoadEventKind {
    /// Riders who do it within this time of each other share a sentence, µs.
    fn together(self) -> i64 {
        match self {
            Self::HalfLap => 5_000_000,
            Self::Bridge => 8_000_000,
            _ => 0,
        }
    }

    /// A rider who does it again within this time is not mentioned again, µs.
    fn again(self) -> i64 {
        match self {
            Self::Bridge | Self::Chase => 30_000_000,
            Self::SitsUp => 60_000_000,
            _ => 0,
        }
    }
}

/// Something that happens on the road, and the riders who do it together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoadEvent {
    what: RoadEventKind,
    bibs: Vec<Bib>,
}

impl RoadEvent {
    fn of(note: &Note) -> Self {
        let (what, bibs) = match note {
            Note::Attack { bibs } => (RoadEventKind::Attack, bibs.clone()),
            Note::Clear { bibs } => (RoadEventKind::Clear, bibs.clone()),
            Note::Caught { bibs } => (RoadEventKind::Caught, bibs.clone()),
            Note::HalfLap { bibs } => (RoadEventKind::HalfLap, bibs.clone()),
            Note::Dropped { bib } => (RoadEventKind::Dropped, vec![*bib]),
            Note::Back { bib } => (RoadEventKind::Back, vec![*bib]),
            Note::Bridge { bib } => (RoadEventKind::Bridge, vec![*bib]),
            Note::Chase { bib } => (RoadEventKind::Chase, vec![*bib]),
            Note::NobodyPulls { bib } => (RoadEventKind::NobodyPulls, vec![*bib]),
            Note::SitsUp { bib } => (RoadEventKind::SitsUp, vec![*bib]),
            Note::Falls { bibs } => (RoadEventKind::Falls, bibs.clone()),
            Note::Puncture { bib } => (RoadEventKind::Puncture, vec![*bib]),
            Note::Returns { bib } => (RoadEventKind::Returns, vec![*bib]),
            Note::Withdrawn { bib } => (RoadEventKind::Withdrawn, vec![*bib]),
            Note::GivesUp { bib } => (RoadEventKind::GivesUp, vec![*bib]),
        };
        Self { what, bibs }
    }
}

/// The events to report, from notes in order of time: notes that belong together become one, and repetitions are dropped.
#[must_use]
pub fn events(notes: &[Noted]) -> Vec<(Micros, RoadEvent)> {
    let mut events: Vec<(Micros, RoadEvent)> = Vec::new();
    for noted in notes {
        let event = RoadEvent::of(&noted.note);
        let since = |at: &Micros| noted.at.0 - at.0;
        let said = |(at, d): &(Micros, RoadEvent)| {
            d.what == event.what && since(at) < event.what.again() && event.bibs.iter().all(|b| d.bibs.contains(b))
        };
        if events.iter().rev().take_while(|(at, _)| since(at) < event.what.again()).any(said) {
            continue;
        }
        match events.iter_mut().rev().find(|(_, d)| d.what == event.what) {
            Some((at, last)) if since(at) < event.what.together() => {
                *at = noted.at;
                last.bibs.extend(event.bibs);
            }
            _ => events.push((noted.at, event)),
        }
    }
    events
}

/// The state of the race when a sentence is said.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    pub names: RiderNames<'a>,
    pub rules: &'a RaceRules,
    pub standings: &'a Standings,
    pub to_go: u32,
    /// Riders decide for themselves, so there is a reason to give.
    pub free: bool,
    /// Riders ahead of the bunch, if they are known.
    pub away: &'a [Bib],
}

/// An attack this many laps before a sprint or closer is taken to be for that sprint.
const NEAR_LAPS: u32 = 4;

impl Situation<'_> {
    /// A sentence about `event`.
    pub fn say(&self, event: &RoadEvent, words: &mut Stream) -> String {
        let bibs = &event.bibs;
        let who = self.named(bibs);
        let one = bibs.len() == 1;
        let mut pick = |forms: &[&'static str]| forms[words.below(forms.len())];
        match event.what {
            RoadEventKind::Attack => {
                let form = match one {
                    true => pick(&["attacks", "goes clear", "leaves the bunch", "tries alone"]),
                    false => pick(&["go clear together", "leave the bunch together", "attack together"]),
                };
                let why = if self.free { self.hope(bibs) } else { String::new() };
                format!("{who} {form}{why}.")
            }
            RoadEventKind::Clear => {
                let form = match one {
                    true => pick(&["is clear without having attacked", "has a gap", "finds nobody on the wheel"]),
                    false => pick(&["are clear without an attack", "have a gap", "find nobody behind them"]),
                };
                format!("{who} {form}.")
            }
            RoadEventKind::Caught => {
                let form = match one {
                    true => pick(&["is caught", "is back in the bunch", "is brought back"]),
                    false => pick(&["are caught", "are back in the bunch", "are brought back"]),
                };
                format!("{who} {form}.")
            }
            RoadEventKind::HalfLap => {
                let form = match one {
                    true => pick(&["has half a lap", "is half-way round", "is on the other side of the track"]),
                    false => pick(&["have half a lap", "are half-way round", "are on the other side of the track"]),
                };
                format!("{who} {form}.")
            }
            RoadEventKind::Dropped => {
                format!("{who} {}.", pick(&["has lost the wheels", "is off the back", "cannot hold the wheels"]))
            }
            RoadEventKind::Back => {
                format!("{who} {}.", pick(&["is in the bunch again", "has found the wheels again", "is back on"]))
            }
            RoadEventKind::Bridge => {
                let Some(those) = self.those(bibs) else {
                    let form = match one {
                        true => pick(&["sets out to bridge across", "tries to get across", "goes after the break"]),
                        false => pick(&["set out to bridge across", "try to get across", "go after the break"]),
                    };
                    return format!("{who} {form}.");
                };
                let form = match one {
                    true => pick(&["sets out after", "tries to get across to", "jumps after"]),
                    false => pick(&["set out after", "try to get across to", "jump after"]),
                };
                format!("{who} {form} {those}.")
            }
            RoadEventKind::Chase => {
                let threat = self.threat(bibs[0]);
                match (threat, self.those(bibs), words.below(3)) {
                    (Some((bib, _)), _, 0 | 1) => {
                        let form = ["comes to the front", "pulls"][words.below(2)];
                        format!("{who} {form}: a lap would take {} past.", self.names.family(bib))
                    }
                    (_, Some(those), 0) => format!("{who} comes to the front to bring back {those}."),
                    (_, Some(those), 1) => format!("{who} pulls, to bring back {those}."),
                    (_, Some(those), _) => format!("{who} takes up the chase of {those}."),
                    (_, None, 0) => format!("{who} comes to the front to chase."),
                    (_, None, 1) => format!("{who} takes up the chase."),
                    (_, None, _) => format!("{who} drives the bunch."),
                }
            }
            RoadEventKind::NobodyPulls => {
                let form = pick(&[
                    "looks round; nobody pulls",
                    "flicks an elbow; nobody comes through",
                    "waits for others to pull, and they wait too",
                ]);
                let why = self.threat(bibs[0]).map(|(bib, rank)| {
                    let whose = self.names.family(bib);
                    match rank {
                        1 => format!(", though a lap would put {whose} in the lead"),
                        n => format!(", though a lap would lift {whose} to {}", ordinal(n)),
                    }
                });
                format!("{who} {form}{}.", why.unwrap_or_default())
            }
            RoadEventKind::SitsUp => {
                let form = pick(&["sits up", "eases and waits for the bunch", "looks back and lets it go"]);
                format!("{who} {form}.")
            }
            RoadEventKind::Falls => {
                if one {
                    return format!("{who} {}.", pick(&["falls", "is down", "hits the boards"]));
                }
                let form = pick(&["brings down", "falls and takes down", "touches a wheel and brings down"]);
                format!("{} {form} {}.", self.names.family(bibs[0]), self.names.families(&bibs[1..]))
            }
            RoadEventKind::Puncture => {
                format!("{who} {}.", pick(&["has a puncture", "stops with a mechanical", "needs another bicycle"]))
            }
            RoadEventKind::Returns => {
                format!("{who} {}.", pick(&["is pushed off again", "is back in the race", "takes the old place again"]))
            }
            RoadEventKind::Withdrawn => {
                let form = pick(&[
                    "is waved off the track, laps down",
                    "is taken out of the race by the commissaires",
                    "has to leave: the commissaires withdraw riders laps down",
                ]);
                format!("{who} {form}.")
            }
            RoadEventKind::GivesUp => {
                format!("{who} {}.", pick(&["gives up", "climbs off", "has had enough"]))
            }
        }
    }

    /// The riders who are away, other than `bibs`, in words; `None` if there are none.
    fn those(&self, bibs: &[Bib]) -> Option<String> {
        let others: Vec<Bib> = self.away.iter().filter(|b| !bibs.contains(b)).copied().collect();
        match others.len() {
            0 => None,
            n if n > 3 => Some(format!("the {} who are away", counted(n))),
            _ => Some(list(&others.iter().map(|b| self.names.family(*b)).collect::<Vec<_>>())),
        }
    }

    /// Of the riders away whom a lap would take past `bib`, the one it would take highest, with the rank it would give them.
    fn threat(&self, bib: Bib) -> Option<(Bib, u32)> {
        let mine = self.worth(bib, 0)?;
        let past = |&b: &Bib| self.worth(b, 0).is_some_and(|w| w <= mine) && self.worth(b, 1).is_some_and(|w| w > mine);
        let ranked = |&b: &Bib| Some((self.rank(b, 1)?, b));
        self.away.iter().filter(|b| **b != bib && past(b)).filter_map(ranked).min().map(|(rank, b)| (b, rank))
    }

    /// The names in a list; for more than five riders, the first three and the number of others.
    fn named(&self, bibs: &[Bib]) -> String {
        match bibs.len() {
            0..=5 => self.names.families(bibs),
            n => {
                let mut names: Vec<String> = bibs[..3].iter().map(|b| self.names.family(*b)).collect();
                names.push(format!("{} others", counted(n - 3)));
                list(&names)
            }
        }
    }

    /// What an attack by `bibs` is for: a sprint if one is near, else the place that a lap would be worth.
    fn hope(&self, bibs: &[Bib]) -> String {
        let ridden = self.rules.planned_laps().saturating_sub(self.to_go);
        let sprints = self.rules.sprint_laps();
        let next = sprints.iter().enumerate().find(|(_, lap)| **lap > ridden);
        if let Some((n, lap)) = next.filter(|(_, lap)| **lap - ridden <= NEAR_LAPS) {
            return format!(", {} from sprint {}", count(lap - ridden, "lap"), n + 1);
        }
        // Early in a race a lap would give anybody the lead, which says nothing about these riders.
        if self.racing().all(|r| self.rank(r.bib, 1) == Some(1)) {
            return String::new();
        }
        let gained = |b: &Bib| {
            let (now, then) = (self.rank(*b, 0)?, self.rank(*b, 1)?);
            (then < now).then_some((then, *b))
        };
        match (bibs.iter().filter_map(gained).min(), bibs) {
            (None, _) => String::new(),
            (Some((1, _)), [_]) => ": a lap would be worth the lead".into(),
            (Some((1, bib)), _) => format!(": a lap would put {} in the lead", self.names.family(bib)),
            (Some((n, _)), [_]) => format!(": a lap would be worth {} place", ordinal(n)),
            (Some((n, bib)), _) => format!(": a lap would lift {} to {}", self.names.family(bib), ordinal(n)),
        }
    }

    /// The score by which `bib` ranks with `more` laps; `None` for a rider who is out of the race.
    fn worth(&self, bib: Bib, more: i32) -> Option<(i32, i32)> {
        self.racing().find(|r| r.bib == bib).map(|r| self.key(r, more))
    }

    /// The rank of `bib` with `more` laps if nobody else gains any. With a lap more, drawing level with a rider is not enough
    /// to count as ahead of them.
    fn rank(&self, bib: Bib, more: i32) -> Option<u32> {
        let worth = self.worth(bib, more)?;
        Some(
            1 + self
                .racing()
                .filter(|r| r.bib != bib && if more == 0 { self.key(r, 0) > worth } else { self.key(r, 0) >= worth })
                .count() as u32,
        )
    }

    fn racing(&self) -> impl Iterator<Item = &Standing> {
        self.standings.rows.iter().filter(|r| matches!(r.status, Status::Racing | Status::Finished))
    }

    fn key(&self, row: &Standing, more: i32) -> (i32, i32) {
        match self.rules.rank_by {
            RankBy::Points => (row.total + more * self.rules.gain_points, 0),
            RankBy::LapsThenPoints => (row.laps + more, row.points_beside_laps()),
        }
    }
}

/// A number in words up to nine, in figures from ten.
fn counted(n: usize) -> String {
    const WORDS: [&str; 10] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::rng::Purpose;

    fn noted(at_s: i64, note: Note) -> Noted {
        Noted { at: Micros(at_s * 1_000_000), note }
    }

    /// The different sentences that seeds 1 to 40 give for `note`, with `away` ahead, at the end of the sample race, but with
    /// one point less for the leader.
    fn forms(note: &Note, away: &[u16], to_go: u32, free: bool) -> Vec<String> {
        let scenario = sample::scenario();
        let mut outcome = sample::sheet_input(&scenario);
        // One point less than BE would have with a lap more.
        outcome.standings.rows[0].total = 27;
        let away: Vec<Bib> = away.iter().copied().map(Bib).collect();
        let now = Situation {
            names: RiderNames::of(&scenario),
            rules: &outcome.rules,
            standings: &outcome.standings,
            to_go,
            free,
            away: &away,
        };
        let of = |seed| now.say(&RoadEvent::of(note), &mut Stream::of_race(seed, Purpose::Commentary));
        let mut all: Vec<String> = (1..=40).map(of).collect();
        all.sort();
        all.dedup();
        all
    }

    #[test]
    fn every_event_can_be_said_in_three_ways_or_more() {
        let (bib, bibs) = (Bib(3), vec![Bib(3)]);
        let both = vec![Bib(3), Bib(12)];
        let notes = [
            Note::Attack { bibs: bibs.clone() },
            Note::Attack { bibs: both.clone() },
            Note::Clear { bibs: bibs.clone() },
            Note::Clear { bibs: both.clone() },
            Note::Caught { bibs: bibs.clone() },
            Note::Caught { bibs: both.clone() },
            Note::Falls { bibs: bibs.clone() },
            Note::Falls { bibs: both.clone() },
            Note::HalfLap { bibs },
            Note::HalfLap { bibs: both },
            Note::Puncture { bib },
            Note::Returns { bib },
            Note::Withdrawn { bib },
            Note::GivesUp { bib },
            Note::Dropped { bib },
            Note::Back { bib },
            Note::Bridge { bib },
            Note::Chase { bib },
            Note::NobodyPulls { bib },
            Note::SitsUp { bib },
        ];
        for note in notes {
            let forms = forms(&note, &[], 10, true);
            assert!(forms.len() >= 3, "{note:?}: {forms:?}");
            assert!(forms.iter().all(|f| f.ends_with('.') && !f.ends_with("..")), "{forms:?}");
        }
    }

    #[test]
    fn an_attack_in_a_free_race_says_what_it_is_for() {
        // ÁM has 27 points, BE 8, CE 4; a lap is worth 20.
        let attack = |bibs: &[u16]| Note::Attack { bibs: bibs.iter().copied().map(Bib).collect() };
        let all = |note: &Note, to_go, end: &str| {
            let forms = forms(note, &[], to_go, true);
            assert!(forms.iter().all(|f| f.ends_with(end)), "{forms:?} should end in {end}");
        };
        all(&attack(&[3]), 19, ": a lap would be worth the lead.");
        all(&attack(&[12]), 19, ": a lap would be worth 2nd place.");
        all(&attack(&[12, 3]), 19, ": a lap would put BE in the lead.");
        all(&attack(&[12]), 13, ", 3 laps from sprint 1.");
        assert!(
            forms(&attack(&[3]), &[], 19, false).iter().all(|f| !f.contains("lap")),
            "riders of a replay have no reasons"
        );
    }

    #[test]
    fn a_chase_names_whom_it_chases_and_what_not_chasing_would_cost() {
        let (chase, looks) = (Note::Chase { bib: Bib(7) }, Note::NobodyPulls { bib: Bib(7) });
        let all = |note: &Note, away: &[u16]| forms(note, away, 19, true);
        assert!(all(&chase, &[3]).iter().all(|f| f.contains("BE")), "{:?}", all(&chase, &[3]));
        let lead = ", though a lap would put BE in the lead.";
        assert!(all(&looks, &[3]).iter().all(|f| f.ends_with(lead)), "{:?}", all(&looks, &[3]));
        assert!(all(&looks, &[12]).iter().all(|f| !f.contains("lap")), "a lap does not take CE past ÁM");
        assert!(all(&looks, &[]).iter().all(|f| !f.contains("lap")), "nobody is away");
        let four = all(&Note::Bridge { bib: Bib(7) }, &[3, 12, 9, 7, 40]);
        assert!(four.iter().all(|f| f.ends_with(" the four who are away.")), "{four:?}");
    }

    #[test]
    fn riders_who_go_shortly_after_each_other_are_named_together_and_nobody_twice() {
        let bridge = |at_s, bib| noted(at_s, Note::Bridge { bib: Bib(bib) });
        let sits = |at_s, bib| noted(at_s, Note::SitsUp { bib: Bib(bib) });
        let notes =
            [bridge(10, 1), bridge(12, 2), bridge(14, 1), bridge(30, 3), sits(40, 3), sits(48, 3), sits(120, 3)];
        let told: Vec<(i64, RoadEventKind, Vec<u16>)> = events(&notes)
            .into_iter()
            .map(|(at, d)| (at.0 / 1_000_000, d.what, d.bibs.iter().map(|b| b.0).collect()))
            .collect();
        let expected = [
            (12, RoadEventKind::Bridge, vec![1, 2]),
            (30, RoadEventKind::Bridge, vec![3]),
            (40, RoadEventKind::SitsUp, vec![3]),
            (120, RoadEventKind::SitsUp, vec![3]),
        ];
        assert_eq!(told, expected);
    }
}
