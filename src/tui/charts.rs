//! The chart of the race up to the moment on the screen: which one, and of which riders. Made only while it is shown;
//! draws nothing.

use super::footage::Footage;
use super::theme::LINES;
use crate::chart::so_far::{RaceChart, SoFar};
use crate::chart::{Chart, Tone};
use crate::rules::Standings;
use crate::units::{Bib, Micros};

/// The charts of the race on the screen.
#[derive(Debug, Default)]
pub struct Charts {
    kind: RaceChart,
    /// The race, read when a chart is first shown.
    race: Option<SoFar>,
    shown: Option<ShownChart>,
}

/// The chart made last.
#[derive(Debug)]
pub struct ShownChart {
    asked: ChartRequest,
    /// `None` if there is nothing to draw.
    pub chart: Option<Chart>,
}

/// What a chart depends on, for the same race.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ChartRequest {
    kind: RaceChart,
    at: Micros,
    leads: Vec<Bib>,
    selected: Option<Bib>,
}

impl Charts {
    /// Goes `by` charts on (or back).
    pub fn step(&mut self, by: i32) {
        self.kind = self.kind.step(by);
    }

    /// Forgets the race: another one is on the screen.
    pub fn forget(&mut self) {
        (self.race, self.shown) = (None, None);
    }

    /// Makes the chart at the moment `at`, when the standings are `table`.
    pub fn look(&mut self, footage: &impl Footage, at: Micros, table: &Standings, selected: Option<Bib>) {
        let asked = ChartRequest { kind: self.kind, at, leads: leads(table, selected), selected };
        if self.shown.as_ref().is_some_and(|shown| shown.asked == asked) {
            return;
        }
        if self.race.is_none() {
            self.race = footage.charts();
        }
        let subject = selected.or(asked.leads.first().copied());
        let mut chart = self.race.as_mut().and_then(|race| race.chart(asked.kind, at, &asked.leads, subject));
        let marked = selected.and_then(|bib| asked.leads.iter().position(|b| *b == bib));
        for panel in chart.iter_mut().flat_map(|chart| &mut chart.panels) {
            // The selected rider's line lies on top.
            let top = marked.and_then(|k| panel.series.iter().position(|series| series.tone == Tone::Lead(k)));
            if let Some(top) = top {
                panel.series[top..].rotate_left(1);
            }
        }
        self.shown = Some(ShownChart { asked, chart });
    }

    /// The chart made last.
    #[must_use]
    pub fn shown(&self) -> Option<&ShownChart> {
        self.shown.as_ref()
    }
}

impl ShownChart {
    #[must_use]
    pub fn kind(&self) -> RaceChart {
        self.asked.kind
    }

    /// Index of the selected rider among the leads.
    #[must_use]
    pub fn marked(&self) -> Option<usize> {
        let bib = self.asked.selected.filter(|_| self.asked.kind != RaceChart::Power)?;
        self.asked.leads.iter().position(|b| *b == bib)
    }
}

/// The first of the table, and the selected rider.
fn leads(table: &Standings, selected: Option<Bib>) -> Vec<Bib> {
    let mut leads: Vec<Bib> =
        table.rows.iter().filter(|row| row.rank.is_some()).map(|row| row.bib).take(LINES).collect();
    if let Some(bib) = selected.filter(|bib| !leads.contains(bib)) {
        leads.truncate(LINES - 1);
        leads.push(bib);
    }
    leads
}
