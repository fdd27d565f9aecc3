//! A race made by hand: 23 riders, a bunch at an even pace, breaks that gain laps, one rider who loses one.
//!
//! The motion is simple enough to be written down; the referee is the real one.

use std::ops::Range;
use std::sync::Arc;

use velodrome::card::{Place, RowProvenance, Sprint};
use velodrome::chances::{Event, EventKind, ForkTally, Rides};
use velodrome::commentary::{CommentaryLine, Pronoun, Story, tell};
use velodrome::course::Track;
use velodrome::event::{Fact, Note, Noted, StopKind};
use velodrome::math::{sin, smoothstep};
use velodrome::player::{GoOn, LapChange, Mark, Mode};
use velodrome::race::view::{GroupKind, GroupView, RaceView, RiderView};
use velodrome::report::words::RiderNames;
use velodrome::rules::{Edition, EditionId, Overrides, RaceRules, Ruling, Scoreboard, Standings};
use velodrome::scenario::{Claim, Dispute, Level, Preset, RiderSpec, Scenario};
use velodrome::tui::footage::Footage;
use velodrome::units::{Bib, Micros, Provenance};

const NAMES: [(&str, &str); 23] = [
    ("ALFA", "AUS"),
    ("BRAVO", "BEL"),
    ("CHARLIE", "CZE"),
    ("DELTA", "DEN"),
    ("ECHO", "ESP"),
    ("FOXTROT", "FRA"),
    ("GOLF", "GER"),
    ("HOTEL", "HKG"),
    ("INDIA", "ITA"),
    ("JULIETT", "JPN"),
    ("KILO", "KAZ"),
    ("LIMA", "LTU"),
    ("MIKE", "MEX"),
    ("NOVEMBER", "NZL"),
    ("OSCAR", "AUT"),
    ("PAPA", "POL"),
    ("QUEBEC", "CAN"),
    ("ROMEO", "RUS"),
    ("SIERRA", "SUI"),
    ("TANGO", "ARG"),
    ("UNIFORM", "URU"),
    ("VICTOR", "UKR"),
    ("WHISKEY", "USA"),
];

/// Each move: who is in it, from which lap of the bunch to which, and the change of the balance.
const MOVES: [(&[u16], f64, f64, i32); 6] = [
    (&[3, 9, 11, 21], 27.0, 36.0, 1),
    (&[5, 18], 42.0, 51.0, 1),
    (&[18, 7], 83.0, 91.0, 1),
    (&[8], 95.0, 112.0, -1),
    (&[5, 14, 7], 118.0, 127.0, 1),
    (&[18, 9], 129.0, 142.0, 1),
];
const STOPS: [(u16, f64); 2] = [(12, 61.3), (16, 80.4)];

const LAP: f64 = 250.0;
const LAPS: u32 = 160;
/// Metres a second.
const PACE: f64 = 40_000.0 / 2912.0;
/// Metres from the front of the bunch to its tail.
const BUNCH: f64 = 34.0;

/// The race.
#[derive(Clone)]
pub struct Fake {
    scenario: Scenario,
    rules: RaceRules,
    facts: Vec<Fact>,
    notes: Vec<Noted>,
    rulings: Vec<Ruling>,
    /// Whether this is the race that seeds share.
    pub is_shared: bool,
    /// Rides forks of the race.
    pub rides: Arc<dyn Rides>,
}

/// Metres that `bib` has gained on the bunch by `t`, over all moves; negative if lost.
fn lead(bib: u16, t: f64) -> f64 {
    let lap = t * PACE / LAP;
    let of = |&(riders, from, to, change): &(&[u16], f64, f64, i32)| {
        if riders.contains(&bib) { f64::from(change) * LAP * smoothstep(from, to, lap) } else { 0.0 }
    };
    MOVES.iter().map(of).sum()
}

fn ridden(bib: u16, t: f64) -> f64 {
    let place = BUNCH / 2.0 * (1.0 + sin(t / 41.0 + f64::from(bib) * 2.399));
    (t * PACE - place * smoothstep(0.0, 30.0, t) + lead(bib, t)).max(0.0)
}

/// Metres ahead of the bunch in the move that is going on; 0 in the bunch.
fn away(bib: u16, t: f64) -> f64 {
    let lead = lead(bib, t);
    let settled = libm::round(lead / LAP) * LAP;
    let off = lead - settled;
    let from = MOVES.iter().find(|m| m.0.contains(&bib) && (m.1..m.2).contains(&(t * PACE / LAP)));
    from.map_or(0.0, |m| if off * f64::from(m.3) < 0.0 { off + LAP * f64::from(m.3) } else { off })
}

fn stopped(bib: u16, t: f64) -> bool {
    STOPS.iter().any(|(b, lap)| *b == bib && t * PACE / LAP > *lap)
}

impl Fake {
    pub fn new() -> Self {
        let scenario = scenario();
        let rules = rules(EditionId::E2004);
        let facts = facts();
        let starters: Vec<Bib> = scenario.riders.iter().map(|r| r.bib).collect();
        let (_, rulings) = Scoreboard::score(rules.clone(), &starters, &facts);
        Self { scenario, rules, facts, notes: notes(), rulings, is_shared: false, rides: Arc::new(Certain) }
    }

    /// The same race, with a rider called `family`.
    pub fn with_name(mut self, family: &str) -> Self {
        self.scenario.riders[4].family = family.to_owned();
        self
    }

    fn starters(&self) -> Vec<Bib> {
        self.scenario.riders.iter().map(|r| r.bib).collect()
    }

    fn board(&self, at: Micros) -> Scoreboard {
        let known = self.facts.partition_point(|f| f.at() <= at);
        Scoreboard::score(self.rules.clone(), &self.starters(), &self.facts[..known]).0
    }
}

/// The moment the bunch has ridden `lap` laps.
pub fn at_lap(lap: f64) -> Micros {
    Micros::from_secs(lap * LAP / PACE)
}

fn rules(edition: EditionId) -> RaceRules {
    Edition::get(edition).on(LAPS, 250_000, &Overrides::default()).unwrap()
}

fn scenario() -> Scenario {
    let rider = |(i, (family, noc)): (usize, &(&str, &str))| RiderSpec {
        bib: Bib(i as u16 + 1),
        bib_known: true,
        name: format!("{}{}", &family[..1], family[1..].to_lowercase()),
        family: (*family).to_owned(),
        noc: Some((*noc).to_owned()),
        starts: true,
        named: true,
        height_cm: Some(176.0),
        mass_kg: Some(67.0),
        cp_w: None,
        w_prime_j: None,
        peak_w: None,
        cda_m2: None,
        start_points: 0,
    };
    let claim = |value: &str, source: &str| Claim { value: value.into(), source: source.into() };
    Scenario {
        id: "made-by-hand".into(),
        title: "Testville 2004 · points race".into(),
        date: Some("2004-08-24".into()),
        venue: None,
        story: Vec::new(),
        about: vec!["A race made by hand, to look at the screen.".into()],
        edition: EditionId::E2004,
        overrides: Overrides::default(),
        track: Track { lap_m: LAP, laps: LAPS, width_m: 7.0 },
        level: Level::Men,
        incidents: true,
        drag: 1.0,
        chase: 1.0,
        air: 1.17,
        preset: Preset::default(),
        riders: NAMES.iter().enumerate().map(rider).collect(),
        card: None,
        cut: None,
        sources: Vec::new(),
        disputes: vec![Dispute {
            lap: Some(0),
            bib: Some(Bib(14)),
            about: "sprint points".into(),
            claims: vec![claim("18", "one list"), claim("8", "the other")],
            decided: "8".into(),
            because: "a sprint hands out eleven points".into(),
        }],
        adjudications: Vec::new(),
    }
}

fn facts() -> Vec<Fact> {
    const STEP: f64 = 0.25;
    let mut facts = Vec::new();
    let mut lapped: Vec<(u16, usize)> = Vec::new();
    for bib in 1..=NAMES.len() as u16 {
        let mut t = 0.0;
        while t < 2950.0 && !stopped(bib, t) {
            let (a, b) = (ridden(bib, t), ridden(bib, t + STEP));
            let line = libm::floor(b / LAP) * LAP;
            if a < line && line > 0.0 {
                let at = Micros::from_secs(t + STEP * (line - a) / (b - a));
                facts.push(Fact::Line { bib: Bib(bib), ridden: (line / LAP) as u32, at });
            }
            for (i, (_, from, to, change)) in MOVES.iter().enumerate().filter(|(_, m)| m.0.contains(&bib)) {
                let lap = t * PACE / LAP;
                let done = LAP * smoothstep(*from, *to, lap) > LAP - BUNCH;
                if done && !lapped.contains(&(bib, i)) {
                    lapped.push((bib, i));
                    let (bib, at) = (Bib(bib), Micros::from_secs(t));
                    facts.push(if *change > 0 { Fact::Tail { bib, at } } else { Fact::Front { bib, at } });
                }
            }
            t += STEP;
        }
    }
    facts.extend(STOPS.map(|(bib, lap)| Fact::Stop { bib: Bib(bib), kind: StopKind::Dnf, at: at_lap(lap) }));
    facts.sort_by_key(|f| (f.at(), f.bib()));
    facts
}

fn notes() -> Vec<Noted> {
    let bibs = |riders: &[u16]| riders.iter().map(|b| Bib(*b)).collect();
    let mut notes = Vec::new();
    for (riders, from, to, change) in MOVES {
        if change > 0 {
            notes.push(Noted { at: at_lap(from), note: Note::Attack { bibs: bibs(riders) } });
            notes.push(Noted { at: at_lap((from + to) / 2.0), note: Note::HalfLap { bibs: bibs(riders) } });
        } else {
            notes.push(Noted { at: at_lap(from), note: Note::Dropped { bib: Bib(riders[0]) } });
        }
    }
    notes
}

/// Rides nothing: SIERRA wins more of the forks the later it is, and four others share the rest.
struct Certain;

impl Rides for Certain {
    fn count(&self, at: Micros, forks: Range<u32>, _: GoOn) -> Option<ForkTally> {
        let mut tally = ForkTally::new(NAMES.len());
        let part = 90.0 * at.secs() / 2912.0;
        let others = [4, 2, 8, 10];
        let winner = |fork: u32| if f64::from(fork * 37 % 100) < part { 18 } else { others[(fork / 3 % 4) as usize] };
        forks.for_each(|fork| tally.add(fork, Some(winner(fork))));
        Some(tally)
    }
}

/// Lets all clones of a fake share one [`Rides`].
struct Shared(Arc<dyn Rides>);

impl Rides for Shared {
    fn count(&self, at: Micros, forks: Range<u32>, go_on: GoOn) -> Option<ForkTally> {
        self.0.count(at, forks, go_on)
    }
}

fn events() -> Vec<Event> {
    let sprint = |n: u32| {
        let lap = f64::from(10 * n);
        let after = Micros(at_lap(lap).0 + 4_000_000);
        Event { what: EventKind::Sprint(n), lap, before: at_lap(lap - 1.0), after }
    };
    let gain = |&(riders, from, to, _): &(&[u16], f64, f64, i32)| Event {
        what: EventKind::Gain(riders.iter().map(|b| Bib(*b)).collect()),
        lap: to,
        before: at_lap(from),
        after: at_lap(to),
    };
    let mut events: Vec<Event> = (1..=16).map(sprint).chain(MOVES.iter().filter(|m| m.3 > 0).map(gain)).collect();
    events.sort_by_key(|event| event.after);
    events
}

impl Footage for Fake {
    fn scenario(&self) -> &Scenario {
        &self.scenario
    }
    fn edition(&self) -> EditionId {
        self.rules.edition
    }
    fn seed(&self) -> u64 {
        1
    }
    fn under(&self, edition: EditionId) -> Self {
        let mut other = self.clone();
        other.rules = rules(edition);
        other.rulings = Scoreboard::score(other.rules.clone(), &self.starters(), &self.facts).1;
        other
    }
    fn mode(&self) -> Mode {
        Mode::Directed
    }
    fn duration(&self) -> Micros {
        Micros::from_secs(2935.0)
    }
    fn view(&self, at: Micros) -> RaceView {
        let board = self.board(at);
        let (counter, standings) = (board.counter(), board.standings());
        let t = at.secs();
        let out = |bib: Bib| stopped(bib.0, t) || (counter.over && standings.is_final);
        let race = |bib: Bib| ridden(bib.0, t) - f64::from(board.balance(bib)) * LAP;
        let riding: Vec<Bib> = self.starters().into_iter().filter(|b| !out(*b)).collect();
        let groups = groups(&riding, t, race);
        let rider = |bib: Bib| {
            let hard = smoothstep(10.0, 60.0, libm::fabs(away(bib.0, t)));
            RiderView {
                bib,
                riding: !out(bib),
                ridden_m: ridden(bib.0, t),
                race_m: race(bib),
                place_m: velodrome::math::wrap(ridden(bib.0, t), LAP),
                height_m: if hard > 0.5 { 0.2 } else { 2.0 + 2.0 * sin(t / 13.0 + f64::from(bib.0)) },
                speed_kmh: (ridden(bib.0, t + 0.5) - ridden(bib.0, t - 0.5)) * 3.6,
                power_w: 240.0 + 180.0 * hard + 20.0 * sin(t / 5.0 + f64::from(bib.0)),
                shelter: 0.6 + 0.4 * hard,
                cp_w: 380.0,
                asked_w: None,
                intent: None,
                reserve: 0.9 - 0.6 * hard,
                beyond: bib == Bib(18) && hard > 0.9,
                beyond_s: if bib == Bib(18) { 14.0 } else { 0.0 },
                group: groups.iter().position(|g| g.riders.contains(&bib)),
            }
        };
        let next = counter.next_sprint.map(|n| f64::from(self.rules.sprint_laps()[n as usize - 1]));
        let head = riding.iter().copied().max_by(|a, b| race(*a).total_cmp(&race(*b)));
        RaceView {
            at,
            lap_m: LAP,
            laps: LAPS,
            counter,
            sprints: self.rules.sprints(),
            laps_to_sprint: next.zip(head).map(|(n, head)| (n - race(head) / LAP).max(0.0)),
            head,
            bunch_kmh: PACE * 3.6,
            riders: self.starters().into_iter().map(rider).collect(),
            groups,
            standings,
        }
    }
    fn standings(&self, at: Micros) -> Standings {
        self.board(at).standings()
    }
    fn sprints(&self, at: Micros) -> Vec<Sprint> {
        let mut sprints: Vec<Sprint> = Vec::new();
        for ruling in self.rulings.iter().filter(|r| r.at() <= at) {
            let Ruling::Place { sprint, place, points, bib, .. } = *ruling else { continue };
            if sprints.len() < sprint as usize {
                sprints.push(Sprint { n: sprint, lap: sprint * 10, places: Vec::new() });
            }
            let provenance =
                [Provenance::Reconstructed, Provenance::Reconstructed, Provenance::Derived, Provenance::Recorded];
            let cell = Place {
                place,
                points,
                bib,
                provenance: provenance[(sprint + place) as usize % 4],
                likely: sprint == 5 && place == 2,
                sources: Vec::new(),
            };
            sprints.last_mut().unwrap().places.push(cell);
        }
        sprints
    }
    fn facts(&self) -> &[Fact] {
        &self.facts
    }
    fn rulings(&self) -> &[Ruling] {
        &self.rulings
    }
    fn lap_changes(&self) -> Vec<LapChange> {
        let entry = |bib, at: Micros, change, provenance| {
            Some(LapChange { at, lap: at.secs() * PACE / LAP, bib, change, provenance })
        };
        let change = |r: &Ruling| match *r {
            Ruling::Gain { bib, at, .. } => entry(bib, at, 1, Provenance::Recorded),
            Ruling::Loss { bib, at, .. } => entry(bib, at, -1, Provenance::Derived),
            _ => None,
        };
        self.rulings.iter().filter_map(change).collect()
    }
    fn row_provenance(&self, bib: Bib) -> RowProvenance {
        let known = [Provenance::Recorded, Provenance::Derived, Provenance::Reconstructed];
        RowProvenance { sprint_points: known[bib.0 as usize % 3], laps: known[bib.0 as usize / 3 % 3] }
    }
    fn is_shared(&self) -> bool {
        self.is_shared
    }
    fn marks(&self) -> Vec<(Micros, Mark)> {
        let mut marks: Vec<(Micros, Mark)> = self
            .rulings
            .iter()
            .filter_map(|r| match *r {
                Ruling::Place { sprint, place: 4, at, .. } => Some((at, Mark::Sprint(sprint))),
                Ruling::Gain { bib, at, .. } => Some((at, Mark::Gain(bib))),
                Ruling::Loss { bib, at, .. } => Some((at, Mark::Loss(bib))),
                Ruling::Out { bib, at, .. } => Some((at, Mark::Stop(bib))),
                Ruling::Over { at, .. } => Some((at, Mark::Finish)),
                _ => None,
            })
            .collect();
        marks.extend(MOVES.iter().filter(|m| m.3 > 0).map(|m| (at_lap(m.1), Mark::Attack)));
        marks.sort_by_key(|m| m.0);
        marks
    }
    fn reason(&self, _: &Ruling) -> Option<String> {
        None
    }
    fn chances(&self) -> Option<(Vec<Event>, Box<dyn Rides>)> {
        Some((events(), Box::new(Shared(Arc::clone(&self.rides)))))
    }
    fn lines(&self) -> Vec<CommentaryLine> {
        let story = Story {
            names: RiderNames::of(&self.scenario),
            they: Pronoun::of(&self.scenario),
            starters: &self.starters(),
            rules: &self.rules,
            facts: &self.facts,
            notes: &self.notes,
            seed: 1,
            look: &|at| Some(self.view(at)),
            card: None,
            shared: &[],
        };
        tell(&story)
    }
}

fn groups(riding: &[Bib], t: f64, race: impl Fn(Bib) -> f64) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    let mut sorted = riding.to_vec();
    sorted.sort_by(|a, b| race(*b).total_cmp(&race(*a)));
    for bib in sorted {
        let gap = away(bib.0, t);
        let kind = match gap {
            g if g > 15.0 && g < LAP - BUNCH => GroupKind::Break,
            g if g < -15.0 => GroupKind::OffTheBack,
            _ => GroupKind::Bunch,
        };
        let speed = (ridden(bib.0, t + 0.5) - ridden(bib.0, t - 0.5)) * 3.6;
        match groups.iter_mut().find(|g| g.kind == kind) {
            Some(group) => group.riders.push(bib),
            None => groups.push(GroupView {
                kind,
                riders: vec![bib],
                gap_m: if kind == GroupKind::Bunch { 0.0 } else { gap },
                gap_s: if kind == GroupKind::Bunch { 0.0 } else { gap / PACE },
                to_lap_m: (kind == GroupKind::Break).then_some(LAP - BUNCH - gap),
                speed_kmh: speed,
                sentence: match kind {
                    GroupKind::Break => format!("a lap up in ~{:.0} laps", (LAP - BUNCH - gap) / 27.0 + 1.0),
                    GroupKind::OffTheBack => "losing ground".into(),
                    _ => String::new(),
                },
            }),
        }
    }
    groups
}
