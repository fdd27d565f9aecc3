//! Each of the twelve confusions is found where it is at stake, on races of record and on simulated ones, and never too early.

use velodrome::lessons::Confusion;
use velodrome::lessons::at_stake::{AtStake, Seen, at_stake, moments, told};
use velodrome::player::Replay;
use velodrome::race::view::{GroupKind, RaceView};
use velodrome::report::words::RiderNames;
use velodrome::rules::{EditionId, Ruling, Standing};
use velodrome::run::Run;
use velodrome::scenario;
use velodrome::units::{Bib, Micros};

use crate::program::{sentences, stdout};

/// Races in which the confusions named are at stake, by their numbers: scenario, edition if not its own, seed.
const RACES: [(&str, Option<EditionId>, u64, &[usize]); 9] = [
    ("athens-2004-men", None, 1, &[1, 2, 3, 6, 7, 10]),
    ("beijing-2008-men", None, 1, &[1, 2, 3, 4, 6, 7, 9, 10]),
    ("athens-2004-women", None, 1, &[1, 2, 4, 6, 7, 9, 10]),
    ("athens-2004-men", Some(EditionId::E2000), 1, &[1, 2, 6, 7, 12]),
    ("men-elite", None, 38, &[1, 6, 7, 8, 9, 10]),
    ("men-elite", None, 5, &[3, 5, 7, 10]),
    ("women-elite", None, 3, &[2, 3, 5, 10]),
    ("omnium-men", None, 1, &[1, 2, 3, 6, 7, 10, 11]),
    ("omnium-men", None, 64, &[8, 9, 11]),
];

fn ride(id: &str, edition: Option<EditionId>, seed: u64) -> Replay {
    let scenario = scenario::load(id).expect("a built-in race");
    Replay::of(scenario, &Run { edition, ..Run::of_seed(seed) }).expect("a race")
}

/// A moment with the race as it was then.
struct Case<'a> {
    replay: &'a Replay,
    moment: &'a AtStake,
    view: RaceView,
}

impl Case<'_> {
    /// What the commissaires ruled at that moment.
    fn ruled(&self) -> impl Iterator<Item = &Ruling> {
        self.replay.rulings().iter().filter(|ruling| ruling.at() == self.moment.at)
    }

    fn row(&self, bib: Bib) -> &Standing {
        self.view.standings.rows.iter().find(|row| row.bib == bib).expect("a row")
    }

    fn leader(&self) -> &Standing {
        &self.view.standings.rows[0]
    }

    fn names(&self, bib: Bib) -> bool {
        self.moment.text.contains(&RiderNames::of(self.replay.scenario()).family(bib))
    }

    /// Whether `bib` is in a group ahead of the bunch at `at`.
    fn is_away(&self, bib: Bib, at: Micros) -> bool {
        let view = self.replay.view(at);
        let ahead = |kind| matches!(kind, GroupKind::Break | GroupKind::Chase);
        view.groups.iter().any(|group| ahead(group.kind) && group.riders.contains(&bib))
    }

    /// Riders who score in the sprint that is decided at that moment.
    fn scorers(&self) -> Vec<(u32, Bib)> {
        let place = |ruling: &Ruling| match *ruling {
            Ruling::Place { sprint, place, points: 1.., bib, .. } => Some((sprint, place, bib)),
            _ => None,
        };
        let now = self.ruled().filter_map(place).map(|(sprint, ..)| sprint).last();
        let all = self.replay.rulings().iter().filter_map(place);
        all.filter(|(sprint, ..)| Some(*sprint) == now).map(|(_, place, bib)| (place, bib)).collect()
    }

    /// When the bell rang last.
    fn bell(&self) -> Micros {
        let is_bell = |ruling: &&Ruling| matches!(ruling, Ruling::Bell { .. }) && ruling.at() < self.moment.at;
        self.replay.rulings().iter().rev().find(is_bell).expect("a bell").at()
    }

    /// Whether it is as the confusion has it.
    fn holds(&self) -> bool {
        let leader = self.leader();
        let gained: Vec<Bib> = self.ruled().filter(|r| matches!(r, Ruling::Gain { .. })).map(Ruling::bib).collect();
        match self.moment.confusion {
            Confusion::FrontLeads => {
                let winner = self.scorers()[0].1;
                let not_in_front = winner == leader.bib && self.view.head != Some(leader.bib);
                (self.names(winner) || not_in_front)
                    && winner_is_not(self, winner, not_in_front)
                    && self.names(leader.bib)
            }
            Confusion::FirstHomeWins => {
                let first = self.view.standings.rows.iter().find(|row| row.last_line == Some(1)).expect("a first");
                self.view.standings.is_final && first.rank != Some(1) && self.names(first.bib) && self.names(leader.bib)
            }
            Confusion::SprintPointsDecide => {
                let more = |row: &&Standing| row.sprint_points > leader.sprint_points && row.laps < leader.laps;
                let other = self.view.standings.rows.iter().filter(more).find(|row| self.names(row.bib));
                other.is_some_and(|other| other.total <= leader.total) && self.names(leader.bib)
            }
            Confusion::FrontIsBreak => {
                let first = &self.view.groups[0];
                let is_bunch = first.kind == GroupKind::Bunch || first.gap_m <= 15.0;
                is_bunch && self.view.groups.iter().any(|group| group.kind == GroupKind::OffTheBack)
            }
            Confusion::LapInASprint => {
                let sprint = self.replay.view(self.bell()).counter.next_sprint.expect("a sprint");
                let open = !self.replay.rulings().iter().any(|ruling| match *ruling {
                    Ruling::Place { sprint: n, bib, at, .. } => {
                        n == sprint && gained.contains(&bib) && at < self.moment.at
                    }
                    _ => false,
                });
                open && gained.iter().all(|bib| self.names(*bib))
            }
            Confusion::PlacesLeft if gained.is_empty() => {
                let away = |bib| self.is_away(bib, self.bell());
                let places = self.scorers();
                away(places[0].1) && !away(places[places.len() - 1].1)
            }
            Confusion::PlacesLeft => !self.view.counter.bell && self.view.counter.next_sprint.is_some(),
            Confusion::WhoseBell => self.ruled().any(|ruling| match *ruling {
                Ruling::Bell { head, .. } => head != leader.bib && self.names(head) && self.names(leader.bib),
                Ruling::BellAgain { head, .. } => self.names(head),
                Ruling::Gain { at, .. } => {
                    // The first of those who gain it together may have done so some seconds before.
                    let before = self.replay.view(Micros(at.0 - 10_000_000)).counter.to_go;
                    self.view.counter.to_go >= before
                }
                _ => false,
            }),
            Confusion::LappedScoreNothing => {
                self.scorers().iter().any(|(_, bib)| self.row(*bib).laps < 0 && self.names(*bib))
            }
            Confusion::LostLapIsFree => self.ruled().any(|ruling| match *ruling {
                Ruling::Loss { bib, points, .. } => points < 0 && self.names(bib),
                _ => false,
            }),
            Confusion::LastSprint if self.view.standings.is_final => {
                let rows = &self.view.standings.rows;
                rows.windows(2).any(|pair| {
                    pair[0].total == pair[1].total
                        && pair.iter().all(|row| self.names(row.bib) && row.last_line.is_some())
                })
            }
            Confusion::LastSprint => self.ruled().any(|ruling| match *ruling {
                Ruling::Bell { sprint, .. } => sprint == self.view.sprints && self.replay.rules().factor(sprint) > 1,
                _ => false,
            }),
            Confusion::StartsFromNothing => {
                let most = self.view.standings.rows.iter().map(|row| row.start_points).max();
                most.is_some_and(|most| most > 0 && self.moment.text.contains(&most.to_string()))
            }
            Confusion::AnotherEra => {
                self.replay.edition() == EditionId::E2000
                    && self.ruled().any(|ruling| matches!(ruling, Ruling::Gain { .. } | Ruling::Loss { .. }))
            }
        }
    }
}

fn winner_is_not(case: &Case, winner: Bib, not_in_front: bool) -> bool {
    not_in_front || case.row(winner).rank != Some(1)
}

#[test]
fn every_confusion_is_found_where_it_is_at_stake() {
    let mut found = [0; Confusion::ALL.len()];
    for (id, edition, seed, expected) in RACES {
        let replay = ride(id, edition, seed);
        let moments = at_stake(&replay);
        assert!(moments.is_sorted_by_key(|moment| moment.at));
        for number in expected {
            let here = moments.iter().any(|moment| moment.confusion.number() == *number);
            assert!(here, "{id} --seed {seed}: nothing about confusion {number}");
        }
        for moment in &moments {
            found[moment.confusion.number() - 1] += 1;
            let case = Case { replay: &replay, moment, view: replay.view(moment.at) };
            assert!(case.holds(), "{id} --seed {seed} {}: {moment:?}", moment.at.clock());
            assert!(moment.text.ends_with('.') && !moment.text.contains("  "), "{moment:?}");
            assert!(moment.text.chars().count() < 160, "{moment:?}");
        }
    }
    assert!(found.iter().all(|n| *n > 0), "{found:?}");
}

#[test]
fn nothing_is_told_that_has_not_happened() {
    for (id, edition, seed, _) in RACES {
        let replay = ride(id, edition, seed);
        for moment in at_stake(&replay) {
            let known = replay.rulings().partition_point(|ruling| ruling.at() <= moment.at);
            let look = |at: Micros| {
                assert!(at <= moment.at, "{id} --seed {seed}: looks ahead to {}", at.clock());
                replay.view(at)
            };
            let seen = Seen {
                names: RiderNames::of(replay.scenario()),
                rules: replay.rules(),
                rulings: &replay.rulings()[..known],
                look: &look,
                end: Some(replay.duration()).filter(|end| *end <= moment.at),
            };
            let told = moments(&Seen { rulings: seen.rulings, ..seen });
            // The gun is spoken of when it has gone.
            assert!(moment.at.0 <= 1_000_000 || told.contains(&moment), "{id} --seed {seed}: {moment:?}\n{told:#?}");
        }
    }
}

#[test]
fn the_twelve_sentences_of_races_on_record_and_of_simulated_ones() {
    let mut told: Vec<String> = Vec::new();
    for (id, edition, seed, _) in RACES {
        let replay = ride(id, edition, seed);
        let mut first: Vec<AtStake> = Vec::new();
        for moment in at_stake(&replay) {
            if first.iter().all(|other| other.confusion != moment.confusion) {
                first.push(moment);
            }
        }
        let rules = edition.map_or(String::new(), |edition| format!(" --rules {}", edition.name()));
        told.push(format!("{id}{rules} --seed {seed}"));
        told.extend(first.iter().map(|m| format!("  {} {:>2} {}", m.at.clock(), m.confusion.number(), m.text)));
    }
    insta::assert_snapshot!("at_stake", told.join("\n"));
}

#[test]
fn explanations_are_few_and_apart() {
    let moment = |at_s: i64, confusion| AtStake { at: Micros(at_s * 1_000_000), confusion, text: String::new() };
    let (one, two) = (Confusion::FrontLeads, Confusion::PlacesLeft);
    let all = [moment(5, one), moment(100, one), moment(102, two), moment(103, one), moment(300, two)];
    let s = |s: i64| Micros(s * 1_000_000);
    let times = |always, from, late| -> Vec<i64> {
        let told = told(&all, always, (s(from), s(1000)), (s(20), s(late)));
        told.iter().map(|moment| moment.at.0 / 1_000_000).collect()
    };
    assert_eq!(times(false, 0, 60), [5, 102]);
    assert_eq!(times(false, 50, 60), [100, 120], "the second is put off until the first has been read");
    assert_eq!(times(false, 50, 5), [100, 300], "or until it is at stake again");
    assert_eq!(times(true, 0, 60), [5, 100, 120, 140, 300]);
}

#[test]
fn plain_lines_explain_once_each_time_or_never() {
    let lines = |more: &[&str]| -> Vec<String> {
        let text = sentences(&[&["watch", "athens-2004-men", "--plain"], more].concat());
        text.lines().filter(|line| line.contains("Explained: ")).map(str::to_owned).collect()
    };
    let (once, always, never) = (lines(&[]), lines(&["--teach"]), lines(&["--no-teach"]));
    assert_eq!(never, [""; 0]);
    assert!((4..=12).contains(&once.len()), "{once:#?}");
    assert!(always.len() > 2 * once.len(), "{always:#?}");
    assert!(once.iter().all(|line| line.ends_with('.')));
    let text = stdout(&["watch", "athens-2004-men", "--plain", "--teach"]);
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}
