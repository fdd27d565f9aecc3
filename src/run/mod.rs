//! A run: all that a race depends on besides its scenario. The same scenario and run give the same race, bit for bit.
//! Knows how a run is written and read; rides nothing.

mod code;
mod order;
mod when;

pub use code::{Code, CodeError, VERSION, hash};
pub use order::{OrderError, Told, action_words};
pub use when::{read as read_when, write as write_when};

use crate::rider::Legs;
use crate::rules::EditionId;
use crate::scenario::Scenario;
use crate::tactics::{Order, When};
use crate::units::Bib;

/// A run of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Chooses what no source says, the days riders have, and all luck.
    pub seed: u64,
    /// The rules, if not the scenario's own.
    pub edition: Option<EditionId>,
    /// From when on riders decide for themselves; `None`: from the gun without a card, else never.
    pub from: Option<When>,
    /// The luck from then on, if another than the seed's.
    pub luck: Option<u64>,
    /// Nobody falls, punctures, is withdrawn or gives up in a race that is ridden freely.
    pub calm: bool,
    /// What riders are told, in the order in which it was given.
    pub orders: Vec<Told>,
    /// What riders have in their legs besides.
    pub legs: Vec<Change>,
}

/// A rider's legs, otherwise than they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    pub rider: Bib,
    pub power: Power,
    /// By so many per cent.
    pub percent: f64,
}

/// Which of a rider's powers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Power {
    /// Critical power.
    Critical,
    /// Work above critical power.
    Reserve,
    /// Peak power.
    Peak,
}

impl Change {
    /// Reads `RIDER POWER PERCENT`, as in `Ignatiev cp +3`.
    ///
    /// # Errors
    /// What of it cannot be read, and what could be.
    pub fn read(text: &str, scenario: &Scenario) -> Result<Self, OrderError> {
        let wrong = || OrderError::Legs(crate::scenario::visible(text, 60));
        let words: Vec<&str> = text.split_whitespace().collect();
        let [rider @ .., power, percent] = &words[..] else { return Err(wrong()) };
        let power = Power::ALL.into_iter().find(|p| p.name() == power.to_lowercase()).ok_or_else(wrong)?;
        let percent = percent.strip_suffix('%').unwrap_or(percent);
        let percent: f64 = percent.parse().ok().filter(|p| Self::PERCENT.contains(p)).ok_or_else(wrong)?;
        let rider = scenario.find(&rider.join(" ")).map_err(OrderError::Rider)?;
        Ok(Self { rider, power, percent })
    }

    /// Writes it as [`Self::read`] reads it.
    #[must_use]
    pub fn write(&self, name: impl Fn(Bib) -> String) -> String {
        format!("{} {} {:+}", name(self.rider), self.power.name(), self.percent)
    }

    /// Nobody's legs are changed by more, per cent.
    pub const PERCENT: std::ops::RangeInclusive<f64> = -50.0..=50.0;
}

impl Power {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Critical, Self::Reserve, Self::Peak];

    /// As it is written: `cp`, `wprime`, `peak`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "cp",
            Self::Reserve => "wprime",
            Self::Peak => "peak",
        }
    }
}

impl Run {
    /// The run of `seed`, with nothing else said.
    #[must_use]
    pub fn of_seed(seed: u64) -> Self {
        Self { seed, edition: None, from: None, luck: None, calm: false, orders: Vec::new(), legs: Vec::new() }
    }

    /// From when on the riders of `scenario` decide for themselves; `None`: never, they follow the card.
    ///
    /// Orders mean that somebody has to decide: without a word on it, from the first of them.
    #[must_use]
    pub fn free_from(&self, scenario: &Scenario) -> Option<When> {
        let first = || self.orders.iter().map(|told| told.at).min_by(|a, b| when::order(*a, *b, &scenario.track));
        self.from.or_else(|| if scenario.card.is_none() { Some(When::GUN) } else { first() })
    }

    /// The luck from the fork on.
    #[must_use]
    pub fn luck(&self) -> u64 {
        self.luck.unwrap_or(self.seed)
    }

    /// The orders about riders by index in the start list of `scenario`.
    #[must_use]
    pub fn orders(&self, scenario: &Scenario) -> Vec<Order> {
        let index = |bib: Bib| scenario.riders.iter().position(|r| r.bib == bib);
        let order =
            |told: &Told| Some(Order { at: told.at, rider: index(told.rider)?, action: told.action.about(index)? });
        self.orders.iter().filter_map(order).collect()
    }

    /// Changes the legs of rider `bib`, as far as the run says so.
    pub fn change(&self, bib: Bib, legs: &mut Legs) {
        for change in self.legs.iter().filter(|change| change.rider == bib) {
            let factor = 1.0 + change.percent / 100.0;
            match change.power {
                Power::Critical => legs.cp_w *= factor,
                Power::Reserve => legs.w_prime_j *= factor,
                Power::Peak => legs.peak_w *= factor,
            }
        }
    }
}
