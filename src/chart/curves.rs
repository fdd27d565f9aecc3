//! One line per rider over the seconds of a race, cut off at any moment and redrawn over laps. Does not know what the
//! lines measure.

use super::laps::Laps;
use super::{Series, Sign, Tone};
use crate::units::{Bib, Micros};

/// Every rider's named line, in start-list order; x is seconds since the gun.
#[derive(Debug)]
pub struct Curves(pub Vec<(Bib, Series)>);

/// Which riders are drawn, and up to when.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// Riders with a name and a tone of their own; the first lies on top.
    pub leads: &'a [Bib],
    /// Whether the other riders are drawn too, for comparison.
    pub others: bool,
    /// Nothing later than this is drawn.
    pub until: Micros,
}

impl Curves {
    /// The lines over laps; `value` makes the figure written after the name of a lead.
    pub fn over(&self, laps: &Laps, selection: Selection, value: impl Fn(&Series) -> String) -> Vec<Series> {
        let cut = |line: &Series| line.until(selection.until.secs()).along(|s| laps.at_s(s));
        let others = self.0.iter().filter(|(bib, _)| selection.others && !selection.leads.contains(bib));
        let mut series: Vec<Series> = others
            .map(|(_, line)| Series { name: String::new(), dots: Vec::new(), tone: Tone::Context, ..cut(line) })
            .collect();
        for (k, bib) in selection.leads.iter().enumerate().rev() {
            if let Some((_, line)) = self.0.iter().find(|(b, _)| b == bib) {
                let line = cut(line);
                let value = value(&line);
                series.push(Series { value, tone: Tone::Lead(k), ..line });
            }
        }
        series
    }
}

/// Laps gained minus laps lost, counted from the marks on a line.
pub fn balance(line: &Series) -> i32 {
    let change = |sign: Sign| match sign {
        Sign::Up { .. } => 1,
        Sign::Down { .. } => -1,
        _ => 0,
    };
    line.dots.iter().map(|dot| change(dot.sign)).sum()
}
