//! Falls and mechanicals of a free race, drawn before the gun. Knows who and when, not where anyone will be.
//!
//! Each rider's share comes from a stream of his own by the metres he rides: two editions of a seed share their bad
//! luck, and another starter changes nobody else's.

use super::habits::Habits;
use super::incident::{Fate, Incident, IncidentKind, NEAR};
use crate::course::Track;
use crate::rng::{Purpose, Stream};
use crate::rules::{Edition, RaceRules};
use crate::units::Bib;

/// How often things go wrong, the same for men and women. All of them are estimates; the counts behind them are small.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Falls begun by a rider in a kilometre. Reports of the Olympic races of Athens (both) and Beijing (men) tell of
    /// two falls in 2,315 rider-kilometres (n = 3 races).
    pub falls_per_km: f64,
    /// Punctures and breakages of a rider in a kilometre: none is told of in the same three races.
    pub mechanicals_per_km: f64,
    /// Riders who would stop of themselves in a kilometre: ill, exhausted, or with nothing left to ride for. Whoever has
    /// scored and stands in the better half rides on, so about half of them do stop. In the five races whose tables
    /// tell, 7 of 97 starters did not finish, over 3,115 rider-kilometres; falls and mechanicals end the race of one or
    /// two in a hundred here, and the rest are taken to have stopped for reasons that no table gives.
    pub stops_per_km: f64,
    /// Chance that a rider close behind comes down too; of the two falls on record, nobody says.
    pub takes_down: f64,
    /// Chance that a rider who has fallen cannot go on: with it and the falls above about one starter in fifty. Of 65
    /// starters of these races 6 did not finish, for whatever reason.
    pub ends_by_fall: f64,
    /// The same after a mechanical.
    pub ends_by_mechanical: f64,
    /// Share of mechanicals that the commissaires do not recognise (UCI 3.2.021).
    pub unrecognised: f64,
    /// Chance that somebody needs more than the laps nearest 1250 m.
    pub slow: f64,
}

impl Rates {
    /// What is assumed of an international race.
    pub const STANDARD: Self = Self {
        falls_per_km: 1.0 / 1200.0,
        mechanicals_per_km: 1.0 / 5000.0,
        stops_per_km: 1.0 / 400.0,
        takes_down: 0.25,
        ends_by_fall: 0.3,
        ends_by_mechanical: 0.05,
        unrecognised: 0.1,
        slow: 0.1,
    };

    /// `factor` times as many falls and mechanicals, of the same kind; as many riders stop of themselves.
    #[must_use]
    pub fn times(self, factor: f64) -> Self {
        Self { falls_per_km: factor * self.falls_per_km, mechanicals_per_km: factor * self.mechanicals_per_km, ..self }
    }
}

/// Everything that will go wrong in a race by itself, and what rules and commissaires make of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Incidents {
    /// Rider by rider, each in order of metres.
    pub plan: Vec<Incident>,
    /// Laps a rider may miss without losing any.
    pub excused_laps: u32,
    /// Metres before the finish from which nobody returns.
    pub no_return_m: f64,
    /// When riders who are laps down leave the race; `None`: never.
    pub habits: Option<Habits>,
}

impl Incidents {
    /// A race in which nothing goes wrong and nobody stops.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// What goes wrong at these `rates` in the race of `seed`, for riders `bibs`; habits are those of the era.
    #[must_use]
    pub fn draw(rates: Rates, rules: &RaceRules, track: &Track, bibs: &[Bib], seed: u64) -> Self {
        // Whoever gains laps rides farther than the race is long.
        let farthest_m = 1.25 * track.race_m() + 5.0 * track.lap_m;
        let plan = bibs.iter().enumerate().flat_map(|(rider, bib)| {
            let mut luck = Stream::of_rider(seed, Purpose::Incidents, *bib);
            let mut at_m = 0.0;
            std::iter::from_fn(move || {
                let incident = rates.next(rider, at_m, &mut luck);
                at_m = incident.at_m;
                (at_m < farthest_m).then_some(incident)
            })
        });
        Self {
            plan: plan.collect(),
            excused_laps: rules.mishap_laps,
            no_return_m: f64::from(Edition::get(rules.edition).no_return_m()),
            habits: Some(Habits::of(rules)),
        }
    }

    /// Whether there is nothing to look after.
    #[must_use]
    pub fn are_off(&self) -> bool {
        self.plan.is_empty() && self.habits.is_none()
    }
}

impl Rates {
    /// What goes wrong next for `rider` after `at_m` metres.
    fn next(&self, rider: usize, at_m: f64, luck: &mut Stream) -> Incident {
        let per_km = self.falls_per_km + self.mechanicals_per_km + self.stops_per_km;
        // The same number of draws for every incident, whatever it is.
        let at_m = at_m - 1000.0 * libm::log(1.0 - luck.unit()) / per_km;
        let which = luck.unit() * per_km;
        let kind = match which {
            w if w < self.falls_per_km => IncidentKind::Fall,
            w if w < self.falls_per_km + self.mechanicals_per_km => IncidentKind::Mechanical,
            _ => IncidentKind::Stop,
        };
        let fate = self.fate(kind, luck);
        let mut behind = [None; NEAR];
        for down in &mut behind {
            let (comes_down, fate) = (luck.chance(self.takes_down), self.fate(IncidentKind::Fall, luck));
            *down = (comes_down && kind == IncidentKind::Fall).then_some(fate);
        }
        Incident { rider, at_m, kind, fate, behind }
    }

    fn fate(&self, kind: IncidentKind, luck: &mut Stream) -> Fate {
        let (end, slow, unrecognised) = (luck.unit(), luck.unit(), luck.unit());
        let (ends, unknown) = match kind {
            IncidentKind::Fall => (self.ends_by_fall, 0.0),
            IncidentKind::Mechanical => (self.ends_by_mechanical, self.unrecognised),
            IncidentKind::Stop => (0.0, 1.0),
        };
        // A spare bicycle is at hand within a lap or two; most take what the rules give them.
        let after_m = if slow < self.slow { luck.between(1500.0, 2500.0) } else { luck.between(500.0, 1250.0) };
        match () {
            () if unrecognised < unknown => Fate::Unrecognised,
            () if end < ends => Fate::CannotGoOn,
            () => Fate::Returns { after_m },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{EditionId, Overrides};

    fn drawn(edition: EditionId, bibs: &[u16], seed: u64, factor: f64) -> Incidents {
        let track = Track { lap_m: 250.0, laps: 160, width_m: 7.0 };
        let rules = Edition::get(edition).on(160, 250_000, &Overrides::default()).expect("a points race");
        let bibs: Vec<Bib> = bibs.iter().copied().map(Bib).collect();
        Incidents::draw(Rates::STANDARD.times(factor), &rules, &track, &bibs, seed)
    }

    #[test]
    fn two_editions_of_a_seed_share_their_bad_luck() {
        let bibs: Vec<u16> = (1..=24).collect();
        let of = |edition| drawn(edition, &bibs, 7, 5.0).plan;
        assert!(EditionId::ALL.iter().all(|&edition| of(edition) == of(EditionId::E2000)));
        assert_ne!(of(EditionId::E2000), drawn(EditionId::E2000, &bibs, 8, 5.0).plan);
    }

    #[test]
    fn another_starter_changes_nobody_elses_luck() {
        let few = drawn(EditionId::E2026, &[1, 2, 9], 3, 20.0).plan;
        let more = drawn(EditionId::E2026, &[1, 2, 9, 4], 3, 20.0).plan;
        assert_eq!(more[..few.len()], few);
    }

    #[test]
    fn there_are_as_many_falls_as_the_rates_say() {
        let bibs: Vec<u16> = (1..=23).collect();
        let falls = |seed| {
            let plan = drawn(EditionId::E2026, &bibs, seed, 1.0).plan;
            plan.iter().filter(|i| i.kind == IncidentKind::Fall && i.at_m < 40_000.0).count()
        };
        let mean = (0..1000).map(falls).sum::<usize>() as f64 / 1000.0;
        // 23 riders over 40 km.
        assert!((mean - 920.0 / 1200.0).abs() < 0.1, "{mean} falls a race");
    }

    #[test]
    fn without_rates_nothing_goes_wrong() {
        let plan = drawn(EditionId::E2026, &[1, 2, 3], 1, 0.0).plan;
        assert!(plan.iter().all(|i| i.kind == IncidentKind::Stop), "but riders may stop of themselves");
        assert!(Incidents::none().are_off());
    }
}
