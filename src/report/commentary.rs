//! The running commentary: sentences about a race, from its facts, rulings and notes.
//!
//! It says only what the referee ruled or the race noted. The seed chooses among phrases that mean the same; it changes no
//! facts, and the race knows nothing of the commentary.

mod beats;

use std::cmp::Reverse;

use self::beats::{Beat, beats};
use super::Sheet;
use super::decisions;
use super::own_rules;
use super::result::status_word;
use super::road::Situation;
use super::words::{RiderNames, count, figure, ordinal, race_time, scored};
use crate::card::Card;
use crate::event::{Fact, Noted, StopKind};
use crate::player::{Mode, Replay};
use crate::race::view::{GroupKind, GroupView};
use crate::rng::{Purpose, Stream};
use crate::rules::{RaceRules, RankBy, Scoreboard, Standings, Status};
use crate::text::wrap_where;
use crate::units::{Bib, Micros};

/// Riders farther ahead of the bunch than this are away, m.
const CLEAR_M: f64 = 15.0;

/// A sentence and its moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentaryLine {
    pub at: Micros,
    /// What the lap counter showed.
    pub to_go: u32,
    pub text: String,
}

/// A sentence on lines of at most `width` cells: the time, the laps to go, the text. What is to be copied is not broken.
#[must_use]
pub fn line(at: Micros, to_go: u32, text: &str, width: usize) -> String {
    // To the nearest second, as times are told in sentences.
    let head = format!("{}  {to_go:>3} to go  ", Micros(at.0 + 500_000).clock());
    let indent = if width < 2 * head.len() { 2 } else { head.len() };
    let room = |nth: usize| width.saturating_sub(if nth == 0 { head.len() } else { indent });
    let lines = wrap_where(text, |nth, line| crate::text::width(line) <= room(nth));
    head + &lines.join(&format!("\n{}", " ".repeat(indent))) + "\n"
}

/// What the commentator sees; separate from [`Replay`] so that tests can make a race by hand.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    pub names: RiderNames<'a>,
    pub starters: &'a [Bib],
    pub rules: &'a RaceRules,
    pub facts: &'a [Fact],
    pub notes: &'a [Noted],
    pub seed: u64,
    /// Riders decide for themselves, so there are reasons to give.
    pub free: bool,
    /// Riders ahead of the bunch at the moments of the notes, in order of time; empty if the commentary is not to name them.
    pub away: &'a [(Micros, Vec<Bib>)],
    /// What is on record of the race, for the reasons of rulings.
    pub card: Option<&'a Card>,
    /// Riders to whom the record gives one rank although the last line parts them.
    pub shared: &'a [Vec<Bib>],
}

/// The commentary on `replay`: (moment, sentence), in order of time.
#[must_use]
pub fn lines(replay: &Replay) -> Vec<(Micros, String)> {
    said(replay).into_iter().map(|s| (s.at, s.text)).collect()
}

/// The same with the lap counter.
#[must_use]
pub fn said(replay: &Replay) -> Vec<CommentaryLine> {
    let starters: Vec<Bib> = replay.scenario().riders.iter().map(|r| r.bib).collect();
    let free = replay.mode() != Mode::Directed;
    let moments = replay.notes().iter().filter(|_| free).map(|n| n.at);
    let away: Vec<(Micros, Vec<Bib>)> = moments.map(|at| (at, ahead(replay, at))).collect();
    tell(&Story {
        names: RiderNames::of(replay.scenario()),
        starters: &starters,
        rules: replay.rules(),
        facts: replay.facts(),
        notes: replay.notes(),
        seed: replay.seed(),
        free,
        away: &away,
        card: replay.given().card.as_ref(),
        shared: replay.shared(),
    })
}

/// Riders who are clear of the bunch at `at`, not just at its front.
fn ahead(replay: &Replay, at: Micros) -> Vec<Bib> {
    let clear = |g: &&GroupView| matches!(g.kind, GroupKind::Break | GroupKind::Chase) && g.gap_m > CLEAR_M;
    replay.view(at).groups.iter().filter(clear).flat_map(|g| g.riders.iter().copied()).collect()
}

/// When the head of the race had ridden `lap` whole race laps; the gun for lap 0 and for a lap that nobody completed.
#[must_use]
pub fn begins(replay: &Replay, lap: u32) -> Micros {
    let starters: Vec<Bib> = replay.scenario().riders.iter().map(|r| r.bib).collect();
    let mut board = Scoreboard::new(replay.rules().clone(), &starters);
    let mut reached = |fact: &&Fact| {
        board.apply(fact);
        board.counter().head_laps >= lap
    };
    if lap == 0 { Micros::ZERO } else { replay.facts().iter().find(&mut reached).map_or(Micros::ZERO, Fact::at) }
}

/// Decisions after the race, one sentence a line, and the table they led to; empty if there were none.
#[must_use]
pub fn decisions(sheet: &Sheet) -> String {
    let mut out = String::new();
    for d in &sheet.adjudications {
        out += &format!("{}: {}\n", d.date, d.text);
    }
    if !out.is_empty() {
        let places = sheet.standings.iter().filter_map(|r| r.rank.map(|n| format!("{n}. {}", r.family)));
        let day = sheet.as_of.as_deref().unwrap_or("today");
        out += &format!("The table of {day}: {}.\n", places.take(5).collect::<Vec<_>>().join(", "));
    }
    out
}

/// The commentary on a race, from what the commentator sees.
#[must_use]
pub fn tell(story: &Story) -> Vec<CommentaryLine> {
    let mut board = Scoreboard::new(story.rules.clone(), story.starters);
    let (_, rulings) = Scoreboard::score(story.rules.clone(), story.starters, story.facts);
    let words = Stream::of_race(story.seed, Purpose::Commentary);
    let mut voice = Voice { story, words, leader: None };
    let mut out = vec![CommentaryLine { at: Micros::ZERO, to_go: story.rules.planned_laps(), text: voice.gun() }];
    let mut facts = story.facts.iter().peekable();
    for (at, beat) in beats(story, &rulings) {
        while let Some(fact) = facts.next_if(|f| f.at() <= at) {
            board.apply(fact);
        }
        let mut standings = board.standings();
        standings.share(story.shared, story.rules.rank_by);
        let to_go = board.counter().to_go;
        let sentences = voice.say(&beat, at, &standings, to_go);
        out.extend(sentences.into_iter().map(|text| CommentaryLine { at, to_go, text }));
    }
    out
}

struct Voice<'a> {
    story: &'a Story<'a>,
    words: Stream,
    /// The leader on points when the commentary last named one.
    leader: Option<Bib>,
}

impl Voice<'_> {
    fn pick(&mut self, forms: &[&'static str]) -> &'static str {
        forms[self.words.below(forms.len())]
    }

    fn who(&self, bibs: &[Bib]) -> String {
        self.story.names.families(bibs)
    }

    fn gun(&self) -> String {
        let absent = |fact: &&Fact| matches!(fact, Fact::Stop { kind: StopKind::Dns, .. });
        let riders = self.story.starters.len() - self.story.facts.iter().filter(absent).count();
        let mut gun = own_rules::gun(self.story.rules, riders as u32);
        let points = |fact: &Fact| match *fact {
            Fact::Start { bib, points, .. } => Some((points, bib)),
            _ => None,
        };
        let most = self.story.facts.iter().filter_map(points).max_by_key(|&(points, bib)| (points, Reverse(bib)));
        if let Some((points, bib)) = most {
            gun += &format!(" {} starts with most points: {points}.", self.who(&[bib]));
        }
        gun
    }

    fn say(&mut self, beat: &Beat, at: Micros, standings: &Standings, to_go: u32) -> Vec<String> {
        match beat {
            Beat::RoadEvent(event) => {
                let Story { names, rules, free, away, .. } = *self.story;
                let known = away.binary_search_by_key(&at, |(at, _)| *at);
                let away = known.map_or(&[][..], |i| &away[i].1);
                let now = Situation { names, rules, standings, to_go, free, away };
                vec![now.say(event, &mut self.words)]
            }
            Beat::Bell { sprint, head } => vec![self.bell(*sprint, *head)],
            Beat::Sprint { n, places } => {
                let mut out = vec![self.sprint(*n, places)];
                out.extend(self.state(standings));
                out
            }
            Beat::Gain { bibs, points } => {
                let mut out = vec![self.gain(bibs, *points)];
                out.extend(self.new_leader(standings));
                out
            }
            Beat::Loss { bib, points } => {
                let cost = if *points == 0 { String::new() } else { format!(" ({} points)", figure(*points)) };
                let mut out = vec![format!("The bunch reaches {}, who loses a lap{cost}.", self.who(&[*bib]))];
                out.extend(self.new_leader(standings));
                out
            }
            Beat::Relegation { sprint, bib, reason, moved } => {
                let moved: Vec<String> =
                    moved.iter().map(|(place, bib)| format!("{} {}", self.who(&[*bib]), ordinal(*place))).collect();
                let mut out = vec![decisions::relegation(&self.who(&[*bib]), *sprint, reason.as_deref(), &moved)];
                out.extend(self.new_leader(standings));
                out
            }
            Beat::Penalty { bib, points, reason } => {
                let mut out = vec![decisions::penalty(&self.who(&[*bib]), *points, reason.as_deref())];
                out.extend(self.new_leader(standings));
                out
            }
            Beat::Out { bib, status } => vec![self.out(*bib, *status, to_go)],
            Beat::Restart { to_go } => vec![format!(
                "The race is stopped, and goes on as one group with {} to go. Points and laps are kept.",
                count(*to_go, "lap")
            )],
            Beat::Finish { head, at } => {
                let rules = self.story.rules;
                let (time, head) = (race_time(*at), self.who(&[*head]));
                vec![match rules.stopped_of {
                    Some(planned) => format!(
                        "The race is stopped after {} of {}, at {time}, and the result stands: {head} is at its head.",
                        rules.laps,
                        count(planned, "lap"),
                    ),
                    None => format!("The end after {time}: {head} finishes first."),
                }]
            }
            Beat::Result => self.result(standings),
        }
    }

    fn bell(&mut self, sprint: u32, head: Bib) -> String {
        let all = self.sprints();
        let form = self.pick(&["leads across the line", "is at the head of the race", "leads the race"]);
        let what = if sprint == all { "the last sprint".to_owned() } else { format!("sprint {sprint} of {all}") };
        format!("Bell for {what}: {} {form}.", self.who(&[head]))
    }

    fn sprint(&mut self, n: u32, places: &[(u32, u32, Bib)]) -> String {
        let places: Vec<String> = places.iter().map(|(_, p, bib)| scored(&self.who(&[*bib]), p)).collect();
        format!("Sprint {n} of {}: {}.", self.sprints(), places.join(", "))
    }

    fn state(&mut self, standings: &Standings) -> Option<String> {
        let top: Vec<String> = standings.rows.iter().take(3).map(|r| self.score(r)).collect();
        self.leader = standings.rows.first().map(|r| r.bib);
        (!top.is_empty() && standings.sprints_done > 0)
            .then(|| format!("After sprint {} of {}: {}.", standings.sprints_done, self.sprints(), top.join(", ")))
    }

    fn score(&self, row: &crate::rules::Standing) -> String {
        let name = self.who(&[row.bib]);
        match self.story.rules.rank_by {
            RankBy::Points => scored(&name, &figure(row.total)),
            RankBy::LapsThenPoints => scored(&name, &format!("{} and {}", laps(row.laps), row.points_beside_laps())),
        }
    }

    fn gain(&mut self, bibs: &[Bib], points: i32) -> String {
        let one = bibs.len() == 1;
        let form = match one {
            true => self.pick(&[
                "reaches the tail of the bunch and gains a lap",
                "has gone all the way round: a lap gained",
                "is at the tail of the bunch: a lap gained",
            ]),
            false => self.pick(&[
                "reach the tail of the bunch and gain a lap",
                "have gone all the way round: a lap gained",
                "are at the tail of the bunch: a lap gained",
            ]),
        };
        let worth = match (points, one) {
            (0, _) => String::new(),
            (p, true) => format!(" ({p} points)"),
            (p, false) => format!(" ({p} points each)"),
        };
        format!("{} {form}{worth}.", self.who(bibs))
    }

    /// A sentence on the leader, only if the lead on points has changed since the commentary last named one.
    fn new_leader(&mut self, standings: &Standings) -> Option<String> {
        let first = standings.rows.first()?;
        let alone = standings.rows.get(1).is_none_or(|second| second.total != first.total || second.laps != first.laps);
        (alone && self.leader.replace(first.bib) != Some(first.bib))
            .then(|| format!("{} leads now.", self.score(first)))
    }

    fn out(&mut self, bib: Bib, status: Status, to_go: u32) -> String {
        let who = self.who(&[bib]);
        match status {
            Status::Dns => format!("{who} does not start."),
            Status::Dsq => format!("{who} is disqualified."),
            Status::Pul => format!("{who} is taken out of the race by the commissaires."),
            _ => format!("{who} leaves the race with {} to go ({}).", count(to_go, "lap"), status_word(status)),
        }
    }

    fn result(&mut self, standings: &Standings) -> Vec<String> {
        let place = |r: &crate::rules::Standing| r.rank.map(|rank| format!("{rank}. {}", self.score(r)));
        let top: Vec<String> = standings.rows.iter().take(5).filter_map(place).collect();
        let Some(winner) = standings.rows.first().filter(|r| r.rank == Some(1)) else { return Vec::new() };
        let line = winner.last_line.map_or(String::new(), |n| format!(", {} across the last line", ordinal(n)));
        let rank = |bib: &Bib| standings.rows.iter().find(|row| row.bib == *bib).and_then(|row| row.rank);
        let is_kept = |riders: &&Vec<Bib>| riders.iter().map(rank).is_sorted_by(|a, b| a == b);
        let shared = self.story.shared.iter().filter(is_kept).map(|riders| {
            let rows = standings.rows.iter().filter(|row| riders.contains(&row.bib));
            decisions::shared_rank(&rows.map(|row| self.who(&[row.bib])).collect::<Vec<_>>())
        });
        let result = format!("Result: {}.", top.join(", "));
        std::iter::once(result).chain(shared).chain([format!("{} wins{line}.", self.who(&[winner.bib]))]).collect()
    }

    fn sprints(&self) -> u32 {
        self.story.rules.sprint_laps().len() as u32
    }
}

fn laps(n: i32) -> String {
    match n {
        0 => "no lap".into(),
        n if n < 0 => format!("{} lost", count(n.unsigned_abs(), "lap")),
        n => count(n.unsigned_abs(), "lap"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Note, StopKind};
    use crate::report::sample;

    /// The facts of the sample race of 20 laps: rider 7 gains a lap, rider 9 stops, and they finish in the order 3, 7, 12.
    fn facts() -> Vec<Fact> {
        let mut facts = Vec::new();
        let second = |s: i64| Micros(s * 1_000_000);
        let mut lap = |ridden: u32, at: i64, order: &[u16]| {
            for (i, bib) in order.iter().enumerate() {
                facts.push(Fact::Line { bib: Bib(*bib), ridden, at: Micros(second(at).0 + 100_000 * i as i64) });
            }
        };
        for n in 1..=12 {
            lap(n, 18 * i64::from(n), &[7, 3, 9, 12]);
        }
        facts.push(Fact::Tail { bib: Bib(7), at: second(220) });
        facts.push(Fact::Stop { bib: Bib(9), kind: StopKind::Dnf, at: second(225) });
        let mut lap = |n: u32, order: &[(u16, u32)]| {
            for (i, (bib, ridden)) in order.iter().enumerate() {
                let at = Micros(second(18 * i64::from(n)).0 + 100_000 * i as i64);
                facts.push(Fact::Line { bib: Bib(*bib), ridden: *ridden, at });
            }
        };
        for n in 13..=20 {
            lap(n, &[(3, n), (7, n + 1), (12, n)]);
        }
        facts
    }

    fn said(seed: u64, notes: &[Noted]) -> Vec<CommentaryLine> {
        let scenario = sample::scenario();
        let starters: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).collect();
        let (names, rules, facts) = (RiderNames::of(&scenario), sample::rules(), facts());
        tell(&Story {
            names,
            starters: &starters,
            rules: &rules,
            facts: &facts,
            notes,
            seed,
            free: false,
            away: &[],
            card: None,
            shared: &[],
        })
    }

    fn texts(said: &[CommentaryLine]) -> Vec<&str> {
        said.iter().map(|s| s.text.as_str()).collect()
    }

    #[test]
    fn the_commentary_says_what_the_referee_ruled() {
        let said = said(1, &[]);
        let texts = texts(&said);
        let tells = |sentence: &str| assert!(texts.contains(&sentence), "{sentence}\n{texts:#?}");
        tells(
            "The gun: 4 riders, 20 laps, a sprint every 10 laps. 5, 3, 2 and 1 points; a lap gained is worth 20 points.",
        );
        tells("Sprint 1 of 2: ÁM 5, BE 3, DE 2, CE 1.");
        tells("After sprint 1 of 2: ÁM 5, BE 3, DE 2.");
        tells("DE leaves the race with 8 laps to go (dnf).");
        tells("Sprint 2 of 2: BE 5, ÁM 3, CE 2.");
        tells("Result: 1. ÁM 28, 2. BE 8, 3. CE 3.");
        tells("ÁM wins, 2nd across the last line.");
        assert_eq!(texts.iter().filter(|t| t.contains("gains a lap") || t.contains("a lap gained (")).count(), 1);
    }

    #[test]
    fn sentences_stand_in_order_of_time_with_the_lap_counter() {
        let said = said(1, &[]);
        assert!(said.windows(2).all(|w| w[0].at <= w[1].at && w[0].to_go >= w[1].to_go));
        assert_eq!((said[0].to_go, said[said.len() - 1].to_go), (20, 0));
    }

    #[test]
    fn the_seed_changes_words_and_never_what_is_said() {
        let notes: Vec<Noted> =
            (1..9).map(|i| Noted { at: Micros(i), note: Note::Attack { bibs: vec![Bib(3)] } }).collect();
        assert_eq!(said(1, &notes), said(1, &notes));
        let (a, b) = (said(1, &notes), said(2, &notes));
        assert_ne!(texts(&a), texts(&b));
        let bare = |s: &[CommentaryLine]| s.iter().map(|s| (s.at, s.to_go)).collect::<Vec<_>>();
        assert_eq!(bare(&a), bare(&b));
        let figures = |s: &[CommentaryLine]| s.iter().filter(|s| s.text.contains("print")).cloned().collect::<Vec<_>>();
        let plain = |s: Vec<CommentaryLine>| s.into_iter().filter(|s| !s.text.starts_with("Bell")).collect::<Vec<_>>();
        assert_eq!(plain(figures(&a)), plain(figures(&b)));
    }

    #[test]
    fn mishaps_are_reported_once_and_by_name() {
        let noted = |s: i64, note| Noted { at: Micros(s * 1_000_000), note };
        let notes = [
            noted(30, Note::Falls { bibs: vec![Bib(3), Bib(12)] }),
            noted(31, Note::Puncture { bib: Bib(7) }),
            noted(120, Note::Returns { bib: Bib(7) }),
            // Rider 9 leaves the race at this moment.
            noted(225, Note::Withdrawn { bib: Bib(9) }),
        ];
        for seed in 0..20 {
            let said = said(seed, &notes);
            let at = |s: i64| -> Vec<&str> {
                said.iter().filter(|said| said.at == Micros(s * 1_000_000)).map(|said| said.text.as_str()).collect()
            };
            assert!(at(30)[0].starts_with("BE ") && at(30)[0].ends_with(" CE."), "{:?}", at(30));
            assert!(at(31)[0].starts_with("ÁM "), "{:?}", at(31));
            assert!(at(120)[0].starts_with("ÁM "), "{:?}", at(120));
            assert_eq!(at(225).len(), 1, "the note and the ruling are one piece of news: {:?}", at(225));
        }
    }

    #[test]
    fn riders_who_gain_within_five_seconds_gain_together() {
        let story_rules = sample::rules();
        let scenario = sample::scenario();
        let starters: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).collect();
        let tail = |bib: u16, s: i64| Fact::Tail { bib: Bib(bib), at: Micros(s * 1_000_000) };
        let facts = [tail(7, 100), tail(3, 102), tail(12, 130)];
        let story = Story {
            names: RiderNames::of(&scenario),
            starters: &starters,
            rules: &story_rules,
            facts: &facts,
            notes: &[],
            seed: 1,
            free: false,
            away: &[],
            card: None,
            shared: &[],
        };
        let told = tell(&story);
        let gains: Vec<&str> =
            texts(&told).into_iter().filter(|t| t.contains("20 points") && !t.starts_with("The gun")).collect();
        assert_eq!(gains.len(), 2, "{gains:?}");
        assert!(gains[0].starts_with("ÁM and BE ") && gains[0].contains("each"), "{gains:?}");
        assert!(gains[1].starts_with("CE "), "{gains:?}");
    }
}
