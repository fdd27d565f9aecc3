//! How far somebody is ahead of the bunch, and for how long that has not grown.

use super::numbers::PROGRESS_M;

/// A lead over the bunch.
#[derive(Debug, Clone, Copy)]
pub struct Lead {
    /// The greatest it has been, m.
    most_m: f64,
    /// When it last grew, s.
    since_s: f64,
}

impl Lead {
    /// A lead that is `lead_m` at first, at `now_s`.
    #[must_use]
    pub fn of(lead_m: f64, now_s: f64) -> Self {
        Self { most_m: lead_m, since_s: now_s }
    }

    /// Notes that the lead is `lead_m` at `now_s`.
    pub fn becomes(&mut self, lead_m: f64, now_s: f64) {
        if lead_m > self.most_m + PROGRESS_M {
            *self = Self::of(lead_m, now_s);
        }
    }

    /// A lead of `lead_m` is so much smaller that it must be another one.
    #[must_use]
    pub fn is_beyond(&self, lead_m: f64) -> bool {
        self.most_m > lead_m + PROGRESS_M
    }

    /// Seconds at `now_s` for which it has not grown.
    #[must_use]
    pub fn held_s(&self, now_s: f64) -> f64 {
        now_s - self.since_s
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_progress_counts() {
        let mut lead = Lead::of(50.0, 10.0);
        lead.becomes(65.0, 40.0);
        assert_eq!(lead.held_s(50.0), 40.0, "15 m are no progress");
        lead.becomes(30.0, 50.0);
        lead.becomes(65.0, 60.0);
        assert_eq!(lead.held_s(60.0), 50.0, "nor is getting back what was lost");
        lead.becomes(71.0, 70.0);
        assert_eq!(lead.held_s(75.0), 5.0);
        assert!(lead.is_beyond(40.0) && !lead.is_beyond(60.0));
    }
}
