//! A run: everything that a race depends on besides its scenario. The same scenario and run give the same race, bit for bit.
//! Knows how a run is written and read; rides nothing.

mod code;
mod order;

pub use crate::tactics::Order;
pub use crate::told::{Change, LegPower, WhenError, action_words, read_when, write_when};
pub use code::{Code, CodeError, VERSION, hash};
pub use order::OrderError;

use crate::rider::Legs;
use crate::rules::EditionId;
use crate::scenario::{self, Preset, RiderSpec, Scenario};
use crate::tactics::{Action, When};
use crate::told::when_order;
use crate::units::Bib;

/// Why a run cannot be ridden.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    #[error(
        "{0} rode the race that is on record: without this rider it is another race, free from the gun (--free-from 0)"
    )]
    Rode(String),
    #[error("one rider is no race: two have to start")]
    NoRace,
    #[error("{0} does not start, so no order can be about this rider")]
    Absent(String),
}

/// Where a scenario came from, as run codes and saved runs tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its id or path.
    pub name: String,
    /// The hash of its text, if it is a file.
    pub hash: Option<u32>,
    /// The fingerprint of its text, by which a saved run notices changes.
    pub fingerprint: Option<String>,
}

impl Origin {
    /// Of a scenario known by its id alone. Only the text of a built-in one is known.
    #[must_use]
    pub fn of_id(id: &str) -> Self {
        let builtin = scenario::builtins().iter().find(|b| b.id == id);
        Self { name: id.to_owned(), hash: None, fingerprint: builtin.map(|b| scenario::fingerprint(b.text)) }
    }
}

/// A run of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Chooses what no source says, riders' form on the day, and all luck.
    pub seed: u64,
    /// The edition to race under, if not the scenario's own.
    pub edition: Option<EditionId>,
    /// From when on riders decide for themselves. `None` leaves it to [`Self::free_from`].
    pub from: Option<When>,
    /// The seed of all luck from then on, if not `seed`.
    pub luck: Option<u64>,
    /// Riders who do not start, in a race that is free from the gun.
    pub without: Vec<Bib>,
    /// Density of the air in kg/m³, if not the scenario's own.
    pub air: Option<f64>,
    /// Nobody crashes, punctures, is withdrawn or gives up while riders decide for themselves.
    pub calm: bool,
    /// What riders are told, in the order in which it was given.
    pub orders: Vec<Order<Bib>>,
    /// Changes to riders' legs.
    pub legs: Vec<Change>,
}

impl Change {
    /// Reads `RIDER POWER PERCENT`, as in `Ignatiev cp +3`.
    ///
    /// # Errors
    /// What cannot be read, and what was expected.
    pub fn read(text: &str, scenario: &Scenario) -> Result<Self, OrderError> {
        let wrong = || OrderError::Legs(crate::text::visible(text, 60));
        let words: Vec<&str> = text.split_whitespace().collect();
        let [rider @ .., power, percent] = &words[..] else { return Err(wrong()) };
        let power = LegPower::ALL.into_iter().find(|p| p.name() == power.to_lowercase()).ok_or_else(wrong)?;
        let percent = percent.strip_suffix('%').unwrap_or(percent);
        let percent: f64 = percent.parse().ok().filter(|p| Self::PERCENT.contains(p)).ok_or_else(wrong)?;
        let rider = scenario.find(&rider.join(" ")).map_err(OrderError::Rider)?;
        Ok(Self { rider, power, percent })
    }
}

impl Run {
    /// The run of `seed` and nothing else.
    #[must_use]
    pub fn of_seed(seed: u64) -> Self {
        Self {
            seed,
            edition: None,
            from: None,
            luck: None,
            without: Vec::new(),
            air: None,
            calm: false,
            orders: Vec::new(),
            legs: Vec::new(),
        }
    }

    /// The run that the file of `scenario` describes; `seed` holds if the file has none.
    #[must_use]
    pub fn of_file(scenario: &Scenario, seed: u64) -> Self {
        let Preset { seed: own, edition, from, luck, without, orders, legs } = scenario.preset.clone();
        Self { edition, from, luck, without, orders, legs, ..Self::of_seed(own.unwrap_or(seed)) }
    }

    /// From when on the riders of `scenario` decide for themselves; `None` if they follow the card to the end.
    ///
    /// Unless the run says so itself: from the gun if there is no card, or else from the first order, if there is one.
    #[must_use]
    pub fn free_from(&self, scenario: &Scenario) -> Option<When> {
        let first = || self.orders.iter().map(|told| told.at).min_by(|a, b| when_order(*a, *b, &scenario.track));
        self.from.or_else(|| if scenario.card.is_none() { Some(When::GUN) } else { first() })
    }

    /// The seed of all luck from the fork on.
    #[must_use]
    pub fn luck(&self) -> u64 {
        self.luck.unwrap_or(self.seed)
    }

    /// Checks the run against the start list of `scenario`.
    ///
    /// # Errors
    /// If a rider cannot be left out, an order is about a rider who does not start, or fewer than two riders start.
    pub fn check(&self, scenario: &Scenario) -> Result<(), Impossible> {
        let name = |bib: Bib| scenario.name(bib);
        if let Some(first) = self.without.first() {
            let from_the_gun = scenario.card.is_none() || self.free_from(scenario).is_some_and(When::is_gun);
            if !from_the_gun {
                return Err(Impossible::Rode(name(*first)));
            }
            if scenario.starters().filter(|rider| self.starts(rider.bib)).count() < 2 {
                return Err(Impossible::NoRace);
            }
        }
        let starts = |bib: Bib| self.starts(bib) && scenario.rider(bib).is_none_or(|rider| rider.starts);
        let other = |told: &Order<Bib>| match told.action {
            Action::Follow(other) | Action::WaitFor(other) => Some(other),
            _ => None,
        };
        let mut named = self.orders.iter().flat_map(|told| [Some(told.rider), other(told)]).flatten();
        named.find(|bib| !starts(*bib)).map_or(Ok(()), |bib| Err(Impossible::Absent(name(bib))))
    }

    /// Whether this run lets rider `bib` start.
    #[must_use]
    pub fn starts(&self, bib: Bib) -> bool {
        !self.without.contains(&bib)
    }

    /// Riders of `scenario` who are in no race of this run: those it leaves out, and, in a race that is free from the gun,
    /// those whom the record has as `dns`. A race that follows the record has their stop at the gun as a fact.
    #[must_use]
    pub fn absent(&self, scenario: &Scenario) -> Vec<Bib> {
        let follows = self.free_from(scenario).is_none_or(|from| !from.is_gun()) && scenario.card.is_some();
        let left_out = |rider: &&RiderSpec| !self.starts(rider.bib) || !(rider.starts || follows);
        scenario.riders.iter().filter(left_out).map(|rider| rider.bib).collect()
    }

    /// The orders, with riders as indices in `starters`; without those about other riders.
    #[must_use]
    pub fn orders(&self, starters: &[Bib]) -> Vec<Order<usize>> {
        let index = |bib: Bib| starters.iter().position(|starter| *starter == bib);
        self.orders.iter().filter_map(|order| order.about(index)).collect()
    }

    /// The command line that shows this run of `scenario`, known by its id.
    #[must_use]
    pub fn again(&self, scenario: &Scenario) -> String {
        Code::again(&Code::write(&scenario.id, None, self, scenario))
    }

    /// Applies the changes of this run to the `legs` of rider `bib`.
    pub fn change(&self, bib: Bib, legs: &mut Legs) {
        for change in self.legs.iter().filter(|change| change.rider == bib) {
            let factor = 1.0 + change.percent / 100.0;
            match change.power {
                LegPower::Critical => legs.cp_w *= factor,
                LegPower::Reserve => legs.w_prime_j *= factor,
                LegPower::Peak => legs.peak_w *= factor,
            }
        }
    }
}
