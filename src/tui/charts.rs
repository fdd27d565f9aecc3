//! Charts of the race up to the moment on the screen: which is looked at, and of whom. Made while somebody looks; draws nothing.

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
    /// The race, read once somebody looks.
    race: Option<SoFar>,
    shown: Option<ShownChart>,
}

/// What was looked at last.
#[derive(Debug)]
pub struct ShownChart {
    asked: ChartRequest,
    /// Nothing where there is nothing to draw.
    pub chart: Option<Chart>,
}

/// What a chart depends on, as long as the race is the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ChartRequest {
    kind: RaceChart,
    at: Micros,
    leads: Vec<Bib>,
    selected: Option<Bib>,
}

impl Charts {
    /// So many charts on (or back).
    pub fn step(&mut self, by: i32) {
        self.kind = self.kind.step(by);
    }

    /// The race is another.
    pub fn forget(&mut self) {
        (self.race, self.shown) = (None, None);
    }

    /// Makes the chart of the moment `at`, whose table is `table`.
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
            // Whom the viewer has chosen lies on top.
            let top = marked.and_then(|k| panel.series.iter().position(|series| series.tone == Tone::Lead(k)));
            if let Some(top) = top {
                panel.series[top..].rotate_left(1);
            }
        }
        self.shown = Some(ShownChart { asked, chart });
    }

    /// What was looked at last.
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

    /// The line of the rider whom the viewer has chosen, among those of all who are shown.
    #[must_use]
    pub fn marked(&self) -> Option<usize> {
        let bib = self.asked.selected.filter(|_| self.asked.kind != RaceChart::Power)?;
        self.asked.leads.iter().position(|b| *b == bib)
    }
}

/// The first of the table, and whom the viewer has chosen.
fn leads(table: &Standings, selected: Option<Bib>) -> Vec<Bib> {
    let mut leads: Vec<Bib> =
        table.rows.iter().filter(|row| row.rank.is_some()).map(|row| row.bib).take(LINES).collect();
    if let Some(bib) = selected.filter(|bib| !leads.contains(bib)) {
        leads.truncate(LINES - 1);
        leads.push(bib);
    }
    leads
}
