//! The official table as it stood on a day: who was out of it by then.

use super::Scenario;
use crate::units::Bib;

impl Scenario {
    /// Riders out of the table on `date` (an ISO date; `None`: after the latest decision), in order of bib.
    ///
    /// On the day of a decision it holds already.
    #[must_use]
    pub fn disqualified_as_of(&self, date: Option<&str>) -> Vec<Bib> {
        let mut out = Vec::new();
        for decision in self.adjudications.iter().filter(|a| date.is_none_or(|date| a.date.as_str() <= date)) {
            out.retain(|bib| !decision.restored.contains(bib));
            out.extend(&decision.disqualified);
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}
