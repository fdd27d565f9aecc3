//! What a race demanded of a rider from gun to finish.

use crate::race::{Sample, TICK_S};

/// The power that a race demanded of a rider, and for how long it was more than their legs have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RiderEffort {
    /// Mean mechanical power while racing, W.
    pub mean_w: f64,
    /// Highest mean over five minutes, W.
    pub best_5min_w: f64,
    /// Highest mean over fifteen seconds, W.
    pub best_15s_w: f64,
    /// Seconds in which the motion demanded more than the rider's legs have.
    pub beyond_s: f64,
    pub max_kmh: f64,
}

impl RiderEffort {
    /// From the samples of one rider; `None` if they were never on the track.
    pub(super) fn of<'a>(samples: impl Iterator<Item = &'a Sample>) -> Option<Self> {
        let riding: Vec<&Sample> = samples.skip(1).take_while(|s| s.riding()).collect();
        let power: Vec<f64> = riding.iter().map(|s| f64::from(s.power_w)).collect();
        if power.is_empty() {
            return None;
        }
        Some(Self {
            mean_w: power.iter().sum::<f64>() / power.len() as f64,
            best_5min_w: best(&power, 300.0),
            best_15s_w: best(&power, 15.0),
            beyond_s: riding.iter().filter(|s| s.beyond()).count() as f64 * TICK_S,
            max_kmh: riding.iter().map(|s| f64::from(s.speed) * 3.6).fold(0.0, f64::max),
        })
    }
}

/// Highest mean of `power` over `seconds`, or over all of it if that is shorter.
fn best(power: &[f64], seconds: f64) -> f64 {
    let n = ((seconds / TICK_S) as usize).clamp(1, power.len());
    let mut sum: f64 = power[..n].iter().sum();
    let mut most = sum;
    for i in n..power.len() {
        sum += power[i] - power[i - n];
        most = most.max(sum);
    }
    most / n as f64
}
