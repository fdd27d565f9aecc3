//! Falls and mechanicals of a free race, drawn before the gun. Knows whom they strike and after how many metres, not where
//! anybody will be then.
//!
//! Each rider has a random stream of their own, in metres ridden. So two editions of a seed share their bad luck, and another
//! starter changes nobody else's.

use super::habits::Habits;
use super::incident::{Fate, Incident, IncidentKind};
use super::numbers::{
    BEHIND_A_FALL, ENDS_BY_FALL, ENDS_BY_MECHANICAL, FALLS_PER_KM, FARTHEST, FARTHEST_LAPS, LATE_RETURN_M,
    LATEST_RETURN_M, MECHANICALS_PER_KM, SLOW_RETURN, SOONEST_RETURN_M, STOPS_PER_KM, TAKES_DOWN, UNRECOGNISED,
    USUAL_RETURN_M,
};
use crate::course::Track;
use crate::rng::{Purpose, Stream};
use crate::rules::{Edition, RaceRules};
use crate::units::Bib;

/// How often things go wrong, the same for men and women. All of it is estimated from few races; the tables of
/// [`NUMBERS`](super::NUMBERS) say from which.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Falls begun by a rider in a kilometre.
    pub falls_per_km: f64,
    /// Punctures and breakages of a rider in a kilometre.
    pub mechanicals_per_km: f64,
    /// Riders who would stop of their own accord in a kilometre; those who have scored and stand in the better half ride on.
    pub stops_per_km: f64,
    /// Chance that a rider close behind a fall comes down too.
    pub takes_down: f64,
    /// Chance that a rider who has fallen cannot go on.
    pub ends_by_fall: f64,
    /// Chance that a rider cannot go on after a mechanical.
    pub ends_by_mechanical: f64,
    /// Share of mechanicals that the commissaires do not recognise (UCI 3.2.021).
    pub unrecognised: f64,
    /// Chance that a rider needs more than the laps nearest 1250 m to come back.
    pub slow: f64,
}

impl Rates {
    /// The rates that are assumed of an international race.
    pub const STANDARD: Self = Self {
        falls_per_km: FALLS_PER_KM,
        mechanicals_per_km: MECHANICALS_PER_KM,
        stops_per_km: STOPS_PER_KM,
        takes_down: TAKES_DOWN,
        ends_by_fall: ENDS_BY_FALL,
        ends_by_mechanical: ENDS_BY_MECHANICAL,
        unrecognised: UNRECOGNISED,
        slow: SLOW_RETURN,
    };

    /// `factor` times as many falls and mechanicals, of the same kind. As many riders as before stop of their own accord.
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
    /// Metres before the finish within which nobody returns.
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

    /// What goes wrong at these `rates` in the race of `seed` for the riders `bibs`. Habits are those of the era of `rules`.
    #[must_use]
    pub fn draw(rates: Rates, rules: &RaceRules, track: &Track, bibs: &[Bib], seed: u64) -> Self {
        // Riders who gain laps ride farther than the race is long.
        let farthest_m = FARTHEST * track.race_m() + FARTHEST_LAPS * track.lap_m;
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

    /// Nothing ever goes wrong, and nobody leaves the race.
    #[must_use]
    pub fn are_off(&self) -> bool {
        self.plan.is_empty() && self.habits.is_none()
    }
}

impl Rates {
    /// What goes wrong next for `rider` after `at_m` metres.
    fn next(&self, rider: usize, at_m: f64, luck: &mut Stream) -> Incident {
        let per_km = self.falls_per_km + self.mechanicals_per_km + self.stops_per_km;
        // Every incident takes the same number of draws, whatever it is.
        let at_m = at_m - 1000.0 * libm::log(1.0 - luck.unit()) / per_km;
        let which = luck.unit() * per_km;
        let kind = match which {
            w if w < self.falls_per_km => IncidentKind::Fall,
            w if w < self.falls_per_km + self.mechanicals_per_km => IncidentKind::Mechanical,
            _ => IncidentKind::Stop,
        };
        let fate = self.fate(kind, luck);
        let mut behind = [None; BEHIND_A_FALL];
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
        let after_m = if slow < self.slow {
            luck.between(LATE_RETURN_M, LATEST_RETURN_M)
        } else {
            luck.between(SOONEST_RETURN_M, USUAL_RETURN_M)
        };
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
        assert!(few.len() >= 3, "{few:?}");
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
        assert!(plan.iter().all(|i| i.kind == IncidentKind::Stop), "but riders may stop of their own accord");
        assert!(Incidents::none().are_off());
    }
}
