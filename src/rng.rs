//! Random numbers: named streams from one seed. An extra draw from one stream shifts no other.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::units::Bib;

/// What a stream is for. A new purpose gets a new number; a number is never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Choosing among the possible completions of a card.
    Completion = 1,
    /// How the director stages what the card leaves open.
    Staging = 2,
    /// A rider's legs, where the scenario leaves them open.
    Legs = 3,
    /// The commentator's choice of words.
    Commentary = 4,
    /// What riders of a free race are like, and how they choose.
    Mind = 5,
    /// Falls and punctures.
    Incidents = 6,
    /// How riders choose from the moment a race goes on by another luck.
    Fork = 7,
    /// The seeds of the races that are ridden on from a moment to see who may win.
    Chances = 8,
    /// Where relegated riders crossed the line of their sprint.
    Relegation = 9,
    /// Which races of a kept sweep are ridden again.
    Recheck = 10,
    /// Drawing simulated races to compare with real ones.
    Resampling = 32,
}

/// One stream of random numbers.
#[derive(Debug, Clone)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream of the whole race for `purpose`.
    #[must_use]
    pub fn of_race(seed: u64, purpose: Purpose) -> Self {
        Self::numbered(seed, (purpose as u64) << 32)
    }

    /// The stream of one rider for `purpose`.
    #[must_use]
    pub fn of_rider(seed: u64, purpose: Purpose, bib: Bib) -> Self {
        Self::numbered(seed, (purpose as u64) << 32 | (1 + u64::from(bib.0)))
    }

    fn numbered(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform in `[0, 1)`.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform in `[a, b)`.
    pub fn between(&mut self, a: f64, b: f64) -> f64 {
        a + (b - a) * self.unit()
    }

    /// Uniform among `0..n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        // Multiply-shift: the bias is below 2⁻⁴⁰ for any list of riders.
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }

    /// True with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// A sample of the normal distribution with mean 0 and standard deviation 1 (Box and Muller 1958).
    pub fn normal(&mut self) -> f64 {
        let u = 1.0 - self.unit();
        let v = self.unit();
        libm::sqrt(-2.0 * libm::log(u)) * libm::cos(2.0 * std::f64::consts::PI * v)
    }

    /// Reorders `items`, every order equally likely (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
