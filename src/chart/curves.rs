//! Lines of all riders over the seconds of a race: cut at any moment of it, and laid over laps. Knows nothing of what they
//! measure.

use super::laps::Laps;
use super::{Series, Sign, Tone};
use crate::units::{Bib, Micros};

/// A line of every rider with his name, in the order of the start list; x is seconds since the gun.
#[derive(Debug)]
pub struct Curves(pub Vec<(Bib, Series)>);

/// Who is selection of, and how much.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// Riders with a name and a tone of their own; the first lies on top.
    pub leads: &'a [Bib],
    /// The other riders are there for comparison.
    pub others: bool,
    /// Nothing later.
    pub until: Micros,
}

impl Curves {
    /// The lines over laps; `value` is written behind the name of a lead.
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

/// Laps gained less laps lost, as marked on a line.
pub fn balance(line: &Series) -> i32 {
    let change = |sign: Sign| match sign {
        Sign::Up { .. } => 1,
        Sign::Down { .. } => -1,
        _ => 0,
    };
    line.dots.iter().map(|dot| change(dot.sign)).sum()
}
