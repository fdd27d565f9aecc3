//! The race programme: what stays the same while the replay runs. Cleaned once, then only read.

use super::footage::Footage;
use super::label::labels;
use super::message::MarkKind;
use super::text::clean;
use crate::card::RowProvenance;
use crate::event::Fact;
use crate::player::{LapChange, Mark, Mode};
use crate::report::result::SHARED;
use crate::rules::{Edition, EditionId, RankBy, Ruling};
use crate::scenario::{Dispute, RiderSpec, Scenario};
use crate::tactics::When;
use crate::units::{Bib, Micros};

/// Marks of one kind closer than this are one stop of the jump keys: a break of five gains its lap together.
pub const TOGETHER: Micros = Micros(5_000_000);

/// The moments at which the race stops by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StopAt {
    #[default]
    Nothing,
    Sprints,
    /// Laps gained and lost.
    Gains,
    /// Both.
    All,
}

impl StopAt {
    /// The next one, going round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Nothing => Self::Sprints,
            Self::Sprints => Self::Gains,
            Self::Gains => Self::All,
            Self::All => Self::Nothing,
        }
    }

    /// "sprints"
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Sprints => "every sprint",
            Self::Gains => "every lap gained or lost",
            Self::All => "every sprint and every lap gained or lost",
        }
    }
}

/// A rider as the screen names them.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterEntry {
    pub bib: Bib,
    /// Whether the bib is on record; if not, it is shown nowhere.
    pub bib_known: bool,
    /// At most three letters or digits that no other rider has.
    pub label: String,
    /// "Mikhail Ignatiev"
    pub name: String,
    /// "IGNATIEV"
    pub family: String,
    /// Three letters, or empty.
    pub noc: String,
    pub height_cm: Option<f64>,
    pub mass_kg: Option<f64>,
}

/// Something that is said of the race, and of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub at: Micros,
    pub text: String,
    pub bibs: Vec<Bib>,
}

/// Title, start list, rulings, marks and commentary of one race under one edition.
#[derive(Debug, Clone)]
pub struct Programme {
    pub title: String,
    pub laps: u32,
    pub width_m: f64,
    pub edition: EditionId,
    /// Whether laps rank before points, and give none.
    pub laps_first: bool,
    pub seed: u64,
    /// No draw of the seed could be ridden: this is the race that all such seeds share.
    pub is_shared: bool,
    pub mode: Mode,
    /// The code of the run.
    pub code: Option<String>,
    pub duration: Micros,
    pub roster: Vec<RosterEntry>,
    pub rulings: Vec<Ruling>,
    /// Why the commissaires ruled so, by the fact that a ruling rests on.
    reasons: Vec<(usize, String)>,
    pub lap_changes: Vec<LapChange>,
    /// How each rider's figures in the final table are known.
    stated: Vec<(Bib, RowProvenance)>,
    /// Sprints after which a source states the points of a rider.
    scores: Vec<(u32, Bib)>,
    pub marks: Vec<(Micros, Mark)>,
    pub lines: Vec<Said>,
    pub disputes: Vec<Dispute>,
    /// Whether the riders' legs are estimated from the result of the race on record.
    pub legs_tell: bool,
    /// When the head of the race completed each lap, starting with the first.
    lap_ends: Vec<Micros>,
}

impl Programme {
    #[must_use]
    pub fn new(footage: &impl Footage) -> Self {
        let scenario = footage.scenario();
        Self {
            title: clean(&scenario.title),
            laps: scenario.track.laps,
            width_m: scenario.track.width_m,
            edition: footage.edition(),
            laps_first: Edition::get(footage.edition()).rank_by.value == RankBy::LapsThenPoints,
            seed: footage.seed(),
            is_shared: footage.is_shared(),
            mode: footage.mode(),
            code: footage.code(),
            duration: footage.duration(),
            roster: roster(scenario),
            rulings: footage.rulings().to_vec(),
            reasons: reasons(footage),
            lap_changes: footage.lap_changes(),
            stated: scenario.riders.iter().map(|r| (r.bib, footage.row_provenance(r.bib))).collect(),
            scores: scores(scenario, footage.edition()),
            marks: footage.marks(),
            lines: lines(footage),
            disputes: scenario.disputes.clone(),
            legs_tell: footage.legs_tell(),
            lap_ends: lap_ends(footage),
        }
    }

    /// What has been said by `at`, oldest first.
    #[must_use]
    pub fn said(&self, at: Micros) -> &[Said] {
        &self.lines[..self.lines.partition_point(|said| said.at <= at)]
    }

    /// Why the commissaires ruled so, in their words.
    #[must_use]
    pub fn reason(&self, ruling: &Ruling) -> Option<&str> {
        let fact = ruling.because().fact;
        self.reasons.iter().find(|(of, _)| *of == fact).map(|(_, reason)| reason.as_str())
    }

    /// How the figures of `bib` in the final table are known.
    #[must_use]
    pub fn stated(&self, bib: Bib) -> Option<RowProvenance> {
        self.stated.iter().find(|(of, _)| *of == bib).map(|(_, stated)| *stated)
    }

    /// The last of the first `sprints` sprints after which a source states the points of `bib`.
    #[must_use]
    pub fn scored_after(&self, sprints: u32, bib: Bib) -> Option<u32> {
        self.scores.iter().filter(|(n, of)| *of == bib && *n <= sprints).map(|(n, _)| *n).max()
    }

    /// The rider with `bib`.
    #[must_use]
    pub fn entry(&self, bib: Bib) -> Option<&RosterEntry> {
        self.roster.iter().find(|e| e.bib == bib)
    }

    /// "IGNATIEV", or the bib of a rider who is not on the list.
    #[must_use]
    pub fn family(&self, bib: Bib) -> String {
        self.entry(bib).map_or_else(|| bib.to_string(), |e| e.family.clone())
    }

    /// Whole race laps the head has completed at `at`.
    #[must_use]
    pub fn laps_done(&self, at: Micros) -> u32 {
        self.lap_ends.partition_point(|end| *end <= at) as u32
    }

    /// Race laps of the head at `at`, including the part of the current one.
    #[must_use]
    pub fn lap(&self, at: Micros) -> f64 {
        let done = self.laps_done(at);
        let (from, to) = (self.lap_end(done), self.lap_end(done + 1));
        let part = (at.0 - from.0) as f64 / (to.0 - from.0).max(1) as f64;
        (f64::from(done) + part.clamp(0.0, 1.0)).min(f64::from(self.laps))
    }

    /// When the head has completed `lap` laps; for lap 0, the gun.
    #[must_use]
    pub fn lap_end(&self, lap: u32) -> Micros {
        let end = lap.checked_sub(1).map(|i| self.lap_ends.get(i as usize).copied().unwrap_or(self.duration));
        end.unwrap_or(Micros::ZERO)
    }

    /// When `when` comes; a part of a lap is that part of its time.
    #[must_use]
    pub fn moment(&self, when: When) -> Micros {
        match when {
            When::Time(at) => at,
            When::Lap(laps) => {
                let whole = libm::floor(laps) as u32;
                let (from, to) = (self.lap_end(whole), self.lap_end(whole + 1));
                Micros(from.0 + ((to.0 - from.0) as f64 * (laps - f64::from(whole))) as i64)
            }
        }
    }

    /// What stands for a rider where there is room for three letters, and for a narrow table by which of them riders are
    /// told apart: the number, if it is on record; the nation, if nobody else rides for it; or else letters of the name.
    #[must_use]
    pub fn label(&self, bib: Bib) -> String {
        self.entry(bib).map_or_else(|| bib.to_string(), |entry| entry.label.clone())
    }

    /// By what [labels](Self::label) tell riders apart.
    #[must_use]
    pub fn labelled_by(&self) -> &'static str {
        match () {
            () if self.roster.iter().all(|e| e.bib_known) => "bib",
            () if self.roster.iter().all(|e| e.label == e.noc) => "nation",
            () => "name",
        }
    }

    /// Rulings up to and including `at`.
    #[must_use]
    pub fn ruled(&self, at: Micros) -> &[Ruling] {
        &self.rulings[..self.rulings.partition_point(|r| r.at() <= at)]
    }

    /// The first rider home in a sprint.
    #[must_use]
    pub fn winner(&self, sprint: u32) -> Option<Bib> {
        self.rulings.iter().find_map(|ruling| match *ruling {
            Ruling::Place { sprint: of, place: 1, bib, .. } if of == sprint => Some(bib),
            _ => None,
        })
    }

    /// The sprint that is being decided at `at`: its number, how many riders have taken a place in it, and how many will.
    #[must_use]
    pub fn deciding(&self, at: Micros) -> Option<(u32, usize, usize)> {
        let place = |ruling: &Ruling| match *ruling {
            Ruling::Place { sprint, .. } => Some(sprint),
            _ => None,
        };
        let sprint = self.ruled(at).iter().rev().find_map(place)?;
        let places = |rulings: &[Ruling]| rulings.iter().filter(|r| place(r) == Some(sprint)).count();
        let (home, all) = (places(self.ruled(at)), places(&self.rulings));
        (home < all).then_some((sprint, home, all))
    }

    /// Moments at which a jump to `kind` stops; with `bib`, only those that concern this rider.
    #[must_use]
    pub fn stops(&self, kind: MarkKind, bib: Option<Bib>) -> Vec<Micros> {
        let mut stops: Vec<(Micros, Mark)> = Vec::new();
        for &(at, mark) in &self.marks {
            let wanted = match kind {
                MarkKind::Any => true,
                MarkKind::Sprint => matches!(mark, Mark::Sprint(_)),
                MarkKind::Gain => matches!(mark, Mark::Gain(_) | Mark::Loss(_)),
            };
            let concerned = bib.is_none_or(|bib| self.concerns(mark, bib));
            let same = |last: &Mark| std::mem::discriminant(last) == std::mem::discriminant(&mark);
            let joined = stops.iter().rev().any(|(t, last)| same(last) && at.0 - t.0 < TOGETHER.0);
            if wanted && concerned && !joined {
                stops.push((at, mark));
            }
        }
        stops.into_iter().map(|(at, _)| at).collect()
    }

    /// The first moment after `from`, up to `to`, at which the race is to stop.
    #[must_use]
    pub fn stop_between(&self, from: Micros, to: Micros, stop_at: StopAt) -> Option<Micros> {
        let kinds: &[MarkKind] = match stop_at {
            StopAt::Nothing => &[],
            StopAt::Sprints => &[MarkKind::Sprint],
            StopAt::Gains => &[MarkKind::Gain],
            StopAt::All => &[MarkKind::Sprint, MarkKind::Gain],
        };
        let stops = kinds.iter().flat_map(|kind| self.stops(*kind, None));
        stops.filter(|at| from < *at && *at <= to).min()
    }

    fn concerns(&self, mark: Mark, bib: Bib) -> bool {
        match mark {
            Mark::Gain(b) | Mark::Loss(b) | Mark::Stop(b) | Mark::Decision(b) => b == bib,
            Mark::Sprint(n) => self.rulings.iter().any(
                |r| matches!(*r, Ruling::Place { sprint, points, bib: b, .. } if sprint == n && b == bib && points > 0),
            ),
            Mark::Finish | Mark::Restart => true,
            Mark::Attack => false,
        }
    }
}

/// The commentary, then what was decided later, and the code of the run.
fn lines(footage: &impl Footage) -> Vec<Said> {
    let said = |at, text: &str, bibs| Said { at, text: clean(text), bibs };
    let mut lines: Vec<Said> = footage.lines().into_iter().map(|line| said(line.at, &line.text, line.bibs)).collect();
    // Said right after the gun, as it is about the whole race.
    let at_the_gun = lines.partition_point(|said| said.at <= Micros::ZERO);
    let shared = footage.is_shared().then(|| said(Micros::ZERO, &format!("Note: {SHARED}."), Vec::new()));
    lines.splice(at_the_gun..at_the_gun, shared);
    let end = footage.duration();
    let later = footage.scenario().adjudications.iter().map(|a| {
        let bibs = a.disqualified.iter().chain(&a.restored).copied().collect();
        said(end, &format!("Later, {}: {}", a.date, a.text), bibs)
    });
    let code = footage.code().map(|code| said(end, &format!("This run: {code}"), Vec::new()));
    lines.into_iter().chain(later).chain(code).collect()
}

fn reasons(footage: &impl Footage) -> Vec<(usize, String)> {
    let reason = |ruling: &Ruling| Some((ruling.because().fact, clean(&footage.reason(ruling)?)));
    footage.rulings().iter().filter_map(reason).collect()
}

/// Which points on the way a source states; under other rules they are others.
fn scores(scenario: &Scenario, edition: EditionId) -> Vec<(u32, Bib)> {
    let card = scenario.card.as_ref().filter(|_| edition == scenario.edition);
    let stated = card.into_iter().flat_map(|card| &card.scores).filter(|score| score.sprint_points.is_some());
    stated.map(|score| (score.after, score.bib)).collect()
}

pub(super) fn roster(scenario: &Scenario) -> Vec<RosterEntry> {
    let entry = |(r, label): (&RiderSpec, String)| RosterEntry {
        bib: r.bib,
        bib_known: r.bib_known,
        label: clean(&label),
        name: clean(&r.name),
        family: clean(&r.family),
        noc: r.noc.as_deref().map(clean).unwrap_or_default(),
        height_cm: r.height_cm,
        mass_kg: r.mass_kg,
    };
    scenario.riders.iter().zip(labels(&scenario.riders)).map(entry).collect()
}

/// When each race lap was first completed: whole laps ridden minus the balance ruled by then.
fn lap_ends(footage: &impl Footage) -> Vec<Micros> {
    let mut balance: Vec<(Bib, i64)> = footage.scenario().riders.iter().map(|r| (r.bib, 0)).collect();
    let mut rulings = footage.rulings().iter().peekable();
    let mut ends: Vec<Micros> = Vec::new();
    for fact in footage.facts() {
        while let Some(ruling) = rulings.next_if(|r| r.at() < fact.at()) {
            if let Ruling::Gain { bib, balance: b, .. } | Ruling::Loss { bib, balance: b, .. } = *ruling {
                balance.iter_mut().filter(|(x, _)| *x == bib).for_each(|(_, n)| *n = i64::from(b));
            }
        }
        if let Fact::Line { bib, ridden, at } = *fact {
            let laps = balance.iter().find(|(b, _)| *b == bib).map_or(0, |(_, n)| i64::from(ridden) - n);
            if laps > ends.len() as i64 {
                ends.push(at);
            }
        }
    }
    ends
}
